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
from .files import FileRef, files
from .form import (
    Address,
    Clabe,
    Curp,
    Dispute,
    Email,
    Form,
    FormProblems,
    Nss,
    Pesos,
    Phone,
    RegistroPatronal,
    Rfc,
    Section,
    field,
    group,
    problem,
)
from .found import Found
from .known import Eligible, Prefilled, Stop
from .more import MasInformacion
from .tramite import Audience, Batch, Deadline, Immediate, LifeEvent, Opens, Tramite, WorkingDays

__all__ = [
    "Actor",
    "Address",
    "AnswerTo",
    "Approve",
    "Ask",
    "Asked",
    "Assurance",
    "Audience",
    "Batch",
    "Clabe",
    "Curp",
    "Deadline",
    "Decision",
    "Dispute",
    "Effect",
    "Eligible",
    "Email",
    "FileRef",
    "Form",
    "FormProblems",
    "Found",
    "FromEmployer",
    "FromOfficial",
    "FromPerson",
    "Immediate",
    "IssueDocument",
    "LifeEvent",
    "LineDecision",
    "MasInformacion",
    "Nss",
    "Opens",
    "Paid",
    "Payment",
    "Pesos",
    "Phone",
    "Prefilled",
    "Question",
    "Refer",
    "Registers",
    "RegistroPatronal",
    "Reject",
    "Rfc",
    "Section",
    "Silence",
    "Stop",
    "Text",
    "Tramite",
    "WorkingDays",
    "discover",
    "field",
    "files",
    "group",
    "problem",
]
