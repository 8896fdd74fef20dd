"""The six figures that an authenticator application shows, new every thirty seconds (RFC 6238 over RFC 4226)."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import Final
from urllib.parse import quote

STEP_SECONDS: Final = 30
DRIFT_STEPS: Final = 1  # a telephone's clock may be half a minute early or late
FIGURES: Final = 6
SECRET_BYTES: Final = 20  # the length of the SHA-1 block's output, as RFC 4226 (4, R6) recommends


def step_of(seconds: int) -> int:
    """The step that real time ``seconds`` (since 1970) falls in.

    >>> step_of(59)
    1
    """
    return seconds // STEP_SECONDS


def code_at(secret: bytes, step: int, *, figures: int = FIGURES) -> str:
    """The code of ``step``. SHA-1 is what every application implements; as an HMAC it is not broken.

    >>> code_at(b"12345678901234567890", step_of(59), figures=8)
    '94287082'
    """
    digest = hmac.digest(secret, step.to_bytes(8, "big"), hashlib.sha1)
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**figures:0{figures}d}"


def figures_of(typed: str) -> str | None:
    """The code that a person typed, or None if it cannot be one.

    >>> figures_of(" 123 456 "), figures_of("12345"), figures_of("１２３４５６")
    ('123456', None, None)
    """
    compact = "".join(typed.split())
    return compact if len(compact) == FIGURES and compact.isascii() and compact.isdigit() else None


def step_matched(secret: bytes, code: str, *, seconds: int, after: int) -> int | None:
    """The step whose code is ``code``, near real time ``seconds`` and later than ``after``; None if there is none.

    Whoever accepts a code keeps its step and gives it as the next ``after``: so a code serves once, and an older one
    that somebody saw never serves.

    >>> step_matched(b"12345678901234567890", "287082", seconds=59, after=0)
    1
    >>> step_matched(b"12345678901234567890", "287082", seconds=59, after=1) is None
    True
    """
    now = step_of(seconds)
    matched = None
    for step in range(now - DRIFT_STEPS, now + DRIFT_STEPS + 1):
        if hmac.compare_digest(code_at(secret, step), code) and step > after:
            matched = step
    return matched


def key_of(secret: bytes) -> str:
    """The secret as a person types it into the application.

    >>> key_of(b"12345678901234567890")
    'GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ'
    """
    text = base64.b32encode(secret).decode()
    return " ".join(text[place : place + 4] for place in range(0, len(text), 4))


def address_of(secret: bytes, *, issuer: str, account: str) -> str:
    """What the QR says: the secret, and how the application names it.

    >>> address_of(b"12345678901234567890", issuer="Ventanilla", account="Ñ")
    'otpauth://totp/Ventanilla:%C3%91?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Ventanilla'
    """
    label = f"{quote(issuer, safe='')}:{quote(account, safe='')}"
    return f"otpauth://totp/{label}?secret={key_of(secret).replace(' ', '')}&issuer={quote(issuer, safe='')}"
