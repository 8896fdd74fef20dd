"""The door of cases: drafts, filings and what became of them."""

from ventanilla.domain.cases import EVENTS

from .answering import (
    AskClosed,
    answer_act,
    answer_form,
    ask_answer,
    ask_answer_official,
    ask_draft_save,
    ask_paid,
    ask_silence,
    asks_due,
)
from .catalogue import offer, tramite, tramites
from .kept import KEEPS
from .leaving import TooLate, case_withdraw, draft_discard, drafts_expire, drafts_warn, may_withdraw
from .outbound import use_mailer
from .promise import promised_date
from .recompute import Changed, NotByRules, Recomputed, resolution_recompute
from .runner import case_resolve
from .selectors import (
    AskView,
    CaseView,
    ask_for,
    asks_for,
    asks_open,
    case_for,
    cases_for,
    draft_for,
    drafts_of,
    resolutions_of,
)
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
    draft_open,
    draft_request,
    draft_save,
    one_at_a_time,
    options_of,
)
from .wording import request_lines

__all__ = [
    "EVENTS",
    "KEEPS",
    "AlreadyFiled",
    "AskClosed",
    "AskView",
    "CaseNotFound",
    "CaseView",
    "Changed",
    "Incomplete",
    "NotByRules",
    "NotForThem",
    "Recomputed",
    "SignedRequest",
    "TooLate",
    "TooManyDrafts",
    "answer_act",
    "answer_form",
    "ask_answer",
    "ask_answer_official",
    "ask_draft_save",
    "ask_for",
    "ask_paid",
    "ask_silence",
    "asks_due",
    "asks_for",
    "asks_open",
    "case_file",
    "case_for",
    "case_resolve",
    "case_revocation_settled",
    "case_withdraw",
    "cases_for",
    "content_digest",
    "draft_discard",
    "draft_for",
    "draft_open",
    "draft_request",
    "draft_save",
    "drafts_expire",
    "drafts_of",
    "drafts_warn",
    "may_withdraw",
    "offer",
    "one_at_a_time",
    "options_of",
    "promised_date",
    "request_lines",
    "resolution_recompute",
    "resolutions_of",
    "tramite",
    "tramites",
    "use_mailer",
]
