"""From the catalogue to the sealed weeks of somebody with years of movements, one by one."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Office
from tests.journeys.steps import begin, download_document, looks_right, sign_and_send, sign_in, watch_policy


def text_of(pdf: Path) -> str:
    return subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout


def test_from_the_catalogue_to_the_weeks_counted_one_by_one(office: Office, page: Page, tmp_path: Path) -> None:
    errors = watch_policy(page)
    sign_in(page, office, "trabajadora")
    page.goto(f"{office.origin}/tramites/constancia_semanas")
    expect(page.get_by_role("heading", name="Constancia de semanas cotizadas")).to_be_visible()
    looks_right(page, "semanas-tramite")
    begin(page, "Saber cuántas semanas tengo, o comprobarlo")
    page.get_by_label("Además, cada alta, baja y cambio de salario").check()
    looks_right(page, "semanas-pregunta")
    page.get_by_role("button", name="Continuar").click()
    page.wait_for_url(re.compile("/revisar"))
    looks_right(page, "semanas-revisar")
    sign_and_send(page, *office.identity("trabajadora"))
    first = download_document(page, tmp_path)
    looks_right(page, "semanas-expediente", picture=True)
    told = subprocess.run(["pdfsig", str(first)], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid" in told, told
    text = text_of(first)
    assert "Marisol Almendral Cumbres" in text
    assert re.search(r"Semanas cotizadas: 2\d\d\.", text)  # five years, but for fifteen days
    assert "Modificación de salario" in text
    assert "Fechas sin empleo registrado" in text
    whole = first.read_bytes()
    page.reload()
    assert download_document(page, tmp_path).read_bytes() == whole  # the same request, the same document
    assert errors == []
