"""What questions, answers and words need of a Form: that it is one, its fields, and what was disputed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, PrivateAttr


@dataclass(frozen=True, slots=True)
class Dispute:
    """A pre-filled field that the person says is wrong: what the register says, what is right, and why.

    ``says`` and ``right`` are in words, as they are signed; ``right`` is "" where they left it unanswered.
    """

    field: str
    says: str
    right: str
    why: str


class BaseForm(BaseModel):
    """``Form`` without its reading, so that what it is read with may speak of it."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
    VERSION: ClassVar[int] = 1
    LAYOUT: ClassVar[Literal["preguntas", "lista"]] = "preguntas"
    EARLIER: ClassVar[Mapping[int, type[BaseForm]]] = {}  # by version, what was signed before and is still decided

    _disputes: tuple[Dispute, ...] = PrivateAttr(())

    @property
    def disputes(self) -> tuple[Dispute, ...]:
        """The pre-filled fields that the person says are wrong, for ``decide``."""
        return self._disputes
