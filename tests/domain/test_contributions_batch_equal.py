"""The two evaluators agree: the compiled batch and the scalar rules, on 100,000 full determinations drawn at random."""

from __future__ import annotations

import random

import pytest
from tests.domain.random_determinations import CHOICES, SPAN, Case, cases, employers

from ventanilla import law
from ventanilla.domain.contributions import RAMOS, CuotasError, Determinacion, Parte, Patron, determinar
from ventanilla.domain.contributions.batch import Codigo, Employers, Results, Rows, compile_law, determine

DETERMINATIONS = 100_000
SAMPLE = 60  # of each choice
SEEDS = (20260201, 20260301)
SAME = {"LEY_SIN_RENOVAR": "LEY_SIN_VALOR", "LEY_TABLA_SIN_FECHA": "LEY_SIN_VALOR"}


def scalar(case: Case, patrones: list[Patron]) -> Determinacion | str:
    """What the rules say one by one, or the code of their refusal."""
    try:
        return determinar(case.trabajador, case.periodo, patrones[case.patron])
    except (CuotasError, law.LawError) as error:
        return SAME.get(error.reason.code, error.reason.code)


def as_columns(found: Determinacion) -> list[int]:
    """Each share of each branch, what LSS 36 moves of it, and the days of each branch, in the order of the table."""
    rates = [(ramo.key, Parte.PATRON, ramo.employer) for ramo in RAMOS]
    rates += [(ramo.key, Parte.OBRERO, ramo.worker) for ramo in RAMOS]
    amounts = {(key, parte): 0 for key, parte, rate in rates if rate is not None}
    moved = {key: 0 for key, parte in amounts if parte is Parte.OBRERO}
    days = {ramo.key: 0 for ramo in RAMOS}
    for linea in found.lineas:
        amounts[linea.ramo, linea.parte] += linea.importe.centavos
        if linea.parte is not linea.a_cargo_de:
            moved[linea.ramo] += linea.importe.centavos
        if linea.parte is Parte.PATRON:
            days[linea.ramo] += linea.dias
    return [*amounts.values(), *moved.values(), *days.values()]


def all_columns(found: Results) -> list[list[int]]:
    """The same of each row of the batch."""
    rates = [(ramo.key, Parte.PATRON, ramo.employer) for ramo in RAMOS]
    rates += [(ramo.key, Parte.OBRERO, ramo.worker) for ramo in RAMOS]
    columns = [found.ramo(key, parte) for key, parte, rate in rates if rate is not None]
    columns += [found.trasladado(ramo.key) for ramo in RAMOS if ramo.worker is not None]
    columns += [found.dias(ramo.key) for ramo in RAMOS]
    return [list(row) for row in zip(*(column.tolist() for column in columns), strict=True)]


@pytest.mark.slow
@pytest.mark.parametrize("place", range(len(CHOICES)))
@pytest.mark.parametrize("seed", SEEDS)
def test_the_batch_owes_what_the_scalar_rules_owe(seed: int, place: int) -> None:
    refused = compare(seed, place, DETERMINATIONS // (len(SEEDS) * len(CHOICES)))
    assert 0 < refused < DETERMINATIONS // 64, "the draw reaches refusals, and is not made of them"


@pytest.mark.parametrize("place", range(len(CHOICES)))
def test_a_few_of_them_under_every_choice(place: int) -> None:
    """At every commit; and in `make coverage`, where the kernel runs as Python to see that no branch is left out."""
    assert compare(SEEDS[0], place, SAMPLE) < SAMPLE // 2


def compare(seed: int, place: int, many: int) -> int:
    """AssertionError where the batch and the scalar rules differ; how many they refuse, both for the same reason."""
    rng = random.Random(f"{seed}/{place}")
    patrones = employers(rng)
    drawn = list(cases(rng, many, len(patrones)))
    compiled = compile_law(SPAN, CHOICES[place])
    rows = Rows.of((case.trabajador, case.periodo, case.patron) for case in drawn)
    found = determine(rows, Employers.of(patrones, compiled), compiled)
    given = all_columns(found)
    refused = 0
    with law.choosing(CHOICES[place]):
        for number, case in enumerate(drawn):
            expected = scalar(case, patrones)
            if isinstance(expected, str):
                refused += 1
                assert Codigo(int(found.codigo[number])).name == expected, case
                assert not any(given[number]), case
            else:
                assert found.codigo[number] == Codigo.BIEN, (case, expected)
                assert given[number] == as_columns(expected), (case, patrones[case.patron])
    return refused
