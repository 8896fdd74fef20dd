"""`ventanilla oficina rotar`, and the how-to as it is written."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ventanilla.adapters.pki.local import open_authority, seal_issuer
from ventanilla.adapters.seal.keys import create_institution_keys, public_jwks, public_seals
from ventanilla.adapters.seal.local import LocalKeys
from ventanilla.config.keys import rotate_qr, rotate_seal

AT = datetime(2026, 11, 22, 15, tzinfo=UTC)
HOW_TO = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "rotate-keys.md"


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    issue = seal_issuer(open_authority(tmp_path / "pki"), "Instituto")
    create_institution_keys(tmp_path / "keys", issue_seal_certificate=issue, at=AT)
    monkeypatch.setenv("VENTANILLA_VAR", str(tmp_path))
    monkeypatch.setenv("VENTANILLA_CLOCK", "2026-11-23")
    return tmp_path


def test_the_how_to_runs_and_old_and_new_are_published(var: Path) -> None:
    before = LocalKeys.open(var / "keys")
    blocks = HOW_TO.read_text(encoding="utf-8").split("```sh\n")[1:]
    commands = [shlex.split(line) for block in blocks for line in block.partition("```")[0].splitlines()]
    assert [command[2:] for command in commands] == [["rotar", "qr"], ["rotar", "qr", "--ya"], ["rotar", "sello"]]
    said = []
    for command in commands:
        order = [str(Path(sys.executable).parent / command[0]), *command[1:]]
        done = subprocess.run(order, env=dict(os.environ), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        said.append(done.stdout)
    assert "Repita la orden" in said[0]
    after = LocalKeys.open(var / "keys")
    assert after.qr.kid != before.qr.kid
    assert after.seal != before.seal
    assert {before.qr.jwk()["kid"], after.qr.jwk()["kid"]} == {row["kid"] for row in public_jwks(var / "keys")["keys"]}
    assert {before.seal, after.seal} == set(public_seals(var / "keys"))


def test_the_authority_of_somebody_else_gives_the_certificate(var: Path, tmp_path: Path) -> None:
    said: list[str] = []
    assert rotate_seal(said.append, request=tmp_path / "s.csr", certificate=None) == 0
    assert (tmp_path / "s.csr").read_bytes().startswith(b"-----BEGIN CERTIFICATE REQUEST-----")
    other = next((var / "keys" / "publicas").glob("sello-*.pem"))
    assert rotate_seal(said.append, request=None, certificate=other) == 1
    assert said[-1] == "Ese certificado no es de la llave que espera. Pida uno nuevo."


def test_what_cannot_be_done_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VENTANILLA_VAR", str(tmp_path / "nada"))
    said: list[str] = []
    assert rotate_qr(said.append, at_once=False) == 1
    assert said == [f"No hay llaves en {tmp_path / 'nada' / 'keys'}: abra antes la oficina."]
