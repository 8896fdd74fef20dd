"""What an official decides of a case: first what it needs, then what will be done, and only then it is done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, Final, Literal, cast, get_args

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ventanilla import law
from ventanilla.apps.cases.api import (
    CaseNotFound,
    NotReviewer,
    ReviewRefused,
    case_ask_more,
    case_confirm,
    case_reject,
    case_second,
)
from ventanilla.domain.authority import Role
from ventanilla.domain.cases import State
from ventanilla.domain.cases.second import MAX_REASON, ReviewFault, reasons_of
from ventanilla.kernel.calendar import MissingYear
from ventanilla.kernel.folio import read_folio
from ventanilla.kernel.text import Text
from ventanilla.web.design.review_shapes import DecidirPage
from ventanilla.web.design.shapes import Choice, Sentence
from ventanilla.web.guards import VisitRequest, fresh, staff

from .cases import PAGE, acts_of, case_page, proposed, queue_row, read_case, reviewed

FRESH_MINUTES: Final = 10  # since whoever decides last showed who they are
USUAL_ASK: Final = 10  # working days that are offered to answer
KEPT: Final = "revision"  # in the session: what was typed, while one shows again who one is
MAX_TYPED: Final = MAX_REASON + 400  # characters kept of a field
FIELDS: Final = ("razones", "otro", "hasta-dia", "hasta-mes", "hasta-anio")
Verb = Literal["confirmar", "negar", "preguntar", "aprobar", "regresar"]
NOT_NOW: Final = Text("EXPEDIENTE_NO_ES_POSIBLE", "Eso ya no es posible con este expediente. Abajo puede ver qué pasó.")
FIELD_OF: Final[dict[ReviewFault, str]] = {
    ReviewFault.SIN_MOTIVO: "razones",
    ReviewFault.SIN_PREGUNTA: "razones",
    ReviewFault.SIN_FUNDAMENTO: "otro",
    ReviewFault.FECHA: "hasta",
}


def _keeping(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Keep what was typed before it is asked again who one is, so that a long reason is not lost."""

    @wraps(view)
    def kept(request: VisitRequest, folio: str, act: str) -> HttpResponseBase:
        if request.method == "POST":
            request.session[KEPT] = {"folio": folio, "act": act, "typed": _typed(request)}
        return view(request, folio, act)

    return kept


@require_http_methods(["GET", "HEAD", "POST"])
def _decide(request: VisitRequest, folio: str, act: str) -> HttpResponseBase:
    if act not in get_args(Verb):
        raise Http404
    verb = cast(Verb, act)
    if request.method != "POST":
        kept = request.session.get(KEPT) or {}
        typed = kept["typed"] if (kept.get("folio"), kept.get("act")) == (folio, act) else {}
        return _form(request, folio, verb, typed)
    typed = _typed(request)
    errors = _errors(verb, typed)
    if errors:
        return _form(request, folio, verb, typed, errors)
    if request.POST.get("seguro") != "si":
        return _form(request, folio, verb, typed, sure=True)
    try:
        state = _do(request, folio, verb, typed)
    except (CaseNotFound, NotReviewer) as missing:
        raise Http404 from missing
    except ReviewRefused as refused:
        if refused.fault is ReviewFault.CAMBIO:
            return _form(request, folio, verb, typed, error=refused.fault.text)
        if refused.fault in FIELD_OF:
            return _form(request, folio, verb, typed, {FIELD_OF[refused.fault]: refused.fault.text})
        return case_page(request, folio, error=refused.fault.text, who=refused.who)
    request.session.pop(KEPT, None)
    proposed_only = verb in {"confirmar", "negar"} and state is State.EN_REVISION
    return redirect(f"{PAGE}/{read_folio(folio)}?hecho={'propuesto' if proposed_only else verb}")


case_decide: Any = staff(Role.REVISION)(_keeping(fresh(FRESH_MINUTES)(_decide)))


def _typed(request: VisitRequest) -> dict[str, str]:
    typed = {name: request.POST.get(name, "")[:MAX_TYPED] for name in FIELDS}
    typed["fundamento"] = "\n".join(each[:MAX_TYPED] for each in request.POST.getlist("fundamento")[:20])
    typed["visto"] = request.POST.get("visto", "")[:64]
    return typed


def _errors(verb: Verb, typed: dict[str, str]) -> dict[str, Sentence]:
    """What is missing, field by field; the service asks it all again."""
    errors: dict[str, Sentence] = {}
    if verb != "aprobar" and not reasons_of(typed["razones"]):
        fault = ReviewFault.SIN_PREGUNTA if verb == "preguntar" else ReviewFault.SIN_MOTIVO
        errors["razones"] = fault.text
    if verb == "negar" and not _cites(typed):
        errors["otro"] = ReviewFault.SIN_FUNDAMENTO.text
    if verb == "preguntar" and _until(typed) is None:
        errors["hasta"] = ReviewFault.FECHA.text
    return errors


def _do(request: VisitRequest, folio: str, verb: Verb, typed: dict[str, str]) -> State:
    compact, by, now = read_folio(folio), request.visit.actor, settings.VENTANILLA_CLOCK.now()
    if compact is None:
        raise CaseNotFound
    reasons, seen = typed["razones"], typed["visto"]
    match verb:
        case "confirmar":
            return case_confirm(compact, reasons=reasons, seen=seen, by=by, now=now)
        case "negar":
            return case_reject(compact, reasons=reasons, cite=_cites(typed), seen=seen, by=by, now=now)
        case "preguntar":
            return case_ask_more(compact, question=reasons, until=_until(typed), by=by, now=now)
        case "aprobar" | "regresar":
            agree = verb == "aprobar"
            return case_second(compact, agree=agree, reason=reasons, seen=seen, by=by, now=now)


def _form(
    request: VisitRequest,
    folio: str,
    verb: Verb,
    typed: dict[str, str],
    errors: dict[str, Sentence] | None = None,
    *,
    error: Sentence = "",
    sure: bool = False,
) -> HttpResponse:
    found = read_case(request, folio)
    if verb not in acts_of(found):
        return case_page(request, folio, error=NOT_NOW)
    today = settings.VENTANILLA_CLOCK.today()
    shown = _usual(today) | {name: value for name, value in typed.items() if value}
    chosen = _cites(typed)
    page = DecidirPage(
        row=queue_row(found.row),
        act=verb,
        seen=found.proposal.seen if found.proposal is not None else "",  # what this page shows, and no other
        sure=sure,
        proposal=proposed(found.proposal),
        waiting=reviewed(found.waiting),
        cites=tuple(Choice(each, each, checked=each in chosen) for each in found.cite),
        reasons=reasons_of(typed.get("razones", "")),
        chosen=chosen,
        until=_until(typed) if typed else None,
        typed=shown,
        errors=errors or {},
        error=error,
        second=found.second,
    )
    status = 422 if errors else 409 if error else 200
    return render(request, "staff/decidir.html", {"page": page, "section": "personal"}, status=status)


def _cites(typed: dict[str, str]) -> tuple[str, ...]:
    said = [*typed.get("fundamento", "").split("\n"), *typed.get("otro", "").split(";")]
    return tuple(dict.fromkeys(" ".join(each.split()) for each in said if each.strip()))


def _until(typed: dict[str, str]) -> date | None:
    parts = [typed.get(f"hasta-{part}", "").strip() for part in ("anio", "mes", "dia")]
    if not all(part.isascii() and part.isdigit() for part in parts):
        return None
    try:
        return date(*(int(part) for part in parts))
    except (ValueError, OverflowError):
        return None


def _usual(today: date) -> dict[str, str]:
    """The day that is usually given to answer, written already; empty where the calendar does not reach it."""
    try:
        day = law.calendar().add(today, USUAL_ASK)
    except MissingYear:
        return {}
    return {"hasta-dia": str(day.day), "hasta-mes": str(day.month), "hasta-anio": str(day.year)}
