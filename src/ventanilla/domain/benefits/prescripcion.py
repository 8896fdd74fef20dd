"""The time to collect what is already due: past it, the institution may refuse to pay (LSS 300).

It is shown as a notice and decides nothing. The right to a pension itself never ends (LSS 301).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from ventanilla import law
from ventanilla.kernel.period import months_after
from ventanilla.kernel.text import Text
from ventanilla.law import Explained

from .errors import dia_posible
from .working import Cuenta


class Cobro(Enum):
    """What is collected; each amount has its own term, from the day on which it was due."""

    SUBSIDIO = "subsidio"  # of an illness or of maternity
    SUBSIDIO_RIESGO = "subsidio_riesgo"  # of a risk of work: LSS 300 gives it another year
    MENSUALIDAD = "mensualidad"  # each month of a pension

    @property
    def words(self) -> str:
        """As it is printed after «Plazo para cobrar»."""
        return _WORDS[self]

    @property
    def plazo(self) -> str:
        """The key of its term, in months."""
        return "lss.cobro_riesgo_meses" if self is Cobro.SUBSIDIO_RIESGO else "lss.cobro_meses"


_WORDS: Final = {
    Cobro.SUBSIDIO: "un subsidio",
    Cobro.SUBSIDIO_RIESGO: "un subsidio por riesgo de trabajo",
    Cobro.MENSUALIDAD: "una mensualidad de pensión",
}


@dataclass(frozen=True, kw_only=True)
class Prescripcion:
    """The clock: ``hasta`` is the last day to collect."""

    cobro: Cobro
    exigible: date
    hasta: date
    pasos: tuple[Explained, ...]

    def quedan(self, on: date) -> int:
        """The days that are left on that day, itself included; 0 once the term is over."""
        return max(0, (self.hasta - on).days + 1)


def prescripcion(cobro: Cobro, exigible: date) -> Prescripcion:
    """The clock of an amount that could be collected since the day ``exigible``.

    >>> str(prescripcion(Cobro.SUBSIDIO, date(2026, 3, 4)).hasta)
    '2027-03-04'
    >>> str(prescripcion(Cobro.SUBSIDIO_RIESGO, date(2026, 3, 4)).hasta)
    '2028-03-04'
    """
    dia_posible("exigible", exigible)
    cuenta = Cuenta()
    with cuenta.paso(Text("PRESCRIPCION", "Plazo para cobrar {cobro}", cobro=cobro.words), "LSS 300") as paso:
        meses = law.integer(cobro.plazo, exigible)
        hasta = paso.da(
            months_after(exigible, meses),
            Text(
                "PRESCRIPCION_COMO",
                "{meses} meses desde el {desde}, en que se pudo cobrar. No espere al final.",
                meses=meses,
                desde=exigible,
            ),
        )
    return Prescripcion(cobro=cobro, exigible=exigible, hasta=hasta, pasos=tuple(cuenta.pasos))
