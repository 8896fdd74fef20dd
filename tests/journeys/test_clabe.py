"""A CLABE without an e.firma: the code of one cent is read in the bank's statement, and an impostor moves no money."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.journeys.conftest import DESKTOP, PHONE, Office, office_folder, open_office
from tests.journeys.inside import run_inside
from tests.journeys.steps import DELIVERED_WITHIN, looks_right, watch_policy
from tests.journeys.test_sign_up import curp_of, link_in, mail_to

SLUG = "un-apellido"
MAIL = "sin.firma@correo.example"
RECORD = "un.apellido@registro.example"
PASSPHRASE = "cuatro palabras bien guardadas"
CODE = re.compile(r"CODIGO (\d{6})")
IN_FORCE = """
from django.conf import settings
from ventanilla.apps.affiliation.api import subject_by_curp
from ventanilla.apps.eventlog.api import merged, scope
from ventanilla.domain.payments import ClabeDe
with scope(None):
    found = merged("ANSWERS")[ClabeDe]([ClabeDe(subject_by_curp({curp!r}))])[0]
print(found.en_vigor.mascara if found.en_vigor else "ninguna")
"""


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    """An office where this person never was."""
    with office_folder() as folder, open_office(folder) as opened:
        yield opened


def opened_account(page: Page, mail: Page, office: Office) -> None:
    """An account without an e.firma, whose owner read a code at an address on record."""
    page.goto(f"{office.origin}/cuenta/nueva")
    page.get_by_label("Su CURP").fill(curp_of(office, SLUG))
    page.get_by_role("button", name="No tengo e.firma").click()
    page.get_by_label("Su correo").fill(MAIL)
    page.get_by_label("Una contraseña nueva").fill(PASSPHRASE)
    page.get_by_label("Los leí y los acepto").check()
    page.get_by_role("button", name="Enviarme el enlace").click()
    mail.goto(link_in(mail_to(mail, office, MAIL, "confirme su correo")))
    mail.get_by_role("button", name="Confirmar mi correo").click()
    page.get_by_role("button", name="Ya abrí el enlace: continuar").click()
    page.get_by_role("radio").check()
    page.get_by_role("button", name="Enviar el código").click()
    code = re.search(r"\b(\d{6})\b", mail_to(mail, office, RECORD, "su código"))
    assert code is not None
    page.get_by_label("Código de seis números").fill(code[1])
    page.get_by_role("button", name="Confirmar", exact=True).click()
    page.wait_for_url(f"{office.origin}/oficina")


def request_account(page: Page, office: Office, clabe: str, *, looked: bool) -> None:
    """The request, from its page to its case."""

    def look(name: str, *, picture: bool = False) -> None:
        if looked:
            looks_right(page, name, picture=picture)

    page.goto(f"{office.origin}/tramites/registro_clabe")
    look("clabe-tramite", picture=True)
    page.get_by_role("button", name="Iniciar", exact=True).click()
    page.get_by_role("textbox").first.fill(clabe[:-1] + str((int(clabe[-1]) + 1) % 10))
    page.get_by_role("button", name="Continuar").click()
    look("clabe-error", picture=True)
    expect(page.get_by_text("El último dígito no corresponde").first).to_be_visible()
    page.get_by_role("textbox").first.fill(clabe)
    page.get_by_role("button", name="Continuar").click()
    look("clabe-titular")
    page.get_by_label("Sí, la cuenta es mía").check()
    page.get_by_role("button", name="Continuar").click()
    look("clabe-estado")
    page.get_by_role("button", name="Continuar").click()
    look("clabe-revisar", picture=True)
    page.get_by_role("button", name="Enviar", exact=True).click()
    page.wait_for_url(re.compile("/expedientes/"))
    look("clabe-expediente")


def code_from_bank(page: Page, office: Office, holder: str) -> str:
    """What the account holder reads in the statement, once the deposit came."""
    for _ in range(DELIVERED_WITHIN // 500):
        page.goto(f"{office.origin}/demo/banco")
        page.get_by_role("link", name=re.compile(holder)).first.click()
        found = CODE.search(page.locator("main").inner_text())
        if found is not None:
            return found[1]
        page.wait_for_timeout(500)
    raise AssertionError("no deposit of one cent came")


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_banks_pages(office: Office, browser: Browser, size: ViewportSize) -> None:
    page = browser.new_context(viewport=size, locale="es-MX").new_page()
    errors = watch_policy(page, 422)
    page.goto(f"{office.origin}/demo/banco")
    looks_right(page, "banco", picture=True)
    page.locator(".v-row").first.click()
    looks_right(page, "banco-cuenta", picture=True)
    page.get_by_label("Línea de captura").fill("corta")
    page.get_by_role("button", name="Pagar").click()
    looks_right(page, "banco-cuenta-error")
    page.context.close()
    assert errors == []


def test_a_clabe_without_an_efirma_and_an_impostor_who_gets_nothing(office: Office, browser: Browser) -> None:
    context = browser.new_context(viewport=PHONE, locale="es-MX")
    page, mail = context.new_page(), browser.new_context(locale="es-MX").new_page()
    errors = watch_policy(page, 422)
    opened_account(page, mail, office)
    page.goto(f"{office.origin}/cuenta-bancaria")
    looks_right(page, "cuenta-bancaria-vacia", picture=True)
    mail.goto(f"{office.origin}/demo/banco")
    curp = curp_of(office, SLUG)
    name = run_inside(
        office,
        f"from ventanilla.apps.affiliation.api import identidad_by_curp as i\np = i({curp!r})\n"
        "print(' '.join(x for x in (p.nombre, p.primer_apellido, p.segundo_apellido) if x).upper())",
    )
    row = mail.get_by_role("link", name=re.compile(name)).first
    clabe = re.sub(r"\D", "", row.locator(".v-code").inner_text())
    request_account(page, office, clabe, looked=True)
    page.goto(f"{office.origin}/cuenta-bancaria")
    code = code_from_bank(mail, office, name)
    looks_right(mail, "banco-centavo", picture=True)
    page.reload()
    looks_right(page, "cuenta-bancaria-codigo", picture=True)
    page.get_by_label("Código de seis números").fill(f"{(int(code) + 1) % 10**6:06d}")
    page.get_by_role("button", name="Comprobar la cuenta").click()
    expect(page.get_by_text("Ese código no es").first).to_be_visible()
    looks_right(page, "cuenta-bancaria-error")
    page.get_by_label("Código de seis números").fill(code)
    page.get_by_role("button", name="Comprobar la cuenta").click()
    expect(page.get_by_text("Le pagaremos en ella desde el")).to_be_visible()
    looks_right(page, "cuenta-bancaria-espera", picture=True)
    assert run_inside(office, IN_FORCE.format(curp=curp)) == "ninguna"  # a day has not passed

    # The session was an impostor's: whoever reads an address on record stops it without entering.
    told = mail_to(mail, office, RECORD, "su cuenta para pagos")
    assert clabe[-4:] not in told
    link = re.search(r"http://\S+/cuenta-bancaria/no-fui-yo/\S+", told)
    assert link is not None, told
    mail.goto(link[0])
    looks_right(mail, "cuenta-parar", picture=True)
    mail.get_by_role("button", name="No fui yo: cancelar esa cuenta").click()
    looks_right(mail, "cuenta-parada")
    page.goto(f"{office.origin}/cuenta-bancaria")
    expect(page.get_by_text("Dijo que no fue usted")).to_be_visible()
    looks_right(page, "cuenta-bancaria-parada")
    assert run_inside(office, IN_FORCE.format(curp=curp)) == "ninguna"
    mail.context.close()
    context.close()
    assert errors == []
