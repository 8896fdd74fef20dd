"""The port: bytes under a key, written once, read back whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol


class StorageDown(Exception):
    """The place did not answer, or did not take the bytes; asking again later is harmless."""


class Missing(LookupError):
    """Nothing is kept under that key."""


class Damaged(ValueError):
    """What is kept under that key is not what was put there."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A key that is kept, and since when, by the clock of the place itself: a demonstration shifts the office's."""

    key: str
    age_seconds: float


class Storage(Protocol):
    """A place for files. A key is lower-case letters, digits, ``-`` and ``/``; a stored key is never written again.

    What comes back was checked against its checksum: a flipped bit is `Damaged`, never another file.
    """

    def put(self, key: str, data: bytes) -> None:
        """Keep ``data`` durably. The same key with the same bytes again is harmless; with others, ValueError."""
        ...

    def get(self, key: str) -> bytes:
        """What was put there. Missing, Damaged or StorageDown."""
        ...

    def delete(self, key: str) -> None:
        """Forget it; harmless where there is none."""
        ...

    def listing(self, prefix: str) -> Iterator[Kept]:
        """Every key that begins with ``prefix``, in any order, one page in memory at a time; StorageDown.

        What is put or deleted meanwhile may be in it or not.
        """
        ...
