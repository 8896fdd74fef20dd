"""Streams, counts and the words of the demonstration."""

from __future__ import annotations

import random
from datetime import date
from itertools import islice

import pytest

from ventanilla.domain.affiliation import Tipo
from ventanilla.synthetic import households, institution, summarise
from ventanilla.synthetic.draw import Exhausted, Numbers
from ventanilla.synthetic.people import Wanted, draw_person

DAY = date(2026, 11, 22)


def test_a_stream_draws_what_the_whole_would() -> None:
    whole = institution(3, DAY, workers=60, employers=24)
    clinicas, patrones, stream = households(3, DAY, workers=60, employers=24)
    assert tuple(stream) == whole.hogares
    assert (clinicas, patrones) == (whole.clinicas, whole.patrones)


def test_a_stream_draws_only_what_is_read() -> None:
    _, _, stream = households(3, DAY, workers=1_000_000, employers=24)
    assert len(list(islice(stream, 25))) == 25


def test_the_summary_counts_what_was_drawn() -> None:
    whole = institution(3, DAY, workers=200, employers=24)
    counted = summarise(whole.hogares, DAY)
    assert counted.hogares == 200
    assert counted.trabajando + counted.sin_empleo == 200
    assert counted.familiares == sum(len(one.familia) for one in whole.hogares)
    assert counted.movimientos == sum(counted.por_tipo.values())
    assert set(counted.por_tipo) == {tipo.value for tipo in Tipo}
    assert list(counted.deciles_sbc) == sorted(counted.deciles_sbc)
    assert counted.discrepancias == 1


def test_nobody_is_drawn_twice_under_one_name_and_day() -> None:
    numbers, rng = Numbers(), random.Random(1)
    only = Wanted(DAY, DAY, "M", "Ana", "Soto", "Lara", "PL")
    first = draw_person(rng, numbers, only)
    with pytest.raises(Exhausted):
        draw_person(rng, numbers, only)
    assert first.curp.startswith("SOLA261122MPL")


def test_too_few_employers_are_refused() -> None:
    with pytest.raises(ValueError, match="employers"):
        institution(1, DAY, workers=20, employers=5)
