"""Who acts, how sure the office is of it, for whom, and by what leave."""

from .actor import SYSTEM, Actor, Assurance, Via
from .grant import Grant, GrantFault, GrantState, grant_in_force, roles_in_force
from .kinship import Document, Kinship, Source, Standing, Tie
from .mandate import Act, Mandate, in_force
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
    "Role",
    "Source",
    "Standing",
    "Tie",
    "Via",
    "grant_in_force",
    "in_force",
    "roles_in_force",
]
