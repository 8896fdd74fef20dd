"""The door of documents: issuing, sealing, reading one's own, and what anybody may ask of a folio."""

from ventanilla.domain.documents import EVENTS, IssueDocument

from .copies import COPY, copy_issue, copy_of
from .kept import KEEPS
from .outbound import Press, use_press
from .paging import document_for, documents_after
from .selectors import (
    DocumentView,
    SealView,
    document_kind_for,
    document_pdf_for,
    document_seal_for,
    documents_for,
    documents_of_case,
    public_status,
)
from .services import DocumentRef, NotRevocable, document_revoke, documents_issue

PERFORMS = {IssueDocument: documents_issue}

__all__ = [
    "COPY",
    "EVENTS",
    "KEEPS",
    "PERFORMS",
    "DocumentRef",
    "DocumentView",
    "NotRevocable",
    "Press",
    "SealView",
    "copy_issue",
    "copy_of",
    "document_for",
    "document_kind_for",
    "document_pdf_for",
    "document_revoke",
    "document_seal_for",
    "documents_after",
    "documents_for",
    "documents_issue",
    "documents_of_case",
    "public_status",
    "use_press",
]
