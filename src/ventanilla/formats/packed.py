"""The package of a workbook (xlsx, ods): a ZIP whose members are XML, read a piece at a time and never past a limit.

A member is given to an expat parser as it is unpacked. A document type is refused: no workbook has one, and entities
are how a small file fills a memory.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Final
from xml.parsers import expat

from ventanilla.kernel.text import Text

from .sheet import Unreadable

MAX_UNPACKED: Final = 192 * 1024 * 1024  # bytes of all the members that are read
MAX_MEMBERS: Final = 2_000  # a workbook of sixty sheets with pictures has some hundreds
MAX_RATIO: Final = 250  # unpacked to packed, of a member over RATIO_FROM: sheets reach some tens
RATIO_FROM: Final = 1024 * 1024  # bytes
_PIECE: Final = 256 * 1024  # bytes; then a quarter of what was read, for old expats read an unended tag anew each time
_ENTRY: Final = b"PK\x01\x02"
_ENCRYPTED: Final = 1  # bit of a member's flags
_FAULTS: Final = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)

Attributes = dict[str, str]


def damaged() -> Unreadable:
    """The file cannot be what it says it is."""
    return Unreadable(
        Text("LIBRO_DANADO", "El libro está dañado o incompleto: no se pudo leer."),
        Text("LIBRO_DANADO_REMEDIO", "Ábralo en su programa de hojas de cálculo y guárdelo otra vez como .xlsx."),
    )


def too_big() -> Unreadable:
    """The file would unpack to more than is read."""
    return Unreadable(
        Text("LIBRO_GRANDE", "El libro, ya descomprimido, es más grande de lo que se lee."),
        Text("LIBRO_GRANDE_REMEDIO", "Divídalo en varios archivos, o guarde la hoja de los trabajadores como CSV."),
    )


def with_password() -> Unreadable:
    """The file is encrypted."""
    return Unreadable(
        Text("LIBRO_CON_CONTRASENA", "El libro está protegido con contraseña y no se puede leer."),
        Text("LIBRO_CON_CONTRASENA_REMEDIO", "Ábralo con su contraseña y guarde una copia que no la pida."),
    )


class Packed:
    """A package opened; ``Unreadable`` says why it cannot be."""

    def __init__(self, content: bytes) -> None:
        if content.count(_ENTRY) > MAX_MEMBERS:
            raise too_big()
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            self._members = {info.filename.lstrip("/").casefold(): info for info in self._zip.infolist()}
        except _FAULTS as fault:
            raise damaged() from fault
        self._left = MAX_UNPACKED

    def has(self, name: str) -> bool:
        """Whether there is a member, whatever its capitals."""
        return name.casefold() in self._members

    def feed(self, name: str, parser: expat.XMLParserType) -> None:
        """Give a member to ``parser``, piece by piece."""
        info = self._members[name.casefold()]
        if info.flag_bits & _ENCRYPTED:
            raise with_password()
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise damaged()
        if info.file_size > self._left:
            raise too_big()
        if info.file_size > RATIO_FROM and info.file_size > MAX_RATIO * max(info.compress_size, 1):
            raise too_big()
        try:
            read = 0
            with self._zip.open(info) as stream:
                while piece := stream.read(max(_PIECE, read // 4)):
                    read += len(piece)
                    self._left -= len(piece)
                    if self._left < 0:
                        raise too_big()
                    parser.Parse(piece, False)
                parser.Parse(b"", True)
        except (*_FAULTS, expat.ExpatError) as fault:
            raise damaged() from fault
        except LookupError as fault:
            if type(fault) is not LookupError:  # a mistake of ours; the bare one is an encoding that nobody knows
                raise
            raise damaged() from fault


def parser(
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> expat.XMLParserType:
    """An expat parser that refuses a document type."""
    made = expat.ParserCreate()
    made.buffer_text = True
    made.StartElementHandler = start
    made.EndElementHandler = end
    made.CharacterDataHandler = text
    made.StartDoctypeDeclHandler = _no_document_type
    return made


def _no_document_type(*_declared: object) -> None:
    raise damaged()


def local(name: str) -> str:
    """The name of an element or attribute without its prefix.

    >>> local("x:row"), local("row")
    ('row', 'row')
    """
    return name.rpartition(":")[2]
