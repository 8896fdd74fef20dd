"""Giving an account back at the counter: whoever is in front is identified; a second official approves.

What an official typed is kept in their session until it is proposed: neither a registry that does not answer nor
confirming again who they are loses it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ventanilla.adapters.registry.port import RegistryUnavailable, Standing
from ventanilla.apps.accounts.api import (
    DocumentRefused,
    LockedOut,
    OwnRecovery,
    Proposal,
    RecoveryNotFound,
    RecoveryOpen,
    RecoveryRefusal,
    RecoveryView,
    RefusalReasonMissing,
    counter_consult,
    documents_in_force,
    population_registry,
    proposal_waiting,
    recoveries_for,
    recovery_approve,
    recovery_for,
    recovery_propose,
    recovery_refuse,
)
from ventanilla.domain.accounts.recovery import (
    LAST_CHARACTERS,
    MAX_REASON,
    DecisionFault,
    DocumentFault,
    IdentityDocument,
    RecoveryState,
    Shown,
    document_fault,
    last_characters,
)
from ventanilla.domain.authority import Role
from ventanilla.domain.identifiers import curp as curps
from ventanilla.domain.identifiers.verdict import Severity
from ventanilla.domain.rights import Reading, Why
from ventanilla.kernel.text import Text
from ventanilla.web.design.recovery_shapes import (
    RecoveryRow,
    RecuperacionesPage,
    RecuperacionNuevaPage,
    RecuperacionPage,
)
from ventanilla.web.design.shapes import Choice, Sentence, Step
from ventanilla.web.guards import VisitRequest, roles_of, staff
from ventanilla.web.readings import read_by_official

PAGE: Final = "/personal/recuperaciones"
NEW: Final = f"{PAGE}/nueva"
STATE: Final = "recuperacion"
FRESH_MINUTES: Final = 15  # since the official last showed who they are: a counter with somebody in front
MAX_TYPED: Final = 254  # characters of a field that are kept
FIELDS: Final = ("identificacion", "ultimos", "vigencia-dia", "vigencia-mes", "vigencia-anio", "rostro", "datos")
EMAILS: Final = ("correo", "correo_otra_vez")
DOCUMENTS: Final[Mapping[IdentityDocument, Sentence]] = {
    IdentityDocument.CREDENCIAL: Text("DOC_CREDENCIAL", "Credencial para votar"),
    IdentityDocument.PASAPORTE: Text("DOC_PASAPORTE", "Pasaporte"),
    IdentityDocument.CEDULA: Text("DOC_CEDULA", "Cédula profesional con fotografía"),
    IdentityDocument.CARTILLA: Text("DOC_CARTILLA", "Cartilla del servicio militar"),
    IdentityDocument.RESIDENTE: Text("DOC_RESIDENTE", "Tarjeta de residente"),
}
STATES: Final[Mapping[RecoveryState, tuple[Sentence, str, Sentence]]] = {
    RecoveryState.WAITING: (
        Text("RECUPERACION_ESPERA", "Espera al registro"),
        "govuk-tag--wait",
        Text(
            "RECUPERACION_ESPERA_QUE",
            "El registro de población no respondió. Lo escrito está guardado; quien la abrió puede consultar otra vez.",
        ),
    ),
    RecoveryState.PROPOSED: (
        Text("RECUPERACION_POR_APROBAR", "Por aprobar"),
        "govuk-tag--wait",
        Text("RECUPERACION_POR_APROBAR_QUE", "Falta que otra persona de la institución la apruebe o la rechace."),
    ),
    RecoveryState.APPROVED: (
        Text("RECUPERACION_ENVIADA", "Enlace enviado"),
        "",
        Text("RECUPERACION_ENVIADA_QUE", "La persona tiene cuatro horas para usar el enlace que enviamos a su correo."),
    ),
    RecoveryState.REFUSED: (
        Text("RECUPERACION_NO", "Rechazada"),
        "govuk-tag--no",
        Text("RECUPERACION_NO_QUE", "No se envió ningún enlace. La persona puede volver con lo que falta."),
    ),
    RecoveryState.STOPPED: (
        Text("RECUPERACION_PARADA", "Detenida"),
        "govuk-tag--no",
        Text(
            "RECUPERACION_PARADA_QUE",
            "Quien recibe avisos de esta persona dijo que no fue ella. No abra otra sin revisarlo con supervisión.",
        ),
    ),
    RecoveryState.COMPLETED: (
        Text("RECUPERACION_HECHA", "Completada"),
        "",
        Text("RECUPERACION_HECHA_QUE", "La persona usó el enlace y puso una contraseña nueva."),
    ),
    RecoveryState.EXPIRED: (
        Text("RECUPERACION_VENCIDA", "Vencida"),
        "govuk-tag--off",
        Text(
            "RECUPERACION_VENCIDA_QUE",
            "El enlace ya no sirve: pasó su tiempo, o hubo otro. Si hace falta, abra otra con la persona presente.",
        ),
    ),
}
NOT_IN_FORCE: Final = {
    Standing.DEFUNCION: Text("MOSTRADOR_DEFUNCION", "El registro de población tiene anotada su defunción."),
    Standing.DUPLICADA: Text("MOSTRADOR_DUPLICADA", "El registro dio de baja esta CURP por estar repetida."),
    Standing.SUSTITUIDA: Text("MOSTRADOR_SUSTITUIDA", "El registro cambió esta CURP por otra. Pida la vigente."),
    Standing.APOCRIFA: Text("MOSTRADOR_APOCRIFA", "El registro canceló esta CURP por el documento con que se pidió."),
    Standing.CANCELADA: Text("MOSTRADOR_CANCELADA", "El registro de población canceló esta CURP."),
    Standing.NO_ENCONTRADA: Text("MOSTRADOR_NO_ENCONTRADA", "El registro de población no reconoce esta CURP."),
    Standing.DESCONOCIDA: Text(
        "MOSTRADOR_DESCONOCIDA", "El registro respondió algo que no sabemos leer. Avise a supervisión."
    ),
}
TOO_MANY: Final = Text(
    "MOSTRADOR_LIMITE",
    "Ya consultó a muchas personas. Espere unos minutos, o pida a otra persona del mostrador que siga.",
)
OWN: Final = Text("MOSTRADOR_PROPIA", "Esa CURP es la suya. Pida a otra persona del mostrador que le atienda.")
ALREADY_OPEN: Final = Text(
    "MOSTRADOR_ABIERTA", "Esa persona ya tiene una recuperación abierta. Búsquela abajo en la lista."
)
NO_CURP: Final = Text("MOSTRADOR_CURP", "Escriba la CURP de la persona.")
BAD_EMAIL: Final = Text("CORREO_FORMA", "Escriba un correo completo, como nombre@ejemplo.mx.")
OTHER_EMAIL: Final = Text(
    "MOSTRADOR_CORREOS", "Los dos correos no son iguales. Pida a la persona que lo dicte otra vez."
)
BAD_DATE: Final = Text("MOSTRADOR_FECHA", "Escriba una fecha que exista, con día, mes y año.")
NO_FACE: Final = Text("MOSTRADOR_ROSTRO", "Sin que el rostro sea el de la fotografía no puede proponerla.")
NO_DATA: Final = Text(
    "MOSTRADOR_DATOS",
    "Sin que los datos coincidan con el registro no puede proponerla. Oriente a la persona a corregirlos.",
)
ANSWER_FACE: Final = Text("MOSTRADOR_CONTESTE_ROSTRO", "Conteste si el rostro es el de la fotografía.")
ANSWER_DATA: Final = Text("MOSTRADOR_CONTESTE_DATOS", "Conteste si los datos coinciden con el registro.")
NO_REASON: Final = Text(
    "MOSTRADOR_SIN_MOTIVO", "Escriba el motivo, en {maximo} letras o menos. La persona lo leerá.", maximo=MAX_REASON
)
NOT_CHOSEN: Final = Text("MOSTRADOR_SIN_ELEGIR", "No recibimos qué decidió. Elija aprobar o rechazar.")
REFUSALS: Final = {
    DecisionFault.OWN_PROPOSAL: Text("MOSTRADOR_MISMA", "Usted la propuso: debe decidirla otra persona."),
    DecisionFault.NOT_OPEN: Text("MOSTRADOR_DECIDIDA", "Ya no se puede decidir. Abajo puede ver en qué quedó."),
}
YES: Final = "si"


@staff(Role.MOSTRADOR, Role.SUPERVISION)
@require_safe
def recoveries(request: VisitRequest) -> HttpResponse:
    """The queue, for either official."""
    return _queue(request)


@staff(Role.MOSTRADOR)
@require_POST
def recovery_consult(request: VisitRequest) -> HttpResponse:
    """Who is at the counter now, whom the population registry is asked about."""
    if _stale(request):
        return _confirm_first(PAGE)
    if "caso" in request.POST:
        return _resume(request)
    typed = request.POST.get("curp", "")[:MAX_TYPED]
    test = settings.VENTANILLA_MODE == "demostracion"
    verdict = curps.examine(typed, test_mode=test, on=settings.VENTANILLA_CLOCK.today())
    if not verdict.accepted or verdict.severity is Severity.GENERIC:
        return _queue(request, typed, verdict.reason or NO_CURP)
    return _consult(request, verdict.normalized, {})


def _proposes(request: VisitRequest) -> bool:
    """Whether who is there has people in front; whoever only supervises asks nobody's CURP."""
    return Role.MOSTRADOR in roles_of(request.visit)


def _resume(request: VisitRequest) -> HttpResponse:
    try:
        kept = proposal_waiting(request.visit.actor, UUID(request.POST["caso"]))
    except (ValueError, RecoveryNotFound):
        raise Http404 from None
    shown = kept.document
    typed = {"correo": kept.email, "correo_otra_vez": kept.email, "rostro": YES}
    if shown is not None:
        typed |= {"identificacion": shown.kind.value, "ultimos": shown.last}
        typed |= _day_fields(shown.expires)
    return _consult(request, kept.curp, typed)


def _consult(request: VisitRequest, curp: str, typed: dict[str, str]) -> HttpResponse:
    """Ask the population registry, after noting who asks of whom. Its answer is kept for the next page alone."""
    try:
        counter_consult(curp, by=request.visit.actor, now=settings.VENTANILLA_CLOCK.now())
    except LockedOut:
        return _queue(request, curp, TOO_MANY, status=429)
    except OwnRecovery:
        return _queue(request, curp, OWN)
    state: dict[str, Any] = {"curp": curp, "name": "", "born": "", "typed": typed}
    try:
        answer = population_registry().ask(curp)
    except RegistryUnavailable:
        answer = None
    if answer is not None:
        if not answer.standing.in_force or answer.person is None:
            return _queue(request, curp, NOT_IN_FORCE.get(answer.standing, NOT_IN_FORCE[Standing.DESCONOCIDA]))
        state |= {"name": answer.person.name, "born": answer.person.born.isoformat()}
    request.session[STATE] = state
    return redirect(NEW)


def _queue(request: VisitRequest, curp: str = "", error: Sentence = "", *, status: int = 422) -> HttpResponse:
    found = recoveries_for(request.visit.actor)
    read_by_official(request, (who for one in found for who in one.people), Reading.RECUPERACION, Why.MOSTRADOR)
    rows = tuple(_row(one) for one in found)
    page = RecuperacionesPage(rows, curp, error, proposes=_proposes(request))
    return render(
        request, "staff/recuperaciones.html", {"page": page, "section": "personal"}, status=status if error else 200
    )


def _row(one: RecoveryView) -> RecoveryRow:
    label, tone, _ = STATES[one.state]
    todo = (one.state is RecoveryState.PROPOSED and not one.mine) or (one.state is RecoveryState.WAITING and one.mine)
    return RecoveryRow(f"{PAGE}/{one.id}", one.name, one.curp, label, tone, one.proposed_at, one.proposed_by, todo)


def _stale(request: VisitRequest) -> bool:
    """Whether the official must show again who they are: what they declare is an act of theirs."""
    return request.visit.confirmed_ago > FRESH_MINUTES * 60


def _confirm_first(back: str) -> HttpResponse:
    return redirect(f"/cuenta/confirmar?{urlencode({'sigue': back})}")


# -- what the official declares


@staff(Role.MOSTRADOR)
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_new(request: VisitRequest) -> HttpResponse:
    """What the registry says, what the person shows, and where to write to them. Proposing it waits for another."""
    state: dict[str, Any] | None = request.session.get(STATE)
    if state is None:
        return redirect(PAGE)
    if request.method != "POST":
        return _new_page(request, state, {})
    typed = {name: request.POST.get(name, "").replace("\0", "")[:MAX_TYPED].strip() for name in (*FIELDS, *EMAILS)}
    typed["ultimos"] = last_characters(typed["ultimos"])
    if len(typed["ultimos"]) > LAST_CHARACTERS:  # never more of the number than is kept, not even in the session
        typed["ultimos"] = ""
    state["typed"] = typed
    request.session[STATE] = state
    if _stale(request):
        return _confirm_first(NEW)
    proposal, errors = _proposal(state)
    if errors:
        return _new_page(request, state, errors)
    try:
        recovery = recovery_propose(proposal, by=request.visit.actor, now=settings.VENTANILLA_CLOCK.now())
    except DocumentRefused as refused:
        return _new_page(request, state, {_field_of(refused.fault): refused.fault.text()})
    except OwnRecovery:
        return _new_page(request, state, {"correo": OWN})
    except RecoveryOpen:
        return _queue(request, state["curp"], ALREADY_OPEN)
    del request.session[STATE]
    return redirect(f"{PAGE}/{recovery}")


def _field_of(fault: DocumentFault) -> str:
    match fault:
        case DocumentFault.KIND:
            return "identificacion"
        case DocumentFault.NUMBER:
            return "ultimos"
        case DocumentFault.NO_EXPIRY | DocumentFault.EXPIRED:
            return "vigencia"


def _proposal(state: dict[str, Any]) -> tuple[Proposal, dict[str, Sentence]]:
    """What is proposed, and what is wrong with it, by field."""
    typed: dict[str, str] = state["typed"]
    errors: dict[str, Sentence] = {}
    kind = next((one for one in IdentityDocument if one.value == typed["identificacion"]), None)
    expires, bad_date = _day(typed)
    shown = Shown(kind, typed["ultimos"], expires) if kind is not None else None
    fault = document_fault(shown, accepted=documents_in_force(), on=settings.VENTANILLA_CLOCK.today())
    if fault is not None:
        errors[_field_of(fault)] = fault.text()
    if bad_date:
        errors["vigencia"] = BAD_DATE
    if typed["rostro"] != YES:
        errors["rostro"] = NO_FACE if typed["rostro"] else ANSWER_FACE
    if state["name"] and typed["datos"] != YES:
        errors["datos"] = NO_DATA if typed["datos"] else ANSWER_DATA
    try:
        validate_email(typed["correo"])
    except ValidationError:
        errors["correo"] = BAD_EMAIL
    if "correo" not in errors and typed["correo"].lower() != typed["correo_otra_vez"].lower():
        errors["correo_otra_vez"] = OTHER_EMAIL
    return Proposal(state["curp"], state["name"], typed["correo"], shown), errors


def _day(typed: dict[str, str]) -> tuple[date | None, bool]:
    parts = [typed[f"vigencia-{part}"] for part in ("anio", "mes", "dia")]
    if not any(parts):
        return None, False
    try:
        return date(*(int(part) for part in parts)), False
    except (ValueError, OverflowError):
        return None, True


def _day_fields(day: date | None) -> dict[str, str]:
    if day is None:
        return {}
    return {"vigencia-dia": str(day.day), "vigencia-mes": str(day.month), "vigencia-anio": str(day.year)}


def _new_page(request: VisitRequest, state: dict[str, Any], errors: dict[str, Sentence]) -> HttpResponse:
    typed: dict[str, str] = state["typed"]
    documents = tuple(Choice(one.value, DOCUMENTS[one]) for one in documents_in_force())

    def yes_no(name: str, label: Text, yes: Text, no: Text) -> Step:
        choices = (Choice(YES, yes), Choice("no", no))
        return Step("choice", name, label, value=typed.get(name, ""), choices=choices, error=errors.get(name, ""))

    page = RecuperacionNuevaPage(
        curp=state["curp"],
        name=state["name"],
        born=date.fromisoformat(state["born"]) if state["born"] else None,
        document=Step(
            "choice",
            "identificacion",
            Text("PREGUNTA_IDENTIFICACION", "Identificación oficial que muestra"),
            value=typed.get("identificacion", ""),
            choices=documents,
            error=errors.get("identificacion", ""),
        ),
        expires=Step(
            "date",
            "vigencia",
            Text("PREGUNTA_VIGENCIA", "Vigente hasta"),
            help=Text("AYUDA_VIGENCIA", "Déjelo en blanco si la identificación no lo dice."),
            day=typed.get("vigencia-dia", ""),
            month=typed.get("vigencia-mes", ""),
            year=typed.get("vigencia-anio", ""),
            error=errors.get("vigencia", ""),
        ),
        face=yes_no(
            "rostro",
            Text("PREGUNTA_ROSTRO", "¿El rostro es el de la fotografía?"),
            Text("ROSTRO_SI", "Sí, es la misma persona"),
            Text("ROSTRO_NO", "No, o no es seguro"),
        ),
        data=yes_no(
            "datos",
            Text("PREGUNTA_DATOS", "¿Los datos coinciden con el registro?"),
            Text("DATOS_SI", "Sí, coinciden"),
            Text("DATOS_NO", "No coinciden"),
        ),
        last=typed.get("ultimos", ""),
        email=typed.get("correo", ""),
        again=typed.get("correo_otra_vez", ""),
        errors=errors,
    )
    return render(
        request, "staff/recuperacion_nueva.html", {"page": page, "section": "personal"}, status=422 if errors else 200
    )


# -- the second official


@staff(Role.MOSTRADOR, Role.SUPERVISION)
@require_safe
def recovery_case(request: VisitRequest, case_id: UUID) -> HttpResponse:
    """A recovery, for either official; one that is about oneself does not exist."""
    return _case_page(request, case_id)


@staff(Role.SUPERVISION)
@require_POST
def recovery_decide(request: VisitRequest, case_id: UUID) -> HttpResponse:
    """Approve it or refuse it, with the reason; never whoever proposed it, nor whose it is."""
    page, action = f"{PAGE}/{case_id}", request.POST.get("accion", "")
    if _stale(request):
        return _confirm_first(page)
    by, now, reason = request.visit.actor, settings.VENTANILLA_CLOCK.now(), request.POST.get("motivo", "")
    try:
        if action == "aprobar":
            recovery_approve(case_id, by=by, now=now)
        elif action == "rechazar":
            recovery_refuse(case_id, reason=reason, by=by, now=now)
        else:
            return _case_page(request, case_id, error=NOT_CHOSEN)
    except RecoveryNotFound:
        raise Http404 from None
    except RefusalReasonMissing:
        return _case_page(request, case_id, reason_error=NO_REASON, reason=reason[:MAX_REASON])
    except RecoveryRefusal as refusal:
        return _case_page(request, case_id, error=REFUSALS[refusal.fault])
    return redirect(page)


def _case_page(
    request: VisitRequest, case_id: UUID, *, error: Sentence = "", reason_error: Sentence = "", reason: str = ""
) -> HttpResponse:
    try:
        one = recovery_for(request.visit.actor, case_id)
    except RecoveryNotFound:
        raise Http404 from None
    read_by_official(request, one.people, Reading.RECUPERACION, Why.MOSTRADOR)
    label, tone, words = STATES[one.state]
    page = RecuperacionPage(
        curp=one.curp,
        name=one.name,
        email=one.email,
        document=DOCUMENTS[one.document],
        document_last=one.document_last,
        document_expires=one.document_expires,
        state=label,
        tone=tone,
        words=words,
        proposed_by=one.proposed_by,
        proposed_at=one.proposed_at,
        may_decide=one.state is RecoveryState.PROPOSED and not one.mine and Role.SUPERVISION in roles_of(request.visit),
        may_resume=one.state is RecoveryState.WAITING and one.mine,
        id=str(one.id),
        decide_url=f"{PAGE}/{one.id}/decidir",
        decided_by=one.decided_by,
        decided_at=one.decided_at,
        reason=one.reason,
        earlier=tuple((STATES[state][0], at) for state, at in one.earlier),
        typed_reason=reason,
        error=error,
        reason_error=reason_error,
    )
    return render(
        request,
        "staff/recuperacion.html",
        {"page": page, "section": "personal"},
        status=422 if error or reason_error else 200,
    )
