"""What a fault costs: always the difference of one computation made twice, with the fault and without it.

A figure that the law loaded here does not reach is None, «sin dato»: never zero.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID, uuid5

from ventanilla.domain.affiliation import Movimiento, Periodo, Tipo, continuos
from ventanilla.domain.benefits import conserva_hasta, enfermedad_general, semanas
from ventanilla.domain.benefits.errors import BeneficioError
from ventanilla.domain.contributions import Bill, CuotasError, Patron, Trabajador, determinar
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import Text
from ventanilla.law import LawError

from .seen import UN_DIA, Vista

_SIN_REGISTRO: Final = "00000000100"  # of no employer: the days that would be there without the fault
_SPACE: Final = UUID("6f0e3c0a-4f7b-5d0f-9a41-3a2b0a7c5d11")
_EJEMPLO: Final = timedelta(days=13)  # a certificate of two weeks, to tell what a day of it would pay
_MONTHS: Final = 2  # of a bimester
_NADA: Final = Money.of_centavos(0)


@dataclass(frozen=True, slots=True)
class Parte:
    """Some days, with the daily base wage that they would have (``debido``) and the one they have (None: no days)."""

    periodo: Period
    debido: Money
    registrado: Money | None = None


def semanas_que_faltan(vista: Vista, dias: Iterable[Period]) -> int:
    """How many more weeks there would be with ``dias`` insured."""
    added: list[Movimiento] = []
    model = vista.vigentes[0]
    for first, last in continuos(Periodo(_SIN_REGISTRO, one.first, one.last) for one in dias):
        assert last is not None, "the days that are missing end"
        for tipo, on in ((Tipo.ALTA, first), (Tipo.BAJA, last)):
            made = uuid5(_SPACE, f"{tipo.value}/{on.isoformat()}")
            sbc = 1 if tipo is Tipo.ALTA else None
            added.append(Movimiento(made, tipo, model.nss, _SIN_REGISTRO, on, model.recorded, sbc))
    return _weeks(vista, (*vista.vigentes, *added)) - _weeks(vista, vista.vigentes)


def semanas_sin(vista: Vista, quitados: Collection[UUID]) -> int:
    """How many weeks there would be less without the movements ``quitados``."""
    return _weeks(vista, vista.vigentes) - _weeks(vista, tuple(m for m in vista.vigentes if m.id not in quitados))


def _weeks(vista: Vista, movimientos: tuple[Movimiento, ...]) -> int:
    historia = replace(vista.evidencia.historia, movimientos=movimientos)
    return semanas(historia, None, vista.on).cotizadas


def pesos(partes: Iterable[Parte]) -> Money | None:
    """What retirement and housing accounts lack: retiro, cesantía y vejez and vivienda, both shares (LSS 167, 168)."""
    total = _NADA
    for parte in partes:
        due = aportaciones(parte.periodo, parte.debido)
        have = _NADA if parte.registrado is None else aportaciones(parte.periodo, parte.registrado)
        if due is None or have is None:
            return None
        total += due - have
    return total


def aportaciones(periodo: Period, sbc: Money) -> Money | None:
    """What is paid into the accounts of somebody for some days at one wage; None where the law here does not reach.

    >>> aportaciones(Period(date(2026, 3, 5), date(2026, 3, 20)), Money("400.00"))
    Money('927.10')
    """
    total = _NADA
    try:
        for part in _bimesters(periodo):
            owed = determinar(Trabajador.fijo(sbc, part), part, Patron(()), (Bill.BIMONTHLY,))
            total += owed.patron + owed.obrero
    except (LawError, CuotasError):
        return None
    return total


def _bimesters(periodo: Period) -> Iterable[Period]:
    year, number = periodo.first.year, (periodo.first.month + 1) // _MONTHS
    while True:
        whole = Period.bimester(year, number)
        part = whole.overlap(periodo)
        if part is None:
            return
        yield part
        year, number = (year + 1, 1) if number == 6 else (year, number + 1)


def subsidio(dia: date, debido: Money, registrado: Money | None) -> tuple[Text, ...]:
    """What a day of incapacity pays with each wage; () where the law here does not tell."""
    due = _por_dia(dia, debido)
    if due is None:
        return ()
    if registrado is None:
        return (
            Text(
                "SIGNIFICA_SIN_SUBSIDIO",
                "Si se enfermó en esos días, le correspondían hasta {debido} diarios por incapacidad.",
                debido=str(due),
            ),
        )
    have = _por_dia(dia, registrado)
    if have is None:
        return ()
    if have == due:
        return (
            Text("SIGNIFICA_SUBSIDIO_IGUAL", "Una incapacidad se le paga igual: {debido} diarios.", debido=str(due)),
        )
    return (
        Text(
            "SIGNIFICA_SUBSIDIO",
            "Una incapacidad por enfermedad se le paga a {registrado} diarios, en lugar de {debido}.",
            registrado=str(have),
            debido=str(due),
        ),
    )


def _por_dia(dia: date, sbc: Money) -> Money | None:
    try:
        return enfermedad_general([Period(dia, dia + _EJEMPLO)], sbc).pagos[0].diario
    except (LawError, BeneficioError, CuotasError):
        return None


def atencion(vista: Vista, registro: str, baja: date) -> Text:
    """What happened to medical care after a baja (LSS 109)."""
    pension = vista.evidencia.historia.pension
    until = conserva_hasta([m for m in vista.vigentes if m.on <= baja], registro, baja, pension)
    if until is None:
        return Text("SIGNIFICA_ATENCION_NO", "Con esa baja no conservó atención médica por ese empleo.")
    return Text(
        "SIGNIFICA_ATENCION",
        "Después de esa baja conservó la atención médica hasta el {fecha}.",
        fecha=until,
    )


def pension(faltan: int) -> Text:
    """What some weeks less mean."""
    if not faltan:
        return Text("SIGNIFICA_SEMANAS_CERO", "No pierde semanas para su pensión.")
    if faltan == 1:
        return Text("SIGNIFICA_UNA_SEMANA", "Es 1 semana menos para su pensión.")
    return Text("SIGNIFICA_SEMANAS", "Son {semanas} semanas menos para su pensión.", semanas=faltan)


def dependen(weeks: int) -> Text:
    """What would be lost if an employment were taken away."""
    return Text("SIGNIFICA_DEPENDEN", "Semanas suyas que dependen de ese empleo: {semanas}.", semanas=weeks)


def ahorro(faltan: Money | None) -> tuple[Text, ...]:
    """What the accounts lack, in words; () where nobody knows or nothing is."""
    if not faltan:
        return ()
    return (
        Text(
            "SIGNIFICA_AHORRO",
            "A su ahorro para el retiro y su vivienda le faltarían {pesos}, sin rendimientos.",
            pesos=str(faltan),
        ),
    )


def dias_entre(before: date, after: date) -> Period:
    """The days between two, neither included."""
    return Period(before + UN_DIA, after - UN_DIA)
