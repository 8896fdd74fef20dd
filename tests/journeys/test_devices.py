"""A password is chosen, somebody else uses it on another device, and the owner says «no fui yo»: on a telephone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from tests.journeys.conftest import PHONE, Office, office_folder, open_office
from tests.journeys.steps import looks_right, open_mail, sign_in, watch_policy

CURP_ROW = re.compile(r"[A-Z]{4}\d{6}[HMX][A-Z]{5}[A-Z0-9]\d")
FIRST = "nopal tuerca brisa 7"
SECOND = "mecate ventana lodo 3"


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    """An office of its own: what is sent in it is only this journey's."""
    with office_folder() as folder, open_office(folder) as opened:
        yield opened


@pytest.fixture
def thief(browser: Browser) -> Iterator[BrowserContext]:
    """Somebody else's device."""
    made = browser.new_context(locale="es-MX", user_agent="Mozilla/5.0 (X11; Linux x86_64) Firefox/132.0")
    yield made
    made.close()


@pytest.fixture
def width() -> ViewportSize:
    """The owner has a telephone."""
    return PHONE


def choose_password(page: Page, new: str) -> None:
    page.get_by_label("Contraseña nueva").fill(new)
    page.get_by_label("Escríbala otra vez").fill(new)
    page.get_by_role("button", name="Guardar la contraseña").click()


def enter(page: Page, office: Office, who: str, password: str) -> None:
    page.goto(f"{office.origin}/entrar")
    page.get_by_role("link", name="Iniciar sesión con contraseña").click()
    page.get_by_label("CURP o correo").fill(who)
    page.get_by_label("Contraseña", exact=True).fill(password)
    page.get_by_role("main").get_by_role("button", name="Iniciar sesión").click()


def test_a_stolen_password_is_taken_back(office: Office, page: Page, thief: BrowserContext) -> None:
    errors = watch_policy(page, 422)
    sign_in(page, office, "trabajadora")
    curp = CURP_ROW.search(page.get_by_role("main").inner_text())
    assert curp is not None
    page.get_by_role("link", name="Mi cuenta").click()
    looks_right(page, "cuenta")
    page.get_by_role("link", name=re.compile("Su contraseña")).click()
    choose_password(page, "contraseña2026")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Esa contraseña la usa mucha gente")
    looks_right(page, "contrasena-comun")
    choose_password(page, FIRST)
    expect(page.get_by_text("Su contraseña cambió.")).to_be_visible()
    looks_right(page, "contrasena")

    stolen = thief.new_page()
    enter(stolen, office, curp[0], "no es esta, es otra")
    expect(stolen.locator(".govuk-error-summary")).to_contain_text("Esos datos y esa contraseña no coinciden.")
    looks_right(stolen, "entrar-contrasena-mal")
    enter(stolen, office, curp[0], FIRST)
    stolen.wait_for_url(f"{office.origin}/oficina")

    page.goto(f"{office.origin}/cuenta/sesiones")
    expect(page.get_by_role("main")).to_contain_text("Firefox, Linux")
    looks_right(page, "sesiones", picture=True)
    page.goto(open_mail(page, office, "dispositivo nuevo"))
    expect(page.get_by_role("main")).to_contain_text("Firefox, Linux")
    looks_right(page, "no-fui-yo", picture=True)
    page.get_by_role("button", name="No fui yo: proteger mi cuenta").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Protegimos su cuenta")
    looks_right(page, "no-fui-yo-hecho")
    stolen.goto(f"{office.origin}/oficina")
    expect(stolen.get_by_role("heading", level=1)).to_have_text("Iniciar sesión")
    enter(stolen, office, curp[0], FIRST)
    expect(stolen.locator(".govuk-error-summary")).to_be_visible()

    page.get_by_role("link", name="Pida un enlace para poner una contraseña nueva.").click()
    looks_right(page, "recuperar")
    page.get_by_label("CURP").fill(curp[0])
    page.get_by_label("Correo de su cuenta").fill(address_of(page, office))
    page.get_by_role("button", name="Enviar el enlace").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Revise su correo")
    looks_right(page, "recuperar-pedido")
    page.goto(open_mail(page, office, "poner una contraseña nueva"))
    looks_right(page, "contrasena-nueva")
    choose_password(page, SECOND)
    page.wait_for_url(f"{office.origin}/entrar/contrasena")
    enter(page, office, curp[0], SECOND)
    page.wait_for_url(f"{office.origin}/oficina")
    assert errors == []


def address_of(page: Page, office: Office) -> str:
    """The e-mail that the office has of the owner, as the demonstration's post shows it."""
    other = page.context.new_page()
    other.goto(f"{office.origin}/demo/correo")
    found = re.search(r"\S+@\S+", other.get_by_role("main").inner_text())
    other.close()
    assert found is not None
    return found[0]
