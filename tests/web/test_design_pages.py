"""Every page, in both languages: it renders, it is clean for the content policy, and it speaks as it should."""

from __future__ import annotations

import gzip
import re
from html.parser import HTMLParser
from typing import Any, Final

import pytest
from django.template.loader import get_template
from django.test import RequestFactory
from django.utils.translation import override

from ventanilla.web.design.components import HERE
from ventanilla.web.design.views import sections

from .design_samples import PAGES
from .sample_frame import ANONYMOUS

KIB: Final = 1024
HTML_LIMIT: Final = 20 * KIB  # compressed: ux.md, rule 11
CSS_LIMIT: Final = 20 * KIB
FONTS_LIMIT: Final = 30 * KIB
DIST: Final = HERE.parents[1] / "static" / "dist"
TEMPLATES: Final = HERE.parents[1] / "templates"
LONGEST_SENTENCE: Final = 24  # words: twenty is the aim, a name or a date may fall inside
NEVER_SAID: Final = re.compile(r"\bN[0-3]\b|\bmandato|\bramo\b|cotized|household|\btoma\b|!|¡", re.IGNORECASE)
VOID: Final = {"input", "meta", "link", "img", "br", "hr", "use", "path"}


class Page(HTMLParser):
    """What the tests ask of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.silent = 0
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag, tag

    def handle_data(self, data: str) -> None:
        if not {"script", "pre", "code"} & set(self.open):
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]


def render(name: str, language: str = "es-mx") -> str:
    template, context = PAGES[name]
    request = RequestFactory().get("/ejemplo")
    with override(language):
        # The inner template, without context processors: the sample brings what they would.
        engine: Any = get_template(template)
        from django.template import Context

        values = {**context, "request": request, "csrf_token": "abc"}
        return str(engine.template.render(Context(values)))


@pytest.mark.parametrize("language", ["es-mx", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_page_is_sound(name: str, language: str) -> None:
    page = Page(render(name, language))
    assert page.open == []
    assert page.all("html")[0]["lang"].startswith(language[:2])
    assert len(page.all("h1")) == 1
    assert len(page.all("main")) == 1
    assert page.all("title")
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    for tag, attributes in page.tags:
        assert "style" not in attributes, (tag, attributes)
        assert not [name for name in attributes if name.startswith("on")], (tag, attributes)
    assert not page.all("style")
    for script in page.all("script"):
        assert script.get("type") == "application/json" or script["src"].startswith("/static/")
    for image in page.all("img"):
        assert "alt" in image
    known = set(ids)
    for label in page.all("label"):
        assert label["for"] in known
    for _, attributes in page.tags:
        for described in attributes.get("aria-describedby", "").split():
            assert described in known


@pytest.mark.parametrize("name", PAGES)
def test_page_asks_nothing_of_others(name: str) -> None:
    for tag, attributes in Page(render(name)).tags:
        for where in ("src", "action"):
            assert not attributes.get(where, "/").startswith(("http", "//")), (tag, attributes)
        if tag == "link":
            assert attributes["href"].startswith(("/static/", "/tarjeta/app.webmanifest"))


@pytest.mark.parametrize("name", PAGES)
def test_page_speaks_plainly(name: str) -> None:
    text = Page(render(name)).text
    assert not NEVER_SAID.search(text), NEVER_SAID.search(text)


def sentences() -> list[str]:
    """What the templates themselves say, sentence by sentence."""
    found = []
    for path in (*TEMPLATES.rglob("*.html"), *HERE.rglob("*.html")):
        source = path.read_text(encoding="utf-8")
        said = re.findall(r'{% translate "([^"]+)"', source)
        said += re.findall(r"{% blocktranslate[^%]*%}(.*?){% (?:plural|endblocktranslate) %}", source, re.DOTALL)
        found += [sentence for text in said for sentence in re.split(r"(?<=[.:;?])\s+", text)]
    return found


def test_sentences_are_short() -> None:
    long = [sentence for sentence in sentences() if len(sentence.split()) > LONGEST_SENTENCE]
    assert long == []


def test_the_sentences_were_found() -> None:
    assert len(sentences()) > 250
    assert "El archivo .key y su contraseña no salen de este dispositivo." in sentences()


@pytest.mark.parametrize("name", [name for name in PAGES if not name.startswith("error-50")])
def test_the_footer_says_that_it_is_independent(name: str) -> None:
    text = Page(render(name)).text
    assert (
        "Ventanilla es un programa independiente, de código abierto. No es el sitio de ninguna institución pública."
        in text
    )


# Kept on a device to be opened without connection: no form and no token goes with it. Its own button erases it.
KEPT = "tarjeta-guardada"


@pytest.mark.parametrize(
    "name", [name for name, (_, context) in PAGES.items() if context.get("signed_in_as") and name != KEPT]
)
def test_who_signed_in_can_always_leave(name: str) -> None:
    page = Page(render(name))
    assert {"method": "post", "action": "/salir"} in page.all("form")
    assert "data-personal" in page.all("body")[0]


def test_what_is_kept_on_a_device_can_be_erased_there() -> None:
    page = Page(render(KEPT))
    assert not page.all("form")
    assert [one for one in page.all("button") if "data-forget" in one]
    assert "data-personal" in page.all("body")[0]


@pytest.mark.parametrize("name", [name for name, (_, context) in PAGES.items() if context.get("acting_for")])
def test_acting_for_another_is_never_invisible(name: str) -> None:
    html = render(name)
    _, context = PAGES[name]
    assert f"Usted actúa por <strong>{context['acting_for'].name}</strong>" in html
    if "data-sign=" in html:
        signing = html[html.index('class="v-sign"') : html.index("data-sign=")]
        assert context["acting_for"].name in signing


def test_pages_of_failure_need_nothing() -> None:
    for status in (500, 503):
        with override("es-mx"):
            engine: Any = get_template(f"errors/{status}.html")
            from django.template import Context

            html = str(engine.template.render(Context({})))
        assert "Qué puede hacer ahora" in html


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("error-403-envio", "No recibimos su trámite."),
        ("error-500", "No sabemos si alcanzamos a recibir su trámite."),
        ("error-500-recibido", "Su folio es 7K3M-9QX2-4HTH y cuenta con la fecha de hoy."),
        ("error-503", "Si hoy vence su plazo, guarde esta referencia"),
    ],
)
def test_an_error_says_what_became_of_the_filing(name: str, said: str) -> None:
    page = Page(render(name))
    assert said in page.text
    assert "Q2R8-T0ZW-51GA" in page.text


def test_words_of_a_stranger_are_escaped() -> None:
    assert "<b>ñ</b>" not in render("busqueda-vacia")
    assert "&lt;b&gt;ñ&lt;/b&gt;" in render("busqueda-vacia")


def test_the_waiting_page_works_with_and_without_script() -> None:
    page = Page(render("caso-sellando"))
    assert [attributes for _, attributes in page.tags if "data-poll-url" in attributes]
    assert {"http-equiv": "refresh", "content": "5"} in page.all("meta")
    assert not [a for a in Page(render("caso-listo")).all("meta") if "http-equiv" in a]


def test_the_offline_page_holds_a_hidden_verdict_with_every_claim() -> None:
    page = Page(render("verificar"))
    verdict = next(attributes for _, attributes in page.tags if "data-verdict" in attributes)
    assert "hidden" in verdict
    claims = {attributes["data-claim"] for _, attributes in page.tags if "data-claim" in attributes}
    assert claims == {"folio", "type", "holder", "fact", "iat", "exp", "on"}


@pytest.mark.parametrize("name", PAGES)
def test_html_is_light(name: str) -> None:
    assert len(gzip.compress(render(name).encode())) <= HTML_LIMIT


def test_styles_and_fonts_are_light() -> None:
    assert len(gzip.compress((DIST / "ventanilla.css").read_bytes())) <= CSS_LIMIT
    fonts = list((DIST / "fonts").glob("*.woff2"))
    assert len(fonts) == 3
    assert sum(font.stat().st_size for font in fonts) <= FONTS_LIMIT


def test_styles_point_only_at_our_files() -> None:
    sheet = (DIST / "ventanilla.css").read_text(encoding="utf-8")
    found = set(re.findall(r"url\(\"?([^)\"]+)", sheet))
    assert found == {f"fonts/{font.name}" for font in (DIST / "fonts").glob("*.woff2")}
    assert "GDS Transport" not in sheet


def test_every_template_has_a_sample() -> None:
    parts = {"base.html", "errors/_layout.html", "errors/standalone.html", "design/gallery.html"}
    pages = {str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html") if not path.name.startswith("_")}
    assert pages - parts == {template for template, _ in PAGES.values()}


def test_the_gallery_shows_every_example() -> None:
    from django.template import Context

    with override("es-mx"):
        engine: Any = get_template("design/gallery.html")
        html = str(engine.template.render(Context({**ANONYMOUS, "sections": sections(), "csrf_token": "abc"})))
    page = Page(html)
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert len(page.all("figure")) == sum(len(section.examples) for section in sections())
