"""The door of digital cards."""

from ventanilla.domain.cards import EVENTS, EmitirTarjeta

from .counter import (
    Attended,
    CounterCard,
    NotIdentified,
    OwnCard,
    cards_at_counter,
    cards_block_attended,
    holder_identified,
)
from .kept import KEEPS
from .outbound import CardPress, use_card_press, use_mailer
from .people import NoCard
from .selectors import (
    CardStatus,
    CardView,
    CredentialView,
    card_photograph,
    card_status,
    cards_for,
    cards_withdrawn,
    live_code_matches,
    live_code_of,
)
from .services import card_block, card_unblock, cards_issue

PERFORMS = {EmitirTarjeta: cards_issue}

__all__ = [
    "EVENTS",
    "KEEPS",
    "PERFORMS",
    "Attended",
    "CardPress",
    "CardStatus",
    "CardView",
    "CounterCard",
    "CredentialView",
    "NoCard",
    "NotIdentified",
    "OwnCard",
    "card_block",
    "card_photograph",
    "card_status",
    "card_unblock",
    "cards_at_counter",
    "cards_block_attended",
    "cards_for",
    "cards_issue",
    "cards_withdrawn",
    "holder_identified",
    "live_code_matches",
    "live_code_of",
    "use_card_press",
    "use_mailer",
]
