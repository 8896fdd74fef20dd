"""A person's own payroll receipts, given to be compared with the register; and the employers they do not know.

Neither is a request: nothing of the register changes, nobody but the person is told, and they take it back whenever
they want. A receipt is read and its seal proved before any transaction; the file is not kept.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from ventanilla.apps.eventlog.api import ToLog, events_append, scope, subjects_lock
from ventanilla.domain.accounts.receipt import ReceiptFault, same_beginning
from ventanilla.domain.affiliation import regimen_de
from ventanilla.domain.anomalies import (
    EmpleadorNoReconocido,
    EmpleadorReconocido,
    RecibosPropiosGuardados,
    RecibosPropiosQuitados,
)
from ventanilla.domain.anomalies import ReciboPropio as Fact
from ventanilla.domain.authority import Actor
from ventanilla.formats.cfdi.own import own_receipt, sealed_receipt, silent
from ventanilla.formats.cfdi.sello import Sellos
from ventanilla.kernel.acts import Event
from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import Text

from .answers import NotInRegister
from .curps import curps_of
from .models import Movimiento, Persona
from .models_propios import EmpleadorNoReconocido as NoReconocido
from .models_propios import ReciboGuardado
from .outbound import receipt_chain
from .union import same_human

MAX_RECIBOS: Final = 1_200  # of one person: of every half month, more years than a whole working life
MAX_AT_ONCE: Final = 30  # files of one time: a year of half months, and some more
_REGISTRO: Final = 11  # characters of a whole one

SIN_LUGAR: Final = Text(
    "RECIBO_SIN_LUGAR", "Ya guardó {n} recibos, que son los que caben. Quite alguno para guardar otro.", n=MAX_RECIBOS
)


@dataclass(frozen=True, slots=True)
class ReciboVisto:
    """A receipt that is kept, and its own id."""

    id: UUID
    recibo: Fact
    guardado_at: datetime


@dataclass(frozen=True, slots=True)
class Recibidos:
    """What came of some files: how many are kept now, the names of those that already were, and why not each other."""

    guardados: int
    repetidos: tuple[str, ...]
    rechazados: tuple[tuple[str, Text], ...]


def recibos_guardar(files: Sequence[tuple[str, bytes]], *, by: Actor, now: datetime) -> Recibidos:
    """Keep what each of those files says, by the name it came with; NotInRegister for whom the register does not know.

    ValueError for more than ``MAX_AT_ONCE``.
    """
    if len(files) > MAX_AT_ONCE:
        raise ValueError(f"at most {MAX_AT_ONCE} receipts at once")
    with scope(None):
        own = curps_of(same_human(by.subject))
    sellos, today = Sellos(receipt_chain()), civil_date(now)
    good: dict[UUID, tuple[str, Fact]] = {}
    twice: list[str] = []
    wrong: list[tuple[str, Text]] = []
    for name, content in files:
        found = _read(content, sellos, own, today)
        if isinstance(found, Text):
            wrong.append((name, found))
        elif found[0] in good:
            twice.append(name)
        else:
            good[found[0]] = (name, found[1])
    kept, known, left_out = _write(good, by, now)
    return Recibidos(kept, (*twice, *known), (*wrong, *((name, SIN_LUGAR) for name in left_out)))


def _read(content: bytes, sellos: Sellos, own: Collection[str], today: date) -> tuple[UUID, Fact] | Text:
    """The fiscal folio of a receipt of theirs and what it says, or what is wrong with it and what to do."""
    one = sealed_receipt(content, sellos)
    if isinstance(one, ReceiptFault):
        return one.text()
    try:
        folio = UUID(one.uuid)
    except ValueError:
        return ReceiptFault.NOT_ONE.text()
    if one.curp not in own or not same_beginning(one.rfc, one.curp):  # the register keeps no RFC of whoever works
        return ReceiptFault.OTHER_CURP.text()
    why = silent(one)
    fact = own_receipt(one, curp=one.curp, nss="")
    if why is not None or fact is None:
        return why or ReceiptFault.UNREADABLE.text()
    return ReceiptFault.FUTURE.text() if fact.periodo.last > today else (folio, fact)


def _write(good: dict[UUID, tuple[str, Fact]], by: Actor, now: datetime) -> tuple[int, list[str], list[str]]:
    """How many are kept now, and the names of those that were kept before and of those that do not fit."""
    with scope(None), transaction.atomic():
        subjects_lock([by.subject])  # two windows at once count each other's
        if not Persona.objects.filter(subject=by.subject).exists():
            raise NotInRegister
        mine = ReciboGuardado.objects.filter(persona__in=same_human(by.subject))
        known = set(mine.filter(folio__in=good).values_list("folio", flat=True))
        new = [folio for folio in good if folio not in known]
        room = max(0, MAX_RECIBOS - mine.count())
        rows = [_row(folio, good[folio][1], by, now) for folio in new[:room]]
        ReciboGuardado.objects.bulk_create(rows)
        if rows:
            _tell(RecibosPropiosGuardados(len(rows)), by, now)
    return len(rows), [good[folio][0] for folio in good if folio in known], [good[one][0] for one in new[room:]]


def _row(folio: UUID, fact: Fact, by: Actor, now: datetime) -> ReciboGuardado:
    return ReciboGuardado(
        persona_id=by.subject,
        folio=folio,
        registro=fact.registro if len(fact.registro) == _REGISTRO else "",
        rfc_patron=fact.rfc_patron,
        desde=fact.periodo.first,
        hasta=fact.periodo.last,
        sbc_centavos=fact.sbc.centavos,
        guardado_at=now,
    )


def _tell(event: Event, by: Actor, now: datetime) -> None:
    events_append([ToLog(event, by.subject, by)], now=now)


def recibos_quitar(cuales: Collection[UUID] | None, *, by: Actor, now: datetime) -> int:
    """Forget those receipts of theirs, or all of them (None); how many there were. Another's are not there."""
    with scope(None), transaction.atomic():
        subjects_lock([by.subject])
        mine = ReciboGuardado.objects.filter(persona__in=same_human(by.subject))
        gone, _ = (mine if cuales is None else mine.filter(id__in=cuales)).delete()
        if gone:
            _tell(RecibosPropiosQuitados(gone), by, now)
    return gone


def recibos_for(actor: Actor) -> tuple[ReciboVisto, ...]:
    """The receipts that whoever ``actor`` acts for keeps here, the last days first."""
    with scope(None):
        rows = ReciboGuardado.objects.filter(persona__in=same_human(actor.subject)).order_by(
            "-hasta", "-desde", "folio"
        )
        return tuple(ReciboVisto(row.id, recibo_fact(row), row.guardado_at) for row in rows[: 2 * MAX_RECIBOS])


def recibo_fact(row: ReciboGuardado) -> Fact:
    """What a row says, as the detectors are given it."""
    return Fact(row.registro, row.rfc_patron, Period(row.desde, row.hasta), Money.of_centavos(row.sbc_centavos))


def empleador_no_reconocer(movimiento: UUID, *, by: Actor, now: datetime) -> bool:
    """The person never worked for whoever filed that movement of theirs; False where it is not theirs.

    A regime that somebody joins by themself has no employer: of its movements there is nothing to say.
    """
    with scope(None), transaction.atomic():
        own = same_human(by.subject)
        registro = _registro(movimiento, own)
        if registro is None or regimen_de(registro).voluntario:
            return False
        subjects_lock([by.subject])
        if not NoReconocido.objects.filter(persona__in=own, registro=registro).exists():
            NoReconocido.objects.create(persona_id=by.subject, registro=registro, dicho_at=now)
            _tell(EmpleadorNoReconocido(registro), by, now)
    return True


def empleador_reconocer(movimiento: UUID, *, by: Actor, now: datetime) -> bool:
    """They take it back; False where that movement is not theirs."""
    with scope(None), transaction.atomic():
        own = same_human(by.subject)
        registro = _registro(movimiento, own)
        if registro is None:
            return False
        subjects_lock([by.subject])
        gone, _ = NoReconocido.objects.filter(persona__in=own, registro=registro).delete()
        if gone:
            _tell(EmpleadorReconocido(registro), by, now)
    return True


def _registro(movimiento: UUID, own: Iterable[UUID]) -> str | None:
    mine = Movimiento.objects.filter(id=movimiento, persona__in=list(own))
    return mine.values_list("registro__numero", flat=True).first()
