"""Whoever adds and uses what confirms that it is the owner: what the tests of it share."""

from __future__ import annotations

import base64
import re
import time

import pytest
from django.conf import settings

from tests.web.office import Browser, Office, drawn
from ventanilla.apps.accounts import factors
from ventanilla.apps.accounts.api import (
    second_step_begin,
)
from ventanilla.apps.accounts.models import Account
from ventanilla.apps.eventlog.api import scope, timeline
from ventanilla.domain.accounts.totp import code_at, step_of
from ventanilla.domain.authority import Actor, Assurance, Via
from ventanilla.kernel.acts import SubjectId

SECURITY = "/cuenta/seguridad"
APPLICATION = f"{SECURITY}/aplicacion"
SLUG = "trabajadora"
WRONG = "Ese código no sirve."


class Telephone:
    """An application of codes, and the time that it and the office live in."""

    def __init__(self, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seconds = int(time.time())
        monkeypatch.setattr(factors, "time", self)
        browser.get(APPLICATION)
        browser.post(APPLICATION)
        page = browser.get(APPLICATION).content.decode()
        found = re.search(r"data-totp-key>([A-Z2-7 ]+)<", page)
        assert found is not None
        assert "<svg" in page
        self.secret = base64.b32decode(found[1].replace(" ", ""))

    def time(self) -> float:
        """What the office's machine says."""
        return float(self.seconds)

    def code(self, drift: int = 0) -> str:
        """What the telephone shows."""
        return code_at(self.secret, step_of(self.seconds) + drift)

    def later(self, seconds: int = 30) -> None:
        """Time passes."""
        self.seconds += seconds


@pytest.fixture
def owner(office: Office) -> Browser:
    return office.browser(SLUG)


@pytest.fixture
def telephone(owner: Browser, monkeypatch: pytest.MonkeyPatch) -> Telephone:
    made = Telephone(owner, monkeypatch)
    assert owner.post(APPLICATION, {"codigo": made.code()}).status_code == 302
    made.later()
    return made


def account(slug: str = SLUG) -> Account:
    return Account.objects.get(curp=drawn().named(slug).curp)


def actor(slug: str = SLUG) -> Actor:
    whose = account(slug)
    return Actor(whose.id, SubjectId(whose.subject), Assurance.N2, Via.PASSWORD)


def log_of(slug: str = SLUG) -> list[str]:
    with scope(None):
        return [entry.type for entry in timeline(SubjectId(account(slug).subject))]


def awaited(office: Office, slug: str = SLUG, target: str = "") -> Browser:
    """Somebody who passed the first step."""
    browser = office.browser()
    browser.get("/entrar")
    browser.post("/entrar/llave/reto")  # a session
    session = browser.client.session
    now = settings.VENTANILLA_CLOCK.now()
    second_step_begin(session, account(slug).id, via=Via.PASSWORD, assurance=Assurance.N2, now=now, target=target)
    browser.client.cookies["__Host-ventanilla"] = str(session.session_key)
    return browser


def inside(browser: Browser) -> bool:
    return browser.get("/oficina").status_code == 200


def renew(browser: Browser) -> list[str]:
    browser.get(f"{SECURITY}/respaldo")
    page = browser.post(f"{SECURITY}/respaldo")
    return re.findall(r'<li class="v-code">([^<]+)</li>', page.content.decode())
