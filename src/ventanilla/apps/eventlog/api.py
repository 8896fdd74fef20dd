"""The door of the log."""

from .fields import SealedTextField, contact_digest, field_seal
from .registry import doors, event_types, merged
from .scope import scope
from .selectors import ChainFault, Entry, chain_verify, timeline
from .services import ToLog, events_append, logged_together, subjects_lock

__all__ = [
    "ChainFault",
    "Entry",
    "SealedTextField",
    "ToLog",
    "chain_verify",
    "contact_digest",
    "doors",
    "event_types",
    "events_append",
    "field_seal",
    "logged_together",
    "merged",
    "scope",
    "subjects_lock",
    "timeline",
]
