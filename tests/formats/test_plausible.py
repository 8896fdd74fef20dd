"""What no file can say never reaches a date that is added to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ventanilla.domain.contributions import Bill, TipoAviso
from ventanilla.domain.contributions.determination import Parte
from ventanilla.formats.finding import Finding, Place
from ventanilla.formats.joining import join
from ventanilla.formats.plausible import LONGEST, MOST_NUMBER, plausible
from ventanilla.formats.records import (
    Ausentismo,
    Cobro,
    Credito,
    Incapacidad,
    IncapacidadPagada,
    Movimiento,
    Nombre,
    Recibo,
    Record,
)
from ventanilla.formats.review import review
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period

PLACE = Place("A.JSON", 1)
REGISTRO = "Z9912345105"
NSS = "99178500015"
DAY = date(2026, 3, 1)
ALTA = Movimiento(PLACE, REGISTRO, NSS, TipoAviso.ALTA, DAY, Money("400.00"), Nombre("ÑÁÑEZ", "", "ANA"))
LEAVE = Incapacidad(PLACE, REGISTRO, NSS, "AB000001", DAY, 5)
GOOD: tuple[Record, ...] = (
    ALTA,
    LEAVE,
    Ausentismo(replace(PLACE, line=10**9), REGISTRO, NSS, DAY, 3),
    Credito(PLACE, REGISTRO, NSS, "1234567890", "15", DAY, "1", Decimal(20)),
    Recibo(PLACE, REGISTRO, NSS, incapacidades=(IncapacidadPagada("02", 3),), percepciones={"001": Money("1.00")}),
    Cobro(PLACE, REGISTRO, NSS, DAY, Bill.MONTHLY, 30, Money("1.00"), {("ceav", Parte.PATRON): Money("9999999999.00")}),
)


def test_what_may_be_passes_as_it_is() -> None:
    finding = Finding(*[None] * 5)  # type: ignore[arg-type]  # whatever it holds, it passes
    assert list(plausible((*GOOD, finding))) == [*GOOD, finding]


@pytest.mark.parametrize(
    ("one", "field"),
    [
        (replace(LEAVE, dias=MOST_NUMBER + 1), "dias"),
        (replace(LEAVE, dias=-1), "dias"),
        (replace(LEAVE, dias=0), "dias"),
        (replace(LEAVE, rama="9"), "rama"),
        (replace(LEAVE, desde=date(9999, 12, 31)), "desde"),
        (replace(LEAVE, hasta=date(1, 1, 1)), "hasta"),
        (replace(ALTA, sbc=None), "sbc"),
        (replace(ALTA, umf="x" * (LONGEST + 1)), "umf"),
        (replace(ALTA, nombre=Nombre("x" * 900, "", "")), "primer_apellido"),
        (replace(ALTA, place=Place("x" * 900)), "file"),
        (Recibo(PLACE, REGISTRO, NSS, incapacidades=(IncapacidadPagada("02", 10**9),)), "incapacidades"),
        (
            Cobro(PLACE, REGISTRO, NSS, DAY, Bill.MONTHLY, 30, Money("1.00"), {("x", Parte.PATRON): Money("1.00")}),
            "importes",
        ),
        (Recibo(PLACE, REGISTRO, NSS, percepciones={f"{n}": Money("1.00") for n in range(900)}), "percepciones"),
    ],
)
def test_what_cannot_be_is_told_and_left_out(one: Record, field: str) -> None:
    found = list(plausible((one,)))
    assert [(each.code, each.field) for each in found if isinstance(each, Finding)] == [("DATO_IMPOSIBLE", field)]
    assert len(found) == 1
    assert all(len(each.place.file) <= LONGEST for each in found)


def test_what_is_left_can_be_reviewed() -> None:
    absurd = (ALTA, replace(LEAVE, dias=10**12), replace(LEAVE, desde=date(9999, 12, 31)))
    planilla = join(plausible(absurd), REGISTRO)
    assert [one.code for one in review(planilla, Period.month(2026, 3))].count("DATO_IMPOSIBLE") == 2
