"""Two journeys with certificates nobody here issued: the tax authority's public test e.firmas."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import PHONE, SHARED, Office, office_folder, open_office
from tests.journeys.steps import (
    accept_terms,
    ask_constancia,
    choose_files,
    download_document,
    looks_right,
    sign_and_send,
    watch_policy,
)

EFIRMA = SHARED / "efirma"
PASSWORD = "12345678a"
pytestmark = pytest.mark.skipif(not EFIRMA.is_dir(), reason="the foreign test e.firmas are not beside the checkout")


@pytest.fixture(scope="module")
def anchors(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The foreign test authorities, in an operator's directory."""
    folder = tmp_path_factory.mktemp("anclas")
    for authority in EFIRMA.glob("ca-*.cer"):
        shutil.copy(authority, folder)
    return folder


@pytest.fixture(scope="module")
def today(anchors: Path) -> Iterator[Office]:
    """A demonstration at its own date that also believes the foreign test authorities."""
    with office_folder() as folder, open_office(folder, VENTANILLA_ANCLAS=str(anchors)) as opened:
        yield opened


@pytest.fixture(scope="module")
def in_2021(anchors: Path) -> Iterator[Office]:
    """The whole installation on 1 June 2021."""
    settings = {"VENTANILLA_ANCLAS": str(anchors), "VENTANILLA_CLOCK": "2021-06-01"}
    with office_folder(sown=False) as folder, open_office(folder, **settings) as opened:
        yield opened


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A phone nobody used before."""
    context = browser.new_context(viewport=PHONE, locale="es-MX")
    yield context.new_page()
    context.close()


def _pair(name: str) -> tuple[Path, Path]:
    return EFIRMA / f"{name}.cer", EFIRMA / f"{name}.key"


def test_a_representative_signs_in_for_their_company(today: Office, phone: Page) -> None:
    errors = watch_policy(phone)
    phone.goto(f"{today.origin}/entrar")
    choose_files(phone, *_pair("fiel-pm-vigente"), PASSWORD)
    phone.get_by_role("button", name="Firmar e iniciar sesión").click()
    accept_terms(phone)
    phone.wait_for_url(f"{today.origin}/oficina")
    looks_right(phone, "oficina-empresa")
    main = phone.get_by_role("main")
    expect(main.get_by_role("heading", name="ESCUELA KEMPER URGATE SA DE CV")).to_be_visible()
    expect(main).to_contain_text("EKU9003173C9")
    expect(main).to_contain_text("VADA800927DJ3")
    expect(phone.get_by_text("Usted actúa por").first).to_be_visible()
    expect(main.get_by_role("heading", name="Qué puede pedir la empresa")).to_be_visible()
    expect(main.get_by_role("link", name="Alta de una persona trabajadora")).to_be_visible()
    assert errors == []


def test_an_expired_efirma_with_enie_works_when_it_was_in_force(in_2021: Office, phone: Page, tmp_path: Path) -> None:
    errors = watch_policy(phone)
    phone.goto(f"{in_2021.origin}/entrar")
    expect(phone.get_by_text("1 de junio de 2021").first).to_be_visible()
    cer, key = _pair("fiel-pf-enie-vencida")
    choose_files(phone, cer, key, PASSWORD)
    phone.get_by_role("button", name="Firmar e iniciar sesión").click()
    accept_terms(phone)
    phone.wait_for_url(f"{in_2021.origin}/oficina")
    looks_right(phone, "oficina-2021")
    ask_constancia(phone, in_2021)
    sign_and_send(phone, cer, key, PASSWORD)
    pdf = download_document(phone, tmp_path)
    looks_right(phone, "expediente-2021")
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    assert "CANF770131HBCSBR08" in text
    assert "1 de junio de 2021" in text
    told = subprocess.run(["pdfsig", str(pdf)], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid" in told, told
    assert errors == []


def test_the_same_efirma_is_refused_as_expired_today(today: Office, phone: Page) -> None:
    phone.goto(f"{today.origin}/entrar")
    choose_files(phone, *_pair("fiel-pf-enie-vencida"), PASSWORD)
    phone.get_by_role("button", name="Firmar e iniciar sesión").click()
    expect(phone.get_by_role("alert").first).to_contain_text("venció el 13 de junio de 2023")
    looks_right(phone, "entrar-vencida")


def test_a_foreign_csd_is_not_an_efirma(today: Office, phone: Page) -> None:
    phone.goto(f"{today.origin}/entrar")
    choose_files(phone, *_pair("csd-pm-vigente"), PASSWORD)
    phone.get_by_role("button", name="Firmar e iniciar sesión").click()
    expect(phone.get_by_role("alert").first).to_contain_text("sello digital")


def _sign_up(office: Office, phone: Page, name: str, curp: str) -> None:
    phone.goto(f"{office.origin}/cuenta/nueva")
    phone.get_by_label("Su CURP").fill(curp)
    phone.get_by_role("button", name="Continuar con mi e.firma").click()
    choose_files(phone, *_pair(name), PASSWORD)
    phone.get_by_role("button", name="Firmar y continuar").click()


def test_the_published_efirmas_open_an_account(today: Office, in_2021: Office, phone: Page) -> None:
    errors = watch_policy(phone)
    for office, name, curp, shown in (
        (today, "fiel-pm-vigente", "VADA800927HSRSRL05", "Actúa por la empresa"),
        (in_2021, "fiel-pf-enie-vencida", "CANF770131HBCSBR08", "CAÑF770131PA3"),
    ):
        _sign_up(office, phone, name, curp)
        phone.wait_for_url(f"{office.origin}/cuenta/nueva/terminos")
        expect(phone.get_by_role("main")).to_contain_text(shown)
        looks_right(phone, f"alta-terminos-{name}")
        choose_files(phone, *_pair(name), PASSWORD)
        phone.get_by_role("button", name="Firmar y abrir mi cuenta").click()
        phone.wait_for_url(f"{office.origin}/cuenta/nueva/lista")
    assert errors == []


def test_a_seal_certificate_and_an_expired_one_open_none(today: Office, phone: Page) -> None:
    _sign_up(today, phone, "csd-pm-vigente", "VADA800927HSRSRL05")
    expect(phone.locator("[data-sign-error]")).to_have_attribute("data-code", "es-csd")
    _sign_up(today, phone, "fiel-pf-enie-vencida", "CANF770131HBCSBR08")
    expect(phone.locator("[data-sign-error]")).to_have_attribute("data-code", "vencido")
