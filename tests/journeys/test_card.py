"""A card on a telephone: asked for, shown without connection, verified, blocked; and a picture of an old one."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.conftest import Office, office_folder, open_office
from tests.journeys.steps import DELIVERED_WITHIN, looks_right, sign_and_send, sign_in, sign_out, watch_policy

MINE = "tarjeta-mia-1"
QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


@pytest.fixture(scope="module")
def apart() -> Iterator[Office]:
    """An office of its own: cards are blocked here."""
    with office_folder() as folder, open_office(folder) as opened:
        yield opened


def ask_for_card(page: Page, office: Office, slug: str) -> None:
    """From the catalogue to the card."""
    page.goto(f"{office.origin}/tramites/tarjeta_digital")
    page.get_by_role("button", name=re.compile("^Iniciar$|Seguir donde me quedé")).first.click()
    page.get_by_role("button", name="Continuar").click()
    page.wait_for_url(re.compile("/revisar"))
    sign_and_send(page, *office.identity(slug))


def open_card(page: Page, office: Office) -> None:
    """Open the card, and wait until its QR is signed; the page asks by itself."""
    page.goto(f"{office.origin}/tarjeta/")
    expect(page.locator(".v-card-id__qr").first).to_be_visible(timeout=DELIVERED_WITHIN)


def wait_kept(page: Page) -> None:
    """Until the card is kept on the device."""
    page.wait_for_function(
        f"""async () => {{
            await navigator.serviceWorker.ready;
            const cache = await caches.open('{MINE}');
            const kept = await cache.match('/tarjeta/guardada');
            return (await kept?.text())?.includes('data-serial');
        }}"""
    )


def cards_kept(page: Page) -> bool:
    """Whether the device keeps a card of anybody."""
    return bool(page.evaluate(f"() => caches.has('{MINE}')"))


def qr_shown(page: Page, at: int = 0) -> str:
    """The address in a QR, read from the screen as a camera does."""
    shown = page.locator(".v-card-id__qr").nth(at).screenshot()
    with Image.open(io.BytesIO(shown)) as image:
        codes = zxingcpp.read_barcodes(image.convert("RGB"), formats=QR)
    assert len(codes) == 1, codes
    return codes[0].text


def serial_of(page: Page, at: int = 0) -> str:
    return page.locator("[data-card]").nth(at).get_attribute("data-serial") or ""


def says(page: Page, verdict: str) -> None:
    expect(page.locator("[data-verdict]").first).to_have_attribute("data-verdict", verdict)


def test_the_card_opens_without_connection(
    apart: Office, page: Page, context: BrowserContext, width: dict[str, int]
) -> None:
    errors = watch_policy(page)
    slug = "trabajadora" if width["width"] == 360 else "pensionado"
    sign_in(page, apart, slug)
    page.goto(f"{apart.origin}/tarjeta/")
    expect(page.get_by_role("heading", name="Todavía no tiene tarjeta", exact=True)).to_be_visible()
    looks_right(page, "tarjeta-ninguna", picture=True)
    ask_for_card(page, apart, slug)
    open_card(page, apart)
    looks_right(page, "tarjeta", picture=True)
    assert qr_shown(page).startswith(f"{apart.origin}/verificar/{serial_of(page)}#")
    wait_kept(page)
    name = page.locator(".v-card-id__name").first.inner_text()

    context.set_offline(True)
    page.goto(f"{apart.origin}/tarjeta/")
    expect(page.locator(".v-card-id__name").first).to_have_text(name)
    expect(page.get_by_text("Es la que se guardó en este dispositivo.")).to_be_visible()
    expect(page.get_by_text(re.compile("Renovada el .* Vale hasta el"))).to_be_visible()
    assert qr_shown(page).startswith(f"{apart.origin}/verificar/")
    looks_right(page, "tarjeta-sin-conexion", picture=True)
    assert page.locator("form").count() == 0  # nothing of the session is kept with it

    context.set_offline(False)
    open_card(page, apart)
    assert errors == [one for one in errors if "ERR_INTERNET_DISCONNECTED" in one]
