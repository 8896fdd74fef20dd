"""The .key file: PKCS#8 EncryptedPrivateKeyInfo as SAT writes it, opened on the holder's own machine.

PBES2, PBKDF2-HMAC-SHA1 with 2,048 iterations and des-EDE3-CBC. CBC has no integrity: most one-bit faults
still parse, so a key is used only after it matched its certificate and verified a signature of its own.
The server never calls this: only the command line, the demonstration and tests do.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from enum import Enum, unique
from typing import Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.ciphers import Cipher, modes
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)

from ventanilla.domain.signing.verdict import MAX_KEY_BYTES, MIN_RSA_BITS
from ventanilla.kernel.text import Text

from . import der
from .certificate import Certificate

PBES1_PREFIX: Final = "1.2.840.113549.1.5."
PKCS12_PBE_PREFIX: Final = "1.2.840.113549.1.12.1."
PBES2: Final = "1.2.840.113549.1.5.13"
PBKDF2: Final = "1.2.840.113549.1.5.12"
HMAC_SHA1: Final = "1.2.840.113549.2.7"
HMAC_SHA256: Final = "1.2.840.113549.2.9"
DES_EDE3_CBC: Final = "1.2.840.113549.3.7"
AES128_CBC: Final = "2.16.840.1.101.3.4.1.2"
AES256_CBC: Final = "2.16.840.1.101.3.4.1.42"
_PRFS: Final = {HMAC_SHA1: "sha1", HMAC_SHA256: "sha256"}
_KEY_BYTES: Final = {DES_EDE3_CBC: 24, AES128_CBC: 16, AES256_CBC: 32}

MAX_ITERATIONS: Final = 1_000_000
MAX_SALT_BYTES: Final = 64
MAX_PASSWORD_CHARACTERS: Final = 256
SAT_ITERATIONS: Final = 2048
SAT_SALT_BYTES: Final = 8
_SELF_TEST: Final = b"ventanilla: prueba del par"


@unique
class KeyFault(Enum):
    """Why a .key cannot be used. The name is the stable code; the value is the Spanish sentence."""

    LLAVE_VACIA = "El archivo .key está vacío. Vuelva a copiarlo de donde lo guardó y elíjalo otra vez."
    NO_ES_LLAVE = (
        "El archivo no es una llave privada de e.firma, o está dañado: no pudimos leerlo. Elija el archivo que termina "
        "en .key, tal como lo obtuvo."
    )
    CIFRADO_ANTIGUO = (
        "El archivo .key está protegido con un cifrado antiguo (PBES1) que ya no es seguro y no abrimos. Obtenga una "
        "e.firma nueva o pida que vuelvan a proteger su llave."
    )
    CIFRADO_NO_ADMITIDO = (
        "El archivo .key está protegido de una forma que la e.firma no usa, y no podemos abrirlo. Elija el archivo "
        ".key que obtuvo con su e.firma."
    )
    CONTRASENA_INCORRECTA = (
        "La contraseña no abre este archivo .key. Revise mayúsculas y acentos, y escríbala otra vez; es la de su llave "
        "privada, no la de otros servicios."
    )
    PAR_EQUIVOCADO = (
        "El archivo .key y el .cer no son del mismo par, y juntos no sirven para firmar. Elija los dos archivos que "
        "obtuvo al mismo tiempo."
    )
    LLAVE_DANADA = (
        "El archivo .key se abrió, pero está dañado y no firma bien. Use una copia de respaldo del archivo o renueve "
        "su e.firma."
    )
    LLAVE_NO_ADMITIDA = (
        "La llave no es del tipo que usa la e.firma (RSA de 2048 bits o más). Elija el archivo .key de su e.firma."
    )

    def text(self) -> Text:
        """The sentence."""
        return Text(self.name, self.value)


class KeyNotUsable(ValueError):
    """A .key that cannot be used; ``fault`` says why."""

    def __init__(self, fault: KeyFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class _Envelope:
    salt: bytes
    iterations: int
    prf: str
    cipher: str
    vector: bytes
    content: bytes


def open_pair(key: bytes, password: str, certificate: Certificate) -> RSAPrivateKey:
    """Open a .key and prove that it is ``certificate``'s and signs well; KeyNotUsable otherwise."""
    private = open_key(key, password)
    public = certificate.key
    if public is None or private.public_key().public_numbers() != public.public_numbers():
        raise KeyNotUsable(KeyFault.PAR_EQUIVOCADO)
    try:
        public.verify(private.sign(_SELF_TEST, PKCS1v15(), SHA256()), _SELF_TEST, PKCS1v15(), SHA256())
    except (InvalidSignature, ValueError) as error:
        raise KeyNotUsable(KeyFault.LLAVE_DANADA) from error
    return private


def open_key(key: bytes, password: str) -> RSAPrivateKey:
    """Decrypt a .key. A password that is not ASCII is tried in windows-1252 and then in UTF-8.

    SAT's own program encodes it in windows-1252; a key that was protected again usually has UTF-8.
    """
    if not key:
        raise KeyNotUsable(KeyFault.LLAVE_VACIA)
    if len(key) > MAX_KEY_BYTES:
        raise KeyNotUsable(KeyFault.NO_ES_LLAVE)
    try:
        envelope = _read_envelope(key)
    except der.DerError as error:
        raise KeyNotUsable(KeyFault.NO_ES_LLAVE) from error
    for encoded in password_bytes(password):
        content = _decrypt(envelope, encoded)
        if content is not None:
            return _load(content)
    raise KeyNotUsable(KeyFault.CONTRASENA_INCORRECTA)


def password_bytes(password: str) -> tuple[bytes, ...]:
    """The encodings to try, in order.

    >>> password_bytes("año")
    (b'a\\xf1o', b'a\\xc3\\xb1o')
    """
    if len(password) > MAX_PASSWORD_CHARACTERS:
        return ()
    if password.isascii():
        return (password.encode("ascii"),)
    encodings = []
    for name in ("cp1252", "utf-8"):
        try:
            encodings.append(password.encode(name))
        except UnicodeEncodeError:
            continue
    return tuple(encodings)


def seal_key(private: RSAPrivateKey, password: bytes) -> bytes:
    """Write a .key exactly as SAT does: for the demonstration's identities and for tests."""
    content = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    salt, vector = secrets.token_bytes(SAT_SALT_BYTES), secrets.token_bytes(8)
    derived = hashlib.pbkdf2_hmac("sha1", password, salt, SAT_ITERATIONS, _KEY_BYTES[DES_EDE3_CBC])
    padding = 8 - len(content) % 8
    encryptor = Cipher(TripleDES(derived), modes.CBC(vector)).encryptor()
    encrypted = encryptor.update(content + bytes((padding,)) * padding) + encryptor.finalize()
    derivation = der.sequence(
        der.oid(PBKDF2), der.sequence(der.octets(salt), der.integer(SAT_ITERATIONS))
    )  # the pseudo-random function is HMAC-SHA1 by default, and DER leaves defaults out
    scheme = der.sequence(der.oid(DES_EDE3_CBC), der.octets(vector))
    return der.sequence(der.sequence(der.oid(PBES2), der.sequence(derivation, scheme)), der.octets(encrypted))


def _read_envelope(key: bytes) -> _Envelope:
    outer = der.only(key, der.SEQUENCE)
    algorithm = outer.enter(der.SEQUENCE)
    scheme = algorithm.oid()
    if scheme != PBES2:
        old = scheme.startswith((PBES1_PREFIX, PKCS12_PBE_PREFIX))
        raise KeyNotUsable(KeyFault.CIFRADO_ANTIGUO if old else KeyFault.CIFRADO_NO_ADMITIDO)
    parameters = algorithm.enter(der.SEQUENCE)
    algorithm.finish()
    content = outer.take(der.OCTET_STRING)
    outer.finish()
    derivation = parameters.enter(der.SEQUENCE)
    encryption = parameters.enter(der.SEQUENCE)
    parameters.finish()
    if derivation.oid() != PBKDF2:
        raise KeyNotUsable(KeyFault.CIFRADO_NO_ADMITIDO)
    pbkdf2 = derivation.enter(der.SEQUENCE)
    derivation.finish()
    salt = pbkdf2.take(der.OCTET_STRING)
    iterations = pbkdf2.integer()
    cipher = encryption.oid()
    vector = encryption.take(der.OCTET_STRING)
    encryption.finish()
    declared = pbkdf2.integer() if pbkdf2.peek() == der.INTEGER else _KEY_BYTES.get(cipher)
    prf = _read_prf(pbkdf2)
    block = 8 if cipher == DES_EDE3_CBC else 16
    if (
        cipher not in _KEY_BYTES
        or prf not in _PRFS
        or declared != _KEY_BYTES[cipher]
        or not 1 <= iterations <= MAX_ITERATIONS
        or not 1 <= len(salt) <= MAX_SALT_BYTES
        or len(vector) != block
    ):
        raise KeyNotUsable(KeyFault.CIFRADO_NO_ADMITIDO)
    if not content or len(content) % block:
        raise KeyNotUsable(KeyFault.NO_ES_LLAVE)
    return _Envelope(salt, iterations, _PRFS[prf], cipher, vector, content)


def _read_prf(pbkdf2: der.Reader) -> str:
    if not pbkdf2.peek():
        return HMAC_SHA1
    algorithm = pbkdf2.enter(der.SEQUENCE)
    pbkdf2.finish()
    prf = algorithm.oid()
    algorithm.skip(der.NULL)
    algorithm.finish()
    return prf


def _decrypt(envelope: _Envelope, password: bytes) -> bytes | None:
    """The content, if its padding is whole and it is one SEQUENCE: what a wrong password almost never gives."""
    derived = hashlib.pbkdf2_hmac(
        envelope.prf, password, envelope.salt, envelope.iterations, _KEY_BYTES[envelope.cipher]
    )
    algorithm = TripleDES(derived) if envelope.cipher == DES_EDE3_CBC else AES(derived)
    decryptor = Cipher(algorithm, modes.CBC(envelope.vector)).decryptor()
    padded = decryptor.update(envelope.content) + decryptor.finalize()
    size = padded[-1]
    if not 1 <= size <= len(envelope.vector) or padded[-size:] != bytes((size,)) * size:
        return None
    try:
        der.only(padded[:-size], der.SEQUENCE)
    except der.DerError:
        return None
    return padded[:-size]


def _load(content: bytes) -> RSAPrivateKey:
    try:
        private = load_der_private_key(content, None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise KeyNotUsable(KeyFault.LLAVE_DANADA) from error
    if not isinstance(private, RSAPrivateKey) or private.key_size < MIN_RSA_BITS:
        raise KeyNotUsable(KeyFault.LLAVE_NO_ADMITIDA)
    return private
