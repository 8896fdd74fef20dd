"""Examples of the catalogue: narrowed, closed, and with a picture of what is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ventanilla.kernel.text import Text
from ventanilla.web.design import shapes as s

OPENS = Text("TRAMITE_ABRE", "Este trámite abre el {fecha}. Antes no se puede iniciar.", fecha="1 de febrero de 2027")
EVENTS = (s.Link("Necesito atención médica", "/tramites?momento=salud", "Compruebe si usted tiene derecho.", "health"),)
GROUPS = (s.Link("Personas pensionadas", "/tramites?grupo=pensionado"),)
CARD = s.TramiteCard("Un trámite", "Un documento.", "/tramites/x", ("Personas pensionadas",), closed=OPENS)


def catalogue_pages(add: Callable[..., Any], signed_in: dict[str, Any]) -> None:
    narrowed = s.CataloguePage(
        (CARD,),
        "vijencia",
        "vigencia",
        "Personas pensionadas",
        GROUPS,
        "Necesito atención médica",
        EVENTS,
        "/tramites?q=vijencia",
        (("grupo", "pensionado"), ("momento", "salud")),
    )
    add("busqueda-filtrada", "portal/catalogue.html", narrowed)
    nothing = s.CataloguePage((), "xyz", groups=GROUPS, events=EVENTS, phrases=("tengo seguro", "no tengo número"))
    add("busqueda-vacia-ejemplos", "portal/catalogue.html", nothing)
    page = s.TramitePage(
        "Un trámite",
        "Un documento.",
        ("Personas pensionadas",),
        (),
        "Gratuito.",
        ("Firme.",),
        ("LSS 15",),
        "/tramites/x/iniciar",
        closed=OPENS,
    )
    add("tramite-cerrado", "portal/tramite.html", page, signed_in)
    unproved = replace(page, closed="", needs_identity=True)
    add("tramite-sin-confirmar", "portal/tramite.html", unproved, signed_in)
