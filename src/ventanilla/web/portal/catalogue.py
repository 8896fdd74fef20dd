"""Finding a trámite: home, catalogue, search, and the page of one."""

from __future__ import annotations

import unicodedata
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ventanilla.apps.cases.api import drafts_of, promised_date, tramites
from ventanilla.apps.cases.api import tramite as find_tramite
from ventanilla.kit import Audience, Batch, Immediate, WorkingDays
from ventanilla.kit.tramite import AnyTramite, open_to
from ventanilla.web.design.shapes import CataloguePage, HomePage, Link, Sentence, TramiteCard, TramitePage
from ventanilla.web.guards import public, visit_of

from .way import Way

MAX_QUERY: Final = 120  # characters
SHORT_WORD: Final = 3  # letters: shorter words say nothing of a need
STEM: Final = 5  # letters: «vigencias» and «vigente» begin alike
FOR_WHOM: Final = {
    Audience.ASEGURADO: "Personas trabajadoras aseguradas",
    Audience.PENSIONADO: "Personas pensionadas",
    Audience.BENEFICIARIO: "Familiares registrados",
    Audience.PATRON: "Empresas y personas empleadoras",
    Audience.PUBLICO: "Cualquier persona",
}
EVENTS: Final = (
    Link(
        "Necesito atención médica",
        "/tramites?q=me+pueden+atender",
        "Compruebe si usted y su familia tienen derecho.",
        "person",
    ),
    Link(
        "Perdí o cambié de trabajo",
        "/tramites?q=me+dieron+de+baja",
        "Vea hasta cuándo conserva su atención.",
        "document",
    ),
    Link("Voy a pensionarme", "/tramites?grupo=pensionado", "Lo que puede pedir una persona pensionada.", "clock"),
)
PHRASES: Final = ("tengo seguro", "me dieron de baja", "mi familia")


def folded(text: str) -> str:
    """Lower case and without accents: how people type what they look for."""
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in split if not unicodedata.combining(character))


def found(query: str) -> tuple[AnyTramite, ...]:
    """The trámites that answer ``query``, best first: its words in the title, the phrases or what is obtained."""
    words = [word for word in folded(query).split() if len(word) >= SHORT_WORD]
    ranked = []
    for tramite in tramites().values():
        phrases = folded(" ".join((*tramite.phrases, tramite.title)))
        everything = phrases + " " + folded(tramite.obtains)
        score = sum(3 if word in phrases else 1 if word[:STEM] in everything else 0 for word in words)
        if score:
            ranked.append((-score, tramite.title, tramite))
    ranked.sort(key=lambda entry: entry[:2])
    return tuple(tramite for _, _, tramite in ranked)


def card(tramite: AnyTramite) -> TramiteCard:
    """A trámite in a list."""
    return TramiteCard(tramite.title, tramite.obtains, f"/tramites/{tramite.key}", whom(tramite))


def whom(tramite: AnyTramite) -> tuple[Sentence, ...]:
    """Who may ask for it, in words."""
    return tuple(FOR_WHOM[audience] for audience in tramite.for_whom)


def groups() -> tuple[Link, ...]:
    """The ways into the catalogue, by who one is; those that have something to offer."""
    offered = {audience for tramite in tramites().values() for audience in tramite.for_whom}
    return tuple(Link(FOR_WHOM[each], f"/tramites?grupo={each.value}") for each in Audience if each in offered)


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """«¿Qué necesita hacer?»"""
    page = HomePage(events=EVENTS, groups=groups(), phrases=PHRASES)
    return render(request, "portal/home.html", {"page": page})


@public
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Everything that can be asked here, what one group may ask, or what answers a search."""
    query = request.GET.get("q", "").strip()[:MAX_QUERY]
    group = next((each for each in Audience if each.value == request.GET.get("grupo")), None)
    listed = found(query) if query else tuple(t for t in tramites().values() if group is None or group in t.for_whom)
    page = CataloguePage(
        cards=tuple(card(tramite) for tramite in listed),
        query=query,
        group=FOR_WHOM[group] if group and not query else "",
        groups=groups(),
    )
    return render(request, "portal/catalogue.html", {"page": page, "section": "tramites"})


@public
@require_safe
def tramite_page(request: HttpRequest, key: str) -> HttpResponse:
    """One trámite: what you obtain, who, what you need, cost, how long, steps, legal basis."""
    tramite = find_tramite(key)
    if tramite is None:
        raise Http404
    visit = visit_of(request)
    left = next((draft for draft in drafts_of(visit.actor) if draft.tramite == key), None) if visit else None
    asks = "Revise los datos y adjunte su archivo." if isinstance(tramite, Batch) else "Conteste unas preguntas."
    today = settings.VENTANILLA_CLOCK.today()
    page = TramitePage(
        title=tramite.title,
        obtains=tramite.obtains,
        for_whom=whom(tramite),
        needs=tramite.needs,
        cost=tramite.cost,
        steps=(
            "Inicie sesión con su e.firma.",
            asks,
            "Revise lo que contestó y firme. Su archivo .key no sale de su dispositivo.",
            "Descargue su documento sellado.",
        ),
        cite=tramite.cite,
        start_url=f"/tramites/{key}/iniciar" if visit is None or open_to(tramite, visit.actor) else "",
        immediate=isinstance(tramite.deadline, Immediate),
        days=tramite.deadline.days if isinstance(tramite.deadline, WorkingDays) else 0,
        promised=promised_date(tramite, today),
        draft_url=Way(tramite.form, left).start_url() if left else "",
        draft_saved_at=left.saved_at if left else None,
        before_url=f"/tramites/{key}/antes" if tramite.eligibility else "",
    )
    return render(request, "portal/tramite.html", {"page": page, "section": "tramites"})
