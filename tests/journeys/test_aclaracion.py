"""A worker disputes a movement and her employer answers with its e.firma; one is taken back; one answer is late."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Office, office_folder, open_office
from tests.journeys.steps import begin, choose_files, looks_right, sign_and_send, sign_in, sign_out
from tests.journeys.test_desk import say_what_is_right

LATE = "2026-12-02"  # after the five working days


@pytest.fixture
def folder() -> Iterator[Path]:
    """Where an office lives whose clock this journey moves."""
    with office_folder() as made:
        yield made


def test_a_movement_is_disputed_and_the_employer_answers(folder: Path, page: Page) -> None:
    with open_office(folder) as office:
        sign_in(page, office, "trabajadora")
        folio = _file(page, office)
        looks_right(page, "aclaracion-con-patron", picture=True)
        sign_out(page, office)
        sign_in(page, office, "empresa")
        _answer(page, office)
        sign_out(page, office)
        sign_in(page, office, "trabajadora")
        page.goto(f"{office.origin}/expedientes/{folio}")
        expect(page.get_by_text("El empleador contestó.")).to_be_visible()
        _take_back(page, office, _file(page, office))
        _file(page, office)
        sign_out(page, office)
        sign_in(page, office, "empresa")
        asked = page.get_by_role("link", name="Aclaración de movimientos").last.get_attribute("href")
        sign_out(page, office)
    with open_office(folder, VENTANILLA_CLOCK=LATE) as office:
        sign_in(page, office, "empresa")
        page.goto(f"{office.origin}{asked}")
        expect(page.get_by_role("heading", level=1)).to_have_text("El plazo para contestar terminó")
        looks_right(page, "respuesta-tarde")


def _file(page: Page, office: Office) -> str:
    page.goto(f"{office.origin}/tramites/aclaracion")
    begin(page, "Un alta, una baja o un salario, o falta un empleo")
    page.get_by_label("La fecha de un aviso no es correcta").check()
    page.get_by_role("button", name="Continuar").click()
    page.get_by_label("Alta del 7 de diciembre de 2023").check()
    looks_right(page, "aclaracion-aviso")
    page.get_by_role("button", name="Continuar").click()
    say_what_is_right(page)
    page.get_by_label("Mi empleador: sabrá que yo pregunté").check()
    looks_right(page, "aclaracion-quien", picture=True)
    page.get_by_role("button", name="Continuar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Revise y firme")
    folio = sign_and_send(page, *office.identity("trabajadora"))
    page.goto(f"{office.origin}/expedientes/{folio}")
    expect(page.get_by_role("heading", name="Falta que conteste su empleador")).to_be_visible()
    return folio


def _answer(page: Page, office: Office) -> None:
    expect(page.get_by_role("heading", name="Le piden una respuesta")).to_be_visible()
    looks_right(page, "oficina-le-piden")
    page.get_by_role("link", name="Aclaración de movimientos").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Le piden una respuesta")
    looks_right(page, "respuesta", picture=True)
    page.get_by_label("Sí, es correcto lo que dice").check()
    page.get_by_role("button", name="Continuar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Revise y firme")
    looks_right(page, "respuesta-revisar")
    choose_files(page, *office.identity("empresa"))
    page.get_by_role("button", name="Firmar y enviar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ya contestó")
    looks_right(page, "respuesta-dada")


def _take_back(page: Page, office: Office, folio: str) -> None:
    page.get_by_role("link", name="Retirar este trámite").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("¿Retirar su trámite?")
    looks_right(page, "desistir")
    page.get_by_role("button", name="Retirar el trámite").click()
    expect(page.get_by_role("heading", name="Usted retiró este trámite")).to_be_visible()
    looks_right(page, "expediente-retirado")
