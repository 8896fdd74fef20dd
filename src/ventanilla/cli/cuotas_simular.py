"""``ventanilla cuotas simular``: a raise, a hire, and the pension reform to 2030 with what is supposed."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

import click

from ventanilla.cli.given import percent, pesos, refusing
from ventanilla.cli.lazy import LazyGroup
from ventanilla.cli.showing import columns, plain, tree_json
from ventanilla.domain.contributions.determination import Parte
from ventanilla.domain.contributions.errors import CuotasError
from ventanilla.domain.contributions.simulation import (
    Anio,
    Costo,
    Supuesto,
    aumento,
    contratacion,
    explicar_reforma,
    reforma,
    supuesto_creciendo,
)
from ventanilla.domain.contributions.worker import Zona
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import Text

_SBC: Final = click.option("--sbc", type=pesos, metavar="PESOS", required=True, help="Salario base, por día.")
_PRIMA: Final = click.option("--prima", type=percent, metavar="PORCENTAJE", required=True, help="Prima de riesgo.")
_DESDE: Final = click.option("--desde", type=click.DateTime(["%Y-%m-%d"]), required=True, help="Primer día.")
_HASTA: Final = click.option(
    "--hasta", type=click.DateTime(["%Y-%m-%d"]), help="Último día; si falta, hasta el fin del año."
)
_ZONA: Final = click.option(
    "--zona", type=click.Choice([one.value for one in Zona]), default="general", show_default=True
)
_JSON: Final = click.option("--json", "as_json", is_flag=True, help="Responde en JSON.")


def _nomina() -> click.Command:
    from ventanilla.cli.cuotas_simular_nomina import simular_nomina

    return simular_nomina


@click.group(
    "simular",
    cls=LazyGroup,
    later={"nomina": (_nomina, "Dice cuánto más costaría un aumento para todos, desde sus archivos.")},
    epilog="Ejemplo: ventanilla cuotas simular aumento --sbc 400 --a 440 --prima 0.54355 --desde 2026-03-01",
)
def simular() -> None:
    """Dice cuánto costaría un aumento, una contratación o la reforma de pensiones."""


def of_some_days(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a wage and some days."""
    for option in (_JSON, _ZONA, _HASTA, _DESDE, _PRIMA, _SBC):
        command = option(command)
    return command


@simular.command(
    "aumento",
    epilog="Ejemplo: ventanilla cuotas simular aumento --sbc 400 --a 440 --prima 0.54355 --desde 2026-03-01",
)
@of_some_days
@click.option("--a", "nuevo", type=pesos, metavar="PESOS", required=True, help="Salario base después, por día.")
def aumento_command(
    sbc: Money, nuevo: Money, prima: Decimal, desde: datetime, hasta: datetime | None, zona: str, as_json: bool
) -> None:
    """Dice cuánto más se paga de cuotas con otro salario."""
    with refusing(as_json):
        found = aumento(sbc, nuevo, _days(desde, hasta), prima, Zona(zona))
    if as_json:
        answer = {
            "antes": _costo(found.antes),
            "despues": _costo(found.despues),
            "patron": plain(found.cuesta),
            "obrero": plain(found.retiene),
        }
        click.echo(json.dumps(answer, ensure_ascii=False))
        return
    rows = [
        ("", "Patrón", "Obrero"),
        (f"Con {sbc}", str(found.antes.patron), str(found.antes.obrero)),
        (f"Con {nuevo}", str(found.despues.patron), str(found.despues.obrero)),
        ("Diferencia", str(found.cuesta), str(found.retiene)),
    ]
    click.echo("\n".join(columns([tuple(row) for row in rows])))


@simular.command(
    "contratacion",
    epilog="Ejemplo: ventanilla cuotas simular contratacion --sbc 400 --prima 0.54355 --desde 2026-06-15",
)
@of_some_days
def contratacion_command(
    sbc: Money, prima: Decimal, desde: datetime, hasta: datetime | None, zona: str, as_json: bool
) -> None:
    """Dice cuánto se paga de cuotas por alguien que entra a trabajar."""
    with refusing(as_json):
        found = contratacion(sbc, _days(desde, hasta), prima, Zona(zona))
    if as_json:
        click.echo(json.dumps(_costo(found), ensure_ascii=False))
        return
    click.echo(f"Del {found.periodo.first} al {found.periodo.last}")
    click.echo(f"Patrón: {found.patron}\nObrero: {found.obrero}\nTotal: {found.patron + found.obrero}")


def of_a_year(value: str) -> tuple[int, Money]:
    """A supposed value, as AÑO=PESOS."""
    year, mark, amount = value.partition("=")
    if not (year.isdecimal() and mark):
        raise click.BadParameter(f"«{value}» no es un año y un importe, como 2027=122.00.")
    return int(year), pesos(amount)


@simular.command(
    "reforma",
    epilog="Ejemplo: ventanilla cuotas simular reforma --sbc 500 --prima 0.54355 --desde 2026 "
    "--uma-crece 4 --minimo-crece 6",
)
@_SBC
@_PRIMA
@click.option(
    "--desde", type=click.IntRange(2016, 2030), required=True, metavar="AÑO", help="Primer año; el último es 2030."
)
@click.option("--uma", type=of_a_year, multiple=True, metavar="AÑO=PESOS", help="UMA que se supone; puede repetirse.")
@click.option("--minimo", type=of_a_year, multiple=True, metavar="AÑO=PESOS", help="Salario mínimo que se supone.")
@click.option("--uma-crece", type=percent, metavar="PORCENTAJE", help="O cuánto se supone que crece la UMA cada año.")
@click.option("--minimo-crece", type=percent, metavar="PORCENTAJE", help="O cuánto crece el salario mínimo cada año.")
@click.option("--salario-crece", type=percent, default="0", metavar="PORCENTAJE", help="Cuánto crece el salario base.")
@_ZONA
@_JSON
def reforma_command(
    sbc: Money,
    prima: Decimal,
    desde: int,
    uma: tuple[tuple[int, Money], ...],
    minimo: tuple[tuple[int, Money], ...],
    uma_crece: Decimal | None,
    minimo_crece: Decimal | None,
    salario_crece: Decimal,
    zona: str,
    as_json: bool,
) -> None:
    """Dice lo que se paga por una persona cada año hasta 2030, con la UMA y el mínimo que usted supone."""
    with refusing(as_json):
        supposed = _supposed(dict(uma), dict(minimo), uma_crece, minimo_crece, salario_crece, Zona(zona))
        years = reforma(sbc, desde, prima, supposed, Zona(zona))
    if as_json:
        answer = {"anios": [_anio(one) for one in years], "explicacion": tree_json(explicar_reforma(years))}
        click.echo(json.dumps(answer, ensure_ascii=False))
        return
    rows: list[tuple[str, ...]] = [("Año", "Salario base", "Patrón", "Obrero", "CEAV del patrón")]
    for one in years:
        amounts = (one.sbc, one.gasto.patron, one.gasto.obrero, one.gasto.ramo("ceav", Parte.PATRON))
        rows.append((str(one.year), *map(str, amounts)))
    click.echo("\n".join(columns(rows)))
    for text in dict.fromkeys(text for one in years for text in one.supuestos):
        click.echo(str(text))


def _supposed(
    uma: dict[int, Money],
    minimo: dict[int, Money],
    uma_crece: Decimal | None,
    minimo_crece: Decimal | None,
    salario_crece: Decimal,
    zona: Zona,
) -> Supuesto:
    """What is given year by year prevails over what grows."""
    if uma_crece is None and minimo_crece is None:
        return Supuesto(uma, minimo, salario_crece)
    if uma_crece is None or minimo_crece is None:
        sentence = "Diga los dos crecimientos, --uma-crece y --minimo-crece, o los valores de cada año."
        raise CuotasError("supuesto", Text("FALTAN_DATOS", sentence))
    grown = supuesto_creciendo(uma_crece, minimo_crece, zona, salario_crece)
    return Supuesto({**grown.uma, **uma}, {**grown.minimo, **minimo}, salario_crece)


def _days(desde: datetime, hasta: datetime | None) -> Period:
    first = desde.date()
    last = date(first.year, 12, 31) if hasta is None else hasta.date()
    if last < first:
        sentence = "El último día es anterior al primero. Revise --desde y --hasta."
        raise CuotasError("hasta", Text("FECHAS_EN_DESORDEN", sentence))
    return Period(first, last)


def _costo(one: Costo) -> dict[str, Any]:
    return {
        "desde": plain(one.periodo.first),
        "hasta": plain(one.periodo.last),
        "patron": plain(one.patron),
        "obrero": plain(one.obrero),
    }


def _anio(one: Anio) -> dict[str, Any]:
    return {
        "anio": one.year,
        "sbc": plain(one.sbc),
        "patron": plain(one.gasto.patron),
        "obrero": plain(one.gasto.obrero),
        "ceav_patron": plain(one.gasto.ramo("ceav", Parte.PATRON)),
        "supuesto": [str(text) for text in one.supuestos],
    }
