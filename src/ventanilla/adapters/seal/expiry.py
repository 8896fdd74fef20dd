"""When the seal's certificate ends: told at 90, 30 and 7 days, for another one takes weeks to get."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from .port import SealCertificate

ALARMS: Final = (7, 30, 90)  # days left


@dataclass(frozen=True, slots=True)
class Ending:
    """A certificate that ends soon, or ended (``days`` left: negative). ``alarm`` is which of ``ALARMS`` rang."""

    serial: str
    at: datetime
    days: int
    alarm: int


def ending(seals: Sequence[SealCertificate], now: datetime) -> Ending | None:
    """What to tell of the one of ``seals`` that lasts longest: None while it has more than 90 days.

    A new certificate is published before it is used: from then on there is nothing to tell.
    """
    last = max(seals, key=lambda each: each.certificate.not_valid_after_utc)
    at = last.certificate.not_valid_after_utc
    days = (at - now).days
    rang = next((limit for limit in ALARMS if days < limit), None)
    return None if rang is None else Ending(last.serial, at, days, rang)
