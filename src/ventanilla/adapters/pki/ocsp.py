"""Is it revoked? Asked and judged by the office itself (RFC 6960).

SAT's leaves declare no responder, so validators that "check if declared" accept a revoked one, and its
delegated responder has no ``nocheck``, so those that insist refuse a good one. Here every doubt is
*indeterminate*, never good, and the raw answer is kept.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.hashes import SHA1, SHA256, SHA384, SHA512
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp

from ventanilla.domain.signing.revocation import Doubt, RevocationEvidence, RevocationState

from . import der
from .certificate import LIBRARY_REFUSALS, Certificate, Unreadable, read_certificate
from .port import OcspQuery
from .trust import OCSP_SIGNING, Authority, TrustStore, signed_by

MAX_ANSWER_BYTES: Final = 32 * 1024
MAX_RESPONDERS: Final = 4  # certificates inside one answer
NONCE_BYTES: Final = 16
SKEW: Final = timedelta(seconds=120)  # between two clocks; SAT's answers live about one minute
MAX_AGE: Final = timedelta(minutes=10)  # of an answer that does not say when the next one comes
_HASHES: Final = (SHA256, SHA384, SHA512)


def ask(certificate: Certificate, issuer: Authority) -> OcspQuery:
    """The query for one certificate: CertID by SHA-1, as SAT's responder wants it, and a nonce."""
    builder = ocsp.OCSPRequestBuilder().add_certificate(
        certificate.x509,
        issuer.certificate.x509,
        SHA1(),  # noqa: S303  a name for the certificate, not a signature: RFC 6960 leaves the choice to the responder
    )
    builder = builder.add_extension(x509.OCSPNonce(secrets.token_bytes(NONCE_BYTES)), critical=False)
    return OcspQuery(builder.build().public_bytes(Encoding.DER), issuer.sha256, issuer.trust)


def judge(
    answer: bytes, certificate: Certificate, issuer: Authority, store: TrustStore, at: datetime, request: bytes = b""
) -> RevocationEvidence:
    """What ``answer`` is worth for ``certificate`` at the instant ``at``; never raises.

    ``request`` is the query's DER: a nonce in the answer must be its own (an answer without one is
    usual). ``b""`` when evidence is judged again later.
    """
    if len(answer) > MAX_ANSWER_BYTES:
        return unanswered(Doubt.ILEGIBLE, certificate, at)
    try:
        conclusion = _judge(answer, certificate, issuer, store, at, request)
    except LIBRARY_REFUSALS:
        conclusion = Doubt.ILEGIBLE
    if isinstance(conclusion, RevocationEvidence):
        return conclusion
    return RevocationEvidence(certificate.facts.sha256, RevocationState.INDETERMINADA, at, answer, conclusion)


def unanswered(doubt: Doubt, certificate: Certificate, at: datetime) -> RevocationEvidence:
    """The evidence that no usable answer came."""
    return RevocationEvidence(certificate.facts.sha256, RevocationState.INDETERMINADA, at, b"", doubt)


def _judge(
    answer: bytes, certificate: Certificate, issuer: Authority, store: TrustStore, at: datetime, request: bytes
) -> RevocationEvidence | Doubt:
    response = ocsp.load_der_ocsp_response(answer)
    if response.response_status is not ocsp.OCSPResponseStatus.SUCCESSFUL:
        return Doubt.APLAZADA
    singles = list(response.responses)
    if len(singles) != 1 or not _is_about(singles[0], certificate, issuer.certificate):
        return Doubt.OTRO_CERTIFICADO
    responders = list(_authorised(response, issuer, store, at))
    if not responders:
        return Doubt.RESPONDEDOR_NO_AUTORIZADO
    responder = next((each for each in responders if _signed(response, each)), None)
    if responder is None:
        return Doubt.FIRMA_ALTERADA
    if not _same_nonce(response, request):
        return Doubt.OTRA_PREGUNTA
    single = singles[0]
    begins, ends = single.this_update_utc, single.next_update_utc
    if begins > at + SKEW:
        return Doubt.DEL_FUTURO
    if at > (ends + SKEW if ends else begins + MAX_AGE):
        return Doubt.OBSOLETA
    if single.certificate_status is ocsp.OCSPCertStatus.UNKNOWN:
        return Doubt.NO_LO_CONOCE
    revoked = single.certificate_status is ocsp.OCSPCertStatus.REVOKED
    return RevocationEvidence(
        certificate_sha256=certificate.facts.sha256,
        state=RevocationState.REVOCADA if revoked else RevocationState.VIGENTE,
        checked_at=at,
        raw=answer,
        this_update=begins,
        next_update=ends,
        revoked_at=single.revocation_time_utc if revoked else None,
        responder_sha256=responder.facts.sha256,
    )


def _is_about(single: ocsp.OCSPSingleResponse, certificate: Certificate, issuer: Certificate) -> bool:
    return (
        isinstance(single.hash_algorithm, SHA1)
        and single.serial_number == certificate.x509.serial_number
        and single.issuer_name_hash == _sha1(certificate.issuer_raw)
        and single.issuer_key_hash == _sha1(_public_key_bits(issuer))
    )


def _authorised(
    response: ocsp.OCSPResponse, issuer: Authority, store: TrustStore, at: datetime
) -> Iterator[Certificate]:
    """RFC 6960, 4.2.2.2: the authority itself, one it delegated to, or one pinned to its class by the operator."""
    yield issuer.certificate
    for pinned in store.responders:
        if pinned.trust is issuer.trust and _may_answer(pinned.certificate, at):
            yield pinned.certificate
    for included in list(response.certificates)[:MAX_RESPONDERS]:
        try:
            delegate = read_certificate(included.public_bytes(Encoding.DER))
        except Unreadable:
            continue
        if _may_answer(delegate, at) and signed_by(delegate, issuer.certificate):
            yield delegate


def _may_answer(responder: Certificate, at: datetime) -> bool:
    facts = responder.facts
    return (
        OCSP_SIGNING in facts.ekus
        and not facts.is_ca
        and not responder.unhandled_critical
        and facts.not_before <= at <= facts.not_after
    )


def _signed(response: ocsp.OCSPResponse, responder: Certificate) -> bool:
    algorithm = response.signature_hash_algorithm
    if responder.key is None or not isinstance(algorithm, _HASHES):
        return False
    try:
        responder.key.verify(response.signature, response.tbs_response_bytes, padding.PKCS1v15(), algorithm)
    except InvalidSignature:
        return False
    return True


def _same_nonce(response: ocsp.OCSPResponse, request: bytes) -> bool:
    try:
        received = response.extensions.get_extension_for_class(x509.OCSPNonce).value.nonce
    except x509.ExtensionNotFound:
        return True
    if not request:
        return True
    sent = ocsp.load_der_ocsp_request(request).extensions.get_extension_for_class(x509.OCSPNonce).value.nonce
    return received == sent


def _public_key_bits(certificate: Certificate) -> bytes:
    tbs = der.only(certificate.der, der.SEQUENCE).enter(der.SEQUENCE)
    tbs.take(0xA0)
    tbs.take(der.INTEGER)
    for _ in ("signature", "issuer", "validity", "subject"):
        tbs.take(der.SEQUENCE)
    key = tbs.enter(der.SEQUENCE)
    key.take(der.SEQUENCE)
    return key.take(der.BIT_STRING)[1:]


def _sha1(data: bytes) -> bytes:
    return hashlib.sha1(data, usedforsecurity=False).digest()
