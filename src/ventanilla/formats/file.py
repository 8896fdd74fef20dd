"""A file as the formats are given one: a name, and how to open it. Whoever has the disk, or the upload, says how.

>>> one = File.of_bytes("MOVT.TXT", b"uno\\r\\ndos")
>>> [line for line in one.lines()], one.head(3)
([b'uno', b'dos'], b'uno')
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

MAX_LINE: Final = 64 * 1024  # bytes of one line of text: the longest format has 168; what is longer is given in pieces


@dataclass(frozen=True, slots=True)
class File:
    """``open`` gives the bytes from their beginning, each time; whoever opens it closes it."""

    name: str
    open: Callable[[], BinaryIO]

    @classmethod
    def of_bytes(cls, name: str, content: bytes) -> File:
        """A file that is in memory."""
        return cls(name, lambda: io.BytesIO(content))

    def head(self, size: int) -> bytes:
        """Its first bytes, ``size`` at most."""
        with self.open() as stream:
            return stream.read(size)

    def read(self, limit: int) -> bytes | None:
        """All of it; None if it has more than ``limit`` bytes."""
        with self.open() as stream:
            content = stream.read(limit + 1)
        return content if len(content) <= limit else None

    def lines(self) -> Iterator[bytes]:
        """Its lines one by one without their end (CRLF or LF; the last may lack it), in a bounded memory."""
        with self.open() as stream:
            while line := stream.readline(MAX_LINE):
                if line.endswith(b"\n"):
                    line = line[:-1]
                    if line.endswith(b"\r"):
                        line = line[:-1]
                yield line
