"""What «Mi oficina» shows, whoever it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .elsewhere_shapes import Institution
from .shapes import AskRow, CaseRow, DocumentRow, Entitlement, Link, Sentence


@dataclass(frozen=True, slots=True)
class HomeRow:
    """One fact of somebody's first screen. ``lines`` are what it says; ``detail``, since when or by whom.

    ``kind`` alert asks to be looked at. ``href`` "" leads nowhere.
    """

    label: Sentence
    lines: tuple[Sentence, ...]
    detail: Sentence = ""
    href: str = ""
    kind: Literal["fact", "alert"] = "fact"


@dataclass(frozen=True, slots=True)
class HomePanel:
    """The first screen of whoever the register knows: the card, and one line for each thing they come to see."""

    entitlement: Entitlement
    rows: tuple[HomeRow, ...] = ()
    card_url: str = ""


@dataclass(frozen=True, slots=True)
class OficinaPage:
    """«Mi oficina». ``variant`` company: in ``company``'s name, represented by ``name``; no_record: not found."""

    variant: Literal["person", "company", "no_record"]
    name: str
    curp: str
    company: str = ""
    company_rfc: str = ""
    home: HomePanel | None = None
    entitlement_failed: bool = False
    may_ask: tuple[Link, ...] = ()
    drafts: tuple[CaseRow, ...] = ()
    cases: tuple[CaseRow, ...] = ()
    documents: tuple[DocumentRow, ...] = ()
    notice: Sentence = ""
    certificate_notice: Sentence = ""
    email_asked: bool = False  # the office wants the e-mail of the account confirmed
    kin: bool = False  # of somebody whom the person who reads acts for
    asked: tuple[AskRow, ...] = ()  # what whoever reads has to answer
    others: tuple[Institution, ...] = ()  # where else to ask, for whom no register knows
