"""What a person does, step by step, as the journeys say it."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any, Final

import axe_playwright_python
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Office

AXE: Final = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
TAGS: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCREENSHOTS: Final = os.environ.get("VENTANILLA_SCREENSHOTS", "")
PASSWORD: Final = "demostracion"


def looks_right(page: Page, name: str) -> None:
    """No axe violation, nothing wider than the screen, no inline violation of the policy; a screenshot if asked for."""
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", TAGS)
    wrong = [(one["id"], [node["html"][:160] for node in one["nodes"]]) for one in found["violations"]]
    assert not wrong, f"{name}: {json.dumps(wrong, ensure_ascii=False, indent=1)}"
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0, f"{name}: {overflow} px wider than the screen"
    if SCREENSHOTS:
        width = page.viewport_size["width"] if page.viewport_size else 0
        folder = Path(SCREENSHOTS)
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)


def watch_policy(page: Page) -> list[str]:
    """Every violation of the content policy and every script error of the page, as they come."""
    seen: list[str] = []
    page.on("console", lambda message: seen.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: seen.append(str(error)))
    return seen


def choose_files(page: Page, cer: Path, key: Path, password: str = PASSWORD) -> None:
    """Choose the two files and type the password in the signing panel."""
    page.locator("[data-cer]").set_input_files(cer)
    page.locator("[data-key]").set_input_files(key)
    page.locator("[data-password]").fill(password)


def sign_in(page: Page, office: Office, slug: str, password: str = PASSWORD) -> None:
    """Sign in with a test identity."""
    page.goto(f"{office.origin}/entrar")
    choose_files(page, *office.identity(slug), password)
    page.get_by_role("button", name="Firmar e iniciar sesión").click()
    page.wait_for_url(f"{office.origin}/oficina")


def ask_constancia(page: Page, office: Office, para: str = "Solo para mí") -> None:
    """From the catalogue to the page that checks the answers."""
    page.goto(f"{office.origin}/tramites/constancia_vigencia")
    page.get_by_role("button", name=re.compile("^Iniciar$|Seguir donde me quedé")).first.click()
    page.get_by_label(para).check()
    page.get_by_role("button", name="Continuar").click()
    expect(page.get_by_label("Año")).not_to_have_value("")
    page.get_by_role("button", name="Continuar").click()
    page.wait_for_url(re.compile("/revisar"))


def sign_and_send(page: Page, cer: Path, key: Path, password: str = PASSWORD) -> str:
    """Sign what is shown; the folio of the case."""
    choose_files(page, cer, key, password)
    page.get_by_role("button", name="Firmar y enviar").click()
    page.wait_for_url(re.compile("/expedientes/"))
    return page.url.rsplit("/", 1)[-1]


def download_document(page: Page, folder: Path) -> Path:
    """Wait until the document is sealed, and save it."""
    button = page.get_by_role("button", name="Descargar el documento (PDF)")
    expect(button).to_be_visible(timeout=20_000)
    with page.expect_download() as download:
        button.click()
    path = folder / "documento.pdf"
    download.value.save_as(path)
    return path
