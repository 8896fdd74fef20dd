"""Filing the notices of an employer as its representative does, for the tests of movements."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from django.http import HttpResponse

from tests.web.office import DAY, Browser, Identity, drawn, text
from ventanilla.apps.cases.api import tramite
from ventanilla.apps.cases.models import Case
from ventanilla.apps.eventlog.api import scope
from ventanilla.synthetic.model import Persona

ALTA: Final = "movimiento_alta"
BAJA: Final = "movimiento_baja"
CAMBIO: Final = "movimiento_modificacion"
CORRECCION: Final = "movimiento_correccion"
OFFERED: Final = "(el primero que ofrece la página)"


def somebody(slug: str) -> Persona:
    """A named person of the office."""
    return drawn().named(slug)


def registro() -> str:
    """The first registro of the company."""
    return next(one for one in drawn().patrones if one.slug == "empresa").registros[0].numero


def of(persona: Persona, **changed: str) -> dict[str, str]:
    """The two numbers that name a worker."""
    return {"persona.nss": persona.nss or "", "persona.curp": persona.curp} | changed


def day(name: str, on: date) -> dict[str, str]:
    """A date as a page posts it."""
    return {f"{name}-dia": str(on.day), f"{name}-mes": str(on.month), f"{name}-anio": str(on.year)}


def begun(browser: Browser, key: str, answers: Mapping[str, str]) -> str:
    """A draft with these answers, each on its page; its id. What is not answered keeps what the Form starts with."""
    offered = tramite(key)
    assert offered is not None
    browser.get(f"/tramites/{key}")
    started = browser.post(f"/tramites/{key}/iniciar")
    assert started.status_code == 302, text(started)
    draft = started.headers["Location"].split("/")[2]
    for number, name in enumerate(offered.form.model_fields, start=1):
        posted = {at: value for at, value in answers.items() if at.partition(".")[0].partition("-")[0] == name}
        if posted:
            page = browser.get(f"/solicitudes/{draft}/{number}")
            posted = {at: offered_first(page) if value == OFFERED else value for at, value in posted.items()}
            sent = browser.post(f"/solicitudes/{draft}/{number}", posted)
            assert sent.status_code == 302, text(sent)
    return draft


def alta(browser: Browser, persona: Persona, on: date = DAY, diario: str = "500.00", **more: str) -> str:
    """The draft of an alta; its id."""
    answers = {"registro": OFFERED, **of(persona), **day("fecha", on), "diario": diario} | more
    return begun(browser, ALTA, answers)


def raised(browser: Browser, persona: Persona, on: date, diario: str, **more: str) -> str:
    """The draft of a change of wage; its id."""
    answers = {"registro": OFFERED, **of(persona), **day("fecha", on), "diario": diario} | more
    return begun(browser, CAMBIO, answers)


def baja(browser: Browser, persona: Persona, on: date, causa: str = "2", **more: str) -> str:
    """The draft of a baja; its id."""
    answers = {"registro": OFFERED, **of(persona), **day("fecha", on), "causa": causa} | more
    return begun(browser, BAJA, answers)


def offered_first(page: HttpResponse) -> str:
    """The first of the registros that a page offers, in its words."""
    found = re.search(r'<input[^>]*type="radio"[^>]*value="([^"]+)"', page.content.decode())
    assert found is not None, text(page)
    return html.unescape(found[1])


def check(browser: Browser, draft: str) -> HttpResponse:
    """The page before the signature."""
    return browser.get(f"/solicitudes/{draft}/revisar")


def sent(browser: Browser, who: Identity, draft: str) -> HttpResponse:
    """Read it, sign it and send it."""
    return browser.send(browser.sign(check(browser, draft), who))


def last_case() -> Case:
    """What was filed last."""
    with scope(None):
        found = Case.objects.exclude(state="borrador").order_by("filed_at").last()
        assert found is not None
        return found
