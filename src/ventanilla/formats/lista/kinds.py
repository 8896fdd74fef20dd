"""What can be said of a list of workers."""

from __future__ import annotations

from typing import Final

from ventanilla.formats.finding import Severity
from ventanilla.formats.table_findings import Kind, Teller

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE
_SAVED: Final = "Si no es así, corríjalo en la plantilla; la próxima vez se usará la que guarde."

KINDS: Final[dict[str, Kind]] = {
    # -- of what was guessed
    "COLUMNA_ADIVINADA": (
        _N,
        "La columna {letra} «{titulo}» se leyó como {campo}: {razon} (confianza {confianza} %).",
        _SAVED,
    ),
    "COLUMNA_DUDOSA": (
        _N,
        "¿La columna {letra} «{titulo}» es {campo}? {razon}",
        "Confírmelo o corríjalo en la plantilla antes de usar el resultado.",
    ),
    "COLUMNA_O_COLUMNA": (
        _N,
        "¿Cuál es {campo}: la columna {letra} «{titulo}» o la {otra_letra} «{otra}»? Se usó la primera.",
        "Confírmelo o corríjalo en la plantilla antes de usar el resultado.",
    ),
    "COLUMNAS_NO_USADAS": (
        _N,
        "No se usaron {n} columnas: {titulos}.",
        "Si alguna tiene un dato de afiliación, agréguela a la plantilla.",
    ),
    "COLUMNA_DE_PERIODO": (
        _N,
        "La columna {letra} «{titulo}» es un salario de un mes, una quincena o una semana: no se usó como diario.",
        "Agregue a la lista una columna con el salario base de cotización diario.",
    ),
    "NOMBRES_ORDEN": (
        _N,
        "Los nombres vienen en una sola columna; se leyeron {orden}.",
        _SAVED,
    ),
    "NOMBRES_ORDEN_DUDOSO": (
        _N,
        "¿Los nombres de la columna empiezan por los apellidos o por el nombre? Se leyeron con los apellidos primero.",
        "Confírmelo o corríjalo en la plantilla antes de usar el resultado.",
    ),
    "LISTA_SIN_TITULOS": (
        _N,
        "No se encontró una fila de títulos: las columnas se reconocieron por su contenido.",
        "Ponga títulos a las columnas (NSS, Nombre, CURP, SBC) para que no haya que adivinar.",
    ),
    # -- of the whole list
    "LISTA_SIN_NSS": (
        _E,
        "Ninguna columna de la hoja es el NSS: sin él no se sabe de quién es cada fila.",
        "Agregue la columna, o dígalo en la plantilla si tiene otro título.",
    ),
    "HOJA_SIN_TRABAJADORES": (
        _W,
        "La hoja no parece una lista de trabajadores y no se leyó.",
        "Si lo es, agregue una columna con el NSS de cada uno.",
    ),
    "PLANTILLA_NO_CORRESPONDE": (
        _E,
        "La plantilla espera la columna «{titulo}» y la hoja no la tiene.",
        "Use otra plantilla, o lea la hoja sin plantilla para que se haga una nueva.",
    ),
    # -- of a column
    "COLUMNA_MES_PRIMERO": (
        _N,
        "Las fechas de «{titulo}» se leyeron como mes/día/año, por las que solo pueden ser así.",
        "Si no es así, escriba las fechas como día/mes/año.",
    ),
    "COLUMNA_FECHAS_AMBIGUAS": (
        _N,
        "Las fechas de «{titulo}» podrían ser día/mes o mes/día; se leyeron como día/mes/año.",
        "Confírmelo en la plantilla, o guarde la columna con formato de fecha.",
    ),
    "COLUMNA_COMA_DECIMAL": (
        _N,
        "Los importes de «{titulo}» se leyeron con coma decimal, por los que solo pueden ser así.",
        "Si no es así, escríbalos con punto decimal.",
    ),
    "COLUMNA_SERIALES": (
        _N,
        "En «{titulo}» hay {n} fechas escritas como número de serie; se convirtieron.",
        "Dé a la columna formato de fecha.",
    ),
    "COLUMNA_DOS_CIFRAS": (
        _N,
        "En «{titulo}» hay {n} años de dos cifras; hasta {pivote} se leyeron como 20{pivote}.",
        "Escriba el año con cuatro cifras.",
    ),
    "COLUMNA_DECIMALES": (
        _N,
        "En «{titulo}» hay {n} importes con más de dos decimales; se redondearon al centavo.",
        "El salario se presenta con dos decimales: redondéelo en su hoja.",
    ),
    "COLUMNA_ENIE": (
        _N,
        "En «{titulo}» hay {n} nombres con #, que se leyó como Ñ.",
        "Escriba la Ñ.",
    ),
    "COLUMNA_HOMBRE_MUJER": (
        _N,
        "En «{titulo}» hay H y M: se leyeron como hombre y mujer.",
        "No tiene que hacer nada.",
    ),
    "CREDITO_SIN_FECHA": (
        _N,
        "En {n} créditos no viene la fecha de inicio del descuento; se tomó la de alta.",
        "Agregue la columna con la fecha del aviso de retención.",
    ),
    "SALARIO_MENSUAL": (
        _W,
        "El título «{titulo}» dice que el salario no es diario, y la plantilla lo usa como {campo}.",
        "Divida el importe entre los días del periodo, o quite la columna de la plantilla.",
    ),
    "SALARIO_PARECE_MENSUAL": (
        _W,
        "En «{titulo}», {n} de {total} importes pasan de 25 UMA diarias ({tope}): parece un salario mensual.",
        "Revise la columna: aquí va el salario de un día.",
    ),
    # -- of a row
    "FILA_DE_TOTALES": (
        _N,
        "La fila es de totales y no se leyó como trabajador.",
        "No tiene que hacer nada.",
    ),
    "FILA_DE_TITULOS": (
        _N,
        "La fila repite los títulos y no se leyó como trabajador.",
        "No tiene que hacer nada.",
    ),
    "FILA_SIN_TRABAJADOR": (
        _N,
        "La fila dice «{texto}» y no es de un trabajador; no se usó.",
        "No tiene que hacer nada, si es un rótulo.",
    ),
    "NSS_REPETIDO": (
        _W,
        "El NSS {nss} ya está en la fila {otra}.",
        "Si es la misma persona, deje una sola fila; si no, corrija el NSS de una de las dos.",
    ),
    "CURP_INVALIDA": (
        _E,
        "La CURP «{texto}» no se puede usar. {razon}",
        "Cópiela de la constancia del Registro Nacional de Población.",
    ),
    "CURP_DUDOSA": (
        _W,
        "La CURP «{texto}»: {razon}",
        "Pida al trabajador su constancia de CURP.",
    ),
    "RFC_INVALIDO": (
        _E,
        "El RFC «{texto}» no se puede usar. {razon}",
        "Cópielo de la constancia de situación fiscal.",
    ),
    "RFC_DUDOSO": (
        _W,
        "El RFC «{texto}»: {razon}",
        "Compárelo con la constancia de situación fiscal.",
    ),
    "REGISTRO_DUDOSO": (
        _W,
        "El registro patronal «{texto}» no parece correcto. {razon}",
        "Compárelo con la tarjeta de identificación patronal.",
    ),
    "SALARIO_CERO": (
        _E,
        "El salario «{texto}» no es mayor que cero.",
        "Escriba el salario de un día, con dos decimales.",
    ),
    "SALARIO_SOBRE_TOPE": (
        _W,
        "El salario {importe} pasa de 25 UMA diarias ({tope}): ¿es mensual?",
        "Escriba el salario de un día. Si lo es, se cotiza con el tope (LSS 28).",
    ),
    "SALARIO_CON_NUMEROS_DE_MAS": (
        _E,
        "El salario «{texto}» no es posible por día.",
        "Revise si falta el punto decimal.",
    ),
    "SBC_MENOR_QUE_DIARIO": (
        _W,
        "El salario base de cotización {sbc} es menor que el salario diario {diario}.",
        "El salario base incluye al diario y sus prestaciones: revise si las columnas están cambiadas.",
    ),
    "BAJA_ANTES_DE_ALTA": (
        _W,
        "La baja del {baja} es anterior al alta del {alta}.",
        "Revise las dos fechas.",
    ),
    "CODIGO_DESCONOCIDO": (
        _W,
        "«{texto}» no se reconoce como {campo}; se dejó vacío.",
        "Escriba la clave del Instituto o una de sus palabras.",
    ),
    "MOVIMIENTO_DESCONOCIDO": (
        _E,
        "«{texto}» no es un tipo de movimiento que se reconozca.",
        "Escriba ALTA, BAJA, MODIFICACIÓN, AUSENTISMO o INCAPACIDAD, o su clave (08, 02, 07, 11, 12).",
    ),
    "MOVIMIENTO_SIN_FECHA": (
        _E,
        "El movimiento no tiene fecha.",
        "Escriba la fecha desde la que vale.",
    ),
    "MOVIMIENTO_SIN_SALARIO": (
        _W,
        "El movimiento es de alta o de cambio de salario y no trae el salario base de cotización.",
        "Escriba el salario base diario de la persona.",
    ),
    "DIAS_ILEGIBLES": (
        _E,
        "«{texto}» no es un número entero de días.",
        "Escriba los días con número: 3.",
    ),
    "AUSENCIAS_SIN_FECHA": (
        _E,
        "En {n} filas hay ausencias sin fecha, {dias} en total: no se sabe a qué días quitarles la cotización.",
        "Agregue una columna con las fechas, o diga el periodo de la lista al leerla.",
    ),
    "AUSENCIAS_AL_FINAL": (
        _N,
        "En {n} filas hay ausencias sin fecha, {dias} en total; se pusieron en los últimos días del periodo.",
        "Si hubo un cambio de salario en el periodo, agregue las fechas: puede cambiar la cuota.",
    ),
    "INCAPACIDAD_SIN_FECHA": (
        _E,
        "La incapacidad no tiene fecha de inicio.",
        "Escriba la fecha que dice el certificado.",
    ),
    "INCAPACIDAD_SIN_DIAS": (
        _E,
        "La incapacidad no tiene días ni fecha de término.",
        "Escriba los días que ampara el certificado.",
    ),
    "INCAPACIDAD_DIAS_DISTINTOS": (
        _W,
        "Del {desde} al {hasta} hay {cuenta} días y la fila dice {dias}; se usaron los que dice.",
        "Compare con el certificado.",
    ),
    "CREDITO_ILEGIBLE": (
        _E,
        "«{texto}» no es un número de crédito de 10 dígitos.",
        "Cópielo del aviso de retención; dé a la celda formato de texto.",
    ),
    "CREDITOS_SIN_DESCUENTO": (
        _W,
        "La lista trae el número de {n} créditos y no el valor de su descuento: no se usaron.",
        "Agregue las columnas de tipo y valor del descuento, y la de su fecha de inicio.",
    ),
    "CREDITO_INCOMPLETO": (
        _E,
        "El crédito {numero} no trae {falta}.",
        "Cópielo del aviso de retención de descuentos.",
    ),
}

say: Final = Teller(KINDS)
