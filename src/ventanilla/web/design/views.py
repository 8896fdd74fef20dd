"""``/diseno``: every component in every state it has, from the same examples that the tests render."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.context import Context
from django.utils.safestring import SafeString

from ventanilla.web.design.components import Component, every_component
from ventanilla.web.design.templatetags.design import render_component


@dataclass(frozen=True, slots=True)
class Shown:
    """One example, rendered."""

    name: str
    state: str
    html: SafeString


@dataclass(frozen=True, slots=True)
class Section:
    """One component with all its examples."""

    component: Component
    examples: tuple[Shown, ...]


def sections() -> tuple[Section, ...]:
    """Every component, each of its examples rendered now."""
    context = Context()
    return tuple(
        Section(
            found,
            tuple(
                Shown(example.name, example.state, render_component(found, dict(example.values), context))
                for example in found.examples
            ),
        )
        for found in every_component()
    )


def gallery(request: HttpRequest) -> HttpResponse:
    """The page. It shows invented people only, so anybody may see it."""
    return render(request, "design/gallery.html", {"sections": sections()})
