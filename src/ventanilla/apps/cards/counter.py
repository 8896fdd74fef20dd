"""Blocking the card of whoever asks an official for it, at a counter or by telephone; and the cards of their family.

A card is of no unit, and a lost telephone waits for none: any counter blocks, and the event says which.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from ventanilla.apps.accounts.api import LimitedAct, attempt_allowed, family_at_counter, own_family
from ventanilla.apps.affiliation.api import subject_by_curp
from ventanilla.apps.eventlog.api import ToLog, events_append, scope, subjects_lock
from ventanilla.domain.authority import Actor
from ventanilla.domain.benefits import Vigencia
from ventanilla.domain.cards import Motivo, Said, TarjetaBloqueadaPorPersonal, Via, is_them
from ventanilla.kernel.acts import SubjectId

from .models import Card
from .outbox import tell_blocked_later
from .people import NoCard, derecho_de
from .services import card_withdraw


class NotIdentified(LookupError):
    """Nobody has that CURP, or what was said is not theirs: the same to whoever attends."""


class OwnCard(Exception):
    """It is the official's own, or of their family: somebody else attends them."""


@dataclass(frozen=True, slots=True)
class CounterCard:
    """Somebody's card, as whoever attends sees it: ``id`` is None where they have none."""

    subject: SubjectId
    name: str
    own: bool
    id: UUID | None
    blocked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Attended:
    """How an official was asked, and in which post and unit they were."""

    via: Via
    motivo: Motivo
    post: str
    unit: str


def holder_identified(curp: str, said: Said | None, *, by: Actor) -> SubjectId:
    """Whose ``curp`` is; of whoever is on the telephone, only if what they ``said`` is what the register holds.

    None: the official has them in front, and saw their identification. Counted for the official, found or not, so
    that nobody tries one answer after another. LockedOut, NotIdentified, OwnCard.
    """
    attempt_allowed(LimitedAct.COUNTER, account_key=str(by.owner), address="")
    with scope(None):
        subject = subject_by_curp(curp)
    derecho = None if subject is None else derecho_de(subject, settings.VENTANILLA_CLOCK)
    if subject is None or derecho is None or not (said is None or is_them(said, nss=derecho.nss, clinic=derecho.umf)):
        raise NotIdentified(curp)
    if subject in own_family(by):
        raise OwnCard(curp)
    return subject


def cards_at_counter(holder: SubjectId) -> tuple[CounterCard, ...]:
    """The card of whoever was identified, then those of the family they may act for today."""
    members = [one for one in family_at_counter(holder, settings.VENTANILLA_CLOCK.today()) if one.may]
    own = derecho_de(holder, settings.VENTANILLA_CLOCK)
    theirs = ((one.tie.dependent, one.name, False) for one in members)
    return tuple(_card(*one) for one in ((holder, _name(own), True), *theirs))


def _name(derecho: Vigencia | None) -> str:
    return derecho.nombre if derecho is not None else ""


def _card(subject: SubjectId, name: str, own: bool) -> CounterCard:
    with scope(subject):
        row = Card.objects.filter(subject=subject).first()
    return CounterCard(subject, name, own, row.id if row else None, row.blocked_at if row else None)


def cards_block_attended(
    cards: Iterable[UUID], *, holder: SubjectId, attended: Attended, by: Actor, now: datetime
) -> int:
    """Block at once those of ``cards`` that are good; how many. NoCard where one is not of the holder's reach.

    Told in the chain and the inbox of each, and of who asked; and by e-mail to all addresses on record of both.
    """
    reach = {one.id: one for one in cards_at_counter(holder) if one.id is not None}
    chosen = dict.fromkeys(cards)
    if not chosen or not chosen.keys() <= reach.keys():
        raise NoCard
    if {reach[one].subject for one in chosen} & own_family(by):
        raise NoCard
    with scope(None), transaction.atomic():
        subjects_lock(sorted({holder, *(reach[one].subject for one in chosen)}))
        done = [reach[one] for one in chosen if card_withdraw(one, by=by, now=now)]
        told = [_told(one.subject, attended, by, propia=True) for one in done]
        if any(not one.own for one in done):
            told.append(_told(holder, attended, by, propia=False))
        if told:
            events_append(told, now=now)
            tell_blocked_later({holder, *(one.subject for one in done)}, at=now)
    return len(done)


def _told(subject: SubjectId, attended: Attended, by: Actor, *, propia: bool) -> ToLog:
    event = TarjetaBloqueadaPorPersonal(attended.post, attended.unit, attended.via.value, attended.motivo.value, propia)
    return ToLog(event, subject, by)
