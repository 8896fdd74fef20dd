"""What is added to contributions paid late: actualización and recargos (LSS 40-A; CFF 17-A, 21). Fines, to know.

>>> pago = pagar_tarde(Money("5150.00"), date(2026, 3, 17), date(2026, 6, 10), factor=Decimal("1.006397"))
>>> pago.factor, pago.actualizado, len(pago.meses), pago.recargos, pago.total
(Decimal('1.0063'), Money('5182.45'), 3, Money('321.83'), Money('5504.28'))
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Final

from ventanilla import law
from ventanilla.kernel.money import HALF_UP, TRUNCATE, Money, rounded
from ventanilla.kernel.period import Period, months_after
from ventanilla.kernel.text import Text

from .errors import CuotasError
from .explain import in_words
from .parameters import Leido, leido

INPC: Final = "inpc.mensual"
MORA: Final = "cff.21.mora"
PARCIALIDADES: Final = "cff.21.parcialidades"
_UN_DIA: Final = timedelta(days=1)
_MESES: Final = 12  # in a year
_PERCENT: Final = 100
_UNIT: Final = 10_000  # a factor has four decimals
_UNO: Final = Decimal("1.0000")
_NADA: Final = Money.of_centavos(0)


@dataclass(frozen=True, slots=True)
class MesDeMora:
    """A month, or the part of one in which it was paid, and the rate that it costs, in percent."""

    periodo: Period
    tasa: Decimal
    usados: tuple[law.Used, ...]


@dataclass(frozen=True, slots=True)
class PagoTarde:
    """What is paid on ``paga`` of what was due on ``vence``. ``meses`` has five years of months at most."""

    importe: Money
    vence: date
    paga: date
    factor: Decimal
    como_factor: Text
    actualizado: Money
    meses: tuple[MesDeMora, ...]
    recargos: Money
    usados_factor: tuple[law.Used, ...]

    @property
    def actualizacion(self) -> Money:
        """What the actualización adds."""
        return self.actualizado - self.importe

    @property
    def total(self) -> Money:
        """All that is paid."""
        return self.actualizado + self.recargos

    @property
    def usados(self) -> tuple[law.Used, ...]:
        """All that was read of the law, each thing once."""
        months = (used for mes in self.meses for used in mes.usados)
        return tuple(dict.fromkeys((*self.usados_factor, *months)))


def factor_actualizacion(reciente: Decimal, antiguo: Decimal) -> Decimal:
    """The newer INPC among the older one, truncated to four decimals and never under 1 (CFF 17-A).

    >>> factor_actualizacion(Decimal("100.680"), Decimal("100.04")), factor_actualizacion(Decimal(99), Decimal(100))
    (Decimal('1.0063'), Decimal('1.0000'))
    """
    for campo, number in (("inpc_reciente", reciente), ("inpc_antiguo", antiguo)):
        if not number.is_finite() or number <= 0:
            raise CuotasError(
                campo,
                Text(
                    "INPC_IMPOSIBLE",
                    "El índice de precios {indice} no es posible. Escriba el publicado por el INEGI, mayor que cero.",
                    indice=str(number),
                ),
            )
    return _four(Fraction(reciente) / Fraction(antiguo))


def factor_por_fechas(vence: date, paga: date) -> Leido[Decimal]:
    """The factor from the INPC of the month before the due one to that of the month before the payment.

    LawError, saying what to load, for a month whose INPC is not known. A payment in the month in which it was due, or
    before, asks for none: the months are not divided.
    """
    older, newer = (months_after(day.replace(day=1), -1) for day in (vence, paga))
    if newer <= older:
        return Leido(_UNO, ())
    return leido(lambda: factor_actualizacion(law.value(INPC, newer), law.value(INPC, older)))


def actualizar(importe: Money, factor: Decimal) -> Money:
    """An amount by its factor, half-up to centavos."""
    return importe.times(factor, HALF_UP)


def recargos(actualizado: Money, tasas: Iterable[Decimal]) -> Money:
    """The rates of the months, in percent, added and applied once to the updated amount (CFF 21).

    >>> recargos(Money("5182.45"), [Decimal("1.13")] * 3)
    Money('175.69')
    """
    total = Fraction(0)
    for tasa in tasas:
        if not tasa.is_finite() or tasa < 0:
            raise CuotasError(
                "tasa",
                Text(
                    "TASA_IMPOSIBLE",
                    "Una tasa de mora de {tasa}% al mes no es posible. Escriba un por ciento, como 1.47.",
                    tasa=str(tasa),
                ),
            )
        total += Fraction(tasa)
    return actualizado.times(total / _PERCENT, HALF_UP)


def tasa_mora(prorroga: Decimal, on: date) -> Decimal:
    """The monthly rate of recargos that the rate of prórroga makes, to two decimals of a percent (CFF 21).

    >>> tasa_mora(Decimal("1.38"), date(2026, 1, 1))
    Decimal('2.07')
    """
    hundredths = Fraction(prorroga) * Fraction(law.value("cff.21.mora_veces", on)) * _PERCENT
    return Decimal(rounded(hundredths, HALF_UP)).scaleb(-2)


def meses_de_mora(vence: date, paga: date) -> tuple[MesDeMora, ...]:
    """Each month or fraction from the day after ``vence``; five years of them at most (LSS 40-A).

    The rate of a month that begins in one year and ends in another is of its first or last day, by policy
    ``recargos_tasa_mes``.
    """
    found: list[MesDeMora] = []
    limit = law.integer("lss.40a.recargos_anios", vence) * _MESES if paga > vence else 0
    while len(found) < limit and (first := months_after(vence, len(found)) + _UN_DIA) <= paga:
        found.append(_mes_de_mora(Period(first, months_after(vence, len(found) + 1)), paga))
    return tuple(found)


def _mes_de_mora(whole: Period, paga: date) -> MesDeMora:
    rate = leido(lambda: law.value(MORA, _dia_de_tasa(whole)))
    return MesDeMora(Period(whole.first, min(whole.last, paga)), rate.valor, rate.usados)


def pagar_tarde(importe: Money, vence: date, paga: date, *, factor: Decimal | None = None) -> PagoTarde:
    """What an amount due on ``vence`` costs when it is paid on ``paga``.

    ``factor`` is given where the INPC is not loaded; it is truncated and never under 1, as the law's own.
    CuotasError for an amount that cannot be; LawError for a rate or an INPC that is not known.
    """
    if importe < _NADA:
        raise CuotasError(
            "importe",
            Text(
                "IMPORTE_NEGATIVO",
                "No se actualiza un importe negativo: {importe}. Escriba lo que se dejó de pagar, sin signo.",
                importe=str(importe),
            ),
        )
    if factor is None:
        read = factor_por_fechas(vence, paga)
        how = Text("FACTOR_INPC", "INPC del mes anterior al pago entre el del mes anterior al vencimiento, truncado.")
        if not read.usados:
            how = Text("FACTOR_UNO", "Se paga en el mes en que vence, o antes: no hay meses que actualizar.")
    else:
        read, how = Leido(factor_dado(factor), ()), Text("FACTOR_DADO", "Factor dado por quien pregunta.")
    updated = actualizar(importe, read.valor)
    months = meses_de_mora(vence, paga)
    return PagoTarde(
        importe=importe,
        vence=vence,
        paga=paga,
        factor=read.valor,
        como_factor=how,
        actualizado=updated,
        meses=months,
        recargos=recargos(updated, (mes.tasa for mes in months)),
        usados_factor=read.usados,
    )


def explicar_pago(pago: PagoTarde) -> law.Explained:
    """The tree of a late payment."""
    months = tuple(
        law.Explained(
            Text("MES_DE_MORA", "Mes o fracción, {periodo}, por ciento", periodo=in_words(mes.periodo)),
            mes.tasa,
            cite=("CFF 21",),
            used=mes.usados,
        )
        for mes in pago.meses
    )
    total_rate = sum((mes.tasa for mes in pago.meses), Decimal(0))
    return law.Explained(
        Text("PAGO_TARDE", "Pago fuera de plazo"),
        pago.total,
        Text("PAGO_TARDE_FECHAS", "Venció el {vence} y se paga el {paga}.", vence=pago.vence, paga=pago.paga),
        parts=(
            law.Explained(Text("LO_OMITIDO", "Cuotas sin pagar"), pago.importe),
            law.Explained(
                Text("ACTUALIZACION", "Actualización"),
                pago.actualizacion,
                Text(
                    "ACTUALIZACION_OPERACION",
                    "{importe} x {factor} = {actualizado}.",
                    importe=str(pago.importe),
                    factor=str(pago.factor),
                    actualizado=str(pago.actualizado),
                ),
                ("LSS 40-A", "CFF 17-A"),
                parts=(
                    law.Explained(Text("FACTOR", "Factor"), pago.factor, pago.como_factor, used=pago.usados_factor),
                ),
            ),
            law.Explained(
                Text("RECARGOS", "Recargos"),
                pago.recargos,
                Text(
                    "RECARGOS_OPERACION",
                    "{actualizado} x {tasa}% de {meses} meses o fracciones.",
                    actualizado=str(pago.actualizado),
                    tasa=str(total_rate),
                    meses=len(pago.meses),
                ),
                ("LSS 40-A", "CFF 21"),
                parts=months,
            ),
        ),
    )


def tasa_parcialidades(meses: int, on: date) -> Decimal:
    """The monthly rate, in percent, of paying in ``meses``. LawError for a year whose rates are not known.

    >>> [tasa_parcialidades(meses, date(2026, 6, 1)) for meses in (12, 13, 24, 25)]
    [Decimal('1.42'), Decimal('1.63'), Decimal('1.63'), Decimal('1.97')]
    """
    if meses < 1:
        raise CuotasError(
            "meses",
            Text("PLAZO_IMPOSIBLE", "Un pago a plazos de {meses} meses no es posible. Escriba uno o más.", meses=meses),
        )
    return law.up_to(PARCIALIDADES, meses, on)


@dataclass(frozen=True, slots=True)
class Multa:
    """From what to what a fine goes: information, since the institution sets it. ``segura``: its source is good."""

    fundamento: str
    minima: Money
    maxima: Money
    segura: bool


def multa_por_omision(omitido: Money, on: date) -> Multa:
    """The fine for not paying, of 40 to 100 percent of what was left unpaid (LSS 304).

    >>> multa_por_omision(Money("10000.00"), date(2026, 6, 1)).minima
    Money('4000.00')
    """
    low, high = law.row("lss.304.minima", on), law.row("lss.304.maxima", on)
    least, most = (omitido.times(Fraction(row.value) / _PERCENT, HALF_UP) for row in (low, high))
    return Multa(high.cite, least, most, high.confidence is not law.Confidence.LOW)


def multas_por_infraccion(on: date, *, reincide: bool = False) -> tuple[Multa, ...]:
    """The bands of LSS 304-B, in pesos of the UMA of that day; who repeats one within a year pays double (RACERF 185).

    >>> [str(multa.maxima) for multa in multas_por_infraccion(date(2026, 6, 1))]
    ['$8,798.25', '$14,663.75', '$24,635.10', '$41,058.50']
    """
    times = law.integer("racerf.185.reincidencia_veces", on) if reincide else 1
    uma = Money(law.value("uma.diaria", on))
    low = uma.times(law.value("lss.304b.minima", on) * times, HALF_UP)
    found = []
    for band in ("i", "ii", "iii", "iv"):
        high = law.row(f"lss.304b.{band}_maxima", on)
        amount = uma.times(high.value * times, HALF_UP)
        found.append(Multa(high.cite, low, amount, high.confidence is not law.Confidence.LOW))
    return tuple(found)


def _dia_de_tasa(days: Period) -> date:
    return days.first if law.policy("recargos_tasa_mes").value == "primer_dia" else days.last


def factor_dado(factor: Decimal) -> Decimal:
    """A factor that somebody gives, as the law has it: four decimals, and never under 1."""
    if not factor.is_finite() or factor <= 0:
        raise CuotasError(
            "factor",
            Text(
                "FACTOR_IMPOSIBLE",
                "El factor de actualización {factor} no es posible. Escriba uno mayor que cero, como 1.0063.",
                factor=str(factor),
            ),
        )
    return _four(Fraction(factor))


def _four(exact: Fraction) -> Decimal:
    return max(_UNO, Decimal(rounded(exact * _UNIT, TRUNCATE)).scaleb(-4))
