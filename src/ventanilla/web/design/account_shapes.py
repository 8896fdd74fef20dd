"""What the pages about certificates and representatives are given; see ``shapes``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from ventanilla.web.design.shapes import Sentence, TimelineEntry


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """An e.firma bound to the account. ``company`` is "" for one's own; ``ended`` says when it stopped serving."""

    company: str
    rfc: str
    serial: str
    state: Sentence
    kind: Literal["done", "wait", "off", "no"]
    since: date
    until: date
    bound_at: datetime
    ended: Sentence = ""


@dataclass(frozen=True, slots=True)
class CertificadosPage:
    """The e.firmas of an account, the newest first, and what happened to them."""

    certificates: tuple[CertificateRow, ...]
    timeline: tuple[TimelineEntry, ...]
    notice: Sentence = ""


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A company's change of representative. ``pending`` waits for staff; ``rejected`` may still be confirmed."""

    id: str
    company: str
    rfc: str
    previous: str
    new: str
    serial: str
    at: datetime
    pending: bool
    rejected: bool = False
    decided_at: datetime | None = None
    reason: str = ""
    error: Sentence = ""

    @property
    def field(self) -> str:
        """The id of the input of its reason."""
        return f"motivo-{self.id}"


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """An e.firma that was turned away: whose account it agrees with in part, and in what it does not."""

    name: str
    serial: str
    fault: Sentence
    at: datetime


@dataclass(frozen=True, slots=True)
class RepresentantesPage:
    """What staff review: changes of representative, and e.firmas that agree with an account in part."""

    changes: tuple[ChangeRow, ...]
    conflicts: tuple[ConflictRow, ...]
    done: Sentence = ""
    error: Sentence = ""
