"""What a document will look like, with the people of its trámite's own examples, who never existed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Final

from ventanilla.domain.documents import IssueDocument, jsonable
from ventanilla.kernel.folio import LENGTH
from ventanilla.kit.tramite import AnyTramite

from .port import Sheet

FOLIO: Final = "0" * LENGTH  # of no document: whoever looks it up is told that there is none
NOTICE: Final = "EJEMPLO: sus datos son inventados y no tiene validez."
_SEAL: Final = "EJEMPLO"
_AT: Final = datetime(2026, 11, 22, 18, tzinfo=UTC)
_UNTIL: Final = date(2026, 12, 22)


def sample_sheet(tramite: AnyTramite, order: IssueDocument, institution: str, origin: str) -> Sheet:
    """A sheet that says on every page that it is an example; its folio and its seal are of nothing."""
    return Sheet(
        template=f"/tramites/{tramite.key}/documents/{order.template}",
        title=tramite.title,
        institution=institution,
        folio=FOLIO,
        issued_at=_AT,
        expires_on=None if order.valid_for_days is None else _UNTIL,
        cadena=f"||{_SEAL}||",
        sello=_SEAL,
        serial="0",
        link=f"{origin}/verificar/{FOLIO}#{_SEAL}",
        content=jsonable(order.content),
        notice=NOTICE,
    )
