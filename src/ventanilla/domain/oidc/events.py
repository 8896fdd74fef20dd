"""The facts of other applications: who was let in by whom, and when it ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ventanilla.kernel.acts import Audience, Event
from ventanilla.kernel.text import Text


@dataclass(frozen=True)
class ApplicationAllowed(Event):
    """The person let an application know something of them; ``scopes`` are values of `Scope`."""

    TYPE: ClassVar[str] = "aplicacion_permitida"
    PRIVATE: ClassVar[tuple[str, ...]] = ("application", "scopes")

    application: str
    scopes: tuple[str, ...]

    def shown(self) -> Text:
        """For the person's timeline."""
        return Text(
            "APLICACION_PERMITIDA",
            "Permitió a la aplicación «{aplicacion}» saber quién es.",
            aplicacion=self.application,
        )


@dataclass(frozen=True)
class ApplicationWithdrawn(Event):
    """The person took that back."""

    TYPE: ClassVar[str] = "aplicacion_retirada"
    PRIVATE: ClassVar[tuple[str, ...]] = ("application",)

    application: str

    def shown(self) -> Text:
        """For the person's timeline."""
        return Text("APLICACION_RETIRADA", "Retiró el permiso de «{aplicacion}».", aplicacion=self.application)


@dataclass(frozen=True)
class ApplicationEntered(Event):
    """An application was told who the person is; once for each of the person's sessions."""

    TYPE: ClassVar[str] = "aplicacion_usada"
    PRIVATE: ClassVar[tuple[str, ...]] = ("application",)

    application: str

    def shown(self) -> Text:
        """For the person's timeline."""
        return Text("APLICACION_USADA", "Entró a la aplicación «{aplicacion}».", aplicacion=self.application)


@dataclass(frozen=True)
class ApplicationDoubted(Event):
    """A code that serves once was shown twice: one of the two had no right to it. What it gave was ended."""

    TYPE: ClassVar[str] = "aplicacion_dudosa"
    PRIVATE: ClassVar[tuple[str, ...]] = ("application",)

    application: str

    def shown(self) -> Text:
        """For the person's timeline."""
        return Text(
            "APLICACION_DUDOSA",
            "Alguien usó dos veces una entrada a «{aplicacion}», que solo sirve una. La cerramos.",
            aplicacion=self.application,
        )


@dataclass(frozen=True)
class ClientRegistered(Event):
    """An official registered an application. Its chain is the application's own."""

    TYPE: ClassVar[str] = "aplicacion_registrada"
    TOLD: ClassVar[tuple[Audience, ...]] = (Audience.STAFF,)

    application: str
    addresses: tuple[str, ...]
    scopes: tuple[str, ...]

    def shown(self) -> Text:
        """For the application's timeline."""
        return Text("CLIENTE_REGISTRADO", "Se registró la aplicación «{aplicacion}».", aplicacion=self.application)


@dataclass(frozen=True)
class ClientRetired(Event):
    """An official ended an application: nobody enters it any more."""

    TYPE: ClassVar[str] = "aplicacion_dada_de_baja"
    TOLD: ClassVar[tuple[Audience, ...]] = (Audience.STAFF,)

    application: str

    def shown(self) -> Text:
        """For the application's timeline."""
        return Text("CLIENTE_RETIRADO", "Se dio de baja la aplicación «{aplicacion}».", aplicacion=self.application)


@dataclass(frozen=True)
class ClientSecretRenewed(Event):
    """An official gave an application a new secret; the one before serves no more."""

    TYPE: ClassVar[str] = "aplicacion_secreto_renovado"
    TOLD: ClassVar[tuple[Audience, ...]] = (Audience.STAFF,)

    application: str

    def shown(self) -> Text:
        """For the application's timeline."""
        return Text("CLIENTE_SECRETO", "Se renovó el secreto de «{aplicacion}».", aplicacion=self.application)


EVENTS: tuple[type[Event], ...] = (
    ApplicationAllowed,
    ApplicationDoubted,
    ApplicationEntered,
    ApplicationWithdrawn,
    ClientRegistered,
    ClientRetired,
    ClientSecretRenewed,
)
