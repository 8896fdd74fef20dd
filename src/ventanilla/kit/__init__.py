"""All that a trámite's author imports besides ``domain``."""

from ventanilla.domain.authority import Actor, Assurance
from ventanilla.domain.documents import IssueDocument
from ventanilla.kernel.acts import Effect, Question
from ventanilla.kernel.text import Text

from .decision import (
    AnswerTo,
    Approve,
    Ask,
    Asked,
    Decision,
    FromEmployer,
    FromOfficial,
    FromPerson,
    LineDecision,
    Paid,
    Payment,
    Refer,
    Registers,
    Reject,
    Silence,
)
from .discovery import discover
from .form import Form, FormProblems, field, problem
from .found import Found
from .more import MasInformacion
from .tramite import Audience, Batch, Deadline, Immediate, Tramite, WorkingDays

__all__ = [
    "Actor",
    "AnswerTo",
    "Approve",
    "Ask",
    "Asked",
    "Assurance",
    "Audience",
    "Batch",
    "Deadline",
    "Decision",
    "Effect",
    "Form",
    "FormProblems",
    "Found",
    "FromEmployer",
    "FromOfficial",
    "FromPerson",
    "Immediate",
    "IssueDocument",
    "LineDecision",
    "MasInformacion",
    "Paid",
    "Payment",
    "Question",
    "Refer",
    "Registers",
    "Reject",
    "Silence",
    "Text",
    "Tramite",
    "WorkingDays",
    "discover",
    "field",
    "problem",
]
