"""Programs of one's own: keys that let them read and prepare trámites in one's name, and how long those last.

A key never signs: what is filed with one still needs the e.firma of its owner.
"""

from __future__ import annotations

from .events import EVENTS, ProgramKeyMade, ProgramKeyRevoked
from .scopes import Scope, UnknownScope, allows, scopes_of
from .terms import ANSWER_POLICY, ANSWER_SECONDS, DAYS_OFFERED, TERM_POLICY, KeyTerm, days_at_most

__all__ = [
    "ANSWER_POLICY",
    "ANSWER_SECONDS",
    "DAYS_OFFERED",
    "EVENTS",
    "TERM_POLICY",
    "KeyTerm",
    "ProgramKeyMade",
    "ProgramKeyRevoked",
    "Scope",
    "UnknownScope",
    "allows",
    "days_at_most",
    "scopes_of",
]
