"""The door of cases: drafts, filings and what became of them."""

from ventanilla.domain.cases import EVENTS

from .catalogue import offer, tramite, tramites
from .kept import KEEPS
from .outbound import use_mailer
from .paging import drafts_after, filed_after
from .promise import promised_date
from .runner import case_resolve
from .selectors import CaseView, case_for, cases_for, draft_for, drafts_of
from .services import (
    AlreadyFiled,
    CaseNotFound,
    DraftChanged,
    Incomplete,
    NotForThem,
    SignedRequest,
    TooManyDrafts,
    case_file,
    case_revocation_settled,
    content_digest,
    draft_open,
    draft_request,
    draft_save,
)
from .wording import request_lines

__all__ = [
    "EVENTS",
    "KEEPS",
    "AlreadyFiled",
    "CaseNotFound",
    "CaseView",
    "DraftChanged",
    "Incomplete",
    "NotForThem",
    "SignedRequest",
    "TooManyDrafts",
    "case_file",
    "case_for",
    "case_resolve",
    "case_revocation_settled",
    "cases_for",
    "content_digest",
    "draft_for",
    "draft_open",
    "draft_request",
    "draft_save",
    "drafts_after",
    "drafts_of",
    "filed_after",
    "offer",
    "promised_date",
    "request_lines",
    "tramite",
    "tramites",
    "use_mailer",
]
