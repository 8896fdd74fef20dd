"""A registro patronal is a fold of its notices: whatever order they arrive in, and as it was known at any instant."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla import law
from ventanilla.domain.affiliation import (
    AvisoPatronal,
    Clase,
    DatosRegistro,
    Situacion,
    TipoAviso,
    aplicados,
    estado,
    estados,
    impide,
    segmentos,
)
from ventanilla.domain.contributions.hogar import cuota_hogar
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period

NUMERO = "Z9912345105"
START = date(2024, 1, 1)
DAYS = 900


def day(n: int) -> date:
    return START + timedelta(days=n)


@st.composite
def histories(draw: st.DrawFn) -> tuple[AvisoPatronal, ...]:
    """An alta and any notices after it, some of which correct another; recorded in the order they are listed."""
    found: list[AvisoPatronal] = []
    kinds = [TipoAviso.ALTA, *draw(st.lists(st.sampled_from(list(TipoAviso)), max_size=12))]
    for n, kind in enumerate(kinds):
        clase = draw(st.sampled_from(list(Clase))) if kind in (TipoAviso.ALTA, TipoAviso.CLASE) else None
        prima = Decimal(draw(st.integers(50_000, 1_500_000))) / 100_000 if clase else None
        corrects = None
        if n and draw(st.integers(0, 4)) == 0:
            target = draw(st.sampled_from(found))
            corrects = target.id if all(one.supersedes != target.id for one in found) else None
        found.append(
            AvisoPatronal(
                id=UUID(int=n + 1),
                registro=NUMERO,
                tipo=kind,
                on=day(draw(st.integers(0, DAYS))),
                recorded=datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=n),
                datos=DatosRegistro(clase=clase, prima=prima),
                supersedes=corrects,
            )
        )
    return tuple(found)


@given(histories(), st.randoms(use_true_random=False), st.integers(0, DAYS + 10))
def test_the_order_of_arrival_changes_nothing(avisos: tuple[AvisoPatronal, ...], rng: object, n: int) -> None:
    shuffled = list(avisos)
    rng.shuffle(shuffled)  # type: ignore[attr-defined]
    assert estado(shuffled, day(n)) == estado(avisos, day(n))
    assert estados(shuffled) == estados(avisos)


@given(histories(), st.integers(0, 12), st.integers(0, DAYS + 10))
def test_what_was_known_then_never_changes(avisos: tuple[AvisoPatronal, ...], known: int, n: int) -> None:
    then = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=known)
    assert estado(avisos, day(n), then) == estado(avisos[: known + 1], day(n))


@given(histories())
def test_the_projection_says_what_the_fold_says_of_every_day(avisos: tuple[AvisoPatronal, ...]) -> None:
    found = estados(avisos)
    assert all(one.hasta is not None and one.hasta + timedelta(days=1) == other.desde for one, other in pairwise(found))
    assert not found or found[-1].hasta is None
    for n in range(0, DAYS + 40, 7):
        in_it = [one.estado for one in found if one.desde <= day(n) and (one.hasta is None or day(n) <= one.hasta)]
        assert in_it == ([then] if (then := estado(avisos, day(n))) is not None else [])


@given(histories())
def test_a_baja_is_final(avisos: tuple[AvisoPatronal, ...]) -> None:
    counted = aplicados(avisos)
    ends = [one for one in counted if one.tipo in (TipoAviso.BAJA, TipoAviso.DUPLICIDAD)]
    assert len(ends) <= 1
    if ends:
        assert counted[-1] is ends[0]
        after = estado(avisos, day(DAYS + 100))
        assert after is not None
        assert after.situacion is Situacion.BAJA


@given(histories(), st.integers(0, DAYS), st.sampled_from(list(TipoAviso)))
def test_what_may_be_taken_counts_and_undoes_nothing(
    avisos: tuple[AvisoPatronal, ...], n: int, tipo: TipoAviso
) -> None:
    before = aplicados(avisos)
    if not before:
        return
    nuevo = AvisoPatronal(UUID(int=99), NUMERO, tipo, day(n), datetime(2030, 1, 1, tzinfo=UTC))
    after = aplicados((*avisos, nuevo))
    taken = impide(avisos, nuevo) is None
    assert taken is (nuevo in after and all(one in after for one in before))


@given(histories(), st.integers(0, DAYS), st.integers(0, 90))
def test_segments_cover_the_period_from_the_alta_on(avisos: tuple[AvisoPatronal, ...], n: int, length: int) -> None:
    period = Period(day(n), day(n + length))
    found = list(segmentos(avisos, period))
    days = [each for one in found for each in one.periodo]
    assert days == [each for each in period if estado(avisos, each) is not None]
    for one in found:
        then = estado(avisos, one.periodo.first)
        assert then is not None
        assert (one.clase, one.prima) == (then.datos.clase, then.datos.prima)


def test_an_instant_has_its_zone_and_nobody_corrects_themselves() -> None:
    with pytest.raises(ValueError, match="zone"):
        AvisoPatronal(UUID(int=1), NUMERO, TipoAviso.ALTA, START, datetime(2024, 1, 1))  # noqa: DTZ001 - the fault
    with pytest.raises(ValueError, match="itself"):
        AvisoPatronal(
            UUID(int=1), NUMERO, TipoAviso.ALTA, START, datetime(2024, 1, 1, tzinfo=UTC), supersedes=UUID(int=1)
        )


TABLA_INVENTADA = """
title: "TABLA INVENTADA para esta prueba: no es de ninguna institución"
unit: MXN
values:
  - {since: 2026-01-01, cite: "INVENTADA", source: "INVENTADA", checked_on: 2026-11-26, confidence: L,
     rows: {"500": "100.00", "700": "150.50"}}
"""


def test_the_amount_of_a_home_comes_from_a_loaded_table_or_is_not_said() -> None:
    wage, month = Money("600.00"), date(2026, 11, 1)
    assert not [key for key in law.table_keys() if key.startswith("hogar.")]
    assert cuota_hogar(8, wage, month) is None
    law.load({"tables/hogar/dias_08.yaml": TABLA_INVENTADA})
    try:
        assert cuota_hogar(8, wage, month) == Money("150.50")
        assert cuota_hogar(8, Money("500.00"), month) == Money("100.00")
        assert cuota_hogar(9, wage, month) is None  # no table of nine days
        assert cuota_hogar(8, Money("700.01"), month) is None  # no row for that wage
        assert cuota_hogar(8, wage, date(2025, 12, 1)) is None  # no table of that date
    finally:
        law.load({})
    assert cuota_hogar(8, wage, month) is None
