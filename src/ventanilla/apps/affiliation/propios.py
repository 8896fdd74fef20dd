"""What somebody reads of their own ledger beside what it says: who filed each movement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from ventanilla.apps.accounts.api import account_names
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.authority import Actor

from .models import Movimiento
from .union import same_human


@dataclass(frozen=True, slots=True)
class Presentante:
    """Who filed a movement. ``autorizado``: by an authorisation of the employer, not by its own certificate."""

    nombre: str
    autorizado: bool


def presentantes_for(actor: Actor, movimientos: Iterable[UUID]) -> Mapping[UUID, Presentante]:
    """Who filed each of those movements, of whoever ``actor`` acts for; without those that came before this office.

    A movement of anybody else is not found, whoever asks.
    """
    asked = list(movimientos)
    if not asked:
        return {}
    with scope(None):
        own = Movimiento.objects.filter(persona__in=same_human(actor.subject), id__in=asked, cuenta__isnull=False)
        rows = list(own.values_list("id", "cuenta", "autorizacion"))
        names = account_names(account for _, account, _ in rows if account is not None)
    return {
        movement: Presentante(names.get(account, ""), mandate is not None)
        for movement, account, mandate in rows
        if account is not None
    }
