"""What the log tells of a card: whose it is, is the chain's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from ventanilla.kernel.acts import Audience, Event
from ventanilla.kernel.text import Text

from .counter import Motivo, Via

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


@dataclass(frozen=True)
class TarjetaBloqueadaPorPersonal(Event):
    """An official blocked it, for whoever asked at a counter or by telephone.

    ``via`` and ``motivo`` are values of `Via` and `Motivo`. ``propia`` is False in the chain of whoever asked it for
    somebody of their family.
    """

    TYPE: ClassVar[str] = "tarjeta_bloqueada_por_personal"
    TOLD: ClassVar[tuple[Audience, ...]] = (Audience.SUBJECT, Audience.STAFF)

    post: str
    unit: str
    via: str
    motivo: str
    propia: bool = True

    def shown(self) -> Text:
        """For the timeline: who, how it was asked for and why."""
        said, motivo = _SHOWN[self.propia, self.por_telefono], _MOTIVO.get(self.motivo, self.motivo)
        return Text(said.code, said.template, cargo=self.post, unidad=self.unit, motivo=motivo)

    def inbox(self) -> Text:
        """The same for whoever did not ask: it harms nobody, and they undo it themselves."""
        return _INBOX[self.propia, self.por_telefono]

    @property
    def por_telefono(self) -> bool:
        """Whether it was asked for by telephone; otherwise, at a counter."""
        return self.via == Via.TELEFONO.value


_MOTIVO: Final = {motivo.value: str(motivo.text) for motivo in Motivo}
# Whether it is their own card, and whether it was asked for by telephone.
_SHOWN: Final = {
    (True, False): Text(
        "TARJETA_BLOQUEADA_MOSTRADOR",
        "{cargo}, de {unidad}, bloqueó su tarjeta digital. Se pidió en el mostrador. Motivo: {motivo}.",
    ),
    (True, True): Text(
        "TARJETA_BLOQUEADA_TELEFONO",
        "{cargo}, de {unidad}, bloqueó su tarjeta digital. Se pidió por teléfono. Motivo: {motivo}.",
    ),
    (False, False): Text(
        "TARJETA_FAMILIAR_MOSTRADOR",
        "{cargo}, de {unidad}, bloqueó la tarjeta de alguien de su familia. Se pidió en el mostrador. "
        "Motivo: {motivo}.",
    ),
    (False, True): Text(
        "TARJETA_FAMILIAR_TELEFONO",
        "{cargo}, de {unidad}, bloqueó la tarjeta de alguien de su familia. Se pidió por teléfono. Motivo: {motivo}.",
    ),
}
_INBOX: Final = {
    (True, False): Text(
        "TARJETA_MOSTRADOR_AVISO",
        "Bloqueamos su tarjeta digital: se pidió en el mostrador. "
        "Si no fue usted, desbloquéela en «Su tarjeta» y avísenos.",
    ),
    (True, True): Text(
        "TARJETA_TELEFONO_AVISO",
        "Bloqueamos su tarjeta digital: se pidió por teléfono. "
        "Si no fue usted, desbloquéela en «Su tarjeta» y avísenos.",
    ),
    (False, False): Text(
        "TARJETA_FAMILIAR_MOSTRADOR_AVISO",
        "Bloqueamos la tarjeta de alguien de su familia: se pidió en el mostrador. "
        "Si no fue usted, desbloquéela en «Su tarjeta» y avísenos.",
    ),
    (False, True): Text(
        "TARJETA_FAMILIAR_TELEFONO_AVISO",
        "Bloqueamos la tarjeta de alguien de su familia: se pidió por teléfono. "
        "Si no fue usted, desbloquéela en «Su tarjeta» y avísenos.",
    ),
}


EVENTS: tuple[type[Event], ...] = (TarjetaEmitida, TarjetaBloqueada, TarjetaDesbloqueada, TarjetaBloqueadaPorPersonal)
