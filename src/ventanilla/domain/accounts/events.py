"""The facts of an account: opened, entered, left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ventanilla.kernel.acts import Event
from ventanilla.kernel.text import Text


@dataclass(frozen=True)
class AccountOpened(Event):
    """A person entered for the first time; the certificate that proved who they are is kept by its serial."""

    TYPE: ClassVar[str] = "cuenta_abierta"

    certificate_serial: str

    def shown(self) -> Text:
        """For the person's timeline."""
        return Text("CUENTA_ABIERTA", "Abrió su cuenta con su e.firma.")


@dataclass(frozen=True)
class SessionOpened(Event):
    """Somebody signed in. ``revocation_checked`` is False where the authority did not answer."""

    TYPE: ClassVar[str] = "sesion_iniciada"

    certificate_serial: str
    revocation_checked: bool
    for_company: bool

    def shown(self) -> Text:
        """For the person's timeline."""
        if not self.revocation_checked:
            return Text(
                "SESION_SIN_REVOCACION",
                "Inició sesión con su e.firma. La autoridad no respondió si sigue vigente; lo volveremos a preguntar.",
            )
        if self.for_company:
            return Text("SESION_EMPRESA", "Inició sesión con la e.firma de su empresa.")
        return Text("SESION", "Inició sesión con su e.firma.")


@dataclass(frozen=True)
class SessionEntered(Event):
    """Somebody signed in without an e.firma; ``via`` is the value of `domain.authority.Via`."""

    TYPE: ClassVar[str] = "sesion_sin_efirma"

    via: str

    def shown(self) -> Text:
        """For the person's timeline."""
        if self.via == "llave":
            return Text("SESION_LLAVE", "Inició sesión con una llave de acceso.")
        return Text("SESION_CONTRASENA", "Inició sesión con su contraseña.")


@dataclass(frozen=True)
class SessionClosed(Event):
    """A session ended because its owner left."""

    TYPE: ClassVar[str] = "sesion_cerrada"

    def shown(self) -> Text:
        """For the person's timeline."""
        return Text("SESION_CERRADA", "Cerró su sesión.")
