"""The door of documents: issuing, sealing, reading one's own, and what anybody may ask of a folio."""

from ventanilla.domain.documents import EVENTS, IssueDocument

from .copies import COPY, copy_issue, copy_of
from .files import FileUnavailable, file_keys_after
from .jobs import publish_status_soon
from .kept import KEEPS
from .official import OfficialView, document_for_official
from .outbound import Press, use_archive, use_mailer, use_press, use_withdrawn
from .paging import document_for, documents_after
from .selectors import (
    DocumentView,
    PrintedView,
    SealView,
    document_kind_for,
    document_pdf_for,
    document_seal_for,
    documents_for,
    documents_of_case,
    printed_claims,
    public_status,
)
from .services import DocumentRef, NotRevocable, document_revoke, documents_give_up, documents_issue
from .status import status_list, status_list_publish

PERFORMS = {IssueDocument: documents_issue}

__all__ = [
    "COPY",
    "EVENTS",
    "KEEPS",
    "PERFORMS",
    "DocumentRef",
    "DocumentView",
    "FileUnavailable",
    "NotRevocable",
    "OfficialView",
    "Press",
    "PrintedView",
    "SealView",
    "copy_issue",
    "copy_of",
    "document_for",
    "document_for_official",
    "document_kind_for",
    "document_pdf_for",
    "document_revoke",
    "document_seal_for",
    "documents_after",
    "documents_for",
    "documents_give_up",
    "documents_issue",
    "documents_of_case",
    "file_keys_after",
    "printed_claims",
    "public_status",
    "publish_status_soon",
    "status_list",
    "status_list_publish",
    "use_archive",
    "use_mailer",
    "use_press",
    "use_withdrawn",
]
