"""Where officials see the questions that wait for an answer, and answer them."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ventanilla.apps.cases.api import (
    AnswerLacks,
    ConsultaView,
    QuestionClosed,
    QuestionNotFound,
    consulta_answer,
    consulta_of,
    consultas_waiting,
    tramites,
)
from ventanilla.domain.authority import Role
from ventanilla.domain.cases.consultas import MAX_WORDS
from ventanilla.domain.rights import Reading, Why
from ventanilla.kernel.text import Text
from ventanilla.web.design.consulta_shapes import ContestarPage, PreguntasPage
from ventanilla.web.design.shapes import Choice, Sentence
from ventanilla.web.guards import VisitRequest, staff
from ventanilla.web.portal.consultas import row_of, suggested
from ventanilla.web.readings import read_by_official

PAGE: Final = "/personal/consultas"
DONE: Final = Text("CONSULTA_ENVIADA", "La respuesta está en el buzón de la persona.")
LACKS: Final = Text(
    "CONSULTA_SIN_RESPUESTA", "Escriba la respuesta completa, en {maximo} letras o menos.", maximo=MAX_WORDS
)
CLOSED: Final = Text("CONSULTA_CERRADA", "Ya la contestó alguien más, o la persona empezó un trámite con ella.")


@staff(Role.REVISION)
@require_safe
def questions(request: VisitRequest) -> HttpResponse:
    """What waits, the nearest promise first."""
    waiting = consultas_waiting(request.visit.actor, now=settings.VENTANILLA_CLOCK.now())
    read_by_official(request, [one.subject for one in waiting], Reading.CONSULTA, Why.ATENCION)
    rows = tuple(row_of(one, f"{PAGE}/{one.id}") for one in waiting)
    page = PreguntasPage(rows, done=DONE if request.GET.get("hecho") == "contestada" else "")
    return render(request, "staff/consultas.html", {"page": page, "section": "personal"})


@staff(Role.REVISION)
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: VisitRequest, consulta: UUID) -> HttpResponseBase:
    """One of them: read it, answer it, and say which trámite it really is."""
    actor, now = request.visit.actor, settings.VENTANILLA_CLOCK.now()
    one = consulta_of(actor, consulta, now=now)
    if one is None:
        raise Http404
    read_by_official(request, [one.subject], Reading.CONSULTA, Why.ATENCION)
    if request.method != "POST":
        return _page(request, one)
    typed, chosen = request.POST.get("respuesta", ""), request.POST.get("tramite", "")
    try:
        consulta_answer(consulta, answer=typed, suggests=chosen, by=actor, now=now)
    except QuestionNotFound as missing:
        raise Http404 from missing
    except AnswerLacks:
        return _page(request, one, typed=typed, chosen=chosen, error=LACKS)
    except QuestionClosed:
        return _page(request, one, error=CLOSED)
    return redirect(f"{PAGE}?hecho=contestada")


def _page(
    request: VisitRequest, one: ConsultaView, *, typed: str = "", chosen: str = "", error: Sentence = ""
) -> HttpResponse:
    near = suggested(one.question)
    others = sorted((key for key, each in tramites().items() if not each.page and key not in near), key=_title)
    page = ContestarPage(
        row_of(one, f"{PAGE}/{one.id}"),
        proved=one.proved,
        queue=one.queue,
        choices=tuple(Choice(key, tramites()[key].title) for key in (*near, *others)),
        chosen=chosen,
        typed=typed,
        error=error,
        answer=tuple(one.answer.splitlines()),
        answered_at=one.answered_at,
        who=Text("CONSULTA_QUIEN", "{cargo}, {unidad}", cargo=one.post, unidad=one.unit) if one.post else "",
    )
    context = {"page": page, "section": "personal"}
    return render(request, "staff/consulta.html", context, status=422 if error else 200)


def _title(key: str) -> str:
    return tramites()[key].title
