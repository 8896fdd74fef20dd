"""From the texts of a draft to the answers of a Form: dotted names nested, unasked answers dropped.

A draft is a flat ``dict[str, str]``: ``hijos.0.curp`` is the CURP of the first child, ``domicilio.codigo_postal`` part
of an address, ``disputas.nss`` why what the register says of the NSS is wrong. A key that begins with ``_`` is the
office's own: what the registers said when the draft was opened, and where that comes from.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from pydantic.fields import FieldInfo

from ventanilla.kernel.money import Money

from .base import BaseForm
from .questions import condition_of, kind_of

DISPUTES: Final = "disputas"
REGISTERED: Final = "_registro"
SOURCE: Final = "_fuente"
_EMPTY_IS_MISSING: Final = frozenset(
    {"text", "long", "money", "curp", "nss", "rfc", "clabe", "registro_patronal", "email", "phone", "yesno"}
)


def text_of(value: Any) -> str:
    """An answer as the text of its input."""
    match value:
        case None:
            return ""
        case bool():
            return "si" if value else "no"
        case date():
            return value.isoformat()
        case Money():
            return str(value.pesos)
        case _:
            return str(value)


def below(answers: Mapping[str, Any], head: str) -> dict[str, Any]:
    """The answers under ``head``, without it: ``below({"a.b": "1"}, "a")`` is ``{"b": "1"}``."""
    return {name[len(head) + 1 :]: value for name, value in answers.items() if name.startswith(f"{head}.")}


def items_of(answers: Mapping[str, Any], name: str) -> tuple[int, ...]:
    """Which items of the group ``name`` a draft has, in their order. They may skip: one was removed."""
    found = {key.partition(".")[0] for key in below(answers, name)}
    return tuple(sorted(int(key) for key in found if key.isascii() and key.isdigit()))


def unasked(form: type[BaseForm], answers: Mapping[str, Any]) -> frozenset[str]:
    """The questions that, after these answers, are not put."""
    out: set[str] = set()
    for name, info in form.model_fields.items():
        for earlier, values in condition_of(info).items():
            default = form.model_fields[earlier].get_default()
            if earlier in out or text_of(answers.get(earlier, default)).strip() not in values:
                out.add(name)
    return frozenset(out)


def nested(form: type[BaseForm], answers: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, tuple[int, ...]]]:
    """The answers that ``form`` is validated from, and of each group the numbers that its items have in the draft.

    What is not asked is left out, and so is an empty text where it is no answer; whatever has no place is left as
    it came, for the Form to refuse it.
    """
    whole = {name: value for name, value in answers.items() if not name.startswith("_")}
    hidden = unasked(form, whole)
    order: dict[str, tuple[int, ...]] = {}
    for name, info in form.model_fields.items():
        kind = kind_of(info)
        if kind in {"address", "group", "files"} and name not in whole and (inner := below(whole, name)):
            taken: Any = inner
            if kind != "address":
                order[name] = items_of(whole, name)
                taken = [below(inner, str(i)) or inner.get(str(i)) for i in order[name]]
            placed = [f"{name}.{key}" for key in inner if kind == "address" or _index(key) in order[name]]
            for key in placed:
                del whole[key]
            if kind != "address" or info.is_required() or any(text_of(value).strip() for value in inner.values()):
                whole[name] = taken
        if name in hidden or (_is_blank(whole.get(name)) and _blank_is_missing(info)):
            whole.pop(name, None)
    return whole, order


def _index(key: str) -> int:
    head = key.partition(".")[0]
    return int(head) if head.isascii() and head.isdigit() else -1


def _blank_is_missing(info: FieldInfo) -> bool:
    """Whether an empty text is no answer to it: a text that may be left empty takes it, a date cannot be read of it."""
    kind = kind_of(info)
    if kind in {"date", "choice"}:
        return info.default is None
    return kind in _EMPTY_IS_MISSING and info.default != ""


def _is_blank(value: Any) -> bool:
    return isinstance(value, str) and not value.strip()


def same(one: str, other: str) -> bool:
    """Whether two texts say the same, however they were typed."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def disputed(form: type[BaseForm], answers: Mapping[str, Any]) -> dict[str, tuple[bool, str]]:
    """Of each pre-filled field that the person does not take as it is: whether they gave another value, and why.

    A field that holds what the register says and has no reason against it is confirmed, and not here.
    """
    hidden = unasked(form, answers)
    found: dict[str, tuple[bool, str]] = {}
    for name in form.model_fields:
        registered = _texts(answers, f"{REGISTERED}.{name}")
        if not registered or name in hidden:
            continue
        now = _texts(answers, name)
        changed = any(not same(now.get(key, ""), registered.get(key, "")) for key in now | registered)
        why = text_of(answers.get(f"{DISPUTES}.{name}")).strip()
        if changed or why:
            found[name] = (changed, why)
    return found


def _texts(answers: Mapping[str, Any], name: str) -> dict[str, str]:
    """A field as texts: its own, or those of its parts."""
    alone = {"": answers[name]} if name in answers else {}
    return {key: text_of(value) for key, value in (alone | below(answers, name)).items()}
