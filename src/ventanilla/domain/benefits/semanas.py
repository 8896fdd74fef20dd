"""Weeks of contributions (semanas cotizadas) on a date: always computed from the movements, never stored.

A calendar day counts once, whoever and however many the employers were. The day of an alta and that of a
baja are insured days, and so is each day between them: also those of an incapacity, which does not end an
employment, and those an employer did not pay. What is left after dividing by seven is a policy (P36).

Weeks discounted by a withdrawal for unemployment (LSS 191), and those paid back, are not in the movements:
without a register that says so they are unknown, and unknown is never zero.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from ventanilla import law
from ventanilla.domain.affiliation import (
    Historia,
    Movimiento,
    Periodo,
    Tipo,
    TipoTrabajador,
    continuos,
    empleos,
    regimen_de,
    vigentes,
)
from ventanilla.kernel.acts import Question, SubjectId
from ventanilla.kernel.period import Period, months_after
from ventanilla.kernel.text import Text

from .vigencia import DIAS_POR_SEMANA, ley_desde

RESIDUO: Final = "semanas_residuo"
ARCHIVO: Final = "semanas_archivo_fisico"
_EN_PAPEL_HASTA: Final = {"antes_de_1982": date(1981, 12, 31), "sin_aviso": None}
_DESDE_DIAS: Final = {"mas_de_tres_dias": 4, "solo_completas": DIAS_POR_SEMANA}  # left-over days that make a week
_NSS_YEAR: Final = slice(2, 4)
_FIRST_NSS: Final = 1943  # the year in which the insurance began, and with it the numbers
_UN_DIA: Final = timedelta(days=1)
_AVISO: Final = {
    Tipo.ALTA: "Alta",
    Tipo.MODIFICACION: "Modificación de salario",
    Tipo.BAJA: "Baja",
}


@dataclass(frozen=True)
class Retiros:
    """Weeks that withdrawals for unemployment took away, and those of them that were paid back (LSS 191)."""

    descontadas: int
    reintegradas: int

    def __post_init__(self) -> None:
        if not 0 <= self.reintegradas <= self.descontadas:
            raise ValueError("nobody gives back more weeks than were discounted, nor fewer than none")


@dataclass(frozen=True)
class RetirosDe(Question[Retiros | None]):
    """The withdrawals of a person; None where no register holds them: zero is said only by one that does."""

    subject: SubjectId


@dataclass(frozen=True)
class Aviso:
    """One movement as it is printed; ``sbc_centavos`` is the daily base wage, None in a baja."""

    tipo: str
    on: date
    registro_patronal: str
    sbc_centavos: int | None


@dataclass(frozen=True)
class Relacion:
    """One employment: ``baja`` is its last day, None while it runs; ``sbc_centavos`` the last daily base wage.

    ``dias`` are its own calendar days up to the day of the statement: two employments at once have each
    theirs, so they do not add up to the days that count. Text that the register does not hold is "". ``regimen`` says
    a voluntary one, whose days may count no weeks; ``eventual``, that it was by a contract for a time or a work.
    """

    patron: str
    registro_patronal: str
    entidad: str
    alta: date
    baja: date | None
    sbc_centavos: int | None
    dias: int
    avisos: tuple[Aviso, ...]
    regimen: Text | None = None
    eventual: bool = False


@dataclass(frozen=True)
class Hueco:
    """Days without an employment between two stretches of them, both included. A fact, never a fault.

    ``entre_contratos``: the work before them and that after them was eventual, so that nobody expects any in them.
    """

    desde: date
    hasta: date
    dias: int
    entre_contratos: bool = False


@dataclass(frozen=True)
class Semanas:
    """What is concluded about one person on one day, and all that a document prints about it.

    ``dias`` are calendar days; the rest, weeks. ``reconocidas`` = cotizadas - descontadas + reintegradas, never
    below zero, and None where the withdrawals are unknown. ``sueltos`` are movements that no employment holds
    (a change of wage before any alta, a baja without one): they count nothing. ``antes_de_1997``: there were
    contributions before the law in force. ``archivo_fisico``: there may be periods on paper only.
    """

    nombre: str
    curp: str
    nss: str
    dias: int
    cotizadas: int
    descontadas: int | None
    reintegradas: int | None
    reconocidas: int | None
    relaciones: tuple[Relacion, ...]
    huecos: tuple[Hueco, ...]
    sueltos: tuple[Aviso, ...]
    antes_de_1997: bool
    archivo_fisico: bool


def semanas(historia: Historia, retiros: Retiros | None, on: date) -> Semanas:
    """Count the weeks of the person of ``historia`` up to the day ``on``, that day included.

    Only what took effect by ``on`` counts; an employment without a baja runs to that day.
    """
    periodos = empleos(historia.movimientos, on)
    counts = [one for one in periodos if regimen_de(one.registro_patronal).cotiza]
    stretches = [(first, last or on) for first, last in continuos(counts)]
    dias = sum(_days(first, last) for first, last in stretches)
    counted = semanas_de(dias)
    relaciones, sueltos = _relaciones(historia, periodos, on)
    first_day = min((m.on for m in vigentes(historia.movimientos, on)), default=None)
    return Semanas(
        nombre=historia.nombre,
        curp=historia.curp,
        nss=historia.nss,
        dias=dias,
        cotizadas=counted,
        descontadas=retiros.descontadas if retiros else None,
        reintegradas=retiros.reintegradas if retiros else None,
        reconocidas=max(0, counted - retiros.descontadas + retiros.reintegradas) if retiros else None,
        relaciones=relaciones,
        huecos=tuple(_hueco(before, after, relaciones) for before, after in pairwise(stretches)),
        sueltos=sueltos,
        antes_de_1997=first_day is not None and first_day < ley_desde(),
        archivo_fisico=_on_paper(historia.nss, first_day),
    )


def semanas_de(dias: int) -> int:
    """The weeks of so many days, by the policy on what is left (P36).

    >>> [semanas_de(dias) for dias in (0, 3, 4, 7, 10, 11, 364, 365)]
    [0, 0, 1, 1, 1, 2, 52, 52]
    """
    whole, left = divmod(dias, DIAS_POR_SEMANA)
    return whole + (left >= _DESDE_DIAS[law.policy(RESIDUO).value])


def _days(first: date, last: date) -> int:
    return (last - first).days + 1


def _hueco(before: tuple[date, date], after: tuple[date, date], relaciones: Iterable[Relacion]) -> Hueco:
    first, last = before[1] + _UN_DIA, after[0] - _UN_DIA
    beside = [one for one in relaciones if one.baja == before[1] or one.alta == after[0]]
    return Hueco(first, last, _days(first, last), entre_contratos=all(one.eventual for one in beside))


def dias_por_mes(historia: Historia, on: date, meses: int) -> tuple[tuple[date, int], ...]:
    """The days of contribution of each of the last ``meses`` months, that of ``on`` included; each by its first day.

    What an eventual worker shows for a subsidy: weeks in the months before, whatever the contracts (LSS 97).

    >>> from uuid import UUID
    >>> ana = Historia(SubjectId(UUID(int=1)), "ANA", "", "", date(1985, 1, 1))
    >>> dias_por_mes(ana, date(2026, 3, 10), 2)
    ((datetime.date(2026, 2, 1), 0), (datetime.date(2026, 3, 1), 0))
    """
    counts = [one for one in empleos(historia.movimientos, on) if regimen_de(one.registro_patronal).cotiza]
    stretches = [Period(first, last or on) for first, last in continuos(counts)]
    found = []
    for n in range(1 - meses, 1):
        first = months_after(on.replace(day=1), n)
        month = Period.month(first.year, first.month)
        parts = (month.overlap(stretch) for stretch in stretches)
        found.append((first, sum(part.days for part in parts if part is not None)))
    return tuple(found)


def _relaciones(
    historia: Historia, periodos: Sequence[Periodo], on: date
) -> tuple[tuple[Relacion, ...], tuple[Aviso, ...]]:
    """The employments with their movements, the newest first, and the movements that none of them holds."""
    own: dict[str, list[Periodo]] = defaultdict(list)  # in the order of their first day, as ``empleos`` gives them
    for periodo in periodos:
        own[periodo.registro_patronal].append(periodo)
    held: dict[Periodo, list[Movimiento]] = {periodo: [] for periodo in periodos}
    loose: list[Movimiento] = []
    for movimiento in vigentes(historia.movimientos, on):
        home = _home(movimiento, own[movimiento.registro_patronal])
        (loose if home is None else held[home]).append(movimiento)
    patrones = {patron.registro_patronal: patron for patron in historia.patrones}
    found = []
    for periodo, movimientos in held.items():
        patron = patrones.get(periodo.registro_patronal)
        found.append(
            Relacion(
                patron=patron.nombre if patron else "",
                registro_patronal=periodo.registro_patronal,
                entidad=patron.entidad if patron else "",
                alta=periodo.desde,
                baja=periodo.hasta,
                sbc_centavos=next((m.sbc_centavos for m in reversed(movimientos) if m.sbc_centavos), None),
                dias=_days(periodo.desde, periodo.hasta or on),
                avisos=_avisos(movimientos),
                regimen=regimen_de(periodo.registro_patronal).words,
                eventual=bool(movimientos) and movimientos[0].trabajador is not TipoTrabajador.PERMANENTE,
            )
        )
    newest = sorted(found, key=lambda r: (r.baja or date.max, r.alta, r.registro_patronal), reverse=True)
    return tuple(newest), _avisos(loose)


def _home(movimiento: Movimiento, periodos: Sequence[Periodo]) -> Periodo | None:
    """The employment, of those with its employer, that a movement belongs to.

    On a day on which one employment ends and another begins, the baja is of the first and the rest of the second.
    """
    if movimiento.tipo is Tipo.BAJA:
        return next((periodo for periodo in periodos if periodo.hasta == movimiento.on), None)
    at = bisect_right(periodos, movimiento.on, key=lambda periodo: periodo.desde) - 1
    return periodos[at] if at >= 0 and periodos[at].covers(movimiento.on) else None


def _avisos(movimientos: Iterable[Movimiento]) -> tuple[Aviso, ...]:
    return tuple(Aviso(_AVISO[m.tipo], m.on, m.registro_patronal, m.sbc_centavos) for m in movimientos)


def _on_paper(nss: str, first_day: date | None) -> bool:
    """Whether there may be periods that only paper holds: by the first movement, or by the year in the number."""
    until = _EN_PAPEL_HASTA[law.policy(ARCHIVO).value]
    if until is None:
        return False
    year = nss[_NSS_YEAR]
    return (first_day is not None and first_day <= until) or (
        year.isdigit() and _FIRST_NSS % 100 <= int(year) <= until.year % 100
    )
