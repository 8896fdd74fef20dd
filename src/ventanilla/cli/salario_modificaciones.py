"""``ventanilla salario modificaciones``: whose wage the law changes in some days, and the batch (07) that files it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final, NoReturn

import click

from ventanilla import law
from ventanilla.cli.folder import finding_json, finding_lines, plantilla_option, read_paths, registro_option
from ventanilla.cli.given import refusing
from ventanilla.cli.salario_file import BadFile, is_of_workers, read_workers
from ventanilla.cli.showing import columns, plain, tree_json, tree_lines
from ventanilla.domain.contributions import (
    Empleo,
    Lote,
    Modificacion,
    Quien,
    TipoAviso,
    Zona,
    como_se_presenta,
    explicar_modificacion,
    modificaciones,
)
from ventanilla.formats import idse
from ventanilla.formats.finding import Finding
from ventanilla.formats.fixed.writing import NotWritable
from ventanilla.formats.planilla import Patronal
from ventanilla.formats.raising import empleos, lote
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import Text

BAD_FILE: Final = 1  # exit code
DAY: Final = click.DateTime(["%Y-%m-%d"])


@click.command(
    "modificaciones",
    epilog="Ejemplo: ventanilla salario modificaciones nomina/ --desde 2026-01-01 --hasta 2026-02-28 "
    "--salida lote07.txt. Lee lo mismo que «ventanilla revisar», o una tabla (CSV, o JSON) con las columnas clave, "
    "ingreso, salario_diario (el de la víspera), zona, jornada, sbc, aguinaldo, prima_vacacional, vacaciones, fijas, "
    "despensa, variable, bimestre, importe, ausencias e incapacidad, de las que clave e ingreso son necesarias.",
)
@click.argument("entradas", metavar="ENTRADA…", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--desde", type=DAY, required=True, help="Primer día de los cambios que se piden.")
@click.option("--hasta", type=DAY, required=True, help="Último día.")
@click.option("--zona", type=click.Choice([one.value for one in Zona]), default="general", show_default=True)
@registro_option
@plantilla_option
@click.option(
    "--salida", type=click.Path(dir_okay=False, path_type=Path), help="Escribe las que avisa el patrón, para el IDSE."
)
@click.option("--politica", multiple=True, metavar="CLAVE=VALOR", help="Elige en una cuestión abierta.")
@click.option("--explicar", is_flag=True, help="Dice cómo se llega a cada cantidad, con su artículo.")
@click.option("--json", "as_json", is_flag=True, help="Responde en JSON.")
def modificaciones_command(
    entradas: tuple[Path, ...],
    desde: datetime,
    hasta: datetime,
    zona: str,
    registro: str,
    plantilla: Path | None,
    salida: Path | None,
    politica: tuple[str, ...],
    explicar: bool,
    as_json: bool,
) -> None:
    """Dice los cambios de salario que traen el mínimo, la UMA, los aniversarios y las variables, y quién los avisa."""
    if hasta < desde:
        raise click.UsageError("El último día (--hasta) es anterior al primero (--desde). Cambie uno de los dos.")
    days = Period(desde.date(), hasta.date())
    with ExitStack() as stack:
        stack.enter_context(refusing(as_json))
        stack.enter_context(law.choosing({key: value for key, _, value in (one.partition("=") for one in politica)}))
        patronales, told, people = _people(entradas, days, Zona(zona), registro, plantilla, as_json)
        found = modificaciones(people, days)
        if salida is not None:
            told = (*told, *_write(salida, patronales, found, as_json))
    if as_json:
        answer = _lote_json(found, explicar) | {"hallazgos": [finding_json(one) for one in told]}
        click.echo(json.dumps(answer, ensure_ascii=False))
        return
    for line in _lote_lines(found, explicar):
        click.echo(line)
    for line in finding_lines(told):
        click.echo(line, err=True)


def _people(
    entradas: tuple[Path, ...], days: Period, zona: Zona, registro: str, plantilla: Path | None, as_json: bool
) -> tuple[tuple[Patronal, ...], tuple[Finding, ...], tuple[Empleo, ...]]:
    """The workers of a table with wages and benefits, or of whatever files an employer has."""
    if len(entradas) == 1 and entradas[0].is_file() and is_of_workers(entradas[0]):
        try:
            return (), (), read_workers(entradas[0])
        except BadFile as error:
            _refuse(error.reason, as_json)
    planilla = read_paths(entradas, registro, plantilla)
    patronales = tuple(planilla.patronales[one] for one in planilla.registros)
    eve = days.first - timedelta(days=1)
    each = [empleos(patronal, eve, zona) for patronal in patronales]
    told = (*planilla.hallazgos, *(finding for one in each for finding in one.hallazgos))
    return patronales, told, tuple(empleo for one in each for empleo in one.empleos)


def _write(salida: Path, patronales: tuple[Patronal, ...], found: Lote, as_json: bool) -> Iterable[Finding]:
    """One file for each registro; what does not fit in it is told, and then it is not written."""
    if not patronales:
        raise click.UsageError("Una tabla no dice el registro ni el NSS: para escribir el lote dé los archivos.")
    for patronal in patronales:
        mine = [one for one in found.modificaciones if one.clave in patronal.personas]
        to = salida.with_stem(f"{salida.stem}-{patronal.registro}") if len(patronales) > 1 else salida
        try:
            content = b"".join(idse.write(lote(patronal, mine), TipoAviso.MODIFICACION))
        except NotWritable as error:
            yield from error.findings
            continue
        to.write_bytes(content)
        click.echo(f"El lote de modificaciones quedó en {to}.", err=True)


def _refuse(reason: Text, as_json: bool) -> NoReturn:
    if as_json:
        click.echo(json.dumps({"codigo": reason.code, "motivo": str(reason)}, ensure_ascii=False))
    else:
        click.echo(str(reason), err=True)
    raise SystemExit(BAD_FILE)


def _lote_json(lote: Lote, explained: bool) -> dict[str, Any]:
    return {
        "desde": lote.periodo.first.isoformat(),
        "hasta": lote.periodo.last.isoformat(),
        "modificaciones": [_change_json(one, explained) for one in lote.modificaciones],
        "advertencias": [str(text) for text in lote.advertencias],
    }


def _change_json(one: Modificacion, explained: bool) -> dict[str, Any]:
    return {
        "clave": one.clave,
        "desde": one.desde.isoformat(),
        "sbc_anterior": plain(one.sbc_anterior),
        "sbc_nuevo": plain(one.sbc_nuevo),
        "causas": [causa.value for causa in one.causas],
        "motivos": [str(motivo) for motivo in one.motivos],
        "quien": one.quien.value,
        "limite_aviso": None if one.limite is None else one.limite.isoformat(),
        "calendario": one.calendario or None,
        "fundamento": list(one.cite),
        **({"explicacion": tree_json(explicar_modificacion(one))} if explained else {}),
    }


def _lote_lines(lote: Lote, explained: bool) -> list[str]:
    if not lote.modificaciones:
        return ["Ningún salario cambia en esos días.", *map(str, lote.advertencias)]
    if explained:
        return [line for one in lote.modificaciones for line in tree_lines(explicar_modificacion(one))]
    rows: list[tuple[str, ...]] = [("Clave", "Desde", "Anterior", "Nuevo", "Quién", "Avisar hasta")]
    for one in lote.modificaciones:
        who = "institución" if one.quien is Quien.INSTITUCION else "patrón"
        until = "" if one.limite is None else one.limite.isoformat()
        rows.append((one.clave, one.desde.isoformat(), str(one.sbc_anterior), str(one.sbc_nuevo), who, until))
    lines = columns(rows)
    for one in lote.modificaciones:
        lines.append(f"{one.clave}, {one.desde.isoformat()}: {' '.join(map(str, one.motivos))} [{'; '.join(one.cite)}]")
    by_itself = (str(como_se_presenta(one)) for one in lote.modificaciones if one.quien is Quien.INSTITUCION)
    calendars = (f"Días hábiles según «{one.calendario}»." for one in lote.modificaciones if one.calendario)
    return [*lines, *dict.fromkeys((*by_itself, *calendars)), *map(str, lote.advertencias)]
