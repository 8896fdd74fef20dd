"""The first screen: whoever signs in finds on their telephone what they came to see, whoever they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, Office
from tests.journeys.inside import stranger
from tests.journeys.steps import accept_terms, choose_files, looks_right, sign_in, sign_out, watch_policy

TALL = 780  # pixels of a telephone: what matters is above


def rows(page: Page) -> list[str]:
    """What each line of the first screen is about."""
    return [one.strip() for one in page.locator(".v-now__said > span:first-child").all_inner_texts()]


def bottom(page: Page) -> float:
    """Where the last line of the first screen ends, without the banner that only a demonstration has."""
    box, banner = page.locator(".v-now").bounding_box(), page.locator(".v-demo").bounding_box()
    assert box is not None
    assert banner is not None
    return box["y"] + box["height"] - banner["height"]


@pytest.mark.parametrize("slug", ["trabajadora", "pensionada", "conservacion", "nombre-largo", "baja-antigua"])
def test_each_finds_what_they_came_for(office: Office, page: Page, slug: str) -> None:
    errors = watch_policy(page)
    sign_in(page, office, slug)
    said = rows(page)
    assert "Semanas cotizadas" in said
    if slug == "pensionada":
        assert [one for one in said if one != "Por revisar"][:2] == ["Su pensión", "Pago de este mes"]
        expect(page.locator(".v-now")).to_contain_text("Se depositó el 2 de noviembre de 2026.")
    else:
        assert any(one.startswith(("Su empleador", "Sus empleadores")) for one in said)
        assert "Últimos movimientos" in said
    looks_right(page, f"inicio-{slug}", picture=True)
    if page.viewport_size == PHONE and slug == "trabajadora":
        assert bottom(page) <= TALL, f"the first screen ends at {bottom(page)}"
    sign_out(page, office)
    assert errors == []


def test_a_daughter_sees_through_whom_she_is_entitled(office: Office, page: Page) -> None:
    sign_in(page, office, "trabajadora")
    page.goto(f"{office.origin}/cuenta/familia")
    page.get_by_role("button", name="Actuar por").first.click()
    page.wait_for_url(f"{office.origin}/oficina")
    assert rows(page)[0] == "Por quién tiene derecho"
    assert "Su empleador hoy" not in rows(page), "her holder's work is not hers"
    expect(page.locator(".v-now")).to_contain_text("Parentesco: Hija o hijo.")
    looks_right(page, "inicio-familia", picture=True)
    page.goto(f"{office.origin}/cuenta/familia")
    page.get_by_role("button", name="Dejar de actuar").first.click()
    sign_out(page, office)


def test_whoever_the_register_does_not_know_is_told_where_to_go(office: Office, page: Page, tmp_path: Path) -> None:
    page.goto(f"{office.origin}/entrar")
    choose_files(page, *stranger(office, tmp_path, "12345678a"), "12345678a")
    page.get_by_role("button", name="Firmar e iniciar sesión").click()
    accept_terms(page)
    expect(page.get_by_role("heading", name="No encontramos un registro con su CURP")).to_be_visible()
    assert rows(page) == []
    looks_right(page, "inicio-sin-registro", picture=True)
