"""``ventanilla revisar``: what is wrong or odd in an employer's files, with where and what to do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from ventanilla.cli.folder import (
    counted,
    entradas,
    finding_json,
    finding_lines,
    many,
    plantilla_option,
    read_paths,
    registro_option,
    said_counts,
    save_plantilla,
    seals,
)
from ventanilla.cli.given import month, refusing
from ventanilla.formats.finding import Severity
from ventanilla.formats.review import review
from ventanilla.kernel.period import Period

FOUND = 1  # exit code: something has to be corrected


@click.command(
    "revisar",
    epilog="Ejemplo: ventanilla revisar nomina/ --periodo 2026-06 --salida hallazgos.xlsx. "
    "Termina con 1 si hay errores; con --estricto, también si hay algo por revisar.",
)
@entradas
@registro_option
@plantilla_option
@click.option("--periodo", type=month, metavar="AAAA-MM", help="Revisa también lo que importa para pagar ese mes.")
@click.option("--salida", type=click.Path(dir_okay=False, path_type=Path), help="Guarda los hallazgos en un .xlsx.")
@click.option("--sellos", is_flag=True, help="Verifica también el sello de cada CFDI de nómina.")
@click.option(
    "--anclas",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Carpeta con los certificados de las autoridades en que confía, para los sellos.",
)
@click.option(
    "--guardar-plantilla",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Guarda lo que se entendió de las columnas de una lista, para --plantilla.",
)
@click.option("--estricto", is_flag=True, help="Termina con 1 también si hay algo por revisar.")
@click.option("--json", "as_json", is_flag=True, help="Responde en JSON.")
def revisar(
    entradas: tuple[Path, ...],
    registro: str,
    plantilla: Path | None,
    periodo: Period | None,
    salida: Path | None,
    sellos: bool,
    anclas: Path | None,
    guardar_plantilla: Path | None,
    estricto: bool,
    as_json: bool,
) -> None:
    """Lee lo que le dé (IDSE, SUA, CFDI de nómina, emisión, listas, ZIP) y dice qué está mal y cómo se corrige."""
    judged = seals(anclas) if sellos or anclas is not None else None
    with refusing(as_json):
        planilla = read_paths(entradas, registro, plantilla, judged)
        found = review(planilla, periodo)
    if guardar_plantilla is not None:
        name = save_plantilla(entradas, guardar_plantilla)
        click.echo(f"La plantilla de {name} quedó en {guardar_plantilla}.", err=True)
    counts = counted(found)
    if salida is not None:
        from ventanilla.formats.findings_xlsx import write

        with salida.open("wb") as out:
            write(found, out)
    people = sum(1 for _ in planilla.personas())
    if as_json:
        answer: dict[str, Any] = {
            "registros": list(planilla.registros),
            "personas": people,
            "cuenta": {one.value: number for one, number in counts.items()},
            "hallazgos": [finding_json(one) for one in found],
        }
        click.echo(json.dumps(answer, ensure_ascii=False))
    else:
        for severity in Severity:
            for line in finding_lines(one for one in found if one.severity is severity):
                click.echo(line)
        if judged is not None:
            for text in judged.resumen():
                click.echo(str(text))
        where = many(len(planilla.registros), "registro", "registros")
        click.echo(f"{many(people, 'persona', 'personas')} en {where}. {said_counts(counts)}")
        if salida is not None:
            click.echo(f"Los hallazgos quedaron en {salida}.")
    if counts[Severity.ERROR] or (estricto and counts[Severity.WARNING]):
        raise SystemExit(FOUND)


COMMAND = revisar
