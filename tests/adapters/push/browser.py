"""A browser and its maker's push service, as far as an office meets them: it decrypts what it is sent (RFC 8291)."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ventanilla.adapters.push.port import Subscription


def unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def point(key: EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


@dataclass
class FakeBrowser:
    """A key and a secret; it opens what was sealed for it, and only that."""

    key: EllipticCurvePrivateKey = field(default_factory=lambda: generate_private_key(SECP256R1()))
    secret: bytes = b"0123456789abcdef"

    def subscription(self, endpoint: str) -> Subscription:
        return Subscription(endpoint, point(self.key.public_key()), self.secret)

    def open(self, sealed: bytes) -> bytes:
        """As a browser does, from RFC 8188, section 2.2: written apart from what seals."""
        salt, size, length = sealed[:16], int.from_bytes(sealed[16:20], "big"), sealed[20]
        theirs = sealed[21 : 21 + length]
        assert len(sealed) - 21 - length <= size
        shared = self.key.exchange(ECDH(), EllipticCurvePublicKey.from_encoded_point(SECP256R1(), theirs))
        info = b"WebPush: info\0" + point(self.key.public_key()) + theirs
        material = HKDF(SHA256(), 32, self.secret, info).derive(shared)
        key = HKDF(SHA256(), 16, salt, b"Content-Encoding: aes128gcm\0").derive(material)
        nonce = HKDF(SHA256(), 12, salt, b"Content-Encoding: nonce\0").derive(material)
        opened = AESGCM(key).decrypt(nonce, sealed[21 + length :], None)
        body, mark = opened.rstrip(b"\0")[:-1], opened.rstrip(b"\0")[-1:]
        assert mark == b"\x02"
        return body


def vapid_claims(header: str) -> dict[str, Any]:
    """The claims of an Authorization header, once its signature was found good with the key that it carries."""
    assert header.startswith("vapid t=")
    token, key = header.removeprefix("vapid t=").split(", k=")
    unsigned, _, signature = token.rpartition(".")
    raw = unb64(signature)
    der = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    public = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), unb64(key))
    public.verify(der, unsigned.encode(), ECDSA(SHA256()))
    claims: dict[str, Any] = json.loads(unb64(unsigned.split(".")[1]))
    return claims


@dataclass
class FakeService:
    """What was received, and what is answered next (201 where nothing else was said)."""

    address: str
    received: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)


@contextmanager
def push_service() -> Iterator[FakeService]:
    """A push service on this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            service.received.append((dict(self.headers.items()), body))
            status = service.answers.pop(0) if service.answers else 201
            self.send_response(status)
            if status in {301, 307}:
                self.send_header("Location", f"{service.address}/otra")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Nothing is written beside the tests."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service = FakeService(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
