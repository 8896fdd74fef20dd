"""The institution's keys on disk: made once, closed to others, and never forgotten."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from ventanilla.adapters.seal import BadKeySet, BadSeal, verify_claims, verify_pdf
from ventanilla.adapters.seal.keys import (
    create_institution_keys,
    public_jwks,
    public_key_set,
    public_seals,
    read_seal,
    rotate_qr_key,
    rotate_seal,
)
from ventanilla.adapters.seal.local import LocalSigner
from ventanilla.domain.documents import Claims

AT = datetime(2026, 11, 22, 15, 4, 5, tzinfo=UTC)
Issue = Callable[[RSAPublicKey, datetime], tuple[bytes, Sequence[bytes]]]
CLAIMS = Claims("I", "7K3M9QX24HTH", "acuse", "", "", 1, None, AT.date(), bytes(32))


@pytest.fixture
def issue(authority: object) -> Issue:
    return authority.issue_seal  # type: ignore[attr-defined,no-any-return]  # conftest.Authority


@pytest.fixture
def own(tmp_path: Path, issue: Issue) -> Path:
    create_institution_keys(tmp_path / "keys", issue_seal_certificate=issue, at=AT)
    return tmp_path / "keys"


def everything(directory: Path) -> dict[str, bytes]:
    return {str(path.relative_to(directory)): path.read_bytes() for path in directory.rglob("*") if path.is_file()}


def test_they_are_made_once(own: Path, issue: Issue) -> None:
    before = everything(own)
    create_institution_keys(own, issue_seal_certificate=issue, at=AT)
    assert everything(own) == before


def test_what_an_interruption_left_out_is_made(own: Path, issue: Issue) -> None:
    seal = (own / "sello.pem").read_bytes()
    (own / "qr.pem").unlink()
    create_institution_keys(own, issue_seal_certificate=issue, at=AT)
    assert LocalSigner.open(own).seal == public_seals(own)[0]
    assert (own / "sello.pem").read_bytes() == seal


def test_private_files_are_closed_and_encrypted(own: Path) -> None:
    assert stat.S_IMODE(own.stat().st_mode) == 0o700
    for name in ("frase", "sello.pem", "qr.pem"):
        assert stat.S_IMODE((own / name).stat().st_mode) == 0o600
    assert b"BEGIN ENCRYPTED PRIVATE KEY" in (own / "sello.pem").read_bytes()
    assert b"BEGIN ENCRYPTED PRIVATE KEY" in (own / "qr.pem").read_bytes()
    public = everything(own / "publicas")
    assert len(public) == 2
    assert not any(b"PRIVATE" in data or b'"d"' in data for data in public.values())


def test_a_passphrase_that_others_read_is_refused(own: Path) -> None:
    (own / "frase").chmod(0o644)
    with pytest.raises(BadSeal, match="0600"):
        LocalSigner.open(own)


def test_a_wrong_passphrase_or_a_missing_file_is_said(own: Path) -> None:
    (own / "frase").write_bytes(b"otra")
    with pytest.raises(BadSeal):
        LocalSigner.open(own)
    (own / "frase").unlink()
    with pytest.raises(BadSeal):
        LocalSigner.open(own)


def test_the_key_must_be_of_the_certificate(own: Path, issue: Issue, tmp_path: Path) -> None:
    other = tmp_path / "other"
    create_institution_keys(other, issue_seal_certificate=issue, at=AT, passphrase_file=own / "frase")
    marker = b"-----BEGIN CERTIFICATE-----"
    key = (other / "sello.pem").read_bytes().partition(marker)[0]
    certificates = marker + (own / "sello.pem").read_bytes().partition(marker)[2]
    (own / "sello.pem").write_bytes(key + certificates)
    with pytest.raises(BadSeal, match="not of its certificate"):
        LocalSigner.open(own)


def test_what_old_keys_signed_verifies_after_a_rotation(own: Path, issue: Issue, plain_pdf: bytes) -> None:
    before = LocalSigner.open(own)
    sealed = before.seal_pdf(plain_pdf, folio="7K3M9QX24HTH", expires_on=None, at=AT)
    cose = before.qr(CLAIMS)
    rotate_seal(own, issue_seal_certificate=issue, at=AT)
    rotate_qr_key(own)
    after = LocalSigner.open(own)
    assert after.seal.der != before.seal.der
    assert after.qr(CLAIMS) != cose
    assert len(public_key_set(own)) == 2
    assert verify_claims(cose, public_key_set(own)) == CLAIMS
    assert verify_claims(after.qr(CLAIMS), public_key_set(own)) == CLAIMS
    assert verify_pdf(sealed, public_seals(own), AT).valid
    assert verify_pdf(
        after.seal_pdf(plain_pdf, folio="7K3M9QX24HTH", expires_on=None, at=AT), public_seals(own), AT
    ).valid


def test_the_public_half_alone_verifies(own: Path) -> None:
    assert public_seals(own / "publicas") == public_seals(own)
    assert public_jwks(own / "publicas") == public_jwks(own)
    assert read_seal(own / "sello.pem") == public_seals(own)[0]


def test_what_is_not_a_public_half_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadSeal):
        public_seals(tmp_path)
    with pytest.raises(BadKeySet):
        public_jwks(tmp_path)
    (tmp_path / "x.pem").write_text("nada")
    with pytest.raises(BadSeal):
        public_seals(tmp_path)
    (tmp_path / "cose-keys.json").write_text(json.dumps({"keys": [1]}))
    with pytest.raises(BadKeySet):
        public_jwks(tmp_path)
