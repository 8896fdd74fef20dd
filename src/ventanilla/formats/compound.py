"""The container of an old workbook (.xls, MS-CFB): its one stream of records, taken out, and put in a container anew.

What is taken out is what was looked at; put anew, a library reads that and nothing else of the file.

>>> of_stream("Workbook", stream("Workbook", of_stream("Workbook", b"records"))) == of_stream("Workbook", b"records")
True
"""

from __future__ import annotations

import struct
from typing import Final

from .packed import damaged, too_big, with_password

MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_STREAM: Final = 32 * 1024 * 1024  # bytes: 65,536 rows of twenty columns are 24 MB
_HEADER: Final = 512  # bytes
_ENTRY: Final = 128  # bytes of an entry of the directory
_LAST: Final = 0xFFFFFFFA  # sectors from here on are marks
_END: Final = 0xFFFFFFFE
_FREE: Final = 0xFFFFFFFF
_FAT: Final = 0xFFFFFFFD
_MINI: Final = 64  # bytes of a small sector
_CUTOFF: Final = 4096  # bytes from which a stream is in sectors of the file
_IN_HEADER: Final = 109  # sectors of the table that the header names
_SECTOR: Final = 4096  # bytes, of what is written here: all the table fits in the header's list
_ENCRYPTED: Final = "EncryptedPackage"


class _Container:
    """A file of this kind, opened. Chains are as long as the file at most."""

    def __init__(self, content: bytes) -> None:
        if len(content) < _HEADER or not content.startswith(MAGIC):
            raise damaged()
        self._content = content
        shift, mini = struct.unpack_from("<HH", content, 30)
        if shift not in (9, 12) or mini != 6:
            raise damaged()
        self._size = 1 << shift
        self._sectors = max(0, len(content) - 1) // self._size
        directory, mini_fat, difat = (struct.unpack_from("<I", content, at)[0] for at in (48, 60, 68))
        self._fat = self._table(difat)
        self._entries = self._read(directory)
        self._mini_fat = self._numbers(self._read(mini_fat)) if mini_fat < _LAST else ()
        self._mini = b""

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        found = self._content[at : at + self._size]
        if not found:
            raise damaged()
        return found

    @staticmethod
    def _numbers(data: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])

    def _table(self, difat: int) -> tuple[int, ...]:
        """The table of sectors: which follows which."""
        named = list(self._numbers(self._content[76:_HEADER]))
        seen = 0
        while difat < _LAST:
            *more, difat = self._numbers(self._sector(difat))
            named += more
            seen += 1
            if seen > self._sectors:
                raise damaged()
        wanted = [number for number in named if number < _LAST]
        if len(wanted) > self._sectors:
            raise damaged()
        return tuple(number for sector in wanted for number in self._numbers(self._sector(sector)))

    def _read(self, first: int) -> bytes:
        parts: list[bytes] = []
        while first < _LAST:
            parts.append(self._sector(first))
            if first >= len(self._fat) or len(parts) > self._sectors:
                raise damaged()
            first = self._fat[first]
        return b"".join(parts)

    def _read_mini(self, first: int) -> bytes:
        parts: list[bytes] = []
        while first < _LAST:
            piece = self._mini[first * _MINI : (first + 1) * _MINI]
            if not piece or first >= len(self._mini_fat) or len(parts) > len(self._mini_fat):
                raise damaged()
            parts.append(piece)
            first = self._mini_fat[first]
        return b"".join(parts)

    def streams(self) -> dict[str, tuple[int, int]]:
        """Name, first sector and size of each stream; and keep what the root holds, the small sectors."""
        found: dict[str, tuple[int, int]] = {}
        for at in range(0, len(self._entries) - _ENTRY + 1, _ENTRY):
            entry = self._entries[at : at + _ENTRY]
            length, kind = struct.unpack_from("<HB", entry, 64)
            first, size = struct.unpack_from("<II", entry, 116)
            name = entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            if kind == 5:
                self._mini = self._read(first) if first < _LAST else b""
            elif kind == 2:
                found.setdefault(name, (first, size))
        return found

    def stream(self, first: int, size: int) -> bytes:
        """The bytes of a stream."""
        if size > MAX_STREAM:
            raise too_big()
        data = self._read(first) if size >= _CUTOFF else self._read_mini(first)
        if len(data) < size:
            raise damaged()
        return data[:size]


def workbook(content: bytes) -> tuple[str, bytes]:
    """The stream of records of a workbook, with its name. ``Unreadable`` where there is none, or it is encrypted."""
    try:
        container = _Container(content)
        streams = container.streams()
        if _ENCRYPTED in streams:
            raise with_password()
        for name in ("Workbook", "WORKBOOK", "Book", "BOOK"):
            if name in streams:
                return name.capitalize(), container.stream(*streams[name])
    except (struct.error, ValueError, IndexError) as fault:
        raise damaged() from fault
    raise damaged()


def stream(name: str, content: bytes) -> bytes:
    """One stream by its name."""
    container = _Container(content)
    return container.stream(*container.streams()[name])


def of_stream(name: str, data: bytes) -> bytes:
    """A container with that stream alone, filled with zeros to a size that needs no small sectors."""
    data = data.ljust(_CUTOFF, b"\0")
    sectors = -(-len(data) // _SECTOR)
    tables = -(-(sectors + 2) // (_SECTOR // 4 - 1))
    if tables > _IN_HEADER:
        raise too_big()
    chain = [*range(1, sectors), _END, _END, _END, *([_FAT] * tables)]  # the stream, the directory, the root's own
    fat = chain + [_FREE] * (tables * _SECTOR // 4 - len(chain))
    directory = b"".join(
        (
            _entry("Root Entry", 5, 1, sectors + 1, 0),
            _entry(name, 2, _FREE, 0, len(data)),
            *([_entry("", 0, _FREE, 0, 0)] * (_SECTOR // _ENTRY - 2)),
        )
    )
    named = [sectors + 2 + n for n in range(tables)] + [_FREE] * (_IN_HEADER - tables)
    header = struct.pack(
        "<8s16sHHHHH6xIIIIIIIII109I",
        MAGIC, b"", 0x3E, 4, 0xFFFE, 12, 6, 1, tables, sectors, 0, _CUTOFF, _END, 0, _END, 0, *named,
    )  # fmt: skip
    body = data.ljust(sectors * _SECTOR, b"\0") + directory + bytes(_SECTOR)
    return header.ljust(_SECTOR, b"\0") + body + struct.pack(f"<{len(fat)}I", *fat)


def _entry(name: str, kind: int, child: int, first: int, size: int) -> bytes:
    written = name.encode("utf-16-le")
    length = len(written) + 2 if name else 0
    return struct.pack("<64sHBBIII36xIII", written, length, kind, 1, _FREE, _FREE, child, first, size, 0)
