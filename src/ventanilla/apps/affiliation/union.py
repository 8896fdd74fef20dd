"""Two registers of one human: who is who, what two officials decide of them, and how everything else follows it.

Nothing filed changes: a union is a row that says with whose history another's is read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final, TypeVar
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import Q

from ventanilla.apps.accounts.api import own_family
from ventanilla.apps.eventlog.api import ToLog, events_append, scope
from ventanilla.domain.affiliation import (
    ClaseUnion,
    Contradiccion,
    Lado,
    NumerosSeparados,
    NumerosUnidos,
    PersonasDistintas,
    RegistrarMovimiento,
    UnionPropuesta,
    UnionRechazada,
    empleos,
    impide_union,
)
from ventanilla.domain.affiliation import Movimiento as Fact
from ventanilla.domain.authority import Actor
from ventanilla.kernel.acts import Event, SubjectId
from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.text import Text

from .models import Contradiccion as Duda
from .models import Movimiento, Persona
from .models_numeros import NumeroUnido, Propuesta, Resolucion
from .rows import fact

MIN_REASON: Final = 10  # characters: less says nothing to whoever decides
MAX_REASON: Final = 1_000  # characters
MAX_PENDING: Final = 100  # proposals of one page
Q_ = TypeVar("Q_", bound=Any)


class UnionRefused(Exception):
    """What was proposed or decided cannot be; ``reason`` says why."""

    def __init__(self, reason: Text) -> None:
        super().__init__(str(reason))
        self.reason = reason


# -- who is who


def survivors(subjects: Iterable[UUID]) -> dict[UUID, UUID]:
    """Of the registers among ``subjects`` that were joined to another, to which one. As the office."""
    return dict(NumeroUnido.objects.filter(otra__in=set(subjects)).values_list("otra", "persona"))


def joined_to(subjects: Iterable[UUID]) -> dict[UUID, UUID]:
    """Every register that was joined to one of ``subjects``, with that one. As the office."""
    rows = NumeroUnido.objects.filter(persona__in=set(subjects), otra__isnull=False)
    return dict(rows.values_list("otra", "persona"))


@dataclass(frozen=True, slots=True)
class Unions:
    """What unions say of some people and numbers: `retired`, `survivors` and `joined_to`, of one statement."""

    retired: dict[str, UUID]
    survivors: dict[UUID, UUID]
    joined: dict[UUID, UUID]


def unions_of(subjects: Iterable[UUID], numbers: Iterable[str]) -> Unions:
    """The unions of some people, and of some numbers. As the office."""
    people, written = set(subjects), {one for one in numbers if one}
    about = Q(retirado__in=written) | Q(otra__in=people) | Q(persona__in=people)
    rows = list(NumeroUnido.objects.filter(about))
    return Unions(
        retired={row.retirado: row.persona_id for row in rows if row.retirado in written},
        survivors={row.otra_id: row.persona_id for row in rows if row.otra_id in people},
        joined={row.otra_id: row.persona_id for row in rows if row.otra_id and row.persona_id in people},
    )


def followed(questions: Sequence[Q_]) -> list[Q_]:
    """The same questions, each of who keeps the number where its ``subject`` was joined to another."""
    kept = survivors(question.subject for question in questions)
    if not kept:
        return list(questions)
    return [
        replace(question, subject=SubjectId(kept.get(question.subject, question.subject))) for question in questions
    ]


def same_human(subject: UUID) -> list[UUID]:
    """Every register of somebody, first the one that keeps the number; under their own scope or the office's."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT affiliation_mismos(%s)", [subject])
        return [UUID(str(one)) for one in cursor.fetchone()[0]]


def registers_of(subjects: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """Every register of each of ``subjects``, first the one that keeps the number. As the office.

    What is kept under one of them, and is not of the ledger (an address, where they are paid), is theirs all the same.
    """
    asked = list(dict.fromkeys(subjects))
    kept = survivors(asked)
    heads = {one: kept.get(one, one) for one in asked}
    others: dict[UUID, list[UUID]] = defaultdict(list)
    for otra, persona in sorted(joined_to(heads.values()).items()):
        others[persona].append(otra)
    return {one: [head, *others[head]] for one, head in heads.items()}


def retired_of(subjects: Iterable[UUID]) -> dict[UUID, list[str]]:
    """The numbers that were joined to each one's, in order. As the office."""
    found: dict[UUID, list[str]] = defaultdict(list)
    rows = NumeroUnido.objects.filter(persona__in=set(subjects)).exclude(retirado="").order_by("retirado")
    for persona, numero in rows.values_list("persona", "retirado"):
        found[persona].append(numero)
    return found


def filed_under(orders: Iterable[RegistrarMovimiento]) -> tuple[list[UUID], dict[UUID, list[SubjectId]]]:
    """Under which register of the worker each order is entered, and the others of each worker that has more than one.

    Nothing filed is moved to another: their own, but for an employment that is open under a register that was joined to
    it, and for a correction.
    """
    asked = list(orders)
    joined = joined_to(order.trabajador for order in asked)
    others: dict[UUID, list[SubjectId]] = defaultdict(list)
    for otra, persona in sorted(joined.items()):
        others[persona].append(SubjectId(otra))
    if not joined:
        return [order.trabajador for order in asked], others
    facts: dict[tuple[UUID, str], list[Fact]] = defaultdict(list)
    whose: dict[UUID, UUID] = {}
    for row in Movimiento.objects.filter(persona__in=joined).select_related("registro"):
        facts[row.persona_id, row.registro.numero].append(fact(row))
        whose[row.id] = row.persona_id
    begun = {
        (joined[otra], registro): otra
        for (otra, registro), filed in facts.items()
        if any(periodo.hasta is None for periodo in empleos(filed, date.max))
    }
    return [_place(order, whose, begun) for order in asked], others


def _place(order: RegistrarMovimiento, whose: Mapping[UUID, UUID], begun: Mapping[tuple[UUID, str], UUID]) -> UUID:
    if order.supersedes is not None:
        return whose.get(order.supersedes, order.trabajador)
    return begun.get((order.trabajador, order.registro), order.trabajador)


def retired(numbers: Iterable[str]) -> dict[str, UUID]:
    """Of the numbers that were joined to another, whose they are now. As the office."""
    rows = NumeroUnido.objects.filter(retirado__in={one for one in numbers if one})
    return dict(rows.values_list("retirado", "persona"))


def otherwise_decided(subject: UUID) -> set[UUID]:
    """Whom two officials found to be somebody else than ``subject``, or proposed a union with: no doubt is left."""
    rows = Propuesta.objects.filter(Q(persona=subject) | Q(otra=subject), clase=ClaseUnion.DISTINTAS.value)
    pairs = rows.filter(resolucion__aprobada=True).values_list("persona", "otra")
    return {one for pair in pairs for one in pair} - {subject}


# -- proposing


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed: ``persona`` keeps their number; of ``otra``'s, or of ``retirado``, nothing new is filed."""

    clase: ClaseUnion
    persona: UUID
    otra: UUID | None
    retirado: str = ""


def union_propose(proposal: Proposal, *, motivos: str, by: Actor, now: datetime) -> UUID:
    """Propose it, for another official to decide; its id. UnionRefused where it cannot be."""
    with scope(None), transaction.atomic():
        people = _held(proposal.persona, proposal.otra)
        said = _said(motivos)
        _nobodys_own(people, by)
        undoes = _undone(proposal) if proposal.clase is ClaseUnion.SEPARACION else None
        _possible(proposal, people, civil_date(now))
        row = Propuesta.objects.create(
            clase=proposal.clase.value,
            persona_id=proposal.persona,
            otra_id=proposal.otra,
            retirado=_retired_by(proposal, people),
            deshace=undoes,
            motivos=said,
            cuenta=by.owner,
            propone=by.person or by.subject,
            propuesta_at=now,
        )
        _tell(row, UnionPropuesta(str(row.id), row.clase), by, now)
        return row.id


def _held(*subjects: UUID | None) -> dict[UUID, Persona]:
    """The rows, held until the transaction ends, always in the same order. UnionRefused for who is not there."""
    wanted = {one for one in subjects if one is not None}
    rows = Persona.objects.select_for_update(no_key=True).filter(subject__in=wanted).order_by("subject")
    found = {one.subject: one for one in rows}
    if len(found) != len(wanted):
        raise UnionRefused(Text("UNION_SIN_REGISTRO", "El registro no tiene a una de las dos personas."))
    return found


def _said(motivos: str) -> str:
    said = " ".join(motivos.split())
    if not MIN_REASON <= len(said) <= MAX_REASON:
        raise UnionRefused(
            Text(
                "UNION_SIN_MOTIVO",
                "Escriba por qué, entre {minimo} y {maximo} letras: qué documentos vio y qué dicen.",
                minimo=MIN_REASON,
                maximo=MAX_REASON,
            )
        )
    return said


def _nobodys_own(people: Iterable[UUID], by: Actor) -> None:
    if own_family(by) & set(people):
        raise UnionRefused(
            Text("UNION_PROPIA", "No puede proponer ni resolver nada de su propio registro ni del de su familia.")
        )


def _retired_by(proposal: Proposal, people: Mapping[UUID, Persona]) -> str:
    if proposal.clase is ClaseUnion.DISTINTAS or proposal.otra is None:
        return proposal.retirado
    return people[proposal.otra].nss or ""


def _undone(proposal: Proposal) -> Propuesta:
    union = NumeroUnido.objects.filter(
        persona=proposal.persona, otra=proposal.otra, **({} if proposal.otra else {"retirado": proposal.retirado})
    ).select_related("propuesta")
    found = union.first()
    if found is None:
        raise UnionRefused(Text("UNION_NO_ESTA", "Esos dos registros no están unidos."))
    return found.propuesta


def _possible(proposal: Proposal, people: Mapping[UUID, Persona], on: date) -> None:
    """UnionRefused for a union that cannot stand, and for what waits already."""
    same = (
        Propuesta.objects.filter(resolucion=None, persona__in=people, otra__in=people)
        if proposal.otra
        else (Propuesta.objects.filter(resolucion=None, persona=proposal.persona, retirado=proposal.retirado))
    )
    if same.exists():
        raise UnionRefused(Text("UNION_PENDIENTE", "Ya hay una propuesta sobre esos registros que espera respuesta."))
    if proposal.clase is not ClaseUnion.UNION:
        return
    keeps = people[proposal.persona]
    if keeps.nss is None:
        raise UnionRefused(Text("UNION_SIN_NUMERO", "Quien conserva su registro debe tener un NSS asignado."))
    if proposal.otra is None:
        _possible_number(proposal, keeps)
        return
    other = people[proposal.otra]
    mine = Lado(_filed(proposal.persona), keeps.pension_desde is not None, bool(survivors([proposal.persona])))
    joined = bool(survivors([proposal.otra]) or joined_to([proposal.otra]))
    theirs = Lado(_filed(proposal.otra), other.pension_desde is not None, joined)
    if (why := impide_union(mine, theirs, on)) is not None:
        raise UnionRefused(why)


def _possible_number(proposal: Proposal, keeps: Persona) -> None:
    """A number that is retired is one of theirs that an employer used, and nobody else's."""
    used = Movimiento.objects.filter(persona=keeps.subject, nss=proposal.retirado).exists()
    if proposal.retirado == keeps.nss or not used or retired([proposal.retirado]):
        raise UnionRefused(Text("UNION_NO_ES_SUYO", "Ese número no aparece en los avisos de esa persona."))
    if Persona.objects.filter(nss=proposal.retirado).exists():
        raise UnionRefused(
            Text("UNION_DE_OTRA", "Ese número está asignado a otra persona. Compare los dos registros antes de unir.")
        )


def _filed(subject: UUID) -> tuple[Fact, ...]:
    """All that is filed of somebody, with what was joined to them before."""
    rows = Movimiento.objects.filter(persona__in=[subject, *joined_to([subject])]).select_related("registro")
    return tuple(fact(row) for row in rows)


# -- deciding


def union_decide(propuesta: UUID, *, aprueba: bool, motivos: str, by: Actor, now: datetime) -> None:
    """What another official says of a proposal, once. UnionRefused where they may not, or it cannot be any more."""
    with scope(None), transaction.atomic():
        row = Propuesta.objects.filter(id=propuesta).first()
        people = _held(row.persona_id, row.otra_id) if row is not None else {}  # two who decide wait for each other
        if row is None or Resolucion.objects.filter(propuesta=row).exists():
            raise UnionRefused(Text("UNION_RESUELTA", "Esa propuesta ya se resolvió."))
        said = _said(motivos)
        _nobodys_own(people, by)
        if by.person == row.propone or by.account == row.cuenta:
            raise UnionRefused(Text("UNION_OTRA_PERSONA", "Quien propone no resuelve: debe hacerlo otra persona."))
        Resolucion.objects.create(
            propuesta=row,
            aprobada=aprueba,
            motivos=said,
            cuenta=by.owner,
            decide=by.person or by.subject,
            resuelta_at=now,
        )
        event = _carry_out(row, people, now) if aprueba else UnionRechazada(str(row.id))
        _tell(row, event, by, now)


def _carry_out(row: Propuesta, people: Mapping[UUID, Persona], now: datetime) -> Event:
    match ClaseUnion(row.clase):
        case ClaseUnion.UNION:
            return _join(row, people, now)
        case ClaseUnion.SEPARACION:
            NumeroUnido.objects.filter(propuesta=row.deshace_id).delete()
            return NumerosSeparados(str(row.id))
        case ClaseUnion.DISTINTAS:
            return PersonasDistintas(str(row.id))


def _join(row: Propuesta, people: Mapping[UUID, Persona], now: datetime) -> Event:
    """It is looked at again: since it was proposed, an employer may have filed something."""
    on = civil_date(now)
    proposal = Proposal(ClaseUnion.UNION, row.persona_id, row.otra_id, row.retirado)
    keeps = people[row.persona_id]
    if row.otra_id is None:
        _possible_number(proposal, keeps)
    else:
        other = people[row.otra_id]
        joined = bool(survivors([row.otra_id]) or joined_to([row.otra_id]))
        mine = Lado(_filed(row.persona_id), keeps.pension_desde is not None, bool(survivors([row.persona_id])))
        theirs = Lado(_filed(row.otra_id), other.pension_desde is not None, joined)
        if (why := impide_union(mine, theirs, on)) is not None:
            raise UnionRefused(why)
    try:
        with transaction.atomic():
            NumeroUnido.objects.create(
                propuesta=row, persona_id=row.persona_id, otra_id=row.otra_id, retirado=row.retirado
            )
    except IntegrityError as taken:
        raise UnionRefused(Text("UNION_YA_UNIDA", "Uno de los dos ya está unido a otro.")) from taken
    Duda.objects.filter(persona__in=people, codigo=Contradiccion.NSS_DUPLICADO.value, resuelta=None).update(resuelta=on)
    return NumerosUnidos(str(row.id), keeps.nss or "", row.retirado)


def _tell(row: Propuesta, event: Event, by: Actor, now: datetime) -> None:
    """In the chain of each of the two."""
    subjects = [row.persona_id] if row.otra_id is None else [row.persona_id, row.otra_id]
    events_append([ToLog(event, SubjectId(subject), by) for subject in subjects], now=now)
