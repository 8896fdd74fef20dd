"""``ventanilla tramite``: writes the folder of a new trámite, and says what one lacks."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from typing import Final

import click

import ventanilla
from ventanilla.kit.discovery import BadTramite, definition
from ventanilla.kit.tramite import Audience

from .tramite_folder import CannotWrite, Wanted, write
from .tramite_review import findings

OURS: Final = Path(ventanilla.__file__).parent / "tramites"
LACKS: Final = 1  # exit code
_PUBLICO: Final = tuple(each.value for each in Audience)
_WHERE: Final = "Carpeta del paquete de trámites; si falta, el de Ventanilla."

COMMAND = click.Group("tramite", help="Crea un trámite y revisa lo que le falta.")


@COMMAND.command("nuevo", help="Escribe la carpeta de un trámite que ya funciona. CLAVE: minúsculas y guion bajo.")
@click.argument("clave")
@click.option("--titulo", default="", help="Cómo se llama; si falta, sale de la clave.")
@click.option("--obtiene", default="", help="Qué recibe la persona, en una oración.")
@click.option("--publico", multiple=True, type=click.Choice(_PUBLICO), help="Para quién es; puede repetirse.")
@click.option("--frase", "frases", multiple=True, help="Cómo lo pediría la gente; puede repetirse.")
@click.option("--fundamento", "fundamentos", multiple=True, help="El artículo en que se apoya; puede repetirse.")
@click.option("--en", "package", type=click.Path(file_okay=False, path_type=Path), default=OURS, help=_WHERE)
def nuevo(
    clave: str,
    titulo: str,
    obtiene: str,
    publico: tuple[str, ...],
    frases: tuple[str, ...],
    fundamentos: tuple[str, ...],
    package: Path,
) -> None:
    """Write a working folder."""
    wanted = Wanted(clave, titulo, obtiene, tuple(Audience(each) for each in publico), frases, fundamentos)
    try:
        folder = write(wanted, package)
    except CannotWrite as refused:
        click.echo(str(refused.reason), err=True)
        raise SystemExit(LACKS) from refused
    click.echo(f"Se escribió {folder}. Ya funciona; adáptelo y vea qué le falta con:")
    click.echo(f"ventanilla tramite revisar {clave}" + ("" if package == OURS else f" --en {package}"))


@COMMAND.command("revisar", help="Dice lo que le falta a un trámite. Termina con 1 si le falta algo.")
@click.argument("clave")
@click.option(
    "--en", "package", type=click.Path(exists=True, file_okay=False, path_type=Path), default=OURS, help=_WHERE
)
@click.option("--json", "as_json", is_flag=True, help="Responde en JSON.")
def revisar(clave: str, package: Path, as_json: bool) -> None:
    """Say what it lacks."""
    folder = package.resolve() / clave
    if not clave.isidentifier() or not (folder / "definition.py").is_file():
        click.echo(f"No hay un trámite «{clave}» en {package}.", err=True)
        raise SystemExit(LACKS)
    try:
        found = findings(definition(f"{_importable(package.resolve())}.{clave}"), folder)
    except BadTramite as wrong:
        click.echo(f"La carpeta «{clave}» no es un trámite: {wrong}.", err=True)
        raise SystemExit(LACKS) from wrong
    if as_json:
        lacks = [{"codigo": each.code, "motivo": str(each)} for each in found]
        click.echo(json.dumps({"clave": clave, "falta": lacks}, ensure_ascii=False))
    elif found:
        for each in found:
            click.echo(f"- {each}")
    else:
        click.echo(f"Al trámite «{clave}» no le falta nada de lo que se revisa.")
    raise SystemExit(LACKS if found else 0)


def _importable(package: Path) -> str:
    """The name by which Python finds the package; one outside ours is found from the folder that holds it."""
    if package == OURS:
        return f"{ventanilla.__name__}.tramites"
    if str(package.parent) not in sys.path:
        sys.path.insert(0, str(package.parent))
        importlib.invalidate_caches()
    return package.name
