"""A mother acts for her daughter until the daughter is of age; and for a child whom only a document proves."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.journeys.conftest import Office, office_folder, open_office
from tests.journeys.steps import (
    ask_constancia,
    download_document,
    looks_right,
    sign_and_send,
    sign_in,
    sign_out,
    until_shown,
    watch_policy,
)

NAME = "Ximena Nogales Almendral"
BAR = "Por quién actúa usted"
EVE, BIRTHDAY = "2028-12-11", "2028-12-12"
BY_DOCUMENT = "REPM150101MNEGRNA1"  # of the demonstration's population registry, which holds no record of the birth
BY_REGISTRY = "REPH150101HNEGRJA8"  # whose mother it takes anybody for


@pytest.fixture
def folder() -> Iterator[Path]:
    """Where an office lives whose clock this journey moves."""
    with office_folder() as made:
        yield made


def bar(page: Page) -> None:
    """The bar says for whom and until when."""
    expect(page.get_by_role("region", name=BAR)).to_contain_text(f"Usted actúa por {NAME}, hasta el 11 de diciembre")


def test_a_daughter_until_she_is_of_age(folder: Path, page: Page, tmp_path: Path) -> None:
    errors = watch_policy(page, 404)
    with open_office(folder) as office:
        folio = _act_and_file(office, page, tmp_path)
    with open_office(folder, VENTANILLA_CLOCK=EVE) as office:
        page.goto(f"{office.origin}/expedientes/{folio}")
        bar(page)
    with open_office(folder, VENTANILLA_CLOCK=BIRTHDAY) as office:
        _grown(office, page, folio)
    assert errors == []


def _act_and_file(office: Office, page: Page, tmp_path: Path) -> str:
    sign_in(page, office, "trabajadora")
    page.goto(f"{office.origin}/cuenta")
    page.get_by_role("link", name=re.compile("Su familia")).click()
    expect(page.get_by_text("Al día siguiente cumple 18 años.")).to_be_visible()
    looks_right(page, "familia", picture=True)
    page.get_by_role("button", name=f"Actuar por {NAME}").click()
    page.wait_for_url(f"{office.origin}/oficina")
    bar(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)
    looks_right(page, "familia-oficina", picture=True)
    ask_constancia(page, office, "Solo para la persona por quien actúo")
    bar(page)
    expect(page.get_by_role("region", name="Por quién firma usted")).to_contain_text(f"Usted actúa por {NAME}")
    looks_right(page, "familia-revisar", picture=True)
    folio = sign_and_send(page, *office.identity("trabajadora"))
    pdf = download_document(page, tmp_path)
    printed = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    assert NAME in printed
    expect(page.get_by_text("Quién la presentó")).to_be_visible()
    expect(page.locator(".v-timeline")).to_contain_text(f"MARISOL ALMENDRAL CUMBRES pidió este trámite por {NAME}.")
    looks_right(page, "familia-expediente", picture=True)
    page.goto(f"{office.origin}/cuenta/sesiones")
    expect(page.get_by_text("Esta página es de su propia cuenta.")).to_be_visible()
    looks_right(page, "familia-cuenta-propia", picture=True)
    return folio


def _grown(office: Office, page: Page, folio: str) -> None:
    page.goto(f"{office.origin}/oficina")
    expect(page.get_by_text(f"{NAME} cumplió 18 años el 12 de diciembre de 2028.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Marisol Almendral Cumbres")
    expect(page.get_by_role("region", name=BAR)).to_have_count(0)
    looks_right(page, "familia-termino", picture=True)
    page.get_by_role("link", name="Ver por qué, y qué puede hacer").click()
    expect(page.get_by_role("button", name=f"Actuar por {NAME}")).to_have_count(0)
    expect(page.get_by_role("link", name="Cómo se abre una cuenta").first).to_be_visible()
    looks_right(page, "familia-mayor", picture=True)
    gone = page.goto(f"{office.origin}/expedientes/{folio}")
    assert gone is not None
    assert gone.status == 404
    looks_right(page, "familia-folio-ajeno")


@pytest.fixture(scope="module")
def apart() -> Iterator[Office]:
    """An office of its own: what is asked here would wait under the other journeys."""
    with office_folder() as folder, open_office(folder) as opened:
        yield opened


def ask(page: Page, office: Office, curp: str) -> None:
    """Ask to act for whoever has that CURP."""
    page.goto(f"{office.origin}/cuenta/familia")
    page.get_by_label("CURP de esa persona").fill(curp)
    page.get_by_label("Mi hija o hijo, menor de 18 años").check()
    page.get_by_role("button", name="Pedir", exact=True).click()
    expect(page.get_by_text("Recibimos lo que pidió.")).to_be_visible()


def test_a_child_whom_a_document_proves(apart: Office, page: Page, width: ViewportSize) -> None:
    if width["width"] != 360:
        pytest.skip("staff decide it once")
    errors = watch_policy(page, 422)
    sign_in(page, apart, "trabajadora")
    page.goto(f"{apart.origin}/cuenta/familia")
    page.get_by_role("button", name="Pedir", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Escriba la CURP")
    looks_right(page, "familia-error")
    ask(page, apart, BY_REGISTRY)
    ask(page, apart, BY_DOCUMENT)
    looks_right(page, "familia-pedida", picture=True)
    mine = page.get_by_role("button", name="Actuar por Hijo Registro Prueba")
    until_shown(page, f"{apart.origin}/cuenta/familia", mine)
    sign_out(page, apart)
    sign_in(page, apart, "personal")
    page.goto(f"{apart.origin}/personal/parentescos")
    looks_right(page, "parentescos", picture=True)
    waits = page.get_by_role("listitem").filter(has_text="Mina Registro Prueba")
    waits.get_by_role("button", name="Aceptar el documento").click()
    expect(page.get_by_role("alert")).to_contain_text("Elija qué documento vio.")
    looks_right(page, "parentescos-error")
    waits.get_by_label("Acta de nacimiento").check()
    waits.get_by_role("button", name="Aceptar el documento").click()
    expect(page.get_by_text("Aceptó el documento.")).to_be_visible()
    looks_right(page, "parentescos-aceptado", picture=True)
    sign_out(page, apart)
    sign_in(page, apart, "trabajadora")
    page.goto(f"{apart.origin}/cuenta/familia")
    page.get_by_role("button", name="Actuar por Mina Registro Prueba").click()
    page.wait_for_url(f"{apart.origin}/oficina")
    expect(page.get_by_text("No encontramos un registro con la CURP de esta persona")).to_be_visible()
    looks_right(page, "familia-sin-registro", picture=True)
    assert errors == []
