"""How a person is told beside their inbox, through HTTP: what they choose, on which devices, and never of what."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Iterator

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.adapters.push.browser import FakeBrowser, FakeService, push_service
from tests.web.notices import told
from tests.web.office import Browser, Office, drawn, text
from ventanilla.adapters.push.port import PushDown
from ventanilla.adapters.push.real import WebPush
from ventanilla.adapters.push.sealing import Vapid
from ventanilla.apps.demo.api import correos
from ventanilla.apps.eventlog.api import scope
from ventanilla.apps.inbox import outbound
from ventanilla.apps.inbox.devices import MAX_DEVICES
from ventanilla.apps.inbox.models import Aviso, Device
from ventanilla.apps.inbox.push_jobs import SAID
from ventanilla.domain.accounts.notices import Channel, Choices, Topic, topic_of

NOTICES = "/cuenta/avisos"
ADD = "/cuenta/avisos/dispositivos"


@pytest.fixture
def service(office: Office) -> Iterator[FakeService]:
    with push_service() as found:
        vapid = Vapid.of_secret(b"7" * 32, "mailto:x@ejemplo.mx")
        outbound.use_pusher(WebPush(vapid, time.time, hosts=("127.0.0.1",), schemes=("http",), allow_private=True))
        yield found


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def given(device: FakeBrowser, endpoint: str) -> dict[str, str]:
    """What a browser gives the page."""
    to = device.subscription(endpoint)
    return {"direccion": endpoint, "llave": b64(to.key), "secreto": b64(to.secret)}


def added(browser: Browser, service: FakeService, path: str = "abc") -> FakeBrowser:
    device = FakeBrowser()
    browser.get(NOTICES)
    answer = browser.post(ADD, given(device, f"{service.address}/{path}"))
    assert answer.headers["Location"] == f"{NOTICES}?hecho=agregado"
    return device


def deliver(office: Office) -> None:
    office.run("inbox.tell_owner")
    office.run("inbox.push")


def test_a_device_is_told_and_not_of_what(office: Office, service: FakeService) -> None:
    browser = office.browser("trabajadora")
    device = added(browser, service)
    told(drawn().named("trabajadora").subject)
    deliver(office)
    [(headers, body)] = service.received
    said = device.open(body).decode()
    assert json.loads(said) == {"titulo": "Ventanilla", "texto": SAID}
    assert headers["Topic"] == "buzon"
    person = drawn().named("trabajadora")
    assert not any(one in said for one in (person.nombre, person.curp, "Talleres", "500"))


def test_the_same_notice_twice_is_pushed_once(office: Office, service: FakeService) -> None:
    """The outbox delivers at least once: every job again, and nothing more is sent."""
    added(office.browser("trabajadora"), service)
    told(drawn().named("trabajadora").subject)
    deliver(office)
    deliver(office)
    office.run("inbox.push")
    assert len(service.received) == 1


def test_a_service_that_is_down_is_asked_again(office: Office, service: FakeService) -> None:
    added(office.browser("trabajadora"), service)
    told(drawn().named("trabajadora").subject)
    office.run("inbox.tell_owner")
    service.answers += [503]
    with pytest.raises(PushDown):
        office.run("inbox.push")
    office.run("inbox.push")
    assert len(service.received) == 2
    assert ProcrastinateJob.objects.filter(task_name="inbox.push").count() == 1


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(office: Office, service: FakeService, status: int) -> None:
    added(office.browser("trabajadora"), service)
    told(drawn().named("trabajadora").subject)
    service.answers += [status]
    deliver(office)
    with scope(None):
        assert not Device.objects.exists()
    office.run("inbox.push")
    assert len(service.received) == 1


def test_each_chooses_of_what_and_how_and_the_inbox_keeps_all(office: Office, service: FakeService) -> None:
    browser = office.browser("trabajadora")
    added(browser, service)
    browser.get(NOTICES)
    assert browser.post(NOTICES, {"empleo": "buzon"}).headers["Location"] == f"{NOTICES}?hecho=guardado"
    before = len(correos())
    told(drawn().named("trabajadora").subject)
    deliver(office)
    assert (len(service.received), len(correos())) == (0, before)
    with scope(None):
        assert Aviso.objects.filter(subject=drawn().named("trabajadora").subject).count() == 1
    assert "sin leer" in text(browser.get("/buzon")).lower()
    page = browser.get(NOTICES)
    assert 'value="buzon" checked' in page.content.decode().replace("  ", " ")


def test_each_way_alone(office: Office, service: FakeService) -> None:
    browser = office.browser("trabajadora")
    added(browser, service)
    browser.get(NOTICES)
    browser.post(NOTICES, {"empleo": "dispositivo"})
    before = len(correos())
    told(drawn().named("trabajadora").subject)
    deliver(office)
    assert (len(service.received), len(correos())) == (1, before)


def test_of_security_it_always_writes() -> None:
    chosen = {(topic, channel): False for topic in Topic for channel in Channel}
    for topic in Topic:
        assert Choices(chosen).wants(topic, Channel.MAIL) is (topic in {Topic.SEGURIDAD, Topic.DINERO})
        assert not Choices(chosen).wants(topic, Channel.DEVICE)
    assert topic_of("identidad_intentada") is Topic.SEGURIDAD
    assert {topic_of(kind) for kind in ("clabe_registrada", "clabe_terminada")} == {Topic.DINERO}
    assert topic_of("tarjeta_bloqueada") is Topic.SEGURIDAD
    assert not Choices({}).wants(Topic.TRAMITES, Channel.DEVICE)  # its news are not in the inbox that a device opens


def test_a_form_that_says_otherwise_changes_nothing(office: Office) -> None:
    browser = office.browser("trabajadora")
    browser.get(NOTICES)
    browser.post(NOTICES, {"empleo": "paloma", "otra": "ambos"})
    assert 'name="empleo" type="radio" value="ambos" checked' in browser.get(NOTICES).content.decode().replace("\n", "")


@pytest.mark.parametrize(
    "endpoint",
    ["https://fcm.googleapis.com/x", "http://10.0.0.1/x", "http://localhost/x", "", "javascript:alert(1)"],
)
def test_no_other_address_is_kept(office: Office, service: FakeService, endpoint: str) -> None:
    """The pusher of this test knows one host, of its own; whatever else is not kept, so never asked."""
    browser = office.browser("trabajadora")
    browser.get(NOTICES)
    answer = browser.post(ADD, given(FakeBrowser(), endpoint))
    assert (answer.status_code, "No pudimos agregar este dispositivo" in text(answer)) == (422, True)
    with scope(None):
        assert not Device.objects.exists()


def test_a_device_is_its_owners(office: Office, service: FakeService) -> None:
    browser, other = office.browser("trabajadora"), office.browser("contador")
    added(browser, service)
    with scope(None):
        row = Device.objects.get()
    assert row.endpoint.startswith(service.address)
    other.get(NOTICES)
    assert other.post(f"{ADD}/{row.id}/quitar").status_code == 404
    browser.get(NOTICES)
    assert browser.post(f"{ADD}/{row.id}/quitar").headers["Location"] == f"{NOTICES}?hecho=quitado"
    assert "Ninguno todavía" in text(browser.get(NOTICES))


def test_a_browser_of_two_people_tells_the_last(office: Office, service: FakeService) -> None:
    """A shared device: who added it last is told on it, and nobody else."""
    first, second, device = office.browser("trabajadora"), office.browser("contador"), FakeBrowser()
    for browser in (first, second):
        browser.get(NOTICES)
        browser.post(ADD, given(device, f"{service.address}/mismo"))
    told(drawn().named("trabajadora").subject)
    deliver(office)
    assert service.received == []


def test_devices_are_bounded(office: Office, service: FakeService) -> None:
    browser = office.browser("trabajadora")
    for number in range(MAX_DEVICES):
        added(browser, service, str(number))
    answer = browser.post(ADD, given(FakeBrowser(), f"{service.address}/otro"))
    assert (answer.status_code, "Ya tiene diez dispositivos" in text(answer)) == (422, True)


def test_an_address_is_sealed_in_its_column(office: Office, service: FakeService) -> None:
    added(office.browser("trabajadora"), service)
    with scope(None), connection.cursor() as cursor:
        cursor.execute("SELECT endpoint::text, secret::text FROM inbox_device")
        [(endpoint, secret)] = cursor.fetchall()
    assert service.address not in endpoint
    assert b64(b"0123456789abcdef") not in secret


def test_the_worker_is_a_script_that_serves_no_page(office: Office) -> None:
    answer = office.browser().get("/cuenta/avisos/sw.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert b"push" in answer.content
    assert b'"fetch"' not in answer.content
