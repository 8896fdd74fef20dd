"""The timestamp inside a sealed PDF (PAdES B-T): who gives it, and every byte of it accounted for."""

from __future__ import annotations

import hashlib
import io
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from tests.adapters.pdf_structure import faults
from tests.adapters.test_seal_pdf import FOLIO, LATER, SEALED_AT, changed_at, cms_of, gap_of, with_cms
from tests.adapters.test_typeset import SHEET

from ventanilla.adapters.pki import der
from ventanilla.adapters.pki.certificate import read_certificate
from ventanilla.adapters.pki.demo_authority import open_authority
from ventanilla.adapters.pki.trust import Authority, TrustStore
from ventanilla.adapters.seal import SealedPdf, verify_pdf
from ventanilla.adapters.seal.cms import content_info, signature_and_token, signed_attributes
from ventanilla.adapters.seal.local import LocalSigner
from ventanilla.adapters.tsa.embedded import FileStamper, embed, read_embedded, time_trust
from ventanilla.adapters.tsa.local import LocalTimestamps
from ventanilla.adapters.tsa.port import TimestampUnavailable
from ventanilla.adapters.tsa.responder import Responder
from ventanilla.adapters.tsa.token import BadToken, build_request, read_response
from ventanilla.adapters.typeset.local import TypstTypesetter
from ventanilla.domain.signing.certificate import TrustClass
from ventanilla.domain.signing.timestamp import Stamp, TimestampFault

Stamping = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def pki(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("var") / "pki"
    open_authority(root, bits=2048)
    return root


@pytest.fixture(scope="module")
def demo(pki: Path) -> LocalTimestamps:
    return LocalTimestamps.open(pki)


@pytest.fixture(scope="module")
def stamped_pdf(signer: LocalSigner, plain_pdf: bytes, demo: LocalTimestamps) -> bytes:
    return seal(signer, plain_pdf, lambda signature: FileStamper(demo, demo.trust).stamp(signature, SEALED_AT))


def seal(signer: LocalSigner, plain: bytes, stamp: Stamping | None) -> bytes:
    return signer.seal_pdf(plain, folio=FOLIO, expires_on=date(2027, 1, 21), at=SEALED_AT, stamp=stamp)


def verified(data: bytes, signer: LocalSigner, trust: TrustStore | None) -> SealedPdf:
    return verify_pdf(data, [signer.seal], LATER, trust)


# -- three levels: a root, an authority below it, and whoever stamps


def certificate(
    name: str, key: RSAPrivateKey, issuer: str, issuing: RSAPrivateKey, serial: int, *, ca: bool
) -> x509.Certificate:
    def named(common_name: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, common_name)])

    builder = (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(named(issuer))
        .public_key(key.public_key())
        .serial_number(serial)
        .not_valid_before(SEALED_AT - timedelta(days=30))
        .not_valid_after(SEALED_AT + timedelta(days=700))
        .add_extension(x509.BasicConstraints(ca, None), critical=True)
        .add_extension(x509.KeyUsage(not ca, False, False, False, False, ca, ca, False, False), critical=True)
    )
    if not ca:
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return builder.sign(issuing, SHA256())


@dataclass(frozen=True)
class Distant:
    """A time-stamping authority under an intermediate one, which only its tokens bring."""

    responder: Responder
    trust: TrustStore

    @classmethod
    def make(cls, extra: tuple[bytes, ...] = ()) -> Distant:
        root, middle, own = (generate_private_key(65537, 2048) for _ in range(3))
        top = certificate("Raíz", root, "Raíz", root, 1, ca=True).public_bytes(Encoding.DER)
        below = certificate("Intermedia", middle, "Raíz", root, 2, ca=True).public_bytes(Encoding.DER)
        stamper = certificate("Hora", own, "Intermedia", middle, 3, ca=False).public_bytes(Encoding.DER)
        trust = TrustStore([Authority(read_certificate(top), TrustClass.PRODUCCION)])
        return cls(Responder(stamper, own, (below, *extra)), trust)

    def stamp(self, digest: bytes, at: datetime) -> Stamp:
        token = read_response(self.responder.respond(build_request(digest, 7), at))
        return Stamp(token, at, "Hora", "", 1)


@pytest.fixture(scope="module")
def distant() -> Distant:
    return Distant.make()


@pytest.fixture(scope="module")
def distant_pdf(signer: LocalSigner, plain_pdf: bytes, distant: Distant) -> bytes:
    return seal(signer, plain_pdf, lambda signature: FileStamper(distant, distant.trust).stamp(signature, SEALED_AT))


# -- what it says


def test_the_file_says_when_and_who_says_so(stamped_pdf: bytes, signer: LocalSigner, demo: LocalTimestamps) -> None:
    found = verified(stamped_pdf, signer, demo.trust)
    assert found.valid
    assert found.time is not None
    assert (found.time.at, found.time.judged) == (SEALED_AT, True)
    assert found.time.authority == "SELLO DE TIEMPO DE DEMOSTRACION"
    assert (found.folio, found.signed_at) == (FOLIO, SEALED_AT)


def test_without_anchors_the_time_is_told_and_not_judged(stamped_pdf: bytes, signer: LocalSigner) -> None:
    found = verified(stamped_pdf, signer, None)
    assert found.valid
    assert found.time is not None
    assert not found.time.judged


def test_an_authority_that_nobody_here_believes_is_refused(
    stamped_pdf: bytes, distant_pdf: bytes, signer: LocalSigner, distant: Distant
) -> None:
    assert verified(distant_pdf, signer, distant.trust).valid
    found = verified(stamped_pdf, signer, distant.trust)
    assert (found.valid, found.why.code, found.time) == (False, "PDF_HORA_AJENA", None)


def test_a_seal_without_time_still_says_none(sealed_pdf: bytes, signer: LocalSigner, demo: LocalTimestamps) -> None:
    found = verified(sealed_pdf, signer, demo.trust)
    assert found.valid
    assert found.time is None


def test_the_anchors_of_an_installation(pki: Path, tmp_path: Path, stamped_pdf: bytes, signer: LocalSigner) -> None:
    assert time_trust(tmp_path, None) is None
    assert verified(stamped_pdf, signer, time_trust(pki, None)).valid
    assert not verified(stamped_pdf, signer, time_trust(tmp_path, tmp_path)).valid


# -- what others say of it


def test_pdfsig_finds_it_valid(stamped_pdf: bytes, distant_pdf: bytes, tmp_path: Path) -> None:
    for data in (stamped_pdf, distant_pdf):
        path = tmp_path / "sealed.pdf"
        path.write_bytes(data)
        told = subprocess.run(["pdfsig", str(path)], capture_output=True, text=True, check=False).stdout
        assert "Signature is Valid." in told
        assert "Total document signed" in told


def test_pyhanko_reads_the_timestamp_and_believes_it(distant_pdf: bytes, signer: LocalSigner, distant: Distant) -> None:
    (embedded,) = PdfFileReader(io.BytesIO(distant_pdf)).embedded_signatures
    roots = [*load_certs_from_pemder_data(signer.seal.chain[0]), *load_certs_from_pemder_data(distant_root(distant))]
    context = ValidationContext(trust_roots=roots, moment=LATER, best_signature_time=SEALED_AT)
    status = validate_pdf_signature(embedded, context, skip_diff=False)
    assert status.trusted
    assert status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    stamp = status.timestamp_validity
    assert stamp is not None
    assert (stamp.timestamp, stamp.valid, stamp.trusted) == (SEALED_AT, True, True)


def distant_root(distant: Distant) -> bytes:
    return distant.trust.authorities[0].certificate.der


def test_openssl_verifies_the_token(distant_pdf: bytes, distant: Distant, tmp_path: Path) -> None:
    signature, token = signature_and_token(cms_of(distant_pdf))
    (tmp_path / "token").write_bytes(token)
    (tmp_path / "signature").write_bytes(signature)
    root = x509.load_der_x509_certificate(distant_root(distant)).public_bytes(Encoding.PEM)
    (tmp_path / "ca.pem").write_bytes(root)
    options = ["-verify", "-token_in", "-in", "token", "-data", "signature", "-CAfile", "ca.pem", "-no_check_time"]
    told = subprocess.run(["openssl", "ts", *options], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "Verification: OK" in told.stdout + told.stderr


def test_the_structure_is_whole(signer: LocalSigner, demo: LocalTimestamps) -> None:
    printed = TypstTypesetter().print(SHEET)
    stamper = FileStamper(demo, demo.trust)
    data = seal(signer, printed, lambda signature: stamper.stamp(signature, SEALED_AT))
    found = verified(data, signer, demo.trust)
    assert found.time is not None
    assert faults(data) == set()


# -- every byte


@pytest.mark.parametrize(
    ("which", "judged"), [("stamped_pdf", False), pytest.param("distant_pdf", True, marks=pytest.mark.slow)]
)
def test_every_97th_byte_and_every_byte_of_contents_is_guarded(
    which: str, judged: bool, signer: LocalSigner, request: pytest.FixtureRequest
) -> None:
    data: bytes = request.getfixturevalue(which)
    trust: TrustStore = request.getfixturevalue("demo" if which == "stamped_pdf" else "distant").trust
    start, end = gap_of(data)
    offsets = sorted({*range(0, len(data), 97), *range(start - 12, end + 80)})
    assert len(offsets) > 15_000
    believed = trust if judged else None
    missed = [at for at in offsets if verified(changed_at(data, at, data[at] ^ 0x01), signer, believed).valid]
    assert missed == []


@pytest.mark.slow
def test_every_bit_of_the_token_is_guarded(distant_pdf: bytes) -> None:
    signature, token = signature_and_token(cms_of(distant_pdf))
    digest = hashlib.sha256(signature).digest()
    assert read_embedded(token, digest, None).at == SEALED_AT
    missed = []
    for at in range(len(token)):
        for bit in range(8):
            try:
                read_embedded(changed_at(token, at, token[at] ^ 1 << bit), digest, None)
            except BadToken:
                continue
            missed.append((at, bit))
    assert missed == []


# -- other tokens


def test_a_token_cannot_be_taken_out_nor_put_in(
    stamped_pdf: bytes, sealed_pdf: bytes, signer: LocalSigner, demo: LocalTimestamps
) -> None:
    signature, token = signature_and_token(cms_of(stamped_pdf))
    start, end = gap_of(stamped_pdf)
    attributes = signed_attributes(signer.seal, hashlib.sha256(stamped_pdf[:start] + stamped_pdf[end:]).digest())
    assert with_cms(stamped_pdf, content_info(signer.seal, attributes, signature, token)) == stamped_pdf
    without = with_cms(stamped_pdf, content_info(signer.seal, attributes, signature))
    assert not verified(without, signer, demo.trust).valid

    start, end = gap_of(sealed_pdf)
    attributes = signed_attributes(signer.seal, hashlib.sha256(sealed_pdf[:start] + sealed_pdf[end:]).digest())
    bare, _ = signature_and_token(cms_of(sealed_pdf))
    other = FileStamper(demo, demo.trust).stamp(bare, SEALED_AT)
    fuller = content_info(signer.seal, attributes, bare, other).hex().upper().encode("ascii")
    assert not verified(sealed_pdf[: start + 1] + fuller + sealed_pdf[end - 1 :], signer, demo.trust).valid


def restamped(data: bytes, signer: LocalSigner, stamp: Stamping) -> bytes:
    signature, _ = signature_and_token(cms_of(data))
    start, end = gap_of(data)
    attributes = signed_attributes(signer.seal, hashlib.sha256(data[:start] + data[end:]).digest())
    return with_cms(data, content_info(signer.seal, attributes, signature, stamp(signature)))


def test_a_token_of_another_hour_or_of_another_seal_is_refused(
    stamped_pdf: bytes, signer: LocalSigner, demo: LocalTimestamps
) -> None:
    def at(moment: datetime) -> Stamping:
        return lambda signature: FileStamper(demo, demo.trust).stamp(signature, moment)

    same = verified(restamped(stamped_pdf, signer, at(SEALED_AT + timedelta(minutes=5))), signer, demo.trust)
    assert same.valid
    for late in (timedelta(minutes=5, seconds=1), -timedelta(minutes=5, seconds=1)):
        found = verified(restamped(stamped_pdf, signer, at(SEALED_AT + late)), signer, demo.trust)
        assert (found.valid, found.why.code) == (False, "PDF_HORA_ALTERADA")
    moved = restamped(stamped_pdf, signer, lambda _: at(SEALED_AT)(b"another signature"))
    assert verified(moved, signer, demo.trust).why.code == "PDF_HORA_ALTERADA"


def test_what_nobody_signed_is_left_out(distant: Distant, demo: LocalTimestamps) -> None:
    """The authority's own spelling is not ours: its bag brings a certificate that has nothing to do with it."""
    digest = bytes(32)
    stranger = demo.responder.certificate
    responder = Responder(distant.responder.certificate, distant.responder.key, (*distant.responder.chain, stranger))
    token = read_response(responder.respond(build_request(digest, 7), SEALED_AT))
    assert stranger in token
    with pytest.raises(BadToken):
        read_embedded(token, digest, distant.trust)
    written = embed(token, digest, distant.trust)
    assert stranger not in written
    assert distant_root(distant) in written
    assert read_embedded(written, digest, distant.trust).judged


def test_a_certificate_whose_signature_has_loose_bits_is_refused(distant: Distant) -> None:
    written = embed(distant.stamp(bytes(32), SEALED_AT).token, bytes(32), distant.trust)
    bits = der.bits(b"\x00")[:2]
    assert bits[0] == der.BIT_STRING
    for at in range(len(written) - 5):
        if written[at : at + 5] == b"\x03\x82\x01\x01\x00":  # the signature of a certificate: 256 whole bytes
            with pytest.raises(BadToken):
                read_embedded(changed_at(written, at + 4, 1), bytes(32), None)


# -- when it is not there


@dataclass
class Down:
    asked: list[datetime] = field(default_factory=list)

    def stamp(self, digest: bytes, at: datetime) -> Stamp:
        self.asked.append(at)
        raise TimestampUnavailable(TimestampFault.SIN_RESPUESTA)


def test_an_authority_that_failed_is_not_asked_again_for_a_minute() -> None:
    down = Down()
    stamper = FileStamper(down, TrustStore())
    for seconds in (0, 1, 59, 60, 61):
        with pytest.raises(TimestampUnavailable):
            stamper.stamp(b"signature", SEALED_AT + timedelta(seconds=seconds))
    assert down.asked == [SEALED_AT, SEALED_AT + timedelta(seconds=60)]


def test_what_the_authority_raises_leaves_no_file(signer: LocalSigner, plain_pdf: bytes) -> None:
    with pytest.raises(TimestampUnavailable):
        seal(signer, plain_pdf, lambda signature: FileStamper(Down(), TrustStore()).stamp(signature, SEALED_AT))


def test_a_token_that_does_not_fit_or_is_out_of_date_is_no_timestamp(
    distant: Distant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fault(at: datetime) -> TimestampFault:
        with pytest.raises(TimestampUnavailable) as error:
            FileStamper(distant, distant.trust).stamp(b"signature", at)
        return error.value.fault

    assert fault(datetime(2020, 1, 1, tzinfo=UTC)) is TimestampFault.FUERA_DE_VIGENCIA
    size = len(FileStamper(distant, distant.trust).stamp(b"signature", SEALED_AT))
    monkeypatch.setattr("ventanilla.adapters.tsa.embedded.MAX_FILE_TOKEN", size)
    assert FileStamper(distant, distant.trust).stamp(b"signature", SEALED_AT)
    monkeypatch.setattr("ventanilla.adapters.tsa.embedded.MAX_FILE_TOKEN", size - 1)
    assert fault(SEALED_AT) is TimestampFault.ILEGIBLE
