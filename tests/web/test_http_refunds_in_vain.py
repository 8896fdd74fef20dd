"""What was paid, and then nothing given for it, is owed back: refused by an official, or withdrawn meanwhile."""

from __future__ import annotations

from typing import Final

import pytest
from django.conf import settings

from tests.web.clabes import clabe_of
from tests.web.office import Browser, Office, text
from tests.web.referred import OFFICIAL, REASONS, actor, enter, reviewing
from tests.web.referred import seen as proposed
from tests.web.test_http_case_ends import kinds
from tests.web.test_http_charges import bank, collect
from tests.web.test_http_seguro_familia import PRICE, SLUG, asked, priced, seen, subject
from ventanilla.apps.affiliation.models_seguros import SeguroFamilia
from ventanilla.apps.cases.api import case_confirm, case_reject
from ventanilla.apps.eventlog.api import scope, timeline
from ventanilla.apps.payments.models import Cobro, Devolucion
from ventanilla.apps.payments.refunds import refunds_note
from ventanilla.domain.payments import DevolucionDebida, Motivo

__all__ = ["priced"]  # a fixture
PAID: Final = PRICE - 1_00  # less than the year costs
WHY: Final = "El trámite terminó sin darle lo que pagó."


@pytest.fixture
def short(office: Office, priced: None) -> tuple[Browser, str]:
    """A year of which less was paid than it costs: it waits for an official."""
    enter(office, OFFICIAL)
    reviewing(OFFICIAL)
    browser = office.browser(SLUG)
    folio = asked(office, browser)
    seen(office)
    with scope(None):
        cobro = Cobro.objects.get()
    bank().pay(clabe_of(SLUG), reference=cobro.referencia, centavos=PAID, concept="PAGO")
    assert collect() == 1
    office.run("cases.resolve_case")
    assert kinds(folio)[-1] == "Refer"
    return browser, folio


def owed() -> list[tuple[str, int]]:
    """What is owed back, once the round that notes it passed twice."""
    for _ in range(2):
        refunds_note(now=settings.VENTANILLA_CLOCK.now())
    with scope(None):
        return list(Devolucion.objects.values_list("motivo", "centavos"))


def test_what_an_official_refuses_after_it_was_paid_is_owed_back_once(
    office: Office, short: tuple[Browser, str]
) -> None:
    browser, folio = short
    assert owed() == []  # while somebody still decides, nothing is
    now = settings.VENTANILLA_CLOCK.now()
    case_reject(folio, reasons="Faltó un peso.", cite=("LSS 242",), seen=proposed(folio), by=actor(OFFICIAL), now=now)
    assert owed() == [(Motivo.SIN_EFECTO.value, PAID)]
    page = text(browser.get("/pagos"))
    assert WHY in page
    assert "$199.00" in page
    with scope(subject()):
        assert sum(entry.type == DevolucionDebida.TYPE for entry in timeline(subject())) == 1
    official = text(office.browser("personal").get("/personal/devoluciones"))
    assert f"Ofelia Robledo Lara $199.00 Por qué {WHY}" in official
    assert f"{WHY} Le devolvemos $199.00" in text(browser.get("/buzon"))
    with scope(None):
        assert not SeguroFamilia.objects.exists()


def test_what_an_official_grants_all_the_same_is_kept(short: tuple[Browser, str]) -> None:
    _, folio = short
    now = settings.VENTANILLA_CLOCK.now()
    case_confirm(folio, reasons=REASONS, seen=proposed(folio), by=actor(OFFICIAL), now=now)
    assert owed() == []
    with scope(None):
        assert SeguroFamilia.objects.count() == 1


def test_what_is_withdrawn_after_it_was_paid_is_owed_back(short: tuple[Browser, str]) -> None:
    browser, folio = short
    browser.get(f"/expedientes/{folio}/desistir")
    assert browser.post(f"/expedientes/{folio}/desistir", {"confirma": "si"}).status_code == 302
    assert owed() == [(Motivo.SIN_EFECTO.value, PAID)]


def test_paid_short_and_twice_each_is_owed_for_its_own_reason(short: tuple[Browser, str]) -> None:
    _, folio = short
    with scope(None):
        cobro = Cobro.objects.get()
    bank().pay(clabe_of(SLUG), reference=cobro.referencia, centavos=PAID, concept="PAGO")
    collect()
    now = settings.VENTANILLA_CLOCK.now()
    case_reject(folio, reasons="Faltó un peso.", cite=("LSS 242",), seen=proposed(folio), by=actor(OFFICIAL), now=now)
    assert sorted(owed()) == [(Motivo.DOBLE.value, PAID), (Motivo.SIN_EFECTO.value, PAID)]
