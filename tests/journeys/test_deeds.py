"""A deed that names who represents a company: sent, read by staff, acted by, and ended with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.adapters.hostile_files import pdf
from tests.journeys.conftest import Office, office_folder, open_office
from tests.journeys.steps import DELIVERED_WITHIN, looks_right, sign_and_send, sign_in, watch_policy
from tests.journeys.test_attachments import write
from tests.journeys.test_official import OFFICIAL, WIDTHS, somebody
from tests.web.office import drawn

PERSON: Final = "contador"
COMPANY: Final = "TEJIDOS Y BORDADOS DE EJEMPLO, S.A. DE C.V."
RFC: Final = "EEA200101AB1"
WHY: Final = "La escritura 1234 lo nombra apoderado general."
NO_MORE: Final = "La empresa revocó el poder el 20 de noviembre."


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office of its own: what waits here would show on the pages of other journeys."""
    with office_folder() as folder, open_office(folder) as opened:
        yield opened


def send_the_deed(page: Page, office: Office, folder: Path) -> str:
    """From the page of the trámite to its review by a person; its folio."""
    sign_in(page, office, PERSON)
    page.goto(f"{office.origin}/tramites/representante_legal")
    looks_right(page, "escritura-tramite")
    page.get_by_role("button", name=re.compile("^Iniciar$|Seguir donde me quedé")).first.click()
    for question, answer in (
        ("¿Cuál es el RFC de la empresa?", RFC),
        ("¿Cómo se llama la empresa?", COMPANY),
        ("¿Cuál es el número de la escritura o del poder?", "1234"),
        ("¿Qué notaría o correduría lo dio?", "12 de Puerto Ficción"),
    ):
        page.get_by_label(question).fill(answer)
        page.get_by_role("button", name="Continuar").click()
    for part, value in (("Día", "1"), ("Mes", "3"), ("Año", "2026")):
        page.get_by_label(part, exact=True).fill(value)
    page.get_by_role("button", name="Continuar").click()
    page.locator("#documento").set_input_files(write(folder, "escritura 1234.pdf", pdf(pages=2)))
    page.get_by_role("button", name="Adjuntar").click()
    expect(page.get_by_text("escritura 1234.pdf").first).to_be_visible()
    looks_right(page, "escritura-adjunta", picture=True)
    page.get_by_role("button", name="Continuar").click()
    page.wait_for_url(re.compile("/revisar"))
    looks_right(page, "escritura-revisar")
    folio = sign_and_send(page, *office.identity(PERSON))
    expect(page.get_by_role("heading", name="En revisión")).to_be_visible(timeout=DELIVERED_WITHIN)
    looks_right(page, "escritura-en-revision")
    return folio


def agree(page: Page, office: Office, folio: str) -> None:
    """An official reads the deed and agrees."""
    sign_in(page, office, OFFICIAL)
    page.goto(f"{office.origin}/personal/expedientes/{folio}")
    expect(page.get_by_role("heading", name="Archivos que adjuntó")).to_be_visible()
    looks_right(page, "escritura-expediente", picture=True)
    page.get_by_role("button", name="Tomarlo yo").click()
    page.get_by_role("button", name="Confirmar la propuesta").click()
    page.get_by_label("Razones, en palabras sencillas").fill(WHY)
    page.get_by_role("button", name="Seguir").click()
    looks_right(page, "escritura-decidir")
    page.get_by_role("button", name="Sí, hacerlo").click()
    expect(page.get_by_text("Quedó resuelto. Avisamos a la persona.")).to_be_visible()


def act(page: Page, office: Office) -> None:
    """Whoever the deed names acts for the company."""
    page.goto(f"{office.origin}/cuenta/autorizaciones")
    looks_right(page, "escritura-autorizaciones", picture=True)
    page.get_by_role("button", name=f"Actuar por {COMPANY}").click()
    page.wait_for_url(f"{office.origin}/oficina")
    bar = page.get_by_role("region", name="Por quién actúa usted")
    expect(bar).to_contain_text(f"Usted actúa por {COMPANY}, como su representante")
    looks_right(page, "escritura-oficina")


def end(page: Page, office: Office) -> None:
    """Staff end it: without a reason they cannot."""
    page.goto(f"{office.origin}/personal")
    page.get_by_role("link", name=re.compile("^Representantes por escritura")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Representantes por escritura")
    expect(page.get_by_text(drawn().named(PERSON).nombre_completo.upper()).first).to_be_visible()
    looks_right(page, "escrituras", picture=True)
    page.get_by_role("button", name="Terminar la representación").click()
    expect(page.get_by_role("alert")).to_contain_text("Escriba el motivo")
    looks_right(page, "escrituras-error", picture=True)
    page.get_by_label("Motivo para terminarla").fill(NO_MORE)
    page.get_by_role("button", name="Terminar la representación").click()
    expect(page.get_by_text("Terminó la representación.")).to_be_visible()
    expect(page.get_by_role("button", name="Terminar la representación")).to_have_count(0)
    expect(page.get_by_text(NO_MORE).first).to_be_visible()
    looks_right(page, "escrituras-terminada", picture=True)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_deed_is_read_by_staff_acted_by_and_ended(
    apart: Office, browser: Browser, width: str, tmp_path: Path
) -> None:
    with somebody(browser, WIDTHS[width]) as person, somebody(browser, WIDTHS[width]) as page:
        errors, seen = watch_policy(person), watch_policy(page, 422)
        folio = send_the_deed(person, apart, tmp_path)
        agree(page, apart, folio)
        act(person, apart)
        end(page, apart)
        person.goto(f"{apart.origin}/oficina")
        expect(person.get_by_text(f"Su autorización de {COMPANY} terminó.")).to_be_visible()
        expect(person.get_by_role("region", name="Por quién actúa usted")).to_have_count(0)
        looks_right(person, "escritura-termino")
        assert (errors, seen) == ([], [])
