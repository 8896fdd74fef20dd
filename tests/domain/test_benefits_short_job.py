"""A short job while care is kept (LSS 109): what was kept goes on to its last day, unless the office chose other."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from ventanilla import law
from ventanilla.domain.affiliation import Historia, Movimiento, Tipo
from ventanilla.domain.benefits import conserva_hasta, vigencia
from ventanilla.kernel.acts import SubjectId

BAJA, WEEKS = date(2026, 6, 30), timedelta(days=56)
FIRST, SECOND = "Z9912345105", "Z9912346103"


def history(begins: int, lasts: int) -> tuple[Movimiento, ...]:
    """Years with one employer; and then, ``begins`` days after, ``lasts`` days with another."""
    since = BAJA + timedelta(days=begins)
    told = (
        (Tipo.ALTA, FIRST, date(2020, 1, 1)),
        (Tipo.BAJA, FIRST, BAJA),
        (Tipo.ALTA, SECOND, since),
        (Tipo.BAJA, SECOND, since + timedelta(days=lasts - 1)),
    )
    when = datetime(2026, 9, 1, tzinfo=UTC)
    return tuple(
        Movimiento(UUID(int=n), tipo, "99178500015", registro, on, when, 50_000 if tipo is Tipo.ALTA else None)
        for n, (tipo, registro, on) in enumerate(told, 1)
    )


def entitled(movimientos: tuple[Movimiento, ...], on: date) -> bool:
    who = Historia(SubjectId(UUID(int=1)), "ANA", "", "", date(1985, 1, 1), movimientos=movimientos)
    return vigencia(who, on).vigente


@given(st.integers(2, 50), st.integers(1, 55), st.integers(1, 120))
def test_a_short_job_takes_nothing_away_and_adds_nothing(begins: int, lasts: int, after: int) -> None:
    movimientos = history(begins, lasts)
    left = movimientos[-1].on
    on = left + timedelta(days=after)
    assert entitled(movimientos, on) is (on <= BAJA + WEEKS)
    told = conserva_hasta(movimientos, SECOND, left)
    assert told == (BAJA + WEEKS if left < BAJA + WEEKS else None)


@given(st.integers(2, 50), st.integers(1, 55), st.integers(1, 120))
def test_where_the_office_chose_that_only_the_last_one_counts(begins: int, lasts: int, after: int) -> None:
    movimientos = history(begins, lasts)
    with law.choosing({"conservacion_empleo_breve": "empieza_de_nuevo"}):
        assert not entitled(movimientos, movimientos[-1].on + timedelta(days=after))
        assert conserva_hasta(movimientos, SECOND, movimientos[-1].on) is None


@given(st.integers(2, 50), st.integers(56, 200))
def test_eight_weeks_of_the_new_job_give_their_own_eight(begins: int, lasts: int) -> None:
    movimientos = history(begins, lasts)
    assert conserva_hasta(movimientos, SECOND, movimientos[-1].on) == movimientos[-1].on + WEEKS
