"""A card on a telephone: asked for, shown without connection, verified, blocked; and a picture of an old one."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from tests.adapters.hostile_files import jpg
from tests.journeys.conftest import Office, office_folder, open_office
from tests.journeys.steps import DELIVERED_WITHIN, looks_right, sign_and_send, sign_in, sign_out, watch_policy

HOUR = 3_600_000  # milliseconds
MINE = "tarjeta-mia-1"
QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


@pytest.fixture(scope="module")
def apart() -> Iterator[Office]:
    """An office of its own: cards are blocked here."""
    with office_folder() as folder, open_office(folder) as opened:
        yield opened


def ask_for_card(page: Page, office: Office, slug: str, photograph: bytes = b"") -> None:
    """From the catalogue to the card."""
    page.goto(f"{office.origin}/tramites/tarjeta_digital")
    page.get_by_role("button", name=re.compile("^Iniciar$|Seguir donde me quedé")).first.click()
    if photograph:
        page.locator("input[type=file]").set_input_files(
            {"name": "yo.jpg", "mimeType": "image/jpeg", "buffer": photograph}
        )
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
            const kept = await cache.match('/tarjeta/guardada'), whole = await kept?.text();
            const pictures = document.querySelectorAll('[data-photograph]').length;
            return whole?.includes('data-serial') && (await cache.keys()).length > pictures;
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
    apart: Office, page: Page, context: BrowserContext, width: ViewportSize
) -> None:
    errors = watch_policy(page)
    slug = "trabajadora" if width["width"] == 360 else "pensionada"
    sign_in(page, apart, slug)
    page.goto(f"{apart.origin}/tarjeta/")
    expect(page.get_by_role("heading", name="Todavía no tiene tarjeta", exact=True)).to_be_visible()
    looks_right(page, "tarjeta-ninguna", picture=True)
    pictured = slug == "pensionada"
    ask_for_card(page, apart, slug, jpg((220, 275)) if pictured else b"")
    open_card(page, apart)
    looks_right(page, "tarjeta", picture=True)
    assert qr_shown(page).startswith(f"{apart.origin}/verificar/{serial_of(page)}#")
    wait_kept(page)
    name = page.locator(".v-card-id__name").first.inner_text()
    faults = context.new_cdp_session(page).send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [one["errorId"] for one in faults if one["errorId"] != "in-incognito"] == []  # as every test's browser is

    context.set_offline(True)
    page.goto(f"{apart.origin}/tarjeta/")
    expect(page.locator(".v-card-id__name").first).to_have_text(name)
    expect(page.get_by_text("Es la que se guardó en este dispositivo.")).to_be_visible()
    expect(page.get_by_text(re.compile("Renovada el .* Vale hasta el"))).to_be_visible()
    assert qr_shown(page).startswith(f"{apart.origin}/verificar/")
    if pictured:
        page.wait_for_function("() => document.querySelector('[data-photograph]')?.naturalWidth > 0")
    looks_right(page, "tarjeta-sin-conexion", picture=True)
    assert page.locator("form").count() == 0  # nothing of the session is kept with it

    page.get_by_role("button", name="Quitar de este dispositivo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("No hay una tarjeta guardada en este dispositivo")

    context.set_offline(False)
    open_card(page, apart)
    assert errors == [one for one in errors if "ERR_INTERNET_DISCONNECTED" in one]


def test_signing_out_erases_it_and_back_shows_nothing(apart: Office, page: Page, width: ViewportSize) -> None:
    sign_in(page, apart, "trabajadora" if width["width"] == 360 else "pensionada")
    open_card(page, apart)
    wait_kept(page)
    page.get_by_role("button", name="Guardar en este teléfono").click()
    expect(page.get_by_role("button", name="Quitar de este teléfono")).to_be_visible()
    looks_right(page, "tarjeta-guardada", picture=True)
    sign_out(page, apart)
    assert not cards_kept(page)
    page.go_back()
    page.wait_for_url(re.compile("/entrar"))
    expect(page.locator(".v-card-id__qr")).to_have_count(0)
    page.context.set_offline(True)
    page.goto(f"{apart.origin}/tarjeta/")
    expect(page.get_by_role("heading", level=1)).to_have_text("No hay una tarjeta guardada en este dispositivo")
    looks_right(page, "tarjeta-vacia", picture=True)


def test_the_session_takes_it_away_unless_the_device_is_theirs(
    apart: Office, page: Page, context: BrowserContext, width: ViewportSize
) -> None:
    if width["width"] != 360:
        pytest.skip("a device keeps the same at any width")
    sign_in(page, apart, "trabajadora")
    open_card(page, apart)
    wait_kept(page)
    cookies = context.cookies()
    context.clear_cookies()  # what ends a session for the browser; the office's own end answers the same
    page.goto(f"{apart.origin}/entrar")
    page.wait_for_function(f"async () => !(await caches.has('{MINE}'))")

    context.add_cookies(cookies)  # type: ignore[arg-type]  # playwright gives and takes two types of one shape
    open_card(page, apart)
    wait_kept(page)
    page.get_by_role("button", name="Guardar en este teléfono").click()
    expect(page.get_by_role("button", name="Quitar de este teléfono")).to_be_visible()
    context.clear_cookies()
    page.goto(f"{apart.origin}/entrar")
    page.goto(f"{apart.origin}/tarjeta/")  # connected, without a session: it is theirs, and says how to renew it
    expect(page.get_by_text("Es la que se guardó en este dispositivo.")).to_be_visible()
    expect(page.get_by_role("link", name="Con conexión, inicie sesión para renovarla")).to_be_visible()
    assert page.locator(".v-card-id__qr").count() == 1

    page.clock.install()
    page.clock.fast_forward(96 * HOUR)  # four days later its three have passed
    page.goto(f"{apart.origin}/entrar")
    page.wait_for_function(f"async () => !(await caches.has('{MINE}'))")


def test_a_card_kept_open_past_its_end_shows_no_code(apart: Office, page: Page, width: ViewportSize) -> None:
    page.clock.install()
    sign_in(page, apart, "trabajadora" if width["width"] == 360 else "pensionada")
    open_card(page, apart)
    page.context.set_offline(True)
    page.clock.fast_forward(73 * HOUR)
    expect(page.locator(".v-card-id__qr").first).to_be_hidden()
    expect(page.get_by_text("Este código venció.").first).to_be_visible()
    expect(page.get_by_text("Con derecho a atención médica").first).to_be_hidden()
    looks_right(page, "tarjeta-vencida", picture=True)


def test_what_whoever_attends_is_told(apart: Office, page: Page, browser: Browser, width: ViewportSize) -> None:
    """Current, its code of the minute, another code, an old picture, blocked at once; and each without connection."""
    sign_in(page, apart, "trabajadora" if width["width"] == 360 else "pensionada")
    open_card(page, apart)
    link = qr_shown(page)
    name = page.locator(".v-card-id__name").first.inner_text()
    clinic = browser.new_context(viewport=page.viewport_size, locale="es-MX")
    try:
        desk = clinic.new_page()
        errors = watch_policy(desk)
        desk.goto(link)
        says(desk, "vigente")
        expect(desk.locator("[data-claim=holder]")).to_have_text(name)
        expect(desk.locator("[data-claim=fact]")).to_contain_text("Titular. Con derecho a la atención médica")
        expect(desk.locator("[data-verdict-text]")).to_contain_text("Se renovó hace")
        looks_right(desk, "verificar-tarjeta", picture=True)
        _types_the_code(desk, page)
        looks_right(desk, "verificar-tarjeta-clave", picture=True)
        desk.get_by_label("Clave que muestra la tarjeta").fill("000 000")
        desk.get_by_role("button", name="Comprobar clave").click()
        expect(desk.get_by_text("No es la clave de este minuto.")).to_be_visible()
        looks_right(desk, "verificar-tarjeta-otra-clave")

        desk.goto(f"{apart.origin}/verificar/")
        desk.wait_for_function("async () => { await navigator.serviceWorker.ready; return caches.has('verificar-1'); }")
        clinic.set_offline(True)
        scan(desk, link)
        says(desk, "sin-conexion")
        expect(desk.locator("[data-claim=holder]")).to_have_text(name)
        expect(desk.locator("[data-verdict-text]")).to_contain_text("una captura de pantalla reciente se ve igual")
        looks_right(desk, "verificar-tarjeta-sin-conexion", picture=True)
        scan(desk, link[:-9] + ("A" if link[-9] != "A" else "B") + link[-8:])
        says(desk, "no-coincide")
        clinic.set_offline(False)

        _block(page, apart)
        scan(desk, link)
        says(desk, "revocado")
        expect(desk.locator("[data-verdict-text]")).to_contain_text("No la acepte")
        looks_right(desk, "verificar-tarjeta-bloqueada", picture=True)
        _unblock(page, apart)
        assert qr_shown(page) != link
        scan(desk, link)
        says(desk, "revocado")  # the picture of before stays blocked
        scan(desk, qr_shown(page))
        says(desk, "vigente")
        assert errors == [one for one in errors if "ERR_INTERNET_DISCONNECTED" in one]
    finally:
        clinic.close()
    old = browser.new_context(locale="es-MX")
    try:
        desk = old.new_page()
        desk.goto(f"{apart.origin}/verificar/")
        desk.wait_for_function("async () => { await navigator.serviceWorker.ready; return caches.has('verificar-1'); }")
        old.set_offline(True)
        desk.clock.install()
        desk.clock.fast_forward(73 * HOUR)
        scan(desk, qr_shown(page))
        says(desk, "vencido")  # a picture of an old card, told apart by the device alone
        expect(desk.locator("[data-verdict-text]")).to_contain_text("captura de pantalla de una tarjeta anterior")
        looks_right(desk, "verificar-tarjeta-vencida", picture=True)
    finally:
        old.close()


def scan(desk: Page, link: str) -> None:
    desk.goto("about:blank")
    desk.goto(link)


def _types_the_code(desk: Page, page: Page) -> None:
    """Type what the card shows; again where the minute ended twice between the two."""
    for _ in range(3):
        page.goto(page.url)
        desk.get_by_label("Clave que muestra la tarjeta").fill(page.locator("[data-live-code]").first.inner_text())
        desk.get_by_role("button", name="Comprobar clave").click()
        desk.wait_for_url(re.compile("clave="))
        if desk.get_by_text("Es la clave de este minuto.").count():
            break
    expect(desk.get_by_text("La tarjeta está abierta ahora en una sesión de su titular.")).to_be_visible()
    says(desk, "vigente")  # what the QR brought went along, and was verified again
    expect(desk.locator("[data-claim=holder]")).not_to_be_empty()


def _block(page: Page, office: Office) -> None:
    page.goto(f"{office.origin}/tarjeta/")
    page.get_by_role("button", name="Bloquear tarjeta").first.click()
    looks_right(page, "tarjeta-bloquear", picture=True)
    page.get_by_role("button", name="Sí, bloquear").click()
    expect(page.get_by_text("Su tarjeta está bloqueada.")).to_be_visible()
    looks_right(page, "tarjeta-bloqueada", picture=True)
    page.wait_for_function(f"async () => !(await caches.has('{MINE}'))")  # and the device forgets it


def _unblock(page: Page, office: Office) -> None:
    page.get_by_role("button", name="Desbloquear tarjeta").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("¿Desbloquear su tarjeta?")
    looks_right(page, "tarjeta-desbloquear", picture=True)
    page.get_by_role("button", name="Sí, desbloquear").click()
    expect(page.locator(".v-card-id__qr").first).to_be_visible(timeout=DELIVERED_WITHIN)


def test_the_card_of_a_child(apart: Office, page: Page, width: ViewportSize) -> None:
    sign_in(page, apart, "trabajadora")
    if width["width"] == 360:
        page.goto(f"{apart.origin}/cuenta/familia")
        page.get_by_role("button", name="Actuar por Ximena Nogales Almendral").click()
        page.wait_for_url(f"{apart.origin}/oficina")
        ask_for_card(page, apart, "trabajadora")
    page.goto(f"{apart.origin}/tarjeta/")
    theirs = page.locator("[data-card]").filter(has_text="Ximena Nogales Almendral")
    expect(theirs.locator(".v-card-id__qr")).to_be_visible(timeout=DELIVERED_WITHIN)
    expect(theirs).to_contain_text("Hija o hijo")
    looks_right(page, "tarjeta-familia", picture=True)
