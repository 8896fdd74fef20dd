"""Filing an aclaración as a worker does, for the tests of asking and answering."""

from __future__ import annotations

from datetime import date
from typing import Final

from tests.web.office import Browser, Identity, Office, text
from ventanilla.apps.cases.models import Ask, Case, Resolution
from ventanilla.apps.eventlog.api import scope

TRAMITE: Final = "aclaracion"
COMPANY: Final = "Manufacturas Colibrí Imaginario de Valle Fingido, S.A. de C.V."
ALTA: Final = f"Alta del 7 de diciembre de 2023, $480.50 diarios, con {COMPANY} (registro Z3010001108)"
PROOF: Final = "Mis recibos de nómina, que guardo en casa"
UNTIL: Final = date(2026, 11, 27)


RIGHT: Final = "2023-12-01"


def begun(browser: Browser, **changed: str) -> str:
    """A draft with every answer; its id. What is "" is not asked, or is left blank."""
    answers = {
        "problema": "fecha",
        "movimiento": ALTA,
        "fecha": RIGHT,
        "explica": PROOF,
        "pruebas": "",
        "recibos": "",
        "quien": "patron",
    } | changed
    browser.get(f"/tramites/{TRAMITE}")
    draft = browser.post(f"/tramites/{TRAMITE}/iniciar").headers["Location"].split("/")[2]
    answer(browser, draft, answers)
    return draft


def answer(browser: Browser, draft: str, answers: dict[str, str]) -> None:
    """Answer the questions of a draft, one page after the other."""
    here = f"/solicitudes/{draft}/1"
    for name, words in answers.items():
        browser.get(here)
        sent = browser.post(here, typed(name, words))
        assert sent.status_code == 302, text(sent)
        here = sent.headers["Location"]
    assert here == f"/solicitudes/{draft}/revisar"


def typed(name: str, words: str) -> dict[str, str]:
    """What the inputs of a question send: a date has three."""
    if name not in {"fecha", "desde"}:
        return {name: words} if words else {}
    year, month, day = words.split("-")
    return {f"{name}-dia": day, f"{name}-mes": month, f"{name}-anio": year}


def filed(browser: Browser, who: Identity, **changed: str) -> str:
    """File it; its folio."""
    draft = begun(browser, **changed)
    sent = browser.send(browser.sign(browser.get(f"/solicitudes/{draft}/revisar"), who))
    assert sent.status_code == 302, text(sent)
    return sent.headers["Location"].removeprefix("/expedientes/")


def case() -> Case:
    """The only filed dispute."""
    with scope(None):
        return Case.objects.exclude(state="borrador").get(tramite=TRAMITE)


def kinds() -> list[str]:
    """What was decided of disputes, in order."""
    with scope(None):
        rows = Resolution.objects.filter(case__tramite=TRAMITE).order_by("decided_at", "number")
        return list(rows.values_list("kind", flat=True))


def asked() -> Ask:
    """The last thing that was asked."""
    with scope(None):
        return Ask.objects.order_by("asked_at", "number").last()  # type: ignore[return-value]  # a test asks first


def respond(browser: Browser, who: Identity, **answers: str) -> None:
    """Answer what is asked, with an e.firma."""
    here = f"/respuestas/{asked().id}"
    browser.get(here)
    sent = browser.post(here, answers)
    assert sent.headers["Location"] == f"{here}/revisar", text(sent)
    done = browser.send(browser.sign(browser.get(f"{here}/revisar"), who))
    assert done.status_code == 302, text(done)


def prepared(browser: Browser) -> str:
    """Open the correction that is written for the employer; the address where it is read and signed."""
    here = f"/respuestas/{asked().id}"
    assert "Firme la corrección que aceptó" in text(browser.get(here))
    opened = browser.post(f"{here}/preparar").headers["Location"]
    assert opened.endswith("/revisar")
    return opened


def correct(office: Office, browser: Browser, who: Identity) -> str:
    """Sign the correction as it is written; its folio. Whoever waits for it goes on."""
    sent = browser.send(browser.sign(browser.get(prepared(browser)), who))
    assert sent.status_code == 302, text(sent)
    settle(office)
    return sent.headers["Location"].removeprefix("/expedientes/")


def settle(office: Office) -> None:
    """What the commits left to be done of what was filed."""
    office.run("cases.answer_filed")
    office.run("cases.resolve_case")
