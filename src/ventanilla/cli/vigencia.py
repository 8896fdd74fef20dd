"""``ventanilla vigencia``: whether somebody is entitled to care on a day, and until when pension rights are kept."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from ventanilla import law
from ventanilla.cli.benefits import AS_JSON, DAY, EXPLICAR, POLITICA, day, policies, read_json, say
from ventanilla.cli.given import refusing
from ventanilla.cli.movements import Empleo, history, with_movements
from ventanilla.cli.showing import plain
from ventanilla.domain.affiliation import Pension, TipoPension, continuos, empleos
from ventanilla.domain.benefits import (
    Conservacion,
    Regimen,
    conservacion,
    explicar_conservacion,
    semanas,
    vigencia_explicada,
)
from ventanilla.kernel.text import Text, long_date
from ventanilla.law import Explained

COMMAND = click.Group(
    "vigencia",
    help="Dice si una persona asegurada tiene derecho a la atención médica.",
    epilog="Ejemplo: ventanilla vigencia calcular --empleo 2024-01-15 --fecha 2026-03-10",
)


def pension_given(value: str) -> Pension:
    """TIPO:DESDE or TIPO:DESDE:HASTA; a sentence for what is neither."""
    kind, _, rest = value.partition(":")
    first, colon, last = rest.partition(":")
    try:
        tipo = TipoPension(kind)
    except ValueError as error:
        kinds = ", ".join(one.value for one in TipoPension)
        raise click.BadParameter(f"«{kind}» no es un tipo de pensión: {kinds}.") from error
    return Pension(tipo, day(first), day(last) if colon else None)


@COMMAND.command(
    "calcular", epilog="Ejemplo: ventanilla vigencia calcular --empleo 2024-01-15:2026-01-27 --fecha 2026-03-10"
)
@with_movements
@click.option("--pension", type=pension_given, metavar="TIPO:DESDE[:HASTA]", help="Una pensión de la institución.")
@click.option("--fecha", type=DAY, required=True, help="El día que se pregunta.")
@POLITICA
@EXPLICAR
@AS_JSON
def calcular(
    as_json: bool,
    explain: bool,
    politica: tuple[str, ...],
    empleo: tuple[Empleo, ...],
    movimientos: Path | None,
    pension: Pension | None,
    fecha: datetime,
) -> None:
    """Dice si hay derecho ese día, desde y hasta cuándo y por qué; después de una baja, la conservación (LSS 150)."""
    on = fecha.date()
    with refusing(as_json), law.choosing(policies(politica)), law.recording() as used:
        historia = history(empleo, movimientos, pension)
        found, tree = vigencia_explicada(historia, on)
        kept = _kept(historia.movimientos, semanas(historia, None, on).cotizadas, on)
    answer: dict[str, Any] = {
        "vigente": found.vigente,
        "desde": plain(found.desde),
        "hasta": plain(found.hasta),
        "codigo": found.motivo.code,
        "motivo": str(found.motivo),
        "fundamento": list(found.cite),
        "conservacion": [
            {
                "regimen": regimen.value,
                "seguros": list(one.seguros),
                "cuarta_parte_semanas": plain(one.cuarta_parte_semanas),
                "rige": one.rige.value,
                "hasta": plain(one.hasta),
                "conserva": one.conserva(on),
            }
            for regimen, one in kept
        ],
        **read_json(tuple(used)),
    }
    lines = [f"Derecho a la atención médica el {long_date(on)}: {'sí' if found.vigente else 'no'}.", str(found.motivo)]
    lines += [
        f"Por la ley de 19{regimen.value}, conserva para {', '.join(one.seguros)} hasta el {long_date(one.hasta)}."
        for regimen, one in kept
    ]
    whole = Explained(
        Text("VIGENCIA_Y_CONSERVACION", "Derechos el {fecha}", fecha=on),
        tree.value,
        parts=(tree, *(explicar_conservacion(one) for _, one in kept)),
    )
    say(answer, lines, whole, as_json=as_json, explain=explain)


def _kept(movimientos: Any, weeks: int, on: date) -> list[tuple[Regimen, Conservacion]]:
    """The conservation of each law after the last baja; none while an employment runs."""
    stretches = continuos(empleos(movimientos, on))
    if not stretches or stretches[-1][1] is None:
        return []
    baja = stretches[-1][1]
    return [(regimen, conservacion(baja, weeks, regimen)) for regimen in Regimen]
