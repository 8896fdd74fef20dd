"""Why a row of a batch is not determined: a code for each, with the sentence that says what to do."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from types import MappingProxyType
from typing import Final

from ventanilla.kernel.text import Text


class Codigo(IntEnum):
    """The result of one row; the name is the code of its sentence. The first that applies, in this order."""

    BIEN = 0
    PERIODO_IMPOSIBLE = 1
    FUERA_DE_TABLAS = 2
    DATO_DESCONOCIDO = 3
    SALARIO_IMPOSIBLE = 4
    TRAMOS_ENCIMADOS = 5
    DIAS_FUERA_DEL_PERIODO = 6
    AUSENCIA_SIN_ALTA = 7
    PRIMA_IMPOSIBLE = 8
    PRIMAS_EN_DESORDEN = 9
    LEY_SIN_VALOR = 10
    LEY_SIN_RAMOS = 11
    SIN_PRIMA = 12


_SENTENCES: Final = {
    Codigo.PERIODO_IMPOSIBLE: "El periodo no es de uno o dos meses completos. Corrija sus fechas.",
    Codigo.FUERA_DE_TABLAS: "El periodo no está en las fechas para las que se compiló la ley. Compílela para ellas.",
    Codigo.DATO_DESCONOCIDO: "La zona, la pensión, la jornada o el patrón no es una de sus claves. Corríjala.",
    Codigo.SALARIO_IMPOSIBLE: "Un salario diario no es posible. Escriba un importe por día mayor que cero.",
    Codigo.TRAMOS_ENCIMADOS: "Hay dos salarios para un día, o uno sin días. Deje uno solo por día, en orden.",
    Codigo.DIAS_FUERA_DEL_PERIODO: "Hay ausencias o incapacidades en días que no son del periodo. Quítelas.",
    Codigo.AUSENCIA_SIN_ALTA: "Una ausencia cae en un día sin alta. Quítela o corrija la fecha del alta o la baja.",
    Codigo.PRIMA_IMPOSIBLE: "Una prima de riesgo del patrón está fuera de los límites de la ley. Corríjala.",
    Codigo.PRIMAS_EN_DESORDEN: "Las primas van por fecha, una por cada día. Ordénelas.",
    Codigo.LEY_SIN_VALOR: "La ley cargada no tiene valores para algún día. Determine este renglón por separado para "
    "ver cuál falta.",
    Codigo.LEY_SIN_RAMOS: "No se sabe qué ramos pagan la modalidad o la pensión. Determine este renglón por separado "
    "para ver qué tabla falta.",
    Codigo.SIN_PRIMA: "Falta la prima de riesgo de trabajo que rige algún día. Agréguela.",
}
MOTIVOS: Final[Mapping[Codigo, Text]] = MappingProxyType(
    {codigo: Text(codigo.name, sentence) for codigo, sentence in _SENTENCES.items()}
)
