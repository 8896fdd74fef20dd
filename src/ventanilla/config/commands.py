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


@oficina.command(
    help="Carga de un CSV los códigos postales, las fracciones, las clínicas o los códigos de cada clínica."
)
@click.argument("tabla", type=click.Choice(("codigos", "fracciones", "clinicas", "codigos_clinica")))
@click.argument("archivo", type=click.Path(exists=True, dir_okay=False, resolve_path=True))
def cargar(tabla: str, archivo: str) -> None:
    """Load a table of the register of employers."""
    from .staff import load_employer_table

    raise SystemExit(load_employer_table(click.echo, tabla, archivo))


@oficina.command(help="Rehace lo que se deduce de los registros (índices, huellas) y dice si salió igual.")
def proyecciones() -> None:
    """Drop and make again every projection."""
    from .staff import rebuild_projections

    raise SystemExit(rebuild_projections(click.echo))


@oficina.group(help="Cambia una llave de la institución; los documentos anteriores se siguen verificando.")
def rotar() -> None:
    """Group of the commands that rotate keys."""


@rotar.command("qr", help="Publica la llave siguiente del QR; repetida dos horas después, esa llave empieza a firmar.")
@click.option("--ya", "at_once", is_flag=True, help="Que firme de inmediato: la de ahora se perdió o la tiene otro.")
def rotar_qr(at_once: bool) -> None:
    """Rotate the key of the QR."""
    from .keys import rotate_qr

    raise SystemExit(rotate_qr(click.echo, at_once=at_once))


@rotar.command("sello", help="Pide el certificado siguiente del sello, o empieza a usarlo.")
@click.option("--solicitud", "request", type=click.Path(dir_okay=False, path_type=Path), help="Dónde escribir el CSR.")
@click.option(
    "--certificado",
    "certificate",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="PEM que entregó la autoridad: el certificado, y después los de sus autoridades.",
)
def rotar_sello(request: Path | None, certificate: Path | None) -> None:
    """Rotate the seal."""
    from .keys import rotate_seal

    raise SystemExit(rotate_seal(click.echo, request=request, certificate=certificate))


@rotar.command("archivos", help="Sella otra vez la llave de cada archivo con la de ahora; con --nueva, cambia esta.")
@click.option("--nueva", "new", is_flag=True, help="Hace la llave siguiente. Antes cierre la oficina.")
def rotar_archivos(new: bool) -> None:
    """Rotate the key of the files."""
    from .files_key import new_files_key, rewrap_files

    raise SystemExit(new_files_key(click.echo) if new else rewrap_files(click.echo))


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


@oficina.command(help="Escribe la página de los estados de un expediente, a partir del programa.")
@click.argument("carpeta", type=click.Path(exists=True, file_okay=False, path_type=Path), default="docs/reference")
def estados(carpeta: Path) -> None:
    """Write the reference page of the states of a case."""
    from ventanilla.domain.cases.drawn import PAGE, drawn

    (carpeta / PAGE).write_text(drawn(), encoding="utf-8")
    click.echo(f"Se escribió {carpeta / PAGE}.")


@oficina.command(help="Vuelve a decidir un expediente con lo que se guardó, y dice si saldría igual.")
@click.argument("folio")
def recalcular(folio: str) -> None:
    """Decide again every resolution of a case."""
    from .recompute import recompute

    raise SystemExit(recompute(click.echo, folio))


@oficina.command("catalogo-docs", help="Escribe la página de referencia de los trámites a partir de sus definiciones.")
@click.argument("carpeta", type=click.Path(exists=True, file_okay=False, path_type=Path), default="docs/reference")
def catalogo_docs(carpeta: Path) -> None:
    """Write the reference page of the trámites."""
    from ventanilla.kit import discover

    from .environment import read
    from .packages import packages
    from .tramites_page import NAME, write

    if write(carpeta, discover(*packages(read()))):
        click.echo(f"Se escribió {carpeta / NAME}.")


@oficina.command(help="Hace la imagen de ejemplo de lo que entrega cada trámite. Al abrir la oficina se hace sola.")
def muestras() -> None:
    """Write the sample pictures."""
    from .environment import read
    from .samples import samples_write

    click.echo(f"Muestras escritas: {samples_write(read(), click.echo)}.")


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
