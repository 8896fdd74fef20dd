"""A company files by its representative: an alta, a second one that is refused, a retroactive raise, a late baja."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import DESKTOP, PHONE, Office, office_folder, open_office
from tests.journeys.inside import run_inside
from tests.journeys.steps import choose_files, looks_right, sign_and_send, sign_in


@pytest.fixture(scope="module")
def apart() -> Iterator[Office]:
    """An office of its own: who works for whom would change under the other journeys."""
    with office_folder() as folder, open_office(folder) as office:
        yield office


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A telephone; `at_both_sizes` widens it where a page is looked at."""
    context = browser.new_context(viewport=PHONE, locale="es-MX")
    yield context.new_page()
    context.close()


NUMBERS = """
from ventanilla.apps.affiliation.models import Persona
from ventanilla.apps.eventlog.api import scope
from ventanilla.adapters.pki.demo_identities import read_manifest
with scope(None):
    curp = next(one["curp"] for one in read_manifest(__import__("pathlib").Path({pki!r})) if one["slug"] == {slug!r})
    print(curp, Persona.objects.get(curp=curp).nss)
"""


def numbers(office: Office, slug: str) -> tuple[str, str]:
    """The CURP and the NSS of somebody of the demonstration, as their employer has them."""
    curp, nss = run_inside(office, NUMBERS.format(pki=str(office.var / "pki"), slug=slug)).split()
    return curp, nss


def start(page: Page, office: Office, key: str) -> None:
    """From the page of a trámite to its first question, or to its list."""
    page.goto(f"{office.origin}/tramites/{key}")
    page.get_by_role("button", name="Iniciar", exact=True).first.click()


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Continuar").click()


def who_and_where(page: Page, curp: str, nss: str, name: str) -> None:
    """The registro and the two numbers."""
    page.get_by_role("radio").first.check()
    looks_right(page, f"{name}-registro")
    go_on(page)
    page.get_by_label("Número de Seguridad Social (NSS)").fill(nss)
    page.get_by_label("CURP").fill(curp)
    looks_right(page, f"{name}-persona", picture=True)
    go_on(page)


def on_day(page: Page, day: date) -> None:
    for label, value in (("Día", day.day), ("Mes", day.month), ("Año", day.year)):
        page.get_by_label(label, exact=True).fill(str(value))
    go_on(page)


def at_both_sizes(page: Page, name: str) -> None:
    """The page as a telephone and as a desk show it."""
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)
        looks_right(page, name, picture=True)


def alta(page: Page, office: Office, curp: str, nss: str) -> None:
    """An alta of today at five hundred a day, to the page before its signature."""
    start(page, office, "movimiento_alta")
    page.get_by_label("Ya trabaja, o empieza hoy o mañana").check()
    go_on(page)
    page.get_by_role("button", name="Iniciar", exact=True).click()
    at_both_sizes(page, "alta-lista")
    page.get_by_role("link", name="Registro y persona").click()
    who_and_where(page, curp, nss, "alta")
    page.get_by_role("link", name="El trabajo").click()
    go_on(page)  # today
    go_on(page)  # permanent
    go_on(page)  # the whole week
    page.get_by_role("link", name="El salario").click()
    go_on(page)  # fixed
    page.get_by_label("¿Cuánto gana al día, sin prestaciones?").fill("500.00")
    go_on(page)
    go_on(page)  # reckon it
    looks_right(page, "alta-prestaciones", picture=True)
    go_on(page)  # those of the law
    page.get_by_role("link", name="Revise y firme").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Revise y firme")


def test_a_company_registers_somebody_and_a_second_time_is_told(apart: Office, phone: Page) -> None:
    curp, nss = numbers(apart, "conservacion")
    sign_in(phone, apart, "empresa")
    alta(phone, apart, curp, nss)
    expect(phone.get_by_role("heading", name="Lo que pasará")).to_be_visible()
    at_both_sizes(phone, "alta-previo")
    sign_and_send(phone, *apart.identity("empresa"))
    expect(phone.get_by_text("Recibimos su trámite").first).to_be_visible()
    at_both_sizes(phone, "alta-recibida")
    alta(phone, apart, curp, nss)
    expect(phone.get_by_role("heading", name="Con los datos de hoy se negaría")).to_be_visible()
    expect(phone.get_by_text("La persona ya está activa con este registro").first).to_be_visible()
    at_both_sizes(phone, "alta-ya-activo")


def test_a_retroactive_raise_and_a_late_baja_say_what_they_cost_first(apart: Office, phone: Page) -> None:
    curp, nss = numbers(apart, "trabajadora")
    sign_in(phone, apart, "empresa")
    start(phone, apart, "movimiento_modificacion")
    phone.get_by_label("Avisar que su salario cambió").check()
    go_on(phone)
    phone.get_by_role("button", name="Iniciar", exact=True).click()
    phone.get_by_role("link", name="Registro y persona").click()
    who_and_where(phone, curp, nss, "cambio")
    phone.get_by_role("link", name="El cambio").click()
    go_on(phone)
    on_day(phone, date(2026, 9, 1))
    go_on(phone)
    phone.get_by_role("link", name="El salario").click()
    go_on(phone)
    go_on(phone)
    phone.get_by_label("¿Cuánto gana ahora al día, sin prestaciones?").fill("600.00")
    go_on(phone)
    go_on(phone)
    go_on(phone)
    phone.get_by_role("link", name="Revise y firme").click()
    expect(phone.get_by_text(re.compile("Del 1 de septiembre de 2026 al .* las cuotas suben")).first).to_be_visible()
    at_both_sizes(phone, "cambio-previo")
    sign_and_send(phone, *apart.identity("empresa"))
    start(phone, apart, "movimiento_baja")
    who_and_where(phone, curp, nss, "baja")
    on_day(phone, date(2026, 11, 3))
    phone.get_by_label("¿Por qué?").select_option(label="Se fue por su voluntad")
    go_on(phone)
    expect(phone.get_by_text("La presenta fuera de plazo").first).to_be_visible()
    at_both_sizes(phone, "baja-previo")
    choose_files(phone, *apart.identity("empresa"))
    phone.get_by_role("button", name="Firmar y enviar").click()
    phone.wait_for_url(re.compile("/expedientes/"))
    at_both_sizes(phone, "baja-recibida")
