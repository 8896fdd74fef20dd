"""The first day and wage of a worker whom no movement opens: a list says since when, receipts say what was paid.

What is concluded is told: a list gives the wage of its own day, not of the alta; a receipt, the days that it pays.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from ventanilla.domain.contributions import TipoAviso
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import Text

from .finding import Finding, Severity
from .planilla import Conflicto, Dato, Persona
from .records import Ficha, Incapacidad, Movimiento, Recibo

_BY_MOVEMENT: Final = Text(
    "PREVALECE_MOVIMIENTO", "Se usó el movimiento. Si el otro es el cierto, falta presentarlo o corregirlo."
)
# SAT's kinds of incapacity, and SUA's.
_RAMA: Final = {"01": "1", "02": "2", "03": "3", "04": "4"}
_UN_DIA: Final = timedelta(days=1)


def opened(
    persona: Persona,
    fichas: list[Ficha],
    registro: str,
    conflictos: list[Conflicto],
    hallazgos: list[Finding],
) -> Persona:
    """The worker with an alta, where the files give one; told, where it had to be concluded."""
    movimientos = persona.movimientos
    for ficha in fichas:
        movimientos = _with_ficha(persona, movimientos, ficha, registro, conflictos)
    if not movimientos:
        movimientos = _of_receipts(persona.recibos, hallazgos)
    else:
        _compare_receipts(persona, movimientos, registro, conflictos)
    whole = replace(persona, movimientos=tuple(sorted(movimientos, key=_order)))
    return replace(whole, incapacidades=(*whole.incapacidades, *_paid_only(whole, hallazgos)))


def _order(one: Movimiento) -> tuple[date, bool]:
    return one.fecha, one.tipo is TipoAviso.BAJA


def _with_ficha(
    persona: Persona, movimientos: tuple[Movimiento, ...], ficha: Ficha, registro: str, conflictos: list[Conflicto]
) -> tuple[Movimiento, ...]:
    """With the alta and the baja that a list gives, unless a movement says them otherwise."""
    found = movimientos
    if ficha.fecha_alta is not None and ficha.sbc is not None:
        same = [one for one in found if one.tipo is TipoAviso.ALTA and one.fecha == ficha.fecha_alta]
        if same:
            if same[0].sbc != ficha.sbc and not _modified(found, ficha.sbc):
                _conflict(persona, registro, conflictos, "sbc", same[0], Dato(ficha.sbc, ficha.place))
        elif _would_overlap(found, ficha.fecha_alta):
            _conflict(persona, registro, conflictos, "fecha_alta", _opening(found), Dato(ficha.fecha_alta, ficha.place))
        else:
            found = (*found, _alta(ficha, ficha.fecha_alta, ficha.sbc))
    if ficha.fecha_baja is not None:
        ends = [one for one in found if one.tipo is TipoAviso.BAJA]
        if not ends:
            found = (*found, _movement(ficha, TipoAviso.BAJA, ficha.fecha_baja, None))
        elif all(one.fecha != ficha.fecha_baja for one in ends):
            _conflict(persona, registro, conflictos, "fecha_baja", ends[-1], Dato(ficha.fecha_baja, ficha.place))
    return tuple(sorted(found, key=_order))


def _modified(movimientos: tuple[Movimiento, ...], sbc: Money) -> bool:
    """A list of today has the wage of the last change, not of the alta."""
    return any(one.tipo is TipoAviso.MODIFICACION and one.sbc == sbc for one in movimientos)


def _would_overlap(movimientos: tuple[Movimiento, ...], day: date) -> bool:
    """Whether an alta on ``day`` would fall on somebody insured already, or be followed by another alta."""
    altas_and_bajas = [one for one in movimientos if one.tipo is not TipoAviso.MODIFICACION]
    before = [one for one in altas_and_bajas if one.fecha <= day]
    after = [one for one in altas_and_bajas if one.fecha > day]
    return bool((before and before[-1].tipo is TipoAviso.ALTA) or (after and after[0].tipo is TipoAviso.ALTA))


def _opening(movimientos: tuple[Movimiento, ...]) -> Movimiento:
    return next(one for one in movimientos if one.tipo is TipoAviso.ALTA)


def _conflict(
    persona: Persona, registro: str, conflictos: list[Conflicto], campo: str, used: Movimiento, other: Dato
) -> None:
    value = used.sbc if campo == "sbc" else used.fecha
    assert value is not None
    chosen = Dato(value, used.place)
    conflictos.append(Conflicto(registro, persona.clave, campo, (chosen, other), chosen, _BY_MOVEMENT))


def _alta(ficha: Ficha, on: date, sbc: Money) -> Movimiento:
    return _movement(ficha, TipoAviso.ALTA, on, sbc)


def _movement(ficha: Ficha, tipo: TipoAviso, on: date, sbc: Money | None) -> Movimiento:
    return Movimiento(
        ficha.place,
        ficha.registro,
        ficha.nss,
        tipo,
        on,
        sbc,
        ficha.nombre,
        ficha.curp,
        ficha.rfc,
        ficha.tipo_trabajador,
        ficha.tipo_salario,
        ficha.jornada,
        ficha.umf,
        clave=ficha.clave,
    )


# -- payroll receipts


def _wage(recibo: Recibo) -> Money | None:
    return recibo.sbc or recibo.sdi


def _of_receipts(recibos: tuple[Recibo, ...], hallazgos: list[Finding]) -> tuple[Movimiento, ...]:
    """An alta with the wage of the first receipt, and a change on the first day of each that has another."""
    useful = [one for one in recibos if one.desde is not None and one.ordinaria and _wage(one)]
    if not useful:
        return ()
    first = useful[0]
    assert first.desde is not None
    since = first.fecha_alta if first.fecha_alta is not None and first.fecha_alta <= first.desde else first.desde
    found = [_from_receipt(first, TipoAviso.ALTA, since)]
    for earlier, later in pairwise(useful):
        if _wage(earlier) != _wage(later):
            assert later.desde is not None
            found.append(_from_receipt(later, TipoAviso.MODIFICACION, later.desde))
    hallazgos.append(
        Finding(
            Severity.NOTE,
            first.place,
            "SalarioBaseCotApor",
            Text(
                "SALARIO_DE_RECIBO",
                "De esta persona solo hay recibos: se tomó como salario base el que dicen, desde el {dia}.",
                dia=since,
            ),
            Text(
                "SALARIO_DE_RECIBO_REMEDIO",
                "Agregue sus movimientos (IDSE o SUA) para que rijan las fechas avisadas.",
            ),
        )
    )
    return tuple(found)


def _from_receipt(recibo: Recibo, tipo: TipoAviso, on: date) -> Movimiento:
    return Movimiento(
        recibo.place,
        recibo.registro,
        recibo.nss,
        tipo,
        on,
        _wage(recibo),
        curp=recibo.curp,
        rfc=recibo.rfc,
        clave=recibo.clave,
    )


def _compare_receipts(
    persona: Persona, movimientos: tuple[Movimiento, ...], registro: str, conflictos: list[Conflicto]
) -> None:
    """A receipt whose base wage is none of those in force in its days; told once for each such wage."""
    told: set[Money] = set()
    for recibo in persona.recibos:
        wage = _wage(recibo)
        if wage is None or recibo.desde is None or recibo.hasta is None or wage in told:
            continue
        in_force = _in_force(movimientos, recibo.desde, recibo.hasta)
        if in_force and all(one.sbc != wage for one in in_force):
            told.add(wage)
            last = in_force[-1]
            assert last.sbc is not None
            used = Dato(last.sbc, last.place)
            conflictos.append(
                Conflicto(registro, persona.clave, "sbc", (used, Dato(wage, recibo.place)), used, _BY_MOVEMENT)
            )


def _in_force(movimientos: tuple[Movimiento, ...], first: date, last: date) -> list[Movimiento]:
    """What set the wage of some day from ``first`` to ``last``."""
    wages = [one for one in movimientos if one.sbc is not None]
    before = [one for one in wages if one.fecha <= first]
    return [*before[-1:], *(one for one in wages if first < one.fecha <= last)]


def _paid_only(persona: Persona, hallazgos: list[Finding]) -> tuple[Incapacidad, ...]:
    """Days of incapacity that receipts have and no certificate of those days does: put on the receipt's first days."""
    found: list[Incapacidad] = []
    for recibo in persona.recibos:
        if recibo.desde is None or recibo.hasta is None or not recibo.incapacidades:
            continue
        known = any(
            one.desde <= recibo.hasta and one.desde + timedelta(days=one.dias - 1) >= recibo.desde
            for one in persona.incapacidades
        )
        if known:
            continue
        day = recibo.desde
        for paid in recibo.incapacidades:
            if paid.dias < 1:
                continue
            found.append(
                Incapacidad(
                    recibo.place, recibo.registro, recibo.nss, "", day, paid.dias, rama=_RAMA.get(paid.tipo, "")
                )
            )
            day += _UN_DIA * paid.dias
        hallazgos.append(
            Finding(
                Severity.WARNING,
                recibo.place,
                "Incapacidad",
                Text(
                    "INCAPACIDAD_SIN_FECHAS",
                    "El recibo tiene días de incapacidad y ningún archivo tiene su certificado. "
                    "Se pusieron desde el {dia}.",
                    dia=recibo.desde,
                ),
                Text("INCAPACIDAD_SIN_FECHAS_REMEDIO", "Agregue el certificado, con sus fechas y su folio."),
            )
        )
    return tuple(found)
