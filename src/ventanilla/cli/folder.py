"""What a command is given to read: files, folders and ZIPs in any mixture, with a bar while they are read."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

import click

from ventanilla.cli import NotDone
from ventanilla.formats.file import File
from ventanilla.formats.finding import Finding, Severity
from ventanilla.formats.lista import Plantilla, from_json, to_json
from ventanilla.formats.planilla import Planilla
from ventanilla.formats.reading import Tables, plantillas, read_any

ALIKE: Final = 3  # findings of one kind that a terminal shows
if TYPE_CHECKING:
    from ventanilla.formats.cfdi.sello import Sellos

MAX_FILES: Final = 200_000  # of one command: an employer's receipts of some years
_COLOURS: Final = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "blue"}
_MARKS: Final = {Severity.ERROR: "error", Severity.WARNING: "revise", Severity.NOTE: "nota"}

entradas = click.argument(
    "entradas", metavar="ENTRADA…", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path)
)
registro_option = click.option("--registro", default="", help="Registro patronal de lo que no dice ninguno.")
plantilla_option = click.option(
    "--plantilla",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Las columnas de sus listas, como las guardó «convertir --guardar-plantilla».",
)


def files_of(paths: Iterable[Path]) -> list[File]:
    """Every file of ``paths``, those of folders among them, in the order of their names; hidden ones are left."""
    found: list[File] = []
    for path in paths:
        inside = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
        for one in inside:
            name = str(one.relative_to(path.parent)) if path.is_dir() else one.name
            if not any(part.startswith(".") for part in Path(name).parts):
                found.append(File(name, partial(_open, one)))
            if len(found) > MAX_FILES:
                raise NotDone(f"Son más de {MAX_FILES:,} archivos. Divídalos en varias carpetas.")
    if not found:
        raise NotDone("No hay archivos que leer: la carpeta está vacía.")
    return found


def _open(path: Path) -> BinaryIO:
    return path.open("rb")


def read_paths(
    paths: Iterable[Path], registro: str = "", plantilla: Path | None = None, sellos: Sellos | None = None
) -> Planilla:
    """One planilla of all that ``paths`` hold; ``sellos`` judges the seals of its receipts."""
    files = files_of(paths)
    columns = None if plantilla is None else _plantilla(plantilla)
    with bar(len(files), "Leyendo") as advance:
        return read_any(
            files,
            registro=registro,
            plantilla=columns,
            tables=_tables(),
            sellos=sellos,
            seen=lambda _: advance(),
        )


def seals(anclas: Path | None) -> Sellos:
    """What judges the seals of receipts; with a folder of authorities, also whose their certificates are."""
    from ventanilla.formats.cfdi.sello import Sellos

    if anclas is None:
        return Sellos()
    from ventanilla.adapters.pki.cfdi_chain import cfdi_chain
    from ventanilla.adapters.pki.trust import BadAnchors, TrustStore
    from ventanilla.domain.signing.certificate import TrustClass

    try:
        return Sellos(cfdi_chain(TrustStore.load({TrustClass.PRODUCCION: anclas})))
    except BadAnchors as error:
        raise NotDone(f"No se pueden usar las autoridades de {anclas}: {error}") from error


def save_plantilla(paths: Iterable[Path], to: Path) -> str:
    """Keep what is guessed of the columns of the only list among ``paths``; the name of its file."""
    found = list(plantillas(files_of(paths)))
    if len(found) != 1:
        names = ", ".join(name for name, _ in found) or "ninguna"
        raise NotDone(f"Para guardar una plantilla dé una sola lista. Aquí hay: {names}.")
    ((name, guessed),) = found
    to.write_text(to_json(guessed), encoding="utf-8")
    return name


@contextmanager
def bar(length: int, label: str) -> Iterator[Callable[[], None]]:
    """A progress bar on the error output of a person, and nothing where a program listens."""
    with click.progressbar(length=length, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()) as shown:
        yield lambda: shown.update(1)


def _plantilla(path: Path) -> Plantilla:
    try:
        return from_json(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise NotDone(f"{path.name} no es una plantilla: {error}. Guárdela de nuevo.") from error


def _tables() -> Tables | None:
    """What reads the tables of a PDF, where its extra is installed."""
    from ventanilla.adapters.pdf.tables import tables_of

    return tables_of


# -- what was found


def finding_lines(found: Iterable[Finding]) -> Iterator[str]:
    """Each finding in two lines: where and what, and what to do. Of many alike, the first and how many more."""
    alike: dict[tuple[Severity, str], list[Finding]] = {}
    for one in found:
        alike.setdefault((one.severity, one.code), []).append(one)
    for same in alike.values():
        shown = same[:ALIKE]
        for n, one in enumerate(shown):
            mark = click.style(f"{_MARKS[one.severity]:<6}", fg=_COLOURS[one.severity], bold=True)
            field = f" [{one.field}]" if one.field else ""
            yield f"{mark} {one.place}{field}: {one.cause}"
            if n + 1 == len(shown) or str(shown[n + 1].fix) != str(one.fix):
                yield f"       {one.fix}"
        if len(same) > ALIKE:
            yield f"       Y {len(same) - ALIKE} más como estas."


def finding_json(one: Finding) -> dict[str, object]:
    """A finding for a program."""
    return {
        "severidad": one.severity.value,
        "codigo": one.code,
        "archivo": one.place.file,
        **({"hoja": one.place.sheet} if one.place.sheet else {}),
        "linea": one.place.line or None,
        "columna": one.place.column or None,
        "campo": one.field,
        "causa": str(one.cause),
        "remedio": str(one.fix),
    }


def counted(found: Iterable[Finding]) -> dict[Severity, int]:
    """How many of each severity, all of them named."""
    counts = dict.fromkeys(Severity, 0)
    for one in found:
        counts[one.severity] += 1
    return counts


def said_counts(counts: dict[Severity, int]) -> str:
    """As a sentence."""
    errors, warnings, notes = (counts[one] for one in Severity)
    return f"{many(errors, 'error', 'errores')}, {warnings} por revisar, {many(notes, 'nota', 'notas')}."


def many(number: int, one: str, several: str) -> str:
    """A number with its noun.

    >>> many(1, "error", "errores"), many(0, "nota", "notas")
    ('1 error', '0 notas')
    """
    return f"{number:,} {one if number == 1 else several}"
