"""Movements (alta, modificación de salario, baja) and the employments that follow from them.

The register is bitemporal: every movement has the day it takes effect (``on``) and the instant the
institution came to know it (``recorded``). A movement is never edited: a correction is another movement
that names the one it supersedes. What was in force on a day, as known at an instant, is always a fold of
the movements, whatever the order they arrived in; nobody stores "vigente" (LSS 15, 34, 37).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from itertools import groupby
from typing import Final
from uuid import UUID

UN_DIA: Final = timedelta(days=1)


class Tipo(Enum):
    """What a movement does; the values are the institution's codes."""

    BAJA = "02"
    MODIFICACION = "07"
    ALTA = "08"  # a first alta and a reingreso alike


class TipoTrabajador(Enum):
    """For how long somebody is hired, in the institution's codes."""

    PERMANENTE = "1"
    EVENTUAL_CIUDAD = "2"
    EVENTUAL_CONSTRUCCION = "3"
    EVENTUAL_CAMPO = "4"


class TipoSalario(Enum):
    """How a wage is made up (LSS 30), in the institution's codes."""

    FIJO = "0"
    VARIABLE = "1"
    MIXTO = "2"


class SemanaJornada(Enum):
    """Which week is worked, in the institution's codes: days a week, or days of less than eight hours."""

    COMPLETA = "0"
    UN_DIA = "1"
    DOS_DIAS = "2"
    TRES_DIAS = "3"
    CUATRO_DIAS = "4"
    CINCO_DIAS = "5"
    REDUCIDA = "6"


class Causa(Enum):
    """Why an employment ended, in the institution's codes."""

    TERMINO_CONTRATO = "1"
    SEPARACION_VOLUNTARIA = "2"
    ABANDONO = "3"
    DEFUNCION = "4"
    CLAUSURA = "5"
    OTRAS = "6"
    AUSENTISMO = "7"
    RESCISION = "8"
    JUBILACION = "9"
    PENSION = "A"


@dataclass(frozen=True)
class Movimiento:
    """One movement as it was received.

    ``on`` is the effective date: the day of an alta and the day of a baja are both insured days. ``declarada`` is
    the date that the notice states, where it is another: a late baja has effect when it is received (RACERF 57).
    ``recorded`` is an aware instant. ``sbc_centavos`` is the daily base wage (None for a baja), ``causa``
    the code of a baja, if any. ``supersedes`` is the id of the movement this one corrects.
    ``trabajador``, ``salario`` and ``semana`` are of an alta or a modificación; ``contrato_hasta``, the last day
    of an eventual's contract.
    """

    id: UUID
    tipo: Tipo
    nss: str
    registro_patronal: str
    on: date
    recorded: datetime
    sbc_centavos: int | None = None
    causa: str = ""
    supersedes: UUID | None = None
    declarada: date | None = None
    trabajador: TipoTrabajador = TipoTrabajador.PERMANENTE
    salario: TipoSalario = TipoSalario.FIJO
    semana: SemanaJornada = SemanaJornada.COMPLETA
    contrato_hasta: date | None = None

    def __post_init__(self) -> None:
        if self.recorded.tzinfo is None:
            raise ValueError("a movement is recorded at an instant with its zone")
        if self.supersedes == self.id:
            raise ValueError("a movement cannot correct itself")
        if (self.sbc_centavos is None) is not (self.tipo is Tipo.BAJA):
            raise ValueError("an alta and a modificación carry a wage, a baja does not")
        if self.sbc_centavos is not None and self.sbc_centavos <= 0:
            raise ValueError("a wage is more than zero")


@dataclass(frozen=True, slots=True)
class Periodo:
    """An employment: insured with ``registro_patronal`` from ``desde`` to ``hasta``, both days included.

    ``hasta`` is None while there is no baja.
    """

    registro_patronal: str
    desde: date
    hasta: date | None = None

    def covers(self, on: date) -> bool:
        """Tell whether ``on`` is one of its days."""
        return self.desde <= on and (self.hasta is None or on <= self.hasta)


def vigentes(movimientos: Iterable[Movimiento], on: date, known: datetime | None = None) -> tuple[Movimiento, ...]:
    """The movements in effect on the day ``on``, as the institution knew them at ``known`` (None: all it knows).

    A movement that another known one corrects does not count, even where the correction takes effect after
    ``on``: what was corrected never was. In the order of their effective dates.
    """
    seen = [m for m in movimientos if known is None or m.recorded <= known]
    corrected = {m.supersedes for m in seen if m.supersedes is not None}
    counted = {m.id: m for m in seen if m.on <= on and m.id not in corrected}
    return tuple(sorted(counted.values(), key=lambda m: (m.on, m.recorded, m.id)))


def empleos(movimientos: Iterable[Movimiento], on: date, known: datetime | None = None) -> tuple[Periodo, ...]:
    """The employments begun by ``on``, as known at ``known``, in order of their first day.

    A second alta with the same employer while one is open starts nothing, and a baja without an open alta
    ends nothing. On a day with both, an open employment ends and another begins (the person came back that
    same day), and a closed one begins and ends (one day of work).

    >>> from datetime import UTC
    >>> def m(n, tipo, on, sbc=None):
    ...     recorded = datetime(2026, 1, n, tzinfo=UTC)
    ...     return Movimiento(UUID(int=n), tipo, "99178500015", "Z9912345105", on, recorded, sbc)
    >>> empleos([m(2, Tipo.BAJA, date(2026, 1, 27)), m(1, Tipo.ALTA, date(2024, 1, 15), 50000)], date(2026, 3, 10))
    ... # doctest: +NORMALIZE_WHITESPACE
    (Periodo(registro_patronal='Z9912345105', desde=datetime.date(2024, 1, 15),
             hasta=datetime.date(2026, 1, 27)),)
    """
    counted = sorted(vigentes(movimientos, on, known), key=lambda m: m.registro_patronal)
    found: list[Periodo] = []
    for registro, own in groupby(counted, key=lambda m: m.registro_patronal):
        found += _fold(registro, list(own))
    return tuple(sorted(found, key=lambda p: (p.desde, p.hasta or date.max, p.registro_patronal)))


def _fold(registro: str, movimientos: list[Movimiento]) -> list[Periodo]:
    """The employments with one employer, from its movements sorted by day."""
    closed: list[Periodo] = []
    since: date | None = None
    for on, same_day in groupby(movimientos, key=lambda m: m.on):
        tipos = {m.tipo for m in same_day}
        if since is not None and Tipo.BAJA in tipos:
            closed.append(Periodo(registro, since, on))
            since = on if Tipo.ALTA in tipos else None
        elif since is None and Tipo.ALTA in tipos:
            if Tipo.BAJA in tipos:
                closed.append(Periodo(registro, on, on))
            else:
                since = on
    if since is not None:
        closed.append(Periodo(registro, since))
    return closed


def continuos(periodos: Iterable[Periodo]) -> tuple[tuple[date, date | None], ...]:
    """The stretches of insured days, whoever the employer was: employments that touch or overlap are one.

    >>> continuos([Periodo("A", date(2026, 1, 1), date(2026, 1, 15)), Periodo("B", date(2026, 1, 16))])
    ((datetime.date(2026, 1, 1), None),)
    """
    joined: list[tuple[date, date | None]] = []
    for periodo in sorted(periodos, key=lambda p: p.desde):
        if joined:
            first, last = joined[-1]
            if last is None or periodo.desde <= last + UN_DIA:
                ends = None if last is None or periodo.hasta is None else max(last, periodo.hasta)
                joined[-1] = (first, ends)
                continue
        joined.append((periodo.desde, periodo.hasta))
    return tuple(joined)
