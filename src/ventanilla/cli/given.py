"""What the options of a computation are given as, and how one that the law or the data does not let be is refused."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final

import click

from ventanilla import law
from ventanilla.kernel.calendar import MissingYear
from ventanilla.kernel.clock import CIVIL_ZONE, Clock
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period
from ventanilla.kernel.refusal import BadInput

REFUSED: Final = 1  # exit code: the law loaded, or the data, let nothing be computed


def pesos(value: str) -> Money:
    """An amount with two decimals at most; a sentence for what is none."""
    try:
        return Money(Decimal(value))
    except (InvalidOperation, ValueError) as error:
        raise click.BadParameter(f"«{value}» no es un importe en pesos, como 174.20.") from error


def percent(value: str) -> Decimal:
    """An exact percentage; a sentence for what is none."""
    try:
        number = Decimal(value)
    except InvalidOperation as error:
        raise click.BadParameter(f"«{value}» no es un porcentaje, como 1.13065.") from error
    if not number.is_finite():
        raise click.BadParameter(f"«{value}» no es un porcentaje, como 1.13065.")
    return number


def days(value: str) -> Period:
    """Some days, as DESDE:HASTA; a sentence for what is none."""
    first, _, last = value.partition(":")
    try:
        return Period(date.fromisoformat(first), date.fromisoformat(last))
    except ValueError as error:
        raise click.BadParameter(f"«{value}» no son dos fechas en orden, como 2026-03-25:2026-04-10.") from error


def month(value: str) -> Period:
    """The days of a month, as AAAA-MM; a sentence for what is none."""
    try:
        first = date.fromisoformat(f"{value}-01")
    except ValueError as error:
        raise click.BadParameter(f"«{value}» no es un mes, como 2026-06.") from error
    return Period.month(first.year, first.month)


def now() -> datetime:
    """The instant of the installation's clock, to the second, as it is printed."""
    return Clock.parse(os.environ.get("VENTANILLA_CLOCK", "")).now().astimezone(CIVIL_ZONE).replace(microsecond=0)


@contextmanager
def refusing(as_json: bool) -> Iterator[None]:
    """Say in words what cannot be computed, and end with 1."""
    try:
        yield
    except (law.LawError, MissingYear, BadInput) as error:
        if as_json:
            answer = {"codigo": error.reason.code, "motivo": str(error.reason)}
            if isinstance(error, BadInput):
                answer["campo"] = error.campo
            click.echo(json.dumps(answer, ensure_ascii=False))
        else:
            click.echo(str(error.reason), err=True)
        raise SystemExit(REFUSED) from error
