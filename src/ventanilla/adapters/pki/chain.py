"""Whether a certificate reaches a root that the office believes, at a given instant.

Walked by hand over the library's signature check: its own path validation wants the AKI that no SAT leaf
has, refuses the RSA-2496 root of 2012, and answers ValueError instead of a verdict when a name has an
accent. Each rule of RFC 5280 that applies is one line here: names by raw bytes, signatures, dates of the
authorities, basicConstraints, path length, keyCertSign, unknown critical extensions.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256, SHA384, SHA512

from ventanilla.domain.signing.certificate import TrustClass

from .certificate import Certificate
from .trust import Authority, Line, TrustStore, allows_below, may_issue, signed_by

SIGNING_USAGE: Final = 0xC0  # digitalSignature and contentCommitment
_HASHES: Final = (SHA256, SHA384, SHA512)


class Broken(Enum):
    """Why no root is reached; in the order in which they are told."""

    AUTHORITY_OUT_OF_DATE = "authority_out_of_date"
    PROFILE = "profile"
    FORGED = "forged"  # an authority of that name is configured and did not sign it
    NO_ROOT = "no_root"  # its authority is configured, its authority's root is not
    NO_ISSUER = "no_issuer"


@dataclass(frozen=True, slots=True)
class Path:
    """A certificate's line: its issuer first, its root last, all of one class."""

    line: Line

    @property
    def issuer(self) -> Authority:
        """The authority that issued the certificate."""
        return self.line[0]

    @property
    def trust(self) -> TrustClass:
        """The class of the root."""
        return self.line[-1].trust


@dataclass(frozen=True, slots=True)
class NoPath:
    """No root at that instant; ``ended`` is when the authority ended, if that is why."""

    why: Broken
    ended: datetime | None = None


def find_path(certificate: Certificate, store: TrustStore, at: datetime) -> Path | NoPath:
    """The line of ``certificate`` whose authorities are all in date ``at``; its own dates are not looked at.

    An anchor itself is its own line. NoPath says the most that is known of why there is none.
    """
    named = store.named(certificate.issuer_raw)
    if not named:
        return NoPath(Broken.NO_ISSUER)
    if not isinstance(certificate.x509.signature_hash_algorithm, _HASHES) and not certificate.self_issued:
        return NoPath(Broken.PROFILE)
    worst = NoPath(Broken.NO_ISSUER)
    for authority in named:
        found = _through(certificate, authority, store, at)
        if isinstance(found, Path):
            return found
        worst = found if _rank(found) < _rank(worst) else worst
    return worst


def is_signer(certificate: Certificate) -> bool:
    """Tell whether a leaf may sign: not a CA, says so, signs for itself, and demands nothing unknown."""
    facts = certificate.facts
    return (
        certificate.has_basic_constraints
        and not facts.is_ca
        and facts.key_usage & SIGNING_USAGE == SIGNING_USAGE
        and not certificate.unhandled_critical
    )


def in_date(authority: Authority, at: datetime) -> bool:
    """Tell whether an authority is valid at an instant."""
    facts = authority.certificate.facts
    return facts.not_before <= at <= facts.not_after


def _through(certificate: Certificate, authority: Authority, store: TrustStore, at: datetime) -> Path | NoPath:
    if certificate.der == authority.certificate.der:
        return Path((authority,)) if in_date(authority, at) else NoPath(Broken.AUTHORITY_OUT_OF_DATE, authority.ends)
    if not may_issue(authority):
        return NoPath(Broken.PROFILE)
    if not signed_by(certificate, authority.certificate):
        return NoPath(Broken.FORGED)
    lines = store.lines(authority)
    if not lines:
        return NoPath(Broken.NO_ROOT)
    if certificate.facts.is_ca:
        lines = tuple(line for line in lines if allows_below(line))
        if not lines:
            return NoPath(Broken.PROFILE)
    for line in lines:
        if all(in_date(each, at) for each in line):
            return Path(line)
    return NoPath(Broken.AUTHORITY_OUT_OF_DATE, min(each.ends for each in lines[0]))


def _rank(no_path: NoPath) -> int:
    return list(Broken).index(no_path.why)
