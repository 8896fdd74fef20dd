"""Noting, before a page is drawn, that somebody is about to read what is another person's."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings

from ventanilla.apps.eventlog.api import access_record
from ventanilla.apps.staff.api import official_place
from ventanilla.domain.rights import ReaderKind, Reading, Why

from .guards import VisitRequest


def read_by_official(request: VisitRequest, subjects: Iterable[UUID], what: Reading, why: Why) -> None:
    """An official's page is about to show ``what`` of each of ``subjects``: each of them will see that it was so."""
    whose = set(subjects)
    if not whose:
        return
    actor, now = request.visit.actor, settings.VENTANILLA_CLOCK.now()
    post, unit = official_place(actor, now)
    access_record(
        whose,
        what=what,
        why=why,
        by=actor,
        reader=ReaderKind.OFICIAL,
        post=post,
        unit=unit,
        now=now,
    )


def read_by_who_acts(request: VisitRequest, subject: UUID) -> None:
    """Whoever signed in is about to see the office of ``subject``, for whom they act from now on."""
    access_record(
        [subject],
        what=Reading.OFICINA,
        why=Why.ACTUAR,
        by=request.visit.actor,
        reader=ReaderKind.REPRESENTANTE,
        now=settings.VENTANILLA_CLOCK.now(),
    )


def copied_by_owner(request: VisitRequest, what: Reading) -> None:
    """A copy of all that is kept of whoever signed in is about to leave the office."""
    actor = request.visit.actor
    access_record(
        [actor.subject],
        what=what,
        why=Why.PETICION_PROPIA,
        by=actor,
        reader=ReaderKind.TITULAR,
        now=settings.VENTANILLA_CLOCK.now(),
    )
