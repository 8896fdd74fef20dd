"""``ventanilla pension``: an estimate by each law, with every step and what the open questions change."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

import click

from ventanilla import law
from ventanilla.cli.benefits import (
    AS_JSON,
    DAY,
    EXPLICAR,
    POLITICA,
    avisos,
    calculo_json,
    policies,
    requisito_line,
    say,
)
from ventanilla.cli.given import days, pesos, refusing
from ventanilla.cli.showing import columns, plain
from ventanilla.domain.benefits import (
    Cuantia73,
    Datos73,
    Edad,
    Lectura,
    Pension73,
    Pension97,
    Regimen,
    Salario,
    conservacion,
    edad_en,
    explicar,
    explicar_conservacion,
    lecturas,
    pension_ley73,
    pension_ley97,
    salario_promedio,
)
from ventanilla.domain.benefits.ley97 import BANDAS
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period
from ventanilla.law import Explained

COMMAND = click.Group(
    "pension",
    help="Estima una pensión, al centavo y con cada paso.",
    epilog="Ejemplo: ventanilla pension ley73 --promedio 1000 --semanas 1000 --edad 62 --fecha 2026-06-01",
)
_AGE: Final = (
    click.option("--edad", type=click.IntRange(0, 120), help="Años cumplidos el día del retiro."),
    click.option("--meses", type=click.IntRange(0, 11), default=0, help="Meses cumplidos desde el cumpleaños."),
    click.option("--nacimiento", type=DAY, help="En lugar de la edad."),
)


def _with_age(command: Any) -> Any:
    for option in reversed(_AGE):
        command = option(command)
    return command


def wage(value: str) -> tuple[Period, Money]:
    """Some days and their base wage, as DESDE:HASTA:PESOS; a sentence for what is none."""
    stretch, _, amount = value.rpartition(":")
    return days(stretch), pesos(amount)


@COMMAND.command(
    "ley73",
    epilog="Ejemplo: ventanilla pension ley73 --promedio 1000 --semanas 1000 --edad 62 --fecha 2026-06-01",
)
@click.option("--promedio", type=pesos, metavar="PESOS", help="Salario promedio diario de las últimas 250 semanas.")
@click.option(
    "--salario", type=wage, multiple=True, metavar="DESDE:HASTA:PESOS", help="En lugar del promedio; puede repetirse."
)
@click.option("--semanas", type=int, required=True, help="Semanas reconocidas.")
@_with_age
@click.option("--fecha", type=DAY, required=True, help="Día del retiro.")
@click.option("--conyuge", is_flag=True, help="Tiene esposa, esposo, concubina o concubinario.")
@click.option("--hijos", type=int, default=0, help="Hijas e hijos con derecho a asignación.")
@click.option("--ascendientes", type=int, default=0, help="Madre y padre que dependen, sin cónyuge ni hijos.")
@click.option("--baja", type=DAY, help="Última baja: dice si conserva sus derechos el día del retiro.")
@click.option("--sm", type=pesos, metavar="PESOS", help="Salario mínimo, para un año anterior a los de la ley cargada.")
@click.option("--uma", type=pesos, metavar="PESOS", help="UMA diaria, también para un año anterior.")
@POLITICA
@EXPLICAR
@AS_JSON
def ley73(as_json: bool, explain: bool, politica: tuple[str, ...], **given: Any) -> None:
    """Estima la pensión de cesantía o vejez de quien cotizó antes del 1 de julio de 1997."""
    with refusing(as_json), law.choosing(policies(politica)):
        datos, before = _datos(**given)
        pension = pension_ley73(datos)
        others = lecturas(datos)
        new = pension_ley97(datos.semanas, datos.edad, datos.on)
    tree = explicar(pension)
    say(
        _json73(pension, others, new),
        [*_lines73(pension, others), *_lines_of_97(new)],
        replace(tree, parts=(*before, *tree.parts)),
        as_json=as_json,
        explain=explain,
    )


@COMMAND.command(
    "ley97", epilog="Ejemplo: ventanilla pension ley97 --semanas 900 --edad 65 --fecha 2026-06-01 --explicar"
)
@click.option("--semanas", type=int, required=True, help="Semanas reconocidas.")
@_with_age
@click.option("--fecha", type=DAY, required=True, help="Día del retiro.")
@click.option(
    "--banda",
    type=click.IntRange(1, BANDAS),
    help="Tramo de salario de la pensión garantizada: 1, de un mínimo a 1.99 UMA; 5, de cinco UMA en adelante.",
)
@EXPLICAR
@AS_JSON
def ley97(
    as_json: bool,
    explain: bool,
    semanas: int,
    edad: int | None,
    meses: int,
    nacimiento: datetime | None,
    fecha: datetime,
    banda: int | None,
) -> None:
    """Dice qué se pide ese año y, con --banda, la pensión garantizada; sin la tabla del DOF cargada, la rehúsa."""
    with refusing(as_json):
        on = fecha.date()
        pension = pension_ley97(semanas, _edad(edad, meses, nacimiento, on), on, banda)
    answer = {"semanas_requeridas": pension.semanas_requeridas, **calculo_json(pension)}
    lines = [requisito_line(one) for one in pension.requisitos]
    if pension.importe is not None:
        lines.append(f"{pension.titulo}: {pension.importe}")
    say(answer, [*lines, *avisos(pension.avisos)], explicar(pension), as_json=as_json, explain=explain)


def _edad(edad: int | None, meses: int, nacimiento: datetime | None, on: date) -> Edad:
    if (edad is None) is (nacimiento is None):
        raise click.UsageError("Dé la edad con --edad (y --meses) o con --nacimiento: una de las dos.")
    return edad_en(nacimiento.date(), on) if nacimiento is not None else Edad(edad or 0, meses)


@dataclass(frozen=True, slots=True)
class _Figure:
    """One line of the table: its name in JSON, its words, its value."""

    key: str
    words: str
    value: Money | Decimal


def _datos(
    promedio: Money | None,
    salario: tuple[tuple[Period, Money], ...],
    semanas: int,
    edad: int | None,
    meses: int,
    nacimiento: datetime | None,
    fecha: datetime,
    conyuge: bool,
    hijos: int,
    ascendientes: int,
    baja: datetime | None,
    sm: Money | None,
    uma: Money | None,
) -> tuple[Datos73, tuple[Explained, ...]]:
    """What the options say, and the steps that led to it."""
    if (promedio is None) is (not salario):
        raise click.UsageError("Dé el salario con --promedio o con --salario: uno de los dos.")
    on = fecha.date()
    before: tuple[Explained, ...] = ()
    if promedio is None:
        average = salario_promedio([Salario(*one) for one in salario], on)
        promedio, before = average.importe, average.pasos
    kept = None
    if baja is not None:
        rights = conservacion(baja.date(), semanas, Regimen.LEY_73)
        kept, before = rights.conserva(on), (*before, explicar_conservacion(rights))
    datos = Datos73(
        promedio=promedio,
        semanas=semanas,
        edad=_edad(edad, meses, nacimiento, on),
        on=on,
        esposa=conyuge,
        hijos=hijos,
        ascendientes=ascendientes,
        conserva=kept,
        sm=sm,
        uma=uma,
    )
    return datos, before


def _figures(one: Cuantia73) -> list[_Figure]:
    return [
        _Figure("promedio", "Salario promedio diario que cuenta", one.promedio),
        _Figure("grupo_veces", "Veces el salario mínimo o la UMA", one.veces),
        _Figure("grupo_basica_pct", "Cuantía básica, en por ciento", one.basica_pct),
        _Figure("grupo_incremento_pct", "Cada incremento, en por ciento", one.incremento_pct),
        _Figure("incrementos", "Incrementos", one.incrementos),
        _Figure("promedio_anual", "Promedio anual", one.promedio_anual),
        _Figure("basica_anual", "Cuantía básica anual", one.basica_anual),
        _Figure("incrementos_anual", "Incrementos, en un año", one.incrementos_anual),
        _Figure("cuantia_anual", "Cuantía propia anual", one.cuantia_anual),
        _Figure("asignaciones_anual", "Asignaciones y ayuda asistencial, en un año", one.asignaciones_anual),
        _Figure("con_asignaciones", "Cuantía anual, hasta el límite", one.con_asignaciones),
        _Figure("factor_edad", "Parte por la edad", one.factor_edad),
        _Figure("anual", "Cuantía anual por la edad", one.anual),
        _Figure("mensual", "De un mes", one.mensual),
        _Figure("con_factor", "Con el factor de 2004", one.con_factor),
        _Figure("pension_minima", "Pensión mínima", one.minima),
        _Figure("tope_mensual_x111", "Límite de un mes, con ese factor", one.tope_mensual),
    ]


def _json73(pension: Pension73, others: tuple[Lectura, ...], new: Pension97) -> dict[str, Any]:
    figures = {one.key: plain(one.value) for one in _figures(pension.cuantia)} if pension.cuantia else {}
    return {
        "pension_mensual": plain(pension.importe),
        **figures,
        **calculo_json(pension),
        "lecturas": [
            {
                "politica": one.politica,
                "valor": one.valor,
                "palabras": one.palabras,
                "pension_mensual": plain(one.pension.importe),
            }
            for one in others
        ],
        "ley97": {"semanas_requeridas": new.semanas_requeridas, "procede": new.procede},
    }


def _lines73(pension: Pension73, others: tuple[Lectura, ...]) -> list[str]:
    lines = [requisito_line(one) for one in pension.requisitos]
    if pension.cuantia is None:
        return [*lines, "Con estos datos no hay pensión por la ley de 1973."]
    rows: list[tuple[str, ...]] = [(one.words, str(one.value)) for one in _figures(pension.cuantia)]
    rows.append((str(pension.titulo), str(pension.importe)))
    lines += columns(rows)
    lines += [f"Con {one.politica}={one.valor} serían {one.pension.importe}. {one.palabras}" for one in others]
    return [*lines, *avisos(pension.avisos)]


def _lines_of_97(new: Pension97) -> list[str]:
    asked = "; ".join(str(one.texto) for one in new.requisitos)
    if new.procede:
        return [f"También puede elegir la ley de 1997 (se piden {asked}): vea ventanilla pension ley97."]
    return [f"Por la ley de 1997 no alcanza todavía una pensión garantizada: se piden {asked}."]
