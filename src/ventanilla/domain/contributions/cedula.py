"""The cédula: what an employer owes for all its workers in a period, by worker and branch, with its totals.

Its columns come from the table of branches. A difference is another cédula: what changed between two, worker by
worker, after a fact that was known late.

>>> from datetime import date
>>> from decimal import Decimal
>>> from ventanilla.domain.contributions import Prima, Trabajador
>>> mes = Period.month(2026, 6)
>>> patron = Patron((Prima(date(2026, 1, 1), Decimal("0.54355")),))
>>> antes = cedula({"A": Trabajador.fijo(Money("400.00"), mes)}, mes, patron, (Bill.MONTHLY,))
>>> despues = cedula({"A": Trabajador.fijo(Money("410.00"), mes)}, mes, patron, (Bill.MONTHLY,))
>>> antes.total, diferencia(antes, despues).total
(Money('1494.80'), Money('23.39'))
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import Text
from ventanilla.law import Used

from .branches import RAMOS, Bill
from .determination import Determinacion, Parte, determinar
from .employer import Patron
from .errors import CuotasError
from .worker import Trabajador


@dataclass(frozen=True, slots=True)
class Columna:
    """One column of amounts: a share of a branch."""

    ramo: str
    parte: Parte
    titulo: str
    period: Bill


_SHARES: Final = ((Parte.PATRON, "patrón"), (Parte.OBRERO, "obrero"))
COLUMNAS: Final = tuple(
    Columna(ramo.key, parte, f"{ramo.title}, {words}", ramo.period)
    for ramo in RAMOS
    for parte, words in _SHARES
    if (ramo.employer if parte is Parte.PATRON else ramo.worker) is not None
)


@dataclass(frozen=True, slots=True)
class Renglon:
    """One worker: an amount for each column, and what each side pays."""

    clave: str
    importes: tuple[Money, ...]
    patron: Money
    obrero: Money


@dataclass(frozen=True, slots=True)
class Cedula:
    """``columnas`` and ``renglones`` of a period. ``usados`` is all that was read of the law, policies among it."""

    periodo: Period
    columnas: tuple[Columna, ...]
    renglones: tuple[Renglon, ...]
    usados: tuple[Used, ...]

    @property
    def totales(self) -> tuple[Money, ...]:
        """The sum of each column."""
        return tuple(Money.total(r.importes[n] for r in self.renglones) for n in range(len(self.columnas)))

    @property
    def patron(self) -> Money:
        """What the employer pays."""
        return Money.total(renglon.patron for renglon in self.renglones)

    @property
    def obrero(self) -> Money:
        """What the workers pay, withheld by the employer (LSS 38)."""
        return Money.total(renglon.obrero for renglon in self.renglones)

    @property
    def total(self) -> Money:
        """What is paid to the institution."""
        return self.patron + self.obrero


def cedula(
    trabajadores: Mapping[str, Trabajador], periodo: Period, patron: Patron, bills: Iterable[Bill] = tuple(Bill)
) -> Cedula:
    """The cédula of the workers of an employer, by their key, in the branches billed as ``bills``.

    The first worker for whom nothing can be computed stops it: a cédula with somebody missing is a false one.
    """
    wanted = tuple(bills)
    columns = tuple(column for column in COLUMNAS if column.period in wanted)
    determined = {key: determinar(worker, periodo, patron, wanted) for key, worker in trabajadores.items()}
    return Cedula(
        periodo,
        columns,
        tuple(_renglon(key, debido, columns) for key, debido in determined.items()),
        tuple(dict.fromkeys(used for debido in determined.values() for used in debido.usados)),
    )


def _renglon(key: str, debido: Determinacion, columns: tuple[Columna, ...]) -> Renglon:
    return Renglon(
        key, tuple(debido.ramo(column.ramo, column.parte) for column in columns), debido.patron, debido.obrero
    )


def diferencia(antes: Cedula, despues: Cedula) -> Cedula:
    """What changed from one cédula to another of the same period: only the workers who changed, with their signs."""
    if (antes.periodo, antes.columnas) != (despues.periodo, despues.columnas):
        raise CuotasError(
            "periodo",
            Text(
                "CEDULAS_DISTINTAS",
                "Las dos cédulas son de periodos o ramos distintos. Compare dos del mismo periodo y los mismos ramos.",
            ),
        )
    before, after = ({one.clave: one for one in which.renglones} for which in (antes, despues))
    rows = tuple(
        row
        for key in dict.fromkeys((*before, *after))
        if _changed(row := _change(key, before.get(key), after.get(key), len(antes.columnas)))
    )
    return Cedula(antes.periodo, antes.columnas, rows, tuple(dict.fromkeys((*antes.usados, *despues.usados))))


def _changed(row: Renglon) -> bool:
    """An amount, or who pays it (LSS 36)."""
    return any((*row.importes, row.patron, row.obrero))


def _change(key: str, before: Renglon | None, after: Renglon | None, columns: int) -> Renglon:
    nothing = Renglon(key, (Money.of_centavos(0),) * columns, Money.of_centavos(0), Money.of_centavos(0))
    old, new = before or nothing, after or nothing
    return Renglon(
        key,
        tuple(b - a for a, b in zip(old.importes, new.importes, strict=True)),
        new.patron - old.patron,
        new.obrero - old.obrero,
    )
