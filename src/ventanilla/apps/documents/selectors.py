"""What may be read of documents: one's own, and what anybody may know of a folio."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Coalesce, Length

from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.authority import Actor
from ventanilla.domain.documents import Fault, Status, printed_code, qr_link
from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.text import Text

from .files import file_of
from .models import Document

MAX_LISTED: Final = 200  # documents of one page


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document as its holder sees it. ``ready``: its sealed file, of ``bytes`` bytes, can be downloaded.

    ``fault`` says, in words, what is wrong with its file and what to do; None where nothing is known to be.
    """

    folio: str
    title: str
    kind: str
    case: UUID
    issued_at: datetime
    expires_on: date | None
    revoked_on: date | None
    replaced_by: str
    ready: bool
    bytes: int
    fault: Text | None = None


def documents_for(actor: Actor) -> tuple[DocumentView, ...]:
    """The documents of whom ``actor`` acts for, the newest first."""
    with scope(actor.subject):
        rows = _listed(documents_seen(actor))
        return tuple(document_view(row) for row in rows)


def documents_of_case(actor: Actor, case: UUID) -> tuple[DocumentView, ...]:
    """The documents that one case of theirs issued, the newest first."""
    with scope(actor.subject):
        rows = _listed(documents_seen(actor).filter(case=case))
        return tuple(document_view(row) for row in rows)


@dataclass(frozen=True, slots=True)
class SealView:
    """The seal of a document: what was sealed, with what, and the address inside its QR."""

    cadena: str
    sello: str
    serial: str
    link: str


def document_seal_for(actor: Actor, folio: str) -> SealView | None:
    """The seal of a document of theirs; None if there is none, or it is not theirs, or not sealed yet."""
    with scope(actor.subject):
        row = documents_seen(actor).filter(folio=folio, sealed_at__isnull=False).defer("pdf").first()
    if row is None or row.cose is None:
        return None
    return SealView(row.cadena, row.sello, row.serial, qr_link(settings.VENTANILLA_ORIGIN, row.folio, bytes(row.cose)))


def document_kind_for(actor: Actor, folio: str) -> str:
    """What kind of document of theirs it is; "" if there is none, or it is not theirs."""
    with scope(actor.subject):
        mine = documents_seen(actor).filter(folio=folio)
        return mine.values_list("kind", flat=True).first() or ""


def document_pdf_for(actor: Actor, folio: str) -> bytes | None:
    """The sealed file of a document of theirs; None if there is none, or it is not theirs, or not sealed yet.

    The same bytes every time. FileUnavailable if the storage does not give them.
    """
    with scope(actor.subject):
        mine = documents_seen(actor).filter(folio=folio, sealed_at__isnull=False)
        row = mine.only("id", "pdf", "key", "pdf_sha256", "fault").first()
    return None if row is None else file_of(row, now=settings.VENTANILLA_CLOCK.now())


def public_status(folio: str) -> Status | None:
    """What anybody who holds the paper may know: no name, no content. None where there is no such folio."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM documents_status(%s)", [folio])
        row = cursor.fetchone()
    if row is None:
        return None
    folio, kind, title, issued_at, expires_on, revoked_on, replaced_by, sealed, cadena_sha256 = row
    return Status(
        folio=folio,
        kind=kind,
        title=title,
        issued_on=civil_date(issued_at),
        expires_on=expires_on,
        revoked_on=revoked_on,
        replaced_by=replaced_by or None,
        sealed=sealed,
        cadena_sha256=bytes(cadena_sha256),
    )


@dataclass(frozen=True, slots=True)
class PrintedView:
    """What the QR of a document also says, for who typed the code beside it: masked name, fact and its day."""

    holder: str
    fact: str
    on: date


def printed_claims(status: Status, code: str) -> PrintedView | None:
    """What the QR says of a document to who typed its printed code; None if the code is another one."""
    if not hmac.compare_digest(printed_code(status.cadena_sha256), code):
        return None
    with scope(None):
        row = Document.objects.filter(folio=status.folio).values_list("holder", "fact", "on").get()
    return PrintedView(*row)


def documents_unsealed(before: datetime, limit: int) -> tuple[UUID, ...]:
    """Documents issued before an instant and still to be sealed, the oldest first."""
    with scope(None):
        waiting = Document.objects.filter(sealed_at=None, fault="", issued_at__lt=before).order_by("issued_at")
        return tuple(waiting.values_list("id", flat=True)[:limit])


def documents_seen(actor: Actor) -> QuerySet[Document]:
    """The documents of whom ``actor`` acts for; by an authorisation, those of what they filed alone.

    An employer may be a person, whose other documents are nobody else's.
    """
    rows = Document.objects.filter(subject=actor.subject)
    return rows if actor.mandate is None else rows.filter(account=actor.owner)


def _listed(rows: QuerySet[Document]) -> QuerySet[Document]:
    sized = rows.annotate(file_bytes=Coalesce("size", Length("pdf"))).order_by("-issued_at", "folio")
    return sized.defer("pdf", "cose", "content", "cadena")[:MAX_LISTED]


def document_view(row: Document) -> DocumentView:
    """The view of a row, as it was listed."""
    size: int | None = getattr(row, "file_bytes", None)
    return DocumentView(
        folio=row.folio,
        title=row.title,
        kind=row.kind,
        case=row.case,
        issued_at=row.issued_at,
        expires_on=row.expires_on,
        revoked_on=row.revoked_on,
        replaced_by=row.replaced_by,
        ready=row.sealed_at is not None,
        bytes=size or 0,
        fault=Fault(row.fault).words if row.fault else None,
    )
