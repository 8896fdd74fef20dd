"""The life of an account in which a person is paid: registered, proved, waiting, in force, ended.

One account is in force at a time and the earlier ones are kept. A new one counts only after a wait in which whoever
did not ask for it can stop it; until then the old one goes on. What is chosen is in five policies.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Final
from uuid import UUID

from ventanilla.domain.identifiers import clabe as number

WAIT_POLICY: Final = "clabe_espera"
CODE_POLICY: Final = "clabe_codigo_vigencia"
AGAIN_POLICY: Final = "clabe_nuevo_deposito"
DIGITS: Final = 6  # of the code that travels with the deposit
TRIES_POLICY: Final = "clabe_intentos"
DEPOSITS_POLICY: Final = "clabe_depositos"
_TIMES: Final = {
    "24_horas": timedelta(hours=24),
    "72_horas": timedelta(hours=72),
    "3_dias": timedelta(days=3),
    "7_dias": timedelta(days=7),
}


class Fin(Enum):
    """Why an account ended."""

    SUSTITUIDA = "sustituida"  # another was registered while this one was not in force yet
    CANCELADA = "cancelada"  # by the person, inside their office
    DESCONOCIDA = "desconocida"  # «no fui yo», by the link of a notice
    RECHAZADA = "rechazada"  # its bank did not take the deposit


class Estado(Enum):
    """How an account stands at an instant."""

    POR_COMPROBAR = "por_comprobar"
    EN_ESPERA = "en_espera"
    EN_VIGOR = "en_vigor"
    ANTERIOR = "anterior"
    TERMINADA = "terminada"


@dataclass(frozen=True, slots=True)
class Cuenta:
    """An account as it was kept. ``desde``: from when it may be paid into (None: nobody proved it yet)."""

    id: UUID
    banco: str  # three digits
    terminacion: str  # last four digits
    registrada: datetime
    comprobada: datetime | None = None
    desde: datetime | None = None
    terminada: datetime | None = None
    fin: Fin | None = None

    @property
    def mascara(self) -> str:
        """How it is shown.

        >>> from datetime import UTC
        >>> Cuenta(UUID(int=1), "012", "0002", datetime(2026, 11, 22, tzinfo=UTC)).mascara
        'BBVA Mexico, terminación 0002'
        """
        return masked(self.banco, self.terminacion)

    def counted(self, now: datetime) -> bool:
        """Whether it ever was, or is, the one in force: one stopped in its wait never was."""
        if self.desde is None or self.desde > now:
            return False
        return self.terminada is None or self.terminada > self.desde

    def estado(self, among: Iterable[Cuenta], now: datetime) -> Estado:
        """How it stands ``among`` all of its owner's."""
        if self.terminada is not None and self.terminada <= now:
            return Estado.TERMINADA
        if self.desde is None:
            return Estado.POR_COMPROBAR
        if self.desde > now:
            return Estado.EN_ESPERA
        current = en_vigor(among, now)
        return Estado.EN_VIGOR if current is not None and current.id == self.id else Estado.ANTERIOR


def masked(banco: str, terminacion: str) -> str:
    """The bank and the last four digits: all that is ever shown of a CLABE that was sent.

    >>> masked("999", "0002")
    'Banco 999, terminación 0002'
    """
    name = number.bank(banco.ljust(number.LENGTH, "0")) or f"Banco {banco}"
    return f"{name}, terminación {terminacion}"


def en_vigor(cuentas: Iterable[Cuenta], now: datetime) -> Cuenta | None:
    """The account into which a payment ordered ``now`` goes: the newest that counts; none if that one was ended.

    An earlier one does not come back: its owner left it.
    """
    counted = [each for each in cuentas if each.counted(now)]
    if not counted:
        return None
    newest = max(counted, key=lambda each: (each.desde, each.registrada))
    return newest if newest.terminada is None or newest.terminada > now else None


def espera(policy: str) -> timedelta:
    """How long a time of a policy lasts; LookupError for one that no code knows.

    >>> espera("24_horas")
    datetime.timedelta(days=1)
    """
    return _TIMES[policy]


def cuantos(policy: str) -> int:
    """How many a policy of tries or of deposits lets; ValueError for one that says no number.

    >>> cuantos("3_intentos"), cuantos("2_depositos")
    (3, 2)
    """
    return int(policy.partition("_")[0])


def cobra_desde(proved: datetime, policy: str, money_waits: datetime | None) -> datetime:
    """From when an account proved at ``proved`` is paid into; later, if the owner's money waits for something else."""
    until = proved + espera(policy)
    return until if money_waits is None else max(until, money_waits)


def codigo_hasta(asked: datetime, policy: str) -> datetime:
    """Until when the code of a deposit asked for at ``asked`` serves."""
    return asked + espera(policy)


def nuevo_deposito_desde(closed: datetime, policy: str) -> datetime:
    """From when another deposit may be asked for, after one ended at ``closed`` without its code."""
    return closed + espera(policy)
