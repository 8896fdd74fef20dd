# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whole numbers only: masks of days, products without rounding, and the one rounding at the end."""

import numpy

ENTERO = 10_000_000  # a rate of 100% in ten-millionths
TODOS = 2**31 - 1


def centavos(pesos):
    """Pesos as published, in centavos; what has more decimals than two was typed wrong."""
    return _exacto(pesos, 100)


def tasa(porcentaje):
    """A percentage as published, in ten-millionths."""
    return _exacto(porcentaje, 100_000)


def _exacto(publicado, veces):
    entero = numpy.rint(numpy.asarray(publicado, dtype=float) * veces)
    assert (abs(entero / veces - publicado) < 1e-9).all(), publicado
    return entero.astype(numpy.int64)


def contar(dias):
    """How many days a mask has."""
    return numpy.bitwise_count(dias.astype(numpy.int64)).astype(numpy.int64)


def antes(dia):
    """The mask of the days before ``dia``; with 0, which says "no change", all of the month."""
    dia = numpy.where(dia == 0, 32, dia).astype(numpy.int64)
    return (numpy.int64(1) << (dia - 1)) - 1


def primeros(dias, cuantos):
    """The first ``cuantos`` days of a mask."""
    quedan = dias.astype(numpy.int64)
    tomados = numpy.zeros_like(quedan)
    for _ in range(int(cuantos)):
        primero = quedan & -quedan
        tomados |= primero
        quedan ^= primero
    return tomados


def redondear(exacto):
    """Half-up, from ten-millionths of a centavo to centavos."""
    return (exacto + ENTERO // 2) // ENTERO


def rachas(dias):
    """The two runs of consecutive days of a mask: until its first gap, and what comes after it."""
    dias = dias.astype(numpy.int64)
    primera = dias & ~(dias + (dias & -dias))
    return primera, dias ^ primera


def uniones(mascaras, claves):
    """Where each piece goes on with the days before it, as bits: bit ``i`` is of piece ``i``.

    ``mascaras`` are runs of days in order; a piece goes on with the last one that has days if it begins the day after
    and everything of ``claves`` is the same in both. A piece without days parts nothing.
    """
    bits = numpy.zeros_like(mascaras[0])
    anterior = numpy.zeros_like(mascaras[0])
    valores = claves[0]
    for lugar, (mascara, propios) in enumerate(zip(mascaras, claves, strict=True)):
        vacia = mascara == 0
        sigue = (anterior != 0) & (anterior + (anterior & -anterior) == (mascara & -mascara))
        for antes_valia, vale in zip(valores, propios, strict=True):
            sigue = sigue & (antes_valia == vale)
        bits |= (vacia | sigue).astype(numpy.int64) << lugar
        anterior = numpy.where(vacia, anterior, mascara)
        valores = [numpy.where(vacia, valia, vale) for valia, vale in zip(valores, propios, strict=True)]
    return bits


def sumar_por_tramo(exactos, bits):
    """Each stretch rounded once, then the sum."""
    total = numpy.zeros_like(exactos[0])
    corriente = exactos[0]
    for lugar, exacto in enumerate(exactos[1:], start=1):
        sigue = bits >> lugar & 1 == 1
        total = total + numpy.where(sigue, 0, redondear(corriente))
        corriente = numpy.where(sigue, corriente + exacto, exacto)
    return total + redondear(corriente)
