"""The facts of an account's e.firmas, and of who represents a company."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from ventanilla.kernel.acts import Audience, Event
from ventanilla.kernel.text import Text


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
class CertificateAccepted(Event):
    """An official accepted a certificate that brings another RFC than the account's: the authority corrected it."""

    TYPE: ClassVar[str] = "certificado_aceptado"

    serial: str
    reason: str

    def shown(self) -> Text:
        """For the person's timeline."""
        return Text(
            "CERTIFICADO_ACEPTADO",
            "El personal aceptó su e.firma, que trae otro RFC. Motivo: {motivo} Si no fue usted, llámenos.",
            motivo=self.reason,
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


EVENTS: tuple[type[Event], ...] = (
    CertificateAccepted,
    CertificateBound,
    CertificateConflicted,
    CertificateEnding,
    CertificateExpired,
    CertificateRenewed,
    CertificateRevoked,
    RepresentativeChanged,
    RepresentativeConfirmed,
    RepresentativeRejected,
)
