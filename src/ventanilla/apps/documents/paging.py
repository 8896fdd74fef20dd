"""Documents one page after another, by when each was issued, which never changes."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce, Length

from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.authority import Actor

from .copies import COPY
from .models import Document
from .selectors import DocumentView, document_view, documents_seen

MAX_PAGE: Final = 101  # of one reading: a page of a hundred, and one more that says there is another page
After = tuple[datetime, str]


def documents_after(actor: Actor, after: After | None, limit: int) -> tuple[DocumentView, ...]:
    """At most ``limit`` documents of whom ``actor`` acts for, the newest first, from the one after ``after`` on.

    A copy of all of one's data is not among them: its page asks again who it is.
    """
    with scope(actor.subject):
        rows = _of(actor)
        if after is not None:
            at, folio = after
            rows = rows.filter(Q(issued_at__lt=at) | Q(issued_at=at, folio__lt=folio))
        return tuple(document_view(row) for row in rows.order_by("-issued_at", "-folio")[: min(limit, MAX_PAGE)])


def document_for(actor: Actor, folio: str) -> DocumentView | None:
    """One document of theirs, or None; a copy of all of one's data is none."""
    with scope(actor.subject):
        row = _of(actor).filter(folio=folio).first()
        return None if row is None else document_view(row)


def _of(actor: Actor) -> QuerySet[Document]:
    rows = documents_seen(actor).exclude(kind=COPY)
    return rows.annotate(file_bytes=Coalesce("size", Length("pdf"))).defer("pdf", "cose", "content", "cadena")
