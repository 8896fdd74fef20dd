"""Whose rows this connection may see: the second lock, behind the query that already names the person.

Row-level security compares each row with ``ventanilla.scope``: unset or empty denies everything,
``system`` is the office's own work, a uuid is one subject.

A scope inside the very same one asks nothing of the database, so that several reads go under one scope that is set
once. What a connection is known to be in is kept with that connection of the driver, and only as long as nothing can
have undone it: a statement on its way, or the end of a transaction in which it was set, and it is not known any more.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final
from weakref import WeakKeyDictionary

from django.db import connection, transaction

from ventanilla.kernel.acts import SubjectId

SYSTEM_SCOPE: Final = "system"


@dataclass(frozen=True, slots=True)
class _Known:
    """What was set, and inside which transactions and savepoints: the end of any of them may take it back."""

    value: str
    blocks: tuple[transaction.Atomic, ...]


# By the driver's own connection: a new one, after a fault, begins with nothing known.
_KNOWN: Final[WeakKeyDictionary[Any, _Known]] = WeakKeyDictionary()


def _blocks() -> tuple[transaction.Atomic, ...]:
    return tuple(connection.atomic_blocks)


def _is_in(value: str) -> bool:
    """Whether the connection is surely in that scope already."""
    known = _KNOWN.get(connection.connection) if connection.connection is not None else None
    if known is None or known.value != value:
        return False
    now = _blocks()[: len(known.blocks)]
    return len(now) == len(known.blocks) and all(a is b for a, b in zip(now, known.blocks, strict=True))


def _changed(statement: str, value: str) -> str | None:
    """Set the scope and give what the statement answers first."""
    with connection.cursor() as cursor:
        raw = connection.connection
        _KNOWN.pop(raw, None)  # whatever stops the statement, it is not known which scope it leaves
        cursor.execute(statement, [value])
        found: str | None = cursor.fetchone()[0]
        _KNOWN[raw] = _Known(value, _blocks())
    return found


@contextmanager
def scope(of: SubjectId | None) -> Iterator[None]:
    """Run as ``of`` (None: the office itself), and go back to what was before."""
    wanted = SYSTEM_SCOPE if of is None else str(of)
    if _is_in(wanted):
        yield
        return
    asked = "SELECT current_setting('ventanilla.scope', true), set_config('ventanilla.scope', %s, false)"
    before = _changed(asked, wanted) or ""
    try:
        yield
    finally:
        if connection.connection is not None and not connection.needs_rollback:
            _changed("SELECT set_config('ventanilla.scope', %s, false)", before)
        else:
            connection.close()  # a broken connection takes its scope with it
