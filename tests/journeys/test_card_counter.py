"""Somebody lost their telephone: an official blocks their card while they are on the line, and they read who did."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Office, office_folder, open_office
from tests.journeys.inside import run_inside
from tests.journeys.steps import DELIVERED_WITHIN, looks_right, sign_in, watch_policy
from tests.journeys.test_card import ask_for_card, open_card, qr_shown, says, scan
from tests.journeys.test_official import WIDTHS, somebody
from tests.journeys.test_sign_up import curp_of

PEOPLE: Final = {"phone": "trabajadora", "desktop": "pensionada"}
# What the person on the line would say: asked of the office from behind its counter.
SAYS: Final = """
from django.conf import settings
from ventanilla.apps.affiliation.api import subject_by_curp
from ventanilla.apps.cards.people import derecho_de
from ventanilla.apps.eventlog.api import scope
with scope(None):
    subject = subject_by_curp({curp!r})
found = derecho_de(subject, settings.VENTANILLA_CLOCK)
print(found.nss[-4:], found.umf)
"""


@pytest.fixture(scope="module")
def apart() -> Iterator[Office]:
    """An office of its own: cards are blocked here."""
    with office_folder() as folder, open_office(folder) as opened:
        yield opened


@pytest.mark.parametrize("width", WIDTHS)
def test_a_card_is_blocked_by_telephone(apart: Office, browser: Browser, width: str) -> None:
    slug = PEOPLE[width]
    curp = curp_of(apart, slug)
    nss, _, clinic = run_inside(apart, SAYS.format(curp=curp)).partition(" ")
    with somebody(browser, WIDTHS[width]) as person, somebody(browser, WIDTHS[width]) as desk:
        sign_in(person, apart, slug)
        ask_for_card(person, apart, slug)
        open_card(person, apart)
        link = qr_shown(person)
        errors = watch_policy(desk, 422)
        sign_in(desk, apart, "mostrador")
        desk.goto(f"{apart.origin}/personal")
        desk.get_by_role("link", name="Bloquear una tarjeta").click()
        looks_right(desk, "tarjetas-bloquear", picture=True)
        desk.get_by_role("button", name="Ver sus tarjetas", exact=True).click()
        expect(desk.get_by_role("alert")).to_be_visible()
        looks_right(desk, "tarjetas-bloquear-error", picture=True)
        _says(desk, curp, "0000" if nss != "0000" else "0001", clinic)
        expect(desk.get_by_role("alert")).to_contain_text("no corresponde a una persona")
        looks_right(desk, "tarjetas-bloquear-nadie", picture=True)
        _says(desk, curp, nss, clinic)
        expect(desk.get_by_role("heading", level=1)).to_have_text("Qué tarjeta bloquea")
        looks_right(desk, "tarjetas-persona", picture=True)
        desk.get_by_role("button", name="Bloquear ahora").click()
        expect(desk.get_by_role("alert")).to_be_visible()
        looks_right(desk, "tarjetas-persona-error")
        desk.get_by_role("group", name="Tarjeta").get_by_role("radio").first.check()
        desk.get_by_label("Le robaron el teléfono").check()
        desk.get_by_role("button", name="Bloquear ahora").click()
        expect(desk.get_by_text("La tarjeta está bloqueada. Avisamos a la persona.")).to_be_visible()
        looks_right(desk, "tarjetas-bloquear-hecho", picture=True)
        scan(desk, link)
        says(desk, "revocado")
        _is_told(person, apart)
        assert errors == []


def _says(desk: Page, curp: str, nss: str, clinic: str) -> None:
    form = desk.get_by_role("form", name="Llama por teléfono")
    form.get_by_label("CURP").fill(curp)
    form.get_by_label("Últimos cuatro dígitos de su NSS").fill(nss)
    form.get_by_label("Número de su clínica (UMF)").fill(clinic)
    form.get_by_role("button", name="Comprobar y ver sus tarjetas").click()


def _is_told(person: Page, office: Office) -> None:
    person.goto(f"{office.origin}/tarjeta/")
    expect(person.get_by_text("Tarjeta bloqueada")).to_be_visible()
    person.goto(f"{office.origin}/buzon")
    expect(person.get_by_role("main")).to_contain_text("se pidió por teléfono", timeout=DELIVERED_WITHIN)
    looks_right(person, "buzon-tarjeta-bloqueada", picture=True)
