"""What can be said of a cell of any table: each kind with its severity, its cause and its fix.

In a table, so that they can be read, translated and listed together; each reader adds its own kinds.

>>> str(say("NSS_CIENTIFICO", Place("LISTA.CSV", 3, 2), "NSS", texto="9.9E+10").cause)
'El NSS «9.9E+10» está en notación científica: los últimos dígitos se perdieron al guardar.'
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ventanilla.kernel.text import Text, Value

from .finding import Finding, Place, Severity

Kind = tuple[Severity, str, str]
MAX_SHOWN: Final = 60  # characters of a cell that are repeated back
_E, _N = Severity.ERROR, Severity.NOTE

COMMON: Final[dict[str, Kind]] = {
    "CELDA_CON_ERROR": (
        _E,
        "La celda dice «{texto}»: una fórmula que falló, o un número que no cupo en la columna.",
        "Corrija la fórmula en su hoja de cálculo, o escriba el dato, y guarde de nuevo.",
    ),
    "IMPORTE_ILEGIBLE": (
        _E,
        "«{texto}» no es un importe.",
        "Escriba el importe en pesos, con punto decimal y sin letras: 687.70.",
    ),
    "IMPORTE_CON_FECHA": (
        _E,
        "Aquí va un importe y la celda tiene la fecha «{texto}».",
        "Cambie el formato de la celda a número y vuelva a escribir el importe.",
    ),
    "FECHA_ILEGIBLE": (
        _E,
        "«{texto}» no es una fecha.",
        "Escriba la fecha como día/mes/año: 15/01/2026.",
    ),
    "FECHA_IMPOSIBLE": (
        _E,
        "La fecha «{texto}» no existe en el calendario.",
        "Revise el día y el mes: la columna se leyó como {orden}.",
    ),
    "FECHA_LEJANA": (
        _E,
        "La fecha «{texto}» está fuera de los años {desde} a {hasta}.",
        "Revise el año: escríbalo con cuatro cifras.",
    ),
    "NSS_CIENTIFICO": (
        _E,
        "El NSS «{texto}» está en notación científica: los últimos dígitos se perdieron al guardar.",
        "En su hoja de cálculo dé a la columna formato de texto, vuelva a copiar los NSS y guarde de nuevo.",
    ),
    "NSS_ILEGIBLE": (
        _E,
        "El NSS «{texto}» no se puede usar. {razon}",
        "Escriba los 11 dígitos del NSS, sin letras, tal como están en un documento del Instituto.",
    ),
    "NSS_CERO_REPUESTO": (
        _N,
        "El NSS «{texto}» tiene 10 dígitos; se leyó {nss}, con el cero que las hojas de cálculo quitan.",
        "Dé a la columna formato de texto para que el cero no se pierda.",
    ),
    "NSS_AUSENTE": (
        _E,
        "La fila tiene datos de una persona y no tiene NSS.",
        "Escriba el NSS de 11 dígitos; sin él no se sabe de quién es la fila.",
    ),
}


class Teller:
    """Makes the findings of a table of kinds; those of any table are always among them."""

    def __init__(self, kinds: Mapping[str, Kind]) -> None:
        self.kinds: Mapping[str, Kind] = {**COMMON, **kinds}

    def __call__(self, code: str, place: Place, field: str = "", **values: Value) -> Finding:
        """The finding of a kind. KeyError for a kind that is not in the table."""
        severity, cause, fix = self.kinds[code]
        # ``razon`` is a sentence of ours, the rest is what the file has
        shown = {
            key: cut(value) if isinstance(value, str) and key != "razon" else value for key, value in values.items()
        }
        return Finding(severity, place, field, Text(code, cause, **shown), Text(f"{code}_REMEDIO", fix, **shown))


def cut(text: str) -> str:
    """What is repeated back of a cell: not a page of it."""
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1] + "…"


say: Final = Teller({})
