"""Names of certificates, read from the raw DER by tag.

``cryptography`` raises ValueError on every T61String, and asn1crypto on the 2.5.4.45 that carries the
RFC; a name with Ñ has both. The tax authority writes latin-1 inside T61String.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final

from . import der

COMMON_NAME: Final = "2.5.4.3"
NAME: Final = "2.5.4.41"
ORGANIZATION: Final = "2.5.4.10"
ORGANIZATIONAL_UNIT: Final = "2.5.4.11"
COUNTRY: Final = "2.5.4.6"
EMAIL: Final = "1.2.840.113549.1.9.1"
UNIQUE_IDENTIFIER: Final = "2.5.4.45"  # the RFC
SERIAL_NUMBER: Final = "2.5.4.5"  # the CURP

_ENCODINGS: Final = {
    der.UTF8_STRING: "utf-8",
    der.NUMERIC_STRING: "latin-1",
    der.PRINTABLE_STRING: "latin-1",
    der.T61_STRING: "latin-1",
    der.IA5_STRING: "latin-1",
    der.BMP_STRING: "utf-16-be",
}
_MAX_ATTRIBUTES: Final = 64


@dataclass(frozen=True, slots=True)
class Name:
    """A distinguished name: ``raw`` is what names are compared by; attributes are in order, NFC."""

    raw: bytes
    attributes: tuple[tuple[str, str], ...]

    def first(self, oid: str) -> str:
        """The first value of an attribute; ``""`` if it has none."""
        return next((value for key, value in self.attributes if key == oid), "")

    def has(self, oid: str) -> bool:
        """Tell whether the attribute is there, even if empty."""
        return any(key == oid for key, _ in self.attributes)


def read_name(raw: bytes) -> Name:
    """Decode a Name; DerError if it is malformed or uses a type that is not text.

    >>> name = read_name(der.sequence(der.set_of([der.sequence(der.oid(COMMON_NAME), der.tlv(0x14, b"\\xd1u"))])))
    >>> name.first(COMMON_NAME)
    'Ñu'
    """
    attributes: list[tuple[str, str]] = []
    relative_names = der.only(raw, der.SEQUENCE)
    while relative_names.peek():
        relative = relative_names.enter(der.SET)
        while relative.peek():
            attribute = relative.enter(der.SEQUENCE)
            key = attribute.oid()
            tag = attribute.peek()
            content = attribute.take(tag)
            attribute.finish()
            attributes.append((key, _text(tag, content)))
            if len(attributes) > _MAX_ATTRIBUTES:
                raise der.DerError("a name with too many attributes", 0)
    relative_names.finish()
    return Name(raw, tuple(attributes))


def _text(tag: int, content: bytes) -> str:
    if tag == der.BIT_STRING:  # 2.5.4.45 as X.520 has it: no text of SAT's is in it
        return content.hex()
    encoding = _ENCODINGS.get(tag)
    if encoding is None:
        raise der.DerError(f"a name with a value of tag {tag:#04x}", 0)
    try:
        return unicodedata.normalize("NFC", content.decode(encoding))
    except UnicodeDecodeError as error:
        raise der.DerError("a name with bytes that are not its text", 0) from error
