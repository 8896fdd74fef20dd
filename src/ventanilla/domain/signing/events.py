"""What the log tells of an act that several people sign. Its title may name somebody: it is sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from ventanilla.kernel.acts import Event
from ventanilla.kernel.text import Text


@dataclass(frozen=True)
class SignaturesGathered(Event):
    """Somebody began to gather signatures; told to them."""

    TYPE: ClassVar[str] = "firmas_pedidas"
    PRIVATE: ClassVar[tuple[str, ...]] = ("title",)

    ceremony: str
    until: date
    title: str

    def shown(self) -> Text:
        """For the timeline."""
        return Text(
            "FIRMAS_PEDIDAS",
            "Pidió a otras personas que firmen «{titulo}». Pueden hacerlo hasta el {fecha}.",
            titulo=self.title,
            fecha=self.until,
        )


@dataclass(frozen=True)
class SignatureAsked(Event):
    """It is somebody's turn to sign; told to them."""

    TYPE: ClassVar[str] = "firma_pedida"
    PRIVATE: ClassVar[tuple[str, ...]] = ("title",)

    ceremony: str
    until: date
    title: str

    def shown(self) -> Text:
        """For the timeline."""
        return Text(
            "FIRMA_PEDIDA",
            "Le pidieron firmar «{titulo}» junto con otras personas. Puede hacerlo hasta el {fecha}.",
            titulo=self.title,
            fecha=self.until,
        )


@dataclass(frozen=True)
class SignedTogether(Event):
    """One of several signed; told to them."""

    TYPE: ClassVar[str] = "firma_conjunta"
    PRIVATE: ClassVar[tuple[str, ...]] = ("title",)

    ceremony: str
    signature: str
    title: str

    def shown(self) -> Text:
        """For the timeline."""
        return Text("FIRMA_CONJUNTA", "Firmó «{titulo}» con su e.firma.", titulo=self.title)


@dataclass(frozen=True)
class SignaturesCompleted(Event):
    """The last one signed; told to all of them and to who asked."""

    TYPE: ClassVar[str] = "firmas_completas"
    PRIVATE: ClassVar[tuple[str, ...]] = ("title",)

    ceremony: str
    title: str

    def shown(self) -> Text:
        """For the timeline."""
        return Text("FIRMAS_COMPLETAS", "Todas las personas firmaron «{titulo}».", titulo=self.title)


@dataclass(frozen=True)
class SignaturesCancelled(Event):
    """Who asked for the signatures called it off; told to all of them."""

    TYPE: ClassVar[str] = "firmas_canceladas"
    PRIVATE: ClassVar[tuple[str, ...]] = ("title",)

    ceremony: str
    title: str

    def shown(self) -> Text:
        """For the timeline."""
        return Text(
            "FIRMAS_CANCELADAS", "Se canceló la firma de «{titulo}». Usted no necesita hacer nada.", titulo=self.title
        )


EVENTS: tuple[type[Event], ...] = (
    SignaturesGathered,
    SignatureAsked,
    SignedTogether,
    SignaturesCompleted,
    SignaturesCancelled,
)
