"""A demonstration sends nothing anywhere: what would be pushed is handed to whoever keeps its messages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .port import Subscription
from .sealing import Vapid, seal

Keep = Callable[[str, bytes], None]
"""Given the topic and what is said."""


@dataclass(frozen=True, slots=True)
class KeptPush:
    """A ``Pusher`` of a demonstration: sealed as for the browser, so that a bad key is found, and then kept."""

    vapid: Vapid
    keep: Keep

    @property
    def public_key(self) -> str:
        """As a browser takes it."""
        return self.vapid.public_key

    def check(self, to: Subscription) -> None:
        """PushRefused for a key that is none."""
        seal(b"", to)

    def push(self, to: Subscription, body: bytes, *, topic: str) -> None:
        """Keep it."""
        self.check(to)
        self.keep(topic, body)
