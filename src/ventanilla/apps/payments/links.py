"""The link of a notice that stops an account: «no fui yo». Derived from the account's id: no table holds it.

It is spent by a button and never by opening it, and serves while the account can still be stopped or is in force.
"""

from __future__ import annotations

import base64
import binascii
from typing import Final
from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac

ID_BYTES: Final = 16
MAC_BYTES: Final = 20


class LinkDead(Exception):
    """A link that never was one, or whose account ended: the same to whoever opens it."""


def stop_path(cuenta: UUID) -> str:
    """Its address."""
    token = base64.urlsafe_b64encode(cuenta.bytes + _code(cuenta)).decode().rstrip("=")
    return f"/cuenta-bancaria/no-fui-yo/{token}"


def cuenta_of(token: str) -> UUID:
    """The account of a link; LinkDead for one that this installation did not make."""
    try:
        said = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise LinkDead from None
    if len(said) != ID_BYTES + MAC_BYTES:
        raise LinkDead
    found = UUID(bytes=said[:ID_BYTES])
    if not constant_time_compare(said[ID_BYTES:], _code(found)):
        raise LinkDead
    return found


def _code(cuenta: UUID) -> bytes:
    return salted_hmac("payments.stop", str(cuenta), algorithm="sha256").digest()[:MAC_BYTES]
