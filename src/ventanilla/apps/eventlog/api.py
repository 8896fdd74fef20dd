"""The door of the log."""

from ventanilla.domain.rights import DatosDe

from .access import ACCESS_PAGE, ToNote, access_record, accesses_for, accesses_note
from .audit import AUDIT_PAGE, AuditEntry, chain_export, chain_page
from .fields import SealedTextField, contact_digest, field_seal
from .held import datos_de, held_for
from .kept import KEEPS
from .projections import Projection, Rebuilt, projection_rebuild, projections
from .registry import Deposited, doors, event_types, keepers, merged
from .scope import of_the_office, scope
from .selectors import ChainFault, Entry, Notice, case_events, chain_verify, notices, timeline
from .services import ToLog, events_append, jobs_later, logged_together, subjects_lock, told_so_far

ANSWERS = {DatosDe: datos_de}

__all__ = [
    "ACCESS_PAGE",
    "ANSWERS",
    "AUDIT_PAGE",
    "KEEPS",
    "AuditEntry",
    "ChainFault",
    "Deposited",
    "Entry",
    "Notice",
    "Projection",
    "Rebuilt",
    "SealedTextField",
    "ToLog",
    "ToNote",
    "access_record",
    "accesses_for",
    "accesses_note",
    "case_events",
    "chain_export",
    "chain_page",
    "chain_verify",
    "contact_digest",
    "doors",
    "event_types",
    "events_append",
    "field_seal",
    "held_for",
    "jobs_later",
    "keepers",
    "logged_together",
    "merged",
    "notices",
    "of_the_office",
    "projection_rebuild",
    "projections",
    "scope",
    "subjects_lock",
    "timeline",
    "told_so_far",
]
