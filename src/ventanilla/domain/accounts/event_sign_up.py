"""The facts of opening an account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ventanilla.kernel.acts import Event
from ventanilla.kernel.text import Text


@dataclass(frozen=True)
class AccountOpenedByMail(Event):
    """An account was opened with a CURP and a confirmed e-mail; nothing proves yet whose it is."""

    TYPE: ClassVar[str] = "cuenta_abierta_correo"

    def shown(self) -> Text:
        """For the person's timeline."""
        return Text("CUENTA_CORREO", "Abrió su cuenta con su CURP y su correo.")


@dataclass(frozen=True)
class AccountClaimed(Event):
    """The person proved to be the owner of an account that nobody had proved: what it knew before is void."""

    TYPE: ClassVar[str] = "cuenta_reclamada"

    certificate_serial: str

    def shown(self) -> Text:
        """For the person's timeline."""
        return Text(
            "CUENTA_RECLAMADA", "Confirmó con su e.firma que la cuenta es suya. La contraseña de antes ya no sirve."
        )


@dataclass(frozen=True)
class TermsWereAccepted(Event):
    """A version of the terms and of the privacy notice; ``signed`` where an e.firma says so."""

    TYPE: ClassVar[str] = "terminos_aceptados"

    terms: str
    notice: str
    signed: bool

    def shown(self) -> Text:
        """For the person's timeline."""
        return Text("TERMINOS", "Aceptó los términos de uso y el aviso de privacidad.")


@dataclass(frozen=True)
class EmailConfirmed(Event):
    """The link that was sent to an address came back."""

    TYPE: ClassVar[str] = "correo_confirmado"

    def shown(self) -> Text:
        """For the person's timeline."""
        return Text("CORREO_CONFIRMADO", "Confirmó su correo.")


@dataclass(frozen=True)
class IdentityProved(Event):
    """A code that was sent to a contact on record came back."""

    TYPE: ClassVar[str] = "identidad_probada"

    def shown(self) -> Text:
        """For the person's timeline."""
        return Text("IDENTIDAD", "Confirmó su identidad con un código enviado a un correo que ya conocíamos.")


@dataclass(frozen=True)
class SignUpStopped(Event):
    """Somebody who receives mail at a contact on record said that the sign-up was not theirs."""

    TYPE: ClassVar[str] = "alta_detenida"

    def shown(self) -> Text:
        """For the person's timeline."""
        return Text("ALTA_DETENIDA", "Detuvo una cuenta que alguien abrió con su CURP.")


@dataclass(frozen=True)
class EmailAsked(Event):
    """Somebody inside asked that the account take another e-mail; it takes it when its link comes back."""

    TYPE: ClassVar[str] = "correo_pedido"

    def shown(self) -> Text:
        """For the person's timeline."""
        return Text("CORREO_PEDIDO", "Pidió cambiar el correo de su cuenta. Avisamos al anterior.")


@dataclass(frozen=True)
class EmailReturned(Event):
    """Whoever reads the e-mail before said that the change was not theirs: it came back, and everything was closed."""

    TYPE: ClassVar[str] = "correo_devuelto"

    def shown(self) -> Text:
        """For the person's timeline."""
        return Text(
            "CORREO_DEVUELTO",
            "Desde el correo anterior se dijo «no fui yo»: volvió a ser el de su cuenta y cerramos todas las sesiones.",
        )


EVENTS: tuple[type[Event], ...] = (
    AccountClaimed,
    AccountOpenedByMail,
    EmailAsked,
    EmailConfirmed,
    EmailReturned,
    IdentityProved,
    SignUpStopped,
    TermsWereAccepted,
)
