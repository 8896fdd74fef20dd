"""What a template says to use the face.

``{% c "tag" text="En revisión" %}`` renders a component; ``{% c_block "details" summary="…" %}…{% endc_block %}``
gives it the words inside as its ``html``. The names of the parameters are checked when the template is
loaded, their values when it is rendered.
"""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from functools import cache
from typing import Any, Final

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.template.engine import Engine
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import is_aware, localtime
from django.utils.translation import get_language, gettext

from ventanilla.kernel.folio import spoken
from ventanilla.kernel.text import MONTHS, Text, long_date
from ventanilla.web.design.components import HERE, BadComponent, Component, component

register = template.Library()

# A data block may hold any words; these three could end it (Django's own json_script does the same).
_ESCAPES: Final = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}

_FOLIO: Final = re.compile(r"\b(?:[0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}\b")
# A digest and the id of a draft: nobody reads them whole. frontend/src/pages/sign.ts knows them by the same shape.
_LONG: Final = re.compile(r"\b(?:[0-9a-f]{64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b")
_DAY: Final = "j F Y"  # of every language but Spanish
_WRITTEN_DAY: Final = re.compile(rf"(?:\b(\d{{1,2}}) de )?\b({'|'.join(MONTHS)}) de (\d{{4}})\b")
_SEEN: Final = 8  # hexadecimal digits of those


class ComponentNode(template.Node):
    """One component on a page, its names already checked."""

    child_nodelists = ("body",)

    def __init__(self, shown: Component, arguments: dict[str, FilterExpression], body: NodeList | None) -> None:
        self.shown = shown
        self.arguments = arguments
        self.body = body

    def render(self, context: Context) -> SafeString:
        """The component with the values the page has for it, and nothing else of the page but its request's token."""
        values = {name: expression.resolve(context) for name, expression in self.arguments.items()}
        if self.body is not None:
            values["html"] = self.body.render(context)
        return render_component(self.shown, values, context)


def render_component(shown: Component, values: dict[str, Any], context: Context) -> SafeString:
    """Render ``shown`` with ``values``; BadComponent if they are not what it declares."""
    shown.check(values)
    inner = Context({**dict.fromkeys(shown.parameters), **values, "csrf_token": context.get("csrf_token")})
    return _engine().get_template(shown.template).render(inner)


@cache
def _engine() -> Engine:
    """Components are rendered apart: they see their parameters and nothing of the page."""
    libraries = {
        "design": "ventanilla.web.design.templatetags.design",
        "i18n": "django.templatetags.i18n",
        "static": "django.templatetags.static",
    }
    return Engine(dirs=[str(HERE.parent)], libraries=libraries)


def _parse(parser: Parser, token: Token, *, with_body: bool) -> ComponentNode:
    tag, *bits = token.split_contents()
    if not bits or bits[0][0] not in "\"'":
        raise template.TemplateSyntaxError(f"{tag} takes the name of a component between quotation marks")
    name, rest = bits[0][1:-1], bits[1:]
    arguments = token_kwargs(rest, parser)
    if rest:
        raise template.TemplateSyntaxError(f"{tag} {name}: cannot read {' '.join(rest)}")
    names = (*arguments, "html") if with_body else tuple(arguments)
    try:
        shown = component(name)
        shown.check_names(names)
    except BadComponent as wrong:
        raise template.TemplateSyntaxError(str(wrong)) from wrong
    body = None
    if with_body:
        body = parser.parse((f"end{tag}",))
        parser.delete_first_token()
    return ComponentNode(shown, arguments, body)


@register.tag("c")
def do_component(parser: Parser, token: Token) -> ComponentNode:
    """``{% c "button" text="Continuar" %}``."""
    return _parse(parser, token, with_body=False)


@register.tag("c_block")
def do_component_block(parser: Parser, token: Token) -> ComponentNode:
    """``{% c_block "details" summary="…" %}…{% endc_block %}``."""
    return _parse(parser, token, with_body=True)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing beside words that already say it; from one file, so it costs one request for all."""
    drawing = f"{static('dist/icons.svg')}#{name}"
    return format_html('<svg class="v-icon" aria-hidden="true" focusable="false"><use href="{}"></use></svg>', drawing)


@register.filter
def fecha(day: date | datetime | None) -> SafeString:
    """A date in full, marked for machines too: 22 de noviembre de 2026."""
    return _time(day, with_hour=False)


@register.filter
def fecha_hora(instant: datetime | None) -> SafeString:
    """A date and hour in full, in the installation's zone."""
    return _time(instant, with_hour=True)


@register.filter
def mes(day: date) -> str:
    """The month of a day: noviembre de 2026."""
    in_spanish = (get_language() or "es").startswith("es")
    return f"{MONTHS[day.month - 1]} de {day.year}" if in_spanish else date_format(day, "F Y")


def _time(moment: date | datetime | None, *, with_hour: bool) -> SafeString:
    if moment is None:
        return SafeString("")
    if isinstance(moment, datetime) and is_aware(moment):
        moment = localtime(moment)
    # Spanish as the documents write it (kernel.text); any other language by its own Django format.
    in_spanish = (get_language() or "es").startswith("es")
    shown = long_date(moment) if in_spanish else date_format(moment, _DAY)
    if with_hour and isinstance(moment, datetime):
        shown += f", {moment:%H:%M}"
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), shown)


@register.filter
def folio(text: str) -> str:
    """A folio in groups of four, as it is read aloud."""
    return spoken(text)


@register.filter
def whole_folios(text: str) -> SafeString:
    """Words in which no folio is cut at the end of a line."""
    return mark_safe(_FOLIO.sub(r'<span class="v-nowrap">\g<0></span>', conditional_escape(text)))  # noqa: S308


@register.filter
def shortened(text: str) -> SafeString:
    """Words in which a digest or an id shows its beginning, and opens whole for whoever wants it."""

    def short(found: re.Match[str]) -> str:
        return f'<details class="v-whole"><summary>{found[0][:_SEEN]}…</summary>{found[0]}</details>'

    return mark_safe(_LONG.sub(short, conditional_escape(text)))  # noqa: S308


@register.filter
def unbroken(text: str) -> str:
    """A telephone that is not cut at the end of a line."""
    return text.replace(" ", "\u00a0")


@register.filter
def sentence(text: Text | str) -> str:
    """A sentence written below ``web``, in the reader's language."""
    if not isinstance(text, Text):
        return gettext(text) if text else ""
    if (get_language() or "es").startswith("es"):
        return text.format_with(gettext(text.template))
    return gettext(text.template).format_map({name: _in_language(value) for name, value in text.values.items()})


def _in_language(value: str | int | date) -> str | int:
    """What a sentence names, in the reader's language: a day, a month, and words that are translated by themselves."""
    if isinstance(value, date):
        return date_format(value, _DAY)
    if not isinstance(value, str) or not value:
        return value
    if value in MONTHS:
        return date_format(date(2000, MONTHS.index(value) + 1, 1), "F")
    return _WRITTEN_DAY.sub(_day_written, gettext(value))


def _day_written(found: re.Match[str]) -> str:
    """A day or a month that came as words: «22 de noviembre de 2026», «noviembre de 2026». What is no day stays."""
    number, month, year = found.groups()
    try:
        day = date(int(year), MONTHS.index(month) + 1, int(number or 1))
    except ValueError:
        return found[0]
    return date_format(day, _DAY if number else "F Y")


@register.filter
def data_json(value: Any) -> SafeString:
    """A value as JSON that may stand inside a ``<script type="application/json">``."""
    return mark_safe(json.dumps(value, ensure_ascii=False).translate(_ESCAPES))  # noqa: S308


@register.filter
def attributes(words: str) -> dict[str, str]:
    """Attributes written in a template: ``"data-cer accept=.cer"`` is a mark and a value."""
    pairs = (word.partition("=") for word in words.split())
    return {name: value for name, _, value in pairs}
