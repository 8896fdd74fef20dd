"""The tree of a determination: it adds up, says the days, who pays and what was read, and recomputes nothing."""

from __future__ import annotations

import random
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

import pytest
from tests.domain.random_determinations import cases, employers

from ventanilla import law
from ventanilla.domain.contributions import (
    RAMOS,
    Bill,
    Certificado,
    CuotasError,
    Determinacion,
    Patron,
    Prima,
    Trabajador,
    advertencias,
    by_key,
    determinar,
    explicar,
)
from ventanilla.domain.contributions.explain import in_words
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period

JUNIO = Period.month(2026, 6)
PATRON = Patron((Prima(date(2026, 1, 1), Decimal("0.54355")),))


def drawn(many: int = 60) -> list[Determinacion]:
    """Determinations of every kind, without those that are refused."""
    patrones = employers(random.Random(8), 10)
    found = []
    for case in cases(random.Random(9), many, len(patrones)):
        try:
            found.append(determinar(case.trabajador, case.periodo, patrones[case.patron]))
        except (CuotasError, law.LawError):
            continue
    return found


def test_each_figure_is_the_sum_of_its_parts_and_each_amount_has_what_was_read_for_it() -> None:
    for debido in drawn():
        tree = explicar(debido)
        assert tree.value == debido.patron + debido.obrero
        assert tree.value == Money.total(branch.value for branch in tree.parts if isinstance(branch.value, Money))
        leaves = [leaf for branch in tree.parts for leaf in branch.parts]
        for branch in tree.parts:
            assert branch.value == Money.total(one.value for one in branch.parts if isinstance(one.value, Money))
        assert len(leaves) == len(debido.lineas)
        for leaf, linea in zip(leaves, debido.lineas, strict=True):
            assert (leaf.value, leaf.cite) == (linea.importe, linea.cite)
            assert leaf.used == tuple(dict.fromkeys(linea.usados))
            assert leaf.used
            assert leaf.how is not None
            assert str(linea.base) in str(leaf.how)
            assert bool(leaf.parts) is bool(linea.incapacidad or linea.ausencias)


def test_the_days_that_are_not_paid_are_told_with_their_article() -> None:
    alguien = Trabajador(
        Trabajador.fijo(Money("500.00"), JUNIO).tramos,
        frozenset({date(2026, 6, 1)}),
        (Certificado(Period(date(2026, 6, 10), date(2026, 6, 12))),),
    )
    tree = explicar(determinar(alguien, JUNIO, PATRON))
    days = {str(branch.title): branch.parts[0].parts for branch in tree.parts}
    (said,) = days["Invalidez y vida"]
    assert (said.value, str(said.how), said.cite) == (
        26,
        "30 días, menos 3 de incapacidad y 1 de ausencia.",
        ("LSS 31",),
    )
    assert days["Retiro"][0].value == 29
    assert explicar(determinar(Trabajador.fijo(Money("500.00"), JUNIO), JUNIO, PATRON)).parts[0].parts[0].parts == ()


def test_a_share_that_the_employer_pays_for_the_worker_says_so() -> None:
    minimo = Trabajador.fijo(Money("330.57"), JUNIO, Money("315.04"))
    tree = explicar(determinar(minimo, JUNIO, PATRON, (Bill.MONTHLY,)))
    moved = [leaf for branch in tree.parts for leaf in branch.parts if "LSS 36" in leaf.cite]
    assert {str(leaf.title) for leaf in moved} == {
        "Persona trabajadora, a cargo del patrón, del 1 al 30 de junio de 2026"
    }
    assert Money.total(leaf.value for leaf in moved if isinstance(leaf.value, Money)) == Money("123.96")
    assert all("sm.general" in {used.key for used in leaf.used} for leaf in moved)


def test_a_branch_that_is_not_billed_is_not_in_the_tree() -> None:
    monthly = explicar(determinar(Trabajador.fijo(Money("500.00"), JUNIO), JUNIO, PATRON, (Bill.MONTHLY,)))
    assert [one.title.code for one in monthly.parts] == [
        f"RAMO_{ramo.key.upper()}" for ramo in RAMOS if ramo.period is Bill.MONTHLY
    ]
    assert explicar(determinar(Trabajador(()), JUNIO, PATRON)).parts == ()


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 6, 10), date(2026, 6, 10), "el 10 de junio de 2026"),
        (date(2026, 6, 1), date(2026, 6, 30), "del 1 al 30 de junio de 2026"),
        (date(2025, 12, 31), date(2026, 1, 1), "del 31 de diciembre de 2025 al 1 de enero de 2026"),
    ],
)
def test_some_days_in_words(first: date, last: date, said: str) -> None:
    assert in_words(Period(first, last)) == said


def test_the_warnings_may_be_asked_alone_and_say_what_was_applied() -> None:
    """A batch gives amounts only: whoever determines one asks here what should be looked at."""
    for wage, code, said in (
        ("5000.00", "SBC_TOPADO", "se aplicó el tope de $2,932.75 diarios en vez de $5,000.00 (LSS 28)"),
        ("300.00", "SBC_BAJO_EL_MINIMO", "se aplicó el salario mínimo, $315.04 diarios, y no $300.00 (LSS 28)"),
    ):
        alguien = Trabajador.fijo(Money(wage), JUNIO)
        (one,) = advertencias(alguien, JUNIO)
        assert one.code == code
        assert str(one).startswith("Desde el 1 de junio de 2026 ")
        assert said in str(one)
        assert determinar(alguien, JUNIO, PATRON).advertencias == (one,)


def test_the_table_of_branches_is_data() -> None:
    """What needs a function is a rule, and no two evaluators could read it."""

    def plain(value: object) -> bool:
        if is_dataclass(value):
            return all(plain(getattr(value, one.name)) for one in fields(value))
        return value is None or isinstance(value, str | bool | Enum)

    assert all(plain(ramo) for ramo in RAMOS)


def test_a_branch_is_found_by_its_key() -> None:
    assert [by_key(ramo.key) for ramo in RAMOS] == list(RAMOS)
    with pytest.raises(KeyError, match="'guarderia' is none of cuota_fija, excedente, "):
        by_key("guarderia")
