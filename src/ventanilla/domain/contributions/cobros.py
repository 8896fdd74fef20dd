"""What collection tells of an employer: which contributions of a registro were paid, and which are owed.

>>> told = Cobro(Period(date(2025, 1, 1), date(2026, 4, 30)), frozenset({Adeudo.bimestral(2026, 1)}))
>>> told.pagado(Bill.BIMONTHLY, Period.bimester(2026, 1)), told.pagado(Bill.BIMONTHLY, Period.bimester(2026, 2))
(False, True)
>>> told.pagado(Bill.BIMONTHLY, Period.bimester(2026, 3)) is None  # nobody tells it yet
True
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from ventanilla.kernel.period import Period

from .branches import Bill


@dataclass(frozen=True, slots=True)
class Adeudo:
    """A period that a registro owes: a month of the insurances, or a bimester of the accounts and housing (LSS 39)."""

    bill: Bill
    periodo: Period

    @classmethod
    def mensual(cls, anio: int, mes: int) -> Adeudo:
        """A month of the insurances."""
        return cls(Bill.MONTHLY, Period.month(anio, mes))

    @classmethod
    def bimestral(cls, anio: int, bimestre: int) -> Adeudo:
        """A bimester of retiro, cesantía y vejez and vivienda."""
        return cls(Bill.BIMONTHLY, Period.bimester(anio, bimestre))

    def meses(self) -> Iterator[date]:
        """The first day of each of its months."""
        return (part.first for part in self.periodo.by_month())


@dataclass(frozen=True, slots=True)
class Cobro:
    """What is told of one registro: ``adeudos`` are owed, every other period within ``informado`` was paid.

    A period that does not lie whole within ``informado`` is *sin dato*, unless it is one of ``adeudos``.
    """

    informado: Period
    adeudos: frozenset[Adeudo] = field(default_factory=frozenset)

    def pagado(self, bill: Bill, periodo: Period) -> bool | None:
        """Whether a month or a bimester was paid; None where nobody tells it."""
        if Adeudo(bill, periodo) in self.adeudos:
            return False
        return True if self.informado.overlap(periodo) == periodo else None
