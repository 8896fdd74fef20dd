"""The key of tokens: signs what others verify, turns without a gap, and opens with nothing else's phrase."""

from __future__ import annotations

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from joserfc import jwt
from joserfc.errors import BadSignatureError, JoseError
from joserfc.jwk import KeySet, OctKey

from ventanilla.adapters.tokens.keys import (
    CURRENT,
    PHRASE,
    SHOWN,
    create_token_keys,
    every_jwk,
    load_token_key,
    rotate_token_keys,
)
from ventanilla.adapters.tokens.local import LocalTokenSigner
from ventanilla.adapters.tokens.port import BadTokenKey

CLAIMS = {"iss": "https://oficina.example", "sub": "x"}


def read(token: str, keys: dict[str, Any]) -> dict[str, Any]:
    """As a library by other hands reads it, with the algorithm that is published and no other."""
    return jwt.decode(token, KeySet.import_key_set(keys), algorithms=["RS256"]).claims  # type: ignore[arg-type]


@pytest.fixture
def signer(tmp_path: Path) -> LocalTokenSigner:
    return LocalTokenSigner.open(tmp_path / "keys")


def test_another_library_verifies_it(signer: LocalTokenSigner) -> None:
    assert read(signer.sign(CLAIMS), signer.jwks()) == CLAIMS


def test_a_changed_token_is_none(signer: LocalTokenSigner, tmp_path: Path) -> None:
    head, body, signature = signer.sign(CLAIMS).split(".")
    other = LocalTokenSigner.open(tmp_path / "other").sign(CLAIMS)
    none = jwt.encode({"alg": "HS256"}, CLAIMS, OctKey.import_key("secreto-de-prueba-de-treinta-y-dos"))
    unsigned = "eyJhbGciOiJub25lIn0." + body + "."
    for token in (f"{head}.{body[:-2]}AA.{signature}", f"{head}.{body}.{signature[:-4]}AAAA", other, none, unsigned):
        with pytest.raises((BadSignatureError, JoseError, ValueError)):
            read(token, signer.jwks())


def test_a_rotation_leaves_no_gap(signer: LocalTokenSigner, tmp_path: Path) -> None:
    cached = signer.jwks()  # as an application that does not ask again has it
    before = signer.sign(CLAIMS)
    rotate_token_keys(tmp_path / "keys")
    after = signer.sign(CLAIMS)
    assert before.split(".")[0] != after.split(".")[0], "without stopping the office"
    assert read(after, cached) == CLAIMS, "the next key was published before it signed"
    assert read(before, signer.jwks()) == CLAIMS, "and the one before still is"
    for _ in range(3):
        rotate_token_keys(tmp_path / "keys")
    assert len(every_jwk(tmp_path / "keys")) == 6, "every public key is kept"
    assert len(signer.jwks()["keys"]) == SHOWN
    with pytest.raises((JoseError, ValueError)):
        read(before, signer.jwks())


def test_two_processes_make_one_pair(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: create_token_keys(tmp_path / "keys"), range(4)))
    assert len(every_jwk(tmp_path / "keys")) == 2


def test_private_keys_are_closed(signer: LocalTokenSigner, tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    for path in (keys / PHRASE, keys / CURRENT):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert b"ENCRYPTED" in (keys / CURRENT).read_bytes()
    assert not {"d", "p", "q"} & {name for key in json.loads(json.dumps(signer.jwks()))["keys"] for name in key}
    (keys / PHRASE).write_text("otra")
    with pytest.raises(BadTokenKey):
        load_token_key(keys)
    (keys / PHRASE).chmod(0o644)
    with pytest.raises(BadTokenKey):
        load_token_key(keys)
    (keys / CURRENT).unlink()
    with pytest.raises(BadTokenKey):
        load_token_key(keys)
