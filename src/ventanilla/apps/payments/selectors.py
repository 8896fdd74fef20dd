"""Reading where somebody is paid: for themselves, for a rule that decides, and for whoever will pay."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings

from ventanilla.apps.affiliation.api import registers_of
from ventanilla.apps.eventlog.api import contact_digest, scope
from ventanilla.domain.authority import Actor
from ventanilla.domain.payments import (
    ClabeDe,
    Clabes,
    Cuenta,
    CuentaDePago,
    Estado,
    Fin,
    en_vigor,
)

from .models import CuentaBancaria, DepositoCentavo
from .outbound import has_bank
from .services import deposits_of_an_account, pedir_desde, tries_of_a_code

LISTED: Final = 50  # accounts of one person on their page
ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CodigoEsperado:
    """The deposit whose code is awaited. ``vive``: it can still be typed; if not, another is asked for ``otro_desde``.

    ``otro_desde`` None: no other deposit is sent for this registration.
    """

    enviado: datetime | None
    hasta: datetime
    quedan: int
    vive: bool
    otro_desde: datetime | None


@dataclass(frozen=True, slots=True)
class CuentaView:
    """An account as its owner sees it."""

    id: UUID
    mascara: str
    estado: Estado
    registrada: datetime
    desde: datetime | None
    terminada: datetime | None
    fin: Fin | None
    codigo: CodigoEsperado | None = None


def cuentas_for(actor: Actor, *, now: datetime) -> tuple[CuentaView, ...]:
    """The accounts of whoever ``actor`` acts for, the newest first; of any register that was joined with theirs."""
    with scope(None):
        own = registers_of([actor.subject])[actor.subject]
        rows = list(CuentaBancaria.objects.filter(subject__in=own).order_by("-registrada_at")[:LISTED])
        waiting = [row.id for row in rows if row.comprobada_at is None and row.terminada_at is None]
        deposits = list(DepositoCentavo.objects.filter(cuenta__in=waiting).order_by("numero"))
    last = {deposit.cuenta_id: deposit for deposit in deposits}
    facts = [cuenta_of_row(row) for row in rows]
    return tuple(
        CuentaView(
            row.id,
            fact.mascara,
            fact.estado(facts, now),
            fact.registrada,
            fact.desde,
            fact.terminada,
            fact.fin,
            _codigo(last[row.id], now) if row.id in last else None,
        )
        for row, fact in zip(rows, facts, strict=True)
    )


def _codigo(deposit: DepositoCentavo, now: datetime) -> CodigoEsperado:
    alive = deposit.cerrado_at is None and now < deposit.vence_at
    again = None if deposit.numero >= deposits_of_an_account() else pedir_desde(deposit)
    left = max(tries_of_a_code() - deposit.intentos, 0)
    return CodigoEsperado(deposit.enviado_at, deposit.vence_at, left, alive, again)


def cuenta_of_row(row: CuentaBancaria) -> Cuenta:
    """An account as the rules know it."""
    return Cuenta(
        row.id,
        row.banco,
        row.terminacion,
        row.registrada_at,
        row.comprobada_at,
        row.desde,
        row.terminada_at,
        Fin(row.fin) if row.fin else None,
    )


def clabes_de(questions: Sequence[ClabeDe]) -> list[Clabes]:
    """Answer ``ClabeDe``, in the order asked; of two registers that were joined, what both hold. As the office."""
    now = settings.VENTANILLA_CLOCK.now()
    registers = registers_of(question.subject for question in questions)
    every = {one for own in registers.values() for one in own}
    rows: dict[UUID, list[CuentaBancaria]] = {one: [] for one in every}
    for row in CuentaBancaria.objects.filter(subject__in=every).order_by("registrada_at", "id"):
        rows[row.subject].append(row)
    recent = DepositoCentavo.objects.filter(subject__in=every, pedido_at__gt=now - ONE_DAY)
    sent: dict[UUID, int] = dict.fromkeys(every, 0)
    for subject in recent.values_list("subject", flat=True):
        sent[subject] += 1
    return [
        _clabes(
            sorted((row for one in registers[each.subject] for row in rows[one]), key=lambda row: row.registrada_at),
            each.clabe,
            now,
            sum(sent[one] for one in registers[each.subject]),
        )
        for each in questions
    ]


def _clabes(rows: Iterable[CuentaBancaria], clabe: str, now: datetime, sent: int) -> Clabes:
    found = {row.id: row for row in rows}
    facts = [cuenta_of_row(row) for row in found.values()]
    coming = [each for each in facts if each.terminada is None and (each.desde is None or each.desde > now)]
    digest = contact_digest(clabe)

    def said(fact: Cuenta | None) -> CuentaDePago | None:
        if fact is None:
            return None
        same = bool(digest) and bytes(found[fact.id].huella) == digest
        return CuentaDePago(fact.id, fact.mascara, same, por_comprobar=fact.desde is None)

    return Clabes(
        said(en_vigor(facts, now)),
        said(coming[-1] if coming else None),
        agotada=sent >= deposits_of_an_account(),
        sin_banco=not has_bank(),
    )


def clabe_to_pay(cuenta: UUID, *, now: datetime) -> str:
    """The number of an account, for whoever moves the money, in the office's own work.

    LookupError where it is not the one in force: money moves to no account that waits, ended or was replaced.
    """
    row = CuentaBancaria.objects.get(id=cuenta)
    current = cuenta_current(row.subject, now)
    if current is None or current.id != cuenta:
        raise LookupError("money goes to the account in force alone")
    return current.clabe


def cuenta_current(subject: UUID, now: datetime) -> CuentaBancaria | None:
    """The account in force of whoever has that register, whichever of theirs it was registered under. As the office.

    One that its owner left does not bring back an earlier one of the other register: it waits for them to register it.
    """
    found = CuentaBancaria.objects.filter(subject__in=registers_of([subject])[subject])
    rows = {one.id: one for one in found}
    current = en_vigor([cuenta_of_row(one) for one in rows.values()], now)
    return None if current is None else rows[current.id]
