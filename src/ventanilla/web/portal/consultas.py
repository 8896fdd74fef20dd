"""Asking the office something without opening a case, reading the answer, and going on to a trámite with it."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ventanilla.apps.cases.api import (
    ConsultaView,
    Previsto,
    QuestionNotFound,
    TooManyQuestions,
    consulta_became,
    consulta_for,
    consulta_foresee,
    consulta_send,
    consultas_for,
    long_answer_of,
    tramite,
    tramites,
)
from ventanilla.domain.cases.consultas import EstadoConsulta, Tema
from ventanilla.kernel.text import Text
from ventanilla.kit.form import Asked, FormProblems
from ventanilla.web.design.consulta_shapes import PreguntaNuevaPage, PreguntaPage, PreguntaRow, PreguntasPage
from ventanilla.web.design.shapes import Choice, Link, Sentence
from ventanilla.web.guards import VisitRequest, signed_in, with_terms

from .catalogue import MAX_QUERY, card, found
from .filing import begun
from .inputs import answers_in, inputs_of, steps_of

KEY: Final = "consulta"
PAGE: Final = "/consultas"
DISPUTE: Final = "aclaracion"  # what is offered always: many a question is that something is not right
SUGGESTED: Final = 3  # trámites that may answer at once
EARLIER: Final = 3  # answers of one's own about the same
FULL: Final = Text(
    "CONSULTAS_ABIERTAS", "Tiene varias preguntas sin contestar. Espere la respuesta de una para enviar otra."
)
STATES: Final[dict[EstadoConsulta, tuple[Sentence, str]]] = {
    EstadoConsulta.ABIERTA: (Text("CONSULTA_EN_ESPERA", "En espera de respuesta"), "govuk-tag--wait"),
    EstadoConsulta.CONTESTADA: (Text("CONSULTA_LISTA", "Contestada"), ""),
    EstadoConsulta.CONVERTIDA: (Text("CONSULTA_EN_TRAMITE", "Ahora es un trámite"), "govuk-tag--off"),
}


def row_of(one: ConsultaView, href: str) -> PreguntaRow:
    """A question in a list."""
    state, tone = STATES[one.state]
    due = one.promised_on if one.state is EstadoConsulta.ABIERTA else None
    late = due is not None and due < settings.VENTANILLA_CLOCK.today()
    return PreguntaRow(one.tema.words, one.question, one.asked_at, one.promised_on, href, state, tone, late)


def suggested(words: str) -> tuple[str, ...]:
    """The trámites that may answer some words at once, best first: none of them is to ask again."""
    return tuple(key for key in found(words[:MAX_QUERY]).keys if not tramites()[key].page)[:SUGGESTED]


@with_terms
@require_safe
def questions(request: VisitRequest) -> HttpResponse:
    """One's own questions, the newest first."""
    rows = tuple(row_of(one, f"{PAGE}/{one.id}") for one in consultas_for(request.visit.actor))
    page = PreguntasPage(rows, sent=request.GET.get("enviada") == "si")
    return render(request, "portal/consultas.html", {"page": page, "section": "buzon"})


@with_terms
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: VisitRequest) -> HttpResponseBase:
    """Write it; see what may answer it at once and by when a person does; send it."""
    inputs = _inputs()
    if request.method != "POST":
        return _page(request, PreguntaNuevaPage(steps_of(inputs, {}, {})))
    typed = answers_in(inputs, {name: str(value) for name, value in request.POST.items()})
    now = settings.VENTANILLA_CLOCK.now()
    try:
        foreseen = consulta_foresee(typed, on=settings.VENTANILLA_CLOCK.today())
        if "enviar" in request.POST and not foreseen.no:
            consulta_send(typed, by=request.visit.actor, now=now)
            return redirect(f"{PAGE}?enviada=si")
    except FormProblems as wrong:
        return _page(request, PreguntaNuevaPage(steps_of(inputs, typed, wrong.problems)), 422)
    except TooManyQuestions:
        return _page(request, PreguntaNuevaPage(steps_of(inputs, typed, {}), error=FULL), 422)
    if "cambiar" in request.POST:
        return _page(request, PreguntaNuevaPage(steps_of(inputs, typed, {})))
    return _page(request, _checked(request, inputs, typed, foreseen))


def _inputs() -> tuple[Asked, ...]:
    offered = tramite(KEY)
    if offered is None:
        raise Http404
    return tuple(each for asked in offered.form.asked() for each in inputs_of(asked))


def _checked(
    request: VisitRequest, inputs: tuple[Asked, ...], typed: dict[str, str], foreseen: Previsto
) -> PreguntaNuevaPage:
    tema = Tema(typed["tema"])
    before = [one for one in consultas_for(request.visit.actor) if one.answer and one.tema is tema][:EARLIER]
    return PreguntaNuevaPage(
        steps_of(inputs, typed, {}),
        checking=True,
        words=typed["pregunta"],
        tema=tema.words,
        promised=foreseen.prometida,
        said=foreseen.aviso,
        refused=foreseen.no,
        cards=tuple(card(tramites()[key]) for key in suggested(typed["pregunta"])),
        answers=tuple(Link(one.question, f"{PAGE}/{one.id}") for one in before),
        kept=tuple(typed.items()),
    )


def _page(request: VisitRequest, page: PreguntaNuevaPage, status: int = 200) -> HttpResponse:
    return render(request, "portal/consulta_nueva.html", {"page": page, "section": "buzon"}, status=status)


@with_terms
@require_safe
def question(request: VisitRequest, consulta: UUID) -> HttpResponse:
    """One of one's own, with its answer and what may be begun with it."""
    one = consulta_for(request.visit.actor, consulta)
    if one is None:
        raise Http404
    keys = dict.fromkeys((*filter(None, (one.suggests,)), *suggested(one.question), DISPUTE))
    offered = {key: tramites()[key] for key in keys if key in tramites()}
    became = tramite(one.became)
    page = PreguntaPage(
        row_of(one, f"{PAGE}/{one.id}"),
        answer=tuple(one.answer.splitlines()),
        answered_at=one.answered_at,
        who=Text("CONSULTA_QUIEN", "{cargo}, {unidad}", cargo=one.post, unidad=one.unit) if one.post else "",
        suggested=offered[one.suggests].title if one.suggests in offered else "",
        begin=tuple(Choice(key, found.title) for key, found in offered.items()),
        act_url=f"{PAGE}/{one.id}/tramite",
        became=became.title if became is not None else "",
    )
    return render(request, "portal/consulta.html", {"page": page, "section": "buzon"})


@signed_in
@require_POST
def convert(request: VisitRequest, consulta: UUID) -> HttpResponseBase:
    """Begin a trámite with what was asked; its words go to the first answer of several lines."""
    actor, key = request.visit.actor, request.POST.get("tramite", "")
    try:
        one = consulta_became(actor, consulta, key, now=settings.VENTANILLA_CLOCK.now())
    except QuestionNotFound as missing:
        raise Http404 from missing
    takes = long_answer_of(key)
    return begun(request, key, {takes: one.question} if takes else None)
