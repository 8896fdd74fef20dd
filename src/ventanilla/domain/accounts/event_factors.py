"""The facts of second steps, and of confirming who is there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import ClassVar

from ventanilla.kernel.acts import Event
from ventanilla.kernel.text import Text


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
        match self.kind:
            case FactorKind.TOTP.value:
                return Text("APLICACION_AGREGADA", "Agregó a su cuenta una aplicación de códigos.")
            case FactorKind.CODES.value:
                return Text("RESPALDO_RENOVADO", "Pidió códigos de respaldo nuevos. Los anteriores ya no sirven.")
            case _:
                return Text("LLAVE_AGREGADA", "Agregó a su cuenta una llave de acceso.")


@dataclass(frozen=True)
class FactorRemoved(Event):
    """A way of confirming who it is was taken away; ``kind`` is the value of `FactorKind`."""

    TYPE: ClassVar[str] = "factor_quitado"

    kind: str

    def shown(self) -> Text:
        """For the person's timeline."""
        match self.kind:
            case FactorKind.TOTP.value:
                return Text("APLICACION_QUITADA", "Quitó de su cuenta la aplicación de códigos.")
            case FactorKind.CODES.value:
                return Text("RESPALDO_QUITADO", "Quitó sus códigos de respaldo.")
            case _:
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
        match self.how:
            case FactorKind.TOTP.value:
                return Text("CONFIRMADA_APLICACION", "Confirmó que es usted, con su aplicación de códigos.")
            case FactorKind.CODES.value:
                return Text("CONFIRMADA_RESPALDO", "Confirmó que es usted, con un código de respaldo.")
            case _:
                return Text("CONFIRMADA_LLAVE", "Confirmó que es usted, con una llave de acceso.")


EVENTS: tuple[type[Event], ...] = (
    FactorAdded,
    FactorRemoved,
    IdentityConfirmed,
    PasskeyDoubted,
    RecoveryCodeUsed,
)
