"""What the page of whoever revokes documents is given; see `shapes`, beside it for its length."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from ventanilla.web.design.shapes import Sentence


@dataclass(frozen=True, slots=True)
class Revocable:
    """A document found by its folio. ``holder`` is masked; ``ended`` is when it stopped counting."""

    folio: str
    title: str
    holder: str
    issued_at: datetime
    expires_on: date | None
    ended: date | None = None
    replaced_by: str = ""
    expired: bool = False


@dataclass(frozen=True, slots=True)
class DocumentosPage:
    """Finding a document and revoking it. ``errors`` by field: «folio», «motivo», «reemplazo»."""

    typed: str = ""
    found: Revocable | None = None
    reason: str = ""
    replaced_by: str = ""
    errors: Mapping[str, Sentence] = field(default_factory=dict)
    done: Sentence = ""
