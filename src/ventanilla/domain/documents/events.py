"""What the log tells of a document: by its folio; who it is about is the chain's own."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import ClassVar, Final

from ventanilla.kernel.acts import Audience, Event
from ventanilla.kernel.folio import spoken
from ventanilla.kernel.text import Text


@dataclass(frozen=True)
class DocumentIssued(Event):
    """A document exists from now on; its sealed file follows."""

    TYPE: ClassVar[str] = "documento_emitido"

    folio: str
    title: str

    def shown(self) -> Text:
        """For the timeline."""
        return Text(
            "DOCUMENTO_EMITIDO",
            "Emitimos el documento «{titulo}», folio {folio}.",
            titulo=self.title,
            folio=spoken(self.folio),
        )


@dataclass(frozen=True)
class DocumentRevoked(Event):
    """A document is no longer good; ``replaced_by`` is the folio of the one that takes its place, or ``""``.

    ``reason`` is what an official wrote for its owner, or ``""``.
    """

    TYPE: ClassVar[str] = "documento_revocado"

    folio: str
    replaced_by: str
    reason: str = ""

    def shown(self) -> Text:
        """For the timeline."""
        if self.replaced_by and self.reason:
            return Text(
                "DOCUMENTO_REEMPLAZADO_PORQUE",
                "El documento con folio {folio} ya no vale; lo reemplaza el folio {nuevo}. Motivo: {motivo}",
                folio=spoken(self.folio),
                nuevo=spoken(self.replaced_by),
                motivo=self.reason,
            )
        if self.reason:
            return Text(
                "DOCUMENTO_REVOCADO_PORQUE",
                "El documento con folio {folio} ya no vale. Motivo: {motivo}",
                folio=spoken(self.folio),
                motivo=self.reason,
            )
        if self.replaced_by:
            return Text(
                "DOCUMENTO_REEMPLAZADO",
                "El documento con folio {folio} ya no vale; lo reemplaza el folio {nuevo}.",
                folio=spoken(self.folio),
                nuevo=spoken(self.replaced_by),
            )
        return Text("DOCUMENTO_REVOCADO_AVISO", "El documento con folio {folio} ya no vale.", folio=spoken(self.folio))


class Fault(Enum):
    """Why an issued document has no file to hand over (closed)."""

    TOO_LONG = "largo"  # it does not fit in what printing one document may use
    LOST = "perdido"  # the storage does not have it, or has something else

    @property
    def words(self) -> Text:
        """What its owner is told, and what to do."""
        return _FAULT[self]


_FAULT: Final = {
    Fault.TOO_LONG: Text(
        "DOCUMENTO_LARGO",
        "Este documento es tan largo que no pudimos prepararlo. Su trámite sí se resolvió y no perdió nada. "
        "Pida la versión de resumen, si la hay, o solicite ayuda en su subdelegación con el folio.",
    ),
    Fault.LOST: Text(
        "DOCUMENTO_PERDIDO",
        "El archivo de este documento se dañó de nuestro lado y no podemos entregarlo. Si guardó una copia, sigue "
        "siendo válida. Si no, pida uno nuevo: es gratuito. Quedó anotado para el personal.",
    ),
}


@dataclass(frozen=True)
class DocumentFault(Event):
    """A document that was issued has no file to hand over; ``fault`` is the value of a `Fault`."""

    TYPE: ClassVar[str] = "documento_sin_archivo"
    TOLD: ClassVar[tuple[Audience, ...]] = (Audience.SUBJECT, Audience.STAFF)

    folio: str
    fault: str

    def shown(self) -> Text:
        """For the timeline."""
        return Text(
            "DOCUMENTO_SIN_ARCHIVO",
            "No podemos entregar el archivo del documento con folio {folio}. En «Mi oficina» le decimos qué hacer.",
            folio=spoken(self.folio),
        )


EVENTS: tuple[type[Event], ...] = (DocumentIssued, DocumentRevoked, DocumentFault)
