"""The door of digital cards."""

from ventanilla.domain.cards import EVENTS, EmitirTarjeta

from .kept import KEEPS
from .outbound import CardPress, use_card_press
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
    "CardPress",
    "CardStatus",
    "CardView",
    "CredentialView",
    "NoCard",
    "card_block",
    "card_photograph",
    "card_status",
    "card_unblock",
    "cards_for",
    "cards_issue",
    "cards_withdrawn",
    "live_code_matches",
    "live_code_of",
    "use_card_press",
]
