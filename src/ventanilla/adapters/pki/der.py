"""A strict reader and a small writer of DER (ITU-T X.690), for what no library reads or writes as SAT does.

Definite, minimal lengths; low tag numbers; nothing left over. Whoever reads descends by hand, so that
depth is bounded by the code and not by the input.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

BOOLEAN: Final = 0x01
INTEGER: Final = 0x02
BIT_STRING: Final = 0x03
OCTET_STRING: Final = 0x04
NULL: Final = 0x05
OID: Final = 0x06
UTF8_STRING: Final = 0x0C
NUMERIC_STRING: Final = 0x12
PRINTABLE_STRING: Final = 0x13
T61_STRING: Final = 0x14
IA5_STRING: Final = 0x16
UTC_TIME: Final = 0x17
GENERALIZED_TIME: Final = 0x18
BMP_STRING: Final = 0x1E
SEQUENCE: Final = 0x30
SET: Final = 0x31

_MAX_LENGTH_BYTES: Final = 4
_MAX_ARC_BYTES: Final = 10


class DerError(ValueError):
    """Not the DER that was expected; ``position`` is the offset in the whole input."""

    def __init__(self, what: str, position: int) -> None:
        super().__init__(f"{what} at byte {position}")
        self.position = position


class Reader:
    """A cursor over the elements of one constructed value.

    >>> outer = Reader(bytes.fromhex("3003020105"))
    >>> inner = outer.enter(SEQUENCE)
    >>> inner.take(INTEGER), inner.finish(), outer.finish()
    (b'\\x05', None, None)
    """

    __slots__ = ("_data", "_end", "_pos")

    def __init__(self, data: bytes, start: int = 0, end: int | None = None) -> None:
        self._data = data
        self._pos = start
        self._end = len(data) if end is None else end

    def peek(self) -> int:
        """The next element's tag; 0 at the end."""
        return self._data[self._pos] if self._pos < self._end else 0

    def raw(self, tag: int) -> bytes:
        """The next element whole, header included."""
        start = self._pos
        _, end = self._header(tag)
        return self._data[start:end]

    def take(self, tag: int) -> bytes:
        """The next element's content."""
        content, end = self._header(tag)
        return self._data[content:end]

    def enter(self, tag: int) -> Reader:
        """A reader of the next element's content."""
        content, end = self._header(tag)
        return Reader(self._data, content, end)

    def skip(self, tag: int) -> bool:
        """Pass over the next element if it has ``tag``; tell whether it did."""
        if self.peek() != tag:
            return False
        self._header(tag)
        return True

    def integer(self) -> int:
        """An INTEGER in its shortest form."""
        start = self._pos
        content = self.take(INTEGER)
        if not content or (len(content) > 1 and content[0] in (0x00, 0xFF) and content[0] >> 7 == content[1] >> 7):
            raise DerError("an integer that is empty or too long", start)
        return int.from_bytes(content, "big", signed=True)

    def oid(self) -> str:
        """An OBJECT IDENTIFIER, dotted."""
        start = self._pos
        content = self.take(OID)
        if not content or content[-1] & 0x80:
            raise DerError("an identifier cut short", start)
        arcs: list[int] = []
        value = size = 0
        for byte in content:
            size += 1
            if (size == 1 and byte == 0x80) or size > _MAX_ARC_BYTES:
                raise DerError("an identifier with an arc too long", start)
            value = value << 7 | byte & 0x7F
            if not byte & 0x80:
                arcs.append(value)
                value = size = 0
        first = min(arcs[0] // 40, 2)
        return ".".join(map(str, (first, arcs[0] - 40 * first, *arcs[1:])))

    def finish(self) -> None:
        """DerError if anything is left."""
        if self._pos != self._end:
            raise DerError("something left over", self._pos)

    def _header(self, tag: int) -> tuple[int, int]:
        data, pos, limit = self._data, self._pos, self._end
        if pos + 2 > limit:
            raise DerError("nothing where an element was expected", pos)
        if data[pos] != tag:
            raise DerError(f"tag {data[pos]:#04x} instead of {tag:#04x}", pos)
        length = data[pos + 1]
        content = pos + 2
        if length & 0x80:
            size = length & 0x7F
            if not 1 <= size <= _MAX_LENGTH_BYTES or content + size > limit:
                raise DerError("an indefinite or impossible length", pos)
            length = int.from_bytes(data[content : content + size], "big")
            if length < 0x80 or length >> (8 * (size - 1)) == 0:
                raise DerError("a length that is not minimal", pos)
            content += size
        end = content + length
        if end > limit:
            raise DerError("an element longer than what holds it", pos)
        self._pos = end
        return content, end


def only(data: bytes, tag: int) -> Reader:
    """A reader of the content of ``data``, which must be one element and nothing else."""
    outer = Reader(data)
    inner = outer.enter(tag)
    outer.finish()
    return inner


def tlv(tag: int, *contents: bytes) -> bytes:
    """One element.

    >>> tlv(SEQUENCE, integer(5)).hex()
    '3003020105'
    """
    content = b"".join(contents)
    size = len(content)
    if size < 0x80:
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + content


def sequence(*elements: bytes) -> bytes:
    """A SEQUENCE."""
    return tlv(SEQUENCE, *elements)


def set_of(elements: Iterable[bytes], tag: int = SET) -> bytes:
    """A SET OF: its elements in the order of their bytes (X.690, 11.6)."""
    return tlv(tag, *sorted(elements))


def integer(value: int) -> bytes:
    """An INTEGER, in its shortest form: two's complement holds one negative number more in the same bytes."""
    return tlv(INTEGER, value.to_bytes((value + (value < 0)).bit_length() // 8 + 1, "big", signed=True))


def octets(content: bytes) -> bytes:
    """An OCTET STRING."""
    return tlv(OCTET_STRING, content)


def bits(content: bytes, unused: int = 0) -> bytes:
    """A BIT STRING of ``8 * len(content) - unused`` bits."""
    return tlv(BIT_STRING, bytes((unused,)), content)


def null() -> bytes:
    """NULL."""
    return tlv(NULL)


def oid(dotted: str) -> bytes:
    """An OBJECT IDENTIFIER.

    >>> oid("1.2.840.113549").hex()
    '06062a864886f70d'
    """
    first, second, *rest = (int(part) for part in dotted.split("."))
    content = bytearray()
    for arc in (first * 40 + second, *rest):
        groups = [arc & 0x7F]
        while arc := arc >> 7:
            groups.append(arc & 0x7F | 0x80)
        content.extend(reversed(groups))
    return tlv(OID, bytes(content))


def algorithm(dotted: str, parameters: bytes | None = None) -> bytes:
    """An AlgorithmIdentifier; its parameters are NULL unless given (``b""``: absent)."""
    return sequence(oid(dotted), null() if parameters is None else parameters)
