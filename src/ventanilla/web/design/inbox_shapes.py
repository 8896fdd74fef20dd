"""What the pages of the inbox are given; see `shapes`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ventanilla.web.design.shapes import Link, Sentence


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One notice in the list: its whole sentence leads to it."""

    text: Sentence
    at: datetime
    href: str
    unread: bool = False


@dataclass(frozen=True, slots=True)
class InboxPage:
    """The inbox of whoever is there; ``company`` where they act for one. ``first``: no page comes before this one."""

    rows: tuple[NoticeRow, ...] = ()
    older_url: str = ""
    first: bool = True
    company: str = ""


@dataclass(frozen=True, slots=True)
class NoticePage:
    """One notice: who did it, where to begin to say that it is not so by a form ("": nowhere), and its page."""

    text: Sentence
    at: datetime
    who: Sentence
    disputed_at: str = ""
    about: Link | None = None
