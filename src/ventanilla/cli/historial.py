"""``ventanilla historial``: does an exported history hold, link by link? No office and no network."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Final

import click

from ventanilla.kernel.chain import MAX_LINE, Broken, read_chain

NOT_WHOLE: Final = 1  # exit status


@click.group("historial")
def COMMAND() -> None:  # noqa: N802  the name under which every command module is found
    """Verificar un historial exportado, sin la oficina y sin red."""


@COMMAND.command("verificar")
@click.argument("archivo", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Escribir el resultado en JSON.")
@click.pass_context
def verify(context: click.Context, archivo: Path, as_json: bool) -> None:
    """Decir si nadie cambió, quitó ni agregó un evento. Termina con 0 si está completo y con 1 si no.

    Compare la huella final con la que muestra la oficina: así sabe también que no le falta nada reciente.
    """
    with archivo.open("rb") as file:
        found = read_chain(iter(partial(file.readline, MAX_LINE + 1), b""))
    if isinstance(found, Broken):
        told = {"completo": False, "evento": found.seq or None, "motivo": found.why}
        words = f"El historial no está completo: {f'el evento {found.seq} ' if found.seq else ''}{found.why}."
    else:
        told = {"completo": True, "eventos": found.links, "huella": found.head}
        words = f"El historial está completo: {found.links} eventos. Huella final: {found.head}"
    click.echo(json.dumps(told, ensure_ascii=False, indent=2) if as_json else words)
    context.exit(NOT_WHOLE if isinstance(found, Broken) else 0)
