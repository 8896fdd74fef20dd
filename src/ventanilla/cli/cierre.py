"""``ventanilla cierre``: the month of all the registros that an accountant keeps, on one board."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import click

from ventanilla.cli.employer import Given, given, of_employer
from ventanilla.cli.folder import finding_json, plantilla_option, read_paths
from ventanilla.cli.given import month, refusing
from ventanilla.cli.showing import columns
from ventanilla.formats.accounts import Contexto
from ventanilla.formats.closing import Cierre, Estado, cerrar
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period

NOT_READY: Final = 1  # exit code
_WORDS: Final = {
    Estado.CON_ERRORES: ("con errores", "red"),
    Estado.FALTA_PRIMA: ("falta prima", "yellow"),
    Estado.DIFIERE: ("difiere", "yellow"),
    Estado.LISTA: ("lista", "green"),
}


@click.command(
    "cierre",
    epilog="Ejemplo: ventanilla cierre clientes/* --periodo 2026-06 --prima Z9912345105=0.54355. "
    "Cada carpeta tiene los archivos de un patrón, su emisión entre ellos si la hay. "
    "Termina con 1 si algún registro no está listo.",
)
@click.argument("carpetas", metavar="CARPETA…", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--periodo", type=month, metavar="AAAA-MM", required=True, help="El mes que se cierra.")
@plantilla_option
@of_employer
@click.option("--json", "as_json", is_flag=True, help="Responde en JSON, con los hallazgos y las diferencias.")
def cierre(carpetas: tuple[Path, ...], periodo: Period, plantilla: Path | None, as_json: bool, **options: Any) -> None:
    """Dice, de cada registro patronal, si su mes está listo, qué difiere de la emisión y cuándo vence."""
    told = given(**options)
    board: list[tuple[str, Cierre]] = []
    with refusing(as_json), told.chosen():
        for folder in carpetas:
            planilla = read_paths((folder,), plantilla=plantilla)
            board += (
                (folder.name, cerrar(planilla, one, periodo, _context(told, one, periodo)))
                for one in planilla.registros
            )
    if as_json:
        click.echo(json.dumps([_json(name, one) for name, one in board], ensure_ascii=False))
    else:
        _show(board)
    if any(one.estado is not Estado.LISTA for _, one in board):
        raise SystemExit(NOT_READY)


def _context(told: Given, registro: str, periodo: Period) -> Contexto | None:
    """What is known of a registro, or None: on a board one without premium keeps no other from being seen."""
    if registro not in told.primas and "" not in told.primas:
        return None
    return told.contexto(registro, periodo.first)


def _show(board: list[tuple[str, Cierre]]) -> None:
    if not board:
        click.echo("Ninguna carpeta dice quién trabaja.")
        return
    rows: list[tuple[str, ...]] = [("Registro", "Carpeta", "Personas", "Total", "Emisión", "Vence")]
    for name, one in board:
        due = one.vence.isoformat() if one.vence else ""
        rows.append((one.registro, name, str(one.personas), _amount(one.total), _amount(one.emision), due))
    head, *lines = columns(rows)
    click.echo(f"{'Estado':<12}{head}")
    for line, (_, one) in zip(lines, board, strict=True):
        words, colour = _WORDS[one.estado]
        click.echo(click.style(f"{words:<12}", fg=colour, bold=True) + line)
    for _, one in board:
        click.echo(f"{one.registro}: {one.motivo}")


def _amount(amount: Money | None) -> str:
    return "" if amount is None else str(amount)


def _json(name: str, one: Cierre) -> dict[str, Any]:
    return {
        "registro": one.registro,
        "carpeta": name,
        "estado": one.estado.value,
        "personas": one.personas,
        "total": None if one.total is None else str(one.total.pesos),
        "emision": None if one.emision is None else str(one.emision.pesos),
        "vence": None if one.vence is None else one.vence.isoformat(),
        "motivo": {"codigo": one.motivo.code, "motivo": str(one.motivo)},
        "hallazgos": [finding_json(finding) for finding in one.hallazgos],
        "diferencias": [
            {
                "clave": other.clave,
                "ramo": other.ramo,
                "parte": other.parte.value,
                "importes": [None if amount is None else str(amount.pesos) for amount in other.importes],
                "motivo": str(other.motivo),
            }
            for other in one.diferencias
        ],
    }


COMMAND = cierre
