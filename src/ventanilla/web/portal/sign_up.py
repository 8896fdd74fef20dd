"""Signing up with an e.firma, in three pages: the CURP; the e.firma; the terms, read and signed.

What was typed and proved so far stays in the session on the server. A page that is reached before its turn leads to
the one whose turn it is.
"""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from typing import Any, Final, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from ventanilla.adapters.registry.port import RegistryUnavailable, Standing
from ventanilla.apps.accounts.api import (
    IDLE_SECONDS,
    CertificateRefused,
    Proven,
    email_to_confirm,
    population_registry,
    session_accept,
    session_open,
    terms_accept,
    terms_signed,
)
from ventanilla.apps.affiliation.api import ResumenPersona, patron_for, resumen_for, subject_by_curp, subject_by_rfc
from ventanilla.apps.signatures.api import (
    TooManyChallenges,
    act_keep,
    challenge_consume,
    challenge_new,
    sign_in_verify,
    signature_judge,
)
from ventanilla.apps.staff.api import post_invited
from ventanilla.domain.accounts.terms import current_notice, current_terms, digest
from ventanilla.domain.authority import Actor, Assurance, Via
from ventanilla.domain.identifiers import curp as curps
from ventanilla.domain.identifiers.names import plain
from ventanilla.domain.identifiers.verdict import Severity
from ventanilla.domain.signing.acts import AcceptTerms, Line, SignIn, signed_bytes
from ventanilla.domain.signing.revocation import RevocationState
from ventanilla.domain.signing.verdict import Refused, SignatureFault
from ventanilla.kernel.text import Text
from ventanilla.web.design.shapes import Answered, SigningPanel, Word
from ventanilla.web.design.sign_up_shapes import AltaFirmaPage, AltaPage, AltaTerminosPage, AvisoPage, LegalText
from ventanilla.web.devices import device_of
from ventanilla.web.downloads import download
from ventanilla.web.errors import too_many
from ventanilla.web.guards import VisitRequest, public, signed_in, visit_of

from .demonstration import identities
from .sign_in import (
    OFFERED_IDENTITIES,
    OFFICE,
    OFFLINE,
    challenge_json,
    in_words,
    posted_nonce,
    posted_signature,
    proven_by,
    session_key,
)

SIGN_UP: Final = "alta"
OPENED: Final = "alta_lista"
FIRST: Final = "/cuenta/nueva"
SECOND: Final = "/cuenta/nueva/firma"
THIRD: Final = "/cuenta/nueva/terminos"
BY_MAIL: Final = "/cuenta/nueva/correo"
MAX_EMAIL: Final = 254
TITLE: Final = "Aceptar los términos de uso y el aviso de privacidad"
BAD_EMAIL: Final = Text("CORREO_FORMA", "Escriba un correo completo, como nombre@ejemplo.mx.")
OTHER_CURP: Final = Text(
    "CURP_OTRA", "La CURP de su e.firma no es la que escribió. Corríjala, o elija los archivos de la suya."
)
WHY_NOT: Final = {
    Standing.DEFUNCION: Text(
        "REGISTRO_DEFUNCION",
        "El registro de población tiene anotada la defunción de esta persona. Si es un error, acuda a ventanilla.",
    ),
    Standing.DUPLICADA: Text(
        "REGISTRO_DUPLICADA",
        "El registro de población dio de baja esta CURP por estar repetida. Acuda a ventanilla con una identificación.",
    ),
    Standing.SUSTITUIDA: Text(
        "REGISTRO_SUSTITUIDA",
        "El registro de población cambió esta CURP por otra. Renueve su e.firma con la vigente, o acuda a ventanilla.",
    ),
    Standing.APOCRIFA: Text(
        "REGISTRO_APOCRIFA",
        "El registro de población canceló esta CURP por el documento con que se pidió. Acuda a ventanilla.",
    ),
    Standing.CANCELADA: Text(
        "REGISTRO_CANCELADA",
        "El registro de población canceló esta CURP. Acuda a ventanilla con una identificación.",
    ),
    Standing.NO_ENCONTRADA: Text(
        "REGISTRO_NO_ENCONTRADA",
        "El registro de población no reconoce esta CURP. Acuda a ventanilla con una identificación.",
    ),
    Standing.DESCONOCIDA: Text(
        "REGISTRO_DESCONOCIDA",
        "El registro de población respondió algo que no sabemos leer. Una persona lo revisará en ventanilla.",
    ),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """Of whoever signed the page before, what the next one shows; who opens the account is who signs the terms."""

    curp: str
    rfc: str
    person_rfc: str
    name: str
    email: str
    company: tuple[str, str] | None
    revocation_checked: bool

    @classmethod
    def of(cls, proven: Proven) -> Shown:
        """What of ``proven`` is kept in the session."""
        names = ("curp", "rfc", "person_rfc", "name", "email", "company", "revocation_checked")
        return cls(**{name: getattr(proven, name) for name in names})


def sign_up_state(request: HttpRequest) -> dict[str, Any]:
    """What this browser did of its sign-up so far; {} for nothing."""
    return dict(request.session.get(SIGN_UP) or {})


def email_of(typed: str) -> str:
    """The e-mail somebody typed; ValidationError if it is none."""
    email = typed.strip()
    if len(email) > MAX_EMAIL:
        raise ValidationError("too long")
    validate_email(email)
    return email


@public
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponseBase:
    """What is needed, and the CURP. Nobody is asked about it here: anybody can type anybody's."""
    if visit_of(request) is not None:
        return redirect(OFFICE)
    if request.method == "GET":
        return render(request, "portal/alta.html", {"page": AltaPage(sign_up_state(request).get("curp", ""))})
    typed = request.POST.get("curp", "")[:MAX_EMAIL]
    demonstration = settings.VENTANILLA_MODE == "demostracion"
    verdict = curps.examine(typed, test_mode=demonstration, on=settings.VENTANILLA_CLOCK.today())
    if not verdict.accepted or verdict.severity is Severity.GENERIC:
        reason = verdict.reason if typed.strip() else None
        page = AltaPage(typed, reason or "Escriba su CURP.")
        return render(request, "portal/alta.html", {"page": page}, status=422)
    request.session[SIGN_UP] = {"curp": verdict.normalized}
    return redirect(BY_MAIL if "correo" in request.POST else SECOND)


@public
@require_http_methods(["GET", "POST"])
def efirma(request: HttpRequest) -> HttpResponseBase:
    """The e.firma: whose it is says the certificate; that it is so, the population registry."""
    state = sign_up_state(request)
    if visit_of(request) is not None:
        return redirect(OFFICE)
    if "curp" not in state:
        return redirect(FIRST)
    if request.method == "GET":
        return _efirma_page(request, state)
    now = settings.VENTANILLA_CLOCK.now()
    reto = challenge_consume(posted_nonce(request), session_key=session_key(request), act=SignIn, now=now)
    typed = request.POST.get("correo", "").strip()
    state["email"] = typed[:MAX_EMAIL]
    if isinstance(reto, SignatureFault):
        return _efirma_page(request, state, fault=reto.text())
    try:
        email = email_of(typed) if typed else ""
    except ValidationError:
        return _efirma_page(request, state, email_error=BAD_EMAIL)
    signed = sign_in_verify(reto, *posted_signature(request), now=now)
    if isinstance(signed, Refused):
        return _efirma_page(request, state, fault=in_words(request, signed.text))
    proven = proven_by(signed.accepted, revocation_checked=signed.revocation_known)
    if proven is None:
        return _efirma_page(request, state, fault=SignatureFault.SIN_IDENTIDAD.text())
    if proven.curp != state["curp"]:
        return _efirma_page(request, state, fault=OTHER_CURP)
    if not (email or proven.email):
        return _efirma_page(request, state, email_error=BAD_EMAIL)
    state |= {"email": email or proven.email, "proven": asdict(Shown.of(proven)), "at": int(time.time())}
    return _asked(request, state) or redirect(THIRD)


def _asked(request: HttpRequest, state: dict[str, Any]) -> HttpResponse | None:
    """Ask the registry of whoever proved to be that person; the page that says why not, or None to go on."""
    try:
        answer = population_registry().ask(state["curp"])
    except RegistryUnavailable:
        answer = None
    request.session[SIGN_UP] = state
    if answer is None:
        return None
    if not answer.standing.in_force:
        del state["proven"]
        request.session[SIGN_UP] = state
        return _efirma_page(request, state, why_not=WHY_NOT[answer.standing])
    state["registered"] = answer.person.name if answer.person else ""
    request.session[SIGN_UP] = state
    return None


def _efirma_page(
    request: HttpRequest,
    state: dict[str, Any],
    *,
    fault: Text | str = "",
    email_error: Text | str = "",
    why_not: Text | str = "",
) -> HttpResponse:
    panel = SigningPanel(
        typ=SignIn.TYP,
        challenge_url="/entrar/reto",
        action=SECOND,
        act=SignIn().fields(),
        words=(
            Word("Acto", "Demostrar quién es. No autoriza ningún trámite."),
            Word("Sitio", settings.VENTANILLA_ORIGIN),
        ),
        submit="Firmar y continuar",
        text_url="/entrar/texto",
        error=fault,
    )
    page = AltaFirmaPage(
        panel=panel,
        curp=state["curp"],
        email=state.get("email", ""),
        email_error=email_error,
        why_not=why_not,
        identities=identities()[0][:OFFERED_IDENTITIES],
    )
    wrong = fault or email_error or why_not
    return render(request, "portal/alta_firma.html", {"page": page}, status=422 if wrong else 200)


# -- the terms


def _proven(state: dict[str, Any]) -> Shown | None:
    """Who signed the page before, unless that was too long ago; real time."""
    kept = state.get("proven")
    if kept is None or time.time() > state["at"] + IDLE_SECONDS:
        return None
    company = tuple(kept["company"]) if kept["company"] else None
    return Shown(**kept | {"company": cast("tuple[str, str] | None", company)})


def _act(state: dict[str, Any]) -> AcceptTerms:
    lines = [Line("CURP", state["curp"]), Line("Correo para avisos", state["email"])]
    for text in (current_terms(), current_notice()):
        lines.append(Line(text.title, f"versión {text.version}, huella {digest(text)}"))
    return AcceptTerms(TITLE, tuple(lines))


@public
@require_http_methods(["GET", "POST"])
def terms(request: HttpRequest) -> HttpResponseBase:
    """What the office read, the terms and the notice; signing them opens the account."""
    state = sign_up_state(request)
    if visit_of(request) is not None:
        return redirect(OFFICE)
    proven = _proven(state)
    if proven is None:
        return redirect(SECOND if "curp" in state else FIRST)
    if "registered" not in state:
        refused = _asked(request, state)
        if refused is not None:
            return refused
    if request.method == "GET" or "registered" not in state:
        return _terms_page(request, state, proven, "")
    return _open(request, state, proven)


def _open(request: HttpRequest, state: dict[str, Any], proven: Shown) -> HttpResponse:
    now = settings.VENTANILLA_CLOCK.now()
    reto = challenge_consume(posted_nonce(request), session_key=session_key(request), act=AcceptTerms, now=now)
    if isinstance(reto, SignatureFault):
        return _terms_page(request, state, proven, reto.text())
    act = _act(state)
    certificate, cms = posted_signature(request)
    accepted = signature_judge(act, reto, certificate, cms, curp=proven.curp, rfc=proven.rfc, now=now)
    if isinstance(accepted, Refused):
        return _terms_page(request, state, proven, in_words(request, accepted.text))
    known = accepted.revocation.state is RevocationState.VIGENTE
    signer = proven_by(accepted, revocation_checked=known)
    if signer is None:
        raise AssertionError("a certificate with that CURP names a human")
    employer = subject_by_rfc(signer.company[0]) if signer.company else None
    person, device = subject_by_curp(signer.curp), device_of(request)
    try:
        visit = session_open(request.session, signer, device=device, subject=person, company=employer, now=now)
    except CertificateRefused as refusal:
        return _terms_page(request, state, proven, refusal.text)
    kept = act_keep(act, reto, accepted, cms, by=visit.actor, now=now)
    del request.session[SIGN_UP]
    if terms_signed(visit.actor.owner):  # an account that was open already
        return redirect(OFFICE)
    terms_accept(visit.actor.owner, kept.id, by=visit.actor, now=now)
    session_accept(request.session)
    email_to_confirm(state["email"], by=visit.actor, now=now)
    request.session[OPENED] = state["email"]
    return redirect("/cuenta/nueva/lista")


def texts() -> tuple[LegalText, ...]:
    """The terms and the notice in force, as a page shows them."""
    return tuple(LegalText(one.title, one.version, one.paragraphs) for one in (current_terms(), current_notice()))


def _terms_page(request: HttpRequest, state: dict[str, Any], proven: Shown, fault: Text | str) -> HttpResponse:
    act = _act(state)
    registered = state.get("registered")
    panel = SigningPanel(
        typ=AcceptTerms.TYP,
        challenge_url="/cuenta/nueva/reto",
        action=THIRD,
        act=act.fields(),
        words=(
            Word("Acto", act.title),
            *(Word(line.label, line.answer) for line in act.lines),
            Word("Sitio", settings.VENTANILLA_ORIGIN),
        ),
        submit="Firmar y abrir mi cuenta",
        text_url="/cuenta/nueva/texto",
        error=fault,
    )
    other = registered if registered and proven.company is None and plain(registered) != plain(proven.name) else ""
    page = AltaTerminosPage(
        rows=_rows(state, proven),
        texts=texts(),
        panel=panel if registered is not None else None,
        other_name=other or "",
        unchecked=not proven.revocation_checked,
    )
    return render(request, "portal/alta_terminos.html", {"page": page}, status=422 if fault else 200)


def _rows(state: dict[str, Any], proven: Shown) -> tuple[Answered, ...]:
    """What the office knows of whoever proved who they are: shown with its source, not asked again."""
    certificate, register = "Tomado de su certificado.", "Tomado de nuestro registro."
    registry = "Tomado del registro de población."
    name = (proven.name, certificate) if proven.company is None else (state.get("registered") or proven.name, registry)
    rows = [
        Answered("Nombre", name[0], source=name[1]),
        Answered("CURP", proven.curp, source=certificate),
        Answered("RFC", proven.person_rfc, source=certificate),
        Answered("Correo para avisos", state["email"], change_url=SECOND),
    ]
    if proven.company:
        company = f"{proven.company[1]}, RFC {proven.company[0]}"
        rows.append(Answered("Actúa por la empresa", company, source=certificate))
    post = post_invited(proven.curp, settings.VENTANILLA_CLOCK.now())
    if post:
        rows.append(Answered("Cargo en la institución", post, source=register))
    subject = subject_by_curp(proven.curp)
    if subject is None:
        return tuple(rows)
    person = Actor(None, subject, Assurance.N2, Via.EFIRMA)
    known = resumen_for(person)
    if isinstance(known, ResumenPersona):
        if known.nss:
            rows.append(Answered("Número de seguridad social", known.nss, source=register))
        if known.umf:
            rows.append(Answered("Clínica", f"UMF {known.umf}", source=register))
        if known.pensionada:
            rows.append(Answered("Pensión", "Usted recibe una pensión", source=register))
    employer = patron_for(person)
    if employer is not None:
        rows.append(Answered("Registros patronales", ", ".join(employer.registros), source=register))
    return tuple(rows)


@public
@require_POST
def challenge(request: HttpRequest) -> HttpResponseBase:
    """A challenge to sign the terms; two minutes."""
    now = settings.VENTANILLA_CLOCK.now()
    try:
        return challenge_json(challenge_new(session_key=session_key(request), act=AcceptTerms, now=now))
    except TooManyChallenges:
        return too_many(request)


@public
@require_GET
def text(request: HttpRequest) -> HttpResponseBase:
    """Without JavaScript: the terms to sign with the command line, as a download."""
    state = sign_up_state(request)
    if _proven(state) is None:
        return redirect(FIRST)
    now = settings.VENTANILLA_CLOCK.now()
    try:
        reto = challenge_new(session_key=session_key(request), act=AcceptTerms, now=now, offline=True)
    except TooManyChallenges:
        return too_many(request)
    request.session[OFFLINE] = reto.nonce
    return download(signed_bytes(_act(state), reto), "texto.json", "application/json")


@signed_in
@require_safe
def done(request: VisitRequest) -> HttpResponseBase:
    """Welcome; and which address waits to be confirmed."""
    email, company = request.session.get(OPENED), request.visit.actor.acts_for is not None
    if email is None:
        return redirect(OFFICE)
    page = AvisoPage(
        title="Su cuenta está lista",
        paragraphs=(
            Text(
                "ALTA_CORREO",
                "Enviamos un enlace a {correo}. Ábralo antes de 24 horas para confirmar que es suyo.",
                correo=email,
            ),
            "Puede abrirlo en cualquier dispositivo. Mientras tanto ya puede usar su oficina.",
        ),
        next_text="Ir a mi oficina",
        next_url=OFFICE,
        # Asked here and not beside the e.firma: its own password is typed there, and it must never be sent.
        also_text="" if company else "Poner también una contraseña, para entrar sin su e.firma",
        also_url="" if company else "/cuenta/contrasena",
    )
    return render(request, "portal/alta_aviso.html", {"page": page})
