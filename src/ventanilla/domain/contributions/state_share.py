"""What the State adds, to know it: no employer pays it, and no total of contributions has it.

>>> from ventanilla.domain.contributions import Patron, Prima, determinar
>>> junio = Period.month(2026, 6)
>>> persona = Trabajador.fijo(Money("400.00"), junio)
>>> estado = aportacion_estatal(persona, determinar(persona, junio, Patron((Prima(junio.first, Decimal("0.5")),))))
>>> [(linea.ramo, str(linea.importe)) for linea in estado.lineas]
[('prestaciones_dinero', '$6.00'), ('gastos_medicos', '$9.00'), ('invalidez_vida', '$15.00'), ('ceav', '$210.00')]
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from ventanilla import law
from ventanilla.kernel.money import HALF_UP, Money
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import Text

from .bands import EL_RESTO, renglon
from .determination import Determinacion, Linea, Parte
from .explain import in_words
from .parameters import leido
from .worker import Trabajador

ESTADO: Final = {
    "prestaciones_dinero": "eym.dinero.estado",
    "gastos_medicos": "eym.gmp.estado",
    "invalidez_vida": "iv.estado",
}
INICIAL: Final = "cuota_social.inicial"
VIGENTE: Final = "cuota_social.vigente"  # the operator's, once it loads the indexed amounts
_PERCENT: Final = 100
SIN_CUOTA_FIJA: Final = Text(
    "ESTADO_SIN_CUOTA_FIJA",
    "La parte del Estado en la cuota fija se actualiza con el INPC y su importe de hoy no se conoce: no se suma.",
)
SOLO_INICIAL: Final = Text(
    "CUOTA_SOCIAL_INICIAL",
    "La cuota social se calcula con los importes con que empezó en 2023. Se actualizan cada trimestre con el INPC y "
    "los actualizados no se conocen: cárguelos con: ventanilla ley cargar cuota_social.vigente ARCHIVO.csv",
)


@dataclass(frozen=True, slots=True)
class LineaEstado:
    """The State's part in a branch: ``base`` is the daily wage and ``tasa`` a percent, or ``tasa`` is None and
    ``base`` the pesos of each day.
    """

    ramo: str
    periodo: Period
    dias: int
    base: Money
    tasa: Decimal | None
    importe: Money
    cite: str
    usados: tuple[law.Used, ...]


@dataclass(frozen=True, slots=True)
class AportacionEstatal:
    """``lineas`` with what is known; ``avisos`` say what is not."""

    lineas: tuple[LineaEstado, ...]
    avisos: tuple[Text, ...]

    @property
    def total(self) -> Money:
        """The sum of what is known."""
        return Money.total(linea.importe for linea in self.lineas)


def aportacion_estatal(trabajador: Trabajador, debido: Determinacion) -> AportacionEstatal:
    """The State's part for the same days and wages of a determination.

    LawError for days before the cuota social of today's law.
    """
    lineas: list[LineaEstado] = []
    indexed = VIGENTE in law.table_keys()
    for linea in debido.lineas:
        if linea.parte is Parte.PATRON and linea.ramo in ESTADO:
            lineas.append(_por_ciento(linea))
        elif linea.parte is Parte.PATRON and linea.ramo == "ceav":
            lineas += _cuota_social(trabajador, linea, VIGENTE if indexed else INICIAL)
    social = any(linea.ramo == "ceav" for linea in lineas)
    return AportacionEstatal(tuple(lineas), (SIN_CUOTA_FIJA, *((SOLO_INICIAL,) if social and not indexed else ())))


def _por_ciento(linea: Linea) -> LineaEstado:
    rate = leido(lambda: law.row(ESTADO[linea.ramo], linea.periodo.first))
    return LineaEstado(
        linea.ramo,
        linea.periodo,
        linea.dias,
        linea.base,
        rate.valor.value,
        linea.base.times(Fraction(rate.valor.value) / _PERCENT * linea.dias, HALF_UP),
        rate.valor.cite,
        rate.usados,
    )


def _cuota_social(trabajador: Trabajador, linea: Linea, table: str) -> Iterator[LineaEstado]:
    """The cuota social of each day contributed, by the row of CEAV of its wage; none over four UMA."""
    on = linea.periodo.first
    wage = trabajador.sbc_tramo or linea.base
    row = leido(lambda: renglon(wage, trabajador.zona, on))
    cite = law.version(table, on).cite
    if row.valor == EL_RESTO:
        return
    daily = leido(lambda: Money(law.cell(table, row.valor, on)))
    amount = daily.valor.times(linea.dias, HALF_UP)
    read = (*row.usados, *daily.usados)
    yield LineaEstado(linea.ramo, linea.periodo, linea.dias, daily.valor, None, amount, cite, read)


def explicar_estado(one: AportacionEstatal) -> law.Explained:
    """The tree of the State's part."""
    return law.Explained(
        Text("ESTADO_TOTAL", "Aporta el Estado, como información"),
        one.total,
        Text("ESTADO_AVISOS", "{avisos}", avisos=" ".join(map(str, one.avisos))),
        parts=tuple(_explained(linea) for linea in one.lineas),
    )


def _explained(linea: LineaEstado) -> law.Explained:
    values: dict[str, str | int] = {"base": str(linea.base), "dias": linea.dias}
    if linea.tasa is None:
        how = Text("ESTADO_SOCIAL", "{base} por día x {dias} días.", **values)
    else:
        how = Text("ESTADO_PORCENTAJE", "{base} diarios x {tasa}% x {dias} días.", tasa=str(linea.tasa), **values)
    title = Text("ESTADO_RAMO", "{ramo}, {periodo}", ramo=linea.ramo, periodo=in_words(linea.periodo))
    return law.Explained(title, linea.importe, how, (linea.cite,), linea.usados)
