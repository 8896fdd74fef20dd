"""The receipt (acuse) of a filing: what was asked, by whom, and when it was received."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ventanilla.domain.signing.acts import Line


@dataclass(frozen=True)
class Receipt:
    """All that ``/documents/acuse.typ`` may print: ``folio`` is the case's, not the document's.

    ``autorizacion`` is the folio of the one by which ``applicant`` acted, "" where they did by none.
    """

    folio: str
    title: str
    applicant: str
    acting_for: str
    filed_at: datetime
    promised_on: date | None
    lines: tuple[Line, ...]
    autorizacion: str = ""
