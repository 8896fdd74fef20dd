"""What the pages of whoever audits are given; see `shapes`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ventanilla.web.design.shapes import Sentence


@dataclass(frozen=True, slots=True)
class BuscarHistorialPage:
    """Whose history is looked for: a folio or a CURP."""

    typed: str = ""
    error: Sentence = ""


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One link of a chain. ``by`` is who did it; ``for_whom`` in whose name, where it was not in their own."""

    seq: int
    at: datetime
    text: Sentence
    type: str
    by: Sentence
    for_whom: Sentence = ""
    hash: str = ""


@dataclass(frozen=True, slots=True)
class HistorialPage:
    """A chain: whether it holds, and its links, the newest first. ``fault`` is the first link that does not hold."""

    rows: tuple[LinkRow, ...]
    links: int
    head: str
    file_url: str
    fault: int = 0
    fault_why: Sentence = ""
    older_url: str = ""
