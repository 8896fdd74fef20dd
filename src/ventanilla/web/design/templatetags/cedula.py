"""From the shapes of the cédula's page to the parameters of its components, in the reader's language."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext

from ventanilla.web.design.cedula_shapes import CedulaFormPage
from ventanilla.web.design.shapes import Choice
from ventanilla.web.design.templatetags.design import mes, sentence

register = template.Library()

Items = list[dict[str, Any]]


@register.filter
def cedula_errors(page: CedulaFormPage) -> Items:
    """The summary: one line for each thing that is wrong, leading to its field."""
    told = [
        (page.files_error, "archivos"),
        (page.month_error, "otro_mes" if page.other_month else "mes"),
        (page.prima_error, "prima"),
        *((one.error, one.name) for one in page.primas),
        (page.registro_error, "registro"),
    ]
    several = len(page.primas) > 1
    found = []
    for error, field in told:
        if error:
            whose = next((one.registro for one in page.primas if one.name == field), "") if several else ""
            said = f"{whose}: {sentence(error)}" if whose else sentence(error)
            found.append({"text": said, "href": f"#{field}"})
    return found


@register.filter
def month_items(page: CedulaFormPage) -> Items:
    """The months, the latest first; none is chosen for anybody."""
    items: Items = [{"value": "", "text": gettext("Elija el mes")}]
    for first in page.months:
        value = f"{first:%Y-%m}"
        items.append({"value": value, "text": mes(first), "selected": value == page.month})
    return items


@register.filter
def few_items(choices: tuple[Choice, ...]) -> Items:
    """A closed question, with the answer that holds."""
    return [
        {"value": one.value, "text": sentence(one.text), "hint": sentence(one.hint), "checked": one.checked}
        for one in choices
    ]


@register.filter
def chosen_items(choices: tuple[Choice, ...]) -> Items:
    """The same as one line that opens."""
    return [{"value": one.value, "text": sentence(one.text), "selected": one.checked} for one in choices]


@register.filter
def thousands(number: int) -> str:
    """A number of people as it is read: 1,000."""
    return f"{number:,}"
