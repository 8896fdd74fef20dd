"""A movement that somebody records of a person, as whoever performs it tells it."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from ventanilla.apps.accounts.models import Account
from ventanilla.apps.eventlog.api import ToLog, events_append, scope
from ventanilla.apps.inbox.models import Aviso
from ventanilla.domain.affiliation import MovimientoRegistrado, Tipo
from ventanilla.domain.authority import SYSTEM, Actor, Assurance, Via
from ventanilla.kernel.acts import SubjectId

PATRON = "Talleres Ejemplo del Norte"


def registered(tipo: Tipo = Tipo.ALTA, *, patron: str = PATRON, on: date = date(2026, 11, 20)) -> MovimientoRegistrado:
    """What is told of a movement of 500.00 pesos a day."""
    sbc = None if tipo is Tipo.BAJA else 50_000
    return MovimientoRegistrado(uuid4(), patron, "Z9912345105", tipo.value, on, None, sbc, corrige=False)


def told(subject: UUID, *events: MovimientoRegistrado, by: Actor = SYSTEM) -> Aviso:
    """Record it, as a performer does; the last notice."""
    with scope(None), transaction.atomic():
        entries = [ToLog(event, SubjectId(subject), by) for event in events or (registered(),)]
        events_append(entries, now=settings.VENTANILLA_CLOCK.now())
        return Aviso.objects.filter(subject=subject).order_by("-seq")[0]


def acting(account: Account, acts_for: UUID | None = None) -> Actor:
    """Whoever owns an account, for themselves or for another."""
    principal = SubjectId(acts_for) if acts_for else None
    return Actor(account.id, SubjectId(account.subject), Assurance.N2, Via.EFIRMA, principal)
