"""What the page of how a person is told of notices is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from .profile_shapes import Question
from .shapes import Sentence


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A browser that is told."""

    id: UUID
    name: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class AvisosPage:
    """Which notices, how, and on which devices. ``key`` is what this browser subscribes with."""

    questions: tuple[Question, ...]
    key: str
    devices: tuple[DeviceRow, ...] = ()
    done: Sentence = ""
    error: Sentence = ""
