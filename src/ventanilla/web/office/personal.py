"""Where whoever works here begins, and how an administrator gives, refuses and ends the roles of others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final, Literal
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ventanilla.adapters.seal.expiry import ending
from ventanilla.adapters.seal.keys import public_seals
from ventanilla.apps.staff.api import (
    GrantNotFound,
    GrantRefused,
    GrantView,
    NotAdministrator,
    Proposal,
    grant_approve,
    grant_for,
    grant_invite_again,
    grant_propose,
    grant_refuse,
    grant_revoke,
    grants_all,
    grants_of,
    units,
)
from ventanilla.domain.authority import GrantFault, GrantState, Role
from ventanilla.domain.authority.grant import OPEN, TERM_POLICY, reason_of, term_sentence
from ventanilla.domain.identifiers import Severity
from ventanilla.domain.identifiers import curp as curps
from ventanilla.domain.rights import Reading, Why
from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.text import Text
from ventanilla.law import policy
from ventanilla.web.design.shapes import Link, Sentence
from ventanilla.web.design.staff_shapes import Choice, PersonalPage, RoleRow, RolesPage, RolNuevoPage, RolPage
from ventanilla.web.guards import VisitRequest, fresh, roles_of, staff
from ventanilla.web.portal.sign_up import email_of
from ventanilla.web.readings import read_by_official

from .cases import PAGE as EXPEDIENTES
from .cases import waiting
from .disputes import PAGE as DISPUTES
from .files import VERIFICATIONS

HOME: Final = "/personal"
ROLES: Final = "/personal/roles"
FRESH_MINUTES: Final = 10  # since whoever gives or ends a role last showed who they are
USUAL_TERM: Final = timedelta(days=365)
MAX_TYPED: Final = 200  # characters of a field of the proposal
# What each role opens; whoever has one of the roles (any, where none is named) sees the link.
STAFF_LINKS: Final[tuple[tuple[frozenset[Role], Link], ...]] = (
    (
        frozenset({Role.REVISION}),
        Link(
            "Representantes y e.firmas",
            "/personal/representantes",
            "Cambios de representante, y e.firmas que no aceptamos.",
        ),
    ),
    (
        frozenset({Role.REVISION}),
        Link(
            "Representantes por escritura",
            "/personal/representantes/escrituras",
            "Quién representa a una empresa porque alguien leyó su escritura.",
        ),
    ),
    (
        frozenset({Role.REVISION}),
        Link("Expedientes por revisar", EXPEDIENTES, "Trámites que una persona resuelve."),
    ),
    (
        frozenset({Role.REVISION}),
        Link("Preguntas por contestar", "/personal/consultas", "Con la fecha que se prometió a cada persona."),
    ),
    (
        frozenset({Role.REVISION}),
        Link("Verificaciones pedidas", VERIFICATIONS, "Lo que un trámite pide revisar antes de resolverse."),
    ),
    (
        frozenset({Role.REVISION}),
        Link("Aclaraciones por empleador", DISPUTES, "Quién tiene más abiertas, de qué, y quién no contesta."),
    ),
    (
        frozenset({Role.REVISION}),
        Link("Parentescos", "/personal/parentescos", "Quién puede actuar por alguien de su familia."),
    ),
    (
        frozenset({Role.MOSTRADOR, Role.REVISION, Role.SUPERVISION}),
        Link("Números de una persona", "/personal/numeros", "Unir o separar registros; otra persona lo decide."),
    ),
    (
        frozenset({Role.REVISION, Role.SUPERVISION}),
        Link("Devoluciones", "/personal/devoluciones", "Los pagos que se deben devolver; lo deciden dos personas."),
    ),
    (
        frozenset({Role.REVISION}),
        Link("Revocar un documento", "/personal/documentos", "Por su folio; quien lo verifique sabrá que ya no vale."),
    ),
    (
        frozenset({Role.MOSTRADOR, Role.SUPERVISION}),
        Link("Recuperar una cuenta", "/personal/recuperaciones", "Con la persona enfrente; otra la aprueba."),
    ),
    (
        frozenset({Role.MOSTRADOR}),
        Link("Bloquear una tarjeta", "/personal/tarjetas", "De quien perdió su teléfono; también por teléfono."),
    ),
    (
        frozenset({Role.AUDITORIA}),
        Link("Historial de una persona", "/personal/historial", "Qué se hizo, quién, y si el registro está completo."),
    ),
    (frozenset({Role.ADMINISTRACION}), Link("Roles del personal", ROLES, "Proponga, apruebe y termine roles.")),
    (frozenset(), Link("Incidencias", "/incidencias", "Busque la referencia que una persona leyó en un error.")),
)
DONE: Final[Mapping[str, str]] = {
    "activado": "Su acceso quedó activo.",
    "propuesto": "El rol quedó propuesto. Otra persona de administración lo decide.",
    "aprobado": "Aprobó el rol. Avisamos a la persona.",
    "rechazado": "Rechazó el rol.",
    "revocado": "El rol terminó. Ya no abre ninguna página.",
    "reenviado": "Enviamos otro enlace. El anterior ya no sirve.",
}
WORDS: Final[Mapping[GrantState, tuple[str, Literal["done", "wait", "off", "no"]]]] = {
    GrantState.PROPUESTA: ("Por decidir", "wait"),
    GrantState.INVITADA: ("Por activar", "wait"),
    GrantState.ACTIVA: ("Vigente", "done"),
    GrantState.RECHAZADA: ("Rechazado", "no"),
    GrantState.REVOCADA: ("Terminado por administración", "no"),
}
OVER: Final = "Terminó su plazo"
TO_COME: Final = "Empieza después"
NO_NAME: Final = Text("ROL_SIN_NOMBRE", "Escriba el nombre completo de la persona.")
NO_CURP: Final = Text("ROL_SIN_CURP", "Escriba la CURP de la persona, de 18 letras y números.")
NO_EMAIL: Final = Text("ROL_SIN_CORREO", "Escriba un correo como nombre@ejemplo.mx. Ahí enviamos la invitación.")
NO_POST: Final = Text("ROL_SIN_CARGO", "Escriba el cargo, como se imprime en los documentos que firme.")
NO_ROLE: Final = Text("ROL_SIN_ELEGIR", "Elija qué podrá hacer.")
NO_UNIT: Final = Text("ROL_SIN_UNIDAD", "Elija la unidad.")
NO_DATE: Final = Text("ROL_SIN_FECHA", "Escriba el día, el mes y el año. Por ejemplo, 22 11 2026.")
NOT_CHOSEN: Final = Text("ROL_ACTO_DESCONOCIDO", "No recibimos qué decidió. Elija una de las acciones.")
BY_ANOTHER: Final = Text("ROL_LO_DECIDE_OTRA", "Usted propuso este rol. Lo decide otra persona de administración.")
FOR_YOU: Final = Text("ROL_ES_PARA_USTED", "Este rol es para usted. Lo decide otra persona de administración.")
WHERE: Final[Mapping[GrantFault, str]] = {
    GrantFault.PROPIA: "curp",
    GrantFault.YA_TIENE: "curp",
    GrantFault.PLAZO_AL_REVES: "hasta",
    GrantFault.PLAZO_LARGO: "hasta",
    GrantFault.SIN_MOTIVO: "motivo",
}


@staff()
@require_safe
def home(request: VisitRequest) -> HttpResponse:
    """One's own roles, until when, and what they open."""
    own, roles = grants_of(request.visit.actor, settings.VENTANILLA_CLOCK.now()), roles_of(request.visit)
    read_by_official(request, (who for one in own for who in one.people), Reading.ROL, Why.ADMINISTRACION)
    page = PersonalPage(
        name=request.visit.name,
        roles=tuple(_row(one, own=True) for one in own if one.in_force),
        links=tuple(_counted(request, link) for wanted, link in STAFF_LINKS if not wanted or wanted & roles),
        others=tuple(_row(one, own=True) for one in own if not one.in_force),
        done=DONE.get(request.GET.get("hecho", ""), ""),
        alarm=_seal_alarm() if Role.ADMINISTRACION in roles else "",
    )
    return _show(request, "staff/personal.html", page)


def _seal_alarm() -> Sentence:
    """That the seal's certificate ends, for whoever can ask for another; "" while there is time."""
    now = settings.VENTANILLA_CLOCK.now()
    found = ending(public_seals(Path(settings.VENTANILLA_VAR) / "keys"), now)
    if found is None:
        return ""
    day = civil_date(found.at)
    if found.at > now:
        return Text("SELLO_VENCE", "El certificado del sello vence el {fecha}. Pida otro y cámbielo antes.", fecha=day)
    return Text("SELLO_VENCIO", "El certificado del sello venció el {fecha}. No se puede sellar nada.", fecha=day)


def _counted(request: VisitRequest, link: Link) -> Link:
    """The link to the cases says how many wait."""
    if link.href != EXPEDIENTES:
        return link
    return replace(
        link, detail=Text("EXPEDIENTES_ESPERAN", "Esperan a una persona: {cuantos}.", cuantos=waiting(request))
    )


@staff(Role.ADMINISTRACION)
@require_safe
def roles(request: VisitRequest) -> HttpResponse:
    """Everybody's roles."""
    found = grants_all(request.visit.actor, settings.VENTANILLA_CLOCK.now())
    read_by_official(request, (who for one in found for who in one.people), Reading.ROL, Why.ADMINISTRACION)
    page = RolesPage(
        waiting=tuple(_row(one) for one in found if one.state is GrantState.PROPUESTA and not one.over),
        going=tuple(_row(one) for one in found if _goes_on(one)),
        ended=tuple(_row(one) for one in found if one.over or one.state not in OPEN),
        units=bool(units()),
        done=DONE.get(request.GET.get("hecho", ""), ""),
    )
    return _show(request, "staff/roles.html", page)


def _goes_on(one: GrantView) -> bool:
    return one.state in {GrantState.INVITADA, GrantState.ACTIVA} and not one.over


def _row(one: GrantView, *, own: bool = False) -> RoleRow:
    state, kind = WORDS[one.state]
    if one.over:
        state, kind = OVER, "off"
    elif one.state is GrantState.ACTIVA and not one.in_force:
        state, kind = TO_COME, "wait"
    return RoleRow(
        person="" if own else one.name,
        role=one.role.text,
        unit=one.unit,
        post=one.post,
        since=one.since,
        until=one.until,
        state=state,
        kind=kind,
        href="" if own else f"{ROLES}/{one.id}",
        ending=one.ending,
    )


def _show(request: VisitRequest, template: str, page: object, status: int = 200) -> HttpResponse:
    return render(request, template, {"page": page, "section": "personal"}, status=status)


# -- one role


@staff(Role.ADMINISTRACION)
@fresh(FRESH_MINUTES)
@require_http_methods(["GET", "HEAD", "POST"])
def role(request: VisitRequest, grant_id: UUID) -> HttpResponseBase:
    """One role, and what an administrator does with it."""
    if request.method != "POST":
        return _role_page(request, grant_id)
    by, now = request.visit.actor, settings.VENTANILLA_CLOCK.now()
    act, reason = request.POST.get("accion", ""), request.POST.get("motivo", "")
    try:
        match act:
            case "aprobar":
                grant_approve(grant_id, by=by, now=now)
            case "rechazar":
                grant_refuse(grant_id, reason=reason, by=by, now=now)
            case "revocar":
                grant_revoke(grant_id, reason=reason, by=by, now=now)
            case "reenviar":
                grant_invite_again(grant_id, by=by, now=now)
            case _:
                return _role_page(request, grant_id, error=NOT_CHOSEN)
    except (GrantNotFound, NotAdministrator) as missing:
        raise Http404 from missing
    except GrantRefused as refused:
        wrong = act if refused.fault is GrantFault.SIN_MOTIVO else ""
        return _role_page(request, grant_id, error=refused.fault.text(), wrong=wrong, typed=reason)
    done = {"aprobar": "aprobado", "rechazar": "rechazado", "revocar": "revocado", "reenviar": "reenviado"}[act]
    return redirect(f"{ROLES}?hecho={done}")


def _role_page(
    request: VisitRequest, grant_id: UUID, *, error: Sentence = "", wrong: str = "", typed: str = ""
) -> HttpResponse:
    one = grant_for(request.visit.actor, grant_id, settings.VENTANILLA_CLOCK.now())
    if one is None:
        raise Http404
    read_by_official(request, one.people, Reading.ROL, Why.ADMINISTRACION)
    mine = one.curp == request.visit.curp
    page = RolPage(
        row=_row(one),
        curp=one.curp,
        email=one.email,
        acts=_acts(one, mine=mine),
        why_not=_why_not(one, mine=mine),
        proposed_by=one.proposed_by,
        proposed_at=one.proposed_at,
        decided_by=one.decided_by,
        decided_at=one.decided_at,
        activated_at=one.activated_at,
        ended_by=one.ended_by,
        ended_at=one.ended_at,
        reason=one.reason,
        end_reason=one.end_reason,
        error=error,
        wrong=wrong,
        typed=typed,
    )
    return _show(request, "staff/rol.html", page, 422 if error else 200)


def _acts(one: GrantView, *, mine: bool) -> frozenset[str]:
    if one.over:
        return frozenset()
    match one.state:
        case GrantState.PROPUESTA:
            return frozenset({"revocar"} if mine or one.proposed_by_me else {"aprobar", "rechazar"})
        case GrantState.INVITADA:
            return frozenset({"reenviar", "revocar"})
        case GrantState.ACTIVA:
            return frozenset({"revocar"})
        case _:
            return frozenset()


def _why_not(one: GrantView, *, mine: bool) -> Sentence:
    if one.state is not GrantState.PROPUESTA or one.over:
        return ""
    return FOR_YOU if mine else BY_ANOTHER if one.proposed_by_me else ""


# -- proposing


@staff(Role.ADMINISTRACION)
@fresh(FRESH_MINUTES)
@require_http_methods(["GET", "HEAD", "POST"])
def role_new(request: VisitRequest) -> HttpResponseBase:
    """Propose a role for somebody."""
    today = settings.VENTANILLA_CLOCK.today()
    if request.method != "POST":
        typed = _date_fields("desde", today) | _date_fields("hasta", today + USUAL_TERM)
        return _new_page(request, typed, {})
    typed = {name: value[:MAX_TYPED] for name, value in request.POST.items() if isinstance(value, str)}
    typed["motivo"] = request.POST.get("motivo", "")
    proposal, errors = _read(typed)
    if proposal is None:
        return _new_page(request, typed, errors)
    try:
        grant_propose(proposal, by=request.visit.actor, now=settings.VENTANILLA_CLOCK.now())
    except GrantNotFound:
        return _new_page(request, typed, {"unidad": NO_UNIT})
    except NotAdministrator as no_more:
        raise Http404 from no_more
    except GrantRefused as refused:
        return _new_page(request, typed, {WHERE[refused.fault]: refused.fault.text()})
    return redirect(f"{ROLES}?hecho=propuesto")


def _read(typed: dict[str, str]) -> tuple[Proposal | None, dict[str, Sentence]]:
    """What was typed, as a proposal; or what is wrong with it, field by field, in the order of the page."""
    errors: dict[str, Sentence] = {}
    said = {name: " ".join(typed.get(name, "").split()) for name in ("nombre", "cargo")}
    demonstration = settings.VENTANILLA_MODE == "demostracion"
    verdict = curps.examine(typed.get("curp", ""), test_mode=demonstration, on=settings.VENTANILLA_CLOCK.today())
    if not verdict.accepted or verdict.severity is Severity.GENERIC:
        errors["curp"] = (verdict.reason if typed.get("curp", "").strip() else None) or NO_CURP
    if not said["nombre"]:
        errors["nombre"] = NO_NAME
    email = ""
    try:
        email = email_of(typed.get("correo", ""))
    except ValidationError:
        errors["correo"] = NO_EMAIL
    wanted = next((one for one in Role if one.value == typed.get("rol")), None)
    if wanted is None:
        errors["rol"] = NO_ROLE
    if not typed.get("unidad"):
        errors["unidad"] = NO_UNIT
    if not said["cargo"]:
        errors["cargo"] = NO_POST
    if reason_of(typed["motivo"]) is None:
        errors["motivo"] = GrantFault.SIN_MOTIVO.text()
    since, until = _date(typed, "desde"), _date(typed, "hasta")
    errors |= {name: NO_DATE for name, day in (("desde", since), ("hasta", until)) if day is None}
    if errors or wanted is None or since is None or until is None:
        return None, errors
    proposal = Proposal(
        curp=verdict.normalized,
        name=said["nombre"],
        email=email,
        role=wanted,
        unit=typed["unidad"],
        post=said["cargo"],
        since=since,
        until=until,
        reason=typed["motivo"],
    )
    return proposal, {}


def _date(typed: Mapping[str, str], name: str) -> date | None:
    try:
        return date(*(int(typed.get(f"{name}-{part}", "")) for part in ("anio", "mes", "dia")))
    except (ValueError, OverflowError):
        return None


def _date_fields(name: str, day: date) -> dict[str, str]:
    return {f"{name}-dia": str(day.day), f"{name}-mes": str(day.month), f"{name}-anio": str(day.year)}


def _new_page(request: VisitRequest, typed: Mapping[str, str], errors: Mapping[str, Sentence]) -> HttpResponse:
    page = RolNuevoPage(
        roles=tuple(Choice(one.value, one.text, one.does) for one in Role),
        units=tuple(Choice(one.key, one.name) for one in units()),
        longest=term_sentence(policy(TERM_POLICY).value),
        typed=typed,
        errors=errors,
    )
    return _show(request, "staff/rol_nuevo.html", page, 422 if errors else 200)
