"""Cards as the office hands them over, for the tests that begin where somebody has one."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from tests.web.office import Office, drawn
from ventanilla.apps.cards.api import cards_issue
from ventanilla.apps.cards.models import Card, Credential
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.authority import SYSTEM
from ventanilla.domain.cards import EmitirTarjeta
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit.perform import PerformContext


def carded(slug: str, photograph: UUID | None = None) -> UUID:
    """The card of a named person of the demonstration; its id."""
    return carded_subject(SubjectId(drawn().named(slug).subject), photograph)


def carded_subject(subject: SubjectId, photograph: UUID | None = None) -> UUID:
    now: datetime = settings.VENTANILLA_CLOCK.now()
    context = PerformContext(
        case=uuid4(),
        tramite="tarjeta_digital",
        title="Tarjeta digital",
        subject=subject,
        on=settings.VENTANILLA_CLOCK.today(),
        now=now,
        by=SYSTEM,
    )
    with scope(None), transaction.atomic():
        (ref,) = cards_issue([(EmitirTarjeta(photograph), context)])
    return ref.id


def signed(office: Office, card: UUID) -> Credential:
    """The QR of a card, once the worker signed it."""
    office.sign_cards()
    with scope(None):
        return Credential.objects.filter(card=card, withdrawn_at=None).latest("issued_at")


def card_of(card: UUID) -> Card:
    with scope(None):
        return Card.objects.get(id=card)
