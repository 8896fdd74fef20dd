"""Which roots are reached, at which instant, and by what the others fail."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from ventanilla.adapters.pki import profile
from ventanilla.adapters.pki.certificate import Certificate, read_certificate
from ventanilla.adapters.pki.chain import Broken, NoPath, find_path, is_signer
from ventanilla.adapters.pki.chain import Path as Line
from ventanilla.adapters.pki.demo_authority import create_authority
from ventanilla.adapters.pki.demo_identities import Variant
from ventanilla.adapters.pki.service import trust_class
from ventanilla.adapters.pki.trust import Authority, BadAnchors, TrustStore
from ventanilla.domain.signing.certificate import TrustClass

if TYPE_CHECKING:
    from .conftest import World

BEGINS, ENDS = datetime(2020, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)
SERIAL = "00000000000000000007"


def _name(title: str) -> bytes:
    return profile.encode_name([("2.5.4.3", 0x0C, title)])


def _demo(*certificates: bytes, trust: TrustClass = TrustClass.DEMOSTRACION) -> list[Authority]:
    return [Authority(read_certificate(each), trust) for each in certificates]


def _why(certificate: bytes, store: TrustStore, at: datetime) -> Broken:
    found = find_path(read_certificate(certificate), store, at)
    assert isinstance(found, NoPath)
    return found.why


def test_a_leaf_reaches_its_root(world: World) -> None:
    found = find_path(read_certificate(world.issue()), world.trust, world.at)
    assert isinstance(found, Line)
    assert found.trust is TrustClass.DEMOSTRACION
    assert [each.certificate.der for each in found.line] == [world.authority.ca, world.authority.root]


def test_an_unknown_issuer_is_undetermined(world: World) -> None:
    stranger, _ = create_authority(2048, title="OTRA")
    certificate = read_certificate(stranger.ca)
    assert trust_class(find_path(certificate, world.trust, world.at)) is TrustClass.INDETERMINADA


def test_a_forged_issuer_is_none(world: World) -> None:
    """An authority of the same name, with another key."""
    impostor, _ = create_authority(2048)
    fake = profile.issue(
        profile.efirma_subject(profile.Holder("ANA", "LORA800101AB1", "LORA800101MDFPZN09", "a@b.mx")),
        world.key.public_key(),
        impostor.issuer,
        SERIAL,
        profile.Validity(BEGINS, ENDS),
        profile.efirma_extensions(),
    )
    found = find_path(read_certificate(fake), world.trust, world.at)
    assert isinstance(found, NoPath)
    assert found.why is Broken.FORGED
    assert trust_class(found) is TrustClass.NINGUNA


def test_the_authority_must_be_in_date(world: World) -> None:
    leaf = world.issue()
    assert _why(leaf, world.trust, datetime(2060, 1, 1, tzinfo=UTC)) is Broken.AUTHORITY_OUT_OF_DATE
    assert _why(leaf, world.trust, datetime(2009, 1, 1, tzinfo=UTC)) is Broken.AUTHORITY_OUT_OF_DATE


def test_without_the_root_it_is_undetermined(world: World) -> None:
    store = TrustStore(_demo(world.authority.ca))
    assert _why(world.issue(), store, world.at) is Broken.NO_ROOT


def test_a_leaf_is_no_authority(world: World) -> None:
    """A leaf placed among the anchors, or one that signs another, issues nothing."""
    parent = read_certificate(world.issue())
    child = profile.issue(
        _name("Hija"),
        world.key.public_key(),
        profile.Issuer(parent.subject_raw, world.key),
        SERIAL,
        profile.Validity(BEGINS, ENDS),
        profile.efirma_extensions(),
    )
    assert _why(child, world.trust, world.at) is Broken.NO_ISSUER
    store = TrustStore([*world.trust.authorities, *_demo(parent.der)])
    assert _why(child, store, world.at) is Broken.PROFILE


@pytest.mark.parametrize("path_length", [0, 1])
def test_path_length(world: World, path_length: int) -> None:
    """An intermediate under an intermediate needs room above it."""
    keys = [world.key, world.other_key]
    top, low = _name("Arriba"), _name("Abajo")
    whole = profile.Validity(BEGINS, ENDS)

    def ca(name: bytes, key: RSAPrivateKey, issuer: profile.Issuer, length: int) -> bytes:
        extensions = profile.authority_extensions(key.public_key(), issuer.key.public_key(), length, root=False)
        return profile.issue(name, key.public_key(), issuer, SERIAL, whole, extensions)

    root = ca(top, keys[0], profile.Issuer(top, keys[0]), 5)
    middle_name = _name("Medio")
    middle = ca(middle_name, keys[1], profile.Issuer(top, keys[0]), path_length)
    lowest = ca(low, keys[0], profile.Issuer(middle_name, keys[1]), 0)
    leaf = profile.issue(
        _name("Ana"), keys[1].public_key(), profile.Issuer(low, keys[0]), SERIAL, whole, profile.efirma_extensions()
    )
    store = TrustStore(_demo(root, middle, lowest))
    if path_length:
        assert isinstance(find_path(read_certificate(leaf), store, world.at), Line)
        assert isinstance(find_path(read_certificate(lowest), store, world.at), Line)
    else:
        assert _why(leaf, store, world.at) is Broken.NO_ROOT
        assert _why(lowest, TrustStore(_demo(root, middle)), world.at) is Broken.PROFILE


def test_classes_never_mix(world: World) -> None:
    """A test intermediate does not hang from a production root."""
    root = _demo(world.authority.root, trust=TrustClass.PRODUCCION)
    ca = _demo(world.authority.ca, trust=TrustClass.PRUEBA)
    assert _why(world.issue(), TrustStore([*root, *ca]), world.at) is Broken.NO_ROOT


def test_an_unknown_critical_extension_disqualifies(world: World) -> None:
    strange = profile.extension("1.2.3.4", b"\x05\x00", critical=True)
    holder = profile.Holder("ANA", "LORA800101AB1", "LORA800101MDFPZN09", "a@b.mx")
    leaf = world.leaf(profile.efirma_subject(holder), [*profile.efirma_extensions(), strange])
    assert not is_signer(read_certificate(leaf))
    assert is_signer(read_certificate(world.issue()))


@pytest.mark.parametrize(
    "extensions",
    [
        [profile.key_usage(0xD8)],  # does not say that it is not a CA
        [profile.basic_constraints(), profile.key_usage(0x80)],
        [profile.basic_constraints(0), profile.key_usage(0xD8)],
    ],
)
def test_who_may_not_sign(world: World, extensions: list[bytes]) -> None:
    assert not is_signer(read_certificate(world.leaf(_name("Ana"), extensions)))


def test_pitfall_the_library_refuses_every_such_leaf(world: World) -> None:
    """No AKI: the library's default policy says no to all of them."""
    from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

    root, ca, leaf = (
        x509.load_der_x509_certificate(each) for each in (world.authority.root, world.authority.ca, world.issue())
    )
    verifier = PolicyBuilder().store(Store([root])).time(world.at).build_client_verifier()
    with pytest.raises(VerificationError):
        verifier.verify(leaf, [ca])


def _write(directory: Path, **files: bytes) -> Path:
    directory.mkdir(exist_ok=True)
    for name, content in files.items():
        (directory / f"{name}.cer").write_bytes(content)
    return directory


def test_a_directory_of_anchors(world: World, tmp_path: Path) -> None:
    a = world.authority
    directory = _write(tmp_path / "anclas", raiz=a.root, ac=a.ca, ocsp=a.responder, hoja=world.issue())
    (directory / "LEAME.txt").write_text("no es un certificado")
    store = TrustStore.load({TrustClass.PRUEBA: directory})
    assert len(store.authorities) == 2
    assert [each.certificate.der for each in store.responders] == [a.responder]
    assert store.classes() == {TrustClass.PRUEBA}
    found = find_path(read_certificate(world.issue()), store, world.at)
    assert trust_class(found) is TrustClass.PRUEBA


def test_an_anchor_that_cannot_be_read_stops_the_start(world: World, tmp_path: Path) -> None:
    directory = _write(tmp_path / "anclas", raiz=world.authority.root, rota=b"nada")
    with pytest.raises(BadAnchors, match=r"rota\.cer"):
        TrustStore.load({TrustClass.PRUEBA: directory})
    assert len(TrustStore.load({TrustClass.PRUEBA: directory}, skip_unreadable=True).authorities) == 1
    with pytest.raises(BadAnchors, match="No existe"):
        TrustStore.load({TrustClass.PRUEBA: tmp_path / "nada"})


def test_what_is_about_to_end(world: World) -> None:
    store = world.trust
    assert store.ending(world.at, 90) == ()
    assert len(store.ending(datetime(2049, 12, 1, tzinfo=UTC), 90)) == 2


def test_a_responder_is_never_pinned_to_production(world: World) -> None:
    with pytest.raises(ValueError, match="production"):
        world.trust.with_responder(world.authority.responder, TrustClass.PRODUCCION)


def _signed_with_sha1(world: World) -> Certificate:
    """A leaf whose algorithm identifiers say sha1WithRSAEncryption."""
    sha256, sha1 = bytes.fromhex("06092a864886f70d01010b"), bytes.fromhex("06092a864886f70d010105")
    return read_certificate(world.issue(Variant.OK).replace(sha256, sha1))


def test_sha1_is_refused(world: World) -> None:
    found = find_path(_signed_with_sha1(world), world.trust, world.at)
    assert isinstance(found, NoPath)
    assert found.why is Broken.PROFILE
