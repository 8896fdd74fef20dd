"""Whom a subject names, and the positive rule, mark by mark."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.domain.signing.certificate import (
    CSD_KEY_USAGE,
    EFIRMA_EKUS,
    EFIRMA_KEY_USAGE,
    Kind,
    Representative,
    classify,
    identity,
)

USAGES = st.sampled_from([*EFIRMA_EKUS, "1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.9"])
KEY_USAGES = st.sampled_from([0, 0x06, CSD_KEY_USAGE, EFIRMA_KEY_USAGE]) | st.integers(0, 0x1FF)


@given(st.booleans(), KEY_USAGES, st.frozensets(USAGES, max_size=4), st.booleans())
def test_every_mark_counts(has_ou: bool, key_usage: int, ekus: frozenset[str], is_ca: bool) -> None:
    kind = classify(has_ou=has_ou, key_usage=key_usage, ekus=ekus, is_ca=is_ca)
    marks = (has_ou, key_usage, ekus, is_ca)
    if kind is Kind.EFIRMA:
        assert marks == (False, 0xD8, EFIRMA_EKUS, False)
    elif kind is Kind.CSD:
        assert marks == (True, 0xC0, frozenset(), False)
    else:
        assert marks not in ((False, 0xD8, EFIRMA_EKUS, False), (True, 0xC0, frozenset(), False))


def test_both_are_recognised() -> None:
    assert classify(has_ou=False, key_usage=0xD8, ekus=EFIRMA_EKUS, is_ca=False) is Kind.EFIRMA
    assert classify(has_ou=True, key_usage=0xC0, ekus=frozenset(), is_ca=False) is Kind.CSD


@pytest.mark.parametrize(
    ("unique", "serial", "rfc", "curp", "representative"),
    [
        ("CAÑF770131PA3", "CANF770131HBCSBR08", "CAÑF770131PA3", "CANF770131HBCSBR08", None),
        ("  CAÑF770131PA3 ", " CANF770131HBCSBR08", "CAÑF770131PA3", "CANF770131HBCSBR08", None),
        (
            "EKU9003173C9 / VADA800927DJ3",
            " / VADA800927HSRSRL05",
            "EKU9003173C9",
            None,
            Representative("VADA800927DJ3", "VADA800927HSRSRL05"),
        ),
        ("EKU9003173C9 / VADA800927DJ3", "", "EKU9003173C9", None, Representative("VADA800927DJ3", None)),
        ("H&E951128469 / VADA800927DJ3", " / X", "H&E951128469", None, Representative("VADA800927DJ3", None)),
        ("EKU9003173C9", " / VADA800927HSRSRL05", "EKU9003173C9", None, None),
        # A person who represents themself is a person.
        ("VADA800927DJ3 / VADA800927DJ3", "VADA800927HSRSRL05", "VADA800927DJ3", "VADA800927HSRSRL05", None),
        ("2.5.4.45", "", None, None, None),
        ("", "", None, None, None),
        ("EKU9003173C9 / VADA800927DJ3 / OTRO800927DJ3", "", "EKU9003173C9", None, None),
        ("/ VADA800927DJ3", " / VADA800927HSRSRL05", None, "VADA800927HSRSRL05", None),
        ("eku9003173c9", "vada800927hsrsrl05", None, None, None),
    ],
)
def test_whom_it_names(
    unique: str, serial: str, rfc: str | None, curp: str | None, representative: Representative | None
) -> None:
    found = identity(unique, serial)
    assert (found.rfc, found.curp, found.representative) == (rfc, curp, representative)


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_read(unique: str, serial: str) -> None:
    found = identity(unique, serial)
    assert found.rfc is None or found.rfc in unique
    assert found.curp is None or found.curp in serial
