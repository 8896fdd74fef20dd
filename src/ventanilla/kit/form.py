"""What a person is asked, written once: the wizard, the API, the summary and the tests come from it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, ClassVar, Final, Literal, Self, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator
from pydantic.config import JsonDict
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails, PydanticCustomError, PydanticUndefined

from ventanilla.kernel.text import Text

from .files import META as _META
from .files import FileRef, missing, too_many, wanted, with_files

_TODAY = "ventanilla.today"
NO_FILES: Final[Mapping[str, FileRef]] = MappingProxyType({})
_ISO_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Asked:
    """How one field is put to a person; ``choices`` maps each value to its words."""

    name: str
    label: str
    help: str
    choices: dict[str, str]
    default_today: bool
    kind: Literal["choice", "date", "text", "files"]


def field(
    label: str,
    *,
    help: str = "",
    choices: dict[str, str] | None = None,
    for_another: dict[str, str] | None = None,
    default: Any = PydanticUndefined,
    default_today: bool = False,
    max_length: int | None = None,
) -> Any:
    """One question: ``label`` is what is asked, ``choices`` the words of each value of a ``Literal``.

    ``for_another`` has the words of those that say *me*, as they are put to whoever acts for somebody else.
    ``default_today`` fills the day the draft is opened; a default may always be changed by the person.
    """
    words: JsonDict = dict(choices or {})
    others: JsonDict = dict(for_another or {})
    extra: JsonDict = {_META: {"help": help, "choices": words, "for_another": others, "default_today": default_today}}
    return Field(default=default, title=label, description=help or None, max_length=max_length, json_schema_extra=extra)


class Form(BaseModel):
    """Subclass it with one ``field`` per question; validation and the JSON schema are pydantic's."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
    VERSION: ClassVar[int] = 1  # raised when a question changes; drafts of older ones are carried over (`migrate`)

    @field_validator("*", mode="before")
    @classmethod
    def _a_day_is_a_day(cls, value: Any, info: ValidationInfo) -> Any:
        """Without this a number, or a text of digits, would be read as seconds since 1970."""
        if not _is_day(cls.model_fields[info.field_name or ""]) or value is None or isinstance(value, date):
            return value
        if not isinstance(value, str) or not _ISO_DAY.fullmatch(value.strip()):
            raise problem(_NOT_A_DAY)
        return value.strip()

    @classmethod
    def read(cls, answers: Mapping[str, object], on: date, files: Mapping[str, FileRef] = NO_FILES) -> Self:
        """What a person answered, checked on the day ``on``; FormProblems says, field by field, what to correct.

        ``files`` are those of the case, by id: an answer names them, and brings none of its own.
        """
        try:
            return cls.model_validate(with_files(answers, cls.model_fields, files), context={_TODAY: on})
        except ValidationError as error:
            raise FormProblems(
                {".".join(str(part) for part in found["loc"]): _said(found) for found in error.errors()}
            ) from error

    @classmethod
    def again(cls, answers: Mapping[str, object], files: Mapping[str, FileRef] = NO_FILES) -> Self:
        """What was read before, built again from what was kept of it, on no day."""
        return cls.model_validate(with_files(answers, cls.model_fields, files))

    @staticmethod
    def today(info: ValidationInfo) -> date | None:
        """For a validator: the day on which the form is read; None where it is only being built again."""
        return info.context.get(_TODAY) if isinstance(info.context, dict) else None

    @classmethod
    def asked(cls, *, for_another: bool = False) -> tuple[Asked, ...]:
        """The questions, in the order they are put; ``for_another``: to whoever acts for somebody else."""
        return tuple(_asked(name, info, for_another) for name, info in cls.model_fields.items())

    @classmethod
    def migrate(cls, version: int, draft: Mapping[str, str]) -> dict[str, str]:
        """A draft of an older ``version`` as this one asks it: what is still asked by the same name is kept.

        Override it where a question was renamed. What the person had not been asked stays unanswered.
        """
        return {name: value for name, value in draft.items() if name.partition(".")[0] in cls.model_fields}

    @classmethod
    def initial(cls, on: date) -> dict[str, str]:
        """What a draft opened on ``on`` starts with, as the text of its inputs."""
        start: dict[str, str] = {}
        for name, info in cls.model_fields.items():
            meta = _meta(info)
            if meta["default_today"]:
                start[name] = on.isoformat()
            elif wanted(info) is None and info.default is not PydanticUndefined and info.default is not None:
                start[name] = str(info.default)
        return start


class FormProblems(ValueError):
    """Answers that cannot be taken as they are: the sentence for each field ("" for the whole form)."""

    def __init__(self, problems: dict[str, Text]) -> None:
        super().__init__("; ".join(f"{name}: {text}" for name, text in problems.items()))
        self.problems = problems


def problem(text: Text) -> PydanticCustomError:
    """What a validator of a Form raises: the sentence the person reads beside the field."""
    return PydanticCustomError(text.code, str(text).replace("{", "(").replace("}", ")"), {"text": text})


_NOT_A_DAY: Final = Text("FECHA_ILEGIBLE", "Escriba una fecha que exista: día, mes y año.")
_SAID: Final = {
    "missing": Text("FALTA_RESPUESTA", "Falta esta respuesta."),
    "literal_error": Text("OPCION_DESCONOCIDA", "Elija una de las opciones."),
    "extra_forbidden": Text("DATO_NO_PEDIDO", "Este dato no se pide en este trámite."),
}


def _said(found: ErrorDetails) -> Text:
    """A finding of pydantic in the words of the house."""
    context = found.get("ctx", {})
    text = context.get("text")
    if isinstance(text, Text):
        return text
    if found["type"] == "too_long":
        return too_many(context["max_length"])
    if found["type"] == "too_short":
        return missing()
    if found["type"].startswith("date_"):
        return _NOT_A_DAY
    if found["type"] == "string_too_long":
        return Text("RESPUESTA_LARGA", "Escriba como máximo {n} caracteres.", n=context["max_length"])
    return _SAID.get(found["type"], Text("RESPUESTA_ILEGIBLE", "No entendimos esta respuesta. Revísela."))


def _meta(info: FieldInfo) -> dict[str, Any]:
    extra = info.json_schema_extra
    meta = extra.get(_META) if isinstance(extra, dict) else None
    if not isinstance(meta, dict):
        raise TypeError("every question of a Form is made with kit.field")
    return meta


def _is_day(info: FieldInfo) -> bool:
    """A date, or a date that may be left out."""
    return info.annotation is date or date in get_args(info.annotation)


def _asked(name: str, info: FieldInfo, for_another: bool) -> Asked:
    meta = _meta(info)
    choices = dict(meta["choices"]) | (dict(meta["for_another"]) if for_another else {})
    kind: Literal["choice", "date", "text", "files"] = "text"
    if wanted(info) is not None:
        kind = "files"
    elif get_origin(info.annotation) is Literal:
        kind = "choice"
        choices = {str(value): choices.get(str(value), str(value)) for value in get_args(info.annotation)}
    elif _is_day(info):
        kind = "date"
    return Asked(name, info.title or name, meta["help"], choices, meta["default_today"], kind)
