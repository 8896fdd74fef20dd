"""From the shapes of staff's pages to the parameters of their components, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django import template
from django.utils.translation import gettext

from ventanilla.web.design.card_counter_shapes import BloquearBuscarPage, BloquearPersonaPage
from ventanilla.web.design.shapes import Sentence
from ventanilla.web.design.staff_shapes import Choice, RolNuevoPage
from ventanilla.web.design.templatetags.design import sentence

register = template.Library()

Items = list[dict[str, Any]]
# Where the summary leads for a field that is several inputs.
FIRST_OF: Final = {"desde": "desde-dia", "hasta": "hasta-dia"}


@register.filter
def field_errors(page: RolNuevoPage) -> Items:
    """What is wrong with a proposal, each leading to its field."""
    return [{"text": sentence(error), "href": f"#{FIRST_OF.get(name, name)}"} for name, error in page.errors.items()]


@register.filter
def card_errors(page: BloquearBuscarPage | BloquearPersonaPage) -> Items:
    """What is wrong with a page where a card is blocked, each leading to its field."""
    found = [{"text": sentence(error), "href": f"#{name}"} for name, error in page.errors.items()]
    whole = page.error if isinstance(page, BloquearBuscarPage) else ""
    return [*([{"text": sentence(whole), "href": "#quien"}] if whole else []), *found]


@register.filter
def chosen_items(choices: tuple[Choice, ...], chosen: str) -> Items:
    """The answers of a closed question, with the one that was chosen."""
    return [{"value": one.value, "text": sentence(one.text), "checked": one.value == chosen} for one in choices]


@register.filter
def at(values: Mapping[str, Sentence], name: str) -> str:
    """The value or the error of one field, "" where there is none."""
    return sentence(values[name]) if name in values and not isinstance(values[name], str) else str(values.get(name, ""))


@register.filter
def choice_items(choices: tuple[Choice, ...]) -> Items:
    """The answers of a closed question."""
    return [{"value": one.value, "text": sentence(one.text), "hint": sentence(one.hint)} for one in choices]


@register.filter
def day_items(page: RolNuevoPage, name: str) -> Items:
    """The three inputs of a date."""
    parts = (("dia", gettext("Día"), 2), ("mes", gettext("Mes"), 2), ("anio", gettext("Año"), 4))
    return [
        {
            "name": part,
            "label": label,
            "value": page.typed.get(f"{name}-{part}", ""),
            "classes": f"govuk-input--width-{width}",
            "error": name in page.errors,
        }
        for part, label, width in parts
    ]
