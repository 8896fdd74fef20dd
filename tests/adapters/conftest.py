"""An institution that exists for one session of tests, and a document it sealed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from ventanilla.adapters.seal.keys import create_institution_keys
from ventanilla.adapters.seal.local import LocalSigner

SEALED_AT = datetime(2026, 11, 22, 15, 4, 5, tzinfo=UTC)
FOLIO = "7K3M9QX24HTH"


@dataclass(frozen=True)
class Authority:
    """A certificate authority of the tests."""

    name: str
    key: RSAPrivateKey

    @cached_property
    def certificate(self) -> x509.Certificate:
        return self._certificate(self.name, self.key.public_key(), b"30001000000500003400", SEALED_AT, ca=True)

    def issue_seal(self, public_key: RSAPublicKey, at: datetime) -> tuple[bytes, Sequence[bytes]]:
        seal = self._certificate("Instituto de Demostración Ñ", public_key, b"30001000000500003415", at, ca=False)
        return seal.public_bytes(Encoding.DER), [self.certificate.public_bytes(Encoding.DER)]

    def _certificate(self, name: str, key: RSAPublicKey, serial: bytes, at: datetime, *, ca: bool) -> x509.Certificate:
        def named(common_name: str) -> x509.Name:
            return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, common_name)])

        usage = x509.KeyUsage(not ca, not ca, False, False, False, ca, ca, False, False)
        return (
            x509.CertificateBuilder()
            .subject_name(named(name))
            .issuer_name(named(self.name))
            .public_key(key)
            .serial_number(int.from_bytes(serial, "big"))
            .not_valid_before(at - timedelta(days=30))
            .not_valid_after(at + timedelta(days=700))
            .add_extension(x509.BasicConstraints(ca, None), critical=True)
            .add_extension(usage, critical=True)
            .sign(self.key, SHA256())
        )


@pytest.fixture(scope="session")
def authority() -> Authority:
    return Authority("Autoridad de pruebas", generate_private_key(65537, 2048))


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory, authority: Authority) -> Path:
    directory = tmp_path_factory.mktemp("institution") / "keys"
    create_institution_keys(directory, issue_seal_certificate=authority.issue_seal, at=SEALED_AT)
    return directory


@pytest.fixture(scope="session")
def signer(keys: Path) -> LocalSigner:
    return LocalSigner.open(keys)


@pytest.fixture(scope="session")
def plain_pdf() -> bytes:
    """A page of PDF/A-2a with a title, small enough for ten thousand verifications."""
    import typst

    pdf = typst.compile(
        b'#set document(title: "Constancia")\n#set text(lang: "es", region: "MX")\n#title()\nDice la verdad.',
        pdf_standards=["a-2a", "ua-1"],
        timestamp=SEALED_AT,
        ignore_system_fonts=True,
    )
    assert isinstance(pdf, bytes)
    return pdf


@pytest.fixture(scope="session")
def sealed_pdf(signer: LocalSigner, plain_pdf: bytes) -> bytes:
    return signer.seal_pdf(plain_pdf, folio=FOLIO, expires_on=date(2027, 1, 21), at=SEALED_AT)
