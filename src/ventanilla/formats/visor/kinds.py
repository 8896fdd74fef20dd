"""What can be said of the text files of an emission (the "visor")."""

from __future__ import annotations

from typing import Final

from ventanilla.formats.finding import Severity
from ventanilla.formats.table_findings import Kind, Teller

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

KINDS: Final[dict[str, Kind]] = {
    "VISOR_LINEA_CORTA": (
        _E,
        "La línea tiene {tiene} caracteres y debe tener {debe}.",
        "Descargue de nuevo la emisión: el archivo está cortado o cambiado.",
    ),
    "VISOR_DESCONOCIDO": (
        _N,
        "El archivo no es de los que se leen de un visor y no se usó.",
        "No tiene que hacer nada.",
    ),
    "VISOR_FALTA_ARCHIVO": (
        _E,
        "Falta el archivo {falta} de la emisión.",
        "Descargue de nuevo el ZIP y súbalo completo, sin abrirlo.",
    ),
    "VISOR_FALTA_NOMBRES": (
        _W,
        "Falta el archivo {falta}: las filas se leyeron sin nombre ni CURP.",
        "Suba el ZIP completo, sin abrirlo.",
    ),
    "VISOR_SIN_PATRON": (
        _E,
        "El registro {registro} no está en CDEMPA99: no se sabe de qué mes es la línea.",
        "Descargue de nuevo la emisión: sus archivos no son de la misma.",
    ),
    "VISOR_SIN_NOMBRE": (
        _W,
        "El NSS {nss} no está en {archivo}.",
        "La línea se leyó sin nombre ni CURP; descargue de nuevo la emisión.",
    ),
    "VISOR_MUCHOS": (
        _E,
        "El archivo pasa de {n} líneas; las demás no se leyeron.",
        "Suba la emisión de cada registro patronal por separado.",
    ),
    "VISOR_CAMPO": (
        _E,
        "«{texto}» no es {debe}.",
        "Descargue de nuevo la emisión: la línea está dañada.",
    ),
    "VISOR_PERIODO_REPETIDO": (
        _W,
        "El registro {registro} está dos veces; se usó la primera línea.",
        "Revise que los archivos sean de una sola emisión.",
    ),
    "VISOR_TOTAL": (
        _W,
        "El total del registro {registro} es {dice} y sus líneas suman {suma}.",
        "Revise si faltan líneas, o si alguna no se pudo leer.",
    ),
    "VISOR_NSS_DUDOSO": (
        _W,
        "El NSS «{texto}» no pasa su dígito verificador. {razon}",
        "Compare con el documento del trabajador; la línea se leyó con el número que trae.",
    ),
    "VISOR_MES_NON": (
        _W,
        "Hay movimientos de un bimestre y el periodo dice el mes {mes}, que no cierra bimestre.",
        "Se leyó como el bimestre que ese mes abre. Revise que los archivos sean de una sola emisión.",
    ),
    "VISOR_ENIE": (
        _N,
        "En {n} nombres el signo # se leyó como Ñ; en una razón social puede ser &.",
        "No tiene que hacer nada si son personas.",
    ),
}

say: Final = Teller(KINDS)
