"""Whoever enters with a password: what the tests of it share."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

import pytest
from django.http import HttpResponse

from tests.web.office import ORIGIN, Browser, Office, drawn, text
from ventanilla.apps.accounts import limits
from ventanilla.apps.accounts.models import Account
from ventanilla.apps.demo.api import correo, correos

PASSWORD = "nopal tuerca brisa 7"
OTHER = "mecate ventana lodo 3"
UNKNOWN = "QUMA850314HDFJNT04"
LINK = re.compile(rf"{re.escape(ORIGIN)}(/entrar/(?:recuperar|no-fui-yo)/\S+)")


def account(slug: str = "trabajadora") -> Account:
    return Account.objects.get(curp=drawn().named(slug).curp)


def set_password(browser: Browser, new: str = PASSWORD, *, again: str | None = None, current: str = "") -> HttpResponse:
    browser.get("/cuenta/contrasena")
    fields = {"actual": current, "nueva": new, "otra_vez": new if again is None else again}
    return browser.post("/cuenta/contrasena", fields)


def enter(browser: Browser, who: str, password: str = PASSWORD, then: str = "") -> HttpResponse:
    browser.get("/entrar/contrasena")
    where = f"/entrar/contrasena?sigue={quote(then)}" if then else "/entrar/contrasena"
    return browser.post(where, {"usuario": who, "contrasena": password})


@pytest.fixture
def owner(office: Office) -> Browser:
    """The worker, signed in with her e.firma, with a password."""
    browser = office.browser("trabajadora")
    assert set_password(browser).status_code == 200
    return browser


def mails(office: Office) -> list[str]:
    """The bodies of what was sent to anybody, newest first, after the jobs are done."""
    for job in ("accounts.tell_device", "accounts.tell_password", "accounts.send_recovery"):
        office.run(job)
    sent = [correo(each.number) for each in correos()]
    return [each.body for each in sent if each is not None]


def link_in(body: str) -> str:
    found = LINK.search(body)
    assert found is not None, body
    return found[1]


@contextmanager
def at(monkeypatch: pytest.MonkeyPatch, seconds: int) -> Iterator[None]:
    """Real time, moved."""
    real = time.time
    with monkeypatch.context() as patched:
        patched.setattr(time, "time", lambda: real() + seconds)
        yield


def locked(answer: HttpResponse) -> bool:
    if answer.status_code != 429:
        return False
    page = text(answer)
    assert re.search(r"Podrá intentarlo otra vez el \d+ de \w+ de \d{4}, \d\d:\d\d \.", page), page
    for way in ("inicie sesión ahora con su e.firma", "pida un enlace", "vaya al mostrador"):
        assert way in page
    assert int(answer.headers["Retry-After"]) > 0
    return True


def no_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if every try came from elsewhere."""
    every = {act: limits.Limits(found.account, ()) for act, found in limits.LIMITS.items()}
    monkeypatch.setattr(limits, "LIMITS", every)
