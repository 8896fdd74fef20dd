"""The employer's home: a company looks at what is due, whom it insures and what it filed, and takes it along."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Office
from tests.journeys.steps import looks_right, sign_in, sign_out


def test_a_company_sees_what_is_due_and_whom_it_insures(office: Office, page: Page, tmp_path: Path) -> None:
    sign_in(page, office, "empresa")
    expect(page.get_by_role("heading", name="Lo próximo")).to_be_visible()
    looks_right(page, "oficina-patron", picture=True)
    page.get_by_role("navigation", name="Su oficina de patrón").get_by_role("link", name="Personas").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Personas")
    looks_right(page, "patron-personas", picture=True)
    page.keyboard.press("Control+k")
    page.keyboard.type("nadie se llama asi")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Nadie cumple con lo que pidió")).to_be_visible()
    assert "nadie" not in page.url
    looks_right(page, "patron-personas-nadie")
    page.goto(f"{office.origin}/oficina/personas?desde=mucho")
    looks_right(page, "patron-personas-error", picture=True)
    page.goto(f"{office.origin}/oficina/personas")
    page.locator("[data-queue] tbody th a").first.click()
    expect(page.get_by_role("heading", name="Hoy, con usted")).to_be_visible()
    page.get_by_text("Ver los números").first.click() if page.get_by_text("Ver los números").count() else None
    looks_right(page, "patron-persona", picture=True)
    page.goto(f"{office.origin}/oficina/personas?situacion=baja")
    looks_right(page, "patron-personas-bajas", picture=True)
    page.goto(f"{office.origin}/oficina/movimientos")
    expect(page.get_by_role("heading", level=1)).to_have_text("Movimientos")
    looks_right(page, "patron-movimientos", picture=True)
    page.goto(f"{office.origin}/oficina/movimientos?desde=2026-02-31")
    looks_right(page, "patron-movimientos-error")
    page.goto(f"{office.origin}/oficina/calendario")
    expect(page.get_by_role("heading", level=1)).to_have_text("Qué presentar y cuándo")
    looks_right(page, "patron-calendario", picture=True)
    with page.expect_download() as calendar:
        page.get_by_role("link", name="Llevarlo a mi calendario (.ics)").click()
    calendar.value.save_as(tmp_path / "plazos.ics")
    assert (tmp_path / "plazos.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    page.goto(f"{office.origin}/oficina/personas")
    with page.expect_download() as book:
        page.get_by_role("link", name="Descargar en Excel").click()
    book.value.save_as(tmp_path / "personas.xlsx")
    assert (tmp_path / "personas.xlsx").read_bytes()[:2] == b"PK"
    sign_out(page, office)


def test_a_person_who_employs_sees_both_of_their_offices(office: Office, page: Page) -> None:
    sign_in(page, office, "patron")
    expect(page.get_by_role("heading", name="Quienes trabajan para usted")).to_be_visible()
    looks_right(page, "oficina-persona-patron", picture=True)
    sign_out(page, office)
    sign_in(page, office, "trabajadora")
    expect(page.get_by_role("heading", name="Quienes trabajan para usted")).to_have_count(0)
    sign_out(page, office)
