"""A timeline as a page shows it: what happened, when, and who did it for whom with which leave."""

from __future__ import annotations

from collections.abc import Iterable

from ventanilla.apps.eventlog.api import Entry
from ventanilla.apps.mandates.api import mandate_names
from ventanilla.kernel.text import Text

from .design.shapes import TimelineEntry


def timeline_shown(entries: Iterable[Entry]) -> tuple[TimelineEntry, ...]:
    """The entries of a page; those done with an authorisation say by whom."""
    found = tuple(entries)
    wanted = {entry.mandate for entry in found if entry.mandate is not None}
    names = mandate_names(wanted) if wanted else {}
    shown = []
    for entry in found:
        who = names.get(entry.mandate) if entry.mandate is not None else None
        shown.append(TimelineEntry(title=entry.text, at=entry.at, by=_by(*who) if who is not None else ""))
    return tuple(shown)


def _by(person: str, grantor: str) -> Text:
    return Text("HECHO_POR", "por {persona}, con autorización de {patron}", persona=person, patron=grantor)
