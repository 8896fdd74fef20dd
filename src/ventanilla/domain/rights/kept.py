"""What the office keeps of people, said beside each table: the data map and «Sus datos» are written from it alone.

A declaration says the same thing twice, because two people read it: in English and by column to whoever looks
after the house (``docs/reference/data-map.md``), in plain Spanish and by what it is for to its owner.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

SAME: Final = "the same"
SEEN_BY_OFFICE: Final = "row-level security: the office only"
SEEN_BY_OWNER: Final = "row-level security: the office; the person"


class Group(Enum):
    """The parts of «Sus datos», in the order they are read."""

    PERSONA = "persona"
    TRABAJO = "trabajo"
    FAMILIA = "familia"
    TRAMITES = "tramites"
    CUENTA = "cuenta"
    HISTORIAL = "historial"


class Belongs(Enum):
    """How a row is known to be somebody's."""

    SUBJECT = "subject"  # it names their subject
    ACCOUNT = "account"  # it names their account


@dataclass(frozen=True, slots=True)
class Shown:
    """A column its owner is given: ``label`` is what they call it, ``path`` where its value is read, if elsewhere.

    ``mine`` names the column that must be the owner themselves; in any other row the value is of somebody else.
    """

    label: str
    path: str = ""
    mine: str = ""


@dataclass(frozen=True, slots=True)
class Withheld:
    """A personal column that exists and is not handed over: ``reason`` says why to its owner."""

    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class Use:
    """Columns that serve one purpose. ``personal`` maps each to what its owner is told; ``other`` is nobody's data."""

    purpose: str
    basis: str
    retention: str
    personal: Mapping[str, str | Shown | Withheld] = field(default_factory=dict)
    other: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column it declares."""
        return (*self.personal, *self.other)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The same table in its owner's words. ``key`` is the set's name in the file, for ever.

    ``through`` are the lookups of which one is the owner; ``as_office`` where only the office may read the table:
    the owner's own rows are then read by it, and nothing else.
    """

    key: str
    group: Group
    title: str
    why: str
    until: str
    sees: str
    through: tuple[str, ...]
    belongs: Belongs = Belongs.SUBJECT
    order: str = "pk"
    as_office: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A table: ``what`` it is and who ``sees`` it. Without ``told`` no row of it is about one person."""

    model: str
    what: str
    sees: str
    uses: tuple[Use, ...]
    told: Told | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column declared, as often as it is."""
        return tuple(column for use in self.uses for column in use.columns)

    @property
    def personal(self) -> dict[str, str | Shown | Withheld]:
        """Every personal column with what its owner is told."""
        return {column: said for use in self.uses for column, said in use.personal.items()}


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Something kept in no table of ours: a session's row, a cookie, a file."""

    name: str
    purpose: str
    basis: str
    retention: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeps:
    """All that an app keeps: its ``title`` and ``preface`` on the map, its tables, and what is in none."""

    title: str
    preface: str = ""
    tables: tuple[Kept, ...]
    elsewhere: tuple[Elsewhere, ...] = ()
    after: str = ""


def faults(keeps: Keeps, columns: Mapping[str, tuple[str, ...]]) -> list[str]:
    """What the declarations of an app lack, or say of nothing; ``columns`` are those of each of its tables."""
    declared = [kept.model for kept in keeps.tables]
    found = [f"{model}: declared twice" for model in sorted(set(declared)) if declared.count(model) > 1]
    found += [f"{model}: no such table" for model in declared if model not in columns]
    found += [f"{model}: not declared" for model in columns if model not in declared]
    for kept in keeps.tables:
        found += list(_column_faults(kept, columns.get(kept.model, ())))
    return found


def _column_faults(kept: Kept, columns: tuple[str, ...]) -> Iterator[str]:
    said = kept.columns
    for column in dict.fromkeys(said):
        if said.count(column) > 1:
            yield f"{kept.model}.{column}: declared twice"
        if column not in columns:
            yield f"{kept.model}.{column}: no such column"
    for column in columns:
        if column not in said:
            yield f"{kept.model}.{column}: not declared"
    for use in kept.uses:
        if not (use.purpose and use.basis and use.retention):
            yield f"{kept.model}: a use without purpose, basis or retention"
