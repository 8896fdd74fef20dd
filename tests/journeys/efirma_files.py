"""An e.firma for a browser's tests: a person who never existed, in the tax authority's profile, signed by itself."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography import x509
from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from ventanilla.adapters.pki import der

ITERATIONS = 2048
UNIQUE_IDENTIFIER = x509.ObjectIdentifier("2.5.4.45")


@dataclass(frozen=True)
class Efirma:
    """The two files a person keeps, the password, and what the test knows of the key."""

    cer: bytes
    key: bytes
    password: str
    private: rsa.RSAPrivateKey


def make(
    password: str = "Cóntraseña-rara Ñ7&+%",
    *,
    since: datetime = datetime(2024, 1, 1, tzinfo=UTC),
    until: datetime = datetime(2028, 1, 1, tzinfo=UTC),
    seal: bool = False,
    name: str = "PRUEBA DEMO ANA",
) -> Efirma:
    """An e.firma (or a CSD, ``seal``) in force between the two instants."""
    private = rsa.generate_private_key(65537, 2048)
    return Efirma(certificate(private, since, until, seal, name), locked(private, password), password, private)


def certificate(private: rsa.RSAPrivateKey, since: datetime, until: datetime, seal: bool, name: str) -> bytes:
    """The .cer: names, uses and dates of the profile."""
    parts = [
        x509.NameAttribute(NameOID.COMMON_NAME, name),
        x509.NameAttribute(UNIQUE_IDENTIFIER, "PUDA800101AB1"),
        x509.NameAttribute(NameOID.SERIAL_NUMBER, "PUDA800101MDFRMN09"),
    ]
    if seal:
        parts.append(x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, "SUCURSAL"))
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=not seal,
        key_agreement=not seal,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name(parts))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "AC DE PRUEBA")]))
        .public_key(private.public_key())
        .serial_number(int.from_bytes(b"30001000000500003415"))
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=False)
    )
    if not seal:
        uses = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION, ExtendedKeyUsageOID.CLIENT_AUTH])
        builder = builder.add_extension(uses, critical=False)
    return builder.sign(private, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def clear(private: rsa.RSAPrivateKey) -> bytes:
    """PrivateKeyInfo."""
    return private.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def locked(private: rsa.RSAPrivateKey, password: str) -> bytes:
    """The .key: PBES2, PBKDF2-HMAC-SHA1, des-EDE3-CBC, and the password in windows-1252."""
    salt, vector = os.urandom(8), os.urandom(8)
    secret = hashlib.pbkdf2_hmac("sha1", password.encode("cp1252"), salt, ITERATIONS, 24)
    plain = clear(private)
    padding = 8 - len(plain) % 8
    encryptor = Cipher(TripleDES(secret), CBC(vector)).encryptor()
    data = encryptor.update(plain + bytes([padding]) * padding) + encryptor.finalize()
    derivation = der.sequence(der.oid("1.2.840.113549.1.5.12"), der.sequence(der.octets(salt), der.integer(ITERATIONS)))
    encryption = der.sequence(der.oid("1.2.840.113549.3.7"), der.octets(vector))
    scheme = der.sequence(der.oid("1.2.840.113549.1.5.13"), der.sequence(derivation, encryption))
    return der.sequence(scheme, der.octets(data))
