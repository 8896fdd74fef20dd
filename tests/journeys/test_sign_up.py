"""Opening an account on a phone: with an e.firma, and without one up to the confirmed identity."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import PHONE, Office, office_folder, open_office
from tests.journeys.steps import choose_files, looks_right, until_shown, watch_policy

MAIL = re.compile(r"http://\S+/cuenta/enlace/\S+")


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    """An office where nobody entered yet: whoever did has an account, and signs up no more."""
    with office_folder() as folder, open_office(folder) as opened:
        yield opened


def curp_of(office: Office, slug: str) -> str:
    """The CURP that the page of test identities gives."""
    entries = json.loads((office.var / "pki" / "identidades" / "manifest.json").read_text("utf-8"))
    return str(next(one["curp"] for one in entries if one["slug"] == slug))


def mail_to(page: Page, office: Office, address: str, subject: str) -> str:
    """The last e-mail with a subject that was sent to an address, once the worker sent it."""
    found = page.get_by_role("link").filter(has_text=address).filter(has_text=subject)
    until_shown(page, f"{office.origin}/demo/correo", found).click()
    return page.locator("main").inner_text()


def link_in(mail: str) -> str:
    """The link that an e-mail brings."""
    found = MAIL.search(mail)
    assert found is not None, mail
    return found[0]


def test_a_worker_opens_an_account_in_three_pages(office: Office, browser: Browser) -> None:
    context = browser.new_context(viewport=PHONE, locale="es-MX")
    page = context.new_page()
    errors = watch_policy(page, 422)
    page.goto(f"{office.origin}/entrar")
    page.get_by_role("link", name="Abrir una cuenta").click()
    looks_right(page, "alta", picture=True)
    page.get_by_label("Su CURP").fill("NADA")
    page.get_by_role("button", name="Continuar con mi e.firma").click()
    looks_right(page, "alta-error")
    page.get_by_label("Su CURP").fill(curp_of(office, "nombre-largo"))
    page.get_by_role("button", name="Continuar con mi e.firma").click()
    page.wait_for_url(re.compile("/cuenta/nueva/firma"))
    looks_right(page, "alta-firma", picture=True)
    page.get_by_label("Correo para avisos").fill("nueva@correo.example")
    choose_files(page, *office.identity("nombre-largo"))
    page.get_by_role("button", name="Firmar y continuar").click()
    page.wait_for_url(re.compile("/cuenta/nueva/terminos"))
    expect(page.get_by_text("Tomado de nuestro registro.").first).to_be_visible()
    expect(page.locator("[data-sign-words]")).to_contain_text("Términos de uso")
    looks_right(page, "alta-terminos", picture=True)
    choose_files(page, *office.identity("nombre-largo"))
    page.get_by_role("button", name="Firmar y abrir mi cuenta").click()
    page.wait_for_url(re.compile("/cuenta/nueva/lista"))
    looks_right(page, "alta-lista")
    page.get_by_role("link", name="Ir a mi oficina").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    other = browser.new_context(locale="es-MX").new_page()
    other.goto(link_in(mail_to(other, office, "nueva@correo.example", "confirme su correo")))
    looks_right(other, "confirmar-correo")
    other.get_by_role("button", name="Confirmar mi correo").click()
    expect(other.get_by_role("heading", name="Confirmó su correo")).to_be_visible()
    other.context.close()
    context.close()
    assert errors == []


def test_without_an_efirma_a_code_confirms_who_it_is(office: Office, browser: Browser) -> None:
    context = browser.new_context(viewport=PHONE, locale="es-MX")
    page, mail = context.new_page(), browser.new_context(locale="es-MX").new_page()
    errors = watch_policy(page, 422)
    page.goto(f"{office.origin}/cuenta/nueva")
    page.get_by_label("Su CURP").fill(curp_of(office, "un-apellido"))
    page.get_by_role("button", name="No tengo e.firma").click()
    looks_right(page, "alta-correo", picture=True)
    page.get_by_role("button", name="Enviarme el enlace").click()
    looks_right(page, "alta-correo-error")
    page.get_by_label("Su correo").fill("sin.firma@correo.example")
    page.get_by_label("Una contraseña nueva").fill("cuatro palabras bien guardadas")
    page.get_by_label("Los leí y los acepto").check()
    page.get_by_role("button", name="Enviarme el enlace").click()
    looks_right(page, "alta-revise")
    mail.goto(link_in(mail_to(mail, office, "sin.firma@correo.example", "confirme su correo")))
    mail.get_by_role("button", name="Confirmar mi correo").click()
    page.get_by_role("button", name="Ya abrí el enlace: continuar").click()
    page.wait_for_url(re.compile("/cuenta/identidad"))
    looks_right(page, "identidad", picture=True)
    page.get_by_role("radio").check()
    page.get_by_role("button", name="Enviar el código").click()
    looks_right(page, "identidad-codigo")
    told = mail_to(mail, office, "un.apellido@registro.example", "su código")
    code = re.search(r"\b(\d{6})\b", told)
    assert code is not None, told
    page.get_by_label("Código de seis números").fill(code[1])
    page.get_by_role("button", name="Confirmar", exact=True).click()
    page.wait_for_url(f"{office.origin}/oficina")
    mail.context.close()
    context.close()
    assert errors == []
