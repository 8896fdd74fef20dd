"""The institution's keys in a key service over HTTPS: it is sent a digest and gives back a signature.

One POST a signature: ``{"key": id, "algorithm": "RS256" | "ES256", "digest": base64 of the SHA-256}`` with a bearer
token, answered ``{"signature": base64}`` (PKCS#1 v1.5, or the raw ``r || s``). A cloud's own shape is a relay in front
of it. The office believes no answer: ``InstitutionSigner`` verifies it under the certificate before it is used.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass, field
from typing import Final

from ventanilla.adapters.pki.posting import SECURE, NoAnswer, Poster

from .cose import QrKey
from .port import Purpose, SealCertificate, SignerUnavailable

MAX_ANSWER_BYTES: Final = 8 * 1024
SECONDS: Final = 8.0  # for one signature, whole


def kms_poster(token: str, *, seconds: float = SECONDS) -> Poster:
    """How the service is asked: TLS, no redirection, bounded. Its address is the operator's own, and may be private."""
    return Poster(
        sends="application/json",
        accepts="application/json",
        limit_bytes=MAX_ANSWER_BYTES,
        timeout_seconds=seconds,
        allow_private=True,
        schemes=SECURE,
        headers={"Authorization": f"Bearer {token}"},
    )


@dataclass(frozen=True)
class KmsKeys:
    """A ``KeyHolder`` over a key service at ``address``; the public halves are the operator's own files."""

    address: str
    seal_id: str
    qr_id: str
    seal: SealCertificate
    qr: QrKey
    poster: Poster = field(repr=False)

    def sign(self, purpose: Purpose, message: bytes) -> bytes:
        """As ``KeyHolder.sign``."""
        asked = {
            "key": self.seal_id if purpose.by_seal else self.qr_id,
            "algorithm": "RS256" if purpose.by_seal else "ES256",
            "digest": base64.b64encode(hashlib.sha256(message).digest()).decode("ascii"),
        }
        try:
            body = self.poster.post(self.address, json.dumps(asked).encode("utf-8"))
        except NoAnswer as error:
            raise SignerUnavailable(f"the key service does not answer: {error}") from error
        try:
            match json.loads(body):
                case {"signature": str() as written}:
                    return base64.b64decode(written, validate=True)
        except (ValueError, binascii.Error, RecursionError) as error:
            raise SignerUnavailable("the key service's answer is not understood") from error
        raise SignerUnavailable("the key service's answer has no signature")
