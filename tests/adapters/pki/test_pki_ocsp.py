"""Revocation: every vector has its answer, and no doubt is ever taken for *good*."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp as library

from ventanilla.adapters.pki import ocsp, profile
from ventanilla.adapters.pki.certificate import Certificate, read_certificate
from ventanilla.adapters.pki.demo_authority import STATUS_FILE, Status, create_authority, write_status
from ventanilla.adapters.pki.local import LocalRevocation
from ventanilla.adapters.pki.port import OcspQuery, RevocationUnavailable, SourceByTrust
from ventanilla.adapters.pki.service import Verifier
from ventanilla.adapters.pki.trust import Authority, TrustStore
from ventanilla.domain.signing.certificate import TrustClass
from ventanilla.domain.signing.revocation import Doubt, RevocationEvidence, RevocationState
from ventanilla.domain.signing.verdict import Accepted, Refused, SignatureFault

if TYPE_CHECKING:
    from .conftest import World

MINUTE = timedelta(minutes=1)


class Responder:
    """Answers as told: about whom, signed by whom, when, and with which certificates inside."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.leaf = read_certificate(world.issue())
        self.issuer = world.trust.authorities[1]
        self.trust = world.trust
        self.about: Certificate = self.leaf
        self.about_issuer = self.issuer.certificate
        self.key: RSAPrivateKey = world.authority.responder_key
        self.certificate = x509.load_der_x509_certificate(world.authority.responder)
        self.included: list[x509.Certificate] = [self.certificate]
        self.status = library.OCSPCertStatus.GOOD
        self.begins = world.at
        self.ends: datetime | None = world.at + MINUTE
        self.hash: SHA1 | SHA256 = SHA1()
        self.nonce: bytes | None = None

    def answer(self) -> bytes:
        revoked = self.status is library.OCSPCertStatus.REVOKED
        builder = library.OCSPResponseBuilder().add_response(
            self.about.x509,
            self.about_issuer.x509,
            self.hash,
            self.status,
            self.begins,
            self.ends,
            self.begins - MINUTE if revoked else None,
            None,
        )
        builder = builder.responder_id(library.OCSPResponderEncoding.HASH, self.certificate)
        if self.included:
            builder = builder.certificates(self.included)
        if self.nonce is not None:
            builder = builder.add_extension(x509.OCSPNonce(self.nonce), critical=False)
        return builder.sign(self.key, SHA256()).public_bytes(Encoding.DER)

    def judge(
        self, answer: bytes | None = None, at: datetime | None = None, request: bytes = b""
    ) -> RevocationEvidence:
        answer = self.answer() if answer is None else answer
        return ocsp.judge(answer, self.leaf, self.issuer, self.trust, at or self.world.at, request)

    def doubt(self, **changes: Any) -> Doubt | None:
        evidence = self.judge(**changes)
        assert (evidence.doubt is None) is (evidence.state is not RevocationState.INDETERMINADA)
        return evidence.doubt

    def new_responder(self, issuer: profile.Issuer, *extensions: bytes, begins: int = 2020) -> None:
        """Another responder, of another issuer or profile; it answers from now on."""
        life = profile.Validity(datetime(begins, 1, 1, tzinfo=UTC), datetime(begins + 4, 1, 1, tzinfo=UTC))
        made = profile.issue(
            profile.encode_name([("2.5.4.3", 0x0C, "OCSP")]),
            self.world.key.public_key(),
            issuer,
            "00000000000000000011",
            life,
            extensions or [profile.basic_constraints(), profile.extended_key_usage("1.3.6.1.5.5.7.3.9")],
        )
        self.key = self.world.key
        self.certificate = x509.load_der_x509_certificate(made)
        self.included = [self.certificate]


@pytest.fixture
def responder(world: World) -> Responder:
    return Responder(world)


def test_good(responder: Responder) -> None:
    answer = responder.answer()
    evidence = responder.judge(answer)
    assert evidence.state is RevocationState.VIGENTE
    assert evidence.raw == answer
    assert evidence.certificate_sha256 == responder.leaf.facts.sha256
    assert evidence.responder_sha256 == hashlib.sha256(responder.world.authority.responder).hexdigest()
    assert (evidence.this_update, evidence.next_update) == (responder.begins, responder.ends)


def test_revoked(responder: Responder) -> None:
    responder.status = library.OCSPCertStatus.REVOKED
    evidence = responder.judge()
    assert (evidence.state, evidence.revoked_at) == (RevocationState.REVOCADA, responder.begins - MINUTE)


def test_the_responder_does_not_know_it(responder: Responder) -> None:
    responder.status = library.OCSPCertStatus.UNKNOWN
    assert responder.doubt() is Doubt.NO_LO_CONOCE


def test_another_certificate(responder: Responder) -> None:
    responder.about = read_certificate(responder.world.issue(serial=2))
    assert responder.doubt() is Doubt.OTRO_CERTIFICADO


def test_the_same_serial_of_another_issuer(responder: Responder) -> None:
    other, _ = create_authority(2048, title="OTRA")
    responder.about_issuer = read_certificate(other.ca)
    assert responder.doubt() is Doubt.OTRO_CERTIFICADO


def test_a_certificate_named_by_another_hash(responder: Responder) -> None:
    responder.hash = SHA256()
    assert responder.doubt() is Doubt.OTRO_CERTIFICADO


@pytest.mark.parametrize(
    ("late", "doubt"),
    [
        (MINUTE, None),
        (MINUTE + ocsp.SKEW, None),
        (MINUTE + ocsp.SKEW + timedelta(seconds=1), Doubt.OBSOLETA),
        (-ocsp.SKEW, None),
        (-ocsp.SKEW - timedelta(seconds=1), Doubt.DEL_FUTURO),
    ],
)
def test_stale_or_from_the_future(responder: Responder, late: timedelta, doubt: Doubt | None) -> None:
    assert responder.doubt(at=responder.world.at + late) is doubt


def test_an_answer_that_does_not_say_when_it_ends(responder: Responder) -> None:
    responder.ends = None
    assert responder.doubt() is None
    assert responder.doubt(at=responder.world.at + ocsp.MAX_AGE + timedelta(seconds=1)) is Doubt.OBSOLETA


def test_tampered_anywhere(responder: Responder) -> None:
    """No byte can change and leave an answer that says something else, except inside the included certificate."""
    good = responder.answer()
    inside = good.index(responder.world.authority.responder)
    accepted = 0
    for position in range(len(good)):
        changed = bytearray(good)
        changed[position] ^= 1 << position % 8
        evidence = responder.judge(bytes(changed))
        if evidence.state is not RevocationState.INDETERMINADA:
            accepted += 1
            assert evidence.state is RevocationState.VIGENTE
            assert position >= inside or evidence.this_update == responder.begins
    assert accepted < len(good) // 20


def test_signed_by_another_key(responder: Responder) -> None:
    genuine = responder.included
    other, _ = create_authority(2048)
    responder.new_responder(other.issuer, begins=2025)
    responder.included = genuine
    assert responder.doubt() is Doubt.FIRMA_ALTERADA


def test_no_nonce_is_usual_and_a_foreign_one_is_refused(responder: Responder) -> None:
    request = ocsp.ask(responder.leaf, responder.issuer).request
    assert responder.doubt(request=request) is None
    responder.nonce = b"0123456789abcdef"
    assert responder.doubt(request=request) is Doubt.OTRA_PREGUNTA
    extensions = library.load_der_ocsp_request(request).extensions
    responder.nonce = extensions.get_extension_for_class(x509.OCSPNonce).value.nonce
    assert responder.doubt(request=request) is None


@pytest.mark.parametrize(
    "garbage", [b"", b"\x30\x00", b"<html>503</html>", bytes(200), b"\x30" * ocsp.MAX_ANSWER_BYTES]
)
def test_garbage_is_undetermined(responder: Responder, garbage: bytes) -> None:
    assert responder.doubt(answer=garbage) is Doubt.ILEGIBLE


def test_an_answer_too_large_is_not_kept(responder: Responder) -> None:
    evidence = responder.judge(b"\x30" * (ocsp.MAX_ANSWER_BYTES + 1))
    assert (evidence.doubt, evidence.raw) == (Doubt.ILEGIBLE, b"")


@pytest.mark.parametrize(
    "status",
    [
        library.OCSPResponseStatus.TRY_LATER,
        library.OCSPResponseStatus.INTERNAL_ERROR,
        library.OCSPResponseStatus.UNAUTHORIZED,
        library.OCSPResponseStatus.MALFORMED_REQUEST,
    ],
)
def test_try_later(responder: Responder, status: library.OCSPResponseStatus) -> None:
    answer = library.OCSPResponseBuilder.build_unsuccessful(status).public_bytes(Encoding.DER)
    assert responder.doubt(answer=answer) is Doubt.APLAZADA


def test_the_authority_may_answer_itself(responder: Responder) -> None:
    responder.key = responder.world.authority.ca_key
    responder.certificate = responder.issuer.certificate.x509
    responder.included = []
    assert responder.doubt() is None


def test_a_responder_of_another_authority(responder: Responder) -> None:
    other, _ = create_authority(2048)
    responder.new_responder(other.issuer)
    assert responder.doubt() is Doubt.FIRMA_ALTERADA


def test_a_responder_without_the_usage(responder: Responder) -> None:
    """A person's own e.firma, of the same authority, cannot vouch for itself."""
    responder.new_responder(responder.world.authority.issuer, *profile.efirma_extensions(), begins=2025)
    assert responder.doubt() is Doubt.FIRMA_ALTERADA


def test_a_responder_out_of_date(responder: Responder) -> None:
    responder.new_responder(responder.world.authority.issuer, begins=2010)
    assert responder.doubt() is Doubt.FIRMA_ALTERADA


def test_a_responder_in_date_answers(responder: Responder) -> None:
    responder.new_responder(responder.world.authority.issuer, begins=2025)
    assert responder.doubt() is None


def test_a_pinned_responder_answers_for_its_class_alone(responder: Responder) -> None:
    """RFC 6960, 4.2.2.2: local configuration; so the demonstration answers for test authorities."""
    other, _ = create_authority(2048)
    responder.new_responder(other.issuer, begins=2025)
    pinned = responder.certificate.public_bytes(Encoding.DER)
    responder.trust = responder.trust.with_responder(pinned, TrustClass.PRUEBA)
    assert responder.doubt() is Doubt.FIRMA_ALTERADA
    responder.trust = responder.trust.with_responder(pinned, TrustClass.DEMOSTRACION)
    assert responder.doubt() is None


# -- through the verifier: what the office concludes


class Fixed:
    """A source that answers the same to everybody, and counts."""

    def __init__(self, answer: bytes) -> None:
        self.answer = answer
        self.asked = 0

    def ask(self, query: OcspQuery, at: datetime) -> bytes:
        self.asked += 1
        return self.answer


def _sign_in(world: World, verifier: Verifier, evidence: RevocationEvidence | None = None) -> Accepted | Refused:
    return verifier.verify_raw(world.issue(), world.sign(b"x"), b"x", world.at, evidence)


def test_the_demonstration_answers_as_its_file_says(world: World) -> None:
    verifier = world.verifier
    serial = f"{read_certificate(world.issue()).x509.serial_number:x}"
    assert isinstance(_sign_in(world, verifier), Accepted)
    revoked_at = world.at - timedelta(days=2)
    write_status(world.pki / STATUS_FILE, Status(down=False, revoked={serial: revoked_at}))
    refused = _sign_in(world, verifier)
    assert isinstance(refused, Refused)
    assert refused.fault is SignatureFault.REVOCADA
    assert "20 de noviembre de 2026" in str(refused.text)
    assert refused.revocation is not None
    assert refused.revocation.raw
    write_status(world.pki / STATUS_FILE, Status(down=True, revoked={serial: revoked_at}))
    accepted = _sign_in(world, verifier)
    assert isinstance(accepted, Accepted)
    assert (accepted.revocation.state, accepted.revocation.doubt) == (
        RevocationState.INDETERMINADA,
        Doubt.SIN_RESPUESTA,
    )


def test_pitfall_a_revoked_leaf_declares_no_responder(world: World) -> None:
    """Which is why validators that "check if declared" accept it."""
    certificate = read_certificate(world.issue()).x509
    for extension in (x509.AuthorityInformationAccess, x509.CRLDistributionPoints, x509.AuthorityKeyIdentifier):
        with pytest.raises(x509.ExtensionNotFound):
            certificate.extensions.get_extension_for_class(extension)


def test_nobody_is_asked_about_a_bad_signature(world: World) -> None:
    source = Fixed(b"")
    verifier = Verifier(world.trust, source)
    verifier.verify_raw(world.issue(), world.sign(b"y"), b"x", world.at)
    verifier.verify_raw(b"nada", world.sign(b"x"), b"x", world.at)
    assert source.asked == 0
    verifier.verify_raw(world.issue(), world.sign(b"x"), b"x", world.at)
    assert source.asked == 1


def test_evidence_of_before_is_used_without_asking(world: World) -> None:
    evidence = world.verifier.check_revocation(world.issue(), world.at)
    assert evidence.state is RevocationState.VIGENTE
    source = Fixed(b"")
    accepted = _sign_in(world, Verifier(world.trust, source), evidence)
    assert isinstance(accepted, Accepted)
    assert (accepted.revocation, source.asked) == (evidence, 0)


def test_evidence_about_another_certificate_is_worth_nothing(world: World) -> None:
    evidence = world.verifier.check_revocation(world.issue(serial=2), world.at)
    accepted = _sign_in(world, world.verifier, evidence)
    assert isinstance(accepted, Accepted)
    assert accepted.revocation.doubt is Doubt.OTRO_CERTIFICADO


def test_a_stored_answer_is_judged_again_years_later(world: World) -> None:
    evidence = world.verifier.check_revocation(world.issue(), world.at)
    again = world.verifier.judge_again(world.issue(), evidence.raw, world.at)
    assert again == evidence
    much_later = world.verifier.judge_again(world.issue(), evidence.raw, world.at + timedelta(days=900))
    assert much_later.doubt is Doubt.OBSOLETA


def test_nobody_to_ask(world: World) -> None:
    stranger, _ = create_authority(2048, title="OTRA")
    assert world.verifier.check_revocation(stranger.responder, world.at).doubt is Doubt.SIN_SERVICIO
    assert world.verifier.check_revocation(b"nada", world.at).doubt is Doubt.ILEGIBLE
    assert world.verifier.judge_again(b"nada", b"", world.at).doubt is Doubt.ILEGIBLE


def test_each_class_has_its_source(world: World) -> None:
    query = ocsp.ask(read_certificate(world.issue()), world.trust.authorities[1])
    local = LocalRevocation(world.pki, world.authority)
    assert SourceByTrust({TrustClass.DEMOSTRACION: local}).ask(query, world.at)
    with pytest.raises(RevocationUnavailable) as error:
        SourceByTrust({TrustClass.PRODUCCION: local}).ask(query, world.at)
    assert error.value.doubt is Doubt.SIN_SERVICIO


def test_test_anchors_are_answered_by_the_demonstrations_responder(world: World) -> None:
    """Their own responder does not answer from here."""
    other, _ = create_authority(2048, title="PRUEBA")
    anchors = [Authority(read_certificate(each), TrustClass.PRUEBA) for each in (other.root, other.ca)]
    trust = TrustStore([*world.trust.authorities, *anchors])
    leaf = replace(world, authority=other).issue()
    source = LocalRevocation(world.pki, world.authority)
    assert Verifier(trust, source).check_revocation(leaf, world.at).doubt is Doubt.FIRMA_ALTERADA
    pinned = trust.with_responder(world.authority.responder, TrustClass.PRUEBA)
    assert Verifier(pinned, source).check_revocation(leaf, world.at).state is RevocationState.VIGENTE
