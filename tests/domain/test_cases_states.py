"""The life of a case: the page says what the code says, and every state has a way out or an end."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ventanilla.domain.cases import State, states
from ventanilla.domain.cases.asks import reminders
from ventanilla.domain.cases.drawn import PAGE, WHO, drawn
from ventanilla.domain.cases.states import NEXT, SHOWN

WRITTEN = Path(__file__).resolve().parents[2] / "docs" / "reference" / PAGE


def test_the_page_is_what_the_code_says() -> None:
    assert WRITTEN.read_text(encoding="utf-8") == drawn(), "run `ventanilla oficina estados`"


def test_a_step_that_is_taken_away_changes_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(states.NEXT, State.PREGUNTADO, frozenset({State.RECIBIDO}))
    assert WRITTEN.read_text(encoding="utf-8") != drawn()


def test_every_state_has_its_words_who_acts_and_a_way_to_an_end() -> None:
    assert set(SHOWN) == set(NEXT) == set(WHO) == set(State)
    reached = {State.BORRADOR}
    while (more := {then for now in reached for then in NEXT[now]} | reached) != reached:
        reached = more
    assert reached == set(State)
    ending = {state for state in State if state.final}
    while (more := {state for state in State if NEXT[state] & ending} | ending) != ending:
        ending = more
    assert ending == set(State)


@pytest.mark.parametrize("state", [state for state in State if state not in {State.BORRADOR}])
def test_what_was_filed_can_be_taken_back_until_it_ends(state: State) -> None:
    assert (State.DESISTIDO in NEXT[state]) is not state.final


def test_nobody_is_reminded_on_the_day_they_are_asked_nor_after_the_last() -> None:
    day = date(2026, 11, 23)
    assert reminders(day, day) == ()
    assert reminders(day, date(2026, 11, 24)) == ()
    for until in range(24, 31):
        assert all(day < one <= date(2026, 11, until) for one in reminders(day, date(2026, 11, until)))
