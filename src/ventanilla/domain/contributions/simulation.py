"""What a change would cost: a raise, a hire, and the pension reform year by year to 2030.

A raise and a hire are determinations of the law that is known. The UMA and the minimum wages of years to come are not:
the reform is counted with those that the asker supposes, which every answer repeats as supposed.

>>> prima = Decimal("0.54355")
>>> subida = aumento(Money("400.00"), Money("440.00"), Period(date(2026, 3, 1), date(2026, 12, 31)), prima)
>>> subida.antes.patron, subida.despues.patron, subida.cuesta
(Money('30011.93'), Money('32738.59'), Money('2726.66'))
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Final

from ventanilla import law
from ventanilla.kernel.money import HALF_UP, Money
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import Text

from .assumed import Gasto, Parametros, gasto
from .branches import Bill
from .determination import Determinacion, determinar
from .employer import Patron, Prima
from .errors import CuotasError
from .worker import Trabajador, Zona

ULTIMO_ANIO: Final = 2030  # the last of the transition (transitorio segundo, DOF 2020-12-16)
_PERCENT: Final = 100
_BIMESTRES: Final = 6
_UN_DIA: Final = timedelta(days=1)
_NADA: Final = Money.of_centavos(0)


@dataclass(frozen=True, slots=True)
class Costo:
    """What both sides pay in some days, each month and bimester determined by itself as it will be paid."""

    periodo: Period
    partes: tuple[Determinacion, ...]

    @property
    def patron(self) -> Money:
        """What the employer pays."""
        return Money.total(one.patron for one in self.partes)

    @property
    def obrero(self) -> Money:
        """What is withheld from the worker."""
        return Money.total(one.obrero for one in self.partes)


@dataclass(frozen=True, slots=True)
class Aumento:
    """The same days at two wages."""

    antes: Costo
    despues: Costo

    @property
    def cuesta(self) -> Money:
        """What the employer would pay more."""
        return self.despues.patron - self.antes.patron

    @property
    def retiene(self) -> Money:
        """What would be withheld more from the worker."""
        return self.despues.obrero - self.antes.obrero


def costo(trabajador: Trabajador, periodo: Period, patron: Patron) -> Costo:
    """What is owed in ``periodo``, by the months and bimesters in which it is paid."""
    months = [determinar(trabajador, month, patron, (Bill.MONTHLY,)) for month in periodo.by_month()]
    pairs = [determinar(trabajador, pair, patron, (Bill.BIMONTHLY,)) for pair in _bimestres(periodo)]
    return Costo(periodo, (*months, *pairs))


def contratacion(sbc: Money, periodo: Period, prima: Decimal, zona: Zona = Zona.GENERAL) -> Costo:
    """What it costs to have somebody hired on the first day of ``periodo`` until the last.

    >>> contratacion(Money("400.00"), Period.bimester(2026, 3), Decimal("0.54355")).patron
    Money('5982.77')
    """
    worker = replace(Trabajador.fijo(sbc, periodo), zona=zona)
    return costo(worker, periodo, Patron((Prima(periodo.first, prima),)))


def aumento(antes: Money, despues: Money, periodo: Period, prima: Decimal, zona: Zona = Zona.GENERAL) -> Aumento:
    """What a raise from the first day of ``periodo`` costs in contributions until the last."""
    return Aumento(*(contratacion(sbc, periodo, prima, zona) for sbc in (antes, despues)))


@dataclass(frozen=True, slots=True)
class Supuesto:
    """The UMA (from 1 February) and the minimum wage (from 1 January) that the asker supposes, by year.

    Where the law has a value, it prevails: only what is not known can be supposed.
    """

    uma: Mapping[int, Money]
    minimo: Mapping[int, Money]
    sueldo_crece: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        for campo, given in (("uma", self.uma), ("minimo", self.minimo)):
            for year, amount in given.items():
                if amount <= _NADA:
                    raise CuotasError(
                        campo,
                        Text(
                            "SUPUESTO_IMPOSIBLE",
                            "Para {anio} se supuso {importe}. Escriba un importe por día mayor que cero.",
                            anio=year,
                            importe=str(amount),
                        ),
                    )
        _growth("sueldo_crece", self.sueldo_crece)


@dataclass(frozen=True, slots=True)
class Anio:
    """A year of the reform. ``supuestos`` says what of it was supposed and not read of the law."""

    year: int
    sbc: Money
    gasto: Gasto
    supuestos: tuple[Text, ...]
    usados: tuple[law.Used, ...]


def supuesto_creciendo(
    uma_crece: Decimal, minimo_crece: Decimal, zona: Zona = Zona.GENERAL, sueldo_crece: Decimal = Decimal(0)
) -> Supuesto:
    """The supposition that each grows every year by a percent of its last known value.

    >>> supuesto_creciendo(Decimal(4), Decimal(0)).uma[2028]  # 117.31 of 2026, twice four percent more
    Money('126.88')
    """
    for campo, rate in (("uma_crece", uma_crece), ("minimo_crece", minimo_crece)):
        _growth(campo, rate)
    return Supuesto(_crece("uma.diaria", uma_crece), _crece(f"sm.{zona.value}", minimo_crece), sueldo_crece)


def _crece(key: str, rate: Decimal) -> dict[int, Money]:
    last = law.history(key)[-1]
    growth = 1 + Fraction(rate) / _PERCENT
    return {
        year: Money(last.value).times(growth ** (year - last.since.year), HALF_UP)
        for year in range(last.since.year + 1, ULTIMO_ANIO + 1)
    }


def reforma(sbc: Money, desde: int, prima: Decimal, supuesto: Supuesto, zona: Zona = Zona.GENERAL) -> tuple[Anio, ...]:
    """What somebody costs in each whole year from ``desde`` to 2030, by the literal CEAV of each year.

    The wage grows from the second year on as it was supposed. CuotasError for a year whose UMA or minimum wage is
    neither known nor supposed.
    """
    if not date.min.year < desde <= ULTIMO_ANIO:
        raise CuotasError(
            "desde",
            Text(
                "REFORMA_TERMINADA",
                "La reforma va hasta 2030, y se pidió desde {anio}. Pida un año anterior.",
                anio=desde,
            ),
        )
    growth = 1 + Fraction(supuesto.sueldo_crece) / _PERCENT
    return tuple(
        _anio(year, sbc.times(growth ** (year - desde), HALF_UP), prima, supuesto, zona)
        for year in range(desde, ULTIMO_ANIO + 1)
    )


def _anio(year: int, sbc: Money, prima: Decimal, supuesto: Supuesto, zona: Zona) -> Anio:
    said: dict[Text, None] = {}
    whole, parts = Period(date(year, 1, 1), date(year, 12, 31)), []
    with law.recording() as used:
        for bill, stretches in ((Bill.MONTHLY, whole.by_month()), (Bill.BIMONTHLY, _cortes(whole))):
            for stretch in stretches:
                on = stretch.first
                uma, uma_said = _uma(on, supuesto)
                minimum, minimum_said = _minimo(on, supuesto, zona)
                said.update(dict.fromkeys((*uma_said, *minimum_said)))
                parts.append(gasto(sbc, stretch.days, prima, on, Parametros(uma, minimum), (bill,)))
    return Anio(year, sbc, Gasto.suma(parts), tuple(said), tuple(used))


def _uma(on: date, supuesto: Supuesto) -> tuple[Money, tuple[Text, ...]]:
    """The UMA of the law, or the supposed one: each is in force from 1 February."""
    year = on.year - (on.month == 1)
    return _conocido_o_supuesto("uma.diaria", "uma", "UMA", on, year, supuesto.uma)


def _minimo(on: date, supuesto: Supuesto, zona: Zona) -> tuple[Money, tuple[Text, ...]]:
    return _conocido_o_supuesto(f"sm.{zona.value}", "minimo", "salario mínimo", on, on.year, supuesto.minimo)


def _conocido_o_supuesto(
    key: str, campo: str, nombre: str, on: date, year: int, supposed: Mapping[int, Money]
) -> tuple[Money, tuple[Text, ...]]:
    try:
        return Money(law.value(key, on)), ()
    except law.LawError as error:
        if year not in supposed:
            raise CuotasError(
                campo,
                Text(
                    "FALTA_SUPUESTO",
                    "No se conoce ({clave}) el valor de {nombre} de {anio}. Diga cuánto supone que será.",
                    clave=key,
                    nombre=nombre,
                    anio=year,
                ),
            ) from error
    amount = supposed[year]
    return amount, (
        Text(
            "SUPUESTO",
            "Supuesto: {nombre} de {anio}, {importe} diarios.",
            nombre=nombre,
            anio=year,
            importe=str(amount),
        ),
    )


def _bimestres(periodo: Period) -> Iterator[Period]:
    """The bimesters that ``periodo`` touches, cut to it."""
    for year in range(periodo.first.year, periodo.last.year + 1):
        for bimester in range(1, _BIMESTRES + 1):
            days = Period.bimester(year, bimester).overlap(periodo)
            if days is not None:
                yield days


def _cortes(year: Period) -> Iterator[Period]:
    """The bimesters, the first of them cut on 1 February, when the UMA changes."""
    for pair in _bimestres(year):
        if pair.first.month == 1:
            january = Period.month(pair.first.year, 1)
            yield january
            yield Period(january.last + _UN_DIA, pair.last)
        else:
            yield pair


def _growth(campo: str, rate: Decimal) -> None:
    if not (rate.is_finite() and -_PERCENT < rate < _PERCENT):
        raise CuotasError(
            campo,
            Text(
                "CRECIMIENTO_IMPOSIBLE",
                "Un crecimiento anual de {tasa}% no es posible. Escriba un por ciento, como 4.5.",
                tasa=str(rate),
            ),
        )


def explicar_reforma(anios: tuple[Anio, ...]) -> law.Explained:
    """The tree of the years, with what was supposed in each."""
    return law.Explained(
        Text("REFORMA", "Cuotas por año hasta {ultimo}", ultimo=anios[-1].year),
        Money.total(one.gasto.patron + one.gasto.obrero for one in anios),
        parts=tuple(
            law.Explained(
                Text("REFORMA_ANIO", "Año {anio}", anio=one.year),
                one.gasto.patron + one.gasto.obrero,
                Text(
                    "REFORMA_DICE",
                    "Con {sbc} diarios: patrón {patron}, persona trabajadora {obrero}. {supuestos}",
                    sbc=str(one.sbc),
                    patron=str(one.gasto.patron),
                    obrero=str(one.gasto.obrero),
                    supuestos=" ".join(map(str, one.supuestos)),
                ),
                ("LSS 168-II; transitorio segundo, DOF 2020-12-16",),
                one.usados,
            )
            for one in anios
        ),
    )
