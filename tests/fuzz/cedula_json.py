"""A cédula of ours as JSON given any bytes: only rows and findings come, and rows add up to what is said."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Final

from ventanilla.domain.contributions import Bill, Patron, Period, Prima, Trabajador
from ventanilla.formats.cedula import DatosPatron, componer
from ventanilla.formats.cedula import json as cedula_json
from ventanilla.formats.file import File
from ventanilla.formats.finding import Finding
from ventanilla.formats.records import Cobro
from ventanilla.kernel.money import Money


def _seed() -> bytes:
    june = Period.month(2026, 6)
    datos = DatosPatron("Z9912345105", Patron((Prima(date(2026, 1, 1), Decimal("0.54355")),)))
    out = io.BytesIO()
    worker = {"99178500015": Trabajador.fijo(Money("400.00"), june)}
    cedula_json.write(componer(worker, datos, {Bill.MONTHLY: june}), out)
    return out.getvalue()


SEEDS: Final = (_seed(),)


def one_input_cedula_json(data: bytes) -> None:
    """Read ``data``; AssertionError where something else comes out than it should."""
    for one in cedula_json.read(File.of_bytes("c.json", data)):
        if isinstance(one, Finding):
            assert str(one.cause)
            assert str(one.fix)
        else:
            assert isinstance(one, Cobro)
            assert str(one.sbc)
