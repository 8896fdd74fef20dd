"""What is paid with a month: the totals by branch are those of the determinations, and each is explained."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla import law
from ventanilla.domain.contributions import Bill, Parte, Patron, Period, Prima, TipoAviso
from ventanilla.formats.accounts import Contexto
from ventanilla.formats.finding import Place
from ventanilla.formats.joining import join
from ventanilla.formats.month import MAX_EXPLAINED, con_perfil, explicar_concepto, explicar_liquidacion, liquidar
from ventanilla.formats.planilla import Patronal
from ventanilla.formats.records import Ausentismo, Movimiento
from ventanilla.kernel.money import Money

REGISTRO = "Z9912345105"
OCTUBRE = Period.month(2026, 10)
CONTEXTO = Contexto(Patron((Prima(date(2026, 9, 1), Decimal("0.54355")),)))


def patronal(*wages: str) -> Patronal:
    """An employer of some workers who have always been there."""
    altas = [
        Movimiento(Place("A.TXT", n), REGISTRO, f"{n:011d}", TipoAviso.ALTA, date(2026, 1, 15), Money(wage))
        for n, wage in enumerate(wages, 1)
    ]
    return join(altas).patronales[REGISTRO]


def test_an_even_month_has_two_bills_and_an_odd_one_has_one() -> None:
    both = liquidar(patronal("400.00"), OCTUBRE, CONTEXTO)
    assert [one.bill for one in both] == [Bill.MONTHLY, Bill.BIMONTHLY]
    assert [one.vence.fecha for one in both if one.vence] == [date(2026, 11, 17)] * 2
    assert [one.bill for one in liquidar(patronal("400.00"), Period.month(2026, 9), CONTEXTO)] == [Bill.MONTHLY]


@given(st.lists(st.integers(10_000, 300_000), min_size=1, max_size=6))
def test_the_totals_are_those_of_the_workers(wages: list[int]) -> None:
    for one in liquidar(patronal(*(str(Money.of_centavos(wage).pesos) for wage in wages)), OCTUBRE, CONTEXTO):
        debidos = one.determinada.debidos.values()
        assert one.patron == Money.total(debido.patron for debido in debidos)
        assert one.obrero == Money.total(debido.obrero for debido in debidos)
        for concepto in one.conceptos:
            both = (debido.ramo(concepto.ramo, parte) for debido in debidos for parte in Parte)
            assert concepto.total == Money.total(both)
            assert concepto.personas == len(wages)
            tree = explicar_concepto(one, concepto.ramo, {})
            assert tree is not None
            assert tree.value == concepto.total == Money.total(_money(part.value) for part in tree.parts)
        whole = explicar_liquidacion(one)
        assert whole.value == one.total == Money.total(_money(part.value) for part in whole.parts)


def _money(value: object) -> Money:
    assert isinstance(value, Money)
    return value


def test_beyond_some_workers_a_branch_adds_the_others_up() -> None:
    one = liquidar(patronal(*["400.00"] * (MAX_EXPLAINED + 8)), OCTUBRE, CONTEXTO)[0]
    tree = explicar_concepto(one, "guarderias", {"00000000001": "ANA"})
    assert tree is not None
    assert len(tree.parts) == MAX_EXPLAINED + 1
    assert str(tree.parts[-1].title) == "Las otras 8 personas"
    assert explicar_concepto(one, "retiro", {}) is None


@pytest.mark.parametrize("perfil", law.profile_keys())
def test_another_profile_gives_what_it_gives_when_all_is_determined_under_it(perfil: str) -> None:
    employer = patronal("410.80", "355.10", "2500.00", "410.63")
    with law.choosing(law.profile("sua").values):
        ours = liquidar(employer, OCTUBRE, CONTEXTO)
    with law.choosing(law.profile(perfil).values):
        theirs = liquidar(employer, OCTUBRE, CONTEXTO)
    assert [con_perfil(one, CONTEXTO, perfil) for one in ours] == [one.total for one in theirs]


def test_who_cannot_be_determined_is_told_and_a_year_without_holidays_has_no_date(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    alta = Movimiento(Place("A.TXT", 1), REGISTRO, "99178500015", TipoAviso.ALTA, date(2026, 1, 15), Money("400.00"))
    twice = Movimiento(Place("A.TXT", 2), REGISTRO, "99178500015", TipoAviso.ALTA, date(2026, 3, 15), Money("400.00"))
    gone = Ausentismo(Place("A.TXT", 3), REGISTRO, "99178500015", date(2026, 10, 1), 999)
    one = liquidar(join((alta, twice, gone)).patronales[REGISTRO], OCTUBRE, CONTEXTO)[0]
    assert not one.determinada.completa
    assert one.total == Money("0.00")
    monkeypatch.setattr("ventanilla.law.workdays.calendar", _no_calendar)
    monkeypatch.setattr("ventanilla.law.calendar", _no_calendar)
    assert liquidar(patronal("400.00"), OCTUBRE, CONTEXTO)[0].vence is None


def _no_calendar() -> object:
    from ventanilla.kernel.calendar import Calendar

    return Calendar({})
