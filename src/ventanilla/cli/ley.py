"""``ventanilla ley``: what value was in force on a day, by which article, and who says so."""

from __future__ import annotations

import json
import os
from datetime import datetime
from typing import Final

import click

from ventanilla import law
from ventanilla.kernel.clock import Clock
from ventanilla.kernel.text import long_date

NOT_FOUND: Final = 1  # exit code
_CONFIDENCE: Final = {
    law.Confidence.HIGH: "texto oficial o dos fuentes",
    law.Confidence.MEDIUM: "una buena fuente",
    law.Confidence.LOW: "por confirmar",
}


COMMAND = click.Group("ley", help="Consulta los valores de la ley por fecha, con su fundamento.")


@COMMAND.command("ver", help="Dice el valor de CLAVE que rige en una fecha. Termina con 1 si no lo hay.")
@click.argument("clave")
@click.option("--fecha", type=click.DateTime(["%Y-%m-%d"]), help="Día del hecho; si falta, hoy.")
@click.option("--json", "as_json", is_flag=True, help="Responde en JSON.")
def ver(clave: str, fecha: datetime | None, as_json: bool) -> None:
    """Show one value."""
    on = fecha.date() if fecha else Clock.parse(os.environ.get("VENTANILLA_CLOCK", "")).today()
    try:
        row, parameter = law.row(clave, on), law.parameter(clave)
    except law.LawError as error:
        if as_json:
            click.echo(json.dumps({"codigo": error.reason.code, "motivo": str(error.reason)}, ensure_ascii=False))
        else:
            click.echo(str(error.reason), err=True)
        raise SystemExit(NOT_FOUND) from error
    if as_json:
        answer = {
            "clave": clave,
            "titulo": parameter.title,
            "unidad": parameter.unit,
            "fecha": on.isoformat(),
            "valor": str(row.value),
            "desde": row.since.isoformat(),
            "fundamento": row.cite,
            "fuente": row.source,
            "confianza": row.confidence.value,
            "revisado": row.checked_on.isoformat(),
        }
        click.echo(json.dumps(answer, ensure_ascii=False))
        return
    click.echo(parameter.title)
    click.echo(f"{row.value} {parameter.unit}, desde el {long_date(row.since)}")
    click.echo(f"{row.cite} ({row.source}; {_CONFIDENCE[row.confidence]})")


@COMMAND.command("listar", help="Lista las claves que hay.")
def listar() -> None:
    """Every key with its title."""
    for key in law.known_keys():
        click.echo(f"{key}  {law.parameter(key).title}")
