"""The commands of `ventanilla` that need the office: the command line finds them here, and imports nothing of it."""

from __future__ import annotations

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
COMMANDS: Final[dict[str, click.Command]] = {"oficina": oficina}
