"""Writing to the log: always inside the transaction of what happened, always as the next link."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.jobs import Job, JobDeferrer
from procrastinate.types import JSONValue

from ventanilla.domain.authority import Actor
from ventanilla.kernel.acts import Event, SubjectId
from ventanilla.kernel.canonical import canonical
from ventanilla.kernel.chain import GENESIS, link_hash

from .models import LoggedEvent
from .registry import Deposited, deposits
from .sealing import seal, sealers

MAX_EVENTS_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class ToLog:
    """An event about ``subject``, done by ``by``, in the course of ``case`` if any."""

    event: Event
    subject: SubjectId
    by: Actor
    case: UUID | None = None


@dataclass
class _Held:
    """What a `logged_together` transaction has to append and to leave to do, and how deep in savepoints it is.

    ``told`` is all that was told in it, also what a savepoint appended by itself.
    """

    depth: int
    entries: list[tuple[ToLog, datetime]] = field(default_factory=list)
    told: list[Event] = field(default_factory=list)
    jobs: list[Job] = field(default_factory=list)


_held: ContextVar[_Held | None] = ContextVar("events held for the end of the transaction", default=None)


@contextmanager
def logged_together() -> Iterator[None]:
    """One transaction that appends all its events at its end, in their order and at once; and so its jobs.

    A chain is one link after another, so whoever appends holds its subject until the commit: here, only for the
    commit itself. Nothing reads a transaction's own events before its end.
    """
    with transaction.atomic():
        held = _Held(len(connection.savepoint_ids))
        token = _held.set(held)
        try:
            yield
            while held.entries:  # a deposit may tell something too
                entries, held.entries = held.entries, []
                _append(entries)
        finally:
            _held.reset(token)
        if held.jobs:
            app.job_manager.batch_defer_jobs(held.jobs)
        outer = _held.get()
        if outer is not None:
            outer.told.extend(held.told)


def jobs_later(job: JobDeferrer, *each: dict[str, JSONValue]) -> None:
    """Leave ``job`` to be done after the commit, once with each arguments.

    Inside `logged_together` with all its other jobs, in one statement at its end; but not those of a savepoint, which
    may still be undone and would not take them with it.
    """
    held = _held.get()
    if held is not None and len(connection.savepoint_ids) == held.depth:
        held.jobs.extend(job.make_new_job(**arguments) for arguments in each)
    elif each:
        job.batch_defer(*each)


def told_so_far() -> tuple[Event, ...]:
    """What was told until now in this `logged_together` transaction, in its order. RuntimeError outside of one."""
    held = _held.get()
    if held is None:
        raise RuntimeError("only a transaction that is logged together knows what it told")
    return tuple(held.told)


def subjects_lock(subjects: Iterable[UUID]) -> None:
    """Hold each subject until this transaction ends; always in the same order, so nobody waits in a circle."""
    keys = sorted({int.from_bytes(subject.bytes[:8], "big", signed=True) for subject in subjects})
    with connection.cursor() as cursor:
        # One statement, which takes them in the order of the array.
        cursor.execute("SELECT pg_advisory_xact_lock(key) FROM unnest(%s::bigint[]) AS key", [keys])


def events_append(entries: Sequence[ToLog], *, now: datetime) -> None:
    """Append ``entries`` in order, each to the chain of its subject. Must run inside a transaction.

    Inside `logged_together` they wait for its end; but not those of a savepoint, which may still be undone.
    The database checks every link (trigger ``eventlog_link``), so a wrong one cannot be written by any code.
    """
    if len(entries) > MAX_EVENTS_AT_ONCE:
        raise ValueError(f"at most {MAX_EVENTS_AT_ONCE} events in one transaction")
    if not connection.in_atomic_block:
        raise RuntimeError("an event is written in the transaction of what happened")
    held, dated = _held.get(), [(entry, now) for entry in entries]
    if held is not None:
        held.told.extend(entry.event for entry in entries)
    if held is not None and len(connection.savepoint_ids) == held.depth:
        held.entries.extend(dated)
    else:
        _append(dated)


def _append(entries: Sequence[tuple[ToLog, datetime]]) -> None:
    if not entries:
        return
    subjects = {entry.subject for entry, _ in entries}
    subjects_lock(subjects)
    heads = _heads(subjects)
    ciphers = sealers(entry.subject for entry, _ in entries if entry.event.PRIVATE)
    rows = []
    for entry, now in entries:
        seq, prev = heads.get(entry.subject, (0, GENESIS))
        row = _link(entry, seq + 1, prev, now, ciphers)
        heads[entry.subject] = (row.seq, bytes(row.hash))
        rows.append(row)
    LoggedEvent.objects.bulk_create(rows)
    told = [
        Deposited(entry.subject, row.seq, row.type, row.recorded_at, entry.event.DISPUTED_AT)
        for (entry, _), row in zip(entries, rows, strict=True)
        if entry.event.inbox() is not None
    ]
    if told:
        for deposit in deposits():
            deposit(told)


def _heads(subjects: set[SubjectId]) -> dict[UUID, tuple[int, bytes]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT s.subject, e.seq, e.hash FROM unnest(%s::uuid[]) AS s(subject) CROSS JOIN LATERAL ("
            " SELECT seq, hash FROM eventlog_loggedevent WHERE subject = s.subject ORDER BY seq DESC LIMIT 1) AS e",
            [list(subjects)],
        )
        return {subject: (seq, bytes(digest)) for subject, seq, digest in cursor.fetchall()}


def _link(entry: ToLog, seq: int, prev: bytes, now: datetime, ciphers: Mapping[UUID, AESGCM]) -> LoggedEvent:
    event = entry.event
    values = {field.name: plain(getattr(event, field.name)) for field in dataclasses.fields(event)}
    private = {name: values.pop(name) for name in event.PRIVATE}
    sealed = seal(ciphers[entry.subject], entry.subject, canonical(private)) if private else None
    told: dict[str, Any] = {
        "subject": str(entry.subject),
        "seq": seq,
        "type": event.TYPE,
        "version": event.VERSION,
        "at": now.isoformat(),
        "account": str(entry.by.account) if entry.by.account else None,
        "acts_for": str(entry.by.acts_for) if entry.by.acts_for else None,
        "case": str(entry.case) if entry.case else None,
        "data": values,
        "sealed_sha256": hashlib.sha256(sealed).hexdigest() if sealed is not None else None,
    }
    if entry.by.mandate is not None:  # only then: what was written before there were any keeps its hash
        told["mandate"] = str(entry.by.mandate)
    body = canonical(told)
    return LoggedEvent(
        subject=entry.subject,
        seq=seq,
        type=event.TYPE,
        recorded_at=now,
        case=entry.case,
        body=body.decode(),
        sealed=sealed,
        prev=prev,
        hash=link_hash(prev, body),
    )


def plain(value: Any) -> Any:
    """A field of an event as the canonical form writes it."""
    match value:
        case None | bool() | int() | str():
            return value
        case Enum():
            return value.value
        case UUID():
            return str(value)
        case datetime() | date():
            return value.isoformat()
        case tuple() | list():
            return [plain(inner) for inner in value]
        case _:
            raise TypeError(f"an event cannot hold a {type(value).__name__}")
