"""The law as data: dated values with their article, named policies for what is open, and catalogues.

>>> from datetime import date
>>> from ventanilla import law
>>> law.value("uma.diaria", date(2026, 2, 1))
Decimal('117.31')
"""

from .codes import Entry, catalogue
from .open_questions import Policy, policy, policy_keys
from .rows import (
    BadLaw,
    Confidence,
    LawError,
    Parameter,
    Row,
    Used,
    history,
    integer,
    known_keys,
    parameter,
    recording,
    row,
    value,
)
from .workdays import calendar

__all__ = [
    "BadLaw",
    "Confidence",
    "Entry",
    "LawError",
    "Parameter",
    "Policy",
    "Row",
    "Used",
    "calendar",
    "catalogue",
    "history",
    "integer",
    "known_keys",
    "parameter",
    "policy",
    "policy_keys",
    "recording",
    "row",
    "value",
]
