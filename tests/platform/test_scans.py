"""The scans of CI find what is planted; nothing here is a real secret, and none is written whole."""

from __future__ import annotations

import json

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from tools import audit, check_wheel, scan_secrets

NOBODY: frozenset[str] = frozenset()


def kinds(name: str, content: bytes, people: frozenset[str] = NOBODY) -> list[str]:
    return [kind for _, kind in scan_secrets.scan(name, content, people)]


@pytest.fixture(scope="module")
def key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 1024 * 2)


@pytest.mark.parametrize("encoding", [serialization.Encoding.PEM, serialization.Encoding.DER])
@pytest.mark.parametrize("password", [None, b"una clave"])
@pytest.mark.parametrize("layout", [serialization.PrivateFormat.PKCS8, serialization.PrivateFormat.TraditionalOpenSSL])
def test_a_planted_key_is_found(
    key: rsa.RSAPrivateKey,
    encoding: serialization.Encoding,
    layout: serialization.PrivateFormat,
    password: bytes | None,
) -> None:
    traditional = layout is serialization.PrivateFormat.TraditionalOpenSSL
    if traditional and encoding is serialization.Encoding.DER:
        pytest.skip("OpenSSL's old DER form names no algorithm: only its file name tells, and that is scanned too")
    locked = serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
    assert kinds("notes.txt", b"see:\n" + key.private_bytes(encoding, layout, locked))


@pytest.mark.parametrize(
    "planted",
    [
        "AKIA" + "A1B2C3D4E5F6G7H8",
        "ghp_" + "a1B2" * 9,
        "npm_" + "a1B2" * 9,
        "xoxb-" + "1234567890-" * 3 + "x",
        "postgresql://" + "owner:correct-horse-battery@db/x",
        "eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxMjM0NTY3ODkwIn0." + "c2lnbmF0dXJlLXNpZ25hdHVyZQ",
    ],
)
def test_a_planted_token_is_found(planted: str) -> None:
    assert len(kinds("x.py", planted.encode())) == 1


def test_a_file_of_keys_is_found_by_its_name() -> None:
    assert kinds("x/persona.key", b"anything") == ["a file of keys"]


def test_a_curp_that_is_right_is_a_person_until_it_is_said_to_be_nobody() -> None:
    curp = "PEGA850101HDFRRL0" + "9"
    assert scan_secrets.right_curp(curp)
    assert len(kinds("x.json", curp.encode())) == 1
    assert kinds("x.json", curp.encode(), frozenset({curp})) == []
    assert kinds("x.json", b"PEGA850101HDFRRL0" + b"3") == []  # its digit is wrong: nobody's


def test_the_scan_runs_over_the_repository(capsys: pytest.CaptureFixture[str]) -> None:
    assert scan_secrets.main(["README.md"]) == 0
    assert "1 files scanned, 0 findings" in capsys.readouterr().out
    assert len(scan_secrets.published()) > 100


def test_a_vulnerability_is_told_from_a_silence() -> None:
    flawed = {"dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "CVE-1"}]}]}
    assert audit.python_findings(json.dumps(flawed)) == ["a 1: CVE-1"]
    assert audit.python_findings('{"dependencies": [{"name": "a", "version": "1", "vulns": []}]}') == []
    assert audit.python_findings("") is None
    assert audit.node_findings('{"vulnerabilities": {"a": {"severity": "high"}}}') == ["a: high"]
    assert audit.node_findings('{"vulnerabilities": {}}') == []
    assert audit.node_findings('{"message": "request failed"}') is None


def test_a_file_that_the_wheel_forgot_is_found() -> None:
    tracked = ["src/ventanilla/__init__.py", "src/ventanilla/law/data/x.yaml"]
    assert check_wheel.missing(tracked, {"ventanilla/__init__.py"}) == ["src/ventanilla/law/data/x.yaml"]
