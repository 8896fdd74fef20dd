"""What the pages of one's family are given; see `shapes`, beside it for its length."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ventanilla.web.design.shapes import Choice, Sentence, Step, TimelineEntry


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Somebody of one's family. ``may``: one may act for them today; ``grown``: they may open their own account.

    ``here``: this session acts for them now.
    """

    id: str
    name: str
    kinship: Sentence
    may: bool
    why: Sentence
    reason: str = ""
    grown: bool = False
    here: bool = False


@dataclass(frozen=True, slots=True)
class HolderRow:
    """Somebody who may act for whoever reads."""

    id: str
    name: str
    until: date | None


@dataclass(frozen=True, slots=True)
class RequestRow:
    """What was asked and not confirmed: only the CURP that was typed says for whom."""

    curp: str
    kinship: Sentence
    asked_at: datetime
    refused: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FamiliaPage:
    """«Su familia». ``company``: whoever reads entered for one, and acts for nobody of their own."""

    members: tuple[MemberRow, ...]
    step: Step  # the kinship that is asked
    requests: tuple[RequestRow, ...] = ()
    holders: tuple[HolderRow, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    acting: str = ""
    company: bool = False
    done: Sentence = ""
    curp: str = ""
    curp_error: Sentence = ""
    kinship_error: Sentence = ""
    error: Sentence = ""  # of something else than the form
    trial: tuple[Choice, ...] = ()  # CURPs of nobody that a demonstration offers to try

    @property
    def now(self) -> tuple[MemberRow, ...]:
        """For whom one may act today."""
        return tuple(row for row in self.members if row.may)

    @property
    def over(self) -> tuple[MemberRow, ...]:
        """For whom one may not."""
        return tuple(row for row in self.members if not row.may)


@dataclass(frozen=True, slots=True)
class KinshipRow:
    """A request or a tie, as staff review it. ``waiting`` for a document; ``disputed`` by somebody of the family."""

    id: str
    holder: str
    holder_curp: str
    name: str
    curp: str
    born: date | None
    kinship: Sentence
    state: Sentence
    tag: str  # "", wait, off or no
    asked_at: datetime
    waiting: bool = False
    disputed: bool = False
    running: bool = False
    until: date | None = None
    document: Sentence = ""
    decided_at: datetime | None = None
    reason: str = ""
    documents: Step | None = None
    last: Step | None = None
    reason_error: Sentence = ""

    @property
    def field(self) -> str:
        """The id of the input of its reason."""
        return f"motivo-{self.id}"


@dataclass(frozen=True, slots=True)
class ParentescosPage:
    """Kinship that staff review. ``end_*``: what was typed to end a tie that only the register gives."""

    rows: tuple[KinshipRow, ...]
    done: Sentence = ""
    error: Sentence = ""
    field: str = "parentescos"  # where the error leads
    end_holder: str = ""
    end_other: str = ""
    end_reason: str = ""
    end_error: Sentence = ""
