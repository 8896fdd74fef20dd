"""Entering another application with this office's account: what it may know, where it is answered, what it is told."""

from .addresses import BadAddress, address_check, address_matches, is_loopback, origin_of, sector_of
from .entering import CLASSES, acr_of, amr_of
from .events import (
    EVENTS,
    ApplicationAllowed,
    ApplicationDoubted,
    ApplicationEntered,
    ApplicationWithdrawn,
    ClientRegistered,
    ClientRetired,
    ClientSecretRenewed,
)
from .scopes import Scope, UnknownScope, known_by, needs_proof, scopes_of
from .telling import half_hash, id_token_claims, pairwise

__all__ = [
    "CLASSES",
    "EVENTS",
    "ApplicationAllowed",
    "ApplicationDoubted",
    "ApplicationEntered",
    "ApplicationWithdrawn",
    "BadAddress",
    "ClientRegistered",
    "ClientRetired",
    "ClientSecretRenewed",
    "Scope",
    "UnknownScope",
    "acr_of",
    "address_check",
    "address_matches",
    "amr_of",
    "half_hash",
    "id_token_claims",
    "is_loopback",
    "known_by",
    "needs_proof",
    "origin_of",
    "pairwise",
    "scopes_of",
    "sector_of",
]
