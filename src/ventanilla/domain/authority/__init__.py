"""Who acts, how sure the office is of it, for whom, and by what leave."""

from .actor import SYSTEM, Actor, Assurance, Via
from .grant import Grant, GrantFault, GrantState, grant_in_force, roles_in_force
from .kinship import Document, Kinship, Source, Standing, Tie
from .mandate import Act, Mandate, MandateFault, allows, in_force, no_mandate, with_implied
from .role import Role

__all__ = [
    "SYSTEM",
    "Act",
    "Actor",
    "Assurance",
    "Document",
    "Grant",
    "GrantFault",
    "GrantState",
    "Kinship",
    "Mandate",
    "MandateFault",
    "Role",
    "Source",
    "Standing",
    "Tie",
    "Via",
    "allows",
    "grant_in_force",
    "in_force",
    "no_mandate",
    "roles_in_force",
    "with_implied",
]
