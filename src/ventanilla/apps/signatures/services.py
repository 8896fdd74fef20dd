"""Challenge, consume, verify, keep: in that order, each in its own commit, and no network inside one."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction

from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.authority import Actor
from ventanilla.domain.signing.acts import Challenge, Request, Signable, SignIn, signed_bytes
from ventanilla.domain.signing.challenge import CHALLENGE_SECONDS, IssuedChallenge, challenge_fault
from ventanilla.domain.signing.revocation import RevocationEvidence, RevocationState
from ventanilla.domain.signing.verdict import Accepted, Refused, SignatureFault, refused

from .models import AuthorityCertificate, IssuedChallengeRow, RevocationCheck, Signature
from .outbound import verifier
from .outbox import stamp_later

# Without JavaScript a person downloads the text, signs it with the command line and uploads it (ADR 0003).
OFFLINE_CHALLENGE_SECONDS: Final = 15 * 60
NONCE_BYTES: Final = 24
NONCE: Final = re.compile(r"[A-Za-z0-9_-]{32}")  # those bytes in base64url
MAX_OPEN_CHALLENGES: Final = 20  # of one session
CHALLENGE_KEPT_SECONDS: Final = 24 * 3600


class TooManyChallenges(ValueError):
    """A session that asks for challenges and never answers them."""


@dataclass(frozen=True, slots=True)
class Signed:
    """An accepted signature, and whether the authority said that its certificate is in force."""

    id: UUID | None
    accepted: Accepted

    @property
    def revocation_known(self) -> bool:
        """True if the certificate is known not to be revoked."""
        return self.accepted.revocation.state is RevocationState.VIGENTE


def _session(session_key: str) -> str:
    return hashlib.sha256(session_key.encode()).hexdigest()


def challenge_new(
    *, session_key: str, act: type[Signable], now: datetime, case: UUID | None = None, offline: bool = False
) -> Challenge:
    """A challenge for one signature of ``act`` in this session. TooManyChallenges if it hoards them."""
    issued = int(now.timestamp())
    digest = _session(session_key)
    if (
        IssuedChallengeRow.objects.filter(session_sha256=digest, used_at=None, expires_at__gte=issued).count()
        >= MAX_OPEN_CHALLENGES
    ):
        raise TooManyChallenges
    row = IssuedChallengeRow.objects.create(
        nonce=secrets.token_urlsafe(NONCE_BYTES),
        session_sha256=digest,
        typ=act.TYP,
        audience=settings.VENTANILLA_ORIGIN,
        issued_at=issued,
        expires_at=issued + (OFFLINE_CHALLENGE_SECONDS if offline else CHALLENGE_SECONDS),
        case=case,
    )
    return Challenge(row.nonce, row.audience, row.issued_at, row.expires_at)


def challenge_consume(
    nonce: str, *, session_key: str, act: type[Signable], now: datetime, case: UUID | None = None
) -> Challenge | SignatureFault:
    """Spend a challenge, in its own commit and before any check: right or wrong, it never serves again."""
    if not NONCE.fullmatch(nonce):
        return SignatureFault.RETO_DESCONOCIDO
    with transaction.atomic(durable=True):
        row = IssuedChallengeRow.objects.select_for_update(no_key=True).filter(nonce=nonce).first()
        if row is not None and row.used_at is None:
            IssuedChallengeRow.objects.filter(nonce=nonce).update(used_at=now)
    issued = None
    if row is not None:
        challenge = Challenge(row.nonce, row.audience, row.issued_at, row.expires_at)
        issued = IssuedChallenge(challenge, row.session_sha256, row.typ, used=row.used_at is not None)
    fault = challenge_fault(
        issued,
        session=_session(session_key),
        typ=act.TYP,
        audience=settings.VENTANILLA_ORIGIN,
        at=int(now.timestamp()),
    )
    if fault is not None or row is None or issued is None:
        return fault or SignatureFault.RETO_DESCONOCIDO
    return issued.challenge if row.case == case else SignatureFault.RETO_OTRO_ACTO


def sign_in_verify(challenge: Challenge, certificate: bytes, signature: bytes, *, now: datetime) -> Signed | Refused:
    """Judge the signature with which somebody signs in. Not kept: the log says that they entered."""
    verdict = verifier().verify_raw(certificate, signature, signed_bytes(SignIn(), challenge), now)
    return Signed(None, verdict) if isinstance(verdict, Accepted) else verdict


def request_verify(
    act: Signable,
    challenge: Challenge,
    certificate: bytes,
    cms: bytes,
    *,
    by: Actor,
    curp: str,
    rfc: str,
    now: datetime,
) -> Signed | Refused:
    """Judge the signature of an act and keep it with its evidence.

    ``curp`` and ``rfc`` are the session's: a signature of anybody else, however good, is refused.
    """
    verdict = signature_judge(act, challenge, certificate, cms, curp=curp, rfc=rfc, now=now)
    if isinstance(verdict, Refused):
        return verdict
    return act_keep(act, challenge, verdict, cms, by=by, now=now)


def signature_judge(
    act: Signable, challenge: Challenge, certificate: bytes, cms: bytes, *, curp: str, rfc: str, now: datetime
) -> Accepted | Refused:
    """Judge the signature of an act and whose it is; may ask the authority, so outside any transaction."""
    verdict = verifier().verify_cades(cms, signed_bytes(act, challenge), now)
    if isinstance(verdict, Refused):
        return verdict
    if verdict.certificate != certificate:  # the revocation of this one is asked again: it must be the signer's
        return refused(SignatureFault.FIRMA_NO_COINCIDE, verdict.facts)
    if verdict.facts.human_curp != curp or verdict.facts.rfc != rfc:
        return refused(SignatureFault.IDENTIDAD_NO_COINCIDE, verdict.facts)
    return verdict


def signature_keep(act: Signable, data: bytes, accepted: Accepted, cms: bytes, *, by: Actor, now: datetime) -> UUID:
    """Keep an accepted signature with its evidence, inside the transaction of what it binds; its id."""
    kept = Signature.objects.create(
        typ=act.TYP,
        subject=by.subject,
        account=by.owner,
        case=UUID(act.case) if isinstance(act, Request) else None,
        payload=data,
        certificate=accepted.certificate,
        value=cms,
        serial=accepted.facts.serial,
        trust=accepted.trust.value,
        chain=" ".join(accepted.chain),
        at=now,
    )
    _keep_check(kept.id, accepted.revocation)
    _keep_authorities(accepted)
    if settings.VENTANILLA_TIMESTAMPS:
        stamp_later(kept.id)
    return kept.id


def _keep_authorities(accepted: Accepted) -> None:
    above = zip(accepted.chain[1:], accepted.authorities, strict=True)
    rows = [AuthorityCertificate(sha256=sha256, certificate=certificate) for sha256, certificate in above]
    AuthorityCertificate.objects.bulk_create(rows, ignore_conflicts=True)


def _keep_check(signature: UUID, evidence: RevocationEvidence) -> None:
    RevocationCheck.objects.create(
        signature_id=signature,
        state=evidence.state.value,
        doubt=evidence.doubt.value if evidence.doubt else "",
        raw=evidence.raw,
        checked_at=evidence.checked_at,
    )


def revocation_recheck(signature: UUID, *, now: datetime) -> RevocationState:
    """Ask the authority again about the certificate of a kept signature, and keep what it says."""
    with scope(None):
        row = Signature.objects.get(id=signature)
    evidence = verifier().check_revocation(bytes(row.certificate), now)
    with scope(None), transaction.atomic():
        _keep_check(signature, evidence)
    return evidence.state


def certificate_standing(certificate: bytes, *, now: datetime) -> RevocationEvidence:
    """Ask the authority of a certificate (DER) whether it is in force; nothing is kept, the caller decides."""
    return verifier().check_revocation(certificate, now)


def challenges_forget(*, now: datetime) -> int:
    """Delete the challenges that expired more than a day ago; how many there were."""
    deleted, _ = IssuedChallengeRow.objects.filter(
        expires_at__lt=int(now.timestamp()) - CHALLENGE_KEPT_SECONDS
    ).delete()
    return deleted


def act_keep(
    act: Signable, challenge: Challenge, accepted: Accepted, cms: bytes, *, by: Actor, now: datetime
) -> Signed:
    """Keep an accepted signature with its evidence, as an act of ``by``."""
    with scope(None), transaction.atomic():
        return Signed(signature_keep(act, signed_bytes(act, challenge), accepted, cms, by=by, now=now), accepted)
