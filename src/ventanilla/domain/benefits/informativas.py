"""Invalidity, death and permanent incapacity: informative, and every answer says so.

The rules are commonly stated and their text was not checked (confidence L): nothing is decided with them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Final

from ventanilla import law
from ventanilla.kernel.money import TRUNCATE, Money
from ventanilla.kernel.text import Text

from .errors import BeneficioError, entre, salario_posible, semanas_posibles
from .working import INFORMATIVO, Calculo, Cuenta, parte, por_ciento

_DAYS_OF_A_YEAR: Final = 365
_MONTHS_OF_A_YEAR: Final = 12
_PERCENT: Final = 100
_MOST_CHILDREN: Final = 30
_MOST_PARENTS: Final = 2


class Caracter(Enum):
    """What a permanent incapacity gives, by its degree."""

    INDEMNIZACION = "indemnizacion"
    CUALQUIERA = "cualquiera"  # between both limits: a pension or an indemnity
    PENSION = "pension"


@dataclass(frozen=True, kw_only=True)
class Permanente(Calculo):
    """``pension`` is that of a month; ``indemnizacion``, five years of it, None where only a pension is given."""

    caracter: Caracter
    pension: Money
    indemnizacion: Money | None


def pension_invalidez(promedio: Money, semanas: int, grado: Decimal, on: date) -> Calculo:
    """35% of the average wage of the last 500 weeks, for who has the weeks that the degree asks (LSS 122, 141).

    >>> pension_invalidez(Money("600.00"), 260, Decimal(60), date(2026, 6, 1)).importe
    Money('6387.50')
    """
    salario_posible("promedio", promedio)
    semanas_posibles("semanas", semanas)
    _grado_posible(grado)
    cuenta = Cuenta()

    def de_semanas() -> tuple[Text, bool]:
        grave = grado >= law.value("lss.122.grado_grave", on)
        asked = law.integer("lss.122.semanas_grave" if grave else "lss.122.semanas", on)
        texto = Text(
            "INVALIDEZ_SEMANAS",
            "{semanas} semanas, con {grado}% de invalidez",
            semanas=asked,
            grado=por_ciento(grado),
        )
        return texto, semanas >= asked

    cuenta.pide(de_semanas, "LSS 122")
    importe = None
    if cuenta.procede:
        mensual = _mensual(cuenta, promedio)
        importe = _parte(cuenta, Text("INVALIDEZ_CUANTIA", "Pensión de invalidez"), "lss.141.cuantia", mensual, on)
    return Calculo(
        titulo=Text("PENSION_INVALIDEZ", "Pensión mensual de invalidez (informativa)"),
        importe=importe,
        requisitos=tuple(cuenta.requisitos),
        pasos=tuple(cuenta.pasos),
        avisos=(
            INFORMATIVO,
            Text("INVALIDEZ_MINIMA", "No puede ser menor que la pensión garantizada, que aquí no se compara."),
        ),
    )


def pensiones_de_sobrevivientes(
    pension: Money, on: date, *, conyuge: bool = False, hijos: int = 0, huerfanos_dobles: int = 0, ascendientes: int = 0
) -> Calculo:
    """The part of the deceased's pension for each survivor (LSS 127-137).

    ``hijos`` have the other parent alive; ``huerfanos_dobles``, neither. No limit is put to the sum.

    >>> pensiones_de_sobrevivientes(Money("10000.00"), date(2026, 6, 1), conyuge=True, hijos=2).importe
    Money('13000.00')
    """
    salario_posible("pension", pension)
    for campo, number, most in (
        ("hijos", hijos, _MOST_CHILDREN),
        ("huerfanos_dobles", huerfanos_dobles, _MOST_CHILDREN),
        ("ascendientes", ascendientes, _MOST_PARENTS),
    ):
        entre(campo, number, 0, most)
    cuenta = Cuenta()
    titles = (
        (int(conyuge), Text("VIUDEZ", "Viudez"), "lss.131.viudez"),
        (hijos, Text("ORFANDAD", "Orfandad de cada hija o hijo"), "lss.135.orfandad"),
        (huerfanos_dobles, Text("ORFANDAD_DOBLE", "Orfandad de madre y padre, cada una"), "lss.135.orfandad_doble"),
        (ascendientes, Text("ASCENDIENTES", "Cada ascendiente"), "lss.137.ascendientes"),
    )
    total = [
        each for times, titulo, key in titles if times for each in [_parte(cuenta, titulo, key, pension, on)] * times
    ]
    return Calculo(
        titulo=Text("PENSION_SOBREVIVIENTES", "Pensiones mensuales de sobrevivientes (informativas)"),
        importe=Money.total(total),
        requisitos=(),
        pasos=tuple(cuenta.pasos),
        avisos=(
            INFORMATIVO,
            Text("SOBREVIVIENTES_SUMA", "La suma no lleva aquí ningún límite; las pensiones pueden tener uno."),
        ),
    )


def incapacidad_permanente(sbc: Money, grado: Decimal, on: date) -> Permanente:
    """70% of the base wage in a total incapacity, the degree's part of it in a partial one (LSS 58-II, III).

    The degree comes from the table of LFT 514, which an expert applies.

    >>> uno = incapacidad_permanente(Money("500.00"), Decimal(20), date(2026, 6, 1))
    >>> uno.pension, uno.caracter.value, uno.indemnizacion
    (Money('2129.16'), 'indemnizacion', Money('127749.60'))
    """
    salario_posible("sbc", sbc)
    _grado_posible(grado)
    cuenta = Cuenta()
    mensual = _mensual(cuenta, sbc)
    total = _parte(cuenta, Text("PERMANENTE_TOTAL", "Por incapacidad total"), "lss.58.permanente_total", mensual, on)
    with cuenta.paso(Text("PERMANENTE_GRADO", "Por su grado"), "LSS 58-III") as paso:
        pension = paso.da(
            parte(total, grado, TRUNCATE),
            Text("PERMANENTE_GRADO_COMO", "{total} x {grado}%.", total=str(total), grado=por_ciento(grado)),
        )
    with cuenta.paso(Text("PERMANENTE_CARACTER", "Qué se paga"), "LSS 58-III") as paso:
        caracter = Caracter.CUALQUIERA
        if grado <= law.value("lss.58.indemnizacion_hasta", on):
            caracter = Caracter.INDEMNIZACION
        elif grado > law.value("lss.58.pension_desde", on):
            caracter = Caracter.PENSION
        paso.da(caracter.value)
    indemnizacion = None
    if caracter is not Caracter.PENSION:
        with cuenta.paso(Text("PERMANENTE_INDEMNIZACION", "Indemnización global"), "LSS 58-III") as paso:
            years = law.integer("lss.58.indemnizacion_anualidades", on)
            indemnizacion = paso.da(
                Money.of_centavos(pension.centavos * _MONTHS_OF_A_YEAR * years),
                Text("PERMANENTE_ANUALIDADES", "{pension} x 12 x {anios}.", pension=str(pension), anios=years),
            )
    return Permanente(
        titulo=Text("INCAPACIDAD_PERMANENTE", "Incapacidad permanente (informativa)"),
        importe=indemnizacion if caracter is Caracter.INDEMNIZACION else pension,
        requisitos=(),
        pasos=tuple(cuenta.pasos),
        avisos=(INFORMATIVO,),
        caracter=caracter,
        pension=pension,
        indemnizacion=indemnizacion,
    )


def _grado_posible(grado: Decimal) -> None:
    if not grado.is_finite() or not 0 < grado <= _PERCENT:
        raise BeneficioError(
            "grado",
            Text(
                "GRADO_IMPOSIBLE",
                "Un grado de {grado}% no es posible. Escriba un porcentaje mayor que cero y hasta cien.",
                grado=str(grado),
            ),
        )


def _mensual(cuenta: Cuenta, diario: Money) -> Money:
    """A daily wage by the month, truncated at each step as the pensions are."""
    with cuenta.paso(Text("SALARIO_MENSUAL", "Salario de un mes")) as paso:
        return paso.da(
            diario.times(_DAYS_OF_A_YEAR, TRUNCATE).times(Fraction(1, _MONTHS_OF_A_YEAR), TRUNCATE),
            Text("SALARIO_MENSUAL_COMO", "{diario} x 365 entre 12.", diario=str(diario)),
        )


def _parte(cuenta: Cuenta, titulo: Text, key: str, amount: Money, on: date) -> Money:
    """A percentage of the law of an amount; the article is that of its row."""
    with cuenta.paso(titulo, law.row(key, on).cite) as paso:
        percentage = law.value(key, on)  # read inside, so that the step has it
        return paso.da(
            parte(amount, percentage, TRUNCATE),
            Text("PARTE", "{importe} x {porcentaje}%.", importe=str(amount), porcentaje=por_ciento(percentage)),
        )
