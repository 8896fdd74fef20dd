"""The close of a month, registro by registro: what is ready to be paid, what differs from the emission, what is wrong.

>>> [one.value for one in Estado]
['con_errores', 'falta_prima', 'difiere', 'lista']
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from ventanilla.domain.contributions import Period
from ventanilla.domain.contributions.comparison import Discrepancia, Lado, enfrentar
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import Text

from .accounts import Contexto, cuentas, de_cobros, determinar_planilla, otras_politicas
from .cedula.composing import de_patronal, periodos
from .cedula.model import CedulaIncompleta
from .finding import Finding, Severity
from .planilla import Planilla
from .review import of_registro, review


class Estado(Enum):
    """How far a registro is, the worst first."""

    CON_ERRORES = "con_errores"
    FALTA_PRIMA = "falta_prima"
    DIFIERE = "difiere"
    LISTA = "lista"


@dataclass(frozen=True, slots=True)
class Cierre:
    """One registro in one month. ``total`` is None while it cannot be computed; ``emision`` while there is none."""

    registro: str
    estado: Estado
    personas: int
    total: Money | None
    emision: Money | None
    vence: date | None
    motivo: Text
    hallazgos: tuple[Finding, ...]
    diferencias: tuple[Discrepancia, ...]


def cerrar(planilla: Planilla, registro: str, mes: Period, contexto: Contexto | None) -> Cierre:
    """Where a registro of ``planilla`` stands. ``contexto`` None: its premium is not known."""
    patronal = planilla.patronales[registro]
    found = of_registro(review(planilla, mes), planilla, registro)
    errors = [one for one in found if one.severity is Severity.ERROR]
    if contexto is None:
        why = Text(
            "CIERRE_SIN_PRIMA", "Falta su prima de riesgo: désela con --prima {registro}=0.54355.", registro=registro
        )
        return Cierre(registro, Estado.FALTA_PRIMA, len(patronal.personas), None, None, None, why, found, ())
    try:
        cedula = de_patronal(patronal, mes, contexto)
    except CedulaIncompleta as error:
        return Cierre(
            registro, Estado.CON_ERRORES, len(patronal.personas), None, None, None, error.reason, found, ()
        )  # fmt: skip
    vence = cedula.periodos[0].vence
    emission, differences = _against_emission(planilla, registro, mes, contexto)
    people = len(cedula.asegurados)
    if errors:
        why = Text(
            "CIERRE_CON_ERRORES",
            "Errores en sus archivos: {n}. El primero, en {lugar}: {causa}",
            n=len(errors),
            lugar=str(errors[0].place),
            causa=str(errors[0].cause),
        )
        estado = Estado.CON_ERRORES
    elif differences:
        first = differences[0]
        why = Text(
            "CIERRE_DIFIERE",
            "Diferencias con la emisión: {n}. La primera, de {clave}: {motivo}",
            n=len(differences),
            clave=first.clave,
            motivo=str(first.motivo),
        )
        estado = Estado.DIFIERE
    else:
        why = (
            Text("CIERRE_LISTA", "Lista para pagarse.")
            if emission is None
            else Text("CIERRE_COINCIDE", "Lista: coincide al centavo con la emisión.")
        )
        estado = Estado.LISTA
    return Cierre(registro, estado, people, cedula.total, emission, vence, why, found, differences)


def _against_emission(
    planilla: Planilla, registro: str, mes: Period, contexto: Contexto
) -> tuple[Money | None, tuple[Discrepancia, ...]]:
    """What the emission of the month says, and where it differs; None where there is none."""
    mine = [one for one in planilla.cobros if one.registro == registro and one.mes == mes.first]
    if not mine:
        return None, ()
    patronal = planilla.patronales[registro]
    total = Money.of_centavos(0)
    found: list[Discrepancia] = []
    for bill, days in periodos(mes).items():
        theirs = de_cobros(mine, bill)
        if not theirs:
            continue
        determined = determinar_planilla(patronal, days, contexto, (bill,))
        ours = Lado("cálculo", cuentas(patronal, determined), otras_politicas(patronal, determined, contexto))
        other = Lado("emisión", theirs)
        total += other.total
        found += enfrentar((ours, other))
    return total, tuple(found)
