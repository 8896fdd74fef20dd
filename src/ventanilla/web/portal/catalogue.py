"""Finding a trámite: home, catalogue, search, and the page of one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from ventanilla.apps.cases.api import drafts_of, promised_date, tramites
from ventanilla.apps.cases.api import tramite as find_tramite
from ventanilla.apps.catalogue.api import Found, catalogue_search
from ventanilla.kit import Audience, Batch, Immediate, LifeEvent, WorkingDays
from ventanilla.kit.search import Entry
from ventanilla.kit.tramite import AnyTramite, closed, open_to
from ventanilla.web.design.shapes import CataloguePage, HomePage, Link, Sentence, TramiteCard, TramitePage
from ventanilla.web.guards import public, unproved, visit_of

from .way import Way

MAX_QUERY: Final = 120  # characters
SAMPLES: Final = "muestras"  # where the office writes them when it opens (config.samples)
MAX_PHRASES: Final = 3  # examples of what people type
FOR_WHOM: Final = {
    Audience.ASEGURADO: "Personas trabajadoras aseguradas",
    Audience.PENSIONADO: "Personas pensionadas",
    Audience.BENEFICIARIO: "Familiares registrados",
    Audience.PATRON: "Empresas y personas empleadoras",
    Audience.PUBLICO: "Cualquier persona",
}
MOMENTS: Final = {
    LifeEvent.SALUD: ("Necesito atención médica", "Compruebe si usted y su familia tienen derecho.", "health"),
    LifeEvent.EMPLEO: (
        "Empecé, perdí o cambié de trabajo",
        "Su número, sus altas y hasta cuándo conserva su atención.",
        "work",
    ),
    LifeEvent.FAMILIA: ("Mi familia cambió", "Un nacimiento, un matrimonio, una separación o una muerte.", "family"),
    LifeEvent.PENSION: ("Voy a pensionarme", "Sus semanas y lo que puede pedir una persona pensionada.", "pension"),
    LifeEvent.DATOS: ("Mis datos están mal o cambiaron", "Vea lo que guardamos de usted y pida corregirlo.", "pen"),
}

TOOLS: Final = (
    Link(
        "Cédula de cuotas, desde sus archivos",
        "/herramientas/cedula",
        "Para empleadores y contadores: cuánto debe, de quién y por qué.",
    ),
)


def found(query: str) -> Found:
    """The trámites that answer ``query`` in the reader's language, best first."""
    language = "en" if (get_language() or "").startswith("en") else "es"
    return catalogue_search(query, language, tuple(_entry(tramite, language) for tramite in tramites().values()))


def _entry(tramite: AnyTramite, language: str) -> Entry:
    """What is looked in. In another language the Spanish is looked in too: people mix them."""
    said = (tramite.title, *tramite.phrases)
    if language == "es":
        return Entry(tramite.key, tramite.title, tramite.obtains, tramite.phrases)
    title, *phrases = dict.fromkeys([*(gettext(each) for each in said), *said])
    return Entry(tramite.key, title, f"{gettext(tramite.obtains)} {tramite.obtains}", tuple(phrases))


def card(tramite: AnyTramite) -> TramiteCard:
    """A trámite in a list."""
    shut = closed(tramite, settings.VENTANILLA_CLOCK.today())
    return TramiteCard(tramite.title, tramite.obtains, f"/tramites/{tramite.key}", whom(tramite), closed=shut or "")


def whom(tramite: AnyTramite) -> tuple[Sentence, ...]:
    """Who may ask for it, in words."""
    return tuple(FOR_WHOM[audience] for audience in tramite.for_whom)


def groups(**kept: str) -> tuple[Link, ...]:
    """The ways into the catalogue, by who one is; those that have something to offer. ``kept`` narrows them too."""
    offered = {audience for tramite in tramites().values() for audience in tramite.for_whom}
    return tuple(Link(FOR_WHOM[each], _address(kept | {"grupo": each.value})) for each in Audience if each in offered)


def moments(**kept: str) -> tuple[Link, ...]:
    """The moments of a life after which some trámite is asked for; ``kept`` narrows them too."""
    offered = {event for tramite in tramites().values() for event in tramite.life_events}
    return tuple(
        Link(text, _address(kept | {"momento": each.value}), detail, icon)
        for each, (text, detail, icon) in MOMENTS.items()
        if each in offered
    )


def examples() -> tuple[str, ...]:
    """What people type, one phrase of each of a few trámites."""
    phrases = (tramite.phrases[0] for tramite in tramites().values() if tramite.phrases)
    return tuple(dict.fromkeys(phrases))[:MAX_PHRASES]


def _address(narrowed: dict[str, str]) -> str:
    said = {name: value for name, value in narrowed.items() if value}
    return "/tramites" + (f"?{urlencode(said)}" if said else "")


def _narrowed(
    offered: Iterable[AnyTramite], group: Audience | None, moment: LifeEvent | None
) -> tuple[AnyTramite, ...]:
    return tuple(
        tramite
        for tramite in offered
        if (group is None or group in tramite.for_whom) and (moment is None or moment in tramite.life_events)
    )


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """«¿Qué necesita hacer?»"""
    page = HomePage(events=moments(), groups=groups(), phrases=examples(), tools=TOOLS)
    return render(request, "portal/home.html", {"page": page})


@public
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Everything that can be asked here, or what answers a search, for one group or after one moment of a life."""
    query = request.GET.get("q", "").strip()[:MAX_QUERY]
    group = next((each for each in Audience if each.value == request.GET.get("grupo")), None)
    moment = next((each for each in LifeEvent if each.value == request.GET.get("momento")), None)
    answer = found(query) if query else Found(tuple(tramites()))
    listed = _narrowed((tramites()[key] for key in answer.keys), group, moment)
    by_group, by_moment = group.value if group else "", moment.value if moment else ""
    page = CataloguePage(
        cards=tuple(card(tramite) for tramite in listed),
        query=query,
        meant=answer.meant,
        group=FOR_WHOM[group] if group else "",
        groups=groups(q=query, momento=by_moment),
        event=MOMENTS[moment][0] if moment else "",
        events=moments(q=query, grupo=by_group),
        everything_url=_address({"q": query}) if group or moment else "",
        kept=tuple((name, value) for name, value in (("grupo", by_group), ("momento", by_moment)) if value),
        phrases=examples(),
        tools=TOOLS if group in {None, Audience.PATRON} and not query else (),
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
    today = settings.VENTANILLA_CLOCK.today()
    page = TramitePage(
        title=tramite.title,
        obtains=tramite.obtains,
        for_whom=whom(tramite),
        needs=tramite.needs,
        cost=tramite.cost,
        steps=tramite.steps or _steps(tramite),
        cite=tramite.cite,
        start_url=f"/tramites/{key}/iniciar" if visit is None or open_to(tramite, visit.actor) else "",
        immediate=isinstance(tramite.deadline, Immediate),
        days=tramite.deadline.days if isinstance(tramite.deadline, WorkingDays) else 0,
        promised=promised_date(tramite, today),
        draft_url=Way(tramite.form, left).start_url() if left else "",
        draft_saved_at=left.saved_at if left else None,
        needs_identity=unproved(visit),
        page_url=tramite.page,
        before_url=f"/tramites/{key}/antes" if tramite.eligibility else "",
        closed=closed(tramite, today) or "",
        sample_url=f"/tramites/{key}/muestra.png" if _picture(key).is_file() else "",
    )
    return render(request, "portal/tramite.html", {"page": page, "section": "tramites"})


@public
@require_safe
def sample(request: HttpRequest, key: str) -> HttpResponse:
    """A picture of what the trámite gives, where the office has made it."""
    picture = _picture(key)
    if find_tramite(key) is None or not picture.is_file():
        raise Http404
    return HttpResponse(picture.read_bytes(), "image/png")


def _picture(key: str) -> Path:
    path: Path = settings.VENTANILLA_VAR / SAMPLES / f"{key}.png"
    return path


def _steps(tramite: AnyTramite) -> tuple[str, ...]:
    """What the kit does for every trámite that does not tell its own steps."""
    asks = "Revise los datos y adjunte su archivo." if isinstance(tramite, Batch) else "Conteste unas preguntas."
    return (
        "Inicie sesión con su e.firma.",
        *((asks,) if tramite.form.asked() else ()),
        "Revise lo que va a pedir y firme. Su archivo .key no sale de su dispositivo.",
        "Descargue su documento sellado.",
    )
