"""Notices on a device: the vectors of the standards, what a browser opens, and where nothing may be sent."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, derive_private_key
from tests.adapters.push.browser import FakeBrowser, FakeService, push_service, unb64, vapid_claims

from ventanilla.adapters.push.local import KeptPush
from ventanilla.adapters.push.port import PushDown, PushGone, PushRefused, Subscription
from ventanilla.adapters.push.real import HOSTS, MAX_ENDPOINT, WebPush
from ventanilla.adapters.push.sealing import MAX_BODY, Vapid, b64url, seal

VAPID = Vapid.of_secret(b"\x07" * 32, "mailto:avisos@ejemplo.mx")


@pytest.fixture
def service() -> Iterator[FakeService]:
    with push_service() as found:
        yield found


def pusher() -> WebPush:
    return WebPush(VAPID, hosts=("127.0.0.1",), schemes=("http",), allow_private=True)


def test_the_example_of_rfc_8291() -> None:
    """Appendix A: the same keys, salt and text give the very same bytes."""
    own = derive_private_key(int.from_bytes(unb64("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"), "big"), SECP256R1())
    to = Subscription(
        "https://push.example",
        unb64("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
        unb64("BTBZMqHH6r4Tts7J_aSIgg"),
    )
    sealed = seal(b"When I grow up, I want to be a watermelon", to, salt=unb64("DGv6ra1nlYgDCS1FRnbzlw"), own=own)
    assert b64url(sealed) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK"
        "6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


def test_only_its_browser_opens_it() -> None:
    browser = FakeBrowser()
    sealed = seal("Tiene un aviso nuevo en su buzón.".encode(), browser.subscription("x"))
    assert browser.open(sealed).decode() == "Tiene un aviso nuevo en su buzón."
    assert b"aviso" not in sealed
    with pytest.raises(InvalidTag):
        FakeBrowser().open(sealed)
    assert seal(b"", browser.subscription("x")) != seal(b"", browser.subscription("x"))


def test_who_sends_is_signed_for_one_service_and_for_hours() -> None:
    now = int(time.time())
    claims = vapid_claims(VAPID.authorization("https://updates.push.services.mozilla.com/wpush/v2/abc", now=now))
    assert claims["aud"] == "https://updates.push.services.mozilla.com"
    assert now < claims["exp"] <= now + 24 * 3600
    assert claims["sub"] == "mailto:avisos@ejemplo.mx"
    assert Vapid.of_secret(b"\x07" * 32, "x").public_key == VAPID.public_key
    assert Vapid.of_secret(b"\x08" * 32, "x").public_key != VAPID.public_key
    assert len(unb64(VAPID.public_key)) == 65
    for secret in (b"\0" * 32, b"\xff" * 32):
        assert Vapid.of_secret(secret, "x").public_key


def test_a_service_takes_what_its_browser_reads(service: FakeService) -> None:
    browser = FakeBrowser()
    pusher().push(browser.subscription(f"{service.address}/abc"), b"hola", topic="buzon")
    [(headers, body)] = service.received
    assert browser.open(body) == b"hola"
    assert (headers["Content-Encoding"], headers["TTL"], headers["Topic"]) == ("aes128gcm", "86400", "buzon")
    assert vapid_claims(headers["Authorization"])["aud"] == service.address


@pytest.mark.parametrize(
    ("status", "raised"),
    [
        (404, PushGone),
        (410, PushGone),
        (429, PushDown),
        (500, PushDown),
        (503, PushDown),
        (307, PushDown),
        (400, PushRefused),
    ],
)
def test_what_a_service_answers(service: FakeService, status: int, raised: type[Exception]) -> None:
    service.answers.append(status)
    with pytest.raises(raised):
        pusher().push(FakeBrowser().subscription(f"{service.address}/abc"), b"hola", topic="buzon")
    assert len(service.received) == 1  # a redirect is not followed


def test_a_service_that_is_away_is_down() -> None:
    with push_service() as gone:
        address = gone.address
    with pytest.raises(PushDown):
        pusher().push(FakeBrowser().subscription(f"{address}/abc"), b"hola", topic="buzon")


@pytest.mark.parametrize(
    "endpoint",
    [
        "",
        "http://fcm.googleapis.com/x",
        "https://localhost/x",
        "https://127.0.0.1/x",
        "https://169.254.169.254/latest",
        "https://fcm.googleapis.com.atacante.mx/x",
        "https://atacantefcm.googleapis.com.mx/x",
        "https://xfcm.googleapis.com/x",
        "https://yo@fcm.googleapis.com/x",
        "file:///etc/passwd",
        f"https://fcm.googleapis.com/{'x' * MAX_ENDPOINT}",
    ],
)
def test_nothing_is_sent_to_any_other_address(endpoint: str) -> None:
    """A browser says where: the office would otherwise ask whatever address somebody writes."""
    with pytest.raises(PushRefused):
        WebPush(VAPID).check(FakeBrowser().subscription(endpoint))


def test_the_services_of_the_browsers_are_known() -> None:
    for host in HOSTS:
        WebPush(VAPID).check(FakeBrowser().subscription(f"https://{host}/send/abc"))
    WebPush(VAPID).check(FakeBrowser().subscription("https://web.push.apple.com/abc"))


@pytest.mark.parametrize(("key", "secret"), [(b"", b"x" * 16), (b"\x04" + b"\x01" * 64, b"x" * 16), (b"k" * 65, b"")])
def test_a_key_that_is_none_is_refused(key: bytes, secret: bytes) -> None:
    with pytest.raises(PushRefused):
        WebPush(VAPID).check(Subscription("https://fcm.googleapis.com/x", key, secret))


def test_a_body_is_bounded() -> None:
    with pytest.raises(PushRefused):
        seal(b"x" * (MAX_BODY + 1), FakeBrowser().subscription("x"))


def test_a_demonstration_keeps_it() -> None:
    kept: list[tuple[str, bytes]] = []
    local = KeptPush(VAPID, lambda topic, body: kept.append((topic, body)))
    local.push(FakeBrowser().subscription("https://cualquiera.example/x"), b"hola", topic="buzon")
    assert kept == [("buzon", b"hola")]
    with pytest.raises(PushRefused):
        local.push(Subscription("x", b"", b""), b"hola", topic="buzon")
