"""``ventanilla cuotas comparar``: two or three accounts of the same month, and why they differ."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from ventanilla.cli.employer import Given, bills_of, given, of_employer
from ventanilla.cli.folder import finding_lines, plantilla_option, read_paths, registro_option
from ventanilla.cli.given import month, refusing
from ventanilla.cli.showing import columns
from ventanilla.domain.contributions import RAMOS, Bill, Parte, by_key
from ventanilla.domain.contributions.comparison import Discrepancia, Lado, enfrentar
from ventanilla.formats.accounts import cuentas, de_cobros, determinar_planilla, otras_politicas
from ventanilla.formats.finding import Finding
from ventanilla.formats.planilla import Planilla
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import Text

DIFFERENT = 1  # exit code
MOST = 3  # accounts that are compared at once


@click.command(
    "comparar",
    epilog="Ejemplo: ventanilla cuotas comparar nomina/ emision.xlsx --periodo 2026-06 --prima 0.54355. "
    "Cada lado es un archivo o una carpeta: sus movimientos, que aquí se determinan, o lo que otro determinó (EMA, "
    "EBA, una cédula nuestra en JSON). Termina con 1 si algo difiere.",
)
@click.argument("lados", metavar="A B [C]", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--periodo", type=month, metavar="AAAA-MM", required=True, help="El mes; si es par, también su bimestre.")
@registro_option
@plantilla_option
@of_employer
@click.option("--salida", type=click.Path(dir_okay=False, path_type=Path), help="Guarda las diferencias en un .xlsx.")
@click.option("--json", "as_json", is_flag=True, help="Responde en JSON.")
def comparar(
    lados: tuple[Path, ...],
    periodo: Period,
    registro: str,
    plantilla: Path | None,
    salida: Path | None,
    as_json: bool,
    **options: Any,
) -> None:
    """Dice en qué difieren dos o tres cuentas del mismo mes, por persona y ramo, y por qué."""
    if not 2 <= len(lados) <= MOST:
        raise click.UsageError("Dé dos o tres lados que comparar.")
    told = given(**options)
    with refusing(as_json), told.chosen():
        planillas = [(path.name, read_paths((path,), registro, plantilla)) for path in lados]
        sides = list(_sides(planillas, periodo, told))
        found = [one for _, _, facing in sides for one in enfrentar(facing)]
    _show(sides, found, as_json)
    if salida is not None:
        from ventanilla.formats.differences_xlsx import write

        with salida.open("wb") as out:
            write([lado.nombre for lado in sides[0][2]] if sides else [], found, out)
        click.echo(f"Las diferencias quedaron en {salida}.", err=True)
    if found:
        raise SystemExit(DIFFERENT)


Side = tuple[str, Bill, tuple[Lado, ...]]


def _sides(planillas: list[tuple[str, Planilla]], month: Period, told: Given) -> Iterator[Side]:
    """The accounts to face, of each registro and each bill."""
    registros = sorted(
        {registro for _, one in planillas for registro in one.registros}
        | {cobro.registro for _, one in planillas for cobro in one.cobros}
    )
    for registro in registros:
        for bill, days in bills_of(month):
            facing = tuple(_side(name, one, registro, bill, days, told) for name, one in planillas)
            if any(lado.cuentas for lado in facing):
                ours_first = sorted(facing, key=lambda lado: lado.probar is None)
                yield registro, bill, tuple(ours_first)


def _side(name: str, planilla: Planilla, registro: str, bill: Bill, days: Period, told: Given) -> Lado:
    """What one side says of a registro: what it determined, or what its movements give."""
    patronal = planilla.patronales.get(registro)
    if patronal is None or not patronal.personas:
        of_month = (one for one in planilla.cobros if one.registro == registro and one.mes in days)
        return Lado(name, de_cobros(of_month, bill))
    contexto = told.contexto(registro, days.first)
    determinada = determinar_planilla(patronal, days, contexto, (bill,))
    _warn(determinada.hallazgos)
    return Lado(name, cuentas(patronal, determinada), otras_politicas(patronal, determinada, contexto))


def _warn(found: Iterable[Finding]) -> None:
    for line in finding_lines(found):
        click.echo(line, err=True)


def _show(sides: list[Side], found: list[Discrepancia], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(_json(sides, found), ensure_ascii=False))
        return
    if not sides:
        click.echo("Ningún lado tiene cuentas de ese mes.")
        return
    names = [lado.nombre for lado in sides[0][2]]
    for line in _difference_lines(names, found):
        click.echo(line)
    for registro, bill, facing in sides:
        kind = "mensual" if bill is Bill.MONTHLY else "bimestral"
        totals = "; ".join(f"{lado.nombre} {lado.total}" for lado in facing)
        click.echo(f"Registro {registro or 'sin decir'}, {kind}: {totals}.")
    people = len({one.clave for one in found})
    click.echo(f"{len(found)} diferencias en {people} personas." if found else "Coinciden al centavo.")


def _difference_lines(names: list[str], found: list[Discrepancia]) -> Iterator[str]:
    """Person by person: why, and then each branch that is not the same."""
    by_person: dict[tuple[str, tuple[Text, ...]], list[Discrepancia]] = {}
    for one in found:
        why = tuple(dict.fromkeys(reason for reasons in one.razones for reason in reasons))
        by_person.setdefault((one.clave, why), []).append(one)
    for (clave, why), rows in by_person.items():
        yield click.style(clave, bold=True) + f": {' '.join(map(str, why))}"
        table: list[tuple[str, ...]] = [("", *names)]
        table += [(_title(one), *map(_amount, one.importes)) for one in rows]
        yield from (f"  {line}" for line in columns(table))


def _title(one: Discrepancia) -> str:
    return f"{by_key(one.ramo).title}, {'patrón' if one.parte is Parte.PATRON else 'obrero'}"


def _amount(amount: Money | None) -> str:
    return "no está" if amount is None else str(amount)


def _json(sides: list[Side], found: list[Discrepancia]) -> dict[str, Any]:
    return {
        "lados": [
            {
                "registro": registro,
                "cuota": "mensual" if bill is Bill.MONTHLY else "bimestral",
                "totales": {lado.nombre: str(lado.total.pesos) for lado in facing},
            }
            for registro, bill, facing in sides
        ],
        "diferencias": [
            {
                "clave": one.clave,
                "ramo": one.ramo,
                "parte": one.parte.value,
                "importes": [None if amount is None else str(amount.pesos) for amount in one.importes],
                "razones": [[{"codigo": r.code, "motivo": str(r)} for r in reasons] for reasons in one.razones],
            }
            for one in found
        ],
        "ramos": [ramo.key for ramo in RAMOS],
    }
