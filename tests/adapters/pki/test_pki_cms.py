"""CAdES-BES, detached: one shape is accepted, and every other legal or illegal CMS is refused in words."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from ventanilla.adapters.pki import cms, der
from ventanilla.adapters.pki.cms import BadCms, build_cades, read_cades
from ventanilla.domain.signing.verdict import MAX_CMS_BYTES, Accepted, Refused, SignatureFault

if TYPE_CHECKING:
    from .conftest import World

DATA: Final = '{"typ":"ventanilla.solicitud.v1","ñ":1}'.encode()
SHA1: Final = "1.3.14.3.2.26"
SIGNING_TIME: Final = "1.2.840.113549.1.9.5"


def test_round_trip(world: World) -> None:
    certificate = world.issue()
    signed = build_cades(DATA, certificate, world.sign)
    read = read_cades(signed)
    assert (read.certificate, read.digest) == (certificate, hashlib.sha256(DATA).digest())
    verdict = world.verifier.verify_cades(signed, DATA, world.at)
    assert isinstance(verdict, Accepted)
    assert verdict.certificate == certificate
    assert len(signed) < 3000


def _attribute(key: str, *values: bytes) -> bytes:
    return der.sequence(der.oid(key), der.set_of(values))


class Forge:
    """A CMS assembled part by part, each replaceable, and signed over whatever its attributes are."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.certificate = world.issue()
        issuer, serial = cms._issuer_and_serial(self.certificate)
        self.sid = der.sequence(issuer, serial)
        self.version = der.integer(1)
        self.signer_version = der.integer(1)
        self.digests = [der.algorithm(cms.SHA256)]
        self.digest = der.algorithm(cms.SHA256)
        self.content = der.sequence(der.oid(cms.DATA))
        self.certificates = der.tlv(0xA0, self.certificate)
        self.crls = b""
        self.content_type = _attribute(cms.CONTENT_TYPE, der.oid(cms.DATA))
        self.message_digest = _attribute(cms.MESSAGE_DIGEST, der.octets(hashlib.sha256(DATA).digest()))
        self.reference = der.sequence(der.octets(hashlib.sha256(self.certificate).digest()))
        self.extra: list[bytes] = []
        self.sort = True
        self.algorithm = der.algorithm(cms.RSA)
        self.signature: bytes | None = None
        self.unsigned = b""
        self.times = 1

    @property
    def signing_certificate(self) -> bytes:
        return _attribute(cms.SIGNING_CERTIFICATE_V2, der.sequence(der.sequence(self.reference)))

    def build(self, attributes: list[bytes] | None = None) -> bytes:
        if attributes is None:
            attributes = [self.content_type, self.message_digest, self.signing_certificate, *self.extra]
        inner = b"".join(sorted(attributes) if self.sort else attributes)
        signature = self.world.sign(der.tlv(der.SET, inner)) if self.signature is None else self.signature
        signer = der.sequence(
            self.signer_version,
            self.sid,
            self.digest,
            der.tlv(0xA0, inner),
            self.algorithm,
            der.octets(signature),
            self.unsigned,
        )
        signed = der.sequence(
            self.version,
            der.set_of(self.digests),
            self.content,
            self.certificates,
            self.crls,
            der.tlv(der.SET, signer * self.times),
        )
        return der.sequence(der.oid(cms.SIGNED_DATA), der.tlv(0xA0, signed))


@pytest.fixture
def forge(world: World) -> Forge:
    return Forge(world)


def _verdict(forge: Forge, signed: bytes) -> Accepted | Refused:
    return forge.world.verifier.verify_cades(signed, DATA, forge.world.at)


def test_the_forge_makes_good_ones(forge: Forge) -> None:
    assert isinstance(_verdict(forge, forge.build()), Accepted)


def test_what_others_write_and_means_the_same_is_accepted(forge: Forge) -> None:
    digest = der.octets(hashlib.sha256(forge.certificate).digest())
    forge.reference = der.sequence(der.algorithm(cms.SHA256, b""), digest)
    forge.digest = der.algorithm(cms.SHA256, b"")
    forge.algorithm = der.algorithm(cms.SHA256_WITH_RSA)
    forge.certificates = der.tlv(0xA0, forge.certificate, forge.world.authority.ca)
    assert isinstance(_verdict(forge, forge.build()), Accepted)


def _two_signers(forge: Forge) -> None:
    forge.times = 2


def _no_signer(forge: Forge) -> None:
    forge.times = 0


def _embedded(forge: Forge) -> None:
    forge.content = der.sequence(der.oid(cms.DATA), der.tlv(0xA0, der.octets(DATA)))


def _other_content(forge: Forge) -> None:
    forge.content = der.sequence(der.oid("1.2.840.113549.1.9.16.1.4"))


def _sha1_digest(forge: Forge) -> None:
    forge.digest = der.algorithm(SHA1)


def _sha1_set(forge: Forge) -> None:
    forge.digests = [der.algorithm(SHA1)]


def _two_digests(forge: Forge) -> None:
    forge.digests.append(der.algorithm(SHA1))


def _pss(forge: Forge) -> None:
    forge.algorithm = der.algorithm("1.2.840.113549.1.1.10")


def _unsigned(forge: Forge) -> None:
    forge.unsigned = der.tlv(0xA1, _attribute(SIGNING_TIME, der.null()))


def _crls(forge: Forge) -> None:
    forge.crls = der.tlv(0xA1)


def _no_certificate(forge: Forge) -> None:
    forge.certificates = der.tlv(0xA0)


def _too_many_certificates(forge: Forge) -> None:
    forge.certificates = der.tlv(0xA0, *[forge.certificate] * 5)


def _wrong_certificate_hash(forge: Forge) -> None:
    forge.reference = der.sequence(der.octets(hashlib.sha256(b"another").digest()))


def _short_certificate_hash(forge: Forge) -> None:
    forge.reference = der.sequence(der.algorithm(SHA1), der.octets(hashlib.sha1(forge.certificate).digest()))


def _issuer_serial_of_another(forge: Forge) -> None:
    digest = der.octets(hashlib.sha256(forge.certificate).digest())
    forge.reference = der.sequence(digest, cms._issuer_serial(forge.world.authority.ca))


def _sid_of_another(forge: Forge) -> None:
    issuer, serial = cms._issuer_and_serial(forge.world.authority.ca)
    forge.sid = der.sequence(issuer, serial)


def _signing_time(forge: Forge) -> None:
    forge.extra.append(_attribute(SIGNING_TIME, der.tlv(der.UTC_TIME, b"261122150000Z")))


def _unsorted(forge: Forge) -> None:
    forge.sort = False
    forge.content_type, forge.message_digest = forge.message_digest, forge.content_type


def _twice(forge: Forge) -> None:
    forge.extra.append(forge.message_digest)


def _two_values(forge: Forge) -> None:
    digest = hashlib.sha256(DATA).digest()
    forge.message_digest = _attribute(cms.MESSAGE_DIGEST, der.octets(digest), der.octets(bytes(32)))


def _short_digest(forge: Forge) -> None:
    forge.message_digest = _attribute(cms.MESSAGE_DIGEST, der.octets(b"short"))


def _other_content_type(forge: Forge) -> None:
    forge.content_type = _attribute(cms.CONTENT_TYPE, der.oid(cms.SIGNED_DATA))


def _empty_signature(forge: Forge) -> None:
    forge.signature = b""


def _version_3(forge: Forge) -> None:
    forge.version = der.integer(3)


def _signer_version_3(forge: Forge) -> None:
    forge.signer_version = der.integer(3)


def _subject_key_id(forge: Forge) -> None:
    forge.sid = der.tlv(0x80, bytes(20))


@pytest.mark.parametrize(
    "spoil",
    [
        _two_signers, _no_signer, _embedded, _other_content, _sha1_digest, _sha1_set, _two_digests, _pss, _unsigned,
        _crls, _no_certificate, _too_many_certificates, _wrong_certificate_hash, _short_certificate_hash,
        _issuer_serial_of_another, _sid_of_another, _signing_time, _unsorted, _twice, _two_values, _short_digest,
        _other_content_type, _empty_signature, _version_3, _signer_version_3, _subject_key_id,
    ],
)  # fmt: skip
def test_any_other_shape_is_refused(forge: Forge, spoil: Callable[[Forge], None]) -> None:
    spoil(forge)
    verdict = _verdict(forge, forge.build())
    assert isinstance(verdict, Refused)
    assert verdict.fault is SignatureFault.FIRMA_MAL_FORMADA


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_each_signed_attribute_is_required(forge: Forge, missing: int) -> None:
    attributes = [forge.content_type, forge.message_digest, forge.signing_certificate]
    del attributes[missing]
    with pytest.raises(BadCms):
        read_cades(forge.build(attributes))


def test_other_content_is_told_as_such(world: World) -> None:
    signed = build_cades(DATA, world.issue(), world.sign)
    verdict = world.verifier.verify_cades(signed, DATA + b" ", world.at)
    assert isinstance(verdict, Refused)
    assert verdict.fault is SignatureFault.CONTENIDO_ALTERADO


def _pkcs1(key: RSAPrivateKey, digest_info: bytes) -> bytes:
    """A PKCS#1 v1.5 block around whatever is given as DigestInfo."""
    numbers = key.private_numbers()
    size = (key.key_size + 7) // 8
    block = b"\x00\x01" + b"\xff" * (size - 3 - len(digest_info)) + b"\x00" + digest_info
    modulus = numbers.public_numbers.n
    return pow(int.from_bytes(block, "big"), numbers.d, modulus).to_bytes(size, "big")


@pytest.mark.parametrize(
    ("malform", "accepted"),
    [
        (lambda digest: der.sequence(der.algorithm(cms.SHA256), der.octets(digest)), True),
        (lambda digest: der.sequence(der.algorithm(SHA1), der.octets(digest)), False),
        (lambda digest: der.sequence(der.algorithm(cms.SHA256), der.octets(digest), der.null()), False),
        (lambda digest: der.sequence(der.algorithm(cms.SHA256), der.octets(digest)) + b"\x00", False),
        (lambda digest: der.sequence(der.algorithm(cms.SHA256), der.octets(digest[:20])), False),
        (lambda digest: digest, False),
    ],
)
def test_a_malformed_digest_info_is_refused(world: World, malform: Callable[[bytes], bytes], accepted: bool) -> None:
    def sign(message: bytes) -> bytes:
        return _pkcs1(world.key, malform(hashlib.sha256(message).digest()))

    verdict = world.verifier.verify_cades(build_cades(DATA, world.issue(), sign), DATA, world.at)
    assert isinstance(verdict, Accepted) is accepted
    if isinstance(verdict, Refused):
        assert verdict.fault is SignatureFault.FIRMA_NO_COINCIDE


@pytest.mark.parametrize("data", [b"", b"\x00" * (MAX_CMS_BYTES + 1), b"hola", b"\x30\x80"])
def test_what_is_not_cms(world: World, data: bytes) -> None:
    verdict = world.verifier.verify_cades(data, DATA, world.at)
    assert isinstance(verdict, Refused)
    wanted = SignatureFault.FIRMA_MAL_FORMADA if data else SignatureFault.FIRMA_VACIA
    assert verdict.fault is wanted


def test_any_byte_changed_is_refused(world: World) -> None:
    signed = build_cades(DATA, world.issue(), world.sign)
    verifier = world.verifier
    for position in range(len(signed)):
        changed = bytearray(signed)
        changed[position] ^= 0x01 << position % 8
        assert isinstance(verifier.verify_cades(bytes(changed), DATA, world.at), Refused), position


def test_trailing_and_truncated(world: World) -> None:
    signed = build_cades(DATA, world.issue(), world.sign)
    for changed in (signed + b"\x00", signed[:-1], signed[1:]):
        with pytest.raises(BadCms):
            read_cades(changed)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_openssl_agrees(world: World, tmp_path: Path) -> None:
    files = {"firma.p7s": build_cades(DATA, world.issue(), world.sign), "datos": DATA}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    for name, content in (("ac", world.authority.ca), ("raiz", world.authority.root)):
        (tmp_path / f"{name}.cer").write_bytes(content)
        _openssl(tmp_path, "x509", "-inform", "DER", "-in", f"{name}.cer", "-out", f"{name}.pem")
    (tmp_path / "anclas.pem").write_bytes((tmp_path / "ac.pem").read_bytes() + (tmp_path / "raiz.pem").read_bytes())
    command = [
        "cms",
        "-verify",
        "-cades",
        "-binary",
        "-inform",
        "DER",
        "-in",
        "firma.p7s",
        "-content",
        "datos",
        "-CAfile",
        "anclas.pem",
        "-purpose",
        "any",
        "-attime",
        "1795359600",
        "-out",
        "salida",
    ]
    command += ["-out", "salida"]
    assert _openssl(tmp_path, *command) == 0
    (tmp_path / "datos").write_bytes(DATA + b" ")
    assert _openssl(tmp_path, *command) != 0


def _openssl(directory: Path, *arguments: str) -> int:
    return subprocess.run(["openssl", *arguments], cwd=directory, capture_output=True, check=False).returncode
