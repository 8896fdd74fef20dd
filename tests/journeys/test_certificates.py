"""A renewed e.firma is recognised at sign-in, and a company's new representative is reviewed by staff."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import PHONE, Office, office_folder, open_office
from tests.journeys.steps import looks_right, sign_in, sign_out, watch_policy

pytestmark = pytest.mark.parametrize("width", ["360"], indirect=True)


@pytest.fixture(scope="module")
def apart() -> Iterator[Office]:
    """An office of its own: whom a company is represented by would change under the other journeys."""
    with office_folder() as folder, open_office(folder) as opened:
        yield opened


def test_the_old_efirma_then_the_renewed_one(apart: Office, page: Page) -> None:
    errors = watch_policy(page)
    sign_in(page, apart, "trabajadora")
    page.goto(f"{apart.origin}/cuenta")
    page.get_by_role("link", name=re.compile("Sus e.firmas")).click()
    expect(page.get_by_text("Vigente", exact=True)).to_have_count(1)
    looks_right(page, "certificados-una")
    sign_out(page, apart)
    sign_in(page, apart, "renovada")
    expect(page.get_by_text("Reconocimos su e.firma renovada.")).to_be_visible()
    looks_right(page, "oficina-renovada")
    page.get_by_role("link", name="Ver sus e.firmas").click()
    expect(page.get_by_text("Vigente", exact=True)).to_have_count(1)
    expect(page.get_by_text("Reemplazada por una más reciente", exact=True)).to_have_count(1)
    expect(page.locator(".v-timeline")).to_contain_text("Reconocimos su e.firma renovada.")
    looks_right(page, "certificados", picture=True)
    assert errors == []


def test_a_new_representative_enters_and_staff_reject_the_change(apart: Office, browser: Browser, page: Page) -> None:
    sign_in(page, apart, "empresa")
    other = browser.new_context(viewport=PHONE, locale="es-MX")
    try:
        new = other.new_page()
        sign_in(new, apart, "representante-nuevo")
        page.goto(f"{apart.origin}/oficina")
        expect(page.get_by_text("otra persona entró como representante de la empresa")).to_be_visible()
        looks_right(page, "entrar-relevada")
        sign_in(page, apart, "personal")
        page.goto(f"{apart.origin}/personal/representantes")
        looks_right(page, "representantes", picture=True)
        page.get_by_role("button", name="Rechazar el cambio").click()
        expect(page.get_by_role("alert")).to_contain_text("Escriba el motivo")
        looks_right(page, "representantes-error")
        page.get_by_label("Motivo para rechazar").fill("El acta no está protocolizada.")
        page.get_by_role("button", name="Rechazar el cambio").click()
        expect(page.get_by_text("Rechazó el cambio de representante.")).to_be_visible()
        looks_right(page, "representantes-rechazado")
        new.goto(f"{apart.origin}/oficina")
        expect(new.get_by_text("no aceptamos el cambio de representante")).to_be_visible()
    finally:
        other.close()
