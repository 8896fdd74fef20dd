"""What an application is told of who entered: the person under a name of its own sector, and when and how they did."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import Any
from uuid import UUID


def pairwise(key: bytes, *, sector: str, subject: UUID) -> str:
    """The person's name for the applications of one sector: two sectors cannot tell that it is the same person.

    Nobody without ``key`` can go from it to the person, or from one to another.

    >>> pairwise(bytes(32), sector="app.example", subject=UUID(int=1))
    'xZefHJSXQSYWgN1Eh5bbf-mhL1EWw1LFPwdWnDa-8Xw'
    """
    return _b64(hmac.digest(key, sector.encode() + b"\n" + subject.bytes, hashlib.sha256))


def half_hash(value: str) -> str:
    """How an ID token binds the access token that came with it (OpenID Connect Core 1.0, section 3.1.3.6).

    >>> half_hash("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y")
    '77QmUPtjPfzWtF2AnpK9RQ'
    """
    return _b64(hashlib.sha256(value.encode("ascii")).digest()[:16])


def id_token_claims(
    *,
    issuer: str,
    client: str,
    sub: str,
    access_token: str,
    at: int,
    lasts: int,
    entered_at: int,
    acr: str,
    amr: tuple[str, ...],
    nonce: str,
) -> dict[str, Any]:
    """The claims of an ID token. ``at`` and ``entered_at`` in seconds of real time; ``nonce`` "" for none.

    Whatever else the person allowed is asked for with the access token: an ID token passes through the browser of
    some applications, and their logs.
    """
    claims: dict[str, Any] = {
        "iss": issuer,
        "sub": sub,
        "aud": client,
        "iat": at,
        "exp": at + lasts,
        "auth_time": entered_at,
        "acr": acr,
        "amr": list(amr),
        "at_hash": half_hash(access_token),
    }
    return claims | ({"nonce": nonce} if nonce else {})


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
