"""Six digits beside the QR that change each minute: what a picture of a card cannot show.

Whoever attends types them, and the office says whether they are those of this minute. They prove that whoever shows
the card has it open in the office now, or is told by somebody who has; not who that is. They come from a secret that
the office keeps for each card, so nobody computes them from the QR.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime
from typing import Final

STEP: Final = 60  # seconds that a code is shown
DIGITS: Final = 6
_CONTEXT: Final = b"ventanilla/tarjeta/clave\x00"


def live_code(secret: bytes, at: datetime) -> str:
    """The code of the minute of ``at``.

    >>> from datetime import UTC
    >>> live_code(bytes(32), datetime(2026, 11, 22, 15, tzinfo=UTC))
    '025779'
    """
    return _code(secret, int(at.timestamp()) // STEP)


def live_code_is(secret: bytes, typed: str, at: datetime) -> bool:
    """Whether ``typed`` is the code of this minute or of the one before: typing takes time."""
    digits = "".join(each for each in typed if each.isascii() and each.isdigit())
    minute = int(at.timestamp()) // STEP
    return any(hmac.compare_digest(_code(secret, one), digits) for one in (minute, minute - 1))


def _code(secret: bytes, minute: int) -> str:
    drawn = hmac.new(secret, _CONTEXT + minute.to_bytes(8, "big"), hashlib.sha256).digest()
    return f"{int.from_bytes(drawn[:8], 'big') % 10**DIGITS:0{DIGITS}d}"
