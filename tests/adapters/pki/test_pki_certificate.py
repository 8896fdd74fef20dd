"""What is read in a certificate, the libraries' pitfalls that make it read by hand, and every look-alike."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from ventanilla.adapters.pki import der, profile
from ventanilla.adapters.pki.certificate import Unreadable, read_certificate, serial_digits, to_der
from ventanilla.adapters.pki.demo_identities import IdentityRequest, Variant
from ventanilla.domain.signing.certificate import EFIRMA_EKUS, Kind, Representative
from ventanilla.domain.signing.verdict import MAX_CERTIFICATE_BYTES, SignatureFault

if TYPE_CHECKING:
    from .conftest import World

ENIE = IdentityRequest(
    "nu", "Ñ", "ÍÑIGO ÑUÑO MUÑOZ", "ÑUMI800101AB1", "XUMI800101HDFXXX09", "n@ejemplo.mx", "12345678a"
)
COMPANY = replace(ENIE, company_name="PAN & AGUA, S.A. DE C.V.", company_rfc="P&A990101AB1")


def test_a_person(world: World) -> None:
    facts = read_certificate(world.issue()).facts
    assert (facts.kind, facts.rfc, facts.curp, facts.name) == (
        Kind.EFIRMA,
        "LORA800101AB1",
        "LORA800101MDFPZN09",
        "ANA LOPEZ RUIZ",
    )
    assert (facts.serial, facts.key_bits, facts.key_usage, facts.ekus) == (
        "30001000000700000001",
        2048,
        0xD8,
        EFIRMA_EKUS,
    )
    assert facts.representative is None
    assert facts.human_curp == facts.curp


def test_enie_in_name_and_rfc(world: World) -> None:
    facts = read_certificate(world.issue(person=ENIE)).facts
    assert (facts.rfc, facts.name) == ("ÑUMI800101AB1", "ÍÑIGO ÑUÑO MUÑOZ")


def test_a_company_and_its_representative(world: World) -> None:
    facts = read_certificate(world.issue(person=COMPANY)).facts
    assert (facts.rfc, facts.curp, facts.name) == ("P&A990101AB1", None, "PAN & AGUA, S.A. DE C.V.")
    assert facts.representative == Representative("ÑUMI800101AB1", "XUMI800101HDFXXX09")
    assert (facts.human_rfc, facts.human_curp) == ("ÑUMI800101AB1", "XUMI800101HDFXXX09")


def test_the_profile_is_the_tax_authoritys(world: World) -> None:
    certificate = x509.load_der_x509_certificate(world.issue())
    assert [extension.oid.dotted_string for extension in certificate.extensions] == [
        "2.5.29.19",
        "2.5.29.15",
        "2.16.840.1.113730.1.1",
        "2.5.29.37",
    ]
    assert [extension.critical for extension in certificate.extensions] == [True, False, False, False]
    unrecognised = certificate.extensions[2].value
    assert isinstance(unrecognised, x509.UnrecognizedExtension)
    assert unrecognised.value == bytes.fromhex("030205a0")


def test_pitfall_the_library_cannot_read_a_t61_name(world: World) -> None:
    with pytest.raises(ValueError, match="error parsing asn1 value"):
        _ = x509.load_der_x509_certificate(world.issue(person=ENIE)).subject


def test_pitfall_asn1crypto_reads_the_rfc_once_patched(world: World) -> None:
    from asn1crypto import x509 as asn1  # type: ignore[import-untyped]  # it ships no types

    from ventanilla.adapters.pki import asn1_patch

    der_bytes = world.issue(person=ENIE)
    specs: dict[str, Any] = asn1.NameTypeAndValue._oid_specs
    specs[asn1_patch.UNIQUE_IDENTIFIER] = asn1.OctetBitString  # as it comes
    try:
        with pytest.raises(ValueError, match="tag should have been 3"):
            _ = asn1.Certificate.load(der_bytes).subject.native
    finally:
        asn1_patch.apply()
    subject = asn1.Certificate.load(der_bytes).subject.native
    assert subject["unique_identifier"] == "ÑUMI800101AB1"
    assert subject["common_name"] == "ÍÑIGO ÑUÑO MUÑOZ"


def test_the_patch_refuses_another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    from ventanilla.adapters.pki import asn1_patch

    monkeypatch.setattr("asn1crypto.__version__", "1.6.0")
    with pytest.raises(asn1_patch.UnexpectedVersion, match=r"1\.6\.0"):
        asn1_patch.apply()


def _subject(branch: str = "") -> bytes:
    holder = profile.Holder("ANA", "LORA800101AB1", "LORA800101MDFPZN09", "a@b.mx")
    return profile.csd_subject(holder, branch) if branch else profile.efirma_subject(holder)


BC, KU_D8, KU_C0 = profile.basic_constraints(), profile.key_usage(0xD8), profile.key_usage(0xC0)
EKU = profile.extended_key_usage(*sorted(EFIRMA_EKUS))


@pytest.mark.parametrize(
    ("branch", "extensions", "kind"),
    [
        ("", [BC, KU_D8, EKU], Kind.EFIRMA),
        ("Matriz", [BC, KU_C0], Kind.CSD),
        ("Matriz", [BC, KU_D8, EKU], Kind.OTRO),  # a branch on an e.firma
        ("", [BC, KU_C0], Kind.OTRO),  # a CSD that left its branch out
        ("", [BC, KU_C0, EKU], Kind.OTRO),
        ("", [BC, KU_D8], Kind.OTRO),
        ("", [BC, KU_D8, profile.extended_key_usage("1.3.6.1.5.5.7.3.4")], Kind.OTRO),
        ("", [BC, KU_D8, profile.extended_key_usage(*sorted(EFIRMA_EKUS), "1.3.6.1.5.5.7.3.1")], Kind.OTRO),
        ("", [BC, profile.key_usage(0xF8), EKU], Kind.OTRO),
        ("", [BC, EKU], Kind.OTRO),
        ("", [profile.basic_constraints(0), KU_D8, EKU], Kind.OTRO),  # a CA
        ("", [BC, profile.extended_key_usage("1.3.6.1.5.5.7.3.9")], Kind.OTRO),  # an OCSP responder
        ("Matriz", [BC, KU_C0, EKU], Kind.OTRO),
    ],
)
def test_look_alikes(world: World, branch: str, extensions: list[bytes], kind: Kind) -> None:
    assert read_certificate(world.leaf(_subject(branch), extensions)).facts.kind is kind


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", SignatureFault.ARCHIVO_VACIO),
        (b"0" * (MAX_CERTIFICATE_BYTES + 1), SignatureFault.ARCHIVO_GRANDE),
        (b"\x30" * 3_000_000, SignatureFault.ARCHIVO_GRANDE),
        (b"hola", SignatureFault.NO_ES_CERTIFICADO),
        (b"\x30\x80", SignatureFault.NO_ES_CERTIFICADO),
        (b"-----BEGIN CERTIFICATE-----", SignatureFault.NO_ES_CERTIFICADO),
    ],
)
def test_what_is_not_a_certificate_has_its_sentence(data: bytes, fault: SignatureFault) -> None:
    with pytest.raises(Unreadable) as error:
        read_certificate(data)
    assert error.value.fault is fault
    assert error.value.text.code == fault.name
    assert "{" not in str(error.value.text)


def test_nothing_may_follow_it(world: World) -> None:
    with pytest.raises(Unreadable):
        read_certificate(world.issue() + b"\x00")


def test_a_serial_that_is_negative_is_refused(world: World) -> None:
    good = world.issue()
    bad = good.replace(b"\x02\x14" + b"30001000000700000001", b"\x02\x14" + b"\xb0" + b"0001000000700000001", 1)
    assert bad != good
    with pytest.raises(Unreadable):
        read_certificate(bad)


def test_an_elliptic_key_is_read_and_has_no_rsa_bits() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Ana")])
    begins = datetime(2026, 1, 1, tzinfo=UTC)
    built = (
        x509.CertificateBuilder(name, name, key.public_key(), 200, begins, begins + timedelta(days=9))
        .sign(key, SHA256())
        .public_bytes(Encoding.DER)
    )
    facts = read_certificate(built).facts
    assert (facts.key_bits, facts.serial, facts.rfc, facts.name) == (None, "0xc8", None, "Ana")


def test_a_file_may_be_pem(world: World) -> None:
    good = world.issue()
    pem = b"-----BEGIN CERTIFICATE-----\n" + base64.encodebytes(good) + b"-----END CERTIFICATE-----\n"
    assert to_der(pem) == good
    assert to_der(good) == good
    assert to_der(b"-----BEGIN CERTIFICATE-----\n?\n-----END CERTIFICATE-----") != good


def test_serials() -> None:
    assert serial_digits(b"00000000000099000000") == "00000000000099000000"
    assert serial_digits(b"\x30\x0a") == "0x300a"


def test_every_byte_changed_is_read_or_refused_in_words(world: World) -> None:
    good = world.issue(Variant.ENIE, ENIE)
    faults: list[SignatureFault] = []
    for position in range(len(good)):
        for flip in (0x01, 0x80):
            changed = bytearray(good)
            changed[position] ^= flip
            try:
                read_certificate(bytes(changed))
            except Unreadable as error:
                faults.append(error.fault)
    assert set(faults) == {SignatureFault.NO_ES_CERTIFICADO}
    assert 0 < len(faults) < 2 * len(good)


def test_every_truncation_is_refused(world: World) -> None:
    good = world.issue()
    for size in range(1, len(good)):
        with pytest.raises(Unreadable):
            read_certificate(good[:size])


def test_an_extension_twice_is_refused(world: World) -> None:
    with pytest.raises(Unreadable):
        read_certificate(world.leaf(_subject(), [BC, BC, KU_D8, EKU]))


def test_version_1_is_refused(world: World) -> None:
    whole = der.only(world.issue(), der.SEQUENCE)
    tbs = whole.enter(der.SEQUENCE)
    tbs.take(0xA0)
    rest = [tbs.raw(der.INTEGER), *(tbs.raw(der.SEQUENCE) for _ in range(5))]
    old = der.sequence(der.sequence(*rest), whole.raw(der.SEQUENCE), whole.raw(der.BIT_STRING))
    with pytest.raises(Unreadable):
        read_certificate(old)


def test_version_2_is_refused(world: World) -> None:
    good = world.issue()
    with pytest.raises(Unreadable):
        read_certificate(good.replace(bytes.fromhex("a003020102"), bytes.fromhex("a003020101"), 1))
