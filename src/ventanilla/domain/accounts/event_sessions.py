"""The facts of entering and leaving: sessions, devices, the password."""

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


@dataclass(frozen=True)
class PasswordSet(Event):
    """A password was chosen: inside a session, or by the one-use link of a recovery."""

    TYPE: ClassVar[str] = "contrasena_puesta"

    recovered: bool

    def shown(self) -> Text:
        """For the person's timeline."""
        if self.recovered:
            return Text("CONTRASENA_RECUPERADA", "Puso una contraseña nueva con el enlace que enviamos a su correo.")
        return Text("CONTRASENA_PUESTA", "Puso una contraseña nueva. Cerramos sus otras sesiones.")


@dataclass(frozen=True)
class DeviceNoticed(Event):
    """Somebody signed in from a device where this account had never been used; ``device`` names it in words."""

    TYPE: ClassVar[str] = "dispositivo_nuevo"
    PRIVATE: ClassVar[tuple[str, ...]] = ("device",)

    device: str

    def shown(self) -> Text:
        """For the person's timeline."""
        if not self.device:
            return Text(
                "DISPOSITIVO_NUEVO_SIN_NOMBRE",
                "Su cuenta se abrió en un dispositivo nuevo. Si no fue usted, dígalo en «Sus sesiones».",
            )
        return Text(
            "DISPOSITIVO_NUEVO",
            "Su cuenta se abrió en un dispositivo nuevo: {dispositivo}. Si no fue usted, dígalo en «Sus sesiones».",
            dispositivo=self.device,
        )


@dataclass(frozen=True)
class SessionsEnded(Event):
    """The owner closed sessions from another one."""

    TYPE: ClassVar[str] = "sesiones_terminadas"

    count: int

    def shown(self) -> Text:
        """For the person's timeline."""
        if self.count == 1:
            return Text("SESION_TERMINADA", "Cerró una sesión que estaba abierta en otro dispositivo.")
        return Text(
            "SESIONES_TERMINADAS", "Cerró {cuantas} sesiones abiertas en otros dispositivos.", cuantas=self.count
        )


@dataclass(frozen=True)
class SessionDisavowed(Event):
    """The owner said «no fui yo»: sessions ended, and the password stopped serving."""

    TYPE: ClassVar[str] = "sesion_desconocida"

    by_link: bool

    def shown(self) -> Text:
        """For the person's timeline."""
        return Text(
            "SESION_DESCONOCIDA",
            "Avisó que un inicio de sesión no fue suyo. Cerramos sus otras sesiones y su contraseña dejó de servir.",
        )


EVENTS: tuple[type[Event], ...] = (
    AccountOpened,
    DeviceNoticed,
    PasswordSet,
    SessionClosed,
    SessionDisavowed,
    SessionEntered,
    SessionOpened,
    SessionsEnded,
)
