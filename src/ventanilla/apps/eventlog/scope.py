"""Whose rows this connection may see: the second lock, behind the query that already names the person.

Row-level security compares each row with ``ventanilla.scope``: unset or empty denies everything,
``system`` is the office's own work, a uuid is one subject.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import connection

from ventanilla.kernel.acts import SubjectId

SYSTEM_SCOPE: Final = "system"


def _set(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('ventanilla.scope', %s, false)", [value])


@contextmanager
def scope(of: SubjectId | None) -> Iterator[None]:
    """Run as ``of`` (None: the office itself), and go back to what was before."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('ventanilla.scope', true), set_config('ventanilla.scope', %s, false)",
            [SYSTEM_SCOPE if of is None else str(of)],
        )
        before = cursor.fetchone()[0] or ""
    try:
        yield
    finally:
        if connection.connection is not None and not connection.needs_rollback:
            _set(before)
        else:
            connection.close()  # a broken connection takes its scope with it
