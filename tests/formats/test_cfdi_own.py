"""Which receipts are a person's own evidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ventanilla.domain.anomalies import ReciboPropio
from ventanilla.formats.cfdi.own import own_receipt
from ventanilla.formats.finding import Place
from ventanilla.formats.records import Recibo
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period

CURP, NSS = "CURP-DE-NADIE", "99178500015"
MINE = Recibo(
    place=Place("recibo.xml"),
    registro="Z9900001101",
    nss=NSS,
    curp=CURP,
    rfc_patron="RFC-DE-NADIE",
    desde=date(2026, 7, 1),
    hasta=date(2026, 7, 15),
    sbc=Money("900.00"),
)


def test_an_ordinary_receipt_of_ones_own_is_evidence() -> None:
    july = Period(date(2026, 7, 1), date(2026, 7, 15))
    expected = ReciboPropio("Z9900001101", "RFC-DE-NADIE", july, Money("900.00"))
    assert own_receipt(MINE, curp=CURP, nss=NSS) == expected
    assert own_receipt(replace(MINE, curp=""), curp=CURP, nss=NSS) == expected


@pytest.mark.parametrize(
    "spoiled",
    [
        replace(MINE, curp="CURP-DE-OTRA"),  # its NSS is theirs, and its CURP is not
        replace(MINE, curp="", nss="99178500023"),
        replace(MINE, curp="", nss=""),
        replace(MINE, ordinaria=False),
        replace(MINE, sbc=None),
        replace(MINE, sbc=Money("0.00")),
        replace(MINE, desde=None),
        replace(MINE, desde=date(2026, 7, 16)),
    ],
)
def test_what_is_anothers_or_says_nothing_is_none(spoiled: Recibo) -> None:
    assert own_receipt(spoiled, curp=CURP, nss=NSS) is None


def test_without_any_number_of_the_person_nothing_is_theirs() -> None:
    assert own_receipt(replace(MINE, curp="", nss=""), curp=CURP, nss="") is None
