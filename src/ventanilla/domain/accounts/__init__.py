"""What happens to an account, as the log tells it; and what whoever opens one accepts."""

from .events import (
    AccountClaimed,
    AccountOpened,
    AccountOpenedByMail,
    EmailConfirmed,
    IdentityConfirmed,
    SessionClosed,
    SessionEntered,
    SessionOpened,
    SignUpStopped,
    TermsWereAccepted,
)

__all__ = [
    "AccountClaimed",
    "AccountOpened",
    "AccountOpenedByMail",
    "EmailConfirmed",
    "IdentityConfirmed",
    "SessionClosed",
    "SessionEntered",
    "SessionOpened",
    "SignUpStopped",
    "TermsWereAccepted",
]
