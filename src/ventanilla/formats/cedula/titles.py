"""How the outputs call each column: in a code, for programs; in a few words, for the head of a narrow column.

>>> from ventanilla.domain.contributions.cedula import COLUMNAS
>>> codigo(COLUMNAS[1]), titulo(COLUMNAS[1]), en_bruto("Excedente obrero")
('excedente_patron', 'Excedente patrón', ('excedente', <Parte.OBRERO: 'obrero'>))
"""

from __future__ import annotations

from typing import Final

from ventanilla.domain.contributions import Bill, Parte
from ventanilla.domain.contributions.cedula import COLUMNAS, Columna

CORTOS: Final = {
    "cuota_fija": "Cuota fija",
    "excedente": "Excedente",
    "prestaciones_dinero": "Prestaciones en dinero",
    "gastos_medicos": "Gastos médicos",
    "riesgos_trabajo": "Riesgos de trabajo",
    "invalidez_vida": "Invalidez y vida",
    "guarderias": "Guarderías",
    "retiro": "Retiro",
    "ceav": "Cesantía y vejez",
    "infonavit": "Vivienda",
}
PARTES: Final = {Parte.PATRON: "patrón", Parte.OBRERO: "obrero"}
PERIODOS: Final = {Bill.MONTHLY: "mensual", Bill.BIMONTHLY: "bimestral"}


def codigo(columna: Columna) -> str:
    """For programs."""
    return f"{columna.ramo}_{columna.parte.value}"


def titulo(columna: Columna) -> str:
    """For the head of a column."""
    return f"{CORTOS[columna.ramo]} {PARTES[columna.parte]}"


def de_periodo(title: str, bill: Bill, alone: bool) -> str:
    """The title of a column that each bill has: with the bill's name, unless it is the only one.

    >>> de_periodo("Días", Bill.BIMONTHLY, False)
    'Días bimestral'
    """
    return title if alone else f"{title} {PERIODOS[bill]}"


_KNOWN: Final = {name: (c.ramo, c.parte) for c in COLUMNAS for name in (codigo(c), titulo(c))}


def en_bruto(name: str) -> tuple[str, Parte] | None:
    """The branch and share of a column by its code or its title; None if it is neither."""
    return _KNOWN.get(" ".join(name.split()))
