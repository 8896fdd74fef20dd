"""What ``vigencia`` and ``semanas`` are asked about: employments given as options, or a small JSON of movements."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import click

from ventanilla.cli.benefits import day
from ventanilla.domain.affiliation import Historia, Movimiento, Pension, Tipo
from ventanilla.domain.benefits import BeneficioError
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import Text

EXAMPLE: Final = '[{"tipo": "alta", "fecha": "2024-01-15", "sbc": "500.00", "registro": "A"}]'
_TIPOS: Final = {"alta": Tipo.ALTA, "modificacion": Tipo.MODIFICACION, "baja": Tipo.BAJA}
_FIELDS: Final = {"tipo", "fecha", "sbc", "registro"}
_NOT_ASKED: Final = Money("0.01")  # the wage of an employment given by its dates: nothing here reads it
_BIGGEST: Final = 4 * 1024 * 1024
_NOBODY: Final = SubjectId(UUID(int=0))


@dataclass(frozen=True, slots=True)
class Empleo:
    """An employment by its dates; ``hasta`` is None while it runs."""

    desde: date
    hasta: date | None


def employment(value: str) -> Empleo:
    """DESDE or DESDE:HASTA; a sentence for what is neither."""
    first, colon, last = value.partition(":")
    found = Empleo(day(first), day(last) if colon else None)
    if found.hasta is not None and found.hasta < found.desde:
        raise click.BadParameter(
            f"«{value}» termina antes de empezar. Escriba DESDE:HASTA, como 2024-01-15:2026-01-27."
        )
    return found


def with_movements(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the two ways to say the movements."""
    command = click.option(
        "--movimientos",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        metavar="ARCHIVO",
        help=f"Archivo JSON de movimientos, como {EXAMPLE}; tipo: alta, modificacion o baja.",
    )(command)
    return click.option(
        "--empleo",
        type=employment,
        multiple=True,
        metavar="DESDE[:HASTA]",
        help="Un empleo: días del alta y de la baja; puede repetirse.",
    )(command)


def history(empleos: Sequence[Empleo], archivo: Path | None, pension: Pension | None = None) -> Historia:
    """The history of a person who is only these movements. BeneficioError for what cannot be read."""
    if bool(empleos) and archivo is not None:
        raise click.UsageError("Dé los empleos con --empleo o con --movimientos: de una de las dos formas.")
    rows = _of_employments(empleos) if archivo is None else _of_file(archivo)
    movimientos = tuple(
        Movimiento(
            id=UUID(int=number),
            tipo=tipo,
            nss="",
            registro_patronal=registro,
            on=on,
            recorded=datetime.combine(on, time(12), UTC),
            sbc_centavos=None if sbc is None else sbc.centavos,
        )
        for number, (tipo, registro, on, sbc) in enumerate(rows, start=1)
    )
    return Historia(
        subject=_NOBODY, nombre="", curp="", nss="", nacimiento=date.min, movimientos=movimientos, pension=pension
    )


_Row = tuple[Tipo, str, date, Money | None]


def _of_employments(empleos: Sequence[Empleo]) -> list[_Row]:
    """Each with an employer of its own, so that two at once are two."""
    found: list[_Row] = []
    for number, empleo in enumerate(empleos, start=1):
        found.append((Tipo.ALTA, f"Empleo {number}", empleo.desde, _NOT_ASKED))
        if empleo.hasta is not None:
            found.append((Tipo.BAJA, f"Empleo {number}", empleo.hasta, None))
    return found


def _of_file(archivo: Path) -> list[_Row]:
    if archivo.stat().st_size > _BIGGEST:
        raise _refused(f"pesa más de {_BIGGEST} bytes")
    try:
        rows = json.loads(archivo.read_text(encoding="utf-8"), parse_float=Decimal)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise _refused("no es JSON") from error
    if not isinstance(rows, list):
        raise _refused("no es una lista")
    return [_row(number, one) for number, one in enumerate(rows, start=1)]


def _row(number: int, one: Any) -> _Row:
    """One movement; the error says which and why."""
    if not isinstance(one, dict) or not {"tipo", "fecha"} <= one.keys() <= _FIELDS:
        raise _refused(f"el movimiento {number} no lleva tipo, fecha y, si acaso, sbc y registro")
    tipo = _TIPOS.get(one["tipo"]) if isinstance(one["tipo"], str) else None
    if tipo is None:
        raise _refused(f"el tipo del movimiento {number} no es alta, modificacion ni baja")
    try:
        on = date.fromisoformat(one["fecha"])
    except (TypeError, ValueError) as error:
        raise _refused(f"la fecha del movimiento {number} no es como 2024-01-15") from error
    sbc = one.get("sbc")
    if (sbc is None) is not (tipo is Tipo.BAJA):
        raise _refused(f"el movimiento {number}: un alta y una modificación llevan sbc, una baja no")
    return tipo, str(one.get("registro", "A")), on, None if sbc is None else _wage(number, sbc)


def _wage(number: int, sbc: Any) -> Money:
    try:
        amount = Money(Decimal(str(sbc)))
    except (InvalidOperation, ValueError) as error:
        raise _refused(f"el sbc del movimiento {number} no es un importe como 500.00") from error
    if amount <= Money.of_centavos(0):
        raise _refused(f"el sbc del movimiento {number} no es mayor que cero")
    return amount


def _refused(why: str) -> BeneficioError:
    return BeneficioError(
        "movimientos",
        Text(
            "MOVIMIENTOS_ILEGIBLES",
            "No se pueden leer los movimientos: {porque}. Escríbalos así: {ejemplo}",
            porque=why,
            ejemplo=EXAMPLE,
        ),
    )
