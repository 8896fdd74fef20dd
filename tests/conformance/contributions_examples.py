"""The worked examples of contributions, by kind: shared with developers, never copied into this repository."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period

SHARED = Path(os.environ.get("VENTANILLA_SHARED_DATA", Path(__file__).parents[3] / "shared" / "data"))
FILE = SHARED / "contributions-examples.json"
needed = pytest.mark.skipif(
    not FILE.is_file(), reason="contributions-examples.json is not here: set VENTANILLA_SHARED_DATA"
)


def examples(kind: str, which: str = "examples") -> list[Any]:
    """Those of a kind, as parameters of a test; none where the file is not here."""
    if not FILE.is_file():
        return []
    found = json.loads(FILE.read_text(encoding="utf-8"))[which]
    return [pytest.param(one, id=one["id"]) for one in found if one["kind"] == kind]


def traps(kind: str) -> list[Any]:
    """The published errors of a kind, with the true figure."""
    return examples(kind, "traps")


def percent(fraction: str) -> Decimal:
    """The examples write rates as fractions; the law here, in percent."""
    return (Decimal(fraction) * 100).normalize()


def month(text: str) -> Period:
    """A month written 2026-06."""
    year, number = text.split("-")
    return Period.month(int(year), int(number))


def amounts(shares: dict[str, str]) -> Iterator[tuple[str, Money]]:
    """Branches and what is expected of each."""
    return ((key, Money(text)) for key, text in shares.items())
