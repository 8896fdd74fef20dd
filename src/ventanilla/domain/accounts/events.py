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
class IdentityConfirmed(Event):
    """A code that was sent to a contact on record came back."""

    TYPE: ClassVar[str] = "identidad_confirmada"

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
