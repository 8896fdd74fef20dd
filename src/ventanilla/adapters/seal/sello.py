"""The sello: a signature over the cadena original that can be checked from paper, byte for byte."""

from __future__ import annotations

import base64
import binascii

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

from .port import SealCertificate


def sello_is_valid(seal: SealCertificate, cadena: str, written: str) -> bool:
    """Whether ``written`` (base64; line ends are ignored) is the seal's sello of ``cadena``."""
    try:
        signature = base64.b64decode("".join(written.split()), validate=True)
        message = cadena.encode("utf-8")
    except (binascii.Error, UnicodeEncodeError):
        return False
    return rsa_is_valid(seal, message, signature)


def rsa_is_valid(seal: SealCertificate, message: bytes, signature: bytes) -> bool:
    """Whether ``signature`` is the seal's over ``message``: RSA PKCS#1 v1.5 with SHA-256."""
    try:
        seal.public_key.verify(signature, message, PKCS1v15(), SHA256())
    except InvalidSignature:
        return False
    return True
