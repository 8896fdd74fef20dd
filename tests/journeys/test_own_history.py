"""One's own history: read on a telephone, as it was known before, and taken along in three files."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Office
from tests.journeys.steps import looks_right, sign_in, sign_out, watch_policy
from ventanilla.formats.file import File
from ventanilla.formats.historial import read_csv, read_json


def test_a_worker_reads_their_history_and_takes_it_along(office: Office, page: Page, tmp_path: Path) -> None:
    errors = watch_policy(page, 422)
    sign_in(page, office, "trabajadora")
    page.locator(".v-now").get_by_role("link", name="Semanas cotizadas").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Su historia")
    looks_right(page, "historia", picture=True)
    page.get_by_text("Ver los números").first.click()
    expect(page.get_by_role("cell", name="$572.40").first).to_be_visible()
    for kind in ("PDF", "CSV", "JSON"):
        with page.expect_download() as download:
            page.get_by_role("link", name=f"Descargar en {kind}").click()
        download.value.save_as(tmp_path / f"historia.{kind.lower()}")
    assert (tmp_path / "historia.pdf").read_bytes().startswith(b"%PDF-")
    whole = read_json(File.of_bytes("h.json", (tmp_path / "historia.json").read_bytes()))
    assert read_csv(File.of_bytes("h.csv", (tmp_path / "historia.csv").read_bytes())) == whole.movimientos
    page.get_by_role("navigation", name="Años").get_by_role("link", name="2024").click()
    expect(page.get_by_role("heading", name="Lo que debía aportarse en 2024")).to_be_visible()
    page.get_by_text("Ver cómo estaba antes").click()
    page.get_by_label("Como se conocía el día").fill("2024-06-30")
    page.get_by_role("button", name="Ver", exact=True).click()
    expect(page.get_by_text("Como se conocía al terminar el")).to_be_visible()
    looks_right(page, "historia-antes", picture=True)
    page.goto(f"{office.origin}/historia?conocido=2026-02-31")
    expect(page.get_by_role("alert")).to_contain_text("La fecha no existe")
    looks_right(page, "historia-error")
    sign_out(page, office)
    assert errors == []


def test_whoever_never_worked_has_nothing_yet(office: Office, page: Page) -> None:
    sign_in(page, office, "trabajadora")
    page.goto(f"{office.origin}/cuenta/familia")
    page.get_by_role("button", name="Actuar por").first.click()
    page.wait_for_url(f"{office.origin}/oficina")
    page.goto(f"{office.origin}/historia")
    expect(page.get_by_role("heading", name="No hay movimientos")).to_be_visible()
    looks_right(page, "historia-vacia")
    page.goto(f"{office.origin}/cuenta/familia")
    page.get_by_role("button", name="Dejar de actuar").first.click()
    sign_out(page, office)
