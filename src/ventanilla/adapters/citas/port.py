"""What is asked of the book of appointments: the next one of somebody, and nothing of their health."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from ventanilla.domain.appointments import Cita
from ventanilla.kernel.acts import SubjectId


class AppointmentBook(Protocol):
    """It is read while a page is made, so it answers from this installation and never over the network."""

    def next_of(self, subject: SubjectId, now: datetime) -> Cita | None:
        """The first appointment of a person after ``now`` (aware); None where they have none."""
        ...
