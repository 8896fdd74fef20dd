"""An official looks at what was attached before deciding, and verifies what a case asks of the office."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.adapters.hostile_files import pdf, png
from tests.journeys.conftest import Office, office_folder, open_office
from tests.journeys.steps import DELIVERED_WITHIN, begin, looks_right, sign_and_send, sign_in, watch_policy
from tests.journeys.test_attachments import attach, leave_none, to_the_file, write
from tests.journeys.test_official import OFFICIAL, WIDTHS, shown, somebody

WORKER = "trabajadora"


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office of its own: what waits here would show on the pages of other journeys."""
    with office_folder() as folder, open_office(folder) as opened:
        yield opened


@pytest.mark.parametrize("width", WIDTHS)
def test_an_official_looks_at_the_files_before_deciding(
    apart: Office, browser: Browser, width: str, tmp_path: Path
) -> None:
    with somebody(browser, WIDTHS[width]) as person, somebody(browser, WIDTHS[width]) as page:
        sign_in(person, apart, WORKER)
        to_the_file(person, apart)
        leave_none(person)
        attach(person, write(tmp_path, "acta de nacimiento.pdf", pdf(pages=2)))
        attach(person, write(tmp_path, "identificación.png", png((300, 200))))
        person.get_by_role("button", name="Continuar").click()
        folio = sign_and_send(person, *apart.identity(WORKER))
        expect(person.get_by_text("En revisión").first).to_be_visible(timeout=DELIVERED_WITHIN)
        errors = watch_policy(page)
        sign_in(page, apart, OFFICIAL)
        page.goto(f"{apart.origin}/personal/expedientes/{folio}")
        expect(page.get_by_role("heading", name="Archivos que adjuntó")).to_be_visible()
        picture = page.get_by_alt_text("Primera página de acta de nacimiento.pdf")
        picture.scroll_into_view_if_needed()
        assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
        expect(page.get_by_text("Sin revisar por el antivirus")).to_have_count(2)
        looks_right(page, "expediente-archivos", picture=True)
        page.get_by_role("link", name="acta de nacimiento.pdf", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Abrir un archivo sin revisar")
        looks_right(page, "abrir-archivo", picture=True)
        with page.expect_download() as download:
            page.get_by_role("button", name="Descargarlo").click()
        assert download.value.suggested_filename == "acta de nacimiento.pdf"
        kept = tmp_path / "abierto.pdf"
        download.value.save_as(kept)
        assert kept.read_bytes().startswith(b"%PDF-")
        page.get_by_role("button", name="No abrirlo").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Actualizar sus datos personales")
        assert errors == []


@pytest.mark.parametrize("width", WIDTHS)
def test_an_official_verifies_what_the_case_asks(apart: Office, browser: Browser, width: str) -> None:
    with somebody(browser, WIDTHS[width]) as person, somebody(browser, WIDTHS[width]) as page:
        sign_in(person, apart, WORKER)
        folio = ask_the_office(person, apart)
        errors = watch_policy(page, 422)
        sign_in(page, apart, OFFICIAL)
        page.goto(f"{apart.origin}/personal")
        page.get_by_role("link", name=re.compile("^Verificaciones pedidas")).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Verificaciones pedidas")
        looks_right(page, "verificaciones", picture=True)
        page.get_by_role("link", name=shown(folio)).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Verificar para resolver")
        looks_right(page, "verificar", picture=True)
        page.get_by_role("button", name="Seguir").click()
        expect(page.get_by_role("alert")).to_be_visible()
        looks_right(page, "verificar-error")
        page.get_by_label("Sí, está demostrado").check()
        page.get_by_label("¿Qué se revisó y qué se encontró?").fill("Los recibos dicen el 1 de diciembre.")
        page.get_by_role("button", name="Seguir").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Revise antes de registrarlo")
        looks_right(page, "verificar-seguro", picture=True)
        page.get_by_role("button", name="Sí, registrarlo").click()
        expect(page.get_by_text("Quedó registrado.")).to_be_visible()
        looks_right(page, "verificaciones-hecho")
        assert errors == []
        person.goto(f"{apart.origin}/expedientes/{folio}")
        expect(person.get_by_text("Una persona de la oficina hizo la revisión que se le pidió.")).to_be_visible()


def ask_the_office(page: Page, office: Office) -> str:
    """An aclaración that the office verifies, without the employer knowing; its folio."""
    page.goto(f"{office.origin}/tramites/aclaracion")
    begin(page, "Un alta, una baja o un salario, o falta un empleo")
    page.get_by_label("La fecha de un aviso no es correcta").check()
    page.get_by_role("button", name="Continuar").click()
    page.get_by_label("Alta del 7 de diciembre de 2023").check()
    page.get_by_role("button", name="Continuar").click()
    say_what_is_right(page)
    page.get_by_label("La oficina: no dirá quién preguntó").check()
    page.get_by_role("button", name="Continuar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Revise y firme")
    return sign_and_send(page, *office.identity(WORKER))


def say_what_is_right(page: Page) -> None:
    """The date that is right, and what proves it, without files."""
    for label, words in (("Día", "1"), ("Mes", "12"), ("Año", "2023")):
        page.get_by_label(label).fill(words)
    page.get_by_role("button", name="Continuar").click()
    page.get_by_label("¿Qué lo demuestra?").fill("Mis recibos de nómina")
    page.get_by_role("button", name="Continuar").click()
    for wanted in ("lo que lo demuestra, si lo tiene", "los archivos sellados de sus recibos de nómina, si los tiene"):
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Adjunte {wanted}")
        page.get_by_role("button", name="Continuar").click()
