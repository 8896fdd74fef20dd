"""Changes of wage that nobody agreed: the minimum wage, the UMA, an anniversary, a bimester of variable wages.

For some workers and some days it says whose base wage changes, from when, why, who files it and until when. One day
has one notice (07) for each worker, whatever its causes. What the employer agrees with somebody is another notice.

>>> ana = Empleo("Ana", date(2025, 6, 1), Salario(Money("278.80")))
>>> lote = modificaciones((ana,), Period.month(2026, 1))
>>> [(m.sbc_anterior, m.sbc_nuevo, m.quien.value) for m in lote.modificaciones]
[(Money('292.54'), Money('330.57'), 'institucion')]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from typing import Final, assert_never

from ventanilla import law
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import Text

from . import parameters
from .errors import CuotasError
from .integration import Integrado, Salario, integrar
from .movements import PLAZO
from .salary import Limite, aniversario, posible
from .variable import Promedio, Variable, limite_variable, promediar
from .worker import Jornada

_UN_DIA: Final = timedelta(days=1)
_BENEFITS: Final = ("lft.80.prima_vacacional", "lft.87.aguinaldo_dias")


class Causa(Enum):
    """Why a base wage changes."""

    SALARIO_MINIMO = "salario_minimo"
    UMA = "uma"  # the cap, or what does not integrate
    FACTOR = "factor"  # an anniversary, or a reform of the benefits
    VARIABLES = "variables"


class Quien(Enum):
    """Who changes it."""

    INSTITUCION = "institucion"  # by itself, when the minimum wage changes (RACERF 55)
    PATRON = "patron"


_CITE: Final = {
    Causa.SALARIO_MINIMO: ("LSS 28, 34-I", "RACERF 55"),
    Causa.UMA: ("LSS 27, 28, 34-I",),
    Causa.FACTOR: ("LSS 30-I, 34-I", "LFT 76, 80, 87"),
    Causa.VARIABLES: ("LSS 30, 34", "RACERF 53"),
}


@dataclass(frozen=True, slots=True)
class Empleo:
    """One worker. ``salario`` is that of the eve of the days asked; ``registrado``, the base wage filed last.

    ``variables`` are bimesters whose average takes the place of ``salario.variable`` from its day on.
    """

    clave: str
    ingreso: date
    salario: Salario
    registrado: Money | None = None
    variables: tuple[Variable, ...] = ()

    def __post_init__(self) -> None:
        if self.registrado is not None:
            posible("sbc", self.registrado)
        days = [variable.desde for variable in self.variables]
        if len(set(days)) < len(days):
            raise CuotasError(
                "variables",
                Text(
                    "BIMESTRE_REPETIDO",
                    "Un bimestre de salario variable está dos veces. Deje uno solo por bimestre.",
                ),
            )


@dataclass(frozen=True, slots=True)
class Modificacion:
    """One change. ``limite`` is the last day to file it, by ``calendario``; None where the institution does it."""

    clave: str
    desde: date
    antes: Integrado
    despues: Integrado
    sbc_anterior: Money
    causas: tuple[Causa, ...]
    motivos: tuple[Text, ...]
    quien: Quien
    limite: date | None
    calendario: str
    usados: tuple[law.Used, ...]

    @property
    def sbc_nuevo(self) -> Money:
        """The base wage from ``desde`` on."""
        return self.despues.sbc

    @property
    def cite(self) -> tuple[str, ...]:
        """The articles of its causes."""
        return tuple(dict.fromkeys(article for causa in self.causas for article in _CITE[causa]))


@dataclass(frozen=True, slots=True)
class Lote:
    """The changes of some workers in some days, in order; ``advertencias`` is to be looked at before filing."""

    periodo: Period
    modificaciones: tuple[Modificacion, ...]
    advertencias: tuple[Text, ...]


def modificaciones(empleos: Iterable[Empleo], periodo: Period) -> Lote:
    """The changes of wage that the law and time bring in ``periodo``.

    The first worker for whom nothing can be computed stops it, by name: a batch with somebody missing is a false one.
    LawError for days whose minimum wage or UMA is not loaded: a change that nobody knows is not the same as none.
    """
    found: list[Modificacion] = []
    warnings: list[Text] = []
    seen: set[str] = set()
    for empleo in empleos:
        if empleo.clave in seen:
            raise CuotasError(
                "clave", Text("CLAVE_REPETIDA", "La clave {clave} está dos veces. Deje una.", clave=empleo.clave)
            )
        seen.add(empleo.clave)
        try:
            found += _de(empleo, periodo, warnings)
        except CuotasError as error:
            raise CuotasError(
                error.campo,
                Text(error.reason.code, "{clave}: {motivo}", clave=empleo.clave, motivo=str(error.reason)),
            ) from error
    return Lote(periodo, tuple(sorted(found, key=lambda one: (one.desde, one.clave))), tuple(warnings))


def _de(empleo: Empleo, periodo: Period, warnings: list[Text]) -> Iterator[Modificacion]:
    _known(empleo, periodo.last)
    promedios = {variable.desde: promediar(variable) for variable in empleo.variables}
    days = _dias(empleo, periodo, promedios)
    if not days:
        return
    filed = empleo.registrado
    first = _en(empleo, promedios, days[0] - _UN_DIA)
    if filed is not None and filed != first.sbc:
        warnings.append(
            Text(
                "REGISTRADO_DISTINTO",
                "{clave}: el salario base registrado es {registrado} y, con los datos que se dieron, al {dia} sería "
                "{calculado}. Revise los datos, o presente la modificación que falta.",
                clave=empleo.clave,
                registrado=str(filed),
                dia=first.dia,
                calculado=str(first.sbc),
            )
        )
    for day in days:
        antes, despues = _en(empleo, promedios, day - _UN_DIA), _en(empleo, promedios, day)
        old = antes.sbc if filed is None else filed
        if despues.sbc not in (antes.sbc, old):
            yield _modificacion(empleo, antes, despues, old, promedios.get(day))
        filed = despues.sbc if despues.sbc != antes.sbc else filed


def _known(empleo: Empleo, last: date) -> None:
    """Refuse days past the last minimum wage or UMA that is loaded."""
    parameters.salario_minimo(empleo.salario.zona, last)
    parameters.uma(last)


def _dias(empleo: Empleo, periodo: Period, promedios: dict[date, Promedio]) -> list[date]:
    """The days of ``periodo``, after the first of the job, on which something that the base wage is made of changes."""
    of_law = {row.since for key in ("uma.diaria", f"sm.{empleo.salario.zona.value}") for row in law.history(key)}
    of_law |= {row.since for key in _BENEFITS for row in law.history(key)}
    of_law |= {version.since for version in law.table("lft.76.vacaciones").versions}
    years = range(max(periodo.first.year - empleo.ingreso.year, 1), periodo.last.year - empleo.ingreso.year + 1)
    of_time = {aniversario(empleo.ingreso, n) for n in years}
    return sorted(day for day in of_law | of_time | promedios.keys() if day in periodo and day > empleo.ingreso)


def _en(empleo: Empleo, promedios: dict[date, Promedio], on: date) -> Integrado:
    """The wage on a day: nobody on a full day earns under the minimum, and the last average is the one in force."""
    salario = empleo.salario
    if salario.diario is not None and salario.jornada is Jornada.COMPLETA:
        least = parameters.salario_minimo(salario.zona, on).valor
        salario = replace(salario, diario=max(salario.diario, least))
    filed = max((day for day in promedios if day <= on), default=None)
    if filed is not None:
        salario = replace(salario, variable=promedios[filed].valor)
    return integrar(salario, empleo.ingreso, on)


def _modificacion(
    empleo: Empleo, antes: Integrado, despues: Integrado, old: Money, promedio: Promedio | None
) -> Modificacion:
    day = despues.dia
    causas = tuple(_causas(antes, despues)) or (Causa.SALARIO_MINIMO,)  # what prizes were measured against
    motivos = tuple(_motivo(causa, antes, despues) for causa in causas)
    with law.recording() as used:
        law.replay((*antes.usados, *despues.usados, *(promedio.usados if promedio is not None else ())))
        quien = _quien(empleo, causas, antes, despues)
        limite, calendario = (None, "") if quien is Quien.INSTITUCION else _limite(causas, day)
    return Modificacion(empleo.clave, day, antes, despues, old, causas, motivos, quien, limite, calendario, tuple(used))


def _causas(antes: Integrado, despues: Integrado) -> Iterator[Causa]:
    """What made the base wage change. Between two limits only the limit did; else each element that changed."""
    limits = {antes.limitado.limite, despues.limitado.limite}
    zona = despues.salario.zona
    minimum = parameters.salario_minimo(zona, antes.dia).valor != parameters.salario_minimo(zona, despues.dia).valor
    uma = parameters.uma(antes.dia).valor != parameters.uma(despues.dia).valor
    if limits == {Limite.TOPE}:
        yield Causa.UMA
        return
    if limits == {Limite.PISO}:
        yield Causa.SALARIO_MINIMO
        return
    if antes.salario.diario != despues.salario.diario or (minimum and Limite.PISO in limits):
        yield Causa.SALARIO_MINIMO
    if antes.factor is not None and despues.factor is not None and antes.factor.valor != despues.factor.valor:
        yield Causa.FACTOR
    if antes.salario.variable != despues.salario.variable:
        yield Causa.VARIABLES
    if uma and (Limite.TOPE in limits or _exenciones(antes) != _exenciones(despues)):
        yield Causa.UMA


def _exenciones(integrado: Integrado) -> tuple[object, ...]:
    """What of a wage depends on the UMA, apart from its cap."""
    goods = tuple(one.como for one in integrado.elementos if one.clave == "especie")
    return (integrado.importe("despensa"), *goods)


def _motivo(causa: Causa, antes: Integrado, despues: Integrado) -> Text:
    match causa:
        case Causa.SALARIO_MINIMO:
            zona = despues.salario.zona
            return Text(
                "MOTIVO_SALARIO_MINIMO",
                "El salario mínimo de la zona pasa de {antes} a {despues} el {dia}.",
                antes=str(parameters.salario_minimo(zona, antes.dia).valor),
                despues=str(parameters.salario_minimo(zona, despues.dia).valor),
                dia=despues.dia,
            )
        case Causa.UMA:
            return Text(
                "MOTIVO_UMA",
                "La UMA pasa de {antes} a {despues} el {dia}, y con ella el tope, de {tope_antes} a {tope}, y lo que "
                "no integra.",
                antes=str(parameters.uma(antes.dia).valor),
                despues=str(parameters.uma(despues.dia).valor),
                dia=despues.dia,
                tope_antes=str(parameters.tope(antes.dia).valor),
                tope=str(parameters.tope(despues.dia).valor),
            )
        case Causa.VARIABLES:
            return Text(
                "MOTIVO_VARIABLES",
                "El promedio variable pasa de {antes} a {despues} con el bimestre que terminó el {dia}.",
                antes=str(antes.salario.variable),
                despues=str(despues.salario.variable),
                dia=antes.dia,
            )
        case Causa.FACTOR:
            assert antes.factor is not None
            assert despues.factor is not None
            code, template = (
                ("MOTIVO_ANIVERSARIO", "Empieza el año de servicio {anio}: el factor pasa de {antes} a {despues}.")
                if antes.factor.anio != despues.factor.anio
                else (
                    "MOTIVO_PRESTACIONES",
                    "Cambian las prestaciones de la ley: el factor pasa de {antes} a {despues}.",
                )
            )
            return Text(
                code,
                template,
                anio=despues.factor.anio,
                antes=str(antes.factor.valor),
                despues=str(despues.factor.valor),
            )
        case _:
            assert_never(causa)


def _quien(empleo: Empleo, causas: tuple[Causa, ...], antes: Integrado, despues: Integrado) -> Quien:
    """The institution, for who earned the minimum with the benefits of the law and nothing else, and is new."""
    salario = antes.salario
    alone = Salario(salario.diario, salario.prestaciones, zona=salario.zona) if salario.diario is not None else None
    if (
        causas in {(Causa.SALARIO_MINIMO,), (Causa.SALARIO_MINIMO, Causa.FACTOR)}
        and replace(salario, registrado=None, excluidas=()) == alone
        and salario.diario == parameters.salario_minimo(salario.zona, antes.dia).valor
        and antes.factor is not None
        and despues.factor is not None
        and antes.factor.minimas
        and antes.factor.anio == despues.factor.anio  # an anniversary on that very day is filed by the employer
        and despues.dia <= aniversario(empleo.ingreso, law.integer("racerf.55.antiguedad_anios", despues.dia))
    ):
        return Quien.INSTITUCION
    return Quien.PATRON


def _limite(causas: tuple[Causa, ...], day: date) -> tuple[date, str]:
    """The last day to file: some working days after the change, or the first ones of the month; the earlier of both."""
    terms = []
    if Causa.VARIABLES in causas:
        terms.append(limite_variable(day))
    if causas != (Causa.VARIABLES,):
        calendar = law.calendar()
        last = calendar.add(day, law.integer(PLAZO, day))
        terms.append((last, calendar.table(last.year).name))
    return min(terms)
