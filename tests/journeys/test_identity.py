"""No e.firma, up to one's own office with a payroll receipt; and whoever knows what an employer knows gets nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import DESKTOP, PHONE, Office, office_folder, open_office
from tests.journeys.inside import run_inside
from tests.journeys.steps import DELIVERED_WITHIN, looks_right, watch_policy
from tests.journeys.test_card import qr_shown
from tests.journeys.test_sign_up import link_in, mail_to
from tests.journeys.test_sign_up_kinds import PHRASE, Person, published

STOP: Final = re.compile(r"http://\S+/cuenta/recibo/\S+")
MOST_FIELDS: Final = 12
# What the owner would answer, and where the office would write to them: asked of the office from behind its counter.
OWNER: Final = """
import json
from django.conf import settings
from ventanilla.apps.accounts import receipts
from ventanilla.apps.accounts.models import ReceiptProof
from ventanilla.apps.accounts.outbound import career_of, on_record
from ventanilla.apps.eventlog.api import scope
curp = "{curp}"
with scope(None):
    issuer = ReceiptProof.objects.filter(account__curp=curp).order_by("-begun_at")[0].issuer
asked, real = receipts._drawn(curp, career_of(curp), issuer, settings.VENTANILLA_CLOCK.now())
assert real
right = {{receipts._key(curp, one): one.right for one in asked}}
print(json.dumps([right, [one.email for one in on_record(curp).contacts]]))
"""


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    """An office where nobody entered yet."""
    with office_folder() as folder, open_office(folder) as opened:
        yield opened


@pytest.fixture(params=[PHONE, DESKTOP], ids=["360", "1280"])
def someone(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A browser nobody used before."""
    context = browser.new_context(viewport=request.param, locale="es-MX")
    yield context.new_page()
    context.close()


def offered(office: Office, place: int) -> tuple[str, Path]:
    """The CURP and the receipt of one of the demonstration's people."""
    folder = office.var / "pki" / "recibos"
    one = json.loads((folder / "recibos.json").read_text("utf-8"))[place]
    return str(one["curp"]), folder / f"{one['slug']}.xml"


def owner(office: Office, curp: str) -> tuple[dict[str, int], list[str]]:
    """What they would answer, and their contacts on record."""
    right, contacts = json.loads(run_inside(office, OWNER.format(curp=curp)))
    return right, contacts


def account_by_mail(office: Office, browser: Browser, person: Person, curp: str, address: str) -> None:
    """Up to the page that asks who one is."""
    person.page.goto(f"{office.origin}/cuenta/nueva")
    person.fill("Su CURP", curp)
    person.press("No tengo e.firma")
    person.fill("Su correo", address)
    person.fill("Una contraseña nueva", PHRASE)
    person.check("Los leí y los acepto")
    person.press("Enviarme el enlace")
    mail = browser.new_context(locale="es-MX").new_page()
    mail.goto(link_in(mail_to(mail, office, address, "confirme su correo")))
    mail.get_by_role("button", name="Confirmar mi correo").click()
    expect(mail.get_by_role("heading", name="Confirmó su correo")).to_be_visible()
    mail.context.close()
    person.press("Ya abrí el enlace: continuar")
    person.page.wait_for_url(re.compile("/cuenta/identidad"))


def answer(person: Person, places: dict[str, int]) -> None:
    """Choose in each question."""
    for key, place in places.items():
        person.page.locator(f'input[name="{key}"][value="{place}"]').check()
        person.fields += 1
    person.press("Confirmar quién soy")


def up_to_the_card(office: Office, person: Person) -> None:
    """From one's own office to the QR on the screen, signing nothing."""
    page = person.page
    page.get_by_role("main").locator("a[href='/tarjeta/']").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Su tarjeta")
    looks_right(page, "tarjeta-sin-efirma-ninguna", picture=True)
    person.press("Pedir mi tarjeta")
    page.wait_for_url(re.compile("/revisar"))
    expect(page.locator("[data-key]")).to_have_count(0)
    looks_right(page, "tarjeta-sin-efirma-revisar", picture=True)
    person.press("Enviar")
    page.wait_for_url(re.compile("/expedientes/"))
    expect(page.get_by_role("main")).to_contain_text("Recibimos su trámite")
    looks_right(page, "tarjeta-sin-efirma-enviada", picture=True)
    page.get_by_role("button", name="Abrir: Tarjeta digital").click()
    expect(page.locator(".v-card-id__qr")).to_be_visible(timeout=DELIVERED_WITHIN)
    looks_right(page, "tarjeta-sin-efirma", picture=True)
    serial = page.locator("[data-card]").get_attribute("data-serial") or ""
    assert qr_shown(page).startswith(f"{office.origin}/verificar/{serial}#")


def test_with_a_receipt_up_to_ones_own_office(
    office: Office, someone: Page, browser: Browser, request: pytest.FixtureRequest
) -> None:
    wide = request.node.callspec.id == "1280"
    errors, person = watch_policy(someone, 422), Person(someone)
    curp, receipt = offered(office, int(wide))
    account_by_mail(office, browser, person, curp, f"con.recibo.{int(wide)}@correo.example")
    looks_right(someone, "identidad-maneras", picture=True)
    someone.get_by_role("link", name="Confirmar con un recibo de nómina").click()
    looks_right(someone, "identidad-recibo", picture=True)
    blank = Person(someone)  # a slip: what it costs is not counted
    blank.press("Continuar")
    expect(someone.get_by_role("alert")).to_contain_text("Elija el archivo XML")
    looks_right(someone, "identidad-recibo-error", picture=True)
    altered = receipt.read_bytes().replace(b'Total="', b'Total="9', 1)
    someone.get_by_label("Recibo de nómina, en XML").set_input_files(
        {"name": "recibo.xml", "mimeType": "text/xml", "buffer": altered}
    )
    blank.press("Continuar")
    expect(someone.get_by_role("alert")).to_contain_text("algo cambió después de sellarlo")
    looks_right(someone, "identidad-recibo-rechazado", picture=True)
    someone.get_by_label("Recibo de nómina, en XML").set_input_files(receipt)
    person.fields += 1
    person.press("Continuar")
    someone.wait_for_url(re.compile("/cuenta/identidad/preguntas"))
    looks_right(someone, "identidad-preguntas", picture=True)
    right, contacts = owner(office, curp)
    blank.press("Confirmar quién soy")
    expect(someone.get_by_role("alert")).to_contain_text("No contó como intento")
    looks_right(someone, "identidad-preguntas-error", picture=True)
    answer(person, right)
    someone.wait_for_url(f"{office.origin}/oficina")
    looks_right(someone, "identidad-oficina")
    assert person.counted() == published("without an e.firma, with a payroll receipt")
    up_to_the_card(office, person)
    mail = browser.new_context(locale="es-MX").new_page()
    for told in ("quiere confirmar", "alguien confirmó"):
        assert STOP.search(mail_to(mail, office, contacts[0], told))
    mail.context.close()
    pages, fields, decisions = person.counted()
    assert fields <= MOST_FIELDS
    assert (pages, fields, decisions) == published("without an e.firma, up to the digital card")
    assert errors == []


def test_an_impostor_gets_nothing_and_the_owner_is_told(office: Office, phone: Page, browser: Browser) -> None:
    """Whoever pays knows CURP, NSS, birth date and job, and seals a good receipt; the owner stops it."""
    errors, impostor = watch_policy(phone, 422, 429), Person(phone)
    curp, receipt = offered(office, 2)
    account_by_mail(office, browser, impostor, curp, "impostor@correo.example")
    phone.goto(f"{office.origin}/cuenta/identidad/recibo")
    phone.get_by_label("Recibo de nómina, en XML").set_input_files(receipt)
    impostor.press("Continuar")
    phone.wait_for_url(re.compile("/cuenta/identidad/preguntas"))
    right, contacts = owner(office, curp)
    guess = right | {next(iter(right)): (right[next(iter(right))] + 1) % 8}
    for left in ("Le quedan 2 intentos", "Le queda 1 intento"):
        answer(impostor, guess)
        expect(phone.get_by_role("alert")).to_contain_text("No pudimos confirmar quién es")
        expect(phone.get_by_role("main")).to_contain_text(left)
    looks_right(phone, "identidad-preguntas-mal", picture=True)
    answer(impostor, guess)
    expect(phone.get_by_role("main")).to_contain_text("esta manera está cerrada hasta el")
    looks_right(phone, "identidad-cerrada", picture=True)
    for own in ("/oficina", "/tarjeta/"):
        phone.goto(f"{office.origin}{own}")
        phone.wait_for_url(re.compile("/cuenta/identidad"))
    real = browser.new_context(viewport=PHONE, locale="es-MX").new_page()
    link = STOP.search(mail_to(real, office, contacts[0], "quiere confirmar"))
    assert link is not None
    real.goto(link[0])
    looks_right(real, "identidad-detener", picture=True)
    real.get_by_role("button", name="No fui yo: detenerlo").click()
    looks_right(real, "identidad-detenida", picture=True)
    phone.goto(f"{office.origin}/cuenta/identidad")
    phone.wait_for_url(re.compile("/entrar"))
    real.context.close()
    assert errors == []


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A phone nobody used before."""
    context = browser.new_context(viewport=PHONE, locale="es-MX")
    yield context.new_page()
    context.close()


def test_the_demonstration_offers_receipts(office: Office, someone: Page) -> None:
    errors = watch_policy(someone)
    someone.goto(f"{office.origin}/demo/recibos")
    looks_right(someone, "demo-recibos", picture=True)
    with someone.expect_download() as download:
        someone.get_by_role("link", name=re.compile("Recibo \\(XML\\)")).first.click()
    assert b"nomina12:Nomina" in download.value.path().read_bytes()
    assert errors == []
