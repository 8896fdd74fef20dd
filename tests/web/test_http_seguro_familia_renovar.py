"""A renewal brings the family and needs no papers again; and nobody reads that they are covered before they are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final
from uuid import UUID

import pytest
from django.conf import settings

from tests.web.attaching import HOUSE
from tests.web.office import Browser, Office, drawn, text
from tests.web.test_http_case_ends import kinds
from tests.web.test_http_charges import collect
from tests.web.test_http_seguro_familia import KEY, SLUG, TABLE, asked, entitled, pay
from tests.web.test_http_seguro_familia_ajenos import LIST, UNINSURED, answered, curp_of
from ventanilla import law
from ventanilla.apps.affiliation.models_seguros import SeguroFamilia
from ventanilla.apps.cases.models import Case
from ventanilla.apps.eventlog.api import scope
from ventanilla.kernel.clock import CIVIL_ZONE

NEXT: Final = TABLE.splitlines()[-2:]  # the same prices, a year later
OCTOBER: Final = datetime(2027, 10, 4, 9, tzinfo=CIVIL_ZONE)


@pytest.fixture
def listed() -> Iterator[None]:
    """Prices of two years and what is left out: all invented."""
    prices = TABLE + "\n".join(NEXT).replace("2026-03-01", "2027-03-01") + "\n"
    law.load({"tables/lss/242/cuota_anual.yaml": prices, "catalogues/padecimientos_familia.yaml": LIST})
    yield
    law.load({})


def insured(office: Office, browser: Browser) -> None:
    """A year for her and somebody whose papers an official saw."""
    asked(office, browser, curp_of(UNINSURED))
    answered(office, {"resultado": "prueban", "motivo": "Acta."})
    pay()
    collect()
    office.run("cases.resolve_case")


def later(office: Office, to: datetime) -> Browser:
    office.later(int((to - settings.VENTANILLA_CLOCK.now()).total_seconds()))
    return office.browser(SLUG)


def renewing(browser: Browser) -> UUID:
    """The draft that the button of «Mi seguro» opens."""
    page = text(browser.get("/mi-seguro"))
    assert "Renovar" in page
    return UUID(browser.post(f"/tramites/{KEY}/iniciar").headers["Location"].split("/")[2])


def send(office: Office, browser: Browser, case: UUID, **answers: str) -> str:
    with scope(None):
        row = Case.objects.get(id=case)
        row.draft |= answers
        row.save(update_fields=["draft"])
    sent = browser.send(browser.sign(browser.get(f"/solicitudes/{case}/revisar"), office.mint.identity(SLUG)))
    assert sent.status_code == 302, text(sent)
    return sent.headers["Location"].removeprefix("/expedientes/")


def test_the_family_is_in_it_already_and_needs_no_papers_again(office: Office, listed: None) -> None:
    insured(office, office.browser(SLUG))
    browser = later(office, OCTOBER)
    case = renewing(browser)
    with scope(None):
        draft = Case.objects.get(id=case).draft
    assert draft["miembros.0.curp"] == drawn().named(SLUG.replace("-", "_")).curp
    assert (draft["miembros.0.parentesco"], draft["miembros.1.parentesco"]) == ("titular", "otro")
    assert draft["miembros.1.curp"] == curp_of(UNINSURED)
    page = text(browser.get(f"/solicitudes/{case}/1"))
    assert curp_of(UNINSURED) in page
    assert not any(name.startswith("_") for name in draft)  # a start, which is changed at will: nothing to dispute
    folio = send(office, browser, case, padecimientos="no", **HOUSE)
    assert kinds(folio) == ["Ask"], text(browser.get(f"/expedientes/{folio}"))
    page = text(browser.get(f"/expedientes/{folio}"))
    assert "Para no perder un día, pague a más tardar el 30 de noviembre de 2027." in page
    pay()
    collect()
    office.run("cases.resolve_case")
    with scope(None):
        years = SeguroFamilia.objects.order_by("dias").values_list("dias", "miembros__persona_id")
        assert len(years) == 4
        assert {days.lower for days, _ in years} == {date(2026, 12, 1), date(2027, 12, 1)}
    page = text(browser.get("/mi-seguro"))
    assert "Ya lo renovó: sigue el 1 de diciembre de 2027" in page
    assert "Antes de ese día este seguro no cubre." not in page  # the year that runs does
    assert "Después ya no cubre a" not in page


def test_whom_it_adds_is_a_stranger_until_the_papers_were_seen(office: Office, listed: None) -> None:
    browser = office.browser(SLUG)
    asked(office, browser)
    pay()
    collect()
    office.run("cases.resolve_case")
    browser = later(office, OCTOBER)
    case = renewing(browser)
    added = {"miembros.1.curp": curp_of(UNINSURED), "miembros.1.parentesco": "conyuge"}
    folio = send(office, browser, case, padecimientos="no", **HOUSE, **added)
    assert kinds(folio) == ["Refer"]
    assert "No adjuntó las actas" in text(browser.get(f"/expedientes/{folio}"))


def test_between_the_payment_and_its_first_day_nobody_reads_that_they_are_covered(office: Office, listed: None) -> None:
    browser = office.browser(SLUG)
    insured(office, browser)
    assert settings.VENTANILLA_CLOCK.today() == date(2026, 11, 22)
    assert not entitled(date(2026, 11, 30))
    page = text(browser.get("/mi-seguro"))
    assert "Pagado: todavía no empieza" in page
    assert "La atención médica empieza el 1 de diciembre de 2026 . Antes de ese día este seguro no cubre." in page
    assert "Vigente" not in page
    for path in ("/oficina", "/tarjeta/"):
        page = text(browser.get(path))
        assert "Con derecho a atención médica" not in page, path
    assert "La atención médica empieza el 1 de diciembre de 2026." in text(browser.get("/oficina"))
    browser = later(office, datetime(2026, 12, 1, 9, tzinfo=CIVIL_ZONE))
    assert "Vigente" in text(browser.get("/mi-seguro"))
    page = text(browser.get("/oficina"))
    assert "La atención médica empieza" not in page
    assert "Con derecho a atención médica" in page
