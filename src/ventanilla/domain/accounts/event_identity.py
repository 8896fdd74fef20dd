"""The facts of proving who one is with a payroll receipt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ventanilla.kernel.acts import Event
from ventanilla.kernel.text import Text


@dataclass(frozen=True)
class ReceiptShown(Event):
    """Somebody showed a receipt whose seal is good and that names the person. ``proof`` is the id of the attempt."""

    TYPE: ClassVar[str] = "identidad_recibo"

    proof: str

    def shown(self) -> Text:
        """For the person's timeline."""
        return Text("IDENTIDAD_RECIBO", "Mostró un recibo de nómina para confirmar su identidad.")


@dataclass(frozen=True)
class ReceiptAnswered(Event):
    """The questions were answered, and not all of them right, or nothing could have been. Nobody is told which."""

    TYPE: ClassVar[str] = "identidad_preguntas"

    proof: str

    def shown(self) -> Text:
        """For the person's timeline."""
        return Text("IDENTIDAD_PREGUNTAS", "Contestó las preguntas de su historia y no se confirmó su identidad.")


@dataclass(frozen=True)
class ReceiptProved(Event):
    """The receipt agreed with the register and every answer was right."""

    TYPE: ClassVar[str] = "identidad_probada_recibo"

    proof: str

    def shown(self) -> Text:
        """For the person's timeline."""
        return Text("IDENTIDAD_POR_RECIBO", "Confirmó su identidad con un recibo de nómina y preguntas de su historia.")


@dataclass(frozen=True)
class ReceiptStopped(Event):
    """Whoever reads a contact on record said that it was not them. ``served``: the account was already proved so."""

    TYPE: ClassVar[str] = "identidad_recibo_detenida"

    proof: str
    served: bool

    def shown(self) -> Text:
        """For the person's timeline."""
        return Text(
            "IDENTIDAD_DETENIDA", "Se avisó «no fui yo»: detuvimos la cuenta que alguien quiso confirmar con un recibo."
        )


@dataclass(frozen=True)
class IdentityTried(Event):
    """For the owner's own chain and inbox: somebody tries to prove to be them, or did. ``proved`` says which."""

    TYPE: ClassVar[str] = "identidad_intentada"

    proof: str
    proved: bool

    def shown(self) -> Text:
        """For the person's timeline."""
        if self.proved:
            return Text("IDENTIDAD_CONFIRMADA", "Alguien confirmó ser usted con un recibo de nómina y preguntas.")
        return Text("IDENTIDAD_INTENTO", "Alguien mostró un recibo de nómina suyo para confirmar ser usted.")

    def inbox(self) -> Text | None:
        """They are told at once, wherever they read."""
        if self.proved:
            return Text(
                "IDENTIDAD_CONFIRMADA_AVISO",
                "Alguien confirmó ser usted con un recibo de nómina y preguntas. Si no fue usted, llámenos hoy.",
            )
        return Text(
            "IDENTIDAD_INTENTO_AVISO",
            "Alguien mostró un recibo de nómina suyo para confirmar ser usted. Si no fue usted, llámenos hoy.",
        )


EVENTS: tuple[type[Event], ...] = (IdentityTried, ReceiptAnswered, ReceiptProved, ReceiptShown, ReceiptStopped)
