"""Who acts, how sure the office is of it, for whom, and by what leave."""

from .actor import SYSTEM, Actor, Assurance, Via
from .kinship import Document, Kinship, Source, Standing, Tie
from .mandate import Act, Mandate, in_force
from .role import Role

__all__ = [
    "SYSTEM",
    "Act",
    "Actor",
    "Assurance",
    "Document",
    "Kinship",
    "Mandate",
    "Role",
    "Source",
    "Standing",
    "Tie",
    "Via",
    "in_force",
]
