"""The signing page by itself: what it shows, what it sends, and each reason not to sign, in its own sentence."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from playwright.sync_api import Browser, Page, expect

from tests.journeys import efirma_files
from tests.journeys.static_server import NONCE, OFFICE_NOW, REQUEST, SIGN_IN, StaticOffice
from ventanilla.adapters.pki.cms import read_cades
from ventanilla.domain.signing.acts import Challenge, Line, Request, SignIn, signed_bytes

AXE = Path(__file__).resolve().parents[2] / "frontend/node_modules/axe-core/axe.min.js"
ACT: dict[str, Any] = {
    "tramite": "constancia_vigencia",
    "title": "Constancia de vigencia de derechos",
    "case": "0197c5a4-3b1e-7c55-9a65-0c9a4d2f9c11",
    "acting_for": "COMERCIAL DE PRUEBA SA DE CV, RFC CPR200101AB1",
    "lines": [{"label": "¿Para quién?", "answer": "Para <b>Ñoño</b> & familia"}],
}
ENTRY_LIMIT = 20_000  # milliseconds the page waits for its worker


@pytest.fixture(scope="module")
def efirma() -> efirma_files.Efirma:
    return efirma_files.make()


@pytest.fixture
def office() -> Iterator[StaticOffice]:
    with StaticOffice() as opened:
        yield opened


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="es-MX")
    yield context.new_page()
    context.close()


def visit(tab: Page, office: StaticOffice) -> None:
    tab.goto(f"{office.origin}/firmar")
    tab.locator("form[data-sign-ready]").wait_for()


def choose(tab: Page, cer: bytes | None, key: bytes | None, password: str) -> None:
    for name, data in (("cer", cer), ("key", key)):
        if data is not None:
            tab.locator(f"[data-{name}]").set_input_files({"name": f"a.{name}", "mimeType": "", "buffer": data})
    tab.locator("[data-password]").fill(password)


def press(tab: Page) -> None:
    tab.get_by_role("button", name="Firmar").click()


def sign(tab: Page, office: StaticOffice, efirma: efirma_files.Efirma) -> dict[str, str]:
    visit(tab, office)
    choose(tab, efirma.cer, efirma.key, efirma.password)
    press(tab)
    tab.get_by_role("heading", name="Recibido").wait_for()
    return office.filed[-1].fields


def challenge(office: StaticOffice) -> Challenge:
    return Challenge(NONCE, office.origin, OFFICE_NOW, OFFICE_NOW + 120)


def test_signing_in_is_what_the_server_composes(tab: Page, office: StaticOffice, efirma: efirma_files.Efirma) -> None:
    fields = sign(tab, office, efirma)
    signature = base64.b64decode(fields["firma"], validate=True)
    efirma.private.public_key().verify(
        signature, signed_bytes(SignIn(), challenge(office)), PKCS1v15(), hashes.SHA256()
    )
    assert (base64.b64decode(fields["certificado"]), fields["nonce"]) == (efirma.cer, NONCE)
    asked = office.posted[0]
    assert (asked.path, asked.body, asked.headers["x-csrftoken"]) == ("/reto", b"", "csrf-of-the-form")


def test_a_request_is_signed_as_cades(tab: Page, office: StaticOffice, efirma: efirma_files.Efirma) -> None:
    office.typ, office.act = REQUEST, ACT
    fields = sign(tab, office, efirma)
    cades = read_cades(base64.b64decode(fields["firma"], validate=True))
    act = Request(
        ACT["tramite"], ACT["title"], ACT["case"], ACT["acting_for"], tuple(Line(**line) for line in ACT["lines"])
    )
    assert cades.digest == hashlib.sha256(signed_bytes(act, challenge(office))).digest()
    efirma.private.public_key().verify(cades.signature, cades.signed_attributes, PKCS1v15(), hashes.SHA256())
    assert cades.certificate == efirma.cer


def test_the_person_sees_what_will_be_signed(tab: Page, office: StaticOffice, efirma: efirma_files.Efirma) -> None:
    office.typ, office.act = REQUEST, ACT
    visit(tab, office)
    words = tab.locator("[data-sign-words]")
    for said in (
        office.origin,
        ACT["title"],
        ACT["case"],
        ACT["acting_for"],
        "¿Para quién?",
        "Para <b>Ñoño</b> & familia",
    ):
        expect(words).to_contain_text(said)
    assert words.locator("b").count() == 0
    choose(tab, efirma.cer, None, "")
    expect(tab.locator("[data-sign-who]")).to_have_text(
        "PRUEBA DEMO ANA, RFC PUDA800101AB1. Vigente hasta el 31 de diciembre de 2027."
    )
    expect(tab.locator("[data-sign-unsupported]")).to_be_hidden()


# -- each reason not to sign


def expired() -> efirma_files.Efirma:
    since, until = datetime(2019, 6, 13, 18, tzinfo=UTC), datetime(2023, 6, 13, 18, tzinfo=UTC)
    return efirma_files.make(since=since, until=until, name="CÁRDENAS MUÑOZ ÍÑIGO")


def future() -> efirma_files.Efirma:
    return efirma_files.make(since=datetime(2027, 1, 15, 18, tzinfo=UTC))


def seal() -> efirma_files.Efirma:
    return efirma_files.make(seal=True)


def refused(tab: Page, code: str, field: str | None, sentence: str) -> None:
    """The summary has the focus and says why; the field says it too, and nothing was posted."""
    summary = tab.locator("[data-sign-error]")
    expect(summary).to_have_attribute("data-code", code)
    expect(summary).to_be_focused()
    expect(summary).to_contain_text(sentence)
    expect(tab.get_by_role("button", name="Firmar")).to_be_enabled()
    expect(tab.locator("[data-sign-status]")).to_have_text("")
    if field:
        wrong = tab.locator(f"[data-{field}]")
        expect(wrong).to_have_attribute("aria-invalid", "true")
        expect(wrong).to_have_accessible_description(re.compile(f"^Error: {re.escape(sentence)}"))
        summary.get_by_role("link").click()
        expect(wrong).to_be_focused()


@pytest.mark.parametrize(
    ("files", "code", "field", "sentence"),
    [
        (lambda e: (None, e.key, "x"), "falta-cer", "cer", "Elija el archivo .cer de su e.firma."),
        (lambda e: (e.cer, None, "x"), "falta-key", "key", "Elija el archivo .key de su e.firma."),
        (lambda e: (e.cer, e.key, ""), "falta-contrasena", "password", "Escriba la contraseña de su archivo .key."),
        (
            lambda e: (b"", e.key, "x"),
            "cer-vacio",
            "cer",
            "Su archivo .cer está vacío:",
        ),
        (
            lambda e: (e.cer, b"", "x"),
            "key-vacio",
            "key",
            "Su archivo .key está vacío:",
        ),
        (
            lambda e: (bytes(3_000_000), e.key, "x"),
            "cer-grande",
            "cer",
            "Ese archivo .cer pesa demasiado para ser de una e.firma.",
        ),
        (
            lambda e: (e.cer, bytes(65_537), "x"),
            "key-grande",
            "key",
            "Ese archivo .key pesa demasiado para ser de una e.firma.",
        ),
        (
            lambda e: (e.key, e.cer, "x"),
            "no-es-cer",
            "cer",
            "Ese archivo no es un certificado .cer.",
        ),
        (
            lambda e: (e.cer, e.cer, "x"),
            "no-es-key",
            "key",
            "Ese archivo no es una llave .key.",
        ),
        (
            lambda e: (e.cer, e.key, e.password + "x"),
            "contrasena-incorrecta",
            "password",
            "La contraseña no abre ese archivo .key.",
        ),
        (
            lambda e: (e.cer, seal().key, e.password),
            "no-corresponden",
            "key",
            "El archivo .key no es pareja de ese .cer.",
        ),
        (
            lambda e: (seal().cer, e.key, e.password),
            "es-csd",
            "cer",
            "Ese certificado es un sello digital (CSD):",
        ),
        (
            lambda e: (expired().cer, e.key, e.password),
            "vencido",
            "cer",
            "Su e.firma venció el 13 de junio de 2023.",
        ),
        (
            lambda e: (future().cer, e.key, e.password),
            "aun-no-vigente",
            "cer",
            "Su e.firma empieza a valer el 15 de enero de 2027.",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and " " not in value else "",
)
def test_each_refusal_has_its_sentence(
    tab: Page, office: StaticOffice, efirma: efirma_files.Efirma, files: Any, code: str, field: str, sentence: str
) -> None:
    visit(tab, office)
    choose(tab, *files(efirma))
    press(tab)
    refused(tab, code, field, sentence)
    assert office.filed == []
    assert tab.title() == "Error: Firmar"


@pytest.mark.parametrize(
    ("change", "code", "sentence"),
    [
        ({"challenge_status": 403}, "sesion-terminada", "Su sesión terminó por tiempo."),
        ({"challenge_status": 429}, "demasiados-intentos", "Hubo demasiados intentos seguidos."),
        ({"challenge_status": 503}, "oficina-no-responde", "La oficina no pudo responder."),
        (
            {"challenge": {"audience": "https://otra.example"}},
            "otra-oficina",
            "Esta página pidió una firma para otra dirección.",
        ),
        ({"challenge": {"nonce": ""}}, "reto-no-valido", "La oficina respondió algo que no se puede firmar."),
    ],
)
def test_what_the_office_answers_may_stop_a_signature(
    tab: Page, office: StaticOffice, efirma: efirma_files.Efirma, change: dict[str, Any], code: str, sentence: str
) -> None:
    office.challenge_status = change.get("challenge_status", 200)
    office.challenge |= change.get("challenge", {})
    visit(tab, office)
    choose(tab, efirma.cer, efirma.key, efirma.password)
    press(tab)
    refused(tab, code, None, sentence)
    assert office.filed == []


def test_an_act_outside_the_set_never_begins(tab: Page, office: StaticOffice) -> None:
    office.typ = "ventanilla.cheque-en-blanco.v1"
    tab.goto(f"{office.origin}/firmar")
    expect(tab.get_by_role("button", name="Firmar")).to_be_disabled()
    expect(tab.locator("[data-sign-unsupported]")).to_be_visible()


def test_no_connection(tab: Page, office: StaticOffice, efirma: efirma_files.Efirma) -> None:
    visit(tab, office)
    choose(tab, efirma.cer, efirma.key, efirma.password)
    tab.route("**/reto", lambda route: route.abort("internetdisconnected"))
    press(tab)
    refused(tab, "sin-conexion", None, "No hay conexión con la oficina.")


def test_a_worker_that_never_answers(tab: Page, office: StaticOffice, efirma: efirma_files.Efirma) -> None:
    office.extra["/static/stuck/worker.js"] = b"""onmessage = ({ data }) => {
        if (data.ask === 'words') postMessage({ title: 't', to: 'o', lines: [] });
    };"""
    office.worker = "/static/stuck/worker.js"
    tab.clock.install()
    visit(tab, office)
    choose(tab, efirma.cer, efirma.key, efirma.password)
    press(tab)
    expect(tab.locator("[data-sign-status]")).to_have_text("Firmando en este dispositivo…")
    expect(tab.get_by_role("button", name="Firmar")).to_be_disabled()
    tab.wait_for_load_state("networkidle")
    tab.clock.fast_forward(ENTRY_LIMIT)
    refused(tab, "tiempo", "key", "La firma no se hizo. Su avance está guardado; vuelva a elegir su archivo .key.")
    assert tab.locator("[data-key]").input_value() == ""


def test_two_presses_are_one_signature(tab: Page, office: StaticOffice, efirma: efirma_files.Efirma) -> None:
    visit(tab, office)
    choose(tab, efirma.cer, efirma.key, efirma.password)
    tab.evaluate("() => { const form = document.querySelector('form'); form.requestSubmit(); form.requestSubmit(); }")
    tab.get_by_role("heading", name="Recibido").wait_for()
    assert [posted.path for posted in office.posted] == ["/reto", "/firmado"]


def test_a_wrong_password_keeps_the_files_and_a_second_try_signs(
    tab: Page, office: StaticOffice, efirma: efirma_files.Efirma
) -> None:
    visit(tab, office)
    choose(tab, efirma.cer, efirma.key, "no es")
    press(tab)
    expect(tab.locator("[data-sign-error]")).to_be_focused()
    assert tab.locator("[data-password]").input_value() == ""
    assert tab.locator("[data-key]").input_value() != ""
    tab.locator("[data-password]").fill(efirma.password)
    press(tab)
    tab.get_by_role("heading", name="Recibido").wait_for()


def test_leaving_the_page_forgets(tab: Page, office: StaticOffice, efirma: efirma_files.Efirma) -> None:
    visit(tab, office)
    choose(tab, efirma.cer, efirma.key, efirma.password)
    tab.evaluate("() => { dispatchEvent(new PageTransitionEvent('pagehide')); }")
    assert [tab.locator(f"[data-{name}]").input_value() for name in ("cer", "key", "password")] == ["", "", ""]


@pytest.mark.parametrize(
    "missing", ["delete window.Worker", "Object.defineProperty(window, 'isSecureContext', { value: false })"]
)
def test_what_the_browser_lacks_is_said_before_choosing(tab: Page, office: StaticOffice, missing: str) -> None:
    tab.add_init_script(missing)
    tab.goto(f"{office.origin}/firmar")
    expect(tab.get_by_role("button", name="Firmar")).to_be_disabled()
    expect(tab.locator("[data-sign-unsupported]")).to_be_visible()


def test_only_our_worker_of_our_origin_runs(tab: Page, office: StaticOffice) -> None:
    for worker in (
        "https://otra.example/static/dist/worker.js",
        "//otra.example/static/worker.js",
        "/subidas/worker.js",
        "data:text/javascript,0",
    ):
        office.worker = worker
        tab.goto(f"{office.origin}/firmar")
        expect(tab.get_by_role("button", name="Firmar")).to_be_disabled()


def test_the_worker_has_no_network(tab: Page, office: StaticOffice) -> None:
    office.extra["/static/spy/worker.js"] = b"""onmessage = async () => {
        const tried = await Promise.allSettled([fetch('/leak'), import('/leak.js'), new Promise((done, fail) => {
            const socket = new WebSocket('ws://' + location.host); socket.onopen = done; socket.onerror = fail; })]);
        postMessage({ title: tried.map((one) => one.status).join(), to: '', lines: [] });
    };"""
    office.worker = "/static/spy/worker.js"
    visit(tab, office)
    expect(tab.locator("[data-sign-words]")).to_contain_text("rejected,rejected,rejected")
    assert office.posted == []


def axe(tab: Page) -> list[str]:
    if not AXE.exists():
        pytest.skip("axe-core is not here: npm ci in frontend/ brings it")
    tab.evaluate(AXE.read_text(encoding="utf-8"))
    found = tab.evaluate("async () => (await axe.run(document, { resultTypes: ['violations'] })).violations")
    return [json.dumps([one["id"], [node["html"] for node in one["nodes"]]]) for one in found]


def test_accessible_at_rest_and_in_error(tab: Page, office: StaticOffice, efirma: efirma_files.Efirma) -> None:
    office.typ, office.act = REQUEST, ACT
    visit(tab, office)
    assert axe(tab) == []
    choose(tab, efirma.cer, efirma.key, "no es")
    press(tab)
    expect(tab.locator("[data-sign-error]")).to_be_focused()
    assert axe(tab) == []


# -- the tax authority's own test files


@pytest.mark.parametrize("typ", [SIGN_IN, REQUEST])
def test_the_tax_authoritys_test_files_sign(tab: Page, office: StaticOffice, typ: str) -> None:
    from tests.journeys.conftest import SHARED

    folder = SHARED / "efirma"
    if not folder.exists():
        pytest.skip("the tax authority's test files are not here (VENTANILLA_SHARED_DATA)")
    office.typ, office.act = typ, ACT if typ == REQUEST else {}
    visit(tab, office)
    choose(
        tab, (folder / "fiel-pm-vigente.cer").read_bytes(), (folder / "fiel-pm-vigente.key").read_bytes(), "12345678a"
    )
    press(tab)
    tab.get_by_role("heading", name="Recibido").wait_for()
    assert len(office.filed) == 1


def test_the_scripts_are_what_their_source_gives() -> None:
    frontend = Path(__file__).resolve().parents[2] / "frontend"
    if not (frontend / "node_modules/esbuild").exists():
        pytest.skip("esbuild is not here: npm ci in frontend/ brings it")
    done = subprocess.run(["node", "build.mjs", "--check"], cwd=frontend, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
