"""How much of what was spoiled is found, and how much is found where nothing was: by kind, with what was missed."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from ventanilla.domain.anomalies import Anomalia, ClaseAnomalia, anomalias

from .faults import FAULTS, Episode
from .lives import TODAY, Life, Truth
from .lookalikes import LOOKALIKES, from_another_system, plain

EXAMPLES: Final = 5  # of each thing that went wrong, kept to be read
PARTS: Final = 40  # into which a measurement is cut, for the processes that share it
KINDS: Final = tuple(ClaseAnomalia)
_COMPANIONS: Final = tuple(one for one in LOOKALIKES if one is not from_another_system)  # it is of a whole life


@dataclass
class Measured:
    """What came out of one kind."""

    seeded: int = 0
    found: int = 0
    false: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: Counter[str] = field(default_factory=Counter)
    wrong_words: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Of what was put there, the part that was found."""
        return self.found / self.seeded if self.seeded else 1.0

    @property
    def precision(self) -> float:
        """Of what was told, the part that was there."""
        return self.found / (self.found + self.false) if self.found + self.false else 1.0

    def add(self, other: Measured) -> None:
        """Both together."""
        self.seeded += other.seeded
        self.found += other.found
        self.false += other.false
        self.missed = (self.missed + other.missed)[:EXAMPLES]
        self.wrong += other.wrong
        self.wrong_words = (self.wrong_words + other.wrong_words)[:EXAMPLES]

    def raw(self) -> dict[str, Any]:
        """As it is written."""
        return {
            "seeded": self.seeded,
            "found": self.found,
            "false": self.false,
            "recall": round(self.recall, 4),
            "precision": round(self.precision, 4),
            "missed_examples": self.missed,
            "false_by_episode": dict(self.wrong.most_common()),
            "false_examples": self.wrong_words,
        }


Table = dict[ClaseAnomalia, Measured]


def spoiled(seed: int, place: int) -> tuple[Life, str]:
    """A life with one fault, of the kinds in turn; half of them with something beside it that only looks like one."""
    life = Life(random.Random(f"{seed}/fault/{place}"))
    clase = KINDS[place % len(KINDS)]
    other = life.rng.choice(_COMPANIONS) if life.rng.random() < 0.5 else plain
    return _lived(life, FAULTS[clase], other), clase.value


def innocent(seed: int, place: int) -> tuple[Life, str]:
    """A life with no fault and one thing that looks like it, or two."""
    life = Life(random.Random(f"{seed}/lookalike/{place}"))
    episode = LOOKALIKES[place % len(LOOKALIKES)]
    other = life.rng.choice(_COMPANIONS) if life.rng.random() < 0.5 else plain
    return _lived(life, episode, other), episode.__name__


def _lived(life: Life, main: Episode, other: Episode) -> Life:
    """Two parts of a working life, in any order, with some months between them."""
    start = date(2016, 3, 1) + timedelta(days=life.rng.randint(0, 800))
    middle = start + (TODAY - start) / 2
    rest = middle + timedelta(days=life.rng.randint(70, 200))
    last = None if life.rng.random() < 0.8 else TODAY - timedelta(days=life.rng.randint(60, 300))
    episodes = [main, other] if life.rng.random() < 0.5 else [other, main]
    episodes[0](life, start, middle)
    episodes[1](life, rest, last)
    return life


def measure(life: Life, name: str) -> Table:
    """What is found in one life against what was put there."""
    table: Table = {}
    found = list(anomalias(life.evidence(), TODAY))
    for truth in life.truths:
        kind = table.setdefault(truth.clase, Measured())
        kind.seeded += 1
        hits = [one for one in found if _same(one, truth)]
        kind.found += bool(hits)
        found = [one for one in found if one not in hits]
        if not hits:
            kind.missed.append(f"{truth.desde} a {truth.hasta} ({name})")
    for one in found:
        kind = table.setdefault(one.clase, Measured())
        kind.false += 1
        kind.wrong[name] += 1
        kind.wrong_words.append(f"{name}: {one.que}")
    return table


def _same(one: Anomalia, truth: Truth) -> bool:
    """Whether a thing found is the thing put there: its kind, with that employer, on those days."""
    if one.clase is not truth.clase:
        return False
    if one.clase is ClaseAnomalia.NSS_DUPLICADO:
        return True
    together = one.desde <= truth.hasta and (one.hasta or TODAY) >= truth.desde
    return together and not truth.registros.isdisjoint(one.registros)


def lives(seed: int, faults: range, lookalikes: range) -> Iterator[tuple[Life, str]]:
    """The spoiled ones and the innocent ones, one at a time."""
    for place in faults:
        yield spoiled(seed, place)
    for place in lookalikes:
        yield innocent(seed, place)


def table_of(seed: int, faults: range, lookalikes: range) -> Table:
    """The whole of some of them."""
    table: Table = {kind: Measured() for kind in KINDS}
    for life, name in lives(seed, faults, lookalikes):
        for kind, measured in measure(life, name).items():
            table[kind].add(measured)
    return table


def part_of(job: tuple[int, int, int, int]) -> Table:
    """One part of a measurement: its seed, which part, how many with a fault and how many without in the whole."""
    seed, n, faults, lookalikes = job
    return table_of(
        seed,
        range(faults * n // PARTS, faults * (n + 1) // PARTS),
        range(lookalikes * n // PARTS, lookalikes * (n + 1) // PARTS),
    )
