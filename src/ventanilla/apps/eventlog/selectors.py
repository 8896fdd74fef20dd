"""Reading the log: a person's timeline, and the proof that nothing in a chain was changed."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, get_args, get_type_hints
from uuid import UUID

from ventanilla.kernel.acts import Event, SubjectId
from ventanilla.kernel.chain import GENESIS, link_hash
from ventanilla.kernel.text import Text

from .models import LoggedEvent
from .registry import event_types
from .sealing import opener, unseal

TIMELINE_PAGE = 100  # events on one page
ERASED = Text("BORRADO", "Dato borrado a petición de su titular.")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a timeline. ``mandate``: by which authorisation whoever did it acted for another, if by one."""

    at: datetime
    text: Text
    type: str
    seq: int
    mandate: UUID | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """What an inbox says of one link; ``account`` is whose act it was (None: a job of the office), and for whom.

    ``about`` is the thing that it tells of, for whoever disputes it.
    """

    text: Text
    account: UUID | None
    acts_for: SubjectId | None
    about: UUID | None = None


@dataclass(frozen=True, slots=True)
class ChainFault:
    """The first link of a chain that does not hold, and why."""

    subject: UUID
    seq: int
    why: str


def timeline(subject: SubjectId, *, case: UUID | None = None, limit: int = TIMELINE_PAGE) -> tuple[Entry, ...]:
    """What happened to ``subject`` (in one ``case``), newest first, at most ``limit`` entries."""
    rows = LoggedEvent.objects.filter(subject=subject)
    if case is not None:
        rows = rows.filter(case=case)
    found = list(rows.order_by("-seq")[: min(limit, TIMELINE_PAGE)])
    cipher = opener(subject) if any(row.sealed is not None for row in found) else None
    return tuple(Entry(row.recorded_at, _shown(row, cipher), row.type, row.seq, _mandate(row)) for row in found)


def _mandate(row: LoggedEvent) -> UUID | None:
    written = json.loads(row.body).get("mandate")
    return UUID(written) if written else None


def sentences(subject: SubjectId, rows: Sequence[LoggedEvent]) -> dict[int, Text]:
    """What each of ``rows``, all of ``subject``, says to them."""
    cipher = opener(subject) if any(row.sealed is not None for row in rows) else None
    return {row.pk: _shown(row, cipher) for row in rows}


def notices(subject: SubjectId, seqs: Collection[int]) -> dict[int, Notice]:
    """What the inbox of ``subject`` says of each link of ``seqs``, read from the sealed event each time."""
    rows = list(LoggedEvent.objects.filter(subject=subject, seq__in=seqs))
    cipher = opener(subject) if any(row.sealed is not None for row in rows) else None
    found = {}
    for row in rows:
        body, event = json.loads(row.body), _opened(row, cipher)
        text = ERASED if event is None else event.inbox() or event.shown()
        account, acts_for = body["account"], body["acts_for"]
        found[row.seq] = Notice(
            text=text,
            account=UUID(account) if account else None,
            acts_for=SubjectId(UUID(acts_for)) if acts_for else None,
            about=None if event is None else event.disputed(),
        )
    return found


def case_events(cases: Mapping[UUID, SubjectId], types: Collection[type[Event]]) -> dict[UUID, list[Event]]:
    """What the log tells of each of ``cases`` (of whom each is) by events of ``types``, in its order; [] of none.

    For the office. TypeError for a type with sealed values: those are read by their owner alone.
    """
    if any(kind.PRIVATE for kind in types):
        raise TypeError("a sealed value is read by its owner alone")
    found: dict[UUID, list[Event]] = {case: [] for case in cases}
    wanted = {kind.TYPE for kind in types}
    rows = LoggedEvent.objects.filter(case__in=list(cases), type__in=wanted).order_by("subject", "seq")
    for row in rows:
        if row.case is not None and cases[row.case] == row.subject:
            body = json.loads(row.body)
            found[row.case].append(_revive(event_types()[body["type"], body["version"]], body["data"]))
    return found


def _shown(row: LoggedEvent, cipher: Any) -> Text:
    event = _opened(row, cipher)
    return ERASED if event is None else event.shown()


def _opened(row: LoggedEvent, cipher: Any) -> Event | None:
    """The event of a row; None where its personal values were erased."""
    body = json.loads(row.body)
    values = dict(body["data"])
    if row.sealed is not None:
        opened = unseal(cipher, row.subject, bytes(row.sealed))
        if opened is None:
            return None
        values |= json.loads(opened)
    return _revive(event_types()[body["type"], body["version"]], values)


def _revive(kind: type[Event], values: dict[str, Any]) -> Event:
    """The event of a row. One written before its kind had some field takes that field's default."""
    hints = get_type_hints(kind)
    fields = dataclasses.fields(kind)
    written = [one.name for one in fields if one.name in values or one.default is dataclasses.MISSING]
    return kind(**{name: _typed(hints[name], values[name]) for name in written})


def _typed(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    if type(None) in get_args(hint):  # a date or nothing
        (hint,) = (each for each in get_args(hint) if each is not type(None))
    if hint is UUID:
        return UUID(value)
    if hint is datetime:
        return datetime.fromisoformat(value)
    if hint is date:
        return date.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value


def chain_verify(subject: UUID) -> ChainFault | None:
    """Recompute the chain of ``subject`` from its first event; None if every link holds."""
    prev, expected = GENESIS, 1
    rows = LoggedEvent.objects.filter(subject=subject).order_by("seq")
    for row in rows.iterator(chunk_size=1000):
        if row.seq != expected:
            return ChainFault(subject, expected, "a link is missing")
        if bytes(row.prev) != prev or link_hash(prev, row.body.encode()) != bytes(row.hash):
            return ChainFault(subject, row.seq, "the hash does not follow")
        sealed = json.loads(row.body)["sealed_sha256"]
        if (None if row.sealed is None else hashlib.sha256(bytes(row.sealed)).hexdigest()) != sealed:
            return ChainFault(subject, row.seq, "a sealed value was changed")
        prev, expected = bytes(row.hash), expected + 1
    return None
