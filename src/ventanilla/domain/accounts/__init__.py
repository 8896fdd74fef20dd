"""What happens to an account, as the log tells it."""

from .events import (
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
    "AccountOpened",
    "DeviceNoticed",
    "PasswordSet",
    "SessionClosed",
    "SessionDisavowed",
    "SessionEntered",
    "SessionOpened",
    "SessionsEnded",
]
