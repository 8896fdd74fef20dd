"""What a person is asked, written once: the wizard, the API, the summary and the tests come from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Literal, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

_META = "ventanilla"


@dataclass(frozen=True, slots=True)
class Asked:
    """How one field is put to a person; ``choices`` maps each value to its words."""

    name: str
    label: str
    help: str
    choices: dict[str, str]
    default_today: bool
    kind: Literal["choice", "date", "text"]


def field(
    label: str,
    *,
    help: str = "",
    choices: dict[str, str] | None = None,
    default: Any = PydanticUndefined,
    default_today: bool = False,
    max_length: int | None = None,
) -> Any:
    """One question: ``label`` is what is asked, ``choices`` the words of each value of a ``Literal``.

    ``default_today`` fills the day the draft is opened; a default may always be changed by the person.
    """
    words: JsonDict = dict(choices or {})
    extra: JsonDict = {_META: {"help": help, "choices": words, "default_today": default_today}}
    return Field(default=default, title=label, description=help or None, max_length=max_length, json_schema_extra=extra)


class Form(BaseModel):
    """Subclass it with one ``field`` per question; validation and the JSON schema are pydantic's."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    @classmethod
    def asked(cls) -> tuple[Asked, ...]:
        """The questions, in the order they are put."""
        return tuple(_asked(name, info) for name, info in cls.model_fields.items())

    @classmethod
    def initial(cls, on: date) -> dict[str, str]:
        """What a draft opened on ``on`` starts with, as the text of its inputs."""
        start: dict[str, str] = {}
        for name, info in cls.model_fields.items():
            meta = _meta(info)
            if meta["default_today"]:
                start[name] = on.isoformat()
            elif info.default is not PydanticUndefined and info.default is not None:
                start[name] = str(info.default)
        return start


def _meta(info: FieldInfo) -> dict[str, Any]:
    extra = info.json_schema_extra
    meta = extra.get(_META) if isinstance(extra, dict) else None
    if not isinstance(meta, dict):
        raise TypeError("every question of a Form is made with kit.field")
    return meta


def _asked(name: str, info: FieldInfo) -> Asked:
    meta = _meta(info)
    choices = dict(meta["choices"])
    kind: Literal["choice", "date", "text"] = "text"
    if get_origin(info.annotation) is Literal:
        kind = "choice"
        choices = {str(value): choices.get(str(value), str(value)) for value in get_args(info.annotation)}
    elif info.annotation is date:
        kind = "date"
    return Asked(name, info.title or name, meta["help"], choices, meta["default_today"], kind)
