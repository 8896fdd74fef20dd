"""Making a long PDF small: its many little objects (the tags of a table) go into compressed object streams.

The typesetter writes each cell's tag as an object of its own, in clear: in a table of 60 pages they are nine
tenths of the file. Object streams and cross-reference streams are of PDF 1.5, and PDF/A-2 and PDF/UA-1 allow
them (ISO 32000-1, 7.5.7 and 7.5.8). No object is changed, added or renumbered; streams (pages, fonts, metadata)
stay as they are, byte for byte.
"""

from __future__ import annotations

import re
import zlib
from typing import Final

OBJECTS_PER_STREAM: Final = 200
_TRAILER: Final = re.compile(
    rb"trailer\n<</Size (\d+)/Root (\d+ 0 R)/Info (\d+ 0 R)/ID(\[.+?\])>>\nstartxref\n(\d+)\n%%EOF\s*", re.DOTALL
)
_ENTRY_BYTES: Final = 20  # of a cross-reference table: ten digits, five, a letter, blanks and a line end
_TAIL_BYTES: Final = 1_024  # where the trailer is looked for
_FREE: Final = b"\x00" + (0).to_bytes(4, "big") + (65_535).to_bytes(2, "big")


class NotPackable(ValueError):
    """Not a PDF as our typesetter writes it: one table of cross-references, whole, and nothing after it."""


def pack(pdf: bytes) -> bytes:
    """The same document with its objects in compressed streams. The same bytes in give the same bytes out."""
    tail = max(0, len(pdf) - _TAIL_BYTES)
    trailer = _TRAILER.search(pdf, tail)
    if trailer is None or trailer.end() != len(pdf):
        raise NotPackable("there is no trailer of the kind")
    size, root, info, ids, table = trailer.groups()
    offsets = _offsets(pdf, int(table), int(size))
    ends = dict(zip(sorted(offsets.values()), [*sorted(offsets.values())[1:], int(table)], strict=True))
    out = bytearray(pdf[: min(offsets.values())])
    places: dict[int, bytes] = {0: _FREE}
    loose: list[tuple[int, bytes]] = []
    for number, offset in offsets.items():
        whole = pdf[offset : ends[offset]]
        body = _body(number, whole)
        if body.endswith(b"endstream"):
            places[number] = _plain(len(out))
            out += whole
        else:
            loose.append((number, body))
    number = int(size)
    for at in range(0, len(loose), OBJECTS_PER_STREAM):
        group = loose[at : at + OBJECTS_PER_STREAM]
        places[number] = _plain(len(out))
        places |= {inner: _inside(number, index) for index, (inner, _) in enumerate(group)}
        out += _object_stream(number, group)
        number += 1
    start = len(out)
    places[number] = _plain(start)
    table_bytes = zlib.compress(b"".join(places[each] for each in range(number + 1)), 9)
    head = b"/Type/XRef/Size %d/W[1 4 2]/Root %s/Info %s/ID%s" % (number + 1, root, info, ids)
    out += _stream(number, head, table_bytes)
    out += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


def _offsets(pdf: bytes, table: int, size: int) -> dict[int, int]:
    head = b"xref\n0 %d\n" % size
    if not pdf.startswith(head, table):
        raise NotPackable("the cross-references are not one table")
    found: dict[int, int] = {}
    for number in range(1, size):
        start = table + len(head) + number * _ENTRY_BYTES
        entry = pdf[start : start + _ENTRY_BYTES]
        if entry[10:18] != b" 00000 n":
            raise NotPackable(f"the object {number} is free, or not the first of its number")
        found[number] = int(entry[:10])
    return found


def _body(number: int, whole: bytes) -> bytes:
    opening = b"%d 0 obj\n" % number
    ending = whole.rstrip()
    if not ending.startswith(opening) or not ending.endswith(b"\nendobj"):
        raise NotPackable(f"the object {number} is not where it should be")
    return ending[len(opening) : -len(b"\nendobj")]


def _object_stream(number: int, group: list[tuple[int, bytes]]) -> bytes:
    pairs, at = [], 0
    for inner, body in group:
        pairs.append(b"%d %d" % (inner, at))
        at += len(body) + 1
    index = b" ".join(pairs) + b"\n"
    data = zlib.compress(index + b"\n".join(body for _, body in group), 9)
    return _stream(number, b"/Type/ObjStm/N %d/First %d" % (len(group), len(index)), data)


def _stream(number: int, head: bytes, data: bytes) -> bytes:
    return b"%d 0 obj\n<<%s/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream\nendobj\n" % (
        number,
        head,
        len(data),
        data,
    )


def _plain(offset: int) -> bytes:
    return b"\x01" + offset.to_bytes(4, "big") + bytes(2)


def _inside(stream: int, index: int) -> bytes:
    return b"\x02" + stream.to_bytes(4, "big") + index.to_bytes(2, "big")
