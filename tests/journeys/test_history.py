"""Whoever audits finds a history by a folio, sees that it is whole, and takes it out as a file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Office
from tests.journeys.steps import leave_with_constancia, looks_right, sign_in, watch_policy


def test_a_history(browser: Browser, page: Page, office: Office, tmp_path: Path) -> None:
    sealed = leave_with_constancia(browser, office, "un-apellido", tmp_path)
    errors = watch_policy(page, 422)
    sign_in(page, office, "auditora")
    page.goto(f"{office.origin}/personal")
    page.get_by_role("link", name="Historial de una persona").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Historial de una persona")
    looks_right(page, "historial-buscar")
    page.get_by_label("Folio de un expediente, o CURP").fill("otra cosa")
    page.get_by_role("button", name="Consultar").click()
    expect(page.locator(".govuk-error-message")).to_contain_text("No hay un expediente con ese folio")
    looks_right(page, "historial-buscar-error")
    page.get_by_label("Folio de un expediente, o CURP").fill(sealed.case)
    page.get_by_role("button", name="Consultar").click()
    expect(page.get_by_text("El registro está completo")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Firmó la solicitud con su e.firma.")
    looks_right(page, "historial", picture=True)
    with page.expect_download() as download:
        page.get_by_role("link", name="Descargar el historial (JSONL)").click()
    kept = tmp_path / "historial.jsonl"
    download.value.save_as(kept)
    command = [str(Path(sys.executable).parent / "ventanilla"), "historial", "verificar", str(kept)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr
    assert errors == []
