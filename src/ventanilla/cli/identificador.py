"""``ventanilla identificador``: what the office says about a number, for people and for programs."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from typing import Final

import click

from ventanilla.domain.identifiers import Severity, Verdict, clabe, curp, nss, registro_patronal, rfc
from ventanilla.kernel.clock import Clock

NOT_VALID: Final = 1  # exit code

_SUGGEST: Final[dict[str, Callable[[str], tuple[str, ...]]]] = {
    "curp": curp.suggest,
    "rfc": rfc.suggest,
    "nss": nss.suggest,
    "registro-patronal": registro_patronal.suggest,
    "clabe": clabe.suggest,
}
_SEEN_AS: Final = {
    Severity.OK: "Bien escrito",
    Severity.WARNING: "Se acepta, con una advertencia",
    Severity.GENERIC: "Genérico: no identifica a nadie",
    Severity.ERROR: "No es válido",
}


COMMAND = click.Group(
    "identificador",
    help="Valida y explica CURP, RFC, NSS, registro patronal y CLABE.",
    epilog="Ejemplo: ventanilla identificador validar curp PEGA850101HDFRRL09",
)


@COMMAND.command(
    "validar",
    help="Dice si VALOR está bien escrito. Termina con 0 si se acepta y con 1 si no.",
    epilog="Ejemplo: ventanilla identificador validar nss 99-17-85-0001-5 --json",
)
@click.argument("tipo", type=click.Choice(list(_SUGGEST)))
@click.argument("valor")
@click.option("--modo-prueba", is_flag=True, help="Acepta los números que se publican para pruebas.")
@click.option("--json", "as_json", is_flag=True, help="Responde en JSON.")
def validar(tipo: str, valor: str, modo_prueba: bool, as_json: bool) -> None:
    """Examine one number and say the verdict."""
    verdict = _examined(tipo, valor, modo_prueba)
    suggestions = _SUGGEST[tipo](valor)
    if as_json:
        answer = {
            "valido": verdict.accepted,
            "severidad": verdict.severity.value,
            "codigo": verdict.code,
            "motivo": str(verdict.reason or ""),
            "normalizado": verdict.normalized,
            "sugerencias": list(suggestions),
        }
        click.echo(json.dumps(answer, ensure_ascii=False))
    else:
        click.echo(f"{verdict.normalized}: {_SEEN_AS[verdict.severity]}.")
        if verdict.reason:
            click.echo(str(verdict.reason))
        if suggestions:
            click.echo(f"¿Quiso escribir {' o '.join(suggestions)}?")
    if not verdict.accepted:
        raise SystemExit(NOT_VALID)


def _examined(tipo: str, valor: str, modo_prueba: bool) -> Verdict:
    match tipo:
        case "curp":
            today = Clock.parse(os.environ.get("VENTANILLA_CLOCK", "")).today()
            return curp.examine(valor, test_mode=modo_prueba, on=today)
        case "rfc":
            return rfc.examine(valor, test_mode=modo_prueba)
        case "nss":
            return nss.examine(valor, test_mode=modo_prueba)
        case "registro-patronal":
            return registro_patronal.examine(valor, test_mode=modo_prueba)
        case _:
            return clabe.examine(valor, test_mode=modo_prueba)
