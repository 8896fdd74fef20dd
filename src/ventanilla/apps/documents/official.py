"""What an official sees of a document by its folio, before revoking it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.authority import Actor
from ventanilla.kernel.acts import SubjectId

from .models import Document


@dataclass(frozen=True, slots=True)
class OfficialView:
    """A document: which one, of whom (``holder`` is masked, as a stranger reads it) and whether it counts."""

    folio: str
    title: str
    holder: str
    subject: SubjectId
    issued_at: datetime
    expires_on: date | None
    revoked_on: date | None
    replaced_by: str
    sealed: bool


def document_for_official(actor: Actor, folio: str) -> OfficialView | None:
    """The document of a folio; None if there is none, or it is the official's own."""
    with scope(None):
        row = Document.objects.filter(folio=folio).defer("pdf", "cose", "content", "cadena").first()
    if row is None or row.subject == actor.person:
        return None
    return OfficialView(
        folio=row.folio,
        title=row.title,
        holder=row.holder,
        subject=SubjectId(row.subject),
        issued_at=row.issued_at,
        expires_on=row.expires_on,
        revoked_on=row.revoked_on,
        replaced_by=row.replaced_by,
        sealed=row.sealed_at is not None,
    )
