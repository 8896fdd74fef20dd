"""A worker's receipts beside their register, «no lo reconozco», and the page of what they lose, on two screens."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Office, office_folder, open_office
from tests.journeys.inside import OFFICE_NOW
from tests.journeys.steps import (
    SCREENSHOTS,
    begin,
    download_document,
    looks_right,
    sign_and_send,
    sign_in,
    watch_policy,
)
from tests.journeys.test_official import WIDTHS, somebody
from ventanilla.adapters.pki.demo_authority import new_key, open_authority
from ventanilla.adapters.pki.demo_identities import IdentityRequest, Variant, issue_identity
from ventanilla.apps.demo.receipts import jobs_of, receipt_of
from ventanilla.synthetic import institution
from ventanilla.synthetic.payroll_receipts import Sellador

WORKER: Final = "trabajadora"
PAID: Final = 90_000  # centavos a day, which is more than what was registered
HALVES: Final = 4
SERIAL: Final = "30001000000797900001"


@pytest.fixture
def apart() -> Iterator[Office]:
    """An office of its own for each journey: what a worker says of their employer stays said."""
    with office_folder() as folder, open_office(folder) as opened:
        yield opened


def receipts(office: Office, folder: Path) -> list[Path]:
    """The last receipts of the worker, as their employer would seal them with more than it registered."""
    today = OFFICE_NOW.date()
    whole = institution(1, today, workers=30, employers=24)
    hogar = next(one for one in whole.hogares if one.titular.slug == WORKER)
    rfcs = {one.numero: patron.rfc for patron in whole.patrones for one in patron.registros}
    job = next(one for one in jobs_of(hogar, rfcs) if one.until is None)
    patron = next(one for one in whole.patrones if one.rfc == job.employer)
    who, key = patron.persona, new_key()
    csd = IdentityRequest("csd", "", "", who.rfc, who.curp, "", "", Variant.CSD, patron.nombre.upper(), patron.rfc)
    der = issue_identity(csd, key.public_key(), open_authority(office.var / "pki"), SERIAL, OFFICE_NOW)
    paid, sealer = replace(job, wages=((job.since, PAID),)), Sellador(key, der, SERIAL)
    found = []
    for n in range(HALVES):
        on: date = today - timedelta(days=16 * n)
        xml = receipt_of(
            hogar, patron, patron.registros[0], paid, on, sealer, folio=f"{n:08X}-0000-4000-8000-00000000000A"
        )
        found.append(folder / f"nomina-{on:%Y-%m-%d}.xml")
        found[-1].write_bytes(xml)
    return found


@pytest.mark.parametrize("width", WIDTHS)
def test_from_the_alert_to_the_page_to_take_to_a_court(
    apart: Office, browser: Browser, width: str, tmp_path: Path
) -> None:
    files = receipts(apart, tmp_path)
    bad = tmp_path / "recibo.pdf"
    bad.write_bytes(b"%PDF-1.7 no es un XML")
    with somebody(browser, WIDTHS[width]) as page:
        wrong = watch_policy(page, 422)
        sign_in(page, apart, WORKER)
        page.goto(f"{apart.origin}/historia")
        page.get_by_role("link", name=re.compile("^Mis recibos de nómina")).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Mis recibos de nómina")
        looks_right(page, "recibos-propios-ninguno", picture=True)
        _send(page, [*files, bad])
        expect(page.get_by_text("Guardamos 4 recibos.")).to_be_visible()
        expect(page.get_by_text("No guardamos 1 archivo")).to_be_visible()
        expect(page.get_by_text("Su recibo dice más", exact=True)).to_have_count(HALVES)
        looks_right(page, "recibos-propios", picture=True)
        page.get_by_role("link", name="Ver qué significa, y pedir que se aclare").click()
        expect(page.get_by_role("heading", name="Sus recibos dicen más salario que el registrado")).to_be_visible()
        looks_right(page, "historia-con-recibos", picture=True)
        page.get_by_role("link", name="No es correcto: pedir que se aclare").first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("¿Qué no es correcto de este aviso?")
        looks_right(page, "aclarar-con-recibos", picture=True)
        page.get_by_role("button", name="No conozco a este empleador: nunca trabajé ahí").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("¿Qué ocurrió?")
        looks_right(page, "no-lo-reconozco", picture=True)
        page.goto(f"{apart.origin}/historia")
        expect(page.get_by_role("heading", name="Un empleador que usted no reconoce")).to_be_visible()
        page.get_by_role("button", name=re.compile("^Sí lo conozco")).click()
        expect(page.get_by_role("heading", name="Un empleador que usted no reconoce")).to_have_count(0)
        _state_the_loss(page, apart, tmp_path, width)
        page.goto(f"{apart.origin}/historia/recibos")
        page.get_by_role("button", name=re.compile("^Quitar")).first.click()
        expect(page.get_by_text("Su recibo dice más", exact=True)).to_have_count(HALVES - 1)
        page.get_by_text("Borrar lo que guardó: 3 recibos").click()
        page.get_by_role("button", name="Borrar todos").click()
        expect(page.get_by_role("heading", name="Todavía no ha guardado ninguno")).to_be_visible()
        assert wrong == []


def _send(page: Page, files: list[Path]) -> None:
    page.get_by_label("Sus recibos, en XML").set_input_files(files)
    page.get_by_role("button", name="Guardar y comparar").click()


def _state_the_loss(page: Page, office: Office, folder: Path, width: str) -> None:
    """File the statement, and look at what is printed."""
    page.goto(f"{office.origin}/tramites/constancia_perdida")
    looks_right(page, "perdida-tramite", picture=True)
    begin(page, "Saber cuánto me falta, y llevarlo a otra autoridad")
    page.get_by_label("De lo que la oficina encontró en mi historia").check()
    looks_right(page, "perdida-de-que", picture=True)
    page.get_by_role("button", name="Continuar").click()
    for label, words in (("Día", "1"), ("Mes", "9"), ("Año", "2026")):
        page.get_by_label(label, exact=True).fill(words)
    looks_right(page, "perdida-desde")
    page.get_by_role("button", name="Continuar").click()
    looks_right(page, "perdida-hasta")
    page.get_by_role("button", name="Continuar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Revise y firme")
    looks_right(page, "perdida-revisar", picture=True)
    sign_and_send(page, *office.identity(WORKER))
    pdf = download_document(page, folder)
    looks_right(page, "perdida-expediente", picture=True)
    told = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Pages:\s+1\b", told), told
    said = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    words = " ".join(said.split())
    for expected in ("Pueden faltar: 0 semanas.", "$900.00", "LSS 27", "no resuelve quién tiene razón"):
        assert expected in words, expected
    if SCREENSHOTS:
        picture = Path(SCREENSHOTS) / f"perdida-papel-{width}"
        subprocess.run(["pdftoppm", "-r", "70", "-png", "-singlefile", str(pdf), str(picture)], check=True)
