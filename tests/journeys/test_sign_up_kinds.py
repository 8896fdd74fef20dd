"""Every kind of person opens an account; what is asked of each is counted, and published as it was counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import PHONE, Office, office_folder, open_office
from tests.journeys.steps import choose_files, looks_right, watch_policy
from tests.journeys.test_sign_up import curp_of, link_in, mail_to

PUBLISHED: Final = Path(__file__).parents[2] / "docs" / "reference" / "sign-up.md"
PHRASE: Final = "cuatro palabras bien guardadas"


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    """An office where nobody entered yet."""
    with office_folder() as folder, open_office(folder) as opened:
        yield opened


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A phone nobody used before."""
    context = browser.new_context(viewport=PHONE, locale="es-MX")
    yield context.new_page()
    context.close()


class Person:
    """Somebody who opens an account: what they do is counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pages: list[str] = []
        self.fields = self.decisions = 0

    def fill(self, label: str, value: str) -> None:
        """Type in one box."""
        self.page.get_by_label(label).fill(value)
        self.fields += 1

    def check(self, label: str | re.Pattern[str]) -> None:
        """Make one choice."""
        self.page.get_by_label(label).check()
        self.fields += 1

    def efirma(self, office: Office, slug: str) -> None:
        """The two files and their password."""
        choose_files(self.page, *office.identity(slug))
        self.fields += 3

    def press(self, name: str) -> None:
        """Press one button of the page."""
        self.decisions += 1
        path = urlsplit(self.page.url).path
        if path not in self.pages:
            self.pages.append(path)
        self.page.get_by_role("main").get_by_role("button", name=name, exact=True).click()

    def counted(self) -> tuple[int, int, int]:
        """Pages, fields, decisions."""
        return len(self.pages), self.fields, self.decisions


def published(kind: str) -> tuple[int, int, int]:
    """What the documentation says of a kind."""
    row = re.search(
        rf"^\| {re.escape(kind)} \| (\d+) \| (\d+) \| (\d+) \|$", PUBLISHED.read_text("utf-8"), re.MULTILINE
    )
    assert row is not None, kind
    return int(row[1]), int(row[2]), int(row[3])


@pytest.mark.parametrize(
    ("kind", "slug", "known"),
    [
        ("worker", "trabajadora", "Número de seguridad social"),
        ("pensioner", "pensionada", "Usted recibe una pensión"),
        ("employer, a natural person", "patron", "Registros patronales"),
        ("company, by its representative", "empresa", "Actúa por la empresa"),
    ],
)
def test_with_an_efirma(office: Office, phone: Page, kind: str, slug: str, known: str) -> None:
    errors, person = watch_policy(phone), Person(phone)
    phone.goto(f"{office.origin}/cuenta/nueva")
    person.fill("Su CURP", curp_of(office, slug))
    person.press("Continuar con mi e.firma")
    person.efirma(office, slug)
    person.press("Firmar y continuar")
    phone.wait_for_url(re.compile("/cuenta/nueva/terminos"))
    expect(phone.get_by_role("main")).to_contain_text(known)
    looks_right(phone, f"alta-terminos-{slug}")
    person.efirma(office, slug)
    person.press("Firmar y abrir mi cuenta")
    phone.wait_for_url(re.compile("/cuenta/nueva/lista"))
    looks_right(phone, f"alta-lista-{slug}")
    phone.get_by_role("link", name="Ir a mi oficina").click()
    phone.wait_for_url(f"{office.origin}/oficina")
    assert person.counted() == published(kind)
    assert errors == []


def test_without_an_efirma(office: Office, phone: Page, browser: Browser) -> None:
    person, address = Person(phone), "sin.firma@correo.example"
    mail = browser.new_context(locale="es-MX").new_page()
    phone.goto(f"{office.origin}/cuenta/nueva")
    person.fill("Su CURP", curp_of(office, "un-apellido"))
    person.press("No tengo e.firma")
    person.fill("Su correo", address)
    person.fill("Una contraseña nueva", PHRASE)
    person.check("Los leí y los acepto")
    person.press("Enviarme el enlace")
    phone.wait_for_url(re.compile("/cuenta/nueva/revise"))
    mail.goto(link_in(mail_to(mail, office, address, "confirme su correo")))
    mail.get_by_role("button", name="Confirmar mi correo").click()
    expect(mail.get_by_role("heading", name="Confirmó su correo")).to_be_visible()
    person.press("Ya abrí el enlace: continuar")
    phone.wait_for_url(re.compile("/cuenta/identidad"))
    person.check(re.compile("•••"))
    person.press("Enviar el código")
    code = re.search(r"\b(\d{6})\b", mail_to(mail, office, "un.apellido@registro.example", "su código"))
    assert code is not None
    person.fill("Código de seis números", code[1])
    person.press("Confirmar")
    phone.wait_for_url(f"{office.origin}/oficina")
    mail.context.close()
    assert person.counted() == published("without an e.firma")
