"""Issuing and revoking documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import PurePosixPath
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.utils import IntegrityError

from ventanilla.apps.eventlog.api import ToLog, events_append, jobs_later, scope, subjects_lock
from ventanilla.domain.authority import Actor
from ventanilla.domain.documents import (
    DocumentIssued,
    DocumentRevoked,
    IssueDocument,
    cadena_original,
    content_digest,
    instant,
    jsonable,
    mask_name,
)
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.folio import new_folio
from ventanilla.kit.perform import PerformContext

from .jobs import publish_status_soon, seal_document, tell_revoked
from .models import Document

MAX_ORDERS: Final = 1_000  # documents of one transaction
# The shared templates whose document is about a trámite, and is not what the trámite gives.
ABOUT: Final = {"acuse": "Acuse de “{}”", "resolucion": "Resolución de “{}”"}
SHARED: Final = "/documents/"  # templates that belong to no trámite begin so
_FOLIO_TRIES: Final = 3


@dataclass(frozen=True, slots=True)
class DocumentRef:
    """A document that was just issued; it waits to be sealed."""

    id: UUID
    folio: str


class NotRevocable(ValueError):
    """``folio`` is of no document that may be revoked, or of none that may replace it."""

    def __init__(self, folio: str) -> None:
        super().__init__(folio)
        self.folio = folio


def documents_issue(orders: Sequence[tuple[IssueDocument, PerformContext]]) -> list[DocumentRef]:
    """Issue documents in the runner's transaction, all at its instant: a row, an event and a job for each.

    What a document says is fixed here; printing and sealing come after the commit. A document is good from
    the day of the decision to ``valid_for_days`` days later, that day included. The same order again (the same
    case, day and content) is the document there is, unless that one was revoked: no second folio.
    """
    if len(orders) > MAX_ORDERS:
        raise ValueError(f"at most {MAX_ORDERS} documents in one transaction")
    rows = [_row(order, context) for order, context in orders]
    known = _issued(rows)
    issued: list[DocumentRef] = []
    told: list[ToLog] = []
    for row, (_, context) in zip(rows, orders, strict=True):
        if found := known.get(_once(row)):
            issued.append(found)
            continue
        _with_folio(row)
        known[_once(row)] = DocumentRef(row.id, row.folio)
        told.append(ToLog(DocumentIssued(row.folio, row.title), context.subject, context.by, context.case))
        jobs_later(seal_document.configure(), {"document_id": str(row.id)})
        issued.append(DocumentRef(row.id, row.folio))
    if told:
        events_append(told, now=orders[0][1].now)
    return issued


def document_revoke(folio: str, *, by: Actor, on: date, now: datetime, replaced_by: str = "", reason: str = "") -> None:
    """End a document on the day ``on``; ``replaced_by`` is the folio that takes its place.

    ``reason`` is what its owner reads in their history; an e-mail without data tells them that there is news.
    NotRevocable if there is no such document, it was revoked before, it is of whoever asks, or the other one is not of
    the same subject.
    """
    with scope(None), transaction.atomic():
        subject = Document.objects.filter(folio=folio).values_list("subject", flat=True).first()
        if subject is None or subject == by.person:
            raise NotRevocable(folio)
        subjects_lock([subject])  # before the row, as the runner does: nobody waits in a circle
        row = Document.objects.select_for_update(no_key=True).defer("pdf").get(folio=folio)
        if row.revoked_on is not None:
            raise NotRevocable(folio)
        others = Document.objects.filter(folio=replaced_by, subject=row.subject, revoked_on=None).exclude(id=row.id)
        if replaced_by and not others.exists():
            raise NotRevocable(replaced_by)
        row.revoked_on, row.replaced_by = on, replaced_by
        row.save(update_fields=["revoked_on", "replaced_by"])
        event = DocumentRevoked(folio, replaced_by, reason)
        events_append([ToLog(event, SubjectId(row.subject), by, row.case)], now=now)
        publish_status_soon()
        tell_revoked.defer(document_id=str(row.id))


def documents_give_up(case: UUID, *, subject: SubjectId, by: Actor, now: datetime) -> None:
    """End what one case gave to ``subject``, because they say so, or asked an official to: in the caller's
    transaction, which holds the subject.

    What earlier cases gave of the same kind ends with it: whoever asked twice has two that say the same. What is about
    the trámite itself, its receipt, stays. Nobody else may ask for this: see `document_revoke`.
    """
    own = Document.objects.filter(subject=subject).exclude(kind__in=set(ABOUT))
    rows = own.filter(kind__in=own.filter(case=case).values("kind"), revoked_on=None)
    found = list(rows.select_for_update(no_key=True).defer("pdf").order_by("id"))
    for row in found:
        row.revoked_on = civil_date(now)
        row.save(update_fields=["revoked_on"])
    if found:
        told = [ToLog(DocumentRevoked(row.folio, ""), SubjectId(row.subject), by, row.case) for row in found]
        events_append(told, now=now)
        publish_status_soon()


def _row(order: IssueDocument, context: PerformContext) -> Document:
    shared = order.template.startswith(SHARED)
    name = PurePosixPath(order.template)
    home = "/adapters/typeset" if shared else f"/tramites/{context.tramite}"
    content = jsonable(order.content)
    ends = None if order.valid_for_days is None else context.on + timedelta(days=order.valid_for_days)
    return Document(
        subject=context.subject,
        case=context.case,
        account=context.filer,
        kind=name.stem if shared else context.tramite,
        title=ABOUT.get(name.stem, "{}").format(context.title) if shared else context.title,
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


def _once(row: Document) -> tuple[UUID, str, str, date]:
    """What makes two orders the same (the constraint ``documents_once``)."""
    return row.case, row.template, row.content_sha256, row.on


def _issued(rows: Sequence[Document]) -> dict[tuple[UUID, str, str, date], DocumentRef]:
    """The documents in force that the same orders gave before."""
    digests = {row.content_sha256 for row in rows}
    before = Document.objects.filter(case__in={row.case for row in rows}, content_sha256__in=digests, revoked_on=None)
    found = before.only("id", "folio", "case", "template", "content_sha256", "on")
    return {_once(row): DocumentRef(row.id, row.folio) for row in found}


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
