"""The sello: a signature over the cadena original that can be checked from paper, byte for byte."""

from __future__ import annotations

import base64
import binascii

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256

from .port import SealCertificate


def sello(key: RSAPrivateKey, cadena: str) -> str:
    """RSA PKCS#1 v1.5 with SHA-256 over the UTF-8 of ``cadena``, in base64."""
    return base64.b64encode(key.sign(cadena.encode("utf-8"), PKCS1v15(), SHA256())).decode("ascii")


def sello_is_valid(seal: SealCertificate, cadena: str, written: str) -> bool:
    """Whether ``written`` (base64; line ends are ignored) is the seal's sello of ``cadena``."""
    try:
        signature = base64.b64decode("".join(written.split()), validate=True)
        seal.public_key.verify(signature, cadena.encode("utf-8"), PKCS1v15(), SHA256())
    except (binascii.Error, InvalidSignature, UnicodeEncodeError):
        return False
    return True
