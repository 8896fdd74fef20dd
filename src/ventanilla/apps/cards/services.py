"""Handing cards over, blocking and unblocking them, and renewing what their QR carries."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.utils import IntegrityError
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from ventanilla.apps.documents.api import documents_give_up, publish_status_soon
from ventanilla.apps.eventlog.api import ToLog, events_append, scope, subjects_lock
from ventanilla.domain.authority import Actor
from ventanilla.domain.cards import (
    MAX_NAME,
    CardClaims,
    EmitirTarjeta,
    TarjetaBloqueada,
    TarjetaDesbloqueada,
    TarjetaEmitida,
    life,
)
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.folio import new_folio
from ventanilla.kit.perform import PerformContext

from .models import Card, Credential
from .outbound import CardPress
from .people import derecho_de, within_reach

RENEW: Final = "cards.renew"
RENEW_AFTER: Final = timedelta(hours=1)  # opened again sooner, it is the same: the signer is not asked at each look
KEPT_FOR: Final = timedelta(days=90)  # after it ended: what the history of a card shows
_SERIAL_TRIES: Final = 3


@dataclass(frozen=True, slots=True)
class CardRef:
    """A card that was handed over."""

    id: UUID


def cards_issue(orders: Sequence[tuple[EmitirTarjeta, PerformContext]]) -> list[CardRef]:
    """Hand over cards in the runner's transaction: a row, an event, and a job that signs the first QR of each."""
    issued = []
    for order, context in orders:
        card, _ = Card.objects.get_or_create(
            subject=context.subject, defaults={"case": context.case, "issued_at": context.now}
        )
        card.case, card.account, card.photograph, card.blocked_at = context.case, context.filer, order.photograph, None
        card.save(update_fields=["case", "account", "photograph", "blocked_at"])
        issued.append(CardRef(card.id))
        renew_soon(card.id)
    told = [ToLog(TarjetaEmitida(), context.subject, context.by, context.case) for _, context in orders]
    if told:
        events_append(told, now=orders[0][1].now)
    return issued


def card_block(card: UUID, *, by: Actor, now: datetime) -> None:
    """At once: every QR it has carried is good for nothing, and so is its PDF. NoCard for a stranger's.

    Blocking what is blocked changes nothing and tells nobody.
    """
    whose, row = within_reach(card, by, settings.VENTANILLA_CLOCK)
    with scope(None), transaction.atomic():
        subjects_lock([whose.subject])
        if card_withdraw(row.id, by=whose.by, now=now):
            events_append([ToLog(TarjetaBloqueada(), whose.subject, whose.by, row.case)], now=now)


def card_withdraw(card: UUID, *, by: Actor, now: datetime) -> bool:
    """In the caller's transaction, which holds the subject: nothing of the card is good. False where nothing was."""
    row = Card.objects.select_for_update(no_key=True).get(id=card)
    if row.blocked_at is not None:
        return False
    row.blocked_at = now
    row.save(update_fields=["blocked_at"])
    Credential.objects.filter(card=row, withdrawn_at=None).update(withdrawn_at=now)
    documents_give_up(row.case, subject=SubjectId(row.subject), by=by, now=now)
    publish_status_soon()
    return True


def card_unblock(card: UUID, *, by: Actor, now: datetime) -> None:
    """It serves again with a new QR; those of before stay withdrawn. NoCard for a stranger's."""
    whose, row = within_reach(card, by, settings.VENTANILLA_CLOCK)
    with scope(None), transaction.atomic():
        subjects_lock([whose.subject])
        row = Card.objects.select_for_update(no_key=True).get(id=row.id)
        if row.blocked_at is None:
            return
        row.blocked_at = None
        row.save(update_fields=["blocked_at"])
        renew_soon(row.id)
        events_append([ToLog(TarjetaDesbloqueada(), whose.subject, whose.by, row.case)], now=now)


def renew_soon(card: UUID) -> None:
    """Have the worker sign a new QR after this commit, once, however often it is opened meanwhile."""
    job = app.configure_task(RENEW, queue="documentos", queueing_lock=f"{RENEW}.{card}")
    with suppress(AlreadyEnqueued), transaction.atomic():
        job.defer(card=str(card))


def card_renew(card: UUID, press: CardPress, *, now: datetime) -> bool:
    """Sign a new QR of a card; False where none is due: it is blocked, was renewed just now, or has no right to care.

    It is signed before the row is locked: a signer far away holds nobody. A block that comes between is respected.
    """
    with scope(None):
        row = Card.objects.get(id=card)
        last = Credential.objects.filter(card=row, withdrawn_at=None).order_by("-issued_at").first()
    if row.blocked_at is not None or (last is not None and now - last.issued_at < RENEW_AFTER):
        return False
    derecho = derecho_de(SubjectId(row.subject), settings.VENTANILLA_CLOCK)
    if derecho is None or not derecho.vigente:
        return False
    for _ in range(_SERIAL_TRIES):
        claims = CardClaims(
            issuer=press.institution,
            serial=new_folio(),
            kind=derecho.parentesco,
            name=derecho.nombre[:MAX_NAME],
            until=derecho.hasta,
            issued_at=int(now.timestamp()),
            expires_at=int(life(now, derecho.hasta).timestamp()),
        )
        with suppress(IntegrityError):
            return _kept(row, claims, press.signer.card(claims))
    raise RuntimeError(f"{_SERIAL_TRIES} serials in a row were taken: the source of chance is broken")


def _kept(row: Card, claims: CardClaims, cose: bytes) -> bool:
    with scope(None), transaction.atomic():
        if Card.objects.select_for_update(no_key=True).get(id=row.id).blocked_at is not None:
            return False
        Credential.objects.create(
            card_id=row.id,
            subject=row.subject,
            serial=claims.serial,
            kind=claims.kind,
            name=claims.name,
            until=claims.until,
            issued_at=datetime.fromtimestamp(claims.issued_at, tz=row.issued_at.tzinfo),
            expires_at=datetime.fromtimestamp(claims.expires_at, tz=row.issued_at.tzinfo),
            cose=cose,
            digest=claims.digest,
        )
    return True


def credentials_sweep(*, now: datetime) -> int:
    """Forget the QRs that ended long ago; how many."""
    with scope(None):
        gone, _ = Credential.objects.filter(expires_at__lt=now - KEPT_FOR).delete()
    return gone
