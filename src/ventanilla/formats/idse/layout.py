"""The columns of IDSE (DISPMAG): a line of 168 for each kind of movement, and the one that ends the file.

Source: IMSS, "Estructura de movimientos afiliatorios" and guide of operation of DISPMAG (2009).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ventanilla.domain.contributions import TipoAviso
from ventanilla.formats.fixed import Field, Kind, Layout

WIDTH: Final = 168
TIPO: Final = "tipo de movimiento"
TYPE_AT: Final = slice(131, 133)  # of a line
DATE_AT: Final = slice(118, 126)
CAUSAS: Final = "123456789A"
TRABAJADOR: Final = "1234"  # permanente, eventual de la ciudad, de la construcción, del campo
SALARIO: Final = "012"  # fijo, variable, mixto
JORNADA: Final = "0123456"  # 0 complete; 1 to 5 days a week; 6 fewer hours
END: Final = "9"
STARS: Final = "*" * 13
MAX_COUNT: Final = 999_999  # records that the control record can count

_NAME: Final = 27
_BEGINNING: Final = (
    Field("registro patronal", 1, 11, Kind.REGISTRO),
    Field("NSS", 12, 22, Kind.NSS),
    Field("primer apellido", 23, 49, Kind.NAME),
    Field("segundo apellido", 50, 76, Kind.NAME),
    Field("nombre", 77, 103, Kind.NAME),
)
_GUIA_AND_KEY: Final = (
    Field("guía", 134, 138, Kind.DIGITS, optional=True),
    Field("clave del trabajador", 139, 148, Kind.TEXT),
)
_FINAL: Final = Field("final", 168, 168, Kind.CONST, END, optional=True)  # some programs lose it


def _type(tipo: TipoAviso) -> Field:
    return Field(TIPO, 132, 133, Kind.CONST, tipo.value)


ALTA: Final = Layout(
    "IDSE 08 (alta o reingreso)",
    WIDTH,
    (
        *_BEGINNING,
        Field("SBC", 104, 109, Kind.DIGITS),
        Field("columnas 110 a 115", 110, 115, Kind.FILLER, " "),
        Field("tipo de trabajador", 116, 116, Kind.CODE, TRABAJADOR),
        Field("tipo de salario", 117, 117, Kind.CODE, SALARIO),
        Field("semana o jornada reducida", 118, 118, Kind.CODE, JORNADA),
        Field("fecha", 119, 126, Kind.DATE),
        Field("UMF", 127, 129, Kind.DIGITS, optional=True),
        Field("columnas 130 y 131", 130, 131, Kind.FILLER, " "),
        _type(TipoAviso.ALTA),
        *_GUIA_AND_KEY,
        Field("columna 149", 149, 149, Kind.FILLER, " "),
        Field("CURP", 150, 167, Kind.CURP),
        _FINAL,
    ),
)
MODIFICACION: Final = Layout(
    "IDSE 07 (modificación de salario)",
    WIDTH,
    (
        *_BEGINNING,
        Field("SBC", 104, 109, Kind.DIGITS),
        Field("columnas 110 a 115", 110, 115, Kind.FILLER, " "),
        Field(
            "tipo de trabajador", 116, 116, Kind.TEXT
        ),  # blank, but some programs write it: whatever is there is read
        Field("tipo de salario", 117, 117, Kind.CODE, SALARIO),
        Field("semana o jornada reducida", 118, 118, Kind.CODE, JORNADA),
        Field("fecha", 119, 126, Kind.DATE),
        Field("columnas 127 a 131", 127, 131, Kind.FILLER, " "),
        _type(TipoAviso.MODIFICACION),
        *_GUIA_AND_KEY,
        Field("columna 149", 149, 149, Kind.FILLER, " "),
        Field("CURP", 150, 167, Kind.CURP),
        _FINAL,
    ),
)
BAJA: Final = Layout(
    "IDSE 02 (baja)",
    WIDTH,
    (
        *_BEGINNING,
        Field("columnas 104 a 118", 104, 118, Kind.FILLER, "0"),
        Field("fecha", 119, 126, Kind.DATE),
        Field("columnas 127 a 131", 127, 131, Kind.FILLER, " "),
        _type(TipoAviso.BAJA),
        *_GUIA_AND_KEY,
        Field("causa de baja", 149, 149, Kind.CODE, CAUSAS),
        Field("CURP", 150, 167, Kind.CURP, optional=True),  # blank, but some programs write it
        _FINAL,
    ),
)
CONTROL: Final = Layout(
    "IDSE (registro de control)",
    WIDTH,
    (
        Field("asteriscos", 1, 13, Kind.CONST, STARS),
        Field("columnas 14 a 56", 14, 56, Kind.FILLER, " "),
        Field("número de movimientos", 57, 62, Kind.DIGITS),
        Field("columnas 63 a 133", 63, 133, Kind.FILLER, " "),
        Field("guía", 134, 138, Kind.DIGITS, optional=True),
        Field("columnas 139 a 167", 139, 167, Kind.FILLER, " "),
        _FINAL,
    ),
)
LAYOUTS: Final[Mapping[str, Layout]] = MappingProxyType(
    {TipoAviso.ALTA.value: ALTA, TipoAviso.MODIFICACION.value: MODIFICACION, TipoAviso.BAJA.value: BAJA}
)


def is_control(text: str) -> bool:
    """Whether a line is, or wants to be, the one that ends the file."""
    return text.lstrip().startswith(STARS[:3])
