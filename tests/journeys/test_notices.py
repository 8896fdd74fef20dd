"""How a person is told: chosen by topic, and on this device once they press the button, never before."""

from __future__ import annotations

import base64
import re
from typing import Final

from playwright.sync_api import Page, expect

from tests.adapters.push.browser import FakeBrowser
from tests.journeys.conftest import Office
from tests.journeys.steps import looks_right, sign_in, watch_policy

# No browser of a test reaches its maker's service: what it would give is given; what is asked of the person is counted.
STAND_IN: Final = """
const key = Uint8Array.from(atob("%s"), (letter) => letter.charCodeAt(0)).buffer;
const secret = Uint8Array.from(atob("MDEyMzQ1Njc4OWFiY2RlZg=="), (letter) => letter.charCodeAt(0)).buffer;
PushManager.prototype.getSubscription = async () => null;
PushManager.prototype.subscribe = async () => ({
  endpoint: "https://fcm.googleapis.com/fcm/send/" + Math.random(),
  getKey: (name) => (name === "auth" ? secret : key),
});
window.asked = 0;
Notification.requestPermission = async () => { window.asked += 1; return window.answer ?? "granted"; };
"""


def test_a_device_is_added_when_its_owner_asks(page: Page, office: Office) -> None:
    errors = watch_policy(page)
    key = FakeBrowser().subscription("x").key
    page.add_init_script(STAND_IN % base64.b64encode(key).decode())
    sign_in(page, office, "contador")
    page.goto(f"{office.origin}/cuenta")
    page.get_by_role("link", name=re.compile("Cómo le avisamos")).click()
    looks_right(page, "avisos-como", picture=True)
    assert page.evaluate("window.asked") == 0  # on load, nothing is asked
    page.evaluate("window.answer = 'denied'")
    page.get_by_role("button", name="Avisarme en este dispositivo").click()
    expect(page.get_by_text("Su navegador no permite los avisos")).to_be_visible()
    looks_right(page, "avisos-como-negado")
    page.evaluate("window.answer = 'granted'")
    page.get_by_role("button", name="Avisarme en este dispositivo").click()
    expect(page.get_by_role("main")).to_contain_text("Le avisaremos en este dispositivo.")
    looks_right(page, "avisos-como-agregado", picture=True)
    page.get_by_role("group", name="Plazos que se acercan").get_by_label("Solo en mi buzón").check()
    page.get_by_role("button", name="Guardar", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Así le avisaremos desde ahora.")
    expect(page.get_by_role("group", name="Plazos que se acercan").get_by_label("Solo en mi buzón")).to_be_checked()
    page.get_by_role("button", name="Quitar").click()
    expect(page.get_by_role("main")).to_contain_text("Ninguno todavía.")
    assert errors == []
