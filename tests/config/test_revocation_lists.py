"""Who says what the authorities of the seal and of its time revoked, in each kind of installation."""

from __future__ import annotations

import json
from pathlib import Path

from tests.config.test_environment import production

from ventanilla.adapters.pki.demo_authority import open_authority
from ventanilla.adapters.pki.local import LocalCrls
from ventanilla.adapters.pki.real import CrlOverHttp
from ventanilla.config.environment import read
from ventanilla.config.wiring import revocation_lists


def test_a_demonstration_answers_for_itself_and_an_operator_says_where(tmp_path: Path) -> None:
    demonstration = {"VENTANILLA_VAR": str(tmp_path / "demo")}
    assert revocation_lists(read(demonstration)) is None  # not sown yet
    open_authority(tmp_path / "demo" / "pki", bits=2048)
    assert isinstance(revocation_lists(read(demonstration)), LocalCrls)

    given = tmp_path / "crl.json"
    given.write_text(json.dumps({"ab" * 32: "http://pki.example/ac.crl"}))
    assert revocation_lists(read(production(tmp_path))) is None
    found = revocation_lists(read(production(tmp_path) | {"VENTANILLA_CRL": str(given)}))
    assert isinstance(found, CrlOverHttp)
    assert found.addresses == {"ab" * 32: "http://pki.example/ac.crl"}
