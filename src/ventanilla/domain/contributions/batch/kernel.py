"""The determination as compiled code over columns: how days are cut, counted, charged and added, and no law.

Everything is ``int64``. No product overflows: a daily base is at most 10^8 centavos (``ABSURD``), a row has at most 62
days, a rate at most 10^7 units (100 percent), so that the sum of a share before rounding is at most 6.2 * 10^16, under
2^62. What is outside these bounds is refused, row by row (amounts, days) or when the law is compiled (rates).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple

import numba
import numpy as np

from ventanilla.domain.contributions.worker import ABSURD

from .columns import MAX_DAYS, Column, EmployerArrays, RowArrays
from .compiled import (
    BILL,
    BIMONTHLY,
    BY_OCCUPATION,
    BY_PREMIUM,
    BY_SEGMENT,
    DAYS,
    EXCESS,
    FIELDS,
    INDEX,
    LESS_ABSENCE,
    LESS_BOTH,
    LESS_INCAPACITY,
    MONTH_CUTS,
    MONTHLY,
    MOVED,
    OWN_RATE,
    ROW,
    SBC,
    UMA,
    Arrays,
)
from .reasons import Codigo

CHUNK: Final = 256  # rows that one thread takes at a time: what is kept of them stays near the processor
_CUTS: Final = MAX_DAYS  # segments of a row at most, in any list: none shares a day with another
_ROOM: Final = 2 * CHUNK + _CUTS
_MOST: Final = ABSURD.centavos
_SCALE: Final = 10**7  # units of percent and of a centavo, in a centavo
_HALF: Final = _SCALE // 2
_ABOUT: Final = 1 / _SCALE

BIEN: Final = int(Codigo.BIEN)
PERIODO: Final = int(Codigo.PERIODO_IMPOSIBLE)
FUERA: Final = int(Codigo.FUERA_DE_TABLAS)
DATO: Final = int(Codigo.DATO_DESCONOCIDO)
SALARIO: Final = int(Codigo.SALARIO_IMPOSIBLE)
TRAMOS: Final = int(Codigo.TRAMOS_ENCIMADOS)
DIAS: Final = int(Codigo.DIAS_FUERA_DEL_PERIODO)
SIN_ALTA: Final = int(Codigo.AUSENCIA_SIN_ALTA)
SIN_VALOR: Final = int(Codigo.LEY_SIN_VALOR)
SIN_RAMOS: Final = int(Codigo.LEY_SIN_RAMOS)
SIN_PRIMA: Final = int(Codigo.SIN_PRIMA)


class OutArrays(NamedTuple):
    """Where the kernel writes; row n of the batch is column n of each, and columns past the last row are padding."""

    importe: Column  # int64 [share, row]: centavos
    trasladado: Column  # int64 [worker's share, row]: what of it the employer pays (LSS 36)
    dias: Column  # int16 [branch, row]
    codigo: Column  # uint8 [row]


def compiled(function: Callable[..., Any], **options: Any) -> Any:
    """``function`` compiled when it is first called, and kept for the next process where a disk takes it.

    Numba writes beside the module, else in the user's cache, or in NUMBA_CACHE_DIR.
    """
    try:
        return numba.njit(function, nogil=True, error_model="numpy", cache=True, **options)
    except RuntimeError:  # Numba's word for: no place to keep it
        return numba.njit(function, nogil=True, error_model="numpy", **options)


_BORROWS: Final = {"_nrt": False}  # allocates nothing: counting who holds each column took two thirds of the time


def inlined(function: Callable[..., Any]) -> Any:
    """As ``compiled``, written into its callers: handing over forty columns costs more than the work."""
    return compiled(function, forceinline=True, **_BORROWS)


def _count_bits(bits: int) -> int:
    """How many bits of a non-negative number are set."""
    pairs = bits - ((bits >> 1) & 0x5555555555555555)
    fours = (pairs & 0x3333333333333333) + ((pairs >> 2) & 0x3333333333333333)
    return (((fours + (fours >> 4)) & 0x0F0F0F0F0F0F0F0F) * 0x0101010101010101) >> 56


def _lowest(bits: int, most: int) -> int:
    """The ``most`` lowest of the bits that are set."""
    if count_bits(bits) <= most:
        return bits
    left = bits
    for _ in range(most):
        left &= left - 1
    return bits ^ left


def _half_up(exact: int) -> int:
    """Whole centavos. The quotient by a float is at most one off (``exact`` is under 2^57), and then put right."""
    raised = exact + _HALF
    near = int(raised * _ABOUT)
    rest = raised - near * _SCALE
    return near + (rest >= _SCALE) - (rest < 0)


count_bits = inlined(_count_bits)
lowest = inlined(_lowest)
half_up = inlined(_half_up)


def _bits(start: int, first: int, last: int) -> int:
    """The bits of the days from ``first`` to ``last``, where ``start`` is bit 0."""
    return ((1 << (last - start + 1)) - 1) ^ ((1 << (first - start)) - 1)


bits = inlined(_bits)


def _append(
    law: Arrays,
    segments: Column,
    counts: Column,
    of_list: int,
    row: int,
    index: int,
    start: int,
    first: int,
    last: int,
    sbc: int,
    absences: int,
    certified: int,
    own_rate: int,
    moved: int,
) -> None:
    """Keep one segment; ``start`` is day 0 of the bits."""
    whole, length = bits(start, first, last), last - first + 1
    lost, absent = count_bits(certified & whole), count_bits(absences & whole)
    piece = law.piece[first - law.first[0]]
    place = counts[of_list]
    counts[of_list] = place + 1
    segments[of_list, ROW, place] = row
    opening = law.piece[start - law.first[0]]
    segments[of_list, BILL, place] = 2 * row + (of_list != BIMONTHLY and first > law.month_last[opening])
    segments[of_list, UMA, place] = law.uma[piece]
    segments[of_list, SBC, place] = sbc
    segments[of_list, EXCESS, place] = max(sbc - law.free[piece], 0)
    segments[of_list, DAYS, place] = length
    segments[of_list, LESS_INCAPACITY, place] = length - lost
    segments[of_list, LESS_ABSENCE, place] = length - absent
    segments[of_list, LESS_BOTH, place] = length - lost - absent
    segments[of_list, INDEX, place] = index
    segments[of_list, OWN_RATE, place] = own_rate
    segments[of_list, MOVED, place] = moved


append = inlined(_append)


def _append_by_premium(
    law: Arrays,
    employers: EmployerArrays,
    employer: int,
    pension: int,
    segments: Column,
    counts: Column,
    row: int,
    start: int,
    first: int,
    last: int,
    sbc: int,
    absences: int,
    certified: int,
    moved: int,
) -> int:
    """Keep a segment cut where the employer's premium is another; a code if there is none and it is needed."""
    stopped = BIEN
    premium = np.int64(-1)
    following, end = employers.primas[employer], employers.primas[employer + 1]
    while first <= last:
        while following < end and (
            employers.prima_desde[following] <= first or np.int64(employers.prima[following]) == premium
        ):
            premium = np.int64(employers.prima[following])
            following += 1
        until = last
        if following < end:
            until = min(until, int(employers.prima_desde[following]) - 1)
        index = law.where[law.piece[first - law.first[0]], employers.modalidad[employer], pension]
        if premium < 0 and law.premium_needed[index] != 0:
            stopped = SIN_PRIMA
        append(
            law, segments, counts, BY_PREMIUM, row, index, start, first, until,
            sbc, absences, certified, max(premium, 0), moved,
        )  # fmt: skip
        first = until + 1
    return stopped


append_by_premium = inlined(_append_by_premium)


def _add_up(
    law: Arrays, segments: Column, counts: Column, rates: Column, exact: Column, begin: int, end: int, out: OutArrays
) -> None:
    """Charge every segment kept, share by share, into the rows from ``begin`` to before ``end``."""
    for share in range(law.rate.shape[0]):
        total = out.importe[share, begin:end]
        total[:] = 0
        of_list = law.share_list[share]
        n = counts[of_list]
        own = segments[of_list]
        rate_at(law.rate[share], own[INDEX, :n], rates[:n])
        if law.share_own_rate[share] != 0:
            multiply(rates[:n], own[OWN_RATE, :n])
        if law.flags[BY_SEGMENT] != 0:
            charge(own[law.share_base[share], :n], own[law.share_days[share], :n], rates[:n])
        else:
            exact[:] = 0
            charge_whole(
                own[law.share_base[share], :n], own[law.share_days[share], :n], rates[:n], own[BILL, :n], exact
            )
        add(rates[:n], own[ROW, :n], total)
        worker = law.share_worker[share]
        if worker >= 0:
            total = out.trasladado[worker, begin:end]
            total[:] = 0
            multiply(rates[:n], own[MOVED, :n])
            add(rates[:n], own[ROW, :n], total)
    for branch in range(law.paid.shape[0]):
        total_days = out.dias[branch, begin:end]
        total_days[:] = 0
        of_list = law.branch_list[branch]
        n = counts[of_list]
        own = segments[of_list]
        rate_at(law.paid[branch], own[INDEX, :n], rates[:n])
        multiply(rates[:n], own[law.branch_days[branch], :n])
        add(rates[:n], own[ROW, :n], total_days)


def _rate_at(of_index: Column, index: Column, rates: Column) -> None:
    for place in range(len(rates)):
        rates[place] = of_index[index[place]]


def _multiply(into: Column, by: Column) -> None:
    for place in range(len(into)):
        into[place] *= by[place]


def _charge(base: Column, days: Column, rates: Column) -> None:
    """Centavos of each segment, in the place of its rate: ``half_up`` for many at once."""
    for place in range(len(rates)):
        raised = base[place] * days[place] * rates[place] + _HALF
        near = np.int64(raised * _ABOUT)
        rest = raised - near * _SCALE
        rates[place] = near + (rest >= _SCALE) - (rest < 0)


def _charge_whole(base: Column, days: Column, rates: Column, bills: Column, exact: Column) -> None:
    """As ``charge``, where what a bill adds up to is rounded once: a segment takes what it makes that grow."""
    for place in range(len(rates)):
        before = exact[bills[place]]
        exact[bills[place]] = before + base[place] * days[place] * rates[place]
        rates[place] = half_up(exact[bills[place]]) - half_up(before)


def _add(amounts: Column, rows: Column, total: Column) -> None:
    for place in range(len(amounts)):
        total[rows[place]] += amounts[place]


rate_at = compiled(_rate_at, **_BORROWS)
multiply = compiled(_multiply, **_BORROWS)
charge = compiled(_charge, **_BORROWS)
charge_whole = compiled(_charge_whole, **_BORROWS)
add = compiled(_add, **_BORROWS)
add_up = compiled(_add_up, **_BORROWS)


def _period(law: Arrays, first: int, last: int) -> int:
    """Whether a period is one or two whole months of the compiled span."""
    origin = law.first[0]
    end = law.last[law.last.shape[0] - 1]
    if last < first or last - first >= MAX_DAYS:
        return PERIODO
    if first < origin or last > end:
        return FUERA
    opening = law.piece[first - origin]
    if law.first[opening] != first or law.opens_month[opening] == 0:
        return PERIODO
    month_last = law.month_last[opening]
    if last == month_last:
        return BIEN
    if last < month_last or law.month_last[law.piece[month_last + 1 - origin]] != last:
        return PERIODO
    return BIEN


period = inlined(_period)


def _given(law: Arrays, rows: RowArrays, employers: EmployerArrays, row: int) -> int:
    """The code of what is wrong in the data of a row, or 0."""
    first, last = np.int64(rows.desde[row]), np.int64(rows.hasta[row])
    found = period(law, first, last)
    if found != BIEN:
        return int(found)
    if (
        not 0 <= rows.zona[row] < law.minimum.shape[1]
        or not 0 <= rows.jornada[row] < law.floor.shape[2]
        or not 0 <= rows.pensionado[row] < law.where.shape[2]
        or not 0 <= rows.patron[row] < employers.modalidad.shape[0]
    ):
        return DATO
    if not 0 <= rows.minimo_profesional[row] <= _MOST or not 0 <= rows.sbc_tramo[row] <= _MOST:
        return SALARIO
    covered = np.int64(0)
    previous = np.int64(-(2**31) - 1)
    for place in range(rows.tramos[row], rows.tramos[row + 1]):
        if not 0 < rows.tramo_sbc[place] <= _MOST or not 0 <= rows.tramo_diario[place] <= _MOST:
            return SALARIO
        begin, end = np.int64(rows.tramo_desde[place]), np.int64(rows.tramo_hasta[place])
        if end < begin or begin <= previous:
            return TRAMOS
        previous = end
        begin, end = max(begin, first), min(end, last)
        if begin <= end:
            covered |= ((1 << (end - first + 1)) - 1) ^ ((1 << (begin - first)) - 1)
    marked = rows.ausencias[row] | rows.incapacidad[row]
    if marked < 0 or marked >> (last - first + 1) != 0:
        return DIAS
    if rows.ausencias[row] & ~covered != 0:
        return SIN_ALTA
    return int(employers.codigo[rows.patron[row]])


given = inlined(_given)


def _rate_of_band(law: Arrays, piece: int, zone: int, measured: int) -> int:
    if law.one_minimum[piece, zone] == measured:
        return int(law.one_minimum_rate[piece])
    band = 0
    for place in range(law.band_limit.shape[1]):
        band += measured > law.band_limit[piece, place]
    return int(law.band_rate[piece, band])


rate_of_band = inlined(_rate_of_band)


def _contributes(law: Arrays, rows: RowArrays, row: int, tramo: int, piece: int) -> tuple[int, int, bool, int]:
    """What a wage is in a piece: the base wage, the UMA, whether LSS 36 applies, and the rate of its band."""
    zone = rows.zona[row]
    registered, daily = rows.tramo_sbc[tramo], rows.tramo_diario[tramo]
    floor = law.floor[piece, zone, rows.jornada[row]]
    sbc = floor if registered < floor else min(registered, law.cap[piece])
    minimum = law.minimum[piece, zone]
    if law.flags[BY_OCCUPATION] != 0 and rows.minimo_profesional[row] != 0:
        minimum = rows.minimo_profesional[row]
    measured = rows.sbc_tramo[row] if rows.sbc_tramo[row] != 0 else sbc
    return sbc, law.uma[piece], bool(daily != 0 and daily == minimum), rate_of_band(law, piece, zone, measured)


contributes = inlined(_contributes)


def _discounted(law: Arrays, first: int, last: int, absences: int) -> int:
    """The absences that take a day away: the first ones of each month."""
    if absences == 0:
        return 0
    opening, closing = law.piece[first - law.first[0]], law.piece[last - law.first[0]]
    of_month = (1 << (law.month_last[opening] - first + 1)) - 1
    kept = lowest(absences & of_month, law.discounted[opening])
    return int(kept | lowest(absences & ~of_month, law.discounted[closing]))


discounted = inlined(_discounted)


def _cut_row(
    law: Arrays,
    rows: RowArrays,
    employers: EmployerArrays,
    row: int,
    place_of_row: int,
    segments: Column,
    counts: Column,
) -> int:
    """Cut the days of a row and keep each segment; the code of what stopped it, or 0."""
    first, last = np.int64(rows.desde[row]), np.int64(rows.hasta[row])
    origin = law.first[0]
    zone, employer, pension = rows.zona[row], rows.patron[row], rows.pensionado[row]
    modalidad = employers.modalidad[employer]
    certified = rows.incapacidad[row]
    absences = discounted(law, first, last, rows.ausencias[row] & ~certified)

    place, end_of_tramos = rows.tramos[row], rows.tramos[row + 1]
    begin, end = first, first - 1  # the days of a tramo that are still to be cut: none yet
    until = first - 1  # the last day of the segment that is open; before the period, none is
    month_begin, band_begin = first, first  # where it begins, for each bill
    sbc, uma, pays_all, band_rate = np.int64(0), np.int64(0), False, np.int64(0)
    stopped = BIEN
    left = True
    while left:
        while begin > end and place < end_of_tramos:
            begin = max(np.int64(rows.tramo_desde[place]), first)
            end = min(np.int64(rows.tramo_hasta[place]), last)
            place += 1
        left = bool(begin <= end)
        follows, follows_band = False, False
        piece_end, new_sbc, new_uma, new_pays_all, new_band_rate = until, sbc, uma, pays_all, band_rate
        if left:
            piece = law.piece[begin - origin]
            if law.valid[piece, zone] == 0:
                return SIN_VALOR
            new_sbc, new_uma, new_pays_all, new_band_rate = contributes(law, rows, row, place - 1, piece)
            piece_end = min(law.last[piece], end)
            opens = law.opens_month[piece] != 0 and begin == law.first[piece]
            same = begin == until + 1 and sbc == new_sbc and uma == new_uma and pays_all == new_pays_all
            follows = bool(same and not opens)
            follows_band = bool(same and band_rate == new_band_rate and not (opens and law.flags[MONTH_CUTS] != 0))
        if until >= first and not follows_band:
            piece = law.piece[band_begin - origin]
            index = law.where[piece, modalidad, pension]
            append(
                law, segments, counts, BIMONTHLY, place_of_row, index, first, band_begin, until,
                sbc, absences, certified, band_rate, np.int64(pays_all),
            )  # fmt: skip
        if until >= first and not follows:
            piece = law.piece[month_begin - origin]
            index = law.where[piece, modalidad, pension]
            if law.known[index] == 0:
                return SIN_RAMOS
            append(
                law, segments, counts, MONTHLY, place_of_row, index, first, month_begin, until,
                sbc, absences, certified, 0, np.int64(pays_all),
            )  # fmt: skip
            code = append_by_premium(
                law, employers, employer, pension, segments, counts, place_of_row, first, month_begin, until,
                sbc, absences, certified, np.int64(pays_all),
            )  # fmt: skip
            stopped = max(stopped, code)
        month_begin = month_begin if follows else begin
        band_begin = band_begin if follows_band else begin
        sbc, uma, pays_all, band_rate = new_sbc, new_uma, new_pays_all, new_band_rate
        until = piece_end
        begin = piece_end + 1
    return stopped


cut_row = inlined(_cut_row)


def _determine_chunk(
    law: Arrays, rows: RowArrays, employers: EmployerArrays, out: OutArrays, begin: int, end: int
) -> None:
    """Determine the rows from ``begin`` to before ``end``; one that is refused has its code and zeros."""
    segments = np.empty((3, FIELDS, _ROOM), np.int64)
    counts = np.zeros(3, np.int64)
    rates = np.empty(_ROOM, np.int64)
    exact = np.empty(2 * CHUNK, np.int64)  # a row is two months at most
    opened = begin
    for row in range(begin, end):
        if max(counts[0], counts[1], counts[2]) > _ROOM - _CUTS:
            add_up(law, segments, counts, rates, exact, opened, row, out)
            counts[:] = 0
            opened = row
        code = given(law, rows, employers, row)
        if code == BIEN:
            kept = counts[0], counts[1], counts[2]
            code = cut_row(law, rows, employers, row, row - opened, segments, counts)
            if code != BIEN:
                counts[0], counts[1], counts[2] = kept
        out.codigo[row] = code
    add_up(law, segments, counts, rates, exact, opened, end, out)


determine_chunk = compiled(_determine_chunk)


def _determine(law: Arrays, rows: RowArrays, employers: EmployerArrays, out: OutArrays) -> None:
    """Determine every row, in parallel by chunks."""
    total = rows.desde.shape[0]
    for chunk in numba.prange((total + CHUNK - 1) // CHUNK):
        determine_chunk(law, rows, employers, out, chunk * CHUNK, min(total, (chunk + 1) * CHUNK))


determine_all = compiled(_determine, parallel=True)
