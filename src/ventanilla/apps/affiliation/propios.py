"""What somebody reads of their own ledger beside what it says: who filed each movement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ventanilla.apps.accounts.api import account_names
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.affiliation import Certificado, CertificadosDe, RegistroDe
from ventanilla.domain.authority import Actor
from ventanilla.domain.contributions import Zona

from .models import Movimiento
from .outbound import certificados_de
from .registros import registros_by_numero
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


def certificados_for(actor: Actor) -> tuple[Certificado, ...]:
    """The certificates of incapacity of whoever ``actor`` acts for; () where nobody keeps them here."""
    with scope(None):
        return certificados_de([CertificadosDe(actor.subject)])[0]


def zonas_of(registros: Iterable[str], on: date) -> Mapping[str, Zona]:
    """The zone of each registro on a day: it is of its place, and of no person. A registro nobody knows is left out."""
    asked = list(dict.fromkeys(registros))
    with scope(None):
        found = registros_by_numero([RegistroDe(numero) for numero in asked])
    return {numero: one.zona(on) for numero, one in zip(asked, found, strict=True) if one is not None}
