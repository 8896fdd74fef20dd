"""The door of the log."""

from .registry import doors, event_types, merged
from .scope import scope
from .selectors import ChainFault, Entry, chain_verify, timeline
from .services import ToLog, events_append, logged_together, subjects_lock

__all__ = [
    "ChainFault",
    "Entry",
    "ToLog",
    "chain_verify",
    "doors",
    "event_types",
    "events_append",
    "logged_together",
    "merged",
    "scope",
    "subjects_lock",
    "timeline",
]
