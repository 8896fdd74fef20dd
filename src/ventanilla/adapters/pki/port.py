"""What the office asks of the outside about certificates: whether one is revoked, and what an authority revoked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ventanilla.domain.signing.certificate import TrustClass
from ventanilla.domain.signing.revocation import Doubt

from .certificate import Certificate


@dataclass(frozen=True, slots=True)
class OcspQuery:
    """One OCSP request (DER, RFC 6960) and the authority it is for, by SHA-256 of its certificate."""

    request: bytes
    authority_sha256: str
    trust: TrustClass


class RevocationUnavailable(Exception):
    """No answer came: down, slow, too large, not configured. A state, with a policy; never *good*."""

    def __init__(self, doubt: Doubt, detail: str) -> None:
        super().__init__(detail)
        self.doubt = doubt


class RevocationSource(Protocol):
    """Carries a query to the authority's responder. Never call it inside a database transaction."""

    def ask(self, query: OcspQuery, at: datetime) -> bytes:
        """The raw OCSP answer, not yet believed; RevocationUnavailable if none came.

        ``at`` is the installation's instant; a remote responder has its own.
        """
        ...


@dataclass(frozen=True, slots=True)
class SourceByTrust:
    """Sends each query to the source of its class: the demonstration's responder, the authority's own."""

    sources: Mapping[TrustClass, RevocationSource]

    def ask(self, query: OcspQuery, at: datetime) -> bytes:
        """As ``RevocationSource``; a class without a source is *not configured*."""
        source = self.sources.get(query.trust)
        if source is None:
            raise RevocationUnavailable(Doubt.SIN_SERVICIO, f"no responder is configured for {query.trust.value}")
        return source.ask(query, at)


class CrlSource(Protocol):
    """Brings an authority's list of what it revoked. Never call it inside a database transaction."""

    def fetch(self, authority: Certificate, at: datetime) -> bytes:
        """The raw list (DER), not yet believed; RevocationUnavailable if none came.

        ``at`` is the installation's instant; a remote authority has its own.
        """
        ...
