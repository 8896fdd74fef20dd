"""The time to collect what is already due: past it, the institution may refuse to pay (LSS 300).

The term is commonly stated and its text was not checked: it is shown as a notice and decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from ventanilla import law
from ventanilla.kernel.period import months_after
from ventanilla.kernel.text import Text
from ventanilla.law import Explained

from .errors import dia_posible
from .working import Cuenta


class Cobro(Enum):
    """What is collected; each amount has its own term, from the day on which it was due."""

    SUBSIDIO = "subsidio"
    MENSUALIDAD = "mensualidad"  # each month of a pension

    @property
    def words(self) -> str:
        """As it is printed after «Plazo para cobrar»."""
        return "un subsidio" if self is Cobro.SUBSIDIO else "una mensualidad de pensión"


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
    """
    dia_posible("exigible", exigible)
    cuenta = Cuenta()
    with cuenta.paso(Text("PRESCRIPCION", "Plazo para cobrar {cobro}", cobro=cobro.words), "LSS 300") as paso:
        meses = law.integer("lss.cobro_meses", exigible)
        hasta = paso.da(
            months_after(exigible, meses),
            Text(
                "PRESCRIPCION_COMO",
                "{meses} meses desde el {desde}, en que se pudo cobrar. El plazo está por confirmar: "
                "no espere al final.",
                meses=meses,
                desde=exigible,
            ),
        )
    return Prescripcion(cobro=cobro, exigible=exigible, hasta=hasta, pasos=tuple(cuenta.pasos))
