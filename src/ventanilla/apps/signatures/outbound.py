"""Whom this app asks: the verifier of signatures, and a time-stamping authority. ``config`` connects them."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from ventanilla.adapters.tsa.port import TimestampSource
from ventanilla.domain.signing.revocation import RevocationEvidence
from ventanilla.domain.signing.verdict import Verdict


class SignatureVerifier(Protocol):
    """Certificates, chains and the authority's answers; may wait for the network, so never in a transaction."""

    def verify_raw(self, certificate: bytes, signature: bytes, data: bytes, at: datetime) -> Verdict:
        """Judge a detached RSA-SHA256 signature made at ``at``."""
        ...

    def verify_cades(self, cms: bytes, data: bytes, at: datetime) -> Verdict:
        """Judge a detached CAdES-BES made at ``at``."""
        ...

    def check_revocation(self, certificate: bytes, at: datetime) -> RevocationEvidence:
        """Ask the certificate's authority whether it was revoked."""
        ...


_connected: dict[str, SignatureVerifier] = {}
_stamping: dict[str, TimestampSource] = {}


def use_verifier(verifier: SignatureVerifier) -> None:
    """Connect the verifier, once, when the office starts."""
    _connected["verifier"] = verifier


def verifier() -> SignatureVerifier:
    """The verifier; LookupError where ``config`` did not connect one."""
    return _connected["verifier"]


def use_timestamps(source: TimestampSource) -> None:
    """Connect the time-stamping authority, once, when the worker starts."""
    _stamping["source"] = source


def timestamps() -> TimestampSource:
    """The time-stamping authority; LookupError where ``config`` did not connect one."""
    return _stamping["source"]
