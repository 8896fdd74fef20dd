"""The batch: what it refuses and how, what it takes from Arrow, and that it is compiled where nothing can be kept."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from tests.domain.random_determinations import SPAN, cases, employers
from tests.domain.test_contributions_batch_equal import all_columns, as_columns

from ventanilla import law
from ventanilla.domain.contributions import (
    Bill,
    Jornada,
    Parte,
    Patron,
    Period,
    Prima,
    Trabajador,
    Tramo,
    Zona,
    by_key,
    determinar,
)
from ventanilla.domain.contributions.batch import (
    MOTIVOS,
    Codigo,
    Employers,
    Results,
    Rows,
    compile_law,
    determine,
    kernel,
)
from ventanilla.domain.contributions.batch import arrow as in_arrow
from ventanilla.domain.contributions.batch import compiled as compiled_module
from ventanilla.domain.contributions.batch.compiled import CompiledLaw, units
from ventanilla.domain.contributions.parameters import Leido
from ventanilla.kernel.money import Money

ENERO = Period.month(2026, 1)
BIMESTRE = Period.bimester(2026, 1)
PATRON = Patron((Prima(date(2018, 1, 1), Decimal("1.13065")),))
ALGUIEN = Trabajador.fijo(Money("500.00"), Period(date(2026, 1, 10), date(2026, 2, 20)))


@pytest.fixture(scope="module")
def compiled() -> CompiledLaw:
    return compile_law(SPAN)


def one(trabajador: Trabajador, periodo: Period, compiled: CompiledLaw, patron: Patron = PATRON) -> Results:
    return determine(Rows.of([(trabajador, periodo, 0)]), Employers.of([patron], compiled), compiled, threads=1)


def test_a_premium_declared_anew_with_the_same_rate_cuts_nothing(compiled: CompiledLaw) -> None:
    """480.00 x 28 x 0.54355% = 73.05312: 73.05. Cut on the 16th it would be 39.14 + 33.92 = 73.06."""
    febrero = Period.month(2026, 2)
    alguien = Trabajador.fijo(Money("480.00"), febrero)
    for rate, owed in (("0.54355", "73.05"), ("0.54356", "73.06")):
        primas = (Prima(date(2026, 1, 1), Decimal("0.54355")), Prima(date(2026, 2, 16), Decimal(rate)))
        patron = Patron(primas)
        assert determinar(alguien, febrero, patron).ramo("riesgos_trabajo", Parte.PATRON) == Money(owed)
        found = one(alguien, febrero, compiled, patron).ramo("riesgos_trabajo", Parte.PATRON)
        assert found.tolist() == [Money(owed).centavos]


def test_a_hundred_full_determinations_are_those_of_the_scalar_rules(compiled: CompiledLaw) -> None:
    rng = random.Random(7)
    patrones = employers(rng, 20)
    drawn = [case for case in cases(rng, 400, 20) if case.periodo.last.year == 2026][:100]
    rows = Rows.of((case.trabajador, case.periodo, case.patron) for case in drawn)
    found = determine(rows, Employers.of(patrones, compiled), compiled)
    given = all_columns(found)
    for number, case in enumerate(drawn):
        if number not in found.refused:
            assert given[number] == as_columns(determinar(case.trabajador, case.periodo, patrones[case.patron])), case
    assert len(found.refused) < len(drawn) // 2


def test_totals_are_of_whoever_pays(compiled: CompiledLaw) -> None:
    minimum = Money("315.04")
    trabajador = Trabajador.fijo(Money("330.57"), ENERO, minimum)
    owed = determinar(trabajador, ENERO, PATRON)
    found = one(trabajador, ENERO, compiled)
    assert (found.patron.item(), found.obrero.item()) == (owed.patron.centavos, 0)
    assert found.trasladado("invalidez_vida").item() == found.ramo("invalidez_vida", Parte.OBRERO).item() > 0
    assert found.dias("retiro").item() == 31


def test_one_refused_row_leaves_the_others_as_they_are(compiled: CompiledLaw) -> None:
    later = Period.month(2027, 2)
    rows = Rows.of([(ALGUIEN, ENERO, 0), (Trabajador.fijo(Money("500.00"), later), later, 0), (ALGUIEN, BIMESTRE, 0)])
    found = determine(rows, Employers.of([PATRON], compiled), compiled)
    assert found.refused == {1: Codigo.LEY_SIN_VALOR}
    assert [all_columns(found)[n] for n in (0, 2)] == [
        as_columns(determinar(ALGUIEN, periodo, PATRON)) for periodo in (ENERO, BIMESTRE)
    ]
    assert not any(all_columns(found)[1])


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("desde", 20_455, Codigo.PERIODO_IMPOSIBLE),  # 2 January
        ("desde", 20_600, Codigo.PERIODO_IMPOSIBLE),  # after its end
        ("desde", 19_000, Codigo.PERIODO_IMPOSIBLE),  # years before
        ("hasta", 20_483, Codigo.PERIODO_IMPOSIBLE),  # 30 January
        ("hasta", 20_500, Codigo.PERIODO_IMPOSIBLE),  # in February
        ("patron", 1, Codigo.DATO_DESCONOCIDO),
        ("patron", -1, Codigo.DATO_DESCONOCIDO),
        ("zona", 2, Codigo.DATO_DESCONOCIDO),
        ("pensionado", 4, Codigo.DATO_DESCONOCIDO),
        ("jornada", -1, Codigo.DATO_DESCONOCIDO),
        ("tramo_sbc", 0, Codigo.SALARIO_IMPOSIBLE),
        ("tramo_sbc", 2**62, Codigo.SALARIO_IMPOSIBLE),
        ("tramo_diario", -1, Codigo.SALARIO_IMPOSIBLE),
        ("minimo_profesional", 2**62, Codigo.SALARIO_IMPOSIBLE),
        ("sbc_tramo", -1, Codigo.SALARIO_IMPOSIBLE),
        ("tramo_hasta", 0, Codigo.TRAMOS_ENCIMADOS),
        ("ausencias", 1 << 31, Codigo.DIAS_FUERA_DEL_PERIODO),
        ("incapacidad", -1, Codigo.DIAS_FUERA_DEL_PERIODO),
        ("ausencias", 1, Codigo.AUSENCIA_SIN_ALTA),
    ],
)
def test_what_cannot_be_is_refused_with_its_code(
    compiled: CompiledLaw, column: str, value: int, expected: Codigo
) -> None:
    columns = {name: np.array(given) for name, given in Rows.of([(ALGUIEN, ENERO, 0)]).arrays._asdict().items()}
    columns[column][0] = value
    found = determine(Rows.from_columns(**columns), Employers.of([PATRON], compiled), compiled)
    assert found.refused == {0: expected}
    assert MOTIVOS[expected].code == expected.name


def test_a_period_out_of_the_law_compiled_is_refused() -> None:
    compiled = compile_law(ENERO)
    assert one(ALGUIEN, BIMESTRE, compiled).refused == {0: Codigo.FUERA_DE_TABLAS}
    assert one(ALGUIEN, Period.month(2025, 12), compiled).refused == {0: Codigo.FUERA_DE_TABLAS}


def test_wages_of_one_day_twice_are_refused(compiled: CompiledLaw) -> None:
    columns = Rows.of(
        [(Trabajador((Tramo(ENERO, Money("500.00")), Tramo(Period.month(2026, 2), Money("501.00")))), BIMESTRE, 0)]
    ).arrays._asdict()
    columns["tramo_desde"] = columns["tramo_desde"][::-1]
    columns["tramo_hasta"] = columns["tramo_hasta"][::-1]
    found = determine(Rows.from_columns(**columns), Employers.of([PATRON], compiled), compiled)
    assert found.refused == {0: Codigo.TRAMOS_ENCIMADOS}


@pytest.mark.parametrize(
    ("since", "rates", "expected"),
    [
        ([17_532], [49_999], Codigo.PRIMA_IMPOSIBLE),
        ([17_532], [1_500_001], Codigo.PRIMA_IMPOSIBLE),
        ([0], [50_000], Codigo.PRIMA_IMPOSIBLE),  # no law of that day
        ([16_770], [50_000], Codigo.PRIMA_IMPOSIBLE),  # 1 December 2015: nor of that one
        ([-5], [50_000], Codigo.PRIMA_IMPOSIBLE),
        ([17_532, 17_532], [50_000, 60_000], Codigo.PRIMAS_EN_DESORDEN),
        ([], [], Codigo.SIN_PRIMA),
        ([20_500], [50_000], Codigo.SIN_PRIMA),
    ],
)
def test_an_employer_whose_premiums_cannot_be_has_its_rows_refused(
    compiled: CompiledLaw, since: list[int], rates: list[int], expected: Codigo
) -> None:
    whose = Employers.from_columns(["10"], [0, len(since)], since, rates, compiled)
    assert len(whose) == 1
    assert determine(Rows.of([(ALGUIEN, ENERO, 0)]), whose, compiled).refused == {0: expected}


def test_many_wages_in_many_rows_fill_the_room_kept_for_them_more_than_once(compiled: CompiledLaw) -> None:
    each_day = Trabajador(
        tuple(Tramo(Period(day, day), Money.of_centavos(50_000 + n)) for n, day in enumerate(BIMESTRE)), zona=Zona.ZLFN
    )
    expected = as_columns(determinar(each_day, BIMESTRE, PATRON))
    for choices in ({}, {"redondeo_segmentos": "por_periodo"}):
        with law.choosing(choices):
            expected = as_columns(determinar(each_day, BIMESTRE, PATRON))
            found = determine(
                Rows.of([(each_day, BIMESTRE, 0)] * 300), Employers.of([PATRON], compiled), compile_law(BIMESTRE)
            )
        assert all(row == expected for row in all_columns(found))


def test_no_rows_owe_nothing(compiled: CompiledLaw) -> None:
    found = determine(Rows.of([]), Employers.of([PATRON], compiled), compiled)
    assert (len(found.codigo), found.refused) == (0, {})


def test_arrow_gives_and_takes_the_same_columns_without_a_copy(compiled: CompiledLaw) -> None:
    rng = random.Random(11)
    rows = Rows.of((case.trabajador, case.periodo, 0) for case in cases(rng, 50, 1))
    batch = in_arrow.to_arrow(rows)
    read = in_arrow.rows(batch)
    for name, column in rows.arrays._asdict().items():
        assert np.array_equal(column, read.arrays._asdict()[name]), name
    kept = batch.column("ausencias").buffers()[1].address
    assert read.arrays.ausencias.__array_interface__["data"][0] == kept
    table = pa.record_batch(
        [pa.array(["10"]), pa.array([[{"desde": date(2018, 1, 1), "prima": 113_065}]], in_arrow.EMPLOYERS[1].type)],
        schema=in_arrow.EMPLOYERS,
    )
    whose = in_arrow.employers(table, compiled)
    found = determine(read, whose, compiled)
    out = in_arrow.results(found)
    assert out.column("ceav_patron").buffers()[1].address == found.ramo("ceav", Parte.PATRON).ctypes.data
    assert all_columns(found) == all_columns(determine(rows, Employers.of([PATRON], compiled), compiled))


class Foreign:
    """A batch of another library, that only speaks the C data interface."""

    def __init__(self, batch: Any) -> None:
        self.batch = batch

    def __arrow_c_array__(self, requested_schema: object = None) -> object:
        return self.batch.__arrow_c_array__(requested_schema)


def test_a_batch_of_another_library_comes_by_the_c_data_interface() -> None:
    batch = in_arrow.to_arrow(Rows.of([(ALGUIEN, ENERO, 0)]))
    assert in_arrow.rows(Foreign(batch)).arrays.tramo_sbc.tolist() == [50_000]


def test_a_part_of_a_batch_is_read_as_that_part(compiled: CompiledLaw) -> None:
    other = Trabajador.fijo(Money("900.00"), ENERO)
    batch = in_arrow.to_arrow(Rows.of([(ALGUIEN, ENERO, 0), (other, ENERO, 0)]))
    found = determine(in_arrow.rows(batch.slice(1)), Employers.of([PATRON], compiled), compiled)
    assert all_columns(found) == [as_columns(determinar(other, ENERO, PATRON))]


def without(name: str) -> Callable[[Any], Any]:
    return lambda batch: batch.drop_columns([name])


def put(name: str, column: Any) -> Callable[[Any], Any]:
    return lambda batch: batch.set_column(batch.schema.get_field_index(name), name, column)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (without("zona"), "zona"),
        (put("zona", pa.array(["general"])), "zona"),
        (put("desde", pa.array([None], pa.date32())), "desde is null"),
        (put("tramos", pa.array([None], in_arrow.ROWS.field("tramos").type)), "an empty one"),
    ],
)
def test_a_batch_that_lacks_something_is_refused(spoil: Callable[[Any], Any], said: str) -> None:
    batch = in_arrow.to_arrow(Rows.of([(ALGUIEN, ENERO, 0)]))
    with pytest.raises(pa.ArrowInvalid, match=said):
        in_arrow.rows(spoil(batch))


def test_an_amount_that_is_not_known_may_be_null() -> None:
    batch = in_arrow.to_arrow(Rows.of([(ALGUIEN, ENERO, 0)]))
    batch = put("sbc_tramo", pa.array([None], pa.int64()))(batch)
    assert in_arrow.rows(batch).arrays.sbc_tramo.tolist() == [0]


def test_columns_that_do_not_fit_are_refused() -> None:
    columns = Rows.of([(ALGUIEN, ENERO, 0)]).arrays._asdict()
    with pytest.raises(OverflowError):
        Rows.from_columns(**columns | {"patron": np.array([2**40])})
    with pytest.raises(OverflowError):
        Rows.from_columns(**columns | {"tramo_sbc": np.array([500.0])})
    with pytest.raises(ValueError, match="differ in length"):
        Rows.from_columns(**columns | {"zona": [0, 0]})
    for offsets in ([0], [0, 2], [1, 0], [-1, 1]):
        with pytest.raises(ValueError, match="offsets"):
            Rows.from_columns(**columns | {"tramos": offsets})


def test_premiums_of_another_length_and_room_for_another_batch_are_refused(compiled: CompiledLaw) -> None:
    with pytest.raises(ValueError, match="differ in length"):
        Employers.from_columns(["10"], [0, 1], [17_532], [], compiled)
    with pytest.raises(ValueError, match="room for 3"):
        determine(Rows.of([(ALGUIEN, ENERO, 0)]), Employers.of([PATRON], compiled), compiled, into=Results.empty(3))
    with pytest.raises(ValueError, match="62 days"):
        Rows.of([(ALGUIEN, Period(date(2026, 1, 1), date(2026, 3, 31)), 0)])


def test_what_was_read_of_the_law_is_told_and_what_is_missing_too(compiled: CompiledLaw) -> None:
    read = {used.key for used in compiled.used}
    assert {"uma.diaria", "sm.zlfn", "iv.obrero", "ceav.patron/3.50", "politica/ceav_huecos"} <= read
    assert {error.reason.code for error in compiled.missing} == {"LEY_SIN_VALOR", "LEY_SIN_RENOVAR", "LEY_SIN_RAMOS"}
    assert compile_law(ENERO, {"ceav_huecos": "ceav_corte"}).policies == {"ceav_huecos": "ceav_corte"}


def test_what_happened_in_other_months_is_not_of_the_row(compiled: CompiledLaw) -> None:
    whole = Trabajador.fijo(Money("500.00"), BIMESTRE)
    absent = replace(whole, ausencias=frozenset({date(2026, 1, 5), date(2026, 2, 9)}))
    assert one(absent, ENERO, compiled).dias("invalidez_vida").item() == 30
    assert all_columns(one(absent, ENERO, compiled)) == [as_columns(determinar(absent, ENERO, PATRON))]


def test_a_table_of_branches_that_the_kernel_does_not_cut_is_not_compiled() -> None:
    risks = by_key("riesgos_trabajo")
    for spoiled in (replace(risks, period=Bill.BIMONTHLY), replace(risks, worker="iv.obrero")):
        with pytest.raises(law.BadLaw, match="riesgos_trabajo: the kernel cuts by premium only a monthly share"):
            compiled_module._list(spoiled)


def test_a_law_with_amounts_past_the_bounds_of_the_kernel_is_not_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled_module, "piso", lambda *_: Leido(Money("1000000.01"), ()))
    with pytest.raises(law.BadLaw, match=r"\$1,000,000.01 a day is more than the kernel's bounds"):
        compile_law(ENERO)


@pytest.mark.parametrize("percent", ["1.130655", "-1", "100.1"])
def test_a_rate_that_the_arrays_cannot_hold_is_refused(percent: str) -> None:
    with pytest.raises(law.BadLaw):
        units(Decimal(percent))


def test_a_law_that_changes_between_cuts_is_not_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    def growing(_zona: Zona, _jornada: Jornada, on: date) -> Leido[Money]:
        return Leido(Money.of_centavos(30_000 + on.day), ())

    monkeypatch.setattr(compiled_module, "piso", growing)
    with pytest.raises(law.BadLaw, match="changes inside"):
        compile_law(ENERO)


def test_it_is_compiled_where_nothing_can_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []

    def njit(function: object, *, cache: bool = False, **_options: object) -> object:
        asked.append(cache)
        if cache:
            raise RuntimeError("cannot cache function: no locator available")
        return function

    monkeypatch.setattr("numba.njit", njit)
    assert kernel.compiled(len) is len
    assert asked == [True, False]


@pytest.mark.parametrize(
    "exact", [0, 4_999_999, 5_000_000, 9_999_999, 10_000_000, 62 * 10**15, 62 * 10**15 + 5 * 10**6 - 1]
)
def test_half_up_is_exact_up_to_its_bound(exact: int) -> None:
    assert kernel.half_up(exact) == kernel._half_up(exact) == (exact + 5 * 10**6) // 10**7
