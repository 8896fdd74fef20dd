"""Writes the text files of an emission, for tests and demonstrations. What does not fit is told, never cut."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ventanilla.domain.contributions import Bill
from ventanilla.formats.records import Cobro
from ventanilla.kernel.money import Money

from .layout import (
    AMOUNT,
    EMPLOYER,
    EMPLOYERS,
    FIRST_AMOUNT,
    FOLDER,
    HOME,
    LENGTH,
    MOVEMENT,
    MOVEMENTS,
    PEOPLE,
    PERSON,
    SHARES,
    TOTAL,
    Span,
)

_NOTHING = Money.of_centavos(0)


class DoesNotFit(ValueError):
    """A datum that is longer than its place in the line."""


def write(cobros: Iterable[Cobro], mes: date, registro: str) -> dict[str, bytes]:
    """Each file of the ZIP by its name: employer, workers and movements; those of the bimester where it has rows.

    UTF-8, CRLF, # for Ñ. DoesNotFit for a datum longer than its place; ValueError for a row of another month.
    """
    every = list(cobros)
    for cobro in every:
        if (cobro.mes, cobro.registro) != (mes.replace(day=1), registro):
            raise ValueError(f"row of {cobro.registro} {cobro.mes} in an emission of {registro} {mes}")
    files = {EMPLOYERS: [_employer(every, mes, registro)]}
    for bill in Bill:
        rows = [cobro for cobro in every if cobro.bill is bill]
        if rows or bill is Bill.MONTHLY:
            files[PEOPLE[bill]] = [_person(cobro) for cobro in {cobro.nss: cobro for cobro in rows}.values()]
            files[MOVEMENTS[bill]] = [_movement(cobro) for cobro in rows]
    return {FOLDER + name: "".join(f"{line}\r\n" for line in lines).encode() for name, lines in files.items()}


class _Line:
    """A line of blanks in which each datum is put in its place."""

    def __init__(self, length: int) -> None:
        self._said = [" "] * length

    def put(self, span: Span, text: str) -> None:
        first, last = span
        if len(text) > last - first + 1:
            raise DoesNotFit(f"{text!r} has more than {last - first + 1} characters")
        self._said[first - 1 : first - 1 + len(text)] = text

    def zeros(self, span: Span, number: int) -> None:
        width = span[1] - span[0] + 1
        self.put(span, f"{number:0{width}d}")

    def __str__(self) -> str:
        return "".join(self._said)


def _employer(cobros: list[Cobro], mes: date, registro: str) -> str:
    line = _Line(LENGTH[EMPLOYERS])
    line.put(EMPLOYER["registro"], registro)
    line.zeros(EMPLOYER["mes"], mes.month)
    line.zeros(EMPLOYER["anio"], mes.year)
    for number, key in enumerate(SHARES[Bill.MONTHLY]):
        at = EMPLOYER["totales"][0] + number * TOTAL
        amounts = (cobro.importes.get(key, _NOTHING) for cobro in cobros if cobro.bill is Bill.MONTHLY)
        line.zeros((at, at + TOTAL - 1), Money.total(amounts).centavos)
    return str(line)


def _person(cobro: Cobro) -> str:
    spans = PERSON[cobro.bill]
    line = _Line(LENGTH[PEOPLE[cobro.bill]])
    line.put(spans["registro"], cobro.registro)
    line.put(spans["nss"], cobro.nss)
    if cobro.nombre is not None:
        parts = (cobro.nombre.primer_apellido, cobro.nombre.segundo_apellido, cobro.nombre.nombres)
        line.put(spans["nombre"], "$".join(parts).replace("Ñ", "#"))
    line.put(spans["curp"], cobro.curp)
    if "credito" in spans:
        line.put(spans["credito"], cobro.credito or "0000000000")
        line.put(spans["descuento"], cobro.descuento or "0")
        line.put(spans["valor"], "" if cobro.valor is None else f"{cobro.valor:f}")
    return str(line)


def _movement(cobro: Cobro) -> str:
    spans = MOVEMENT[cobro.bill]
    line = _Line(LENGTH[MOVEMENTS[cobro.bill]])
    line.put(spans["registro"], cobro.registro)
    line.put(spans["nss"], cobro.nss)
    line.put(spans["tipo"], cobro.tipo)
    line.put(spans["fecha"], f"{cobro.fecha:%d-%m-%Y}" if cobro.fecha else "")
    line.zeros(spans["dias"], cobro.dias)
    line.zeros(spans["sbc"], cobro.sbc.centavos)
    for number, key in enumerate(SHARES[cobro.bill]):
        at = FIRST_AMOUNT[cobro.bill] + number * AMOUNT
        line.zeros((at, at + AMOUNT - 1), cobro.importes.get(key, _NOTHING).centavos)
    if cobro.bill is Bill.BIMONTHLY:
        line.put(spans["aportacion"], str(cobro.importes.get(HOME, _NOTHING).pesos).rjust(7))
        line.put(spans["amortizacion"], str((cobro.amortizacion or _NOTHING).pesos).rjust(8))
    return str(line)
