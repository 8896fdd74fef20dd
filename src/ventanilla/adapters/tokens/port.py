"""What telling another application who entered needs of whoever keeps the key of that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Protocol

ALGORITHM: Final = "RS256"  # the one that every OpenID client must know (OpenID Connect Discovery 1.0, section 3)


class BadTokenKey(ValueError):
    """A key of tokens that is missing, foreign or does not open; the message says which and why."""


class TokenSigner(Protocol):
    """Signs tokens; lives in the web, and holds no key of documents. Another may keep the key in an HSM."""

    def sign(self, claims: Mapping[str, Any]) -> str:
        """The JWS (RFC 7515, compact, `ALGORITHM`) of ``claims``."""
        ...

    def jwks(self) -> dict[str, Any]:
        """The JWK set (RFC 7517) that verifies it: the key in use, the next one and the one before."""
        ...
