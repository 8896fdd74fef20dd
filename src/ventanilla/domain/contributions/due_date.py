"""When contributions are due: day 17 of the next month, or the working day that follows it (LSS 39; RACERF 3).

A bimester is due with its even month (LSS, transitorio vigésimo séptimo of 1995; LINFONAVIT, sexto of 1997).

>>> fecha_limite(2026, 6).fecha  # the 17th of July is a Friday
datetime.date(2026, 7, 20)
>>> fecha_limite_bimestre(2026, 6).fecha  # November and December: the 17th of January is a Sunday
datetime.date(2027, 1, 18)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from ventanilla import law
from ventanilla.kernel.period import months_after
from ventanilla.kernel.text import Text

from .errors import CuotasError

CITA: Final = ("LSS 39", "RACERF 3")
_UN_DIA: Final = timedelta(days=1)
_VIERNES: Final = 4
_MESES: Final = 12
_BIMESTRES: Final = 6


@dataclass(frozen=True, slots=True)
class Vencimiento:
    """``fecha`` is the last day to pay; ``dia`` the one that the law names; ``tabla`` that of non-working days.

    ``completa`` is False while the table is known to lack days: the institution's own are added by the operator.
    """

    fecha: date
    dia: date
    tabla: str
    completa: bool
    usados: tuple[law.Used, ...]


def fecha_limite(year: int, month: int) -> Vencimiento:
    """The last day to pay what is owed for a month. MissingYear for a year without a table of non-working days."""
    if not (date.min.year <= year < date.max.year and 1 <= month <= _MESES):
        raise CuotasError(
            "periodo",
            Text(
                "PERIODO_IMPOSIBLE",
                "No existe el mes {mes} de {anio}. Escriba el año y el mes, como 2026-06.",
                mes=month,
                anio=year,
            ),
        )
    with law.recording() as used:
        first = months_after(date(year, month, 1), 1)
        dia = first.replace(day=law.integer("lss.39.dia_limite", first))
        fecha = ultimo_dia_habil(dia)
    table = law.calendar().table(fecha.year)
    return Vencimiento(fecha, dia, table.name, table.complete, tuple(used))


def ultimo_dia_habil(dia: date) -> date:
    """The last day of a term that the law ends on ``dia``: the next working day where it is none, or a Friday."""
    calendar = law.calendar()
    moved = dia.weekday() == _VIERNES or not calendar.is_working(dia)
    return calendar.on_or_after(dia + _UN_DIA) if moved else dia


def fecha_limite_bimestre(year: int, bimester: int) -> Vencimiento:
    """As ``fecha_limite``, for a bimester: 1 is January and February."""
    bimestre_posible(bimester)
    return fecha_limite(year, 2 * bimester)


def bimestre_posible(bimester: int) -> None:
    """CuotasError for a bimester that a year does not have."""
    if not 1 <= bimester <= _BIMESTRES:
        raise CuotasError(
            "bimestre",
            Text(
                "BIMESTRE_IMPOSIBLE",
                "No existe el bimestre {bimestre}. Escriba uno del 1 (enero y febrero) al 6 (noviembre y diciembre).",
                bimestre=bimester,
            ),
        )


def explicar_fecha(one: Vencimiento) -> law.Explained:
    """Why that day."""
    if one.fecha == one.dia:
        how = Text("VENCE_EL_DIA", "El {dia} es día hábil y no es viernes.", dia=one.dia)
    else:
        how = Text("VENCE_DESPUES", "El {dia} es inhábil o viernes: pasa al siguiente día hábil.", dia=one.dia)
    said = "" if one.completa else " (le faltan los días propios de la institución)"
    table = law.Explained(Text("VENCE_TABLA", "Días inhábiles"), f"{one.tabla}{said}")
    return law.Explained(Text("FECHA_LIMITE", "Último día para pagar"), one.fecha, how, CITA, one.usados, (table,))
