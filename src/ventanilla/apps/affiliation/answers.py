"""What the register answers to a trámite: as many queries for one question as for a thousand.

Answers are whole, so they are given to the office alone; who may learn what from them is decided above.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from ventanilla.apps.eventlog.api import ToNote, accesses_note, of_the_office, scope
from ventanilla.domain.affiliation import (
    Adscripcion,
    Beneficiario,
    FamiliaDe,
    Historia,
    HistoriaDe,
    MovimientosDe,
    Numeros,
    NumerosDe,
    PatronDe,
    adscripcion_en,
    fin_conocido,
)
from ventanilla.domain.affiliation import Asignacion as Asignado
from ventanilla.domain.affiliation import Contradiccion as Codigo
from ventanilla.domain.affiliation import Movimiento as Fact
from ventanilla.domain.affiliation import Parentesco as Kin
from ventanilla.domain.affiliation import Patron as PatronName
from ventanilla.domain.authority import SYSTEM, Actor
from ventanilla.domain.authority.autorizaciones import PatronConRfc
from ventanilla.domain.benefits import Retiros, RetirosDe
from ventanilla.domain.rights import ReaderKind, Reading, Why
from ventanilla.kernel.acts import NoAnswer, SubjectId
from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.text import Text

from .cubiertos import covered_days, covered_of
from .curps import owners
from .models import (
    Asignacion,
    Cambio,
    Clinica,
    Contradiccion,
    Movimiento,
    Parentesco,
    Patron,
    Persona,
    RegistroPatronal,
)
from .rows import adscripcion, asignado, fact, nombre_completo, pension_of, undo
from .union import followed, joined_to, retired_of


class NotTheOffice(RuntimeError):
    """A question was put under somebody's own scope: part of the answer would be hidden, and so be wrong."""


class NotInRegister(NoAnswer):
    """The register knows nobody by that subject; ``reason`` says it to a person."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "SIN_REGISTRO",
                "Su CURP todavía no está en el registro de personas aseguradas, por eso no hay datos que mostrar. "
                "Si trabaja o ha trabajado con seguro, acuda a su subdelegación con una identificación. "
                "Si trabajó para el gobierno, su registro puede estar en otra institución, como el ISSSTE.",
            )
        )


@dataclass(frozen=True, slots=True)
class Held:
    """Movements, employers and doubts of many people, read at once, as they were known."""

    known: datetime | None
    adscripciones: Mapping[UUID, Adscripcion]  # only as of an instant that passed

    movimientos: Mapping[UUID, tuple[Fact, ...]]
    patrones: Mapping[UUID, tuple[PatronName, ...]]
    dudas: Mapping[UUID, tuple[Codigo, ...]]


_NOTHING: Final = Held(None, {}, {}, {}, {})


def historia_for(actor: Actor, known: datetime | None = None) -> Historia:
    """The whole history of whoever ``actor`` acts for, their holder's part included; NotInRegister if unknown.

    ``known``: as it was held at that instant; None: as it is held now.

    Read as the office, because a beneficiary's right follows from movements that they may not see: conclude
    from it, and show only the conclusion.
    """
    with scope(None):
        return historias_de([HistoriaDe(actor.subject, known)])[0]


def historia_by_number(*, nss: str = "", curp: str = "") -> Historia | None:
    """The history of whoever has that NSS or that CURP; None if unknown. For an official who attends them.

    Without the names of their employers, which are nothing to a clinic. As `historia_for`: show only what is concluded
    from it.
    """
    with scope(None):
        known = Persona.objects.filter(nss=nss) if nss else Persona.objects.filter(subject__in=owners([curp]).values())
        kept = Coalesce("unida_a__persona", "subject")  # who keeps the number, where two were of one human
        found = known.values_list(kept, flat=True).first()
        return None if found is None else _historias([found], None, named=False)[0]


def historias_de(questions: Sequence[HistoriaDe]) -> list[Historia]:
    """Answer ``HistoriaDe``, in the order asked; NotInRegister if anybody is unknown.

    Whoever is registered with two holders is answered with the tie that still runs, the newest first.
    """
    must_be_the_office()
    meant = followed(questions)
    found: dict[tuple[UUID, datetime | None], Historia] = {}
    for known in dict.fromkeys(question.known for question in meant):
        asked = [question.subject for question in meant if question.known == known]
        found |= {(historia.subject, known): historia for historia in _historias(asked, known)}
    return [found[question.subject, question.known] for question in meant]


def _historias(asked: Sequence[UUID], known: datetime | None, *, named: bool = True) -> list[Historia]:
    ties: dict[UUID, Parentesco] = {}
    for tie in _ties(known).filter(beneficiario__in=asked):
        other = ties.get(tie.beneficiario_id)
        if other is None or _tie_end(tie, known) is None or _tie_end(other, known) is not None:
            ties[tie.beneficiario_id] = tie
    people = _people([*asked, *(tie.titular_id for tie in ties.values())], known)
    held = held_of(people, known, named=named)
    whole = {subject: _historia(persona, held) for subject, persona in people.items()}
    return [
        replace(_one(whole, subject), beneficiario=_beneficiario(ties.get(subject), whole, known)) for subject in asked
    ]


def _ties(known: datetime | None = None) -> QuerySet[Parentesco]:
    """Kinship as it was known, in the order it was registered."""
    rows = Parentesco.objects.order_by("desde", "id")
    return rows if known is None else rows.filter(Q(registrado_at=None) | Q(registrado_at__lte=known))


def _tie_end(tie: Parentesco, known: datetime | None) -> date | None:
    return fin_conocido(tie.hasta, tie.fin_registrado_at, known)


def familias_de(questions: Sequence[FamiliaDe]) -> list[tuple[Historia, ...]]:
    """Answer ``FamiliaDe``, in the order asked; NotInRegister if a holder is unknown."""
    must_be_the_office()
    asked = [question.subject for question in followed(questions)]
    ties: dict[UUID, dict[UUID, Parentesco]] = {subject: {} for subject in asked}
    for tie in _ties().filter(titular__in=asked):
        ties[tie.titular_id][tie.beneficiario_id] = tie
    people = _people([*asked, *(subject for family in ties.values() for subject in family)])
    _note_family_read(ties)
    held = held_of(asked)
    holders: dict[UUID, Historia] = {who: _historia(people[who], held) for who in asked if who in people}
    return [_family(_one(holders, subject), ties[subject].values(), people) for subject in asked]


def _note_family_read(ties: Mapping[UUID, Mapping[UUID, Parentesco]]) -> None:
    """Each beneficiary will see that their holder was given what a constancia prints of them."""
    entries = [
        ToNote(
            beneficiary,
            Reading.FAMILIA,
            Why.DERECHO_FAMILIA,
            replace(SYSTEM, person=SubjectId(holder)),
            ReaderKind.FAMILIAR,
        )
        for holder, family in ties.items()
        for beneficiary in family
    ]
    accesses_note(entries, now=settings.VENTANILLA_CLOCK.now())


def movimientos_de(questions: Sequence[MovimientosDe]) -> list[tuple[Fact, ...]]:
    """Answer ``MovimientosDe``, in the order asked; () for whoever has none."""
    must_be_the_office()
    asked = [question.subject for question in followed(questions)]
    held = held_of(asked)
    return [held.movimientos.get(subject, ()) for subject in asked]


def retiros_de(questions: Sequence[RetirosDe]) -> list[Retiros | None]:
    """Answer ``RetirosDe``: unknown for everybody. The administrators of individual accounts hold them, not we."""
    return [None for _ in questions]


def patrones_de(questions: Sequence[PatronDe]) -> list[SubjectId]:
    """Answer ``PatronDe``, in the order asked; LookupError for a registro that no movement could name."""
    numbers = [question.registro_patronal for question in questions]
    owners = dict(RegistroPatronal.objects.filter(numero__in=numbers).values_list("numero", "patron"))
    return [SubjectId(owners[number]) for number in numbers]


def patrones_con_rfc(questions: Sequence[PatronConRfc]) -> list[SubjectId | None]:
    """Answer ``PatronConRfc``, in the order asked."""
    rows = Patron.objects.filter(rfc__in={question.rfc for question in questions})
    found = dict(rows.values_list("rfc", "subject"))
    return [SubjectId(found[question.rfc]) if question.rfc in found else None for question in questions]


def numeros_de(questions: Sequence[NumerosDe]) -> list[Numeros]:
    """Answer ``NumerosDe``, in the order asked; an empty answer for whoever the register does not know."""
    must_be_the_office()
    asked = [question.subject for question in followed(questions)]
    people = _people(asked)
    held = held_of(asked)
    joined = retired_of(asked)
    return [_numeros(people.get(subject), held, joined.get(subject, ())) for subject in asked]


def _numeros(persona: Persona | None, held: Held, joined: Sequence[str]) -> Numeros:
    if persona is None:
        return Numeros("", "", "", ())
    filed = held.movimientos.get(persona.subject, ())
    corrected = {movement.supersedes for movement in filed}
    own = persona.nss or ""
    others = (movement.nss for movement in filed if movement.id not in corrected)
    return Numeros(
        nombre=nombre_completo(persona),
        curp=persona.curp,
        asignado=own,
        numeros=tuple(dict.fromkeys(number for number in (own, *others) if number and number not in joined)),
        contradictions=held.dudas.get(persona.subject, ()),
        unidos=tuple(joined),
    )


def must_be_the_office() -> None:
    """NotTheOffice unless the connection sees everything."""
    if of_the_office():
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT affiliation_is_office()")
        if cursor.fetchone() != (True,):
            raise NotTheOffice("the register answers questions in full, so only the office may ask (eventlog.scope)")


def _people(subjects: Iterable[UUID], known: datetime | None = None) -> dict[UUID, Persona]:
    """Some people, with the data that the register had of them then: what was corrected since is put back."""
    found = {one.subject: one for one in _whole(subjects, known)}
    if known is not None:
        for change in Cambio.objects.filter(persona__in=found, hecho_at__gt=known).order_by("-hecho_at", "id"):
            undo(found[change.persona_id], change)
    return found


def _whole(subjects: Iterable[UUID], known: datetime | None) -> QuerySet[Persona]:
    rows = Persona.objects.filter(subject__in=set(subjects)).select_related("clinica")
    return rows.annotate(cubiertos=covered_days(known))


def held_of(
    subjects: Iterable[UUID],
    known: datetime | None = None,
    *,
    named: bool = True,
    joined: Mapping[UUID, UUID] | None = None,
) -> Held:
    """All that is filed and doubted of some people, as it was known.

    ``named`` False leaves out the names of their employers. ``joined`` is what `joined_to` says of them, for whoever
    asked it already.
    """
    movimientos: dict[UUID, list[Fact]] = defaultdict(list)
    patrones: dict[UUID, dict[str, PatronName]] = defaultdict(dict)
    dudas: dict[UUID, list[Codigo]] = defaultdict(list)
    asked = list(subjects)
    joined = joined_to(asked) if joined is None else joined
    rows = Movimiento.objects.filter(persona__in=[*asked, *joined])
    rows = rows.select_related("registro__patron" if named else "registro")
    rows = rows if known is None else rows.filter(recorded_at__lte=known)
    read = list(rows.order_by("recorded_at", "id"))
    entidades = _entidades(row.registro for row in read) if named else {}
    for row in read:
        registro = row.registro
        whose = joined.get(row.persona_id, row.persona_id)
        movimientos[whose].append(fact(row))
        if named:
            entidad = entidades.get(registro.delegacion, "")
            patrones[whose][registro.numero] = PatronName(registro.numero, registro.patron.nombre, entidad)
    for duda in _dudas(known).filter(persona__in=asked):
        dudas[duda.persona_id].append(Codigo(duda.codigo))
    return Held(
        known,
        {} if known is None else _attended(asked, known),
        {who: tuple(facts) for who, facts in movimientos.items()},
        {who: tuple(names.values()) for who, names in patrones.items()},
        {who: tuple(codes) for who, codes in dudas.items()},
    )


def _entidades(registros: Iterable[RegistroPatronal]) -> dict[str, str]:
    """The names of the delegations of some registros."""
    rows = Clinica.objects.filter(delegacion__in={registro.delegacion for registro in registros})
    return dict(rows.values_list("delegacion", "delegacion_nombre").distinct())


def _dudas(known: datetime | None) -> QuerySet[Contradiccion]:
    """The doubts that nobody had resolved, by the day of that instant."""
    rows = Contradiccion.objects.order_by("detectada", "id")
    if known is None:
        return rows.filter(resuelta=None)
    on = civil_date(known)
    return rows.filter(Q(resuelta=None) | Q(resuelta__gt=on), detectada__lte=on)


def _attended(people: Iterable[UUID], known: datetime) -> dict[UUID, Adscripcion]:
    """Where each was attended on the day of an instant, as it was known."""
    given: dict[UUID, list[Asignado]] = defaultdict(list)
    for row in Asignacion.objects.filter(persona__in=people).select_related("clinica"):
        given[row.persona_id].append(asignado(row))
    return {who: adscripcion_en(rows, civil_date(known), known) for who, rows in given.items()}


def _one(found: Mapping[UUID, Historia], subject: UUID) -> Historia:
    if subject not in found:
        raise NotInRegister
    return found[subject]


def _historia(persona: Persona, held: Held) -> Historia:
    subject = persona.subject
    return Historia(
        subject=SubjectId(subject),
        nombre=nombre_completo(persona),
        curp=persona.curp,
        nss=persona.nss or "",
        nacimiento=persona.nacimiento,
        agregado=persona.agregado,
        adscripcion=adscripcion(persona) if held.known is None else held.adscripciones.get(subject, Adscripcion()),
        movimientos=held.movimientos.get(subject, ()),
        patrones=held.patrones.get(subject, ()),
        pension=pension_of(persona, held.known),
        contradictions=held.dudas.get(subject, ()),
        seguro_familia=covered_of(persona),
    )


def _family(titular: Historia, ties: Iterable[Parentesco], people: Mapping[UUID, Persona]) -> tuple[Historia, ...]:
    """Each beneficiary without what is theirs alone: where they work and what they are paid."""
    return tuple(
        replace(
            _historia(people[tie.beneficiario_id], _NOTHING),
            pension=None,
            beneficiario=_beneficiario(tie, {tie.titular_id: titular}),
        )
        for tie in ties
    )


def _beneficiario(
    tie: Parentesco | None, holders: Mapping[UUID, Historia], known: datetime | None = None
) -> Beneficiario | None:
    if tie is None:
        return None
    return Beneficiario(
        parentesco=Kin(tie.parentesco),
        titular=_one(holders, tie.titular_id),
        desde=tie.desde,
        hasta=_tie_end(tie, known),
        estudia_hasta=tie.estudia_hasta,
        incapacitado=tie.incapacitado,
        convive_y_depende=tie.convive_y_depende,
    )
