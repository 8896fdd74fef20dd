"""The .key and its password stay on the device; and what says so sees a leak when there is one."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys import efirma_files
from tests.journeys.custody import Secrets, Storage, Tap
from tests.journeys.static_server import REQUEST, StaticOffice

ACT = {
    "tramite": "constancia_vigencia",
    "title": "Constancia de vigencia de derechos",
    "case": "0197c5a4-3b1e-7c55-9a65-0c9a4d2f9c11",
    "acting_for": "",
    "lines": [{"label": "Fecha", "answer": "22 de noviembre de 2026"}],
}


@pytest.fixture(scope="module")
def efirma() -> efirma_files.Efirma:
    return efirma_files.make()


@pytest.fixture(scope="module")
def secrets(efirma: efirma_files.Efirma) -> Secrets:
    return Secrets.of(efirma.key, efirma.password, efirma.private)


@contextmanager
def watched(browser: Browser) -> Iterator[tuple[Page, Tap, Storage]]:
    """A page whose every byte out and every write is kept."""
    with Tap() as tap:
        context = browser.new_context(proxy=tap.proxy, locale="es-MX")
        try:
            storage = Storage(context)
            yield context.new_page(), tap, storage
        finally:
            context.close()


def sign(page: Page, office: StaticOffice, efirma: efirma_files.Efirma, password: str | None = None) -> None:
    """Choose the files, type the password and press the button."""
    page.goto(f"{office.origin}/firmar")
    page.locator("form[data-sign-ready]").wait_for()
    page.locator("[data-cer]").set_input_files({"name": "a.cer", "mimeType": "", "buffer": efirma.cer})
    page.locator("[data-key]").set_input_files({"name": "a.key", "mimeType": "", "buffer": efirma.key})
    page.locator("[data-password]").fill(efirma.password if password is None else password)
    page.get_by_role("button", name="Firmar").click()


@pytest.mark.parametrize(("typ", "act"), [("ventanilla.inicio-sesion.v1", {}), (REQUEST, ACT)])
def test_nothing_of_the_key_leaves_the_device(
    browser: Browser, efirma: efirma_files.Efirma, secrets: Secrets, typ: str, act: dict[str, object]
) -> None:
    with StaticOffice(typ=typ, act=act) as office, watched(browser) as (page, tap, storage):
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        sign(page, office, efirma, "otra contraseña")  # a mistake first: errors speak too
        page.locator("[data-sign-error]").wait_for()
        assert secrets.found_in(storage.kept()) == []
        sign(page, office, efirma)
        page.get_by_role("heading", name="Recibido").wait_for()
        assert [posted.path for posted in office.posted] == ["/reto", "/reto", "/firmado"]
        assert set(office.filed[0].fields) == {"csrfmiddlewaretoken", "certificado", "firma", "nonce"}
        assert base64.b64decode(office.filed[0].fields["certificado"]) == efirma.cer
        assert tap.destinations() == {office.origin.removeprefix("http://")}
        assert secrets.found_in(tap.heard()) == []
        assert secrets.found_in(storage.kept()) == []
        assert storage.writes == []
        assert complaints == []


def test_the_form_posts_no_secret_even_without_script(
    browser: Browser, efirma: efirma_files.Efirma, secrets: Secrets
) -> None:
    with StaticOffice() as office, Tap() as tap:
        context = browser.new_context(proxy=tap.proxy, java_script_enabled=False)
        page = context.new_page()
        page.goto(f"{office.origin}/firmar")
        page.locator("[data-cer]").set_input_files({"name": "a.cer", "mimeType": "", "buffer": efirma.cer})
        page.locator("[data-key]").set_input_files({"name": "a.key", "mimeType": "", "buffer": efirma.key})
        page.locator("[data-password]").fill(efirma.password)
        page.get_by_role("button", name="Firmar").click()
        page.get_by_role("heading", name="Recibido").wait_for()
        context.close()
        assert len(office.filed) == 1
        assert secrets.found_in(tap.heard()) == []


# -- planted leaks: each must be seen

TAKE = """
const form = document.querySelector('form');
const field = document.querySelector('[data-password]');
const key = async () => new Uint8Array(await document.querySelector('[data-key]').files[0].arrayBuffer());
const password = () => field.value;
const codes = () => Array.from(password(), (character) => character.charCodeAt(0));
const text = (bytes) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
const utf8 = (string) => new TextEncoder().encode(string);
const url = (string) => btoa(string).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const digest = async (name, bytes) => hex(new Uint8Array(await crypto.subtle.digest(name, bytes)));
const post = (body, headers = {}) => fetch('/leak', { method: 'POST', body, headers });
const backwards = (text) => Array.from(text).reverse().join('');
const keep = (value) => new Promise((done) => {
  const asked = indexedDB.open('x', 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore('s');
  asked.onsuccess = () => {
    asked.result.transaction('s', 'readwrite').objectStore('s').put(value, 1).onsuccess = done;
  };
});
const leak = async () => { __LEAK__ };
form.addEventListener('submit', () => {
  leak().finally(() => { document.body.dataset.leaked = ''; });
}, true);
"""

SENT = {
    "the file, as it is": "await post(await key())",
    "40 bytes of the file": "await post((await key()).slice(701, 741))",
    "the file, in pieces of 40 bytes": (
        "const all = await key(); for (let at = 0; at < 400; at += 40) await post(all.slice(at, at + 40))"
    ),
    "the file in a multipart form": (
        "const sent = new FormData(); sent.append('x', new Blob([await key()])); await post(sent)"
    ),
    "the file in base64 inside JSON": "await post(JSON.stringify({ a: 'x' + btoa('?' + text(await key())) }))",
    "the file in base64url in an address": "await fetch('/leak?d=' + url('??' + text((await key()).slice(0, 600))))",
    "the file in hexadecimal in a header": (
        "await post('', { 'X-Trace': hex((await key()).slice(300, 400)).toUpperCase() })"
    ),
    "the file as a list of numbers": "await post(JSON.stringify(Array.from(await key())))",
    "the file as text": "await post(text(await key()))",
    "the file backwards": "await post((await key()).reverse())",
    "the file's digest": "await post(await digest('SHA-256', await key()))",
    "the password, as it is": "await post(password())",
    "the password in an address": "await fetch('/leak?p=' + encodeURIComponent(password()))",
    "the password, percent-encoded twice": "await fetch('/leak/' + encodeURIComponent(encodeURIComponent(password())))",
    "the password in a form's encoding": "await post(new URLSearchParams({ p: password() }))",
    "the password in base64": "await post(btoa('ab' + text(utf8(password())) + 'cd'))",
    "the password in windows-1252": "await post(Uint8Array.from(codes()))",
    "the password in UTF-16": "await post(new Uint8Array(Uint16Array.from(codes()).buffer))",
    "the password escaped in JSON": (
        "await post(codes().map((code) => '\\\\u' + code.toString(16).padStart(4, '0')).join(''))"
    ),
    "the password backwards, in hexadecimal": "await post(backwards(hex(utf8(password()))))",
    "the password by beacon": "navigator.sendBeacon('/leak', password())",
    "the password's digest": "await post(await digest('SHA-1', utf8(password())))",
    "the password in the posted form": "field.name = 'p'; HTMLFormElement.prototype.submit.call(form)",
}

KEPT = {
    "the password in localStorage": "localStorage.setItem('x', password())",
    "the password, erased at once": "sessionStorage.setItem('x', btoa(text(utf8(password())))); sessionStorage.clear()",
    "the password in a cookie": "document.cookie = 'p=' + encodeURIComponent(password())",
    "the password in the history": "history.replaceState(backwards(password()), '')",
    "the password in the window's name": "window.name = password()",
    "the file in IndexedDB": "await keep({ a: await key() })",
    "the file in a cache": "await (await caches.open('x')).put('/leak', new Response(await key()))",
}


@pytest.mark.parametrize("leak", SENT.values(), ids=SENT.keys())
def test_a_planted_leak_is_heard(browser: Browser, efirma: efirma_files.Efirma, secrets: Secrets, leak: str) -> None:
    with StaticOffice(plant="/plant.js", worker="/static/none/worker.js") as office, watched(browser) as (page, tap, _):
        plant(page, office, efirma, leak)
        tap.wait_for(b"/firmado" if "submit" in leak else b"/leak")
        assert secrets.found_in(tap.heard())


@pytest.mark.parametrize("leak", KEPT.values(), ids=KEPT.keys())
def test_a_planted_write_is_seen(browser: Browser, efirma: efirma_files.Efirma, secrets: Secrets, leak: str) -> None:
    with (
        StaticOffice(plant="/plant.js", worker="/static/none/worker.js") as office,
        watched(browser) as (page, tap, storage),
    ):
        plant(page, office, efirma, leak)
        assert secrets.found_in(storage.kept())
        assert secrets.found_in(tap.heard()) == []


def test_a_leak_of_the_opened_key_is_heard(efirma: efirma_files.Efirma, secrets: Secrets) -> None:
    numbers = efirma.private.private_numbers()
    clear = efirma_files.clear(efirma.private)
    for number in (numbers.d, numbers.p, numbers.q, numbers.dmp1, numbers.dmq1, numbers.iqmp):
        value = number.to_bytes((number.bit_length() + 7) // 8)
        assert secrets.found_in([("", base64.b64encode(b"a" + value[3:50]))])
        assert secrets.found_in([("", json.dumps({"n": value.hex()}).encode())])
    assert secrets.found_in([("", clear)])
    assert secrets.found_in([("", base64.b64encode(clear))])


def test_what_may_be_sent_is_no_leak(efirma: efirma_files.Efirma, secrets: Secrets) -> None:
    for innocent in (efirma.cer, base64.b64encode(efirma.cer), b"GET /firmar HTTP/1.1\r\nHost: localhost\r\n\r\n"):
        assert secrets.found_in([("", innocent)]) == []


def plant(page: Page, office: StaticOffice, efirma: efirma_files.Efirma, leak: str) -> None:
    """Run ``leak`` in the page when the person presses the button."""
    office.extra["/plant.js"] = TAKE.replace("__LEAK__", leak).encode()
    page.goto(f"{office.origin}/firmar")
    page.locator("[data-key]").set_input_files({"name": "a.key", "mimeType": "", "buffer": efirma.key})
    page.locator("[data-password]").fill(efirma.password)
    page.evaluate("""() => {
        const form = document.querySelector('form');
        form.addEventListener('submit', (event) => event.preventDefault());
        form.requestSubmit();
    }""")
    page.locator("body[data-leaked]").or_(page.get_by_role("heading", name="Recibido")).wait_for()
