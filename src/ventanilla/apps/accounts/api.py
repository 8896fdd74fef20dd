"""The door of accounts."""

from ventanilla.domain.accounts import AccountOpened, SessionClosed, SessionEntered, SessionOpened

from .services import (
    IDLE_SECONDS,
    Proven,
    Visit,
    official_appoint,
    official_post,
    session_begin,
    session_close,
    session_open,
    session_touch,
    visit_of,
)

EVENTS = (AccountOpened, SessionClosed, SessionEntered, SessionOpened)

__all__ = [
    "EVENTS",
    "IDLE_SECONDS",
    "Proven",
    "Visit",
    "official_appoint",
    "official_post",
    "session_begin",
    "session_close",
    "session_open",
    "session_touch",
    "visit_of",
]
