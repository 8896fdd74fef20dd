"""What the log tells of a document: by its folio; who it is about is the chain's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ventanilla.kernel.acts import Event
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
    """A document is no longer good; ``replaced_by`` is the folio of the one that takes its place, or ``""``."""

    TYPE: ClassVar[str] = "documento_revocado"

    folio: str
    replaced_by: str

    def shown(self) -> Text:
        """For the timeline."""
        if self.replaced_by:
            return Text(
                "DOCUMENTO_REEMPLAZADO",
                "El documento con folio {folio} ya no vale; lo reemplaza el folio {nuevo}.",
                folio=spoken(self.folio),
                nuevo=spoken(self.replaced_by),
            )
        return Text("DOCUMENTO_REVOCADO_AVISO", "El documento con folio {folio} ya no vale.", folio=spoken(self.folio))


EVENTS: tuple[type[Event], ...] = (DocumentIssued, DocumentRevoked)
