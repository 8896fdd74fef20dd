"""What is kept twice on purpose: dropped and made again from the registers, identical or it is said.

An app whose tables hold something that follows from others names it in its door (``PROJECTIONS``). Nothing is
decided from a projection that its register does not say; it is there to be found quickly.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import transaction

from ventanilla.kernel.canonical import canonical

from .registry import doors
from .scope import scope


@dataclass(frozen=True, slots=True)
class Projection:
    """``rows`` reads it whole, in an order of its own; ``rebuild`` makes it again, in the transaction it is given.

    ``drop`` forgets it; a row that the register has no reason for does not survive the two.
    """

    name: str
    follows: str  # from which register, in words
    rows: Callable[[], Iterator[tuple[str, ...]]]
    drop: Callable[[], None]
    rebuild: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What came of making one again: how many rows, and whether it is what was there."""

    name: str
    rows: int
    same: bool


def projections() -> tuple[Projection, ...]:
    """Every projection of every door, by name; LookupError where two share one."""
    found: dict[str, Projection] = {}
    for door in doors():
        for one in getattr(door, "PROJECTIONS", ()):
            if one.name in found:
                raise LookupError(f"two projections are called {one.name}")
            found[one.name] = one
    return tuple(found[name] for name in sorted(found))


def projection_rebuild(one: Projection) -> Rebuilt:
    """Drop it, make it again, and say whether it came out the same; all in one transaction, so nobody misses it."""
    with scope(None), transaction.atomic():
        before, _ = _digest(one)
        one.drop()
        one.rebuild()
        after, count = _digest(one)
    return Rebuilt(one.name, count, before == after)


def _digest(one: Projection) -> tuple[str, int]:
    whole, count = hashlib.sha256(), 0
    for row in one.rows():
        whole.update(canonical(list(row)) + b"\n")
        count += 1
    return whole.hexdigest(), count
