"""Beneficiaries: what the population registry said of them, who the register knows, and how a tie begins and ends.

The registry is asked before any transaction, and its answer is kept: it is the evidence of what followed from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from ventanilla.adapters.registry.port import RegistryUnavailable
from ventanilla.apps.accounts.api import curp_of_subject, population_registry, subject_for_curp
from ventanilla.apps.eventlog.api import ToLog, events_append, scope
from ventanilla.domain.affiliation import (
    ActualizarBeneficiario,
    BeneficiarioActualizado,
    BeneficiarioRegistrado,
    BeneficiarioTerminado,
    BeneficioPorTerminar,
    Familiar,
    FamiliarDe,
    Filiacion,
    FiliacionCon,
    Poblacion,
    PoblacionCon,
    RegistrarBeneficiario,
    RegistroComoBeneficiario,
    TerminarBeneficiario,
    lock_of_curp,
)
from ventanilla.domain.affiliation import Parentesco as Kin
from ventanilla.domain.authority import SYSTEM
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit.perform import Conflict, NotAnswered, PerformContext

from .answers import NotInRegister, must_be_the_office
from .avisos_familia import fin_cercano
from .models import Parentesco, Persona
from .models_familia import RespuestaFiliacion
from .models_numeros import RespuestaPoblacion
from .numeros import answer_serves, poblacion_ask, poblacion_said
from .rows import nombre_completo
from .unidades import Place, unidad_write

Orders = Sequence[tuple[Any, PerformContext]]


# -- what the outside says


def poblacion_con_fetch(question: PoblacionCon) -> None:
    """Ask the population registry about a CURP that a request names, and keep what it says. NotAnswered.

    It is kept under who the register knows by it; of somebody new, under a name that follows from the CURP.
    """
    now = settings.VENTANILLA_CLOCK.now()
    with scope(None):
        last = RespuestaPoblacion.objects.filter(curp=question.curp).order_by("-preguntado_at").first()
        known = Persona.objects.filter(curp=question.curp).values_list("subject", flat=True).first()
    if last is None or not answer_serves(last.preguntado_at, now):
        poblacion_ask(SubjectId(known) if known else lock_of_curp(question.curp), question.curp, now)


def filiacion_con_fetch(question: FiliacionCon) -> None:
    """Ask whether one of the two is recorded as the other's mother or father, and keep what it says. NotAnswered."""
    now = settings.VENTANILLA_CLOCK.now()
    child, parent = _pair(question)
    if not child or not parent:
        return
    with scope(None):
        last = _filiations(child, parent).first()
    if last is not None and answer_serves(last.preguntado_at, now):
        return
    try:
        said = population_registry().filiation(child, parent)
    except RegistryUnavailable as silent:
        raise NotAnswered(silent.failure.value) from silent
    with scope(None):
        RespuestaFiliacion.objects.create(
            subject=question.titular,
            hijo=child,
            progenitor=parent,
            preguntado_at=now,
            filiacion=Filiacion(said.value).value,
        )


def _pair(question: FiliacionCon) -> tuple[str, str]:
    """The CURP of the child and that of the parent."""
    with scope(None):
        own = Persona.objects.filter(subject=question.titular).values_list("curp", flat=True).first()
    mine = own or curp_of_subject(question.titular)
    return (question.curp, mine) if question.hijo else (mine, question.curp)


def _filiations(child: str, parent: str) -> QuerySet[RespuestaFiliacion]:
    return RespuestaFiliacion.objects.filter(hijo=child, progenitor=parent).order_by("-preguntado_at")


# -- what is asked


def poblaciones_con(questions: Sequence[PoblacionCon]) -> list[Poblacion | None]:
    """Answer ``PoblacionCon``, in the order asked."""
    must_be_the_office()
    rows = RespuestaPoblacion.objects.filter(curp__in=[question.curp for question in questions])
    found = {row.curp: poblacion_said(row) for row in rows.order_by("curp", "-preguntado_at").distinct("curp")}
    return [found.get(question.curp) for question in questions]


def filiaciones_con(questions: Sequence[FiliacionCon]) -> list[Filiacion | None]:
    """Answer ``FiliacionCon``, in the order asked."""
    must_be_the_office()
    return [_filiacion(question) for question in questions]


def _filiacion(question: FiliacionCon) -> Filiacion | None:
    row = _filiations(*_pair(question)).first()
    return None if row is None else Filiacion(row.filiacion)


def familiares_de(questions: Sequence[FamiliarDe]) -> list[Familiar]:
    """Answer ``FamiliarDe``, in the order asked."""
    must_be_the_office()
    return [_familiar(question) for question in questions]


def _familiar(question: FamiliarDe) -> Familiar:
    persona = Persona.objects.filter(curp=question.curp).first()
    if persona is None:
        return Familiar(None)
    ties = list(_running().filter(beneficiario=persona))
    own = next((tie for tie in ties if tie.titular_id == question.titular), None)
    return Familiar(
        subject=SubjectId(persona.subject),
        nombre=nombre_completo(persona),
        propia=None if own is None else Kin(own.parentesco),
        de_otra=any(tie.titular_id != question.titular for tie in ties),
        con_unidad=persona.clinica_id is not None,
    )


def _running() -> QuerySet[Parentesco]:
    today = settings.VENTANILLA_CLOCK.today()
    return Parentesco.objects.filter(Q(hasta=None) | Q(hasta__gte=today))


# -- what is ordered


def beneficiarios_registrar(orders: Sequence[tuple[RegistrarBeneficiario, PerformContext]]) -> None:
    """Begin each tie in the runner's transaction: the person, if new; the tie; their clinic; and both chains."""
    told = []
    for order, context in orders:
        whose = order.beneficiario or subject_for_curp(order.persona.curp)
        people = _held(order.titular, whose)
        titular = people.get(order.titular)
        if titular is None:
            raise NotInRegister
        try:
            with transaction.atomic():
                persona = people.get(whose) or _new(order.persona, whose)
                tie = Parentesco.objects.create(
                    titular=titular,
                    beneficiario=persona,
                    parentesco=order.parentesco.value,
                    desde=order.desde,
                    estudia_hasta=order.estudia_hasta,
                    incapacitado=order.incapacitado,
                    convive_y_depende=order.convive_y_depende,
                    registrado_at=context.now,
                )
        except IntegrityError as taken:
            raise Conflict(str(whose)) from taken
        kin, by = order.parentesco.value, context.by
        mine = BeneficiarioRegistrado(nombre_completo(persona), kin)
        told.append(ToLog(mine, order.titular, by, context.case))
        theirs = RegistroComoBeneficiario(nombre_completo(titular), kin)
        told.append(ToLog(theirs, whose, by, context.case))
        told += _soon(tie, None, context)
        if order.misma_unidad and persona.clinica_id is None and titular.clinica_id is not None:
            place = Place(titular.clinica_id, titular.consultorio, titular.turno, order.desde)
            told.append(ToLog(unidad_write(persona, place, context), whose, by, context.case))
    _tell(told, orders)


def _new(said: Poblacion, subject: SubjectId) -> Persona:
    """Somebody whom the register did not know, with the registry's data and no number."""
    if said.nacimiento is None:
        raise AssertionError("whom the registry names was born on a day")
    return Persona.objects.create(
        subject=subject,
        curp=said.curp,
        nombre=said.nombre,
        primer_apellido=said.primer_apellido,
        segundo_apellido=said.segundo_apellido,
        nacimiento=said.nacimiento,
        sexo=said.sexo,
    )


def beneficiarios_actualizar(orders: Sequence[tuple[ActualizarBeneficiario, PerformContext]]) -> None:
    """Keep what each new paper says: how long they study, or that there is a dictamen."""
    told = []
    for order, context in orders:
        tie = _tie(order.titular, order.beneficiario)
        before = fin_cercano(tie, context.on)
        if order.estudia_hasta is not None:
            tie.estudia_hasta = order.estudia_hasta
        tie.incapacitado = tie.incapacitado or order.incapacitado
        tie.save(update_fields=["estudia_hasta", "incapacitado"])
        name = nombre_completo(tie.beneficiario)
        event = BeneficiarioActualizado(name, order.estudia_hasta, order.incapacitado)
        told.append(ToLog(event, order.titular, context.by, context.case))
        told += _soon(tie, before, context)
    _tell(told, orders)


def _soon(tie: Parentesco, before: date | None, context: PerformContext) -> list[ToLog]:
    """Tell the holder at once of an end that is too near for the notice of some weeks before, unless it was so."""
    end = fin_cercano(tie, context.on)
    if end is None or end == before:
        return []
    event = BeneficioPorTerminar(nombre_completo(tie.beneficiario), end)
    return [ToLog(event, SubjectId(tie.titular_id), SYSTEM, context.case)]


def beneficiarios_terminar(orders: Sequence[tuple[TerminarBeneficiario, PerformContext]]) -> None:
    """End each tie, and tell both."""
    told = []
    for order, context in orders:
        tie = _tie(order.titular, order.beneficiario)
        if tie.hasta is not None:
            raise Conflict(str(order.beneficiario))
        tie.hasta, tie.fin_registrado_at = order.hasta, context.now
        tie.save(update_fields=["hasta", "fin_registrado_at"])
        mine = BeneficiarioTerminado(True, nombre_completo(tie.beneficiario), order.hasta)
        theirs = BeneficiarioTerminado(False, nombre_completo(tie.titular), order.hasta)
        told += [
            ToLog(mine, order.titular, context.by, context.case),
            ToLog(theirs, order.beneficiario, context.by, context.case),
        ]
    _tell(told, orders)


def _held(*subjects: UUID) -> dict[SubjectId, Persona]:
    """The rows, held until the transaction ends, always in the same order."""
    rows = Persona.objects.select_for_update(no_key=True).filter(subject__in=subjects).order_by("subject")
    return {SubjectId(one.subject): one for one in rows}


def _tie(titular: SubjectId, beneficiario: SubjectId) -> Parentesco:
    """The tie that runs, held. Conflict where there is none any more."""
    rows = _running().select_for_update(no_key=True, of=("self",)).filter(titular=titular, beneficiario=beneficiario)
    tie = rows.select_related("titular", "beneficiario").first()
    if tie is None:
        raise Conflict(str(beneficiario))
    return tie


def _tell(told: list[ToLog], orders: Orders) -> None:
    if told:
        events_append(told, now=orders[0][1].now)


ANSWERS: Final = {PoblacionCon: poblaciones_con, FiliacionCon: filiaciones_con, FamiliarDe: familiares_de}
PERFORMS: Final = {
    RegistrarBeneficiario: beneficiarios_registrar,
    ActualizarBeneficiario: beneficiarios_actualizar,
    TerminarBeneficiario: beneficiarios_terminar,
}
FETCHES_NAMED: Final = {PoblacionCon: poblacion_con_fetch, FiliacionCon: filiacion_con_fetch}
