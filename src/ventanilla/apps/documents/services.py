"""Issuing, sealing and revoking documents."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import PurePosixPath
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.db.utils import IntegrityError

from ventanilla.adapters.typeset.port import Sheet
from ventanilla.apps.eventlog.api import ToLog, events_append, scope, subjects_lock
from ventanilla.domain.authority import Actor
from ventanilla.domain.documents import (
    Claims,
    DocumentIssued,
    DocumentRevoked,
    IssueDocument,
    cadena_digest,
    cadena_original,
    content_digest,
    instant,
    jsonable,
    mask_name,
    qr_link,
)
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.clock import CIVIL_ZONE
from ventanilla.kernel.folio import new_folio
from ventanilla.kit.perform import PerformContext

from .models import Document
from .outbound import Press

MAX_ORDERS: Final = 1_000  # documents of one transaction
SHARED: Final = "/documents/"  # templates that belong to no trámite begin so
_FOLIO_TRIES: Final = 3


@dataclass(frozen=True, slots=True)
class DocumentRef:
    """A document that was just issued; it waits to be sealed."""

    id: UUID
    folio: str


class NotRevocable(ValueError):
    """The document does not exist, was revoked before, or the one that replaces it is not of the same person."""


def documents_issue(orders: Sequence[tuple[IssueDocument, PerformContext]]) -> list[DocumentRef]:
    """Issue documents in the runner's transaction, all at its instant: a row, an event and a job for each.

    What a document says is fixed here; printing and sealing come after the commit. A document is good from
    the day of the decision to ``valid_for_days`` days later, that day included.
    """
    from .jobs import seal_document

    if len(orders) > MAX_ORDERS:
        raise ValueError(f"at most {MAX_ORDERS} documents in one transaction")
    issued, told = [], []
    for order, context in orders:
        row = _with_folio(_row(order, context))
        told.append(ToLog(DocumentIssued(row.folio, row.title), context.subject, context.by, context.case))
        seal_document.defer(document_id=str(row.id))
        issued.append(DocumentRef(row.id, row.folio))
    if told:
        events_append(told, now=orders[0][1].now)
    return issued


def document_seal(document_id: UUID, press: Press, *, now: datetime) -> bool:
    """Print and seal one document and keep its file; False if it was sealed before.

    Nothing is held while it is printed. If two workers come to the same document, the first one to finish
    is kept and the other's work is dropped: one document has one file.
    """
    with scope(None):
        row = Document.objects.defer("pdf").get(id=document_id)
        if row.sealed_at is not None:
            return False
        Document.objects.filter(id=row.id, sealed_at=None).update(attempts=F("attempts") + 1)
    sello = press.signer.sello(row.cadena)
    cose = press.signer.qr(_claims(row, press))
    printed = press.typesetter.print(_sheet(row, press, sello, cose))
    pdf = press.signer.seal_pdf(printed, folio=row.folio, expires_on=row.expires_on, at=now)
    with scope(None), transaction.atomic():
        kept = Document.objects.filter(id=row.id, sealed_at=None).update(
            sello=sello,
            serial=press.signer.seal.serial,
            cose=cose,
            pdf=pdf,
            pdf_sha256=hashlib.sha256(pdf).hexdigest(),
            sealed_at=now,
        )
    return kept == 1


def document_revoke(folio: str, *, by: Actor, on: date, now: datetime, replaced_by: str = "") -> None:
    """End a document on the day ``on``; ``replaced_by`` is the folio that takes its place.

    NotRevocable if there is no such document, it was revoked before, or the other is not of the same subject.
    """
    with scope(None), transaction.atomic():
        subject = Document.objects.filter(folio=folio).values_list("subject", flat=True).first()
        if subject is None:
            raise NotRevocable(folio)
        subjects_lock([subject])  # before the row, as the runner does: nobody waits in a circle
        row = Document.objects.select_for_update().defer("pdf").get(folio=folio)
        if row.revoked_on is not None:
            raise NotRevocable(folio)
        others = Document.objects.filter(folio=replaced_by, subject=row.subject, revoked_on=None).exclude(id=row.id)
        if replaced_by and not others.exists():
            raise NotRevocable(replaced_by)
        row.revoked_on, row.replaced_by = on, replaced_by
        row.save(update_fields=["revoked_on", "replaced_by"])
        event = DocumentRevoked(folio, replaced_by)
        events_append([ToLog(event, SubjectId(row.subject), by, row.case)], now=now)


def _row(order: IssueDocument, context: PerformContext) -> Document:
    shared = order.template.startswith(SHARED)
    name = PurePosixPath(order.template)
    home = "/adapters/typeset" if shared else f"/tramites/{context.tramite}"
    content = jsonable(order.content)
    ends = None if order.valid_for_days is None else context.on + timedelta(days=order.valid_for_days)
    return Document(
        subject=context.subject,
        case=context.case,
        kind=name.stem if shared else context.tramite,
        title=f"Acuse de «{context.title}»" if shared else context.title,
        template=f"{home}/documents/{name.name}",
        content_type=type(order.content).__name__,
        content=content,
        content_sha256=content_digest(content),
        holder=mask_name(order.holder),
        fact=order.fact,
        on=context.on,
        issued_at=context.now.replace(microsecond=0),
        expires_on=ends,
    )


def _with_folio(row: Document) -> Document:
    for _ in range(_FOLIO_TRIES):
        row.folio = new_folio()
        row.cadena = _cadena(row)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            continue
        return row
    raise RuntimeError(f"{_FOLIO_TRIES} folios in a row were taken: the source of chance is broken")


def _cadena(row: Document) -> str:
    """The cadena original: the QR's facts, and the digest of all that the document prints."""
    ends = row.expires_on.isoformat() if row.expires_on else ""
    issued = instant(row.issued_at)
    return cadena_original((row.folio, row.kind, issued, ends, row.holder, row.fact, row.content_sha256))


def _claims(row: Document, press: Press) -> Claims:
    return Claims(
        issuer=press.institution,
        folio=row.folio,
        type=row.kind,
        holder=row.holder,
        fact=row.fact,
        issued_at=int(row.issued_at.timestamp()),
        expires_at=None if row.expires_on is None else _last_second(row.expires_on),
        on=row.on,
        cadena_sha256=cadena_digest(row.cadena),
    )


def _sheet(row: Document, press: Press, sello: str, cose: bytes) -> Sheet:
    return Sheet(
        template=row.template,
        title=row.title,
        institution=press.institution,
        folio=row.folio,
        issued_at=row.issued_at,
        expires_on=row.expires_on,
        cadena=row.cadena,
        sello=sello,
        serial=press.signer.seal.serial,
        link=qr_link(press.origin, row.folio, cose),
        content=row.content,
        notice=press.notice,
    )


def _last_second(day: date) -> int:
    """The last second of a civil day: deadlines end at 24:00 in Mexico City."""
    midnight = datetime.combine(day + timedelta(days=1), time(), CIVIL_ZONE)
    return int(midnight.astimezone(UTC).timestamp()) - 1
