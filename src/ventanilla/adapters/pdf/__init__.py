"""The tables of a PDF as sheets of cells, read in a process apart (extra ``formatos``: pdfplumber)."""

from .tables import tables_of

__all__ = ["tables_of"]
