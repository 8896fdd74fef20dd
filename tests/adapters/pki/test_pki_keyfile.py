"""The .key file: opened as SAT's are, refused by name when it is not one, and never used if it is damaged."""

from __future__ import annotations

import hashlib
import random
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.ciphers import Cipher, modes
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)

from ventanilla.adapters.pki import der, keyfile
from ventanilla.adapters.pki.certificate import read_certificate
from ventanilla.adapters.pki.demo_authority import new_key
from ventanilla.adapters.pki.keyfile import KeyFault, KeyNotUsable, open_key, open_pair, seal_key

if TYPE_CHECKING:
    from .conftest import World

PASSWORD = "12345678a"
PLAIN_OCTETS = b"\x30\x03\x02\x01\x05"


def _fault(key: bytes, password: str = PASSWORD) -> KeyFault:
    with pytest.raises(KeyNotUsable) as error:
        open_key(key, password)
    assert error.value.fault.text().code == error.value.fault.name
    return error.value.fault


def _numbers(key: RSAPrivateKey) -> object:
    return key.private_numbers()


def test_opened_here_and_by_others(world: World, tmp_path: Path) -> None:
    sealed = seal_key(world.key, PASSWORD.encode())
    assert _numbers(open_key(sealed, PASSWORD)) == _numbers(world.key)
    by_library = load_der_private_key(sealed, PASSWORD.encode())
    assert isinstance(by_library, RSAPrivateKey)
    assert _numbers(by_library) == _numbers(world.key)
    if shutil.which("openssl"):
        path = tmp_path / "x.key"
        path.write_bytes(sealed)
        command = ["openssl", "pkcs8", "-inform", "DER", "-in", str(path), "-passin", f"pass:{PASSWORD}", "-out"]
        subprocess.run([*command, str(tmp_path / "x.pem")], check=True, capture_output=True)


def test_its_envelope_is_the_tax_authoritys(world: World) -> None:
    algorithm = der.only(seal_key(world.key, b"x"), der.SEQUENCE).enter(der.SEQUENCE)
    assert algorithm.oid() == keyfile.PBES2
    parameters = algorithm.enter(der.SEQUENCE)
    derivation, encryption = parameters.enter(der.SEQUENCE), parameters.enter(der.SEQUENCE)
    assert derivation.oid() == keyfile.PBKDF2
    inner = derivation.enter(der.SEQUENCE)
    assert (len(inner.take(der.OCTET_STRING)), inner.integer()) == (8, 2048)
    inner.finish()
    assert encryption.oid() == keyfile.DES_EDE3_CBC


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8"])
def test_a_password_with_accents(world: World, encoding: str) -> None:
    sealed = seal_key(world.key, "contraseña".encode(encoding))
    assert _numbers(open_key(sealed, "contraseña")) == _numbers(world.key)
    assert _fault(sealed, "contrasena") is KeyFault.CONTRASENA_INCORRECTA


def test_wrong_passwords(world: World) -> None:
    sealed = seal_key(world.key, PASSWORD.encode())
    for password in ("", "12345678A", "x" * 257, "密码"):
        assert _fault(sealed, password) is KeyFault.CONTRASENA_INCORRECTA


def _envelope(scheme: bytes, content: bytes = bytes(64)) -> bytes:
    return der.sequence(scheme, der.octets(content))


def _pbes2(
    iterations: int = 2048,
    cipher: str = keyfile.DES_EDE3_CBC,
    vector: bytes = bytes(8),
    prf: bytes = b"",
    salt: bytes = bytes(8),
    kdf: str = keyfile.PBKDF2,
) -> bytes:
    derivation = der.sequence(der.oid(kdf), der.sequence(der.octets(salt), der.integer(iterations), prf))
    scheme = der.sequence(der.oid(cipher), der.octets(vector))
    return der.sequence(der.oid(keyfile.PBES2), der.sequence(derivation, scheme))


@pytest.mark.parametrize(
    ("key", "fault"),
    [
        (b"", KeyFault.LLAVE_VACIA),
        (b"hola", KeyFault.NO_ES_LLAVE),
        (b"\x30" * 20_000, KeyFault.NO_ES_LLAVE),
        (_envelope(_pbes2()) + b"\x00", KeyFault.NO_ES_LLAVE),
        (_envelope(_pbes2(), bytes(63)), KeyFault.NO_ES_LLAVE),
        (_envelope(_pbes2(), b""), KeyFault.NO_ES_LLAVE),
        (_envelope(der.algorithm("1.2.840.113549.1.5.3")), KeyFault.CIFRADO_ANTIGUO),
        (_envelope(der.algorithm("1.2.840.113549.1.12.1.3")), KeyFault.CIFRADO_ANTIGUO),
        (_envelope(der.algorithm("1.2.3")), KeyFault.CIFRADO_NO_ADMITIDO),
        (_envelope(_pbes2(iterations=1_000_001)), KeyFault.CIFRADO_NO_ADMITIDO),
        (_envelope(_pbes2(iterations=0)), KeyFault.CIFRADO_NO_ADMITIDO),
        (_envelope(_pbes2(iterations=-1)), KeyFault.CIFRADO_NO_ADMITIDO),
        (_envelope(_pbes2(cipher="1.3.14.3.2.7")), KeyFault.CIFRADO_NO_ADMITIDO),
        (_envelope(_pbes2(vector=bytes(16))), KeyFault.CIFRADO_NO_ADMITIDO),
        (_envelope(_pbes2(salt=b"")), KeyFault.CIFRADO_NO_ADMITIDO),
        (_envelope(_pbes2(kdf="1.3.6.1.4.1.11591.4.11")), KeyFault.CIFRADO_NO_ADMITIDO),
        (_envelope(_pbes2(prf=der.algorithm("1.2.840.113549.2.8"))), KeyFault.CIFRADO_NO_ADMITIDO),
        (_envelope(_pbes2(prf=der.integer(16))), KeyFault.CIFRADO_NO_ADMITIDO),
        (_envelope(_pbes2()), KeyFault.CONTRASENA_INCORRECTA),
    ],
)
def test_each_bad_file_has_its_name(key: bytes, fault: KeyFault) -> None:
    assert _fault(key) is fault


@pytest.mark.parametrize(("cipher", "size"), [(keyfile.AES128_CBC, 16), (keyfile.AES256_CBC, 32)])
def test_aes_with_hmac_sha256_is_opened_too(world: World, cipher: str, size: int) -> None:
    content = world.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    derived = hashlib.pbkdf2_hmac("sha256", PASSWORD.encode(), bytes(8), 2048, size)
    padding = 16 - len(content) % 16
    encryptor = Cipher(AES(derived), modes.CBC(bytes(16))).encryptor()
    encrypted = encryptor.update(content + bytes((padding,)) * padding) + encryptor.finalize()
    prf = der.integer(size) + der.algorithm(keyfile.HMAC_SHA256)
    sealed = _envelope(_pbes2(cipher=cipher, vector=bytes(16), prf=prf), encrypted)
    assert _numbers(open_key(sealed, PASSWORD)) == _numbers(world.key)


def test_a_clear_key_is_not_taken_for_an_encrypted_one(world: World) -> None:
    clear = world.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    assert _fault(clear) is KeyFault.NO_ES_LLAVE


def _sealed_content(content: bytes) -> bytes:
    """Anything, encrypted as a .key is."""
    from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES

    derived = hashlib.pbkdf2_hmac("sha1", PASSWORD.encode(), bytes(8), 2048, 24)
    padding = 8 - len(content) % 8
    encryptor = Cipher(TripleDES(derived), modes.CBC(bytes(8))).encryptor()
    return _envelope(_pbes2(), encryptor.update(content + bytes((padding,)) * padding) + encryptor.finalize())


def test_what_opens_and_is_no_rsa_key() -> None:
    elliptic = ec.generate_private_key(ec.SECP256R1()).private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    assert _fault(_sealed_content(PLAIN_OCTETS)) is KeyFault.LLAVE_DANADA
    assert _fault(_sealed_content(elliptic)) is KeyFault.LLAVE_NO_ADMITIDA
    assert _fault(seal_key(new_key(1024), PASSWORD.encode())) is KeyFault.LLAVE_NO_ADMITIDA


def test_a_pair_is_proved(world: World) -> None:
    certificate = read_certificate(world.issue())
    opened = open_pair(seal_key(world.key, PASSWORD.encode()), PASSWORD, certificate)
    assert _numbers(opened) == _numbers(world.key)
    with pytest.raises(KeyNotUsable) as error:
        open_pair(seal_key(world.other_key, PASSWORD.encode()), PASSWORD, certificate)
    assert error.value.fault is KeyFault.PAR_EQUIVOCADO


def test_a_flipped_bit_never_gives_a_usable_wrong_key(world: World) -> None:
    """CBC has no integrity: two in three of these still parse. Either it is refused, or it is the same key."""
    certificate = read_certificate(world.issue())
    sealed = seal_key(world.key, PASSWORD.encode())
    content = len(sealed) - 1224
    chance = random.Random(20261122)
    faults = set()
    for _ in range(30):
        position = chance.randrange(content, len(sealed))
        damaged = bytearray(sealed)
        damaged[position] ^= 1 << chance.randrange(8)
        try:
            opened = open_pair(bytes(damaged), PASSWORD, certificate)
        except KeyNotUsable as error:
            faults.add(error.fault)
        else:
            assert _numbers(opened) == _numbers(world.key)
    assert KeyFault.LLAVE_DANADA in faults or KeyFault.PAR_EQUIVOCADO in faults
