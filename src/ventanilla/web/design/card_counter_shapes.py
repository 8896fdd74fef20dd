"""What the pages where an official blocks a card are given; see `shapes`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ventanilla.web.design.shapes import Choice, Sentence


@dataclass(frozen=True, slots=True)
class BloquearBuscarPage:
    """Whom an official attends: in front, or on the telephone. ``errors`` are by the id of their field."""

    documents: tuple[Choice, ...]
    face: tuple[Choice, ...]
    typed: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, Sentence] = field(default_factory=dict)
    error: Sentence = ""
    done: Sentence = ""

    @property
    def document(self) -> str:
        """The identification that was chosen; "" for none."""
        return self.typed.get("identificacion", "")

    @property
    def same_face(self) -> str:
        """What was answered of the face; "" for nothing."""
        return self.typed.get("rostro", "")


@dataclass(frozen=True, slots=True)
class OtherCard:
    """A card that cannot be blocked: there is none (``blocked_at`` is None), or it is blocked already."""

    name: str
    blocked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class BloquearPersonaPage:
    """The cards of whoever was identified. ``choices`` are those that are good."""

    name: str
    choices: tuple[Choice, ...]
    reasons: tuple[Choice, ...]
    others: tuple[OtherCard, ...] = ()
    errors: Mapping[str, Sentence] = field(default_factory=dict)
