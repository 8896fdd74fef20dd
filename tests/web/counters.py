"""Accounts given back at the counter, through HTTP: what the tests of it share."""

from __future__ import annotations

import re
from typing import Final
from uuid import UUID

import pytest
from django.http import HttpResponse

from tests.web.office import ORIGIN, Browser, Office, drawn, text
from tests.web.staff_files import give_roles
from ventanilla.apps.accounts.models import (
    Account,
    Recovery,
)
from ventanilla.apps.demo.api import correo, correos
from ventanilla.apps.eventlog.api import chain_verify, scope, timeline
from ventanilla.domain.accounts.recovery import RecoveryState
from ventanilla.domain.authority import Role
from ventanilla.kernel.acts import SubjectId

PAGE: Final = "/personal/recuperaciones"
NEW: Final = f"{PAGE}/nueva"
MAIL: Final = "nuevo@correo.example"
PASSWORD: Final = "nopal tuerca brisa 7"
OTHER: Final = "mecate ventana lodo 3"
ENTER: Final = re.compile(rf"{re.escape(ORIGIN)}(/entrar/mostrador/volver/\S+)")
SHOWN: Final = {
    "identificacion": "credencial_votar",
    "ultimos": "1234",
    "vigencia-dia": "31",
    "vigencia-mes": "12",
    "vigencia-anio": "2030",
    "rostro": "si",
    "datos": "si",
    "correo": MAIL,
    "correo_otra_vez": MAIL,
}


def curp_of(slug: str = "trabajadora") -> str:
    return drawn().named(slug).curp


def account(slug: str = "trabajadora") -> Account:
    return Account.objects.get(curp=curp_of(slug))


def official(office: Office, slug: str, *roles: Role) -> Browser:
    """Somebody of the institution, signed in, who may do both acts unless ``roles`` say which."""
    browser = office.browser(slug)
    give_roles(slug, roles or (Role.MOSTRADOR, Role.SUPERVISION))
    return browser


@pytest.fixture
def counter(office: Office) -> Browser:
    """Who has people in front."""
    return official(office, "personal")


@pytest.fixture
def supervisor(office: Office) -> Browser:
    """The second person."""
    return official(office, "patron")


def consult(browser: Browser, curp: str) -> HttpResponse:
    browser.get(PAGE)
    return browser.post(f"{PAGE}/consultar", {"curp": curp})


def propose(browser: Browser, curp: str, **changed: str) -> HttpResponse:
    assert consult(browser, curp).headers["Location"] == NEW
    browser.get(NEW)
    return browser.post(NEW, SHOWN | changed)


def proposed(browser: Browser, curp: str = "", **changed: str) -> str:
    """The page of a recovery that was proposed."""
    sent = propose(browser, curp or curp_of(), **changed)
    assert sent.status_code == 302, text(sent)
    return sent.headers["Location"]


def decide(browser: Browser, page: str, action: str = "aprobar", reason: str = "") -> HttpResponse:
    browser.get(page)
    return browser.post(f"{page}/decidir", {"accion": action, "motivo": reason})


def mailed(office: Office) -> dict[str, list[str]]:
    """What was sent to each address, the newest first, after the jobs are done."""
    office.run("accounts.send_counter_link")
    office.run("accounts.tell_recovery")
    sent: dict[str, list[str]] = {}
    for each in correos():
        whole = correo(each.number)
        assert whole is not None
        sent.setdefault(each.to, []).append(whole.body)
    return sent


def link_in(body: str, kind: re.Pattern[str] = ENTER) -> str:
    found = kind.search(body)
    assert found is not None, body
    return found[1]


def approved(office: Office, counter: Browser, supervisor: Browser, curp: str = "", email: str = MAIL) -> str:
    """The link of a recovery that two officials agreed on."""
    page = proposed(counter, curp, correo=email, correo_otra_vez=email)
    assert decide(supervisor, page).headers["Location"] == page
    return link_in(mailed(office)[email][0])


def finish(browser: Browser, link: str, new: str = PASSWORD, **changed: str) -> HttpResponse:
    browser.get(link)
    return browser.post(link, {"nueva": new, "otra_vez": new, "acepto": "1"} | changed)


def enter(browser: Browser, who: str, password: str = PASSWORD) -> HttpResponse:
    browser.get("/entrar/contrasena")
    return browser.post("/entrar/contrasena", {"usuario": who, "contrasena": password})


def state_of(page: str) -> RecoveryState:
    with scope(None):
        return RecoveryState(Recovery.objects.get(id=UUID(page.rsplit("/", 1)[1])).state)


def told(subject: UUID) -> list[str]:
    with scope(None):
        assert chain_verify(SubjectId(subject)) is None
        return [entry.type for entry in timeline(SubjectId(subject))]
