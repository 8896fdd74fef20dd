"""The tables of a file as sheets of cells: a workbook (.xlsx, .xls, .ods) or a CSV, whatever its name says.

>>> [given.rows for given in read(File.of_bytes("LISTA.CSV", b"NSS,SBC\\n99178500015,687.70"))]
[(('NSS', 'SBC'), ('99178500015', '687.70'))]
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ventanilla.kernel.text import Text

from . import ods, separated, xls, xlsx
from .compound import MAGIC as OLD_WORKBOOK
from .file import File
from .finding import Finding, Place
from .packed import Packed
from .sheet import MAX_BYTES, MAX_SHEETS, Cell, Row, Sheet, Unreadable

PACKAGE: Final = b"PK\x03\x04"
HEAD: Final = 512  # bytes that tell what a file is
_MARKUP: Final = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<workbook", b"<meta", b"<style", b"mime-version")

__all__ = ["MAX_BYTES", "MAX_SHEETS", "Cell", "Row", "Sheet", "Unreadable", "is_workbook", "read"]


def is_workbook(head: bytes) -> bool:
    """Whether a file that begins so may be a workbook; a ZIP of other things begins like one too."""
    return head.startswith((PACKAGE, OLD_WORKBOOK))


def read(file: File) -> Iterator[Sheet | Finding]:
    """Its sheets, and what is to be told of them. Never raises: what cannot be read is an error of the whole file."""
    content = file.read(MAX_BYTES)
    try:
        if content is None:
            raise Unreadable(
                Text("TABLA_GRANDE", "El archivo pasa de {n} MB y no se leyó.", n=MAX_BYTES // (1024 * 1024)),
                Text("TABLA_GRANDE_REMEDIO", "Divídalo en varios archivos."),
            )
        yield from _given(file.name, content)
    except Unreadable as fault:
        yield fault.finding(Place(file.name))


def _given(name: str, content: bytes) -> Iterator[Sheet | Finding]:
    if content.startswith(OLD_WORKBOOK):
        yield from xls.read(name, content)
    elif content.startswith(PACKAGE):
        package = Packed(content)
        yield from (xlsx if package.has(xlsx.WORKBOOK) or not package.has(ods.CONTENT) else ods).read(name, content)
    elif content[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        raise Unreadable(
            Text("TABLA_DE_PAGINA", "El archivo es una página o un XML con nombre de hoja de cálculo."),
            Text("TABLA_DE_PAGINA_REMEDIO", "Ábralo en su programa de hojas de cálculo y guárdelo como .xlsx."),
        )
    elif content.strip():
        yield from separated.read(name, content)
    else:
        raise Unreadable(
            Text("TABLA_VACIA", "El archivo está vacío."),
            Text("TABLA_VACIA_REMEDIO", "Vuelva a guardarlo desde su programa."),
        )
