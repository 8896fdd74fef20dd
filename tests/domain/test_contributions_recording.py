"""What a determination records is what its lines used, whether the law was read now or is remembered."""

from __future__ import annotations

import random
from fractions import Fraction

from tests.domain.random_determinations import cases, employers

from ventanilla import law
from ventanilla.domain.contributions import CuotasError, Determinacion, Patron, determinar
from ventanilla.kernel.money import HALF_UP, rounded
from ventanilla.kernel.period import Period


def heard(found: list[Determinacion], patrones: list[Patron]) -> None:
    """Nothing but what the lines say they used is heard by a recording, in that order."""
    rng = random.Random(3)
    for case in cases(rng, 60, len(patrones)):
        with law.recording() as used:
            try:
                found.append(determinar(case.trabajador, case.periodo, patrones[case.patron]))
            except (CuotasError, law.LawError):
                continue
        assert tuple(used) == found[-1].usados, case


def test_the_first_reading_is_recorded_as_the_next_ones() -> None:
    patrones = employers(random.Random(4), 10)
    first: list[Determinacion] = []
    again: list[Determinacion] = []
    heard(first, patrones)
    heard(again, patrones)
    assert first == again
    assert first


def test_the_unrounded_amount_is_base_by_days_by_rate() -> None:
    patrones = employers(random.Random(4), 10)
    period = Period.bimester(2024, 2)
    case = next(one for one in cases(random.Random(5), 500, 10) if one.periodo == period and one.trabajador.tramos)
    found = determinar(case.trabajador, period, patrones[case.patron])
    for linea in found.lineas:
        assert linea.exacto == Fraction(linea.base.pesos) * linea.dias * Fraction(linea.tasa) / 100
        assert linea.importe.centavos == rounded(linea.exacto * 100, HALF_UP)
    assert found.lineas
