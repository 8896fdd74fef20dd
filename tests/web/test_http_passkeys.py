"""Passkeys: registered, named, used to enter; and the devices that lie."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.device import KEYS, PRESENT, VERIFIED, Device
from tests.web.factors import SECURITY, account, inside, log_of, owner
from tests.web.office import Browser, Office, text
from ventanilla.apps.accounts.models import Account, PasskeyChallenge
from ventanilla.apps.accounts.services import visit_of
from ventanilla.domain.authority import Assurance, Via

__all__ = ["owner"]  # fixture


def test_a_passkey_is_registered_named_and_enters(office: Office, owner: Browser) -> None:
    device = Device()
    key = device.register(owner, "  Mi   teléfono ")
    assert "Mi teléfono" in text(owner.get(SECURITY))
    browser = office.browser()
    entered = device.enter(browser, "/tramites")
    assert entered.headers["Location"] == "/tramites"
    visit = visit_of(browser.client.session)
    assert visit is not None
    assert (visit.actor.via, visit.actor.assurance) == (Via.PASSKEY, Assurance.N2)
    assert "Inició sesión con una llave de acceso." in text(browser.get(SECURITY))
    assert browser.post(f"{KEYS}/{key}", {"nombre": "La del trabajo"}).status_code == 302
    assert "La del trabajo" in text(browser.get(SECURITY))


def test_an_account_that_nobody_proved_enters_without_rights_to_read(office: Office, owner: Browser) -> None:
    device = Device()
    device.register(owner)
    Account.objects.filter(id=account().id).update(proven=Assurance.N1)
    browser = office.browser()
    device.enter(browser)
    visit = visit_of(browser.client.session)
    assert visit is not None
    assert visit.actor.assurance is Assurance.N1


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "a\x00b", "a\u202eb"])
def test_a_name_that_is_none(owner: Browser, name: str) -> None:
    refused = Device().offer(owner, name)
    assert refused.status_code == 422
    assert "Escriba un nombre para la llave" in text(refused)


def test_at_most_ten(owner: Browser) -> None:
    for _ in range(10):
        Device().register(owner)
    assert "Ya tiene diez llaves de acceso." in text(Device().offer(owner))


def test_a_key_is_registered_once(office: Office, owner: Browser) -> None:
    device = Device()
    device.register(owner)
    assert "Esa llave de acceso ya está registrada." in text(device.offer(office.browser("patron")))


WRONG_DEVICES = {
    "another port": {"origin": "http://localhost:9999"},
    "another site": {"origin": "https://evil.example"},
    "a subdomain": {"origin": "http://x.localhost:8000"},
    "another party": {"party": "evil.example"},
    "in a frame": {"cross_origin": True},
    "nobody there": {"flags": VERIFIED},
    "nobody verified": {"flags": PRESENT},
}


@pytest.mark.parametrize("wrong", WRONG_DEVICES.values(), ids=WRONG_DEVICES)
def test_a_wrong_device_does_not_register_nor_enter(office: Office, owner: Browser, wrong: dict[str, object]) -> None:
    refused = Device(**wrong).offer(owner)  # type: ignore[arg-type]  # the fields of a Device
    assert refused.status_code == 422
    assert "No pudimos registrar esa llave de acceso." in text(refused)
    device = Device()
    device.register(owner)
    for name, value in wrong.items():
        setattr(device, name, value)
    browser = office.browser()
    assert "No pudimos comprobar esa llave de acceso." in text(device.enter(browser))
    assert not inside(browser)


def test_an_answer_to_another_question(office: Office, owner: Browser) -> None:
    device = Device()
    device.register(owner)
    crossed = {"kind": "webauthn.create"}, {"challenge": "A" * 43}
    for changed in crossed:
        assert device.enter(office.browser(), **changed).status_code == 422
    assert Device().offer(owner, kind="webauthn.get").status_code == 422
    browser = office.browser()
    browser.get("/entrar")
    stranger = Device(credential_id=device.credential_id, handle=device.handle, count=device.count)
    assert browser.post("/entrar/llave", stranger.used(stranger.asked(browser))).status_code == 422
    assert not inside(browser)


@pytest.mark.parametrize(
    "cose",
    [
        {1: 2, 3: -7, -1: 1, -2: bytes(32), -3: bytes(32)},  # off its curve
        {1: 2, 3: -257, -1: 1, -2: bytes(32), -3: bytes(32)},
        {1: 2, 3: -47, -1: 8, -2: bytes(32), -3: bytes(32)},  # never offered
        {1: 2, 3: -7},
        {3: "x"},
        {},
        7,
    ],
)
def test_a_public_key_that_is_none(owner: Browser, cose: object) -> None:
    assert Device().offer(owner, cose=cose).status_code == 422


@pytest.mark.parametrize(
    "said",
    [
        "",
        "{",
        "[]",
        "null",
        "{}",
        "[" * 16_000,
        '{"id": 7}',
        "x" * 20_000,
        '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"AA","authenticatorData":"AA"}}',
        '{"id":"AA","rawId":"AA","response":{"clientDataJSON":"e30","authenticatorData":"AA","signature":"AA"}}',
        '{"id":"ñ","rawId":"ñ","response":7}',
    ],
)
def test_an_answer_that_cannot_be_read(office: Office, owner: Browser, said: str) -> None:
    browser = office.browser()
    browser.get("/entrar")
    challenge = Device().asked(browser)["challenge"]
    answer = browser.post("/entrar/llave", {"reto": challenge, "credencial": said})
    assert answer.status_code == 422
    assert "No pudimos comprobar esa llave de acceso." in text(answer)
    owner.get(f"{KEYS}/nueva")
    challenge = Device().asked(owner, f"{KEYS}/reto")["challenge"]
    assert owner.post(f"{KEYS}/nueva", {"reto": challenge, "credencial": said, "nombre": "x"}).status_code == 422


def test_a_challenge_is_spent_before_anything_is_looked_at(office: Office, owner: Browser) -> None:
    device, browser = Device(), office.browser()
    device.register(owner)
    browser.get("/entrar")
    options = device.asked(browser)
    assert browser.post("/entrar/llave", {"reto": options["challenge"], "credencial": "{"}).status_code == 422
    assert PasskeyChallenge.objects.get(challenge=options["challenge"]).used_at is not None
    late = browser.post("/entrar/llave", device.used(options))
    assert "Pasaron más de dos minutos, o esta respuesta ya se usó." in text(late)
    assert not inside(browser)


def test_a_challenge_is_of_its_session_its_purpose_and_two_minutes(office: Office, owner: Browser) -> None:
    device, browser, thief = Device(), office.browser(), office.browser()
    device.register(owner)
    browser.get("/entrar")
    thief.get("/entrar")
    assert thief.post("/entrar/llave", device.used(device.asked(browser))).status_code == 422
    creating = device.asked(owner, f"{KEYS}/reto")["challenge"]
    assert owner.post("/cuenta/confirmar", device.used({"challenge": creating})).status_code == 422
    options = device.asked(browser)
    office.later(121)
    assert browser.post("/entrar/llave", device.used(options)).status_code == 422
    for nonsense in ("", "A" * 43, "ñ" * 43, "A\x00B", "A" * 9000):
        assert browser.post("/entrar/llave", device.used(device.asked(browser)) | {"reto": nonsense}).status_code == 422
    assert not inside(browser)
    assert not inside(thief)


def test_a_count_that_goes_back_is_a_copy_and_its_owner_is_told(office: Office, owner: Browser) -> None:
    device = Device()
    device.register(owner)
    assert device.enter(office.browser()).status_code == 302
    device.count -= 1
    browser = office.browser()
    assert "No pudimos comprobar esa llave de acceso." in text(device.enter(browser))
    assert not inside(browser)
    assert log_of()[0] == "llave_dudosa"
    device.count += 5
    assert device.enter(office.browser()).status_code == 302


def test_a_key_that_does_not_count_enters_again(office: Office, owner: Browser) -> None:
    device = Device(counts=False)
    device.register(owner)
    assert [device.enter(office.browser()).status_code for _ in range(2)] == [302, 302]


def test_challenges_are_not_hoarded(office: Office) -> None:
    browser = office.browser()
    browser.get("/entrar")
    for _ in range(20):
        assert browser.post("/entrar/llave/reto").status_code == 200
    assert browser.post("/entrar/llave/reto").status_code == 429


def answered(office: Office, device: Device) -> tuple[int, str, dict[str, str], int]:
    browser = office.browser()
    browser.get("/entrar")
    posted = device.used(device.asked(browser))
    with CaptureQueriesContext(connection) as queries:
        answer = browser.post("/entrar/llave", posted)
    body = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
    return answer.status_code, body, dict(answer.headers), len(queries)


def test_a_known_and_an_unknown_key_are_told_the_same(office: Office, owner: Browser) -> None:
    device = Device()
    device.register(owner)
    known = Device(credential_id=device.credential_id, handle=device.handle, count=device.count + 9)
    unknown = Device(handle=device.handle, count=3)
    assert answered(office, known) == answered(office, unknown)


def test_a_closed_account_is_not_entered(office: Office, owner: Browser) -> None:
    device = Device()
    device.register(owner)
    Account.objects.filter(id=account().id).update(is_active=False)
    browser = office.browser()
    assert device.enter(browser).status_code == 422
    assert not inside(browser)
