"""What each page of coming back is given, as `shapes` says it of the others."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from .shapes import Sentence, Step
from .sign_up_shapes import LegalText


@dataclass(frozen=True, slots=True)
class RecuperarCodigoPage:
    """A code on paper and a new password. ``error`` is of the pair that did not match."""

    shortest: int
    curp: str = ""
    error: Sentence = ""
    password_error: Sentence = ""


@dataclass(frozen=True, slots=True)
class MostradorPage:
    """The link of a recovery in person: the terms, and a new password."""

    shortest: int
    texts: tuple[LegalText, ...]
    error: Sentence = ""
    accept_error: Sentence = ""


@dataclass(frozen=True, slots=True)
class RecoveryRow:
    """A recovery in the list. ``tone`` is the tag's class; ``todo``: an official has something to do."""

    url: str
    name: str
    curp: str
    state: Sentence
    tone: str
    at: datetime
    proposed_by: str
    todo: bool


@dataclass(frozen=True, slots=True)
class RecuperacionesPage:
    """The queue of recoveries, and the CURP of whoever is at the counter now."""

    rows: tuple[RecoveryRow, ...]
    curp: str = ""
    error: Sentence = ""
    proposes: bool = True  # who is there has people in front; whoever only supervises asks nobody's CURP


@dataclass(frozen=True, slots=True)
class RecuperacionNuevaPage:
    """What an official declares of whoever is in front. Without ``name`` the registry does not answer, and it waits."""

    curp: str
    name: str
    born: date | None
    document: Step
    expires: Step
    face: Step
    data: Step
    last: str = ""
    email: str = ""
    again: str = ""
    errors: dict[str, Sentence] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecuperacionPage:
    """A recovery. ``may_decide``: whoever looks may; ``mine``: they proposed it; ``may_resume``: it waits for them."""

    curp: str
    name: str
    email: str
    document: Sentence
    document_last: str
    document_expires: date | None
    state: Sentence
    tone: str
    words: Sentence
    proposed_by: str
    proposed_at: datetime
    may_decide: bool
    may_resume: bool
    id: str = ""
    decide_url: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None
    reason: str = ""
    earlier: tuple[tuple[Sentence, datetime], ...] = ()
    typed_reason: str = ""
    error: Sentence = ""
    reason_error: Sentence = ""
