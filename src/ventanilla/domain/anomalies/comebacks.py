"""Employments with one employer that end and begin again: days missing, less wage, repeated, another registro."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Final

from ventanilla import law
from ventanilla.domain.affiliation import Causa, Movimiento, TipoSalario
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import Text, Value

from . import clocks, losses
from .model import Anomalia, ClaseAnomalia
from .seen import UN_DIA, Empleo, Vista
from .thresholds import BAJAS_REPETIDAS, HUECO, REINGRESO, ROTACION, SALARIO_BAJO, numeros, umbral

_PERCENT: Final = 100
_RETIRO: Final = frozenset({Causa.DEFUNCION.value, Causa.JUBILACION.value, Causa.PENSION.value})
_CITE: Final = ("LSS 15-I", "LSS 37")


@dataclass(frozen=True, slots=True)
class Vuelta:
    """An employment that ended and the next one with its owner; ``dias`` lie between them (negative: they overlap)."""

    antes: Empleo
    despues: Empleo
    baja: Movimiento
    dias: int

    @property
    def mismo_registro(self) -> bool:
        """Whether the person came back to the same registro."""
        return self.antes.registro == self.despues.registro


def detectar(vista: Vista) -> Iterator[Anomalia]:
    """Every comeback that is asked about, each told once: repeated bajas, else less wage, else missing days."""
    for patron, empleos in vista.por_patron.items():
        vueltas = [one for pair in pairwise(empleos) if (one := _vuelta(*pair)) is not None]
        repeated = list(_repetidas(vueltas))
        for group in repeated:
            yield _repetida(vista, group)
        told = {id(one) for group in repeated for one in group}
        for one in vueltas:
            if id(one) in told:
                continue
            if _con_menos(one):
                yield _reingreso(vista, one)
            elif _hueco(vista, patron, one):
                yield _missing(vista, one)
        for group in _rotaciones(vista, vueltas):
            yield _rotacion(vista, group)


def _vuelta(antes: Empleo, despues: Empleo) -> Vuelta | None:
    """A comeback that nothing ordinary explains: the end of a contract for a time does, and a pension."""
    baja = antes.baja
    if baja is None or antes.hasta is None or antes.termina_eventual or baja.causa in _RETIRO:
        return None
    return Vuelta(antes, despues, baja, (despues.desde - antes.hasta).days - 1)


def _repetidas(vueltas: list[Vuelta]) -> Iterator[list[Vuelta]]:
    """The longest runs of short bajas in which so many fall within so many days."""
    times, most, window = numeros(BAJAS_REPETIDAS)
    short = [one for one in vueltas if one.mismo_registro and one.dias <= most]
    return _seguidas(short, times, window, lambda one: one.baja.on)


def _seguidas(vueltas: list[Vuelta], times: int, window: int, dia: Callable[[Vuelta], date]) -> Iterator[list[Vuelta]]:
    """The longest runs in which any ``times`` in a row fall within ``window`` days, each counted on its ``dia``."""
    run: list[Vuelta] = []
    for n in range(len(vueltas) - times + 1):
        group = vueltas[n : n + times]
        if (dia(group[-1]) - dia(group[0])).days > window:
            continue
        if run and run[-1] not in group:
            yield run
            run = []
        run += [one for one in group if one not in run]
    if run:
        yield run


def _repetida(vista: Vista, group: list[Vuelta]) -> Anomalia:
    first, last = group[0], group[-1]
    gaps = [losses.dias_entre(one.baja.on, one.despues.desde) for one in group if one.dias > 0]
    faltan = losses.semanas_que_faltan(vista, gaps)
    lacking = losses.pesos(_partes(group))
    days = sum(one.dias for one in group if one.dias > 0)
    return Anomalia(
        clase=ClaseAnomalia.BAJAS_REPETIDAS,
        registros=(first.antes.registro,),
        desde=first.baja.on,
        hasta=last.despues.desde,
        movimientos=tuple(m for one in group for m in (one.baja.id, one.despues.alta.id)),
        que=Text(
            "VISTO_BAJAS",
            "{patron} le dio de baja y de alta {veces} veces entre el {desde} y el {hasta}. Días que faltan: {dias}.",
            patron=vista.nombre(first.antes.registro),
            veces=len(group),
            desde=first.baja.on,
            hasta=last.despues.desde,
            dias=days,
        ),
        significa=(
            Text("SIGNIFICA_ANTIGUEDAD", "Si no dejó de trabajar, su antigüedad y sus días deben contar completos."),
            *losses.subsidio(first.baja.on + UN_DIA, _sbc(first), None),
            losses.pension(faltan),
            *losses.ahorro(lacking),
        ),
        semanas=faltan,
        pesos=lacking,
        relojes=(*clocks.cobro(first.baja.on + UN_DIA, vista.on), *clocks.despido(last.baja.on, vista.on)),
        cite=_CITE,
        problema="no_ocurrio",
    )


def _con_menos(one: Vuelta) -> bool:
    """Whether the same work came back with a fixed wage so much lower, soon after."""
    before, after = one.antes.tramos[-1], one.despues.tramos[0]
    if before.salario is not TipoSalario.FIJO or before.semana is not after.semana or one.dias > umbral(REINGRESO):
        return False
    return one.dias >= -1 and cae(before.sbc_centavos, after.sbc_centavos)


def cae(antes: int, despues: int) -> bool:
    """Whether a wage fell by what is asked about, or more."""
    return Fraction(antes - despues, antes) * _PERCENT >= umbral(SALARIO_BAJO)


def _reingreso(vista: Vista, one: Vuelta) -> Anomalia:
    after = one.despues.tramos[0]
    had, has = _sbc(one), Money.of_centavos(after.sbc_centavos)
    gap = [losses.dias_entre(one.baja.on, one.despues.desde)] if one.dias > 0 else []
    faltan = losses.semanas_que_faltan(vista, gap)
    lower = losses.Parte(vista.dias(after.desde, after.hasta), had, has)
    lacking = losses.pesos((*_partes([one]), lower))
    return Anomalia(
        clase=ClaseAnomalia.REINGRESO_CON_MENOS,
        registros=_registros(one),
        desde=one.baja.on,
        hasta=after.hasta,
        movimientos=(one.despues.alta.id, one.baja.id),
        que=Text(
            "VISTO_REINGRESO",
            "{patron} le dio de baja el {baja} con {antes} diarios. El {alta} le registró con {despues}.",
            patron=vista.nombre(after.registro),
            baja=one.baja.on,
            antes=str(had),
            alta=after.desde,
            despues=str(has),
        ),
        significa=(
            *losses.subsidio(after.desde, had, has),
            losses.pension(faltan),
            Text("SIGNIFICA_PENSION_SALARIO", "Su pensión se calcula con el salario registrado."),
            *losses.ahorro(lacking),
        ),
        semanas=faltan,
        pesos=lacking,
        relojes=(*clocks.cobro(after.desde, vista.on), *clocks.despido(one.baja.on, vista.on)),
        cite=("LSS 15-I", "LSS 27", "LFT 51-IV"),
        problema="salario",
    )


def _hueco(vista: Vista, patron: str, one: Vuelta) -> bool:
    """Whether days are missing that nothing explains: absences that the law lets end in a baja do, and other work."""
    if not (one.mismo_registro and 0 < one.dias <= umbral(HUECO)):
        return False
    absences = law.integer("lss.31.ausencias_dias", max(one.baja.on, law.history("lss.31.ausencias_dias")[0].since))
    if one.baja.causa == Causa.AUSENTISMO.value and one.dias > absences:
        return False
    days = losses.dias_entre(one.baja.on, one.despues.desde)
    elsewhere = (other for other in vista.empleos if vista.patron(other.registro) != patron)
    return not any(other.desde in days for other in elsewhere)


def _missing(vista: Vista, one: Vuelta) -> Anomalia:
    gap = losses.dias_entre(one.baja.on, one.despues.desde)
    faltan = losses.semanas_que_faltan(vista, [gap])
    lacking = losses.pesos(_partes([one]))
    words: dict[str, Value] = {
        "patron": vista.nombre(one.antes.registro),
        "baja": one.baja.on,
        "alta": one.despues.desde,
    }
    return Anomalia(
        clase=ClaseAnomalia.HUECO,
        registros=(one.antes.registro,),
        desde=gap.first,
        hasta=gap.last,
        movimientos=(one.baja.id, one.despues.alta.id),
        que=Text(
            "VISTO_HUECO_UN_DIA",
            "Falta 1 día entre su baja del {baja} y su alta del {alta}, con {patron}.",
            **words,
        )
        if one.dias == 1
        else Text(
            "VISTO_HUECO",
            "Faltan {dias} días entre su baja del {baja} y su alta del {alta}, con {patron}.",
            dias=one.dias,
            **words,
        ),
        significa=(
            losses.atencion(vista, one.antes.registro, one.baja.on),
            *losses.subsidio(gap.first, _sbc(one), None),
            losses.pension(faltan),
            *losses.ahorro(lacking),
        ),
        semanas=faltan,
        pesos=lacking,
        relojes=(*clocks.cobro(gap.first, vista.on), *clocks.despido(one.baja.on, vista.on)),
        cite=_CITE,
        problema="no_ocurrio",
    )


def _rotaciones(vista: Vista, vueltas: list[Vuelta]) -> Iterator[list[Vuelta]]:
    """The moves from one registro to another of the same owner that are too many; a substitution is none."""
    times, most, window = numeros(ROTACION)
    moves = [
        one
        for one in vueltas
        if not one.mismo_registro
        and abs(one.dias) <= most
        and not one.despues.termina_eventual
        and (one.antes.registro, one.despues.registro) not in vista.evidencia.sustituciones
    ]
    return _seguidas(moves, times, window, lambda one: one.despues.desde)


def _rotacion(vista: Vista, group: list[Vuelta]) -> Anomalia:
    first, last = group[0], group[-1]
    gaps = [losses.dias_entre(one.baja.on, one.despues.desde) for one in group if one.dias > 0]
    faltan = losses.semanas_que_faltan(vista, gaps)
    lacking = losses.pesos(_partes(group))
    registros = dict.fromkeys(registro for one in group for registro in (one.antes.registro, one.despues.registro))
    return Anomalia(
        clase=ClaseAnomalia.ROTACION,
        registros=tuple(registros),
        desde=first.despues.desde,
        hasta=last.despues.desde,
        movimientos=tuple(m for one in group for m in (one.baja.id, one.despues.alta.id)),
        que=Text(
            "VISTO_ROTACION",
            "Su empleador le cambió {veces} veces de registro patronal entre el {desde} y el {hasta}.",
            veces=len(group),
            desde=first.despues.desde,
            hasta=last.despues.desde,
        ),
        significa=(
            Text("SIGNIFICA_ROTACION", "Su antigüedad es una sola si el trabajo es el mismo. Guarde sus recibos."),
            losses.pension(faltan),
            *losses.ahorro(lacking),
        ),
        semanas=faltan,
        pesos=lacking,
        relojes=clocks.despido(last.baja.on, vista.on),
        cite=("LSS 15-I", "LFT 41"),
        problema="no_ocurrio",
    )


def _partes(vueltas: list[Vuelta]) -> Iterator[losses.Parte]:
    for one in vueltas:
        if one.dias > 0:
            yield losses.Parte(losses.dias_entre(one.baja.on, one.despues.desde), _sbc(one))


def _sbc(one: Vuelta) -> Money:
    return Money.of_centavos(one.antes.tramos[-1].sbc_centavos)


def _registros(one: Vuelta) -> tuple[str, ...]:
    return tuple(dict.fromkeys((one.antes.registro, one.despues.registro)))
