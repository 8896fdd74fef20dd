"""Who used somebody's data: written before a page shows them, read by whose they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from ventanilla.domain.authority import Actor
from ventanilla.domain.rights import Access, ReaderKind, Reading, Why
from ventanilla.kernel.acts import SubjectId

from .models import AccessRecord
from .scope import scope

MAX_AT_ONCE: Final = 10_000  # people: of one page, or of the families that one question asks about
ACCESS_PAGE: Final = 50  # lines of one page


@dataclass(frozen=True, slots=True)
class ToNote:
    """That ``by`` reads ``what`` of ``subject``. An official is a post in a unit; others are looked up by who may."""

    subject: UUID
    what: Reading
    why: Why
    by: Actor
    reader: ReaderKind
    post: str = ""
    unit: str = ""
    acting_for: str = ""


def access_record(
    subjects: Iterable[UUID],
    *,
    what: Reading,
    why: Why,
    by: Actor,
    reader: ReaderKind,
    now: datetime,
    post: str = "",
    unit: str = "",
    acting_for: str = "",
) -> None:
    """Note that ``by`` read ``what`` of each of ``subjects``, once each: see `accesses_note`."""
    whose = dict.fromkeys(subjects)
    accesses_note([ToNote(subject, what, why, by, reader, post, unit, acting_for) for subject in whose], now=now)


def accesses_note(entries: Sequence[ToNote], *, now: datetime) -> None:
    """Note who reads what, in one insertion. Call it before the page is drawn: no note, no page.

    Whoever reads what is their own is not noted, but for a copy that leaves the office. ValueError for more people
    than a page may show.
    """
    if len(entries) > MAX_AT_ONCE:
        raise ValueError(f"at most {MAX_AT_ONCE} people on one page")
    rows = [
        AccessRecord(
            subject=one.subject,
            at=now,
            reader=one.reader.value,
            account=one.by.account,
            person=one.by.person,
            post=one.post,
            unit=one.unit,
            acting_for=one.acting_for,
            what=one.what.value,
            why=one.why.value,
        )
        for one in entries
        if one.reader is ReaderKind.TITULAR or one.subject != one.by.person
    ]
    if len(rows) == 1:
        with scope(None):
            rows[0].save(force_insert=True)  # one statement; many are inserted in a transaction of their own
    elif rows:
        with scope(None):
            AccessRecord.objects.bulk_create(rows)


def accesses_for(actor: Actor, *, before: int | None = None) -> tuple[Access, ...]:
    """Who used the actor's own data, the newest first: a page of ``ACCESS_PAGE`` and one more, if there are others.

    ``before`` is the line that the page before ended with. LookupError for a job of the office.
    """
    if actor.person is None:
        raise LookupError("a job of the office has no data of its own")
    with scope(actor.person):
        rows = AccessRecord.objects.filter(subject=actor.person).order_by("-id")
        if before is not None:
            rows = rows.filter(id__lt=before)
        return tuple(_access(row) for row in rows[: ACCESS_PAGE + 1])


def _access(row: AccessRecord) -> Access:
    return Access(
        id=row.pk,
        at=row.at,
        reader=ReaderKind(row.reader),
        person=SubjectId(row.person) if row.person else None,
        post=row.post,
        unit=row.unit,
        acting_for=row.acting_for,
        what=Reading(row.what),
        why=Why(row.why),
    )
