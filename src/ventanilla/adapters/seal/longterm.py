"""Completing a sealed PDF with what verifies it years later (PAdES B-LT), without keeping it waiting for anybody."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from ventanilla.adapters.pki.port import CrlSource, RevocationUnavailable
from ventanilla.adapters.tsa.token import read_token
from ventanilla.domain.signing.revocation import Doubt, RevocationState

from .dss import BadStore, Issuer, Revoked, needed, written
from .pdf import token_of
from .port import BadSeal, SealCertificate

REUSED: Final = timedelta(minutes=10)  # one list serves all the documents of so long: a revocation is seen that late
SILENCE: Final = timedelta(minutes=1)  # an authority that failed is not asked again so soon


class NotCompleted(Exception):
    """The file stays as it was sealed; ``fault`` says why."""

    def __init__(self, fault: Doubt | RevocationState, detail: str) -> None:
        super().__init__(f"{fault.value}: {detail}")
        self.fault = fault


@dataclass(slots=True)
class FileCompleter:
    """Brings the lists of revocation of files. Each authority is asked once for all the files of some minutes."""

    source: CrlSource
    _lists: dict[str, tuple[datetime, bytes]] = field(default_factory=dict, init=False)
    _silent_until: dict[str, datetime] = field(default_factory=dict, init=False)

    def complete(self, pdf: bytes, seal: SealCertificate, at: datetime) -> bytes:
        """``pdf``, just sealed ``at`` with a timestamp, and after it its certificates and lists (``dss``).

        NotCompleted where a list cannot be had now or is not to be believed. BadSeal if the seal's own certificate was
        revoked: nobody would believe that document.
        """
        token = token_of(pdf, seal)
        stamped_at = read_token(token).at
        try:
            wanted = needed(seal, token)
            lists = [self._list(issuer, stamped_at, at) for issuer in wanted.issuers]
            wanted.judge(lists, stamped_at)
            return pdf + written(pdf, wanted.certificates, lists)
        except Revoked as error:
            if error.certificate.der == seal.der:
                raise BadSeal("the seal's certificate was revoked by its authority") from error
            raise NotCompleted(RevocationState.REVOCADA, str(error)) from error
        except BadStore as error:
            raise NotCompleted(error.doubt or Doubt.ILEGIBLE, str(error)) from error
        except RevocationUnavailable as error:
            raise NotCompleted(error.doubt, str(error)) from error

    def _list(self, issuer: Issuer, stamped_at: datetime, at: datetime) -> bytes:
        """A list of ``issuer`` that may be believed, the same for all the files of some minutes."""
        name = issuer.certificate.facts.sha256
        asked_at, kept = self._lists.get(name, (at, b""))
        if kept and abs(at - asked_at) <= REUSED:
            with suppress(BadStore):  # it ended meanwhile: there must be another one
                issuer.judge(kept, stamped_at)
                return kept
        if at < self._silent_until.get(name, at):
            raise RevocationUnavailable(Doubt.SIN_RESPUESTA, "it failed a moment ago")
        try:
            data = self.source.fetch(issuer.certificate, at)
            issuer.judge(data, stamped_at)
        except (RevocationUnavailable, BadStore):
            self._silent_until[name] = at + SILENCE
            raise
        self._lists[name] = (at, data)
        return data
