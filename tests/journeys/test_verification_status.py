"""A QR is verified without connection and the list that was kept says whether it was revoked; the typed code."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from playwright.sync_api import Browser, Page

from tests.journeys.static_server import OFFICE_NOW, StaticOffice
from tests.journeys.test_offline_verification import DAY, OFFLINE, key_set, qr, says, scan
from ventanilla.adapters.seal.cose import QrKey, raw_es256, sign_list
from ventanilla.domain.documents import Revocation, StatusList

NOT_REVOKED = "Auténtico; hasta el 22 de noviembre de 2026 no se había revocado."
REVOKED = "Auténtico, pero se revocó el 21 de noviembre de 2026."


@pytest.fixture(scope="module")
def key() -> EllipticCurvePrivateKey:
    return generate_private_key(SECP256R1())


@pytest.fixture(params=[360, 1280])
def visited(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A browser whose service workers live, at both widths."""
    context = browser.new_context(locale="es-MX", viewport={"width": request.param, "height": 740})
    yield context.new_page()
    context.close()


def signed_list(key: EllipticCurvePrivateKey, *digests: bytes) -> bytes:
    gone = Revocation(date(2026, 11, 21), replaced=False)
    at = datetime.fromtimestamp(OFFICE_NOW, UTC)
    listed = StatusList.of([(digest, gone) for digest in digests], at=at, life=timedelta(days=1))
    return sign_list(QrKey(key.public_key()), raw_es256(key), listed)


def visit_and_keep(tab: Page, office: StaticOffice, at_least: int) -> None:
    """Until the page, its scripts, the keys and the list are kept."""
    tab.goto(f"{office.origin}/verificar/")
    tab.wait_for_function(
        """async (wanted) => {
            await navigator.serviceWorker.ready;
            const cache = await caches.open('verificar-1'), kept = await cache.keys();
            const bodies = await Promise.all(kept.map(async (one) => (await cache.match(one))?.arrayBuffer()));
            return bodies.filter((body) => body?.byteLength).length >= wanted;
        }""",
        arg=at_least,
    )


def nobody_answers(office: StaticOffice) -> None:
    port = int(office.origin.rpartition(":")[2])
    with socket.socket() as nobody:
        assert nobody.connect_ex(("127.0.0.1", port)) != 0


def test_without_connection_the_list_says_what_was_revoked(visited: Page, key: EllipticCurvePrivateKey) -> None:
    with StaticOffice(key_set=key_set(key), status_list=signed_list(key, bytes(32))) as office:
        visit_and_keep(visited, office, 5)
    nobody_answers(office)
    visited.clock.set_fixed_time(OFFICE_NOW)
    scan(visited, office, qr(key))
    says(visited, "revocado", REVOKED)
    scan(visited, office, qr(key, cadena_sha256=b"x" * 32))
    says(visited, "sin-conexion", NOT_REVOKED)
    visited.clock.set_fixed_time(OFFICE_NOW + 2 * DAY)
    scan(visited, office, qr(key, cadena_sha256=b"x" * 32))
    says(visited, "sin-conexion", OFFLINE)
    scan(visited, office, qr(key))
    says(visited, "revocado", REVOKED)


def test_a_newer_list_takes_the_place_of_the_one_that_was_kept(visited: Page, key: EllipticCurvePrivateKey) -> None:
    with StaticOffice(key_set=key_set(key), status_list=signed_list(key)) as office:
        visit_and_keep(visited, office, 5)
        office.status_list = signed_list(key, bytes(32))
        visited.reload()
        visited.wait_for_function(
            """async (size) => {
                const cache = await caches.open('verificar-1');
                const kept = await cache.match('/.well-known/ventanilla/estado.cose', { ignoreVary: true });
                return (await kept?.arrayBuffer())?.byteLength === size;
            }""",
            arg=len(office.status_list),
        )
    nobody_answers(office)
    visited.clock.set_fixed_time(OFFICE_NOW)
    scan(visited, office, qr(key))
    says(visited, "revocado", REVOKED)


def test_a_list_of_another_institution_says_nothing(visited: Page, key: EllipticCurvePrivateKey) -> None:
    stranger = generate_private_key(SECP256R1())
    with StaticOffice(key_set=key_set(key), status_list=signed_list(stranger, bytes(32))) as office:
        visit_and_keep(visited, office, 5)
    nobody_answers(office)
    visited.clock.set_fixed_time(OFFICE_NOW)
    scan(visited, office, qr(key))
    says(visited, "sin-conexion", OFFLINE)
