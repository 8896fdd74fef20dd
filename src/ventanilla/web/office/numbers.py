"""Staff compare two registers that may be of one person: one official proposes, another decides (LSS 15; RACERF 45).

What is typed to find somebody goes in the body, never in an address; every register shown is noted before it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ventanilla.apps.accounts.api import holder_of, own_family
from ventanilla.apps.affiliation.api import (
    Proposal,
    PropuestaVista,
    RegistroVisto,
    UnionRefused,
    estan_unidas,
    propuesta_vista,
    propuestas_pendientes,
    registro_find,
    registros_vistos,
    union_decide,
    union_propose,
)
from ventanilla.domain.affiliation import ClaseUnion
from ventanilla.domain.authority import Role
from ventanilla.domain.identifiers import curp as curps
from ventanilla.domain.identifiers import nss as numbers
from ventanilla.domain.rights import Reading, Why
from ventanilla.kernel.text import Text
from ventanilla.web.design.number_shapes import (
    AlikeRow,
    ComparePage,
    JobRow,
    NumbersPage,
    PendingRow,
    ProposalPage,
    RegisterCard,
)
from ventanilla.web.design.shapes import Choice, Sentence
from ventanilla.web.guards import VisitRequest, fresh, roles_of, staff
from ventanilla.web.readings import read_by_official

PAGE: Final = "/personal/numeros"
SECTION: Final = {"section": "personal"}
FRESH_MINUTES: Final = 15
MAX_TYPED: Final = 40  # characters of a number that are looked at
MAX_REASONS: Final = 1_200  # characters of the reasons that are kept while they are corrected
NUMBER_OF: Final = "numero."  # a choice: join a number of this very register
SEX: Final[dict[str, Sentence]] = {
    "H": Text("SEXO_HOMBRE", "Hombre"),
    "M": Text("SEXO_MUJER", "Mujer"),
    "X": Text("SEXO_X", "No binario"),
}
DONE: Final[dict[str, Sentence]] = {
    "propuesto": Text("NUMEROS_PROPUESTO", "Quedó propuesto. Otra persona de supervisión lo decide."),
    "aprobado": Text("NUMEROS_APROBADO", "Lo aprobó. Avisamos a las personas en su buzón."),
    "rechazado": Text("NUMEROS_RECHAZADO", "No lo aprobó. Los registros quedan como estaban."),
}
NOT_FOUND: Final = Text("NUMEROS_NO_ESTA", "Ningún registro tiene ese NSS ni esa CURP. Revise lo que escribió.")
UNREADABLE: Final = Text("NUMEROS_ILEGIBLE", "Escriba un NSS de 11 dígitos o una CURP de 18 caracteres.")
THE_SAME: Final = Text("NUMEROS_MISMO", "Los dos números son del mismo registro.")
OWN: Final = Text("NUMEROS_PROPIO", "No puede ver ni decidir nada de usted o de su familia en esta página.")
CHOOSE: Final = Text("NUMEROS_ELIJA", "Elija qué propone.")


class _Unread(ValueError):
    """What was typed finds nobody; ``field`` says where it was."""

    def __init__(self, field: str, said: Text) -> None:
        super().__init__(str(said))
        self.field, self.said = field, said


@staff(Role.MOSTRADOR, Role.REVISION, Role.SUPERVISION)
@require_safe
def numbers_home(request: VisitRequest) -> HttpResponse:
    """The look-up, and what waits for somebody to decide."""
    return _home(request, done=DONE.get(request.GET.get("hecho", ""), ""))


def _home(request: VisitRequest, *, done: Sentence = "", wrong: _Unread | None = None) -> HttpResponse:
    family = own_family(request.visit.actor)
    waiting = [one for one in propuestas_pendientes() if not family & {one.persona, one.otra}]
    seen = {one.subject: one for one in registros_vistos({each for one in waiting for each in _subjects(one)})}
    read_by_official(request, seen, Reading.NUMEROS, Why.REVISION)
    page = NumbersPage(
        pending=tuple(
            PendingRow(
                href=f"{PAGE}/{one.id}",
                what=one.clase.words,
                names=", ".join(dict.fromkeys(seen[each].nombre for each in _subjects(one))),
                at=one.at,
                mine=one.cuenta == request.visit.actor.account,
            )
            for one in waiting
        ),
        proposes=bool(roles_of(request.visit) & {Role.MOSTRADOR, Role.REVISION}),
        done=done,
        one=request.POST.get("una", "")[:MAX_TYPED],
        other=request.POST.get("otra", "")[:MAX_TYPED],
        error=wrong.said if wrong else "",
        field=wrong.field if wrong else "una",
    )
    return render(request, "staff/numeros.html", {"page": page, **SECTION}, status=422 if wrong else 200)


def _subjects(one: PropuestaVista) -> tuple[UUID, ...]:
    return (one.persona,) if one.otra is None else (one.persona, one.otra)


@require_POST
def _compare(request: VisitRequest) -> HttpResponseBase:
    """Both registers side by side."""
    try:
        found = _found(request)
    except _Unread as wrong:
        return _home(request, wrong=wrong)
    return _compared(request, found)


numbers_compare = staff(Role.MOSTRADOR, Role.REVISION)(fresh(FRESH_MINUTES)(_compare))


def _found(request: VisitRequest) -> tuple[UUID, ...]:
    """Whom the two inputs name; the second may be left blank."""
    one = _whose(request, "una")
    if not request.POST.get("otra", "").strip():
        found: tuple[UUID, ...] = (one,)
    else:
        found = (one, _whose(request, "otra"))
        if found[0] == found[1]:
            raise _Unread("otra", THE_SAME)
    if own_family(request.visit.actor) & set(found):
        raise _Unread("una", OWN)
    return found


def _whose(request: VisitRequest, field: str) -> UUID:
    """Whoever has the NSS or the CURP typed in ``field``."""
    typed = request.POST.get(field, "")[:MAX_TYPED].strip()
    compact = numbers.compact(typed) if numbers.is_valid(typed) else curps.compact(typed)
    if not numbers.is_valid(compact) and not curps.is_valid(compact):
        raise _Unread(field, UNREADABLE)
    found = registro_find(compact)
    if found is None:
        raise _Unread(field, NOT_FOUND)
    return found


def _compared(
    request: VisitRequest, found: Sequence[UUID], *, wrong: Text | None = None, field: str = ""
) -> HttpResponse:
    seen = registros_vistos(found)
    read_by_official(
        request,
        {*(one.subject for one in seen), *(each.subject for one in seen for each in one.parecidos)},
        Reading.NUMEROS,
        Why.REVISION,
    )
    page = ComparePage(
        cards=tuple(_card(one) for one in seen),
        choices=_choices(seen),
        chosen=request.POST.get("propone", "")[:MAX_TYPED],
        reasons=request.POST.get("motivos", "")[:MAX_REASONS],
        choice_error=wrong if wrong is not None and field == "propone" else "",
        reasons_error=wrong if wrong is not None and field == "motivos" else "",
        error=wrong if wrong is not None and not field else "",
    )
    return render(request, "staff/numeros_comparar.html", {"page": page, **SECTION}, status=422 if wrong else 200)


def _card(one: RegistroVisto) -> RegisterCard:
    return RegisterCard(
        subject=str(one.subject),
        name=one.nombre,
        curp=one.curp,
        nss=one.nss,
        born=one.nacimiento,
        sex=SEX[one.sexo],
        pensioned=one.pensionada,
        joined=one.unidos,
        used=one.en_avisos,
        is_joined=one.unida_a is not None,
        jobs=tuple(JobRow(job.patron, job.registro, job.desde, job.hasta, job.nss) for job in one.empleos),
        alike=tuple(AlikeRow(str(each.subject), each.nombre, each.curp, each.nss) for each in one.parecidos),
    )


def _choices(seen: Sequence[RegistroVisto]) -> tuple[Choice, ...]:
    """What may be proposed of one register (a number of its notices) or of two."""
    if len(seen) == 1:
        return tuple(
            Choice(
                f"{NUMBER_OF}{number}",
                Text("UNION_NUMERO", "Unir el {retirado} al {vigente}, que se conserva", retirado=number, vigente=own),
            )
            for number in seen[0].en_avisos
            if (own := seen[0].nss)
        )
    one, other = seen
    if estan_unidas(one.subject, other.subject) or estan_unidas(other.subject, one.subject):
        return (Choice(ClaseUnion.SEPARACION.value, ClaseUnion.SEPARACION.words),)
    join = tuple(
        Choice(
            f"{ClaseUnion.UNION.value}.{each.subject}",
            Text("UNION_CONSERVA", "Son la misma persona: conserva el {vigente}", vigente=each.nss),
        )
        for each in seen
        if each.nss
    )
    return (*join, Choice(ClaseUnion.DISTINTAS.value, ClaseUnion.DISTINTAS.words))


@require_POST
def _propose(request: VisitRequest) -> HttpResponseBase:
    """What an official thinks of the registers, and why."""
    found = tuple(dict.fromkeys(_uuid(each) for each in request.POST.getlist("registro")[:2]))
    if not found or len(registros_vistos(found)) != len(found):
        return _home(request, wrong=_Unread("una", NOT_FOUND))
    if own_family(request.visit.actor) & set(found):
        return _home(request, wrong=_Unread("una", OWN))
    proposal = _proposal(request.POST.get("propone", ""), found)
    if proposal is None:
        return _compared(request, found, wrong=CHOOSE, field="propone")
    motivos, now = request.POST.get("motivos", "")[:MAX_REASONS], settings.VENTANILLA_CLOCK.now()
    try:
        union_propose(proposal, motivos=motivos, by=request.visit.actor, now=now)
    except UnionRefused as refused:
        field = "motivos" if refused.reason.code == "UNION_SIN_MOTIVO" else ""
        return _compared(request, found, wrong=refused.reason, field=field)
    return redirect(f"{PAGE}?hecho=propuesto")


numbers_propose = staff(Role.MOSTRADOR, Role.REVISION)(fresh(FRESH_MINUTES)(_propose))


def _proposal(chosen: str, found: Sequence[UUID]) -> Proposal | None:
    """What was chosen, as it is proposed; None for what is not among the choices."""
    if len(found) == 1:
        number = chosen.removeprefix(NUMBER_OF)
        known = chosen.startswith(NUMBER_OF) and numbers.is_valid(number)
        return Proposal(ClaseUnion.UNION, found[0], None, number) if known else None
    one, other = found
    if chosen == ClaseUnion.DISTINTAS.value:
        return Proposal(ClaseUnion.DISTINTAS, one, other)
    if chosen == ClaseUnion.SEPARACION.value:
        return Proposal(ClaseUnion.SEPARACION, *((one, other) if estan_unidas(one, other) else (other, one)))
    for keeps, joined in ((one, other), (other, one)):
        if chosen == f"{ClaseUnion.UNION.value}.{keeps}":
            return Proposal(ClaseUnion.UNION, keeps, joined)
    return None


def _uuid(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        return UUID(int=0)  # of nobody


@staff(Role.MOSTRADOR, Role.REVISION, Role.SUPERVISION)
@require_safe
def numbers_proposal(request: VisitRequest, proposal: UUID) -> HttpResponse:
    """What was proposed, with both registers, for whoever decides it."""
    return _shown(request, proposal)


def _shown(request: VisitRequest, proposal: UUID, *, wrong: Text | None = None, field: str = "") -> HttpResponse:
    one = propuesta_vista(proposal)
    actor = request.visit.actor
    if one is None or own_family(actor) & set(_subjects(one)):
        raise Http404
    seen = registros_vistos(_subjects(one))
    read_by_official(request, (each.subject for each in seen), Reading.NUMEROS, Why.REVISION)
    mine = one.cuenta == actor.account
    holder = holder_of(one.cuenta)
    page = ProposalPage(
        id=str(one.id),
        cards=tuple(_card(each) for each in seen),
        what=one.clase.words,
        keeps=seen[0].nss,
        retired=one.retirado,
        reasons=one.motivos,
        by=holder.name if holder else "",
        at=one.at,
        decides=one.aprobada is None and not mine and Role.SUPERVISION in roles_of(request.visit),
        mine=mine and one.aprobada is None,
        decided="" if one.aprobada is None else DONE["aprobado" if one.aprobada else "rechazado"],
        decided_why=one.motivos_resolucion,
        typed=request.POST.get("motivos", "")[:MAX_REASONS],
        reasons_error=wrong if wrong is not None and field else "",
        error=wrong if wrong is not None and not field else "",
    )
    return render(request, "staff/numeros_propuesta.html", {"page": page, **SECTION}, status=422 if wrong else 200)


@require_POST
def _decide(request: VisitRequest, proposal: UUID) -> HttpResponseBase:
    """Another official says yes or no, and why."""
    action = request.POST.get("accion", "")
    if propuesta_vista(proposal) is None:
        raise Http404
    if action not in {"aprobar", "rechazar"}:
        return _shown(request, proposal, wrong=CHOOSE)
    motivos, now = request.POST.get("motivos", "")[:MAX_REASONS], settings.VENTANILLA_CLOCK.now()
    try:
        union_decide(proposal, aprueba=action == "aprobar", motivos=motivos, by=request.visit.actor, now=now)
    except UnionRefused as refused:
        field = "motivos" if refused.reason.code == "UNION_SIN_MOTIVO" else ""
        return _shown(request, proposal, wrong=refused.reason, field=field)
    return redirect(f"{PAGE}?hecho={'aprobado' if action == 'aprobar' else 'rechazado'}")


numbers_decide = staff(Role.SUPERVISION)(fresh(FRESH_MINUTES)(_decide))
