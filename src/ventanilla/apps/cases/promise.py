"""By when a case will be resolved, told on filing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import assert_never

from ventanilla import law
from ventanilla.domain.cases.terms import review_date
from ventanilla.kernel.calendar import MissingYear
from ventanilla.kit import Immediate, WorkingDays
from ventanilla.kit.tramite import AnyTramite


def promised_date(tramite: AnyTramite, filed_on: date) -> date | None:
    """The civil date promised for a case filed on ``filed_on``; None where the calendar does not reach it."""
    match tramite.deadline:
        case Immediate():
            return filed_on
        case WorkingDays(days):
            return _reached(lambda: law.calendar().add(filed_on, days))
        case _:
            assert_never(tramite.deadline)


def promised_if_referred(tramite: AnyTramite, referred_on: date, promised: date | None) -> date | None:
    """The date promised once a person has to look at it: a new one where the office had promised to resolve at once.

    None where the calendar does not reach it.
    """
    match tramite.deadline:
        case Immediate():
            return _reached(lambda: review_date(referred_on))
        case WorkingDays():
            return promised
        case _:
            assert_never(tramite.deadline)


def _reached(compute: Callable[[], date]) -> date | None:
    try:
        return compute()
    except MissingYear:
        return None
