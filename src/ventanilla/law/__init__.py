"""The law as data: dated values with their article, named policies for what is open, and catalogues.

>>> from datetime import date
>>> from ventanilla import law
>>> law.value("uma.diaria", date(2026, 2, 1))
Decimal('117.31')
"""

from .additions import BadAddition, plain_source, remembered
from .codes import Entry, catalogue
from .entering import Given, Origin, entered, read_csv
from .explanation import Explained
from .loading import load
from .open_questions import Choice, Policy, Profile, choosing, chosen, policy, policy_keys, profile, profile_keys
from .rows import (
    BadLaw,
    Confidence,
    LawError,
    Parameter,
    Renews,
    Row,
    Used,
    history,
    integer,
    known_keys,
    parameter,
    recording,
    replay,
    row,
    value,
)
from .tables import Table, Version, cell, table, table_keys, up_to, version
from .workdays import calendar

__all__ = [
    "BadAddition",
    "BadLaw",
    "Choice",
    "Confidence",
    "Entry",
    "Explained",
    "Given",
    "LawError",
    "Origin",
    "Parameter",
    "Policy",
    "Profile",
    "Renews",
    "Row",
    "Table",
    "Used",
    "Version",
    "calendar",
    "catalogue",
    "cell",
    "choosing",
    "chosen",
    "entered",
    "history",
    "integer",
    "known_keys",
    "load",
    "parameter",
    "plain_source",
    "policy",
    "policy_keys",
    "profile",
    "profile_keys",
    "read_csv",
    "recording",
    "remembered",
    "replay",
    "row",
    "table",
    "table_keys",
    "up_to",
    "value",
    "version",
]
