"""The Form itself: declared with one ``field`` per question, read from what a person typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from types import MappingProxyType
from typing import Any, Final, Self

from pydantic import (
    ModelWrapValidatorHandler,
    SerializerFunctionWrapHandler,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_serializer,
    model_validator,
)
from pydantic_core import PydanticUndefined

from ventanilla.kernel.text import Text
from ventanilla.kit.files import FileRef, missing, too_many, with_files

from . import answers as texts
from .base import BaseForm, Dispute
from .kinds import plain_text, yes_or_no
from .problems import MISSING, NOT_A_DAY, NOTHING_TO_CORRECT, SAME, WHY_NOT, FormProblems, in_words, problem, too_few
from .questions import Asked, asked, asked_of, condition_of, kind_of, may_be_none, meta_of, part_of
from .words import answer_words

_TODAY = "ventanilla.today"
NO_FILES: Final[Mapping[str, FileRef]] = MappingProxyType({})
_ISO_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class _Unanswered:
    """In the place of an answer that a condition made due and nobody gave."""


class Form(BaseForm):
    """Subclass it with one ``field`` per question; validation and the JSON schema are pydantic's.

    ``VERSION`` grows when a draft of before could not be read any more: an open draft is carried over (``migrate``),
    and what was signed with a Form of ``EARLIER`` is read with it. ``LAYOUT`` is how the wizard leads through it: one
    question after the other, or from a list of sections.
    """

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """TypeError for a question that could not be put, found when the trámite is loaded and not by a person."""
        if wrong := [number for number, form in cls.EARLIER.items() if number != form.VERSION or number >= cls.VERSION]:
            raise TypeError(f"{cls.__name__}: no Form of before is of version {wrong[0]}")
        before: set[str] = set()
        for name, info in cls.model_fields.items():
            if name == texts.DISPUTES or name.startswith("_") or "." in name:
                raise TypeError(f"{cls.__name__}.{name}: that name is the draft's own")
            if unknown := condition_of(info).keys() - before:
                raise TypeError(f"{cls.__name__}.{name}: asked after {', '.join(sorted(unknown))}, which is no earlier")
            if info.default is None and not may_be_none(info):
                raise TypeError(f"{cls.__name__}.{name}: it may be left out, so its type takes None")
            part = part_of(info)
            inside = {kind_of(inner) for inner in part.model_fields.values()} if part is not None else set()
            if "group" in inside or ("address" in inside and kind_of(info) == "address"):
                raise TypeError(f"{cls.__name__}.{name}: a group holds no group, and an address holds neither")
            before.add(name)

    @model_validator(mode="wrap")
    @classmethod
    def _from_answers(cls, data: Any, handler: ModelWrapValidatorHandler[Self], info: ValidationInfo) -> Self:
        """Dotted or nested, as a draft or as a record: the same Form. What is not asked is dropped."""
        if not isinstance(data, Mapping):
            return handler(data)
        recorded = data.get(texts.DISPUTES) if texts.DISPUTES not in cls.model_fields else None
        given = {name: value for name, value in data.items() if name.partition(".")[0] != texts.DISPUTES}
        whole, _ = texts.nested(cls, given)
        hidden = texts.unasked(cls, given)
        for name, question in cls.model_fields.items():
            due = condition_of(question) and name not in hidden and not meta_of(question).get("optional")
            if due and whole.get(name) is None and question.default is None:
                whole[name] = _Unanswered()
            elif due and kind_of(question) in {"group", "files"}:
                whole.setdefault(name, ())  # a default is not validated, and here the least is counted
        form = handler(whole)
        if recorded is not None and cls.today(info) is None:
            form._disputes = tuple(Dispute(**each) for each in recorded)
        else:
            form._disputes = cls._disputes_of(form, data)
        return form

    @model_serializer(mode="wrap")
    def _with_disputes(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """What a decision was made from says what was disputed; a Form without disputes is only its answers."""
        written: dict[str, Any] = handler(self)
        if self._disputes:
            written[texts.DISPUTES] = [asdict(each) for each in self._disputes]
        return written

    @field_validator("*", mode="before")
    @classmethod
    def _as_it_was_typed(cls, value: Any, info: ValidationInfo) -> Any:
        question = cls.model_fields[info.field_name or ""]
        if isinstance(value, _Unanswered):
            raise problem(MISSING)
        match kind_of(question):
            case "date":
                return _day(value)
            case "yesno":
                return yes_or_no(value)
            case "group" if condition_of(question) and len(value) < meta_of(question)["min"]:
                raise problem(too_few(meta_of(question)["min"]))
            case "files" if condition_of(question) and not value and not meta_of(question)["optional"]:
                raise problem(missing())
        return plain_text(value) if isinstance(value, str) else value

    @classmethod
    def read(cls, answers: Mapping[str, object], on: date, files: Mapping[str, FileRef] = NO_FILES) -> Self:
        """What a person answered, checked on the day ``on``; FormProblems says, field by field, what to correct.

        ``answers`` is a draft (dotted names) or nested; a problem is named as the draft names its input. ``files`` are
        those of the case, by id: an answer names them, and brings none of its own.
        """
        given = with_files(answers, cls.model_fields, files)
        disputed = texts.disputed(cls, given)
        problems = {
            f"{texts.DISPUTES}.{name}" if changed else name: WHY_NOT if changed else SAME
            for name, (changed, why) in disputed.items()
            if not (changed and why)
        }
        problems |= dict.fromkeys(cls._only_confirmed(given) - disputed.keys(), NOTHING_TO_CORRECT)
        try:
            form = cls.model_validate(given, context={_TODAY: on})
        except ValidationError as error:
            _, order = texts.nested(cls, given)
            problems |= {_input(found["loc"], order): in_words(found) for found in error.errors()}
            raise FormProblems(problems | _of_files(cls, error)) from error
        if problems:
            raise FormProblems(problems)
        return form

    @classmethod
    def _only_confirmed(cls, given: Mapping[str, Any]) -> set[str]:
        """The questions of what must be corrected (``corrects``) to which the register has its own answer."""
        known = {name.partition(".")[0] for name in texts.below(given, texts.REGISTERED)} - cls.unasked(given)
        return {name for name in known & cls.model_fields.keys() if meta_of(cls.model_fields[name]).get("corrects")}

    @staticmethod
    def today(info: ValidationInfo) -> date | None:
        """For a validator: the day on which the form is read; None where it is only being built again."""
        return info.context.get(_TODAY) if isinstance(info.context, dict) else None

    @classmethod
    def asked(cls, *, for_another: bool = False) -> tuple[Asked, ...]:
        """The questions, in the order they are put; ``for_another``: to whoever acts for somebody else."""
        return asked_of(cls, for_another=for_another)

    @classmethod
    def unasked(cls, answers: Mapping[str, object]) -> frozenset[str]:
        """The names of the questions that these answers leave without being put."""
        return texts.unasked(cls, answers)

    @classmethod
    def accepts(cls, name: str) -> bool:
        """Whether a draft may hold an answer by that name: an input of the Form, or a reason of a dispute."""
        head, _, rest = name.partition(".")
        return rest in cls.model_fields if head == texts.DISPUTES else _has_input(cls, name)

    @classmethod
    def migrate(cls, version: int, draft: Mapping[str, str]) -> dict[str, str]:
        """A draft of an older ``version`` as this one asks it: what is still asked by the same name is kept.

        Override it where a question was renamed. What the person had not been asked stays unanswered; what the
        registers said when it was opened (names that begin with ``_``) stays too.
        """
        return {name: value for name, value in draft.items() if name.startswith("_") or cls.accepts(name)}

    @classmethod
    def initial(cls, on: date) -> dict[str, str]:
        """What a draft opened on ``on`` starts with, as the text of its inputs."""
        start: dict[str, str] = {}
        for name, info in cls.model_fields.items():
            if meta_of(info).get("default_today"):
                start[name] = on.isoformat()
            elif info.default is not PydanticUndefined and info.default is not None and info.default != ():
                start[name] = texts.text_of(info.default)
        return start

    @classmethod
    def _disputes_of(cls, form: Self, data: Mapping[str, Any]) -> tuple[Dispute, ...]:

        found = []
        for name, (_, why) in texts.disputed(cls, data).items():
            question = asked(name, cls.model_fields[name], for_another=False)
            right = getattr(form, name)
            words = "" if right in (None, "") else answer_words(question, right)
            found.append(Dispute(name, registered_words(question, data), words, why))
        return tuple(found)


def _of_files(form: type[Form], error: ValidationError) -> dict[str, Text]:
    """What is wrong with a question of files, in its own words: how many there are is not how many people."""
    found: dict[str, Text] = {}
    for each in error.errors():
        name = str(each["loc"][0]) if each["loc"] else ""
        if name in form.model_fields and kind_of(form.model_fields[name]) == "files":
            most = each.get("ctx", {}).get("max_length")
            found[name] = too_many(most) if each["type"] == "too_long" and most else missing()
    return found


def registered_words(question: Asked, draft: Mapping[str, Any]) -> str:
    """What the register says of ``question``, of what ``draft`` keeps, as it is said to the person."""
    registered = texts.below(draft, texts.REGISTERED)
    if question.part is not None:
        parts = texts.below(registered, question.name)
        try:
            return answer_words(question, question.part.model_validate(parts))
        except ValidationError:  # of an address, a register may hold only some parts
            return ", ".join(str(each) for each in parts.values() if each)
    own = str(registered.get(question.name, ""))
    if question.kind == "date" and _ISO_DAY.fullmatch(own):
        return answer_words(question, date.fromisoformat(own))
    return question.choices.get(own, own)


def _has_input(form: type[BaseForm], name: str) -> bool:
    head, dot, rest = name.partition(".")
    info = form.model_fields.get(head)
    if info is None:
        return False
    part = part_of(info)
    match kind_of(info):
        case "address":
            return part is not None and bool(dot) and _has_input(part, rest)
        case "group":
            index, dot, inner = rest.partition(".")
            known = len(index) <= 2 and index.isascii() and index.isdigit() and str(int(index)) == index
            return part is not None and known and int(index) < meta_of(info)["max"] and _has_input(part, inner)
        case "files":
            return len(rest) <= 2 and rest.isascii() and rest.isdigit()
    return not dot


def _day(value: Any) -> Any:
    """Without this a number, or a text of digits, would be read as seconds since 1970."""
    if value is None or isinstance(value, date):
        return value
    if not isinstance(value, str) or not _ISO_DAY.fullmatch(value.strip()):
        raise problem(NOT_A_DAY)
    return value.strip()


def _input(loc: tuple[int | str, ...], order: Mapping[str, tuple[int, ...]]) -> str:
    """The name that a draft gives to where pydantic found something."""
    parts = list(loc)
    if len(parts) > 1 and isinstance(parts[1], int) and (numbers := order.get(str(parts[0]))):
        parts[1] = numbers[parts[1]]
    return ".".join(str(each) for each in parts)
