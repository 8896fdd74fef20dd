"""CFDI de nómina 1.2 in CFDI 3.3 and 4.0: receipts of payroll read from their XML, and their seals checked.

``reference/file-formats.md`` section 5. The XML is parsed as if it were hostile (``tree``), a value that is wrong is
told with its line and column (``places``) and leaves the rest alone, and only what the issuer's seal covers is read.

>>> from ventanilla.formats.file import File
>>> xml = b'''<?xml version="1.0" encoding="UTF-8"?>
... <c:Comprobante xmlns:c="http://www.sat.gob.mx/cfd/4" Version="4.0"/>'''
>>> recognizes(xml, "recibo.xml"), [found.code for found in read(File.of_bytes("recibo.xml", xml))]
(True, ['SIN_NOMINA'])
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ventanilla.formats.file import File
from ventanilla.formats.finding import Finding
from ventanilla.formats.records import Recibo

from .repeated import Repetidos

if TYPE_CHECKING:  # lxml and cryptography are loaded by whoever reads
    from .sello import Sellos

__all__ = ["Repetidos", "read", "recognizes"]


def recognizes(head: bytes, name: str) -> bool:
    """Tell whether a file that begins with ``head`` is a CFDI, or an XML of which ``read`` can say that it is none."""
    blank = head.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")
    return blank.startswith(b"<") and (b"Comprobante" in head.replace(b"\0", b"") or name.lower().endswith(".xml"))


def read(file: File, sellos: Sellos | None = None) -> Iterator[Recibo | Finding]:
    """The receipts of a CFDI and what is odd in it, in the order in which it is written.

    With ``sellos`` the seal is checked too: what does not match is a WARNING, what nobody can check a NOTE; a good
    seal says nothing and is counted there. Nothing that ``file`` may contain raises.
    """
    from .reading import read as read_file

    return read_file(file, sellos)
