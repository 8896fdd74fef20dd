"""The order to issue a document, as a decision writes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ventanilla.kernel.acts import Effect, Event

from .events import DocumentIssued


@dataclass(frozen=True)
class IssueDocument(Effect):
    """Print ``content`` with ``template`` (a file of the trámite's ``documents/``), seal it, hand it over.

    ``content`` is a frozen dataclass: what was decided and all that the document may print. A document
    is about the case's subject. It expires ``valid_for_days`` days after it is issued (None: never).
    ``fact`` is the one sentence that a stranger who scans the QR may read: no name, no number.
    ``holder`` is whose document it is; the stranger reads it masked.
    """

    TOLD_BY: ClassVar[tuple[type[Event], ...]] = (DocumentIssued,)

    template: str
    content: object
    valid_for_days: int | None = None
    fact: str = ""
    holder: str = ""
