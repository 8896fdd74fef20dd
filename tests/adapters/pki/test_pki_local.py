"""The demonstration's authority and identities: each variant shows what it says, and nothing else."""

from __future__ import annotations

import json
import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

from ventanilla.adapters.pki import names
from ventanilla.adapters.pki.certificate import read_certificate
from ventanilla.adapters.pki.demo_authority import (
    STATUS_FILE,
    Status,
    new_key,
    open_authority,
    read_status,
    seal_issuer,
    write_status,
)
from ventanilla.adapters.pki.demo_identities import IdentityRequest, Variant, issue_demo, read_manifest
from ventanilla.adapters.pki.keyfile import KeyFault, KeyNotUsable, open_key, open_pair
from ventanilla.adapters.pki.local import LocalRevocation, demo_trust
from ventanilla.adapters.pki.service import Verifier
from ventanilla.domain.signing.certificate import Kind, TrustClass
from ventanilla.domain.signing.revocation import RevocationState
from ventanilla.domain.signing.verdict import Accepted, Refused, SignatureFault

AT = datetime(2026, 11, 22, 15, tzinfo=UTC)
DATA = b"entrar"
PERSON = IdentityRequest(
    "x", "X", "ÍÑIGO ÑUÑO MUÑOZ", "ÑUMI800101AB1", "XUMI800101HDFXXX09", "n@ejemplo.mx", "12345678a"
)
COMPANY = replace(PERSON, slug="empresa", company_name="PAN Y AGUA SA DE CV", company_rfc="PAG990101AB1")


def _request(variant: Variant) -> IdentityRequest:
    password = "contraseña ñandú" if variant is Variant.CONTRASENA_NO_ASCII else "12345678a"
    return replace(PERSON, slug=variant.value, password=password, variant=variant)


@pytest.fixture(scope="module")
def pki(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("var") / "pki"
    issue_demo(directory, AT, [*map(_request, Variant), COMPANY])
    return directory


@pytest.fixture(scope="module")
def verifier(pki: Path) -> Verifier:
    return Verifier(demo_trust(pki), LocalRevocation(pki))


def _files(pki: Path, slug: str) -> tuple[bytes, bytes]:
    directory = pki / "identidades"
    return (directory / f"{slug}.cer").read_bytes(), (directory / f"{slug}.key").read_bytes()


def _sign_in(pki: Path, verifier: Verifier, variant: Variant) -> Accepted | Refused:
    certificate, key = _files(pki, variant.value)
    private = open_pair(key, _request(variant).password, read_certificate(certificate))
    return verifier.verify_raw(certificate, private.sign(DATA, PKCS1v15(), SHA256()), DATA, AT)


@pytest.mark.parametrize("variant", [Variant.OK, Variant.ENIE, Variant.CONTRASENA_NO_ASCII, Variant.RENOVADA])
def test_the_good_ones_sign_in(pki: Path, verifier: Verifier, variant: Variant) -> None:
    verdict = _sign_in(pki, verifier, variant)
    assert isinstance(verdict, Accepted)
    assert verdict.trust is TrustClass.DEMOSTRACION
    assert verdict.revocation.state is RevocationState.VIGENTE
    assert (verdict.facts.rfc, verdict.facts.name) == (PERSON.rfc, PERSON.name)


@pytest.mark.parametrize(
    ("variant", "fault"),
    [
        (Variant.VENCIDA, SignatureFault.VENCIDA),
        (Variant.REVOCADA, SignatureFault.REVOCADA),
        (Variant.FUTURA, SignatureFault.AUN_NO_VIGENTE),
        (Variant.CSD, SignatureFault.ES_CSD),
        (Variant.AUTORIDAD_AJENA, SignatureFault.OTRA_AUTORIDAD),
    ],
)
def test_the_bad_ones_are_refused_for_what_they_show(
    pki: Path, verifier: Verifier, variant: Variant, fault: SignatureFault
) -> None:
    verdict = _sign_in(pki, verifier, variant)
    assert isinstance(verdict, Refused)
    assert verdict.fault is fault


@pytest.mark.parametrize(
    ("variant", "fault"),
    [(Variant.PAR_EQUIVOCADO, KeyFault.PAR_EQUIVOCADO), (Variant.CLAVE_NO_ADMITIDA, KeyFault.LLAVE_NO_ADMITIDA)],
)
def test_those_that_no_browser_signs_with(pki: Path, variant: Variant, fault: KeyFault) -> None:
    certificate, key = _files(pki, variant.value)
    with pytest.raises(KeyNotUsable) as error:
        open_pair(key, _request(variant).password, read_certificate(certificate))
    assert error.value.fault is fault


def test_every_variant_is_tried_above() -> None:
    good = {Variant.OK, Variant.ENIE, Variant.CONTRASENA_NO_ASCII, Variant.RENOVADA}
    bad = {Variant.VENCIDA, Variant.REVOCADA, Variant.FUTURA, Variant.CSD, Variant.AUTORIDAD_AJENA}
    assert good | bad | {Variant.PAR_EQUIVOCADO, Variant.CLAVE_NO_ADMITIDA} == set(Variant)


def test_a_company_names_its_representative(pki: Path) -> None:
    facts = read_certificate(_files(pki, "empresa")[0]).facts
    assert (facts.kind, facts.rfc, facts.human_rfc, facts.human_curp) == (
        Kind.EFIRMA,
        COMPANY.company_rfc,
        PERSON.rfc,
        PERSON.curp,
    )


def test_the_password_with_accents_is_in_windows_1252(pki: Path) -> None:
    _, key = _files(pki, Variant.CONTRASENA_NO_ASCII.value)
    from cryptography.hazmat.primitives.serialization import load_der_private_key

    load_der_private_key(key, "contraseña ñandú".encode("cp1252"))
    with pytest.raises(ValueError, match=r"(?i)password|decrypt"):
        load_der_private_key(key, "contraseña ñandú".encode())


def test_the_manifest_says_what_each_one_shows(pki: Path) -> None:
    entries = {entry["slug"]: entry for entry in read_manifest(pki)}
    assert entries.keys() == {variant.value for variant in Variant} | {"empresa"}
    assert entries["empresa"]["empresa"] == {"nombre": COMPANY.company_name, "rfc": COMPANY.company_rfc}
    assert all(entry["muestra"] and entry["contrasena"] for entry in entries.values())
    facts = read_certificate(_files(pki, "ok")[0]).facts
    assert entries["ok"]["serie"] == facts.serial
    assert len({entry["serie"] for entry in entries.values()}) == len(entries)


def test_the_authority_is_made_once_and_its_keys_are_private(pki: Path) -> None:
    again = open_authority(pki)
    assert again.ca == open_authority(pki).ca
    directory = pki / "autoridad"
    assert {path.name for path in directory.iterdir()} == {
        "raiz.cer", "raiz.crl", "ac.cer", "ac.key", "ocsp.cer", "ocsp.key",
    }  # fmt: skip
    for name in ("ac.key", "ocsp.key"):
        assert stat.S_IMODE((directory / name).stat().st_mode) == 0o600
    facts = read_certificate(again.ca).facts
    assert (facts.key_bits, facts.key_usage, facts.kind) == (4096, 0xF6, Kind.OTRO)
    assert read_certificate(again.ca).path_length == 0


def test_issuing_again_keeps_the_authority_and_what_was_revoked(pki: Path, tmp_path: Path) -> None:
    import shutil

    copy = shutil.copytree(pki, tmp_path / "pki")
    before, ca = read_status(copy / STATUS_FILE), open_authority(copy).ca
    issue_demo(copy, AT + timedelta(days=1), [_request(Variant.OK)])
    assert open_authority(copy).ca == ca
    assert read_status(copy / STATUS_FILE) == before
    assert len(before.revoked) == 1


def test_whatever_date_the_clock_is_shifted_to(pki: Path, tmp_path: Path) -> None:
    import shutil

    copy = shutil.copytree(pki, tmp_path / "pki")
    past = datetime(2021, 6, 1, 15, tzinfo=UTC)
    issue_demo(copy, past, [_request(Variant.OK)])
    certificate, key = _files(copy, "ok")
    signature = open_key(key, "12345678a").sign(DATA, PKCS1v15(), SHA256())
    verdict = Verifier(demo_trust(copy), LocalRevocation(copy)).verify_raw(certificate, signature, DATA, past)
    assert isinstance(verdict, Accepted)
    assert verdict.revocation.state is RevocationState.VIGENTE


def test_the_institutions_seal(pki: Path) -> None:
    issue = seal_issuer(open_authority(pki), "Instituto de Demostración Ñ")
    key = new_key()
    certificate, chain = issue(key.public_key(), AT)
    seal = read_certificate(certificate)
    assert seal.key is not None
    assert seal.key.public_numbers() == key.public_key().public_numbers()
    assert (seal.facts.kind, seal.facts.key_usage, seal.facts.name) == (Kind.OTRO, 0xC0, "Instituto de Demostración Ñ")
    assert chain == (open_authority(pki).ca, open_authority(pki).root)
    assert Verifier(demo_trust(pki), LocalRevocation(pki)).trust_of(seal) is TrustClass.DEMOSTRACION


def test_the_status_file(tmp_path: Path) -> None:
    path = tmp_path / STATUS_FILE
    assert read_status(path) == Status(down=False, revoked={})
    status = Status(down=True, revoked={"3330": AT})
    write_status(path, status)
    assert read_status(path) == status
    value: dict[str, Any] = json.loads(path.read_text())
    assert value == {"caido": True, "revocados": {"3330": "2026-11-22T15:00:00+00:00"}}


def test_the_authoritys_own_name_carries_text_where_a_bit_string_is_expected(pki: Path) -> None:
    subject = names.read_name(read_certificate(open_authority(pki).ca).subject_raw)
    assert subject.first(names.UNIQUE_IDENTIFIER) == "2.5.4.45"
