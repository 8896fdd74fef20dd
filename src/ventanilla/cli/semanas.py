"""``ventanilla semanas``: the weeks of contributions up to a day, from the movements."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from ventanilla import law
from ventanilla.cli.benefits import AS_JSON, DAY, EXPLICAR, POLITICA, policies, read_json, say
from ventanilla.cli.given import refusing
from ventanilla.cli.movements import Empleo, history, with_movements
from ventanilla.cli.showing import columns, plain
from ventanilla.domain.benefits import BeneficioError, Retiros, Semanas, semanas_explicadas
from ventanilla.kernel.text import Text

COMMAND = click.Group(
    "semanas",
    help="Cuenta las semanas cotizadas.",
    epilog="Ejemplo: ventanilla semanas calcular --empleo 2021-03-01 --fecha 2026-03-10",
)


@COMMAND.command(
    "calcular",
    epilog="Ejemplo: ventanilla semanas calcular --empleo 2015-01-01:2019-12-31 --empleo 2021-03-01 --fecha 2026-03-10",
)
@with_movements
@click.option("--fecha", type=DAY, required=True, help="Hasta qué día, incluido.")
@click.option("--descontadas", type=int, help="Semanas descontadas por retiros de desempleo; si falta, no se saben.")
@click.option("--reintegradas", type=int, default=0, help="De esas, las que se reintegraron.")
@POLITICA
@EXPLICAR
@AS_JSON
def calcular(
    as_json: bool,
    explain: bool,
    politica: tuple[str, ...],
    empleo: tuple[Empleo, ...],
    movimientos: Path | None,
    fecha: datetime,
    descontadas: int | None,
    reintegradas: int,
) -> None:
    """Cuenta días y semanas, por empleo, con los huecos; un día con dos empleos cuenta una vez."""
    with refusing(as_json), law.choosing(policies(politica)), law.recording() as used:
        historia = history(empleo, movimientos)
        found, tree = semanas_explicadas(historia, _withdrawn(descontadas, reintegradas), fecha.date())
    say({**_json(found), **read_json(tuple(used))}, _lines(found), tree, as_json=as_json, explain=explain)


def _withdrawn(descontadas: int | None, reintegradas: int) -> Retiros | None:
    if descontadas is None and not reintegradas:
        return None
    if not 0 <= reintegradas <= (descontadas or 0):
        raise BeneficioError(
            "reintegradas",
            Text(
                "REINTEGRADAS_IMPOSIBLES",
                "No se pueden reintegrar {reintegradas} de {descontadas} semanas descontadas. Revise ambos números.",
                reintegradas=reintegradas,
                descontadas=descontadas or 0,
            ),
        )
    return Retiros(descontadas or 0, reintegradas)


def _json(found: Semanas) -> dict[str, Any]:
    return {
        "dias": found.dias,
        "cotizadas": found.cotizadas,
        "descontadas": found.descontadas,
        "reintegradas": found.reintegradas,
        "reconocidas": found.reconocidas,
        "empleos": [
            {
                "registro": one.registro_patronal,
                "alta": plain(one.alta),
                "baja": plain(one.baja),
                "dias": one.dias,
            }
            for one in found.relaciones
        ],
        "huecos": [{"desde": plain(one.desde), "hasta": plain(one.hasta), "dias": one.dias} for one in found.huecos],
        "sueltos": [{"tipo": one.tipo, "fecha": plain(one.on)} for one in found.sueltos],
        "antes_de_1997": found.antes_de_1997,
    }


def _lines(found: Semanas) -> list[str]:
    rows: list[tuple[str, ...]] = [("Empleo", "Alta", "Baja", "Días")]
    rows += [
        (one.registro_patronal, str(one.alta), str(one.baja or "vigente"), str(one.dias)) for one in found.relaciones
    ]
    lines = columns(rows)
    lines += [f"Sin empleo del {one.desde} al {one.hasta}: {one.dias} días." for one in found.huecos]
    lines += [f"No cuenta, porque ningún empleo lo tiene: {one.tipo} del {one.on}." for one in found.sueltos]
    lines.append(f"Días cotizados: {found.dias}. Semanas cotizadas: {found.cotizadas}.")
    if found.reconocidas is None:
        return [*lines, "Las semanas descontadas por retiros no se dieron: las reconocidas no se saben."]
    return [*lines, f"Semanas reconocidas: {found.reconocidas}."]
