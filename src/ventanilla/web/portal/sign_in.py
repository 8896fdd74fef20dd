"""Signing in with an e.firma, with and without JavaScript, and leaving."""

from __future__ import annotations

import base64
import binascii
import json
from contextlib import suppress
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ventanilla.apps.accounts.api import (
    CertificateRefused,
    Presented,
    Proven,
    Visit,
    session_close,
    session_open,
    session_touch,
)
from ventanilla.apps.affiliation.api import persona_nombre, subject_by_curp, subject_by_rfc
from ventanilla.apps.cases.api import draft_for
from ventanilla.apps.eventlog.api import scope
from ventanilla.apps.signatures.api import TooManyChallenges, challenge_consume, challenge_new, sign_in_verify
from ventanilla.domain.signing.acts import Challenge, SignIn, signed_bytes
from ventanilla.domain.signing.verdict import Accepted, Refused, SignatureFault
from ventanilla.kernel.text import Text
from ventanilla.web.design.shapes import EntrarPage, SigningPanel, Word
from ventanilla.web.devices import device_of
from ventanilla.web.downloads import download
from ventanilla.web.errors import too_many
from ventanilla.web.guards import RESCUED, VisitRequest, public, visit_of, with_account

from .demonstration import identities

OFFICE: Final = "/oficina"
OFFERED_IDENTITIES: Final = 6  # worker, employer, company, accountant, pensioner, staff; the rest on their own page
OFFLINE: Final = "reto_sin_script"
LANGUAGE_SECONDS: Final = 365 * 24 * 3600
MAX_UPLOAD_BYTES: Final = 256 * 1024
MAX_FIELD: Final = 100_000  # characters of a certificate or signature in base64
UNREADABLE: Final = frozenset(
    fault.name
    for fault in (
        SignatureFault.ARCHIVO_VACIO,
        SignatureFault.ARCHIVO_GRANDE,
        SignatureFault.NO_ES_CERTIFICADO,
        SignatureFault.FIRMA_VACIA,
        SignatureFault.FIRMA_MAL_FORMADA,
    )
)
NOT_SIGNED: Final = Text(
    "ARCHIVO_FIRMADO_ILEGIBLE",
    "El archivo que subió no es el texto firmado, o está dañado. Suba el que escribió «ventanilla efirma firmar», "
    "sin abrirlo ni cambiarlo.",
)


def challenge_json(challenge: Challenge) -> JsonResponse:
    """A challenge, as the signing module reads it."""
    return JsonResponse(
        {
            "nonce": challenge.nonce,
            "audience": challenge.audience,
            "issued_at": challenge.issued_at,
            "expires_at": challenge.expires_at,
        }
    )


def session_key(request: HttpRequest) -> str:
    """The session's own key; made now for a visitor who has none. A program's is that of the key that it came with."""
    program = getattr(request, "program", None)
    if program is not None:
        return f"programa:{program.key}"
    if request.session.session_key is None:
        request.session.save()
    key = request.session.session_key
    if key is None:
        raise RuntimeError("a saved session has a key")
    return key


def safe_next(value: str) -> str:
    """Where to go next: a path of this office, or one's own office."""
    known = value.startswith("/") and url_has_allowed_host_and_scheme(value, allowed_hosts=None)
    return value if known else OFFICE


def decoded(value: str) -> bytes:
    """Base64 as the browser posts it. Anything else, or far too much, goes on as it came: the verifier says why not."""
    if len(value) <= MAX_FIELD:
        with suppress(binascii.Error, ValueError):
            return base64.b64decode(value, validate=True)
    return value[:MAX_FIELD].encode(errors="replace")


def posted_signature(request: HttpRequest) -> tuple[bytes, bytes]:
    """The certificate and the signature of a form: its fields, or the file ``ventanilla efirma firmar`` wrote."""
    upload = request.FILES.get("archivo_firmado")
    if upload is None:
        return decoded(request.POST.get("certificado", "")), decoded(request.POST.get("firma", ""))
    content = upload.read(MAX_UPLOAD_BYTES)
    try:
        value: Any = json.loads(content)
        return decoded(str(value["certificado"])), decoded(str(value["firma"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return content, content  # not what the command line writes: empty, too large or something else


def posted_nonce(request: HttpRequest) -> str:
    """The challenge that a form answers; an uploaded file answers the one its session downloaded last."""
    if "archivo_firmado" not in request.FILES:
        return request.POST.get("nonce", "")
    return str(request.session.get(OFFLINE, ""))


def in_words(request: HttpRequest, fault: Text) -> Text:
    """Why a signature was refused; of a file that was uploaded, what to upload instead."""
    return NOT_SIGNED if "archivo_firmado" in request.FILES and fault.code in UNREADABLE else fault


@public
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """The page, and what it sends."""
    target = safe_next(request.GET.get("sigue") or OFFICE)
    if request.method == "GET":
        return redirect(target) if visit_of(request) is not None else sign_in_page(request, target)
    now = settings.VENTANILLA_CLOCK.now()
    proven = posted_identity(request, now)
    if isinstance(proven, Text):
        return sign_in_page(request, target, proven)
    employer = subject_by_rfc(proven.company[0]) if proven.company else None
    person, device = subject_by_curp(proven.curp), device_of(request)
    try:
        visit = session_open(request.session, proven, device=device, subject=person, company=employer, now=now)
    except CertificateRefused as refusal:
        return sign_in_page(request, target, refusal.text)
    return redirect(rescued_path(request, visit) or target)


def posted_identity(request: HttpRequest, now: datetime) -> Proven | Text:
    """Whom the signed sign-in of a form proves, or why nobody; its challenge is spent either way."""
    challenge = challenge_consume(posted_nonce(request), session_key=session_key(request), act=SignIn, now=now)
    if isinstance(challenge, SignatureFault):
        return challenge.text()
    signed = sign_in_verify(challenge, *posted_signature(request), now=now)
    if isinstance(signed, Refused):
        return in_words(request, signed.text)
    proven = proven_by(signed.accepted, revocation_checked=signed.revocation_known)
    return SignatureFault.SIN_IDENTIDAD.text() if proven is None else proven


def rescued_path(request: HttpRequest, visit: Visit) -> str | None:
    """Where what was typed when the session ended goes back to; what somebody else typed here is forgotten."""
    rescued = request.session.get(RESCUED)
    if rescued is None:
        return None
    if draft_for(visit.actor, UUID(rescued["draft"])) is None:
        del request.session[RESCUED]
        return None
    return str(rescued["path"])


def proven_by(accepted: Accepted, *, revocation_checked: bool) -> Proven | None:
    """What a verified certificate proves; None where it names no human.

    A company's certificate carries its representative's CURP and RFC, not their name: the register may know it.
    """
    facts = accepted.facts
    if facts.human_curp is None or facts.human_rfc is None or facts.rfc is None:
        return None
    company = None
    name = facts.name
    if facts.representative is not None:
        company = (facts.rfc, facts.name)
        subject = subject_by_curp(facts.human_curp)
        with scope(None):
            known = persona_nombre(subject) if subject else None
        name = known or f"la persona con RFC {facts.human_rfc}"
    return Proven(
        curp=facts.human_curp,
        rfc=facts.rfc,
        person_rfc=facts.human_rfc,
        name=name,
        email=facts.email,
        certificate=Presented(
            der=accepted.certificate,
            sha256=facts.sha256,
            serial=facts.serial,
            not_before=facts.not_before,
            not_after=facts.not_after,
        ),
        company=company,
        revocation_checked=revocation_checked,
    )


def sign_in_panel(action: str, submit: str, fault: Text | None) -> SigningPanel:
    """The panel where a sign-in is signed, wherever it is asked for."""
    return SigningPanel(
        typ=SignIn.TYP,
        challenge_url="/entrar/reto",
        action=action,
        act=SignIn().fields(),
        words=(
            Word("Acto", "Iniciar sesión en esta oficina. No autoriza ningún trámite."),
            Word("Sitio", settings.VENTANILLA_ORIGIN),
        ),
        submit=submit,
        text_url="/entrar/texto",
        error=fault or "",
    )


def sign_in_page(
    request: HttpRequest, target: str, fault: Text | None = None, passkey_fault: Text | None = None
) -> HttpResponse:
    """The page, with why the e.firma or the passkey did not enter."""
    going = urlencode({"sigue": target})
    good, _ = identities()
    page = EntrarPage(
        panel=sign_in_panel(f"/entrar?{going}", "Firmar e iniciar sesión", fault),
        identities=good[:OFFERED_IDENTITIES],
        expired=request.GET.get("motivo") == "termino",
        saved=RESCUED in request.session,
        passkey_action=f"/entrar/llave?{going}",
        passkey_error=passkey_fault or "",
        password_url=f"/entrar/contrasena?{urlencode({'sigue': target})}",
    )
    return render(request, "portal/entrar.html", {"page": page}, status=422 if fault or passkey_fault else 200)


@public
@require_POST
def sign_in_challenge(request: HttpRequest) -> HttpResponseBase:
    """A challenge for the signing module; two minutes."""
    now = settings.VENTANILLA_CLOCK.now()
    try:
        return challenge_json(challenge_new(session_key=session_key(request), act=SignIn, now=now))
    except TooManyChallenges:
        return too_many(request)


@public
@require_GET
def sign_in_text(request: HttpRequest) -> HttpResponseBase:
    """Without JavaScript: the text to sign with the command line, as a download."""
    now = settings.VENTANILLA_CLOCK.now()
    try:
        challenge = challenge_new(session_key=session_key(request), act=SignIn, now=now, offline=True)
    except TooManyChallenges:
        return too_many(request)
    request.session[OFFLINE] = challenge.nonce
    return download(signed_bytes(SignIn(), challenge), "texto.json", "application/json")


@with_account
@require_POST
def sign_out(request: VisitRequest) -> HttpResponseBase:
    """Leave; the browser forgets the pages it kept."""
    session_close(request.session, request.visit, now=settings.VENTANILLA_CLOCK.now())
    response = redirect("/")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@with_account
@require_POST
def stay(request: VisitRequest) -> HttpResponseBase:
    """Go on with the session: asking is enough, it was touched. A script gets 204; without one, back to the page."""
    session_touch(request.session)
    if request.headers.get("Sec-Fetch-Dest") == "empty":
        return HttpResponse(status=204)
    return redirect(safe_next(request.POST.get("next", OFFICE)))


@public
@require_POST
def language(request: HttpRequest) -> HttpResponseBase:
    """Change the language, and go back to the same page."""
    chosen = "en" if request.POST.get("language") == "en" else "es-mx"
    response = redirect(safe_next(request.POST.get("next", "/")))
    language_cookie(response, chosen)
    return response


def language_cookie(response: HttpResponse, chosen: str) -> None:
    """This browser keeps the language, whoever uses it."""
    name = settings.LANGUAGE_COOKIE_NAME
    response.set_cookie(name, chosen, max_age=LANGUAGE_SECONDS, secure=True, httponly=True, samesite="Lax")
