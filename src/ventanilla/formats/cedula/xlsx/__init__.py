"""The cédula as a workbook of Excel whose formulas compute it again (extra ``formatos``: XlsxWriter)."""

from __future__ import annotations

from datetime import datetime
from typing import BinaryIO

from ventanilla.formats.cedula.model import CedulaImpresa

from . import explanation, lists, parameters, summary, workers
from .book import Book
from .rows import TooManyRows

__all__ = ["TooManyRows", "write"]


def write(cedula: CedulaImpresa, out: BinaryIO, created: datetime) -> None:
    """Write ``cedula`` to ``out``: summary, workers, branches, explanation, parameters, incidences, credits, findings.

    ``created`` is told as the date of the document, and nothing else varies: the same cédula and date give the same
    bytes. TooManyRows past what a sheet holds. ImportError without XlsxWriter.
    """
    book = Book(cedula, created)
    resumen = book.sheet(summary.RESUMEN)
    places = workers.add(book)
    ramos = book.sheet(summary.RAMOS)
    alone = len(cedula.periodos) == 1
    hojas = [explanation.add(book, one.bill, alone) for one in cedula.periodos]
    parameters.add(book)
    lists.add_incidencias(book)
    lists.add_creditos(book)
    lists.add_hallazgos(book)
    summary.add_ramos(book, ramos, places, hojas)
    summary.add_resumen(book, resumen, places, hojas)
    resumen.activate()
    book.save(out)
