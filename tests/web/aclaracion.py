"""Filing an aclaración as a worker does, for the tests of asking and answering."""

from __future__ import annotations

from datetime import date
from typing import Final

from tests.web.office import Browser, Identity, text
from ventanilla.apps.cases.models import Ask, Case
from ventanilla.apps.eventlog.api import scope

TRAMITE: Final = "aclaracion"
COMPANY: Final = "Manufacturas Colibrí Imaginario de Valle Fingido, S.A. de C.V."
ALTA: Final = f"Alta del 7 de diciembre de 2023, $480.50 diarios, con {COMPANY} (registro Z3010001108)"
PROOF: Final = "Mis recibos de nómina, que guardo en casa"
UNTIL: Final = date(2026, 11, 27)


def begun(browser: Browser, **changed: str) -> str:
    """A draft with every answer; its id."""
    answers = {
        "problema": "fecha",
        "movimiento": ALTA,
        "correcto": "Entré el 1 de diciembre de 2023",
        "explica": PROOF,
        "quien": "patron",
    } | changed
    browser.get(f"/tramites/{TRAMITE}")
    draft = browser.post(f"/tramites/{TRAMITE}/iniciar").headers["Location"].split("/")[2]
    for number, (name, words) in enumerate(answers.items(), start=1):
        browser.get(f"/solicitudes/{draft}/{number}")
        sent = browser.post(f"/solicitudes/{draft}/{number}", {name: words})
        assert sent.status_code == 302, text(sent)
    return draft


def filed(browser: Browser, who: Identity, **changed: str) -> str:
    """File it; its folio."""
    draft = begun(browser, **changed)
    sent = browser.send(browser.sign(browser.get(f"/solicitudes/{draft}/revisar"), who))
    assert sent.status_code == 302, text(sent)
    return sent.headers["Location"].removeprefix("/expedientes/")


def case() -> Case:
    """The only filed case."""
    with scope(None):
        return Case.objects.exclude(state="borrador").get()


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
