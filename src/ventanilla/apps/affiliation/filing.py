"""A movement enters the ledger: what an employer may be told of a worker, the entry itself, and who is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from django.db import IntegrityError
from django.db.models import Q

from ventanilla.apps.eventlog.api import ToLog, events_append
from ventanilla.domain.affiliation import (
    Hallados,
    MovimientoPresentado,
    MovimientoRegistrado,
    RegistrarMovimiento,
    Trabajador,
    TrabajadorDe,
    choque,
)
from ventanilla.domain.affiliation import Movimiento as Fact
from ventanilla.domain.authority import SYSTEM
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit.perform import Conflict, PerformContext

from .answers import held_of, must_be_the_office
from .curps import earlier_owners
from .models import Movimiento, Persona, RegistroPatronal
from .rows import fact, nombre_completo, pension_of
from .tramos import Pair, change_of, tramos_write
from .union import filed_under, unions_of

Order = tuple[RegistrarMovimiento, PerformContext]

_NEXT: Final = timedelta(microseconds=1)  # the shortest time between two things recorded of one person


def trabajadores_de(questions: Sequence[TrabajadorDe]) -> list[Hallados]:
    """Answer ``TrabajadorDe``, in the order asked: who has each number as their own, with all that is filed of them."""
    must_be_the_office()
    nss = {one.nss for one in questions if one.nss}
    curps = {one.curp for one in questions if one.curp}
    found = list(Persona.objects.filter(Q(nss__in=nss) | Q(curp__in=curps)))
    # An employer may still have the CURP that another took the place of.
    earlier = earlier_owners(curps - {one.curp for one in found})
    found += Persona.objects.filter(subject__in=set(earlier.values()) - {one.subject for one in found})
    unions = unions_of((one.subject for one in found), nss)
    gone, kept = unions.retired, unions.survivors
    others = {*gone.values(), *kept.values()} - {one.subject for one in found}
    found += Persona.objects.filter(subject__in=others)
    joined = None if others else unions.joined  # whoever else was found may have others joined to them
    held = held_of((one.subject for one in found), named=False, joined=joined)
    known = [
        Trabajador(
            subject=SubjectId(one.subject),
            nombre=nombre_completo(one),
            curp=one.curp,
            nss=one.nss or "",
            movimientos=held.movimientos.get(one.subject, ()),
            pension=pension_of(one),
            contradictions=held.dudas.get(one.subject, ()),
        )
        for one in found
    ]
    own = {one.subject: one for one in known}
    whole = {one.subject: own[SubjectId(kept.get(one.subject, one.subject))] for one in known}
    by_nss = {one.nss: whole[one.subject] for one in known if one.nss}
    by_nss |= {number: own[SubjectId(persona)] for number, persona in gone.items()}
    by_curp = {one.curp: whole[one.subject] for one in known}
    by_curp |= {curp: whole[SubjectId(subject)] for curp, subject in earlier.items()}
    return [
        Hallados(
            by_nss.get(one.nss),
            by_curp.get(one.curp),
            unido_a=by_nss[one.nss].nss if one.nss in gone else "",
        )
        for one in questions
    ]


@dataclass
class _Book:
    """What is known of the people of some orders while those are entered one after the other."""

    known: dict[Pair, list[Fact]]
    last: dict[UUID, datetime]
    filed: dict[Pair, list[Fact]] = field(default_factory=lambda: defaultdict(list))

    def instant_for(self, persona: UUID, now: datetime) -> datetime:
        """``now``, or just after whatever was recorded of them last."""
        last = self.last.get(persona)
        return now if last is None or last < now else last + _NEXT

    def enter(self, pair: Pair, entry: Fact) -> None:
        """Add one. Conflict where it cannot be, by what the register says now."""
        before = [*self.known.get(pair, ()), *self.filed[pair]]
        clash = choque(before, entry)
        if clash is not None:
            raise Conflict(clash.value)
        self.filed[pair].append(entry)
        self.last[pair[0]] = entry.recorded


def movimientos_registrar(orders: Sequence[Order]) -> None:
    """Enter each movement in the runner's transaction: the ledger, what it comes to, and both chains.

    Conflict where the register no longer allows one: another was entered first. LookupError for a person or a
    registro that there is not.
    """
    if not orders:
        return
    under, others = filed_under(order for order, _ in orders)
    book = _book(set(under))
    registros = {
        one.numero: one
        for one in RegistroPatronal.objects.filter(numero__in={order.registro for order, _ in orders}).select_related(
            "patron"
        )
    }
    rows, told = [], []
    for (order, context), persona in zip(orders, under, strict=True):
        registro = registros[order.registro]
        entry = _entry(order, book.instant_for(persona, context.now))
        book.enter((persona, registro.subject), entry)
        rows.append(_row(entry, persona, registro, context))
        told += _told(entry, order, others.get(order.trabajador, ()), registro, context)
    try:
        Movimiento.objects.bulk_create(rows)
        tramos_write([change_of(pair, book.known.get(pair, ()), entries) for pair, entries in book.filed.items()])
    except IntegrityError as refused:
        raise Conflict(str(refused)) from refused
    events_append(told, now=orders[0][1].now)


def _book(people: set[UUID]) -> _Book:
    """What is known of some people, whose rows are held until the end: always in the same order."""
    held = Persona.objects.select_for_update(no_key=True).filter(subject__in=people).order_by("subject")
    if len(list(held.values_list("subject", flat=True))) != len(people):
        raise LookupError("a movement is of somebody whom the register knows")
    known: dict[Pair, list[Fact]] = defaultdict(list)
    last: dict[UUID, datetime] = {}
    for row in Movimiento.objects.filter(persona__in=people).select_related("registro").order_by("recorded_at"):
        known[row.persona_id, row.registro_id].append(fact(row))
        last[row.persona_id] = row.recorded_at
    return _Book(known, last)


def _entry(order: RegistrarMovimiento, recorded: datetime) -> Fact:
    return Fact(
        id=uuid4(),
        tipo=order.tipo,
        nss=order.nss,
        registro_patronal=order.registro,
        on=order.on,
        recorded=recorded,
        sbc_centavos=order.sbc_centavos,
        causa=order.causa,
        supersedes=order.supersedes,
        declarada=order.declarada,
        trabajador=order.tipo_trabajador,
        salario=order.tipo_salario,
        semana=order.semana,
        contrato_hasta=order.contrato_hasta,
    )


def _row(entry: Fact, persona: UUID, registro: RegistroPatronal, context: PerformContext) -> Movimiento:
    return Movimiento(
        id=entry.id,
        persona_id=persona,
        nss=entry.nss,
        registro=registro,
        tipo=entry.tipo.value,
        fecha=entry.on,
        recorded_at=entry.recorded,
        sbc_centavos=entry.sbc_centavos,
        causa=entry.causa,
        supersedes_id=entry.supersedes,
        declarada=entry.declarada,
        trabajador=entry.trabajador.value,
        salario=entry.salario.value,
        semana=entry.semana.value,
        contrato_hasta=entry.contrato_hasta,
        caso=context.case,
        cuenta=context.by.account,
        por=context.by.acts_for,
        autorizacion=context.by.mandate,
    )


def _told(
    entry: Fact,
    order: RegistrarMovimiento,
    others: Sequence[SubjectId],
    registro: RegistroPatronal,
    context: PerformContext,
) -> list[ToLog]:
    """To the worker in their own chain, and to the employer in its own: each under the key of whose it is.

    ``others`` are the worker's registers that were joined to theirs: their account may be of any of them.
    Of what the institution registers by itself, the employer's chain tells neither by whom nor in which case.
    """
    oficio = context.by.subject != registro.patron_id
    to_worker = MovimientoRegistrado(
        movimiento=entry.id,
        patron=registro.patron.nombre,
        registro=registro.numero,
        tipo=entry.tipo.value,
        on=entry.on,
        declarada=entry.declarada,
        sbc_centavos=entry.sbc_centavos,
        corrige=entry.supersedes is not None,
        conserva_hasta=order.conserva_hasta,
        oficio=oficio,
    )
    to_employer = MovimientoPresentado(entry.id, entry.nss, registro.numero, entry.tipo.value, entry.on)
    return [
        *(ToLog(to_worker, whose, context.by, context.case) for whose in (order.trabajador, *others)),
        ToLog(
            to_employer,
            SubjectId(registro.patron_id),
            SYSTEM if oficio else context.by,
            None if oficio else context.case,
        ),
    ]
