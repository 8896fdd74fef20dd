"""What turns a wage into a base wage: the integration factor by seniority, the floor and the cap, and the UMA's sums.

The year that counts is the one being served: on the first day of the second, the vacations are already fourteen days.

>>> factor_integracion(LEGALES, date(2025, 3, 10), date(2026, 3, 9)).valor
Decimal('1.0493')
>>> factor_integracion(LEGALES, date(2025, 3, 10), date(2026, 3, 10)).valor
Decimal('1.0507')
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Final

from ventanilla import law
from ventanilla.kernel.money import HALF_UP, Money
from ventanilla.kernel.text import Text

from . import parameters
from .errors import CuotasError
from .parameters import factor, leido
from .segments import aplicado
from .worker import ABSURD, Jornada, Zona

NADA: Final = Money.of_centavos(0)
LONGEST_SERVICE: Final = 80  # years: a longer one is a mistyped date
MOST_DAYS: Final = 365  # of a benefit in a year
MOST_PREMIUM: Final = Decimal(1000)  # percent
_MONTHS: Final = 12


def posible(campo: str, amount: Money, most: Money = ABSURD) -> Money:
    """The amount, if it can be one of money paid. CuotasError for a negative or an absurd one."""
    if not 0 <= amount.centavos <= most.centavos:
        raise CuotasError(
            campo,
            Text(
                "IMPORTE_IMPOSIBLE",
                "El importe {importe} no es posible: va de $0.00 a {maximo}. Revíselo.",
                importe=str(amount),
                maximo=str(most),
            ),
        )
    return amount


@dataclass(frozen=True, slots=True)
class Prestaciones:
    """The benefits of somebody's contract; None is what the law gives.

    ``aguinaldo`` and ``vacaciones`` in days of a year, ``prima_vacacional`` in percent. Where the law gives more
    vacations for the year being served, it is the law's that count.
    """

    aguinaldo: int | None = None
    prima_vacacional: Decimal | None = None
    vacaciones: int | None = None

    def __post_init__(self) -> None:
        for campo, days in (("aguinaldo", self.aguinaldo), ("vacaciones", self.vacaciones)):
            if days is not None and not 0 <= days <= MOST_DAYS:
                raise CuotasError(
                    campo,
                    Text(
                        "PRESTACION_IMPOSIBLE",
                        "{dias} días al año no son posibles. Escriba un número de 0 a {maximo}.",
                        dias=days,
                        maximo=MOST_DAYS,
                    ),
                )
        premium = self.prima_vacacional
        if premium is not None and not (premium.is_finite() and 0 <= premium <= MOST_PREMIUM):
            raise CuotasError(
                "prima_vacacional",
                Text(
                    "PRIMA_VACACIONAL_IMPOSIBLE",
                    "Una prima vacacional de {prima}% no es posible. Escríbala en por ciento, como 25.",
                    prima=str(premium),
                ),
            )


LEGALES: Final = Prestaciones()


@dataclass(frozen=True, slots=True)
class Factor:
    """An integration factor with what it was made of; ``minimas``: the benefits are those of the law and no better."""

    valor: Decimal
    anio: int
    aguinaldo: int
    vacaciones: int
    prima_vacacional: Decimal
    minimas: bool
    usados: tuple[law.Used, ...]


def aniversario(ingreso: date, anios: int) -> date:
    """The day on which ``anios`` years of service are complete and the next one begins.

    A year that began on 29 February ends on 28 February.

    >>> aniversario(date(2024, 2, 29), 1)
    datetime.date(2025, 3, 1)
    """
    try:
        return ingreso.replace(year=ingreso.year + anios)
    except ValueError:
        return date(ingreso.year + anios, 3, 1)


def anio_de_servicio(ingreso: date, on: date) -> int:
    """The year of service that is being served on a day: 1 from the first day. CuotasError for a date that cannot be.

    >>> anio_de_servicio(date(2025, 3, 10), date(2026, 3, 10))
    2
    """
    if ingreso > on:
        raise CuotasError(
            "ingreso",
            Text(
                "INGRESO_POSTERIOR",
                "El ingreso, {ingreso}, es posterior al {dia}, el día que se pregunta. Corrija una de las dos fechas.",
                ingreso=ingreso,
                dia=on,
            ),
        )
    years = on.year - ingreso.year
    if years > LONGEST_SERVICE:
        raise CuotasError(
            "ingreso",
            Text(
                "INGRESO_IMPOSIBLE",
                "Desde el ingreso, {ingreso}, habrían pasado {anios} años de servicio, que no son posibles. "
                "Corrija la fecha.",
                ingreso=ingreso,
                anios=years,
            ),
        )
    return years + (aniversario(ingreso, years) <= on)


def dias_de_vacaciones(anio: int, on: date) -> int:
    """The vacations of the law for that year of service (LFT 76). LawError where the table does not reach.

    >>> [dias_de_vacaciones(anio, date(2026, 6, 30)) for anio in (1, 10, 11)]
    [12, 22, 24]
    """
    if anio < 1:
        raise CuotasError(
            "anio",
            Text("ANIO_IMPOSIBLE", "El año de servicio {anio} no existe. Escriba 1 para el primero.", anio=anio),
        )
    return int(law.up_to("lft.76.vacaciones", anio, on))


def factor_integracion(prestaciones: Prestaciones, ingreso: date, on: date) -> Factor:
    """The factor of somebody who began on ``ingreso``, on a day. CuotasError for benefits under those of the law."""
    return factor_del_anio(prestaciones, anio_de_servicio(ingreso, on), on)


def factor_del_anio(prestaciones: Prestaciones, anio: int, on: date) -> Factor:
    """As ``factor_integracion``, by the year of service.

    >>> factor_del_anio(Prestaciones(aguinaldo=30), 1, date(2026, 6, 30)).valor
    Decimal('1.0904')
    """
    found = _factor(prestaciones, anio, on)
    law.replay(found.usados)
    return found.valor


@law.remembered(4096)
def _factor(prestaciones: Prestaciones, anio: int, on: date) -> parameters.Leido[Factor]:
    with law.recording() as used:
        vacations = dias_de_vacaciones(anio, on)
        legal_aguinaldo = law.integer("lft.87.aguinaldo_dias", on)
        legal_premium = law.value("lft.80.prima_vacacional", on)
    aguinaldo = legal_aguinaldo if prestaciones.aguinaldo is None else prestaciones.aguinaldo
    premium = legal_premium if prestaciones.prima_vacacional is None else prestaciones.prima_vacacional
    days = max(vacations, prestaciones.vacaciones or 0)
    for campo, words, given, least, cite in (
        ("aguinaldo", "El aguinaldo, en días,", Decimal(aguinaldo), Decimal(legal_aguinaldo), "LFT 87"),
        ("prima_vacacional", "La prima vacacional, en por ciento,", premium, legal_premium, "LFT 80"),
    ):
        if given < least:
            raise CuotasError(
                campo,
                Text(
                    "PRESTACION_BAJO_LA_LEY",
                    "{prestacion} es de {minimo} a lo menos ({articulo}) y se dio {dado}. "
                    "Corríjalo, o déjelo vacío para usar el de la ley.",
                    prestacion=words,
                    minimo=str(least),
                    articulo=cite,
                    dado=str(given),
                ),
            )
    found = Factor(
        factor(aguinaldo, days, premium),
        anio,
        aguinaldo,
        days,
        premium,
        (aguinaldo, premium, days) == (legal_aguinaldo, legal_premium, vacations),
        tuple(used),
    )
    return parameters.Leido(found, found.usados)


class Limite(Enum):
    """Which limit changed a wage."""

    NINGUNO = ""
    PISO = "piso"  # the minimum wage of the zone
    TOPE = "tope"  # 25 times the UMA


@dataclass(frozen=True, slots=True)
class Limitado:
    """A base wage after its limits; ``porque`` says what was applied and why, None if nothing was."""

    integrado: Money
    sbc: Money
    limite: Limite
    porque: Text | None
    usados: tuple[law.Used, ...]


def limitar(integrado: Money, zona: Zona, jornada: Jornada, on: date) -> Limitado:
    """The wage that is registered: not under the minimum wage of the zone, not over 25 UMA (LSS 28).

    >>> found = limitar(Money("3000.00"), Zona.GENERAL, Jornada.COMPLETA, date(2026, 6, 30))
    >>> found.sbc, found.limite
    (Money('2932.75'), <Limite.TOPE: 'tope'>)
    """
    found = aplicado(integrado, zona, jornada, on)
    law.replay(found.usados)
    limite, porque = Limite.NINGUNO, None
    if found.valor < integrado:
        limite = Limite.TOPE
        porque = Text(
            "SBC_CON_TOPE",
            "El salario integrado, {integrado}, pasa de {veces} veces la UMA ({uma}); se aplicó el tope, {sbc} "
            "(LSS 28).",
            integrado=str(integrado),
            veces=law.integer("lss.28.tope_uma", on),
            uma=str(parameters.uma(on).valor),
            sbc=str(found.valor),
        )
    elif found.valor > integrado:
        limite = Limite.PISO
        porque = Text(
            "SBC_CON_PISO",
            "El salario integrado, {integrado}, es menor que el más bajo que se admite en su zona; se aplicó ese, "
            "{sbc} (LSS 28).",
            integrado=str(integrado),
            sbc=str(found.valor),
        )
    return Limitado(integrado, found.valor, limite, porque, found.usados)


def uma_mensual(diaria: Money, dias_mes: Decimal) -> Money:
    """The monthly UMA: the daily one by ``dias_mes``, 30.4 in the law.

    >>> uma_mensual(Money("117.31"), Decimal("30.4"))
    Money('3566.22')
    """
    return diaria.times(dias_mes, HALF_UP)


def uma_anual(diaria: Money, dias_mes: Decimal) -> Money:
    """The yearly UMA: twelve monthly ones, never the daily one by 365.

    >>> uma_anual(Money("117.31"), Decimal("30.4"))
    Money('42794.64')
    """
    return uma_mensual(diaria, dias_mes).times(_MONTHS, HALF_UP)


def uma_del_mes(on: date) -> parameters.Leido[Money]:
    """The monthly UMA in force on a day."""
    return leido(lambda: uma_mensual(Money(law.value("uma.diaria", on)), law.value("uma.dias_mes", on)))


def uma_del_anio(on: date) -> parameters.Leido[Money]:
    """The yearly UMA in force on a day."""
    return leido(lambda: uma_anual(Money(law.value("uma.diaria", on)), law.value("uma.dias_mes", on)))
