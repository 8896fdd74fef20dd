"""From draft to filing: one question a page, check, sign, send."""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ventanilla import law
from ventanilla.apps.cases.api import (
    AlreadyFiled,
    CaseNotFound,
    CaseView,
    Incomplete,
    NotForThem,
    NotOpen,
    SignedRequest,
    TooManyDrafts,
    case_file,
    case_resolve,
    content_digest,
    draft_for,
    draft_open,
    draft_request,
    draft_save,
)
from ventanilla.apps.cases.api import tramite as find_tramite
from ventanilla.apps.signatures.api import TooManyChallenges, challenge_consume, challenge_new, request_verify
from ventanilla.domain.cases import State
from ventanilla.domain.signing.acts import Request, signed_bytes
from ventanilla.domain.signing.revocation import POLICY, OnUnknown, on_revocation_unknown
from ventanilla.domain.signing.verdict import Refused, SignatureFault
from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.text import Text
from ventanilla.kit.form import Asked, FormProblems
from ventanilla.kit.tramite import AnyTramite
from ventanilla.web.design.shapes import Answered, CheckPage, Choice, SigningPanel, Step, WizardPage, Word
from ventanilla.web.downloads import download
from ventanilla.web.errors import error_page, too_many
from ventanilla.web.guards import RESCUED, VisitRequest, signed_in

from .sign_in import OFFICE, OFFLINE, challenge_json, in_words, posted_nonce, posted_signature, session_key

CHANGED: Final = Text(
    "SOLICITUD_CAMBIO",
    "La solicitud cambió en otra ventana después de que la leyó aquí. No se envió. Revísela y firme otra vez.",
)


def _draft(request: VisitRequest, case_id: UUID) -> tuple[CaseView, AnyTramite]:
    draft = draft_for(request.visit.actor, case_id)
    tramite = find_tramite(draft.tramite) if draft is not None else None
    if draft is None or tramite is None:
        raise Http404
    return draft, tramite


@signed_in
@require_POST
def start(request: VisitRequest, key: str) -> HttpResponseBase:
    """Open the draft, or go on with the one left."""
    tramite = find_tramite(key)
    if tramite is None:
        raise Http404
    try:
        case_id = draft_open(request.visit, tramite, now=settings.VENTANILLA_CLOCK.now())
    except TooManyDrafts:
        return too_many(request)
    except (NotForThem, NotOpen):
        return redirect(f"/tramites/{key}")  # the page says so, and what to do
    return redirect(f"/solicitudes/{case_id}/1")


@signed_in
@require_http_methods(["GET", "POST"])
def step(request: VisitRequest, case_id: UUID, number: int) -> HttpResponseBase:
    """One question. What is typed is kept even when it is wrong."""
    draft, tramite = _draft(request, case_id)
    questions = tramite.form.asked(for_another=bool(draft.acting_for))
    if not questions and number == 1:  # a trámite that asks nothing begins where others end
        return redirect(f"/solicitudes/{case_id}/revisar")
    if not 1 <= number <= len(questions):
        raise Http404
    asked = questions[number - 1]
    if draft.state is not State.BORRADOR:
        return _already(request, draft)
    if request.method == "GET":
        typed = _rescued(request)
        return _step_page(
            request, draft, questions, number, typed if typed is not None else _inputs(asked, draft.draft), None
        )
    typed = {name: str(value) for name, value in request.POST.items()}
    answer = _answer(asked, typed)
    try:
        draft_save(request.visit.actor, case_id, {asked.name: answer}, now=settings.VENTANILLA_CLOCK.now())
    except AlreadyFiled as filed:
        return _already(request, filed.view)
    wrong = _wrong(tramite, draft.draft | {asked.name: answer}).get(asked.name)
    if wrong is not None:
        return _step_page(request, draft, questions, number, typed, wrong)
    if "salir" in request.POST:
        return redirect(OFFICE)
    if number < len(questions) and "volver" not in request.GET:
        return redirect(f"/solicitudes/{case_id}/{number + 1}")
    return redirect(f"/solicitudes/{case_id}/revisar")


def _rescued(request: VisitRequest) -> dict[str, str] | None:
    kept = request.session.get(RESCUED)
    if not isinstance(kept, dict) or kept.get("path") != request.path:
        return None
    del request.session[RESCUED]
    return dict(kept["typed"])


def _answer(asked: Asked, typed: dict[str, str]) -> str:
    if asked.kind != "date":
        return typed.get(asked.name, "").strip()
    day, month, year = (typed.get(f"{asked.name}-{part}", "").strip() for part in ("dia", "mes", "anio"))
    if not (day or month or year):
        return ""
    return f"{year:0>4}-{month:0>2}-{day:0>2}"


def _inputs(asked: Asked, kept: dict[str, str]) -> dict[str, str]:
    """What the inputs show: a date in its three, everything else as it was typed."""
    value = kept.get(asked.name, "")
    if asked.kind != "date":
        return {asked.name: value}
    year, _, rest = value.partition("-")
    month, _, day = rest.partition("-")
    parts = {"dia": day, "mes": month, "anio": year}
    return {f"{asked.name}-{part}": text.lstrip("0") for part, text in parts.items()}


def _wrong(tramite: AnyTramite, answers: dict[str, str]) -> dict[str, Text]:
    try:
        tramite.form.read(answers, settings.VENTANILLA_CLOCK.today())
    except FormProblems as error:
        return error.problems
    return {}


def _step_page(
    request: VisitRequest,
    draft: CaseView,
    questions: tuple[Asked, ...],
    number: int,
    typed: dict[str, str],
    wrong: Text | None,
) -> HttpResponse:
    asked = questions[number - 1]
    step = Step(
        kind=asked.kind,
        name=asked.name,
        label=asked.label,
        help=asked.help,
        value=typed.get(asked.name, ""),
        day=typed.get(f"{asked.name}-dia", ""),
        month=typed.get(f"{asked.name}-mes", ""),
        year=typed.get(f"{asked.name}-anio", ""),
        choices=tuple(Choice(value, words) for value, words in asked.choices.items()),
        error=wrong or "",
    )
    page = WizardPage(
        title=draft.title,
        step=step,
        number=number,
        total=len(questions),
        back_url=f"/solicitudes/{draft.id}/{number - 1}" if number > 1 else f"/tramites/{draft.tramite}",
        leave_url=OFFICE,
        saved_at=draft.saved_at,
    )
    return render(request, "portal/wizard_step.html", {"page": page}, status=422 if wrong else 200)


def _already(request: VisitRequest, filed: CaseView) -> HttpResponse:
    """The draft was sent, in this window or another: the same receipt, never a second filing."""
    if request.method == "GET":
        return redirect(f"/expedientes/{filed.folio}")
    return error_page(request, 409, filing="received", folio=filed.folio)


@signed_in
@require_http_methods(["GET", "POST"])
def check(request: VisitRequest, case_id: UUID) -> HttpResponseBase:
    """Check your answers, see exactly what will be signed, and send it."""
    draft, tramite = _draft(request, case_id)
    if request.method == "POST":
        return _send(request, draft, tramite)
    if draft.state is not State.BORRADOR:
        return _already(request, draft)
    return check_page(request, draft, tramite, fault=None)


def check_page(request: VisitRequest, draft: CaseView, tramite: AnyTramite, *, fault: Text | None) -> HttpResponse:
    """The summary with the signing panel; an incomplete draft goes back to its first unanswered question."""
    try:
        asked_for = draft_request(request.visit.actor, draft.id, on=settings.VENTANILLA_CLOCK.today())
    except NotOpen:
        return redirect(f"/tramites/{draft.tramite}")  # its page says since when, or until when
    except Incomplete as incomplete:
        names = [asked.name for asked in tramite.form.asked()]
        first = min((names.index(name) for name in incomplete.errors if name in names), default=0)
        return redirect(f"/solicitudes/{draft.id}/{first + 1}")
    visit = request.visit
    panel = SigningPanel(
        typ=Request.TYP,
        challenge_url=f"/solicitudes/{draft.id}/reto",
        action=f"/solicitudes/{draft.id}/revisar?contenido={content_digest(asked_for)}",
        act=asked_for.fields(),
        words=(
            Word("Solicitud", asked_for.title),
            *((Word("Usted actúa por", asked_for.acting_for),) if asked_for.acting_for else ()),
            *(Word(line.label, line.answer) for line in asked_for.lines),
            Word("Quién firma", visit.name),
            Word("Sitio", settings.VENTANILLA_ORIGIN),
        ),
        submit="Firmar y enviar",
        text_url=f"/solicitudes/{draft.id}/texto",
        error=fault or "",
    )
    page = CheckPage(
        title=draft.title,
        rows=tuple(
            Answered(line.label, line.answer, f"/solicitudes/{draft.id}/{number}?volver=1")
            for number, line in enumerate(asked_for.lines, start=1)
        ),
        back_url=f"/solicitudes/{draft.id}/{len(asked_for.lines)}" if asked_for.lines else f"/tramites/{draft.tramite}",
        panel=panel,
    )
    return render(request, "portal/check_answers.html", {"page": page}, status=200 if fault is None else 422)


@signed_in
@require_POST
def challenge(request: VisitRequest, case_id: UUID) -> HttpResponseBase:
    """A challenge to sign this draft; two minutes."""
    draft, _ = _draft(request, case_id)
    now = settings.VENTANILLA_CLOCK.now()
    try:
        return challenge_json(challenge_new(session_key=session_key(request), act=Request, now=now, case=draft.id))
    except TooManyChallenges:
        return too_many(request)


@signed_in
@require_GET
def text(request: VisitRequest, case_id: UUID) -> HttpResponseBase:
    """Without JavaScript: the request to sign with the command line, as a download."""
    draft, _ = _draft(request, case_id)
    now = settings.VENTANILLA_CLOCK.now()
    try:
        asked_for = draft_request(request.visit.actor, draft.id, on=settings.VENTANILLA_CLOCK.today())
        reto = challenge_new(session_key=session_key(request), act=Request, now=now, case=draft.id, offline=True)
    except Incomplete:
        return redirect(f"/solicitudes/{draft.id}/revisar")
    except TooManyChallenges:
        return too_many(request)
    request.session[OFFLINE] = reto.nonce
    return download(signed_bytes(asked_for, reto), "texto.json", "application/json")


def _send(request: VisitRequest, draft: CaseView, tramite: AnyTramite) -> HttpResponse:
    content = request.GET.get("contenido")
    filed = file_signed(request, draft, posted_signature(request), posted_nonce(request), content)
    match filed:
        case Text():
            return check_page(request, draft, tramite, fault=in_words(request, filed))
        case CaseView(state=State.BORRADOR):
            raise AssertionError("what was filed is no draft")
        case CaseView():
            return redirect(f"/expedientes/{filed.folio}")
    return error_page(request, 409, filing="received", folio=filed.view.folio)


def file_signed(
    request: VisitRequest, draft: CaseView, posted: tuple[bytes, bytes], nonce: str, content: str | None = None
) -> CaseView | Text | AlreadyFiled:
    """Consume the challenge, judge the signature, file the case and decide it; a ``Text`` says why not.

    The network (the certificate's authority) is asked before any transaction. A second click finds the
    case filed and gets the same receipt. ``content`` is the digest of what was read: if the draft says
    something else by now, nothing is filed; if something else was filed, AlreadyFiled.
    """
    actor = request.visit.actor
    now = settings.VENTANILLA_CLOCK.now()
    challenge = challenge_consume(nonce, session_key=session_key(request), act=Request, now=now, case=draft.id)
    if draft.state is not State.BORRADOR:
        return draft if content in (None, draft.content) else AlreadyFiled(draft)
    if isinstance(challenge, SignatureFault):
        return challenge.text()
    try:
        asked_for = draft_request(actor, draft.id, on=civil_date(now))
    except Incomplete:
        return CHANGED
    digest = content_digest(asked_for)
    if content not in (None, digest):
        return CHANGED
    certificate, cms = posted
    visit = request.visit
    signed = request_verify(asked_for, challenge, certificate, cms, by=actor, curp=visit.curp, rfc=visit.rfc, now=now)
    if isinstance(signed, Refused):
        return signed.text
    if signed.id is None:
        raise AssertionError("the signature of a request is kept")
    choice = on_revocation_unknown(Request.TYP, law.policy(POLICY).value)
    if not signed.revocation_known and choice is OnUnknown.REFUSE:
        return SignatureFault.REVOCACION_NO_DISPONIBLE.text()
    order = SignedRequest(signed.id, signed.revocation_known, choice is OnUnknown.CONTINUE_FLAGGED)
    try:
        filed = case_file(actor, draft.id, digest, order, now=now)
    except AlreadyFiled as already:
        return already
    except Incomplete:
        return CHANGED
    except CaseNotFound:
        raise Http404 from None
    return replace(filed, state=case_resolve(filed.id)) if filed.state is State.RECIBIDO else filed
