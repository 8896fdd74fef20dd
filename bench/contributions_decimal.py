"""The same determination written plainly with ``Decimal``, as a payroll program would, to compare the kernel with.

It takes what the law says from the library, once a day and kept, and does everything else by itself: it walks the days,
cuts them where something changes, and rounds each amount. It explains nothing. Default policies only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from itertools import groupby
from typing import Final

from ventanilla import law
from ventanilla.domain.contributions import OWN_PREMIUM, RAMOS, Base, Bill, Patron, Pensionado, Trabajador, Zona
from ventanilla.kernel.period import Period

CENTAVO: Final = Decimal("0.01")
CIEN: Final = Decimal(100)
UN_DIA: Final = timedelta(days=1)
Amounts = dict[tuple[str, str], Decimal]


@dataclass(frozen=True)
class Day:
    """What the law says of one day."""

    uma: Decimal
    cap: Decimal
    free: Decimal
    rates: dict[str, Decimal]
    bands: tuple[tuple[Decimal, Decimal], ...]
    rest: Decimal
    one_minimum: Decimal | None


@cache
def of_day(on: date) -> Day:
    """Read once."""
    rows = law.version("ceav.patron", on).rows
    uma = law.value("uma.diaria", on)
    keys = {
        key for ramo in RAMOS for key in (ramo.employer, ramo.worker) if key not in (None, OWN_PREMIUM, "ceav.patron")
    }
    return Day(
        uma=uma,
        cap=uma * law.value("lss.28.tope_uma", on),
        free=uma * law.value("lss.106.excedente_uma", on),
        rates={str(key): law.value(str(key), on) for key in keys},
        bands=tuple((Decimal(label), rate) for label, rate in rows.items() if label not in ("sm", "mas")),
        rest=rows["mas"],
        one_minimum=rows.get("sm"),
    )


@cache
def minimum_of(zona: Zona, on: date) -> Decimal:
    """The minimum wage of the zone."""
    return law.value(f"sm.{zona.value}", on)


@cache
def paid(modalidad: str, pensionado: Pensionado, on: date) -> frozenset[str]:
    """The branches that are paid."""
    tables = [
        law.version(f"ramos.{name}", on).rows for name in (f"modalidad_{modalidad}", f"pensionado_{pensionado.value}")
    ]
    return frozenset(ramo.key for ramo in RAMOS if all(table[ramo.key] for table in tables))


def determine(trabajador: Trabajador, periodo: Period, patron: Patron) -> Amounts:
    """Each share of each branch in pesos; what LSS 36 moves is under ``(branch, "trasladado")``."""
    certified = {day for one in trabajador.certificados for day in one.periodo}
    absences: set[date] = set()
    for _, of_month in groupby(sorted(trabajador.ausencias - certified), key=lambda day: (day.year, day.month)):
        absences.update(list(of_month)[:7])
    days: list[tuple[date, Decimal, bool, Decimal]] = []
    for tramo in trabajador.tramos:
        common = tramo.periodo.overlap(periodo)
        for day in common or ():
            of, minimum = of_day(day), minimum_of(trabajador.zona, day)
            sbc = max(minimum, min(tramo.sbc.pesos, of.cap))
            moved = tramo.diario is not None and tramo.diario.pesos == minimum
            measured = trabajador.sbc_tramo.pesos if trabajador.sbc_tramo else sbc
            days.append((day, sbc, moved, _band(measured, of, minimum)))
    found: Amounts = {}
    for bill in Bill:
        for run in _runs(days, bill):
            for ramo in RAMOS:
                if ramo.period is not bill or ramo.key not in paid(patron.modalidad, trabajador.pensionado, run[0][0]):
                    continue
                for part in _by_premium(run, patron) if ramo.employer == OWN_PREMIUM else [run]:
                    first, sbc, moved, band = part[0]
                    of = of_day(first)
                    n = len(part)
                    if ramo.days.drops_incapacity:
                        n -= sum(day[0] in certified for day in part)
                    if ramo.days.drops_absence:
                        n -= sum(day[0] in absences for day in part)
                    base = of.uma if ramo.base is Base.UMA else sbc
                    if ramo.base is Base.SBC_OVER_3_UMA:
                        base = max(sbc - of.free, Decimal(0))
                    for share, key in (("patron", ramo.employer), ("obrero", ramo.worker)):
                        if key is None:
                            continue
                        if key == OWN_PREMIUM:
                            rate = patron.prima(first).porcentaje
                        else:
                            rate = band if key == "ceav.patron" else of.rates[key]
                        owed = (base * n * rate / CIEN).quantize(CENTAVO, ROUND_HALF_UP)
                        found[ramo.key, share] = found.get((ramo.key, share), Decimal(0)) + owed
                        if share == "obrero" and moved:
                            found[ramo.key, "trasladado"] = found.get((ramo.key, "trasladado"), Decimal(0)) + owed
    return found


def _band(sbc: Decimal, of: Day, minimum: Decimal) -> Decimal:
    if of.one_minimum is not None and sbc == minimum:
        return of.one_minimum
    ratio = (sbc / of.uma).quantize(CENTAVO, "ROUND_DOWN")
    return next((rate for limit, rate in of.bands if ratio <= limit), of.rest)


def _runs(
    days: list[tuple[date, Decimal, bool, Decimal]], bill: Bill
) -> list[list[tuple[date, Decimal, bool, Decimal]]]:
    """The days in runs with nothing that changes; a band cuts only the bimonthly bill, a month only the other."""
    runs: list[list[tuple[date, Decimal, bool, Decimal]]] = []
    previous: tuple[object, ...] = ()
    for day in days:
        own = day[3] if bill is Bill.BIMONTHLY else day[0].month
        key = (day[1], day[2], of_day(day[0]).uma, own)
        if runs and runs[-1][-1][0] + UN_DIA == day[0] and previous == key:
            runs[-1].append(day)
        else:
            runs.append([day])
        previous = key
    return runs


def _by_premium(
    run: list[tuple[date, Decimal, bool, Decimal]], patron: Patron
) -> list[list[tuple[date, Decimal, bool, Decimal]]]:
    return [list(part) for _, part in groupby(run, key=lambda day: patron.prima(day[0]).porcentaje)]
