"""That an employer was reminded of a term: which one, and by when. It names nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from ventanilla import law
from ventanilla.kernel.acts import Audience, Event
from ventanilla.kernel.text import Text

POLICY: Final = "recordatorio_plazos"
_DIAS: Final = {"dias_3": 3, "dias_5": 5, "dias_8": 8}


def dias_antes() -> int:
    """How many days before the last one of a term it is said again.

    >>> dias_antes()
    5
    """
    return _DIAS[law.policy(POLICY).value]


@dataclass(frozen=True)
class PlazoRecordado(Event):
    """The office reminded an employer of a term. ``clave`` is the term's own; ``que``, what it asks, in words."""

    TYPE: ClassVar[str] = "plazo_recordado"
    TOLD: ClassVar[tuple[Audience, ...]] = (Audience.SUBJECT,)

    clave: str
    que: str
    hasta: date

    def shown(self) -> Text:
        """For the employer's timeline, and for its inbox."""
        return Text(
            "PLAZO_RECORDADO", "Le recordamos: {que} El último día es el {fecha}.", que=self.que, fecha=self.hasta
        )

    def inbox(self) -> Text:
        """The same."""
        return self.shown()


EVENTS: Final[tuple[type[Event], ...]] = (PlazoRecordado,)
