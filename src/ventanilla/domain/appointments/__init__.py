"""Appointments that somebody already has: where and when they are waited for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ventanilla.kernel.acts import Question, SubjectId
from ventanilla.kernel.clock import CIVIL_ZONE, civil_date
from ventanilla.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Cita:
    """One appointment. ``cuando`` is aware; ``asunto`` never says why somebody is ill; ``lugar`` is where to go."""

    cuando: datetime
    asunto: str
    lugar: str

    def __post_init__(self) -> None:
        if self.cuando.tzinfo is None:
            raise ValueError("an appointment is at an instant with its zone")

    def antes_de_cambiar(self) -> Text:
        """As it is told to whoever is leaving the clinic where it was made."""
        return Text(
            "CITA_ANTES_DE_CAMBIAR",
            "Tiene una cita el {fecha} a las {hora}: {asunto}. Al cambiar de clínica hay que pedirla otra vez.",
            fecha=civil_date(self.cuando),
            hora=f"{self.cuando.astimezone(CIVIL_ZONE):%H:%M}",
            asunto=self.asunto,
        )


@dataclass(frozen=True)
class CitaDe(Question[Cita | None]):
    """The next appointment of a person; None where they have none, or where nobody keeps any here."""

    subject: SubjectId
