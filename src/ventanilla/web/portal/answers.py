"""Answering what a trámite asks: in one's own case, or as another party, which sees that and nothing else of it."""

from __future__ import annotations

from typing import Final, Literal
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from ventanilla.apps.cases.api import (
    AskClosed,
    AskView,
    CaseNotFound,
    Incomplete,
    NotForThem,
    NotOpen,
    TooManyDrafts,
    answer_act,
    answer_form,
    ask_answer,
    ask_draft_save,
    ask_file,
    ask_for,
    case_for,
    case_resolve,
    content_digest,
    draft_for,
    one_at_a_time,
)
from ventanilla.apps.signatures.api import TooManyChallenges, challenge_consume, challenge_new, request_verify
from ventanilla.domain.authority import Via
from ventanilla.domain.cases import Answerer
from ventanilla.domain.cases.asks import Outcome
from ventanilla.domain.cases.stages import stages
from ventanilla.domain.signing.acts import Answer, signed_bytes
from ventanilla.domain.signing.verdict import Refused, SignatureFault
from ventanilla.kernel.folio import read_folio
from ventanilla.kernel.text import Text
from ventanilla.kit.form import Asked, FormProblems
from ventanilla.web.design.case_shapes import RespuestaPage
from ventanilla.web.design.shapes import Answered, CheckPage, SigningPanel, Word
from ventanilla.web.downloads import download
from ventanilla.web.errors import too_many
from ventanilla.web.guards import VisitRequest, signed_in

from .inputs import answers_in, inputs_of, steps_of, texts_in
from .sign_in import OFFICE, OFFLINE, challenge_json, in_words, posted_nonce, posted_signature, session_key

CHANGED: Final = Text(
    "RESPUESTA_CAMBIO",
    "La respuesta cambió en otra ventana después de que la leyó aquí. No se envió. Revísela y envíela otra vez.",
)


def _asked(request: VisitRequest, ask_id: UUID) -> AskView:
    view = ask_for(request.visit.actor, ask_id)
    if view is None:
        raise Http404
    return view


def is_open(view: AskView) -> bool:
    """Whether it still waits for an answer today."""
    return view.outcome is Outcome.ABIERTA and settings.VENTANILLA_CLOCK.today() <= view.until


def _signs(request: VisitRequest, view: AskView) -> bool:
    """Another party always signs; the person, where they entered with their e.firma."""
    return view.of.another or request.visit.actor.via is Via.EFIRMA


def _back(request: VisitRequest, view: AskView) -> str:
    if view.of.another:
        return OFFICE
    case = draft_for(request.visit.actor, view.case)
    return f"/expedientes/{case.folio}" if case is not None else OFFICE


@signed_in
@require_safe
def respond(request: VisitRequest, folio: str) -> HttpResponseBase:
    """From a case of one's own to what it asks of its person now."""
    compact = read_folio(folio)
    case = case_for(request.visit.actor, compact) if compact else None
    if case is None:
        raise Http404
    if case.asked is not None and case.asked.of is Answerer.PAYMENT:
        return redirect("/pagos")
    if case.asked is None or case.asked.of is not Answerer.PERSON:
        return redirect(f"/expedientes/{case.folio}")
    return redirect(f"/respuestas/{case.asked.id}")


def _written(request: VisitRequest, ask_id: UUID) -> AskView:
    """What is answered with a Form; Http404 for what another request answers."""
    view = _asked(request, ask_id)
    if view.files:
        raise Http404
    return view


@signed_in
@require_POST
def prepare(request: VisitRequest, ask_id: UUID) -> HttpResponseBase:
    """Open the request that answers it, written already, where it is read and signed."""
    view = _asked(request, ask_id)
    try:
        draft = ask_file(request.visit, view.id, now=settings.VENTANILLA_CLOCK.now())
    except (AskClosed, NotForThem, NotOpen):
        return redirect(f"/respuestas/{ask_id}")
    except TooManyDrafts:
        return too_many(request)
    return redirect(f"/solicitudes/{draft}/revisar")


@signed_in
@require_http_methods(["GET", "POST"])
def answer(request: VisitRequest, ask_id: UUID) -> HttpResponseBase:
    """What is asked, and its questions. What is typed is kept even when it is wrong."""
    view = _asked(request, ask_id)
    if view.files:
        return _page(request, view, {}, {})
    if request.method == "GET" or not is_open(view):
        return _page(request, view, view.draft, {})
    typed = answers_in(_inputs(view), {name: str(value) for name, value in request.POST.items()})
    try:
        view = ask_draft_save(request.visit.actor, ask_id, typed, now=settings.VENTANILLA_CLOCK.now())
    except AskClosed as closed:
        return _page(request, closed.view, closed.view.draft, {})
    if "salir" in request.POST:
        return redirect(_back(request, view))
    try:
        answer_form(view).read(view.draft, settings.VENTANILLA_CLOCK.today())
    except FormProblems as wrong:
        return _page(request, view, typed, wrong.problems)
    return redirect(f"/respuestas/{ask_id}/revisar")


def _inputs(view: AskView) -> tuple[Asked, ...]:
    """The inputs of what is asked; an answer has no group and no files."""
    return tuple(each for asked in answer_form(view).asked() for each in inputs_of(asked))


def _page(request: VisitRequest, view: AskView, typed: dict[str, str], wrong: dict[str, Text]) -> HttpResponse:
    state = state_of(view)
    rows: tuple[Answered, ...] = ()
    if state == "answered" and not view.files:
        act = answer_act(request.visit, view.id, on=settings.VENTANILLA_CLOCK.today())
        rows = tuple(Answered(line.label, line.answer) for line in act.lines)
    questions = (
        steps_of(_inputs(view), texts_in(_inputs(view), typed), wrong) if state == "open" and not view.files else ()
    )
    page = RespuestaPage(
        title=view.title,
        state=state,
        until=view.until,
        days_left=(view.until - settings.VENTANILLA_CLOCK.today()).days,
        why=view.why if view.of is Answerer.PERSON else "",
        told=tuple(Answered(label, words) for label, words in view.tells),
        questions=questions,
        rows=rows,
        answered_at=view.closed_at,
        signs=_signs(request, view),
        own=view.of is Answerer.PERSON,
        stages=stages(Answerer.PERSON, waits=state == "open", over=view.over)
        if view.of.another and state != "withdrawn"
        else (),
        prepared_url=f"/respuestas/{view.id}/preparar" if view.files and not view.filed else "",
        filed_url=f"/expedientes/{view.filed}" if view.filed else "",
        back_url=_back(request, view),
    )
    context = {"page": page, "section": "oficina"}
    return render(request, "portal/respuesta.html", context, status=422 if wrong else 200)


def state_of(view: AskView) -> Literal["open", "answered", "late", "withdrawn"]:
    """How it stands today, as its page says it."""
    match view.outcome:
        case Outcome.ABIERTA:
            return "open" if is_open(view) else "late"
        case Outcome.CONTESTADA:
            return "answered"
        case Outcome.SILENCIO:
            return "late"
        case Outcome.RETIRADA:
            return "withdrawn"


@signed_in
@require_http_methods(["GET", "POST"])
def check(request: VisitRequest, ask_id: UUID) -> HttpResponseBase:
    """See exactly what will be answered, sign it where it is signed, and send it."""
    view = _written(request, ask_id)
    if not is_open(view):
        return redirect(f"/respuestas/{ask_id}")
    if request.method == "GET":
        return _check_page(request, view, None)
    fault = _send(request, view)
    if fault is not None:
        return _check_page(request, view, in_words(request, fault))
    return redirect(f"/respuestas/{ask_id}" if view.of is Answerer.EMPLOYER else _back(request, view))


def _check_page(request: VisitRequest, view: AskView, fault: Text | None) -> HttpResponseBase:
    visit = request.visit
    try:
        act = answer_act(visit, view.id, on=settings.VENTANILLA_CLOCK.today())
    except Incomplete:
        return redirect(f"/respuestas/{view.id}")
    here = f"/respuestas/{view.id}"
    action = f"{here}/revisar?contenido={content_digest(act)}"
    panel = SigningPanel(
        typ=Answer.TYP,
        challenge_url=f"{here}/reto",
        action=action,
        act=act.fields(),
        words=(
            Word("Respuesta", act.title),
            *((Word("Usted actúa por", act.acting_for),) if act.acting_for else ()),
            *(Word(line.label, line.answer) for line in act.lines),
            Word("Quién firma", visit.name),
            Word("Sitio", settings.VENTANILLA_ORIGIN),
        ),
        submit="Firmar y enviar",
        text_url=f"{here}/texto",
        error=fault or "",
    )
    told = len(view.tells)
    page = CheckPage(
        title=view.title,
        rows=tuple(Answered(line.label, line.answer, "" if at < told else here) for at, line in enumerate(act.lines)),
        back_url=here,
        panel=panel if _signs(request, view) else None,
        send_url=action,
    )
    status = 200 if fault is None else 422
    return render(request, "portal/check_answers.html", {"page": page}, status=status)


def _send(request: VisitRequest, view: AskView) -> Text | None:
    """Send what the page brought; a sentence says why not. What closed meanwhile says so on its page."""
    posted = (posted_signature(request), posted_nonce(request)) if _signs(request, view) else None
    sent = answer_sent(request, view, request.GET.get("contenido", ""), posted)
    return sent if isinstance(sent, Text) else None


def answer_sent(
    request: VisitRequest, view: AskView, content: str, posted: tuple[tuple[bytes, bytes], str] | None
) -> AskView | Text | AskClosed:
    """Judge the signature, take the answer and decide the case again; a ``Text`` says why not.

    ``content`` is the digest of what was read, ``posted`` the signature with its challenge (None where nobody signs).
    A second click finds it answered. An answer does not wait for the authority of the certificate, as a filing does:
    it is asked for again, with what was typed kept.
    """
    with one_at_a_time(view.id):
        return _answer_sent(request, _asked(request, view.id), content, posted)


def _answer_sent(
    request: VisitRequest, view: AskView, content: str, posted: tuple[tuple[bytes, bytes], str] | None
) -> AskView | Text | AskClosed:
    visit, now, signature = request.visit, settings.VENTANILLA_CLOCK.now(), None
    try:
        if not is_open(view):
            return ask_answer(visit, view.id, content, signature=None, now=now)  # the same again, or closed
        act = answer_act(visit, view.id, on=settings.VENTANILLA_CLOCK.today())
        if posted is not None:
            (certificate, cms), nonce = posted
            challenge = challenge_consume(nonce, session_key=session_key(request), act=Answer, now=now, case=view.id)
            if isinstance(challenge, SignatureFault):
                return challenge.text()
            if content_digest(act) != content:
                return CHANGED
            by = visit.actor
            signed = request_verify(
                act, challenge, certificate, cms, by=by, curp=visit.signs_as, rfc=visit.rfc, now=now
            )
            if isinstance(signed, Refused):
                return signed.text
            if not signed.revocation_known:
                return SignatureFault.REVOCACION_NO_DISPONIBLE.text()
            signature = signed.id
        answered = ask_answer(visit, view.id, content, signature=signature, now=now)
    except AskClosed as closed:
        return closed
    except Incomplete:
        return CHANGED
    except CaseNotFound:
        raise Http404 from None
    case_resolve(view.case)
    return answered


@signed_in
@require_POST
def challenge(request: VisitRequest, ask_id: UUID) -> HttpResponseBase:
    """A challenge to sign this answer; two minutes."""
    view = _written(request, ask_id)
    now = settings.VENTANILLA_CLOCK.now()
    try:
        return challenge_json(challenge_new(session_key=session_key(request), act=Answer, now=now, case=view.id))
    except TooManyChallenges:
        return too_many(request)


@signed_in
@require_GET
def text(request: VisitRequest, ask_id: UUID) -> HttpResponseBase:
    """Without JavaScript: the answer to sign with the command line, as a download."""
    view = _written(request, ask_id)
    now = settings.VENTANILLA_CLOCK.now()
    try:
        act = answer_act(request.visit, view.id, on=settings.VENTANILLA_CLOCK.today())
        reto = challenge_new(session_key=session_key(request), act=Answer, now=now, case=view.id, offline=True)
    except Incomplete:
        return redirect(f"/respuestas/{ask_id}")
    except TooManyChallenges:
        return too_many(request)
    request.session[OFFLINE] = reto.nonce
    return download(signed_bytes(act, reto), "texto.json", "application/json")
