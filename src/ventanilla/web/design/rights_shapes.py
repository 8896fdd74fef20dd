"""What the pages about one's own data are given; see `shapes`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from ventanilla.web.design.shapes import Sentence


@dataclass(frozen=True, slots=True)
class DatosSet:
    """A set of data: how many records, why, until when and who sees it; ``values`` where there is one record."""

    title: str
    total: int
    why: str
    until: str
    sees: str
    values: tuple[tuple[str, str], ...] = ()
    fields: tuple[str, ...] = ()
    withheld: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DatosGroup:
    """A part of «Sus datos»; ``empty`` names the sets that hold nothing."""

    title: Sentence
    sets: tuple[DatosSet, ...]
    empty: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DatosPage:
    """What is kept of whoever signed in. ``copy`` is the sealed one: not asked for, being sealed, or ready."""

    groups: tuple[DatosGroup, ...] = ()
    copy: Literal["none", "sealing", "ready"] = "none"
    copy_url: str = ""
    copy_at: datetime | None = None
    poll_url: str = ""
    for_company: bool = False
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class UseRow:
    """One time that the data were used."""

    who: Sentence
    what: Sentence
    why: Sentence
    at: datetime
    acting_for: str = ""


@dataclass(frozen=True, slots=True)
class UsoPage:
    """Who used one's data, the newest first; ``older_url`` where there are more."""

    rows: tuple[UseRow, ...] = ()
    older_url: str = ""
    for_company: bool = False
