"""What was paid twice, late or for nothing is owed back: noted once, proposed by one official, approved by another.

What is owed follows from the bank's notices and from how what they paid for ended, so the round that notes it makes
good whatever died before it. Money leaves for the account in force of whoever was charged, and for no other; the order
is noted before the bank is asked, and its key is the row's, so that whoever dies in between orders it again and the
bank pays it once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Final
from uuid import UUID

from django.db.models import Q

from ventanilla.apps.accounts.api import own_family
from ventanilla.apps.eventlog.api import ToLog, events_append, logged_together, scope
from ventanilla.domain.authority import SYSTEM, Actor
from ventanilla.domain.payments import (
    DevolucionAprobada,
    DevolucionDebida,
    DevolucionPagada,
    DevolucionPropuesta,
    DevolucionRegresada,
    Motivo,
    en_vigor,
    masked,
)
from ventanilla.kernel.acts import Event, SubjectId
from ventanilla.kernel.money import Money

from .failures import told
from .models import Cobro, CuentaBancaria, Devolucion, PagoRecibido
from .outbox import refund_later
from .selectors import clabe_to_pay, cuenta_of_row

MOST_AT_ONCE: Final = 500  # refunds noted in one round
LISTED: Final = 200  # refunds, or payments of nobody, on one page


class Devuelve(Enum):
    """How a refund stands."""

    SIN_CUENTA = "sin_cuenta"  # its owner has no account in force
    DEBIDA = "debida"
    PROPUESTA = "propuesta"
    ORDENADA = "ordenada"
    PAGADA = "pagada"


class NoSuchRefund(LookupError):
    """No such refund, or not one that this official may see."""


class RefundNot(ValueError):
    """It cannot be done as it stands now: without an account, decided already, or by who proposed it."""


@dataclass(frozen=True, slots=True)
class DevolucionView:
    """A refund. ``mascara``: the account it goes or went to, "" for none. ``mia``: whoever reads it proposed it."""

    id: UUID
    subject: UUID
    concepto: str
    centavos: int
    motivo: Motivo
    estado: Devuelve
    debida_at: datetime
    pagada_at: datetime | None
    mascara: str
    rechazada: bool
    mia: bool = False


@dataclass(frozen=True, slots=True)
class PagoDeNadie:
    """A payment of a reference by which nobody owed anything: its bank knows who made it."""

    numero: int
    referencia: str
    centavos: int
    pagado_at: datetime
    banco_referencia: str


# -- what is owed


def refunds_note(*, now: datetime) -> int:
    """Note what the bank's notices leave owed and nobody noted yet; how many."""
    owed = Q(sobra=True) | Q(cobro__tarde=True) | Q(cobro__sin_efecto_at__isnull=False)
    with scope(None):
        rows = PagoRecibido.objects.filter(owed, cobro__isnull=False, devolucion=None).order_by("numero")
        found = list(rows.values_list("numero", flat=True)[:MOST_AT_ONCE])
    done = 0
    for each in found:
        with told("a refund was not noted", notice=each):
            done += _noted(each, now)
    return done


def _noted(numero: int, now: datetime) -> bool:
    with scope(None), logged_together():
        pago = PagoRecibido.objects.get(numero=numero)
        # Read and not held: whoever ends a case has its person's chain when they write here, and this waits for it.
        cobro = Cobro.objects.get(pagos=pago)
        motivo = _why(pago, cobro)
        row, made = Devolucion.objects.get_or_create(
            pago=pago,
            defaults={
                "subject": cobro.subject,
                "motivo": motivo.value,
                "centavos": pago.centavos,
                "debida_at": now,
            },
        )
        if made:
            _tell(row, DevolucionDebida(row.id, _amount(row), motivo.value), SYSTEM, now)
        return made


def _why(pago: PagoRecibido, cobro: Cobro) -> Motivo:
    if pago.sobra:
        return Motivo.DOBLE
    return Motivo.TARDE if cobro.tarde else Motivo.SIN_EFECTO


def _amount(row: Devolucion) -> str:
    return str(Money.of_centavos(row.centavos))


def _tell(row: Devolucion, event: Event, by: Actor, now: datetime) -> None:
    events_append([ToLog(event, SubjectId(row.subject), by)], now=now)


# -- two officials


def refund_propose(devolucion: UUID, *, by: Actor, now: datetime) -> None:
    """Propose to pay it back. NoSuchRefund; RefundNot where there is no account in force, or it was proposed."""
    own = own_family(by)
    with scope(None), logged_together():
        row = _of_another(devolucion, by, own)
        if row.propuesta_at is not None or _current(row.subject, now) is None:
            raise RefundNot
        row.propuesta_por, row.propuesta_at = by.owner, now
        row.save(update_fields=["propuesta_por", "propuesta_at"])
        _tell(row, DevolucionPropuesta(row.id), by, now)


def refund_approve(devolucion: UUID, *, by: Actor, now: datetime) -> None:
    """Approve what another proposed: it is paid into the account in force now. NoSuchRefund, RefundNot."""
    own = own_family(by)
    with scope(None), logged_together():
        row = _of_another(devolucion, by, own)
        account = _current(row.subject, now)
        if account is None or not _decidable(row, by):
            raise RefundNot
        row.aprobada_por, row.aprobada_at, row.cuenta = by.owner, now, account
        row.save(update_fields=["aprobada_por", "aprobada_at", "cuenta"])
        _tell(row, DevolucionAprobada(row.id), by, now)
        refund_later(row.id)


def refund_return(devolucion: UUID, *, by: Actor, now: datetime) -> None:
    """Not approved: it is looked at again. NoSuchRefund, RefundNot."""
    own = own_family(by)
    with scope(None), logged_together():
        row = _of_another(devolucion, by, own)
        if not _decidable(row, by):
            raise RefundNot
        _again(row, by=by, bank=False, now=now)


def _decidable(row: Devolucion, by: Actor) -> bool:
    return row.propuesta_at is not None and row.aprobada_at is None and row.propuesta_por != by.owner


def _of_another(devolucion: UUID, by: Actor, own: frozenset[UUID]) -> Devolucion:
    row = Devolucion.objects.select_for_update(no_key=True).filter(id=devolucion).first()
    if row is None or row.subject == by.subject or row.subject in own:
        raise NoSuchRefund
    return row


def _again(row: Devolucion, *, by: Actor, bank: bool, now: datetime) -> None:
    """Owed as before, and nobody decided; what was ordered and not taken has another key the next time."""
    row.intento += 1
    row.rechazada = bank
    row.propuesta_por = row.propuesta_at = row.aprobada_por = row.aprobada_at = row.cuenta = row.ordenada_at = None
    row.pagada_at, row.referencia = None, ""
    row.save(
        update_fields=[
            "intento",
            "rechazada",
            "propuesta_por",
            "propuesta_at",
            "aprobada_por",
            "aprobada_at",
            "cuenta",
            "ordenada_at",
            "pagada_at",
            "referencia",
        ]
    )
    _tell(row, DevolucionRegresada(row.id, bank), by, now)


def _current(subject: UUID, now: datetime) -> CuentaBancaria | None:
    rows = {one.id: one for one in CuentaBancaria.objects.filter(subject=subject)}
    found = en_vigor([cuenta_of_row(one) for one in rows.values()], now)
    return None if found is None else rows[found.id]


# -- what the job does


@dataclass(frozen=True, slots=True)
class Orden:
    """What the bank is ordered."""

    key: str
    clabe: str
    centavos: int


def refund_order(devolucion: UUID, *, now: datetime) -> Orden | None:
    """Note that it is ordered, and what; None where there is nothing to pay. The account is looked at once, here.

    An account that was stopped since the approval is paid nothing: the refund is owed as before. One stopped after
    this was noted was in force when the order was given, and ordering it again elsewhere could pay it twice.
    """
    with scope(None), logged_together():
        row = Devolucion.objects.select_for_update(no_key=True).get(id=devolucion)
        if row.pagada_at is not None or row.cuenta_id is None:
            return None
        if row.ordenada_at is None:
            try:
                clabe_to_pay(row.cuenta_id, now=now)
            except LookupError:
                _again(row, by=SYSTEM, bank=True, now=now)
                return None
            row.ordenada_at = now
            row.save(update_fields=["ordenada_at"])
        clabe = CuentaBancaria.objects.get(id=row.cuenta_id).clabe
        return Orden(f"{row.id}.{row.intento}", clabe, row.centavos)


def refund_paid(devolucion: UUID, reference: str, *, now: datetime) -> None:
    """Note that the bank paid it, once."""
    with scope(None), logged_together():
        row = Devolucion.objects.select_for_update(no_key=True).get(id=devolucion)
        if row.pagada_at is not None or row.cuenta_id is None:
            return
        account = CuentaBancaria.objects.get(id=row.cuenta_id)
        row.pagada_at, row.referencia = now, reference
        row.save(update_fields=["pagada_at", "referencia"])
        shown = masked(account.banco, account.terminacion)
        _tell(row, DevolucionPagada(row.id, _amount(row), shown), SYSTEM, now)


def refund_refused(devolucion: UUID, *, now: datetime) -> None:
    """The bank does not deposit into that account: nothing was paid, and it is owed as before."""
    with scope(None), logged_together():
        row = Devolucion.objects.select_for_update(no_key=True).get(id=devolucion)
        if row.pagada_at is None and row.cuenta_id is not None:
            _again(row, by=SYSTEM, bank=True, now=now)


def refund_taken_back(devolucion: UUID, attempt: str, *, now: datetime) -> None:
    """As `refund_refused`, for an order that the bank had taken: once, and only the last one that was ordered."""
    with scope(None), logged_together():
        row = Devolucion.objects.select_for_update(no_key=True).filter(id=devolucion).first()
        if row is not None and row.ordenada_at is not None and str(row.intento) == attempt:
            _again(row, by=SYSTEM, bank=True, now=now)


# -- reading


def refunds_for(actor: Actor, *, now: datetime) -> tuple[DevolucionView, ...]:
    """What is or was owed back to whoever ``actor`` acts for, the newest first."""
    with scope(actor.subject):
        rows = list(Devolucion.objects.filter(subject=actor.subject).order_by("-debida_at")[:LISTED])
    with scope(None):
        return _views(rows, now, None)


def refunds_for_official(official: Actor, *, now: datetime) -> tuple[DevolucionView, ...]:
    """What is owed and not paid yet, the oldest first; nothing of one's own or one's family's."""
    own = own_family(official) | {official.subject}
    with scope(None):
        rows = list(Devolucion.objects.filter(pagada_at=None).exclude(subject__in=own).order_by("debida_at")[:LISTED])
        return _views(rows, now, official.owner)


def payments_of_nobody() -> tuple[PagoDeNadie, ...]:
    """Payments of a reference that nobody owed, the newest first: nobody here knows whose that money is."""
    with scope(None):
        rows = PagoRecibido.objects.filter(cobro=None).order_by("-numero")[:LISTED]
        return tuple(
            PagoDeNadie(row.numero, row.referencia, row.centavos, row.pagado_at, row.banco_referencia) for row in rows
        )


def _views(rows: list[Devolucion], now: datetime, reader: UUID | None) -> tuple[DevolucionView, ...]:
    cobros = dict(PagoRecibido.objects.filter(devolucion__in=rows).values_list("numero", "cobro__concepto"))
    accounts = {each: _current(each, now) for each in {row.subject for row in rows}}
    accounts_used = CuentaBancaria.objects.in_bulk([row.cuenta_id for row in rows if row.cuenta_id is not None])
    found = []
    for row in rows:
        account = accounts[row.subject] if row.cuenta_id is None else accounts_used[row.cuenta_id]
        found.append(
            DevolucionView(
                id=row.id,
                subject=row.subject,
                concepto=cobros.get(row.pago_id) or "",
                centavos=row.centavos,
                motivo=Motivo(row.motivo),
                estado=_state(row, account),
                debida_at=row.debida_at,
                pagada_at=row.pagada_at,
                mascara="" if account is None else masked(account.banco, account.terminacion),
                rechazada=row.rechazada,
                mia=reader is not None and row.propuesta_por == reader,
            )
        )
    return tuple(found)


def _state(row: Devolucion, account: CuentaBancaria | None) -> Devuelve:
    if row.pagada_at is not None:
        return Devuelve.PAGADA
    if row.aprobada_at is not None:
        return Devuelve.ORDENADA
    if account is None:
        return Devuelve.SIN_CUENTA
    return Devuelve.DEBIDA if row.propuesta_at is None else Devuelve.PROPUESTA
