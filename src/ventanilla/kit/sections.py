"""What groups the questions of a Form, files among them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Condition = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Section:
    """Questions that go together: a line of the task list. Declared once and named by each of its questions."""

    title: str
    when: Condition = field(default_factory=dict)
