"""Passkeys and second steps in a real browser, with the virtual authenticator of its protocol."""

from __future__ import annotations

import base64
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, cast

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.journeys.conftest import PHONE, Office
from tests.journeys.inside import run_inside
from tests.journeys.steps import (
    PASSWORD,
    choose_files,
    looks_right,
    looks_right_plain,
    sign_in,
    sign_out,
    watch_policy,
)
from ventanilla.domain.accounts.totp import code_at, step_of

SLUG: Final = "trabajadora"
OLD: Final = 11 * 60  # seconds: longer ago than what an act that asks takes
# Nobody waits eleven minutes in a test: the sessions of the office are made so old behind the counter.
AGE: Final = f"""
from importlib import import_module
from django.conf import settings
from django.contrib.sessions.models import Session
store = import_module(settings.SESSION_ENGINE).SessionStore
for row in Session.objects.all():
    session = store(row.session_key)
    if "oficina" in session:
        session["oficina"] = session["oficina"] | {{"confirmed": session["oficina"]["confirmed"] - {OLD}}}
        session.save()
"""
# The first step, as a password would pass it: the session of the page is left awaiting the second.
AWAIT: Final = """
from importlib import import_module
from django.conf import settings
from ventanilla.apps.accounts.api import second_step_begin
from ventanilla.apps.accounts.models import Account
from ventanilla.domain.authority import Assurance, Via
session = import_module(settings.SESSION_ENGINE).SessionStore({key!r})
account = Account.objects.get(name__startswith="MARISOL ALMENDRAL")
second_step_begin(session, account.id, via=Via.PASSWORD, assurance=Assurance.N2, now=settings.VENTANILLA_CLOCK.now())
print(session.session_key)
"""
# A visitor has a session once they ask for something of it.
A_SESSION: Final = """() => fetch("/entrar/llave/reto", {
    method: "POST", headers: {"X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value},
})"""


@dataclass(frozen=True)
class Authenticator:
    """The device of the person: it has a finger to ask for, and says yes."""

    protocol: CDPSession
    id: str

    def answers(self, yes: bool) -> None:
        """Whether the finger is the right one."""
        self.protocol.send("WebAuthn.setUserVerified", {"authenticatorId": self.id, "isUserVerified": yes})

    def keys(self) -> list[dict[str, Any]]:
        """What it holds."""
        found = self.protocol.send("WebAuthn.getCredentials", {"authenticatorId": self.id})
        return cast("list[dict[str, Any]]", found["credentials"])


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A telephone nobody used before."""
    context = browser.new_context(viewport=PHONE, locale="es-MX")
    yield context.new_page()
    context.close()


@pytest.fixture
def authenticator(phone: Page) -> Authenticator:
    """Of the platform, with resident keys and verification of its user."""
    protocol = phone.context.new_cdp_session(phone)
    protocol.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = protocol.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return Authenticator(protocol, made["authenticatorId"])


def add_key(page: Page, office: Office, name: str) -> None:
    page.goto(f"{office.origin}/cuenta/seguridad")
    page.get_by_role("button", name="Agregar una llave de acceso").click()
    page.get_by_label("Nombre de la llave").fill(name)
    looks_right(page, "llave-nueva")
    page.get_by_role("button", name="Crear la llave").click()
    expect(page.get_by_text("Su llave de acceso quedó registrada.")).to_be_visible()


def test_register_name_enter_confirm_and_take_away(phone: Page, authenticator: Authenticator, office: Office) -> None:
    errors = watch_policy(phone)
    sign_in(phone, office, SLUG)
    phone.goto(f"{office.origin}/cuenta")
    phone.get_by_role("link", name="Seguridad").click()
    looks_right(phone, "seguridad-vacia")
    add_key(phone, office, "Mi teléfono")
    held = authenticator.keys()
    assert [(key["rpId"], key["isResidentCredential"]) for key in held] == [("localhost", True)]
    looks_right(phone, "seguridad", picture=True)

    # On this device there is one already: it makes no other.
    phone.get_by_role("button", name="Agregar una llave de acceso").click()
    phone.get_by_label("Nombre de la llave").fill("Otra")
    phone.get_by_role("button", name="Crear la llave").click()
    expect(phone.get_by_text("Este dispositivo ya tiene una llave de su cuenta.")).to_be_visible()
    looks_right(phone, "llave-repetida")

    phone.goto(f"{office.origin}/cuenta/seguridad")
    phone.get_by_role("link", name=re.compile("Mi teléfono")).click()
    looks_right(phone, "llave")
    phone.get_by_label("Nombre de la llave").fill("El de siempre")
    phone.get_by_role("button", name="Guardar el nombre").click()
    expect(phone.get_by_role("link", name=re.compile("El de siempre"))).to_be_visible()
    sign_out(phone, office)

    # Its own: nobody chose a file or typed anything.
    phone.goto(f"{office.origin}/entrar")
    looks_right(phone, "entrar-con-llave", picture=True)
    authenticator.answers(False)
    phone.get_by_role("button", name="Entrar con mi llave").click()
    expect(phone.get_by_text("Se canceló, o pasó el tiempo. Intente otra vez cuando quiera.")).to_be_visible(
        timeout=90_000
    )
    looks_right(phone, "entrar-cancelada")
    authenticator.answers(True)
    phone.get_by_role("button", name="Entrar con mi llave").click()
    phone.wait_for_url(f"{office.origin}/oficina")
    phone.goto(f"{office.origin}/cuenta/seguridad")
    expect(phone.get_by_text("Inició sesión con una llave de acceso.").first).to_be_visible()

    # Long after, taking the key away asks for it first, and goes on where one was.
    run_inside(office, AGE)
    phone.get_by_role("link", name=re.compile("El de siempre")).click()
    phone.get_by_role("button", name="Quitar esta llave").click()
    phone.wait_for_url(re.compile("/cuenta/confirmar"))
    looks_right(phone, "confirmar", picture=True)
    phone.get_by_role("button", name="Confirmar con mi llave").click()
    phone.wait_for_url(re.compile(r"/llaves/[0-9a-f-]+/quitar$"))
    looks_right(phone, "quitar-llave")
    phone.get_by_role("button", name="Quitar", exact=True).click()
    expect(phone.get_by_text("Quedó quitada. Ya no sirve para entrar.")).to_be_visible()
    sign_out(phone, office)

    # The device still has it; the office does not know it any more.
    refused = watch_policy(phone, 422)
    phone.goto(f"{office.origin}/entrar")
    phone.get_by_role("button", name="Entrar con mi llave").click()
    expect(phone.get_by_text("No pudimos comprobar esa llave de acceso.")).to_be_visible()
    looks_right(phone, "entrar-llave-quitada")
    assert refused == []
    assert [error for error in errors if "status of 422" not in error] == []


def test_an_application_a_second_step_and_the_efirma_to_confirm(phone: Page, office: Office) -> None:
    errors = watch_policy(phone, 422)
    sign_in(phone, office, SLUG)
    phone.goto(f"{office.origin}/cuenta/seguridad")
    phone.get_by_role("button", name="Agregar una aplicación").click()
    looks_right(phone, "aplicacion")
    phone.get_by_role("button", name="Empezar").click()
    secret = base64.b32decode(phone.locator("[data-totp-key]").inner_text().replace(" ", ""))
    looks_right(phone, "aplicacion-qr", picture=True)
    phone.get_by_label("Código de seis cifras").fill("1234")
    phone.get_by_role("button", name="Comprobar y agregar").click()
    expect(phone.locator("#codigo-error")).to_contain_text("Ese código no sirve.")
    looks_right(phone, "aplicacion-error")
    phone.get_by_label("Código de seis cifras").fill(code_at(secret, step_of(int(time.time()))))
    phone.get_by_role("button", name="Comprobar y agregar").click()
    expect(phone.get_by_text("Su aplicación de códigos quedó agregada.")).to_be_visible()

    run_inside(office, AGE)
    phone.get_by_role("button", name="Pedir códigos nuevos").click()
    phone.wait_for_url(re.compile("/cuenta/confirmar"))
    choose_files(phone, *office.identity(SLUG), PASSWORD)
    phone.get_by_role("button", name="Firmar y confirmar").click()
    phone.wait_for_url(f"{office.origin}/cuenta/seguridad/respaldo")
    looks_right(phone, "respaldo")
    phone.get_by_role("button", name="Pedir diez códigos nuevos").click()
    codes = phone.locator("[data-codes] li").all_inner_texts()
    assert len(codes) == 10
    looks_right(phone, "respaldo-nuevos", picture=True)
    sign_out(phone, office)

    phone.goto(f"{office.origin}/entrar")
    phone.evaluate(A_SESSION)
    cookies = {cookie["name"]: cookie for cookie in phone.context.cookies()}
    session = cookies["__Host-ventanilla"]
    key = run_inside(office, AWAIT.format(key=session["value"])).splitlines()[-1]
    phone.context.add_cookies([cast("Any", {**session, "value": key})])
    phone.goto(f"{office.origin}/oficina")
    phone.wait_for_url(re.compile("/entrar\\?sigue="))  # half in is not in
    phone.goto(f"{office.origin}/entrar/segundo-paso")
    looks_right(phone, "segundo-paso", picture=True)
    phone.get_by_label("Código de su aplicación, o de respaldo").fill("7K3M-9QX2-4HTH")
    phone.get_by_role("button", name="Entrar", exact=True).click()
    looks_right(phone, "segundo-paso-error")
    phone.get_by_label("Código de su aplicación, o de respaldo").fill(codes[0].lower())
    phone.get_by_role("button", name="Entrar", exact=True).click()
    phone.wait_for_url(f"{office.origin}/oficina")
    phone.goto(f"{office.origin}/cuenta/seguridad/aplicacion/quitar")
    looks_right(phone, "quitar-aplicacion")
    phone.get_by_role("button", name="Quitar", exact=True).click()
    expect(phone.get_by_text("Quedó quitada. Ya no sirve para entrar.")).to_be_visible()
    assert errors == []


def test_without_script_a_sentence_says_what_to_do(browser: Browser, office: Office) -> None:
    context = browser.new_context(viewport=PHONE, locale="es-MX", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{office.origin}/entrar")
    expect(page.get_by_role("button", name="Entrar con mi llave")).to_be_hidden()
    expect(page.locator(".v-passkey__noscript")).to_be_visible()
    expect(page.locator(".v-passkey__noscript")).to_contain_text("Las llaves de acceso necesitan JavaScript")
    looks_right_plain(browser, page, "sin-script-entrar-con-llave")
    context.close()
