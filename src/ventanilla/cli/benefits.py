"""What the commands of benefits share: options, and how a benefit is written for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import click

from ventanilla import law
from ventanilla.cli.showing import plain, tree_json, tree_lines, used_json
from ventanilla.domain.benefits import Calculo, Requisito
from ventanilla.kernel.text import Text
from ventanilla.law import Explained

AS_JSON: Final = click.option("--json", "as_json", is_flag=True, help="Responde en JSON.")
EXPLICAR: Final = click.option(
    "--explicar", "explain", is_flag=True, help="Dice cada paso, con su operación, su artículo y los valores de la ley."
)
POLITICA: Final = click.option(
    "--politica", multiple=True, metavar="CLAVE=VALOR", help="Elige en una cuestión abierta; puede repetirse."
)
DAY: Final = click.DateTime(["%Y-%m-%d"])
_MET: Final = {True: "sí", False: "no", None: "no se examinó"}
_POLICY: Final = "politica/"


def policies(given: tuple[str, ...]) -> dict[str, str]:
    """What ``--politica`` says, for ``law.choosing``."""
    return {key: value for key, _, value in (one.partition("=") for one in given)}


def day(value: str) -> date:
    """A date; a sentence for what is none."""
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f"«{value}» no es una fecha, como 2026-03-25.") from error


def read_json(used: tuple[law.Used, ...]) -> dict[str, Any]:
    """The dated values and the policies that were read."""
    return {
        "politicas": {one.key.removeprefix(_POLICY): one.value for one in used if one.key.startswith(_POLICY)},
        "parametros": [used_json(one) for one in used if not one.key.startswith(_POLICY)],
    }


def calculo_json(calculo: Calculo) -> dict[str, Any]:
    """What every benefit says to a program."""
    return {
        "importe": plain(calculo.importe),
        "procede": calculo.procede,
        "requisitos": [
            {"codigo": one.texto.code, "texto": str(one.texto), "cumple": one.cumple, "fundamento": list(one.cite)}
            for one in calculo.requisitos
        ],
        "avisos": [str(text) for text in calculo.avisos],
        **read_json(calculo.usados),
    }


def requisito_line(one: Requisito) -> str:
    """A requirement for people."""
    return f"Se pide: {one.texto} [{'; '.join(one.cite)}]: {_MET[one.cumple]}."


def say(answer: Mapping[str, Any], lines: list[str], tree: Explained, *, as_json: bool, explain: bool) -> None:
    """Write one answer, for a program or for people, with its tree where it was asked for."""
    if as_json:
        more = {"explicacion": tree_json(tree)} if explain else {}
        click.echo(json.dumps({**answer, **more}, ensure_ascii=False))
        return
    click.echo("\n".join([*lines, *(["", *tree_lines(tree)] if explain else [])]))


def avisos(texts: tuple[Text, ...]) -> list[str]:
    """The notices, one a line."""
    return [str(text) for text in texts]
