"""Which authorities the office believes, for what, and until when.

Production, test and demonstration anchors are different settings and never mix: a chain belongs to one
class from its leaf's issuer to its root.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.x509.oid import ExtendedKeyUsageOID

from ventanilla.domain.signing.certificate import TrustClass

from .certificate import LIBRARY_REFUSALS, Certificate, Unreadable, read_certificate, to_der

OCSP_SIGNING: Final = ExtendedKeyUsageOID.OCSP_SIGNING.dotted_string
KEY_CERT_SIGN: Final = 0x04
SUFFIXES: Final = (".cer", ".crt", ".der", ".pem")
MAX_FILES: Final = 200  # in one directory of anchors
MAX_DEPTH: Final = 4  # authorities above a leaf
CONFIGURABLE: Final = (TrustClass.PRODUCCION, TrustClass.PRUEBA, TrustClass.DEMOSTRACION)


class BadAnchors(ValueError):
    """A directory of anchors that cannot be used; the message says which file and why, in Spanish."""


@dataclass(frozen=True, slots=True)
class Authority:
    """A certificate that the operator placed among the anchors."""

    certificate: Certificate
    trust: TrustClass

    @property
    def is_root(self) -> bool:
        """Believed because it is there, not because of who signed it."""
        return self.certificate.self_issued

    @property
    def sha256(self) -> str:
        """Digest of its DER, in hexadecimal."""
        return self.certificate.facts.sha256

    @property
    def ends(self) -> datetime:
        """When it stops being valid."""
        return self.certificate.facts.not_after


Line = tuple[Authority, ...]
"""An authority and those above it, up to its root."""


class TrustStore:
    """The configured authorities, their lines up to a root, and the responders pinned to them.

    Signatures between authorities are checked once, here; dates are checked at each use.
    """

    def __init__(self, authorities: Iterable[Authority] = (), responders: Iterable[Authority] = ()) -> None:
        self.authorities: Final = tuple(authorities)
        self.responders: Final = tuple(responders)
        by_subject: dict[bytes, list[Authority]] = {}
        for authority in self.authorities:
            by_subject.setdefault(authority.certificate.subject_raw, []).append(authority)
        self._by_subject: Final = by_subject
        self._lines: Final = {
            (authority.trust, authority.sha256): tuple(self._climb(authority, MAX_DEPTH))
            for authority in self.authorities
        }

    @classmethod
    def load(cls, directories: Mapping[TrustClass, Path], *, skip_unreadable: bool = False) -> TrustStore:
        """Read each class's directory: CAs, roots, and OCSP responders pinned beside them; leaves are passed over.

        BadAnchors if a directory is missing or, unless ``skip_unreadable``, holds a file that cannot be read.
        """
        authorities: list[Authority] = []
        responders: list[Authority] = []
        for trust in CONFIGURABLE:
            if trust in directories:
                for authority in _read_directory(directories[trust], trust, skip_unreadable):
                    (authorities if authority.certificate.facts.is_ca else responders).append(authority)
        return cls(authorities, responders)

    def with_responder(self, certificate: bytes, trust: TrustClass) -> TrustStore:
        """The same store, believing one more OCSP responder for the authorities of a class.

        RFC 6960, 4.2.2.2, local configuration. ValueError for production, where a responder is signed by
        the authority itself or is placed among its anchors by the operator.
        """
        if trust is TrustClass.PRODUCCION:
            raise ValueError("a responder of production is never pinned by the program")
        return TrustStore(self.authorities, (*self.responders, Authority(read_certificate(certificate), trust)))

    def named(self, subject_raw: bytes) -> tuple[Authority, ...]:
        """The authorities that bear a name (raw bytes), production first."""
        return tuple(self._by_subject.get(subject_raw, ()))

    def lines(self, authority: Authority) -> tuple[Line, ...]:
        """Every way from ``authority`` up to a root of its class, signatures already checked."""
        return self._lines[authority.trust, authority.sha256]

    def by_issuer_digest(self, issuer_sha256: str) -> tuple[Authority, ...]:
        """The authorities whose raw name has this SHA-256."""
        return tuple(
            authority
            for subject, authorities in self._by_subject.items()
            if hashlib.sha256(subject).hexdigest() == issuer_sha256
            for authority in authorities
        )

    def classes(self) -> frozenset[TrustClass]:
        """The classes present, so that start can refuse test anchors in production."""
        return frozenset(authority.trust for authority in (*self.authorities, *self.responders))

    def ending(self, at: datetime, days: int) -> tuple[Authority, ...]:
        """The certificates that end within ``days`` of ``at`` or have ended: for the expiry alarms."""
        limit = at + timedelta(days=days)
        return tuple(entry for entry in (*self.authorities, *self.responders) if entry.ends <= limit)

    def _climb(self, authority: Authority, depth: int) -> list[Line]:
        if authority.is_root:
            return [(authority,)]
        if depth == 1:
            return []
        return [
            (authority, *line)
            for parent in self._by_subject.get(authority.certificate.issuer_raw, ())
            if parent.trust is authority.trust and parent is not authority and may_issue(parent)
            if signed_by(authority.certificate, parent.certificate)
            for line in self._climb(parent, depth - 1)
            if allows_below(line)
        ]


def may_issue(authority: Authority) -> bool:
    """A CA by BasicConstraints and KeyUsage, that demands nothing unknown."""
    certificate = authority.certificate
    return (
        certificate.facts.is_ca
        and bool(certificate.facts.key_usage & KEY_CERT_SIGN)
        and not certificate.unhandled_critical
    )


def allows_below(line: Line) -> bool:
    """Whether the first of ``line`` may issue a CA: its path length, and those above, leave room.

    ``line[0]`` has one authority below it, ``line[1]`` two, and so on.
    """
    return all(
        authority.certificate.path_length is None or authority.certificate.path_length >= below
        for below, authority in enumerate(line, start=1)
    )


def signed_by(certificate: Certificate, issuer: Certificate) -> bool:
    """Tell whether ``issuer``'s key signed ``certificate``; never raises."""
    try:
        certificate.x509.verify_directly_issued_by(issuer.x509)
    except (InvalidSignature, *LIBRARY_REFUSALS):
        return False
    return True


def _read_directory(directory: Path, trust: TrustClass, skip_unreadable: bool) -> list[Authority]:
    if not directory.is_dir():
        raise BadAnchors(f"No existe el directorio de anclas {directory}.")
    files = sorted(path for path in directory.iterdir() if path.suffix.lower() in SUFFIXES and path.is_file())
    if len(files) > MAX_FILES:
        raise BadAnchors(f"El directorio de anclas {directory} tiene más de {MAX_FILES} archivos.")
    found: dict[str, Authority] = {}
    for path in files:
        try:
            certificate = read_certificate(to_der(path.read_bytes()))
        except Unreadable as error:
            if skip_unreadable:
                continue
            raise BadAnchors(f"{path} no se puede usar como ancla: {error.text}") from error
        if certificate.facts.is_ca or OCSP_SIGNING in certificate.facts.ekus:
            found[certificate.facts.sha256] = Authority(certificate, trust)
    return list(found.values())
