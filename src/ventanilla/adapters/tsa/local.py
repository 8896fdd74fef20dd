"""The demonstration's time-stamping authority: a key of its own under the demonstration's authority, no network."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from ventanilla.adapters.pki import profile
from ventanilla.adapters.pki.certificate import read_certificate
from ventanilla.adapters.pki.demo_authority import AUTHORITY_DIRECTORY, load_key, new_key, open_authority, write_key
from ventanilla.adapters.pki.trust import TrustStore, signed_by
from ventanilla.domain.signing.certificate import TrustClass
from ventanilla.domain.signing.timestamp import Stamp

from .port import TimestampUnavailable
from .responder import Responder, issue_tsa
from .token import BadToken, build_request, read_response, verify_token

TSA_DIRECTORY: Final = "tsa"
_SERIAL: Final = "00000000000099900003"
# Wide, as the authority above it: it serves whatever date the installation's clock is shifted to.
_LIFE: Final = profile.Validity(datetime(2010, 1, 1, tzinfo=UTC), datetime(2049, 12, 31, tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class LocalTimestamps:
    """Stamps at the installation's instant, and believes its own token as strictly as a stranger's."""

    responder: Responder
    trust: TrustStore

    @classmethod
    def open(cls, pki: Path) -> LocalTimestamps:
        """The authority kept under ``pki``, issued on first use by the demonstration's authority."""
        directory = pki / TSA_DIRECTORY
        chain = (pki / AUTHORITY_DIRECTORY / "ac.cer").read_bytes()
        if not _is_below(directory, chain):
            _create(directory, pki)
        responder = Responder((directory / "tsa.cer").read_bytes(), load_key(directory / "tsa.key"), (chain,))
        return cls(responder, TrustStore.load({TrustClass.DEMOSTRACION: pki / AUTHORITY_DIRECTORY}))

    def stamp(self, digest: bytes, at: datetime) -> Stamp:
        """As ``TimestampSource.stamp``."""
        answer = self.responder.respond(build_request(digest, 1), at)
        try:
            return verify_token(read_response(answer), digest, self.trust, 1)
        except BadToken as error:
            raise TimestampUnavailable(error.fault, str(error)) from error


def _is_below(directory: Path, authority: bytes) -> bool:
    """Whether its files are whole, and of the authority that there is now."""
    certificate = directory / "tsa.cer"
    if not certificate.is_file() or not (directory / "tsa.key").is_file():
        return False
    return signed_by(read_certificate(certificate.read_bytes()), read_certificate(authority))


def _create(directory: Path, pki: Path) -> None:
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    authority = open_authority(pki)
    key = new_key()
    issued = issue_tsa(
        "SELLO DE TIEMPO DE DEMOSTRACION",
        key.public_key(),
        authority.issuer,
        authority.ca_key.public_key(),
        _SERIAL,
        _LIFE,
    )
    write_key(directory / "tsa.key", key)
    (directory / "tsa.cer").write_bytes(issued)
