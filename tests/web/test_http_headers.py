"""What every answer carries, and what it never does: headers, cookies, the one address of the office."""

from __future__ import annotations

from http.cookies import Morsel
from typing import Any

import pytest
from django.http import HttpResponseBase
from django.test import Client
from pytest_django import Settings

from tests.web.office import HOST, ORIGIN, TRAMITE, Browser, Office, text
from ventanilla.web.middleware import CSP

POLICY = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types ventanilla-worker"
)
ALWAYS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
PAGES = (
    "/",
    "/tramites",
    f"/tramites/{TRAMITE}",
    "/entrar",
    "/verificar/",
    "/verificar/7K3M9QX24HTH",
    "/oficina",
    "/no-existe",
    "/salir",
    "/salud",
    "/api/v1/openapi.json",
    "/diseno",
)


def assert_guarded(answer: HttpResponseBase, path: str) -> None:
    for name, value in ALWAYS.items():
        assert answer.headers[name] == value, (path, name)
    assert "camera=(self), microphone=()" in answer.headers["Permissions-Policy"]


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_is_guarded(office: Office, path: str) -> None:
    assert CSP == POLICY
    for browser in (office.browser(), office.browser("trabajadora")):
        answer = browser.get(path)
        assert_guarded(answer, path)
        assert answer.headers["Content-Security-Policy"] == POLICY
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Strict-Transport-Security" not in answer.headers  # a plain http demonstration


def test_errors_and_redirections_are_guarded_too(office: Office) -> None:
    browser = office.browser()
    browser.client.raise_request_exception = False
    forged = browser.client.post("/salir")
    elsewhere = browser.client.get("/", headers={"host": "127.0.0.1:8000"})
    bad = browser.client.get("/", headers={"host": "evil.example"})
    assert [forged.status_code, elsewhere.status_code, bad.status_code] == [403, 301, 400]
    for answer in (forged, elsewhere, bad):
        assert_guarded(answer, "")
        assert answer.headers["Content-Security-Policy"] == POLICY


def test_a_download_can_run_nothing(office: Office) -> None:
    browser = office.browser("trabajadora")
    draft = browser.ready()
    for path in (f"/solicitudes/{draft}/texto", "/entrar/texto"):
        answer = browser.get(path)
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.headers["Content-Disposition"].startswith("attachment; ")
        assert_guarded(answer, path)


def test_only_what_is_public_may_be_kept(office: Office) -> None:
    browser = office.browser()
    assert browser.get("/.well-known/cose-keys.json").headers["Cache-Control"] == "public, max-age=3600"
    assert browser.get("/verificar/sw.js").headers["Cache-Control"] == "no-cache"
    style = Client(headers={"host": HOST}).get("/static/dist/ventanilla.css")
    assert "no-store" not in style.headers["Cache-Control"]
    assert style.headers["X-Content-Type-Options"] == "nosniff"
    style.close()


def test_over_https_the_browser_is_told_to_stay_there(office: Office, settings: Settings) -> None:
    settings.VENTANILLA_ORIGIN = "https://localhost"
    answer = Client(headers={"host": "localhost"}).get("/")
    assert answer.headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"


# -- scripts and addresses


@pytest.mark.parametrize("path", ["/", "/entrar", "/tramites", "/verificar/"])
def test_a_page_has_no_script_or_style_of_its_own(office: Office, path: str) -> None:
    body = office.browser().get(path).content.decode()
    for forbidden in ("<script>", "style=", " onclick=", "javascript:", "http://", "https://", "<iframe", "<style"):
        assert forbidden not in body.replace(ORIGIN, ""), forbidden


def test_what_a_person_typed_is_shown_as_text(office: Office) -> None:
    hostile = "<script>alert(1)</script>\"'><img src=x>"
    browser = office.browser("trabajadora")
    draft = browser.draft()
    pages = [
        browser.get(f"/tramites?q={hostile}"),
        browser.get(f"/verificar/?folio={hostile}"),
        browser.answer(draft, 2, **{"fecha-dia": hostile, "fecha-mes": "1", "fecha-anio": "2020"}),
        office.browser().get(f"/entrar?sigue=/{hostile}"),
        browser.get(f"/{hostile}"),
    ]
    for page in pages:
        assert "<script>alert" not in page.content.decode()
        assert "<img src=x>" not in page.content.decode()
    assert hostile in text(pages[0]).replace("“", '"') or "alert(1)" in pages[0].content.decode()


# -- cookies


def cookies(browser: Browser) -> dict[str, Morsel[str]]:
    return dict(browser.client.cookies.items())


def assert_bound(cookie: Morsel[Any]) -> None:
    attributes = {name: cookie[name] for name in ("secure", "httponly", "samesite", "path", "domain")}
    assert attributes == {"secure": True, "httponly": True, "samesite": "Lax", "path": "/", "domain": ""}


@pytest.mark.parametrize("path", ["/", "/tramites", f"/tramites/{TRAMITE}", "/verificar/", "/entrar", "/no-existe"])
def test_a_public_page_leaves_no_cookie_but_its_token(office: Office, path: str) -> None:
    browser = office.browser()
    browser.get(path)
    assert set(cookies(browser)) == {"__Host-csrf"}


@pytest.mark.parametrize("path", ["/verificar/sw.js", "/.well-known/cose-keys.json", "/salud", "/api/v1/tramites"])
def test_what_is_no_page_leaves_no_cookie(office: Office, path: str) -> None:
    browser = office.browser()
    browser.get(path)
    assert cookies(browser) == {}


def test_every_cookie_is_bound_to_this_address(office: Office) -> None:
    browser = office.browser("trabajadora")
    browser.get("/oficina")
    browser.post("/idioma", {"language": "en", "next": "/"})
    assert set(cookies(browser)) == {"__Host-csrf", "__Host-ventanilla", "__Host-idioma", "__Host-dispositivo"}
    for cookie in cookies(browser).values():
        assert_bound(cookie)


def test_the_language_is_chosen_kept_and_never_hides_the_page(office: Office) -> None:
    browser = office.browser()
    browser.get("/tramites")
    chosen = browser.post("/idioma", {"language": "en", "next": "/tramites"})
    assert chosen.headers["Location"] == "/tramites"
    page = browser.follow(chosen)
    assert '<html lang="en"' in page.content.decode()
    assert "Procedures" in text(page)
    browser.post("/idioma", {"language": "xx", "next": "/"})
    assert '<html lang="es-mx"' in browser.get("/").content.decode()


# -- one address


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "localhost:9999", "[::1]:8000", "127.0.0.1"])
def test_on_another_host_a_page_leads_to_the_office(office: Office, host: str) -> None:
    browser = office.browser()
    led = browser.client.get("/tramites?q=a b", headers={"host": host})
    assert (led.status_code, led.headers["Location"]) == (301, f"{ORIGIN}/tramites?q=a%20b")
    sent = browser.client.post("/entrar", headers={"host": host})
    assert sent.status_code == 421
    assert f"Esta oficina atiende en {ORIGIN}." in sent.content.decode()
    assert not led.cookies
    assert not sent.cookies


@pytest.mark.parametrize("host", ["127.0.0.1:8000", HOST, "[::1]:8000"])
def test_health_answers_on_every_address(office: Office, host: str) -> None:
    answer = Client(headers={"host": host}).get("/salud")
    assert answer.status_code == 503
    assert answer.json() == {
        "estado": "falla",
        "base_de_datos": True,
        "migraciones": True,
        "trabajador": False,
        "firmante": False,
    }


@pytest.mark.parametrize("host", ["evil.example", "localhost:8000.evil.example", "", "a b", "localhost:8000@evil"])
def test_a_host_that_is_not_ours(office: Office, host: str) -> None:
    answer = Client(headers={"host": host}).get("/")
    assert answer.status_code == 400
    assert "No pudimos leer lo que llegó" in answer.content.decode()
    assert "evil" not in answer.content.decode()
