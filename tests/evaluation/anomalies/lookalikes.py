"""Ordinary things that look like a fault and are none. Each takes a life and the days that it may use."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from ventanilla import law
from ventanilla.domain.affiliation import Certificado, SemanaJornada, Tipo, TipoSalario, TipoTrabajador
from ventanilla.domain.contributions import Adeudo, Zona
from ventanilla.kernel.period import Period, months_after

from .faults import Episode
from .lives import DAY, TODAY, Life, at, fortnights, integrated, minimum, rises


def _some(life: Life, first: date, last: date | None, low: int = 120, high: int = 900) -> date:
    """A day some time after the first one, with room after it."""
    end = last or TODAY
    return min(first + timedelta(days=life.rng.randint(low, high)), end - timedelta(days=low))


def plain(life: Life, first: date, last: date | None) -> None:
    """A job like any other, with receipts that agree."""
    registro, path = life.job(first, last)
    begin = _some(life, first, last)
    life.paid(registro, path, begin, last or TODAY, life.rng.randint(1, 12))


def rehired(life: Life, first: date, last: date | None) -> None:
    """Left for real, and months later came back, at times for less; now and then it was weeks."""
    cut = _some(life, first, last)
    away = life.rng.randint(25, 60) if life.rng.random() < 0.003 else life.rng.randint(62, 400)
    back = cut + timedelta(days=away)
    if back > (last or TODAY) - timedelta(days=30):
        life.job(first, last)
        return
    registro, path = life.job(first, cut, start=life.first_wage(first, 1.5, 6.0))
    start = max(path[-1][1] * life.rng.randint(700, 1200) // 1000, integrated(back, back))
    life.job(back, last, registro=registro, start=start)


def elsewhere(life: Life, first: date, last: date | None) -> None:
    """Left for another job, which did not last, and came back."""
    cut = _some(life, first, last)
    registro, path = life.job(first, cut)
    began = cut + timedelta(days=life.rng.randint(1, 6))
    left = began + timedelta(days=life.rng.randint(8, 40))
    life.job(began, left)
    back = left + timedelta(days=life.rng.randint(1, 5))
    life.job(back, last, registro=registro, start=max(path[-1][1], integrated(back, back)))


def absences(life: Life, first: date, last: date | None) -> None:
    """Away without pay for more days than an alta is kept; back after it, in the same work."""
    cut = _some(life, first, last)
    registro, path = life.job(first, cut, causa="7")
    back = cut + timedelta(days=life.rng.randint(10, 45))
    life.job(back, last, registro=registro, start=max(path[-1][1], integrated(back, back)))


def two_half_jobs(life: Life, first: date, last: date | None) -> None:
    """Two jobs of some hours, or of some days, at once."""
    weeks = [SemanaJornada.REDUCIDA, SemanaJornada.TRES_DIAS, SemanaJornada.DOS_DIAS]
    one, other = life.rng.choice(weeks), life.rng.choice([*weeks, SemanaJornada.COMPLETA])
    life.job(first, last, week=one)
    life.job(_some(life, first, last), last, week=other)


def collective_raise(life: Life, first: date, last: date | None) -> None:
    """A contract revised: everybody gains more, filed within the thirty days that there are for it."""
    registro, end = life.registro(), last or TODAY
    day = _some(life, first, last)
    path = life.wages(first, day - DAY, life.first_wage(first))
    raised = max(path[-1][1] * life.rng.randint(1040, 1200) // 1000, integrated(day, first))
    path += life.wages(day, end, raised)
    for n, (on, sbc) in enumerate(path):
        recorded = life.filed(on, late=life.rng.randint(10, 30)) if on == day else None
        life.add(Tipo.MODIFICACION if n else Tipo.ALTA, registro, on, sbc, recorded=recorded)
    if last is not None:
        life.add(Tipo.BAJA, registro, last, causa="2")


def contract_that_lowers_nothing(life: Life, first: date, last: date | None) -> None:
    """A new contract, filed again with the same wage, or with one that a small benefit less makes smaller."""
    registro, end = life.registro(), last or TODAY
    day = _some(life, first, last)
    path = life.wages(first, day - DAY, life.first_wage(first, 1.6))
    same = max(path[-1][1] * life.rng.choice((1000, 1000, 960, 980, 930)) // 1000, integrated(day, first))
    for n, (on, sbc) in enumerate([*path, *life.wages(day, end, same)]):
        life.add(Tipo.MODIFICACION if n else Tipo.ALTA, registro, on, sbc)
    if last is not None:
        life.add(Tipo.BAJA, registro, last, causa="2")


def by_contracts(life: Life, first: date, last: date | None) -> None:
    """Hired for a work, again and again, with days or months between and whatever wage each work has."""
    registro, day, end = life.registro(), first, last or TODAY
    worker = life.rng.choice(
        (TipoTrabajador.EVENTUAL_CIUDAD, TipoTrabajador.EVENTUAL_CONSTRUCCION, TipoTrabajador.EVENTUAL_CAMPO)
    )
    short = life.rng.random() < 0.4
    while day < end - timedelta(days=40):
        done = min(day + timedelta(days=life.rng.randint(6, 30) if short else life.rng.randint(25, 150)), end)
        life.job(
            day, done, registro=registro, worker=worker, causa="1", until=done, start=life.first_wage(day, 1.0, 3.0)
        )
        day = done + timedelta(days=life.rng.randint(2, 9) if short else life.rng.randint(2, 120))


def seasons(life: Life, first: date, last: date | None) -> None:
    """The same months every year, in the field."""
    registro, end = life.registro(), last or TODAY
    for year in range(first.year, end.year + 1):
        begin = date(year, 3, 1) + timedelta(days=life.rng.randint(0, 30))
        done = begin + timedelta(days=life.rng.randint(60, 200))
        if first <= begin and done <= end:
            start = life.first_wage(begin, 1.0, 1.5)
            life.job(
                begin, done, registro=registro, worker=TipoTrabajador.EVENTUAL_CAMPO, causa="1", until=done, start=start
            )


def by_what_they_sell(life: Life, first: date, last: date | None) -> None:
    """Paid by commission: every bimester the wage is the average of the one before, more or less."""
    registro, end = life.registro(), last or TODAY
    kind = life.rng.choice((TipoSalario.VARIABLE, TipoSalario.VARIABLE, TipoSalario.MIXTO))
    base = life.first_wage(first, 2.0, 5.0) / integrated(first, first)
    life.add(Tipo.ALTA, registro, first, int(base * integrated(first, first)), wage=kind)
    until = min(end, first + timedelta(days=life.rng.randint(400, 1500)))
    for year in range(first.year, until.year + 1):
        for month in (1, 3, 5, 7, 9, 11):
            day = date(year, month, 1)
            if first < day <= until:
                sbc = max(int(base * life.rng.uniform(0.55, 1.6) * integrated(day, first)), integrated(day, first))
                life.add(Tipo.MODIFICACION, registro, day, sbc, wage=kind)
    life.add(Tipo.BAJA, registro, until, causa="2")


def substituted(life: Life, first: date, last: date | None) -> None:
    """A company takes another's place, with a notice and its people; at times twice."""
    same = life.rng.random() < 0.5
    owner, day, sbc = f"SUST{life.rng.randrange(10**6):06d}", first, life.first_wage(first)
    before = life.registro(owner if same else None)
    for _ in range(life.rng.randint(1, 3)):
        cut = day + timedelta(days=life.rng.randint(150, 350))
        _, path = life.job(day, cut, registro=before, start=sbc, causa="6")
        after = life.registro(owner if same else None)
        life.substitutions.add((before, after))
        day = cut + DAY
        sbc, before = max(path[-1][1], integrated(day, day)), after
    life.job(day, last, registro=before, start=sbc)


def moved_once(life: Life, first: date, last: date | None) -> None:
    """Sent to another branch, once, or once in many years."""
    owner, day, sbc = f"SUCURSAL{life.rng.randrange(10**6):06d}", first, life.first_wage(first)
    end = last or TODAY
    for _ in range(life.rng.randint(1, 2)):
        cut = day + timedelta(days=life.rng.randint(800, 1200))
        if cut > end - timedelta(days=100):
            break
        _, path = life.job(day, cut, registro=life.registro(owner), start=sbc, causa="6")
        day = cut + DAY
        sbc = max(path[-1][1], integrated(day, day))
    life.job(day, last, registro=life.registro(owner), start=sbc)


def filed_at_the_edge(life: Life, first: date, last: date | None) -> None:
    """The alta filed the day before, or on the very last day of its term."""
    if life.rng.random() < 0.5:
        recorded = life.filed(first, late=-1)
    else:
        calendar, day = law.calendar(), first
        for _ in range(5):
            day = calendar.on_or_after(day + DAY)
        recorded = life.filed(day, late=0)
    life.job(first, last, recorded=recorded)


def raised_some_days_late(life: Life, first: date, last: date | None) -> None:
    """Earns the minimum; each January the new one is registered with some days of delay."""
    registro, end = life.registro(), last or TODAY
    life.add(Tipo.ALTA, registro, first, integrated(first, first))
    for day in rises():
        moved = day + timedelta(days=life.rng.choice((0, 0, 1, 2, 5, 9, 12)))
        if first < day and moved <= end:
            life.add(Tipo.MODIFICACION, registro, moved, integrated(moved, first))
    if last is not None:
        life.add(Tipo.BAJA, registro, last, causa="2")


def corrected(life: Life, first: date, last: date | None) -> None:
    """Filed wrong and then right: a wage of another, a day that was not, a baja that was of the month after."""
    registro, path = life.registro(), life.wages(first, last or TODAY, life.first_wage(first))
    kind = life.rng.randrange(3)
    for n, (on, sbc) in enumerate(path):
        wrong = n == len(path) // 2 and kind == 0
        noted = sbc * life.rng.randint(11, 30) // 10 if wrong else sbc
        one = life.add(Tipo.MODIFICACION if n else Tipo.ALTA, registro, on, noted)
        if wrong:
            again = one.recorded + timedelta(days=life.rng.randint(5, 200))
            life.add(one.tipo, registro, on, sbc, recorded=again, supersedes=one.id)
        if n == 0 and kind == 1:
            right = on + timedelta(days=life.rng.randint(1, 4))
            again = one.recorded + timedelta(days=life.rng.randint(20, 200))
            life.add(Tipo.ALTA, registro, right, sbc, recorded=again, supersedes=one.id)
    if last is not None and kind == 2:
        early = last - timedelta(days=life.rng.randint(10, 28))
        wrong_baja = life.add(Tipo.BAJA, registro, early, causa="2")
        again = wrong_baja.recorded + timedelta(days=life.rng.randint(20, 60))
        life.add(Tipo.BAJA, registro, last, causa="2", recorded=again, supersedes=wrong_baja.id)
    elif last is not None:
        life.add(Tipo.BAJA, registro, last, causa="2")


def fewer_hours(life: Life, first: date, last: date | None) -> None:
    """From whole days to some hours, agreed; the wage with them."""
    registro, day = life.registro(), _some(life, first, last)
    path = life.wages(first, day - DAY, life.first_wage(first, 2.0))
    for n, (on, sbc) in enumerate(path):
        life.add(Tipo.MODIFICACION if n else Tipo.ALTA, registro, on, sbc)
    half = path[-1][1] * life.rng.randint(50, 75) // 100
    life.add(Tipo.MODIFICACION, registro, day, half, week=SemanaJornada.REDUCIDA)
    life.add(Tipo.BAJA, registro, min(day + timedelta(days=200), last or TODAY), causa="2")


def post_for_some_months(life: Life, first: date, last: date | None) -> None:
    """In somebody's place for some months with their wage, and then back to one's own."""
    registro, day = life.registro(), _some(life, first, last, 200)
    path = life.wages(first, day - DAY, life.first_wage(first, 2.0))
    until = months_after(day, life.rng.randint(1, 10))
    own = max(path[-1][1], integrated(until, first))
    path.append((day, path[-1][1] * life.rng.randint(1150, 1900) // 1000))
    path += life.wages(until, last or TODAY, own)
    for n, (on, sbc) in enumerate(path):
        life.add(Tipo.MODIFICACION if n else Tipo.ALTA, registro, on, sbc)
    if last is not None:
        life.add(Tipo.BAJA, registro, last, causa="2")


def ill_and_back(life: Life, first: date, last: date | None) -> None:
    """Ill, and left on the last day of the certificate or after it; or died; or the contract was over."""
    cut = last or TODAY - timedelta(days=life.rng.randint(30, 400))
    kind, days = life.rng.randrange(4), life.rng.randint(3, 80)
    if kind == 0:
        life.certificates.append(Certificado(cut - timedelta(days=days), cut))
        life.job(first, cut)
    elif kind == 1:
        life.certificates.append(Certificado(cut - timedelta(days=days + 20), cut - timedelta(days=20)))
        life.job(first, cut)
    elif kind == 2:
        life.certificates.append(Certificado(cut - timedelta(days=days), cut + timedelta(days=5)))
        life.job(first, cut, causa="4")
    else:
        life.certificates.append(Certificado(cut - timedelta(days=min(days, 60)), cut + timedelta(days=9)))
        begin = max(first, cut - timedelta(days=150))
        life.job(begin, cut, causa="1", worker=TipoTrabajador.EVENTUAL_CIUDAD, until=cut)


def handed_over(life: Life, first: date, last: date | None) -> None:
    """A new job began some days, or weeks, before the old one's baja."""
    cut = _some(life, first, last)
    life.job(first, cut)
    life.job(cut - timedelta(days=life.rng.randint(0, 27)), last)


def retired_and_back(life: Life, first: date, last: date | None) -> None:
    """Retired, with a pension, and took up lighter work with the same employer."""
    cut = _some(life, first, last)
    registro, path = life.job(first, cut, causa=life.rng.choice("9A"))
    back = cut + timedelta(days=life.rng.randint(3, 60))
    life.job(back, last, registro=registro, start=max(path[-1][1] // 2, integrated(back, back)))


def at_the_border(life: Life, first: date, last: date | None) -> None:
    """The minimum of the border, where it is; and the general one of a registro whose zone nobody knows."""
    registro = life.registro()
    if life.rng.random() < 0.6:
        first = max(first, date(2019, 6, 1))
        life.zones[registro] = Zona.ZLFN
        life.job(first, last, registro=registro, start=integrated(first, first, Zona.ZLFN))
    else:
        life.job(first, last, registro=registro, start=integrated(first, first))


def receipts_that_agree(life: Life, first: date, last: date | None) -> None:
    """Receipts rounded by a payroll, of the half month in which a wage rose or the job began, or over the cap."""
    registro, path = life.job(first, last)
    life.paid(registro, path, first, last or TODAY, 6)
    for day, sbc in path[1:4]:
        half = Period(day - timedelta(days=5), day + timedelta(days=9))
        if half.last <= (last or TODAY):
            life.receipt(registro, half, sbc)
    if first.day > 1:
        start = first.replace(day=1)
        life.receipt(registro, Period(start, max(first + timedelta(days=3), start + timedelta(days=14))), path[0][1])


def joined_numbers(life: Life, first: date, last: date | None) -> None:
    """Two numbers that were joined long ago: both count, and nothing is left to do."""
    life.job(first, last, nss=f"{life.rng.randrange(10**11):011d}")


def from_another_system(life: Life, first: date, last: date | None) -> None:
    """A history loaded years after: the instant of the load says nothing of when its altas were filed."""
    loaded = life.filed(date(2026, 10, 1), late=0)
    life.loaded = loaded
    life.job(first, last, recorded=loaded)


def no_raise_for_two_years(life: Life, first: date, last: date | None) -> None:
    """Nobody raised a wage well above the minimum for a time, and then somebody did."""
    registro, end = life.registro(), last or TODAY
    sbc, day = int(integrated(end, first) * life.rng.uniform(1.1, 2.0)), first
    life.add(Tipo.ALTA, registro, day, sbc)
    while (day := months_after(day, life.rng.randint(14, 23))) < end:
        sbc = sbc * life.rng.randint(1030, 1090) // 1000
        life.add(Tipo.MODIFICACION, registro, day, sbc)
    if last is not None:
        life.add(Tipo.BAJA, registro, last, causa="2")


def of_ones_own(life: Life, first: date, last: date | None) -> None:
    """A voluntary affiliation, beside work or instead of it, with its own days and bases."""
    life.job(first, last)
    registro, day = life.registro(modalidad=life.rng.choice(("40", "33", "44"))), _some(life, first, last)
    for _ in range(life.rng.randint(1, 3)):
        until = day + timedelta(days=life.rng.randint(40, 150))
        if until > (last or TODAY):
            break
        life.add(Tipo.ALTA, registro, day, minimum(day), recorded=life.filed(day, late=life.rng.randint(0, 60)))
        life.add(Tipo.BAJA, registro, until)
        day = until + timedelta(days=life.rng.randint(2, 30))


def some_days_a_week(life: Life, first: date, last: date | None) -> None:
    """Works some days a week, and is registered for them with less than a whole week gives."""
    registro, end = life.registro(), last or TODAY
    week = life.rng.choice((SemanaJornada.UN_DIA, SemanaJornada.TRES_DIAS, SemanaJornada.REDUCIDA))
    life.add(Tipo.ALTA, registro, first, minimum(first) * 8 // 10, week=week)
    for day in rises():
        if first < day < end:
            life.add(Tipo.MODIFICACION, registro, day, minimum(day) * 8 // 10, week=week)
    if last is not None:
        life.add(Tipo.BAJA, registro, last, causa="2")


def one_after_another(life: Life, first: date, last: date | None) -> None:
    """Many short jobs with employers that are all different."""
    day, end = first, last or TODAY
    while day < end - timedelta(days=60):
        until = day + timedelta(days=life.rng.randint(15, 150))
        life.job(day, min(until, end))
        day = until + timedelta(days=life.rng.randint(1, 40))


def all_paid(life: Life, first: date, last: date | None) -> None:
    """Paid while they were there: the months before they came and after they left are owed, and a stranger's all."""
    registro, path = life.job(first, last)
    before = first.replace(day=1) - DAY
    life.owes(registro, Adeudo.mensual(before.year, before.month))
    if last is not None:
        after = Period.month(last.year, last.month).last + DAY
        life.owes(registro, Adeudo.mensual(after.year, after.month))
    life.owes("Z9900009910", Adeudo.bimestral(before.year, (before.month + 1) // 2))
    halves = fortnights(first, last or TODAY)
    life.receipt(registro, halves[len(halves) // 2], at(path, halves[len(halves) // 2].last))


LOOKALIKES: Final[tuple[Episode, ...]] = (
    plain,
    rehired,
    elsewhere,
    absences,
    two_half_jobs,
    collective_raise,
    contract_that_lowers_nothing,
    by_contracts,
    seasons,
    by_what_they_sell,
    substituted,
    moved_once,
    filed_at_the_edge,
    raised_some_days_late,
    corrected,
    fewer_hours,
    post_for_some_months,
    ill_and_back,
    handed_over,
    retired_and_back,
    at_the_border,
    receipts_that_agree,
    joined_numbers,
    from_another_system,
    no_raise_for_two_years,
    of_ones_own,
    some_days_a_week,
    one_after_another,
    all_paid,
)
