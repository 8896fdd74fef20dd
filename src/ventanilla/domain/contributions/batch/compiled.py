"""The law of a span of dates as arrays: each number is asked of the scalar rules, under the choices in force.

A *piece* is a run of days in which no rule may change: between a first of month or a new UMA or minimum wage and the
next one. What the law says is kept by piece; a piece for which it does not answer is marked, and its rows are refused.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from ventanilla import law
from ventanilla.domain.contributions import parameters
from ventanilla.domain.contributions.bands import EL_RESTO, TABLE, UN_MINIMO, banda, un_minimo
from ventanilla.domain.contributions.branches import OWN_PREMIUM, RAMOS, Base, Bill, Ramo
from ventanilla.domain.contributions.determination import CEAV, Parte, descuenta_ausencias, por_segmento
from ventanilla.domain.contributions.employer import paga
from ventanilla.domain.contributions.segments import con_minimo_profesional, corta_el_mes, descontadas, law_days, piso
from ventanilla.domain.contributions.worker import ABSURD, Jornada, Pensionado, Zona
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period

T = TypeVar("T")
Ints = NDArray[np.int64]
EPOCH: Final = date(1970, 1, 1)
RATE_DECIMALS: Final = 5  # of a percent: as many as the premium of an employer has
_UNITS: Final = 10**RATE_DECIMALS  # a rate is held in hundred-thousandths of a percent
MAX_RATE: Final = 100 * _UNITS
_MODALIDAD: Final = "ramos.modalidad_"
# The lists of segments that the kernel makes: those of each bill, and the monthly ones cut by the employer's premium.
MONTHLY, BIMONTHLY, BY_PREMIUM = range(3)
# What it keeps of each segment; a share names those that it is charged on.
ROW, BILL, UMA, SBC, EXCESS, DAYS, LESS_INCAPACITY, LESS_ABSENCE, LESS_BOTH, INDEX, OWN_RATE, MOVED = range(12)
FIELDS: Final = 12
MONTH_CUTS, BY_SEGMENT, BY_OCCUPATION = range(3)  # the places of Arrays.flags


class Share(NamedTuple):
    """One share of one branch: what a slot is for."""

    ramo: Ramo
    parte: Parte
    rate: str


SHARES: Final = tuple(
    Share(ramo, parte, rate)
    for ramo in RAMOS
    for parte, rate in ((Parte.PATRON, ramo.employer), (Parte.OBRERO, ramo.worker))
    if rate is not None
)
WORKER_SHARES: Final = tuple(share for share in SHARES if share.parte is Parte.OBRERO)


class Arrays(NamedTuple):
    """What the kernel reads of the law. Amounts in centavos, days since 1970-01-01, rates as ``units`` makes them.

    First the days of the span, then what is of each piece, then what is of each branch, then the policies.
    """

    piece: Ints  # [day]
    first: Ints  # [piece]
    last: Ints
    opens_month: Ints  # 1 where the piece begins on the first of a month
    month_last: Ints  # the last day of its month
    valid: Ints  # [piece, zone]
    uma: Ints  # [piece]
    free: Ints  # what a wage must pass for the excedente
    cap: Ints
    floor: Ints  # [piece, zone, jornada]
    minimum: Ints  # [piece, zone]
    one_minimum: Ints  # [piece, zone]; 0 where the table has no row for exactly one minimum wage
    one_minimum_rate: Ints  # [piece]
    band_limit: Ints  # [piece, band]: the highest wage in the band
    band_rate: Ints  # [piece, band + 1]
    discounted: Ints  # [piece]: how many absences of its month discount
    where: Ints  # [piece, modalidad, pension]: the index in the next four
    known: Ints  # [index]: 0 where no table says which branches are paid
    premium_needed: Ints  # [index]: 1 where a branch is charged at the employer's own premium
    rate: Ints  # [share, index]; 0 where it is not paid, 1 where it is and the segment has the rate
    paid: Ints  # [branch, index]
    share_list: Ints  # [share]: the list of its segments
    share_base: Ints  # what of the segment it is charged on
    share_days: Ints
    share_own_rate: Ints  # 1 where the segment has the rate: the employer's premium, or that of its band
    share_worker: Ints  # place among the shares of workers, or -1
    branch_list: Ints  # [branch]
    branch_days: Ints
    flags: Ints  # a month's end cuts, each segment is rounded, LSS 36 by occupation


@dataclass(frozen=True, slots=True)
class CompiledLaw:
    """The law of ``span`` under ``policies``: what the kernel is run with, and what was read to make it."""

    span: Period
    policies: Mapping[str, str]
    modalidades: tuple[str, ...]
    used: tuple[law.Used, ...]
    missing: tuple[law.LawError, ...]  # why some pieces are refused
    arrays: Arrays

    def modalidad(self, key: str) -> int:
        """The place of a modalidad in the arrays; the last is of those that no table knows."""
        return self.modalidades.index(key) if key in self.modalidades else len(self.modalidades)


def units(percent: Decimal) -> int:
    """A rate in percent as a whole number. BadLaw if it has more decimals than the kernel holds, or is none.

    >>> units(Decimal("1.13065"))
    113065
    """
    scaled = percent * _UNITS
    if scaled != scaled.to_integral_value() or not 0 <= scaled <= MAX_RATE:
        raise law.BadLaw(f"{percent} is no rate from 0 to 100 percent with {RATE_DECIMALS} decimals")
    return int(scaled)


def ordinal(day: date) -> int:
    """A day as Arrow and NumPy count it."""
    return (day - EPOCH).days


def compile_law(span: Period, choices: Mapping[str, str] | None = None) -> CompiledLaw:
    """The law of the whole months of ``span``, under the policies in force here and those of ``choices``.

    LawError for a choice that there is not; BadLaw for a law that the arrays cannot hold.
    """
    months = Period(span.first.replace(day=1), Period.month(span.last.year, span.last.month).last)
    with law.choosing(choices or {}), law.recording() as used:
        arrays, missing = _Compiler(months).arrays()
        return CompiledLaw(months, dict(law.chosen()), modalidades(), tuple(used), missing, arrays)


def modalidades() -> tuple[str, ...]:
    """Those whose branches a table says."""
    return tuple(key.removeprefix(_MODALIDAD) for key in law.table_keys() if key.startswith(_MODALIDAD))


class _Compiler:
    """Asks the scalar rules, piece by piece."""

    def __init__(self, months: Period) -> None:
        self.months = months
        self.pieces = tuple(_pieces(months))
        self.missing: dict[str, law.LawError] = {}
        self.bands = max(len(_limits_of(version)) for version in law.table(TABLE).versions)

    def arrays(self) -> tuple[Arrays, tuple[law.LawError, ...]]:
        """Everything, and what the law did not answer."""
        pieces, zones = self.pieces, tuple(Zona)
        known = [[self._known(zone, piece) for zone in zones] for piece in pieces]
        answered = [self._answered(piece) for piece in pieces]
        indexed = [(own, pays) for own, piece in zip(answered, pieces, strict=True) for pays in self._paid(piece)]
        found = Arrays(
            piece=_ints([n for n, piece in enumerate(pieces) for _ in piece]),
            first=_ints([ordinal(piece.first) for piece in pieces]),
            last=_ints([ordinal(piece.last) for piece in pieces]),
            opens_month=_ints([piece.first.day == 1 for piece in pieces]),
            month_last=_ints([ordinal(Period.month(piece.first.year, piece.first.month).last) for piece in pieces]),
            valid=_ints([[bool(each and own) for each in row] for row, own in zip(known, answered, strict=True)]),
            uma=_ints([own.uma if own else 0 for own in answered]),
            free=_ints([own.free if own else 0 for own in answered]),
            cap=_ints([own.cap if own else 0 for own in answered]),
            floor=_ints([[each.floors if each else (0,) * len(Jornada) for each in row] for row in known]),
            minimum=_ints([[each.minimum if each else 0 for each in row] for row in known]),
            one_minimum=_ints([[each.one_minimum if each else 0 for each in row] for row in known]),
            one_minimum_rate=_ints([own.one_minimum_rate if own else 0 for own in answered]),
            band_limit=_ints([own.limits if own else (0,) * self.bands for own in answered]),
            band_rate=_ints([own.band_rates if own else (0,) * (self.bands + 1) for own in answered]),
            discounted=_ints([own.discounted if own else 0 for own in answered]),
            where=_ints(np.arange(len(indexed)).reshape(len(pieces), -1, len(Pensionado))),
            known=_ints([pays is not None for _, pays in indexed]),
            premium_needed=_ints([_needs_premium(pays) for _, pays in indexed]),
            rate=_ints([[_rate_of(share, own, pays) for own, pays in indexed] for share in SHARES]),
            paid=_ints([[pays[n] if pays else 0 for _, pays in indexed] for n in range(len(RAMOS))]),
            share_list=_ints([_list(share.ramo) for share in SHARES]),
            share_base=_ints([_BASE[share.ramo.base] for share in SHARES]),
            share_days=_ints([_days(share.ramo) for share in SHARES]),
            share_own_rate=_ints([share.rate in (OWN_PREMIUM, CEAV) for share in SHARES]),
            share_worker=_ints([WORKER_SHARES.index(s) if s in WORKER_SHARES else -1 for s in SHARES]),
            branch_list=_ints([_list(ramo) for ramo in RAMOS]),
            branch_days=_ints([_days(ramo) for ramo in RAMOS]),
            flags=_ints([_told(corta_el_mes(Bill.BIMONTHLY)), _told(por_segmento()), con_minimo_profesional()]),
        )
        return found, tuple(self.missing.values())

    def _ask(self, read: Callable[[date], T], piece: Period) -> T | None:
        """What the rules say all through the piece, or None and why not."""
        try:
            found, at_the_end = read(piece.first), read(piece.last)
        except law.LawError as error:
            self.missing.setdefault(str(error), error)
            return None
        if at_the_end != found:
            raise law.BadLaw(f"the law changes inside {piece}: segments must be cut there first")
        return found

    def _known(self, zone: Zona, piece: Period) -> _OfZone | None:
        return self._ask(lambda on: _of_zone(zone, on), piece)

    def _answered(self, piece: Period) -> _OfPiece | None:
        return self._ask(lambda on: _of_piece(on, self.bands), piece)

    def _paid(self, piece: Period) -> list[tuple[int, ...] | None]:
        """By modalidad and pension, which branches are paid; at the end, a modalidad that no table knows."""
        found = [self._pays(modalidad, pension, piece) for modalidad in modalidades() for pension in Pensionado]
        return [*found, *([None] * len(Pensionado))]

    def _pays(self, modalidad: str, pensionado: Pensionado, piece: Period) -> tuple[int, ...] | None:
        def pays(on: date) -> tuple[int, ...]:
            return tuple(int(_told(paga(ramo, modalidad, pensionado, on))) for ramo in RAMOS)

        return self._ask(pays, piece)


class _OfZone(NamedTuple):
    floors: tuple[int, ...]
    minimum: int
    one_minimum: int


class _OfPiece(NamedTuple):
    uma: int
    free: int
    cap: int
    limits: tuple[int, ...]
    band_rates: tuple[int, ...]
    one_minimum_rate: int
    discounted: int
    rates: tuple[int, ...]


def _pieces(months: Period) -> Iterator[Period]:
    first = months.first
    for cut in sorted({*law_days(), *(month.first for month in months.by_month())}):
        if first < cut <= months.last:
            yield Period(first, cut - timedelta(days=1))
            first = cut
    yield Period(first, months.last)


def _of_zone(zone: Zona, on: date) -> _OfZone:
    one = un_minimo(zone, on) if UN_MINIMO in law.version(TABLE, on).rows else Money.of_centavos(0)
    return _OfZone(
        tuple(_amount(_told(piso(zone, jornada, on))) for jornada in Jornada),
        _amount(_told(parameters.salario_minimo(zone, on))),
        _amount(one),
    )


def _of_piece(on: date, bands: int) -> _OfPiece:
    uma = _told(parameters.uma(on))
    rows = law.version(TABLE, on).rows
    limits = _limits(uma, on, law.policy("ceav_huecos").value)
    spare = bands - len(limits)  # an older table has fewer bands: nobody is above an absurd wage
    rates = [units(law.cell(TABLE, label, on)) for label in (*_limits_of(law.version(TABLE, on)), EL_RESTO)]
    month = tuple(Period.month(on.year, on.month))
    return _OfPiece(
        uma=_amount(uma),
        free=_amount(_told(parameters.tres_uma(on))),
        cap=_amount(_told(parameters.tope(on))),
        limits=(*limits, *([ABSURD.centavos] * spare)),
        band_rates=(*rates, *([rates[-1]] * spare)),
        one_minimum_rate=units(law.cell(TABLE, UN_MINIMO, on)) if UN_MINIMO in rows else 0,
        discounted=len(descontadas(month)),
        rates=tuple(_rate(share, on) for share in SHARES),
    )


def _limits_of(version: law.Version) -> tuple[str, ...]:
    return tuple(label for label in version.rows if label not in (UN_MINIMO, EL_RESTO))


@lru_cache(maxsize=1024)
def _limits(uma: Money, on: date, huecos: str) -> tuple[int, ...]:
    """The highest wage in each band, found by asking ``banda``: the rule of the gaps is only there."""
    rows = law.version(TABLE, on).rows
    labels = (*_limits_of(law.version(TABLE, on)), EL_RESTO)

    def place(centavos: int) -> int:
        return labels.index(banda(Money.of_centavos(centavos), uma, rows, huecos))

    return tuple(bisect_left(range(ABSURD.centavos + 2), n + 1, key=place) - 1 for n in range(len(labels) - 1))


def _told(read: parameters.Leido[T]) -> T:
    """A value that may have been kept, with what was read to reach it told to whoever records."""
    law.replay(read.usados)
    return read.valor


def _rate(share: Share, on: date) -> int:
    """The rate of a share; 1 where it is the segment's own."""
    return 1 if share.rate in (OWN_PREMIUM, CEAV) else units(_told(parameters.tasa(share.rate, on)))


def _rate_of(share: Share, own: _OfPiece | None, pays: tuple[int, ...] | None) -> int:
    return own.rates[SHARES.index(share)] * pays[RAMOS.index(share.ramo)] if own and pays else 0


def _by_premium(ramo: Ramo) -> bool:
    return ramo.employer == OWN_PREMIUM


def _needs_premium(pays: tuple[int, ...] | None) -> bool:
    return pays is not None and any(paid for ramo, paid in zip(RAMOS, pays, strict=True) if _by_premium(ramo) and paid)


def _list(ramo: Ramo) -> int:
    if _by_premium(ramo):
        if ramo.period is not Bill.MONTHLY or ramo.worker is not None:
            raise law.BadLaw(f"{ramo.key}: the kernel cuts by premium only a monthly share of the employer")
        return BY_PREMIUM
    return MONTHLY if ramo.period is Bill.MONTHLY else BIMONTHLY


_BASE: Final = {Base.UMA: UMA, Base.SBC: SBC, Base.SBC_OVER_3_UMA: EXCESS}
_LESS: Final = {
    (False, False): DAYS,
    (True, False): LESS_INCAPACITY,
    (False, True): LESS_ABSENCE,
    (True, True): LESS_BOTH,
}


def _days(ramo: Ramo) -> int:
    return _LESS[ramo.days.drops_incapacity, _told(descuenta_ausencias(ramo))]


def _amount(amount: Money) -> int:
    if amount > ABSURD:
        raise law.BadLaw(f"{amount} a day is more than the kernel's bounds")
    return amount.centavos


def _ints(values: Any) -> Ints:
    found = np.ascontiguousarray(values, dtype=np.int64)
    found.flags.writeable = False
    return found
