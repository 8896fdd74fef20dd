"""What is paid to a pensioner, month by month, as whoever pays tells it: concepts, discounts, and what became of it.

Nothing here computes a pension: an amount that no source told is unknown, and unknown is never zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ventanilla.kernel.acts import Question, SubjectId
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import MONTHS, Text


@dataclass(frozen=True)
class Concepto:
    """One line of a payment: what it is, in whoever pays' own words, and its centavos; a discount takes away."""

    nombre: str
    centavos: int
    descuento: bool = False


@dataclass(frozen=True)
class PagoPension:
    """The payment of a month, by its first day. ``conceptos`` is () while nobody said how much.

    ``rechazado`` is the day on which the bank gave it back, None where it did not.
    """

    mes: date
    fecha: date
    conceptos: tuple[Concepto, ...] = ()
    rechazado: date | None = None

    def __post_init__(self) -> None:
        if self.mes.day != 1:
            raise ValueError("a month is named by its first day")

    @property
    def neto(self) -> Money | None:
        """What is deposited; None while nobody said how much."""
        if not self.conceptos:
            return None
        signed = ((-1 if one.descuento else 1) * one.centavos for one in self.conceptos)
        return Money.of_centavos(sum(signed))


@dataclass(frozen=True)
class PagosDe(Question[tuple[PagoPension, ...] | None]):
    """The payments of a person's pension, made and scheduled, in order; None where no source is connected."""

    subject: SubjectId


def mes_en_palabras(mes: date) -> str:
    """A month as it is chosen and printed.

    >>> mes_en_palabras(date(2026, 11, 1))
    'Noviembre de 2026'
    """
    return f"{MONTHS[mes.month - 1].capitalize()} de {mes.year}"


def que_paso(pago: PagoPension, on: date) -> Text:
    """What became of a payment by the day ``on``."""
    if pago.rechazado is not None and pago.rechazado <= on:
        return Text(
            "PENSION_RECHAZADA",
            "Su pago fue rechazado por el banco el {fecha}: actualice su CLABE.",
            fecha=pago.rechazado,
        )
    if pago.fecha <= on:
        return Text("PENSION_PAGADA", "Se depositó el {fecha}.", fecha=pago.fecha)
    return Text("PENSION_PROGRAMADA", "Se deposita el {fecha}.", fecha=pago.fecha)


def del_anio(pagos: Sequence[PagoPension], on: date) -> tuple[PagoPension, ...]:
    """Those of the year of ``on``, in order of their day."""
    return tuple(sorted((one for one in pagos if one.mes.year == on.year), key=lambda one: one.fecha))
