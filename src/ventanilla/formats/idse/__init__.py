"""IDSE (DISPMAG): the file with which an employer tells the institution of altas, modificaciones and bajas.

One file for each kind of movement, of lines of 168 columns and a control record at the end. The institution publishes
no file of its answers, nor the list of its errors: those here are ours.

>>> line = (
...     "Z991234510599058800022NU#EZ                      LOPEZ                      MARIA PRUEBA               "
...     "00000000000000030062026     02014000002      2                  9"
... )
>>> from ventanilla.formats.file import File
>>> for found in read(File.of_bytes("BAJAS.TXT", line.encode())):
...     print(found.code if isinstance(found, Finding) else (found.nss, str(found.nombre), found.causa))
('99058800022', 'MARIA PRUEBA NUÑEZ LOPEZ', '2')
CONTROL_FALTA
"""

from __future__ import annotations

import codecs
from typing import Final

from ventanilla.formats.finding import Finding
from ventanilla.formats.fixed.writing import NotWritable

from .layout import LAYOUTS, TYPE_AT, WIDTH, is_control
from .reading import read
from .writing import write

__all__ = ["Finding", "NotWritable", "read", "recognizes", "write"]
_LOOKED_AT: Final = 64  # lines
_SHORTEST: Final = 138  # columns: what an editor may leave of a line
_LONGEST: Final = WIDTH + 12  # and a bad one may have
_DIGITS: Final = 16  # of the first 22 columns, in a line that has a fault there


def recognizes(head: bytes, name: str) -> bool:
    """Whether a file that begins with ``head`` is one of these; ``name`` says nothing here.

    >>> recognizes(b"*************", "X.TXT"), recognizes(b"NSS,NOMBRE\\r\\n", "X.TXT")
    (True, False)
    """
    del name
    lines = [line for line in head.removeprefix(codecs.BOM_UTF8).split(b"\n") if line.strip()][:_LOOKED_AT]
    return bool(lines) and 2 * sum(_is_line(line.decode("latin-1").rstrip("\r")) for line in lines) >= len(lines)


def _is_line(text: str) -> bool:
    if is_control(text):
        return True
    digits = sum(character in "0123456789" for character in text[:22])
    return _SHORTEST <= len(text) <= _LONGEST and text[TYPE_AT] in LAYOUTS and digits >= _DIGITS
