"""Dates, premiums, credits and wages of the tests of what an employer is charged."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import settings
from hypothesis import strategies as st

from ventanilla import law
from ventanilla.domain.contributions.housing_credit import (
    Descuento,
    MovimientoCredito,
    TipoDescuento,
    TipoMovimiento,
)
from ventanilla.domain.contributions.late_payment import (
    pagar_tarde,
)
from ventanilla.domain.contributions.risk_premium import (
    Siniestralidad,
)
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period

PRIMA = Decimal("0.54355")
JUNIO = Period.month(2026, 6)
FIJA = Descuento(TipoDescuento.CUOTA_FIJA, "1500")
INICIO = MovimientoCredito(TipoMovimiento.INICIO, date(2025, 1, 1), FIJA)
NADIE = Siniestralidad(0, Decimal(0), 0)
UNTIMED = settings(deadline=None)  # the first to come reads the law
wages = st.integers(31504, 400000).map(Money.of_centavos)
ORIGIN = "source: INEGI, checked_on: 2026-11-22, confidence: H"


def movement(code: str, on: date, descuento: Descuento | None = None) -> MovimientoCredito:
    return MovimientoCredito(TipoMovimiento(code), on, descuento)


@pytest.fixture
def loaded() -> object:
    """Rows of the operator, taken away after the test."""
    yield law.load
    law.load({})


# Refusals


def late(amount: str, factor: str | None = None) -> object:
    given_ = None if factor is None else Decimal(factor)
    return pagar_tarde(Money(amount), date(2026, 3, 17), date(2026, 3, 20), factor=given_)
