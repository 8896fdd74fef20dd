"""On a telephone the places of the office stand in one row under its name, in both languages and wherever one is."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import PHONE, Office
from tests.journeys.steps import looks_right, sign_in, watch_policy
from tests.journeys.test_official import OFFICIAL, somebody

PLACES = ("/oficina", "/buzon", "/cuenta", "/tramites", "/verificar/", "/personal")
ROWS = """nav => new Set([...nav.querySelectorAll("li")]
    .map(each => each.getBoundingClientRect()).filter(each => each.width).map(each => Math.round(each.top))).size"""


@pytest.mark.parametrize("language", ["Español", "English"])
def test_the_places_of_the_office_stand_in_one_row(office: Office, browser: Browser, language: str) -> None:
    with somebody(browser, PHONE) as page:
        wrong = watch_policy(page)
        sign_in(page, office, OFFICIAL)
        if language == "English":
            page.get_by_role("button", name="English").click()
            expect(page.locator("html")).to_have_attribute("lang", "en")
        for path in PLACES:
            page.goto(office.origin + path)
            _one_row(page, path)
        assert wrong == []


def _one_row(page: Page, path: str) -> None:
    places = page.locator(".v-nav")
    assert places.evaluate(ROWS) == 1, path
    expect(places.locator("[aria-current]")).to_be_visible()
    looks_right(page, f"lugares{path.replace('/', '-')}")
    # What a telephone has no room for above stands at the foot.
    expect(page.locator(".v-footer").locator("a[href='/tramites']")).to_be_visible()
    expect(page.locator(".v-footer").locator("a[href='/verificar/']")).to_be_visible()
