"""One episode of each fault, as whoever suffers it would tell it. The hard ones, about one in a hundred, are drawn too.

Each takes a life and the days it may use, and writes down what it spoiled. ``last`` is None where the life goes on.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from ventanilla.domain.affiliation import Certificado, Tipo
from ventanilla.domain.anomalies import ClaseAnomalia as Clase
from ventanilla.domain.contributions import Adeudo, Bill
from ventanilla.kernel.period import Period

from .lives import DAY, TODAY, Life, at, fortnights, integrated, minimum, rises

Episode = Callable[[Life, date, date | None], None]
CAUSES: Final = "12368"  # what an employer writes on a baja that it makes up
HARD: Final = 0.01  # share of faults that hardly show


def _inside(life: Life, first: date, last: date | None, room: int = 120) -> date:
    """A day in the middle of an employment, with some days before and after it."""
    end = last or TODAY
    return first + timedelta(days=life.rng.randint(room, max(room, (end - first).days - room)))


def gap(life: Life, first: date, last: date | None) -> None:
    """In the middle of a job somebody is left out for some days, and comes back as if nothing had happened."""
    hard = life.rng.random() < HARD
    cut = _inside(life, first, last)
    days = life.rng.randint(31, 45) if hard else life.rng.choice((1, 2, 3, 5, 7, 8, 10, 14, 15, 20, 25, 28))
    registro, path = life.job(first, cut, causa=life.rng.choice(CAUSES))
    back = cut + timedelta(days=days + 1)
    life.job(back, last, registro=registro, start=max(path[-1][1], integrated(back, back)))
    life.seeded(Clase.HUECO, {registro}, cut + DAY, back - DAY)


def repeated(life: Life, first: date, last: date | None) -> None:
    """Out before every payday, or every end of month, and in again some days later; for months."""
    registro, day = life.registro(), _inside(life, first, last, 600)
    step = life.rng.choice((7, 14, 15, 30, 30, 60))
    times = life.rng.randint(3, 9)
    path = life.wages(first, day, life.first_wage(first, 1.2))
    for n, (on, sbc) in enumerate(path):
        life.add(Tipo.MODIFICACION if n else Tipo.ALTA, registro, on, sbc)
    began, sbc = day, path[-1][1]
    for n in range(times):
        out = began + timedelta(days=n * step)
        back = out + timedelta(days=life.rng.randint(1, min(5, step - 2)))
        life.add(Tipo.BAJA, registro, out, causa=life.rng.choice(CAUSES))
        sbc = max(sbc, integrated(back, first))
        if n == times - 1:
            life.job(back, last, registro=registro, start=sbc)
        else:
            life.add(Tipo.ALTA, registro, back, sbc)
            for rise in rises():
                if back < rise < began + timedelta(days=(n + 1) * step) and integrated(rise, first) > sbc:
                    sbc = integrated(rise, first)
                    life.add(Tipo.MODIFICACION, registro, rise, sbc)
    life.seeded(Clase.BAJAS_REPETIDAS, {registro}, began, began + timedelta(days=(times - 1) * step + 5))


def back_for_less(life: Life, first: date, last: date | None) -> None:
    """Out, and in again soon after in the same work, with less than before."""
    hard = life.rng.random() < HARD
    cut = _inside(life, first, last)
    gap_days = life.rng.randint(61, 75) if hard and life.rng.random() < 0.5 else life.rng.randint(0, 40)
    drop = life.rng.randint(4, 9) if hard else life.rng.randint(11, 55)
    registro, path = life.job(first, cut, start=life.first_wage(first, 6.0, 12.0), causa=life.rng.choice(CAUSES))
    back = cut + timedelta(days=gap_days + 1)
    life.job(back, last, registro=registro, start=path[-1][1] * (100 - drop) // 100)
    life.seeded(Clase.REINGRESO_CON_MENOS, {registro}, cut, back)


def rotation(life: Life, first: date, last: date | None) -> None:
    """A group of companies moves somebody from one registro to another, again and again, in the same work."""
    hard = life.rng.random() < HARD
    owner = f"GRUPO{life.rng.randrange(10**6):06d}"
    registros = [life.registro(owner) for _ in range(life.rng.randint(2, 4))]
    moves = 2 if hard else life.rng.randint(2, 5)
    longest = ((last or TODAY) - first).days // (moves + 1)
    hard = hard and longest > 800
    at_, sbc = first, life.first_wage(first)
    start, used = None, {registros[0]}
    for n in range(moves):
        stay = timedelta(days=life.rng.randint(760, 800) if hard else life.rng.randint(60, min(330, longest)))
        cut = at_ + stay
        registro = registros[n % len(registros)]
        _, path = life.job(at_, cut, registro=registro, start=sbc, causa=life.rng.choice(CAUSES))
        at_ = cut + timedelta(days=life.rng.choice((1, 1, 1, 1, 2, 3, 5)))
        start, sbc = start or at_, max(path[-1][1], integrated(at_, at_))
        used.add(registros[(n + 1) % len(registros)])
    life.job(at_, last, registro=registros[moves % len(registros)], start=sbc)
    assert start is not None
    life.seeded(Clase.ROTACION, used, start, at_)


def drop(life: Life, first: date, last: date | None) -> None:
    """One day the same work is registered with less."""
    hard = life.rng.random() < HARD
    day = _inside(life, first, last, 200)
    percent = life.rng.randint(4, 9) if hard else life.rng.randint(12, 60)
    registro, path = life.registro(), life.wages(first, day - DAY, life.first_wage(first, 6.0, 12.0))
    lower = path[-1][1] * (100 - percent) // 100
    path += life.wages(day, last or TODAY, lower)
    for n, (on, sbc) in enumerate(path):
        life.add(Tipo.MODIFICACION if n else Tipo.ALTA, registro, on, sbc)
    if last is not None:
        life.add(Tipo.BAJA, registro, last, causa="2")
    life.seeded(Clase.SALARIO_BAJO, {registro}, day, last)


def receipt_above(life: Life, first: date, last: date | None) -> None:
    """The payroll says one wage, and the institution was told a lower one."""
    hard = life.rng.random() < HARD
    registro, path = life.job(first, last)
    begin = _inside(life, first, last)
    times = life.rng.randint(1005, 1018) if hard else life.rng.choice((1050, 1100, 1200, 1400, 1700, 2200))
    periods = fortnights(begin, last or TODAY)[: life.rng.randint(1, 24)]
    for period in periods:
        life.receipt(registro, period, at(path, period.last) * times // 1000)
    life.seeded(Clase.RECIBO_MAYOR, {registro}, periods[0].first, periods[-1].last)


def receipt_without(life: Life, first: date, last: date | None) -> None:
    """Paid for months before anybody was told of the job, or in a job of which nobody ever was."""
    begin = first + timedelta(days=life.rng.randint(40, 200))
    never = life.rng.random() < 0.4
    registro, path = life.job(begin, last)
    if never:
        registro = life.registro()
    periods = fortnights(first, begin - DAY)[-life.rng.randint(1, 8) :]
    for period in periods:
        life.receipt(registro, period, path[0][1])
    life.seeded(Clase.RECIBO_SIN_ALTA, {registro, life.owner(registro)}, periods[0].first, periods[-1].last)


def under_minimum(life: Life, first: date, last: date | None) -> None:
    """Registered with the bare minimum wage, without its integration; or with that of a year before."""
    registro, end = life.registro(), last or TODAY
    years = [day for day in rises() if first + timedelta(days=30) < day < end - timedelta(days=100)]
    kind = life.rng.random()
    if kind < HARD:
        day = life.rng.choice(years)
        paths = life.wages(first, day - DAY, integrated(first, first))
        mended = day + timedelta(days=life.rng.randint(9, 15))
        paths += life.wages(mended, end, integrated(mended, first))
        since, until = day, mended - DAY
    elif kind < 0.5:
        begun = life.rng.choice(years)
        paths = life.wages(first, begun - DAY, integrated(first, first))
        paths += [(day, minimum(day)) for day in years if day >= begun]
        since, until = begun, end
    else:
        begun = life.rng.choice(years)
        kept = [day for day in years if day >= begun][: life.rng.randint(1, 2)]
        after = kept[-1] + timedelta(days=life.rng.randint(40, 300))
        after = min(after, end - timedelta(days=5))
        paths = life.wages(first, begun - DAY, integrated(first, first))
        paths += life.wages(after, end, integrated(after, first))
        since, until = begun, after - DAY
    for n, (on, sbc) in enumerate(paths):
        life.add(Tipo.MODIFICACION if n else Tipo.ALTA, registro, on, sbc)
    if last is not None:
        life.add(Tipo.BAJA, registro, last, causa="2")
    life.seeded(Clase.BAJO_MINIMO, {registro}, since, until)


def stuck(life: Life, first: date, last: date | None) -> None:
    """Years go by and the minimum rises again and again; the wage stays as it was, though above it."""
    registro, end = life.registro(), last or TODAY
    hard = life.rng.random() < HARD
    sbc = int(integrated(end, first) * life.rng.uniform(1.05, 2.0)) + 1
    life.add(Tipo.ALTA, registro, first, sbc)
    if hard:
        life.add(Tipo.MODIFICACION, registro, first + (end - first) / 2, sbc + 100)
    if last is not None:
        life.add(Tipo.BAJA, registro, last, causa="2")
    life.seeded(Clase.ESTANCADO, {registro}, first, last)


def out_while_ill(life: Life, first: date, last: date | None) -> None:
    """Ill with a certificate, and meanwhile the employer files a baja."""
    hard = life.rng.random() < HARD
    cut = _inside(life, first, last)
    before, after = life.rng.randint(0, 40), life.rng.randint(1, 60)
    begin, end = cut - timedelta(days=before), cut + timedelta(days=after)
    if life.rng.random() < 0.4 and before > 4:
        half = begin + timedelta(days=before // 2)
        life.certificates += [Certificado(begin, half), Certificado(half + DAY, end)]
    else:
        life.certificates.append(Certificado(begin, end))
    registro, path = life.job(first, cut, causa=life.rng.choice(CAUSES))
    if hard:
        other = life.registro(life.owner(registro))
        life.job(cut + DAY, last, registro=other, start=max(path[-1][1], integrated(cut, cut)))
    life.seeded(Clase.BAJA_EN_INCAPACIDAD, {registro}, cut, end)


def late(life: Life, first: date, last: date | None) -> None:
    """In work for weeks before the employer files the alta."""
    days = life.rng.randint(14, 80)
    registro, _ = life.job(first, last, recorded=life.filed(first, late=days))
    life.seeded(Clase.ALTA_TARDIA, {registro}, first, first + timedelta(days=days))


def backdated(life: Life, first: date, last: date | None) -> None:
    """Months or years after, an employment is filed as if it had always been there."""
    hard = life.rng.random() < HARD
    days = life.rng.randint(75, 89) if hard else life.rng.randint(100, 900)
    registro, _ = life.job(first, last, recorded=life.filed(first, late=days))
    life.seeded(Clase.ALTA_RETROACTIVA, {registro}, first, last)


def unknown(life: Life, first: date, last: date | None) -> None:
    """An employment with somebody of whom the person never heard, and says so."""
    registro, _ = life.job(first, last)
    life.unknown.add(registro)
    life.seeded(Clase.PATRON_DESCONOCIDO, {registro}, first, last)


def two_jobs(life: Life, first: date, last: date | None) -> None:
    """Two employers have the same person whole days, at the same time, for months."""
    hard = life.rng.random() < HARD
    one, _ = life.job(first, last)
    begin = _inside(life, first, last)
    days = life.rng.randint(20, 30) if hard else life.rng.randint(60, 800)
    end = min(begin + timedelta(days=days), (last or TODAY) - timedelta(days=2))
    other, _ = life.job(begin, end)
    life.seeded(Clase.DOS_EMPLEOS, {one, other}, begin, end)


def unpaid(life: Life, first: date, last: date | None) -> None:
    """The employer registered somebody and did not pay for some months."""
    registro, _ = life.job(first, last)
    begin = _inside(life, first, last)
    count = life.rng.randint(1, 14)
    month = Period.month(begin.year, begin.month)
    since = month.first
    until = month.last
    for _ in range(count):
        if month.last > (last or TODAY):
            break
        life.owes(registro, Adeudo(Bill.MONTHLY, month))
        if month.first.month % 2 == 0 and month.first > since:
            life.owes(registro, Adeudo.bimestral(month.first.year, month.first.month // 2))
        until = month.last
        after = month.last + DAY
        month = Period.month(after.year, after.month)
    life.seeded(Clase.MESES_SIN_PAGO, {registro}, since, until)


def two_numbers(life: Life, first: date, last: date | None) -> None:
    """Somebody was given a second number, and part of their work is under it."""
    other = f"{life.rng.randrange(10**11):011d}"
    life.other_numbers.append(other)
    registro, _ = life.job(first, last, nss=other if life.rng.random() < 0.7 else None)
    life.seeded(Clase.NSS_DUPLICADO, {registro}, date(1985, 1, 1), None)


FAULTS: Final[dict[Clase, Episode]] = {
    Clase.HUECO: gap,
    Clase.BAJAS_REPETIDAS: repeated,
    Clase.REINGRESO_CON_MENOS: back_for_less,
    Clase.ROTACION: rotation,
    Clase.SALARIO_BAJO: drop,
    Clase.RECIBO_MAYOR: receipt_above,
    Clase.RECIBO_SIN_ALTA: receipt_without,
    Clase.BAJO_MINIMO: under_minimum,
    Clase.ESTANCADO: stuck,
    Clase.BAJA_EN_INCAPACIDAD: out_while_ill,
    Clase.ALTA_TARDIA: late,
    Clase.ALTA_RETROACTIVA: backdated,
    Clase.PATRON_DESCONOCIDO: unknown,
    Clase.DOS_EMPLEOS: two_jobs,
    Clase.MESES_SIN_PAGO: unpaid,
    Clase.NSS_DUPLICADO: two_numbers,
}
