"""What happens to an account, as the log tells it, and the code that an authenticator application shows."""

from .events import (
    AccountOpened,
    FactorAdded,
    FactorKind,
    FactorRemoved,
    IdentityConfirmed,
    PasskeyDoubted,
    RecoveryCodeUsed,
    SessionClosed,
    SessionEntered,
    SessionOpened,
)

__all__ = [
    "AccountOpened",
    "FactorAdded",
    "FactorKind",
    "FactorRemoved",
    "IdentityConfirmed",
    "PasskeyDoubted",
    "RecoveryCodeUsed",
    "SessionClosed",
    "SessionEntered",
    "SessionOpened",
]
