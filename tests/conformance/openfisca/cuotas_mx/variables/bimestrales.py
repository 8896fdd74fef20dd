# SPDX-License-Identifier: AGPL-3.0-or-later
"""Retiro, CEAV and Infonavit: worked out in the second month of the bimester, over the days of both.

The end of a month parts nothing; what parts a bimester is another salary, another UMA, or a day out of force between.
"""

import numpy

from cuotas_mx import aritmetica
from cuotas_mx.variables.base import entero, uma
from cuotas_mx.variables.mensuales import SALARIOS, claves, cotizados, piezas


def _meses(period):
    return (period.last_month, period)


@entero
def tramos_del_bimestre(trabajador, period, parameters):
    """Dónde sigue cada pieza de los dos meses a la anterior, en bits"""
    mascaras, iguales = [], []
    corridos = 0
    for mes in _meses(period):
        mascaras += [pieza << corridos for pieza in piezas(trabajador, mes)]
        valor = numpy.full(trabajador.count, uma(mes, parameters))
        iguales += [[*de_la_pieza, valor] for de_la_pieza in claves(trabajador, mes)]
        corridos = mes.days
    return aritmetica.uniones(mascaras, iguales)


def _exactos(trabajador, period, tasa, menos_certificados):
    exactos = []
    for mes in _meses(period):
        dias = cotizados(trabajador, mes, menos_certificados, True)
        for pieza, cual in zip(piezas(trabajador, mes), SALARIOS, strict=True):
            base = trabajador(f"base_{cual}", mes).astype(numpy.int64)
            exactos.append(aritmetica.contar(pieza & dias) * base * tasa(mes, cual))
    return exactos


def _minimos(trabajador, period):
    return [trabajador(f"al_minimo_{cual}", mes) for mes in _meses(period) for cual in SALARIOS]


def _publicada(parameters, nombre):
    return lambda mes, _: aritmetica.tasa(getattr(parameters(mes.start).tasas, nombre))


@entero
def retiro_patron(trabajador, period, parameters):
    """Retiro, patrón: las incapacidades no lo reducen (LSS 168-I, 31-IV)"""
    exactos = _exactos(trabajador, period, _publicada(parameters, "retiro_patron"), False)
    return aritmetica.sumar_por_tramo(exactos, trabajador("tramos_del_bimestre", period))


@entero
def infonavit_patron(trabajador, period, parameters):
    """Aportación al Infonavit, patrón (LINFONAVIT 29-II)"""
    exactos = _exactos(trabajador, period, _publicada(parameters, "infonavit_patron"), False)
    return aritmetica.sumar_por_tramo(exactos, trabajador("tramos_del_bimestre", period))


@entero
def ceav_patron(trabajador, period, parameters):
    """Cesantía en edad avanzada y vejez, patrón (LSS 168-II, 36)"""
    tramos = trabajador("tramos_del_bimestre", period)
    exactos = _exactos(
        trabajador, period, lambda mes, cual: trabajador(f"ceav_tasa_{cual}", mes).astype(numpy.int64), True
    )
    ajenos = _exactos(trabajador, period, _publicada(parameters, "ceav_obrero"), True)
    asumidos = [exacto * minimo for exacto, minimo in zip(ajenos, _minimos(trabajador, period), strict=True)]
    return aritmetica.sumar_por_tramo(exactos, tramos) + aritmetica.sumar_por_tramo(asumidos, tramos)


@entero
def ceav_obrero(trabajador, period, parameters):
    """Cesantía en edad avanzada y vejez, obrero (LSS 168-II, 36)"""
    exactos = _exactos(trabajador, period, _publicada(parameters, "ceav_obrero"), True)
    suyos = [exacto * (1 - minimo) for exacto, minimo in zip(exactos, _minimos(trabajador, period), strict=True)]
    return aritmetica.sumar_por_tramo(suyos, trabajador("tramos_del_bimestre", period))
