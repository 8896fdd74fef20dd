"""Whoever lost everything comes back by the counter; and whoever was on record stops somebody who was not them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.journeys.conftest import Office, office_folder, open_office
from tests.journeys.inside import run_inside
from tests.journeys.steps import looks_right, sign_in, watch_policy
from tests.journeys.test_devices import choose_password, enter
from tests.journeys.test_sign_up import curp_of, mail_to

LINK = re.compile(r"http://\S+/entrar/mostrador/\S+")
FIRST = "nopal tuerca brisa 7"
NEW = "nueva@correo.example"
SUBJECT = "su enlace para volver a entrar"
TOLD = "alguien quiere recuperar su cuenta"


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    """An office of its own, where two people work."""
    with office_folder() as folder, open_office(folder) as opened:
        yield opened


@pytest.fixture
def officials(office: Office, browser: Browser, width: ViewportSize) -> Iterator[tuple[Page, Page]]:
    """Who is at the counter, and who supervises it, each at their own machine."""
    pages = []
    for slug in ("mostrador", "supervision"):
        made = browser.new_context(viewport=width, locale="es-MX")
        page = made.new_page()
        sign_in(page, office, slug)
        pages.append(page)
    yield pages[0], pages[1]
    for page in pages:
        page.context.close()


def consult(page: Page, office: Office, curp: str) -> None:
    page.goto(f"{office.origin}/personal/recuperaciones")
    page.get_by_label("CURP de la persona").fill(curp)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/recuperaciones/nueva"))


def declare(page: Page, email: str) -> None:
    page.get_by_label("Credencial para votar").check()
    page.get_by_label("Últimos cuatro caracteres").fill("12a4")
    for label, value in (("Día", "31"), ("Mes", "12"), ("Año", "2030")):
        page.get_by_label(label).fill(value)
    page.get_by_label("Sí, es la misma persona").check()
    page.get_by_label("Sí, coinciden").check()
    page.get_by_label("Correo que la persona puede abrir hoy").fill(email)
    page.get_by_label("El mismo correo, dictado otra vez").fill(email)
    page.get_by_role("button", name="Proponer la recuperación").click()
    expect(page.locator("#estado")).to_contain_text("Por aprobar")


def approve(page: Page, office: Office, name: str) -> None:
    page.goto(f"{office.origin}/personal/recuperaciones")
    looks_right(page, "recuperaciones", picture=True)
    page.locator("li").filter(has_text="Por aprobar").get_by_role("link", name=name).first.click()
    looks_right(page, "recuperacion-por-aprobar", picture=True)
    page.get_by_role("button", name="Aprobar y enviar el enlace").click()
    expect(page.locator("#estado")).to_contain_text("Enlace enviado")
    looks_right(page, "recuperacion-aprobada", picture=True)


def link_in(mail: str) -> str:
    found = LINK.search(mail)
    assert found is not None, mail
    return found[0]


def on_record(office: Office, slug: str) -> str:
    """An e-mail that the register had of a person."""
    return run_inside(
        office,
        "from ventanilla.config.registers import on_record\n"
        f"print(on_record({curp_of(office, slug)!r}).contacts[0].email)\n",
    ).splitlines()[-1]


def test_whoever_lost_everything_comes_back(
    office: Office, browser: Browser, page: Page, officials: tuple[Page, Page], width: ViewportSize
) -> None:
    counter, supervisor = officials
    errors = [each for one in (page, counter, supervisor) for each in [watch_policy(one, 410, 422)]]
    email = f"nueva{width['width']}@correo.example"
    lost = browser.new_context(locale="es-MX").new_page()
    sign_in(lost, office, "trabajadora")

    page.goto(f"{office.origin}/entrar/recuperar")
    looks_right(page, "recuperar", picture=True)
    expect(page.get_by_role("main")).to_contain_text("Ya no tiene nada de eso")
    counter.goto(f"{office.origin}/personal/recuperaciones")
    counter.get_by_label("CURP de la persona").fill("NADA")
    counter.keyboard.press("Enter")
    expect(counter.locator(".govuk-error-summary")).to_be_visible()
    looks_right(counter, "recuperaciones-error")
    consult(counter, office, curp_of(office, "trabajadora"))
    looks_right(counter, "recuperacion-nueva", picture=True)
    counter.get_by_role("button", name="Proponer la recuperación").click()
    expect(counter.locator(".govuk-error-summary")).to_contain_text("Conteste si el rostro es")
    looks_right(counter, "recuperacion-nueva-error", picture=True)
    declare(counter, email)
    expect(counter.get_by_role("button", name="Aprobar y enviar el enlace")).to_have_count(0)
    looks_right(counter, "recuperacion-propia", picture=True)
    approve(supervisor, office, "Marisol")

    link = link_in(mail_to(page, office, email, SUBJECT))
    looks_right(page, "correo-mostrador", picture=True)
    page.goto(link)
    looks_right(page, "mostrador", picture=True)
    choose_password(page, FIRST)
    expect(page.locator(".govuk-error-summary")).to_contain_text("Marque que leyó los términos")
    looks_right(page, "mostrador-error", picture=True)
    page.get_by_label("Los leí y los acepto").check()
    choose_password(page, FIRST)
    page.wait_for_url(re.compile("/entrar/contrasena"))
    page.get_by_label("CURP o correo").fill(curp_of(office, "trabajadora"))
    page.get_by_label("Contraseña", exact=True).fill(FIRST)
    page.get_by_role("main").get_by_role("button", name="Iniciar sesión").click()
    page.wait_for_url(f"{office.origin}/cuenta/seguridad")
    expect(page.get_by_role("main")).to_contain_text("Recuperó su cuenta")
    looks_right(page, "seguridad-recuperada", picture=True)
    page.goto(f"{office.origin}/cuenta/seguridad/respaldo")
    page.get_by_role("main").get_by_role("button").first.click()
    paper = page.get_by_role("main").inner_text()
    code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", paper)
    assert code is not None
    lost.goto(f"{office.origin}/oficina")
    expect(lost.get_by_role("heading", level=1)).to_have_text("Iniciar sesión")
    lost.context.close()
    again = browser.new_context(viewport=width, locale="es-MX").new_page()
    again.goto(link)
    expect(again.get_by_role("heading", level=1)).to_have_text("Este enlace ya se usó")
    looks_right(again, "mostrador-usado", picture=True)

    again.goto(f"{office.origin}/entrar/recuperar")
    again.get_by_role("link", name="Use un código y ponga una contraseña nueva.").click()
    looks_right(again, "recuperar-codigo", picture=True)
    again.get_by_label("CURP").fill(curp_of(office, "trabajadora"))
    again.get_by_label("Un código de su papel").fill("7K3M-9QX2-4HTH")
    choose_password(again, "mecate ventana lodo 3")
    expect(again.locator(".govuk-error-summary")).to_contain_text("no coinciden")
    looks_right(again, "recuperar-codigo-error", picture=True)
    again.get_by_label("Un código de su papel").fill(code[0])
    choose_password(again, "mecate ventana lodo 3")
    again.wait_for_url(re.compile("/entrar/contrasena"))
    enter(again, office, curp_of(office, "trabajadora"), "mecate ventana lodo 3")
    again.wait_for_url(f"{office.origin}/cuenta/identidad")
    looks_right(again, "identidad-recuperada", picture=True)
    again.context.close()
    assert [each for one in errors for each in one] == []


def test_whoever_is_on_record_stops_it(
    office: Office, page: Page, officials: tuple[Page, Page], width: ViewportSize
) -> None:
    counter, supervisor = officials
    errors = watch_policy(page, 410)
    email = f"impostor{width['width']}@correo.example"
    consult(counter, office, curp_of(office, "pensionada"))
    declare(counter, email)
    name = counter.get_by_role("heading", level=1).inner_text()
    approve(supervisor, office, name)
    link = link_in(mail_to(page, office, email, SUBJECT))
    stop = link_in(mail_to(page, office, on_record(office, "pensionada"), TOLD))
    page.goto(link)
    choose_password(page, FIRST)
    page.get_by_label("Los leí y los acepto").check()
    choose_password(page, FIRST)
    page.wait_for_url(re.compile("/entrar/contrasena"))
    page.goto(stop)
    looks_right(page, "mostrador-detener", picture=True)
    page.get_by_role("button", name="No fui yo: proteger mi cuenta").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Protegimos su cuenta")
    looks_right(page, "mostrador-detenido", picture=True)
    enter(page, office, curp_of(office, "pensionada"), FIRST)
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    supervisor.reload()
    expect(supervisor.locator("#estado")).to_contain_text("Detenida")
    looks_right(supervisor, "recuperacion-detenida", picture=True)
    assert [each for each in errors if "422" not in each] == []
