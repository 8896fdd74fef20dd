"""A determination of the ledger is that of the employer's SUA files, worker by worker and to the cent."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.careers import REGISTRO, to_register, to_sua, workers

from ventanilla.domain.affiliation import tramos
from ventanilla.domain.contributions import Patron, Prima
from ventanilla.formats.accounts import Contexto
from ventanilla.formats.ledger import Inscrito, patronal_of
from ventanilla.formats.month import liquidar
from ventanilla.formats.planilla import Patronal
from ventanilla.kernel.period import Period

CONTEXTO: Final = Contexto(Patron((Prima(date(2025, 3, 1), Decimal("0.54355")),)))


def owed(patronal: Patronal, month: Period) -> dict[tuple[int, str], list[tuple[str, str, str, int]]]:
    """Every amount of every worker of a month, and of its bimester where it ends one."""
    found = {}
    for bill in liquidar(patronal, month, CONTEXTO):
        assert bill.determinada.completa
        for clave, debido in bill.determinada.debidos.items():
            found[bill.bill.value, clave] = [
                (linea.ramo, linea.a_cargo_de.value, str(linea.base), linea.importe.centavos) for linea in debido.lineas
            ]
    return found


@settings(max_examples=60)
@given(st.integers(0, 2**32), st.integers(2, 10))
def test_the_ledger_owes_what_the_sua_files_owe(seed: int, month: int) -> None:
    rng = random.Random(seed)
    known = workers(rng, 4)
    files = to_sua(known)
    ledger = patronal_of(
        REGISTRO,
        [Inscrito(one.nss, one.ficha.nombre, one.curp, tramos(to_register(rng, one))) for one in known],
    )
    period = Period.month(2026, month)
    assert owed(ledger, period) == owed(files, period)


def test_an_employer_with_nobody_owes_nothing() -> None:
    assert patronal_of(REGISTRO, []) == patronal_of(REGISTRO, [Inscrito("", None, "", ())]) == Patronal(REGISTRO, {})
