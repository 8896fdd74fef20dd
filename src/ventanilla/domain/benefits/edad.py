"""Ages in whole years and months, as the pensions ask for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ventanilla.kernel.period import months_after
from ventanilla.kernel.text import Text

from .errors import BeneficioError, entre
from .vigencia import cumple

OLDEST = 120
MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True, slots=True, order=True)
class Edad:
    """Years reached, and whole months since that birthday."""

    anios: int
    meses: int = 0

    def __post_init__(self) -> None:
        entre("edad", self.anios, 0, OLDEST)
        entre("meses", self.meses, 0, MONTHS_OF_A_YEAR - 1)


def edad_en(nacimiento: date, on: date) -> Edad:
    """The age on that day of somebody born on ``nacimiento``.

    >>> edad_en(date(1964, 1, 15), date(2026, 7, 14)), edad_en(date(1964, 1, 15), date(2026, 7, 15))
    (Edad(anios=62, meses=5), Edad(anios=62, meses=6))
    """
    if nacimiento > on:
        raise BeneficioError(
            "nacimiento",
            Text(
                "NACIMIENTO_POSTERIOR",
                "La fecha de nacimiento, {nacimiento}, es posterior al {fecha}. Revise ambas.",
                nacimiento=nacimiento,
                fecha=on,
            ),
        )
    entre("nacimiento", on.year - nacimiento.year, 0, OLDEST)
    anios = on.year - nacimiento.year
    if cumple(nacimiento, anios) > on:
        anios -= 1
    birthday = cumple(nacimiento, anios)
    meses = max(m for m in range(MONTHS_OF_A_YEAR) if months_after(birthday, m) <= on)
    return Edad(anios, meses)
