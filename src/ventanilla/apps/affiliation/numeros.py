"""Giving out numbers (NSS): what the population registry says, who is alike, which number is next, and the row.

The registry is asked before any transaction, and its answer is kept: it is the evidence of the number that followed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import Max

from ventanilla import law
from ventanilla.adapters.registry.port import Answer, RegistryUnavailable
from ventanilla.apps.accounts.api import curp_of_subject, population_registry
from ventanilla.apps.eventlog.api import ToLog, events_append, scope
from ventanilla.domain.affiliation import (
    LAST_NSS_SERIAL,
    AsignarNss,
    CurpVigenteDe,
    EnPoblacion,
    NssAsignado,
    NssSiguiente,
    ParecidosDe,
    Poblacion,
    PoblacionDe,
    numero,
)
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.clock import civil_date
from ventanilla.kit.perform import Conflict, NotAnswered, PerformContext

from .answers import must_be_the_office
from .models import Persona
from .models_numeros import NumeroAsignado, NumeroUnido, RespuestaPoblacion, SerieNss
from .union import otherwise_decided

ANSWER_POLICY: Final = "poblacion_respuesta"
PREFIX: Final = 6  # digits of a number before its serial
SERIAL: Final = slice(6, 10)
_ALIKE: Final = """
SELECT subject FROM affiliation_persona
WHERE orden = ventanilla_sort_key(%s, %s, %s) AND nacimiento = %s AND subject <> %s AND curp <> %s
  AND NOT EXISTS (SELECT 1 FROM affiliation_numerounido WHERE otra_id = subject)
"""


# -- what the outside says


def poblacion_fetch(subject: SubjectId) -> None:
    """Ask the population registry about a person's CURP and keep what it says, unless what is kept still serves.

    Of a CURP that another took the place of, it is asked about that one too: whose it is decides what follows.
    Outside of any transaction. NotAnswered where nothing that can be believed came; nothing for who has no CURP.
    """
    now = settings.VENTANILLA_CLOCK.now()
    with scope(None):
        curp = Persona.objects.filter(subject=subject).values_list("curp", flat=True).first() or curp_of_subject(
            subject
        )
        last = _last(subject)
        if not curp or (last is not None and last.curp == curp and answer_serves(last.preguntado_at, now)):
            return
        poblacion_ask(subject, curp, now)  # no transaction is open, and the scope is set once


def poblacion_ask(subject: SubjectId, curp: str, now: datetime) -> None:
    """Ask the population registry about ``curp``, outside of any transaction, and keep what it says. NotAnswered."""
    try:
        answer = population_registry().ask(curp)
        instead = population_registry().ask(answer.current) if answer.current else None
    except RegistryUnavailable as silent:
        raise NotAnswered(silent.failure.value) from silent
    rows = [_row(subject, answer, now)]
    if instead is not None:
        rows.append(_row(subject, instead, now, de_vigente=True))
    with scope(None):
        RespuestaPoblacion.objects.bulk_create(rows)  # one statement: both answers or none


def _row(subject: SubjectId, answer: Answer, now: datetime, *, de_vigente: bool = False) -> RespuestaPoblacion:
    person = answer.person
    return RespuestaPoblacion(
        subject=subject,
        curp=answer.curp,
        preguntado_at=now,
        situacion=EnPoblacion(answer.standing.value).value,
        nombre=person.given_name if person else "",
        primer_apellido=person.first_surname if person else "",
        segundo_apellido=person.second_surname if person else "",
        nacimiento=person.born if person else None,
        sexo=person.sex if person else "",
        vigente=answer.current,
        de_vigente=de_vigente,
    )


def answer_serves(preguntado: datetime, now: datetime) -> bool:
    """Whether an answer of that instant still counts (policy ``poblacion_respuesta``)."""
    if law.policy(ANSWER_POLICY).value == "siempre_otra":
        return False
    return civil_date(preguntado) == civil_date(now)


def _last(subject: UUID) -> RespuestaPoblacion | None:
    return RespuestaPoblacion.objects.filter(subject=subject, de_vigente=False).order_by("-preguntado_at").first()


# -- what is asked


def poblaciones_de(questions: Sequence[PoblacionDe]) -> list[Poblacion | None]:
    """Answer ``PoblacionDe``, in the order asked."""
    must_be_the_office()
    return _answered([question.subject for question in questions], de_vigente=False)


def curps_vigentes_de(questions: Sequence[CurpVigenteDe]) -> list[Poblacion | None]:
    """Answer ``CurpVigenteDe``, in the order asked: only beside the last answer about the CURP that it replaced."""
    must_be_the_office()
    asked = [question.subject for question in questions]
    old, new = _answered(asked, de_vigente=False), _answered(asked, de_vigente=True)
    return [
        one if was is not None and one is not None and one.curp == was.vigente else None
        for was, one in zip(old, new, strict=True)
    ]


def _answered(asked: Sequence[UUID], *, de_vigente: bool) -> list[Poblacion | None]:
    rows = RespuestaPoblacion.objects.filter(subject__in=asked, de_vigente=de_vigente)
    last = rows.order_by("subject", "-preguntado_at").distinct("subject")
    found = {row.subject: poblacion_said(row) for row in last}
    return [found.get(subject) for subject in asked]


def poblacion_said(row: RespuestaPoblacion) -> Poblacion:
    """What an answer says, as the rules know it."""
    return Poblacion(
        curp=row.curp,
        situacion=EnPoblacion(row.situacion),
        nombre=row.nombre,
        primer_apellido=row.primer_apellido,
        segundo_apellido=row.segundo_apellido,
        nacimiento=row.nacimiento,
        sexo=row.sexo,
        vigente=row.vigente,
    )


def parecidos_de(questions: Sequence[ParecidosDe]) -> list[int]:
    """Answer ``ParecidosDe``, in the order asked; 0 for whom the population registry does not name."""
    people = poblaciones_de([PoblacionDe(question.subject) for question in questions])
    return [
        0 if person is None else len(alike(question.subject, person))
        for question, person in zip(questions, people, strict=True)
    ]


def alike(subject: UUID, person: Poblacion) -> tuple[UUID, ...]:
    """Who else has that name and day of birth with another CURP, and was not found to be somebody else."""
    if not person.names_somebody:
        return ()
    names = (person.primer_apellido, person.segundo_apellido, person.nombre)
    with connection.cursor() as cursor:
        cursor.execute(_ALIKE, [*names, person.nacimiento, subject, person.curp])
        found = {UUID(str(row[0])) for row in cursor.fetchall()}
    return tuple(sorted(found - otherwise_decided(subject)))


def nss_siguientes(questions: Sequence[NssSiguiente]) -> list[str]:
    """Answer ``NssSiguiente``, in the order asked."""
    must_be_the_office()
    return [_next(question) for question in questions]


def _next(question: NssSiguiente) -> str:
    today = settings.VENTANILLA_CLOCK.today()
    key = numero(question.subdelegacion, today, question.nacimiento, 1)[:PREFIX]
    given = SerieNss.objects.filter(clave=key).values_list("ultimo", flat=True).first()
    serial = (_highest(key) if given is None else given) + 1
    while serial <= LAST_NSS_SERIAL:
        found = numero(question.subdelegacion, today, question.nacimiento, serial)
        if not _used(found):
            return found
        serial += 1
    return ""


def _highest(key: str) -> int:
    """The last serial that a register that was loaded holds; 0 for none."""
    last = Persona.objects.filter(nss__startswith=key).aggregate(last=Max("nss"))["last"]
    return int(last[SERIAL]) if last else 0


def _used(nss: str) -> bool:
    return (
        Persona.objects.filter(nss=nss).exists()
        or NumeroAsignado.objects.filter(nss=nss).exists()
        or NumeroUnido.objects.filter(retirado=nss).exists()
    )


# -- what is ordered


def nss_asignar(orders: Sequence[tuple[AsignarNss, PerformContext]]) -> None:
    """Give each their number in the runner's transaction: the serial, the person's row, the number and the event."""
    told = []
    for order, context in orders:
        try:
            with transaction.atomic():
                _give(order, context)
        except IntegrityError as taken:
            raise Conflict(order.nss) from taken
        told.append(ToLog(NssAsignado(order.nss), order.subject, context.by, context.case))
    if told:
        events_append(told, now=orders[0][1].now)


def _give(order: AsignarNss, context: PerformContext) -> None:
    key, serial = order.nss[:PREFIX], int(order.nss[SERIAL])
    series, _ = SerieNss.objects.get_or_create(clave=key, defaults={"ultimo": serial - 1})
    series = SerieNss.objects.select_for_update(no_key=True).get(clave=key)
    if series.ultimo >= serial:
        raise Conflict(order.nss)
    series.ultimo = serial
    series.save(update_fields=["ultimo"])
    persona = Persona.objects.select_for_update(no_key=True).filter(subject=order.subject).first()
    if persona is None:
        persona = Persona.objects.create(
            subject=order.subject,
            curp=order.curp,
            nombre=order.nombre,
            primer_apellido=order.primer_apellido,
            segundo_apellido=order.segundo_apellido,
            nacimiento=order.nacimiento,
            sexo=order.sexo,
            nss=order.nss,
        )
    elif persona.nss is not None or persona.curp != order.curp:
        raise Conflict(order.nss)
    else:
        persona.nss = order.nss
        persona.save(update_fields=["nss"])
    NumeroAsignado.objects.create(nss=order.nss, persona=persona, caso=context.case, asignado_at=context.now)
