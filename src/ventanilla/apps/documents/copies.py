"""The sealed copy of all that is kept of somebody: printed like any document, handed to its owner alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import uuid4

from django.db import transaction

from ventanilla.apps.eventlog.api import access_record, held_for, scope, subjects_lock
from ventanilla.domain.authority import Actor
from ventanilla.domain.documents import IssueDocument
from ventanilla.domain.rights import MAX_PRINTED, ReaderKind, Reading, Why, printed_copy
from ventanilla.kernel.clock import civil_date
from ventanilla.kit.perform import PerformContext

from .models import Document
from .selectors import DocumentView, documents_for
from .services import documents_issue

COPY: Final = "copia_datos"
TITLE: Final = "Copia de sus datos personales"
VALID_DAYS: Final = 30
AGAIN_AFTER: Final = timedelta(minutes=10)  # asked for again before that, the one there is serves


def copy_issue(*, name: str, curp: str, by: Actor, now: datetime) -> str:
    """Issue the sealed copy of ``by``'s own data; its folio. One asked for twice, or in two windows, is one.

    LookupError for whoever acts for a company: it has no personal data.
    """
    content = printed_copy(held_for(by, limit=MAX_PRINTED), name=name, curp=curp)
    with scope(None), transaction.atomic():
        subjects_lock([by.subject])
        recent = Document.objects.filter(subject=by.subject, kind=COPY, issued_at__gt=now - AGAIN_AFTER)
        found = recent.order_by("-issued_at").values_list("folio", flat=True).first()
        if found is not None:
            return found
        context = PerformContext(uuid4(), "", TITLE, by.subject, civil_date(now), now, by)
        order = IssueDocument(f"/documents/{COPY}.typ", content, VALID_DAYS, "Copia de datos personales.", name)
        (issued,) = documents_issue([(order, context)])
        copied, why = Reading.COPIA_PAPEL, Why.PETICION_PROPIA
        access_record([by.subject], what=copied, why=why, by=by, reader=ReaderKind.TITULAR, now=now)
    return issued.folio


def copy_of(actor: Actor) -> DocumentView | None:
    """The newest copy of the actor's own data, sealed or not yet; None if they never asked for one."""
    return next((document for document in documents_for(actor) if document.kind == COPY), None)
