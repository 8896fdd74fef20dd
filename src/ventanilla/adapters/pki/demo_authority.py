"""The demonstration's own authority, in the installation's private directory: root, CA, OCSP responder.

It exists so that anybody can try the office with keys that are worth nothing. Its files live in
``var/pki/autoridad``; the directory is at once the demonstration's anchors. Nothing here starts in
production mode.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from . import der, names, profile
from .certificate import KNOWN_EXPONENT, read_certificate

AUTHORITY_BITS: Final = 4096
LEAF_BITS: Final = 2048
AUTHORITY_DIRECTORY: Final = "autoridad"
LIFE: Final = timedelta(days=4 * 365 + 1)  # of every certificate that SAT issues to a person
STATUS_FILE: Final = "revocacion.json"
ROOT_CRL: Final = "raiz.crl"
# Wide, so that one authority serves whatever date the installation's clock is shifted to.
_BEGINS: Final = datetime(2010, 1, 1, tzinfo=UTC)
_ENDS: Final = datetime(2049, 12, 31, tzinfo=UTC)
_SERIALS: Final = {"raiz": "00000000000099900000", "ac": "00000000000099900001", "ocsp": "00000000000099900002"}

SealIssuer = Callable[[RSAPublicKey, datetime], tuple[bytes, tuple[bytes, bytes]]]
"""Given a public key and an instant: the DER of a seal certificate and of its chain."""


@dataclass(frozen=True, slots=True)
class DemoAuthority:
    """The keys of the demonstration's authority. ``ca`` and ``root`` are certificates in DER.

    ``root_crl`` is the root's list of what it revoked, nothing, made with it: ``b""`` in an authority of before.
    """

    root: bytes
    ca: bytes
    ca_key: RSAPrivateKey
    responder: bytes
    responder_key: RSAPrivateKey
    root_crl: bytes

    @property
    def issuer(self) -> profile.Issuer:
        """Whoever signs the demonstration's certificates."""
        return profile.Issuer(read_certificate(self.ca).subject_raw, self.ca_key)


def open_authority(pki: Path, bits: int = AUTHORITY_BITS) -> DemoAuthority:
    """The authority kept under ``pki``, created on first use (two RSA-4096 keys: a few seconds).

    A directory with some files missing is completed from nothing: the old authority cannot be trusted
    to be whole, and the identities it issued must be issued again. ``bits`` is smaller in tests alone.
    """
    directory = pki / AUTHORITY_DIRECTORY
    wanted = ("raiz.cer", "ac.cer", "ac.key", "ocsp.cer", "ocsp.key")
    if not all((directory / name).is_file() for name in wanted):
        _create(directory, bits)
    return DemoAuthority(
        root=(directory / "raiz.cer").read_bytes(),
        ca=(directory / "ac.cer").read_bytes(),
        ca_key=load_key(directory / "ac.key"),
        responder=(directory / "ocsp.cer").read_bytes(),
        responder_key=load_key(directory / "ocsp.key"),
        root_crl=(directory / ROOT_CRL).read_bytes() if (directory / ROOT_CRL).is_file() else b"",
    )


def new_key(bits: int = LEAF_BITS) -> RSAPrivateKey:
    """An RSA key with e = 65537."""
    return generate_private_key(KNOWN_EXPONENT, bits)


def create_authority(bits: int = AUTHORITY_BITS, *, title: str = "DEMOSTRACION") -> tuple[DemoAuthority, RSAPrivateKey]:
    """A new authority and its root's key, in memory; ``bits`` is smaller in tests alone."""
    validity = profile.Validity(_BEGINS, _ENDS)
    root_key, ca_key, responder_key = new_key(bits), new_key(bits), new_key()
    root_name, ca_name = _authority_name(f"RAIZ DE {title}"), _authority_name(f"AC DE {title}")
    root_public, ca_public, responder_public = root_key.public_key(), ca_key.public_key(), responder_key.public_key()
    root_issuer, ca_issuer = profile.Issuer(root_name, root_key), profile.Issuer(ca_name, ca_key)
    above = profile.authority_extensions(root_public, root_public, 1, root=True)
    below = profile.authority_extensions(ca_public, root_public, 0, root=False)
    answering = [
        profile.basic_constraints(),
        profile.extended_key_usage("1.3.6.1.5.5.7.3.9"),
        profile.authority_info("http://localhost/ocsp"),
        *profile.key_identifiers(responder_public, ca_public),
    ]
    authority = DemoAuthority(
        root=profile.issue(root_name, root_public, root_issuer, _SERIALS["raiz"], validity, above),
        ca=profile.issue(ca_name, ca_public, root_issuer, _SERIALS["ac"], validity, below),
        ca_key=ca_key,
        responder=profile.issue(
            _authority_name(f"OCSP DE {title}"), responder_public, ca_issuer, _SERIALS["ocsp"], validity, answering
        ),
        responder_key=responder_key,
        root_crl=profile.issue_crl(root_issuer, 1, validity, {}),
    )
    return authority, root_key


def seal_issuer(authority: DemoAuthority, institution: str) -> SealIssuer:
    """Whoever issues the institution's seal certificates (PAdES, sello), in the shape that ``adapters.seal`` asks.

    digitalSignature and nonRepudiation, SKI and AKI as PDF readers expect, four years. The chain is the
    CA and the root.
    """

    def issue(key: RSAPublicKey, at: datetime) -> tuple[bytes, tuple[bytes, bytes]]:
        title = [(oid, der.UTF8_STRING, institution) for oid in (names.COMMON_NAME, names.ORGANIZATION)]
        begins = at - timedelta(days=1)
        certificate = profile.issue(
            profile.encode_name([*title, (names.COUNTRY, der.PRINTABLE_STRING, "MX")]),
            key,
            authority.issuer,
            f"000010000009{int(begins.timestamp()) % 10**8:08d}",
            profile.Validity(begins, begins + LIFE),
            [
                profile.basic_constraints(),
                profile.key_usage(0xC0, critical=True),
                *profile.key_identifiers(key, authority.ca_key.public_key()),
            ],
        )
        return certificate, (authority.ca, authority.root)

    return issue


@dataclass(frozen=True, slots=True)
class Status:
    """What the demonstration's responder answers. Serials in lower-case hexadecimal."""

    down: bool
    revoked: Mapping[str, datetime]


def read_status(path: Path) -> Status:
    """The statuses in a file; everything in force if there is none."""
    try:
        value: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Status(down=False, revoked={})
    revoked = {serial: datetime.fromisoformat(instant) for serial, instant in value.get("revocados", {}).items()}
    return Status(bool(value.get("caido", False)), revoked)


def write_status(path: Path, status: Status) -> None:
    """Replace the statuses, at once for whoever is reading."""
    value = {"caido": status.down, "revocados": {key: each.isoformat() for key, each in status.revoked.items()}}
    partial = path.with_suffix(".nuevo")
    partial.write_text(json.dumps(value, indent=2, sort_keys=True), "utf-8")
    partial.replace(path)


def write_key(path: Path, key: RSAPrivateKey) -> None:
    """An institution's key: PKCS#8 PEM, readable by its owner alone from its first byte."""
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with contextlib.suppress(FileNotFoundError):
        path.unlink()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(pem)


def _create(directory: Path, bits: int) -> None:
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    authority, _ = create_authority(bits)  # the root's key signs one CA and is never written
    write_key(directory / "ac.key", authority.ca_key)
    write_key(directory / "ocsp.key", authority.responder_key)
    (directory / ROOT_CRL).write_bytes(authority.root_crl)
    (directory / "ocsp.cer").write_bytes(authority.responder)
    (directory / "ac.cer").write_bytes(authority.ca)
    (directory / "raiz.cer").write_bytes(authority.root)


def _authority_name(title: str) -> bytes:
    return profile.encode_name([
        (names.COMMON_NAME, der.UTF8_STRING, title),
        (names.ORGANIZATION, der.UTF8_STRING, "INSTITUCION DE DEMOSTRACION"),
        (names.ORGANIZATIONAL_UNIT, der.UTF8_STRING, "SIN VALOR FUERA DE LA DEMOSTRACION"),
        (names.COUNTRY, der.PRINTABLE_STRING, "MX"),
        (names.UNIQUE_IDENTIFIER, der.PRINTABLE_STRING, "2.5.4.45"),
    ])  # fmt: skip


def load_key(path: Path) -> RSAPrivateKey:
    """A key that ``write_key`` wrote."""
    # Written by this program, readable by its owner alone: checking an RSA-4096 key at each start takes half a second.
    key = load_pem_private_key(path.read_bytes(), None, unsafe_skip_rsa_key_validation=True)
    if not isinstance(key, RSAPrivateKey):
        raise ValueError(f"{path} is not an RSA key")
    return key
