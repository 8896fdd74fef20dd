"""What is discounted for a housing credit in a bimester (LINFONAVIT 29-III).

A percent of the wage, a monthly amount, or times the UMI (never the UMA nor the minimum wage); by days where it is in
force for part of the bimester, and an insurance once a bimester. Movements 15 to 20 change it inside the bimester.

>>> credito = (MovimientoCredito(TipoMovimiento.INICIO, date(2025, 1, 1), Descuento(TipoDescuento.VSM, "32.1234")),)
>>> amortizacion = amortizar(Trabajador.fijo(Money("500.00"), Period.bimester(2026, 3)), 2026, 3, credito)
>>> amortizacion.descuento, amortizacion.total
(Money('6476.72'), Money('6491.72'))
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from fractions import Fraction
from itertools import groupby
from typing import Final, assert_never

from ventanilla import law
from ventanilla.kernel.money import HALF_UP, Money, rounded
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import Text

from .due_date import bimestre_posible
from .errors import CuotasError
from .explain import in_words
from .parameters import Leido, leido
from .segments import aplicado, ausencias_descontadas
from .worker import Trabajador

CITA: Final = "LINFONAVIT 29-III"
_MESES: Final = 2  # in a bimester
_PERCENT: Final = 100
_CENTAVOS: Final = 100
_NADA: Final = Money.of_centavos(0)


class TipoDescuento(Enum):
    """How the discount is stated; the values are the codes of the institute."""

    PORCENTAJE = "1"
    CUOTA_FIJA = "2"  # pesos a month
    VSM = "3"  # a factor, times the UMI


class TipoMovimiento(Enum):
    """What changes a credit; the values are its codes."""

    INICIO = "15"
    SUSPENSION = "16"
    REINICIO = "17"
    CAMBIO_TIPO = "18"
    CAMBIO_VALOR = "19"
    CAMBIO_NUMERO = "20"


@dataclass(frozen=True, slots=True, init=False)
class Descuento:
    """A kind of discount and its value: percent, pesos a month, or factor; its decimals are kept as they come."""

    tipo: TipoDescuento
    valor: Decimal

    def __init__(self, tipo: TipoDescuento, valor: str | Decimal) -> None:
        try:
            number = Decimal(valor)
        except InvalidOperation:
            number = Decimal(0)
        top = _PERCENT if tipo is TipoDescuento.PORCENTAJE else None
        if not number.is_finite() or number <= 0 or (top is not None and number > top):
            raise CuotasError(
                "valor",
                Text(
                    "DESCUENTO_IMPOSIBLE",
                    "El valor de descuento «{valor}» no es posible. Escriba uno mayor que cero; si es por ciento, de "
                    "cien a lo más.",
                    valor=str(valor),
                ),
            )
        object.__setattr__(self, "tipo", tipo)
        object.__setattr__(self, "valor", number)


@dataclass(frozen=True, slots=True)
class MovimientoCredito:
    """One movement, in force from ``fecha``, that day among it. ``descuento`` is of those that state one."""

    tipo: TipoMovimiento
    fecha: date
    descuento: Descuento | None = None

    def __post_init__(self) -> None:
        if (self.descuento is not None) is not (self.tipo in CON_DESCUENTO):
            raise CuotasError(
                "descuento",
                Text(
                    "MOVIMIENTO_Y_DESCUENTO",
                    "El inicio y los cambios de tipo y de valor llevan tipo y valor de descuento; los demás, no. "
                    "Corríjalo.",
                ),
            )


CON_DESCUENTO: Final = {TipoMovimiento.INICIO, TipoMovimiento.CAMBIO_TIPO, TipoMovimiento.CAMBIO_VALOR}


@dataclass(frozen=True, slots=True)
class TramoCredito:
    """Days with one discount. ``base`` is the daily wage, the monthly amount, or the UMI; ``descontados``, not paid."""

    periodo: Period
    descuento: Descuento
    base: Money
    dias_bimestre: int
    descontados: int
    exacto: Fraction
    importe: Money
    usados: tuple[law.Used, ...]

    @property
    def dias(self) -> int:
        """The days discounted for."""
        return self.periodo.days - self.descontados


@dataclass(frozen=True, slots=True)
class Amortizacion:
    """What is withheld from a worker and paid to the institute in a bimester."""

    periodo: Period
    tramos: tuple[TramoCredito, ...]
    seguro: Money
    usados_seguro: tuple[law.Used, ...]

    @property
    def descuento(self) -> Money:
        """The discount, without the insurance."""
        return Money.total(tramo.importe for tramo in self.tramos)

    @property
    def total(self) -> Money:
        """With the insurance."""
        return self.descuento + self.seguro


def en_vigor(movimientos: Iterable[MovimientoCredito], on: date) -> Descuento | None:
    """The discount in force on a day; None before the credit, or while it is suspended.

    CuotasError for an order of movements that cannot be.
    """
    found: Descuento | None = None
    active = False
    for one in _in_order(movimientos):
        if one.fecha > on:
            break
        if one.tipo in (TipoMovimiento.INICIO, TipoMovimiento.REINICIO):
            active = True
        elif one.tipo is TipoMovimiento.SUSPENSION:
            active = False
        found = one.descuento or found
    return found if active else None


def amortizar(
    trabajador: Trabajador, year: int, bimester: int, movimientos: Iterable[MovimientoCredito]
) -> Amortizacion:
    """What is discounted in a bimester (1 is January and February), by days insured with the credit in force.

    Absences and certificates reduce it by policies ``descuento_credito_dias`` (pesos and factor) and
    ``descuento_porcentaje_dias``. The employer need not withhold more than the wage it pays, nor pay the difference.
    """
    bimestre_posible(bimester)
    periodo, known = Period.bimester(year, bimester), _in_order(movimientos)
    tramos = tuple(_tramos(trabajador, periodo, known))
    if not any(tramo.dias for tramo in tramos):
        return Amortizacion(periodo, tramos, _NADA, ())
    insurance = leido(lambda: Money(law.value("infonavit.seguro", periodo.first)))
    return Amortizacion(periodo, tramos, insurance.valor, insurance.usados)


def _tramos(
    trabajador: Trabajador, periodo: Period, movimientos: tuple[MovimientoCredito, ...]
) -> Iterator[TramoCredito]:
    """The days of the bimester, cut where the discount, its base or the alta changes."""
    days = [(day, _vale(trabajador, day, movimientos)) for day in periodo]
    for what, group in groupby(days, key=lambda item: item[1] and (item[1][0], item[1][1].valor)):
        own = list(group)
        if what is None:
            continue
        descuento, base = what
        stretch = Period(own[0][0], own[-1][0])
        read = dict.fromkeys(used for _, one in own if one for used in one[1].usados)
        lost = _descontados(trabajador, descuento, stretch, periodo)
        exact = _exacto(descuento, base, stretch.days - lost.valor, periodo.days)
        yield TramoCredito(
            periodo=stretch,
            descuento=descuento,
            base=base,
            dias_bimestre=periodo.days,
            descontados=lost.valor,
            exacto=exact,
            importe=Money.of_centavos(rounded(exact * _CENTAVOS, HALF_UP)),
            usados=(*read, *lost.usados),
        )


def _vale(
    trabajador: Trabajador, day: date, movimientos: tuple[MovimientoCredito, ...]
) -> tuple[Descuento, Leido[Money]] | None:
    """The discount of a day and its base; None without alta or without credit."""
    wage = next((tramo.sbc for tramo in trabajador.tramos if day in tramo.periodo), None)
    descuento = en_vigor(movimientos, day)
    if wage is None or descuento is None:
        return None
    match descuento.tipo:
        case TipoDescuento.PORCENTAJE:
            return descuento, aplicado(wage, trabajador.zona, trabajador.jornada, day)
        case TipoDescuento.CUOTA_FIJA:
            return descuento, Leido(_NADA, ())
        case TipoDescuento.VSM:
            return descuento, leido(lambda: Money(law.value("umi.diaria", day)))
        case _:
            assert_never(descuento.tipo)


def _exacto(descuento: Descuento, base: Money, days: int, of_bimester: int) -> Fraction:
    """The discount of some days, in pesos."""
    value, part = Fraction(descuento.valor), Fraction(days, of_bimester)
    match descuento.tipo:
        case TipoDescuento.PORCENTAJE:
            return Fraction(base.pesos) * value / _PERCENT * days
        case TipoDescuento.CUOTA_FIJA:
            return value * _MESES * part
        case TipoDescuento.VSM:
            return value * Fraction(base.pesos) * _MESES * part
        case _:
            assert_never(descuento.tipo)


def _descontados(trabajador: Trabajador, descuento: Descuento, stretch: Period, bimestre: Period) -> Leido[int]:
    """The days that absences and certificates take away, with the policy by which they do or do not."""
    return leido(lambda: _no_pagados(trabajador, descuento, stretch, bimestre))


def _no_pagados(trabajador: Trabajador, descuento: Descuento, stretch: Period, bimestre: Period) -> int:
    absences = ausencias_descontadas(trabajador).valor if trabajador.ausencias else frozenset()
    days = sum(day in absences or trabajador.incapacitado(day) for day in stretch)
    if not days:
        return 0
    if descuento.tipo is TipoDescuento.PORCENTAJE:
        reduces = law.policy("descuento_porcentaje_dias").value == "se_reduce"
    else:
        by_date = law.policy("descuento_credito_dias").value == "segun_fecha"
        reduces = by_date and bool(law.cell("infonavit.descuento_dias", "se_reduce", bimestre.first))
    return days if reduces else 0


def _in_order(movimientos: Iterable[MovimientoCredito]) -> tuple[MovimientoCredito, ...]:
    """The movements by date; CuotasError where one cannot follow another."""
    ordered = tuple(sorted(movimientos, key=lambda one: one.fecha))
    state = "sin_credito"
    for one in ordered:
        if one.tipo not in _MAY_FOLLOW[state]:
            raise CuotasError(
                "movimientos",
                Text(
                    "CREDITO_EN_DESORDEN",
                    "El movimiento {tipo} del {dia} no puede ir ahí: {estado}. Revise los movimientos del crédito.",
                    tipo=one.tipo.value,
                    dia=one.fecha,
                    estado=_STATES[state],
                ),
            )
        state = _LEADS_TO.get(one.tipo, state)
    return ordered


_CHANGES: Final = {TipoMovimiento.CAMBIO_TIPO, TipoMovimiento.CAMBIO_VALOR, TipoMovimiento.CAMBIO_NUMERO}
_MAY_FOLLOW: Final = {
    "sin_credito": {TipoMovimiento.INICIO},
    "activo": {TipoMovimiento.SUSPENSION, *_CHANGES},
    "suspendido": {TipoMovimiento.REINICIO, *_CHANGES},
}
_STATES: Final = {
    "sin_credito": "todavía no hay crédito",
    "activo": "el crédito está en descuento",
    "suspendido": "el crédito está suspendido",
}
_LEADS_TO: Final = {
    TipoMovimiento.INICIO: "activo",
    TipoMovimiento.REINICIO: "activo",
    TipoMovimiento.SUSPENSION: "suspendido",
}


def explicar_amortizacion(one: Amortizacion) -> law.Explained:
    """The tree of a discount."""
    parts = [
        law.Explained(
            Text("CREDITO_TRAMO", "Descuento, {periodo}", periodo=in_words(tramo.periodo)),
            tramo.importe,
            _operacion(tramo),
            (CITA,),
            tramo.usados,
        )
        for tramo in one.tramos
    ]
    if one.seguro:
        once = Text("CREDITO_SEGURO_UNA_VEZ", "Una vez por bimestre.")
        parts.append(
            law.Explained(Text("CREDITO_SEGURO", "Seguro de daños"), one.seguro, once, (CITA,), one.usados_seguro)
        )
    return law.Explained(
        Text("CREDITO_TOTAL", "Descuento del crédito de vivienda, {periodo}", periodo=in_words(one.periodo)),
        one.total,
        Text(
            "CREDITO_HASTA_EL_SALARIO",
            "El patrón no está obligado a retener más que el salario que paga, ni a cubrir la diferencia.",
        ),
        parts=tuple(parts),
    )


def _operacion(tramo: TramoCredito) -> Text:
    values: dict[str, str | int] = {
        "valor": f"{tramo.descuento.valor:f}",
        "base": str(tramo.base),
        "dias": tramo.dias,
        "bimestre": tramo.dias_bimestre,
    }
    match tramo.descuento.tipo:
        case TipoDescuento.PORCENTAJE:
            return Text("CREDITO_PORCENTAJE", "{base} diarios x {valor}% x {dias} días.", **values)
        case TipoDescuento.CUOTA_FIJA:
            return Text("CREDITO_FIJA", "${valor} al mes x 2 x {dias} de {bimestre} días.", **values)
        case TipoDescuento.VSM:
            return Text("CREDITO_VSM", "{valor} x {base} (UMI) x 2 x {dias} de {bimestre} días.", **values)
        case _:
            assert_never(tramo.descuento.tipo)
