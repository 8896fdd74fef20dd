"""The door of cases: drafts, filings and what became of them."""

from ventanilla.domain.cases import EVENTS

from .catalogue import offer, tramite, tramites
from .kept import KEEPS
from .lookup import subject_of_folio
from .official import (
    NotReviewer,
    ReviewRefused,
    case_ask_more,
    case_confirm,
    case_reject,
    case_release,
    case_second,
    case_take,
)
from .outbound import use_mailer
from .promise import promised_date
from .queues import (
    CaseForOfficial,
    Filters,
    ProposalView,
    QueuedCase,
    ReviewView,
    case_subject,
    official_case,
    queue_for,
    waiting_for,
)
from .runner import case_resolve
from .selectors import CaseView, case_for, cases_for, draft_for, drafts_of
from .services import (
    AlreadyFiled,
    CaseNotFound,
    Incomplete,
    NotForThem,
    SignedRequest,
    TooManyDrafts,
    case_file,
    case_revocation_settled,
    content_digest,
    draft_files,
    draft_open,
    draft_request,
    draft_save,
)
from .wording import request_lines

__all__ = [
    "EVENTS",
    "KEEPS",
    "AlreadyFiled",
    "CaseForOfficial",
    "CaseNotFound",
    "CaseView",
    "Filters",
    "Incomplete",
    "NotForThem",
    "NotReviewer",
    "ProposalView",
    "QueuedCase",
    "ReviewRefused",
    "ReviewView",
    "SignedRequest",
    "TooManyDrafts",
    "case_ask_more",
    "case_confirm",
    "case_file",
    "case_for",
    "case_reject",
    "case_release",
    "case_resolve",
    "case_revocation_settled",
    "case_second",
    "case_subject",
    "case_take",
    "cases_for",
    "content_digest",
    "draft_files",
    "draft_for",
    "draft_open",
    "draft_request",
    "draft_save",
    "drafts_of",
    "offer",
    "official_case",
    "promised_date",
    "queue_for",
    "request_lines",
    "subject_of_folio",
    "tramite",
    "tramites",
    "use_mailer",
    "waiting_for",
]
