"""What the office asks of a time-stamping authority: that some bytes existed at an instant."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from ventanilla.domain.signing.timestamp import Stamp, TimestampFault


class TimestampUnavailable(Exception):
    """No token that can be believed came; ``fault`` says why. A signature waits for its timestamp, and is valid."""

    def __init__(self, fault: TimestampFault, detail: str = "") -> None:
        super().__init__(f"{fault.value}: {detail}" if detail else fault.value)
        self.fault = fault


class TimestampSource(Protocol):
    """Asks an authority and checks its answer. Never call it inside a database transaction."""

    def stamp(self, digest: bytes, at: datetime) -> Stamp:
        """A believed timestamp of a SHA-256 ``digest``; TimestampUnavailable if there is none.

        ``at`` is the installation's instant: a remote authority has its own clock, which must agree.
        """
        ...
