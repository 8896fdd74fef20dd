"""The door of accounts."""

from ventanilla.domain.accounts import (
    AccountOpened,
    DeviceNoticed,
    PasswordSet,
    SessionClosed,
    SessionDisavowed,
    SessionEntered,
    SessionOpened,
    SessionsEnded,
)

from .devices import Device
from .limits import LimitedAct, LockedOut, attempt_allowed, attempt_succeeded
from .links import LinkDead
from .outbound import use_mailer
from .passwords import (
    CurrentPasswordWrong,
    PasswordEntry,
    PasswordRefused,
    PasswordState,
    account_password_change,
    account_password_check,
    account_password_state,
)
from .passwords import warm as passwords_warm
from .recovery import recovery_ask, recovery_finish, recovery_serves
from .services import (
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
from .sessions import (
    IDLE_SECONDS,
    NoSuchSession,
    Session,
    Suspect,
    disavow_by_link,
    disavow_suspect,
    session_disavow,
    session_end,
    sessions_end_others,
    sessions_of,
)

EVENTS = (
    AccountOpened,
    DeviceNoticed,
    PasswordSet,
    SessionClosed,
    SessionDisavowed,
    SessionEntered,
    SessionOpened,
    SessionsEnded,
)

__all__ = [
    "EVENTS",
    "IDLE_SECONDS",
    "CurrentPasswordWrong",
    "Device",
    "LimitedAct",
    "LinkDead",
    "LockedOut",
    "NoSuchSession",
    "PasswordEntry",
    "PasswordRefused",
    "PasswordState",
    "Proven",
    "Session",
    "Suspect",
    "Visit",
    "account_password_change",
    "account_password_check",
    "account_password_state",
    "attempt_allowed",
    "attempt_succeeded",
    "disavow_by_link",
    "disavow_suspect",
    "official_appoint",
    "official_post",
    "passwords_warm",
    "recovery_ask",
    "recovery_finish",
    "recovery_serves",
    "session_begin",
    "session_close",
    "session_disavow",
    "session_end",
    "session_open",
    "session_touch",
    "sessions_end_others",
    "sessions_of",
    "use_mailer",
    "visit_of",
]
