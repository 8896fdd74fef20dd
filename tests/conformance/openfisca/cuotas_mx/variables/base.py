# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a month is charged on, with its first salary (``_1``) and from the change of salary on (``_2``)."""

import numpy
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable

from cuotas_mx import aritmetica
from cuotas_mx.entities import Trabajador
from cuotas_mx.variables.entradas import Huecos


def entero(formula):
    """A monthly whole number of the worker, named as the function that works it out."""
    return type(
        formula.__name__,
        (Variable,),
        {
            "__module__": formula.__module__,
            "value_type": int,
            "entity": Trabajador,
            "definition_period": MONTH,
            "label": formula.__doc__,
            "formula": formula,
        },
    )


def uma(period, parameters):
    return aritmetica.centavos(parameters(period.start).uma)


def _minimo(trabajador, period, parameters):
    en_zona = trabajador("zona", period)
    tabla = parameters(period.start).salario_minimo
    general = aritmetica.centavos(tabla.general)
    # The northern zone exists since 2019: asked before, OpenFisca says that the parameter has no value.
    fuera = numpy.asarray(en_zona) == 0
    if fuera.all():
        return numpy.full(len(en_zona), general)
    return numpy.where(fuera, general, aritmetica.centavos(tabla.zlfn))


def _efectivo(trabajador, period, parameters, pieza):
    limites = parameters(period.start).limites
    piso = trabajador("salario_minimo_aplicable", period).astype(numpy.int64)
    tope = limites.tope_en_uma * uma(period, parameters)
    return numpy.minimum(numpy.maximum(trabajador(f"sbc_{pieza}", period), piso), tope)


@entero
def salario_minimo_aplicable(trabajador, period, parameters):
    """Salario mínimo de la zona, centavos"""
    return _minimo(trabajador, period, parameters)


@entero
def base_1(trabajador, period, parameters):
    """Salario base de cotización entre su piso y su tope, antes del cambio (LSS 28)"""
    return _efectivo(trabajador, period, parameters, "a")


@entero
def base_2(trabajador, period, parameters):
    """Salario base de cotización entre su piso y su tope, desde el cambio (LSS 28)"""
    return _efectivo(trabajador, period, parameters, "b")


@entero
def al_minimo_1(trabajador, period):
    """1 si el salario diario es el mínimo, antes del cambio (LSS 36)"""
    return trabajador("diario_a", period) == trabajador("salario_minimo_aplicable", period)


@entero
def al_minimo_2(trabajador, period):
    """1 si el salario diario es el mínimo, desde el cambio (LSS 36)"""
    return trabajador("diario_b", period) == trabajador("salario_minimo_aplicable", period)


@entero
def ausencias_que_descuentan(trabajador, period, parameters):
    """Los primeros días de ausencia del mes que no están certificados"""
    dias = trabajador("dias_ausencia", period) & trabajador("dias_vigentes", period)
    dias = dias & ~trabajador("dias_certificados", period)
    return aritmetica.primeros(dias, parameters(period.start).limites.ausencias_en_un_mes)


def _ceav(trabajador, period, parameters, pieza):
    """The row by the ratio to the UMA of the day: the upper ends are 1.50, 2.00 … 4.00."""
    base = trabajador(f"base_{pieza}", period).astype(numpy.int64)
    valor = uma(period, parameters)
    por_corte = numpy.asarray(trabajador("ceav_huecos", period)) == Huecos.ceav_corte.index
    renglones = parameters(period.start).ceav
    elegida = aritmetica.tasa(renglones.renglon_8)
    truncada = base * 100 // valor
    for renglon in range(7, 1, -1):
        extremo = 150 + 50 * (renglon - 2)
        cabe = numpy.where(por_corte, base * 100 <= extremo * valor, truncada <= extremo)
        elegida = numpy.where(cabe, aritmetica.tasa(getattr(renglones, f"renglon_{renglon}")), elegida)
    un_minimo = base == trabajador("salario_minimo_aplicable", period)
    return numpy.where(un_minimo, aritmetica.tasa(renglones.renglon_1), elegida)


@entero
def ceav_tasa_1(trabajador, period, parameters):
    """Tasa patronal de CEAV antes del cambio, diezmillonésimas"""
    return _ceav(trabajador, period, parameters, 1)


@entero
def ceav_tasa_2(trabajador, period, parameters):
    """Tasa patronal de CEAV desde el cambio, diezmillonésimas"""
    return _ceav(trabajador, period, parameters, 2)
