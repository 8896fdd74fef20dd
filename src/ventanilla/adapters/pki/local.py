"""The demonstration's side of the port: a responder and lists in this process, and whom a demonstration believes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp

from ventanilla.domain.signing.certificate import TrustClass
from ventanilla.domain.signing.revocation import Doubt

from . import profile
from .certificate import Certificate, read_certificate
from .demo_authority import (
    AUTHORITY_DIRECTORY,
    ROOT_CRL,
    STATUS_FILE,
    DemoAuthority,
    load_key,
    open_authority,
    read_status,
    seal_issuer,
)
from .port import CrlSource, OcspQuery, RevocationUnavailable
from .trust import TrustStore

__all__ = ["LocalCrls", "LocalRevocation", "demo_trust", "open_authority", "seal_issuer"]

ANSWER_LIFE: Final = timedelta(minutes=1)  # as SAT's
LIST_LIFE: Final = timedelta(days=1)


def demo_trust(
    pki: Path,
    test_anchors: Path | None = None,
    production_anchors: Path | None = None,
    *,
    skip_unreadable: bool = False,
) -> TrustStore:
    """A demonstration's trust: its own authority and, if given, test and production anchors.

    Test authorities have no responder that answers from here, so the demonstration's is pinned to them.
    """
    given = {TrustClass.PRUEBA: test_anchors, TrustClass.PRODUCCION: production_anchors}
    directories = {TrustClass.DEMOSTRACION: pki / AUTHORITY_DIRECTORY}
    directories |= {trust: directory for trust, directory in given.items() if directory is not None}
    trust = TrustStore.load(directories, skip_unreadable=skip_unreadable)
    if test_anchors is None:
        return trust
    return trust.with_responder((pki / AUTHORITY_DIRECTORY / "ocsp.cer").read_bytes(), TrustClass.PRUEBA)


class LocalRevocation:
    """The demonstration's OCSP responder, in the process that asks: real answers, no network.

    Reads its statuses from ``revocacion.json`` at each question, so that a demonstration or a test can
    revoke a certificate or take the service down while everything runs:
    ``{"caido": false, "revocados": {"<serial in hexadecimal>": "<ISO 8601 instant>"}}``. Without an
    ``authority`` it opens the responder's key alone, of an authority created before.
    """

    def __init__(self, pki: Path, authority: DemoAuthority | None = None) -> None:
        directory = pki / AUTHORITY_DIRECTORY
        self._status = pki / STATUS_FILE
        self._key = authority.responder_key if authority else load_key(directory / "ocsp.key")
        certificate = authority.responder if authority else (directory / "ocsp.cer").read_bytes()
        self._certificate = x509.load_der_x509_certificate(certificate)

    def ask(self, query: OcspQuery, at: datetime) -> bytes:
        """As ``RevocationSource.ask``; answers at the installation's instant."""
        status = read_status(self._status)
        if status.down:
            raise RevocationUnavailable(Doubt.SIN_RESPUESTA, "the demonstration's responder is switched off")
        request = ocsp.load_der_ocsp_request(query.request)
        revoked_at = status.revoked.get(f"{request.serial_number:x}")
        begins = at.astimezone(UTC).replace(microsecond=0)
        builder = ocsp.OCSPResponseBuilder().add_response_by_hash(
            issuer_name_hash=request.issuer_name_hash,
            issuer_key_hash=request.issuer_key_hash,
            serial_number=request.serial_number,
            algorithm=request.hash_algorithm,
            cert_status=ocsp.OCSPCertStatus.REVOKED if revoked_at else ocsp.OCSPCertStatus.GOOD,
            this_update=begins,
            next_update=begins + ANSWER_LIFE,
            revocation_time=revoked_at,
            revocation_reason=x509.ReasonFlags.unspecified if revoked_at else None,
        )
        builder = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, self._certificate)
        answer = builder.certificates([self._certificate]).sign(self._key, SHA256())
        return answer.public_bytes(Encoding.DER)


class LocalCrls:
    """The demonstration's lists of what was revoked: the authority's, made when it is asked; the root's, made with it.

    It reads the same ``revocacion.json`` as ``LocalRevocation``, at each question. ``others`` is asked about any
    other authority: a demonstration may have its time from outside.
    """

    def __init__(self, pki: Path, others: CrlSource | None = None) -> None:
        directory = pki / AUTHORITY_DIRECTORY
        self._status = pki / STATUS_FILE
        self._ca = read_certificate((directory / "ac.cer").read_bytes())
        self._key = load_key(directory / "ac.key")
        self._root = (directory / "raiz.cer").read_bytes()
        self._root_crl = directory / ROOT_CRL
        self._others = others

    def fetch(self, authority: Certificate, at: datetime) -> bytes:
        """As ``CrlSource.fetch``; dated at the installation's instant."""
        status = read_status(self._status)
        if status.down:
            raise RevocationUnavailable(Doubt.SIN_RESPUESTA, "the demonstration's authority is switched off")
        if authority.der == self._root and self._root_crl.is_file():
            return self._root_crl.read_bytes()
        if authority.der != self._ca.der:
            if self._others is None or authority.der == self._root:
                raise RevocationUnavailable(Doubt.SIN_SERVICIO, "not the demonstration's authority, or one of before")
            return self._others.fetch(authority, at)
        begins = at.astimezone(UTC).replace(microsecond=0)
        revoked = {int(serial, 16): instant for serial, instant in status.revoked.items() if instant <= at}
        issuer = profile.Issuer(self._ca.subject_raw, self._key)
        validity = profile.Validity(begins, begins + LIST_LIFE)
        return profile.issue_crl(issuer, int(begins.timestamp()), validity, revoked)
