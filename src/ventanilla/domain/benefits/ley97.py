"""The pension of cesantía or vejez by the law in force: what it asks each year, and the guaranteed pension.

Of the 330 cells of the guaranteed pension only the two extremes are known: the rest refuses until the table of the DOF
is loaded, and nothing is interpolated. What an individual account buys is not computed here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from ventanilla import law
from ventanilla.kernel.money import TRUNCATE, Money
from ventanilla.kernel.text import Text

from .edad import Edad
from .errors import BeneficioError, entre, semanas_posibles
from .working import Calculo, Cuenta

BANDAS: Final = 5  # of wage: 1 is from one minimum wage to 1.99 UMA, 5 is five UMA and more
_LAST_COLUMN: Final = 10
_LAST_AGE: Final = 65
_BASE_YEAR: Final = 2020  # the table is in pesos of its December
_FEBRUARY: Final = 2
_DECEMBER: Final = 12
_CITE: Final = "LSS 170"


@dataclass(frozen=True, kw_only=True)
class Pension97(Calculo):
    """What is asked on the day, and the guaranteed pension of a month where a band of wage was given."""

    semanas_requeridas: int
    garantizada: Money | None


def semanas_requeridas_ley97(on: date) -> int:
    """The weeks that are asked on that day: 25 more each year up to 2031.

    >>> [semanas_requeridas_ley97(date(anio, 6, 1)) for anio in (2020, 2021, 2026, 2031, 2040)]
    [1250, 750, 875, 1000, 1000]
    """
    return law.integer("lss.162.semanas", on)


def pension_ley97(semanas: int, edad: Edad, on: date, banda: int | None = None) -> Pension97:
    """What is asked of somebody on that day; with ``banda``, the guaranteed pension too.

    LawError where the cell of the table, or the INPC that updates it, is not loaded.
    """
    semanas_posibles("semanas", semanas)
    cuenta = Cuenta()
    pedidas = semanas_requeridas_ley97(on)

    def de_semanas() -> tuple[Text, bool]:
        asked = semanas_requeridas_ley97(on)
        return Text("L97_PIDE_SEMANAS", "{semanas} semanas reconocidas", semanas=asked), semanas >= asked

    def de_edad() -> tuple[Text, bool]:
        cesantia, vejez = law.integer("lss.154.edad", on), law.integer("lss.162.edad", on)
        texto = Text(
            "L97_PIDE_EDAD", "{cesantia} años, sin trabajo remunerado, o {vejez}", cesantia=cesantia, vejez=vejez
        )
        return texto, edad.anios >= cesantia

    cuenta.pide(de_semanas, "LSS 154, 162", "transitorio cuarto, DOF 2020-12-16")
    cuenta.pide(de_edad, "LSS 154, 162")
    if banda is not None:
        entre("banda", banda, 1, BANDAS)
    garantizada = None
    if banda is not None and cuenta.procede:
        garantizada = _garantizada(cuenta, banda, edad.anios, semanas, on)
    return Pension97(
        titulo=Text("PENSION_97", "Pensión garantizada mensual, ley de 1997"),
        importe=garantizada,
        requisitos=tuple(cuenta.requisitos),
        pasos=tuple(cuenta.pasos),
        avisos=(
            Text(
                "L97_CUENTA",
                "Si su cuenta individual alcanza para más que la garantizada, elige renta vitalicia o retiro "
                "programado (LSS 157, 164): ese importe no se calcula aquí.",
            ),
        ),
        semanas_requeridas=pedidas,
        garantizada=garantizada,
    )


def pension_garantizada(banda: int, edad: int, semanas: int, on: date) -> Money:
    """The guaranteed pension of a month, in pesos of that day. LawError for what is not loaded; never interpolated.

    >>> pension_garantizada(1, 60, 750, date(2021, 6, 1))
    Money('2622.00')
    """
    entre("banda", banda, 1, BANDAS)
    semanas_posibles("semanas", semanas)
    return _garantizada(Cuenta(), banda, edad, semanas, on)


def celda(banda: int, edad: int, semanas: int, on: date) -> str:
    """The row of the table: band, age and column of weeks. BeneficioError under what is asked.

    >>> celda(5, 70, 1300, date(2026, 6, 1))
    '5-65-10'
    """
    pedidas = semanas_requeridas_ley97(on)
    if semanas < pedidas:
        raise BeneficioError(
            "semanas",
            Text(
                "L97_FALTAN_SEMANAS",
                "{semanas} semanas no alcanzan para una pensión garantizada: se piden {pedidas}. Faltan {faltan}; "
                "calcule con las que tendrá.",
                semanas=semanas,
                pedidas=pedidas,
                faltan=pedidas - semanas,
            ),
        )
    youngest = law.integer("lss.154.edad", on)
    if edad < youngest:
        raise BeneficioError(
            "edad",
            Text(
                "L97_FALTA_EDAD",
                "{edad} años no alcanzan para una pensión garantizada: se piden {pedida}. Calcule con la edad "
                "que tendrá.",
                edad=edad,
                pedida=youngest,
            ),
        )
    column = min(_LAST_COLUMN, (semanas - pedidas) // law.integer("lss.170.semanas_columna", on))
    return f"{banda}-{min(edad, _LAST_AGE)}-{column}"


def _garantizada(cuenta: Cuenta, banda: int, edad: int, semanas: int, on: date) -> Money:
    with cuenta.paso(Text("L97_TABLA", "Pensión garantizada, en pesos de diciembre de 2020"), _CITE) as paso:
        row = celda(banda, edad, semanas, on)
        base = paso.da(
            Money(law.cell("lss.170.garantizada", row, on)),
            Text("L97_TABLA_COMO", "Renglón {renglon}: tramo de salario, edad y columna de semanas.", renglon=row),
        )
    with cuenta.paso(Text("L97_ACTUALIZADA", "Pensión garantizada de un mes"), _CITE) as paso:
        year = on.year - (1 if on.month >= _FEBRUARY else 2)  # the December whose INPC is applied
        if year <= _BASE_YEAR:
            return paso.da(base, Text("L97_SIN_ACTUALIZAR", "La primera actualización es de febrero de 2022."))
        first, last = (law.value("inpc.mensual", date(each, _DECEMBER, 1)) for each in (_BASE_YEAR, year))
        return paso.da(
            base.times(Fraction(last) / Fraction(first), TRUNCATE),
            Text(
                "L97_ACTUALIZADA_COMO",
                "{base} x {ultimo} (INPC de diciembre de {anio}) entre {primero} (de diciembre de 2020), truncado.",
                base=str(base),
                ultimo=str(last),
                anio=year,
                primero=str(first),
            ),
        )
