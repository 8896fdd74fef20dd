"""The port: one message, with the key that makes a second delivery of it harmless."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class BadMail(ValueError):
    """A message that cannot be sent as it is: a line break in an address or a subject."""


class MailDown(Exception):
    """The provider did not take the message; it will be handed over again."""


@dataclass(frozen=True, slots=True)
class Mail:
    """``key`` is unique per message: it becomes its Message-ID, and the provider's idempotency key."""

    key: str
    to: str
    subject: str
    body: str

    def __post_init__(self) -> None:
        if any(character in value for value in (self.key, self.to, self.subject) for character in "\r\n"):
            raise BadMail("an address, a subject and a key are one line each")


class Mailer(Protocol):
    """Whoever delivers. Called after commit only, and at least once for each message."""

    def send(self, mail: Mail) -> None:
        """Hand ``mail`` over; MailDown if it was not taken."""
        ...
