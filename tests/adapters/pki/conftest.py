"""A small world of certificates: one authority, one responder, keys to give away, and a verifier."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256

from ventanilla.adapters.pki import profile
from ventanilla.adapters.pki.certificate import read_certificate
from ventanilla.adapters.pki.demo_authority import DemoAuthority, create_authority, new_key
from ventanilla.adapters.pki.demo_identities import IdentityRequest, Variant, issue_identity
from ventanilla.adapters.pki.local import LocalRevocation
from ventanilla.adapters.pki.service import Verifier
from ventanilla.adapters.pki.trust import Authority, TrustStore
from ventanilla.domain.signing.certificate import TrustClass

AT = datetime(2026, 11, 22, 15, tzinfo=UTC)
PERSON = IdentityRequest(
    "ana", "Ana", "ANA LOPEZ RUIZ", "LORA800101AB1", "LORA800101MDFPZN09", "ana@ejemplo.mx", "12345678a"
)


@dataclass(frozen=True)
class World:
    """``issue`` makes a certificate of ``key`` and a variant; ``sign`` signs as the browser does."""

    authority: DemoAuthority
    root_key: RSAPrivateKey
    key: RSAPrivateKey
    other_key: RSAPrivateKey
    pki: Path
    at: datetime = AT

    @property
    def trust(self) -> TrustStore:
        return store(self.authority)

    @property
    def verifier(self) -> Verifier:
        return Verifier(self.trust, LocalRevocation(self.pki, self.authority))

    def issue(self, variant: Variant = Variant.OK, person: IdentityRequest = PERSON, serial: int = 1) -> bytes:
        request = replace(person, variant=variant)
        return issue_identity(request, self.key.public_key(), self.authority, f"3000100000070000{serial:04d}", self.at)

    def leaf(self, subject: bytes, extensions: list[bytes], *, begins: datetime | None = None) -> bytes:
        begins = begins or datetime(2025, 1, 1, tzinfo=UTC)
        validity = profile.Validity(begins, begins.replace(year=begins.year + 4))
        serial = "30001000000799999999"
        return profile.issue(subject, self.key.public_key(), self.authority.issuer, serial, validity, extensions)

    def sign(self, data: bytes) -> bytes:
        return sign_with(self.key)(data)


def sign_with(key: RSAPrivateKey) -> Callable[[bytes], bytes]:
    return lambda data: key.sign(data, PKCS1v15(), SHA256())


def store(authority: DemoAuthority, trust: TrustClass = TrustClass.DEMOSTRACION) -> TrustStore:
    return TrustStore(Authority(read_certificate(der), trust) for der in (authority.root, authority.ca))


@pytest.fixture(scope="session")
def keys() -> tuple[RSAPrivateKey, RSAPrivateKey]:
    return new_key(), new_key()


@pytest.fixture(scope="session")
def made() -> tuple[DemoAuthority, RSAPrivateKey]:
    return create_authority(2048)


@pytest.fixture
def world(
    tmp_path: Path, made: tuple[DemoAuthority, RSAPrivateKey], keys: tuple[RSAPrivateKey, RSAPrivateKey]
) -> World:
    return World(*made, *keys, tmp_path)
