"""What goes wrong at the counter: each mistake has its sentence, and nothing that was typed is lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import pytest
from playwright.sync_api import BrowserContext, Page, Request, Route, expect

from tests.journeys.conftest import Office
from tests.journeys.inside import ask_authority_again, authority_down, revoked
from tests.journeys.steps import (
    DELIVERED_WITHIN,
    PASSWORD,
    accept_terms,
    ask_constancia,
    choose_files,
    looks_right,
    sign_and_send,
    sign_in,
    sign_out,
    watch_policy,
)

SUMMARY: Final = "[data-sign-error]"
SESSION: Final = "__Host-ventanilla"
DAY: Final = r"\d{1,2} de [a-z]+ de 20\d\d"
MAX_OPEN_CHALLENGES: Final = 20


@dataclass(frozen=True)
class Mistake:
    """What is chosen (an identity, or the files themselves), the field at fault, and what is said of it."""

    name: str
    identity: str
    says: str
    field: str = ""
    password: str = PASSWORD
    cer: bytes | str | None = None
    key: bytes | str | None = None


# Told by the page itself, before anything is sent.
ON_THE_DEVICE: Final = (
    Mistake(
        "contrasena",
        "contador",
        r"La contraseña no abre ese archivo \.key\. Es la de su e\.firma, no la del portal del SAT\.",
        "password",
        "otra contraseña",
    ),
    Mistake(
        "pareja",
        "par-equivocado",
        r"El archivo \.key no es pareja de ese \.cer\. Elija los dos de la misma e\.firma",
        "key",
    ),
    Mistake("csd", "csd", r"Ese certificado es un sello digital \(CSD\): sirve para facturar", "cer"),
    Mistake("vencida", "vencida", rf"Su e\.firma venció el {DAY}\. Si ya la renovó, elija los archivos nuevos", "cer"),
    Mistake("futura", "futura", rf"Su e\.firma empieza a valer el {DAY}\.", "cer"),
    Mistake(
        "clave-no-admitida",
        "clave-no-admitida",
        r"Ese certificado usa una clave que esta oficina no acepta\. Elija el \.cer de su e\.firma vigente\.",
        "cer",
    ),
    Mistake(
        "cer-de-3-mb",
        "contador",
        r"Ese archivo \.cer pesa demasiado para ser de una e\.firma\.",
        "cer",
        cer=bytes(3_000_000),
    ),
    Mistake("cer-vacio", "contador", r"Su archivo \.cer está vacío: quizá no se copió completo\.", "cer", cer=b""),
    Mistake("key-vacio", "contador", r"Su archivo \.key está vacío: quizá no se copió completo\.", "key", key=b""),
    Mistake("cer-cambiado", "contador", r"Ese archivo no es un certificado \.cer\.", "cer", cer="key"),
    Mistake("key-cambiado", "contador", r"Ese archivo no es una llave \.key\.", "key", key="cer"),
    Mistake("sin-contrasena", "contador", r"Escriba la contraseña de su archivo \.key\.", "password", ""),
)
# Only the office knows.
AT_THE_OFFICE: Final = (
    Mistake("revocada", "revocada", rf"Su e\.firma se revocó el {DAY} y ya no sirve para firmar\."),
    Mistake("autoridad-ajena", "autoridad-ajena", r"Este certificado no lo emitió una autoridad que reconocemos"),
)


@pytest.fixture
def clean(page: Page) -> Iterator[Page]:
    """A page that must not break its policy, whatever it is told."""
    errors = watch_policy(page, 409, 422)
    yield page
    assert errors == []


def _choose(page: Page, office: Office, mistake: Mistake) -> None:
    files = dict(zip(("cer", "key"), (path.read_bytes() for path in office.identity(mistake.identity)), strict=True))
    for field, wanted in (("cer", mistake.cer), ("key", mistake.key)):
        content = files[wanted] if isinstance(wanted, str) else files[field] if wanted is None else wanted
        page.locator(f"[data-{field}]").set_input_files(
            {"name": f"archivo.{field}", "mimeType": "application/octet-stream", "buffer": content}
        )
    page.locator("[data-password]").fill(mistake.password)
    page.get_by_role("button", name="Firmar e iniciar sesión").click()


def test_mistakes_told_on_the_device(clean: Page, office: Office) -> None:
    sent: list[str] = []
    clean.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    clean.goto(f"{office.origin}/entrar")
    for mistake in ON_THE_DEVICE:
        _choose(clean, office, mistake)
        summary = clean.locator(SUMMARY)
        expect(summary).to_contain_text(re.compile(mistake.says))
        expect(summary).to_be_focused()
        expect(clean).to_have_title(re.compile("^Error: "))
        at_fault = clean.locator(f"[data-{mistake.field}]")
        expect(at_fault).to_have_attribute("aria-invalid", "true")
        summary.get_by_role("link").click()
        expect(at_fault).to_be_focused()
        if mistake.field != "password":
            expect(clean.locator("[data-password]")).to_have_value(mistake.password)
        assert clean.locator("[data-cer]").evaluate("input => input.files.length") == 1
        assert clean.locator("[data-key]").evaluate("input => input.files.length") == 1
        looks_right(clean, f"entrar-{mistake.name}", picture=mistake.name == "contrasena")
    assert set(sent) <= {f"{office.origin}/entrar/reto"}
    _choose(clean, office, Mistake("ya", "contador", ""))
    accept_terms(clean)
    clean.wait_for_url(f"{office.origin}/oficina")


@pytest.mark.parametrize("mistake", AT_THE_OFFICE, ids=lambda mistake: mistake.name)
def test_mistakes_told_by_the_office(clean: Page, office: Office, mistake: Mistake) -> None:
    clean.goto(f"{office.origin}/entrar?sigue=/tramites/constancia_vigencia")
    with clean.expect_navigation() as went:
        _choose(clean, office, mistake)
    assert went.value.status == 422
    summary = clean.locator(SUMMARY)
    expect(summary).to_contain_text(re.compile(mistake.says))
    expect(summary).to_be_focused()
    expect(clean).to_have_title(re.compile("^Error: "))
    looks_right(clean, f"entrar-{mistake.name}")
    _choose(clean, office, Mistake("ya", "contador", ""))
    clean.wait_for_url(f"{office.origin}/tramites/constancia_vigencia")  # where the person was going


def test_a_password_that_is_not_ascii(clean: Page, office: Office) -> None:
    sign_in(clean, office, "contrasena-no-ascii", "contraseña única ñ")
    expect(clean.get_by_role("main")).to_contain_text("Marisol Almendral Cumbres")


def test_too_many_attempts_are_told(page: Page, office: Office) -> None:
    page.goto(f"{office.origin}/entrar")
    token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    for _ in range(MAX_OPEN_CHALLENGES):
        asked = page.request.post(
            f"{office.origin}/entrar/reto", headers={"X-CSRFToken": token, "Origin": office.origin}
        )
        assert asked.status == 200
    _choose(page, office, Mistake("muchos", "contador", ""))
    expect(page.locator(SUMMARY)).to_contain_text("Hubo demasiados intentos seguidos. No se firmó nada.")


def test_without_connection_nothing_is_lost(page: Page, office: Office) -> None:
    page.goto(f"{office.origin}/entrar")
    page.locator("form[data-sign-ready]").wait_for()
    page.context.set_offline(True)
    _choose(page, office, Mistake("sin-conexion", "contador", ""))
    expect(page.locator(SUMMARY)).to_contain_text("No hay conexión con la oficina. No se firmó nada.")
    page.context.set_offline(False)
    page.get_by_role("button", name="Firmar e iniciar sesión").click()  # the files and the password are still there
    accept_terms(page)
    page.wait_for_url(f"{office.origin}/oficina")


# -- on the way to a filing


def test_a_double_click_files_once(clean: Page, office: Office) -> None:
    sign_in(clean, office, "contador")
    ask_constancia(clean, office)
    sent: list[str] = []

    def hear(request: Request) -> None:
        if request.method == "POST" and "/revisar" in request.url:
            sent.append(request.url)

    clean.on("request", hear)
    choose_files(clean, *office.identity("contador"))
    clean.get_by_role("button", name="Firmar y enviar").dblclick()
    clean.wait_for_url(re.compile("/expedientes/"))
    folio = clean.url.rsplit("/", 1)[-1]
    assert len(sent) == 1
    expect(clean.get_by_text("Recibimos su trámite", exact=True)).to_be_visible()
    clean.goto(f"{office.origin}/oficina")
    expect(clean.locator(f"main a[href='/expedientes/{folio}']")).to_have_count(1)
    expect(clean.get_by_role("heading", name="Sin terminar")).to_have_count(0)


def test_two_tabs_of_one_request(clean: Page, context: BrowserContext, office: Office) -> None:
    slug = "un-apellido"
    sign_in(clean, office, slug)
    ask_constancia(clean, office)
    draft = clean.url.rsplit("/", 1)[0]
    other, late = context.new_page(), context.new_page()
    late.goto(f"{draft}/1")
    other.goto(f"{draft}/1?volver=1")
    other.get_by_label("Para mí y mi familia registrada").check()
    other.get_by_role("button", name="Continuar").click()
    other.wait_for_url(re.compile("/revisar"))
    # The first tab still shows the old answer: what is signed there is not what the office would file.
    choose_files(clean, *office.identity(slug))
    with clean.expect_navigation():
        clean.get_by_role("button", name="Firmar y enviar").click()
    expect(clean.locator(SUMMARY)).to_contain_text("La solicitud cambió en otra ventana después de que la leyó aquí.")
    expect(clean.get_by_role("main")).to_contain_text("Para mí y mi familia registrada")
    looks_right(clean, "revisar-cambio")
    folio = sign_and_send(clean, *office.identity(slug))
    assert sign_and_send(other, *office.identity(slug)) == folio  # the same content, the same receipt
    late.get_by_role("button", name="Continuar").click()
    expect(late.get_by_role("heading", level=1)).to_have_text("Ya envió este trámite")
    expect(late.get_by_role("main")).to_contain_text("Sí recibimos su trámite.")
    looks_right(late, "ya-enviado")
    late.get_by_role("link", name="Vea su trámite y su acuse.").click()
    late.wait_for_url(f"{office.origin}/expedientes/{folio}")


def _left_from_another_tab(page: Page, office: Office) -> None:
    other = page.context.new_page()
    other.goto(f"{office.origin}/oficina")
    sign_out(other, office)
    other.close()


def _forgotten(page: Page, _office: Office) -> None:
    page.context.clear_cookies(name=SESSION)


@pytest.mark.parametrize("ended", [_left_from_another_tab, _forgotten], ids=["salir", "caducada"])
def test_a_session_that_ends_midway(clean: Page, office: Office, ended: Callable[[Page, Office], None]) -> None:
    slug = "conservacion"
    sign_in(clean, office, slug)
    ask_constancia(clean, office)
    draft = clean.url.rsplit("/", 1)[0]
    clean.goto(f"{draft}/2")
    for label, value in (("Día", "17"), ("Mes", "9"), ("Año", "2025")):
        clean.get_by_label(label).fill(value)
    ended(clean, office)
    clean.get_by_role("button", name="Continuar").click()
    clean.wait_for_url(re.compile("/entrar"))
    expect(clean.get_by_role("main")).to_contain_text("Su sesión terminó")
    expect(clean.get_by_role("main")).to_contain_text("Lo que escribió está guardado; inicie sesión para seguir.")
    looks_right(clean, "entrar-sesion-terminada")
    choose_files(clean, *office.identity(slug))
    clean.get_by_role("button", name="Firmar e iniciar sesión").click()
    clean.wait_for_url(f"{draft}/2")
    for label, value in (("Día", "17"), ("Mes", "9"), ("Año", "2025")):
        expect(clean.get_by_label(label)).to_have_value(value)
    clean.get_by_role("button", name="Continuar").click()
    clean.wait_for_url(f"{draft}/revisar")
    expect(clean.get_by_role("main")).to_contain_text("17 de septiembre de 2025")


def test_a_session_that_ends_before_signing(page: Page, office: Office) -> None:
    sign_in(page, office, "conservacion")
    ask_constancia(page, office)
    check = page.url
    _forgotten(page, office)
    choose_files(page, *office.identity("conservacion"))
    page.get_by_role("button", name="Firmar y enviar").click()
    expect(page.locator(SUMMARY)).to_contain_text(
        "Su sesión terminó por tiempo. No se firmó nada y su avance está guardado."
    )
    page.reload()
    choose_files(page, *office.identity("conservacion"))
    page.get_by_role("button", name="Firmar e iniciar sesión").click()
    page.wait_for_url(check)


def test_somebody_elses_efirma(clean: Page, office: Office) -> None:
    sign_in(clean, office, "enie")
    ask_constancia(clean, office)
    choose_files(clean, *office.identity("contador"))
    with clean.expect_navigation():
        clean.get_by_role("button", name="Firmar y enviar").click()
    expect(clean.locator(SUMMARY)).to_contain_text("Esta e.firma es de otra persona: no es con la que usted entró.")
    looks_right(clean, "revisar-otra-persona")
    sign_and_send(clean, *office.identity("enie"))


def test_a_page_that_was_changed_on_the_way(clean: Page, office: Office) -> None:
    """Whoever changes the page changes what is signed, and the office files nothing of it."""
    sign_in(clean, office, "enie")

    def change(route: Route) -> None:
        answer = route.fetch()
        before, act, after = answer.text().partition("data-act>")
        changed = act and after.replace("Solo para mí", "Para otra persona", 1)
        route.fulfill(response=answer, body=before + act + changed)

    ask_constancia(clean, office)
    clean.route(re.compile("/revisar"), change, times=1)
    clean.reload()
    expect(clean.locator("[data-sign-words]")).to_contain_text("Para otra persona")  # at least it is shown
    choose_files(clean, *office.identity("enie"))
    with clean.expect_navigation():
        clean.get_by_role("button", name="Firmar y enviar").click()
    expect(clean.locator(SUMMARY)).to_contain_text("Lo que se firmó no es lo que le mostramos: cambió en el camino.")
    expect(clean.locator("[data-sign-words]")).to_contain_text("Solo para mí")
    sign_and_send(clean, *office.identity("enie"))


# -- the authority that does not answer


def _file_while_down(page: Page, office: Office, slug: str) -> str:
    """Sign in and file with nobody to ask about the certificate; the case's id."""
    with authority_down(office):
        sign_in(page, office, slug)
        expect(page.get_by_role("main")).to_contain_text("La autoridad que emitió su e.firma no responde.")
        looks_right(page, "oficina-sin-comprobar")
        ask_constancia(page, office)
        case = page.url.rsplit("/", 2)[-2]
        sign_and_send(page, *office.identity(slug))
        expect(page.get_by_role("heading", name="Falta confirmar su certificado")).to_be_visible()
        expect(page.get_by_role("main")).to_contain_text("Su trámite está recibido y cuenta con su fecha.")
        looks_right(page, "expediente-por-confirmar", picture=True)
    return case


def test_the_authority_is_down_and_comes_back(clean: Page, office: Office) -> None:
    case = _file_while_down(clean, office, "pensionada")
    ask_authority_again(office, case)
    expect(clean.get_by_role("heading", name="Su documento está listo")).to_be_visible(timeout=DELIVERED_WITHIN)
    looks_right(clean, "expediente-confirmado")


def test_the_authority_comes_back_and_says_revoked(clean: Page, office: Office) -> None:
    case = _file_while_down(clean, office, "pensionada")
    with revoked(office, "pensionada"):
        ask_authority_again(office, case)
        expect(clean.get_by_role("heading", name="Sin efecto")).to_be_visible(timeout=DELIVERED_WITHIN)
    looks_right(clean, "expediente-sin-efecto")
