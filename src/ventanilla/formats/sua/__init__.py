"""SUA: the five files with which an employer's data enter the institution's desktop program.

ASEG workers, AFIL their affiliation data, MOVT movements, INCAP incapacities, CRED housing credits. The file that the
program hands to banks is neither read nor written.

>>> from ventanilla.formats.file import File
>>> one = File.of_bytes("MOVT.TXT", b"Z9912345105991785000150701032026        000070115")
>>> [(found.tipo.value, found.sbc) for found in read(one)]
[('07', Money('701.15'))]
>>> b"".join(write_movt(read(one)))
b'Z9912345105991785000150701032026        000070115\\r\\n'
"""

from __future__ import annotations

from ventanilla.formats.fixed.lines import upper
from ventanilla.formats.fixed.writing import NotWritable

from .layouts import LAYOUTS, longest
from .reading import decoded, read
from .writing import write_afil, write_aseg, write_cred, write_incap, write_movt

__all__ = [
    "NotWritable",
    "read",
    "recognizes",
    "write_afil",
    "write_aseg",
    "write_cred",
    "write_incap",
    "write_movt",
]


def recognizes(head: bytes, name: str) -> bool:
    """Whether a file that begins with ``head`` is one of the five: half of its lines are; ``name`` says nothing here.

    >>> recognizes(b"Z99123451059905880002202300620", "MOVT.TXT"), recognizes(b"NSS,NOMBRE", "MOVT.TXT")
    (False, False)
    """
    del name
    said = decoded(head)
    return bool(said) and 2 * sum(map(_is_line, said)) >= len(said)


def _is_line(text: str) -> bool:
    """A line whole, or one that begins and measures as one."""
    text = upper(text)
    if any(one.holds(text, longest(one)) for one in LAYOUTS):
        return True
    begins = sum(character in "0123456789" for character in text[:22]) >= 18
    return begins and any(one.width <= len(text) <= longest(one) for one in LAYOUTS)
