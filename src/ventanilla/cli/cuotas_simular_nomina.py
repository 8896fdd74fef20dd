"""``ventanilla cuotas simular nomina``: what a raise for everybody would cost, from an employer's files."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from ventanilla.cli.employer import given, of_employer
from ventanilla.cli.folder import entradas, plantilla_option, read_paths, registro_option
from ventanilla.cli.given import month, percent, refusing
from ventanilla.cli.showing import columns
from ventanilla.formats.cedula.branches import por_ramo
from ventanilla.formats.simulating import Simulacion, aumento_general
from ventanilla.kernel.period import Period


@click.command(
    "nomina",
    epilog="Ejemplo: ventanilla cuotas simular nomina nomina/ --periodo 2026-06 --prima 0.54355 --aumento 5",
)
@entradas
@click.option("--periodo", type=month, metavar="AAAA-MM", required=True, help="El mes; si es par, también su bimestre.")
@click.option("--aumento", type=percent, metavar="PORCENTAJE", required=True, help="De todos, desde el día primero.")
@registro_option
@plantilla_option
@of_employer
@click.option("--json", "as_json", is_flag=True, help="Responde en JSON.")
def simular_nomina(
    entradas: tuple[Path, ...],
    periodo: Period,
    aumento: Decimal,
    registro: str,
    plantilla: Path | None,
    as_json: bool,
    **options: Any,
) -> None:
    """Dice cuánto más costaría en cuotas un aumento para todos, desde los archivos de un patrón."""
    told = given(**options)
    with refusing(as_json), told.chosen():
        planilla = read_paths(entradas, registro, plantilla)
        found = [
            aumento_general(planilla.patronales[one], periodo, told.contexto(one, periodo.first), aumento)
            for one in planilla.registros
        ]
    if as_json:
        click.echo(json.dumps([_json(one) for one in found], ensure_ascii=False))
        return
    for one in found:
        for line in _lines(one):
            click.echo(line)


def _json(one: Simulacion) -> dict[str, str | int]:
    return {
        "registro": one.antes.datos.registro,
        "personas": len(one.antes.asegurados),
        "antes": str(one.antes.total.pesos),
        "despues": str(one.despues.total.pesos),
        "cuesta_al_patron": str(one.cuesta.pesos),
        "se_retiene_mas": str(one.retiene.pesos),
    }


def _lines(one: Simulacion) -> list[str]:
    rows: list[tuple[str, ...]] = [("Ramo", "Ahora", "Con el aumento", "Diferencia")]
    for before, after in zip(por_ramo(one.antes), por_ramo(one.despues), strict=True):
        rows.append((before.titulo, str(before.total), str(after.total), str(after.total - before.total)))
    totals = (str(one.antes.total), str(one.despues.total), str(one.despues.total - one.antes.total))
    rows.append(("Total", *totals))
    head = f"Registro {one.antes.datos.registro or 'sin decir'}, {len(one.antes.asegurados)} personas."
    return [head, *columns(rows), f"El patrón pagaría {one.cuesta} más, y retendría {one.retiene} más."]
