"""The base wage of a day: the daily wage by its factor, what else integrates, what does not, and the limits.

Each element keeps what is paid, what of it does not integrate, and why (LSS 27, 30, 32). Every element is rounded
half-up to centavos, so that they add up in front of whoever reads them.

>>> fijo = integrar(Salario(Money("400.00")), date(2026, 2, 1), date(2026, 6, 30))
>>> fijo.sbc, fijo.factor.valor
(Money('419.72'), Decimal('1.0493'))
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from math import ceil
from typing import Final

from ventanilla import law
from ventanilla.kernel.money import HALF_UP, Money
from ventanilla.kernel.text import Text

from .errors import CuotasError
from .salary import LEGALES, NADA, Factor, Limitado, Prestaciones, factor_integracion, limitar, posible
from .worker import Jornada, Zona, salario_posible

_PERCENT: Final = 100
_MEALS: Final = 3  # of a day (LSS 32: "los tres alimentos")
_MOST_WITHDRAWALS: Final = 366


@dataclass(frozen=True, slots=True)
class Ahorro:
    """A savings fund: what each deposits, by day, and how many times a year the worker may withdraw (LSS 27-II)."""

    patron: Money
    trabajador: Money
    retiros: int

    def __post_init__(self) -> None:
        posible("ahorro_patron", self.patron)
        posible("ahorro_trabajador", self.trabajador)
        if not 0 <= self.retiros <= _MOST_WITHDRAWALS:
            raise CuotasError(
                "retiros",
                Text(
                    "RETIROS_IMPOSIBLES",
                    "{retiros} retiros al año no son posibles. Escriba cuántos admite el fondo.",
                    retiros=self.retiros,
                ),
            )


@dataclass(frozen=True, slots=True)
class Especie:
    """Food and housing given by the employer, and what the worker pays for each, by day (LSS 27-V, 32)."""

    comidas: int = 0
    paga_alimentos: Money = NADA
    habitacion: bool = False
    paga_habitacion: Money = NADA

    def __post_init__(self) -> None:
        if not 0 <= self.comidas <= _MEALS:
            raise CuotasError(
                "comidas",
                Text(
                    "COMIDAS_IMPOSIBLES",
                    "{comidas} comidas al día no son posibles. Escriba de 0 a 3.",
                    comidas=self.comidas,
                ),
            )
        posible("paga_alimentos", self.paga_alimentos)
        posible("paga_habitacion", self.paga_habitacion)


NADA_EN_ESPECIE: Final = Especie()


class Exclusion(Enum):
    """What never integrates, whatever its amount: its title and its fraction of LSS 27."""

    HERRAMIENTAS = ("Herramientas de trabajo, ropa y similares", "LSS 27-I")
    FONDO_SINDICAL = ("Fondo social del sindicato", "LSS 27-II")
    RCV_ADICIONAL = ("Aportaciones adicionales a retiro, cesantía y vejez", "LSS 27-III")
    CUOTAS = ("Cuotas del patrón a la institución y a Infonavit", "LSS 27-IV")
    UTILIDADES = ("Participación en las utilidades", "LSS 27-IV")
    PLAN_DE_PENSIONES = ("Fondo de un plan de pensiones que cumple las reglas de la CONSAR", "LSS 27-VIII")

    @property
    def clave(self) -> str:
        """Its name, as a person writes it."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Salario:
    """What somebody is paid by day. ``diario`` None: there is no fixed wage, only a variable one.

    ``fijas`` are other fixed benefits, which integrate whole. ``asistencia`` and ``puntualidad`` are prizes.
    ``variable`` is the average of the last bimester, or the one estimated for somebody new (LSS 30-II).
    ``registrado`` is the base wage filed last, that the prizes are measured against; without it they are measured
    against the one that results without them. ``excluidas`` are paid and never integrate: they are told, not added.
    """

    diario: Money | None
    prestaciones: Prestaciones = LEGALES
    fijas: Money = NADA
    despensa: Money = NADA
    asistencia: Money = NADA
    puntualidad: Money = NADA
    ahorro: Ahorro | None = None
    especie: Especie = NADA_EN_ESPECIE
    excluidas: tuple[tuple[Exclusion, Money], ...] = ()
    variable: Money = NADA
    registrado: Money | None = None
    zona: Zona = Zona.GENERAL
    jornada: Jornada = Jornada.COMPLETA

    def __post_init__(self) -> None:
        for campo, amount in (
            ("fijas", self.fijas),
            ("despensa", self.despensa),
            ("asistencia", self.asistencia),
            ("puntualidad", self.puntualidad),
            ("variable", self.variable),
            *((que.clave, amount) for que, amount in self.excluidas),
        ):
            posible(campo, amount)
        for campo, wage in (("salario_diario", self.diario), ("sbc_registrado", self.registrado)):
            salario_posible(campo, wage)
        if self.diario is None and not self.variable:
            raise CuotasError(
                "salario_diario",
                Text(
                    "SIN_SALARIO",
                    "No hay salario fijo ni variable. Dé el salario diario, el promedio variable, o los dos.",
                ),
            )
        if self.diario is None and self.especie != NADA_EN_ESPECIE:
            raise CuotasError(
                "salario_diario",
                Text(
                    "ESPECIE_SIN_SALARIO",
                    "Los alimentos y la habitación aumentan el salario diario, y no se dio. Agréguelo.",
                ),
            )


@dataclass(frozen=True, slots=True)
class Elemento:
    """One element of a wage, by day; ``clave`` names it for programs."""

    clave: str
    titulo: Text
    pagado: Money
    exento: Money
    importe: Money
    como: Text
    cite: tuple[str, ...]
    usados: tuple[law.Used, ...]


@dataclass(frozen=True, slots=True)
class Integrado:
    """A base wage with its elements; ``factor`` is None where there is no fixed wage."""

    salario: Salario
    dia: date
    factor: Factor | None
    elementos: tuple[Elemento, ...]
    limitado: Limitado

    @property
    def sbc(self) -> Money:
        """The base wage that is registered."""
        return self.limitado.sbc

    @property
    def integrado(self) -> Money:
        """The sum of the elements, before the limits."""
        return self.limitado.integrado

    def importe(self, clave: str) -> Money:
        """What one element adds; zero where it is none of these."""
        return Money.total(one.importe for one in self.elementos if one.clave == clave)

    @property
    def usados(self) -> tuple[law.Used, ...]:
        """All that was read of the law, each thing once."""
        of_elements = (used for one in self.elementos for used in one.usados)
        return tuple(dict.fromkeys((*of_elements, *self.limitado.usados)))


def excedente(pagado: Money, referencia: Money, porcentaje: Decimal) -> tuple[Money, Money]:
    """What does not integrate, up to a percentage of a reference, and what does: only the excess.

    >>> excedente(Money("43.42"), Money("48.67"), Decimal(40))
    (Money('19.47'), Money('23.95'))
    """
    exento = min(pagado, referencia.times(Fraction(porcentaje) / _PERCENT, HALF_UP))
    return exento, pagado - exento


def integrar(salario: Salario, ingreso: date, on: date) -> Integrado:
    """The base wage of somebody who began on ``ingreso``, on a day.

    LawError where the law loaded does not reach; CuotasError for data that cannot be.
    """
    factor = factor_integracion(salario.prestaciones, ingreso, on) if salario.diario is not None else None
    elements = [
        *_fijo(salario, factor),
        *_despensa(salario, on),
        *_ahorro(salario, on),
        *_especie(salario, on),
        *_variable(salario),
    ]
    elements += _premios(salario, Money.total(one.importe for one in elements), on)
    elements += _excluidas(salario)
    total = Money.total(one.importe for one in elements)
    found = Integrado(salario, on, factor, tuple(elements), limitar(total, salario.zona, salario.jornada, on))
    law.replay(found.usados)
    return found


def _fijo(salario: Salario, factor: Factor | None) -> Iterator[Elemento]:
    if salario.diario is not None:
        assert factor is not None, "a fixed wage has its factor"
        integrated = salario.diario.times(factor.valor, HALF_UP)
        yield Elemento(
            "salario_diario",
            Text("SALARIO_CON_FACTOR", "Salario diario integrado"),
            salario.diario,
            NADA,
            integrated,
            Text(
                "SALARIO_POR_FACTOR",
                "{diario} x {factor}: aguinaldo de {aguinaldo} días, {vacaciones} de vacaciones en el año de servicio "
                "{anio} y prima vacacional de {prima}%.",
                diario=str(salario.diario),
                factor=str(factor.valor),
                aguinaldo=factor.aguinaldo,
                vacaciones=factor.vacaciones,
                anio=factor.anio,
                prima=f"{factor.prima_vacacional:f}",
            ),
            ("LSS 27, 30-I", "LFT 76, 80, 87"),
            factor.usados,
        )
    if salario.fijas:
        yield Elemento(
            "fijas",
            Text("PRESTACIONES_FIJAS", "Otras prestaciones fijas"),
            salario.fijas,
            NADA,
            salario.fijas,
            Text("PRESTACIONES_ENTERAS", "Integran enteras."),
            ("LSS 27, 30-I",),
            (),
        )


def _variable(salario: Salario) -> Iterator[Elemento]:
    if salario.variable:
        yield Elemento(
            "variable",
            Text("PARTE_VARIABLE", "Promedio variable"),
            salario.variable,
            NADA,
            salario.variable,
            Text("PROMEDIO_DEL_BIMESTRE", "Lo percibido en el bimestre anterior, por día de salario devengado."),
            ("LSS 30-II",) if salario.diario is None else ("LSS 30-III",),
            (),
        )


def _excluidas(salario: Salario) -> Iterator[Elemento]:
    for que, paid in salario.excluidas:
        title, cite = que.value
        yield Elemento(
            que.clave,
            Text(f"EXCLUSION_{que.name}", title),
            paid,
            paid,
            NADA,
            Text("NUNCA_INTEGRA", "No integra. Debe estar registrado en la contabilidad del patrón."),
            (cite,),
            (),
        )


def _despensa(salario: Salario, on: date) -> Iterator[Elemento]:
    if not salario.despensa:
        return
    with law.recording() as used:
        uma, percent = Money(law.value("uma.diaria", on)), law.value("lss.27.despensa_uma", on)
    exento, importe = excedente(salario.despensa, uma, percent)
    yield Elemento(
        "despensa",
        Text("DESPENSA", "Despensa"),
        salario.despensa,
        exento,
        importe,
        Text(
            "SOLO_EL_EXCEDENTE",
            "{pagado} diarios; hasta {porcentaje}% de {referencia}, {exento}, no integra: solo el excedente.",
            pagado=str(salario.despensa),
            porcentaje=f"{percent:f}",
            referencia=f"la UMA ({uma})",
            exento=str(exento),
        ),
        ("LSS 27-VI",),
        tuple(used),
    )


def _premios(salario: Salario, others: Money, on: date) -> list[Elemento]:
    """The prizes, each measured against the base wage filed last, or the one that results without them."""
    found = []
    for clave, titulo, paid in (
        ("asistencia", Text("PREMIO_ASISTENCIA", "Premio de asistencia"), salario.asistencia),
        ("puntualidad", Text("PREMIO_PUNTUALIDAD", "Premio de puntualidad"), salario.puntualidad),
    ):
        if not paid:
            continue
        with law.recording() as used:
            percent = law.value("lss.27.premios_sbc", on)
        whose, base, read = "registrado", salario.registrado, tuple(used)
        if base is None:
            without = limitar(others, salario.zona, salario.jornada, on)
            whose, base, read = "sin los premios", without.sbc, (*read, *without.usados)
        exento, importe = excedente(paid, base, percent)
        found.append(
            Elemento(
                clave,
                titulo,
                paid,
                exento,
                importe,
                Text(
                    "SOLO_EL_EXCEDENTE",
                    "{pagado} diarios; hasta {porcentaje}% de {referencia}, {exento}, no integra: solo el excedente.",
                    pagado=str(paid),
                    porcentaje=f"{percent:f}",
                    referencia=f"el salario base {whose} ({base})",
                    exento=str(exento),
                ),
                ("LSS 27-VII",),
                read,
            )
        )
    return found


def _ahorro(salario: Salario, on: date) -> Iterator[Elemento]:
    fund = salario.ahorro
    if fund is None or not fund.patron:
        return
    with law.recording() as used:
        most = law.integer("lss.27.ahorro_retiros", on)
    free = fund.patron == fund.trabajador and fund.retiros <= most
    if free:
        how = Text(
            "AHORRO_NO_INTEGRA",
            "La persona deposita lo mismo, {deposito}, y retira a lo más {retiros} veces al año: no integra.",
            deposito=str(fund.trabajador),
            retiros=most,
        )
    else:
        how = Text(
            "AHORRO_INTEGRA",
            "Para no integrar, la persona deposita lo mismo que el patrón ({patron}) y retira a lo más {maximo} veces "
            "al año; deposita {deposito} y puede retirar {retiros}: integra entero.",
            patron=str(fund.patron),
            maximo=most,
            deposito=str(fund.trabajador),
            retiros=fund.retiros,
        )
    yield Elemento(
        "ahorro",
        Text("AHORRO", "Fondo de ahorro"),
        fund.patron,
        fund.patron if free else NADA,
        NADA if free else fund.patron,
        how,
        ("LSS 27-II",),
        tuple(used),
    )


def _especie(salario: Salario, on: date) -> Iterator[Elemento]:
    """Food and housing add a part of the daily wage, unless the worker pays enough for them."""
    goods, wage = salario.especie, salario.diario
    if wage is None or not (goods.comidas or goods.habitacion):
        return
    with law.recording() as used:
        least = law.value("lss.27.alimentos_habitacion_uma", on)
        exact = Money(law.value("uma.diaria", on)).centavos * Fraction(least) / _PERCENT
        price = Money.of_centavos(ceil(exact))  # the least that is no less than that percentage
        meals = goods.comidas if goods.paga_alimentos < price else 0
        housing = goods.habitacion and goods.paga_habitacion < price
        percent = _aumento(meals, housing, on)
    yield Elemento(
        "especie",
        Text("ALIMENTOS_Y_HABITACION", "Alimentos y habitación"),
        NADA,
        NADA,
        wage.times(Fraction(percent) / _PERCENT, HALF_UP),
        Text(
            "AUMENTO_EN_ESPECIE",
            "El salario diario aumenta {aumento}%. No cuenta lo que la persona paga con {precio} diarios o más, el "
            "{porcentaje}% de la UMA.",
            aumento=f"{percent:f}",
            precio=str(price),
            porcentaje=f"{least:f}",
        ),
        ("LSS 27-V, 32",),
        tuple(used),
    )


def _aumento(meals: int, housing: bool, on: date) -> Decimal:
    """By how much the wage grows, in percent: food whole, housing, both, and each meal where they are fewer."""
    whole = meals == _MEALS
    if whole and housing:
        return law.value("lss.32.ambas", on)
    percent = Decimal(0)
    if whole or housing:
        percent += law.value("lss.32.una", on)
    if meals and not whole:
        percent += law.value("lss.32.comida", on) * meals
    return percent
