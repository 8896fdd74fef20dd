"""What the office needs of a printer of documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from ventanilla.domain.documents import Jsonable


class BadSheet(ValueError):
    """A sheet that cannot be printed: no such template, data beyond the limits, or a fault of the template."""


class TooLong(BadSheet):
    """A sheet that needs more memory or time than one document may take: trying again is useless."""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One document as it will be printed.

    ``template`` is a path inside the package (``/tramites/…/documents/….typ``); ``content`` is what the
    decision said, as JSON; ``link`` is what the QR holds; ``serial`` is of the certificate behind
    ``sello``. ``notice`` is printed across every page (the demonstration says that it is one).
    """

    template: str
    title: str
    institution: str
    folio: str
    issued_at: datetime
    expires_on: date | None
    cadena: str
    sello: str
    serial: str
    link: str
    content: Jsonable
    notice: str = ""


class Typesetter(Protocol):
    """Prints sheets. The same sheet always gives the same bytes."""

    def print(self, sheet: Sheet) -> bytes:
        """The PDF of ``sheet``: PDF/A-2a and PDF/UA-1. BadSheet if it cannot be, TooLong if it is too much."""
        ...
