"""What the log tells of a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import ClassVar, Final

from ventanilla.kernel.acts import Event
from ventanilla.kernel.folio import spoken
from ventanilla.kernel.text import Text

from .consultas import CONSULTA_EVENTS
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
class RequestConfirmed(Event):
    """The person sent exactly what they read without an e.firma, having shown again who they are."""

    TYPE: ClassVar[str] = "solicitud_confirmada"

    def shown(self) -> Text:
        """For the timeline."""
        return Text("SOLICITUD_CONFIRMADA", "Envió la solicitud sin e.firma, después de confirmar quién es.")


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
class RevocationSettled(Event):
    """The authority said at last that the certificate was in force: the case goes on."""

    TYPE: ClassVar[str] = "revocacion_confirmada"

    def shown(self) -> Text:
        """For the timeline."""
        return Text("REVOCACION_CONFIRMADA", "La autoridad confirmó su e.firma. Su trámite sigue.")


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


@dataclass(frozen=True)
class AnswerWanted(Event):
    """In the chain of another party: somebody's trámite needs its answer. It says nothing of whose."""

    TYPE: ClassVar[str] = "respuesta_pedida"

    until: date

    def shown(self) -> Text:
        """For the timeline."""
        return Text(
            "RESPUESTA_PEDIDA", "La oficina le pidió una respuesta; puede darla hasta el {fecha}.", fecha=self.until
        )


class Answerer(Enum):
    """Who answered, as the log says it."""

    PERSON = "persona"
    EMPLOYER = "patron"
    OFFICIAL = "oficial"
    PAYMENT = "pago"
    FILING = "tramite"

    @property
    def another(self) -> bool:
        """Whether another party answers, in its own office."""
        return self in (Answerer.EMPLOYER, Answerer.FILING)


_ANSWERED: Final[dict[Answerer, Text]] = {
    Answerer.PERSON: Text("RESPONDIO_PERSONA", "Usted contestó lo que se le pidió."),
    Answerer.EMPLOYER: Text("RESPONDIO_PATRON", "El empleador contestó."),
    Answerer.OFFICIAL: Text("RESPONDIO_OFICIAL", "Una persona de la oficina hizo la revisión que se le pidió."),
    Answerer.PAYMENT: Text("RESPONDIO_PAGO", "Recibimos el pago."),
    Answerer.FILING: Text("RESPONDIO_TRAMITE", "El empleador presentó lo que se esperaba, y ya se resolvió."),
}


@dataclass(frozen=True)
class AnswerReceived(Event):
    """In the chain of whoever filed: what was asked has its answer. ``signature`` is "" where none was needed."""

    TYPE: ClassVar[str] = "respuesta_recibida"

    by: str
    signature: str = ""

    def shown(self) -> Text:
        """For the timeline."""
        who = next((each for each in Answerer if each.value == self.by), Answerer.OFFICIAL)
        return _ANSWERED[who]


@dataclass(frozen=True)
class AnswerGiven(Event):
    """In the chain of another party: it gave its answer."""

    TYPE: ClassVar[str] = "respuesta_dada"

    signature: str

    def shown(self) -> Text:
        """For the timeline."""
        return Text("RESPUESTA_DADA", "Usted contestó lo que la oficina le pidió, con su e.firma.")


@dataclass(frozen=True)
class AnswerMissed(Event):
    """The day ended and nobody had answered. In both chains, where another party was asked."""

    TYPE: ClassVar[str] = "respuesta_vencida"

    until: date

    def shown(self) -> Text:
        """For the timeline."""
        return Text("RESPUESTA_VENCIDA", "El plazo para contestar terminó el {fecha} sin respuesta.", fecha=self.until)


@dataclass(frozen=True)
class AnswerNotNeeded(Event):
    """In the chain of another party: the trámite was taken back, and nobody waits for its answer."""

    TYPE: ClassVar[str] = "respuesta_innecesaria"

    def shown(self) -> Text:
        """For the timeline."""
        return Text("RESPUESTA_INNECESARIA", "La oficina ya no necesita la respuesta que le había pedido.")


@dataclass(frozen=True)
class CaseWithdrawn(Event):
    """Whoever filed it took it back; nothing of it was carried out."""

    TYPE: ClassVar[str] = "caso_desistido"

    def shown(self) -> Text:
        """For the timeline."""
        return Text("CASO_DESISTIDO", "Usted retiró su trámite. No se hizo ningún cambio.")


@dataclass(frozen=True)
class DraftDiscarded(Event):
    """A draft was deleted by its owner, or by the office once it expired (``expired``)."""

    TYPE: ClassVar[str] = "borrador_borrado"

    title: str
    expired: bool

    def shown(self) -> Text:
        """For the timeline."""
        if self.expired:
            return Text("BORRADOR_CADUCO", "Borramos su borrador de «{titulo}»: pasó su plazo.", titulo=self.title)
        return Text("BORRADOR_DESCARTADO", "Usted borró su borrador de «{titulo}».", titulo=self.title)


EVENTS = (
    RequestSigned,
    RequestConfirmed,
    CaseReceived,
    RevocationAwaited,
    RevocationSettled,
    CaseVoided,
    CaseResolved,
    CaseReferred,
    CaseAsked,
    *OFFICIAL_EVENTS,
    *CONSULTA_EVENTS,
    AnswerWanted,
    AnswerReceived,
    AnswerGiven,
    AnswerMissed,
    AnswerNotNeeded,
    CaseWithdrawn,
    DraftDiscarded,
)
