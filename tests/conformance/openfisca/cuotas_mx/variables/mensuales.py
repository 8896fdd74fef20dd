# SPDX-License-Identifier: AGPL-3.0-or-later
"""The branches of each month: enfermedades y maternidad, gastos médicos, riesgos, invalidez y vida, guarderías."""

import numpy

from cuotas_mx import aritmetica
from cuotas_mx.variables.base import entero, uma
from cuotas_mx.variables.entradas import Pensionado

SALARIOS = (1, 2, 1, 2)  # of the four pieces of a month


def piezas(trabajador, period):
    """The days in force, in order: the run before a gap and the one after it, each before and from the new salary."""
    primero = aritmetica.antes(trabajador("dia_cambio", period))
    return [
        racha & salario
        for racha in aritmetica.rachas(trabajador("dias_vigentes", period))
        for salario in (primero, ~primero)
    ]


def cotizados(trabajador, period, menos_certificados, menos_ausencias):
    """The days of the month that a branch charges (LSS 31)."""
    dias = numpy.full(trabajador.count, aritmetica.TODOS, dtype=numpy.int64)
    if menos_certificados:
        dias = dias & ~trabajador("dias_certificados", period)
    if menos_ausencias:
        dias = dias & ~trabajador("ausencias_que_descuentan", period)
    return dias


def claves(trabajador, period):
    """What has to be the same for two pieces of the month to be one."""
    return [[trabajador(f"{nombre}_{cual}", period) for nombre in ("base", "al_minimo")] for cual in SALARIOS]


@entero
def tramos_del_mes(trabajador, period):
    """Dónde sigue cada pieza del mes a la anterior, en bits"""
    return aritmetica.uniones(piezas(trabajador, period), claves(trabajador, period))


def _por_pieza(trabajador, period, base, tasa, menos_ausencias):
    dias = cotizados(trabajador, period, True, menos_ausencias)
    return [
        aritmetica.contar(pieza & dias) * base(cual) * tasa
        for pieza, cual in zip(piezas(trabajador, period), SALARIOS, strict=True)
    ]


def _salario(trabajador, period):
    return lambda pieza: trabajador(f"base_{pieza}", period).astype(numpy.int64)


def _excedente(trabajador, period, parameters):
    limite = parameters(period.start).limites.excedente_en_uma * uma(period, parameters)
    return lambda pieza: numpy.maximum(trabajador(f"base_{pieza}", period).astype(numpy.int64) - limite, 0)


def _patron(trabajador, period, base, de_patron, de_obrero, menos_ausencias):
    """The employer's own part and, on the minimum wage, the worker's as well: each rounded apart (LSS 36)."""
    tramos = trabajador("tramos_del_mes", period)
    propia = aritmetica.sumar_por_tramo(_por_pieza(trabajador, period, base, de_patron, menos_ausencias), tramos)
    ajena = _por_pieza(trabajador, period, base, de_obrero, menos_ausencias)
    asumida = [exacto * trabajador(f"al_minimo_{cual}", period) for exacto, cual in zip(ajena, SALARIOS, strict=True)]
    return propia + aritmetica.sumar_por_tramo(asumida, tramos)


def _obrero(trabajador, period, base, de_obrero, menos_ausencias):
    todo = _por_pieza(trabajador, period, base, de_obrero, menos_ausencias)
    suyo = [exacto * (1 - trabajador(f"al_minimo_{cual}", period)) for exacto, cual in zip(todo, SALARIOS, strict=True)]
    return aritmetica.sumar_por_tramo(suyo, trabajador("tramos_del_mes", period))


def _tasa(parameters, period, nombre):
    return aritmetica.tasa(getattr(parameters(period.start).tasas, nombre))


def _cotiza_pensiones(trabajador, period):
    """A cesantía or vejez pensioner who works pays neither GMP nor IV (LSS 25, 196)."""
    return numpy.asarray(trabajador("pensionado", period)) != Pensionado.cesantia_vejez.index


@entero
def cuota_fija_patron(trabajador, period, parameters):
    """Cuota fija, patrón (LSS 106-I)"""
    valor = uma(period, parameters)
    exactos = _por_pieza(trabajador, period, lambda _: valor, _tasa(parameters, period, "cuota_fija_patron"), False)
    return aritmetica.sumar_por_tramo(exactos, trabajador("tramos_del_mes", period))


@entero
def excedente_patron(trabajador, period, parameters):
    """Excedente de 3 UMA, patrón (LSS 106-II)"""
    base = _excedente(trabajador, period, parameters)
    tasas = (_tasa(parameters, period, f"excedente_{quien}") for quien in ("patron", "obrero"))
    return _patron(trabajador, period, base, *tasas, False)


@entero
def excedente_obrero(trabajador, period, parameters):
    """Excedente de 3 UMA, obrero (LSS 106-II)"""
    base = _excedente(trabajador, period, parameters)
    return _obrero(trabajador, period, base, _tasa(parameters, period, "excedente_obrero"), False)


@entero
def dinero_patron(trabajador, period, parameters):
    """Prestaciones en dinero, patrón (LSS 107)"""
    tasas = (_tasa(parameters, period, f"dinero_{quien}") for quien in ("patron", "obrero"))
    return _patron(trabajador, period, _salario(trabajador, period), *tasas, False)


@entero
def dinero_obrero(trabajador, period, parameters):
    """Prestaciones en dinero, obrero (LSS 107)"""
    return _obrero(trabajador, period, _salario(trabajador, period), _tasa(parameters, period, "dinero_obrero"), False)


@entero
def gastos_medicos_patron(trabajador, period, parameters):
    """Gastos médicos de pensionados, patrón (LSS 25)"""
    tasas = (_tasa(parameters, period, f"gastos_medicos_{quien}") for quien in ("patron", "obrero"))
    cuota = _patron(trabajador, period, _salario(trabajador, period), *tasas, False)
    return cuota * _cotiza_pensiones(trabajador, period)


@entero
def gastos_medicos_obrero(trabajador, period, parameters):
    """Gastos médicos de pensionados, obrero (LSS 25)"""
    tasa = _tasa(parameters, period, "gastos_medicos_obrero")
    cuota = _obrero(trabajador, period, _salario(trabajador, period), tasa, False)
    return cuota * _cotiza_pensiones(trabajador, period)


@entero
def riesgos_trabajo_patron(trabajador, period):
    """Riesgos de trabajo, patrón: una prima nueva corta solo este ramo (LSS 70-74)"""
    con_a = aritmetica.antes(trabajador("dia_prima", period))
    primas = [(con_a, trabajador("prima_a", period)), (~con_a, trabajador("prima_b", period))]
    partes = [
        (pieza & dias, cual, prima.astype(numpy.int64), de_la_pieza)
        for pieza, cual, de_la_pieza in zip(
            piezas(trabajador, period), SALARIOS, claves(trabajador, period), strict=True
        )
        for dias, prima in primas
    ]
    tramos = aritmetica.uniones(
        [mascara for mascara, *_ in partes], [[*de_la_pieza, prima] for _, _, prima, de_la_pieza in partes]
    )
    dias = cotizados(trabajador, period, True, True)
    base = _salario(trabajador, period)
    exactos = [aritmetica.contar(mascara & dias) * base(cual) * prima for mascara, cual, prima, _ in partes]
    return aritmetica.sumar_por_tramo(exactos, tramos)


@entero
def invalidez_vida_patron(trabajador, period, parameters):
    """Invalidez y vida, patrón (LSS 147-148)"""
    tasas = (_tasa(parameters, period, f"invalidez_vida_{quien}") for quien in ("patron", "obrero"))
    cuota = _patron(trabajador, period, _salario(trabajador, period), *tasas, True)
    return cuota * _cotiza_pensiones(trabajador, period)


@entero
def invalidez_vida_obrero(trabajador, period, parameters):
    """Invalidez y vida, obrero (LSS 147-148)"""
    tasa = _tasa(parameters, period, "invalidez_vida_obrero")
    cuota = _obrero(trabajador, period, _salario(trabajador, period), tasa, True)
    return cuota * _cotiza_pensiones(trabajador, period)


@entero
def guarderias_patron(trabajador, period, parameters):
    """Guarderías y prestaciones sociales, patrón (LSS 211)"""
    tasa = _tasa(parameters, period, "guarderias_patron")
    exactos = _por_pieza(trabajador, period, _salario(trabajador, period), tasa, True)
    return aritmetica.sumar_por_tramo(exactos, trabajador("tramos_del_mes", period))
