"""The verifier's verdicts: each bad input has its own, in the order that tells the most, and nothing raises."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ventanilla.adapters.pki import profile
from ventanilla.adapters.pki.certificate import read_certificate
from ventanilla.adapters.pki.demo_authority import create_authority, new_key
from ventanilla.adapters.pki.demo_identities import IdentityRequest, Variant
from ventanilla.domain.signing.certificate import TrustClass
from ventanilla.domain.signing.verdict import MAX_CERTIFICATE_BYTES, Accepted, Refused, SignatureFault

if TYPE_CHECKING:
    from .conftest import World

DATA = b"lo que se firma"
ENIE = IdentityRequest(
    "nu", "Ñ", "ÍÑIGO ÑUÑO MUÑOZ", "ÑUMI800101AB1", "XUMI800101HDFXXX09", "n@ejemplo.mx", "12345678a"
)


def _refused(verdict: Accepted | Refused) -> SignatureFault:
    assert isinstance(verdict, Refused)
    assert verdict.text.code == verdict.fault.name
    assert "{" not in str(verdict.text)
    return verdict.fault


def _raw(world: World, certificate: bytes, at: datetime | None = None) -> Accepted | Refused:
    return world.verifier.verify_raw(certificate, world.sign(DATA), DATA, at or world.at)


def test_accepted(world: World) -> None:
    verdict = _raw(world, world.issue())
    assert isinstance(verdict, Accepted)
    assert verdict.trust is TrustClass.DEMOSTRACION
    whole = [read_certificate(each).facts.sha256 for each in (world.issue(), world.authority.ca, world.authority.root)]
    assert list(verdict.chain) == whole
    assert verdict.facts.rfc == "LORA800101AB1"


@pytest.mark.parametrize(
    ("variant", "fault", "said"),
    [
        (Variant.VENCIDA, SignatureFault.VENCIDA, "8 de octubre de 2026"),
        (Variant.FUTURA, SignatureFault.AUN_NO_VIGENTE, "6 de enero de 2027"),
        (Variant.CSD, SignatureFault.ES_CSD, "sello digital"),
    ],
)
@pytest.mark.parametrize("person", [None, ENIE])
def test_each_variant_has_its_sentence(
    world: World, variant: Variant, fault: SignatureFault, said: str, person: IdentityRequest | None
) -> None:
    """With accents too: a name error must never hide that it expired."""
    certificate = world.issue(variant, person) if person else world.issue(variant)
    verdict = _raw(world, certificate)
    assert _refused(verdict) is fault
    assert isinstance(verdict, Refused)
    assert said in str(verdict.text)
    assert verdict.facts is not None


def test_to_the_second(world: World) -> None:
    facts = read_certificate(world.issue()).facts
    second = timedelta(seconds=1)
    assert isinstance(_raw(world, world.issue(), facts.not_before), Accepted)
    assert isinstance(_raw(world, world.issue(), facts.not_after), Accepted)
    assert _refused(_raw(world, world.issue(), facts.not_before - second)) is SignatureFault.AUN_NO_VIGENTE
    assert _refused(_raw(world, world.issue(), facts.not_after + second)) is SignatureFault.VENCIDA


def test_long_after_its_authority_ended_too_it_is_told_that_it_expired(world: World) -> None:
    assert _refused(_raw(world, world.issue(), datetime(2060, 1, 1, tzinfo=UTC))) is SignatureFault.VENCIDA
    assert _refused(_raw(world, world.issue(), datetime(2001, 1, 1, tzinfo=UTC))) is SignatureFault.AUN_NO_VIGENTE


def test_an_unknown_critical_extension_is_not_passed_over(world: World) -> None:
    strange = profile.extension("1.2.3.4", b"\x05\x00", critical=True)
    holder = profile.Holder("ANA", "LORA800101AB1", "LORA800101MDFPZN09", "a@b.mx")
    leaf = world.leaf(profile.efirma_subject(holder), [*profile.efirma_extensions(), strange])
    assert _refused(_raw(world, leaf)) is SignatureFault.NO_ES_EFIRMA


def test_an_expired_csd_is_told_that_it_is_a_csd(world: World) -> None:
    at = world.at + timedelta(days=3000)
    assert _refused(_raw(world, world.issue(Variant.CSD), at)) is SignatureFault.ES_CSD


def test_the_authority_expired_before_the_leaf(world: World) -> None:
    holder = profile.Holder("ANA", "LORA800101AB1", "LORA800101MDFPZN09", "a@b.mx")
    leaf = world.leaf(
        profile.efirma_subject(holder), profile.efirma_extensions(), begins=datetime(2048, 1, 1, tzinfo=UTC)
    )
    verdict = _raw(world, leaf, datetime(2050, 6, 1, tzinfo=UTC))
    assert _refused(verdict) is SignatureFault.AUTORIDAD_VENCIDA
    assert "30 de diciembre de 2049" in str(verdict.text if isinstance(verdict, Refused) else "")


def test_another_authority(world: World) -> None:
    stranger, _ = create_authority(2048, title="OTRA")
    same_name, _ = create_authority(2048)
    for authority in (stranger, same_name):
        certificate = replace(world, authority=authority).issue()
        assert _refused(_raw(world, certificate)) is SignatureFault.OTRA_AUTORIDAD


def test_the_authority_itself_does_not_sign_for_people(world: World) -> None:
    """A valid chain, a valid signature, and no e.firma: CA, responder and the institution's seal."""
    a = world.authority
    for certificate, key in ((a.ca, a.ca_key), (a.responder, a.responder_key)):
        signature = replace(world, key=key).sign(DATA)
        verdict = world.verifier.verify_raw(certificate, signature, DATA, world.at)
        assert _refused(verdict) is SignatureFault.NO_ES_EFIRMA


def test_a_mismatched_pair(world: World) -> None:
    signature = replace(world, key=world.other_key).sign(DATA)
    verdict = world.verifier.verify_raw(world.issue(), signature, DATA, world.at)
    assert _refused(verdict) is SignatureFault.FIRMA_NO_COINCIDE


def test_a_tampered_payload(world: World) -> None:
    verdict = world.verifier.verify_raw(world.issue(), world.sign(DATA), DATA + b"!", world.at)
    assert _refused(verdict) is SignatureFault.FIRMA_NO_COINCIDE


@pytest.mark.parametrize("bits", [1024, 2047])
def test_a_short_key(world: World, bits: int) -> None:
    short = replace(world, key=new_key(bits))
    verdict = world.verifier.verify_raw(short.issue(), short.sign(DATA), DATA, world.at)
    assert _refused(verdict) is SignatureFault.CLAVE_NO_ADMITIDA


def test_another_exponent(world: World) -> None:
    strange = replace(world, key=generate_private_key(3, 2048))
    verdict = world.verifier.verify_raw(strange.issue(), strange.sign(DATA), DATA, world.at)
    assert _refused(verdict) is SignatureFault.CLAVE_NO_ADMITIDA


def test_an_elliptic_key(world: World) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Ana")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), 200, world.at, world.at + timedelta(days=9))
    certificate = builder.sign(key, SHA256()).public_bytes(Encoding.DER)
    verdict = world.verifier.verify_raw(certificate, key.sign(DATA, ec.ECDSA(SHA256())), DATA, world.at)
    assert _refused(verdict) is SignatureFault.CLAVE_NO_ADMITIDA


def test_no_identity(world: World) -> None:
    holder = profile.Holder("ANA", "", "LORA800101MDFPZN09", "a@b.mx")
    leaf = world.leaf(profile.efirma_subject(holder), profile.efirma_extensions())
    assert _refused(_raw(world, leaf)) is SignatureFault.SIN_IDENTIDAD


@pytest.mark.parametrize(
    ("certificate", "fault"),
    [
        (b"", SignatureFault.ARCHIVO_VACIO),
        (b"x" * 3_000_000, SignatureFault.ARCHIVO_GRANDE),
        (b"x" * MAX_CERTIFICATE_BYTES, SignatureFault.NO_ES_CERTIFICADO),
        (b"nada", SignatureFault.NO_ES_CERTIFICADO),
    ],
)
def test_what_is_not_a_certificate(world: World, certificate: bytes, fault: SignatureFault) -> None:
    assert _refused(_raw(world, certificate)) is fault


@pytest.mark.parametrize(
    ("signature", "fault"),
    [
        (b"", SignatureFault.FIRMA_VACIA),
        (b"x" * 1025, SignatureFault.FIRMA_MAL_FORMADA),
        (b"x" * 256, SignatureFault.FIRMA_NO_COINCIDE),
        (b"x", SignatureFault.FIRMA_NO_COINCIDE),
        (b"\xff" * 256, SignatureFault.FIRMA_NO_COINCIDE),
    ],
)
def test_what_is_not_a_signature(world: World, signature: bytes, fault: SignatureFault) -> None:
    assert _refused(world.verifier.verify_raw(world.issue(), signature, DATA, world.at)) is fault


def test_a_signature_to_sign_in_is_no_request(world: World) -> None:
    """The raw signature posted where a CMS is due, and the other way round."""
    assert _refused(world.verifier.verify_cades(world.sign(DATA), DATA, world.at)) is SignatureFault.FIRMA_MAL_FORMADA
    from ventanilla.adapters.pki.cms import build_cades

    signed = build_cades(DATA, world.issue(), world.sign)
    verdict = world.verifier.verify_raw(world.issue(), signed, DATA, world.at)
    assert _refused(verdict) in (SignatureFault.FIRMA_MAL_FORMADA, SignatureFault.FIRMA_NO_COINCIDE)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(changes=st.lists(st.tuples(st.integers(0, 1500), st.binary(max_size=4)), min_size=1, max_size=5))
def test_a_certificate_spoiled_in_any_way_is_refused(world: World, changes: list[tuple[int, bytes]]) -> None:
    """Bytes replaced, inserted or taken out of a good certificate: always a verdict, never an exception."""
    good = world.issue(Variant.OK, ENIE)
    spoiled = good
    for position, content in changes:
        spoiled = spoiled[:position] + content + spoiled[position + max(len(content) - 1, 0) :]
    verdict = _raw(world, spoiled)
    assert isinstance(verdict, Accepted) is (spoiled == good)
