"""The life of a case (expediente): its states and what the log tells of it."""

from .events import (
    EVENTS,
    Answerer,
    AnswerGiven,
    AnswerMissed,
    AnswerNotNeeded,
    AnswerReceived,
    AnswerWanted,
    CaseAsked,
    CaseReceived,
    CaseReferred,
    CaseResolved,
    CaseVoided,
    CaseWithdrawn,
    DraftDiscarded,
    RequestSigned,
    RevocationAwaited,
    RevocationSettled,
)
from .states import State

__all__ = [
    "EVENTS",
    "AnswerGiven",
    "AnswerMissed",
    "AnswerNotNeeded",
    "AnswerReceived",
    "AnswerWanted",
    "Answerer",
    "CaseAsked",
    "CaseReceived",
    "CaseReferred",
    "CaseResolved",
    "CaseVoided",
    "CaseWithdrawn",
    "DraftDiscarded",
    "RequestSigned",
    "RevocationAwaited",
    "RevocationSettled",
    "State",
]
