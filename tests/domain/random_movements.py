"""Random histories of one person: movements of two registros, late ones, corrections, and whatever cannot be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Final
from uuid import UUID

from hypothesis import strategies as st

from ventanilla.domain.affiliation import Movimiento, Tipo, TipoTrabajador

START: Final = date(2024, 1, 1)
BEGIN: Final = datetime(2024, 1, 1, tzinfo=UTC)
DAYS: Final = 40  # of effective dates: few, so that many fall on the same
NSS: Final = "99178500015"
REGISTROS: Final = "AB"
WAGES: Final = (40_000, 50_000, 60_000)
KINDS: Final = (TipoTrabajador.PERMANENTE, TipoTrabajador.EVENTUAL_CIUDAD)


def day(n: int) -> date:
    return START + timedelta(days=n)


def instant(n: int) -> datetime:
    return BEGIN + timedelta(hours=n)


@st.composite
def histories(draw: st.DrawFn, most: int = 12, *, one_by_one: bool = True) -> list[Movimiento]:
    """In the order they were recorded; ``one_by_one``: each at an instant of its own."""
    found: list[Movimiento] = []
    at = 0
    for n in range(1, draw(st.integers(0, most)) + 1):
        at += draw(st.integers(1 if one_by_one else 0, 3))
        tipo = draw(st.sampled_from(Tipo))
        found.append(
            Movimiento(
                id=UUID(int=n),
                tipo=tipo,
                nss=NSS,
                registro_patronal=draw(st.sampled_from(REGISTROS)),
                on=day(draw(st.integers(0, DAYS))),
                recorded=instant(at),
                sbc_centavos=None if tipo is Tipo.BAJA else draw(st.sampled_from(WAGES)),
                trabajador=draw(st.sampled_from(KINDS)),
            )
        )
        corrected = draw(st.none() | st.integers(1, n - 1)) if n > 1 else None
        if corrected is not None:
            found[-1] = correcting(found[-1], found[corrected - 1])
    return found


def correcting(one: Movimiento, other: Movimiento) -> Movimiento:
    """``one``, in the place of ``other``: a correction is of the same registro."""
    return replace(one, registro_patronal=other.registro_patronal, supersedes=other.id)
