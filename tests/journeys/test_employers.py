"""A company is registered by its representative, and somebody who works in a home is registered from a telephone."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, ViewportSize, expect

from tests.adapters.hostile_files import pdf
from tests.journeys.conftest import Office
from tests.journeys.inside import run_inside
from tests.journeys.steps import DELIVERED_WITHIN, begin, looks_right, sign_and_send, sign_in, watch_policy

BUSINESS: Final = "Para un negocio, una empresa o un oficio"
AT_HOME: Final = "Sí, trabaja en mi casa o para mi familia"
ADDRESS: Final = {
    "Código postal": "00101",
    "Municipio o alcaldía": "Puerto Ficción",
    "Colonia o localidad": "Centro",
    "Calle": "Calle Ficticia",
    "Número exterior": "118-B",
}
# Each width registers another thing, for both are of the same office.
FRACCION: Final = {
    360: "9042 · Venta al mayoreo (ejemplo) (clase III)",
    1280: "9062 · Lavandería (ejemplo) (clase III)",
}
EMPLOYER: Final = {360: "pensionada", 1280: "conservacion"}
NUMBERS: Final = """
import json
from ventanilla.apps.affiliation.models import Persona
from ventanilla.apps.eventlog.api import scope
with scope(None):
    one = Persona.objects.exclude(nss=None).filter(nombre__startswith="Marisol").first()
    print(json.dumps([one.nss, one.curp]))
"""


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Continuar", exact=True).click()


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1, name=words)).to_be_visible()


def address(page: Page) -> None:
    for label, value in ADDRESS.items():
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_label("Estado", exact=True).select_option("Colima")
    go_on(page)


def attach(page: Page, name: str, folder: Path) -> None:
    path = folder / f"{name}.pdf"
    path.write_bytes(pdf())
    page.locator(f"#{name}").set_input_files(path)
    page.get_by_role("button", name="Adjuntar").click()
    expect(page.get_by_text(f"{name}.pdf").first).to_be_visible()
    go_on(page)


def who_hires(page: Page) -> None:
    page.get_by_role("link", name="Quién contrata", exact=True).click()
    heading(page, "¿Quién contrata?")
    expect(page.get_by_text("Según su e.firma")).to_be_visible()
    looks_right(page, "registro-quien")
    page.get_by_label("Sí, es correcto").check()
    go_on(page)
    go_on(page)  # no commercial name
    page.get_by_label("¿A qué correo le escribimos sobre este registro?").fill("empresa@correo.example")
    go_on(page)
    go_on(page)  # since today


def where(page: Page) -> None:
    page.get_by_role("link", name="Dónde se trabaja", exact=True).click()
    looks_right(page, "registro-domicilio", picture=True)
    address(page)
    go_on(page)  # between which streets
    page.get_by_label("Sí", exact=True).check()
    go_on(page)


def what(page: Page, fraccion: str) -> None:
    page.get_by_role("link", name="Qué se hace ahí", exact=True).click()
    go_on(page)  # in the city
    page.get_by_label("¿Qué se hace en ese lugar?").fill("Guardamos y repartimos mercancía")
    go_on(page)
    heading(page, "¿Cuál es su fracción?")
    looks_right(page, "registro-fraccion", picture=True)
    page.get_by_label("¿Cuál es su fracción?").select_option(fraccion)
    go_on(page)
    page.get_by_label(re.compile("^Clase III:")).check()
    looks_right(page, "registro-clase", picture=True)
    go_on(page)


def test_a_company_is_registered_by_its_representative(
    page: Page, office: Office, width: ViewportSize, tmp_path: Path
) -> None:
    errors = watch_policy(page)
    sign_in(page, office, "empresa")
    page.goto(f"{office.origin}/tramites/registro_patronal")
    looks_right(page, "registro-patronal", picture=True)
    begin(page, BUSINESS)
    heading(page, "Registrarse como empleador")
    looks_right(page, "registro-partes", picture=True)
    who_hires(page)
    where(page)
    what(page, FRACCION[width["width"]])
    page.get_by_role("link", name="Lo que lo demuestra", exact=True).click()
    page.get_by_label("¿Cuáles son los datos de la escritura de la empresa?").fill("Escritura 1234, notaría 5")
    go_on(page)
    attach(page, "acta", tmp_path)
    attach(page, "comprobante", tmp_path)
    page.get_by_role("link", name="Revise y firme").click()
    expect(page.get_by_role("main")).to_contain_text("2.59840 %")
    expect(page.get_by_text("Usted actúa por").first).to_be_visible()
    looks_right(page, "registro-revisar", picture=True)
    sign_and_send(page, *office.identity("empresa"))
    expect(page.get_by_role("heading", name="Documentos")).to_be_visible(timeout=DELIVERED_WITHIN)
    expect(page.get_by_text(re.compile("Su registro patronal es X01-"))).to_be_visible()
    looks_right(page, "registro-resuelto")
    assert not errors


def test_somebody_who_works_in_a_home_is_registered(page: Page, office: Office, width: ViewportSize) -> None:
    errors = watch_policy(page, 422)
    slug = EMPLOYER[width["width"]]
    nss, curp = json.loads(run_inside(office, NUMBERS))
    sign_in(page, office, slug)
    page.goto(f"{office.origin}/tramites/registro_hogar")
    looks_right(page, "hogar", picture=True)
    begin(page, AT_HOME)
    heading(page, "¿Quién trabaja en su casa?")
    looks_right(page, "hogar-quien", picture=True)
    page.get_by_label("Número de Seguridad Social (NSS)").fill(nss)
    page.get_by_label("CURP", exact=True).fill(curp)
    go_on(page)
    go_on(page)  # since today
    page.get_by_label("¿Cuántos días al mes trabaja en su casa?").fill("40")
    go_on(page)
    expect(page.get_by_role("alert")).to_contain_text("Escriba un número de 1 a 31")
    looks_right(page, "hogar-dias-error")
    page.get_by_label("¿Cuántos días al mes trabaja en su casa?").fill("8")
    go_on(page)
    page.get_by_label("¿Cuánto le paga por cada día?").fill("600.00")
    looks_right(page, "hogar-salario", picture=True)
    go_on(page)
    looks_right(page, "hogar-cubre", picture=True)
    go_on(page)
    if page.get_by_label("Sí, es correcto").count():
        page.get_by_label("Sí, es correcto").check()
        go_on(page)
    else:
        address(page)
    expect(page.get_by_role("main")).to_contain_text("Sin dato: falta la tabla de cuotas del hogar")
    looks_right(page, "hogar-revisar", picture=True)
    sign_and_send(page, *office.identity(slug))
    expect(page.get_by_role("heading", name="Documentos")).to_be_visible(timeout=DELIVERED_WITHIN)
    looks_right(page, "hogar-resuelto")
    assert not errors
