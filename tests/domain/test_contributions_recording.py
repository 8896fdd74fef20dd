"""What a determination records is what its lines used, whether the law was read now or is remembered."""

from __future__ import annotations

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from fractions import Fraction

from tests.domain.random_determinations import cases, employers

from ventanilla import law
from ventanilla.domain.contributions import CuotasError, Determinacion, Patron, Prima, Trabajador, determinar
from ventanilla.kernel.money import HALF_UP, Money, rounded
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


def test_each_thread_records_what_it_computed_itself_at_each_depth() -> None:
    """Two threads at once, each with its own worker, policies and nested recordings, from what nobody read before."""
    days = (Period.bimester(2024, 1), Period.month(2026, 6))
    employer = Patron((Prima(date(2016, 2, 1), Decimal("0.54355")),))
    choices = ({"ceav_huecos": "ceav_corte", "gmp_ausencias": "descuentan"}, {"redondeo_segmentos": "por_periodo"})
    rounds = 20

    def computed(which: int) -> list[tuple[list[law.Used], list[law.Used], tuple[law.Used, ...]]]:
        found = []
        with law.choosing(choices[which]):
            for turn in range(rounds):
                worker = Trabajador.fijo(Money.of_centavos(40_000 + turn), days[which])
                with law.recording() as outer:
                    law.value("lss.109.conservacion_semanas", days[which].first)
                    with law.recording() as inner:
                        debido = determinar(worker, days[which], employer)
                found.append((outer, inner, debido.usados))
        return found

    law.load({})  # forget what was read, here and below
    alone = [computed(0), computed(1)]
    law.load({})
    both = threading.Barrier(2)
    with law.recording() as around, ThreadPoolExecutor(2) as pool:
        together = list(pool.map(lambda which: (both.wait(), computed(which))[1], (0, 1)))
    assert together == alone
    assert around == [], "nothing that others compute is heard"
    for which, of_thread in enumerate(together):
        for outer, inner, used in of_thread:
            assert tuple(inner) == used
            assert outer[1:] == inner, "an outer recording hears the inner one too"
            assert outer[0].key == "lss.109.conservacion_semanas"
            chosen = {one.key.removeprefix("politica/"): one.value for one in inner if one.key.startswith("politica/")}
            assert chosen["ceav_huecos"] == choices[which].get("ceav_huecos", "ceav_sua")
            assert chosen["redondeo_segmentos"] == choices[which].get("redondeo_segmentos", "por_segmento")
            since = {one.since for one in inner if one.key == "uma.diaria"}
            assert since == ({date(2023, 2, 1), date(2024, 2, 1)} if which == 0 else {date(2026, 2, 1)})
