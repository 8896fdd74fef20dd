"""What a raise for all the workers of a planilla would cost in a month, each determined anew at the other wage.

>>> from datetime import date
>>> from ventanilla.domain.contributions import TipoAviso
>>> from ventanilla.formats.finding import Place
>>> alta = Movimiento(Place("A", 1), "R", "99178500015", TipoAviso.ALTA, date(2026, 1, 15), Money("500.00"))
>>> [one.sbc for one in con_aumento((alta,), Decimal("10"), date(2026, 6, 1))]
[Money('500.00'), Money('550.00')]
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from ventanilla.domain.contributions import CuotasError, Period, TipoAviso
from ventanilla.kernel.money import HALF_UP, Money
from ventanilla.kernel.text import Text

from .accounts import Contexto
from .cedula.composing import de_patronal
from .cedula.model import CedulaImpresa
from .planilla import Patronal
from .records import Movimiento

_PERCENT: Final = Decimal(100)
_MOST: Final = Decimal(1000)  # percent: more than that is a mistyped raise


@dataclass(frozen=True, slots=True)
class Simulacion:
    """The same month as it is, and with the raise."""

    antes: CedulaImpresa
    despues: CedulaImpresa

    @property
    def cuesta(self) -> Money:
        """What the employer would pay more."""
        return self.despues.patron - self.antes.patron

    @property
    def retiene(self) -> Money:
        """What would be withheld more from the workers."""
        return self.despues.obrero - self.antes.obrero


def aumento_general(patronal: Patronal, mes: Period, contexto: Contexto, porcentaje: Decimal) -> Simulacion:
    """A raise of ``porcentaje`` of every base wage, from the first day of ``mes`` on; a fall, if it is negative.

    CuotasError for a raise that cannot be; CedulaIncompleta for somebody who cannot be determined, before or after.
    """
    if not (porcentaje.is_finite() and -_PERCENT < porcentaje <= _MOST):
        raise CuotasError(
            "aumento",
            Text(
                "AUMENTO_IMPOSIBLE",
                "Un aumento de {aumento} por ciento no es posible. Escriba uno mayor que -100 y hasta {maximo}.",
                aumento=str(porcentaje),
                maximo=str(_MOST),
            ),
        )
    raised = {
        clave: replace(persona, movimientos=con_aumento(persona.movimientos, porcentaje, mes.first))
        for clave, persona in patronal.personas.items()
    }
    after = Patronal(patronal.registro, raised)
    return Simulacion(de_patronal(patronal, mes, contexto), de_patronal(after, mes, contexto))


def con_aumento(movimientos: Iterable[Movimiento], porcentaje: Decimal, desde: date) -> tuple[Movimiento, ...]:
    """The movements with a change of wage on ``desde`` for who is insured that day, and later wages raised too."""
    found: list[Movimiento] = []
    current: Movimiento | None = None  # the wage in force on the eve
    for one in movimientos:
        if one.fecha < desde:
            found.append(one)
            current = None if one.tipo is TipoAviso.BAJA else one if one.sbc is not None else current
            continue
        found.append(one if one.sbc is None else replace(one, sbc=_raised(one.sbc, porcentaje)))
    if current is not None and current.sbc is not None and not any(one.fecha == desde and one.sbc for one in found):
        sbc = _raised(current.sbc, porcentaje)
        found.append(replace(current, tipo=TipoAviso.MODIFICACION, fecha=desde, sbc=sbc, recibido=None))
    return tuple(sorted(found, key=lambda one: (one.fecha, one.tipo is TipoAviso.BAJA)))


def _raised(sbc: Money, porcentaje: Decimal) -> Money:
    return sbc.times((_PERCENT + porcentaje) / _PERCENT, HALF_UP)
