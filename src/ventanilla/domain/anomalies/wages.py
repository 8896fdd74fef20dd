"""Wages that do not look right: one that falls, one under the least there may be, one that never moves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import Final

from ventanilla import law
from ventanilla.domain.affiliation import SemanaJornada, TipoSalario, Tramo
from ventanilla.domain.contributions import Zona, Zonas, parameters
from ventanilla.kernel.money import TRUNCATE, Money
from ventanilla.kernel.period import Period, months_after
from ventanilla.kernel.text import Text
from ventanilla.law import LawError

from . import clocks, losses
from .comebacks import cae
from .model import Anomalia, ClaseAnomalia
from .seen import UN_DIA, Empleo, Vista
from .thresholds import ENCARGO, ESTANCADO, MINIMO, umbral

_IGUAL: Final = Text("SIGNIFICA_ATENCION_IGUAL", "Su atención médica no cambia: es la misma con cualquier salario.")
_PENSION: Final = Text("SIGNIFICA_PENSION_SALARIO", "Su pensión se calcula con el salario registrado.")


def detectar(vista: Vista) -> Iterator[Anomalia]:
    """Every wage that is asked about; one that is under the minimum is not told again for standing still."""
    for empleo in vista.empleos:
        yield from _caidas(vista, empleo)
        under = list(_bajo_minimo(vista, empleo))
        yield from (_minimo(vista, empleo, group) for group in under)
        if not under:
            yield from _estancados(vista, empleo)


def _caidas(vista: Vista, empleo: Empleo) -> Iterator[Anomalia]:
    for n, (before, after) in enumerate(pairwise(empleo.tramos)):
        if (
            before.salario is TipoSalario.FIJO
            and before.semana is after.semana
            and cae(before.sbc_centavos, after.sbc_centavos)
            and not _termina_encargo(empleo.tramos[: n + 1], after)
        ):
            yield _caida(vista, empleo, before, after)


def _termina_encargo(earlier: tuple[Tramo, ...], after: Tramo) -> bool:
    """Whether the wage only goes back to what it was, after a raise that did not last."""
    raised: date | None = None
    for tramo in reversed(earlier):
        if tramo.sbc_centavos <= after.sbc_centavos:
            return raised is not None and after.desde <= months_after(raised, umbral(ENCARGO))
        raised = tramo.desde
    return False


def _caida(vista: Vista, empleo: Empleo, before: Tramo, after: Tramo) -> Anomalia:
    had, has = Money.of_centavos(before.sbc_centavos), Money.of_centavos(after.sbc_centavos)
    until = next((t.desde - UN_DIA for t in empleo.tramos if t.desde > after.desde and _repara(t, before)), None)
    last = until or empleo.hasta
    lacking = losses.pesos(_under(vista, empleo, Period(after.desde, last or vista.on), had))
    return Anomalia(
        clase=ClaseAnomalia.SALARIO_BAJO,
        registros=(empleo.registro,),
        desde=after.desde,
        hasta=last,
        movimientos=(vista.salario_de(after).id,),
        que=Text(
            "VISTO_SALARIO",
            "El {dia} su salario registrado con {patron} bajó de {antes} a {despues} diarios.",
            dia=after.desde,
            patron=vista.nombre(empleo.registro),
            antes=str(had),
            despues=str(has),
        ),
        significa=(
            _IGUAL,
            *losses.subsidio(after.desde, had, has),
            losses.pension(0),
            _PENSION,
            *losses.ahorro(lacking),
        ),
        semanas=0,
        pesos=lacking,
        relojes=clocks.cobro(after.desde, vista.on),
        cite=("LSS 27", "LSS 34", "LFT 51-IV"),
        problema="salario",
    )


def _repara(tramo: Tramo, before: Tramo) -> bool:
    return tramo.sbc_centavos >= before.sbc_centavos


def _under(vista: Vista, empleo: Empleo, days: Period, due: Money) -> Iterator[losses.Parte]:
    """The days of an employment in which the wage is less than ``due``."""
    for tramo in empleo.tramos:
        part = vista.dias(tramo.desde, tramo.hasta).overlap(days)
        if part is not None and tramo.sbc_centavos < due.centavos:
            yield losses.Parte(part, due, Money.of_centavos(tramo.sbc_centavos))


@dataclass(frozen=True, slots=True)
class _Bajo:
    """Days of a tramo under the least wage of those days."""

    tramo: Tramo
    periodo: Period
    minimo: Money


def _bajo_minimo(vista: Vista, empleo: Empleo) -> Iterator[list[_Bajo]]:
    """The stretches under the least wage that last longer than the notice of a new one takes."""
    run: list[_Bajo] = []
    for one in _bajos(vista, empleo):
        if run and run[-1].periodo.last + UN_DIA != one.periodo.first:
            yield from _long(run)
            run = []
        run.append(one)
    yield from _long(run)


def _long(run: list[_Bajo]) -> Iterator[list[_Bajo]]:
    if sum(one.periodo.days for one in run) > umbral(MINIMO):
        yield run


def _bajos(vista: Vista, empleo: Empleo) -> Iterator[_Bajo]:
    zonas = vista.zonas(empleo.registro)
    for tramo in empleo.tramos:
        if tramo.semana is not SemanaJornada.COMPLETA:
            continue
        for part, zona in _by_place(zonas, vista.dias(tramo.desde, tramo.hasta)):
            least = parameters.salario_minimo(zona, part.first).valor
            if tramo.salario is TipoSalario.FIJO:
                least = least.times(parameters.factor_minimo(part.first).valor, TRUNCATE)
            if tramo.sbc_centavos < least.centavos:
                yield _Bajo(tramo, part, least)


def _by_place(zonas: Zonas, days: Period) -> Iterator[tuple[Period, Zona]]:
    """The days cut where the place moved, and where the minimum wage of the zone in which it was changes."""
    for there, zona in zonas.partes(days):
        yield from ((part, zona) for part in _by_minimum(f"sm.{zona.value}", there))


def _by_minimum(key: str, days: Period) -> Iterator[Period]:
    """The days cut where the minimum wage changes, and the integration factor on 1 January; none that is not known."""
    starts = [row.since for row in law.history(key)]
    known = max(days.first, starts[0])
    if known > days.last:
        return
    years = (date(year, 1, 1) for year in range(known.year + 1, days.last.year + 1))
    cuts = sorted({known, *(day for day in (*starts, *years) if known < day <= days.last)})
    for first, after in pairwise((*cuts, days.last + UN_DIA)):
        if _loaded(key, first):
            yield Period(first, after - UN_DIA)


def _loaded(key: str, on: date) -> bool:
    """Whether the value of that year is here: without it nobody can say what is too little."""
    try:
        law.row(key, on)
    except LawError:
        return False
    return True


def _minimo(vista: Vista, empleo: Empleo, run: list[_Bajo]) -> Anomalia:
    first, last = run[0], run[-1]
    has = Money.of_centavos(last.tramo.sbc_centavos)
    lacking = losses.pesos(losses.Parte(b.periodo, b.minimo, Money.of_centavos(b.tramo.sbc_centavos)) for b in run)
    open_ = empleo.hasta is None and last.periodo.last == vista.on
    return Anomalia(
        clase=ClaseAnomalia.BAJO_MINIMO,
        registros=(empleo.registro,),
        desde=first.periodo.first,
        hasta=None if open_ else last.periodo.last,
        movimientos=tuple(dict.fromkeys(vista.salario_de(one.tramo).id for one in reversed(run))),
        que=Text(
            "VISTO_MINIMO",
            "{patron} le registró con {registrado} diarios. Lo menos que puede ser es {minimo}.",
            patron=vista.nombre(empleo.registro),
            registrado=str(has),
            minimo=str(last.minimo),
        ),
        significa=(
            _IGUAL,
            *losses.subsidio(last.periodo.first, last.minimo, has),
            losses.pension(0),
            _PENSION,
            *losses.ahorro(lacking),
        ),
        semanas=0,
        pesos=lacking,
        relojes=clocks.cobro(first.periodo.first, vista.on),
        cite=("LSS 28", "LSS 30-I", "LFT 76, 80, 87"),
        problema="salario",
    )


def _estancados(vista: Vista, empleo: Empleo) -> Iterator[Anomalia]:
    """A fixed wage that did not move through so many rises of the minimum."""
    grace = timedelta(days=umbral(MINIMO))
    zonas = vista.zonas(empleo.registro)
    rises = sorted({rise for zona in Zona for rise in _rises(zona) if zonas.en(rise) is zona})
    for sbc, group in groupby(empleo.tramos, key=lambda tramo: (tramo.sbc_centavos, tramo.salario)):
        own = list(group)
        days = vista.dias(own[0].desde, own[-1].hasta)
        lived = [rise for rise in rises if days.first < rise and rise + grace <= days.last]
        if sbc[1] is TipoSalario.FIJO and len(lived) >= umbral(ESTANCADO):
            yield _estancado(vista, own, lived)


def _rises(zona: Zona) -> Iterator[date]:
    """The days on which the minimum wage of a zone went up."""
    return (later.since for before, later in pairwise(law.history(f"sm.{zona.value}")) if later.value > before.value)


def _estancado(vista: Vista, own: list[Tramo], rises: list[date]) -> Anomalia:
    first, last = own[0], own[-1]
    zona = vista.zonas(first.registro).en(rises[0])  # both figures are of one zone, though the place moved meanwhile
    before = parameters.salario_minimo(zona, rises[0] - UN_DIA).valor
    return Anomalia(
        clase=ClaseAnomalia.ESTANCADO,
        registros=(first.registro,),
        desde=first.desde,
        hasta=last.hasta,
        movimientos=(vista.salario_de(first).id,),
        que=Text(
            "VISTO_ESTANCADO",
            "Su salario con {patron} es de {sbc} diarios desde el {desde}. El mínimo subió de {antes} a {despues}.",
            patron=vista.nombre(first.registro),
            sbc=str(Money.of_centavos(first.sbc_centavos)),
            desde=first.desde,
            antes=str(before),
            despues=str(parameters.salario_minimo(zona, rises[-1]).valor),
        ),
        significa=(
            _IGUAL,
            Text("SIGNIFICA_ESTANCADO", "Si gana más que eso, una incapacidad y su pensión se pagarían de menos."),
            Text(
                "SIGNIFICA_ANTIGUEDAD_FACTOR",
                "Con los años de servicio crecen sus vacaciones, y con ellas su salario base.",
            ),
            losses.pension(0),
        ),
        semanas=0,
        pesos=None,
        relojes=(),
        cite=("LSS 30-I", "LSS 34-I", "LFT 76"),
        problema="salario",
    )
