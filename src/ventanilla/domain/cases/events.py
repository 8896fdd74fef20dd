"""What the log tells of a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from ventanilla.kernel.acts import Event
from ventanilla.kernel.folio import spoken
from ventanilla.kernel.text import Text

from .event_official import OFFICIAL_EVENTS


@dataclass(frozen=True)
class RequestSigned(Event):
    """The person signed exactly what they read; the signature is kept by its id."""

    TYPE: ClassVar[str] = "solicitud_firmada"

    signature: str
    revocation_checked: bool

    def shown(self) -> Text:
        """For the timeline."""
        return Text("SOLICITUD_FIRMADA", "Firmó la solicitud con su e.firma.")


@dataclass(frozen=True)
class CaseReceived(Event):
    """The filing counts from now on."""

    TYPE: ClassVar[str] = "caso_recibido"

    folio: str
    tramite: str
    title: str

    def shown(self) -> Text:
        """For the timeline."""
        return Text(
            "CASO_RECIBIDO",
            "Recibimos su trámite «{titulo}», folio {folio}.",
            titulo=self.title,
            folio=spoken(self.folio),
        )


@dataclass(frozen=True)
class RevocationAwaited(Event):
    """The authority did not say whether the certificate is in force: it will be asked again."""

    TYPE: ClassVar[str] = "revocacion_pendiente"

    def shown(self) -> Text:
        """For the timeline."""
        return Text(
            "REVOCACION_PENDIENTE",
            "La autoridad que emitió su e.firma no responde. Su trámite cuenta con la fecha de hoy; le avisaremos.",
        )


@dataclass(frozen=True)
class CaseVoided(Event):
    """The authority said at last that the certificate had been revoked: the filing never counted."""

    TYPE: ClassVar[str] = "caso_sin_efecto"

    def shown(self) -> Text:
        """For the timeline."""
        return Text(
            "CASO_SIN_EFECTO",
            "La autoridad respondió que la e.firma con que se firmó estaba revocada. El trámite quedó sin efecto.",
        )


@dataclass(frozen=True)
class CaseResolved(Event):
    """It was decided."""

    TYPE: ClassVar[str] = "caso_resuelto"

    approved: bool

    def shown(self) -> Text:
        """For the timeline."""
        if self.approved:
            return Text("CASO_APROBADO", "Resolvimos su trámite.")
        return Text("CASO_NEGADO", "Resolvimos su trámite: no procede. Vea las razones y qué puede hacer.")


@dataclass(frozen=True)
class CaseReferred(Event):
    """A person of the office has to look at it."""

    TYPE: ClassVar[str] = "caso_en_revision"

    queue: str

    def shown(self) -> Text:
        """For the timeline."""
        return Text("CASO_EN_REVISION", "Su trámite está en revisión: una persona de la oficina lo verá.")


@dataclass(frozen=True)
class CaseAsked(Event):
    """Somebody has to answer something by a date."""

    TYPE: ClassVar[str] = "caso_preguntado"

    until: date

    def shown(self) -> Text:
        """For the timeline."""
        return Text("CASO_PREGUNTADO", "Falta una respuesta; se espera hasta el {fecha}.", fecha=self.until)


EVENTS = (
    RequestSigned,
    CaseReceived,
    RevocationAwaited,
    CaseVoided,
    CaseResolved,
    CaseReferred,
    CaseAsked,
    *OFFICIAL_EVENTS,
)
