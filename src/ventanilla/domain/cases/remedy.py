"""How whoever is not content with a resolution has it reviewed, and until which day.

The terms are not confirmed: policies ``recurso_plazo`` and ``arco_plazos``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ventanilla import law
from ventanilla.kernel.calendar import MissingYear
from ventanilla.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Remedy:
    """``name`` in the law's words, ``days`` working days that end on ``until``, included; ``cite`` never empty.

    ``until`` is None where the calendar does not reach it: the days are counted all the same.
    """

    name: str
    days: int
    until: date | None
    cite: str

    @property
    def text(self) -> Text:
        """What a person may do, in few words."""
        if self.until is None:
            return Text(
                "RECURSO_SIN_FECHA",
                "Puede presentar el {recurso}, sin costo. Tiene {dias} días hábiles. "
                "Último día: sin dato, porque faltan los días inhábiles de ese año.",
                recurso=self.name,
                dias=self.days,
            )
        return Text(
            "RECURSO",
            "Puede presentar el {recurso}, sin costo. Tiene {dias} días hábiles: hasta el {fecha}.",
            recurso=self.name,
            dias=self.days,
            fecha=self.until,
        )


def inconformidad(on: date) -> Remedy:
    """The remedy against what the institution resolves, of a resolution notified on the day ``on`` (LSS 294).

    >>> inconformidad(date(2026, 11, 23)).until
    datetime.date(2026, 12, 14)
    """
    return _remedy("recurso de inconformidad", "lss.294.inconformidad_dias", on)


def revision_datos(on: date) -> Remedy:
    """The remedy against an answer about one's own data, notified on the day ``on`` (law of 2025, to be confirmed)."""
    law.policy("arco_plazos")  # recorded with the decision: it rests on what is not confirmed
    return _remedy("recurso de revisión sobre datos personales", "datos_personales.revision_dias", on)


def _remedy(name: str, key: str, on: date) -> Remedy:
    calendar, term = law.calendar(), law.row(key, on)
    takes_effect = law.policy("recurso_plazo").value == "desde_que_surte_efectos"
    days = int(term.value)
    try:
        until = calendar.add(calendar.add(on, 1) if takes_effect else on, days)
    except MissingYear:
        until = None
    return Remedy(name, days, until, term.cite)
