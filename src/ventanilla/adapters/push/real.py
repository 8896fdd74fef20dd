"""Delivering through the services of the browsers' makers, and through no other address."""

from __future__ import annotations

import time
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

from ventanilla.adapters.pki.posting import SECURE, NoAnswer, Poster

from .port import TTL_SECONDS, PushDown, PushGone, PushRefused, Subscription
from .sealing import Vapid, seal

# Where browsers of today subscribe: Chrome and Edge's own, Firefox, Safari. A browser gives the address, so an address
# of another host would be a way to make the office ask it.
HOSTS: Final = (
    "fcm.googleapis.com",
    "updates.push.services.mozilla.com",
    "push.apple.com",
    "notify.windows.com",
)
LIMIT_BYTES: Final = 16 * 1024
TIMEOUT_SECONDS: Final = 15.0
MAX_ENDPOINT: Final = 1024  # characters
TAKEN: Final = frozenset({HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.ACCEPTED, HTTPStatus.NO_CONTENT})
GONE: Final = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
WRONG: Final = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.FORBIDDEN, HTTPStatus.REQUEST_ENTITY_TOO_LARGE})


@dataclass(frozen=True, slots=True)
class WebPush:
    """A ``Pusher``. ``hosts`` and ``poster`` are others in tests alone."""

    vapid: Vapid
    hosts: tuple[str, ...] = HOSTS
    schemes: tuple[str, ...] = SECURE
    allow_private: bool = False

    @property
    def public_key(self) -> str:
        """As a browser takes it."""
        return self.vapid.public_key

    def check(self, to: Subscription) -> None:
        """PushRefused for an address of no known service, or a key that is none."""
        parts = urlsplit(to.endpoint) if len(to.endpoint) <= MAX_ENDPOINT else urlsplit("")
        host = parts.hostname or ""
        known = any(host == one or host.endswith(f".{one}") for one in self.hosts)
        if parts.scheme not in self.schemes or not known or parts.username is not None:
            raise PushRefused("not an address of a push service")
        seal(b"", to)

    def push(self, to: Subscription, body: bytes, *, topic: str) -> None:
        """One POST, bounded, without redirects. PushGone, PushDown, PushRefused."""
        self.check(to)
        poster = Poster(
            sends="application/octet-stream",
            accepts="*/*",
            limit_bytes=LIMIT_BYTES,
            timeout_seconds=TIMEOUT_SECONDS,
            allow_private=self.allow_private,
            schemes=self.schemes,
            statuses=TAKEN,
            headers={
                "Authorization": self.vapid.authorization(to.endpoint, now=int(time.time())),
                "Content-Encoding": "aes128gcm",
                "TTL": str(TTL_SECONDS),
                "Topic": topic,
                "Urgency": "normal",
            },
        )
        try:
            poster.post(to.endpoint, seal(body, to))
        except NoAnswer as error:
            if error.status in GONE:
                raise PushGone from error
            if error.status in WRONG or not error.configured:
                raise PushRefused(f"the service answered {error.status}") from error
            raise PushDown(str(error)) from error
