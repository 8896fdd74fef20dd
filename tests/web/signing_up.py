"""Whoever signs up through HTTP: what the tests of it share."""

from __future__ import annotations

import re
from typing import Final

from django.http import HttpResponse

from tests.web.office import Browser, Identity, Office, drawn, text
from ventanilla.apps.demo.api import correo, correos

MINE: Final = "correo@ejemplo.mx"
PHRASE: Final = "cuatro palabras bien guardadas"
LINK: Final = re.compile(r"http://localhost:8000(/cuenta/enlace/\S+)")


def curp_of(slug: str) -> str:
    return drawn().named(slug).curp


def first_page(browser: Browser, curp: str, way: str = "firma") -> HttpResponse:
    """Type the CURP and choose the way."""
    browser.get("/cuenta/nueva")
    return browser.post("/cuenta/nueva", {"curp": curp, way: "1"})


def second_page(browser: Browser, who: Identity, email: str = MINE) -> HttpResponse:
    """Prove who it is, and say where to write."""
    signed = browser.sign(browser.get("/cuenta/nueva/firma"), who)
    return browser.send(signed.changed(correo=email))


def third_page(browser: Browser, who: Identity) -> HttpResponse:
    """Read the terms and sign them."""
    return browser.send(browser.sign(browser.get("/cuenta/nueva/terminos"), who))


def sign_up(office: Office, slug: str = "trabajadora", curp: str = "") -> Browser:
    """The three pages."""
    browser, who = office.browser(), office.mint.identity(slug)
    assert first_page(browser, curp or who.person.curp).headers["Location"] == "/cuenta/nueva/firma"
    assert second_page(browser, who).headers["Location"] == "/cuenta/nueva/terminos"
    assert third_page(browser, who).headers["Location"] == "/cuenta/nueva/lista"
    return browser


def by_mail(browser: Browser, curp: str, email: str = MINE, **fields: str) -> HttpResponse:
    """The form of whoever has no e.firma."""
    assert first_page(browser, curp, "correo").headers["Location"] == "/cuenta/nueva/correo"
    browser.get("/cuenta/nueva/correo")
    return browser.post("/cuenta/nueva/correo", {"correo": email, "contrasena": PHRASE, "acepto": "1"} | fields)


def mailed(to: str) -> str:
    """The last e-mail sent to an address."""
    found = next(one for one in correos() if one.to == to)
    whole = correo(found.number)
    assert whole is not None
    return whole.body


def link_in(body: str) -> str:
    found = LINK.search(body)
    assert found is not None, body
    return found[1]


def opened_by_mail(office: Office, curp: str) -> Browser:
    """An account opened with an e-mail, up to the page that asks who it is."""
    browser = office.browser()
    assert by_mail(browser, curp).headers["Location"] == "/cuenta/nueva/revise"
    office.run("accounts.tell_sign_up")
    path = link_in(mailed(MINE))
    browser.get(path)
    assert "Vuelva a la página donde empezó" in text(browser.post(path))
    browser.get("/cuenta/nueva/revise")
    assert browser.post("/cuenta/nueva/revise").headers["Location"] == "/cuenta/identidad"
    return browser
