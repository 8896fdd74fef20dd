"""What an official may do, in one unit and until a day: a post alone opens nothing."""

from __future__ import annotations

from enum import Enum


class Role(Enum):
    """The closed set of roles of the house; each act of staff names the one it needs."""

    MOSTRADOR = "mostrador"  # has people in front, with their identification in hand
    SUPERVISION = "supervision"  # approves, as the second person, what a counter proposes
    REVISION = "revision"  # reviews evidence: representatives, kinship, rights over personal data
    ADMINISTRACION = "administracion"  # proposes and approves the roles of others
