"""What is said of a certificate, and when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ventanilla import law
from ventanilla.domain.accounts import (
    CHECK_POLICY,
    WARNINGS,
    BindingFault,
    SessionEnd,
    check_interval,
    days_left,
    ends_sentence,
    warning_due,
)

ENDS = datetime(2026, 11, 22, 5, 30, tzinfo=UTC)  # still the 21st in Mexico City


def test_each_threshold_is_told_once_on_the_way_to_the_end() -> None:
    warned: int | None = None
    told = []
    for left in range(90, -1, -1):
        due = warning_due(left, warned)
        if due is not None:
            told.append((left, due))
            warned = due
    assert told == [(60, 60), (30, 30), (7, 7)]


@pytest.mark.parametrize("first_seen", range(61))
def test_whoever_comes_late_is_told_the_nearest_and_only_what_is_left(first_seen: int) -> None:
    nearest = min(days for days in WARNINGS if first_seen <= days)
    assert warning_due(first_seen, None) == nearest
    assert warning_due(first_seen, nearest) is None


def test_days_are_civil_days_of_mexico_city() -> None:
    assert days_left(ENDS, datetime(2026, 11, 21, 6, 30, tzinfo=UTC)) == 0
    assert days_left(ENDS, datetime(2026, 11, 21, 5, 30, tzinfo=UTC)) == 1


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (0, "Su e.firma vence hoy."),
        (1, "Su e.firma vence mañana."),
        (7, "Su e.firma vence en 7 días, el 21 de noviembre de 2026."),
    ],
)
def test_the_end_is_said_in_words(left: int, said: str) -> None:
    assert str(ends_sentence(left, ENDS)).startswith(said)


def test_every_value_of_the_policy_is_an_interval() -> None:
    assert all(check_interval(value) >= timedelta(minutes=5) for value in law.policy(CHECK_POLICY).values)


def test_every_refusal_and_every_end_has_its_sentence() -> None:
    said = [str(one.text()) for one in (*BindingFault, *SessionEnd)]
    assert len(set(said)) == len(said)
    assert all(len(sentence.split()) <= 20 for text in said for sentence in text.split(". "))
