"""A worker's own pages by the keyboard alone: each is walked with Tab, and a dispute is filed until it is signed."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.conftest import DESKTOP, PHONE, Office, office_folder, open_office
from tests.journeys.keyboard import faults, skips, tab_to
from tests.journeys.steps import sign_in
from tests.journeys.test_card import ask_for_card, open_card

WORKER = "trabajadora"
SIZES = {"360": PHONE, "1280": DESKTOP}


@pytest.fixture(scope="module")
def apart() -> Iterator[Office]:
    """An office of its own: the worker's card is made here."""
    with office_folder() as folder, open_office(folder) as opened:
        yield opened


@pytest.fixture(scope="module", params=SIZES)
def worker(apart: Office, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A worker who signed in and has a card, on a telephone with keys and at a desk."""
    context = browser.new_context(viewport=SIZES[request.param], locale="es-MX", reduced_motion="reduce")  # type: ignore[arg-type]  # playwright's TypedDict
    page = context.new_page()
    sign_in(page, apart, WORKER)
    page.goto(f"{apart.origin}/tarjeta/")
    if page.get_by_role("heading", name="Todavía no tiene tarjeta", exact=True).count():
        ask_for_card(page, apart, WORKER)
    open_card(page, apart)
    yield page
    context.close()


def walked(page: Page, address: str) -> None:
    """No fault of the walk, and the link to the content works."""
    page.goto(address)
    assert faults(page) == []
    assert skips(page) == []


@pytest.mark.parametrize("path", ["oficina", "tarjeta/", "historia", "cuenta/avisos", "cuenta-bancaria"])
def test_each_page_is_walked_by_tab(worker: Page, apart: Office, path: str) -> None:
    walked(worker, f"{apart.origin}/{path}")
