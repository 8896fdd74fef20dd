"""A working life as it would be filed, episode by episode: what an ordinary employer does, that a fault then spoils.

Nothing here reads a detector or its thresholds: what is known of the law is its data and its articles, read again.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from ventanilla import law
from ventanilla.domain.affiliation import (
    Certificado,
    Historia,
    Movimiento,
    SemanaJornada,
    Tipo,
    TipoSalario,
    TipoTrabajador,
)
from ventanilla.domain.anomalies import ClaseAnomalia, Evidencia, ReciboPropio
from ventanilla.domain.contributions import Adeudo, Cobro, Zona, Zonas
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.clock import CIVIL_ZONE
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period

TODAY: Final = date(2026, 11, 22)
DAY: Final = timedelta(days=1)
_OLD: Final = (6, 8, 10, 12, 14, 14, 14, 14, 14, 16)  # vacations by year of service until 2022 (LFT 76)
_NEW: Final = (12, 14, 16, 18, 20, 22, 22, 22, 22, 22, 24)  # and since 2023
_REFORM: Final = date(2023, 1, 1)
_BORN: Final = date(1985, 1, 1)


def _table(key: str) -> tuple[list[date], list[int]]:
    rows = law.history(key)
    return [row.since for row in rows], [int(row.value * 100) for row in rows]


_MINIMUMS: Final = {Zona.GENERAL: _table("sm.general"), Zona.ZLFN: _table("sm.zlfn")}


def minimum(on: date, zona: Zona = Zona.GENERAL) -> int:
    """The minimum wage of a day, in centavos."""
    days, values = _MINIMUMS[zona]
    return values[bisect_right(days, on) - 1]


def rises(zona: Zona = Zona.GENERAL) -> list[date]:
    """The days on which it rose."""
    return _MINIMUMS[zona][0][1:]


def integrated(on: date, since: date, zona: Zona = Zona.GENERAL) -> int:
    """What somebody who earns the minimum is registered with, by their years of service, rounded up."""
    served = (on - since).days // 365
    table = _NEW if on >= _REFORM else _OLD
    vacations = table[min(served, len(table) - 1)]
    return -int(-minimum(on, zona) * (365 + 15 + vacations * 0.25) // 365) + 1


@dataclass(frozen=True)
class Truth:
    """A fault that was put there: which, with whom, on which days."""

    clase: ClaseAnomalia
    registros: frozenset[str]
    desde: date
    hasta: date


@dataclass
class Life:
    """One person's filings while they are made."""

    rng: random.Random
    nss: str = ""
    movements: list[Movimiento] = field(default_factory=list)
    certificates: list[Certificado] = field(default_factory=list)
    receipts: list[ReciboPropio] = field(default_factory=list)
    owners: dict[str, str] = field(default_factory=dict)
    zones: dict[str, Zona] = field(default_factory=dict)
    substitutions: set[tuple[str, str]] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)
    other_numbers: list[str] = field(default_factory=list)
    owed: dict[str, set[Adeudo]] = field(default_factory=dict)
    loaded: datetime | None = None
    truths: list[Truth] = field(default_factory=list)
    _registros: int = 0

    def __post_init__(self) -> None:
        self.nss = self.nss or f"{self.rng.randrange(10**11):011d}"

    def owes(self, registro: str, *adeudos: Adeudo) -> None:
        """Collection tells of a registro, and that it owes these; () where it paid everything."""
        self.owed.setdefault(registro, set()).update(adeudos)

    def registro(self, owner: str | None = None, modalidad: str = "10") -> str:
        """A registro that nobody has yet, of an owner of its own unless one is given."""
        self._registros += 1
        number = f"Z{self._registros:02d}{self.rng.randrange(10**5):05d}{modalidad}{self._registros % 10}"
        self.owners[number] = owner or f"EMP{self._registros:03d}{self.rng.randrange(10**6):06d}"
        return number

    def owner(self, registro: str) -> str:
        """Whose it is."""
        return self.owners[registro]

    def filed(self, on: date, *, late: int | None = None) -> datetime:
        """When an ordinary employer files something of that day: at once, or some days after."""
        day = min(on + timedelta(days=self.rng.choice((0, 0, 1, 1, 2, 3, 4, 5)) if late is None else late), TODAY)
        return datetime.combine(day, time(self.rng.randint(8, 18), self.rng.randint(0, 59)), CIVIL_ZONE)

    def add(
        self,
        tipo: Tipo,
        registro: str,
        on: date,
        sbc: int | None = None,
        *,
        recorded: datetime | None = None,
        causa: str = "",
        supersedes: UUID | None = None,
        worker: TipoTrabajador = TipoTrabajador.PERMANENTE,
        wage: TipoSalario = TipoSalario.FIJO,
        week: SemanaJornada = SemanaJornada.COMPLETA,
        until: date | None = None,
        nss: str | None = None,
    ) -> Movimiento:
        """File something."""
        one = Movimiento(
            UUID(int=self.rng.getrandbits(128), version=4),
            tipo,
            nss or self.nss,
            registro,
            on,
            recorded or self.filed(on),
            sbc,
            causa,
            supersedes,
            None,
            worker,
            wage,
            week,
            until,
        )
        self.movements.append(one)
        return one

    def wages(self, first: date, last: date, start: int, zona: Zona = Zona.GENERAL) -> list[tuple[date, int]]:
        """A fixed wage from ``first`` on: raised by new year, and by every rise of the minimum that reaches it."""
        days = sorted({*rises(zona), *(date(year, 1, 1) for year in range(first.year + 1, last.year + 1))})
        path, raised = [(first, start)], True
        for day in days:
            if not first < day <= last:
                continue
            sbc = path[-1][1]
            if day.month == 1 and (not raised or self.rng.random() < 0.8):
                sbc = sbc * self.rng.randint(1030, 1110) // 1000
                raised = True
            elif day.month == 1:
                raised = False
            sbc = max(sbc, integrated(day, first, zona))
            if sbc != path[-1][1]:
                path.append((day, sbc))
        return path

    def first_wage(self, on: date, least: float = 1.0, most: float = 5.0) -> int:
        """What somebody begins with: many near the minimum, fewer far above it."""
        times = least * (most / least) ** (self.rng.random() ** 1.5)
        return int(integrated(on, on) * times) + 1

    def job(
        self,
        first: date,
        last: date | None,
        *,
        start: int | None = None,
        registro: str | None = None,
        causa: str = "2",
        worker: TipoTrabajador = TipoTrabajador.PERMANENTE,
        week: SemanaJornada = SemanaJornada.COMPLETA,
        recorded: datetime | None = None,
        nss: str | None = None,
        until: date | None = None,
    ) -> tuple[str, list[tuple[date, int]]]:
        """An ordinary employment, filed whole; its registro and its wages by day."""
        registro = registro or self.registro()
        end = last or TODAY
        path = self.wages(first, end, start or self.first_wage(first), self.zones.get(registro, Zona.GENERAL))
        for n, (on, sbc) in enumerate(path):
            kind = Tipo.MODIFICACION if n else Tipo.ALTA
            stated = until if n == 0 else None
            self.add(
                kind, registro, on, sbc, worker=worker, week=week, nss=nss, until=stated,
                recorded=recorded if n == 0 else None,
            )  # fmt: skip
        if last is not None:
            self.add(Tipo.BAJA, registro, last, causa=causa, nss=nss)
        return registro, path

    def paid(self, registro: str, path: list[tuple[date, int]], first: date, last: date, count: int) -> None:
        """Receipts of some fortnights that state what is registered, but for what a payroll rounds."""
        for period in fortnights(first, last)[:count]:
            sbc = at(path, period.last)
            stated = sbc if self.rng.random() < 0.7 else sbc * self.rng.randint(995, 1008) // 1000
            self.receipt(registro, period, stated)

    def receipt(self, registro: str, period: Period, sbc: int) -> None:
        """One receipt; a few name no registro."""
        named = registro if self.rng.random() < 0.8 else ""
        self.receipts.append(ReciboPropio(named, self.owners[registro], period, Money.of_centavos(sbc)))

    def seeded(self, clase: ClaseAnomalia, registros: set[str], desde: date, hasta: date | None) -> None:
        """Write down what was spoiled."""
        self.truths.append(Truth(clase, frozenset(registros), desde, hasta or TODAY))

    def evidence(self) -> Evidencia:
        """All of it, in no order."""
        movements = list(self.movements)
        self.rng.shuffle(movements)
        history = Historia(
            SubjectId(UUID(int=self.rng.getrandbits(128), version=4)),
            "PERSONA QUE NUNCA EXISTIÓ",
            "",
            self.nss,
            _BORN,
            movimientos=tuple(movements),
        )
        return Evidencia(
            historia=history,
            certificados=tuple(self.certificates),
            recibos=tuple(self.receipts),
            empleadores=self.owners,
            zonas={registro: Zonas.siempre(zona) for registro, zona in self.zones.items()},
            sustituciones=frozenset(self.substitutions),
            no_reconoce=frozenset(self.unknown),
            otros_nss=tuple(self.other_numbers),
            cobros={one: Cobro(Period(_BORN, TODAY), frozenset(owed)) for one, owed in self.owed.items()},
            cargado_hasta=self.loaded,
        )


def at(path: list[tuple[date, int]], on: date) -> int:
    """The wage of a day."""
    return [sbc for day, sbc in path if day <= on][-1]


def fortnights(first: date, last: date) -> list[Period]:
    """The halves of months that lie whole between two days."""
    found = []
    for year in range(first.year, last.year + 1):
        for month in range(1, 13):
            whole = Period.month(year, month)
            for period in (Period(whole.first, date(year, month, 15)), Period(date(year, month, 16), whole.last)):
                if first <= period.first and period.last <= last:
                    found.append(period)
    return found
