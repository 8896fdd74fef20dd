"""The sealed files: kept in the storage under a key that names their bytes, and checked each time they are read.

A sealed file exists once. Made again it would be another one, with another seal, so a file that is lost or damaged
is never replaced in silence: its owner is told what to do, and the staff that it happened.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from ventanilla.adapters.storage.port import Damaged, Missing, StorageDown
from ventanilla.adapters.storage.sweeping import lone_keys
from ventanilla.apps.eventlog.api import ToLog, events_append, scope, subjects_lock
from ventanilla.domain.authority import SYSTEM
from ventanilla.domain.documents import DocumentFault, Fault
from ventanilla.kernel.acts import SubjectId

from .models import Document
from .outbound import archive

PREFIX: Final = "documentos/"
_KEY: Final = re.compile(r"documentos/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/[0-9a-f]{64}")
logger = logging.getLogger("ventanilla.documents")


class FileUnavailable(Exception):
    """The file of a document cannot be handed over now: ``lost`` for good, or else until the storage answers."""

    def __init__(self, *, lost: bool) -> None:
        super().__init__("lost" if lost else "the storage does not answer")
        self.lost = lost


def file_put(document_id: UUID, pdf: bytes) -> tuple[str, str]:
    """Keep a sealed file; its key and its SHA-256 in hexadecimal. StorageDown if it was not kept."""
    digest = hashlib.sha256(pdf).hexdigest()
    key = f"{PREFIX}{document_id}/{digest}"
    archive().put(key, pdf)
    return key, digest


def file_drop(key: str) -> None:
    """Forget a file that no document names: another worker sealed the same document first."""
    archive().delete(key)


def file_of(row: Document, *, now: datetime) -> bytes:
    """The sealed file of a sealed document. FileUnavailable if the storage does not give it whole.

    Documents sealed before there was a storage keep their file in their row: what was sealed is not changed.
    """
    try:
        data = bytes(row.pdf) if row.pdf is not None else archive().get(row.key)
    except StorageDown as error:
        logger.warning("storage down", extra={"fields": {"document": str(row.id)}})
        raise FileUnavailable(lost=False) from error
    except (Missing, Damaged) as error:
        document_fault(row.id, Fault.LOST, now=now)
        raise FileUnavailable(lost=True) from error
    if hashlib.sha256(data).hexdigest() != row.pdf_sha256:
        document_fault(row.id, Fault.LOST, now=now)
        raise FileUnavailable(lost=True)
    if row.fault:  # somebody put it back, from a copy of the storage
        with scope(None):
            Document.objects.filter(id=row.id).update(fault="")
    return data


def files_sweep() -> int:
    """Forget the files that no document names, left by a worker killed before it wrote the row down; how many.

    A day later nobody is about to name one: sealed again at another instant, a document has other bytes and another
    key. TooManyLone, with nothing forgotten, if they are more than kills leave.
    """
    lone = lone_keys(archive(), PREFIX, _named)
    for key in lone:
        archive().delete(key)
    return len(lone)


def _named(keys: Collection[str]) -> set[str]:
    ours = [key for key in keys if _KEY.fullmatch(key)]
    with scope(None):
        rows = Document.objects.filter(id__in={UUID(key.split("/")[1]) for key in ours})
        named = set(rows.exclude(key="").values_list("key", flat=True))
    return named | (set(keys) - set(ours))  # what is not of this shape is not ours to forget


def file_keys_after(after: UUID | None, most: int) -> list[tuple[UUID, str]]:
    """The next ``most`` documents that have a file in the storage, by identifier, and its key."""
    with scope(None):
        rows = Document.objects.exclude(key="").order_by("id")
        rows = rows if after is None else rows.filter(id__gt=after)
        return list(rows.values_list("id", "key")[:most])


def document_fault(document_id: UUID, fault: Fault, *, now: datetime) -> None:
    """Write down that a document has no file to hand over, once, and tell its owner and the staff."""
    with scope(None), transaction.atomic():
        subject = Document.objects.values_list("subject", flat=True).get(id=document_id)
        subjects_lock([subject])
        row = Document.objects.select_for_update(no_key=True).defer("pdf").get(id=document_id)
        if row.fault:
            return
        row.fault = fault.value
        row.save(update_fields=["fault"])
        events_append([ToLog(DocumentFault(row.folio, fault.value), SubjectId(subject), SYSTEM, row.case)], now=now)
    logger.error("document without its file", extra={"fields": {"document": str(document_id), "fault": fault.value}})
