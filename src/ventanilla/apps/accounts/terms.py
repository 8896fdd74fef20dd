"""Which versions of the terms and of the privacy notice an account accepted, and how."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from ventanilla.apps.eventlog.api import ToLog, events_append, scope
from ventanilla.domain.accounts import TermsWereAccepted
from ventanilla.domain.accounts.terms import current_notice, current_terms
from ventanilla.domain.authority import Actor

from .models import Account, TermsAccepted


def terms_accept(account_id: UUID, signature: UUID | None, *, by: Actor, now: datetime) -> None:
    """Keep that ``account_id`` accepts the terms and the notice in force."""
    with scope(None), transaction.atomic():
        terms_keep(
            Account.objects.get(id=account_id), current_terms().version, current_notice().version, signature, now
        )
        event = TermsWereAccepted(current_terms().version, current_notice().version, signature is not None)
        events_append([ToLog(event, by.person or by.subject, by)], now=now)


def terms_keep(account: Account, terms: str, notice: str, signature: UUID | None, now: datetime) -> None:
    """Keep one acceptance, inside the transaction of what it is part of."""
    TermsAccepted.objects.create(account=account, terms=terms, notice=notice, signature=signature, at=now)


def terms_signed(account_id: UUID) -> bool:
    """Whether the owner signed the versions in force; an acceptance without an e.firma may be somebody else's."""
    with scope(None):
        return TermsAccepted.objects.filter(
            account_id=account_id,
            terms=current_terms().version,
            notice=current_notice().version,
            signature__isnull=False,
        ).exists()


def terms_accepted(account_id: UUID) -> bool:
    """Whether the owner accepted the versions in force, by whatever way."""
    with scope(None):
        return TermsAccepted.objects.filter(
            account_id=account_id, terms=current_terms().version, notice=current_notice().version
        ).exists()


def terms_agreed() -> Exists:
    """The same of each account of a query, to annotate it with: no query of its own."""
    return Exists(
        TermsAccepted.objects.filter(
            account_id=OuterRef("id"), terms=current_terms().version, notice=current_notice().version
        )
    )


def terms_ever(account_id: UUID) -> bool:
    """Whether the owner accepted any version, the ones in force or those before."""
    with scope(None):
        return TermsAccepted.objects.filter(account_id=account_id).exists()
