"""What collection tells of a registro: paid, owed, or not a word."""

from __future__ import annotations

from datetime import date

import pytest

from ventanilla.domain.contributions import Adeudo, Bill, Cobro
from ventanilla.kernel.period import Period

TOLD = Period(date(2025, 1, 1), date(2026, 4, 30))


def test_a_month_and_a_bimester_are_owed_apart() -> None:
    """The insurances of February may be owed and the accounts of its bimester paid (LSS 39)."""
    cobro = Cobro(TOLD, frozenset({Adeudo.mensual(2026, 2)}))
    assert cobro.pagado(Bill.MONTHLY, Period.month(2026, 2)) is False
    assert cobro.pagado(Bill.MONTHLY, Period.month(2026, 1)) is True
    assert cobro.pagado(Bill.BIMONTHLY, Period.bimester(2026, 1)) is True


@pytest.mark.parametrize(("year", "bimester"), [(2024, 6), (2026, 3)])
def test_of_what_lies_outside_nothing_is_said(year: int, bimester: int) -> None:
    assert Cobro(TOLD).pagado(Bill.BIMONTHLY, Period.bimester(year, bimester)) is None


def test_what_is_only_half_told_is_not_paid() -> None:
    cobro = Cobro(Period(date(2026, 1, 1), date(2026, 3, 31)))
    assert cobro.pagado(Bill.BIMONTHLY, Period.bimester(2026, 2)) is None
    assert cobro.pagado(Bill.MONTHLY, Period.month(2026, 3)) is True


def test_what_is_owed_from_before_what_is_told_is_owed() -> None:
    cobro = Cobro(TOLD, frozenset({Adeudo.bimestral(2024, 6)}))
    assert cobro.pagado(Bill.BIMONTHLY, Period.bimester(2024, 6)) is False


def test_its_months_are_those_of_its_period() -> None:
    assert list(Adeudo.mensual(2026, 12).meses()) == [date(2026, 12, 1)]
    assert list(Adeudo.bimestral(2026, 6).meses()) == [date(2026, 11, 1), date(2026, 12, 1)]
