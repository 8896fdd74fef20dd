# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is known of the worker in a month. Two values and the day of the change where a thing may change."""

from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable

from cuotas_mx.entities import Trabajador


class Zona(Enum):
    general = "resto del país"
    zlfn = "zona libre de la frontera norte"


class Pensionado(Enum):
    no = "no"
    cesantia_vejez = "pensión de cesantía o de vejez"


class Huecos(Enum):
    ceav_sua = "la razón se trunca a dos decimales: el hueco es del renglón inferior"
    ceav_corte = "el hueco es del renglón superior"


class zona(Variable):
    value_type = Enum
    possible_values = Zona
    default_value = Zona.general
    entity = Trabajador
    definition_period = MONTH
    label = "Zona de salario mínimo"


class pensionado(Variable):
    value_type = Enum
    possible_values = Pensionado
    default_value = Pensionado.no
    entity = Trabajador
    definition_period = MONTH
    label = "Pensión que ya recibe quien trabaja (LSS 196)"


class ceav_huecos(Variable):
    value_type = Enum
    possible_values = Huecos
    default_value = Huecos.ceav_sua
    entity = Trabajador
    definition_period = MONTH
    label = "Criterio de los huecos de la tabla de CEAV"


def _entero(nombre, que_es):
    return type(
        nombre,
        (Variable,),
        {
            "__module__": __name__,
            "value_type": int,
            "entity": Trabajador,
            "definition_period": MONTH,
            "label": que_es,
        },
    )


dias_vigentes = _entero("dias_vigentes", "Días en que la relación está vigente: del alta a la baja, ambas incluidas")
dias_ausencia = _entero("dias_ausencia", "Días de ausentismo")
dias_certificados = _entero("dias_certificados", "Días de incapacidad certificados por el instituto")
sbc_a = _entero("sbc_a", "Salario base de cotización al comenzar el mes, centavos")
sbc_b = _entero("sbc_b", "Salario base de cotización desde el cambio, centavos")
diario_a = _entero("diario_a", "Salario diario al comenzar el mes, centavos; 0 si no se conoce")
diario_b = _entero("diario_b", "Salario diario desde el cambio, centavos; 0 si no se conoce")
dia_cambio = _entero("dia_cambio", "Día desde el que rigen los segundos salarios; 0 si no cambian")
prima_a = _entero("prima_a", "Prima de riesgos de trabajo al comenzar el mes, diezmillonésimas")
prima_b = _entero("prima_b", "Prima de riesgos de trabajo desde el cambio, diezmillonésimas")
dia_prima = _entero("dia_prima", "Día desde el que rige la segunda prima; 0 si no cambia")
