"""The life of a case (expediente): its states and what the log tells of it."""

from .events import (
    EVENTS,
    CaseAsked,
    CaseReceived,
    CaseReferred,
    CaseResolved,
    CaseVoided,
    RequestSigned,
    RevocationAwaited,
)
from .states import State

__all__ = [
    "EVENTS",
    "CaseAsked",
    "CaseReceived",
    "CaseReferred",
    "CaseResolved",
    "CaseVoided",
    "RequestSigned",
    "RevocationAwaited",
    "State",
]
