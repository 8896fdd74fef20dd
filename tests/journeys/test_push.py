"""A push through a real browser: what the office's own sender posts is opened with the browser's keys and shown by it.

The maker's service in between is not reached from a test: a service of this machine takes what is posted, and what it
held is handed to Chromium's own machinery (CDP ``ServiceWorker.deliverPushMessage``), which starts our worker.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from typing import Any, Final

import pytest
from playwright.sync_api import BrowserContext, CDPSession, Page, ViewportSize, expect

from tests.adapters.push.browser import FakeBrowser, FakeService, push_service, vapid_claims
from tests.journeys.conftest import PHONE, Office
from tests.journeys.inside import run_inside
from tests.journeys.steps import looks_right, sign_in, watch_policy

SLUG: Final = "contador"
SAID: Final = "Tiene un aviso nuevo en su buzón."
# The browser's own subscription asks its maker's service for an address; the address and keys of this one are given.
SUBSCRIBED: Final = """
const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer;
PushManager.prototype.getSubscription = async () => null;
PushManager.prototype.subscribe = async () => ({{
  endpoint: "{endpoint}",
  getKey: (name) => bytes(name === "auth" ? "{secret}" : "{key}"),
}});
"""
# The office's own job with the office's own key and what it stored of the device; only the hosts it may ask are other.
SEND: Final = """
import json, time
from django.conf import settings
from ventanilla.adapters.push.real import WebPush
from ventanilla.apps.eventlog.api import scope
from ventanilla.apps.inbox import outbound, push_jobs
from ventanilla.apps.inbox.models import Device
vapid = outbound.pusher().vapid
outbound.use_pusher(WebPush(vapid, time.time, hosts=("127.0.0.1",), schemes=("http",), allow_private=True))
with scope(None):
    row = Device.objects.latest("added_at")
push_jobs.push(str(row.id), row.pushed + 1)
print(json.dumps(vapid.public_key))
"""
SHOWN: Final = """async () => {
  const found = await navigator.serviceWorker.getRegistration("/cuenta/avisos/");
  const shown = await found.getNotifications();
  return shown.map(({ title, body, tag, data }) => ({ title, body, tag, data }));
}"""
# No test can press what the system draws, nor lend a worker the press it needs to open a window: which it asks for.
PRESSED: Final = """async () => {
  const asked = [];
  self.clients.openWindow = async (url) => { asked.push(url); return null; };
  const [notification] = await self.registration.getNotifications();
  let done = Promise.resolve();
  const event = new NotificationEvent("notificationclick", { notification });
  event.waitUntil = (promise) => { done = promise; };
  self.dispatchEvent(event);
  await done;
  return asked;
}"""


@pytest.fixture
def service() -> Iterator[FakeService]:
    with push_service() as found:
        yield found


def subscribed(page: Page, office: Office, service: FakeService) -> FakeBrowser:
    """The page adds this browser as its owner would; its keys."""
    device = FakeBrowser()
    to = device.subscription(f"{service.address}/dispositivo")
    given = {"endpoint": to.endpoint, "secret": base64.b64encode(to.secret).decode()}
    page.add_init_script(SUBSCRIBED.format(**given, key=base64.b64encode(to.key).decode()))
    page.context.grant_permissions(["notifications"], origin=office.origin)
    sign_in(page, office, SLUG)
    page.goto(f"{office.origin}/cuenta/avisos")
    page.get_by_role("button", name="Avisarme en este dispositivo").click()
    expect(page.get_by_role("main")).to_contain_text("Le avisaremos en este dispositivo.")
    return device


def delivered(context: BrowserContext, page: Page, origin: str, data: str) -> CDPSession:
    """Have Chromium deliver ``data`` to our worker, as if its maker's service had brought it."""
    session = context.new_cdp_session(page)
    found: list[dict[str, Any]] = []

    def hear(told: dict[str, Any]) -> None:
        found.extend(one for one in told["registrations"] if one["scopeURL"].endswith("/cuenta/avisos/"))

    session.on("ServiceWorker.workerRegistrationUpdated", hear)
    session.send("ServiceWorker.enable")
    page.wait_for_function(
        "() => navigator.serviceWorker.getRegistration('/cuenta/avisos/').then((one) => !!one?.active)"
    )
    page.wait_for_timeout(0)  # what the session told meanwhile is heard
    assert found, "the browser knows no worker of ours"
    message = {"origin": origin, "registrationId": found[-1]["registrationId"], "data": data}
    session.send("ServiceWorker.deliverPushMessage", message)
    return session


def test_a_push_is_posted_opened_and_shown(
    office: Office, page: Page, context: BrowserContext, service: FakeService, width: ViewportSize
) -> None:
    if width != PHONE:
        pytest.skip("what a system shows does not depend on the width of a page")
    errors = watch_policy(page)
    device = subscribed(page, office, service)
    looks_right(page, "avisos-navegador")
    public_key = json.loads(run_inside(office, SEND))

    [(headers, body)] = service.received
    claims = vapid_claims(headers["Authorization"])
    assert headers["Authorization"].endswith(f", k={public_key}")
    assert claims["aud"] == service.address
    assert claims["sub"].startswith("mailto:")
    assert headers["Content-Encoding"] == "aes128gcm"
    said = device.open(body).decode()
    assert json.loads(said) == {"titulo": "Ventanilla", "texto": SAID}

    delivered(context, page, office.origin, said)
    page.wait_for_function(f"async () => (await ({SHOWN})()).length === 1")
    assert page.evaluate(SHOWN) == [{"title": "Ventanilla", "body": SAID, "tag": "buzon", "data": None}]

    delivered(context, page, office.origin, '{"titulo": "LUCÍA", "texto": "CURP XEXX900101MDFXXX05, $500.00"}')
    page.wait_for_function(f"async () => (await ({SHOWN})())[0].title === 'LUCÍA'")
    [second] = page.evaluate(SHOWN)  # whatever is pushed, the sentence is ours; and it takes the place of the first
    assert second["body"] == SAID

    worker = next(one for one in context.service_workers if one.url.endswith("/cuenta/avisos/sw.js"))
    asked = worker.evaluate(PRESSED)
    assert asked == ["/buzon"]
    assert page.evaluate(SHOWN) == []  # pressed, it leaves the screen
    page.goto(f"{office.origin}{asked[0]}")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("buzón", re.IGNORECASE))
    assert errors == []
