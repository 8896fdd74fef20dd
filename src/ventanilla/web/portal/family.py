"""«Su familia»: for whom one may act, until when and why; asking it for somebody; who acts for oneself."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from ventanilla.apps.accounts.api import (
    FAMILY_EVENTS,
    DependencyState,
    LockedOut,
    Member,
    NotTheirs,
    OwnCurp,
    RequestView,
    family_of,
    holders_of,
    kinship_ask,
    kinship_dispute,
    kinship_requests_of,
    kinship_stop_by_link,
    session_act_for,
    session_act_for_oneself,
    stop_serves,
)
from ventanilla.apps.demo.api import FAMILY_TO_TRY
from ventanilla.apps.eventlog.api import scope, timeline
from ventanilla.domain.authority import Actor, Kinship, Standing
from ventanilla.domain.authority.kinship import ended_on, last_day, why_ended, why_until
from ventanilla.domain.identifiers import curp as curps
from ventanilla.domain.identifiers.verdict import Severity
from ventanilla.kernel.text import Text
from ventanilla.web.design.family_shapes import FamiliaPage, HolderRow, MemberRow, RequestRow
from ventanilla.web.design.shapes import Choice, Sentence, Step, TimelineEntry
from ventanilla.web.design.sign_up_shapes import AvisoPage
from ventanilla.web.guards import VisitRequest, public, signed_in
from ventanilla.web.readings import read_by_who_acts

from .sign_in import OFFICE

HERE: Final = "/cuenta/familia"
MAX_CURP: Final = 40  # characters kept of what is typed: spaces and signs among them
TYPES: Final = frozenset(event.TYPE for event in FAMILY_EVENTS)
NEEDS_DOCUMENT: Final = Text(
    "FAMILIA_FALTA_DOCUMENTO",
    "Es una persona mayor de edad: decide por su cuenta. Si depende de usted, pídalo abajo y lleve un documento al "
    "mostrador.",
)
NO_CURP: Final = "Escriba la CURP de la persona por quien quiere actuar."
OWN: Final = "Esa es su propia CURP. Escriba la de la otra persona."
NO_KINSHIP: Final = "Elija qué es esa persona de usted."
TOO_MANY: Final = "Ya pidió cinco veces hoy. Vuelva mañana, o acuda al mostrador con los documentos."
FOR_COMPANY: Final = "Entró por una empresa. Para actuar por su familia, inicie sesión por usted."
NOT_NOW: Final = "Hoy no puede actuar por esa persona. Abajo decimos por quién sí."
DONE: Final[dict[str, Sentence]] = {
    "pedido": "Recibimos lo que pidió. Lo comprobamos y le avisamos aquí y por correo.",
    "detenido": "Detuvimos ese permiso. Una persona de la oficina lo revisará.",
}
ASKED: Final = (
    Choice(Kinship.HIJO.value, "Mi hija o hijo, menor de 18 años"),
    Choice(Kinship.ADOPTADO.value, "Mi hija o hijo por adopción, menor de 18 años"),
    Choice(
        Kinship.ASCENDIENTE.value,
        "Mi madre o mi padre, que depende de mí",
        "Llevará un documento al mostrador: una sentencia o un dictamen de dependencia.",
    ),
)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def family(request: VisitRequest) -> HttpResponseBase:
    """The list; and what is asked for somebody who is not on it."""
    if request.method != "POST":
        return _page(request, done=DONE.get(request.GET.get("hecho", ""), ""))
    if request.visit.actor.acts_for is not None:
        return _page(request, error=FOR_COMPANY)
    typed = request.POST.get("curp", "")[:MAX_CURP]
    chosen = request.POST.get("parentesco", "")
    verdict = curps.examine(typed, on=settings.VENTANILLA_CLOCK.today())
    wrong: Sentence = ""
    if not verdict.accepted or verdict.severity is Severity.GENERIC:
        wrong = (verdict.reason if typed.strip() else None) or NO_CURP
    kinship = next((each for each in Kinship if each.value == chosen), None)
    if wrong or kinship is None:
        missing = "" if kinship is not None else NO_KINSHIP
        return _page(request, curp=typed, kinship=chosen, curp_error=wrong, kinship_error=missing)
    try:
        kinship_ask(verdict.normalized, kinship, by=request.visit.actor, now=settings.VENTANILLA_CLOCK.now())
    except OwnCurp:
        return _page(request, curp=typed, kinship=chosen, curp_error=OWN)
    except LockedOut:
        return _page(request, curp=typed, kinship=chosen, curp_error=TOO_MANY)
    return redirect(f"{HERE}?hecho=pedido")


def _page(
    request: VisitRequest,
    *,
    done: Sentence = "",
    curp: str = "",
    kinship: str = "",
    curp_error: Sentence = "",
    kinship_error: Sentence = "",
    error: Sentence = "",
) -> HttpResponse:
    actor, kin = request.visit.actor, request.visit.kin
    company = actor.acts_for is not None
    here = kin.subject if kin is not None else None
    page = FamiliaPage(
        members=tuple(_row(one, here) for one in family_of(actor)),
        step=Step(kind="choice", name="parentesco", label="¿Qué es de usted?", value=kinship, choices=ASKED),
        requests=tuple(_request(one) for one in kinship_requests_of(actor)),
        holders=tuple(_holder(one) for one in holders_of(actor)),
        timeline=_told(actor),
        acting=kin.name if kin is not None else "",
        company=company,
        done=done,
        curp=curp,
        curp_error=curp_error,
        kinship_error=kinship_error,
        error=error,
        trial=_trial() if not company else (),
    )
    status = 422 if curp_error or kinship_error or error else 200
    return render(request, "portal/familia.html", {"page": page, "section": "cuenta"}, status=status)


def _trial() -> tuple[Choice, ...]:
    if settings.VENTANILLA_MODE != "demostracion":
        return ()
    return tuple(Choice(curp, what) for curp, what in FAMILY_TO_TRY)


def _row(one: Member, here: UUID | None) -> MemberRow:
    today = settings.VENTANILLA_CLOCK.today()
    if one.may:
        why = why_until(one.tie, today)
    elif one.standing is Standing.SIN_VINCULO and not one.tie.kinship.child:
        why = NEEDS_DOCUMENT
    else:
        why = why_ended(one.standing, one.name, ended_on(one.tie, today))
    return MemberRow(
        id=str(one.tie.dependent),
        name=one.name,
        kinship=one.tie.kinship.words,
        may=one.may,
        why=why,
        reason=one.reason,
        grown=one.standing is Standing.MAYOR,
        here=one.may and one.tie.dependent == here,
    )


def _request(one: RequestView) -> RequestRow:
    refused = one.state is DependencyState.RECHAZADA
    return RequestRow(one.curp, one.kinship.words, one.asked_at, refused, one.reason)


def _holder(one: Member) -> HolderRow:
    return HolderRow(str(one.tie.holder), one.name, last_day(one.tie, settings.VENTANILLA_CLOCK.today()))


def _told(actor: Actor) -> tuple[TimelineEntry, ...]:
    if actor.person is None:
        return ()
    with scope(actor.person):
        entries = timeline(actor.person)
    return tuple(TimelineEntry(title=entry.text, at=entry.at) for entry in entries if entry.type in TYPES)


def _uuid(value: str) -> UUID:
    try:
        return UUID(value)
    except ValueError:
        raise Http404 from None


@signed_in
@require_POST
def family_act(request: VisitRequest) -> HttpResponseBase:
    """«Actuar por …»: the same session, with a new id, is from now on for that person."""
    whose = _uuid(request.POST.get("persona", ""))
    try:
        session_act_for(request.session, request.visit, whose, now=settings.VENTANILLA_CLOCK.now())
    except NotTheirs:
        return _page(request, error=NOT_NOW)
    read_by_who_acts(request, whose)
    return redirect(OFFICE)


@signed_in
@require_POST
def family_leave(request: VisitRequest) -> HttpResponseBase:
    """«Dejar de actuar»."""
    session_act_for_oneself(request.session, request.visit, now=settings.VENTANILLA_CLOCK.now())
    return redirect(OFFICE)


@signed_in
@require_POST
def family_dispute(request: VisitRequest) -> HttpResponseBase:
    """Whoever is acted for does not agree: it stops at once, and staff review it."""
    holder = _uuid(request.POST.get("persona", ""))
    try:
        kinship_dispute(holder, by=request.visit.actor, now=settings.VENTANILLA_CLOCK.now())
    except NotTheirs:
        raise Http404 from None
    return redirect(f"{HERE}?hecho=detenido")


TO_STOP: Final = AvisoPage(
    title="Detener un permiso para actuar por un familiar",
    paragraphs=(
        "Una persona de su familia puede actuar por usted, o por un familiar suyo, en esta oficina.",
        "Si no está de acuerdo, deténgalo aquí. Una persona de la oficina lo revisará. Si lo está, cierre esta página.",
    ),
    button="No estoy de acuerdo: detenerlo",
)
STOPPED: Final = AvisoPage(
    title="Detuvimos ese permiso",
    paragraphs=("Nadie puede usarlo desde ahora. Una persona de la oficina lo revisará y le avisará.",),
    next_text="Ir al inicio",
    next_url="/",
)
USELESS: Final = AvisoPage(
    title="Este enlace ya no sirve",
    paragraphs=("Ese permiso ya terminó, ya se detuvo, o el enlace está incompleto. No cambió nada.",),
    next_text="Ir al inicio",
    next_url="/",
)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def family_stop(request: HttpRequest, dependency: UUID, seal: str) -> HttpResponse:
    """The link of an e-mail: opening it changes nothing, because programs open links too; its button does."""
    if request.method == "POST":
        served = kinship_stop_by_link(dependency, seal, now=settings.VENTANILLA_CLOCK.now())
        page = STOPPED if served else USELESS
    else:
        page = TO_STOP if stop_serves(dependency, seal) else USELESS
    return render(request, "portal/alta_aviso.html", {"page": page}, status=410 if page is USELESS else 200)
