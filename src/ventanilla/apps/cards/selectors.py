"""What may be read of cards: one's own and the family's, and what anybody may know of a QR they read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils.crypto import salted_hmac

from ventanilla.apps.attachments.api import Opened, attachment_open
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.authority import Actor
from ventanilla.domain.benefits import Vigencia
from ventanilla.domain.cards import live_code, live_code_is
from ventanilla.domain.documents import Revocation, qr_link
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.clock import civil_date

from .models import Card, Credential
from .people import Reached, derecho_de, people_of, within_reach
from .services import RENEW_AFTER, renew_soon

HISTORY: Final = 10  # renewals that the page of a card shows
MAX_WITHDRAWN: Final = 50_000  # of those still within their days: half of what one list holds
_LIVE: Final = "ventanilla.cards.live"


@dataclass(frozen=True, slots=True)
class CredentialView:
    """What the QR of a card carries now. ``link``: the address inside it."""

    serial: str
    kind: str
    name: str
    until: date | None
    issued_at: datetime
    expires_at: datetime
    link: str


@dataclass(frozen=True, slots=True)
class CardView:
    """The card of one person, as whoever may act for them sees it. ``id`` is None while there is none.

    ``derecho``: their right to care today; None where the register does not know them. ``credential``: None while
    there is none that is good. ``due``: a new one was asked for. ``renewals``: the last ones, the newest first.
    """

    subject: SubjectId
    name: str
    own: bool
    derecho: Vigencia | None
    id: UUID | None = None
    case: UUID | None = None
    photograph: UUID | None = None
    blocked_at: datetime | None = None
    credential: CredentialView | None = None
    due: bool = False
    renewals: tuple[tuple[datetime, datetime, datetime | None], ...] = ()


def cards_for(actor: Actor) -> tuple[CardView, ...]:
    """One's own card, then the family's; each that is due is renewed after, once."""
    return tuple(_card_of(one) for one in people_of(actor, settings.VENTANILLA_CLOCK))


def _card_of(whose: Reached) -> CardView:
    now = settings.VENTANILLA_CLOCK.now()
    derecho = derecho_de(whose.subject, settings.VENTANILLA_CLOCK)
    name = derecho.nombre if derecho is not None else whose.name
    with scope(whose.subject):
        row = Card.objects.filter(subject=whose.subject).first()
        if row is None:
            return CardView(whose.subject, name, whose.own, derecho)
        found = list(Credential.objects.filter(card=row).order_by("-issued_at", "serial")[:HISTORY])
    good = next((one for one in found if one.withdrawn_at is None and one.expires_at > now), None)
    stale = good is None or now - good.issued_at >= RENEW_AFTER
    entitled = row.blocked_at is None and derecho is not None and derecho.vigente
    due = stale and entitled
    if due:
        renew_soon(row.id)
    return CardView(
        subject=whose.subject,
        name=name,
        own=whose.own,
        derecho=derecho,
        id=row.id,
        case=row.case,
        photograph=row.photograph,
        blocked_at=row.blocked_at,
        # A right that ended since it was signed is not shown as if it went on, though its days have not passed.
        credential=_credential(good) if good is not None and entitled else None,
        due=due,
        renewals=tuple((one.issued_at, one.expires_at, one.withdrawn_at) for one in found),
    )


def _credential(row: Credential) -> CredentialView:
    return CredentialView(
        serial=row.serial,
        kind=row.kind,
        name=row.name,
        until=row.until,
        issued_at=row.issued_at,
        expires_at=row.expires_at,
        link=qr_link(settings.VENTANILLA_ORIGIN, row.serial, bytes(row.cose)),
    )


def card_photograph(card: UUID, *, by: Actor) -> Opened | None:
    """The photograph of a card within reach; None where there is none. NoCard for a stranger's."""
    whose, row = within_reach(card, by, settings.VENTANILLA_CLOCK)
    return None if row.photograph is None else attachment_open(whose.by, row.photograph, "limpio")


@dataclass(frozen=True, slots=True)
class CardStatus:
    """What the register says of the serial of a QR, to anybody: no name.

    ``entitled``: whether its holder may ask for care today, which is not asked of what was withdrawn or has ended.
    """

    card: UUID
    serial: str
    issued_at: datetime
    expires_at: datetime
    withdrawn_at: datetime | None
    entitled: bool


def card_status(serial: str) -> CardStatus | None:
    """What anybody who read a QR may know; None where no card ever carried that serial."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT card, issued_at, expires_at, withdrawn_at FROM cards_status(%s)", [serial])
        row = cursor.fetchone()
    if row is None:
        return None
    card, issued_at, expires_at, withdrawn_at = row
    good = withdrawn_at is None and expires_at > settings.VENTANILLA_CLOCK.now()
    return CardStatus(card, serial, issued_at, expires_at, withdrawn_at, good and _entitled(card))


def _entitled(card: UUID) -> bool:
    """Whether the holder's right stands today: it may have ended after the QR was signed, and nobody withdraws it."""
    with scope(None):
        subject = SubjectId(Card.objects.values_list("subject", flat=True).get(id=card))
    derecho = derecho_de(subject, settings.VENTANILLA_CLOCK)
    return derecho is not None and derecho.vigente


def live_code_of(card: UUID) -> str:
    """The six digits that the open card shows now."""
    return live_code(_secret(card), settings.VENTANILLA_CLOCK.now())


def live_code_matches(card: UUID, typed: str) -> bool:
    """Whether ``typed`` is what the open card shows now."""
    return live_code_is(_secret(card), typed, settings.VENTANILLA_CLOCK.now())


def _secret(card: UUID) -> bytes:
    return salted_hmac(_LIVE, str(card), algorithm="sha256").digest()


def cards_withdrawn(at: datetime) -> tuple[tuple[bytes, Revocation], ...]:
    """What the list of what was revoked says of cards: those withdrawn whose own days have not passed."""
    with scope(None):
        rows = Credential.objects.filter(expires_at__gte=at, withdrawn_at__lte=at).order_by("-withdrawn_at")
        found = list(rows.values_list("digest", "withdrawn_at")[:MAX_WITHDRAWN])
    return tuple((bytes(digest), Revocation(civil_date(when), False)) for digest, when in found if when is not None)
