"""What the pages of authorisations are given; see `shapes`, beside it for its length."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ventanilla.web.design.shapes import Sentence, TimelineEntry


@dataclass(frozen=True, slots=True)
class MandateCard:
    """An authorisation in a list. ``name`` is of the other side; ``may``: one may act by it now; ``here``: one does.

    ``waits``: it is to be accepted. ``until`` None: a representative by deed.
    """

    id: str
    name: str
    rfc: str
    acts: tuple[Sentence, ...]
    registros: tuple[str, ...]
    since: date
    until: date | None
    state: Sentence
    tag: str  # "", wait, off or no
    may: bool = False
    here: bool = False
    waits: bool = False
    over: bool = False
    delegated: bool = False


@dataclass(frozen=True, slots=True)
class AutorizacionesPage:
    """«Autorizaciones»: by which one may act, and those that one gave. ``company``: one entered for it."""

    received: tuple[MandateCard, ...]
    given: tuple[MandateCard, ...]
    company: str = ""
    acting: str = ""
    grant_url: str = ""
    board: bool = False
    done: Sentence = ""
    error: Sentence = ""

    @property
    def waiting(self) -> tuple[MandateCard, ...]:
        """What is to be accepted or refused."""
        return tuple(card for card in self.received if card.waits)

    @property
    def usable(self) -> tuple[MandateCard, ...]:
        """By which one may act, or will."""
        return tuple(card for card in self.received if not card.waits and not card.over)

    @property
    def over(self) -> tuple[MandateCard, ...]:
        """What ended or was refused."""
        return tuple(card for card in self.received if card.over)


@dataclass(frozen=True, slots=True)
class AutorizacionPage:
    """One authorisation, whole: what it lets do, and what whoever reads may do with it. ``mine``: one may act by it."""

    card: MandateCard
    mine: bool
    curp: str
    can_delegate: bool
    offered_at: datetime
    decided_at: datetime | None
    revoked_at: datetime | None
    reason: str
    deed: str
    may_end: bool
    timeline: tuple[TimelineEntry, ...] = ()
    error: Sentence = ""


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One registro of one client in the month-close board. ``deadline``: the day on which the month is due.

    None, and ``no_deadline`` why, where no table of non-working days reaches it.

    ``drafts`` are those of whoever reads and ``asked`` what the client is asked, whole: None in its other registros,
    and where one may not answer for it.
    """

    id: str
    client: str
    rfc: str
    registro: str
    may: tuple[Sentence, ...]
    until: date | None
    filed: int
    drafts: int | None
    asked: int | None
    deadline: date | None
    days_left: int | None
    movements: Sentence
    determination: Sentence
    here: bool = False
    no_deadline: Sentence = ""


@dataclass(frozen=True, slots=True)
class TableroPage:
    """The month-close board of whoever acts for several employers. ``month`` is its first day."""

    rows: tuple[BoardRow, ...]
    month: date
    before: str
    after: str
    today: date
    acting: str = ""


@dataclass(frozen=True, slots=True)
class DeedRow:
    """Somebody who represents a company by a deed, for staff. ``standing``: they still do."""

    id: str
    company: str
    rfc: str
    name: str
    deed: str
    decided_at: datetime | None
    ended_at: datetime | None
    reason: str
    standing: bool
    error: Sentence = ""

    @property
    def field(self) -> str:
        """The id of the input of its reason."""
        return f"motivo-{self.id}"


@dataclass(frozen=True, slots=True)
class EscriturasPage:
    """The representatives by deed that staff may end."""

    rows: tuple[DeedRow, ...]
    done: Sentence = ""
    error: Sentence = ""
    field: str = "escrituras"
