"""An official blocks somebody's card at once, at the counter or by telephone; and those of their family.

By telephone the machine compares what the person says; whoever attends learns no more than yes or no. A card is of no
unit: any counter attends. What is typed to find somebody goes in the body, never in an address.
"""

from __future__ import annotations

import time
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ventanilla.apps.accounts.api import LockedOut, documents_in_force
from ventanilla.apps.cards.api import (
    Attended,
    CounterCard,
    NoCard,
    NotIdentified,
    OwnCard,
    cards_at_counter,
    cards_block_attended,
    holder_identified,
)
from ventanilla.apps.staff.api import official_post
from ventanilla.domain.authority import Role
from ventanilla.domain.cards import Motivo, Said, Via
from ventanilla.domain.identifiers import curp as curps
from ventanilla.domain.rights import Reading, Why
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.text import Text
from ventanilla.web.design.card_counter_shapes import BloquearBuscarPage, BloquearPersonaPage, OtherCard
from ventanilla.web.design.shapes import Choice, Sentence
from ventanilla.web.guards import VisitRequest, fresh, staff
from ventanilla.web.readings import read_by_official

from .recoveries import ANSWER_FACE, DOCUMENTS, YES

PAGE: Final = "/personal/tarjetas"
PERSON: Final = f"{PAGE}/persona"
STATE: Final = "tarjetas_de"  # in the session: who was identified, how, and until when
SECONDS: Final = 10 * 60  # that who was identified stays so
FRESH_MINUTES: Final = 15
MAX_TYPED: Final = 40  # characters of a field that are looked at
ALL: Final = "todas"
SECTION: Final = {"section": "personal"}
FACE: Final = (
    Choice(YES, Text("ROSTRO_SI", "Sí, es la misma persona")),
    Choice("no", Text("ROSTRO_NO", "No, o no es seguro")),
)
DONE: Final[dict[str, Sentence]] = {
    "bloqueada": Text("TARJETA_MOSTRADOR_HECHO", "La tarjeta está bloqueada. Avisamos a la persona."),
}
BAD_CURP: Final = Text("TARJETA_MOSTRADOR_CURP", "Escriba una CURP de 18 caracteres.")
NO_DOCUMENT: Final = Text("TARJETA_MOSTRADOR_DOCUMENTO", "Elija qué identificación muestra.")
NOT_THEM: Final = Text("TARJETA_MOSTRADOR_ROSTRO", "Si el rostro no es el de la fotografía, no la bloquee.")
NOT_IDENTIFIED: Final = Text(
    "TARJETA_MOSTRADOR_NADIE",
    "Lo que escribió no corresponde a una persona del registro. No diga cuál dato falló; pida que acuda al mostrador.",
)
OWN: Final = Text("TARJETA_MOSTRADOR_PROPIA", "Es suya o de su familia. Pida a otra persona que le atienda.")
TOO_MANY: Final = Text(
    "TARJETA_MOSTRADOR_LIMITE", "Ya buscó a muchas personas. Espere unos minutos, o pida a otra persona que siga."
)
CHOOSE_CARD: Final = Text("TARJETA_MOSTRADOR_CUAL", "Elija qué tarjeta se bloquea.")
CHOOSE_REASON: Final = Text("TARJETA_MOSTRADOR_MOTIVO", "Elija el motivo.")


@staff(Role.MOSTRADOR)
@require_safe
def cards(request: VisitRequest) -> HttpResponse:
    """Whom is attended. Whoever was identified before is forgotten."""
    request.session.pop(STATE, None)
    return _find_page(request)


def _find_page(
    request: VisitRequest, errors: dict[str, Sentence] | None = None, error: Sentence = "", *, status: int = 422
) -> HttpResponse:
    typed = {name: request.POST.get(name, "")[:MAX_TYPED] for name in ("identificacion", "rostro", "nss", "clinica")}
    typed[f"curp-{request.POST.get('via', '')}"] = request.POST.get("curp", "")[:MAX_TYPED]
    page = BloquearBuscarPage(
        documents=tuple(Choice(one.value, DOCUMENTS[one]) for one in documents_in_force()),
        face=FACE,
        typed=typed,
        errors=errors or {},
        error=error,
        done=DONE.get(request.GET.get("hecho", ""), ""),
    )
    return render(request, "staff/tarjetas.html", {"page": page, **SECTION}, status=status if errors or error else 200)


@require_POST
def _identify(request: VisitRequest) -> HttpResponseBase:
    """Who is in front, or on the telephone."""
    via = Via.TELEFONO if request.POST.get("via") == Via.TELEFONO.value else Via.MOSTRADOR
    curp = curps.compact(request.POST.get("curp", "")[:MAX_TYPED])
    errors = _wrong(request, via, curp)
    if errors:
        return _find_page(request, errors)
    said = None
    if via is Via.TELEFONO:
        said = Said(*(request.POST.get(name, "")[:MAX_TYPED] for name in ("nss", "clinica")))
    try:
        holder = holder_identified(curp, said, by=request.visit.actor)
    except LockedOut:
        return _find_page(request, error=TOO_MANY, status=429)
    except NotIdentified:
        return _find_page(request, error=NOT_IDENTIFIED)
    except OwnCard:
        return _find_page(request, error=OWN)
    request.session[STATE] = {"holder": str(holder), "via": via.value, "until": int(time.time()) + SECONDS}
    return redirect(PERSON)


cards_identify = staff(Role.MOSTRADOR)(fresh(FRESH_MINUTES)(_identify))


def _wrong(request: VisitRequest, via: Via, curp: str) -> dict[str, Sentence]:
    errors: dict[str, Sentence] = {}
    if not curps.is_valid(curp):
        errors[f"curp-{via.value}"] = BAD_CURP
    if via is Via.MOSTRADOR:
        if request.POST.get("identificacion") not in {one.value for one in documents_in_force()}:
            errors["identificacion"] = NO_DOCUMENT
        if request.POST.get("rostro") != YES:
            errors["rostro"] = NOT_THEM if request.POST.get("rostro") else ANSWER_FACE
    return errors


@require_http_methods(["GET", "HEAD", "POST"])
def _person(request: VisitRequest) -> HttpResponseBase:
    """The cards of whoever was identified, and blocking them."""
    state: dict[str, Any] | None = request.session.get(STATE)
    if state is None or state["until"] < time.time():
        return redirect(PAGE)
    holder = SubjectId(UUID(state["holder"]))
    found = cards_at_counter(holder)
    if request.method != "POST":
        read_by_official(request, (one.subject for one in found), Reading.TARJETA, Why.MOSTRADOR)
        return _person_page(request, found, {})
    which, motivo = request.POST.get("tarjeta", ""), request.POST.get("motivo", "")
    reasons = {one.value: one for one in Motivo}
    errors: dict[str, Sentence] = {}
    if not which:
        errors["tarjeta"] = CHOOSE_CARD
    if motivo not in reasons:
        errors["motivo"] = CHOOSE_REASON
    if errors:
        return _person_page(request, found, errors)
    now = settings.VENTANILLA_CLOCK.now()
    post, unit = official_post(request.visit.actor, Role.MOSTRADOR, now) or ("", "")
    attended = Attended(Via(state["via"]), reasons[motivo], post, unit)
    try:
        chosen = [one.id for one in _good(found) if one.id is not None] if which == ALL else [UUID(which)]
        cards_block_attended(chosen, holder=holder, attended=attended, by=request.visit.actor, now=now)
    except (ValueError, NoCard):
        raise Http404 from None
    del request.session[STATE]
    return redirect(f"{PAGE}?hecho=bloqueada")


cards_person = staff(Role.MOSTRADOR)(fresh(FRESH_MINUTES)(_person))


def _good(found: tuple[CounterCard, ...]) -> tuple[CounterCard, ...]:
    return tuple(one for one in found if one.id is not None and one.blocked_at is None)


def _person_page(request: VisitRequest, found: tuple[CounterCard, ...], errors: dict[str, Sentence]) -> HttpResponse:
    good = _good(found)
    choices = [Choice(str(one.id), one.name) for one in good]
    if len(good) > 1:
        choices.append(Choice(ALL, Text("TARJETA_MOSTRADOR_TODAS", "Todas las de esta lista")))
    page = BloquearPersonaPage(
        name=next(one.name for one in found if one.own),
        choices=tuple(choices),
        reasons=tuple(Choice(one.value, one.text) for one in Motivo),
        others=tuple(OtherCard(one.name, one.blocked_at) for one in found if one not in good),
        errors=errors,
    )
    return render(request, "staff/tarjetas_persona.html", {"page": page, **SECTION}, status=422 if errors else 200)
