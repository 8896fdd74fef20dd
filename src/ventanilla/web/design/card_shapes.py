"""What the pages of the digital card are given; see `shapes`, beside it for its length."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.utils.safestring import SafeString

from ventanilla.web.design.shapes import Sentence

CardState = Literal["good", "waiting", "blocked", "no_right", "none"]


@dataclass(frozen=True, slots=True)
class RenewalRow:
    """One QR that the card has carried."""

    issued_at: datetime
    expires_at: datetime
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TarjetaRow:
    """The card of one person. ``qr``: its picture, as markup already made safe; ``ends``: seconds since 1970.

    ``state``: good; waiting for its QR to be signed; blocked; without a right to care (``reason``); or there is none.
    ``kept_code`` is the six digits of this minute, "" where it is shown without connection.
    """

    id: str
    name: str
    own: bool
    state: CardState
    kind: str = ""
    until: date | None = None
    clinic: Sentence = ""
    nss_end: str = ""
    reason: Sentence = ""
    serial: str = ""
    qr: SafeString | None = None
    issued_at: datetime | None = None
    expires_at: datetime | None = None
    ends: int = 0
    live_code: str = ""
    photograph: bool = False
    blocked_at: datetime | None = None
    pdf_url: str = ""
    renewals: tuple[RenewalRow, ...] = ()


@dataclass(frozen=True, slots=True)
class TarjetaPage:
    """«Su tarjeta». ``shift``: seconds from the machine's clock to the office's; ``due``: a new QR was asked for.

    ``company``: whoever reads entered for one, which has no card.
    """

    cards: tuple[TarjetaRow, ...]
    shift: int = 0
    due: bool = False
    company: bool = False
    done: Sentence = ""


@dataclass(frozen=True, slots=True)
class TarjetaCambiarPage:
    """Before a card is blocked, or serves again."""

    what: Literal["bloquear", "desbloquear"]
    name: str
    own: bool
