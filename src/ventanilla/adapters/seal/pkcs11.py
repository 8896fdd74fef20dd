"""The institution's keys in an HSM, through PKCS#11: they are made there and never leave it."""

from __future__ import annotations

import hashlib
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pkcs11
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key
from pkcs11 import Attribute, KeyType, Mechanism, ObjectClass
from pkcs11.exceptions import PKCS11Error, UserAlreadyLoggedIn
from pkcs11.util.ec import encode_ec_public_key

from .cose import QrKey
from .port import BadSeal, Purpose, SealCertificate, SignerUnavailable

SIGNATURES: Final = {KeyType.RSA: Mechanism.SHA256_RSA_PKCS, KeyType.EC: Mechanism.ECDSA}


@dataclass(frozen=True, slots=True)
class HsmAddress:
    """Where the keys are: the vendor's library, the token's label, and the label of each key."""

    library: Path
    token: str
    seal_label: str
    qr_label: str


class HsmKeys:
    """A ``KeyHolder`` over one session of the token. A session that broke is opened again at the next signature."""

    def __init__(self, address: HsmAddress, pin: str, seal: SealCertificate) -> None:
        """Open the token. BadSeal if a key is missing or is not of the certificate; SignerUnavailable if it is shut."""
        self.seal = seal
        self._address, self._pin = address, pin
        self._lock = threading.Lock()  # a session does one thing at a time
        self._session: Any = None
        with self._lock:
            try:
                self.qr = self._checked()
            except (BadSeal, SignerUnavailable):
                self.close()
                raise

    def sign(self, purpose: Purpose, message: bytes) -> bytes:
        """As ``KeyHolder.sign``: the HSM digests what the RSA key signs; for ECDSA it is given the SHA-256."""
        kind = KeyType.RSA if purpose.by_seal else KeyType.EC
        label = self._address.seal_label if purpose.by_seal else self._address.qr_label
        data = message if purpose.by_seal else hashlib.sha256(message).digest()
        with self._lock:
            try:
                key = self._opened().get_key(ObjectClass.PRIVATE_KEY, kind, label)
                return bytes(key.sign(data, mechanism=SIGNATURES[kind]))
            except PKCS11Error as error:
                self.close()
                raise SignerUnavailable(f"the HSM does not sign: {type(error).__name__}") from error

    def close(self) -> None:
        """Let go of the token; the next signature opens it again."""
        session, self._session = self._session, None
        if session is not None:
            with suppress(PKCS11Error):  # it broke, which is why it is let go
                session.close()

    def _checked(self) -> QrKey:
        """The QR's public key, once both keys are what they were said to be."""
        address = self._address
        modulus = bytes(self._public(KeyType.RSA, address.seal_label)[Attribute.MODULUS])
        if int.from_bytes(modulus, "big") != self.seal.public_key.public_numbers().n:
            raise BadSeal(f"the key {address.seal_label} is not of the seal's certificate")
        spki = load_der_public_key(encode_ec_public_key(self._public(KeyType.EC, address.qr_label)))
        if not isinstance(spki, EllipticCurvePublicKey) or not isinstance(spki.curve, SECP256R1):
            raise BadSeal(f"the key {address.qr_label} is not P-256")
        return QrKey(spki)

    def _public(self, kind: KeyType, label: str) -> Any:
        try:
            return self._opened().get_key(ObjectClass.PUBLIC_KEY, kind, label)
        except pkcs11.NoSuchKey as error:
            raise BadSeal(f"the HSM has no public key {label}") from error
        except PKCS11Error as error:
            raise SignerUnavailable(f"the HSM does not answer: {type(error).__name__}") from error

    def _opened(self) -> Any:
        if self._session is None:
            token = pkcs11.lib(str(self._address.library)).get_token(token_label=self._address.token)
            try:
                self._session = token.open(user_pin=self._pin)
            except UserAlreadyLoggedIn:  # a login is of the whole process: another session of ours has it
                self._session = token.open()
        return self._session
