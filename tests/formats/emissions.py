"""Emissions that no institution issued: rows of what is owed for people who do not exist."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from ventanilla.domain.contributions import Bill
from ventanilla.domain.identifiers import nss
from ventanilla.formats.emision.columns import SHARES
from ventanilla.formats.finding import Finding, Place
from ventanilla.formats.records import Cobro, Nombre
from ventanilla.kernel.money import Money

REGISTRO = "Z9912345105"
MES = date(2026, 2, 1)
NOWHERE = Place("")
NAMES = ("PEREZ", "GARCIA", "NUÑEZ", "PEÑA", "LOPEZ", "IBÁÑEZ")
GIVEN = ("ALBERTO", "MARÍA ELENA", "ÑUNZIO", "JUAN CARLOS", "XÓCHITL")


def cobro(serial: int, bill: Bill = Bill.MONTHLY, **changes: object) -> Cobro:
    """A row of somebody, with amounts that differ in every column."""
    amounts = {key: Money.of_centavos(1000 * serial + 17 * n) for n, key in enumerate(SHARES[bill], 1)}
    base = Cobro(
        NOWHERE,
        REGISTRO,
        nss.compose("99", 17, 85, serial),
        MES,
        bill,
        28,
        Money.of_centavos(68_770 + serial),
        amounts,
        nombre=Nombre("PEREZ", "NUÑEZ", "ALBERTO"),
        amortizacion=Money("12.50") if bill is Bill.BIMONTHLY else None,
    )
    return replace(base, **changes)  # type: ignore[arg-type]  # whatever a test changes


AMOUNT = st.integers(0, 999_999).map(Money.of_centavos)


@st.composite
def cobros(draw: st.DrawFn, bill: Bill, text: st.SearchStrategy[str] | None = None) -> Cobro:
    """Any row that an emission may have."""
    with_credit = bill is Bill.BIMONTHLY and draw(st.booleans())
    return Cobro(
        NOWHERE,
        REGISTRO,
        nss.compose("99", draw(st.integers(0, 99)), draw(st.integers(0, 99)), draw(st.integers(0, 9999))),
        MES,
        bill,
        draw(st.integers(0, 28)),
        draw(st.integers(1, 293_275).map(Money.of_centavos)),
        {key: draw(AMOUNT) for key in SHARES[bill]},
        nombre=Nombre(*(draw(st.sampled_from(names)) for names in (NAMES, NAMES, GIVEN))),
        origen=draw(text or st.just("")),
        tipo=draw(st.sampled_from(("", "2", "7", "8"))),
        fecha=draw(st.none() | st.dates(date(2020, 1, 2), date(2030, 1, 1))),
        credito=draw(st.integers(1, 10**10 - 1).map("{:010d}".format)) if with_credit else "",
        descuento=draw(st.sampled_from(("1", "2", "3"))) if with_credit else "",
        valor=draw(st.integers(1, 99_999).map(lambda n: Decimal(n) / 100)) if with_credit else None,
        amortizacion=draw(AMOUNT) if bill is Bill.BIMONTHLY else None,
    )


def without_places(given: Iterable[object]) -> list[Cobro]:
    """The rows, wherever they were."""
    return [replace(one, place=NOWHERE) for one in given if isinstance(one, Cobro)]


def findings(given: Iterable[object]) -> list[Finding]:
    """What was told."""
    return [one for one in given if isinstance(one, Finding)]
