"""The port: a few bytes for one browser of somebody, sealed so that only that browser reads them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Protocol

TTL_SECONDS: Final = 24 * 3600  # how long the service keeps one for a device that is off


class PushGone(Exception):
    """The browser is not there any more (404, 410): its address serves nobody."""


class PushDown(Exception):
    """The service did not take it; it will be handed over again."""


class PushRefused(ValueError):
    """An address or a key to which nothing may be sent: not one of a known service, or not a key at all."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a browser gave: an address of its maker's service, its public key (65 bytes) and a secret (16)."""

    endpoint: str = field(repr=False)
    key: bytes = field(repr=False)
    secret: bytes = field(repr=False)


class Pusher(Protocol):
    """Whoever delivers. Called after commit only, and at least once for each notice."""

    @property
    def public_key(self) -> str:
        """What a browser is given to subscribe, in base64url (RFC 8292)."""
        ...

    def check(self, to: Subscription) -> None:
        """PushRefused where nothing may ever be sent to ``to``."""
        ...

    def push(self, to: Subscription, body: bytes, *, topic: str) -> None:
        """Hand ``body`` over; one of the same ``topic`` that waits is replaced. PushGone, PushDown, PushRefused."""
        ...
