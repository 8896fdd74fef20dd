"""Every page that anybody can open, and every page of one's own, at both widths and with nothing wrong in any."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Office
from tests.journeys.inside import run_inside, stranger
from tests.journeys.steps import (
    PASSWORD,
    Sealed,
    accept_terms,
    ask_constancia,
    choose_files,
    leave_with_constancia,
    looks_right,
    sign_and_send,
    sign_in,
    sign_out,
    watch_policy,
)

CSRF = "[name=csrfmiddlewaretoken]"
MATCHES_NOT = "No coincide: se modificó después de sellarse, o no lo emitimos nosotros."
PICTURED = {"inicio", "tramite", "verificar", "entrar"}


@dataclass(frozen=True)
class Documents:
    """One of each kind that a person may be handed."""

    good: Sealed
    revoked: Sealed
    expired: str


@pytest.fixture(scope="module")
def documents(browser: Browser, office: Office, tmp_path_factory: pytest.TempPathFactory) -> Documents:
    good, revoked = (
        leave_with_constancia(browser, office, "contador", tmp_path_factory.mktemp(name)) for name in ("bueno", "malo")
    )
    expired = run_inside(
        office,
        f"""
from datetime import date, datetime, timedelta
from uuid import UUID
from django.conf import settings
from ventanilla.apps.documents.api import document_revoke
from ventanilla.apps.documents.models import Document
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.authority import SYSTEM
from ventanilla.kernel.folio import new_folio
now = settings.VENTANILLA_CLOCK.now()
document_revoke({revoked.folio!r}, by=SYSTEM, on=date(2026, 11, 22), now=now)
with scope(None):
    old = Document.objects.get(folio={good.folio!r})
    old.pk, old.folio, old.expires_on = UUID(int=old.pk.int ^ 1), new_folio(), date(2026, 11, 20)
    old.case = UUID(int=old.case.int ^ 1)  # one decision of one case gives one document
    old.save(force_insert=True)
print(old.folio)
""",
    ).splitlines()[-1]
    return Documents(good, revoked, expired)


@pytest.fixture
def clean(page: Page) -> Iterator[Page]:
    """A page that must not break its policy, whatever status the journey asks it to show."""
    errors = watch_policy(page, 403, 404, 405, 422)
    yield page
    assert errors == []


@pytest.mark.parametrize(
    ("name", "path", "heading"),
    [
        ("inicio", "/", "¿Qué necesita hacer?"),
        ("tramites", "/tramites", "Trámites"),
        ("tramites-grupo", "/tramites?grupo=pensionado", "Personas pensionadas"),
        ("busqueda", "/tramites?q=me+corrieron", "Resultados para «me corrieron»"),
        ("busqueda-vacia", "/tramites?q=xylofono", "Resultados para «xylofono»"),
        ("tramite", "/tramites/constancia_vigencia", "Constancia de vigencia de derechos"),
        ("entrar", "/entrar", "Iniciar sesión"),
        ("verificar", "/verificar/", "Verificar un documento"),
        ("folio-desconocido", "/verificar/7K3M9QX24HTH", "No encontramos ese folio."),
        ("no-existe", "/no-existe", "No encontramos esta página"),
        ("correo", "/demo/correo", "Correos de la demostración"),
        ("identidades", "/demo/identidades", "Identidades de prueba"),
        ("diseno", "/diseno", ""),
    ],
)
def test_a_page_anybody_can_open(clean: Page, office: Office, name: str, path: str, heading: str) -> None:
    answer = clean.goto(office.origin + path)
    assert answer is not None
    assert answer.status == (404 if name == "no-existe" else 200)
    title = clean.get_by_role("heading", level=1)
    expect(title.first).to_contain_text(heading)
    looks_right(clean, name, picture=name in PICTURED)


@pytest.mark.parametrize(
    "typed", ["tengo seguro", "vigensia", "derecho abiente", "hoja de vijencia", "ME DIERON DE BAJA"]
)
def test_people_search_as_they_speak_and_type(page: Page, office: Office, typed: str) -> None:
    page.goto(office.origin)
    page.get_by_label("Escriba lo que necesita").fill(typed)
    page.get_by_role("button", name="Buscar").click()
    expect(page.get_by_role("link", name="Constancia de vigencia de derechos")).to_be_visible()


def test_a_search_that_finds_nothing_has_a_way_on(page: Page, office: Office) -> None:
    page.goto(f"{office.origin}/tramites?q=pasaporte")
    expect(page.get_by_role("status")).to_contain_text("No encontramos un trámite para «pasaporte».")
    expect(page.get_by_label("Escriba lo que necesita")).to_have_value("pasaporte")
    expect(page.get_by_role("status").get_by_role("link", name="Vea la lista de todos los trámites.")).to_be_visible()


def test_a_form_from_somewhere_else_is_refused_in_words(clean: Page, office: Office) -> None:
    clean.goto(f"{office.origin}/tramites/constancia_vigencia")
    clean.locator(f"main {CSRF}").evaluate("input => { input.value = 'x'.repeat(64); }")
    with clean.expect_navigation() as went:
        clean.get_by_role("button", name="Iniciar").click()
    assert went.value.status == 403
    expect(clean.get_by_role("heading", level=1)).to_have_text("No tiene permiso para hacer esto")
    expect(clean.get_by_role("main")).to_contain_text("No recibimos su trámite.")
    looks_right(clean, "prohibido")


def test_the_office_in_english(clean: Page, office: Office) -> None:
    clean.goto(office.origin)
    clean.get_by_role("button", name="English").click()
    expect(clean.locator("html")).to_have_attribute("lang", "en")
    for name, path, heading in (
        ("home", "/", "What do you need to do?"),
        ("procedures", "/tramites", "Procedures"),
        ("procedure", "/tramites/constancia_vigencia", ""),
        ("sign-in", "/entrar", "Sign in"),
        ("verify", "/verificar/", "Verify a document"),
        ("not-found", "/no-existe", ""),
    ):
        clean.goto(office.origin + path)
        expect(clean.get_by_role("heading", level=1)).to_contain_text(heading)
        looks_right(clean, f"en-{name}")
    clean.goto(office.origin)
    clean.get_by_role("button", name="Español").click()
    expect(clean.get_by_role("heading", level=1)).to_have_text("¿Qué necesita hacer?")


# -- verifying


def test_a_folio_or_a_file_that_is_not_one(clean: Page, office: Office, tmp_path: Path) -> None:
    clean.goto(f"{office.origin}/verificar/")
    clean.get_by_label("Folio").fill("7K3M-9QX2-4HTX")
    clean.get_by_role("button", name="Verificar folio").click()
    expect(clean.locator(".govuk-error-summary")).to_contain_text(
        "Ese folio no está completo o tiene un carácter cambiado."
    )
    expect(clean.get_by_label("Folio")).to_have_value("7K3M-9QX2-4HTX")
    expect(clean.locator(".govuk-error-summary")).to_be_focused()
    looks_right(clean, "verificar-folio-mal")
    clean.get_by_role("button", name="Verificar archivo").click()
    expect(clean.locator(".govuk-error-summary")).to_contain_text("Elija el archivo PDF que quiere verificar.")
    looks_right(clean, "verificar-sin-archivo")
    other = tmp_path / "carta.txt"
    other.write_text("Esto no es un PDF.")
    _upload(clean, other)
    _says(clean, "no-coincide", MATCHES_NOT)
    looks_right(clean, "verificar-no-es-pdf")


def test_the_verdicts_on_real_documents(clean: Page, office: Office, documents: Documents, tmp_path: Path) -> None:
    good = documents.good.pdf.read_bytes()
    changed = tmp_path / "cambiado.pdf"
    changed.write_bytes(good[:1000] + bytes([good[1000] ^ 1]) + good[1001:])
    for name, file, verdict, says in (
        ("verificar-pdf", documents.good.pdf, "vigente", "Auténtico y vigente."),
        ("verificar-pdf-cambiado", changed, "no-coincide", MATCHES_NOT),
        (
            "verificar-pdf-revocado",
            documents.revoked.pdf,
            "revocado",
            "Auténtico, pero se revocó el 22 de noviembre de 2026.",
        ),
    ):
        clean.goto(f"{office.origin}/verificar/")
        _upload(clean, file)
        _says(clean, verdict, says)
        looks_right(clean, name)
    for folio, verdict, says in (
        (documents.good.folio, "vigente", "Auténtico y vigente."),
        (documents.revoked.folio, "revocado", "Auténtico, pero se revocó el 22 de noviembre de 2026."),
        (documents.expired, "vencido", "Auténtico, pero venció el 20 de noviembre de 2026."),
    ):
        clean.goto(f"{office.origin}/verificar/")
        clean.get_by_label("Folio").fill(" ".join(re.findall("....", folio.lower())))
        clean.get_by_role("button", name="Verificar folio").click()
        clean.wait_for_url(f"{office.origin}/verificar/{folio}")
        _says(clean, verdict, says)
        looks_right(clean, f"verificar-folio-{verdict}")


def test_a_scanned_document(clean: Page, office: Office, documents: Documents) -> None:
    clean.goto(documents.good.link)
    _says(clean, "vigente", "Auténtico y vigente.")
    expect(clean.locator("[data-claim=holder]")).not_to_be_empty()
    looks_right(clean, "verificacion", picture=True)
    clean.goto("about:blank")
    clean.goto(documents.revoked.link)
    _says(clean, "revocado", "Auténtico, pero se revocó el 22 de noviembre de 2026.")
    looks_right(clean, "verificacion-revocado", picture=True)


def _upload(page: Page, file: Path) -> None:
    page.get_by_label("Documento PDF").set_input_files(file)
    page.get_by_role("button", name="Verificar archivo").click()


def _says(page: Page, verdict: str, title: str) -> None:
    expect(page.locator("[data-verdict]")).to_have_attribute("data-verdict", verdict)
    expect(page.locator("[data-verdict-title]")).to_have_text(title)
    expect(page.locator("[data-verdict-text]")).not_to_be_empty()


# -- one's own


@pytest.mark.parametrize(
    ("slug", "says"),
    [
        ("trabajadora", "Marisol Almendral Cumbres"),
        ("empresa", "Personas aseguradas hoy"),
        ("patron", "Ningún empleador tiene registrada un alta a esa fecha."),
        ("pensionada", "Hortensia Barrancal Olmos"),
        ("conservacion", "Leobardo Cantarero Ríos"),
        ("baja-antigua", "Ofelia Robledo Lara"),
        ("nombre-largo", "María de los Ángeles Guadalupe Maximiliana Villavicencio de Monteverde"),
        ("un-apellido", "Citlali Tzompantzi"),
    ],
)
def test_my_office(clean: Page, office: Office, slug: str, says: str) -> None:
    sign_in(clean, office, slug)
    expect(clean.get_by_role("main")).to_contain_text(says)
    looks_right(clean, f"oficina-{slug}", picture=slug in {"trabajadora", "empresa", "conservacion"})
    clean.goto(f"{office.origin}/tramites/constancia_vigencia")
    looks_right(clean, f"tramite-{slug}")
    sign_out(clean, office)
    clean.go_back()
    expect(clean.get_by_role("main")).not_to_contain_text(says)


def test_somebody_whom_no_register_knows(clean: Page, office: Office, tmp_path: Path) -> None:
    files = stranger(office, tmp_path, PASSWORD)
    clean.goto(f"{office.origin}/entrar")
    choose_files(clean, *files)
    clean.get_by_role("button", name="Firmar e iniciar sesión").click()
    accept_terms(clean)
    expect(clean.get_by_role("heading", name="No encontramos un registro con su CURP")).to_be_visible()
    expect(clean.get_by_role("main")).to_contain_text("QUMA850314HDFJNT04")
    looks_right(clean, "oficina-sin-registro")
    ask_constancia(clean, office)
    sign_and_send(clean, *files)
    expect(clean.get_by_role("heading", name="No procede")).to_be_visible()
    looks_right(clean, "expediente-no-procede")


def test_contradictory_registers_are_under_review(clean: Page, office: Office) -> None:
    sign_in(clean, office, "duplicada")
    ask_constancia(clean, office)
    sign_and_send(clean, *office.identity("duplicada"))
    expect(clean.get_by_role("heading", name="En revisión")).to_be_visible()
    expect(clean.get_by_role("main")).to_contain_text("Usted no necesita hacer nada más; le avisaremos.")
    expect(clean.locator("[data-poll-url]")).to_have_count(0)  # its receipt is sealed: it shows itself again no more
    looks_right(clean, "expediente-en-revision", picture=True)
    clean.goto(f"{office.origin}/oficina")
    looks_right(clean, "oficina-en-revision")


def test_the_case_of_somebody_else_does_not_exist(clean: Page, office: Office, documents: Documents) -> None:
    sign_in(clean, office, "enie")
    for path in (f"/expedientes/{documents.good.case}", f"/documentos/{documents.good.folio}.pdf", "/incidencias"):
        answer = clean.goto(office.origin + path)
        assert answer is not None
        assert answer.status == 404
        expect(clean.get_by_role("heading", level=1)).to_have_text("No encontramos esta página")


def test_staff_find_what_a_person_reads_on_an_error_page(clean: Page, office: Office) -> None:
    clean.goto(f"{office.origin}/no-existe")
    reference = clean.locator(".v-problem__reference").inner_text()
    found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", reference)
    assert found, reference
    sign_in(clean, office, "personal")
    clean.goto(f"{office.origin}/incidencias")
    looks_right(clean, "incidencias")
    clean.get_by_label("Referencia que dio la persona").fill(found[0].lower())
    clean.get_by_role("button", name="Buscar").click()
    expect(clean.get_by_role("region", name="Resultado")).to_contain_text("404")
    clean.get_by_text("Registro completo").click()
    looks_right(clean, "incidencias-resultado", picture=True)
    clean.get_by_label("Referencia que dio la persona").fill("ZZZZ-ZZZZ")
    clean.get_by_role("button", name="Buscar").click()
    expect(clean.get_by_role("status")).to_contain_text("No encontramos esa referencia")
    looks_right(clean, "incidencias-nada")


def test_a_wrong_answer_keeps_what_was_typed(clean: Page, office: Office) -> None:
    sign_in(clean, office, "personal")
    clean.goto(f"{office.origin}/tramites/constancia_vigencia")
    clean.get_by_role("button", name=re.compile("Iniciar|Seguir donde me quedé")).click()
    looks_right(clean, "pregunta")
    clean.get_by_label("Para mí y mi familia registrada").check()
    clean.get_by_role("button", name="Continuar").click()
    for year, says in (("2099", "La fecha está a más de un año."), ("1950", "La ley con que calculamos rige desde el")):
        for label, value in (("Día", "3"), ("Mes", "2"), ("Año", year)):
            clean.get_by_label(label).fill(value)
        clean.get_by_role("button", name="Continuar").click()
        expect(clean.locator(".govuk-error-summary")).to_contain_text(says)
        expect(clean.locator(".govuk-error-summary")).to_be_focused()
        expect(clean.get_by_label("Año")).to_have_value(year)
        expect(clean.get_by_label("Día")).to_have_value("3")
        looks_right(clean, f"pregunta-{year}")
    clean.get_by_label("Año").fill("2026")
    clean.get_by_role("button", name="Guardar y salir").click()
    clean.wait_for_url(f"{office.origin}/oficina")
    expect(clean.get_by_role("heading", name="Sin terminar")).to_be_visible()
    looks_right(clean, "oficina-con-borrador")
