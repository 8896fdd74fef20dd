"""A signature with all its evidence, made by the little world of certificates."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from ventanilla.adapters.evidence.verify import Finding, verify_package
from ventanilla.adapters.pki import cms, profile
from ventanilla.adapters.pki.certificate import read_certificate
from ventanilla.adapters.pki.demo_authority import STATUS_FILE, Status, write_status
from ventanilla.adapters.pki.trust import TrustStore
from ventanilla.adapters.tsa.responder import Responder, issue_tsa
from ventanilla.adapters.tsa.token import build_request, read_response
from ventanilla.domain.signing.acts import Challenge, Line, Request, signed_bytes
from ventanilla.domain.signing.evidence import Evidence, KeptAnswer, KeptStamp, write_evidence
from ventanilla.domain.signing.reading import in_words, read_payload
from ventanilla.domain.signing.verdict import Accepted

from .conftest import World

TSA_SERIAL = "00000000000099900009"


def tsa(world: World, key: RSAPrivateKey, begins: datetime, ends: datetime) -> Responder:
    """A time-stamping authority under the world's authority."""
    public, issuing = key.public_key(), world.authority.ca_key.public_key()
    life = profile.Validity(begins, ends)
    certificate = issue_tsa("SELLADORA", public, world.authority.issuer, issuing, TSA_SERIAL, life)
    return Responder(certificate, key, (world.authority.ca,))


def stamped(responder: Responder, digest: bytes, at: datetime) -> bytes:
    """A token over a digest."""
    return read_response(responder.respond(build_request(digest, 7), at))


@dataclass(frozen=True)
class Signed:
    """A package in parts, in the world where it is true."""

    world: World
    evidence: Evidence
    responder: Responder

    def verified(self, **changed: Any) -> Finding:
        """What the package proves with some parts changed."""
        return self.judged(write_evidence(replace(self.evidence, **changed)))

    def judged(self, package: bytes, time_anchors: TrustStore | None = None) -> Finding:
        """What some bytes prove."""
        trust = self.world.trust
        return verify_package(package, trust, trust if time_anchors is None else time_anchors)


def signed(world: World, certificate: bytes = b"", at: datetime | None = None) -> Signed:
    """A request signed in ``world``, with the authority's answer and a timestamp."""
    at = at or world.at
    iat = int(at.timestamp()) - 20
    challenge = Challenge("bm9uY2U", "http://localhost:8000", iat, iat + 120)
    act = Request("constancia", "Constancia", "0b6f", "", (Line("Motivo", "Escuela"), Line("Para", "Ñandú")))
    payload = signed_bytes(act, challenge)
    certificate = certificate or world.issue()
    signature = cms.build_cades(payload, certificate, world.sign)
    verdict = world.verifier.verify_cades(signature, payload, at)
    assert isinstance(verdict, Accepted), verdict
    found = verdict.revocation
    responder = tsa(world, world.other_key, at - timedelta(days=30), at + timedelta(days=335))
    token = stamped(responder, cms.signature_digest(signature), at + timedelta(seconds=5))
    evidence = Evidence(
        id="0b6f",
        at=at,
        payload=payload,
        words=tuple(str(line) for line in in_words(read_payload(payload))),
        cms=signature,
        certificate=certificate,
        chain=verdict.authorities,
        answers=(KeptAnswer(found.checked_at, found.state, found.doubt, found.raw),),
        stamps=(KeptStamp(token, cms.with_timestamp(signature, token)),),
    )
    return Signed(world, evidence, responder)


def revoke(world: World, certificate: bytes, at: datetime) -> None:
    """The authority revokes a certificate."""
    serial = f"{read_certificate(certificate).x509.serial_number:x}"
    write_status(world.pki / STATUS_FILE, Status(False, {serial: at}))
