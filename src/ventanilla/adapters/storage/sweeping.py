"""Which kept files nothing names: what a process that was killed between a file and its row left behind."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice
from typing import Final

from .port import Storage

LONE_SECONDS: Final = 24 * 3600  # a younger file may be about to be named
MOST_LONE: Final = 500  # of one pass; kills leave a few
BATCH: Final = 500  # keys asked about at once


class TooManyLone(Exception):
    """More files than kills leave: the database is probably not the one of this storage, and nothing was deleted."""


def lone_keys(storage: Storage, prefix: str, named: Callable[[Collection[str]], Collection[str]]) -> list[str]:
    """The keys under ``prefix`` that are older than a day and that ``named``, asked about some, does not give back.

    TooManyLone above `MOST_LONE`: a database that was put back from an old copy names none of the files since.
    """
    old = (kept.key for kept in storage.listing(prefix) if kept.age_seconds > LONE_SECONDS)
    lone: set[str] = set()
    for batch in _batches(old):
        lone |= batch - set(named(batch))
        if len(lone) > MOST_LONE:
            raise TooManyLone(prefix)
    return sorted(lone)


def _batches(keys: Iterable[str]) -> Iterator[set[str]]:
    rest = iter(keys)
    while batch := set(islice(rest, BATCH)):
        yield batch
