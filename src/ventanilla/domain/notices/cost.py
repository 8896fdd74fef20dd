"""What a notice changes in the contributions: two determinations of the same months, and their difference.

The days and wages come from the movements of the ledger, as they would be with the notice and without it, so that the
amount shown before signing is the one that will be determined.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from ventanilla import law
from ventanilla.domain.affiliation import Certificado as Reposo
from ventanilla.domain.affiliation import Movimiento, Pension, TipoPension
from ventanilla.domain.affiliation.registro import Registro
from ventanilla.domain.contributions import (
    RAMOS,
    Aviso,
    Bill,
    Certificado,
    CuotasError,
    Determinacion,
    Parte,
    Patron,
    Pensionado,
    Prima,
    TipoAviso,
    Trabajador,
    Tramo,
    determinar,
    tramos,
)
from ventanilla.domain.contributions.due_date import fecha_limite
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import MONTHS, Text

from .accepted import UNLOADED

NADA: Final = Money.of_centavos(0)
LOWEST: Final = "lss.74.prima_minima"
_UN_DIA: Final = timedelta(days=1)
SIN_REGLA: Final = Text("COSTO_SIN_REGLA", "Pregunte en su subdelegación, con los datos de este aviso.")
MAX_MONTHS: Final = 60  # of a cost: what is older than five years is for a person to look at


@dataclass(frozen=True)
class Cuenta:
    """What a bill comes to without the notice and with it. ``vence`` is its last day; ``vencida``: it has passed."""

    periodo: Period
    bill: Bill
    antes: Money
    despues: Money
    obrero: Money
    vence: date
    vencida: bool

    @property
    def titulo(self) -> str:
        """As a table says it."""
        last = self.periodo.last
        if self.bill is Bill.MONTHLY:
            return f"Cuotas de {MONTHS[last.month - 1]} de {last.year}"
        first = MONTHS[self.periodo.first.month - 1]
        return f"Retiro y vivienda, {first} y {MONTHS[last.month - 1]} de {last.year}"

    @property
    def corto(self) -> str:
        """As a sentence names it after «el pago de»."""
        last = self.periodo.last
        if self.bill is Bill.MONTHLY:
            return f"{MONTHS[last.month - 1]} de {last.year}"
        first = MONTHS[self.periodo.first.month - 1]
        return f"retiro y vivienda de {first} y {MONTHS[last.month - 1]} de {last.year}"


@dataclass(frozen=True)
class RamoDiferencia:
    """Both shares of a branch in all the bills, without the notice and with it."""

    titulo: str
    antes: Money
    despues: Money


@dataclass(frozen=True)
class Costo:
    """The difference that a notice makes, up to a day. ``por_lo_menos``: the employer's own premium is not known."""

    hasta: date
    cuentas: tuple[Cuenta, ...]
    ramos: tuple[RamoDiferencia, ...]
    por_lo_menos: bool

    @property
    def total(self) -> Money:
        """Of both sides."""
        return Money.total(one.despues - one.antes for one in self.cuentas)

    @property
    def obrero(self) -> Money:
        """What of it is withheld from the worker."""
        return Money.total(one.obrero for one in self.cuentas)

    @property
    def vencidas(self) -> tuple[Cuenta, ...]:
        """The bills whose last day passed."""
        return tuple(one for one in self.cuentas if one.vencida and one.despues != one.antes)


def avisos_de(movimientos: Iterable[Movimiento]) -> tuple[Aviso, ...]:
    """The movements as the notices of a determination: each counts on the day already settled."""
    return tuple(
        Aviso(
            TipoAviso(one.tipo.value),
            one.on,
            None if one.sbc_centavos is None else Money.of_centavos(one.sbc_centavos),
        )
        for one in movimientos
    )


def costo(
    antes: Iterable[Aviso],
    despues: Iterable[Aviso],
    desde: date,
    hasta: date,
    registro: Registro,
    *,
    on: date,
    pension: Pension | None = None,
    reposos: Iterable[Reposo] = (),
) -> Costo | Text:
    """The difference from the month of ``desde`` to ``hasta``, as of the day ``on``; or why it cannot be told.

    Each month and bimester is determined whole, so that the roundings are those of the bill.
    """
    try:
        return _costo(tuple(antes), tuple(despues), Period(desde, hasta), registro, on, pension, tuple(reposos))
    except CuotasError as wrong:
        return _sin_costo(wrong.reason)
    except UNLOADED as unknown:
        return _sin_costo(unknown.told)


def _sin_costo(why: Text) -> Text:
    return Text("COSTO_DESCONOCIDO", "No podemos calcular cuánto cuesta. {motivo}", motivo=str(why))


def quita(antes: Iterable[Aviso], despues: Iterable[Aviso], hasta: date) -> bool:
    """Whether some day up to ``hasta`` would be insured no more, or at a lower wage.

    What cannot be compared is for a person to look at: it counts as taken. CuotasError where ``despues`` cannot be.
    """
    after = tramos(despues, hasta)
    try:
        before = tramos(antes, hasta)
    except CuotasError:
        return True
    changes = {day for one in (*before, *after) for day in (one.periodo.first, one.periodo.last)}
    changes |= {day + _UN_DIA for day in changes}
    return any(_sbc(after, day) < _sbc(before, day) for day in changes)


def _sbc(found: tuple[Tramo, ...], day: date) -> Money:
    return next((one.sbc for one in found if day in one.periodo), NADA)


def _costo(
    antes: tuple[Aviso, ...],
    despues: tuple[Aviso, ...],
    dias_de: Period,
    registro: Registro,
    on: date,
    pension: Pension | None,
    reposos: tuple[Reposo, ...],
) -> Costo:
    first = dias_de.first.replace(day=1)
    if (dias_de.last.year - first.year) * 12 + dias_de.last.month - first.month >= MAX_MONTHS:
        raise CuotasError("fecha", Text("COSTO_MUY_LARGO", "Son más de {meses} meses.", meses=MAX_MONTHS))
    patron, known = _patron(registro, Period(_bimester(first).first, dias_de.last))
    certified = tuple(Certificado(Period(one.desde, one.hasta)) for one in reposos)
    before, after = (
        Trabajador(
            tramos(avisos, dias_de.last),
            certificados=certified,
            zona=registro.zona(dias_de.last),
            pensionado=_pensionado(pension, first),
        )
        for avisos in (antes, despues)
    )
    found = [
        (bill, each, determinar(before, each, patron, (bill,)), determinar(after, each, patron, (bill,)))
        for bill, each in _bills(dias_de)
    ]
    cuentas = tuple(_cuenta(*one, on) for one in found)
    ramos = tuple(_ramos([(one[2], one[3]) for one in found]))
    return Costo(dias_de.last, cuentas, ramos, not known)


def _cuenta(bill: Bill, periodo: Period, antes: Determinacion, despues: Determinacion, on: date) -> Cuenta:
    vence = fecha_limite(periodo.last.year, periodo.last.month).fecha
    obrero = despues.obrero - antes.obrero
    return Cuenta(
        periodo, bill, antes.patron + antes.obrero, despues.patron + despues.obrero, obrero, vence, vence < on
    )


def _ramos(found: list[tuple[Determinacion, Determinacion]]) -> Iterator[RamoDiferencia]:
    for ramo in RAMOS:
        before, after = (
            Money.total(one.ramo(ramo.key, parte) for one in each for parte in Parte)
            for each in zip(*found, strict=True)
        )
        if before != after:
            yield RamoDiferencia(ramo.title, before, after)


def _bills(dias_de: Period) -> Iterator[tuple[Bill, Period]]:
    """Every month that it touches, and every bimester, whole."""
    for month in dias_de.by_month():
        yield Bill.MONTHLY, Period.month(month.first.year, month.first.month)
        if month.first.month % 2 == 0 or month.last == dias_de.last:
            yield Bill.BIMONTHLY, _bimester(month.first)


def _bimester(day: date) -> Period:
    return Period.bimester(day.year, (day.month + 1) // 2)


def _patron(registro: Registro, dias_de: Period) -> tuple[Patron, bool]:
    """The employer with its premiums; where one is not known, the least that the law admits, and that it is so."""
    starts = [dias_de.first, *(each.first for each in dias_de.by_month())]
    starts += [one.efecto for one in registro.avisos if one.efecto in dias_de]
    primas: list[Prima] = []
    known = True
    for day in sorted(set(starts)):
        own = registro.prima(day)
        known = known and own is not None
        prima = Prima(day, law.value(LOWEST, day) if own is None else own)
        if not primas or primas[-1].porcentaje != prima.porcentaje:
            primas.append(prima)
    assert all(one.desde < other.desde for one, other in pairwise(primas)), "each day has one premium"
    return Patron(tuple(primas), registro.modalidad), known


def _pensionado(pension: Pension | None, on: date) -> Pensionado:
    """How a pension counts in what is paid (LSS 196); a survivor's changes nothing.

    CuotasError, which names no pension, for one whose branches no table says: its kind is not for an employer to read.
    """
    if pension is None or pension.desde > on or (pension.hasta is not None and pension.hasta < on):
        return Pensionado.NO
    match pension.tipo:
        case TipoPension.CESANTIA_VEJEZ:
            return Pensionado.CESANTIA_VEJEZ
        case TipoPension.INVALIDEZ | TipoPension.RIESGO_TRABAJO:
            raise CuotasError("costo", SIN_REGLA)
        case TipoPension.SUPERVIVENCIA:
            return Pensionado.NO
