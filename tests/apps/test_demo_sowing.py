"""``demo_seed``, whole: register, authority, identities, institution's keys; and again on another day."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ventanilla.adapters.pki.certificate import read_certificate
from ventanilla.adapters.pki.demo_identities import Variant
from ventanilla.adapters.seal.keys import read_seal
from ventanilla.config.demo import sow

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_a_demonstration_is_sown_repeated_and_moved(tmp_path: Path) -> None:
    said: list[str] = []

    def go(at: datetime) -> bytes:
        sow(tmp_path, at, "Institución de demostración", said.append, workers=30, employers=12)
        return (tmp_path / "pki/identidades/trabajadora.cer").read_bytes()

    first = go(NOW)
    assert len(said) == 2
    manifest = json.loads((tmp_path / "pki/identidades/manifest.json").read_text("utf-8"))
    assert {one["variante"] for one in manifest} == {variant.value for variant in Variant}
    for one in manifest:
        assert (tmp_path / f"pki/identidades/{one['slug']}.key").is_file()
    facts = read_certificate(first).facts
    assert facts.not_before <= NOW <= facts.not_after
    assert facts.name == "MARISOL ALMENDRAL CUMBRES"
    company = read_certificate((tmp_path / "pki/identidades/empresa.cer").read_bytes()).facts
    assert company.representative is not None

    assert go(NOW + timedelta(days=2)) == first, "a restart keeps the identities people have downloaded"
    assert len(said) == 2

    past = datetime(2021, 6, 1, 15, 0, tzinfo=UTC)
    moved = read_certificate(go(past)).facts
    assert moved.not_before <= past <= moved.not_after
    assert moved.curp == facts.curp
    assert read_seal(tmp_path / "keys/sello.pem").in_force(past)
    assert len(list((tmp_path / "keys/publicas").glob("*.pem"))) == 2, "what was sealed before can still be verified"
