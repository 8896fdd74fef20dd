"""Every effect is told by an event, and every event says how it is shown, who is told and how it is erased."""

from __future__ import annotations

import pytest

from ventanilla.apps.eventlog.api import event_types, merged
from ventanilla.config.event_page import marked
from ventanilla.kernel.acts import Effect, Event

EFFECTS = sorted(merged("PERFORMS"), key=lambda kind: kind.__name__)
EVENTS = sorted(event_types().values(), key=lambda kind: kind.TYPE)


@pytest.mark.parametrize("kind", EFFECTS, ids=lambda kind: kind.__name__)
def test_what_is_done_is_told(kind: type[Effect]) -> None:
    assert kind.TOLD_BY, f"{kind.__name__} says by which events it is told"
    known = event_types()
    assert all(known.get((event.TYPE, event.VERSION)) is event for event in kind.TOLD_BY)


@pytest.mark.parametrize("kind", EVENTS, ids=lambda kind: f"{kind.TYPE}-{kind.VERSION}")
def test_an_event_says_everything_of_itself(kind: type[Event]) -> None:
    said = str(marked(kind).shown())
    assert said
    assert "!" not in said
    assert kind.TOLD, "somebody is told, or nobody would know"
    names = {field.name for field in kind.__dataclass_fields__.values()}
    assert set(kind.PRIVATE) <= names
