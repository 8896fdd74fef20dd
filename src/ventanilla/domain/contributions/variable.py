"""The variable part of a wage: what was paid in a bimester by the days of wage earned in it (LSS 30-II).

It is in force from the first day of the month after the bimester, and filed in the first working days of that month.

>>> promedio = promediar(Variable(2026, 1, Money("12000.00"), ausencias=2, incapacidad=5))
>>> promedio.dias, promedio.valor, str(promedio.desde), str(promedio.limite)
(52, Money('230.77'), '2026-03-01', '2026-03-06')
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Final

from ventanilla import law
from ventanilla.kernel.money import HALF_UP, Money
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import Text

from .errors import CuotasError
from .salary import NADA, posible
from .worker import ABSURD

_UN_DIA: Final = timedelta(days=1)
_PERCENT: Final = 100
_HOURS: Final = 24  # of a day
_HOUR_DECIMALS: Final = 2
_MONTHS: Final = 2  # of a bimester
MOST_PAID: Final = ABSURD.times(62, HALF_UP)  # in a bimester


@dataclass(frozen=True, slots=True)
class HorasExtra:
    """The overtime of a day. ``por_hora`` is what is paid for each hour that passes the limits of the law."""

    dia: date
    horas: Decimal
    por_hora: Money

    def __post_init__(self) -> None:
        exponent = self.horas.as_tuple().exponent
        if not isinstance(exponent, int) or exponent < -_HOUR_DECIMALS or not 0 < self.horas <= _HOURS:
            raise CuotasError(
                "horas_extra",
                Text(
                    "HORAS_IMPOSIBLES",
                    "{horas} horas extra el {dia} no son posibles. Escriba más de 0 y no más de 24, con dos "
                    "decimales a lo más.",
                    horas=str(self.horas),
                    dia=self.dia,
                ),
            )
        posible("horas_extra", self.por_hora)


def horas_que_integran(extra: Iterable[HorasExtra]) -> dict[date, Decimal]:
    """The hours of each day that pass the limits in force on it: by day, by days of the week, by week (LSS 27-IX).

    >>> lunes = date(2026, 3, 9)
    >>> dias = [HorasExtra(lunes + timedelta(days=n), Decimal(4), Money("90.00")) for n in range(3)]
    >>> horas_que_integran((*dias, HorasExtra(date(2026, 3, 12), Decimal(1), Money("90.00"))))
    {datetime.date(2026, 3, 12): Decimal('1')}
    """
    found: dict[date, Decimal] = {}
    days = sorted(extra, key=lambda one: one.dia)
    for _, of_week in groupby(days, key=lambda one: one.dia.isocalendar()[:2]):
        free = Decimal(0)
        for n, one in enumerate(of_week):
            room = Decimal(0)
            if n < law.integer("tiempo_extra.dias_semana", one.dia):
                a_day = law.value("tiempo_extra.horas_dia", one.dia)
                a_week = law.value("tiempo_extra.horas_semana", one.dia)
                room = max(min(a_day, a_week - free), Decimal(0))
            within = min(one.horas, room)
            free += within
            if one.horas > within:
                found[one.dia] = one.horas - within
    return found


@dataclass(frozen=True, slots=True)
class Variable:
    """What was paid in a bimester (1 is January and February). ``importe`` integrates whole: commissions, piecework…

    ``despensa`` is what was given in each of its two months; ``ausencias`` and ``incapacidad`` are days without wage;
    ``ingreso`` is the first day of work, where it falls inside.
    """

    anio: int
    bimestre: int
    importe: Money
    despensa: tuple[Money, ...] = ()
    horas_extra: tuple[HorasExtra, ...] = ()
    ausencias: int = 0
    incapacidad: int = 0
    ingreso: date | None = None

    def __post_init__(self) -> None:
        if not (date.min.year < self.anio < date.max.year and 1 <= self.bimestre <= 6):
            raise CuotasError(
                "bimestre",
                Text(
                    "BIMESTRE_IMPOSIBLE",
                    "El bimestre {bimestre} de {anio} no existe. Escriba uno del 1 (enero y febrero) al 6.",
                    bimestre=self.bimestre,
                    anio=self.anio,
                ),
            )
        posible("importe", self.importe, MOST_PAID)
        for amount in self.despensa:
            posible("despensa", amount, MOST_PAID)
        if len(self.despensa) > _MONTHS:
            raise CuotasError(
                "despensa",
                Text(
                    "DESPENSA_DE_MAS_MESES",
                    "Un bimestre tiene dos meses y se dieron {meses} importes de despensa. Dé uno por mes.",
                    meses=len(self.despensa),
                ),
            )
        days = [one.dia for one in self.horas_extra]
        for day in days:
            if day not in self.periodo or days.count(day) > 1:
                raise CuotasError(
                    "horas_extra",
                    Text(
                        "HORAS_FUERA_DEL_BIMESTRE",
                        "Las horas extra del {dia} están dos veces o son de otro bimestre. Deje las de este, una vez.",
                        dia=day,
                    ),
                )
        if self.ingreso is not None and self.ingreso > self.periodo.last:
            raise CuotasError(
                "ingreso",
                Text(
                    "INGRESO_TRAS_EL_BIMESTRE",
                    "El ingreso, {ingreso}, es posterior al bimestre: en él no hay salario. Estime el salario variable "
                    "(LSS 30-II).",
                    ingreso=self.ingreso,
                ),
            )
        if self.ausencias < 0 or self.incapacidad < 0 or self.dias < 1:
            raise CuotasError(
                "ausencias",
                Text(
                    "SIN_DIAS_DEVENGADOS",
                    "De los {dias} días del bimestre, con {ausencias} ausencias y {incapacidad} días de incapacidad no "
                    "queda ninguno de salario devengado entre los que repartir lo percibido. Revise los tres números.",
                    dias=self.dias_periodo,
                    ausencias=self.ausencias,
                    incapacidad=self.incapacidad,
                ),
            )

    @property
    def periodo(self) -> Period:
        """The days of the bimester."""
        return Period.bimester(self.anio, self.bimestre)

    @property
    def dias_periodo(self) -> int:
        """The days of the bimester, from the first day of work."""
        first = self.periodo.first if self.ingreso is None else max(self.ingreso, self.periodo.first)
        return Period(first, self.periodo.last).days

    @property
    def dias(self) -> int:
        """The days of wage earned."""
        return self.dias_periodo - self.ausencias - self.incapacidad

    @property
    def desde(self) -> date:
        """The day from which its average is in force: the first of the next month (RACERF 53)."""
        return self.periodo.last + _UN_DIA


@dataclass(frozen=True, slots=True)
class Concepto:
    """Something paid in the bimester, what of it does not integrate, and how that was reached."""

    titulo: Text
    pagado: Money
    exento: Money
    como: Text
    cite: tuple[str, ...]

    @property
    def importe(self) -> Money:
        """What integrates."""
        return self.pagado - self.exento


@dataclass(frozen=True, slots=True)
class Promedio:
    """The daily variable wage of a bimester; ``limite`` is the last day to file it, by ``calendario``."""

    variable: Variable
    conceptos: tuple[Concepto, ...]
    importe: Money
    dias: int
    valor: Money
    desde: date
    limite: date
    calendario: str
    usados: tuple[law.Used, ...]


def promediar(variable: Variable) -> Promedio:
    """The average of a bimester and its term. MissingYear where the calendar of working days does not reach."""
    with law.recording() as used:
        items = (*_importe(variable), *_despensa(variable), *_horas(variable))
        limite, calendario = limite_variable(variable.desde)
    total = Money.total(one.importe for one in items)
    return Promedio(
        variable=variable,
        conceptos=items,
        importe=total,
        dias=variable.dias,
        valor=total.times(Fraction(1, variable.dias), HALF_UP),
        desde=variable.desde,
        limite=limite,
        calendario=calendario,
        usados=tuple(used),
    )


def limite_variable(desde: date) -> tuple[date, str]:
    """The last day to file a variable wage in force from ``desde``, and the table of working days it was counted by."""
    calendar = law.calendar()
    last = calendar.add(desde - _UN_DIA, law.integer("lss.34.aviso_variable_dias", desde))
    return last, calendar.table(last.year).name


def _importe(variable: Variable) -> Iterable[Concepto]:
    yield Concepto(
        Text("VARIABLE_PERCIBIDO", "Percepciones variables"),
        variable.importe,
        NADA,
        Text("VARIABLE_ENTERO", "Integran enteras."),
        ("LSS 27, 30-II",),
    )


def _despensa(variable: Variable) -> Iterable[Concepto]:
    """Each month its own exemption: its days, each at the UMA in force."""
    for paid, month in zip(variable.despensa, variable.periodo.by_month(), strict=False):
        if not paid:
            continue
        exempt = Money.total(Money(law.value("uma.diaria", day)) for day in month).times(
            Fraction(law.value("lss.27.despensa_uma", month.first)) / _PERCENT, HALF_UP
        )
        yield Concepto(
            Text("VARIABLE_DESPENSA", "Despensa del mes que empieza el {dia}", dia=month.first),
            paid,
            min(paid, exempt),
            Text(
                "VARIABLE_DESPENSA_EXENTA",
                "No integra hasta {exento}: {dias} días por {porcentaje}% de la UMA de cada día.",
                exento=str(exempt),
                dias=month.days,
                porcentaje=f"{law.value('lss.27.despensa_uma', month.first):f}",
            ),
            ("LSS 27-VI",),
        )


def _horas(variable: Variable) -> Iterable[Concepto]:
    over = horas_que_integran(variable.horas_extra)
    for one in variable.horas_extra:
        if one.dia in over:
            yield Concepto(
                Text("VARIABLE_HORAS", "Horas extra del {dia} que pasan los límites", dia=one.dia),
                one.por_hora.times(over[one.dia], HALF_UP),
                NADA,
                Text(
                    "VARIABLE_HORAS_DE_MAS",
                    "{horas} de {total} horas, a {importe} cada una; las demás no integran.",
                    horas=f"{over[one.dia]:f}",
                    total=f"{one.horas:f}",
                    importe=str(one.por_hora),
                ),
                ("LSS 27-IX",),
            )
