"""A dispute from both sides to the corrective movement: named, and in confidence; what each side sees on the way."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Office, office_folder, open_office
from tests.journeys.steps import (
    DELIVERED_WITHIN,
    begin,
    choose_files,
    looks_right,
    sign_and_send,
    sign_in,
    until_shown,
    watch_policy,
)
from tests.journeys.test_desk import ask_the_office, say_what_is_right
from tests.journeys.test_official import OFFICIAL, WIDTHS, shown, somebody

WORKER = "trabajadora"
COMPANY = "empresa"


@pytest.fixture
def apart() -> Iterator[Office]:
    """An office of its own for each journey: a movement is corrected once."""
    with office_folder() as folder, open_office(folder) as opened:
        yield opened


@pytest.mark.parametrize("width", WIDTHS)
def test_the_employer_agrees_and_signs_the_correction_that_is_written(
    apart: Office, browser: Browser, width: str
) -> None:
    with somebody(browser, WIDTHS[width]) as worker, somebody(browser, WIDTHS[width]) as company:
        wrong = [*watch_policy(worker), *watch_policy(company)]
        sign_in(worker, apart, WORKER)
        folio = _file_named(worker, apart)
        sign_in(company, apart, COMPANY)
        company.get_by_role("link", name="Aclaración de movimientos").first.click()
        expect(company.get_by_role("heading", level=1)).to_have_text("Le piden una respuesta")
        expect(company.get_by_text("La fecha es el 1 de diciembre de 2023")).to_be_visible()
        expect(company.get_by_text("Mis recibos de nómina")).to_have_count(0)
        looks_right(company, "aclaracion-le-piden", picture=True)
        company.get_by_label("Sí, es correcto lo que dice").check()
        company.get_by_role("button", name="Continuar").click()
        _sign(company, apart, COMPANY)
        expect(company.get_by_role("heading", level=1)).to_have_text("Ya contestó")
        worker.goto(f"{apart.origin}/expedientes/{folio}")
        expect(worker.get_by_role("heading", name="Falta que su empleador firme la corrección")).to_be_visible()
        looks_right(worker, "aclaracion-por-firmar", picture=True)
        company.goto(f"{apart.origin}/oficina")
        company.get_by_role("link", name="Aclaración de movimientos").first.click()
        expect(company.get_by_role("heading", level=1)).to_have_text("Firme la corrección que aceptó")
        looks_right(company, "aclaracion-correccion", picture=True)
        company.get_by_role("button", name="Revisar y firmar la corrección").click()
        expect(company.get_by_role("heading", level=1)).to_have_text("Revise y firme")
        looks_right(company, "aclaracion-correccion-revisar", picture=True)
        sign_and_send(company, *apart.identity(COMPANY))
        ready = worker.get_by_role("heading", name="Su documento está listo")
        until_shown(worker, f"{apart.origin}/expedientes/{folio}", ready)
        expect(worker.get_by_text("El empleador presentó lo que se esperaba, y ya se resolvió.")).to_be_visible()
        looks_right(worker, "aclaracion-resuelta", picture=True)
        assert wrong == []


@pytest.mark.parametrize("width", WIDTHS)
def test_in_confidence_the_office_verifies_and_corrects_and_the_employer_reads_no_name(
    apart: Office, browser: Browser, width: str
) -> None:
    with (
        somebody(browser, WIDTHS[width]) as worker,
        somebody(browser, WIDTHS[width]) as company,
        somebody(browser, WIDTHS[width]) as official,
    ):
        wrong = [*watch_policy(worker), *watch_policy(company), *watch_policy(official)]
        sign_in(worker, apart, WORKER)
        folio = ask_the_office(worker, apart)
        worker.goto(f"{apart.origin}/expedientes/{folio}")
        expect(worker.get_by_role("heading", name="Lo está verificando la oficina")).to_be_visible()
        looks_right(worker, "aclaracion-verificando", picture=True)
        sign_in(company, apart, COMPANY)
        expect(company.get_by_role("heading", name="Le piden una respuesta")).to_have_count(0)
        sign_in(official, apart, OFFICIAL)
        _resolve(official, apart, folio)
        company.goto(f"{apart.origin}/oficina/movimientos")
        expect(company.get_by_text("Corrige otro aviso").first).to_be_visible()
        expect(company.get_by_text("La oficina", exact=True).first).to_be_visible()
        expect(company.get_by_text(shown(folio))).to_have_count(0)
        looks_right(company, "aclaracion-reservada-movimientos", picture=True)
        worker.goto(f"{apart.origin}/expedientes/{folio}")
        expect(worker.get_by_role("heading", name="Su documento está listo")).to_be_visible(timeout=DELIVERED_WITHIN)
        worker.goto(f"{apart.origin}/buzon")
        worker.get_by_text("La oficina registró un aviso que corrige su historia").click()
        looks_right(worker, "aclaracion-aviso-de-oficio", picture=True)
        worker.get_by_role("button", name="Decir que no es correcto").click()
        expect(worker.get_by_role("heading", level=1)).to_have_text("¿Qué no es correcto de este aviso?")
        looks_right(worker, "aclarar", picture=True)
        worker.get_by_role("button", name="La fecha de un aviso no es correcta").click()
        expect(worker.get_by_role("heading", level=1)).to_have_text("¿Cuál es la fecha correcta?")
        looks_right(worker, "aclarar-fecha")
        assert wrong == []


def _file_named(page: Page, office: Office) -> str:
    page.goto(f"{office.origin}/tramites/aclaracion")
    begin(page, "Un alta, una baja o un salario, o falta un empleo")
    page.get_by_label("La fecha de un aviso no es correcta").check()
    page.get_by_role("button", name="Continuar").click()
    page.get_by_label("Alta del 7 de diciembre de 2023").check()
    page.get_by_role("button", name="Continuar").click()
    say_what_is_right(page)
    page.get_by_label("Mi empleador: sabrá que yo pregunté").check()
    looks_right(page, "aclaracion-quien", picture=True)
    page.get_by_role("button", name="Continuar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Revise y firme")
    return sign_and_send(page, *office.identity(WORKER))


def _sign(page: Page, office: Office, slug: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Revise y firme")
    choose_files(page, *office.identity(slug))
    page.get_by_role("button", name="Firmar y enviar").click()


def _resolve(page: Page, office: Office, folio: str) -> None:
    """See it among those of its employer, verify it, and resolve it for the person."""
    page.goto(f"{office.origin}/personal/aclaraciones")
    expect(page.get_by_role("heading", level=1)).to_have_text("Aclaraciones por empleador")
    looks_right(page, "aclaraciones-por-empleador", picture=True)
    page.get_by_role("link", name="Manufacturas Colibrí").first.click()
    expect(page.get_by_text("En reserva: no se dice al empleador")).to_be_visible()
    looks_right(page, "aclaraciones-de-un-empleador", picture=True)
    page.get_by_role("link", name=shown(folio)).click()
    page.get_by_label("Sí, está demostrado").check()
    page.get_by_label("¿Qué se revisó y qué se encontró?").fill("Los recibos dicen el 1 de diciembre.")
    page.get_by_role("button", name="Seguir").click()
    page.get_by_role("button", name="Sí, registrarlo").click()
    expect(page.get_by_text("Quedó registrado.")).to_be_visible()
    page.goto(f"{office.origin}/personal/expedientes/{folio}/decidir/confirmar")
    page.get_by_label("Razones, en palabras sencillas").fill("Los recibos de nómina demuestran la fecha que señala.")
    looks_right(page, "aclaracion-decidir", picture=True)
    page.get_by_role("button", name="Seguir").click()
    expect(page.get_by_text("Revise antes de hacerlo")).to_be_visible()
    page.get_by_role("button", name="Sí, hacerlo").click()
    expect(page.get_by_text("Quedó resuelto. Avisamos a la persona.")).to_be_visible()
