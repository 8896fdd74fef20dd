"""What the files of an employer do not say, given as options: premiums, zone, modalidad, profile and policies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeVar

import click

from ventanilla import law
from ventanilla.cli.given import percent
from ventanilla.domain.contributions import Bill, Patron, Prima, Zona
from ventanilla.formats.accounts import Contexto
from ventanilla.kernel.period import Period

C = TypeVar("C", bound=Callable[..., Any])

_OPTIONS: Final = (
    click.option(
        "--prima",
        "primas",
        multiple=True,
        metavar="[REGISTRO=]PORCENTAJE",
        help="Prima de riesgo de trabajo; con varios registros, una de cada uno: Z9912345105=0.54355.",
    ),
    click.option("--zona", type=click.Choice([one.value for one in Zona]), default="general", show_default=True),
    click.option("--modalidad", default="10", show_default=True, help="La del registro patronal."),
    click.option("--pensionado", "pensionados", multiple=True, metavar="NSS", help="Quien tiene pensión de vejez."),
    click.option("--perfil", type=click.Choice(list(law.profile_keys())), default="sua", show_default=True),
    click.option("--politica", "politicas", multiple=True, metavar="CLAVE=VALOR", help="Elige en una cuestión."),
)


@dataclass(frozen=True, slots=True)
class Given:
    """The options, read."""

    primas: dict[str, Decimal]  # by registro; "" for any other
    zona: Zona
    modalidad: str
    pensionados: frozenset[str]
    perfil: str
    politicas: dict[str, str]

    def contexto(self, registro: str, on: date) -> Contexto:
        """What is known of one registro. A sentence where its premium is not given."""
        prima = self.primas.get(registro, self.primas.get(""))
        if prima is None:
            named = f" del registro {registro}" if registro else ""
            raise click.UsageError(f"Falta la prima de riesgo de trabajo{named}. Désela con --prima 0.54355.")
        patron = Patron((Prima(date(on.year, 1, 1), prima),), self.modalidad)
        return Contexto(patron, self.zona, self.pensionados)

    @contextmanager
    def chosen(self) -> Iterator[None]:
        """Compute under the profile; a policy given by hand prevails over it."""
        with law.choosing({**law.profile(self.perfil).values, **self.politicas}):
            yield


def of_employer(command: C) -> C:
    """Give a command these options; it receives them as keywords, for ``given``."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def given(
    primas: tuple[str, ...],
    zona: str,
    modalidad: str,
    pensionados: tuple[str, ...],
    perfil: str,
    politicas: tuple[str, ...],
) -> Given:
    """The options read; a sentence for one that is none."""
    by_registro: dict[str, Decimal] = {}
    for one in primas:
        registro, _, value = one.rpartition("=")
        by_registro[registro.replace("-", "").upper()] = percent(value)
    chosen: dict[str, str] = {}
    for one in politicas:
        key, sign, value = one.partition("=")
        if not sign:
            raise click.BadParameter(f"«{one}» no es CLAVE=VALOR, como gmp_ausencias=descuentan.")
        chosen[key] = value
    return Given(by_registro, Zona(zona), modalidad, frozenset(pensionados), perfil, chosen)


def bills_of(month: Period) -> tuple[tuple[Bill, Period], ...]:
    """What is paid with a month: its own branches and, where it is even, those of its bimester."""
    monthly = ((Bill.MONTHLY, month),)
    if month.first.month % 2:
        return monthly
    return (*monthly, (Bill.BIMONTHLY, Period.bimester(month.first.year, month.first.month // 2)))
