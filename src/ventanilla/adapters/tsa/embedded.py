"""The timestamp inside a sealed PDF: one way to write it, so that each of its bytes is accounted for.

A token comes with bytes that nobody signed: its bag of certificates, lists of revocation, unsigned attributes, two
spellings of one algorithm. Here it is written again with what its authority signed, its certificate and those above it
up to one that signs itself, and nothing else. Whoever reads it rebuilds it from what was read and compares; what is
not fixed by that is under a signature: the content under the authority's, each certificate under the next one's.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from ventanilla.adapters.pki import der
from ventanilla.adapters.pki.certificate import Certificate, Unreadable, read_certificate
from ventanilla.adapters.pki.cms import RSA, SIGNED_DATA
from ventanilla.adapters.pki.demo_authority import AUTHORITY_DIRECTORY
from ventanilla.adapters.pki.trust import TrustStore, signed_by
from ventanilla.domain.signing.certificate import TrustClass
from ventanilla.domain.signing.timestamp import MAX_FILE_TOKEN, TimestampFault

from .port import TimestampSource, TimestampUnavailable
from .token import TST_INFO, BadToken, Token, check_path, prove_token

SILENCE: Final = timedelta(minutes=1)  # an authority that failed is not asked again so soon
_CONTEXT_0: Final = 0xA0


@dataclass(frozen=True, slots=True)
class FileTime:
    """When a file was sealed, says ``authority``; ``judged``: it is one of those that the reader believes."""

    at: datetime
    authority: str
    judged: bool


@dataclass(slots=True)
class FileStamper:
    """Asks for the timestamps of files, and does not keep them waiting for an authority that is down.

    ``trust`` is what ``source`` believes.
    """

    source: TimestampSource
    trust: TrustStore
    _silent_until: datetime | None = field(default=None, init=False)

    def stamp(self, signature: bytes, at: datetime) -> bytes:
        """The token to embed, over a signature made ``at``; TimestampUnavailable if there is none."""
        if self._silent_until is not None and at < self._silent_until:
            raise TimestampUnavailable(TimestampFault.SIN_RESPUESTA, "it failed a moment ago")
        digest = hashlib.sha256(signature).digest()
        try:
            return embed(self.source.stamp(digest, at).token, digest, self.trust)
        except BadToken as error:
            raise TimestampUnavailable(error.fault, str(error)) from error
        except TimestampUnavailable:
            self._silent_until = at + SILENCE
            raise


def embed(token: bytes, digest: bytes, trust: TrustStore) -> bytes:
    """``token`` as it is written in a file.

    BadToken if it is not believed, its root does not sign itself, or it does not fit (``MAX_FILE_TOKEN``).
    """
    read, signer = prove_token(token, digest)
    line = (signer, *(authority.certificate for authority in check_path(read, signer, trust).line))
    written = _written(read, line)
    if len(written) > MAX_FILE_TOKEN:
        raise BadToken(TimestampFault.ILEGIBLE, f"{len(written)} bytes in a file")
    read_embedded(written, digest, trust)
    return written


def read_embedded(token: bytes, digest: bytes, trust: TrustStore | None) -> FileTime:
    """What an embedded token attests of ``digest`` (SHA-256 of a signature). BadToken for any other byte in it.

    Without ``trust`` nobody is asked whether its authority may be believed.
    """
    read, signer = prove_token(token, digest)
    try:
        written = _written(read, _line(read, signer))
    except der.DerError as error:
        raise BadToken(TimestampFault.ILEGIBLE, str(error)) from error
    if written != token:
        raise BadToken(TimestampFault.ILEGIBLE, "another spelling")
    if trust is not None:
        check_path(read, signer, trust)
    return FileTime(read.at, signer.facts.name, judged=trust is not None)


def time_trust(pki: Path, anchors: Path | None) -> TrustStore | None:
    """Whom an installation believes about time: ``anchors``, and a demonstration's own authority in ``pki``.

    None where neither exists. BadAnchors if a file of them cannot be read.
    """
    given = {TrustClass.PRODUCCION: anchors, TrustClass.DEMOSTRACION: pki / AUTHORITY_DIRECTORY}
    found = {kind: path for kind, path in given.items() if path is not None and path.is_dir()}
    return TrustStore.load(found) if found else None


def _line(token: Token, signer: Certificate) -> tuple[Certificate, ...]:
    """The token's own certificates from its signer up to one that signs itself."""
    try:
        others = [read_certificate(each) for each in token.certificates if each != signer.der]
    except Unreadable as error:
        raise BadToken(TimestampFault.ILEGIBLE, "a certificate that nobody can read") from error
    line = [signer]
    while not line[-1].self_issued:
        last = line[-1]
        above = [each for each in others if each.subject_raw == last.issuer_raw and signed_by(last, each)]
        if not above:
            raise BadToken(TimestampFault.AUTORIDAD_DESCONOCIDA, "a line of certificates that does not end")
        line.append(above[0])
        others.remove(above[0])
    if not signed_by(line[-1], line[-1]) or not all(_whole_bytes(each.der) for each in line):
        raise BadToken(TimestampFault.ILEGIBLE, "a certificate with bytes that nobody signed")
    return tuple(line)


def _whole_bytes(certificate: bytes) -> bool:
    """Whether its signature is a BIT STRING of whole bytes: how many bits are unused is under no signature."""
    content = der.only(certificate, der.SEQUENCE)
    content.raw(der.SEQUENCE)
    content.raw(der.SEQUENCE)
    return content.take(der.BIT_STRING).startswith(b"\0")


def _written(token: Token, line: tuple[Certificate, ...]) -> bytes:
    digest = der.algorithm(token.digest_oid, b"")
    signer = der.sequence(
        der.integer(1),
        der.sequence(*token.signer),
        digest,
        bytes((_CONTEXT_0,)) + token.signed_attributes[1:],
        der.algorithm(token.signature_oid, b"") if line[0].key is None else der.algorithm(RSA),
        der.octets(token.signature),
    )
    signed = der.sequence(
        der.integer(3),
        der.set_of([digest]),
        der.sequence(der.oid(TST_INFO), der.tlv(_CONTEXT_0, der.octets(token.content))),
        der.set_of([each.der for each in line], _CONTEXT_0),
        der.set_of([signer]),
    )
    return der.sequence(der.oid(SIGNED_DATA), der.tlv(_CONTEXT_0, signed))
