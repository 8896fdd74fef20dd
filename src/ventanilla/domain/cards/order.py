"""The order to hand over a card, as a decision writes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from ventanilla.kernel.acts import Effect, Event

from .events import TarjetaEmitida


@dataclass(frozen=True)
class EmitirTarjeta(Effect):
    """Hand over the card of the case's subject; one who has it gets the same one, with the new photograph.

    ``photograph`` is the file they attached, or None. A card that was blocked serves again: whoever asked signed.
    """

    TOLD_BY: ClassVar[tuple[type[Event], ...]] = (TarjetaEmitida,)

    photograph: UUID | None = None
