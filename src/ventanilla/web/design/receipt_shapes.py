"""What the page of somebody's own payroll receipts is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ventanilla.kernel.money import Money

from .shapes import Link, Sentence


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """A receipt beside the register. ``registered`` None: nobody registered those days with whoever issued it."""

    id: str
    first: date
    last: date
    employer: str
    stated: Money
    registered: Money | None
    verdict: Literal["more", "same", "less", "absent"]


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that was not kept, and why."""

    name: str
    why: Sentence


@dataclass(frozen=True, slots=True)
class OwnReceiptsPage:
    """Of one ``year`` the rows; ``years`` leads to the others. ``known``: whether the register knows the person.

    ``kept``, ``repeated`` and ``refused`` are what came of the files just sent; ``error`` where there was none to read.
    """

    rows: tuple[ReceiptRow, ...] = ()
    year: int = 0
    years: tuple[Link, ...] = ()
    total: int = 0
    more: int = 0
    at_once: int = 0
    known: bool = True
    kept: int = 0
    repeated: tuple[str, ...] = ()
    refused: tuple[RefusedFile, ...] = ()
    error: Sentence = ""
