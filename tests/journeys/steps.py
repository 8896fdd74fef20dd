"""What a person does, step by step, as the journeys say it."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import axe_playwright_python
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, ConsoleMessage, Error, Locator, Page, TimeoutError, expect

from tests.journeys.conftest import Office

AXE: Final = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
TAGS: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# One question, so that axe and both answers are of one document, also where the page replaces itself meanwhile.
# A folio is random: what fits must fit with the widest letters that one can have, not with those it drew today.
LOOK: Final = f"""async tags => {{
    if (!window.axe) {{ {AXE} }}
    const only = {{type: "tag", values: tags}};
    // What is right is not written down node by node: that took longer than looking.
    const found = await axe.run(document, {{runOnly: only, resultTypes: ["violations"], selectors: false}});
    const violations = found.violations.map(one => [one.id, one.nodes.map(node => node.html.slice(0, 160))]);
    const folio = /\\b(?:[0-9A-HJKMNP-TV-Z]{{4}}-){{2}}[0-9A-HJKMNP-TV-Z]{{4}}\\b/g;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const written = [];
    while (walker.nextNode()) {{
        const text = walker.currentNode.data;
        if (text.search(folio) >= 0) written.push([walker.currentNode, text]);
    }}
    for (const [node, text] of written) node.data = text.replace(folio, "WMWM-WMWM-WMWM");
    const root = document.documentElement;
    const overflow = root.scrollWidth - root.clientWidth;
    for (const [node, text] of written) node.data = text;
    return {{violations, overflow}};
}}"""
SCREENSHOTS: Final = os.environ.get("VENTANILLA_SCREENSHOTS", "")
PASSWORD: Final = "demostracion"
# Milliseconds for what the worker does after a commit. A page that waits asks ever less often, at last every 15 s: what
# was just missed is shown that much later.
DELIVERED_WITHIN: Final = 120_000


def _look(page: Page) -> dict[str, Any]:
    """What axe finds on the page with its style, and how much wider it is than the screen.

    Again where a page that waits for news replaced itself meanwhile.
    """
    for last in (False, False, True):
        try:
            page.wait_for_load_state()
            found: dict[str, Any] = page.evaluate(LOOK, TAGS)
        except Error as error:
            if last or "context was destroyed" not in str(error):
                raise
        else:
            return found
    raise AssertionError("unreachable: the last turn returns or raises")


def looks_right(page: Page, name: str, *, picture: bool = False) -> None:
    """No axe violation, nothing wider than the screen; a ``picture`` of it for the documentation, if asked for."""
    found = _look(page)
    wrong = json.dumps(found["violations"], ensure_ascii=False, indent=1)
    assert not found["violations"], f"{name}: {wrong}"
    assert found["overflow"] <= 0, f"{name}: {found['overflow']} px wider than the screen"
    if SCREENSHOTS and picture:
        width = page.viewport_size["width"] if page.viewport_size else 0
        folder = Path(SCREENSHOTS)
        folder.mkdir(parents=True, exist_ok=True)
        _keep(page.screenshot(full_page=True), folder / f"{name}-{width}.png")


def _keep(picture: bytes, path: Path) -> None:
    """A page has few colours: with a palette of its own its picture weighs a third, and looks the same."""
    with Image.open(io.BytesIO(picture)) as image:
        palette = image.convert("RGB").quantize(128, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        palette.save(path, optimize=True)


def begin(page: Page, answer: str) -> None:
    """From the page of a trámite: say that it is for them, with ``answer``, and start; or go on with the draft left."""
    left = page.get_by_role("button", name="Seguir donde me quedé")
    if left.count():
        left.click()
        return
    page.get_by_role("button", name="Iniciar", exact=True).click()
    page.get_by_label(answer, exact=True).check()
    page.get_by_role("button", name="Continuar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Este trámite es para usted")
    page.get_by_role("button", name="Iniciar", exact=True).click()


def looks_right_plain(browser: Browser, page: Page, name: str) -> None:
    """`looks_right` for a page that runs no script: axe is one, so it looks at the same document in another browser.

    There nothing of the office runs either, and what stands in ``noscript`` is shown as it is shown here.
    """
    html = page.content().replace("<noscript>", "<div>").replace("</noscript>", "</div>")
    address = page.url.partition("#")[0]
    context = browser.new_context(viewport=page.viewport_size, locale="es-MX", service_workers="block")
    try:
        twin = context.new_page()
        twin.route("**/*.js", lambda route: route.abort())
        twin.route(address, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
        twin.goto(address)
        assert twin.locator("h1").all_inner_texts() == page.locator("h1").all_inner_texts()
        looks_right(twin, name)
    finally:
        context.close()


def watch_policy(page: Page, *answers: int) -> list[str]:
    """Every violation of the content policy and every script error of the page, as they come.

    ``answers`` are the statuses that the journey means to get: the browser notes in its console that a page came so.
    """
    seen: list[str] = []
    meant = {f"Failed to load resource: the server responded with a status of {status} (" for status in answers}

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(tuple(meant)):
            seen.append(message.text)

    page.on("console", hear)
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
    accept_terms(page)
    page.wait_for_url(f"{office.origin}/oficina")


def accept_terms(page: Page) -> None:
    """Whoever comes in for the first time reads the terms and accepts them."""
    page.wait_for_url(re.compile(r"https?://[^/]+/(?!entrar)"))
    if "/cuenta/terminos" in page.url:
        read_terms(page)


def read_terms(page: Page) -> None:
    """The terms are asked for: read, and accepted."""
    expect(page.get_by_role("heading", name="Antes de seguir, lea esto")).to_be_visible()
    looks_right(page, "terminos")
    page.get_by_role("button", name="Acepto y sigo").click()


def until_shown(page: Page, url: str, found: Locator) -> Locator:
    """Open ``url`` again and again until ``found`` is there: what somebody else does changes no page that is open."""
    for _ in range(DELIVERED_WITHIN // 500):
        page.goto(url)
        if found.count():
            break
        page.wait_for_timeout(500)
    expect(found.first).to_be_visible()
    return found.first


def open_mail(page: Page, office: Office, subject: str) -> str:
    """Open the newest e-mail of ``subject`` once it is delivered; the address in it."""
    row = page.get_by_role("link", name=re.compile(subject))
    until_shown(page, f"{office.origin}/demo/correo", row).click()
    found = re.search(
        rf"{re.escape(office.origin)}/(?:entrar|cuenta/enlace)/\S+/\S+", page.get_by_role("main").inner_text()
    )
    assert found is not None
    return found[0]


def sign_out(page: Page, office: Office) -> None:
    """Leave, as the button of every page does."""
    page.get_by_role("button", name="Salir", exact=True).click()
    page.wait_for_url(f"{office.origin}/")


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
    try:
        page.wait_for_url(re.compile("/expedientes/"))
    except TimeoutError as late:
        raise AssertionError(f"nothing was filed; the page says: {page.get_by_role('main').inner_text()}") from late
    return page.url.rsplit("/", 1)[-1]


def download_document(page: Page, folder: Path) -> Path:
    """Wait until the document is sealed, and save it."""
    button = page.get_by_role("button", name="Descargar el documento (PDF)")
    expect(button).to_be_visible(timeout=DELIVERED_WITHIN)
    with page.expect_download() as download:
        button.click()
    path = folder / "documento.pdf"
    download.value.save_as(path)
    return path


@dataclass(frozen=True)
class Sealed:
    """A constancia that somebody left with: its case's folio, its own, its file, and the address in its QR."""

    case: str
    folio: str
    pdf: Path
    link: str


def leave_with_constancia(browser: Browser, office: Office, slug: str, folder: Path) -> Sealed:
    """The whole errand of one test identity, in a browser of its own."""
    context = browser.new_context(locale="es-MX", accept_downloads=True)
    try:
        page = context.new_page()
        sign_in(page, office, slug)
        ask_constancia(page, office)
        case = sign_and_send(page, *office.identity(slug))
        pdf = download_document(page, folder)
    finally:
        context.close()
    link = qr_of(pdf)
    return Sealed(case, link.partition("#")[0].rsplit("/", 1)[-1], pdf, link)


def qr_of(pdf: Path) -> str:
    """The address in the QR of a document's first page, read from its picture."""
    picture = pdf.with_suffix("")
    subprocess.run(["pdftoppm", "-r", "150", "-png", "-f", "1", "-singlefile", str(pdf), str(picture)], check=True)
    with Image.open(picture.with_suffix(".png")) as image:
        codes = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    assert len(codes) == 1, codes
    return codes[0].text
