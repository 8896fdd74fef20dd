"""``ventanilla muestra``: the folder of an employer who never existed, to try the other commands with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import click

from ventanilla.cli import NotDone
from ventanilla.cli.given import month
from ventanilla.kernel.period import Period

LEAST: Final = 12  # people: so that there is somebody for each thing that may happen
MOST: Final = 20_000


@click.command("muestra", epilog="Ejemplo: ventanilla muestra prueba --personas 40 --periodo 2026-06")
@click.argument("carpeta", type=click.Path(file_okay=False, path_type=Path))
@click.option("--personas", type=click.IntRange(LEAST, MOST), default=40, show_default=True)
@click.option("--periodo", type=month, metavar="AAAA-MM", default="2026-06", show_default=True)
@click.option("--semilla", type=int, default=1, show_default=True, help="La misma da los mismos datos.")
@click.option("--json", "as_json", is_flag=True, help="Responde en JSON: lo escrito.")
def muestra(carpeta: Path, personas: int, periodo: Period, semilla: int, as_json: bool) -> None:
    """Escribe la carpeta de nómina de un patrón que no existe: SUA, IDSE, recibos, una lista y una emisión."""
    from ventanilla.cli.sample_folder import muestra as sample

    if carpeta.exists() and any(carpeta.iterdir()):
        raise NotDone(f"La carpeta {carpeta} ya tiene archivos. Dé el nombre de una que no exista.")
    made = sample(semilla, personas, periodo)
    written: dict[str, int] = {}
    for name, content in made.archivos.items():
        path = carpeta / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        written[str(path)] = len(content)
    if as_json:
        click.echo(json.dumps({"escritos": written}, ensure_ascii=False))
        return
    for name, size in written.items():
        click.echo(f"{name}: {size:,} bytes.")
    click.echo(made.dicho.replace("CARPETA", str(carpeta)), nl=False)


COMMAND = muestra
