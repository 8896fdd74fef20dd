"""A company's representative by a deed: filed, read by staff, acting, and ended."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.adapters.hostile_files import pdf
from tests.web.mandates import EMPRESA, HERE, NOBODY, acting, drafted, sent, started
from tests.web.office import ORIGIN, Browser, Identity, Office, text
from tests.web.referred import actor, seen
from tests.web.staff_files import give_roles
from ventanilla.adapters.pki.certificate import read_certificate
from ventanilla.adapters.pki.demo_identities import Variant
from ventanilla.apps.cases.api import case_confirm, case_take
from ventanilla.apps.eventlog.api import scope
from ventanilla.apps.mandates.models import MandateRow
from ventanilla.domain.authority import Role


@pytest.fixture
def company(office: Office) -> Browser:
    """The company of the demonstration, by its representative and its own certificate."""
    return office.browser("empresa")


@pytest.fixture
def contador(office: Office) -> Identity:
    return office.mint.identity("contador")


def deed_filed(browser: Browser, who: Identity, rfc: str, name: str) -> str:
    """File the deed that names ``who``; its folio."""
    draft = started(browser, "representante_legal")
    typed = {
        "rfc": {"rfc": rfc},
        "razon_social": {"razon_social": name},
        "escritura": {"escritura": "1234"},
        "notaria": {"notaria": "12 de Puerto Ficción"},
        "fecha": {"fecha-dia": "1", "fecha-mes": "3", "fecha-anio": "2026"},
    }
    for number, fields in enumerate(typed.values(), start=1):
        browser.get(f"/solicitudes/{draft}/{number}")
        done = browser.post(f"/solicitudes/{draft}/{number}", fields)
        assert done.status_code == 302, text(done)
    browser.get(f"/solicitudes/{draft}/6")
    browser.client.post(
        f"/solicitudes/{draft}/6",
        {
            "csrfmiddlewaretoken": browser.token,
            "adjuntar": "1",
            "documento": SimpleUploadedFile("escritura.pdf", pdf()),
        },
        headers={"origin": ORIGIN},
    )
    return sent(browser, who, draft)


def approved(folio: str) -> None:
    """An official of the review read the deed and agrees, and another where that is asked."""
    give_roles("personal", [Role.REVISION])
    by, now = actor("personal"), settings.VENTANILLA_CLOCK.now()
    case_take(folio, by=by, now=now)
    case_confirm(folio, seen=seen(folio, "personal"), reasons="La escritura lo nombra.", by=by, now=now)


def test_a_deed_that_staff_read_makes_a_representative_who_acts_in_everything(
    office: Office, contador: Identity
) -> None:
    office.browser("personal")
    person = office.browser("contador")
    folio = deed_filed(person, contador, "EEA200101AB1", "EMPRESA DE EJEMPLO A")
    assert "Una persona leerá la escritura" in text(person.get(f"/expedientes/{folio}"))
    with scope(None):
        assert not MandateRow.objects.exists()
    approved(folio.replace("-", ""))
    with scope(None):
        mandate = MandateRow.objects.get()
    assert (mandate.source, mandate.until, mandate.state) == ("escritura", None, "aceptada")
    acting(person, mandate.id)
    assert "Usted actúa por EMPRESA DE EJEMPLO A , como su representante" in text(person.get("/oficina"))
    other = drafted(person, NOBODY, alcance="ver")
    assert sent(person, contador, other)


def test_of_two_representatives_the_latest_act_counts(office: Office, company: Browser, contador: Identity) -> None:
    office.browser("personal")
    person = office.browser("contador")
    rfc = EMPRESA.rfc
    folio = deed_filed(person, contador, rfc, EMPRESA.nombre)
    assert "vale el acto más reciente" in text(person.get(f"/expedientes/{folio}"))
    assert company.get("/oficina").status_code == 200
    approved(folio.replace("-", ""))
    ended = company.get("/oficina")
    assert ended.headers["Location"].startswith("/entrar")
    again = office.browser()
    refused = again.send(again.sign(again.get("/entrar"), office.mint.identity("empresa")))
    assert refused.status_code == 422, text(refused)
    newer = office.mint.identity("representante-nuevo", Variant.RENOVADA)
    successor = office.browser()
    entered = successor.sign_in(newer)
    with scope(None):
        deed = MandateRow.objects.get(source="escritura")
    newest = deed.decided_at is not None and read_certificate(newer.certificate).facts.not_before > deed.decided_at
    assert (entered.status_code == 302, deed.state == "revocada") == (newest, newest)


def test_staff_end_a_representation_with_a_reason_that_the_person_reads(office: Office, contador: Identity) -> None:
    official = office.browser("personal")
    person = office.browser("contador")
    folio = deed_filed(person, contador, "EEA200101AB1", "EMPRESA DE EJEMPLO A")
    approved(folio.replace("-", ""))
    with scope(None):
        mandate = MandateRow.objects.get()
    acting(person, mandate.id)
    page = "/personal/representantes/escrituras"
    assert "1234, 12 de Puerto Ficción" in text(official.get(page))
    assert official.post(page, {"representacion": str(mandate.id), "motivo": " "}).status_code == 422
    ended = official.post(page, {"representacion": str(mandate.id), "motivo": "Se revocó el poder"})
    assert ended.headers["Location"] == f"{page}?hecho=terminada", text(ended)
    assert official.post(page, {"representacion": str(mandate.id), "motivo": "Otra vez"}).status_code == 422
    assert official.post(page, {"representacion": str(uuid4()), "motivo": "Otra"}).status_code == 404
    assert "Ahora actúa por usted" in text(person.get("/oficina"))
    assert "Se revocó el poder" in text(person.get(f"{HERE}/{mandate.id}"))
