"""From draft to filing: open it, check it, sign it, send it. The questions are ``wizard``'s."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ventanilla import law
from ventanilla.apps.accounts.api import LockedOut
from ventanilla.apps.cases.api import (
    CONFIRMED,
    DISPUTED,
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
    draft_checked,
    draft_for,
    draft_open,
    draft_request,
    draft_sendable,
    one_at_a_time,
    signature_needed,
    source_of,
)
from ventanilla.apps.cases.api import tramite as find_tramite
from ventanilla.apps.eventlog.api import scope
from ventanilla.apps.mandates.api import NoMandate
from ventanilla.apps.signatures.api import TooManyChallenges, challenge_consume, challenge_new, request_verify
from ventanilla.domain.authority import no_mandate
from ventanilla.domain.cases import State
from ventanilla.domain.signing.acts import Request, signed_bytes
from ventanilla.domain.signing.revocation import POLICY, OnUnknown, on_revocation_unknown
from ventanilla.domain.signing.verdict import Refused, SignatureFault
from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.text import Text
from ventanilla.kit import Previewed
from ventanilla.kit.form import Form, examined, said
from ventanilla.kit.tramite import AnyTramite
from ventanilla.web.design.foreseen_shapes import Foreseen, ForeseenRow
from ventanilla.web.design.shapes import Answered, CheckPage, SigningPanel, Word
from ventanilla.web.downloads import download
from ventanilla.web.errors import error_page, too_many
from ventanilla.web.guards import VisitRequest, signed_in

from .sign_in import OFFLINE, challenge_json, in_words, posted_nonce, posted_signature, session_key
from .way import Way
from .wizard import alike, already, draft_of, way_of

CHANGED: Final = Text(
    "SOLICITUD_CAMBIO",
    "La solicitud cambió en otra ventana después de que la leyó aquí. No se envió. Revísela y firme otra vez.",
)
CHANGED_UNSIGNED: Final = Text(
    "SOLICITUD_CAMBIO_SIN_FIRMA",
    "La solicitud cambió en otra ventana después de que la leyó aquí. No se envió. Revísela y envíela otra vez.",
)
SHOWN_MINUTES: Final = 10  # since whoever sends without an e.firma showed who they are
FORESEEN_CHANGED: Final = Text(
    "CONSECUENCIA_CAMBIO",
    "Sus respuestas, o lo que pasará con ellas, cambiaron después de que las leyó. No se envió. Lea otra vez lo que "
    "pasará y firme de nuevo.",
)
TOO_OFTEN: Final = Text(
    "PREVIO_LIMITE",
    "Revisó demasiadas veces datos que no coinciden. No se envió. Espere una hora y vuelva a intentarlo.",
)


@signed_in
@require_POST
def start(request: VisitRequest, key: str) -> HttpResponseBase:
    """Open the draft, or go on with the one left."""
    return begun(request, key)


def begun(request: VisitRequest, key: str, answers: Mapping[str, str] | None = None) -> HttpResponseBase:
    """To the first page of a draft of ``key``, with the ``answers`` that a page knows already. Http404."""
    return opened(request, key, answers, past=())


def opened(
    request: VisitRequest, key: str, answers: Mapping[str, str] | None, *, past: Iterable[str]
) -> HttpResponseBase:
    """The same; of what is known already, the questions ``past`` are not put again, until the person goes back."""
    tramite = find_tramite(key)
    if tramite is None:
        raise Http404
    try:
        case_id = draft_open(request.visit, tramite, now=settings.VENTANILLA_CLOCK.now(), answers=answers)
    except TooManyDrafts:
        return too_many(request)
    except (NotForThem, NotOpen):
        return redirect(f"/tramites/{key}")  # the page says so, and what to do
    way = way_of(request, *draft_of(request, case_id))
    return redirect(way.url_without(past) if past else way.start_url())


@signed_in
@require_http_methods(["GET", "POST"])
def check(request: VisitRequest, case_id: UUID) -> HttpResponseBase:
    """Check your answers, see exactly what will be signed, and send it."""
    draft, tramite = draft_of(request, case_id)
    if draft.state is State.BORRADOR and _must_show(request, tramite):
        return redirect(f"/cuenta/confirmar?{urlencode({'sigue': f'/solicitudes/{case_id}/revisar'})}")
    if request.method == "POST":
        return _send(request, draft, tramite)
    if draft.state is not State.BORRADOR:
        return already(request, draft)
    return check_page(request, draft, tramite, fault=None)


def _must_show(request: VisitRequest, tramite: AnyTramite) -> bool:
    """Whether whoever sends this without an e.firma must first show again who they are."""
    visit = request.visit
    return not signature_needed(visit.actor, tramite) and visit.confirmed_ago > SHOWN_MINUTES * 60


def check_page(request: VisitRequest, draft: CaseView, tramite: AnyTramite, *, fault: Text | None) -> HttpResponse:
    """The summary with the signing panel; an incomplete draft goes back to its first unanswered question."""
    way = way_of(request, draft, tramite)
    try:
        checked = draft_checked(request.visit.actor, draft.id, on=settings.VENTANILLA_CLOCK.today())
    except LockedOut:
        return too_many(request)
    except NotOpen:
        return redirect(f"/tramites/{draft.tramite}")  # its page says since when, or until when
    except Incomplete as incomplete:
        return redirect(way.first_wrong(incomplete.errors))
    visit, asked_for, solicitud = request.visit, checked.request, checked.solicitud
    if not draft_sendable(visit.actor, draft.id, solicitud):
        page = CheckPage(draft.title, check_rows(way, solicitud), way.last_url(), refused=no_mandate(visit.acting_for))
        return render(request, "portal/check_answers.html", {"page": page}, status=200)
    action = f"/solicitudes/{draft.id}/revisar?contenido={content_digest(asked_for)}"
    panel = SigningPanel(
        typ=Request.TYP,
        challenge_url=f"/solicitudes/{draft.id}/reto",
        action=action,
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
        rows=check_rows(way, solicitud),
        back_url=way.last_url(),
        panel=panel if signature_needed(visit.actor, tramite) else None,
        send_url=action,
        send_error=fault or "",
        foreseen=foreseen_shape(checked.shown),
        earlier=alike(request, draft),
    )
    return render(request, "portal/check_answers.html", {"page": page}, status=200 if fault is None else 422)


def foreseen_shape(shown: Previewed | None) -> Foreseen | None:
    """What would follow, as a page shows it."""
    if shown is None:
        return None
    rows = tuple(ForeseenRow(*row) for row in shown.rows)
    details = tuple(ForeseenRow(*row) for row in shown.details)
    return Foreseen(shown.said, rows, details, shown.warns, shown.refused, shown.reviewed)


def check_rows(way: Way, solicitud: Form) -> tuple[Answered, ...]:
    """Each answer with its way to be changed, where it comes from, and what is unusual in it."""
    kinds = {each.name: each.kind for each in way.questions}
    rows = []
    for line in said(solicitud, for_another=bool(way.draft.acting_for)):
        unusual = examined(kinds[line.name], line.answer) if not line.about else None
        disputed = any(each.field == line.name for each in solicitud.disputes)
        source = None if line.about or disputed else source_of(way.draft.draft, line.name)
        about = DISPUTED[line.about] if line.about else ""
        url = "" if line.about else f"{way.page_of(line.name)}?volver=1"
        rows.append(Answered(line.label, line.answer, url, unusual or source or "", line.one, line.number, about))
    return tuple(rows)


@signed_in
@require_POST
def challenge(request: VisitRequest, case_id: UUID) -> HttpResponseBase:
    """A challenge to sign this draft; two minutes."""
    draft, _ = draft_of(request, case_id)
    now = settings.VENTANILLA_CLOCK.now()
    try:
        return challenge_json(challenge_new(session_key=session_key(request), act=Request, now=now, case=draft.id))
    except TooManyChallenges:
        return too_many(request)


@signed_in
@require_GET
def text(request: VisitRequest, case_id: UUID) -> HttpResponseBase:
    """Without JavaScript: the request to sign with the command line, as a download."""
    draft, _ = draft_of(request, case_id)
    now = settings.VENTANILLA_CLOCK.now()
    try:
        asked_for = draft_request(request.visit.actor, draft.id, on=settings.VENTANILLA_CLOCK.today())
        reto = challenge_new(session_key=session_key(request), act=Request, now=now, case=draft.id, offline=True)
    except Incomplete:
        return redirect(f"/solicitudes/{draft.id}/revisar")
    except (LockedOut, TooManyChallenges):
        return too_many(request)
    request.session[OFFLINE] = reto.nonce
    return download(signed_bytes(asked_for, reto), "texto.json", "application/json")


def _send(request: VisitRequest, draft: CaseView, tramite: AnyTramite) -> HttpResponse:
    content = request.GET.get("contenido")
    if signature_needed(request.visit.actor, tramite):
        filed = file_signed(request, draft, posted_signature(request), posted_nonce(request), content)
    else:
        filed = _file_confirmed(request, draft, content)
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
    with one_at_a_time(draft.id), scope(actor.subject):  # set once, for all that is read as whoever sends it
        return _file_signed(request, draft_for(actor, draft.id) or draft, posted, nonce, content)


def _file_confirmed(request: VisitRequest, draft: CaseView, content: str | None) -> CaseView | Text | AlreadyFiled:
    """File what was read without an e.firma: `check` asked who sends it to show again who they are."""
    actor, now = request.visit.actor, settings.VENTANILLA_CLOCK.now()
    with one_at_a_time(draft.id), scope(actor.subject):
        found = draft_for(actor, draft.id) or draft
        if found.state is not State.BORRADOR:
            return found if content in (None, found.content) else AlreadyFiled(found)
        try:
            checked = draft_checked(actor, draft.id, on=civil_date(now))
            if content != content_digest(checked.request):
                return CHANGED_UNSIGNED
            filed = case_file(actor, draft.id, content, CONFIRMED, now=now, checked=checked)
        except Incomplete:
            return CHANGED_UNSIGNED
        except LockedOut:
            return TOO_OFTEN
        return replace(filed, state=case_resolve(filed.id)) if filed.state is State.RECIBIDO else filed


def _file_signed(
    request: VisitRequest, draft: CaseView, posted: tuple[bytes, bytes], nonce: str, content: str | None
) -> CaseView | Text | AlreadyFiled:
    actor = request.visit.actor
    now = settings.VENTANILLA_CLOCK.now()
    challenge = challenge_consume(nonce, session_key=session_key(request), act=Request, now=now, case=draft.id)
    if draft.state is not State.BORRADOR:
        return draft if content in (None, draft.content) else AlreadyFiled(draft)
    if isinstance(challenge, SignatureFault):
        return challenge.text()
    try:
        checked = draft_checked(actor, draft.id, on=civil_date(now))
    except Incomplete:
        return CHANGED
    except LockedOut:
        return TOO_OFTEN
    if not draft_sendable(actor, draft.id, checked.solicitud):
        raise NoMandate(request.visit.acting_for)
    digest = content_digest(checked.request)
    if content not in (None, digest):
        return CHANGED if checked.shown is None else FORESEEN_CHANGED
    certificate, cms = posted
    visit = request.visit
    with scope(None):  # set once, for what the office does of it: keep the signature, file the case, decide it
        signed = request_verify(
            checked.request, challenge, certificate, cms, by=actor, curp=visit.signs_as, rfc=visit.rfc, now=now
        )
        if isinstance(signed, Refused):
            return signed.text
        if signed.id is None:
            raise AssertionError("the signature of a request is kept")
        choice = on_revocation_unknown(Request.TYP, law.policy(POLICY).value)
        if not signed.revocation_known and choice is OnUnknown.REFUSE:
            return SignatureFault.REVOCACION_NO_DISPONIBLE.text()
        order = SignedRequest(signed.id, signed.revocation_known, choice is OnUnknown.CONTINUE_FLAGGED)
        try:
            filed = case_file(actor, draft.id, digest, order, now=now, checked=checked)
        except AlreadyFiled as already:
            return already
        except Incomplete:
            return CHANGED if checked.shown is None else FORESEEN_CHANGED
        except CaseNotFound:
            raise Http404 from None
        return replace(filed, state=case_resolve(filed.id)) if filed.state is State.RECIBIDO else filed
