"""The verifier: a signature and a certificate in, a verdict out, whatever was posted.

In this order, the cheap first and nothing believed early: limits, key, signature, chain, kind, dates,
identity, revocation. No exception of a library leaves this module for bad input. Thread-safe: it only
holds what it was given.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.hashes import SHA256

from ventanilla.domain.signing.certificate import Kind, TrustClass
from ventanilla.domain.signing.revocation import Doubt, RevocationEvidence, RevocationState
from ventanilla.domain.signing.verdict import (
    MAX_CMS_BYTES,
    MAX_RSA_BITS,
    MAX_SIGNATURE_BYTES,
    MIN_RSA_BITS,
    Accepted,
    Refused,
    SignatureFault,
    Verdict,
    refused,
)
from ventanilla.kernel.clock import civil_date

from . import cms, ocsp
from .certificate import KNOWN_EXPONENT, Certificate, Unreadable, read_certificate
from .chain import Broken, NoPath, Path, find_path, is_signer
from .port import RevocationSource, RevocationUnavailable
from .trust import TrustStore

_PKCS1: Final = padding.PKCS1v15()
_SHA256: Final = SHA256()


@dataclass(frozen=True, slots=True)
class Verifier:
    """``trust`` decides who is believed; ``source`` carries OCSP questions.

    Without ``evidence``, the verify functions may ask ``source``, which is the network: call them
    outside any transaction. With it (from ``check_revocation``, or stored and judged again with
    ``judge_again``) they are pure.
    """

    trust: TrustStore
    source: RevocationSource

    def verify_raw(
        self,
        certificate: bytes,
        signature: bytes,
        data: bytes,
        at: datetime,
        evidence: RevocationEvidence | None = None,
    ) -> Verdict:
        """Judge an RSASSA-PKCS1-v1_5 signature with SHA-256 over ``data``, made with ``certificate`` (DER)."""
        read = _readable(certificate)
        if isinstance(read, Refused):
            return read
        return self._verify(read, signature, data, at, evidence)

    def verify_cades(
        self, signed: bytes, data: bytes, at: datetime, evidence: RevocationEvidence | None = None
    ) -> Verdict:
        """Judge a detached CAdES-BES (DER, see ``cms``) over ``data``."""
        if not signed:
            return refused(SignatureFault.FIRMA_VACIA)
        if len(signed) > MAX_CMS_BYTES:
            return refused(SignatureFault.FIRMA_MAL_FORMADA)
        try:
            cades = cms.read_cades(signed)
        except cms.BadCms:
            return refused(SignatureFault.FIRMA_MAL_FORMADA)
        read = _readable(cades.certificate)
        if isinstance(read, Refused):
            return read
        if hashlib.sha256(data).digest() != cades.digest:
            return refused(SignatureFault.CONTENIDO_ALTERADO, read.facts)
        return self._verify(read, cades.signature, cades.signed_attributes, at, evidence)

    def check_revocation(self, certificate: bytes, at: datetime) -> RevocationEvidence:
        """Ask whether a certificate (DER) is revoked: network, so outside any transaction.

        INDETERMINADA also where there is nobody to ask: unreadable, or of no known authority.
        """
        found = self._read_with_path(certificate, at)
        return found if isinstance(found, RevocationEvidence) else self._ask(*found, at)

    def judge_again(self, certificate: bytes, answer: bytes, at: datetime) -> RevocationEvidence:
        """What a stored raw answer was worth for a certificate (DER) at the instant ``at``; no network."""
        found = self._read_with_path(certificate, at)
        if isinstance(found, RevocationEvidence):
            return found
        read, path = found
        return ocsp.judge(answer, read, path.issuer, self.trust, at)

    def trust_of(self, certificate: Certificate) -> TrustClass:
        """Whose root a certificate reaches at its start date (``confianza`` of the command line)."""
        path = find_path(certificate, self.trust, certificate.facts.not_before)
        return trust_class(path)

    def _verify(
        self, read: Certificate, signature: bytes, data: bytes, at: datetime, evidence: RevocationEvidence | None
    ) -> Verdict:
        facts = read.facts
        fault = _signature_fault(read, signature, data)
        if fault is not None:
            return refused(fault, facts)
        path = find_path(read, self.trust, self._within(read, at))
        if isinstance(path, NoPath):
            return _no_path(path, read)
        refusal = not_in_force(read, at)
        if refusal is not None:
            return refusal
        if evidence is None:
            evidence = self._ask(read, path, at)
        elif evidence.certificate_sha256 != facts.sha256:
            evidence = ocsp.unanswered(Doubt.OTRO_CERTIFICADO, read, at)
        if evidence.state is RevocationState.REVOCADA and evidence.revoked_at is not None:
            return refused(SignatureFault.REVOCADA, facts, evidence, fecha=civil_date(evidence.revoked_at))
        chain = (facts.sha256, *(authority.sha256 for authority in path.line))
        authorities = tuple(authority.certificate.der for authority in path.line)
        return Accepted(read.der, facts, path.trust, chain, authorities, evidence, at)

    def _read_with_path(self, certificate: bytes, at: datetime) -> tuple[Certificate, Path] | RevocationEvidence:
        sha256 = hashlib.sha256(certificate).hexdigest()
        read = _readable(certificate)
        if isinstance(read, Refused):
            return RevocationEvidence(sha256, RevocationState.INDETERMINADA, at, doubt=Doubt.ILEGIBLE)
        path = find_path(read, self.trust, self._within(read, at))
        if isinstance(path, NoPath):
            return RevocationEvidence(sha256, RevocationState.INDETERMINADA, at, doubt=Doubt.SIN_SERVICIO)
        return read, path

    def _ask(self, read: Certificate, path: Path, at: datetime) -> RevocationEvidence:
        query = ocsp.ask(read, path.issuer)
        try:
            answer = self.source.ask(query, at)
        except RevocationUnavailable as error:
            return ocsp.unanswered(error.doubt, read, at)
        return ocsp.judge(answer, read, path.issuer, self.trust, at, query.request)

    @staticmethod
    def _within(read: Certificate, at: datetime) -> datetime:
        """The instant at which the chain is looked at: its start, for a leaf out of date.

        So that an expired e.firma is told that it expired, not that nobody knows its authority.
        """
        return at if read.facts.not_before <= at <= read.facts.not_after else read.facts.not_before


def trust_class(path: Path | NoPath) -> TrustClass:
    """The class of a root, or what its absence says."""
    if isinstance(path, Path):
        return path.trust
    missing = path.why in (Broken.NO_ISSUER, Broken.NO_ROOT)
    return TrustClass.INDETERMINADA if missing else TrustClass.NINGUNA


def _readable(certificate: bytes) -> Certificate | Refused:
    try:
        return read_certificate(certificate)
    except Unreadable as error:
        return Refused(error.fault, error.text)


def _signature_fault(read: Certificate, signature: bytes, data: bytes) -> SignatureFault | None:
    key = read.key
    if key is None or not MIN_RSA_BITS <= key.key_size <= MAX_RSA_BITS or key.public_numbers().e != KNOWN_EXPONENT:
        return SignatureFault.CLAVE_NO_ADMITIDA
    if not signature:
        return SignatureFault.FIRMA_VACIA
    if len(signature) > MAX_SIGNATURE_BYTES:
        return SignatureFault.FIRMA_MAL_FORMADA
    try:
        key.verify(signature, data, _PKCS1, _SHA256)
    except InvalidSignature:
        return SignatureFault.FIRMA_NO_COINCIDE
    return None


def _no_path(path: NoPath, read: Certificate) -> Refused:
    if path.why is Broken.AUTHORITY_OUT_OF_DATE and path.ended is not None:
        return refused(SignatureFault.AUTORIDAD_VENCIDA, read.facts, fecha=civil_date(path.ended))
    return refused(SignatureFault.OTRA_AUTORIDAD, read.facts)


def not_in_force(read: Certificate, at: datetime) -> Refused | None:
    """Why a certificate cannot sign at an instant, whoever issued it: its kind, its dates, its holder."""
    facts = read.facts
    if facts.kind is Kind.CSD:
        return refused(SignatureFault.ES_CSD, facts)
    if facts.kind is not Kind.EFIRMA or not is_signer(read):
        return refused(SignatureFault.NO_ES_EFIRMA, facts)
    if at < facts.not_before:
        return refused(SignatureFault.AUN_NO_VIGENTE, facts, fecha=civil_date(facts.not_before))
    if at > facts.not_after:
        return refused(SignatureFault.VENCIDA, facts, fecha=civil_date(facts.not_after))
    if facts.human_rfc is None:
        return refused(SignatureFault.SIN_IDENTIDAD, facts)
    return None
