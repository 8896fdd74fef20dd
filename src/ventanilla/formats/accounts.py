"""What each worker is charged, as an account to compare: by our own determination, or by what an emission says.

A determination of a planilla never stops at the first worker who cannot be: that one is told, and the rest goes on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ventanilla import law
from ventanilla.domain.contributions import (
    Bill,
    CuotasError,
    Determinacion,
    Patron,
    Pensionado,
    TipoAviso,
    Trabajador,
    Zona,
    determinar,
)
from ventanilla.domain.contributions.comparison import Alternativa, Cuenta, Fila, Parcial, Probar, de_determinacion
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import Text

from .finding import Finding, Place, Severity
from .planilla import Patronal, Persona, trabajador
from .records import Cobro

_UN_DIA = timedelta(days=1)
_NADA = Money.of_centavos(0)
_TIPOS = {"A": TipoAviso.ALTA, "R": TipoAviso.ALTA, "B": TipoAviso.BAJA, "MS": TipoAviso.MODIFICACION}


@dataclass(frozen=True, slots=True)
class Contexto:
    """What the files do not say of an employer: the premium, the zone, who has a pension."""

    patron: Patron
    zona: Zona = Zona.GENERAL
    pensionados: frozenset[str] = frozenset()  # keys of workers with a pension of cesantía or vejez

    def pension(self, clave: str) -> Pensionado:
        """The pension of a worker."""
        return Pensionado.CESANTIA_VEJEZ if clave in self.pensionados else Pensionado.NO


@dataclass(frozen=True, slots=True)
class Determinada:
    """The workers of one employer in a period: what is owed for each, and who could not be determined and why."""

    periodo: Period
    bills: tuple[Bill, ...]
    trabajadores: Mapping[str, Trabajador]
    debidos: Mapping[str, Determinacion]
    hallazgos: tuple[Finding, ...]

    @property
    def completa(self) -> bool:
        """Whether nobody is missing."""
        return not any(one.severity is Severity.ERROR for one in self.hallazgos)


def determinar_planilla(
    patronal: Patronal, periodo: Period, contexto: Contexto, bills: Iterable[Bill] = (Bill.MONTHLY,)
) -> Determinada:
    """What is owed for every worker of ``patronal`` who was insured some day of ``periodo``.

    LawError where the law that is loaded does not reach: that stops everybody alike.
    """
    wanted = tuple(bills)
    workers: dict[str, Trabajador] = {}
    owed: dict[str, Determinacion] = {}
    found: list[Finding] = []
    for clave, persona in patronal.personas.items():
        try:
            worker = _worker(persona, periodo, contexto)
            if worker is not None:
                owed[clave] = determinar(worker, periodo, contexto.patron, wanted)
                workers[clave] = worker
        except CuotasError as error:
            found.append(_not_determined(persona, error))
    return Determinada(periodo, wanted, workers, owed, tuple(found))


def _worker(persona: Persona, periodo: Period, contexto: Contexto) -> Trabajador | None:
    if not persona.movimientos:
        return None  # the review tells it
    return trabajador(persona, periodo, zona=contexto.zona, pensionado=contexto.pension(persona.clave))


def _not_determined(persona: Persona, error: CuotasError) -> Finding:
    place = persona.movimientos[0].place if persona.movimientos else Place("")
    return Finding(
        Severity.ERROR,
        place,
        error.campo,
        Text(
            error.reason.code, "No se pudo calcular a {clave}: {motivo}", clave=persona.clave, motivo=str(error.reason)
        ),
        Text("SIN_CALCULAR_REMEDIO", "Corrija el dato y repita: sin esta persona el total está incompleto."),
    )


def cuentas(patronal: Patronal, determinada: Determinada) -> dict[str, Cuenta]:
    """Our account of each worker, with the movements of its files."""
    return {
        clave: de_determinacion(clave, debido, ((one.tipo, one.fecha) for one in patronal.personas[clave].movimientos))
        for clave, debido in determinada.debidos.items()
    }


def otras_politicas(patronal: Patronal, determinada: Determinada, contexto: Contexto) -> Probar:
    """Each worker determined anew under every other choice of the policies that a determination reads."""

    def probar(clave: str) -> Iterable[Alternativa]:
        worker = determinada.trabajadores.get(clave)
        if worker is None:
            return
        for key in sorted(_policies_of(determinada.debidos[clave])):
            policy = law.policy(key)
            for value in policy.values:
                if value == policy.value:
                    continue
                with law.choosing({key: value}):
                    debido = determinar(worker, determinada.periodo, contexto.patron, determinada.bills)
                yield Alternativa(
                    Text(
                        "POLITICA",
                        "Política «{titulo}»: con «{valor}» da lo mismo que la otra cuenta.",
                        titulo=policy.title,
                        valor=value,
                    ),
                    de_determinacion(clave, debido),
                )

    return probar


def _policies_of(debido: Determinacion) -> set[str]:
    keys = set(law.policy_keys())
    return {used.key for used in debido.usados if used.key in keys}


# -- what another program determined


def de_cobros(cobros: Iterable[Cobro], bill: Bill) -> dict[str, Cuenta]:
    """The accounts that an emission gives, by worker: the rows of one worker are added (reference, section 3)."""
    by_worker: dict[str, list[Cobro]] = defaultdict(list)
    for one in cobros:
        if one.bill is bill:
            by_worker[one.nss].append(one)
    return {clave: _account(clave, rows) for clave, rows in by_worker.items()}


def _account(clave: str, rows: list[Cobro]) -> Cuenta:
    amounts: dict[Parcial, Money] = {}
    for one in rows:
        for share, amount in one.importes.items():
            amounts[share] = amounts.get(share, _NADA) + amount
    periodo = _period(rows[0].mes, rows[0].bill)
    charged: dict[str, tuple[Fila, ...]] = {}
    if not any(one.resumen for one in rows):  # else its days by branch are not known
        for ramo in {share[0] for share in amounts}:
            charged[ramo] = tuple(_fila(one, ramo, periodo) for one in rows if one.dias and _bills(one, ramo))
    movements = frozenset((_TIPOS[one.tipo], one.fecha) for one in rows if one.tipo in _TIPOS and one.fecha is not None)
    says_movements = any(one.tipo or one.origen for one in rows)
    return Cuenta(clave, periodo, charged, amounts, movements if says_movements else None)


def _bills(one: Cobro, ramo: str) -> bool:
    """Whether a row has an amount of a branch: a premium that changes makes one with that branch alone."""
    return any(share[0] == ramo for share in one.importes)


def _fila(one: Cobro, ramo: str, periodo: Period) -> Fila:
    return Fila(_days_of(one, periodo), one.dias_ramo.get(ramo, one.dias), one.sbc)


def _period(month: date, bill: Bill) -> Period:
    if bill is Bill.MONTHLY:
        return Period.month(month.year, month.month)
    return Period.bimester(month.year, (month.month + 1) // 2)


def _days_of(one: Cobro, periodo: Period) -> Period:
    """The days of a row: from its movement on, where it says one; an emission does not say the last."""
    first = one.fecha if one.fecha is not None and one.fecha in periodo else periodo.first
    return Period(first, max(first, min(periodo.last, first + _UN_DIA * max(one.dias - 1, 0))))
