"""Roles proposed and activated over HTTP: what the tests of it share."""

from __future__ import annotations

import base64
import re
import time
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse

from tests.web.device import Device
from tests.web.office import Browser, Office, text
from ventanilla.apps.accounts.services import SESSION_KEY
from ventanilla.apps.demo.api import correos
from ventanilla.apps.eventlog.api import scope
from ventanilla.apps.staff.models import RoleGrant, Unit
from ventanilla.domain.accounts.totp import code_at, step_of

ROLES = "/personal/roles"
NEW = f"{ROLES}/nuevo"
CURP = "REPN800101MNEGRV06"  # of somebody whom no register knows
EMAIL = "noemi@correo.example"
A, B = "administradora", "administrador"


def unit() -> str:
    return Unit.objects.order_by("key").values_list("key", flat=True)[0]


def day(name: str, value: date) -> dict[str, str]:
    return {f"{name}-dia": str(value.day), f"{name}-mes": str(value.month), f"{name}-anio": str(value.year)}


def fields(**changed: str) -> dict[str, str]:
    today = settings.VENTANILLA_CLOCK.today()
    said = {"curp": CURP, "nombre": "Noemí Reyes Pardo", "correo": EMAIL, "rol": "mostrador", "unidad": unit()}
    said |= {"cargo": "Atención en ventanilla", "motivo": "Cubre la ventanilla tres."}
    return said | day("desde", today) | day("hasta", today + timedelta(days=90)) | changed


def propose(browser: Browser, **changed: str) -> HttpResponse:
    browser.get(NEW)
    return browser.post(NEW, fields(**changed))


def last() -> RoleGrant:
    with scope(None):
        return RoleGrant.objects.select_related("unit").order_by("proposed_at").last() or pytest.fail("no role")


def act(browser: Browser, accion: str, motivo: str = "", grant: UUID | None = None) -> HttpResponse:
    page = f"{ROLES}/{grant or last().id}"
    browser.get(page)
    return browser.post(page, {"accion": accion, "motivo": motivo})


def link(office: Office) -> str:
    """The address in the newest invitation."""
    office.run("staff.send_invitation")
    found = re.search(r"http://localhost:8000(/personal/activar/\S+)", correos()[0].body)
    assert found is not None
    return found[1]


def invited(office: Office, **changed: str) -> str:
    """A role proposed and approved; its link."""
    assert propose(office.browser(A), **changed).status_code == 302
    assert act(office.browser(B), "aprobar").status_code == 302
    return link(office)


def secret_in(page: HttpResponse) -> bytes:
    found = re.search(r"data-totp-key>([A-Z2-7 ]+)<", page.content.decode())
    assert found is not None, text(page)
    key = found[1].replace(" ", "")
    return base64.b32decode(key + "=" * (-len(key) % 8))


@dataclass
class Newcomer:
    """Whoever was invited and has no e.firma, in a browser of their own."""

    browser: Browser
    path: str
    device: Device

    def begin(self, curp: str = CURP) -> HttpResponse:
        self.browser.get(self.path)
        return self.browser.post(self.path, {"curp": curp})

    def passkey(self) -> HttpResponse:
        self.browser.get(f"{self.path}/registro")
        asked = self.browser.post(f"{self.path}/reto")
        if asked.status_code != 200:
            return asked
        answer = self.device.created(asked.json())  # type: ignore[attr-defined]  # the test client's
        return self.browser.post(f"{self.path}/registro", answer | {"nombre": "Mi equipo"})

    def code(self) -> HttpResponse:
        secret = secret_in(self.browser.get(f"{self.path}/registro"))
        return self.browser.post(f"{self.path}/registro", {"codigo": code_at(secret, step_of(int(time.time())))})

    def activated(self) -> Browser:
        assert self.begin().headers["Location"] == f"{self.path}/registro"
        assert self.passkey().headers["Location"] == f"{self.path}/registro"
        assert self.code().headers["Location"] == "/personal?hecho=activado"
        self.browser.accept()
        return self.browser


def newcomer(office: Office, path: str) -> Newcomer:
    return Newcomer(office.browser(), path, Device())


def aged(browser: Browser, minutes: int) -> None:
    session = SessionStore(browser.session())
    session[SESSION_KEY] = session[SESSION_KEY] | {"confirmed": session[SESSION_KEY]["confirmed"] - minutes * 60}
    session.save()
