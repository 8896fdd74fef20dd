"""The words that people write for the institution's codes, in lists of workers.

>>> movimiento("Mod. de salario"), movimiento("08"), descuento("Cuota fija"), rama("Enf. general"), causa("Renuncia")
('07', '08', '2', '2', '2')
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from ventanilla.formats.titles import plain

AUSENTISMO: Final = "11"
INCAPACIDAD: Final = "12"

Ways = tuple[tuple[str, re.Pattern[str]], ...]


def _ways(*pairs: tuple[str, str]) -> Ways:
    return tuple((code, re.compile(way)) for code, way in pairs)


_MOVIMIENTO: Final = _ways(
    ("02", r"^0?2\b|^b$|\bbajas?\b|renuncia|finiquito"),
    ("07", r"^0?7\b|^ms?$|\bmod\w*|cambio (de )?(sal|sueldo)|aumento|incremento"),
    ("08", r"^0?8\b|^0?1\b|^[ari]$|\balta|reing|ingreso|inscrip"),
    (AUSENTISMO, r"^11\b|^f$|ausen|falta|inasis"),
    (INCAPACIDAD, r"^12\b|incap"),
)
_CAUSA: Final = _ways(
    ("1", r"^1$|termino|fin de contrato|vencim"),
    ("2", r"^2$|volunt|renuncia"),
    ("3", r"^3$|abandono"),
    ("4", r"^4$|defunc|muerte|fallec"),
    ("5", r"^5$|clausura|cierre"),
    ("6", r"^6$|^otras?$"),
    ("7", r"^7$|ausen|falta"),
    ("8", r"^8$|resci|despido"),
    ("9", r"^9$|jubil"),
    ("A", r"^a$|pension"),
)
_RAMA: Final = _ways(
    ("1", r"^0?1$|^rt$|^at$|riesgo|accidente|trayecto|\btrabajo"),
    ("2", r"^0?2$|^eg$|general|enferm"),
    ("3", r"^0?3$|^mat?$|matern|prenatal|posnatal|postnatal"),
    ("4", r"^0?4$|140|licencia"),
)
_DESCUENTO: Final = _ways(
    ("1", r"^1\b|^%$|^p$|porc"),
    ("2", r"^2\b|^cf$|^c$|cuota|fij|peso|importe|monto"),
    ("3", r"^3\b|^vsm|^v$|^fd?$|factor|veces|\bumis?\b|^umas?$"),
)
_TRABAJADOR: Final = _ways(
    ("1", r"^1$|perman|planta|\bbase\b|indeterm|indef|^p$|sindical|confianza"),
    ("3", r"^3$|constru"),
    ("4", r"^4$|campo"),
    ("2", r"^2$|event|temporal|determin|^e$|obra"),
)
_SALARIO: Final = _ways(("0", r"^0$|^fij|^f$"), ("1", r"^1$|variab|^v$"), ("2", r"^2$|mixt|^m$"))
_JORNADA: Final = _ways(
    ("0", r"^0$|complet|normal|diurn|noctur|mixt|matut|vespert"),
    ("6", r"^6$|reducid|media|parcial|menos de 8"),
    ("1", r"^1( dias?)?$|un dia"),
    ("2", r"^2( dias?)?$"),
    ("3", r"^3( dias?)?$"),
    ("4", r"^4( dias?)?$"),
    ("5", r"^5( dias?)?$"),
)
_SEXO: Final = _ways(("M", r"^m$|masc|hombre|^h$|varon|^1$"), ("F", r"^f$|fem|mujer|^2$"), ("X", r"^x$|no binari"))
_BOTH_LETTERS: Final = _ways(("M", r"^h$|hombre|masc|varon"), ("F", r"^m$|mujer|fem"), ("X", r"^x$|no binari"))


def _find(ways: Ways, text: str) -> str:
    said = plain(text)
    return next((code for code, way in ways if way.search(said)), "") if said else ""


@lru_cache(maxsize=512)
def movimiento(text: str) -> str:
    """02, 07, 08, 11 or 12; "" for what is none."""
    return _find(_MOVIMIENTO, text)


@lru_cache(maxsize=512)
def causa(text: str) -> str:
    """The cause of a baja, as the institution writes it."""
    return _find(_CAUSA, text)


@lru_cache(maxsize=512)
def rama(text: str) -> str:
    """The branch of an incapacity, as SUA writes it."""
    return _find(_RAMA, text)


@lru_cache(maxsize=512)
def descuento(text: str) -> str:
    """The kind of discount of a credit."""
    return _find(_DESCUENTO, text)


@lru_cache(maxsize=512)
def tipo_trabajador(text: str) -> str:
    """1 permanente, 2 eventual, 3 de la construcción, 4 del campo."""
    return _find(_TRABAJADOR, text)


@lru_cache(maxsize=512)
def tipo_salario(text: str) -> str:
    """0 fijo, 1 variable, 2 mixto."""
    return _find(_SALARIO, text)


@lru_cache(maxsize=512)
def jornada(text: str) -> str:
    """0 complete, 1 to 5 days a week, 6 fewer hours a day."""
    return _find(_JORNADA, text)


def sexo(text: str, *, hombre_mujer: bool) -> str:
    """M masculino, F femenino, X no binario. ``hombre_mujer``: the column writes H and M, so its M is a woman.

    >>> sexo("M", hombre_mujer=False), sexo("M", hombre_mujer=True), sexo("Femenino", hombre_mujer=False)
    ('M', 'F', 'F')
    """
    return _find(_BOTH_LETTERS if hombre_mujer else _SEXO, text)
