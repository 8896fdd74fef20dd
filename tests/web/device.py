"""A device that holds passkeys, in Python: what a browser and its authenticator answer, honest or not.

Built by the specification (Web Authentication, 6.1 and 6.5), without the library that reads it in the office.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import struct
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.http import HttpResponse

from tests.web.office import ORIGIN, Browser, as_json, text

KEYS = "/cuenta/seguridad/llaves"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def b64url(data: bytes) -> str:
    """As browsers write bytes in JSON."""
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def from_b64url(text: str) -> bytes:
    """The bytes of a challenge."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Device:
    """One key. What is not the default is what a test makes wrong."""

    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    handle: bytes = b""
    count: int = 0
    counts: bool = True
    origin: str = ORIGIN
    party: str = "localhost"
    flags: int = PRESENT | VERIFIED
    cross_origin: bool = False

    def client_data(self, kind: str, challenge: str) -> bytes:
        """What the browser says happened."""
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": self.cross_origin}
        return json.dumps(said).encode()

    def data(self, flags: int, more: bytes = b"") -> bytes:
        """What the authenticator says, and signs."""
        if self.counts:
            self.count += 1
        return hashlib.sha256(self.party.encode()).digest() + struct.pack(">BI", flags, self.count) + more

    def cose(self) -> dict[int, Any]:
        """The public key."""
        point = self.key.public_key().public_numbers()
        return {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}

    def created(self, options: dict[str, Any], **changed: Any) -> dict[str, str]:
        """Answer a challenge with a new key."""
        self.handle = from_b64url(options["user"]["id"])
        cose = cbor2.dumps(changed.get("cose", self.cose()))
        attested = bytes(16) + struct.pack(">H", len(self.credential_id)) + self.credential_id + cose
        data = self.data(self.flags | ATTESTED, attested)
        response = {
            "clientDataJSON": b64url(self.client_data(changed.get("kind", "webauthn.create"), options["challenge"])),
            "attestationObject": b64url(cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})),
        }
        return self._posted(options, response)

    def used(self, options: dict[str, Any], **changed: Any) -> dict[str, str]:
        """Answer a challenge with the key; ``challenge`` signed may be another than the one that is posted."""
        data = self.data(self.flags)
        client = self.client_data(changed.get("kind", "webauthn.get"), changed.get("challenge", options["challenge"]))
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        response = {
            "clientDataJSON": b64url(client),
            "authenticatorData": b64url(data),
            "signature": b64url(signature),
            "userHandle": b64url(self.handle),
        }
        return self._posted(options, response)

    def _posted(self, options: dict[str, Any], response: dict[str, Any]) -> dict[str, str]:
        name = b64url(self.credential_id)
        said = {"id": name, "rawId": name, "type": "public-key", "response": response, "clientExtensionResults": {}}
        return {"reto": options["challenge"], "credencial": json.dumps(said)}

    # -- with a browser

    def asked(self, browser: Browser, path: str = "/entrar/llave/reto") -> dict[str, Any]:
        """The challenge of the office."""
        answer = browser.post(path)
        assert answer.status_code == 200, text(answer)
        return as_json(answer)

    def offer(self, browser: Browser, name: str = "Mi teléfono", **changed: Any) -> HttpResponse:
        """Register the key in the account of whoever is in."""
        browser.get(f"{KEYS}/nueva")
        return browser.post(
            f"{KEYS}/nueva", self.created(self.asked(browser, f"{KEYS}/reto"), **changed) | {"nombre": name}
        )

    def register(self, browser: Browser, name: str = "Mi teléfono") -> str:
        """`offer`, taken; the key's id in the office."""
        from ventanilla.apps.accounts.models import Passkey
        from ventanilla.apps.eventlog.api import scope

        taken = self.offer(browser, name)
        assert taken.status_code == 302, text(taken)
        with scope(None):
            return str(Passkey.objects.get(credential_id=self.credential_id).id)

    def enter(self, browser: Browser, then: str = "", **changed: Any) -> HttpResponse:
        """Sign in with the key."""
        browser.get("/entrar")
        path = f"/entrar/llave?sigue={then}" if then else "/entrar/llave"
        return browser.post(path, self.used(self.asked(browser), **changed))
