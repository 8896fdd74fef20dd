"""What some days, or a wage, that the register does not have would come to: in weeks and in pesos.

It is the difference of one computation made twice, with what the person says and without it. Whoever says so is the
person: nothing here concludes that it is so.

>>> from ventanilla.domain.affiliation import Movimiento, Tipo
>>> from ventanilla.kernel.acts import SubjectId
>>> when = datetime(2026, 1, 5, tzinfo=UTC)
>>> alta = Movimiento(UUID(int=1), Tipo.ALTA, "99178500015", "Z9912345105", date(2026, 1, 5), when, 30_000)
>>> ana = Historia(SubjectId(UUID(int=1)), "ANA", "", "", date(1985, 1, 1), movimientos=(alta,))
>>> days = Period(date(2025, 11, 1), date(2025, 12, 31))
>>> found = perdida(ana, days, Money("400.00"), "Z9912345105", date(2026, 3, 10))
>>> found.semanas, found.pesos
(9, Money('3384.77'))
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Final
from uuid import UUID, uuid5

from ventanilla.domain.affiliation import Historia, Movimiento, Tipo, Tramo, tramos
from ventanilla.domain.anomalies.losses import aportaciones
from ventanilla.domain.benefits import semanas
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period

_SIN_REGISTRO: Final = "00000000100"  # of no employer: the days that the person says
_SPACE: Final = UUID("0d0c7c1e-4b55-5d38-9b3b-0f0b7d1f8a61")
_NADA: Final = Money.of_centavos(0)


@dataclass(frozen=True, slots=True)
class Perdida:
    """``dias`` of the period have no day registered with that employer; the wage of the rest may be lower.

    ``con`` and ``sin`` are all the weeks of the person with those days and without them. ``debido`` and ``registrado``
    are what goes to the accounts for retirement and housing in the period; None where the law here does not reach.
    """

    dias: int
    con: int
    sin: int
    debido: Money | None
    registrado: Money | None

    @property
    def semanas(self) -> int:
        """Weeks that would be lost."""
        return self.con - self.sin

    @property
    def pesos(self) -> Money | None:
        """What the accounts would lack, never less than nothing; None where it is not known."""
        if self.debido is None or self.registrado is None:
            return None
        return max(self.debido - self.registrado, _NADA)


def perdida(historia: Historia, periodo: Period, diario: Money, registro: str, on: date) -> Perdida:
    """What ``periodo`` at the base wage ``diario`` with ``registro`` adds, on the day ``on``; "": none that is known.

    ``periodo`` has ended by ``on``.
    """
    held = [one for one in tramos(historia.movimientos) if one.registro == registro]
    covered = [one for one in _covered(held, periodo) if one[0] is not None]
    days = periodo.days - sum(period.days for period, _ in covered if period is not None)
    return Perdida(
        days,
        semanas(
            replace(historia, movimientos=(*historia.movimientos, *_said(historia, periodo, on))), None, on
        ).cotizadas,
        semanas(historia, None, on).cotizadas,
        aportaciones(periodo, diario),
        _paid(covered),
    )


def _covered(held: list[Tramo], periodo: Period) -> Iterator[tuple[Period | None, Money]]:
    for one in held:
        whole = Period(one.desde, max(one.desde, one.hasta or periodo.last))
        yield whole.overlap(periodo), Money.of_centavos(one.sbc_centavos)


def _paid(covered: list[tuple[Period | None, Money]]) -> Money | None:
    total = _NADA
    for period, wage in covered:
        due = aportaciones(period, wage) if period is not None else _NADA
        if due is None:
            return None
        total += due
    return total


def _said(historia: Historia, periodo: Period, on: date) -> Iterator[Movimiento]:
    """The alta and the baja of the days that the person says, of no employer, so that they change no other."""
    recorded = datetime.combine(on, time(), UTC)
    for tipo, day, sbc in ((Tipo.ALTA, periodo.first, 1), (Tipo.BAJA, periodo.last, None)):
        made = uuid5(_SPACE, f"{tipo.value}/{day.isoformat()}")
        yield Movimiento(made, tipo, historia.nss, _SIN_REGISTRO, day, recorded, sbc)
