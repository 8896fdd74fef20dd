"""A worker's own pages by the keyboard alone: each is walked with Tab, and a dispute is filed until it is signed."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import DESKTOP, PHONE, Office, office_folder, open_office
from tests.journeys.inside import ask_authority_again, authority_down
from tests.journeys.keyboard import choose_file, enter, faults, follow, press, skips, tab_to, write
from tests.journeys.steps import DELIVERED_WITHIN, PASSWORD, sign_in
from tests.journeys.test_card import ask_for_card, open_card
from tests.journeys.test_movements import numbers

WORKER = "trabajadora"
COMPANY = "empresa"
SIZES = {"360": PHONE, "1280": DESKTOP}


@pytest.fixture(scope="module")
def apart() -> Iterator[Office]:
    """An office of its own: the worker's card is made here."""
    with office_folder() as folder, open_office(folder) as opened:
        yield opened


@pytest.fixture(scope="module", params=SIZES)
def worker(apart: Office, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A worker who signed in and has a card, on a telephone with keys and at a desk."""
    context = browser.new_context(viewport=SIZES[request.param], locale="es-MX", reduced_motion="reduce")
    page = context.new_page()
    sign_in(page, apart, WORKER)
    page.goto(f"{apart.origin}/tarjeta/")
    if page.get_by_role("heading", name="Todavía no tiene tarjeta", exact=True).count():
        ask_for_card(page, apart, WORKER)
    open_card(page, apart)
    yield page
    context.close()


@pytest.fixture(params=SIZES)
def company(apart: Office, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The representative of a company who signed in."""
    context = browser.new_context(viewport=SIZES[request.param], locale="es-MX", reduced_motion="reduce")
    page = context.new_page()
    sign_in(page, apart, COMPANY)
    yield page
    context.close()


def walked(page: Page, address: str) -> None:
    """No fault of the walk, and the link to the content works."""
    page.goto(address)
    assert faults(page) == []
    assert skips(page) == []


@pytest.mark.parametrize("path", ["oficina", "tarjeta/", "historia", "cuenta/avisos", "cuenta-bancaria"])
def test_each_page_is_walked_by_tab(worker: Page, apart: Office, path: str) -> None:
    walked(worker, f"{apart.origin}/{path}")


def test_a_dispute_is_filed_and_signed_by_the_keyboard_alone(worker: Page, apart: Office) -> None:
    page = worker
    page.goto(f"{apart.origin}/historia")
    follow(page, page.get_by_role("link", name="No es correcto (Alta del 7 de diciembre de 2023)"))
    _page(page, "¿Qué no es correcto de este aviso?")
    follow(page, page.get_by_role("button", name="La fecha de un aviso no es correcta"))
    _page(page, "¿Cuál es la fecha correcta?")
    for label, words in (("Día", "1"), ("Mes", "12"), ("Año", "2023")):
        write(page, page.get_by_label(label), words)
    enter(page)
    _page(page, "¿Qué lo demuestra?")
    write(page, page.get_by_label("¿Qué lo demuestra?"), "Mis recibos de nómina")
    _go_on(page)
    for wanted in ("lo que lo demuestra, si lo tiene", "los archivos sellados de sus recibos de nómina, si los tiene"):
        _page(page, f"Adjunte {wanted}")
        _go_on(page)
    _page(page, "¿Quién debe responder?")
    press(page, page.get_by_label("Mi empleador: sabrá que yo pregunté"), "Space")
    _go_on(page)
    case = page.url.split("/")[4]
    with authority_down(apart):
        _sign(page, apart)
        expect(page.get_by_role("heading", name="Falta confirmar su certificado")).to_be_visible()
    where = page.get_by_role("main").get_by_role("link", name="Mi oficina", exact=True)
    tab_to(page, where)
    ask_authority_again(apart, case)
    _settled(page)
    expect(where).to_be_focused()  # the page showed itself again, and nobody was sent back to its top
    page.goto(page.url)
    assert faults(page) == []
    follow(page, page.get_by_role("link", name="Retirar este trámite"))
    _page(page, "¿Retirar su trámite?")
    follow(page, page.get_by_role("button", name="Retirar el trámite"))
    expect(page.get_by_role("heading", name="Usted retiró este trámite")).to_be_visible()


def test_an_account_is_registered_by_the_keyboard_alone(worker: Page, apart: Office) -> None:
    page = worker
    page.goto(f"{apart.origin}/demo/banco")
    clabe = re.sub(r"\D", "", page.locator(".v-row .v-code").first.inner_text())
    page.goto(f"{apart.origin}/cuenta-bancaria")
    follow(page, page.get_by_role("main").get_by_role("link", name=re.compile("^Registrar (su|otra) cuenta$")))
    _page(page, "Registrar su cuenta bancaria")
    follow(page, page.get_by_role("button", name="Iniciar", exact=True))
    write(page, page.get_by_role("main").get_by_role("textbox"), clabe[:-1] + str((int(clabe[-1]) + 1) % 10))
    enter(page)
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    press(page, page.locator(".govuk-error-summary a"))
    write(page, page.get_by_role("main").get_by_role("textbox"), clabe)
    enter(page)
    assert faults(page) == []
    press(page, page.get_by_label("Sí, la cuenta es mía"), "Space")
    _go_on(page)
    _go_on(page)
    _sign(page, apart)
    _settled(page)
    page.goto(page.url)
    assert faults(page) == []
    walked(page, f"{apart.origin}/cuenta-bancaria")


def test_how_one_is_told_is_changed_by_the_keyboard_alone(worker: Page, apart: Office) -> None:
    page = worker
    page.goto(f"{apart.origin}/cuenta/avisos")
    group = page.get_by_role("group", name="Plazos que se acercan")
    other = group.get_by_role("radio", checked=False).first.get_attribute("value")
    wanted = group.locator(f"input[value='{other}']")
    press(page, wanted, "Space")
    follow(page, page.get_by_role("button", name="Guardar", exact=True))
    expect(page.get_by_role("main")).to_contain_text("Así le avisaremos desde ahora.")
    expect(wanted).to_be_checked()


def test_a_company_walks_its_home_and_an_alta_by_the_keyboard_alone(company: Page, apart: Office) -> None:
    page = company
    walked(page, f"{apart.origin}/oficina")
    for path in ("oficina/personas", "oficina/movimientos", "oficina/calendario"):
        walked(page, f"{apart.origin}/{path}")
    page.goto(f"{apart.origin}/tramites/movimiento_alta")
    assert faults(page) == []
    left = page.get_by_role("button", name="Seguir donde me quedé")
    if left.count():
        follow(page, left)
    else:
        follow(page, page.get_by_role("button", name="Iniciar", exact=True).first)
        assert faults(page) == []
        press(page, page.get_by_label("Ya trabaja, o empieza hoy o mañana"), "Space")
        _go_on(page)
        follow(page, page.get_by_role("button", name="Iniciar", exact=True))
    assert faults(page) == []
    _part(page, "Registro y persona", 0)
    press(page, page.get_by_role("radio").first, "Space")
    _go_on(page)
    curp, nss = numbers(apart, "conservacion")
    assert faults(page) == []
    write(page, page.get_by_label("Número de Seguridad Social (NSS)"), nss)
    write(page, page.get_by_label("CURP"), curp)
    _go_on(page)
    _part(page, "El trabajo", 3)
    _part(page, "El salario", 1)
    write(page, page.get_by_label("¿Cuánto gana al día, sin prestaciones?"), "500.00")
    for _ in range(3):
        _go_on(page)
    follow(page, page.get_by_role("link", name="Revise y firme"))
    _page(page, "Revise y firme")


def _part(page: Page, name: str, questions: int) -> None:
    """A part of a request from its list, with its first questions as they are answered already."""
    follow(page, page.get_by_role("link", name=name))
    for _ in range(questions):
        assert faults(page) == []
        _go_on(page)


def _sign(page: Page, office: Office) -> None:
    """Choose the files, write the password and sign."""
    _page(page, "Revise y firme")
    cer, key = office.identity(WORKER)
    choose_file(page, page.locator("[data-cer]"), cer)
    choose_file(page, page.locator("[data-key]"), key)
    write(page, page.locator("[data-password]"), PASSWORD)
    press(page, page.get_by_role("button", name="Firmar y enviar"))
    page.wait_for_url(re.compile("/expedientes/"))


def _settled(page: Page) -> None:
    """The case waits for nothing any more that it would show by itself."""
    expect(page.locator("[data-poll-url]:not([data-poll-url=''])")).to_have_count(0, timeout=DELIVERED_WITHIN)


def _page(page: Page, title: str) -> None:
    """The next page came; it is walked too."""
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert faults(page) == []


def _go_on(page: Page) -> None:
    follow(page, page.get_by_role("button", name="Continuar"))


# -- the walk itself finds what it looks for

TINY = "<!doctype html><html lang=es><title>x</title><style>{style}</style><body>{body}</body></html>"
PLAIN = "<p><a href=#a>Uno</a></p><p><a href=#b>Dos</a></p><p><button>Tres</button></p>"
BAD = {
    "a positive tabindex": ("", PLAIN.replace("<button", "<button tabindex=1"), "out of order (against the document)"),
    "no outline": ("a:focus{outline:none}", PLAIN, "the focus is not seen: <a> Uno: 0 points"),
    "a ring as pale as the paper": ("a:focus{outline:3px solid #f4f4f4}", PLAIN, "the focus is not seen: <a> Uno"),
    "a ring that is cut off": (
        "body{margin:0}a{display:block;width:100vw}p{margin:0}a:focus{outline:0;box-shadow:0 9px #000}"
        "p{overflow:hidden}",
        PLAIN,
        "the focus is not seen: <a> Uno",
    ),
    "something over it": (
        "i{position:absolute;inset:0 0 40%;background:#fff}",
        "<i>Aviso</i>" + PLAIN,
        "covered: <a> Uno by <i> Aviso",
    ),
    "outside the screen": ("a{position:absolute;left:-900px}", PLAIN, "outside the screen: <a> Uno"),
    "seen in another order than read": (
        "body{display:flex;flex-direction:column-reverse}",
        PLAIN,
        "out of order (back up the page): <a> Dos",
    ),
    "a line turned round": (
        "div{display:flex;flex-direction:row-reverse}",
        "<div><a href=#a>Uno</a><a href=#b>Dos</a></div>",
        "out of order (back along the line): <a> Dos",
    ),
    "a column read before the one at its left": (
        "div{display:flex;flex-direction:row-reverse}a{display:block}",
        "<div><p><a href=#a>Uno</a><a href=#b>Dos</a></p><p><a href=#c>Tres</a></p></div>",
        "out of order (back up the page): <a> Tres",
    ),
    "a button left out": ("", PLAIN.replace("<button", "<button tabindex=-1"), "never reached: <button> Tres"),
    "a button that is none": ("", PLAIN + "<span role=button>Cuatro</span>", "never reached: <span> Cuatro"),
    "a trap": (
        "",
        PLAIN.replace("<button", "<button onkeydown='event.preventDefault()'"),
        "a trap: Tab does not leave",
    ),
    "a ring of stops": (
        "",
        PLAIN.replace("<button", "<button onkeydown='event.preventDefault();document.links[1].focus()'"),
        "reached twice: <a> Dos",
    ),
    "what does not open": (
        "",
        "<details><summary onkeydown='event.key === \"Enter\" && event.preventDefault()'>Más</summary>x</details>",
        "Enter does not turn <summary> Más",
    ),
    "the focus taken": ("", PLAIN + "<input autofocus>", "the focus is taken before anybody pressed a key"),
    "no way back": (
        "",
        PLAIN.replace("<button", "<button onkeydown='event.shiftKey && event.preventDefault()'"),
        "back from <button> Tres the focus goes elsewhere",
    ),
}
GOOD = {
    "plain": ("", PLAIN),
    "two columns": (
        "div{display:flex;gap:2em}a{display:block}",
        "<div><p><a href=#a>Uno</a><a href=#b>Dos</a></p><p><a href=#c>Tres</a><a href=#d>Cuatro</a></p></div>",
    ),
    "choices, a date and what opens": (
        "",
        "<label><input type=radio name=x>A</label><label><input type=radio name=x>B</label><p><input type=date></p>"
        "<details><summary>Más</summary><p><a href=#a>Dentro</a></p></details>",
    ),
    "what is not there": (
        "",
        PLAIN + "<a href=#z hidden>Z</a><button disabled>Y</button><p inert><a href=#w>W</a></p>",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_the_walk_finds(page: Page, name: str) -> None:
    style, body, said = BAD[name]
    page.set_content(TINY.format(style=style, body=body))
    found = faults(page, skip=False)
    assert [one for one in found if one.startswith(said)], found


@pytest.mark.parametrize("name", GOOD)
def test_the_walk_finds_nothing_in(page: Page, name: str) -> None:
    style, body = GOOD[name]
    page.set_content(TINY.format(style=style, body=body))
    assert faults(page, skip=False) == []


def test_the_walk_asks_for_the_link_to_the_content(page: Page) -> None:
    page.set_content(TINY.format(style="", body=PLAIN))
    assert faults(page) == ["first is ['<a> Uno'], and not the link to the content"]


BROKEN = "<a href=#contenido>Ir al contenido</a><p><a href=#a>Uno</a></p><main{name}><a href=#b>Dos</a></main>"


@pytest.mark.parametrize(
    ("name", "said"),
    [(" id=contenido tabindex=-1", []), ("", ["the link to the content leads to <a> Uno"])],
    ids=["works", "broken"],
)
def test_the_link_to_the_content_is_pressed(page: Page, name: str, said: list[str]) -> None:
    tiny = TINY.format(style="", body=BROKEN.format(name=name))
    page.route("**/*", lambda route: route.fulfill(body=tiny, content_type="text/html"))
    page.goto("http://pagina.example/")
    assert faults(page) == []
    assert skips(page) == said
