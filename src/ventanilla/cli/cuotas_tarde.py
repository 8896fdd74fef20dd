"""``ventanilla cuotas fecha-limite`` and ``recargos``: when contributions are due, and what paying them late adds."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal

import click

from ventanilla.cli.given import percent, pesos, refusing
from ventanilla.cli.showing import plain, tree_json, tree_lines
from ventanilla.domain.contributions.due_date import (
    Vencimiento,
    explicar_fecha,
    fecha_limite,
    fecha_limite_bimestre,
)
from ventanilla.domain.contributions.errors import CuotasError
from ventanilla.domain.contributions.late_payment import (
    actualizar,
    explicar_pago,
    factor_actualizacion,
    factor_dado,
    pagar_tarde,
    recargos,
)
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import Text

DAY = click.DateTime(["%Y-%m-%d"])
MOST_MONTHS = 1200  # a century: a mistyped number is told


def period(value: str) -> tuple[int, int, bool]:
    """A month (2026-06) or a bimester (2026-b3): year, number, and whether it is a bimester."""
    year, _, number = value.partition("-")
    bimester = number.startswith("b")
    number = number.removeprefix("b")
    if not (year.isdecimal() and number.isdecimal()):
        raise click.BadParameter(f"«{value}» no es un mes, como 2026-06, ni un bimestre, como 2026-b3.")
    return int(year), int(number), bimester


def due(of: tuple[int, int, bool]) -> Vencimiento:
    """When a month or a bimester is due."""
    year, number, bimester = of
    return fecha_limite_bimestre(year, number) if bimester else fecha_limite(year, number)


@click.command("fecha-limite", epilog="Ejemplo: ventanilla cuotas fecha-limite 2026-06")
@click.argument("periodo", type=period, metavar="MES|BIMESTRE")
@click.option("--json", "as_json", is_flag=True, help="Responde en JSON.")
def fecha_limite_command(periodo: tuple[int, int, bool], as_json: bool) -> None:
    """Dice hasta qué día se paga un mes (2026-06) o un bimestre (2026-b3), y con qué tabla de días inhábiles."""
    with refusing(as_json):
        found = due(periodo)
    tree = explicar_fecha(found)
    if not as_json:
        click.echo("\n".join(tree_lines(tree)))
        return
    answer = {"fecha": plain(found.fecha), "dia": plain(found.dia), "tabla": found.tabla, "completa": found.completa}
    click.echo(json.dumps({**answer, "explicacion": tree_json(tree)}, ensure_ascii=False))


@click.command(
    "recargos",
    epilog="Ejemplo: ventanilla cuotas recargos --importe 5150 --periodo 2026-02 --paga 2026-06-10 --factor 1",
)
@click.option("--importe", type=pesos, metavar="PESOS", required=True, help="Lo que se dejó de pagar.")
@click.option(
    "--periodo", type=period, metavar="MES|BIMESTRE", help="De qué es: 2026-06 o 2026-b3; dice cuándo venció."
)
@click.option("--vence", type=DAY, help="Día en que venció, en vez del periodo.")
@click.option("--paga", type=DAY, help="Día en que se paga.")
@click.option("--factor", type=percent, metavar="FACTOR", help="Factor de actualización, si el INPC no está cargado.")
@click.option("--inpc-reciente", type=percent, metavar="INPC", help="INPC del mes anterior al pago, con el siguiente.")
@click.option("--inpc-antiguo", type=percent, metavar="INPC", help="INPC del mes anterior al vencimiento.")
@click.option(
    "--meses", type=click.IntRange(0, MOST_MONTHS), help="Meses o fracciones de mora, en vez de las fechas; con --tasa."
)
@click.option("--tasa", type=percent, metavar="PORCENTAJE", help="Tasa mensual de mora, con --meses.")
@click.option("--json", "as_json", is_flag=True, help="Responde en JSON.")
def recargos_command(
    importe: Money,
    periodo: tuple[int, int, bool] | None,
    vence: datetime | None,
    paga: datetime | None,
    factor: Decimal | None,
    inpc_reciente: Decimal | None,
    inpc_antiguo: Decimal | None,
    meses: int | None,
    tasa: Decimal | None,
    as_json: bool,
) -> None:
    """Dice la actualización y los recargos de lo que se paga fuera de plazo."""
    with refusing(as_json):
        if (inpc_reciente is None) is not (inpc_antiguo is None):
            raise _lacking("inpc", "El factor sale de dos índices: --inpc-reciente y --inpc-antiguo. Dé los dos.")
        if inpc_reciente is not None and inpc_antiguo is not None:
            factor = factor_actualizacion(inpc_reciente, inpc_antiguo)
        if meses is not None or tasa is not None:
            _explicit(importe, factor, meses, tasa, as_json)
            return
        if paga is None or (vence is None) is (periodo is None):
            raise _lacking("vence", "Diga cuándo se paga (--paga), y cuándo venció (--vence) o de qué es (--periodo).")
        pago = pagar_tarde(importe, _due_day(periodo, vence), paga.date(), factor=factor)
    tree = explicar_pago(pago)
    if not as_json:
        click.echo("\n".join(tree_lines(tree)))
        return
    answer = {
        "vence": plain(pago.vence),
        "paga": plain(pago.paga),
        "meses": len(pago.meses),
        **_amounts(pago.factor, pago.importe, pago.actualizado, pago.recargos),
        "explicacion": tree_json(tree),
    }
    click.echo(json.dumps(answer, ensure_ascii=False))


def _due_day(periodo: tuple[int, int, bool] | None, vence: datetime | None) -> date:
    if vence is not None:
        return vence.date()
    assert periodo is not None, "one of the two is given"
    return due(periodo).fecha


def _explicit(importe: Money, factor: Decimal | None, meses: int | None, tasa: Decimal | None, as_json: bool) -> None:
    """The variant without dates: everything is given by whoever asks, and nothing is read of the law."""
    if meses is None or tasa is None or factor is None:
        raise _lacking("tasa", "Sin fechas hacen falta --meses, --tasa, y --factor o los dos índices.")
    factor = factor_dado(factor)
    updated = actualizar(importe, factor)
    answer = _amounts(factor, importe, updated, recargos(updated, [tasa] * meses))
    if as_json:
        click.echo(json.dumps({"meses": meses, **answer}, ensure_ascii=False))
        return
    for name, amount in answer.items():
        click.echo(f"{name}: {amount}")


def _amounts(factor: Decimal, importe: Money, actualizado: Money, charged: Money) -> dict[str, str]:
    return {
        "factor": str(factor),
        "importe": plain(importe),
        "actualizacion": plain(actualizado - importe),
        "actualizado": plain(actualizado),
        "recargos": plain(charged),
        "total": plain(actualizado + charged),
    }


def _lacking(campo: str, sentence: str) -> CuotasError:
    return CuotasError(campo, Text("FALTAN_DATOS", sentence))
