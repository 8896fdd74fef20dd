"""A request of every kind of question, walked at both widths, by the keyboard alone, without script and in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.journeys.conftest import PHONE, Office, office_folder, open_office
from tests.journeys.steps import looks_right, sign_in, watch_policy

ROOT = Path(__file__).parents[2]
LONG_NAME = "María Guadalupe de la Concepción Ñáñez Güereña y Peñaloza de A"[:60]
ADDRESS = {
    "Código postal": "06700",
    "Municipio o alcaldía": "Cuauhtémoc",
    "Colonia o localidad": "Roma",
    "Calle": "Calle Ficticia",
    "Número exterior": "5",
}


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    """An office that offers the trámites of the tests too."""
    path = f"{ROOT / 'src'}:{ROOT}"
    more = {"VENTANILLA_TRAMITES": "tests.tramites_de_prueba", "PYTHONPATH": path}
    with office_folder() as folder, open_office(folder, **more) as opened:
        yield opened


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Continuar", exact=True).click()


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1, name=words)).to_be_visible()


def start(page: Page, office: Office, slug: str) -> None:
    """Sign in, answer what is asked before, and open the list of parts."""
    page.goto(f"{office.origin}/entrar")
    sign_in(page, office, slug)
    page.goto(f"{office.origin}/tramites/todo")
    page.get_by_role("button", name="Iniciar").or_(page.get_by_role("link", name="Iniciar")).click()
    heading(page, "Antes de empezar")
    looks_right(page, "antes", picture=True)
    go_on(page)
    expect(page.get_by_role("alert")).to_contain_text("Elija una de las opciones")
    looks_right(page, "antes-error")
    page.get_by_label("Yo", exact=True).check()
    go_on(page)
    heading(page, "Este trámite es para usted")
    looks_right(page, "antes-si")
    page.get_by_role("button", name="Iniciar").click()
    heading(page, "Todo lo que se pregunta")
    looks_right(page, "partes", picture=True)


def about_oneself(page: Page) -> None:
    page.get_by_role("link", name="Usted", exact=True).click()
    heading(page, "¿Qué quiere pedir?")
    go_on(page)
    expect(page.get_by_role("alert")).to_contain_text("Falta esta respuesta")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    looks_right(page, "paso-largo-error", picture=True)
    page.get_by_label("¿Qué quiere pedir?").fill("Pido mi apoyo.\nY otra cosa.")
    expect(page.get_by_role("status").filter(has_text="Guardado a las")).to_be_visible()
    go_on(page)
    heading(page, "¿Cuál es su NSS?")
    expect(page.get_by_role("main")).to_contain_text("Según su registro")
    looks_right(page, "confirmar-dato", picture=True)
    page.get_by_label("No, este dato no es correcto").check()
    go_on(page)
    page.get_by_label("¿Cuál es su NSS?").fill("99178050015")
    page.get_by_label("¿Por qué no es correcto?").fill("Es de mi hermana.")
    go_on(page)
    expect(page.get_by_role("main")).to_contain_text("¿Quiso escribir uno de estos?")
    looks_right(page, "corregir-dato-error", picture=True)
    page.get_by_role("button", name="99178500015").click()
    heading(page, "¿Cuál es su RFC?")
    looks_right(page, "paso-rfc")
    page.get_by_label("¿Cuál es su RFC?").fill("VEL940703KP1")
    go_on(page)
    heading(page, "¿Cuál es su correo?")
    page.get_by_label("¿Cuál es su correo?").fill("nadie@ejemplo.mx")
    go_on(page)
    heading(page, "¿Cuál es su teléfono?")
    looks_right(page, "paso-telefono")
    go_on(page)
    heading(page, "¿Dónde vive?")
    go_on(page)
    looks_right(page, "domicilio-error", picture=True)
    for label, value in ADDRESS.items():
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_label("Estado", exact=True).select_option("Ciudad de México")
    go_on(page)
    heading(page, "¿Trabaja ahora?")
    looks_right(page, "paso-si-no")
    page.get_by_label("Sí", exact=True).check()
    go_on(page)


def work_and_family(page: Page) -> None:
    heading(page, "Todo lo que se pregunta")
    page.get_by_role("link", name="Su trabajo").click()
    page.get_by_label("¿Cuál es el registro de su patrón?").fill("Z9912345105")
    go_on(page)
    heading(page, "¿Cuánto gana al mes?")
    page.get_by_label("¿Cuánto gana al mes?").fill("1.361,89")
    go_on(page)
    expect(page.get_by_role("alert")).to_contain_text("con punto antes de los centavos")
    looks_right(page, "importe-error", picture=True)
    page.get_by_label("¿Cuánto gana al mes?").fill("12,361.89")
    go_on(page)
    heading(page, "¿Desde cuándo?")
    looks_right(page, "paso-fecha-opcional")
    go_on(page)
    heading(page, "Todo lo que se pregunta")
    page.get_by_role("link", name="Su familia").click()
    page.get_by_label("Soltera o soltero").check()
    go_on(page)
    heading(page, "¿A quiénes registra?")
    looks_right(page, "grupo-vacio")
    page.get_by_role("button", name="Agregar").or_(page.get_by_role("link", name="Agregar")).click()
    heading(page, "Persona 1")
    page.get_by_label("Nombre completo").fill(LONG_NAME)
    for part, value in (("Día", "2"), ("Mes", "1"), ("Año", "2020")):
        page.get_by_label(part, exact=True).fill(value)
    page.get_by_label("Sí", exact=True).check()
    go_on(page)
    expect(page.get_by_label("¿En qué escuela?")).to_be_visible()
    looks_right(page, "persona", picture=True)
    page.get_by_label("¿En qué escuela?").fill("Una escuela")
    go_on(page)
    heading(page, "¿A quiénes registra?")
    looks_right(page, "grupo", picture=True)
    go_on(page)
    heading(page, "¿En qué cuenta le pagamos?")
    page.get_by_label("¿En qué cuenta le pagamos?").fill("012180000000000002")
    go_on(page)
    heading(page, "Todo lo que se pregunta")


def test_every_kind_of_question(page: Page, office: Office, width: ViewportSize) -> None:
    errors = watch_policy(page, 422)
    start(page, office, "trabajadora" if width == PHONE else "pensionada")
    about_oneself(page)
    work_and_family(page)
    looks_right(page, "partes-listas", picture=True)
    page.get_by_role("link", name="Revise y firme").click()
    heading(page, "Revise y firme")
    for words in ("$12,361.89", "Persona 1: Nombre completo", "Por qué no es correcto", "Algunos RFC vigentes"):
        expect(page.get_by_role("main")).to_contain_text(words)
    looks_right(page, "revisar-todo", picture=True)
    assert not errors


def test_in_english(page: Page, office: Office, width: ViewportSize) -> None:
    start(page, office, "un-apellido" if width == PHONE else "nombre-largo")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("main")).to_contain_text("Not started")
    page.goto(re.sub(r"/lista.*", "/6", page.url))
    heading(page, "¿Dónde vive?")
    expect(page.get_by_label("Postal code")).to_be_visible()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    looks_right(page, "domicilio-en-ingles")


def test_by_the_keyboard_alone(page: Page, office: Office, width: ViewportSize) -> None:
    if width == PHONE:
        pytest.skip("a telephone has no Tab: the desk is walked")
    start(page, office, "conservacion")
    page.get_by_role("link", name="Su familia").focus()
    page.keyboard.press("Enter")
    heading(page, "¿Cuál es su estado civil?")
    page.get_by_label("Soltera o soltero").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    heading(page, "¿A quiénes registra?")
    page.keyboard.press("Tab")
    reached = []
    for _ in range(30):
        reached.append(page.evaluate("document.activeElement.textContent.trim()"))
        if reached[-1] == "Agregar":
            break
        page.keyboard.press("Tab")
    assert reached[-1] == "Agregar", reached
    page.keyboard.press("Enter")
    heading(page, "Persona 1")


def test_without_script(browser: Browser, office: Office, width: ViewportSize) -> None:
    """The session is of a browser with script, because signing in without one is another journey's."""
    first = browser.new_context(viewport=width, locale="es-MX")
    page = first.new_page()
    start(page, office, "baja-antigua" if width == PHONE else "duplicada")
    state, address = first.storage_state(), page.url
    first.close()
    plain = browser.new_context(viewport=width, locale="es-MX", java_script_enabled=False, storage_state=state)
    page = plain.new_page()
    page.goto(address)
    about_by_hand(page)
    plain.close()


def about_by_hand(page: Page) -> None:
    page.get_by_role("link", name="Su familia").click()
    page.get_by_label("Soltera o soltero").check()
    go_on(page)
    page.get_by_role("button", name="Agregar").or_(page.get_by_role("link", name="Agregar")).click()
    page.get_by_label("Nombre completo").fill("Ana")
    go_on(page)
    expect(page.get_by_role("heading", name="Hay un problema")).to_be_visible()
    for part, value in (("Día", "2"), ("Mes", "1"), ("Año", "2020")):
        page.get_by_label(part, exact=True).fill(value)
    go_on(page)
    heading(page, "¿A quiénes registra?")
    page.get_by_role("button", name=re.compile("Quitar")).click()
    expect(page.get_by_role("main")).to_contain_text("Aún no agrega")
