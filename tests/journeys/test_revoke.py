"""An official revokes a document; whoever verifies it reads that it no longer counts, and its owner reads why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.journeys.conftest import DESKTOP, PHONE, Office
from tests.journeys.steps import leave_with_constancia, looks_right, sign_in, watch_policy

WIDTHS: Final = {"phone": PHONE, "desktop": DESKTOP}
SLUGS: Final = {"phone": "trabajadora", "desktop": "pensionada"}
WHY: Final = "Su clínica cambió el mismo día."


@contextmanager
def somebody(browser: Browser, width: ViewportSize) -> Iterator[Page]:
    """A browser of their own."""
    context = browser.new_context(viewport=width, locale="es-MX")
    try:
        yield context.new_page()
    finally:
        context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_document_is_revoked(office: Office, browser: Browser, width: str, tmp_path: Path) -> None:
    sealed = leave_with_constancia(browser, office, SLUGS[width], tmp_path)
    with somebody(browser, WIDTHS[width]) as page:
        errors = watch_policy(page, 422)
        sign_in(page, office, "personal")
        page.goto(f"{office.origin}/personal")
        page.get_by_role("link", name=re.compile("^Revocar un documento")).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Revocar un documento")
        looks_right(page, "revocar-buscar")
        page.get_by_label("Folio del documento", exact=True).fill(sealed.folio)
        page.get_by_role("button", name="Buscar").click()
        expect(page.get_by_role("heading", level=2, name="Constancia de vigencia")).to_be_visible()
        looks_right(page, "revocar-documento", picture=True)
        page.get_by_role("button", name="Revocar el documento").click()
        expect(page.get_by_role("alert")).to_contain_text("Escriba el motivo")
        looks_right(page, "revocar-error")
        page.get_by_label("Motivo").fill(WHY)
        page.get_by_role("button", name="Revocar el documento").click()
        expect(page.get_by_text("El documento ya no vale. Avisamos a la persona.")).to_be_visible()
        expect(page.get_by_role("button", name="Revocar el documento")).to_have_count(0)
        looks_right(page, "revocado-hecho")
        assert errors == []
    with somebody(browser, WIDTHS[width]) as stranger:
        stranger.goto(f"{office.origin}/verificar/{sealed.folio}")
        expect(stranger.get_by_text(re.compile("se revocó", re.IGNORECASE)).first).to_be_visible()
    with somebody(browser, WIDTHS[width]) as owner:
        sign_in(owner, office, SLUGS[width])
        owner.goto(f"{office.origin}/expedientes/{sealed.case}")
        expect(owner.get_by_text(WHY)).to_be_visible()
