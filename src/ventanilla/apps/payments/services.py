"""An account is registered, proved by the code of a deposit, and stopped. Money moves only after the wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from enum import Enum
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from ventanilla import law
from ventanilla.apps.accounts.api import LimitedAct, attempt_allowed, money_waits_until
from ventanilla.apps.affiliation.api import registers_of
from ventanilla.apps.eventlog.api import ToLog, contact_digest, events_append, logged_together, scope
from ventanilla.domain.authority import SYSTEM, Actor
from ventanilla.domain.payments import (
    DIGITS,
    CentavoEnviado,
    ClabeCodigoAgotado,
    ClabeComprobada,
    ClabeRegistrada,
    ClabeTerminada,
    Fin,
    RegistrarClabe,
    cobra_desde,
    codigo_hasta,
    cuantos,
    masked,
    nuevo_deposito_desde,
)
from ventanilla.domain.payments.cuenta import AGAIN_POLICY, CODE_POLICY, DEPOSITS_POLICY, TRIES_POLICY, WAIT_POLICY
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.clock import CIVIL_ZONE, civil_date
from ventanilla.kit.perform import PerformContext

from .links import LinkDead, cuenta_of
from .models import CuentaBancaria, DepositoCentavo
from .outbox import deposit_later, tell_later

REGISTERED: Final = "registrada"
PROVED: Final = "comprobada"


class Probado(Enum):
    """What became of a code that somebody typed."""

    BIEN = "bien"
    MAL = "mal"
    GASTADO = "gastado"  # no deposit waits for a code: wrong too often, late, or none


class NoSuchCuenta(LookupError):
    """No such account, or not one's own, or it cannot be stopped any more."""


class DepositoNo(ValueError):
    """Another deposit may not be asked for: ``desde`` is from when (None: not any more, by this way)."""

    def __init__(self, desde: datetime | None) -> None:
        super().__init__("no other deposit now")
        self.desde = desde


def code_of(deposit: UUID) -> str:
    """The digits of a deposit's code, derived from its id with the installation's secret: no table holds them."""
    drawn = salted_hmac("payments.cent", str(deposit), algorithm="sha256").digest()
    return f"{int.from_bytes(drawn[:8], 'big') % 10**DIGITS:0{DIGITS}d}"


# -- what a trámite orders


def clabes_registrar(orders: Sequence[tuple[RegistrarClabe, PerformContext]]) -> None:
    """Register each account in the runner's transaction; one that was on its way ends. Every contact is told."""
    for order, context in orders:
        _end_coming(order.subject, Fin.SUSTITUIDA, by=context.by, now=context.now)
        row = CuentaBancaria.objects.create(
            subject=order.subject,
            clabe=order.clabe,
            huella=contact_digest(order.clabe),
            banco=order.clabe[:3],
            terminacion=order.clabe[-4:],
            con_codigo=order.con_codigo,
            caso=context.case,
            registrada_at=context.now,
        )
        event = ClabeRegistrada(row.id, _mascara(row), order.con_codigo)
        events_append([ToLog(event, order.subject, context.by, context.case)], now=context.now)
        tell_later(row.id, REGISTERED)
        if order.con_codigo:
            _deposit_new(row, 1, context.now)
        else:
            owner = context.by if context.filer is None else replace(context.by, account=context.filer)
            _prove(row, by=context.by, owner=owner, now=context.now)


def _end_coming(subject: SubjectId, fin: Fin, *, by: Actor, now: datetime) -> None:
    """End what is registered and not in force yet, under any register of theirs."""
    own = registers_of([subject])[subject]
    rows = CuentaBancaria.objects.select_for_update(no_key=True).filter(subject__in=own, terminada_at=None)
    for row in rows.order_by("registrada_at", "id"):
        if row.desde is None or row.desde > now:
            _end(row, fin, by=by, now=now)


def _end(row: CuentaBancaria, fin: Fin, *, by: Actor, now: datetime) -> None:
    row.terminada_at, row.fin = now, fin.value
    row.save(update_fields=["terminada_at", "fin"])
    DepositoCentavo.objects.filter(cuenta=row, cerrado_at=None).update(cerrado_at=now)
    events_append([ToLog(ClabeTerminada(row.id, _mascara(row), fin.value), SubjectId(row.subject), by)], now=now)


def _prove(row: CuentaBancaria, *, by: Actor, owner: Actor, now: datetime) -> None:
    """It is theirs: it counts after the wait, and every contact is told. ``owner``: whose account it is."""
    desde = cobra_desde(now, law.policy(WAIT_POLICY).value, money_waits_until(owner, now=now))
    row.comprobada_at, row.desde = now, desde
    row.save(update_fields=["comprobada_at", "desde"])
    local = desde.astimezone(CIVIL_ZONE)
    event = ClabeComprobada(row.id, _mascara(row), civil_date(desde), f"{local:%H:%M}")
    events_append([ToLog(event, SubjectId(row.subject), by)], now=now)
    tell_later(row.id, PROVED)


def _mascara(row: CuentaBancaria) -> str:
    return masked(row.banco, row.terminacion)


# -- the deposit and its code


def _deposit_new(row: CuentaBancaria, number: int, now: datetime) -> None:
    deposit = DepositoCentavo.objects.create(
        cuenta=row,
        subject=row.subject,
        numero=number,
        pedido_at=now,
        vence_at=codigo_hasta(now, law.policy(CODE_POLICY).value),
    )
    deposit_later(deposit.id)


def deposit_sent(deposit: UUID, reference: str, *, now: datetime) -> bool:
    """Note that the bank made the deposit; False where that was noted already."""
    with scope(None), logged_together():
        row = DepositoCentavo.objects.select_for_update(no_key=True).get(id=deposit)
        if row.enviado_at is not None:
            return False
        row.enviado_at, row.referencia = now, reference
        row.save(update_fields=["enviado_at", "referencia"])
        events_append([ToLog(CentavoEnviado(row.cuenta_id), SubjectId(row.subject), SYSTEM)], now=now)
        return True


def deposit_refused(deposit: UUID, *, now: datetime) -> None:
    """The bank will not make the deposit: the account ends, and its owner is told why. Of none of ours, nothing."""
    with scope(None), logged_together():
        found = DepositoCentavo.objects.filter(id=deposit).first()
        if found is None:
            return
        row = CuentaBancaria.objects.select_for_update(no_key=True).get(id=found.cuenta_id)
        if row.terminada_at is None and row.comprobada_at is None:
            _end(row, Fin.RECHAZADA, by=SYSTEM, now=now)


def codigo_probar(typed: str, *, by: Actor, now: datetime) -> Probado:
    """Try the code that was read in the statement; tries at once are counted one after the other. LockedOut."""
    attempt_allowed(LimitedAct.CENT, account_key=str(by.owner), address="")
    with scope(None), logged_together():
        row, deposit = _to_prove(by)
        if row is None or deposit is None or not _alive(deposit, now):
            return Probado.GASTADO
        deposit.intentos += 1
        right = constant_time_compare(typed, code_of(deposit.id))
        if right or deposit.intentos >= tries_of_a_code():
            deposit.cerrado_at = now
        deposit.save(update_fields=["intentos", "cerrado_at"])
        if right:
            _prove(row, by=by, owner=by, now=now)
            return Probado.BIEN
        if deposit.cerrado_at is None:
            return Probado.MAL
        events_append([ToLog(ClabeCodigoAgotado(row.id), SubjectId(row.subject), by)], now=now)
        return Probado.GASTADO


def deposito_pedir(*, by: Actor, now: datetime) -> None:
    """Have another deposit sent, after a wait, if the code of the last one serves no more. DepositoNo, NoSuchCuenta."""
    with scope(None), transaction.atomic():
        row, last = _to_prove(by)
        if row is None or last is None:
            raise NoSuchCuenta
        if _alive(last, now):
            raise DepositoNo(last.vence_at)
        if last.numero >= deposits_of_an_account():
            raise DepositoNo(None)
        desde = pedir_desde(last)
        if now < desde:
            raise DepositoNo(desde)
        DepositoCentavo.objects.filter(id=last.id, cerrado_at=None).update(cerrado_at=last.vence_at)
        _deposit_new(row, last.numero + 1, now)


def tries_of_a_code() -> int:
    """After how many wrong codes a deposit's serves no more (policy ``clabe_intentos``)."""
    return cuantos(law.policy(TRIES_POLICY).value)


def deposits_of_an_account() -> int:
    """How many deposits prove one account, and one person asks for in a day (policy ``clabe_depositos``)."""
    return cuantos(law.policy(DEPOSITS_POLICY).value)


def pedir_desde(deposit: DepositoCentavo) -> datetime:
    """From when another may be asked for."""
    return nuevo_deposito_desde(deposit.cerrado_at or deposit.vence_at, law.policy(AGAIN_POLICY).value)


def _alive(deposit: DepositoCentavo, now: datetime) -> bool:
    return deposit.cerrado_at is None and now < deposit.vence_at


def _to_prove(by: Actor) -> tuple[CuentaBancaria | None, DepositoCentavo | None]:
    """The account of ``by`` that waits for its code, held, and its last deposit."""
    mine = CuentaBancaria.objects.select_for_update(no_key=True)
    own = registers_of([by.subject])[by.subject]
    row = mine.filter(subject__in=own, comprobada_at=None, terminada_at=None).order_by("-registrada_at").first()
    if row is None:
        return None, None
    return row, DepositoCentavo.objects.filter(cuenta=row).order_by("-numero").first()


# -- stopping it


def cuenta_cancelar(cuenta: UUID, *, by: Actor, now: datetime) -> None:
    """End an account of one's own, in force or not. NoSuchCuenta."""
    with scope(None), logged_together():
        row = CuentaBancaria.objects.select_for_update(no_key=True)
        own = registers_of([by.subject])[by.subject]
        found = row.filter(id=cuenta, subject__in=own, terminada_at=None).first()
        if found is None:
            raise NoSuchCuenta
        _end(found, Fin.CANCELADA, by=by, now=now)


def cuenta_stop_serves(token: str) -> str:
    """How the account of a link is shown, without using it. LinkDead."""
    with scope(None):
        row = CuentaBancaria.objects.filter(id=cuenta_of(token), terminada_at=None).first()
    if row is None:
        raise LinkDead
    return _mascara(row)


def cuenta_stop(token: str, *, now: datetime) -> None:
    """«No fui yo», by the link of a notice, once: no payment goes to that account. LinkDead."""
    with scope(None), logged_together():
        rows = CuentaBancaria.objects.select_for_update(no_key=True)
        row = rows.filter(id=cuenta_of(token), terminada_at=None).first()
        if row is None:
            raise LinkDead
        _end(row, Fin.DESCONOCIDA, by=SYSTEM, now=now)
