"""The files inside a ZIP, one by one, without trusting anything that it says of itself, and without writing any.

Bounds are counted on what comes out, not on what the ZIP declares: how many files, how large each, how large all, how
many times larger than what they take in it. One file is in memory at a time. A ZIP inside a ZIP is opened once.

>>> import io, zipfile
>>> held = io.BytesIO()
>>> with zipfile.ZipFile(held, "w") as made:
...     made.writestr("enero/ALTAS.TXT", "uno")
...     made.writestr("../fuera.txt", "dos")
>>> [one.name if isinstance(one, File) else one.code for one in members(File.of_bytes("todo.zip", held.getvalue()))]
['todo.zip/enero/ALTAS.TXT', 'ZIP_NOMBRE']
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO, Final

from ventanilla.kernel.text import Text

from .file import File
from .finding import Finding, Place, Severity

CHUNK: Final = 256 * 1024  # bytes taken out at once
SMALL: Final = 1024 * 1024  # bytes: what comes to less is no bomb, however it was packed
DIRECTORY: Final = 16 * 1024 * 1024  # bytes of a ZIP's own list of its files
ENTRY: Final = b"PK\x01\x02"  # each file in that list
MAX_NAME: Final = 255  # characters of a name that are shown
_OFFICE: Final = (".xlsx", ".xlsm", ".xltx", ".xlsb", ".ods", ".docx", ".odt", ".pptx", ".jar", ".epub")
_OFFICE_FIRST: Final = (b"[Content_Types].xml", b"mimetype", b"_rels/", b"xl/", b"docProps/")
_JUNK: Final = ("__MACOSX/",)  # what some systems add to every ZIP; nobody put it there
_JUNK_NAMES: Final = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_ENCRYPTED: Final = 0x1
_PACKED: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others may ask for gigabytes to unpack
_BAD: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,  # of names that are not text, too
    OverflowError,
    OSError,
    IndexError,
)
"""All that ``zipfile`` raises for bytes that are not a good ZIP."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may come out of one ZIP, the ZIPs inside it included."""

    members: int = 50_000  # files
    member: int = 64 * 1024 * 1024  # bytes of one file
    total: int = 2 * 1024 * 1024 * 1024  # bytes of all
    ratio: int = 200  # times what it takes packed; text of payroll comes to ten or twenty
    depth: int = 1  # ZIPs inside a ZIP


LIMITS: Final = Limits()


def recognizes(head: bytes, name: str) -> bool:
    """Tell whether a file is a ZIP of files, and not a workbook or a document, which are ZIPs inside.

    >>> recognizes(b"PK\\x03\\x04", "recibos.zip"), recognizes(b"PK\\x03\\x04", "nomina.xlsx")
    (True, False)
    """
    if not head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return False
    return not name.lower().endswith(_OFFICE) and not head[30:60].startswith(_OFFICE_FIRST)


@dataclass(slots=True)
class _Spent:
    """What has come out already."""

    members: int = 0
    total: int = 0
    stopped: bool = False


def members(file: File, limits: Limits = LIMITS) -> Iterator[File | Finding]:
    """Each file in a ZIP, named ``outer.zip/inner.xml``, or why it is left out. Nothing that it may contain raises.

    A file that is given holds its bytes: let it go before asking for the next.
    """
    yield from _members(file, limits, _Spent())


def _members(file: File, limits: Limits, spent: _Spent) -> Iterator[File | Finding]:
    with file.open() as stream:
        if not stream.seekable():
            yield _broken(file.name)
            return
        size = stream.seek(0, io.SEEK_END)
        guarded = _Guarded(stream, limits.members)
        try:
            held = zipfile.ZipFile(guarded)
        except _TooMany:
            yield _too_many(file.name, limits)
            return
        except _BAD:
            yield _broken(file.name)
            return
        guarded.listing = False
        within = replace(limits, total=min(limits.total, spent.total + _most_of(size, limits)))
        with held:
            entries = [entry for entry in held.infolist() if not _is_passed_over(entry.filename)]
            if not entries:
                yield _empty(file.name)
            for entry in entries:
                yield from _one(file.name, held, entry, within, spent)
                if spent.stopped:
                    return


def _most_of(size: int, limits: Limits) -> int:
    """The bytes that may come out of a ZIP of that size: the same stretch of it may be packed under many names."""
    return max(size * limits.ratio, SMALL)


def _one(
    outer: str, held: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits, spent: _Spent
) -> Iterator[File | Finding]:
    name = f"{outer}/{_shown(entry.filename)}"
    spent.members += 1
    if spent.members > limits.members:
        spent.stopped = True
        yield _too_many(outer, limits)
        return
    refusal = _refusal(name, entry, limits)
    if refusal is not None:
        yield refusal
        return
    try:
        content = _content(held, entry, limits, spent)
    except _BAD:
        yield _damaged(name)
        return
    if isinstance(content, Text):
        spent.stopped = content.code == "ZIP_TOTAL"
        yield _excessive(name, content)
    elif entry.filename.lower().endswith(".zip") and content.startswith(b"PK"):
        if limits.depth < 1:
            yield _nested(name)
        else:
            yield from _members(File.of_bytes(name, content), replace(limits, depth=limits.depth - 1), spent)
    else:
        yield File.of_bytes(name, content)


def _content(held: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits, spent: _Spent) -> bytes | Text:
    """The bytes of one file, or the limit that they go over."""
    whole = io.BytesIO()
    taken = 0
    with held.open(entry) as stream:
        while part := stream.read(CHUNK):
            whole.write(part)
            taken += len(part)
            spent.total += len(part)
            if taken > limits.member:
                return Text("ZIP_GRANDE", "El archivo tiene más de {limite} MiB.", limite=limits.member // 2**20)
            if taken > SMALL and taken > limits.ratio * max(entry.compress_size, 1):
                return Text("ZIP_BOMBA", "El archivo ocupa más de {veces} veces lo que su ZIP.", veces=limits.ratio)
            if spent.total > limits.total:
                return Text("ZIP_TOTAL", "Lo que trae el ZIP pasa de {limite} MiB.", limite=limits.total // 2**20)
    return whole.getvalue()


def _refusal(name: str, entry: zipfile.ZipInfo, limits: Limits) -> Finding | None:
    """What can be told of a file before taking it out."""
    path = entry.filename.replace("\\", "/")
    if not path or path.startswith("/") or path[1:2] == ":" or ".." in path.split("/"):
        return Finding(
            Severity.ERROR,
            Place(name),
            "",
            Text("ZIP_NOMBRE", "El nombre del archivo apunta fuera del ZIP, y no se leyó."),
            Text("ZIP_NOMBRE_REMEDIO", "Haga el ZIP otra vez con los archivos de su carpeta, y desconfíe de este."),
        )
    if entry.flag_bits & _ENCRYPTED:
        return Finding(
            Severity.ERROR,
            Place(name),
            "",
            Text("ZIP_CIFRADO", "El archivo está protegido con contraseña, y no se leyó."),
            Text("ZIP_CIFRADO_REMEDIO", "Entregue el ZIP sin contraseña, o los archivos sueltos."),
        )
    if entry.compress_type not in _PACKED:
        return Finding(
            Severity.ERROR,
            Place(name),
            "",
            Text("ZIP_METODO", "El archivo está comprimido de un modo que no se lee aquí."),
            Text("ZIP_METODO_REMEDIO", "Haga el ZIP con el explorador de archivos de su sistema."),
        )
    if entry.file_size > limits.member:
        cause = Text("ZIP_GRANDE", "El archivo tiene más de {limite} MiB.", limite=limits.member // 2**20)
        return _excessive(name, cause)
    return None


class _TooMany(Exception):
    """The list of a ZIP's files is longer than it may be."""


class _Guarded:
    """The bytes of a ZIP, refusing to read its list of files whole where it is too long.

    ``zipfile`` reads that list at once and makes an object of each entry before anybody can count them.
    """

    def __init__(self, stream: BinaryIO, most: int) -> None:
        self._stream = stream
        self._most = most
        self.listing = True  # until the list was read: afterwards only the files are

    def read(self, size: int = -1, /) -> bytes:
        """As a file; _TooMany for what is too long to be anything but a hostile list."""
        if not self.listing:
            return self._stream.read(size)
        content = self._stream.read(DIRECTORY + 1 if size < 0 else min(size, DIRECTORY + 1))
        if len(content) > DIRECTORY or content.count(ENTRY) > self._most:
            raise _TooMany
        return content

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """As a file."""
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        """As a file."""
        return self._stream.tell()

    def seekable(self) -> bool:
        """Always: it was asked before."""
        return True

    def close(self) -> None:
        """Nothing: whoever opened the stream closes it."""


def _is_passed_over(name: str) -> bool:
    """A folder, or what a system put there. (``ZipInfo.is_dir`` raises for a name that is empty.)"""
    return name.endswith("/") or name.startswith(_JUNK) or name.rpartition("/")[2].lower() in _JUNK_NAMES


def _shown(name: str) -> str:
    """A name on one line: what cannot be printed is shown as �."""
    return "".join(each if each.isprintable() else "\ufffd" for each in name[:MAX_NAME])


def _broken(name: str) -> Finding:
    return Finding(
        Severity.ERROR,
        Place(name),
        "",
        Text("ZIP_ILEGIBLE", "El archivo no es un ZIP, o está incompleto."),
        Text("ZIP_ILEGIBLE_REMEDIO", "Ábralo en su computadora; si no abre, descárguelo o hágalo otra vez."),
    )


def _damaged(name: str) -> Finding:
    return Finding(
        Severity.ERROR,
        Place(name),
        "",
        Text("ZIP_DANADO", "El archivo está dañado dentro del ZIP, y no se leyó."),
        Text("ZIP_DANADO_REMEDIO", "Haga el ZIP otra vez; los demás archivos sí se leyeron."),
    )


def _empty(name: str) -> Finding:
    return Finding(
        Severity.WARNING,
        Place(name),
        "",
        Text("ZIP_VACIO", "El ZIP no trae ningún archivo."),
        Text("ZIP_VACIO_REMEDIO", "Compruebe que haya comprimido los archivos, y no una carpeta vacía."),
    )


def _too_many(name: str, limits: Limits) -> Finding:
    return Finding(
        Severity.ERROR,
        Place(name),
        "",
        Text("ZIP_MUCHOS", "El ZIP trae más de {limite} archivos; no se leen los demás.", limite=limits.members),
        Text("ZIP_MUCHOS_REMEDIO", "Repártalos en varios ZIP."),
    )


def _nested(name: str) -> Finding:
    return Finding(
        Severity.ERROR,
        Place(name),
        "",
        Text("ZIP_ANIDADO", "Es un ZIP dentro de otros dos, y no se abrió."),
        Text("ZIP_ANIDADO_REMEDIO", "Sáquelo y entréguelo aparte."),
    )


def _excessive(name: str, cause: Text) -> Finding:
    return Finding(
        Severity.ERROR,
        Place(name),
        "",
        cause,
        Text("ZIP_EXCESIVO_REMEDIO", "No se leyó. Entréguelo fuera del ZIP si es lo que esperaba."),
    )
