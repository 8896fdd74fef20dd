"""The family's insurance in the register: who may be covered, a year that was paid, and its last day that comes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from psycopg.types.range import DateRange

from ventanilla.apps.eventlog.api import ToLog, events_append, logged_together, scope
from ventanilla.domain.affiliation import (
    ConocidosDe,
    ContratarSeguroFamilia,
    ContratoFamilia,
    FamiliarConocido,
    HistoriaDe,
    MiembroFamilia,
    Padecimiento,
    PadecimientosFamilia,
    ParentescoFamilia,
    SeguroFamiliaContratado,
    SeguroFamiliaDe,
    SeguroFamiliaPorVencer,
)
from ventanilla.domain.affiliation.seguro_familia import padecimientos, warned_days
from ventanilla.domain.authority import SYSTEM, Actor
from ventanilla.domain.benefits import vigencia
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.clock import civil_date
from ventanilla.kit.perform import Conflict, PerformContext

from .answers import historias_de
from .cubiertos import UN_DIA, days_of
from .models import Parentesco, Persona
from .models_seguros import MiembroSeguro, SeguroFamilia
from .rows import nombre_completo

MOST_AT_ONCE: Final = 5_000  # contracts of one round of warnings; those left are told the next day


def conocidos_de(questions: Sequence[ConocidosDe]) -> list[tuple[FamiliarConocido | None, ...]]:
    """Answer ``ConocidosDe``, in the order asked. As the office."""
    return [_known(question) for question in questions]


def _known(question: ConocidosDe) -> tuple[FamiliarConocido | None, ...]:
    curps, on = question.curps, question.on
    people = {one.curp: one for one in Persona.objects.filter(curp__in=curps)}
    asked = [SubjectId(one.subject) for one in people.values()]
    theirs = _theirs(question.titular, on)
    held = {each.subject: each for each in historias_de([HistoriaDe(subject) for subject in asked])}
    found: list[FamiliarConocido | None] = []
    for curp in curps:
        one = people.get(curp)
        if one is None:
            found.append(None)
            continue
        subject = SubjectId(one.subject)
        now = vigencia(held[subject], on)
        paid = any(each.first <= on <= each.last for each in held[subject].seguro_familia)
        found.append(
            FamiliarConocido(
                subject,
                nombre_completo(one),
                now.vigente and not paid,
                suyo=subject in theirs,
                unidad=one.clinica_id or "",
            )
        )
    return tuple(found)


def _theirs(titular: SubjectId | None, on: date) -> frozenset[UUID]:
    """Whoever asks, and whom the register ties to them on that day, or their own insurance covers on it."""
    if titular is None:
        return frozenset()
    ties = Parentesco.objects.filter(Q(hasta=None) | Q(hasta__gte=on), titular=titular)
    covered = MiembroSeguro.objects.filter(titular=titular, dias__contains=on)
    return frozenset(
        {
            titular,
            *ties.values_list("beneficiario_id", flat=True),
            *covered.values_list("persona_id", flat=True),
        }
    )


def padecimientos_de(questions: Sequence[PadecimientosFamilia]) -> list[tuple[Padecimiento, ...]]:
    """Answer ``PadecimientosFamilia``: what the operator's folder of the law holds."""
    return [padecimientos() for _ in questions]


def contratos_de(questions: Sequence[SeguroFamiliaDe]) -> list[tuple[ContratoFamilia, ...]]:
    """Answer ``SeguroFamiliaDe``, in the order asked. As the office."""
    return [_contracts(SeguroFamilia.objects.filter(titular=question.subject)) for question in questions]


def contratos_for(actor: Actor) -> tuple[ContratoFamilia, ...]:
    """The contracts of whoever ``actor`` acts for, the oldest first: names of others are read as the office."""
    with scope(None):
        return _contracts(SeguroFamilia.objects.filter(titular=actor.subject))


def _contracts(rows: QuerySet[SeguroFamilia]) -> tuple[ContratoFamilia, ...]:
    return tuple(
        ContratoFamilia(
            row.id,
            days_of(row.dias),
            tuple(
                MiembroFamilia(
                    SubjectId(one.persona_id),
                    nombre_completo(one.persona),
                    ParentescoFamilia(one.parentesco),
                    one.edad,
                    one.centavos,
                )
                for one in row.miembros.select_related("persona").order_by("id")
            ),
            row.pagado,
            row.referencia,
            row.fuente,
        )
        for row in rows.order_by("registrado_at", "id")
    )


def seguros_contratar(orders: Sequence[tuple[ContratarSeguroFamilia, PerformContext]]) -> None:
    """Enter each year in the runner's transaction; all it covers are told. Conflict: paid with that before."""
    for order, context in orders:
        days = DateRange(order.dias.first, order.dias.last + UN_DIA)
        try:
            with transaction.atomic():
                row = SeguroFamilia.objects.create(
                    titular_id=order.titular,
                    dias=days,
                    pagado=order.pagado,
                    referencia=order.referencia,
                    fuente=order.fuente,
                    caso=context.case,
                    registrado_at=context.now,
                )
        except IntegrityError as taken:
            raise Conflict(order.referencia) from taken
        MiembroSeguro.objects.bulk_create(
            MiembroSeguro(
                seguro=row,
                persona_id=one.subject,
                titular=order.titular,
                dias=days,
                parentesco=one.parentesco.value,
                edad=one.edad,
                centavos=one.centavos,
            )
            for one in order.miembros
        )
        said = {one.subject: order.nombre for one in order.miembros} | {order.titular: ""}
        events_append(
            [
                ToLog(SeguroFamiliaContratado(row.id, who, order.dias.first, order.dias.last), subject, context.by)
                for subject, who in sorted(said.items())
            ],
            now=context.now,
        )


def seguros_avisar(*, now: datetime) -> int:
    """Warn of each year that ends within the days of the policy and was not renewed, once each; how many were."""
    today = civil_date(now)
    with scope(None):
        near = SeguroFamilia.objects.filter(
            dias__endswith__gt=today, dias__endswith__lte=today + timedelta(days=max(warned_days()) + 1)
        )
        ids = list(near.order_by("id").values_list("id", flat=True)[:MOST_AT_ONCE])
    return sum(_warned(each, today, now) for each in ids)


def _warned(seguro: UUID, today: date, now: datetime) -> bool:
    with scope(None), logged_together():
        row = SeguroFamilia.objects.select_for_update(no_key=True).get(id=seguro)
        last = days_of(row.dias).last
        due = sum((last - today).days <= days for days in warned_days())
        renewed = SeguroFamilia.objects.filter(titular=row.titular_id, dias__startswith__gt=last).exists()
        if row.avisado >= due or renewed:
            return False
        row.avisado = due
        row.save(update_fields=["avisado"])
        events_append([ToLog(SeguroFamiliaPorVencer(row.id, last), SubjectId(row.titular_id), SYSTEM)], now=now)
        return True
