"""The person's own receipts beside the register: a higher wage in them, or days that nobody registered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from ventanilla.domain.affiliation import Tramo
from ventanilla.domain.contributions import parameters
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import Text
from ventanilla.law import LawError

from . import clocks, losses
from .model import Anomalia, ClaseAnomalia, Comparado, Evidencia, ReciboPropio
from .seen import UN_DIA, Vista
from .thresholds import RECIBO, umbral

_PERCENT: Final = 100


@dataclass(frozen=True, slots=True)
class Junto:
    """A receipt beside what the register has of its days with whoever issued it.

    ``registrado`` is the highest daily wage of those days, None where nobody registered them. ``mayor``: the receipt
    states more, by what no rounding explains.
    """

    recibo: ReciboPropio
    registrado: Money | None
    mayor: bool


def junto_al_registro(evidencia: Evidencia, on: date) -> tuple[Junto, ...]:
    """Each receipt of the person side by side with the register, in the order in which they are."""
    vista = Vista(evidencia, on)
    return tuple(_junto(vista, recibo) for recibo in evidencia.recibos)


def _junto(vista: Vista, recibo: ReciboPropio) -> Junto:
    own = _of_employer(vista, recibo)
    best = max((tramo.sbc_centavos for tramo in own), default=None)
    known = None if best is None else Money.of_centavos(best)
    return Junto(recibo, known, bool(own) and _mayor(recibo, own) is not None)


@dataclass(frozen=True, slots=True)
class _Mayor:
    recibo: ReciboPropio
    tramo: Tramo
    comparado: Comparado


def detectar(vista: Vista) -> Iterator[Anomalia]:
    """What the receipts of each employer say against the register."""
    higher: dict[str, list[_Mayor]] = {}
    absent: dict[str, list[ReciboPropio]] = {}
    for recibo in sorted(vista.evidencia.recibos, key=lambda one: (one.periodo, one.registro, one.sbc)):
        if recibo.periodo.last > vista.on:
            continue
        own = _of_employer(vista, recibo)
        if not own:
            absent.setdefault(recibo.registro or recibo.rfc_patron, []).append(recibo)
            continue
        found = _mayor(recibo, own)
        if found is not None:
            higher.setdefault(found.tramo.registro, []).append(found)
    for registro, group in higher.items():
        yield _recibo_mayor(vista, registro, group)
    for patron, recibos in absent.items():
        yield _sin_alta(vista, patron, recibos)


def _of_employer(vista: Vista, recibo: ReciboPropio) -> list[Tramo]:
    """The days registered by whoever issued a receipt, of those that it pays."""
    patron = vista.patron(recibo.registro) if recibo.registro else recibo.rfc_patron
    return [
        tramo
        for empleo in vista.empleos
        if patron == vista.patron(empleo.registro)
        for tramo in empleo.tramos
        if vista.dias(tramo.desde, tramo.hasta).overlap(recibo.periodo) is not None
    ]


def _mayor(recibo: ReciboPropio, own: list[Tramo]) -> _Mayor | None:
    """A receipt that states more than any wage registered in its days, by more than what rounding explains."""
    best = max(own, key=lambda tramo: tramo.sbc_centavos)
    stated = recibo.sbc
    try:
        stated = min(stated, parameters.tope(recibo.periodo.last).valor)
    except LawError:
        return None
    if (stated.centavos - best.sbc_centavos) * _PERCENT <= umbral(RECIBO) * best.sbc_centavos:
        return None
    return _Mayor(recibo, best, Comparado(recibo.periodo, Money.of_centavos(best.sbc_centavos), stated))


def _recibo_mayor(vista: Vista, registro: str, group: list[_Mayor]) -> Anomalia:
    first, last = group[0].comparado, group[-1].comparado
    lacking = losses.pesos(losses.Parte(days, c.recibo, c.registrado) for c, days in _once(group))
    return Anomalia(
        clase=ClaseAnomalia.RECIBO_MAYOR,
        registros=(registro,),
        desde=first.periodo.first,
        hasta=last.periodo.last,
        movimientos=tuple(dict.fromkeys(vista.salario_de(one.tramo).id for one in reversed(group))),
        que=Text(
            "VISTO_RECIBO",
            "Su recibo del {desde} al {hasta} dice {recibo} diarios. {patron} registró {registrado}.",
            desde=last.periodo.first,
            hasta=last.periodo.last,
            recibo=str(last.recibo),
            patron=vista.nombre(registro),
            registrado=str(last.registrado),
        ),
        significa=(
            Text("SIGNIFICA_ATENCION_IGUAL", "Su atención médica no cambia: es la misma con cualquier salario."),
            *losses.subsidio(last.periodo.first, last.recibo, last.registrado),
            losses.pension(0),
            Text("SIGNIFICA_PENSION_SALARIO", "Su pensión se calcula con el salario registrado."),
            *losses.ahorro(lacking),
        ),
        semanas=0,
        pesos=lacking,
        relojes=clocks.cobro(first.periodo.first, vista.on),
        cite=("LSS 15-I", "LSS 18", "LSS 27"),
        problema="salario",
        comparados=tuple(one.comparado for one in group),
    )


def _once(group: list[_Mayor]) -> Iterator[tuple[Comparado, Period]]:
    """Each comparison with the days that no earlier receipt had: a day is paid once."""
    done = None
    for one in group:
        days = one.comparado.periodo
        if done is None or days.first > done:
            yield one.comparado, days
        elif days.last > done:
            yield one.comparado, losses.dias_entre(done, days.last + UN_DIA)
        done = days.last if done is None else max(done, days.last)


def _sin_alta(vista: Vista, patron: str, recibos: list[ReciboPropio]) -> Anomalia:
    first, last = recibos[0], recibos[-1]
    days = [one.periodo for one in recibos]
    faltan = losses.semanas_que_faltan(vista, days) if vista.vigentes else None
    lacking = losses.pesos(losses.Parte(one.periodo, one.sbc) for one in recibos)
    return Anomalia(
        clase=ClaseAnomalia.RECIBO_SIN_ALTA,
        registros=(patron,),
        desde=first.periodo.first,
        hasta=max(one.last for one in days),
        movimientos=(),
        que=Text(
            "VISTO_SIN_ALTA",
            "{patron} le pagó del {desde} al {hasta}, y no registró esos días.",
            patron=vista.nombre(patron),
            desde=first.periodo.first,
            hasta=last.periodo.last,
        ),
        significa=(
            Text("SIGNIFICA_SIN_ALTA", "Sin registro, ese empleo no le dio atención médica ni incapacidades pagadas."),
            *losses.subsidio(first.periodo.first, first.sbc, None),
            *(() if faltan is None else (losses.pension(faltan),)),
            *losses.ahorro(lacking),
        ),
        semanas=faltan,
        pesos=lacking,
        relojes=clocks.cobro(first.periodo.first, vista.on),
        cite=("LSS 15-I", "LSS 18"),
        problema="falta",
    )
