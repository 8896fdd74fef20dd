"""The facts of an account: opened, entered, left."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
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


class FactorKind(Enum):
    """The closed set of what an account is confirmed with, besides an e.firma and a password."""

    TOTP = "aplicacion"
    CODES = "respaldo"
    PASSKEY = "llave"


@dataclass(frozen=True)
class FactorAdded(Event):
    """A way of confirming who it is was added; ``kind`` is the value of `FactorKind`."""

    TYPE: ClassVar[str] = "factor_agregado"

    kind: str

    def shown(self) -> Text:
        """For the person's timeline."""
        match FactorKind(self.kind):
            case FactorKind.TOTP:
                return Text("APLICACION_AGREGADA", "Agregó a su cuenta una aplicación de códigos.")
            case FactorKind.CODES:
                return Text("RESPALDO_RENOVADO", "Pidió códigos de respaldo nuevos. Los anteriores ya no sirven.")
            case FactorKind.PASSKEY:
                return Text("LLAVE_AGREGADA", "Agregó a su cuenta una llave de acceso.")


@dataclass(frozen=True)
class FactorRemoved(Event):
    """A way of confirming who it is was taken away; ``kind`` is the value of `FactorKind`."""

    TYPE: ClassVar[str] = "factor_quitado"

    kind: str

    def shown(self) -> Text:
        """For the person's timeline."""
        match FactorKind(self.kind):
            case FactorKind.TOTP:
                return Text("APLICACION_QUITADA", "Quitó de su cuenta la aplicación de códigos.")
            case FactorKind.CODES:
                return Text("RESPALDO_QUITADO", "Quitó sus códigos de respaldo.")
            case FactorKind.PASSKEY:
                return Text("LLAVE_QUITADA", "Quitó de su cuenta una llave de acceso.")


@dataclass(frozen=True)
class RecoveryCodeUsed(Event):
    """A recovery code served, for its one time; ``left`` are still good."""

    TYPE: ClassVar[str] = "codigo_de_respaldo_usado"

    left: int

    def shown(self) -> Text:
        """For the person's timeline."""
        return Text("RESPALDO_USADO", "Usó un código de respaldo. Le quedan {quedan}.", quedan=self.left)


@dataclass(frozen=True)
class PasskeyDoubted(Event):
    """A passkey answered with a count that it had passed already: somebody may have a copy of it. Refused."""

    TYPE: ClassVar[str] = "llave_dudosa"

    def shown(self) -> Text:
        """For the person's timeline."""
        return Text("LLAVE_DUDOSA", "Rechazamos una llave de acceso que puede ser una copia. Quítela y registre otra.")


@dataclass(frozen=True)
class IdentityConfirmed(Event):
    """Within an open session its owner showed again who they are, before an act that asks for it.

    ``how`` is the value of `FactorKind`, or «efirma».
    """

    TYPE: ClassVar[str] = "identidad_confirmada"

    how: str

    def shown(self) -> Text:
        """For the person's timeline."""
        if self.how == "efirma":
            return Text("CONFIRMADA_EFIRMA", "Confirmó que es usted, con su e.firma.")
        match FactorKind(self.how):
            case FactorKind.TOTP:
                return Text("CONFIRMADA_APLICACION", "Confirmó que es usted, con su aplicación de códigos.")
            case FactorKind.CODES:
                return Text("CONFIRMADA_RESPALDO", "Confirmó que es usted, con un código de respaldo.")
            case FactorKind.PASSKEY:
                return Text("CONFIRMADA_LLAVE", "Confirmó que es usted, con una llave de acceso.")
