"""The main job: sign in with an e.firma, ask for a constancia, sign, leave with a sealed document."""

from __future__ import annotations

import subprocess
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Office
from tests.journeys.steps import (
    ask_constancia,
    download_document,
    looks_right,
    sign_and_send,
    sign_in,
    watch_policy,
)


def test_from_sign_in_to_the_sealed_document(office: Office, page: Page, tmp_path: Path) -> None:
    errors = watch_policy(page)
    page.goto(f"{office.origin}/entrar")
    looks_right(page, "entrar")
    sign_in(page, office, "trabajadora")
    looks_right(page, "oficina")
    ask_constancia(page, office)
    looks_right(page, "revisar", picture=True)
    folio = sign_and_send(page, *office.identity("trabajadora"))
    pdf = download_document(page, tmp_path)
    looks_right(page, "expediente", picture=True)
    expect(page.get_by_text("Resolvimos su trámite.")).to_be_visible()
    told = subprocess.run(["pdfsig", str(pdf)], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid" in told, told
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    assert "Marisol Almendral Cumbres" in text
    assert folio
    assert errors == []
