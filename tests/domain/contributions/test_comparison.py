"""Two accounts of a worker differ for a reason, and the reason is named. Worked on a month of thirty days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla import law
from ventanilla.domain.contributions import RAMOS, Parte, Patron, Prima, TipoAviso, Trabajador, determinar
from ventanilla.domain.contributions.branches import Bill
from ventanilla.domain.contributions.comparison import (
    Alternativa,
    Cuenta,
    Fila,
    Lado,
    comparar,
    de_determinacion,
    enfrentar,
)
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import Text

JUNIO = Period.month(2026, 6)
PRIMA = Decimal("0.54355")
ZERO = Money("0.00")


def _patron(prima: Decimal = PRIMA) -> Patron:
    return Patron((Prima(date(2020, 3, 1), prima),))


def _cuenta(
    sbc: str = "500.00",
    days: Period = JUNIO,
    prima: Decimal = PRIMA,
    movimientos: Iterable[tuple[TipoAviso, date]] | None = None,
    absences: frozenset[date] = frozenset(),
) -> Cuenta:
    worker = Trabajador.fijo(Money(sbc), days)
    worker = Trabajador(worker.tramos, absences)
    return de_determinacion("99", determinar(worker, JUNIO, _patron(prima), (Bill.MONTHLY,)), movimientos)


def _codes(uno: Cuenta | None, otro: Cuenta | None) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in comparar(uno, otro):
        found.setdefault(one.ramo, []).extend(reason.code for reason in one.razones)
    return found


def test_equal_accounts_have_no_difference() -> None:
    assert comparar(_cuenta(), _cuenta()) == ()


def test_fewer_days_are_the_reason_in_every_branch() -> None:
    found = _codes(_cuenta(), _cuenta(days=Period(date(2026, 6, 3), date(2026, 6, 30))))
    assert {code for codes in found.values() for code in codes} == {"DIAS"}
    assert "cuota_fija" in found


def test_another_wage_is_the_reason_but_in_the_fixed_quota() -> None:
    found = _codes(_cuenta(), _cuenta("510.00"))
    assert "cuota_fija" not in found
    assert {code for codes in found.values() for code in codes} == {"SALARIO"}


def test_with_another_wage_another_row_of_ceav_is_no_other_rate() -> None:
    """In 2026 two UMA and four UMA are in different rows of LSS 168-II: the wage alone is the reason."""
    bimester = Period.bimester(2026, 3)

    def account(sbc: str) -> Cuenta:
        worker = Trabajador.fijo(Money(sbc), bimester)
        return de_determinacion("99", determinar(worker, bimester, _patron(), (Bill.BIMONTHLY,)))

    found = _codes(account("340.00"), account("480.00"))
    assert set(found) == {"retiro", "ceav", "infonavit"}
    assert {code for codes in found.values() for code in codes} == {"SALARIO"}


def test_another_premium_differs_in_its_branch_alone_and_both_are_said() -> None:
    (one,) = comparar(_cuenta(), _cuenta(prima=Decimal("0.60000")))
    assert one.ramo == "riesgos_trabajo"
    assert one.de == Money("81.53") - Money("90.00")  # 500.00 x 30 days at 0.54355 % and 0.6 %
    assert str(one.razones[0]) == "Prima de riesgo: aquí cerca de 0.54353 por ciento, en la otra cuenta de 0.60000."


def test_a_rate_that_is_no_premium() -> None:
    mine = _cuenta()
    other = Cuenta("99", JUNIO, mine.filas, {**mine.importes, ("guarderias", Parte.PATRON): Money("160.00")})
    (one,) = comparar(mine, other)
    assert (one.razones[0].code, one.uno, one.otro) == ("TASA", Money("150.00"), Money("160.00"))


def test_a_centavo_is_rounding() -> None:
    mine = _cuenta("333.33")
    share = ("invalidez_vida", Parte.OBRERO)
    other = Cuenta("99", JUNIO, mine.filas, {**mine.importes, share: mine.importes[share] + Money("0.01")})
    assert _codes(mine, other) == {"invalidez_vida": ["REDONDEO"]}


def test_a_movement_that_one_of_them_lacks_is_said_before_its_days() -> None:
    baja = (TipoAviso.BAJA, date(2026, 6, 20))
    uno = _cuenta(days=Period(date(2026, 6, 1), date(2026, 6, 20)), movimientos=(baja,))
    reasons = comparar(uno, _cuenta(movimientos=()))[0].razones
    assert [str(reason) for reason in reasons] == [
        "La otra cuenta no tiene la baja del 20 de junio de 2026.",
        "Días: aquí 20, en la otra cuenta 30.",
    ]
    reasons = comparar(_cuenta(movimientos=()), uno)[0].razones
    assert str(reasons[0]) == "Falta aquí la baja del 20 de junio de 2026."


@pytest.mark.parametrize(
    ("tipo", "said"),
    [(TipoAviso.ALTA, "el alta"), (TipoAviso.MODIFICACION, "la modificación de salario"), (TipoAviso.BAJA, "la baja")],
)
def test_each_movement_is_said_by_its_name(tipo: TipoAviso, said: str) -> None:
    uno = _cuenta("510.00", movimientos=((tipo, date(2026, 6, 1)),))
    reasons = comparar(uno, _cuenta(movimientos=()))[0].razones
    assert str(reasons[0]) == f"La otra cuenta no tiene {said} del 1 de junio de 2026."


def test_a_branch_of_nothing_is_no_difference_of_a_worker_of_one_account_only() -> None:
    low = _cuenta("333.33")  # under three UMA
    assert low.importes["excedente", Parte.PATRON] == ZERO
    assert "excedente" not in {one.ramo for one in comparar(low, None)}


@pytest.fixture
def modalidad_of_two_branches() -> Iterator[str]:
    rows = ", ".join(f"{ramo.key}: {int(ramo.key in ('cuota_fija', 'riesgos_trabajo'))}" for ramo in RAMOS)
    law.load(
        {
            "tables/ramos/modalidad_43.yaml": "title: t\nunit: 1 se paga\n"
            f"values: [{{since: 2026-01-01, rows: {{{rows}}}, "
            "cite: LSS 222, source: Oficio, checked_on: 2026-11-22, confidence: M}]"
        }
    )
    yield "43"
    law.load({})


def test_the_wage_of_a_branch_on_the_uma_is_that_of_its_days_though_risks_are_cut_apart(
    modalidad_of_two_branches: str,
) -> None:
    primas = (Prima(date(2020, 3, 1), PRIMA), Prima(date(2026, 6, 16), Decimal("0.60000")))
    debido = determinar(
        Trabajador.fijo(Money("500.00"), JUNIO), JUNIO, Patron(primas, modalidad_of_two_branches), (Bill.MONTHLY,)
    )
    cuenta = de_determinacion("99", debido)
    assert cuenta.filas["cuota_fija"] == (Fila(JUNIO, 30, Money("500.00")),)
    assert [fila.dias for fila in cuenta.filas["riesgos_trabajo"]] == [15, 15]


@pytest.mark.parametrize(("first", "code"), [(True, "SOLO_EN_LA_PRIMERA"), (False, "SOLO_EN_LA_SEGUNDA")])
def test_a_worker_of_one_account_only(first: bool, code: str) -> None:
    cuenta = _cuenta()
    found = comparar(cuenta, None) if first else comparar(None, cuenta)
    assert {reason.code for one in found for reason in one.razones} == {code}
    assert Money.total(one.de for one in found) == (cuenta.total if first else -cuenta.total)


def test_an_account_without_rows_is_not_explained() -> None:
    bare = Cuenta("99", JUNIO, {}, {("guarderias", Parte.PATRON): Money("1.00")})
    found = _codes(Cuenta("99", JUNIO, {}, {}), bare)
    assert found == {"guarderias": ["SIN_EXPLICAR"]}


def test_a_policy_that_gives_the_other_amount_is_the_reason() -> None:
    absences = frozenset({date(2026, 6, 10), date(2026, 6, 11)})

    def under(value: str) -> Cuenta:
        with law.choosing({"gmp_ausencias": value}):
            return _cuenta(absences=absences)

    values = sorted(law.policy("gmp_ausencias").values)
    mine, other = (under(value) for value in values)
    tried = Text("POLITICA", "Con la política gmp_ausencias = {valor}, sale igual.", valor=values[1])

    def probar(clave: str) -> Iterable[Alternativa]:
        assert clave == "99"
        yield Alternativa(tried, other)

    found = comparar(mine, other, probar)
    assert {one.ramo for one in found} == {"gastos_medicos"}
    assert all(one.razones == (tried,) for one in found)


def test_three_accounts_side_by_side() -> None:
    raised = _cuenta("510.00")
    ours = Lado("nuestra", {"A": _cuenta(), "B": _cuenta()})
    sua = Lado("SUA", {"A": _cuenta(), "B": raised})
    emission = Lado("emisión", {"A": _cuenta(), "B": _cuenta(), "C": raised})
    found = enfrentar((ours, sua, emission))
    assert {one.clave for one in found} == {"B", "C"}
    of_b = next(one for one in found if (one.clave, one.ramo) == ("B", "guarderias"))
    assert of_b.importes == (Money("150.00"), Money("153.00"), Money("150.00"))
    assert [[reason.code for reason in one] for one in of_b.razones] == [["SALARIO"], []]
    of_c = next(one for one in found if one.clave == "C")
    assert of_c.importes[:2] == (None, None)
    assert of_c.motivo.code == "SOLO_EN_LA_SEGUNDA"
    assert sua.total - ours.total == Money.total(
        (one.importes[1] or ZERO) - (one.importes[0] or ZERO) for one in found if one.clave == "B"
    )


DRAWN = st.builds(
    _cuenta,
    st.sampled_from(["315.04", "333.33", "500.00", "1200.00"]),
    st.integers(1, 28).map(lambda day: Period(date(2026, 6, day), date(2026, 6, 30))),
    st.sampled_from([Decimal("0.54355"), Decimal("0.60000")]),
)


@given(DRAWN, DRAWN)
def test_no_difference_is_without_a_reason_that_is_true(uno: Cuenta, otro: Cuenta) -> None:
    """What was changed is what is said: nothing else, and never nothing."""
    for one in comparar(uno, otro):
        codes = {reason.code for reason in one.razones}
        assert codes
        assert ("DIAS" in codes) is (uno.dias(one.ramo) != otro.dias(one.ramo))
        assert not codes & {"SIN_EXPLICAR", "TASA", "REDONDEO"}
