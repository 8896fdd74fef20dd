"""What can be said of an emission (EMA, EBA) in a workbook."""

from __future__ import annotations

from typing import Final

from ventanilla.formats.finding import Severity
from ventanilla.formats.table_findings import Kind, Teller

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

KINDS: Final[dict[str, Kind]] = {
    "EMISION_SIN_PERIODO": (
        _E,
        "No se encontró de qué mes es la emisión.",
        "Escriba el mes y el año (3/2026) en la celda B8 de la primera hoja, o indíquelos al leer el archivo.",
    ),
    "EMISION_PERIODO_DEL_NOMBRE": (
        _N,
        "El libro no dice su periodo; se tomó del nombre del archivo: {mes}/{anio}.",
        "Si no es ese mes, escríbalo en la celda B8 de la primera hoja.",
    ),
    "EMISION_SIN_REGISTRO": (
        _E,
        "No se encontró el registro patronal de la emisión.",
        "Escriba el registro en la celda B9 de la primera hoja, o indíquelo al leer el archivo.",
    ),
    "EMISION_REGISTRO_DUDOSO": (
        _W,
        "El registro patronal «{texto}» no parece correcto. {razon}",
        "Compárelo con la tarjeta de identificación patronal.",
    ),
    "EMISION_SIN_HOJAS": (
        _E,
        "Ninguna hoja tiene los títulos de una emisión mensual (EMA) o bimestral (EBA).",
        "Suba el archivo tal como se descarga, o revise que la fila de títulos esté entre las primeras {filas}.",
    ),
    "EMISION_FALTA_COLUMNA": (
        _E,
        "A la hoja le falta la columna «{columna}».",
        "Descargue de nuevo la emisión completa, o agregue la columna con ese título.",
    ),
    "EMISION_COLUMNA_DESCONOCIDA": (
        _N,
        "La columna «{columna}» no es de una emisión conocida y no se usó.",
        "Si tiene un importe que deba compararse, díganoslo: así se agrega a las que se leen.",
    ),
    "EMISION_COLUMNA_REPETIDA": (
        _W,
        "La columna «{columna}» está dos veces; se usó la primera.",
        "Deje una sola columna con ese título.",
    ),
    "EMISION_MES_NON": (
        _W,
        "La hoja es de una emisión bimestral y el periodo dice el mes {mes}, que no cierra bimestre.",
        "Se leyó como el bimestre que ese mes abre. Revise el periodo de la primera hoja.",
    ),
    "EMISION_NSS_DUDOSO": (
        _W,
        "El NSS «{texto}» no pasa su dígito verificador. {razon}",
        "Compare con el documento del trabajador; la fila se leyó con el número que trae.",
    ),
    "EMISION_DIAS_ILEGIBLES": (
        _E,
        "Los días «{texto}» no son un número entero de {desde} a {hasta}.",
        "Escriba los días de la fila; sin ellos no se puede comparar.",
    ),
    "EMISION_DIAS_DE_MAS": (
        _W,
        "Las filas de este trabajador suman {dias} días y el periodo tiene {maximo}.",
        "Revise si hay filas repetidas.",
    ),
    "EMISION_FILA_REPETIDA": (
        _W,
        "La fila es idéntica a la fila {otra}.",
        "Si es una copia, bórrela: sus importes se están contando dos veces.",
    ),
    "EMISION_DECIMALES": (
        _W,
        "El importe «{texto}» tiene más de dos decimales; se leyó {importe}.",
        "Revise si la hoja calcula los importes: la emisión los trae en centavos.",
    ),
    "EMISION_SUMA": (
        _W,
        "La columna «{columna}» dice {dice} y las cuotas de la fila suman {suma}.",
        "Revise qué importe de la fila cambió.",
    ),
    "EMISION_TOTAL": (
        _W,
        "El total de «{columna}» dice {dice} y las filas leídas suman {suma}.",
        "Revise si faltan filas, o si alguna no se pudo leer.",
    ),
    "EMISION_CUENTA": (
        _W,
        "El resumen dice {dice} trabajadores y en las filas hay {hay}.",
        "Revise si faltan filas en el archivo.",
    ),
    "EMISION_DESCUENTO_DESCONOCIDO": (
        _W,
        "El tipo de descuento «{texto}» no es 1 (%), 2 (cuota fija) ni 3 (factor).",
        "Revise el aviso de retención del crédito.",
    ),
    "EMISION_NOMBRES": (
        _N,
        "Los nombres vienen en una sola columna; se separaron en apellidos y nombre según lo más común.",
        "Sirven para mostrarlos. Si necesita los apellidos exactos, tómelos de otro archivo.",
    ),
    "EMISION_ENIE": (
        _N,
        "En {n} nombres el signo # se leyó como Ñ; en una razón social puede ser &.",
        "No tiene que hacer nada si son personas.",
    ),
    "EMISION_FILA_DE_TOTALES": (
        _N,
        "La fila es de totales: se usó para comprobar las sumas y no como trabajador.",
        "No tiene que hacer nada.",
    ),
}

say: Final = Teller(KINDS)
