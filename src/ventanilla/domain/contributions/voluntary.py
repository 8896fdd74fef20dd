"""What voluntary and special regimes cost, as far as it is published; the others refuse, and say what to load.

>>> mes = modalidad_40(Money("2932.75"), Period.month(2026, 6))
>>> mes.tasa, mes.importe
(Decimal('14.438'), Money('12702.91'))
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Final

from ventanilla import law
from ventanilla.kernel.money import HALF_UP, Money
from ventanilla.kernel.period import Period, months_after
from ventanilla.kernel.text import Text

from . import parameters
from .bands import tasa_patron
from .errors import CuotasError
from .explain import in_words
from .parameters import leido
from .worker import Zona

SALUD_FAMILIA: Final = "lss.242.cuota_anual"
CITA_40: Final = "LSS 218-221"
_PERCENT: Final = 100
_MESES: Final = 12
_OLDEST: Final = 130  # an age that nobody reaches: a mistyped one is told
_OF_40: Final = (
    ("lss.218.retiro", "Retiro"),
    ("lss.218.ceav_obrero", "Cesantía y vejez, parte de la persona"),
    ("lss.218.iv", "Invalidez y vida"),
    ("lss.218.gmp", "Gastos médicos de pensionados"),
)


@dataclass(frozen=True, slots=True)
class CuotaModalidad40:
    """The month of a continuación voluntaria: a percent of the wage that was chosen, paid in advance."""

    sbc: Money
    periodo: Period
    partes: tuple[tuple[str, Decimal, tuple[law.Used, ...]], ...]
    tasa: Decimal
    importe: Money


def modalidad_40(sbc: Money, periodo: Period, *, ultimo: Money | None = None) -> CuotaModalidad40:
    """The price of ``periodo`` (a month) on a chosen wage: the last one or more, 25 UMA at most (LSS 218).

    CuotasError for a wage that may not be chosen.

    >>> modalidad_40(Money("500.00"), Period.month(2024, 6)).tasa  # over four UMA
    Decimal('12.256')
    """
    on, limit = periodo.first, parameters.tope(periodo.first).valor
    floor = parameters.salario_minimo(Zona.GENERAL, on).valor if ultimo is None else min(ultimo, limit)
    if not floor <= sbc <= limit:
        raise CuotasError(
            "sbc",
            Text(
                "SALARIO_NO_ELEGIBLE",
                "No se puede elegir un salario de {sbc} en la continuación voluntaria. Elija uno de {piso}, el último "
                "que se tuvo, a {tope}, 25 UMA.",
                piso=str(floor),
                tope=str(limit),
                sbc=str(sbc),
            ),
        )
    band = tasa_patron(sbc, Zona.GENERAL, on)
    parts = [("Cesantía y vejez, tramo del salario", band.valor, band.usados)]
    for key, title in _OF_40:
        rate = parameters.tasa(key, on)
        parts.append((title, rate.valor, rate.usados))
    total = sum((rate for _, rate, _ in parts), Decimal(0))
    amount = sbc.times(Fraction(total) / _PERCENT * periodo.days, HALF_UP)
    return CuotaModalidad40(sbc, periodo, tuple(parts), total, amount)


def faltas_modalidad_40(semanas: int, baja: date, solicita: date) -> tuple[Text, ...]:
    """What keeps somebody from the continuación voluntaria: () if nothing does.

    ``semanas`` are those contributed in the five years before the baja.

    >>> [text.code for text in faltas_modalidad_40(51, date(2020, 1, 15), date(2025, 1, 16))]
    ['MODALIDAD_40_SEMANAS', 'MODALIDAD_40_TARDE']
    """
    found: list[Text] = []
    needed = law.integer("lss.218.semanas", baja)
    if semanas < needed:
        found.append(
            Text(
                "MODALIDAD_40_SEMANAS",
                "Tiene {semanas} semanas en los últimos {anios} años, y se piden {pedidas} (LSS 218).",
                semanas=semanas,
                anios=law.integer("lss.218.anios", baja),
                pedidas=needed,
            )
        )
    last = months_after(baja, _MESES * law.integer("lss.218.solicitud_anios", baja))
    if solicita > last:
        found.append(Text("MODALIDAD_40_TARDE", "Se podía pedir hasta el {ultimo} (LSS 218). Ya pasó.", ultimo=last))
    return tuple(found)


def termina_modalidad_40(meses_sin_pago: int, on: date) -> bool:
    """Whether the months left unpaid end it (LSS 218-221)."""
    return meses_sin_pago >= law.integer("lss.218.meses_sin_pago", on)


def explicar_modalidad_40(one: CuotaModalidad40) -> law.Explained:
    """The tree of a month."""
    return law.Explained(
        Text("MODALIDAD_40", "Continuación voluntaria (modalidad 40), {periodo}", periodo=in_words(one.periodo)),
        one.importe,
        Text(
            "MODALIDAD_40_OPERACION",
            "{sbc} diarios x {tasa}% x {dias} días. Se paga por adelantado.",
            sbc=str(one.sbc),
            tasa=str(one.tasa),
            dias=one.periodo.days,
        ),
        (CITA_40,),
        parts=tuple(
            law.Explained(Text("MODALIDAD_40_PARTE", "{parte}, por ciento", parte=title), rate, used=used)
            for title, rate, used in one.partes
        ),
    )


@dataclass(frozen=True, slots=True)
class CuotaFamiliar:
    """A year of the Seguro de Salud para la Familia: the price of each person, by age."""

    desde: date
    edades: tuple[int, ...]
    importes: tuple[Money, ...]
    usados: tuple[law.Used, ...]

    @property
    def fuente(self) -> str:
        """Who says the prices: whoever is asked to pay reads it beside them."""
        return law.plain_source(law.version(SALUD_FAMILIA, self.desde).source)

    @property
    def total(self) -> Money:
        """What the family pays."""
        return Money.total(self.importes)


def seguro_salud_familia(edades: Iterable[int], on: date) -> CuotaFamiliar:
    """What a family pays for a year from ``on``. LawError for a year whose prices are not known.

    >>> [str(one) for one in seguro_salud_familia((8, 35, 80), date(2025, 3, 1)).importes]
    ['$8,900.00', '$11,850.00', '$21,300.00']
    """
    ages = tuple(edades)
    for age in ages:
        if not 0 <= age < _OLDEST:
            raise CuotasError(
                "edades", Text("EDAD_IMPOSIBLE", "No hay una persona de {edad} años. Corrija la edad.", edad=age)
            )
    if not ages:
        raise CuotasError("edades", Text("SIN_EDADES", "Escriba la edad de cada persona de la familia."))
    read = leido(lambda: tuple(Money(law.up_to(SALUD_FAMILIA, age, on)) for age in ages))
    return CuotaFamiliar(on, ages, read.valor, read.usados)


def explicar_familia(one: CuotaFamiliar) -> law.Explained:
    """The tree of a family's year."""
    return law.Explained(
        Text("SALUD_FAMILIA", "Seguro de Salud para la Familia, un año desde el {desde}", desde=one.desde),
        one.total,
        cite=("LSS 240-245",),
        used=one.usados,
        parts=tuple(
            law.Explained(Text("SALUD_FAMILIA_PERSONA", "Una persona de {edad} años", edad=age), amount)
            for age, amount in zip(one.edades, one.importes, strict=True)
        ),
    )


class Regimen(Enum):
    """Regimes whose price is not published here."""

    PTI = "pti"  # personas trabajadoras independientes; the press says «modalidad 10»
    MODALIDAD_44 = "modalidad_44"
    HOGAR = "hogar"
    PLATAFORMAS = "plataformas"


def cuota_mensual(regimen: Regimen, sbc: Money, on: date) -> Money:
    """The month of a regime, by the table of prices that the operator loads: highest daily wage, pesos a month.

    LawError, saying what to load, while it is not; CuotasError for one that only the institution computes.
    """
    if regimen is Regimen.HOGAR:
        raise CuotasError(
            "regimen",
            Text(
                "HOGAR_LO_CALCULA_LA_INSTITUCION",
                "Las cuotas de una persona trabajadora del hogar las calcula la institución y se pagan por adelantado: "
                "pida la línea de captura.",
            ),
        )
    key = f"regimenes.{regimen.value}"
    if key not in law.table_keys():
        raise law.LawError(
            Text(
                "LEY_SIN_REGIMEN",
                "No se conoce la cuota de «{regimen}». Cargue la tabla, con su fuente (salario diario más alto de cada "
                "renglón, y pesos al mes): ventanilla ley cargar {clave} ARCHIVO.csv",
                regimen=regimen.value,
                clave=key,
            )
        )
    return Money(law.up_to(key, sbc.pesos, on))
