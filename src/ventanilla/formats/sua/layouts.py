"""The columns of SUA's five import files.

Source: the import layouts of SUA, as several public programs write them alike (https://github.com/MerxBusinessPerformance/MBP).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ventanilla.formats.fixed import Field, Kind, Layout

EXPORTED: Final = 167  # columns that an ASEG exported by SUA may have: the first 164 are read
TRABAJADOR: Final = "1234"
JORNADA: Final = "0123456"
SALARIO: Final = "012"
BAJA, MODIFICACION, REINGRESO, AUSENTISMO, INCAPACIDAD = "02", "07", "08", "11", "12"
RAMAS: Final = "1234"  # riesgo de trabajo, enfermedad general, maternidad, licencia del artículo 140 Bis
RIESGOS: Final = "0123"
CONTROL: Final = "0123456789"
SECUELAS: Final = "0123456789"
RIESGO_DE_TRABAJO: Final = "1"
CONTROLS_OF: Final[Mapping[str, str]] = MappingProxyType(
    {"0": "0", "1": "1234", "2": "5", "3": "5", "6": "5", "7": "5", "9": "5", "4": "6"}
)  # which control goes with a secuela of a riesgo de trabajo; of 5 and 8 no source says it
INICIO: Final = "15"
CREDITO: Final = ("15", "16", "17", "18", "19", "20")
STATE_NO_DISCOUNT: Final = frozenset({"16", "17", "20"})  # suspensión, reinicio, cambio de número: it may lack
DESCUENTOS: Final = "123"  # por ciento, cuota fija, factor
CREDIT_WIDTH: Final = 10

_WHOM: Final = (Field("registro patronal", 1, 11, Kind.REGISTRO), Field("NSS", 12, 22, Kind.NSS))

ASEG: Final = Layout(
    "ASEG (trabajadores)",
    164,
    (
        *_WHOM,
        Field("RFC", 23, 35, Kind.RFC, optional=True),
        Field("CURP", 36, 53, Kind.CURP, optional=True),
        Field("nombre", 54, 103, Kind.NAME),
        Field("tipo de trabajador", 104, 104, Kind.CODE, TRABAJADOR),
        Field("semana o jornada reducida", 105, 105, Kind.CODE, JORNADA),
        Field("fecha de alta", 106, 113, Kind.DATE),
        Field("SDI", 114, 120, Kind.DIGITS),
        Field("clave de ubicación", 121, 137, Kind.TEXT),
        Field("crédito Infonavit", 138, 147, Kind.DIGITS, optional=True),
        Field("inicio del descuento", 148, 155, Kind.DATE, optional=True),
        Field("tipo de descuento", 156, 156, Kind.CODE, "0" + DESCUENTOS, optional=True),
        Field("valor del descuento", 157, 164, Kind.DIGITS, optional=True),
    ),
)
AFIL: Final = Layout(
    "AFIL (datos afiliatorios)",
    80,
    (
        *_WHOM,
        Field("código postal", 23, 27, Kind.DIGITS, optional=True),
        Field("fecha de nacimiento", 28, 35, Kind.DATE),
        Field("lugar de nacimiento", 36, 60, Kind.TEXT),
        Field("entidad de nacimiento", 61, 62, Kind.TEXT),
        Field("UMF", 63, 65, Kind.DIGITS, optional=True),
        Field("ocupación", 66, 77, Kind.TEXT),
        Field("sexo", 78, 78, Kind.CODE, "MF"),
        Field("tipo de salario", 79, 79, Kind.CODE, SALARIO),
        Field("hora", 80, 80, Kind.DIGITS, optional=True),
    ),
)
MOVT: Final = Layout(
    "MOVT (movimientos)",
    49,
    (
        *_WHOM,
        Field("tipo de movimiento", 23, 24, Kind.CODE, f"{BAJA} {MODIFICACION} {REINGRESO} {AUSENTISMO} {INCAPACIDAD}"),
        Field("fecha", 25, 32, Kind.DATE),
        Field("folio", 33, 40, Kind.TEXT),
        Field("días", 41, 42, Kind.DIGITS, optional=True),
        Field("SDI", 43, 49, Kind.DIGITS, optional=True),
    ),
)
INCAP: Final = Layout(
    "INCAP (incapacidades)",
    57,
    (
        *_WHOM,
        Field("tipo de incidencia", 23, 23, Kind.CODE, "01"),
        Field("fecha de inicio", 24, 31, Kind.DATE),
        Field("folio", 32, 39, Kind.TEXT),
        Field("días", 40, 42, Kind.DIGITS),
        Field("porcentaje", 43, 45, Kind.DIGITS, optional=True),
        Field("rama", 46, 46, Kind.CODE, RAMAS),
        Field("riesgo", 47, 47, Kind.CODE, RIESGOS, optional=True),
        Field("secuela", 48, 48, Kind.CODE, SECUELAS, optional=True),
        Field("control", 49, 49, Kind.CODE, CONTROL, optional=True),
        Field("fecha de término", 50, 57, Kind.DATE),
    ),
)
CRED: Final = Layout(
    "CRED (créditos de vivienda)",
    52,
    (
        *_WHOM,
        Field("crédito Infonavit", 23, 32, Kind.DIGITS),
        Field("tipo de movimiento", 33, 34, Kind.CODE, " ".join(CREDITO)),
        Field("fecha", 35, 42, Kind.DATE),
        Field("tipo de descuento", 43, 43, Kind.CODE, "0" + DESCUENTOS),
        Field("valor del descuento", 44, 51, Kind.DIGITS),
        Field("tabla de disminución", 52, 52, Kind.CODE, "SN"),
    ),
)
LAYOUTS: Final = (ASEG, AFIL, MOVT, INCAP, CRED)


def longest(layout: Layout) -> int:
    """How many columns a line may have."""
    return EXPORTED if layout is ASEG else layout.width
