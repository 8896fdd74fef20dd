"""What a case asks of the office itself: an official looks, says what they found, confirms it, and the case goes on."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ventanilla.apps.attachments.api import attachments_for_official
from ventanilla.apps.cases.api import (
    AskClosed,
    CaseNotFound,
    Incomplete,
    NotReviewer,
    OfficialAsk,
    answer_form,
    ask_answer_by_reviewer,
    ask_for_official,
    asks_for_official,
    case_resolve,
    request_lines,
)
from ventanilla.domain.authority import Role
from ventanilla.domain.cases.asks import Outcome
from ventanilla.domain.rights import Reading, Why
from ventanilla.kernel.text import Text
from ventanilla.kit.form import Asked, FormProblems
from ventanilla.web.design.shapes import Answered, Choice, Sentence
from ventanilla.web.design.verify_shapes import AskState, VerificacionesPage, VerificacionPage, VerifyRow
from ventanilla.web.guards import VisitRequest, fresh, staff
from ventanilla.web.portal.inputs import answers_in, inputs_of, steps_of, texts_in
from ventanilla.web.readings import read_by_official

from .cases import ALL, MAX_TYPED, QUEUES
from .files import VERIFICATIONS, staff_file

FRESH_MINUTES: Final = 10  # since whoever records what they found last showed who they are
KEPT: Final = "verificacion"  # in the session: what was typed, while one shows again who one is
MAX_ANSWER: Final = 4_000  # characters kept of one input
DONE: Final[Sentence] = Text("VERIFICACION_HECHA", "Quedó registrado. El trámite siguió su curso.")
STATE_OF: Final[dict[Outcome, AskState]] = {
    Outcome.ABIERTA: "open",
    Outcome.CONTESTADA: "answered",
    Outcome.SILENCIO: "late",
    Outcome.RETIRADA: "withdrawn",
}


@staff(Role.REVISION)
@require_safe
def verifications(request: VisitRequest) -> HttpResponse:
    """What is asked of the office and is still open, the soonest end first."""
    actor, now = request.visit.actor, settings.VENTANILLA_CLOCK.now()
    queue = request.GET.get("cola", "")[:MAX_TYPED]
    every = asks_for_official(actor, now=now)
    found = tuple(one for one in every if queue in {"", one.view.queue})
    read_by_official(request, (one.subject for one in found), Reading.EXPEDIENTE, Why.REVISION)
    names = sorted({one.view.queue for one in every})
    page = VerificacionesPage(
        rows=tuple(_row(one) for one in found),
        queues=(
            Choice("", ALL, checked=not queue),
            *(Choice(name, QUEUES.get(name, name), checked=name == queue) for name in names),
        ),
        done=DONE if request.GET.get("hecho") else "",
    )
    return render(request, "staff/verificaciones.html", {"page": page, "section": "personal"})


def _keeping(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Keep what was typed before it is asked again who one is, so that what was found is not lost."""

    @wraps(view)
    def kept(request: VisitRequest, ask_id: UUID) -> HttpResponseBase:
        if request.method == "POST":
            request.session[KEPT] = {"ask": str(ask_id), "typed": _posted(request)}
        return view(request, ask_id)

    return kept


@require_http_methods(["GET", "HEAD", "POST"])
def _verification(request: VisitRequest, ask_id: UUID) -> HttpResponseBase:
    found = _asked(request, ask_id)
    inputs = _inputs(found)
    kept = request.session.get(KEPT) or {}
    if request.method != "POST":
        typed = answers_in(inputs, kept["typed"]) if kept.get("ask") == str(ask_id) else {}
        return _page(request, found, typed)
    typed = answers_in(inputs, _posted(request))
    sure = request.POST.get("seguro") == "si"
    if _state(found) != "open" or "corregir" in request.POST:
        return _page(request, found, typed)
    try:
        if not sure:
            return _page(request, found, typed, sure=True)
        now = settings.VENTANILLA_CLOCK.now()
        ask_answer_by_reviewer(by=request.visit.actor, ask=ask_id, answers=typed, now=now)
    except FormProblems as wrong:
        return _page(request, found, typed, wrong.problems)
    except Incomplete as wrong:
        return _page(request, found, typed, wrong.errors)
    except AskClosed:
        return _page(request, _asked(request, ask_id), typed)
    except (CaseNotFound, NotReviewer) as missing:
        raise Http404 from missing
    request.session.pop(KEPT, None)
    case_resolve(found.view.case)
    return redirect(f"{VERIFICATIONS}?hecho=si")


verification: Any = staff(Role.REVISION)(_keeping(fresh(FRESH_MINUTES)(_verification)))


def _asked(request: VisitRequest, ask_id: UUID) -> OfficialAsk:
    """What is asked, once it is noted that whoever is there read it. Http404."""
    try:
        found = ask_for_official(request.visit.actor, ask_id, now=settings.VENTANILLA_CLOCK.now())
    except NotReviewer as no_more:
        raise Http404 from no_more
    if found is None:
        raise Http404
    read_by_official(request, [found.subject], Reading.EXPEDIENTE, Why.REVISION)
    return found


def _posted(request: VisitRequest) -> dict[str, str]:
    return {name: str(value)[:MAX_ANSWER] for name, value in request.POST.items()}


def _inputs(found: OfficialAsk) -> tuple[Asked, ...]:
    return tuple(each for asked in answer_form(found.view).asked() for each in inputs_of(asked))


def _state(found: OfficialAsk) -> AskState:
    over = settings.VENTANILLA_CLOCK.today() > found.view.until
    return "late" if found.view.outcome is Outcome.ABIERTA and over else STATE_OF[found.view.outcome]


def _page(
    request: VisitRequest,
    found: OfficialAsk,
    typed: dict[str, str],
    wrong: dict[str, Text] | None = None,
    *,
    sure: bool = False,
) -> HttpResponse:
    """The page of what is asked. FormProblems where it is to be confirmed and is no answer yet."""
    view, inputs, state = found.view, _inputs(found), _state(found)
    said: tuple[tuple[str, str], ...] = ()
    if sure:
        said = request_lines(answer_form(view).read(typed, settings.VENTANILLA_CLOCK.today()))
    shown = texts_in(inputs, typed)
    files = attachments_for_official(request.visit.actor, view.case)
    page = VerificacionPage(
        row=_row(found),
        state=state,
        told=tuple(Answered(label, words) for label, words in view.tells),
        files=tuple(staff_file(one, found.folio) for one in files),
        questions=steps_of(inputs, shown, wrong or {}) if state == "open" and not sure else (),
        sure=sure,
        said=tuple(Answered(label, words) for label, words in said),
        sent=tuple(shown.items()) if sure else (),
    )
    status = 422 if wrong else 409 if request.method == "POST" and state != "open" else 200
    return render(request, "staff/verificar.html", {"page": page, "section": "personal"}, status=status)


def _row(found: OfficialAsk) -> VerifyRow:
    view = found.view
    return VerifyRow(
        folio=found.folio,
        href=f"{VERIFICATIONS}/{view.id}",
        title=view.title,
        queue=QUEUES.get(view.queue, view.queue),
        applicant=found.applicant,
        asked_at=view.asked_at,
        until=view.until,
        days_left=(view.until - settings.VENTANILLA_CLOCK.today()).days,
    )
