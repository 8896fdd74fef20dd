"""Printing and sealing what was issued: after the commit, in the worker."""

from __future__ import annotations

import logging
from datetime import datetime
from functools import partial
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import F

from ventanilla.adapters.seal.longterm import NotCompleted
from ventanilla.adapters.seal.port import SignerUnavailable
from ventanilla.adapters.tsa.port import TimestampUnavailable
from ventanilla.adapters.typeset.port import Sheet
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.documents import Claims, cadena_digest, qr_link
from ventanilla.kernel.clock import end_of_day
from ventanilla.law import policy

from .files import file_drop, file_put
from .models import Document
from .outbound import Press

STAMPED: Final = "puesto"  # what ``Document.stamp`` says of a file with its timestamp
COMPLETED: Final = "puesto"  # and ``Document.longterm``, of one with what verifies it years later

WITHOUT_TIME: Final = "sello_sin_hora"
WAITS: Final = "esperar_la_hora"
WITHOUT_REVOCATION: Final = "sello_sin_revocacion"
WAITS_REVOCATION: Final = "esperar_la_revocacion"

log = logging.getLogger("ventanilla.documents")


def document_seal(document_id: UUID, press: Press, *, now: datetime) -> bool:
    """Print and seal one document and keep its file; False if it was sealed before.

    Nothing is held while it is printed, and the file is in the storage before its row says so: a kill in between
    leaves a file that nobody names, never a document without one. If two workers come to the same document, the
    first one to finish is kept and the other's work is dropped: one document has one file.
    """
    with scope(None):
        row = Document.objects.defer("pdf").get(id=document_id)
        if row.sealed_at is not None:
            return False
        Document.objects.filter(id=row.id, sealed_at=None).update(attempts=F("attempts") + 1)
    serial = press.signer.seal.serial
    sello = press.signer.sello(row.cadena)
    cose = press.signer.qr(_claims(row, press))
    printed = press.typesetter.print(_sheet(row, press, sello, cose))
    pdf, stamp = _sealed(printed, row, press, now)
    pdf, longterm = _completed(pdf, row, press, now) if stamp == STAMPED else (pdf, "")
    if press.signer.seal.serial != serial:  # a rotation under way: what is printed would name another certificate
        raise SignerUnavailable("the seal was rotated while it was printed")
    key, digest = file_put(row.id, pdf)
    with scope(None), transaction.atomic():
        kept = Document.objects.filter(id=row.id, sealed_at=None).update(
            sello=sello,
            serial=serial,
            cose=cose,
            key=key,
            size=len(pdf),
            pdf_sha256=digest,
            sealed_at=now,
            stamp=stamp,
            longterm=longterm,
            fault="",
        )
        winner = Document.objects.values_list("key", flat=True).get(id=row.id)
    if winner != key:  # without a timestamp the same instant gives the same bytes, and so the same key: that one stays
        file_drop(key)
    return kept == 1


def _sealed(printed: bytes, row: Document, press: Press, now: datetime) -> tuple[bytes, str]:
    """The sealed file and what its row says of its timestamp: ``STAMPED``, why it has none, or ``""`` (none asked).

    Where its authority of time is down, the policy ``sello_sin_hora`` (P34) says whether the document waits
    (TimestampUnavailable, and its job is retried). What was sealed is not sealed again: a document has one file.
    """
    seal = partial(press.signer.seal_pdf, printed, folio=row.folio, expires_on=row.expires_on, at=now)
    stamper = press.stamper
    if stamper is None:
        return seal(), ""
    try:
        return seal(stamp=lambda signature: stamper.stamp(signature, now)), STAMPED
    except TimestampUnavailable as error:
        if policy(WITHOUT_TIME).value == WAITS:
            raise
        log.warning(
            "sealed without a timestamp", extra={"fields": {"document": str(row.id), "fault": error.fault.value}}
        )
        return seal(), error.fault.value


def _completed(pdf: bytes, row: Document, press: Press, now: datetime) -> tuple[bytes, str]:
    """The file with what verifies it years later, and what its row says: ``COMPLETED``, why it does not have it, or
    ``""`` (nobody asked). It is now or never, for the same reason as the timestamp: policy ``sello_sin_revocacion``.
    """
    if press.completer is None:
        return pdf, ""
    try:
        return press.completer.complete(pdf, press.signer.seal, now), COMPLETED
    except NotCompleted as error:
        if policy(WITHOUT_REVOCATION).value == WAITS_REVOCATION:
            raise
        log.warning(
            "sealed without its revocation", extra={"fields": {"document": str(row.id), "fault": error.fault.value}}
        )
        return pdf, error.fault.value


def _claims(row: Document, press: Press) -> Claims:
    return Claims(
        issuer=press.institution,
        folio=row.folio,
        type=row.title,
        holder=row.holder,
        fact=row.fact,
        issued_at=int(row.issued_at.timestamp()),
        expires_at=None if row.expires_on is None else int(end_of_day(row.expires_on).timestamp()),
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
