"""A family's insurance: a doctor sees it, the year is paid once by its reference, and each member is attended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final
from uuid import UUID

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from tests.adapters.hostile_files import pdf
from tests.web.attaching import HOUSE
from tests.web.clabes import clabe_of
from tests.web.office import ORIGIN, Browser, Office, drawn, text
from tests.web.test_http_case_ends import kinds
from tests.web.test_http_charges import bank, collect
from ventanilla import law
from ventanilla.apps.affiliation.models_seguros import MiembroSeguro, SeguroFamilia
from ventanilla.apps.affiliation.seguros import seguros_avisar
from ventanilla.apps.cases.api import ask_answer_official, ask_silence
from ventanilla.apps.cases.models import Ask, Case
from ventanilla.apps.eventlog.api import merged, scope, timeline
from ventanilla.apps.payments.models import Cobro
from ventanilla.domain.affiliation import HistoriaDe, SeguroFamiliaPorVencer
from ventanilla.domain.authority import SYSTEM
from ventanilla.domain.benefits import vigencia
from ventanilla.kernel.acts import SubjectId
from ventanilla.tramites.seguro_salud_familia.form import Solicitud

SLUG: Final = "baja-antigua"  # nobody insures her any more
KEY: Final = "seguro_salud_familia"
TABLE: Final = """
title: "TABLA INVENTADA para esta prueba: no es de ninguna institución"
unit: MXN por año
values:
  - {since: 2026-03-01, cite: "INVENTADA", source: "INVENTADA", checked_on: 2026-11-26, confidence: L,
     rows: {"19": "100.00", "69": "200.00", mas: "300.00"}}
"""
PRICE: Final = 200_00
YES: Final = {"resultado": "acepta", "articulo": "RACERF 82", "motivo": "Sin padecimientos excluidos"}
FILES: Final = [each.name for each in Solicitud.asked()].index("documentos") + 1


@pytest.fixture
def priced() -> Iterator[None]:
    """A year with prices, invented."""
    law.load({"tables/lss/242/cuota_anual.yaml": TABLE})
    yield
    law.load({})


def subject() -> SubjectId:
    return SubjectId(drawn().named(SLUG.replace("-", "_")).subject)


def asked(office: Office, browser: Browser, *others: str, ill: str = "") -> str:
    """The request for herself and the CURPs of ``others``, signed and sent; its folio."""
    browser.get(f"/tramites/{KEY}")
    case = browser.post(f"/tramites/{KEY}/iniciar").headers["Location"].split("/")[2]
    curp = drawn().named(SLUG.replace("-", "_")).curp
    with scope(None):
        row = Case.objects.get(id=UUID(case))
        row.draft |= {"miembros.0.curp": curp, "miembros.0.parentesco": "titular"} | HOUSE
        row.draft |= {f"miembros.{at}.curp": each for at, each in enumerate(others, 1)}
        row.draft |= {f"miembros.{at}.parentesco": "otro" for at, _ in enumerate(others, 1)}
        row.draft |= {"padecimientos": "si", "cuales": ill} if ill else {"padecimientos": "no"}
        row.save(update_fields=["draft"])
    page = f"/solicitudes/{case}/{FILES}"
    browser.get(page)
    fields = {"csrfmiddlewaretoken": browser.token, "adjuntar": "1"}
    fields["documentos"] = SimpleUploadedFile("acta.pdf", pdf())  # type: ignore[assignment]  # a file of a form
    browser._seen(browser.client.post(page, fields, headers={"origin": ORIGIN}))
    signed = browser.sign(browser.get(f"/solicitudes/{case}/revisar"), office.mint.identity(SLUG))
    sent = browser.send(signed)
    assert sent.status_code == 302, text(sent)
    return sent.headers["Location"].removeprefix("/expedientes/")


def seen(office: Office) -> None:
    """A doctor lets it go on."""
    with scope(None):
        ask = Ask.objects.get(outcome="abierta")
    ask_answer_official(by=SYSTEM, ask=ask.id, answers=YES, now=settings.VENTANILLA_CLOCK.now())
    office.run("cases.resolve_case")


def pay(times: int = 1) -> None:
    with scope(None):
        cobro = Cobro.objects.latest("pedido_at")
    for _ in range(times):
        bank().pay(clabe_of(SLUG), reference=cobro.referencia, centavos=cobro.centavos, concept="PAGO")


def entitled(on: date) -> bool:
    with scope(None):
        held = merged("ANSWERS")[HistoriaDe]([HistoriaDe(subject())])[0]
    return vigencia(held, on).vigente


def test_a_year_is_paid_once_and_covers_from_the_month_that_follows(office: Office, priced: None) -> None:
    browser = office.browser(SLUG)
    folio = asked(office, browser)
    assert kinds(folio) == ["Ask"]  # without the list of what is left out, a doctor looks first
    seen(office)
    assert kinds(folio) == ["Ask", "Ask"]
    with scope(None):
        assert Cobro.objects.get().centavos == PRICE
    assert "Tiene un pago pendiente" in text(browser.get("/mi-seguro"))
    assert not entitled(date(2026, 12, 1))
    pay(times=2)
    assert collect() == 1
    office.run("cases.resolve_case")
    assert kinds(folio) == ["Ask", "Ask", "Approve"]
    ends = (date(2026, 11, 30), date(2026, 12, 1), date(2027, 11, 30), date(2027, 12, 1))
    assert [entitled(day) for day in ends] == [False, True, True, False]
    page = text(browser.get("/mi-seguro"))
    assert "$200.00" in page
    assert "Pagado: todavía no empieza" in page
    with scope(subject()):
        assert any("Seguro de Salud para la Familia" in str(entry.text) for entry in timeline(subject()))


def test_not_paid_in_time_it_ends_and_is_not_charged(office: Office, priced: None) -> None:
    browser = office.browser(SLUG)
    folio = asked(office, browser)
    seen(office)
    office.later(int(timedelta(days=11).total_seconds()))
    ask_silence(only_open().id, now=settings.VENTANILLA_CLOCK.now())
    office.run("cases.resolve_case")
    assert kinds(folio)[-1] == "Reject"
    pay()
    collect()
    with scope(None):
        assert Cobro.objects.get().tarde
        assert not SeguroFamilia.objects.exists()


def only_open() -> Ask:
    with scope(None):
        return Ask.objects.get(outcome="abierta")


def test_a_year_without_prices_goes_to_a_person_and_invents_none(office: Office) -> None:
    folio = asked(office, office.browser(SLUG))
    assert kinds(folio) == ["Refer"]
    with scope(None):
        assert not Cobro.objects.exists()


def test_it_warns_sixty_and_fifteen_days_before_once_each(office: Office, priced: None) -> None:
    asked(office, office.browser(SLUG))
    seen(office)
    pay()
    collect()
    office.run("cases.resolve_case")

    def warned() -> int:
        with scope(subject()):
            return sum(entry.type == SeguroFamiliaPorVencer.TYPE for entry in timeline(subject()))

    told = []  # its last day is 30 November 2027: sixty days before is 1 October, fifteen is the 15th of its own month
    for month, day in ((1, 2), (9, 30), (10, 1), (10, 1), (11, 14), (11, 15), (11, 16), (11, 30), (12, 15)):
        seguros_avisar(now=datetime(2027, month, day, 14, 19, tzinfo=UTC))
        told.append(warned())
    assert told == [0, 0, 1, 1, 1, 2, 2, 2, 2]
    browser = office.browser(SLUG)
    assert text(browser.get("/buzon")).count("vence el 30 de noviembre de 2027") == 2


def test_nobody_else_sees_it_and_it_is_not_rewritten(office: Office, priced: None) -> None:
    asked(office, office.browser(SLUG))
    seen(office)
    pay()
    collect()
    office.run("cases.resolve_case")
    assert "$200.00" not in text(office.browser("trabajadora").get("/mi-seguro"))
    stranger = SubjectId(drawn().named("trabajadora").subject)
    with scope(stranger):
        assert (SeguroFamilia.objects.count(), MiembroSeguro.objects.count()) == (0, 0)
    with scope(subject()):
        assert (SeguroFamilia.objects.count(), MiembroSeguro.objects.count()) == (1, 1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_column_privilege('ventanilla_web', 'affiliation_segurofamilia', 'dias', 'UPDATE')")
        assert cursor.fetchone() == (False,)
