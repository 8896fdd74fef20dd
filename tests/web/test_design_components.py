"""Every component describes itself, in every state, and refuses what it does not declare."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from django.template import Context, Engine, TemplateSyntaxError

from ventanilla.web.design.components import STATES, BadComponent, Component, Example, component, every_component
from ventanilla.web.design.templatetags.design import render_component

VOID = {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "path", "rect", "circle", "use", "source"}
CASES = [(found, example) for found in every_component() for example in found.examples]


class Balanced(HTMLParser):
    """Fails on a tag that is not closed, or is closed twice."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value for name, value in attrs if name == "id" and value]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open, f"</{tag}> closes nothing"
            assert self.open.pop() == tag


def engine() -> Engine:
    return Engine(libraries={"design": "ventanilla.web.design.templatetags.design"})


def render(source: str, **values: object) -> str:
    return engine().from_string("{% load design %}" + source).render(Context(values))


@pytest.mark.parametrize(("found", "example"), CASES, ids=[f"{c.name}: {e.name}" for c, e in CASES])
def test_example_renders_sound_markup(found: Component, example: Example) -> None:
    html = render_component(found, dict(example.values), Context())
    parser = Balanced()
    parser.feed(html)
    assert parser.open == []
    assert len(parser.ids) == len(set(parser.ids))
    assert " style=" not in html
    assert " onclick=" not in html


@pytest.mark.parametrize("found", every_component(), ids=lambda found: found.name)
def test_every_state_is_shown_or_is_said_not_to_exist(found: Component) -> None:
    shown = {example.state for example in found.examples}
    assert shown | set(found.without) == set(STATES)
    assert not shown & set(found.without), "a state is shown and denied"
    assert all(isinstance(example.name, str) for example in found.examples)
    assert len({example.name for example in found.examples}) == len(found.examples)
    assert found.about.endswith(".")


def test_a_long_name_and_a_short_one_are_in_the_card() -> None:
    names = [example.values.get("name", "") for example in component("entitlement-card").examples]
    assert max(map(len, names)) >= 60
    assert "Ñ" in names


def test_an_unknown_parameter_is_found_when_the_page_is_loaded() -> None:
    with pytest.raises(TemplateSyntaxError, match="unknown parameter texto"):
        engine().from_string('{% load design %}{% c "button" texto="Continuar" %}')


def test_an_unknown_component_is_found_when_the_page_is_loaded() -> None:
    with pytest.raises(TemplateSyntaxError, match="no component called boton"):
        engine().from_string('{% load design %}{% c "boton" text="Continuar" %}')


def test_a_missing_parameter_is_found_when_the_page_is_loaded() -> None:
    with pytest.raises(TemplateSyntaxError, match="parameter text is required"):
        engine().from_string('{% load design %}{% c "tag" classes="x" %}')


def test_an_item_with_a_name_that_nobody_shows_is_an_error() -> None:
    with pytest.raises(BadComponent, match="an item carries valor"):
        render('{% c "radios" name="a" legend="b" items=items %}', items=[{"value": "1", "text": "Uno", "valor": "1"}])


@pytest.mark.parametrize("items", ["text", 3, {"value": "1"}])
def test_a_list_is_a_list(items: object) -> None:
    with pytest.raises(BadComponent, match="takes a list"):
        render('{% c "radios" name="a" legend="b" items=items %}', items=items)


def test_words_are_escaped_and_markup_must_be_declared_safe() -> None:
    assert "&lt;b&gt;" in render('{% c "tag" text=text %}', text="<b>")
    with pytest.raises(BadComponent, match="already made safe"):
        render('{% c "details" summary="a" html=text %}', text="<b>")


def test_a_block_gives_its_words_escaped() -> None:
    html = render('{% c_block "details" summary="a" %}<p>{{ text }}</p>{% endc_block %}', text="<b>")
    assert "<p>&lt;b&gt;</p>" in html


def test_a_component_sees_nothing_of_the_page() -> None:
    assert "secreto" not in render('{% c "tag" text="x" %}', classes="secreto")


def test_the_data_block_cannot_be_closed_by_a_value() -> None:
    html = render("{{ value|data_json }}", value={"a": "</script><b>&"})
    assert html == '{"a": "\\u003C/script\\u003E\\u003Cb\\u003E\\u0026"}'


def test_the_signing_panel_keeps_key_and_password_out_of_the_form() -> None:
    found = component("signing-panel")
    html = render_component(found, dict(found.examples[0].values), Context({"csrf_token": "abc"}))
    form = html[html.index("<form") : html.index("</form>")]
    for mark in ("data-cer", "data-key", "data-password"):
        tag = form[form.rindex("<input", 0, form.index(mark)) : form.index(">", form.index(mark))]
        assert " name=" not in tag
    for name in ("csrfmiddlewaretoken", "certificado", "firma", "nonce"):
        assert f'name="{name}"' in form
    for mark in (
        "data-act",
        "data-sign-status",
        "data-sign-error",
        "data-sign-words",
        "data-sign-unsupported",
        "data-sign-who",
    ):
        assert mark in form
    assert "El archivo .key y su contraseña no salen de este dispositivo." in form


def test_verdicts_are_closed_sentences_and_each_says_what_to_do() -> None:
    found = component("verification-verdict")
    shown = {
        example.values["verdict"]: render_component(found, dict(example.values), Context())
        for example in found.examples
    }
    sentences = {
        "vigente": "Auténtico y vigente.",
        "vencido": "Auténtico, pero venció el",
        "revocado": "Auténtico, pero se revocó el",
        "sin-derecho": "Tarjeta auténtica, pero hoy no da derecho a la atención médica.",
        "no-coincide": "No coincide: se modificó después de sellarse, o no lo emitimos nosotros.",
        "sin-conexion": "Auténtico; sin conexión no podemos saber si se revocó.",
    }
    for verdict, sentence in sentences.items():
        assert sentence in shown[verdict]
        text = shown[verdict].split("data-verdict-text>")[1].split("<")[0]
        assert len(text) > 20
