"""The base wage of a notice: computed from what is paid, or given and checked against the law's floor and cap.

>>> pagado = Pagado(TipoSalario.FIJO, diario=Money("400.00"))
>>> salario_base(pagado, date(2026, 6, 1), date(2026, 6, 1), Zona.GENERAL).sbc
Money('419.72')
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from ventanilla.domain.affiliation import SemanaJornada, TipoSalario
from ventanilla.domain.contributions import (
    CuotasError,
    Integrado,
    Jornada,
    Prestaciones,
    Salario,
    Zona,
    integrar,
    limitar,
)
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import Text

NADA: Final = Money.of_centavos(0)
LEGALES: Final = Prestaciones()
CITE: Final = ("LSS 27", "LSS 28", "LSS 30")


@dataclass(frozen=True)
class Pagado:
    """What an employer says that it pays by day.

    ``diario`` of a fixed or mixed wage; ``variable``, the average of a variable or mixed one. ``fijas`` are other
    benefits that integrate whole. ``sbc`` is the base wage as the employer reckons it; None asks the office to.
    """

    tipo: TipoSalario
    diario: Money | None = None
    variable: Money = NADA
    prestaciones: Prestaciones = LEGALES
    fijas: Money = NADA
    sbc: Money | None = None
    semana: SemanaJornada = SemanaJornada.COMPLETA


@dataclass(frozen=True)
class Base:
    """The base wage that is registered. ``dicho`` says how it was reached, or what limit it met."""

    sbc: Money
    dicho: tuple[Text, ...]
    integrado: Integrado | None = None


def jornada(semana: SemanaJornada) -> Jornada:
    """How much is worked, as the floor of the base wage asks it (RACERF 62)."""
    match semana:
        case SemanaJornada.COMPLETA:
            return Jornada.COMPLETA
        case SemanaJornada.REDUCIDA:
            return Jornada.REDUCIDA
    return Jornada.SEMANA_REDUCIDA


def salario_base(pagado: Pagado, ingreso: date, on: date, zona: Zona) -> Base:
    """The base wage on the day ``on`` of somebody who began on ``ingreso``.

    CuotasError, in words, for less than the law lets be registered; LawError where the law loaded does not reach.
    """
    if pagado.sbc is not None:
        return _dado(pagado, pagado.sbc, ingreso, on, zona)
    found = _integrado(pagado, ingreso, on, zona)
    parts = [
        Text(
            "SBC_CALCULADO",
            "El salario base de cotización (SBC) es {sbc} diarios: {como}",
            sbc=str(found.sbc),
            como=_como(found),
        )
    ]
    if found.limitado.porque is not None:
        parts.append(found.limitado.porque)
    return Base(found.sbc, tuple(parts), found)


def _como(found: Integrado) -> str:
    """The operation of the only element, or what each adds."""
    if len(found.elementos) == 1:
        return str(found.elementos[0].como)
    return "; ".join(f"{str(one.titulo).lower()}, {one.importe}" for one in found.elementos) + "."


def _integrado(pagado: Pagado, ingreso: date, on: date, zona: Zona) -> Integrado:
    salario = Salario(
        pagado.diario,
        prestaciones=pagado.prestaciones,
        fijas=pagado.fijas,
        variable=pagado.variable,
        zona=zona,
        jornada=jornada(pagado.semana),
    )
    return integrar(salario, ingreso, on)


def _dado(pagado: Pagado, sbc: Money, ingreso: date, on: date, zona: Zona) -> Base:
    limit = limitar(sbc, zona, jornada(pagado.semana), on)
    if limit.sbc > sbc:
        raise CuotasError(
            "sbc",
            Text(
                "SBC_MENOR_QUE_EL_MINIMO",
                "El SBC de {sbc} es menor que el mínimo de la zona de su registro, {minimo} (LSS 28). Corríjalo.",
                sbc=str(sbc),
                minimo=str(limit.sbc),
            ),
        )
    if pagado.semana is SemanaJornada.COMPLETA and (pagado.diario is not None or pagado.variable):
        least = _integrado(pagado, ingreso, on, zona).sbc
        if limit.sbc < least:
            raise CuotasError(
                "sbc",
                Text(
                    "SBC_MENOR_QUE_SU_SALARIO",
                    "Con lo que usted dice que paga, el SBC es de {minimo} por lo menos, y escribió {sbc} "
                    "(LSS 27 y 30). Corríjalo, o deje que lo calculemos.",
                    minimo=str(least),
                    sbc=str(sbc),
                ),
            )
    said = (limit.porque,) if limit.porque is not None else ()
    return Base(limit.sbc, said)
