"""Rotations that stop at any write, and what was signed before, between and after."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from tests.adapters.conftest import FOLIO, SEALED_AT

from ventanilla.adapters.seal import BadCose, UnknownKey, rotation, sello_is_valid, verify_claims, verify_pdf
from ventanilla.adapters.seal import keys as key_files
from ventanilla.adapters.seal.keys import public_jwks, public_key_set, public_seals
from ventanilla.adapters.seal.local import LocalKeys, LocalSigner
from ventanilla.adapters.seal.rotation import (
    OVERLAP_SECONDS,
    NotRotated,
    RotationFault,
    adopt_qr_key,
    adopt_seal,
    next_qr_key,
    next_seal_request,
    publish_holder,
    qr_key_wait,
    rotating,
)
from ventanilla.domain.documents import Claims

CLAIMS = Claims("I", FOLIO, "acuse", "", "", 1, None, SEALED_AT.date(), bytes(32))


@pytest.fixture
def own(tmp_path: Path, keys: Path) -> Path:
    copy = tmp_path / "keys"
    subprocess.run(["cp", "-a", str(keys), str(copy)], check=True)
    return copy


def rotate_the_seal(own: Path, authority: Any) -> None:
    request = x509.load_pem_x509_csr(next_seal_request(own, "Instituto"))
    der, chain = authority.issue_seal(request.public_key(), SEALED_AT)
    adopt_seal(own, der, chain, SEALED_AT)


def rotate_the_qr(own: Path, _authority: Any) -> None:
    next_qr_key(own)
    adopt_qr_key(own)


def all_verifies(own: Path, cose: bytes, pdf: bytes, plain: bytes) -> None:
    """What was signed before verifies, and so does what whoever signs now signs now."""
    signer = LocalSigner.open(own)
    seals, qr_keys = public_seals(own), public_key_set(own)
    assert verify_claims(cose, qr_keys) == CLAIMS
    assert verify_pdf(pdf, seals, SEALED_AT).valid
    assert verify_claims(signer.qr(CLAIMS), qr_keys) == CLAIMS
    assert signer.seal in seals
    assert sello_is_valid(signer.seal, "||1.0|x||", signer.sello("||1.0|x||"))
    assert plain


@pytest.mark.parametrize("rotate", [rotate_the_seal, rotate_the_qr])
def test_stopped_before_any_write_the_present_key_signs_and_the_order_again_ends_it(
    own: Path,
    authority: Any,
    sealed_pdf: bytes,
    plain_pdf: bytes,
    rotate: Callable[[Path, Any], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = LocalKeys.open(own)
    cose = LocalSigner(before).qr(CLAIMS)
    stops = 0
    while True:
        left = [stops]
        with monkeypatch.context() as patched:
            for module, name in ((rotation, "write_whole"), (key_files, "write_whole"), (os, "replace")):
                patched.setattr(module, name, stopping(getattr(module, name), left))
            try:
                rotate(own, authority)
                ended = True
            except KeyboardInterrupt:
                ended = False
        all_verifies(own, cose, sealed_pdf, plain_pdf)
        now = LocalKeys.open(own)
        changed = (now.seal, now.qr.kid) != (before.seal, before.qr.kid)
        assert changed is ended
        if ended:
            break
        stops += 1
    assert stops >= 1
    assert not list(own.glob("[!.]*siguiente*"))  # the drafts of a stop are hidden, and encrypted
    assert verify_pdf(sealed_by(own, plain_pdf), public_seals(own), SEALED_AT).valid


def sealed_by(own: Path, plain: bytes) -> bytes:
    return LocalSigner.open(own).seal_pdf(plain, folio=FOLIO, expires_on=date(2027, 1, 21), at=SEALED_AT)


def stopping(real: Callable[..., Any], left: list[int]) -> Callable[..., Any]:
    """The machine stops before this write, once as many as ``left`` were done."""

    def write(*args: Any, **kwargs: Any) -> Any:
        if left[0] == 0:
            raise KeyboardInterrupt
        left[0] -= 1
        return real(*args, **kwargs)

    return write


def test_the_next_key_is_published_and_waits(own: Path) -> None:
    present = LocalKeys.open(own).qr.kid
    key = next_qr_key(own)
    assert next_qr_key(own).kid == key.kid
    assert key.jwk() in public_jwks(own)["keys"]
    assert len(public_jwks(own)["keys"]) == 2
    assert LocalKeys.open(own).qr.kid == present
    made = (own / "qr-siguiente.pem").stat().st_mtime
    assert qr_key_wait(own, made) == OVERLAP_SECONDS
    assert qr_key_wait(own, made + OVERLAP_SECONDS) == 0
    adopt_qr_key(own)
    assert LocalKeys.open(own).qr.kid == key.kid
    with pytest.raises(NotRotated):
        adopt_qr_key(own)


def test_a_verifier_with_the_old_set_knows_that_it_lacks_a_key(own: Path) -> None:
    old = public_key_set(own)
    rotate_the_qr(own, None)
    with pytest.raises(UnknownKey):
        verify_claims(LocalSigner.open(own).qr(CLAIMS), old)


def test_a_certificate_of_another_key_or_date_is_not_taken(own: Path, authority: Any) -> None:
    present = LocalKeys.open(own).seal
    with pytest.raises(NotRotated) as nothing:
        adopt_seal(own, present.der, present.chain, SEALED_AT)
    request = x509.load_pem_x509_csr(next_seal_request(own, "Instituto"))
    assert request.is_signature_valid
    with pytest.raises(NotRotated) as other:
        adopt_seal(own, present.der, present.chain, SEALED_AT)
    der, chain = authority.issue_seal(request.public_key(), SEALED_AT)
    late = SEALED_AT.replace(year=2050)
    with pytest.raises(NotRotated) as old:
        adopt_seal(own, der, chain, late)
    faults = [caught.value.fault for caught in (nothing, other, old)]
    assert faults == [RotationFault.NOTHING_WAITS, RotationFault.OTHER_KEY, RotationFault.NOT_IN_FORCE]


def test_one_rotation_at_a_time(own: Path) -> None:
    with rotating(own), pytest.raises(NotRotated) as caught, rotating(own):
        pass
    assert caught.value.fault is RotationFault.UNDER_WAY


def test_what_an_hsm_signs_with_is_published_once(own: Path) -> None:
    before = public_jwks(own)
    publish_holder(own, LocalKeys.open(own))
    assert public_jwks(own) == before
    assert len(public_seals(own)) == 1


def test_a_qr_of_nobody_is_not_ours(own: Path) -> None:
    cose = LocalSigner.open(own).qr(CLAIMS)
    with pytest.raises(BadCose):
        verify_claims(cose[:-1] + bytes((cose[-1] ^ 1,)), public_key_set(own))
