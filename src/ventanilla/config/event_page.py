"""The page of ``docs/reference`` that lists every event of the log: how it is shown, who is told, how it is erased."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime
from typing import Any, Final, get_type_hints
from uuid import UUID

from ventanilla.kernel.acts import Audience as Told
from ventanilla.kernel.acts import Effect, Erasure, Event

_MARK: Final[dict[Any, Any]] = {
    str: "…",
    int: 3,
    bool: True,
    date: date(2026, 11, 22),
    datetime: datetime(2026, 11, 22, 15, tzinfo=UTC),
    UUID: UUID(int=0),
    int | None: 3,
    date | None: date(2026, 11, 22),
}
_TOLD: Final = {
    Told.SUBJECT: "whoever it is about",
    Told.ACTOR: "whoever did it, when it is somebody else",
    Told.STAFF: "staff",
}
_ERASED: Final = {
    Erasure.KEEP: "nothing: it carries no personal value",
    Erasure.DESTROY_KEY: "the key of its sealed values is destroyed; the link stays",
}
HEAD: Final = """# Events of the log

Written by `ventanilla oficina mapa-de-datos` from the code; a test fails when it is old. Every event is one link of
the chain of whoever it is about (`apps/eventlog`). *Shown* is how the person reads it, with «…» for what varies.

"""


def page(events: dict[tuple[str, int], type[Event]], effects: list[type[Effect]]) -> str:
    """The whole page in Markdown."""
    rows = [_row(kind) for _, kind in sorted(events.items())]
    told = [f"| `{kind.__name__}` | {', '.join(f'`{event.TYPE}`' for event in kind.TOLD_BY)} |" for kind in effects]
    return (
        HEAD
        + "| event | shown | sealed | who is told | what erasing does |\n|---|---|---|---|---|\n"
        + "\n".join(rows)
        + "\n\n## Effects and the events that tell them\n\n| effect | told by |\n|---|---|\n"
        + "\n".join(told)
        + "\n"
    )


def marked(kind: type[Event]) -> Event:
    """An event of ``kind`` with a mark in every field."""
    hints = get_type_hints(kind)
    return kind(**{field.name: _MARK.get(hints[field.name], ()) for field in dataclasses.fields(kind)})


def _row(kind: type[Event]) -> str:
    sealed = ", ".join(f"`{name}`" for name in kind.PRIVATE) or "-"
    told = ", ".join(_TOLD[one] for one in kind.TOLD)
    shown = str(marked(kind).shown()).replace("|", "\\|")
    return f"| `{kind.TYPE}` {kind.VERSION} | {shown} | {sealed} | {told} | {_ERASED[kind.erasure()]} |"
