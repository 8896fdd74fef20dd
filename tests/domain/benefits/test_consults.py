"""What is kept after a baja and what certificates pay: what holds whatever the history."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.adapters.incapacidades.local import InventedCertificates
from ventanilla.domain.affiliation import (
    Datos,
    EnPoblacion,
    Historia,
    Poblacion,
    TipoTrabajador,
    diferencias,
    es_de_otra_persona,
)
from ventanilla.domain.affiliation.casos import historia
from ventanilla.domain.benefits import (
    Incapacidad,
    PagoPension,
    Seguro,
    conservacion,
    derechos_conservados,
    escalones,
    incapacidades_explicadas,
    reincorporacion,
)
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.period import months_after

WHO = SubjectId(UUID(int=1))
TODAY = date(2026, 11, 22)
bajas = st.dates(date(2017, 1, 1), TODAY - timedelta(days=1))
weeks = st.integers(0, 2_600)


def worked(alta: date, baja: date | None = None) -> Historia:
    return historia({"alta": alta} | ({"baja": baja} if baja else {}), WHO)


@given(bajas, weeks)
def test_the_steps_of_a_return_say_what_a_return_on_each_day_is_asked(baja: date, semanas: int) -> None:
    una = conservacion(baja, semanas)
    steps = escalones(una)
    assert steps[-1].hasta is None
    assert [one.semanas for one in steps] == sorted({one.semanas for one in steps})
    first = baja + timedelta(days=1)
    for one in steps:
        last = one.hasta or first
        assert {reincorporacion(una, day, 0).pedidas for day in (first, last)} == {one.semanas}
        first = last + timedelta(days=1)


@given(bajas, st.integers(1, 9_000), st.integers(0, 3_000))
def test_twelve_months_are_kept_at_least_and_both_clocks_are_apart(baja: date, worked_days: int, later: int) -> None:
    on = min(TODAY, baja + timedelta(days=later + 1))
    kept = derechos_conservados(worked(baja - timedelta(days=worked_days), baja), None, on)
    assert kept.baja == baja
    for one in kept.pensiones:
        assert one.hasta >= months_after(baja, 12)
        assert one.conserva == (on <= one.hasta)
    if kept.atencion.vigente:
        assert kept.atencion.hasta is not None
        assert kept.atencion.hasta < min(one.hasta for one in kept.pensiones)


@given(bajas, st.integers(1, 9_000))
def test_whoever_contributes_has_no_clock(alta: date, days: int) -> None:
    kept = derechos_conservados(worked(alta), None, min(TODAY, alta + timedelta(days=days)))
    assert (kept.baja, kept.semanas, kept.pensiones, kept.vuelta) == (None, None, (), ())


@given(st.lists(st.integers(1, 28), min_size=1, max_size=6), st.sampled_from([Seguro.ENFERMEDAD, Seguro.RIESGO]))
def test_certificates_that_follow_each_other_pay_as_one(lengths: list[int], seguro: Seguro) -> None:
    first, parts, day = date(2026, 3, 1), [], date(2026, 3, 1)
    for n, length in enumerate(lengths):
        parts.append(_certificate(n, seguro, day, length))
        day += timedelta(days=length)
    whole = _certificate(99, seguro, first, sum(lengths))
    who = worked(date(2024, 1, 15))
    split, one = incapacidades_explicadas(who, parts), incapacidades_explicadas(who, [whole])[0]
    for row in split:
        assert row.dias == row.espera + row.fuera + row.subsidiados
    assert sum(row.subsidiados for row in split) == one.subsidiados
    assert sum(row.importe_centavos or 0 for row in split) == (one.importe_centavos or 0)
    assert split[0].acumulados == sum(lengths)


def _certificate(n: int, seguro: Seguro, desde: date, days: int) -> Incapacidad:
    hasta = desde + timedelta(days=days - 1)
    return Incapacidad(f"AB{n:06d}", seguro, desde, hasta, "UMF 035", desde)


def test_no_certificate_nor_what_is_printed_of_it_has_room_for_a_diagnosis() -> None:
    names = {*Incapacidad.__annotations__, *incapacidades_explicadas.__annotations__}
    row = incapacidades_explicadas(worked(date(2024, 1, 15)), [_certificate(1, Seguro.ENFERMEDAD, date(2026, 3, 1), 5)])
    names |= set(type(row[0]).__annotations__)
    assert not [name for name in names if says_why(name)]


def says_why(name: str) -> bool:
    return any(word in name for word in ("diagn", "cie", "padec", "nota", "medic"))


@given(st.integers(0, 99))
def test_the_invented_register_tells_the_same_days_twice(n: int) -> None:
    curp, register = f"PUEA850101MDFRJN{n:02d}", InventedCertificates(lambda: TODAY)
    days = register.certificates([curp]).get(curp, ())
    seen = register.incapacidades([curp]).get(curp, ())
    covered = {one.desde + timedelta(days=k) for one in seen for k in range((one.hasta - one.desde).days + 1)}
    assert covered == {one.desde + timedelta(days=k) for one in days for k in range((one.hasta - one.desde).days + 1)}
    assert len({one.folio for one in seen}) == len(seen)
    assert all(one.pagada is None or one.pagada <= TODAY for one in seen)


def test_a_slip_is_no_other_person_and_two_strangers_are() -> None:
    mine = Datos("PRUEBA", "EJEMPLO", "", date(1985, 1, 1), "M", "PEGA850101HDFRRL09", "")
    said = {"curp": mine.curp, "situacion": EnPoblacion.VIGENTE, "primer_apellido": "EJEMPLO", "sexo": "M"}
    slip = Poblacion(**said, nombre="PRUEVA", nacimiento=date(1985, 1, 1))  # type: ignore[arg-type]  # one dict of both
    other = Poblacion(**said, nombre="OTRA", nacimiento=date(1990, 2, 2))  # type: ignore[arg-type]  # one dict of both
    assert [es_de_otra_persona(diferencias(mine, one)) for one in (slip, other)] == [False, True]


def test_maternity_in_parts_is_left_to_a_person() -> None:
    parts = [_certificate(n, Seguro.MATERNIDAD, date(2026, 3, 1) + timedelta(days=42 * n), 42) for n in (0, 1)]
    assert {row.importe_centavos for row in incapacidades_explicadas(worked(date(2024, 1, 15)), parts)} == {None}


def test_who_works_by_the_season_needs_the_weeks_of_four_months() -> None:
    eventual = replace(
        worked(date(2026, 1, 1)),
        movimientos=tuple(
            replace(one, trabajador=TipoTrabajador.EVENTUAL_CIUDAD) for one in worked(date(2026, 1, 1)).movimientos
        ),
    )
    (row,) = incapacidades_explicadas(eventual, [_certificate(1, Seguro.ENFERMEDAD, date(2026, 3, 1), 9)])
    assert row.subsidiados == 6


def test_a_payment_of_a_pension_is_of_a_month() -> None:
    with pytest.raises(ValueError, match="first day"):
        PagoPension(date(2026, 3, 2), date(2026, 3, 2))
