"""What holds of every history: the order of arrival, ordinary facts, and what is unknown."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.domain.anomalies.reading import REGISTROS, evidence, movement
from tests.evaluation.anomalies import faults, lookalikes
from tests.evaluation.anomalies.lives import TODAY, Life
from tests.evaluation.anomalies.measuring import spoiled

from ventanilla import law
from ventanilla.domain.affiliation import Certificado
from ventanilla.domain.anomalies import ClaseAnomalia, Evidencia, anomalias, clocks, thresholds
from ventanilla.domain.anomalies.seen import Vista
from ventanilla.kernel.period import Period

ON = date(2026, 8, 31)
KINDS = tuple(ClaseAnomalia)


def found(case: dict[str, Any], on: date = ON) -> list[ClaseAnomalia]:
    return [one.clase for one in anomalias(evidence(case), on)]


def test_an_empty_history_has_none() -> None:
    assert anomalias(evidence({}), ON) == ()


@settings(max_examples=60)
@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_the_order_of_arrival_changes_nothing(place: int, seed: int) -> None:
    evidencia = spoiled(99, place)[0].evidence()
    rng = random.Random(seed)

    def shuffled(items: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(rng.sample(items, len(items)))

    other = replace(
        evidencia,
        historia=replace(evidencia.historia, movimientos=shuffled(evidencia.historia.movimientos)),
        recibos=shuffled(evidencia.recibos),
        certificados=shuffled(evidencia.certificados),
        cobros=dict(shuffled(tuple(evidencia.cobros.items()))),
    )
    assert anomalias(other, TODAY) == anomalias(evidencia, TODAY)


@settings(max_examples=60)
@given(st.integers(0, 10**6), st.integers(0, len(lookalikes.LOOKALIKES) - 1))
def test_a_job_with_somebody_else_before_it_all_adds_nothing_to_what_is_found(place: int, n: int) -> None:
    """An ordinary job that ended long before leaves every finding as it was."""
    life = spoiled(98, place)[0]
    before = {one.clave: one.que for one in anomalias(life.evidence(), TODAY)}
    early = min(m.on for m in life.movements)
    life.job(early - timedelta(days=300), early - timedelta(days=100), start=2_000_00)
    assert {one.clave: one.que for one in anomalias(life.evidence(), TODAY)} == before


@settings(max_examples=60)
@given(st.integers(0, 10**6), st.sampled_from(KINDS))
def test_what_takes_effect_later_is_not_seen_yet(place: int, clase: ClaseAnomalia) -> None:
    life = Life(random.Random(f"97/{place}"))
    faults.FAULTS[clase](life, date(2019, 3, 1), date(2023, 6, 30))
    evidencia = life.evidence()
    early = date(2019, 2, 1)
    assert [one.clase for one in anomalias(evidencia, early) if one.clase is not ClaseAnomalia.NSS_DUPLICADO] == []


@settings(max_examples=40)
@given(st.integers(0, 10**6))
def test_losses_are_never_less_than_nothing_and_every_movement_is_the_persons_own(place: int) -> None:
    evidencia = spoiled(96, place)[0].evidence()
    own = {m.id for m in evidencia.historia.movimientos}
    for one in anomalias(evidencia, TODAY):
        assert one.semanas is None or one.semanas >= 0
        assert one.pesos is None or one.pesos.centavos >= 0
        assert own.issuperset(one.movimientos)
        assert one.problema is None or one.movimientos or one.problema == "falta"


def test_the_names_of_what_is_found_are_all_different() -> None:
    for place in range(len(KINDS) * 4):
        names = [one.clave for one in anomalias(spoiled(95, place)[0].evidence(), TODAY)]
        assert len(set(names)) == len(names)


def test_before_the_law_loaded_here_reaches_nothing_is_made_up() -> None:
    """An alta of 2005: its wage cannot be judged, nor its term, and the accounts of a gap are «sin dato»."""
    assert found({"movimientos": ["alta 2005-03-01 40.00 tarde=60", "baja 2006-03-01 2"]}) == []
    words = ["alta 2005-03-01 40.00", "baja 2005-08-10 2", "alta 2005-08-21 40.00", "baja 2006-03-01 2"]
    (gap,) = anomalias(evidence({"movimientos": words}), ON)
    assert gap.pesos is None
    assert gap.semanas == 1


def moved(evidencia: Evidencia, years: int) -> Evidencia:
    """The same life so many years later, or before."""
    by = timedelta(days=365 * years)
    movimientos = tuple(
        replace(m, on=m.on + by, recorded=m.recorded + by, contrato_hasta=m.contrato_hasta and m.contrato_hasta + by)
        for m in evidencia.historia.movimientos
    )
    return replace(
        evidencia,
        historia=replace(evidencia.historia, movimientos=movimientos),
        recibos=tuple(
            replace(one, periodo=Period(one.periodo.first + by, one.periodo.last + by)) for one in evidencia.recibos
        ),
        certificados=tuple(Certificado(one.desde + by, one.hasta + by) for one in evidencia.certificados),
    )


@pytest.mark.parametrize("years", [-60, -35, -20, 8, 15])
def test_a_life_of_any_time_is_looked_at_with_the_law_that_there_is(years: int) -> None:
    """Where the law loaded here does not reach, figures are «sin dato», and nothing breaks."""
    for place in range(len(KINDS)):
        for one in anomalias(moved(spoiled(94, place)[0].evidence(), years), TODAY + timedelta(days=365 * years)):
            assert all(str(text) for text in (one.que, *one.significa, *one.relojes))


def test_a_year_whose_minimum_nobody_loaded_is_not_judged() -> None:
    case = {"movimientos": ["alta 2026-03-02 330.58"]}
    assert found(case, date(2028, 8, 31)) == []


@pytest.mark.parametrize(
    ("policy", "value", "words"),
    [
        ("anomalia_hueco", "dias_15", ["alta 2025-01-06 600.00", "baja 2026-05-10 6", "alta 2026-05-31 600.00"]),
        ("anomalia_salario_bajo", "por_ciento_20", ["alta 2025-01-06 800.00", "cambio 2026-06-01 700.00"]),
        ("anomalia_dos_empleos", "dias_90", ["alta 2025-01-06 600.00", "alta 2026-07-01 400.00 r=C"]),
        ("anomalia_minimo", "dias_31", ["alta 2026-08-07 315.04"]),
        ("anomalia_estancado", "aumentos_4", ["alta 2023-03-01 500.00"]),
        ("anomalia_reingreso", "dias_30", ["alta 2025-01-06 800.00", "baja 2026-05-21 2", "alta 2026-06-30 600.00"]),
        (
            "anomalia_rotacion",
            "cambios_3_de_15_dias_en_730",
            [
                "alta 2025-01-06 600.00",
                "baja 2025-09-30 6",
                "alta 2025-10-01 600.00 r=B",
                "baja 2026-05-31 6 r=B",
                "alta 2026-06-01 600.00",
            ],
        ),
    ],
)
def test_a_threshold_is_a_policy_and_another_value_asks_less(policy: str, value: str, words: list[str]) -> None:
    case = {"movimientos": words}
    assert len(found(case)) == 1
    with law.choosing({policy: value}):
        assert found(case) == []


def test_a_shorter_term_makes_a_late_alta_a_backdated_one() -> None:
    case = {"movimientos": ["alta 2026-03-10 600.00 tarde=70"]}
    assert found(case) == [ClaseAnomalia.ALTA_TARDIA]
    with law.choosing({"anomalia_retroactiva": "dias_60"}):
        assert found(case) == [ClaseAnomalia.ALTA_RETROACTIVA]


def test_a_shorter_post_and_a_wider_rounding() -> None:
    post = {"movimientos": ["alta 2025-01-06 800.00", "cambio 2025-08-01 1200.00", "cambio 2026-06-01 800.00"]}
    assert found(post) == []
    with law.choosing({"anomalia_encargo": "meses_6"}):
        assert found(post) == [ClaseAnomalia.SALARIO_BAJO]
    paid = {"movimientos": ["alta 2025-01-06 600.00"], "recibos": ["2026-07-01:2026-07-15 620.00 A"]}
    assert found(paid) == [ClaseAnomalia.RECIBO_MAYOR]
    with law.choosing({"anomalia_recibo": "por_ciento_5"}):
        assert found(paid) == []


def test_three_bajas_under_the_policy_of_four_are_three_gaps() -> None:
    words = ["alta 2025-01-06 600.00"]
    for month in (5, 6, 7):
        words += [f"baja 2026-0{month}-15 6", f"alta 2026-0{month}-18 600.00"]
    assert found({"movimientos": words}) == [ClaseAnomalia.BAJAS_REPETIDAS]
    with law.choosing({"anomalia_bajas_repetidas": "bajas_4_de_7_dias_en_180"}):
        assert found({"movimientos": words}) == [ClaseAnomalia.HUECO] * 3


def test_every_threshold_has_the_numbers_that_it_is_read_with() -> None:
    for key in (key for key in law.policy_keys() if key.startswith("anomalia_")):
        for value in law.policy(key).values:
            with law.choosing({key: value}):
                assert len(thresholds.numeros(key)) in (1, 3)


def test_a_chain_of_corrections_is_known_since_its_first() -> None:
    one = movement(1, "alta 2026-03-10 600.00 n=1")
    two = movement(2, "alta 2026-03-10 650.00 n=2 corrige=1 tarde=40")
    three = movement(3, "alta 2026-03-10 700.00 n=3 corrige=2 tarde=400")
    given_ = evidence({})
    seen = Evidencia(historia=replace(given_.historia, movimientos=(three, one, two)))
    assert Vista(seen, ON).sabido(three) == one.recorded
    assert anomalias(seen, ON) == ()


def test_the_clock_of_a_dismissal_says_when_it_ended() -> None:
    case = {"movimientos": ["alta 2025-01-06 600.00", "baja 2026-08-10 6", "alta 2026-08-21 600.00"]}
    (now,) = anomalias(evidence(case), ON)
    assert [str(one) for one in now.relojes] == [
        "Un subsidio del 11 de agosto de 2026 se puede cobrar hasta el 11 de agosto de 2027 (LSS 300).",
        "Si fue un despido, el plazo para demandar termina el 10 de octubre de 2026 (LFT 518).",
        "Ese plazo empieza al recibir en persona el aviso del despido, y la conciliación lo suspende (LFT 47, 518).",
    ]
    (then,) = anomalias(evidence(case), date(2026, 12, 31))
    assert "pudo terminar el 10 de octubre de 2026" in str(then.relojes[1])
    assert then.relojes[2] == now.relojes[2]


def test_a_subsidy_of_a_risk_of_work_has_another_year_to_be_collected() -> None:
    due = date(2024, 8, 11)
    told = {on: [one.code for one in clocks.cobro(due, on)] for on in (date(2025, 8, 11), date(2025, 8, 12))}
    assert told == {date(2025, 8, 11): ["RELOJ_COBRO_FECHA"], date(2025, 8, 12): ["RELOJ_COBRO_SOLO_RIESGO"]}
    (still,) = clocks.cobro(due, date(2026, 8, 11))
    assert "hasta el 11 de agosto de 2026" in str(still)
    assert [one.code for one in clocks.cobro(due, date(2026, 8, 12))] == ["RELOJ_COBRO_TERMINO"]


def test_receipts_of_another_registro_of_the_owner_are_the_owners() -> None:
    case = {"movimientos": ["alta 2026-07-01 600.00 r=B"], "recibos": ["2026-07-16:2026-07-31 900.00 A"]}
    (one,) = anomalias(evidence(case), ON)
    assert one.clase is ClaseAnomalia.RECIBO_MAYOR
    assert one.registros == (REGISTROS["B"],)
    (both,) = one.comparados
    assert (str(both.registrado), str(both.recibo)) == ("$600.00", "$900.00")
