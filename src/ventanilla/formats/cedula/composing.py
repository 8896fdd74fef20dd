"""The cédula of one employer of a planilla, in the month that is paid: its workers, with who they are and what says it.

An even month has the branches of its bimester beside those of the month (RCV and housing, LSS 39 and LINFONAVIT 35).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ventanilla.domain.contributions import Bill, CuotasError, Period, Trabajador
from ventanilla.domain.contributions.housing_credit import (
    CON_DESCUENTO,
    Amortizacion,
    Descuento,
    MovimientoCredito,
    TipoDescuento,
    TipoMovimiento,
    amortizar,
)
from ventanilla.formats.accounts import Contexto
from ventanilla.formats.finding import Finding
from ventanilla.formats.planilla import Patronal, trabajador
from ventanilla.formats.planilla import Persona as DePlanilla
from ventanilla.formats.records import Credito
from ventanilla.kernel.text import Text

from .model import CedulaImpresa, CedulaIncompleta, DatosPatron, Persona, componer

SIN_ALTA = Text(
    "SIN_ALTA",
    "Tiene incidencias o recibos, y ningún archivo dice desde cuándo está de alta ni con qué salario.",
)


def periodos(mes: Period) -> dict[Bill, Period]:
    """What is paid with a month.

    >>> [str(periodo) for periodo in periodos(Period.month(2026, 2)).values()]
    ['2026-02-01/2026-02-28', '2026-01-01/2026-02-28']
    >>> list(periodos(Period.month(2026, 3)))
    [<Bill.MONTHLY: 1>]
    """
    found = {Bill.MONTHLY: mes}
    if mes.first.month % 2 == 0:
        found[Bill.BIMONTHLY] = Period.bimester(mes.first.year, mes.first.month // 2)
    return found


def de_patronal(
    patronal: Patronal,
    mes: Period,
    contexto: Contexto,
    *,
    nombre: str = "",
    perfil: str = "",
    supuestos: Sequence[Text] = (),
    hallazgos: Sequence[Finding] = (),
    omitir: Collection[str] = (),
) -> CedulaImpresa:
    """The cédula of ``mes``. The choices of law in force are those used, and ``perfil`` names them.

    CedulaIncompleta, with everybody, if somebody insured cannot be computed and is not among ``omitir`` (their keys):
    a cédula with somebody missing is a false one.
    """
    owed = periodos(mes)
    longest = owed.get(Bill.BIMONTHLY, mes)
    workers: dict[str, Trabajador] = {}
    faltas: list[tuple[str, Text]] = []
    for clave, persona in patronal.personas.items():
        if clave in omitir:
            continue
        if not persona.movimientos:
            faltas.append((clave, SIN_ALTA))
            continue
        try:
            worker = trabajador(persona, longest, zona=contexto.zona, pensionado=contexto.pension(clave))
        except CuotasError as error:
            faltas.append((clave, error.reason))
            continue
        if worker is not None:
            workers[clave] = worker
    withheld: dict[str, Amortizacion] = {}
    if Bill.BIMONTHLY in owed:
        for clave, worker in workers.items():
            try:
                amortizacion = _amortizacion(patronal.personas[clave], worker, mes)
            except CuotasError as error:
                faltas.append((clave, error.reason))
                continue
            if amortizacion is not None:
                withheld[clave] = amortizacion
    datos = DatosPatron(patronal.registro, contexto.patron, nombre)
    people = {clave: _who(patronal.personas[clave]) for clave in workers}
    try:
        cedula = componer(
            workers,
            datos,
            owed,
            personas=people,
            perfil=perfil,
            supuestos=supuestos,
            hallazgos=hallazgos,
            amortizaciones=withheld,
        )
    except CedulaIncompleta as error:
        raise CedulaIncompleta((*faltas, *error.faltas), len(faltas) + error.total) from error
    if faltas:
        raise CedulaIncompleta(faltas, len(faltas))
    return cedula


def _amortizacion(persona: DePlanilla, worker: Trabajador, mes: Period) -> Amortizacion | None:
    """What is withheld for a housing credit in the bimester of ``mes``; None for who has none."""
    if not persona.creditos:
        return None
    movements = [_of_credit(one) for one in persona.creditos]
    found = amortizar(worker, mes.first.year, mes.first.month // 2, movements)
    return found if found.total else None


def _of_credit(one: Credito) -> MovimientoCredito:
    tipo = TipoMovimiento(one.tipo)
    stated = tipo in CON_DESCUENTO
    return MovimientoCredito(tipo, one.fecha, Descuento(TipoDescuento(one.descuento), one.valor) if stated else None)


def _who(persona: DePlanilla) -> Persona:
    files = dict.fromkeys(one.place.file for one in persona.movimientos)
    return Persona(
        persona.nss or persona.clave,
        persona.texto("nombre"),
        persona.texto("curp"),
        persona.texto("clave"),
        ", ".join(files),
    )
