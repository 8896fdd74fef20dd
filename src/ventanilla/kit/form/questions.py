"""One question of a Form: how it is declared, and how it is put to a person."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as part
from datetime import date
from typing import Annotated, Any, Final, Literal, get_args, get_origin

from pydantic import Field
from pydantic.config import JsonDict
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from ventanilla.kit.files import condition_in_words
from ventanilla.kit.sections import Condition, Section

from .base import BaseForm
from .kinds import KindOf

META: Final = "ventanilla"
MAX_ITEMS: Final = 50  # of a repeated group: more is a file, not a form
YES_NO: Final = {"si": "Sí", "no": "No"}

Kind = Literal[
    "text", "long", "date", "money", "curp", "nss", "rfc", "clabe", "registro_patronal", "email", "phone",
    "yesno", "choice", "address", "group", "files",
]  # fmt: skip
"""``address`` is a sub-Form answered whole on one page; ``group``, a sub-Form that repeats; ``files`` is kit.files'."""

"""Earlier questions of the same Form, each with the answers (their texts; a yes is ``si``) that show this one."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How one field is put to a person; ``choices`` maps each value to its words.

    ``part`` is the sub-Form of an address or of each item of a group; ``one`` what an item is called.
    ``hints`` says a line of some of the choices; ``more`` is what one opens to read, its title first.
    """

    name: str
    label: str
    help: str
    choices: dict[str, str]
    default_today: bool
    kind: Kind
    optional: bool = False
    section: str = ""
    when: Condition = part(default_factory=dict)
    hints: dict[str, str] = part(default_factory=dict)
    max_length: int | None = None
    part: type[BaseForm] | None = None
    one: str = ""
    least: int = 0
    most: int = 0
    more: tuple[str, ...] = ()


def field(
    label: str,
    *,
    help: str = "",
    choices: dict[str, str] | None = None,
    hints: dict[str, str] | None = None,
    more: tuple[str, ...] = (),
    for_another: dict[str, str] | None = None,
    default: Any = PydanticUndefined,
    default_today: bool = False,
    max_length: int | None = None,
    long: bool = False,
    optional: bool = False,
    when: Condition | None = None,
    section: Section | None = None,
    corrects: bool = False,
) -> Any:
    """One question: ``label`` is what is asked, ``choices`` the words of each value of a ``Literal``.

    ``hints`` has a line for a value, below its words: what follows from choosing it. ``more`` is a title, that opens,
    and the sentences below it: what only some need.
    ``for_another`` has the words of those that say *me*, as they are put to whoever acts for somebody else.
    ``default_today`` fills the day the draft is opened; a default may always be changed by the person.
    ``long`` gives several lines to write in. ``optional``: it may be left unanswered, and is then None.
    ``when`` puts it only after certain answers (see ``Condition``); unasked it is None, whatever was typed before.
    ``corrects``: it asks how what the register says must be, so that taking it as it is answers nothing.
    """
    condition = {**(section.when if section else {}), **(when or {})}
    if (optional or condition) and default is PydanticUndefined:
        default = None
    words: JsonDict = dict(choices or {})
    others: JsonDict = dict(for_another or {})
    conditions: JsonDict = {name: list(values) for name, values in condition.items()}
    meta: JsonDict = {"help": help, "choices": words, "for_another": others, "default_today": default_today}
    meta |= {"long": long, "optional": optional, "section": section.title if section else "", "cuando": conditions}
    meta |= {"corrects": corrects}
    if hints:
        meta["hints"] = dict(hints)
    if more:
        meta["more"] = list(more)
    said = (help, *(hints or {}).values(), *more[1:], condition_in_words(condition))
    description = " ".join(filter(None, said)) or None
    return Field(
        default=default, title=label, description=description, max_length=max_length, json_schema_extra={META: meta}
    )


def group(
    label: str,
    *,
    one: str,
    help: str = "",
    min: int = 0,
    max: int = MAX_ITEMS,
    when: Condition | None = None,
    section: Section | None = None,
) -> Any:
    """A question answered any number of times: ``hijos: tuple[Hijo, ...] = group("¿A quiénes?", one="Persona")``.

    ``one`` is what each item is called; ``min`` and ``max`` how many there may be. Unasked (``when``), it is ().
    """
    if not 0 <= min <= max <= MAX_ITEMS:
        raise ValueError(f"a group has from 0 to {MAX_ITEMS} items")
    condition = {**(section.when if section else {}), **(when or {})}
    conditions: JsonDict = {name: list(values) for name, values in condition.items()}
    meta: JsonDict = {"help": help, "one": one, "min": min, "max": max, "cuando": conditions}
    meta |= {"section": section.title if section else "", "optional": min == 0}
    # Where it may go unasked the least is counted by the Form, or () would break its own schema.
    least = min if min and not condition else None
    description = " ".join(filter(None, (help, condition_in_words(condition)))) or None
    default: Any = PydanticUndefined if least else ()
    return Field(
        default=default,
        title=label,
        description=description,
        min_length=least,
        max_length=max,
        json_schema_extra={META: meta},
    )


def meta_of(info: FieldInfo) -> dict[str, Any]:
    """What ``field`` or ``group`` said of a question. TypeError for a field made otherwise."""
    extra = info.json_schema_extra
    meta = extra.get(META) if isinstance(extra, dict) else None
    if not isinstance(meta, dict):
        raise TypeError("every question of a Form is made with kit.field")
    return meta


def condition_of(info: FieldInfo) -> Condition:
    """When it is asked; {} if always."""
    return {name: tuple(values) for name, values in meta_of(info).get("cuando", {}).items()}


def answer_type(info: FieldInfo) -> tuple[Any, str]:
    """The type of the answer without *or None*, and the name of its kind where the type carries one."""
    annotation: Any = info.annotation
    marks = [mark.name for mark in info.metadata if isinstance(mark, KindOf)]
    if type(None) in get_args(annotation):
        (annotation,) = (each for each in get_args(annotation) if each is not type(None))
    if get_origin(annotation) is Annotated:
        annotation, *metadata = get_args(annotation)
        marks += [mark.name for mark in metadata if isinstance(mark, KindOf)]
    return annotation, marks[0] if marks else ""


def may_be_none(info: FieldInfo) -> bool:
    """Whether None is an answer."""
    return type(None) in get_args(info.annotation)


def part_of(info: FieldInfo) -> type[BaseForm] | None:
    """The sub-Form that answers it, once or many times; None if it is a plain answer."""

    annotation, _ = answer_type(info)
    if get_origin(annotation) is tuple:
        annotation = get_args(annotation)[0]
    return annotation if isinstance(annotation, type) and issubclass(annotation, BaseForm) else None


def kind_of(info: FieldInfo) -> Kind:
    """Which of the kinds it is."""
    meta = meta_of(info)
    if "kind" in meta:  # of another module of the kit: files
        own: Kind = meta["kind"]
        return own
    annotation, marked = answer_type(info)
    if part_of(info) is not None:
        return "group" if get_origin(annotation) is tuple else "address"
    if marked:
        named: Kind = marked  # type: ignore[assignment]  # a test walks the types of kinds.py
        return named
    if get_origin(annotation) is Literal:
        return "choice"
    if annotation is bool:
        return "yesno"
    if annotation is date:
        return "date"
    return "long" if meta.get("long") else "text"


def asked(name: str, info: FieldInfo, *, for_another: bool) -> Asked:
    """The question ``name``, as it is put."""
    meta = meta_of(info)
    kind = kind_of(info)
    choices: dict[str, str] = dict(meta.get("choices", {})) | (dict(meta.get("for_another", {})) if for_another else {})
    if kind == "choice":
        annotation, _ = answer_type(info)
        choices = {str(value): choices.get(str(value), str(value)) for value in get_args(annotation)}
    elif kind == "yesno":
        choices = YES_NO | choices
    limits = [limit for mark in info.metadata if (limit := getattr(mark, "max_length", None)) is not None]
    return Asked(
        name,
        info.title or name,
        str(meta.get("help", "")),
        choices,
        bool(meta.get("default_today")),
        kind,
        optional=bool(meta.get("optional")),
        section=str(meta.get("section", "")),
        when=condition_of(info),
        max_length=limits[0] if limits and kind in {"text", "long"} else None,
        part=part_of(info),
        one=str(meta.get("one", "")),
        least=int(meta.get("min", 0)),
        most=int(meta.get("max", 0)),
        hints=dict(meta.get("hints", {})),
        more=tuple(meta.get("more", ())),
    )


def asked_of(form: type[BaseForm], *, for_another: bool = False) -> tuple[Asked, ...]:
    """The questions of ``form``, in the order they are put; ``for_another``: to whoever acts for somebody else."""
    return tuple(asked(name, info, for_another=for_another) for name, info in form.model_fields.items())
