"""``ventanilla convertir``: whatever an employer has, written as another program reads it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import click

from ventanilla.cli import NotDone
from ventanilla.cli.folder import (
    counted,
    entradas,
    finding_json,
    finding_lines,
    plantilla_option,
    read_paths,
    registro_option,
    said_counts,
)
from ventanilla.cli.given import refusing
from ventanilla.formats import own_json
from ventanilla.formats.converting import Escrito, a_idse, a_lista, a_sua
from ventanilla.formats.finding import Finding, Severity
from ventanilla.formats.planilla import Planilla

NOT_ALL: Final = 1  # exit code: something was left out
FOLDERS: Final = {"idse": a_idse, "sua": a_sua}


@click.command(
    "convertir",
    epilog="Ejemplo: ventanilla convertir nomina/ para-sua --a sua. Sin --a, el nombre de SALIDA lo dice: .csv es una "
    "lista y .json nuestro archivo, con todo. Termina con 1 si algo no se pudo escribir.",
)
@entradas
@click.argument("salida", type=click.Path(path_type=Path))
@click.option("--a", "como", type=click.Choice([*FOLDERS, "csv", "json"]), help="En qué se convierte.")
@registro_option
@plantilla_option
@click.option("--json", "as_json", is_flag=True, help="Responde en JSON: lo escrito y los hallazgos.")
def convertir(
    entradas: tuple[Path, ...], salida: Path, como: str | None, registro: str, plantilla: Path | None, as_json: bool
) -> None:
    """Pasa lo que le dé (IDSE, SUA, CFDI de nómina, listas, ZIP) a archivos del IDSE, del SUA, CSV o JSON."""
    kind = como or salida.suffix.lower().removeprefix(".")
    if kind not in (*FOLDERS, "csv", "json"):
        raise click.UsageError("No se sabe en qué convertir. Dígalo con --a idse, sua, csv o json.")
    written: dict[str, int] = {}
    with refusing(as_json):
        planilla = read_paths(entradas, registro, plantilla)
        if not planilla.registros:
            raise NotDone("Ningún archivo dice quién trabaja: no hay qué convertir.")
        found = (*planilla.hallazgos, *_write(planilla, salida, kind, written))
    if as_json:
        answer = {"escritos": written, "hallazgos": [finding_json(one) for one in found]}
        click.echo(json.dumps(answer, ensure_ascii=False))
    else:
        for name, size in written.items():
            click.echo(f"{name}: {size:,} bytes.")
        for line in finding_lines(found):
            click.echo(line, err=True)
        click.echo(said_counts(counted(found)), err=True)
    if any(one.severity is Severity.ERROR for one in found):
        raise SystemExit(NOT_ALL)


def _write(planilla: Planilla, salida: Path, kind: str, written: dict[str, int]) -> list[Finding]:
    if kind == "json":
        records = [
            one
            for registro in planilla.registros
            for persona in planilla.patronales[registro].personas.values()
            for one in persona.records(registro)
        ]
        _put(written, salida, own_json.write((*records, *planilla.cobros), planilla.hallazgos))
        return []
    if kind == "csv":
        _put(written, salida, a_lista(planilla))
        return []
    told: list[Finding] = []
    salida.mkdir(parents=True, exist_ok=True)
    for registro in planilla.registros:
        made: Escrito = FOLDERS[kind](planilla.patronales[registro])
        folder = salida / registro if len(planilla.registros) > 1 else salida
        folder.mkdir(exist_ok=True)
        for name, content in made.archivos.items():
            _put(written, folder / name, content)
        told += made.hallazgos
    return told


def _put(written: dict[str, int], path: Path, content: bytes) -> None:
    path.write_bytes(content)
    written[str(path)] = len(content)


COMMAND = convertir
