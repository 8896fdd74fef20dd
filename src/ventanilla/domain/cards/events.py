"""What the log tells of a card: whose it is, is the chain's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ventanilla.kernel.acts import Audience, Event
from ventanilla.kernel.text import Text

_BOTH = (Audience.SUBJECT, Audience.ACTOR)


@dataclass(frozen=True)
class TarjetaEmitida(Event):
    """There is a card from now on. That its QR is renewed is not told: it happens each time it is opened."""

    TYPE: ClassVar[str] = "tarjeta_emitida"
    TOLD: ClassVar[tuple[Audience, ...]] = _BOTH

    def shown(self) -> Text:
        """For the timeline."""
        return Text("TARJETA_EMITIDA", "Su tarjeta digital está lista.")

    def inbox(self) -> Text:
        """Whoever did not ask for it learns that somebody did, and where to stop it."""
        return Text(
            "TARJETA_EMITIDA_AVISO", "Su tarjeta digital está lista. Si usted no la pidió, bloquéela en «Su tarjeta»."
        )


@dataclass(frozen=True)
class TarjetaBloqueada(Event):
    """A card is good for nothing from this instant on."""

    TYPE: ClassVar[str] = "tarjeta_bloqueada"
    TOLD: ClassVar[tuple[Audience, ...]] = _BOTH

    def shown(self) -> Text:
        """For the timeline."""
        return Text("TARJETA_BLOQUEADA", "Se bloqueó su tarjeta digital. Nadie puede usarla.")

    def inbox(self) -> Text:
        """The same, and how to have it again."""
        return Text(
            "TARJETA_BLOQUEADA_AVISO",
            "Se bloqueó su tarjeta digital. Nadie puede usarla. Puede desbloquearla en «Su tarjeta».",
        )


@dataclass(frozen=True)
class TarjetaDesbloqueada(Event):
    """A card serves again, with a new QR; those of before stay blocked."""

    TYPE: ClassVar[str] = "tarjeta_desbloqueada"
    TOLD: ClassVar[tuple[Audience, ...]] = _BOTH

    def shown(self) -> Text:
        """For the timeline."""
        return Text("TARJETA_DESBLOQUEADA", "Su tarjeta digital vuelve a servir, con un código nuevo.")

    def inbox(self) -> Text:
        """The same, for whoever did not do it."""
        return Text(
            "TARJETA_DESBLOQUEADA_AVISO",
            "Su tarjeta digital vuelve a servir. Si usted no la desbloqueó, bloquéela en «Su tarjeta».",
        )


EVENTS: tuple[type[Event], ...] = (TarjetaEmitida, TarjetaBloqueada, TarjetaDesbloqueada)
