"""What is paid by a reference: opened by whoever asks for it, noted from the bank's notices, and handed on once.

A reference is charged once: a second payment of it is kept apart, to be given back.
"""

from __future__ import annotations

import base64
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import F

from ventanilla.adapters.payments.port import Received
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.authority import Actor
from ventanilla.domain.identifiers import linea_captura
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.clock import civil_date
from ventanilla.kit import Paid, Payment

from .models import Cobro, PagoRecibido

MARK: Final = "VENTANILLA"  # what a reference of this office begins with; the rule of the true ones is not published
MOST_AT_ONCE: Final = 500  # payments handed on in one round
LISTED: Final = 50  # charges of one person


@dataclass(frozen=True, slots=True)
class CobroView:
    """A charge as whoever owes it sees it."""

    id: UUID
    concepto: str
    centavos: int
    hasta: date
    referencia: str
    pagado_at: datetime | None
    tarde: bool
    terminado_at: datetime | None = None


def reference_of(charge: UUID) -> str:
    """The reference of a charge: 53 letters and numbers, the same each time.

    >>> linea_captura.is_valid(reference_of(UUID(int=1)))
    True
    """
    written = base64.b32encode(charge.bytes).decode().rstrip("=")
    return f"{MARK}{written}".ljust(linea_captura.LENGTH, "0")


def cobro_abrir(charge: UUID, subject: SubjectId, payment: Payment, until: date, *, now: datetime) -> str:
    """Open a charge in the caller's transaction, as the office; its reference."""
    reference = reference_of(charge)
    Cobro.objects.create(
        id=charge,
        subject=subject,
        concepto=payment.concept,
        centavos=payment.centavos,
        hasta=until,
        referencia=reference,
        pedido_at=now,
    )
    return reference


def cobro_terminar(charge: UUID, *, now: datetime) -> None:
    """End a charge in the transaction of whoever asked for it and waits no more; what is paid later is owed back."""
    Cobro.objects.filter(id=charge, terminado_at=None).update(terminado_at=now)


def cobro_sin_efecto(charge: UUID, *, now: datetime) -> None:
    """What a charge paid for was refused or withdrawn, in the transaction that ends it: what was paid is owed back."""
    Cobro.objects.filter(id=charge, sin_efecto_at=None).update(sin_efecto_at=now)


def pagos_known(numbers: Collection[int]) -> frozenset[int]:
    """Which of these notices of the bank were noted."""
    with scope(None):
        return frozenset(PagoRecibido.objects.filter(numero__in=numbers).values_list("numero", flat=True))


def pago_note(notice: Received, *, now: datetime) -> bool:
    """Note one notice of the bank, once; False where it was noted already."""
    with scope(None), transaction.atomic():
        reference = linea_captura.compact(notice.reference)
        cobro = Cobro.objects.select_for_update(no_key=True).filter(referencia=reference).first()
        _, made = PagoRecibido.objects.get_or_create(
            numero=notice.number,
            defaults={
                "referencia": reference,
                "centavos": notice.centavos,
                "pagado_at": notice.at,
                "banco_referencia": notice.bank_reference,
                "recibido_at": now,
                "cobro": cobro,
                "sobra": cobro is not None and cobro.pagado_at is not None,
            },
        )
        if made and cobro is not None and cobro.pagado_at is None:
            cobro.pagado_at, cobro.pagado_centavos = notice.at, notice.centavos
            cobro.pagado_referencia = notice.bank_reference
            cobro.save(update_fields=["pagado_at", "pagado_centavos", "pagado_referencia"])
        return made


def cobros_paid() -> tuple[tuple[UUID, Paid], ...]:
    """What was paid and nobody handed on yet, the oldest first; what failed comes last, so that it holds up nobody."""
    with scope(None):
        rows = Cobro.objects.filter(pagado_at__isnull=False, tomado_at=None)
        rows = rows.order_by(F("fallo_at").asc(nulls_first=True), "pagado_at", "id")
        return tuple(
            (row.id, Paid(row.pagado_centavos or 0, civil_date(row.pagado_at), row.pagado_referencia))
            for row in rows[:MOST_AT_ONCE]
            if row.pagado_at is not None
        )


def cobro_taken(charge: UUID, *, late: bool, now: datetime) -> None:
    """Whoever asked for it knows; ``late``: it waited for it no more, and the money is to be given back."""
    with scope(None):
        Cobro.objects.filter(id=charge, tomado_at=None).update(tomado_at=now, tarde=late)


def cobro_failed(charge: UUID, *, now: datetime) -> None:
    """Telling whoever asked for it failed; it is tried again after the others."""
    with scope(None):
        Cobro.objects.filter(id=charge, tomado_at=None).update(fallo_at=now)


def cobros_for(actor: Actor) -> tuple[CobroView, ...]:
    """What whoever ``actor`` acts for owes or paid, the newest first."""
    with scope(actor.subject):
        rows = Cobro.objects.filter(subject=actor.subject).order_by("-pedido_at")[:LISTED]
        return tuple(
            CobroView(
                id=row.id,
                concepto=row.concepto,
                centavos=row.centavos,
                hasta=row.hasta,
                referencia=row.referencia,
                pagado_at=row.pagado_at,
                tarde=row.tarde,
                terminado_at=row.terminado_at,
            )
            for row in rows
        )
