"""Is what this package says of a signature true, and was the certificate good on the day it signed?

Everything is judged as of the instant of the signature: a certificate, an authority or a stamping key that
expired since changes nothing; one that was not in force that day changes everything. The package's own
conclusions are never taken: each is reached again from its raw bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, assert_never

from ventanilla.adapters.pki import cms
from ventanilla.adapters.pki.certificate import Certificate, Unreadable, read_certificate
from ventanilla.adapters.pki.port import OcspQuery, RevocationUnavailable
from ventanilla.adapters.pki.service import Verifier
from ventanilla.adapters.pki.trust import Authority, TrustStore
from ventanilla.adapters.tsa.token import BadToken, verify_token
from ventanilla.domain.signing.certificate import CertificateFacts, TrustClass
from ventanilla.domain.signing.evidence import BadEvidence, Evidence, EvidenceFault, read_evidence
from ventanilla.domain.signing.reading import NotSignable, Payload, in_words, read_payload
from ventanilla.domain.signing.revocation import Doubt, RevocationEvidence, RevocationState
from ventanilla.domain.signing.timestamp import Stamp, TimestampFault
from ventanilla.domain.signing.verdict import Accepted, Refused, SignatureFault
from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.text import Text, Value

SKEW: Final = timedelta(seconds=120)  # between the office's clock and a time-stamping authority's
VALID: Final = Text(
    "FIRMA_VALIDA",
    "La firma es válida: el texto no cambió y el certificado estaba en vigor cuando se firmó.",
)


@dataclass(frozen=True, slots=True)
class StampFinding:
    """A timestamp that was believed, or one whose authority nobody here knows (``stamp`` is None)."""

    stamp: Stamp | None


@dataclass(slots=True)
class Finding:
    """What a package proves. ``fault`` is None exactly when the signature is valid.

    What was not proven before the fault was met stays empty: nobody is named by a package that proves nobody.
    ``in_force`` is the authority's answer that shows the certificate was not revoked at the signature.
    """

    fault: EvidenceFault | None = None
    text: Text = VALID
    evidence: Evidence | None = None
    payload: Payload | None = None
    words: tuple[Text, ...] = ()
    facts: CertificateFacts | None = None
    trust: TrustClass | None = None
    line: tuple[Certificate, ...] = ()
    in_force: RevocationEvidence | None = None
    stamps: list[StampFinding] = field(default_factory=list)

    @property
    def valid(self) -> bool:
        """Everything was proven."""
        return self.fault is None

    @property
    def same_words(self) -> bool:
        """The words that the office showed are those that this program says of the same text."""
        return self.evidence is not None and self.evidence.words == tuple(map(str, self.words))


class _Disproved(Exception):
    def __init__(self, fault: EvidenceFault, **values: Value) -> None:
        super().__init__(fault.name)
        self.fault = fault
        self.text = fault.text(**values)


class _Nobody:
    """There is nobody to ask: what the package brings is all there is."""

    def ask(self, query: OcspQuery, at: datetime) -> bytes:
        raise RevocationUnavailable(Doubt.SIN_SERVICIO, "a package is verified without network")


def verify_package(data: bytes, anchors: TrustStore, time_anchors: TrustStore) -> Finding:
    """Examine a package (bytes). ``anchors`` are believed about people, ``time_anchors`` about time; never raises."""
    finding = Finding()
    try:
        finding.evidence = read_evidence(data)
        _examine(finding, finding.evidence, anchors, time_anchors)
    except (BadEvidence, _Disproved) as error:
        finding.fault, finding.text = error.fault, error.text
    return finding


def _examine(finding: Finding, evidence: Evidence, anchors: TrustStore, time_anchors: TrustStore) -> None:
    payload = _payload(evidence)
    verifier = Verifier(_believed(evidence, anchors), _Nobody())
    accepted = _signature(evidence, verifier)
    if evidence.chain and accepted.chain[1:] != tuple(_readable(each).facts.sha256 for each in evidence.chain):
        raise _Disproved(EvidenceFault.CADENA_DISTINTA)
    if not payload.challenge.issued_at <= int(evidence.at.timestamp()) <= payload.challenge.expires_at:
        raise _Disproved(EvidenceFault.INSTANTE_IMPOSIBLE)
    finding.payload, finding.words = payload, in_words(payload)
    finding.facts, finding.trust = accepted.facts, accepted.trust
    finding.line = tuple(map(read_certificate, accepted.authorities))
    finding.in_force = _revocation(evidence, verifier)
    finding.stamps = [_stamp(evidence, number, payload, time_anchors) for number in range(len(evidence.stamps))]


def _payload(evidence: Evidence) -> Payload:
    try:
        return read_payload(evidence.payload)
    except NotSignable as error:
        raise _Disproved(EvidenceFault.TEXTO_DESCONOCIDO) from error


def _believed(evidence: Evidence, anchors: TrustStore) -> TrustStore:
    """The root that ends the package's chain, if it is an anchor, and the package's authorities below it.

    Nothing else: what is verified is this chain, not another that the anchors would also allow. A package that
    brings none (from before the office kept them) rests on the anchors alone.
    """
    if not evidence.chain:
        return anchors
    chain = [_readable(each) for each in evidence.chain]
    roots = [
        authority
        for authority in anchors.authorities
        if authority.is_root and authority.sha256 == chain[-1].facts.sha256
    ]
    below: Sequence[Certificate] = [each for each in chain[:-1] if not each.self_issued]
    brought = [Authority(each, root.trust) for root in roots for each in below]
    return TrustStore((*roots, *brought), anchors.responders)


def _readable(certificate: bytes) -> Certificate:
    try:
        return read_certificate(certificate)
    except Unreadable as error:
        raise _Disproved(EvidenceFault.CADENA_DISTINTA) from error


def _signature(evidence: Evidence, verifier: Verifier) -> Accepted:
    """The signature, the chain, the kind and the dates, at the instant of the signature."""
    try:
        named = cms.read_cades(evidence.cms).certificate
    except cms.BadCms as error:
        raise _Disproved(EvidenceFault.FIRMA_ILEGIBLE) from error
    if named != evidence.certificate:
        raise _Disproved(EvidenceFault.CERTIFICADO_DISTINTO)
    verdict = verifier.verify_cades(evidence.cms, evidence.payload, evidence.at)
    if isinstance(verdict, Refused):
        raise _disproved(verdict)
    return verdict


def _disproved(refused: Refused) -> _Disproved:
    """The same reason, told to whoever verifies instead of to whoever signs."""
    facts, fault = refused.facts, refused.fault
    match fault:
        case SignatureFault.CONTENIDO_ALTERADO:
            return _Disproved(EvidenceFault.TEXTO_ALTERADO)
        case SignatureFault.FIRMA_NO_COINCIDE:
            return _Disproved(EvidenceFault.FIRMA_NO_COINCIDE)
        case SignatureFault.OTRA_AUTORIDAD:
            return _Disproved(EvidenceFault.AUTORIDAD_DESCONOCIDA)
        case SignatureFault.AUTORIDAD_VENCIDA:
            return _Disproved(EvidenceFault.AUTORIDAD_VENCIDA, **refused.text.values)
        case SignatureFault.VENCIDA | SignatureFault.AUN_NO_VIGENTE if facts is not None:
            dates = {"desde": civil_date(facts.not_before), "hasta": civil_date(facts.not_after)}
            return _Disproved(EvidenceFault.CERTIFICADO_FUERA_DE_VIGENCIA, **dates)
        case SignatureFault.FIRMA_VACIA | SignatureFault.FIRMA_MAL_FORMADA:
            return _Disproved(EvidenceFault.FIRMA_ILEGIBLE)
    return _Disproved(EvidenceFault.CERTIFICADO_NO_ADMITIDO)


def _revocation(evidence: Evidence, verifier: Verifier) -> RevocationEvidence:
    """The answer that shows the certificate was in force when it signed.

    Only what the office held for conclusive counts, judged again as of when it came and never before the
    signature; an answer that it doubted (another request's nonce) is not promoted. A revocation that came
    after the signature leaves the signature good.
    """
    in_force: RevocationEvidence | None = None
    for answer in evidence.answers:
        if answer.state is RevocationState.INDETERMINADA:
            continue
        judged = verifier.judge_again(evidence.certificate, answer.raw, answer.checked_at)
        if judged.state is not answer.state or answer.checked_at < evidence.at:
            raise _Disproved(EvidenceFault.RESPUESTA_DISTINTA)
        match judged.state:
            case RevocationState.VIGENTE:
                in_force = in_force or judged
            case RevocationState.REVOCADA:
                if judged.revoked_at is None or judged.revoked_at <= evidence.at:
                    day = civil_date(judged.revoked_at or judged.checked_at)
                    raise _Disproved(EvidenceFault.CERTIFICADO_REVOCADO, fecha=day)
                in_force = in_force or judged
            case _:
                assert_never(judged.state)
    if in_force is None:
        raise _Disproved(EvidenceFault.REVOCACION_SIN_COMPROBAR)
    return in_force


def _stamp(evidence: Evidence, number: int, payload: Payload, time_anchors: TrustStore) -> StampFinding:
    kept = evidence.stamps[number]
    if kept.cades_t != cms.with_timestamp(evidence.cms, kept.token):
        raise _Disproved(EvidenceFault.SELLO_DE_TIEMPO_NO_VALIDO, causa=TimestampFault.OTRO_CONTENIDO.value)
    try:
        stamp = verify_token(kept.token, cms.signature_digest(evidence.cms), time_anchors)
    except BadToken as error:
        if error.fault is TimestampFault.AUTORIDAD_DESCONOCIDA:
            return StampFinding(None)
        raise _Disproved(EvidenceFault.SELLO_DE_TIEMPO_NO_VALIDO, causa=error.fault.value) from error
    if stamp.at.timestamp() < payload.challenge.issued_at - SKEW.total_seconds():
        raise _Disproved(EvidenceFault.SELLO_DE_TIEMPO_ANTERIOR)
    return StampFinding(stamp)
