"""The door of accounts."""

from ventanilla.domain.accounts import AccountOpened, SessionClosed, SessionOpened

from .services import Proven, Visit, official_appoint, official_post, session_close, session_open, visit_of

EVENTS = (AccountOpened, SessionClosed, SessionOpened)

__all__ = [
    "EVENTS",
    "Proven",
    "Visit",
    "official_appoint",
    "official_post",
    "session_close",
    "session_open",
    "visit_of",
]
