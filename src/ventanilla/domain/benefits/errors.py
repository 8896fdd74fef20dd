"""What keeps a benefit from being computed, in a sentence for whoever gave the data."""

from __future__ import annotations

from datetime import date
from typing import Final

from ventanilla.kernel.money import Money
from ventanilla.kernel.refusal import BadInput
from ventanilla.kernel.text import Text

MOST_WEEKS: Final = 5200  # a hundred years: a mistyped number is told, not computed
MOST_PESOS: Final = Money("1000000.00")  # a day, likewise
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2200


class BeneficioError(BadInput):
    """Data of a benefit that cannot be."""


def semanas_posibles(campo: str, semanas: int | None) -> None:
    """BeneficioError for weeks that nobody has; None is «not known», and passes."""
    if semanas is not None and not 0 <= semanas <= MOST_WEEKS:
        raise BeneficioError(
            campo,
            Text(
                "SEMANAS_IMPOSIBLES",
                "{semanas} semanas no son posibles. Escriba las semanas cotizadas, de 0 a {maximo}.",
                semanas=semanas,
                maximo=MOST_WEEKS,
            ),
        )


def salario_posible(campo: str, salario: Money) -> None:
    """BeneficioError for a daily wage of nobody."""
    if not 0 < salario.centavos <= MOST_PESOS.centavos:
        raise BeneficioError(
            campo,
            Text(
                "SALARIO_IMPOSIBLE",
                "El salario diario {importe} no es posible. Escriba un importe por día mayor que cero, y no más de "
                "{maximo}.",
                importe=str(salario),
                maximo=str(MOST_PESOS),
            ),
        )


def dia_posible(campo: str, dia: date) -> None:
    """BeneficioError for a year of nobody's life."""
    if not FIRST_YEAR <= dia.year <= LAST_YEAR:
        raise BeneficioError(
            campo,
            Text("FECHA_IMPOSIBLE", "La fecha {fecha} no es posible. Revise el año.", fecha=dia),
        )


def entre(campo: str, numero: int, minimo: int, maximo: int) -> None:
    """BeneficioError for a count out of its bounds."""
    if not minimo <= numero <= maximo:
        raise BeneficioError(
            campo,
            Text(
                "NUMERO_IMPOSIBLE",
                "{numero} no es posible en «{campo}». Escriba un número de {minimo} a {maximo}.",
                numero=numero,
                campo=campo,
                minimo=minimo,
                maximo=maximo,
            ),
        )
