"""The e-mail of an account: when it is asked to be confirmed again, and how long a change can be taken back."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.period import months_after

AGAIN_POLICY: Final = "contacto_reverificacion"
TAKE_BACK: Final = timedelta(days=7)  # policy of the house: the address before can say «no fui yo»
_MONTHS: Final = {"cada_6_meses": 6, "cada_12_meses": 12, "cada_24_meses": 24}


def email_asked(email: str, confirmed_at: datetime | None, answer: str, today: date) -> bool:
    """Whether the office asks that ``email`` be confirmed: it never was, or that is long ago. There is none: no.

    ``answer`` is the one in force of the policy ``contacto_reverificacion``.

    >>> from datetime import UTC
    >>> confirmed = datetime(2026, 2, 28, 18, tzinfo=UTC)
    >>> [email_asked("a@b.mx", confirmed, "cada_12_meses", date(2027, 2, day)) for day in (27, 28)]
    [False, True]
    """
    if not email:
        return False
    return confirmed_at is None or months_after(civil_date(confirmed_at), _MONTHS[answer]) <= today
