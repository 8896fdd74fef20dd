"""RFC 8291 (aes128gcm of RFC 8188) and RFC 8292, over ``cryptography``: no other package is needed for so little.

``pywebpush`` does the same with ``requests``, ``http-ece`` and ``py-vapid`` beneath, and follows redirects.
"""

from __future__ import annotations

import base64
import json
import os
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    derive_private_key,
    generate_private_key,
)
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from .port import PushRefused, Subscription

KEY_BYTES: Final = 65
SECRET_BYTES: Final = 16
SALT_BYTES: Final = 16
RECORD: Final = 4096  # bytes: what every service takes
MAX_BODY: Final = 1024  # bytes of what is said
TOKEN_SECONDS: Final = 12 * 3600  # RFC 8292 allows a day
_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256
_COORDINATE: Final = 32
_LAST_RECORD: Final = b"\x02"


def b64url(data: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def seal(
    body: bytes, to: Subscription, *, salt: bytes | None = None, own: EllipticCurvePrivateKey | None = None
) -> bytes:
    """``body`` as only the browser of ``to`` reads it. ``salt`` and ``own`` are drawn; given in tests alone.

    PushRefused for a key that is none, or a body that does not fit.
    """
    theirs = _public(to)
    if len(body) > MAX_BODY:
        raise PushRefused("the body is too long")
    salt, own = salt or os.urandom(SALT_BYTES), own or generate_private_key(SECP256R1())
    mine = _point(own.public_key())
    shared = own.exchange(ECDH(), theirs)
    material = _hkdf(shared, to.secret, b"WebPush: info\0" + to.key + mine, 32)
    key = _hkdf(material, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _hkdf(material, salt, b"Content-Encoding: nonce\0", 12)
    sealed = AESGCM(key).encrypt(nonce, body + _LAST_RECORD, None)
    return salt + RECORD.to_bytes(4, "big") + bytes([len(mine)]) + mine + sealed


def _public(to: Subscription) -> EllipticCurvePublicKey:
    if len(to.key) != KEY_BYTES or len(to.secret) != SECRET_BYTES:
        raise PushRefused("a key or a secret of another length")
    try:
        return EllipticCurvePublicKey.from_encoded_point(SECP256R1(), to.key)
    except ValueError as error:
        raise PushRefused("the key is no point of the curve") from error


def _point(key: EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _hkdf(material: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt, info).derive(material)


@dataclass(frozen=True, slots=True)
class Vapid:
    """Who sends (RFC 8292): a key of the installation, and an address of whoever answers for it."""

    key: EllipticCurvePrivateKey
    contact: str

    @classmethod
    def of_secret(cls, secret: bytes, contact: str) -> Vapid:
        """The key that a secret of the installation gives, always the same one."""
        number = int.from_bytes(secret, "big") % (_ORDER - 1) + 1
        return cls(derive_private_key(number, SECP256R1()), contact)

    @property
    def public_key(self) -> str:
        """As a browser takes it."""
        return b64url(_point(self.key.public_key()))

    def authorization(self, endpoint: str, *, now: int) -> str:
        """The header for one service, good for hours; ``now`` in seconds of real time."""
        parts = urlsplit(endpoint)
        claims = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": now + TOKEN_SECONDS, "sub": self.contact}
        said = [json.dumps(one, separators=(",", ":")).encode() for one in ({"typ": "JWT", "alg": "ES256"}, claims)]
        unsigned = ".".join(b64url(one) for one in said)
        r, s = decode_dss_signature(self.key.sign(unsigned.encode("ascii"), ECDSA(SHA256())))
        raw = r.to_bytes(_COORDINATE, "big") + s.to_bytes(_COORDINATE, "big")
        return f"vapid t={unsigned}.{b64url(raw)}, k={self.public_key}"
