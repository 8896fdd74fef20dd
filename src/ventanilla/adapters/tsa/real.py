"""A time-stamping authority over HTTPS: the one address that the operator configured, and no other."""

from __future__ import annotations

import secrets
import ssl
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from ventanilla.adapters.pki.posting import SECURE, NoAnswer, Poster, tls
from ventanilla.adapters.pki.trust import TrustStore
from ventanilla.domain.signing.timestamp import MAX_DRIFT, Stamp, TimestampFault

from .port import TimestampUnavailable
from .token import MAX_TOKEN_BYTES, BadToken, build_request, read_response, verify_token

TIMEOUT_SECONDS: Final = 10.0  # for the whole exchange
NONCE_BITS: Final = 63


@dataclass(frozen=True, slots=True)
class TsaOverHttps:
    """``trust`` holds the anchors of time-stamping authorities alone: they vouch for no person.

    ``allow_private`` lets tests and an internal relay answer from a private address.
    """

    url: str
    trust: TrustStore
    timeout_seconds: float = TIMEOUT_SECONDS
    allow_private: bool = False
    tls: ssl.SSLContext = field(default_factory=lambda: tls())

    def stamp(self, digest: bytes, at: datetime) -> Stamp:
        """As ``TimestampSource.stamp``: imprint, nonce, signer, chain and clock are checked before it is believed."""
        nonce = secrets.randbits(NONCE_BITS)
        poster = Poster(
            sends="application/timestamp-query",
            accepts="application/timestamp-reply",
            limit_bytes=MAX_TOKEN_BYTES,
            timeout_seconds=self.timeout_seconds,
            allow_private=self.allow_private,
            schemes=SECURE,
            tls=self.tls,
        )
        try:
            answer = poster.post(self.url, build_request(digest, nonce))
            stamp = verify_token(read_response(answer), digest, self.trust, nonce)
        except NoAnswer as error:
            fault = TimestampFault.SIN_RESPUESTA if error.configured else TimestampFault.MAL_CONFIGURADA
            raise TimestampUnavailable(fault, str(error)) from error
        except BadToken as error:
            raise TimestampUnavailable(error.fault, str(error)) from error
        if abs(stamp.at - at) > MAX_DRIFT:
            raise TimestampUnavailable(TimestampFault.OTRA_HORA, f"{(stamp.at - at).total_seconds():.0f} s apart")
        return stamp
