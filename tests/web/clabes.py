"""Whoever says where they are paid, through HTTP, and a bank: what the tests of it share."""

from __future__ import annotations

import re
from typing import Final

from django.conf import settings
from django.http import HttpResponse

from tests.web.office import Browser, Office, drawn, text
from ventanilla.adapters.payments.local import LocalBank
from ventanilla.adapters.payments.port import BankUnavailable, Holder
from ventanilla.apps.accounts.models import Account
from ventanilla.apps.eventlog.api import merged, scope
from ventanilla.apps.payments import outbound
from ventanilla.apps.payments.api import clabe_to_pay, cuentas_for
from ventanilla.domain.authority import Actor, Assurance, Via
from ventanilla.domain.payments import ClabeDe, Estado
from ventanilla.kernel.acts import SubjectId

SLUG: Final = "un-apellido"
PAGE: Final = "/cuenta-bancaria"
SEND: Final = "payments.send_cent"
TELL: Final = "payments.tell_contacts"
CODE: Final = re.compile(r"CODIGO (\d{6})")
DAY: Final = 24 * 3600


def persona(slug: str = SLUG) -> str:
    return drawn().named(slug.replace("-", "_")).curp


def clabe_of(slug: str = SLUG) -> str:
    """The account that the bank of the office has of somebody."""
    bank = outbound.bank()
    assert isinstance(bank, LocalBank)
    return next(one.clabe for one in bank.accounts() if one.curp == persona(slug) and one.says)


def account(office: Office, slug: str = SLUG) -> Account:
    office.browser(slug)  # their e.firma opened it once
    return Account.objects.get(curp=persona(slug))


def without_efirma(office: Office, slug: str = SLUG) -> Browser:
    browser = Browser()
    browser.enter(account(office, slug).id)
    return browser


def actor_of(slug: str = SLUG) -> Actor:
    row = Account.objects.get(curp=persona(slug))
    return Actor(row.id, SubjectId(row.subject), Assurance.N2, Via.PASSWORD)


def draft(browser: Browser, clabe: str) -> str:
    """A request with its answers; its id."""
    browser.get("/tramites/registro_clabe")
    started = browser.post("/tramites/registro_clabe/iniciar")
    assert started.status_code == 302, text(started)
    found = started.headers["Location"].split("/")[2]
    for number, fields in enumerate(({"clabe": clabe}, {"titular": "si"}, {}), 1):
        browser.get(f"/solicitudes/{found}/{number}")
        answered = browser.post(f"/solicitudes/{found}/{number}", fields)
        assert answered.status_code == 302, text(answered)
    return found


def sent(browser: Browser, clabe: str) -> HttpResponse:
    """The page of the case that was sent without an e.firma."""
    found = draft(browser, clabe)
    page = browser.get(f"/solicitudes/{found}/revisar")
    assert page.status_code == 200, text(page)
    action = re.search(r'id="enviar" action="([^"]+)"', page.content.decode())
    assert action is not None, text(page)
    answer = browser.post(action[1])
    assert answer.status_code == 302, text(answer)
    return browser.follow(answer)


def code_in_statement(slug: str = SLUG) -> str:
    """What whoever reads the statement of the account finds."""
    page = text(Browser().get(f"/demo/banco/{clabe_of(slug)}"))
    found = CODE.search(page)
    assert found is not None, page
    return found[1]


def proved(office: Office, browser: Browser, slug: str = SLUG) -> None:
    """An account is registered, and proved by the code of its deposit."""
    sent(browser, clabe_of(slug))
    office.run(SEND)
    browser.get(PAGE)
    answer = browser.post(f"{PAGE}/codigo", {"codigo": code_in_statement(slug)})
    assert answer.headers["Location"] == f"{PAGE}?hecho=comprobada"


def states(slug: str = SLUG) -> list[Estado]:
    return [one.estado for one in cuentas_for(actor_of(slug), now=settings.VENTANILLA_CLOCK.now())]


def in_force(slug: str = SLUG) -> str:
    """The account that a payment ordered now goes to; "" for none."""
    with scope(None):
        found = merged("ANSWERS")[ClabeDe]([ClabeDe(actor_of(slug).subject)])[0].en_vigor
        return clabe_to_pay(found.id, now=settings.VENTANILLA_CLOCK.now()) if found else ""


class Down:
    """A bank that does not answer."""

    def holder(self, clabe: str, *, curp: str, name: str) -> Holder:
        raise BankUnavailable("down")

    def deposit(self, order: object) -> str:
        raise BankUnavailable("down")

    def received(self, known: object) -> tuple[()]:
        raise BankUnavailable("down")

    def refused(self) -> tuple[()]:
        raise BankUnavailable("down")


def clabe_of_bank(bank: object) -> str:
    assert isinstance(bank, LocalBank)
    return next(one.clabe for one in bank.accounts() if one.curp == persona() and one.says)


class Killed(BaseException):
    """The process ended there."""
