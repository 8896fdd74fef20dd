"""The state of each filed case follows from the log; the column is there to list cases by it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from ventanilla.apps.eventlog.api import Projection, case_events
from ventanilla.domain.cases.fold import STEPS, state_of
from ventanilla.kernel.acts import SubjectId

from .models import Case

_CHUNK: Final = 500  # cases read at a time


def _rows() -> Iterator[tuple[str, ...]]:
    filed = Case.objects.filter(filed_at__isnull=False).order_by("id").values_list("id", "state")
    for key, state in filed.iterator(chunk_size=_CHUNK):
        yield str(key), state


def _drop() -> None:
    """It also holds every row: whoever steps a case waits, and then finds it as the log left it."""
    Case.objects.filter(filed_at__isnull=False).update(state="")


def _rebuild() -> None:
    """A case that the log never received keeps no state, and is told apart by it."""
    filed = Case.objects.filter(filed_at__isnull=False).order_by("id").values_list("id", "subject")
    rows = filed.iterator(chunk_size=_CHUNK)
    while chunk := {case: SubjectId(subject) for case, subject in islice(rows, _CHUNK)}:
        for case, told in case_events(chunk, STEPS).items():
            state = state_of(told)
            if state is not None:
                Case.objects.filter(id=case).update(state=state.value)


PROJECTIONS: Final = (Projection("cases.state", "what the log tells of each case", _rows, _drop, _rebuild),)
