"""A QR is verified in the browser, with its connection and without: the five verdicts, and when there is none."""

from __future__ import annotations

import base64
import socket
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from playwright.sync_api import Browser, Page, expect

from tests.journeys.static_server import OFFICE_NOW, StaticOffice
from ventanilla.adapters.seal.cose import QrKey, raw_es256, sign_claims
from ventanilla.domain.documents.claims import Claims

FOLIO = "7K3M9QX24HTH"
OTHER_FOLIO = "0000000000ZZ"
DAY = 86_400
MATCHES_NOT = "No coincide: se modificó después de sellarse, o no lo emitimos nosotros."
OFFLINE = "Auténtico; sin conexión no podemos saber si se revocó."


@pytest.fixture(scope="module")
def key() -> EllipticCurvePrivateKey:
    return generate_private_key(SECP256R1())


@pytest.fixture
def office(key: EllipticCurvePrivateKey) -> Iterator[StaticOffice]:
    with StaticOffice(
        key_set={"keys": [QrKey(key.public_key()).jwk()], "clock_shift": 0, "issued": OFFICE_NOW}
    ) as opened:
        yield opened


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="es-MX")
    page = context.new_page()
    page.clock.set_fixed_time(OFFICE_NOW)
    yield page
    context.close()


def key_set(key: EllipticCurvePrivateKey) -> dict[str, Any]:
    return {"keys": [QrKey(key.public_key()).jwk()], "clock_shift": 0, "issued": OFFICE_NOW}


def qr(key: EllipticCurvePrivateKey, **changed: Any) -> str:
    given: dict[str, Any] = {
        "issuer": "Instituto de demostración",
        "folio": FOLIO,
        "type": "constancia_vigencia",
        "holder": "A** P***",
        "fact": "Tiene derecho a servicio médico.",
        "issued_at": OFFICE_NOW - DAY,
        "expires_at": OFFICE_NOW + 30 * DAY,
        "on": date(2026, 11, 22),
        "cadena_sha256": bytes(32),
    }
    signed = sign_claims(QrKey(key.public_key()), raw_es256(key), Claims(**given | changed))
    return base64.urlsafe_b64encode(signed).rstrip(b"=").decode()


def scan(tab: Page, office: StaticOffice, fragment: str, folio: str = FOLIO) -> None:
    tab.goto("about:blank")
    tab.goto(f"{office.origin}/verificar/{folio}#{fragment}")


def says(tab: Page, verdict: str, title: str) -> None:
    expect(tab.locator("[data-verdict]")).to_have_attribute("data-verdict", verdict)
    expect(tab.locator("[data-verdict-title]")).to_have_text(title)
    expect(tab.locator("[data-verdict-text]")).not_to_be_empty()


@pytest.mark.parametrize(
    ("standing", "verdict", "title"),
    [
        ({"estado": "vigente"}, "vigente", "Auténtico y vigente."),
        ({"estado": "vencido", "fecha": "2026-11-20"}, "vencido", "Auténtico, pero venció el 20 de noviembre de 2026."),
        (
            {"estado": "revocado", "fecha": "2026-11-21T18:00:00Z"},
            "revocado",
            "Auténtico, pero se revocó el 21 de noviembre de 2026.",
        ),
        ({"estado": "desconocido", "fecha": None}, "no-coincide", MATCHES_NOT),
        ({}, "sin-conexion", OFFLINE),
    ],
)
def test_the_verdicts(
    tab: Page,
    office: StaticOffice,
    key: EllipticCurvePrivateKey,
    standing: dict[str, Any],
    verdict: str,
    title: str,
) -> None:
    office.standing = standing
    scan(tab, office, qr(key))
    says(tab, verdict, title)
    if verdict != "no-coincide":
        expect(tab.locator("[data-claim=folio]")).to_have_text("7K3M-9QX2-4HTH")
        expect(tab.locator("[data-claim=fact]")).to_have_text("Tiene derecho a servicio médico.")
        expect(tab.locator("[data-claim=on]")).to_have_text("22 de noviembre de 2026")
    else:
        expect(tab.locator("[data-claims]")).to_be_hidden()


def test_what_does_not_match(tab: Page, office: StaticOffice, key: EllipticCurvePrivateKey) -> None:
    office.standing = {"estado": "vigente"}
    good = qr(key)
    middle = len(good) // 2
    for fragment, folio in (
        (good[:middle] + ("A" if good[middle] != "A" else "B") + good[middle + 1 :], FOLIO),
        (good, OTHER_FOLIO),
        (qr(generate_private_key(SECP256R1())), FOLIO),
        ("<b>no</b>", FOLIO),
    ):
        scan(tab, office, fragment, folio)
        says(tab, "no-coincide", MATCHES_NOT)


def test_another_qr_on_the_same_page(tab: Page, office: StaticOffice, key: EllipticCurvePrivateKey) -> None:
    office.standing = {"estado": "vigente"}
    scan(tab, office, qr(key))
    says(tab, "vigente", "Auténtico y vigente.")
    tab.evaluate("() => { location.hash = 'otro'; }")
    says(tab, "no-coincide", MATCHES_NOT)


@pytest.fixture
def visited(browser: Browser) -> Iterator[Page]:
    """A browser whose service workers live."""
    context = browser.new_context(locale="es-MX")
    yield context.new_page()
    context.close()


def visit(tab: Page, office: StaticOffice) -> None:
    """The first visit, until the page, its scripts and the keys are kept."""
    tab.goto(f"{office.origin}/verificar/")
    tab.wait_for_function(
        """async () => {
            await navigator.serviceWorker.ready;
            const cache = await caches.open('verificar-1'), kept = await cache.keys();
            const bodies = await Promise.all(kept.map(async (one) => (await cache.match(one))?.arrayBuffer()));
            return bodies.filter((body) => body?.byteLength).length >= 4;  // being written is not yet kept
        }"""
    )


def test_a_qr_scanned_without_connection(visited: Page, key: EllipticCurvePrivateKey) -> None:
    """The page, its scripts and the keys are kept at the first visit; then nobody answers and a new QR is verified."""
    tab = visited
    with StaticOffice(key_set=key_set(key)) as office:
        visit(tab, office)
        port = int(office.origin.rpartition(":")[2])
    with socket.socket() as nobody:
        assert nobody.connect_ex(("127.0.0.1", port)) != 0
    tab.clock.set_fixed_time(OFFICE_NOW)
    scan(tab, office, qr(key))
    says(tab, "sin-conexion", OFFLINE)
    expect(tab.locator("[data-claim=holder]")).to_have_text("A** P***")
    expect(tab.locator("[data-claim=type]")).to_have_text("Constancia vigencia")
    scan(tab, office, qr(key, expires_at=OFFICE_NOW - DAY))
    says(tab, "vencido", "Auténtico, pero venció el 21 de noviembre de 2026.")
    scan(tab, office, qr(key), OTHER_FOLIO)
    says(tab, "no-coincide", MATCHES_NOT)
    scan(tab, office, qr(generate_private_key(SECP256R1())))
    says(tab, "indeterminado", "Todavía no podemos comprobarlo.")


def test_an_answer_that_breaks_off_takes_nothing_away(visited: Page, key: EllipticCurvePrivateKey) -> None:
    tab = visited
    with StaticOffice(key_set=key_set(key)) as office:
        visit(tab, office)
        for address in ("/.well-known/cose-keys.json", "/verificar/", "/static/dist/verify.js"):
            office.breaks_off = address
            tab.goto("about:blank")
            tab.goto(f"{office.origin}/verificar/{FOLIO}")
        office.breaks_off = ""
    tab.clock.set_fixed_time(OFFICE_NOW)
    scan(tab, office, qr(key))
    says(tab, "sin-conexion", OFFLINE)


def test_a_page_closed_while_it_keeps_takes_nothing_away(browser: Browser, key: EllipticCurvePrivateKey) -> None:
    context = browser.new_context(locale="es-MX")
    try:
        tab = context.new_page()
        with StaticOffice(key_set=key_set(key)) as office:
            visit(tab, office)
            for _ in range(10):
                other = context.new_page()
                other.goto(f"{office.origin}/verificar/{FOLIO}")
                other.close()
        tab.clock.set_fixed_time(OFFICE_NOW)
        scan(tab, office, qr(key))
        says(tab, "sin-conexion", OFFLINE)
    finally:
        context.close()


def test_the_shift_of_the_installations_clock(tab: Page, office: StaticOffice, key: EllipticCurvePrivateKey) -> None:
    office.key_set["clock_shift"] = 31 * DAY
    scan(tab, office, qr(key))
    says(tab, "vencido", "Auténtico, pero venció el 22 de diciembre de 2026.")


def test_without_a_qr_the_page_stays_as_the_server_wrote_it(tab: Page, office: StaticOffice) -> None:
    tab.goto(f"{office.origin}/verificar/{FOLIO}")
    tab.wait_for_load_state("networkidle")
    expect(tab.locator("[data-verdict]")).to_be_hidden()


def test_the_fragment_reaches_no_server(browser: Browser, key: EllipticCurvePrivateKey, office: StaticOffice) -> None:
    from tests.journeys.custody import Tap

    office.standing = {"estado": "vigente"}
    fragment = qr(key)
    with Tap() as tap:
        context = browser.new_context(proxy=tap.proxy, locale="es-MX")
        tab = context.new_page()
        scan(tab, office, fragment)
        says(tab, "vigente", "Auténtico y vigente.")
        context.close()
        assert all(fragment.encode()[20:60] not in data for _, data in tap.heard())
        assert tap.destinations() == {office.origin.removeprefix("http://")}
