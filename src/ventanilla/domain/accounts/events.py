"""The facts of an account: opened, entered, left; its certificates, its password, its devices and second steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import ClassVar

from ventanilla.kernel.acts import Audience, Event
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
class CertificateBound(Event):
    """An account that existed already was entered with an e.firma it did not have."""

    TYPE: ClassVar[str] = "certificado_unido"

    serial: str
    for_company: bool

    def shown(self) -> Text:
        """For the person's timeline."""
        if self.for_company:
            return Text("CERTIFICADO_UNIDO_EMPRESA", "Unimos a su cuenta la e.firma de su empresa, con la que entró.")
        return Text("CERTIFICADO_UNIDO", "Unimos a su cuenta la e.firma con la que entró.")


@dataclass(frozen=True)
class CertificateRenewed(Event):
    """A renewed certificate took the place of the one before it, at sign-in and by itself."""

    TYPE: ClassVar[str] = "certificado_renovado"

    serial: str
    replaced_serial: str
    for_company: bool

    def shown(self) -> Text:
        """For the person's timeline."""
        if self.for_company:
            return Text("CERTIFICADO_RENOVADO_EMPRESA", "Reconocimos la e.firma renovada de su empresa.")
        return Text("CERTIFICADO_RENOVADO", "Reconocimos su e.firma renovada.")


@dataclass(frozen=True)
class CertificateConflicted(Event):
    """A good certificate agreed with this account in the CURP or in the RFC, not in both: nobody was let in.

    ``fault`` is the value of `domain.accounts.BindingFault`.
    """

    TYPE: ClassVar[str] = "certificado_en_conflicto"
    TOLD: ClassVar[tuple[Audience, ...]] = (Audience.SUBJECT, Audience.STAFF)

    serial: str
    fault: str

    def shown(self) -> Text:
        """For the person's timeline."""
        if self.fault == "otro_rfc":
            return Text(
                "CONFLICTO_RFC", "No aceptamos una e.firma con su CURP y otro RFC, con la que alguien intentó entrar."
            )
        return Text(
            "CONFLICTO_CURP", "No aceptamos una e.firma con su RFC y otra CURP, con la que alguien intentó entrar."
        )


@dataclass(frozen=True)
class CertificateEnding(Event):
    """A certificate has ``days`` to go; told once for each threshold."""

    TYPE: ClassVar[str] = "certificado_por_vencer"

    serial: str
    days: int
    until: date

    def shown(self) -> Text:
        """For the person's timeline."""
        return Text(
            "AVISO_POR_VENCER", "Le avisamos que su e.firma vence el {fecha}. Renuévela antes.", fecha=self.until
        )


@dataclass(frozen=True)
class CertificateExpired(Event):
    """The certificate in force reached its end."""

    TYPE: ClassVar[str] = "certificado_vencido"

    serial: str
    until: date

    def shown(self) -> Text:
        """For the person's timeline."""
        return Text("CERTIFICADO_VENCIDO", "Su e.firma venció el {fecha}.", fecha=self.until)


@dataclass(frozen=True)
class CertificateRevoked(Event):
    """The authority said that a bound certificate is revoked; what it had opened ends."""

    TYPE: ClassVar[str] = "certificado_revocado"

    serial: str
    on: date

    def shown(self) -> Text:
        """For the person's timeline."""
        return Text(
            "AVISO_REVOCADA",
            "La autoridad revocó su e.firma el {fecha}. Cerramos las sesiones que abrió con ella.",
            fecha=self.on,
        )


@dataclass(frozen=True)
class RepresentativeChanged(Event):
    """A newer certificate of a company names another human. ``side``: nuevo, anterior or empresa, whose chain it is."""

    TYPE: ClassVar[str] = "representante_cambiado"
    TOLD: ClassVar[tuple[Audience, ...]] = (Audience.SUBJECT, Audience.STAFF)

    side: str

    def shown(self) -> Text:
        """For the timeline of each side."""
        match self.side:
            case "nuevo":
                return Text("RELEVO_NUEVO", "Entró como representante nuevo de una empresa. Una persona lo revisará.")
            case "anterior":
                return Text(
                    "RELEVO_ANTERIOR",
                    "Otra persona entró como representante de la empresa. Cerramos las sesiones que usted tenía "
                    "por ella.",
                )
            case _:
                return Text("RELEVO_EMPRESA", "Una persona distinta entró como representante de la empresa.")


@dataclass(frozen=True)
class RepresentativeConfirmed(Event):
    """Staff confirmed a change of representative."""

    TYPE: ClassVar[str] = "representante_confirmado"

    side: str

    def shown(self) -> Text:
        """For the timeline of each side."""
        return Text("RELEVO_CONFIRMADO", "Confirmamos el cambio de representante de la empresa.")


@dataclass(frozen=True)
class RepresentativeRejected(Event):
    """Staff rejected a change of representative; ``reason`` is theirs and may name people."""

    TYPE: ClassVar[str] = "representante_rechazado"
    PRIVATE: ClassVar[tuple[str, ...]] = ("reason",)

    side: str
    reason: str

    def shown(self) -> Text:
        """For the timeline of each side."""
        return Text(
            "RELEVO_RECHAZADO", "No aceptamos el cambio de representante de la empresa: {motivo}", motivo=self.reason
        )


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
