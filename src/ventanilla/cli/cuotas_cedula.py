"""``ventanilla cuotas cedula``: from an employer's files to what it owes in a month, ready to be shown and kept."""

from __future__ import annotations

import gc
import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Final

import click

from ventanilla.cli import NotDone
from ventanilla.cli.employer import given, of_employer
from ventanilla.cli.folder import (
    bar,
    counted,
    entradas,
    finding_lines,
    plantilla_option,
    read_paths,
    registro_option,
    said_counts,
)
from ventanilla.cli.given import month, now, refusing
from ventanilla.cli.showing import columns
from ventanilla.formats.cedula import csv as cedula_csv
from ventanilla.formats.cedula import json as cedula_json
from ventanilla.formats.cedula.branches import por_ramo
from ventanilla.formats.cedula.composing import de_patronal
from ventanilla.formats.cedula.model import CedulaImpresa, CedulaIncompleta
from ventanilla.formats.finding import Finding, Severity
from ventanilla.formats.review import of_registro, review
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import long_date

INCOMPLETE: Final = 1  # exit code


def _xlsx(cedula: CedulaImpresa, out: BinaryIO) -> None:
    from ventanilla.formats.cedula.xlsx import write

    write(cedula, out, now().replace(tzinfo=None))  # a workbook's hour has no zone


def _pdf(cedula: CedulaImpresa, out: BinaryIO) -> None:
    from ventanilla.adapters.typeset.cedula import render
    from ventanilla.adapters.typeset.port import TooLong
    from ventanilla.formats.cedula.paper import TooManyPrinted

    try:
        out.write(render(cedula, now()))
    except TooManyPrinted as error:
        raise NotDone(str(error)) from error
    except TooLong as error:
        raise NotDone("La cédula es demasiado larga para un PDF. Pídala en .xlsx, o divídala.") from error


WRITERS: Final[dict[str, Callable[[CedulaImpresa, BinaryIO], None]]] = {
    ".xlsx": _xlsx,
    ".pdf": _pdf,
    ".csv": cedula_csv.write,
    ".json": cedula_json.write,
}


@contextmanager
def _without_collector() -> Iterator[None]:
    """Much is made here and nothing of it in cycles: looking for them took a third of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@click.command(
    "cedula",
    epilog="Ejemplo: ventanilla cuotas cedula nomina/ --periodo 2026-06 --prima 0.54355 --salida cedula.xlsx. "
    "Termina con 1 si a alguien no se le puede calcular: entonces no se escribe nada.",
)
@entradas
@click.option("--periodo", type=month, metavar="AAAA-MM", required=True, help="El mes; si es par, también su bimestre.")
@registro_option
@plantilla_option
@of_employer
@click.option("--nombre", default="", help="Nombre o razón social del patrón.")
@click.option("--omitir", multiple=True, metavar="NSS", help="Deja fuera a una persona; puede repetirse.")
@click.option(
    "--salida",
    multiple=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Archivo .xlsx, .pdf, .csv o .json; puede repetirse.",
)
@click.option("--json", "as_json", is_flag=True, help="Responde en JSON, con cada persona y sus cálculos.")
@_without_collector()
def cedula_command(
    entradas: tuple[Path, ...],
    periodo: Period,
    registro: str,
    plantilla: Path | None,
    nombre: str,
    omitir: tuple[str, ...],
    salida: tuple[Path, ...],
    as_json: bool,
    **options: Any,
) -> None:
    """Calcula lo que un patrón debe en un mes, por persona y ramo, desde los archivos que tenga."""
    told = given(**options)
    for path in salida:
        if path.suffix.lower() not in WRITERS:
            raise click.UsageError(f"No se sabe escribir «{path.name}». Termine el nombre en {', '.join(WRITERS)}.")
    with refusing(as_json), told.chosen():
        planilla = read_paths(entradas, registro, plantilla)
        if not planilla.registros:
            raise NotDone("Ningún archivo dice quién trabaja: no hay de quién calcular cuotas.")
        found = review(planilla, periodo)
        cedulas = []
        for one in planilla.registros:
            contexto = told.contexto(one, periodo.first)
            try:
                cedulas.append(
                    de_patronal(
                        planilla.patronales[one],
                        periodo,
                        contexto,
                        nombre=nombre,
                        perfil=told.perfil,
                        hallazgos=of_registro(found, planilla, one),
                        omitir=omitir,
                    )
                )
            except CedulaIncompleta as error:
                _incomplete(error, as_json)
    for cedula in cedulas:
        _write(cedula, salida, several=len(cedulas) > 1)
    _show(cedulas, found, as_json)


def _incomplete(error: CedulaIncompleta, as_json: bool) -> None:
    """Everybody who cannot be computed, with the reason; nothing is written."""
    if as_json:
        told = {
            "codigo": error.reason.code,
            "motivo": str(error.reason),
            "faltas": [{"clave": clave, "codigo": why.code, "motivo": str(why)} for clave, why in error.faltas],
        }
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        for clave, why in error.faltas:
            click.echo(f"{clave}: {why}", err=True)
        click.echo(
            f"A {error.total} personas no se les puede calcular, y sin ellas la cédula sería falsa: no se escribió "
            "nada. Corrija sus datos, o déjelas fuera con --omitir.",
            err=True,
        )
    raise SystemExit(INCOMPLETE)


def _write(cedula: CedulaImpresa, salida: tuple[Path, ...], *, several: bool) -> None:
    for path in salida:
        to = path.with_stem(f"{path.stem}-{cedula.datos.registro}") if several else path
        out = io.BytesIO()  # a file that is there is whole
        with bar(1, f"Escribiendo {to.name}") as advance:
            WRITERS[path.suffix.lower()](cedula, out)
            advance()
        to.write_bytes(out.getvalue())
        click.echo(f"La cédula quedó en {to}.", err=True)


def _show(cedulas: list[CedulaImpresa], found: tuple[Finding, ...], as_json: bool) -> None:
    if as_json:
        told = []
        for cedula in cedulas:
            out = io.BytesIO()
            cedula_json.write(cedula, out)
            told.append(json.loads(out.getvalue()))
        click.echo(json.dumps(told[0] if len(told) == 1 else told, ensure_ascii=False))
        return
    for cedula in cedulas:
        for line in _summary(cedula):
            click.echo(line)
    worst = [one for one in found if one.severity is not Severity.NOTE]
    for line in finding_lines(worst):
        click.echo(line, err=True)
    click.echo(said_counts(counted(found)))


def _summary(cedula: CedulaImpresa) -> list[str]:
    rows: list[tuple[str, ...]] = [("Ramo", "Patrón", "Obrero", "Total")]
    for one in por_ramo(cedula):
        rows.append((one.titulo, str(one.patron), str(one.obrero), str(one.total)))
    rows.append(("Total a cargo de cada uno", str(cedula.patron), str(cedula.obrero), str(cedula.total)))
    if cedula.amortizaciones:
        rows.append(("Amortización de créditos de vivienda, aparte", "", str(cedula.amortizacion), ""))
    head = f"Registro {cedula.datos.registro or 'sin decir'}, {len(cedula.asegurados)} personas"
    until = [
        f"{one.periodo.first.isoformat()} a {one.periodo.last.isoformat()}"
        + (f", vence el {long_date(one.vence)}" if one.vence else "")
        for one in cedula.periodos
    ]
    said = [str(text) for text in cedula.supuestos]
    warned = [f"{one.clave}: {text}" for one, text in cedula.advertencias()]
    return [f"{head}: {'; '.join(until)}.", *columns(rows), *said, *warned]
