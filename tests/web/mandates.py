"""An authorisation through HTTP: given by the company of the demonstration, accepted, acted by."""

from __future__ import annotations

import re
from datetime import date
from typing import Final
from uuid import UUID, uuid4

from django.conf import settings

from tests.web.office import Browser, Identity, Office, drawn, text
from ventanilla.apps.eventlog.api import scope
from ventanilla.apps.mandates.models import MandateRow

HERE: Final = "/cuenta/autorizaciones"
KEY: Final = "autorizacion"
UNTIL: Final = date(2027, 6, 30)
EMPRESA: Final = next(one for one in drawn().patrones if one.slug == "empresa")
# What a draft of the trámite is answered with, question by question: each page's inputs by name.
ALL: Final = "todos"
NOBODY: Final = "PUEA850101MDFRJN02"  # whose CURP no account has


def pages_of(browser: Browser, draft: str, pages: dict[str, dict[str, str]]) -> None:
    """Answer a draft from its first page to its review; ``pages`` by the name of the question."""
    here = browser.get(f"/solicitudes/{draft}/1")
    for _ in range(20):
        path = here.request["PATH_INFO"]  # type: ignore[attr-defined]  # the test client's
        if path.endswith("/revisar"):
            return
        body = here.content.decode()
        if added := re.search(rf'href="({path}/0)[^"]*"', body):  # a group: its first item
            browser.get(added[1])
            assert browser.post(added[1], {"registros.0.numero": pages["registros"]["numero"]}).status_code == 302
            here = browser.follow(browser.post(path))
            continue
        name = next(one for one in pages if f'name="{next(iter(pages[one]))}"' in body)
        sent = browser.post(path, pages[name])
        assert sent.status_code == 302, (name, text(sent))
        here = browser.follow(sent)
    raise AssertionError("the draft never came to its review")


def granting(
    curp: str, *, scope_: str = "movimientos", delega: str = "no", until: date = UNTIL, registro: str = ""
) -> dict[str, dict[str, str]]:
    """The answers of the trámite, from today on: for all the registros, or for ``registro`` alone."""
    return {
        "curp": {"curp": curp},
        "rfc": {"rfc": ""},
        "alcance": {"alcance": scope_},
        "donde": {"donde": "algunos" if registro else ALL},
        "registros": {"numero": registro},
        "desde": {"desde-dia": "22", "desde-mes": "11", "desde-anio": "2026"},
        "hasta": {"hasta-dia": str(until.day), "hasta-mes": str(until.month), "hasta-anio": str(until.year)},
        "delega": {"delega": delega},
    }


def started(browser: Browser, key: str = KEY) -> str:
    """A draft of a trámite; its id."""
    browser.get(f"/tramites/{key}")
    sent = browser.post(f"/tramites/{key}/iniciar")
    assert sent.status_code == 302, text(sent)
    return sent.headers["Location"].split("/")[2]


def drafted(browser: Browser, curp: str, **said: str) -> str:
    """A whole draft of an authorisation to whoever has ``curp``; its id."""
    draft = started(browser)
    registro = said.get("registro", "")
    answers = granting(
        curp, scope_=said.get("alcance", "movimientos"), delega=said.get("delega", "no"), registro=registro
    )
    pages_of(browser, draft, answers)
    return draft


def sent(browser: Browser, who: Identity, draft: str) -> str:
    """Sign a draft and send it; its folio."""
    done = browser.send(browser.sign(browser.get(f"/solicitudes/{draft}/revisar"), who))
    assert done.status_code == 302, text(done)
    return done.headers["Location"].removeprefix("/expedientes/")


def given(browser: Browser, who: Identity, curp: str, **said: str) -> UUID:
    """Give one to whoever has ``curp``; its id."""
    sent(browser, who, drafted(browser, curp, **said))
    with scope(None):
        row = MandateRow.objects.order_by("-offered_at", "-id").first()
    assert row is not None
    return row.id


def accepted(browser: Browser, mandate: UUID) -> None:
    """Accept it, as its page asks."""
    assert browser.get(f"{HERE}/{mandate}").status_code == 200
    done = browser.post(f"{HERE}/{mandate}/aceptar")
    assert done.headers["Location"] == f"{HERE}?hecho=aceptada", text(done)


def acting(browser: Browser, mandate: UUID) -> Browser:
    """The browser, once it acts by it."""
    browser.get(HERE)
    begun = browser.post(f"{HERE}/{mandate}/actuar")
    assert begun.headers["Location"] == "/oficina", text(begun)
    return browser


def offered(slug: str) -> UUID:
    """One that somebody of the demonstration may accept, of an employer that no page of theirs knows; its id."""
    who = drawn().named(slug)
    with scope(None):
        row = MandateRow.objects.create(
            grantor=uuid4(),
            grantor_name="EMPRESA QUE NADIE MÁS CONOCE",
            grantee=who.subject,
            curp=who.curp,
            acts="preparar ver",
            since=date(2026, 1, 1),
            until=UNTIL,
            offered_at=settings.VENTANILLA_CLOCK.now(),
        )
    return row.id


def accountant_of(office: Office, company: Browser, **said: str) -> tuple[Browser, UUID]:
    """The accountant of the demonstration, acting for its company; and by which authorisation."""
    mandate = given(company, office.mint.identity("empresa"), drawn().named("contador").curp, **said)
    accountant = office.browser("contador")
    accepted(accountant, mandate)
    return acting(accountant, mandate), mandate
