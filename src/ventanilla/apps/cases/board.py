"""What waits in the name of several employers at once, for whoever acts for them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django.db.models import Count

from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.cases import Answerer, State
from ventanilla.domain.cases.asks import Outcome
from ventanilla.kernel.acts import SubjectId

from .models import Ask, Case

ANOTHER: Final = tuple(of.value for of in Answerer if of.another)


def drafts_waiting(account: UUID, subjects: Iterable[SubjectId]) -> dict[UUID, int]:
    """How many drafts of ``account`` are about each of ``subjects``; those without any left out."""
    with scope(None):
        rows = Case.objects.filter(account_id=account, subject__in=set(subjects), state=State.BORRADOR.value)
        return dict(rows.values_list("subject").annotate(many=Count("id")))


def asks_waiting(subjects: Iterable[SubjectId]) -> dict[UUID, int]:
    """How many questions each of ``subjects``, as an employer, has to answer; those without any left out.

    Whoever calls knows that who asks may see them.
    """
    with scope(None):
        rows = Ask.objects.filter(subject__in=set(subjects), of__in=ANOTHER, outcome=Outcome.ABIERTA.value)
        found = rows.values_list("subject").annotate(many=Count("id"))
        return {subject: many for subject, many in found if subject is not None}
