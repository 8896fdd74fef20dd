"""Appointments that somebody already has: where and when they are waited for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Cita:
    """One appointment. ``cuando`` is aware; ``asunto`` never says why somebody is ill; ``lugar`` is where to go."""

    cuando: datetime
    asunto: str
    lugar: str

    def __post_init__(self) -> None:
        if self.cuando.tzinfo is None:
            raise ValueError("an appointment is at an instant with its zone")
