"""The commands of `ventanilla` that need the office: the command line finds them here, and imports nothing of it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from .applications import cliente


@click.group(help="La oficina: abrirla, preparar su base de datos, borrarla.")
def oficina() -> None:
    """Group of the office's commands."""


@oficina.command(help="Abre la oficina y la mantiene abierta hasta Ctrl+C.")
def abrir() -> None:
    """Start database, web and worker."""
    from .run import open_office

    raise SystemExit(open_office(click.echo))


@oficina.command(help="Pone al día las tablas de la base de datos.")
def migrar() -> None:
    """Apply the migrations as the owner of the tables."""
    from .maintenance import migrate

    raise SystemExit(migrate(click.echo))


@oficina.command(help="Siembra la institución de demostración.")
def sembrar() -> None:
    """Migrate and seed the demonstration."""
    from .maintenance import seed

    raise SystemExit(seed(click.echo))


@oficina.command(help="Cierra la base de datos de la demostración y borra todo lo que escribió.")
@click.confirmation_option("--si", prompt="Se borrará toda la demostración. ¿Continuar?", help="No preguntar.")
def borrar() -> None:
    """Remove the installation's directory."""
    from .maintenance import erase

    raise SystemExit(erase(click.echo))


oficina.add_command(cliente)


@oficina.group(help="El personal: sus unidades, y quién lo administra al principio.")
def personal() -> None:
    """Group of the commands about staff."""


@personal.command(help="Declara una unidad de la institución, o le cambia el nombre.")
@click.argument("clave")
@click.argument("nombre")
@click.option("--operador", required=True, help="Quién da la orden; queda escrito.")
def unidad(clave: str, nombre: str, operador: str) -> None:
    """Declare a unit."""
    from .staff import declare_unit

    raise SystemExit(declare_unit(click.echo, clave, nombre, operador))


@personal.command(help="Nombra a las primeras personas que administran los roles: dos cuando menos.")
@click.option(
    "--persona",
    "personas",
    nargs=4,
    multiple=True,
    required=True,
    metavar="CURP CORREO NOMBRE CARGO",
    help="Una vez por cada persona.",
)
@click.option("--unidad", "clave", required=True, help="Clave de una unidad ya declarada.")
@click.option("--operador", required=True, help="Quién da la orden; queda escrito.")
@click.option("--forzar", default="", metavar="MOTIVO", help="Por qué, si ya hay quien administre; queda escrito.")
def nombrar(personas: tuple[tuple[str, str, str, str], ...], clave: str, operador: str, forzar: str) -> None:
    """Name the first administrators."""
    from .staff import name_administrators

    raise SystemExit(name_administrators(click.echo, personas, clave, operador, forzar))


@oficina.command("mapa-de-datos", help="Escribe el mapa de datos a partir de lo que declara cada parte de la oficina.")
@click.argument("carpeta", type=click.Path(exists=True, file_okay=False, path_type=Path), default="docs/reference")
def mapa_de_datos(carpeta: Path) -> None:
    """Write the reference pages that come from the declarations."""
    import os

    import django

    from .data_map import write

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ventanilla.config.settings")
    django.setup()
    for name in write(carpeta):
        click.echo(f"Se escribió {carpeta / name}.")


@oficina.command("referencia-api", help="Escribe la descripción OpenAPI de la oficina y la lista de sus problemas.")
@click.argument("carpeta", type=click.Path(exists=True, file_okay=False, path_type=Path), default="docs/reference")
def referencia_api(carpeta: Path) -> None:
    """Write the reference pages that come from the API."""
    import os

    import django

    from .api_reference import write

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ventanilla.config.settings")
    django.setup()
    for name in write(carpeta):
        click.echo(f"Se escribió {carpeta / name}.")


COMMANDS: Final[dict[str, click.Command]] = {"oficina": oficina}
