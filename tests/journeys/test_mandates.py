"""A company lets its accountant act for it, by its certificate; he begins, it ends it, and his next click says why."""

from __future__ import annotations

import re
from typing import Final

from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Office
from tests.journeys.steps import looks_right, sign_and_send, sign_in, sign_out, watch_policy
from tests.web.office import drawn

HERE: Final = "/cuenta/autorizaciones"
COMPANY: Final = next(one for one in drawn().patrones if one.slug == "empresa").nombre.upper()
ACCOUNTANT: Final = drawn().named("contador").curp
BAR: Final = "Por quién actúa usted"


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Continuar").click()


def grant(page: Page, office: Office) -> str:
    """From its list to the receipt of what it gave; the folio."""
    page.goto(f"{office.origin}{HERE}")
    looks_right(page, "autorizaciones-empresa", picture=True)
    page.get_by_role("link", name="Autorizar a otra persona").click()
    looks_right(page, "autorizacion-tramite")
    page.get_by_role("button", name=re.compile("^Iniciar$|Seguir donde me quedé")).first.click()
    page.get_by_label("¿Cuál es la CURP de la persona que actuará?").fill(ACCOUNTANT)
    looks_right(page, "autorizacion-curp")
    go_on(page)
    go_on(page)  # its RFC may be left out
    page.get_by_label("Todo, también los demás trámites").check()
    looks_right(page, "autorizacion-alcance", picture=True)
    go_on(page)
    page.get_by_label("En todos, también los que tenga después").check()
    go_on(page)
    go_on(page)  # from today on
    for part, value in (("Día", "30"), ("Mes", "6"), ("Año", "2027")):
        page.get_by_label(part, exact=True).fill(value)
    go_on(page)
    page.get_by_label("Sí", exact=True).check()
    go_on(page)
    page.wait_for_url(re.compile("/revisar"))
    expect(page.get_by_role("region", name="Por quién firma usted")).to_contain_text("con el certificado de la empresa")
    looks_right(page, "autorizacion-revisar", picture=True)
    return sign_and_send(page, *office.identity("empresa"))


def accept_and_act(page: Page, office: Office) -> str:
    """The accountant reads what waits for him, accepts it and acts by it; its address."""
    page.goto(f"{office.origin}{HERE}")
    looks_right(page, "autorizaciones", picture=True)
    page.get_by_role("link", name="Leer y contestar la autorización").first.click()
    page.wait_for_url(re.compile(f"{HERE}/[0-9a-f-]+$"))
    address = page.url
    looks_right(page, "autorizacion-por-aceptar", picture=True)
    page.get_by_role("button", name="Aceptar la autorización").click()
    expect(page.get_by_text("Aceptó la autorización.").first).to_be_visible()
    page.goto(address)
    page.get_by_role("button", name=f"Actuar por {COMPANY}").click()
    page.wait_for_url(f"{office.origin}/oficina")
    expect(page.get_by_role("region", name=BAR)).to_contain_text(
        f"Usted actúa por {COMPANY}, con autorización hasta el 30 de junio de 2027."
    )
    looks_right(page, "autorizacion-oficina", picture=True)
    return address


def test_an_accountant_is_authorised_and_it_ends_in_the_middle_of_a_draft(
    browser: Browser, office: Office, page: Page
) -> None:
    errors = watch_policy(page, 404)
    sign_in(page, office, "empresa")
    folio = grant(page, office)
    expect(page.locator(".v-timeline")).to_contain_text("Falta que acepte.")
    looks_right(page, "autorizacion-expediente", picture=True)
    sign_out(page, office)

    sign_in(page, office, "contador")
    address = accept_and_act(page, office)
    page.goto(f"{office.origin}{HERE}/tablero")
    expect(page.get_by_role("table")).to_contain_text("Avisos del mes")
    expect(page.get_by_text("Esta página es de su propia cuenta.")).to_be_visible()
    looks_right(page, "autorizacion-tablero", picture=True)
    page.goto(f"{office.origin}/tramites/autorizacion")
    page.get_by_role("button", name=re.compile("^Iniciar$|Seguir donde me quedé")).first.click()
    page.get_by_label("¿Cuál es la CURP de la persona que actuará?").fill("PUEA850101MDFRJN02")

    others = browser.new_context(viewport=page.viewport_size, locale="es-MX")
    try:
        company = others.new_page()
        sign_in(company, office, "empresa")
        company.goto(address)
        company.get_by_label("Motivo (opcional)").fill("Cambio de despacho")
        looks_right(company, "autorizacion-terminar", picture=True)
        company.get_by_role("button", name="Terminar la autorización").click()
        expect(company.get_by_text("La autorización terminó en este momento.").first).to_be_visible()
        company.goto(f"{office.origin}/expedientes/{folio}")  # what was filed stays
        expect(company.get_by_role("heading", level=1)).to_be_visible()
    finally:
        others.close()

    go_on(page)
    expect(page.get_by_text(f"Su autorización de {COMPANY} terminó.")).to_be_visible()
    expect(page.get_by_role("region", name=BAR)).to_have_count(0)
    looks_right(page, "autorizacion-termino", picture=True)
    page.goto(f"{office.origin}/oficina")
    expect(page.get_by_text(f"Su autorización de {COMPANY}")).to_have_count(0)
    page.goto(address)
    expect(page.get_by_text("Cambio de despacho")).to_be_visible()
    assert errors == []
