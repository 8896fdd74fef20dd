"""Codes that serve once, the tokens they are changed for, and what a token shows. All of it in real time.

Neither is kept: a row holds a digest. Both are 256 random bits, so a digest without a key is enough.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import transaction

from ventanilla.apps.accounts.api import Holder, holder_of, session_entered
from ventanilla.apps.eventlog.api import ToLog, events_append, scope
from ventanilla.domain.authority import SYSTEM, Actor, Assurance, Via
from ventanilla.domain.oidc import (
    ApplicationDoubted,
    ApplicationEntered,
    Scope,
    acr_of,
    amr_of,
    id_token_claims,
    pairwise,
    scopes_of,
)
from ventanilla.kernel.acts import SubjectId

from .clients import Application
from .consents import person
from .models import AccessToken, AuthorizationCode, Consent
from .outbound import token_signer

BYTES: Final = 32
CODE_SECONDS: Final = 60
TOKEN_SECONDS: Final = 10 * 60
MAX_CODES: Final = 20  # of one person in a minute: a page that sends them round and round is stopped
KEPT_SECONDS: Final = 24 * 3600  # what ended longer ago is forgotten; until then a second use is known for one


class TooManyCodes(Exception):
    """The person was sent through too often in a minute."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an application asks for, once it was read and found good. ``max_age`` None and ``nonce`` "" for none."""

    application: Application
    redirect_uri: str
    scopes: tuple[Scope, ...]
    state: str
    nonce: str
    challenge: str
    prompt: frozenset[str]
    max_age: int | None


def _digest(value: str) -> bytes:
    return hashlib.sha256(value.encode()).digest()


def token_new() -> str:
    """A code or a token."""
    return secrets.token_urlsafe(BYTES)


def code_new(asked: Asked, consent: UUID, *, session: UUID, entered_at: int, by: Actor) -> str:
    """A code for what ``asked``, of whoever is in ``session`` since ``entered_at``. TooManyCodes."""
    code, now = token_new(), int(time.time())
    with scope(person(by)), transaction.atomic():
        if AuthorizationCode.objects.filter(subject=person(by), issued__gt=now - CODE_SECONDS).count() >= MAX_CODES:
            raise TooManyCodes
        AuthorizationCode.objects.create(
            digest=_digest(code),
            consent_id=consent,
            subject=person(by),
            session=session,
            redirect_uri=asked.redirect_uri,
            challenge=asked.challenge,
            nonce=asked.nonce,
            scopes=" ".join(one.value for one in asked.scopes),
            entered=entered_at,
            acr=acr_of(by.assurance),
            amr=" ".join(amr_of(by.via)),
            issued=now,
        )
    return code


def code_spend(code: str, application: Application, *, now: datetime) -> AuthorizationCode | None:
    """The code's row, spent with this; None where it serves no more, is another's, or its person is gone.

    Within a transaction that commits whatever is answered. It is spent before any check, and shown a second time it
    ends what it gave: one of the two who showed it had no right to (RFC 6749, section 4.1.2).
    """
    rows = AuthorizationCode.objects.select_for_update(no_key=True, of=("self",)).select_related("consent__client")
    row = rows.filter(digest=_digest(code)).first()
    if row is None:
        return None
    if row.used:
        _doubt(row, now=now)
        return None
    row.used = True
    row.save(update_fields=["used"])
    good = row.consent.client_id == application.id and time.time() < row.issued + CODE_SECONDS
    return row if good and _still_there(row) is not None else None


def _doubt(row: AuthorizationCode, *, now: datetime) -> None:
    if AccessToken.objects.filter(code=row, revoked=False).update(revoked=True):
        event = ApplicationDoubted(row.consent.client.name)
        events_append([ToLog(event, SubjectId(row.subject), SYSTEM)], now=now)


def _still_there(row: AuthorizationCode | AccessToken) -> Holder | None:
    """Whose it is, while they allow it, their session goes on and their account is open and still theirs."""
    if row.consent.withdrawn_at is not None or session_entered(row.session) is None:
        return None
    holder = holder_of(row.consent.account_id)
    return holder if holder is not None and holder.subject == row.subject else None


def token_keep(row: AuthorizationCode, token: str, *, now: datetime) -> None:
    """The token that a spent code was changed for; told once for each session."""
    consent = row.consent
    if not AccessToken.objects.filter(session=row.session, consent=consent).exists():
        by = Actor(consent.account_id, SubjectId(row.subject), Assurance.N0, Via.SYSTEM)
        entered = [ToLog(ApplicationEntered(consent.client.name), SubjectId(row.subject), by)]
    else:
        entered = []
    AccessToken.objects.create(
        digest=_digest(token),
        code=row,
        consent=consent,
        subject=row.subject,
        session=row.session,
        scopes=row.scopes,
        expires=int(time.time()) + TOKEN_SECONDS,
    )
    Consent.objects.filter(id=consent.id).update(used_at=now)
    events_append(entered, now=now)


def id_token(row: AuthorizationCode, application: Application, token: str) -> str:
    """The signed statement of who entered, when and how, for this application alone."""
    return token_signer().sign(
        id_token_claims(
            issuer=settings.VENTANILLA_ORIGIN,
            client=application.client_id,
            sub=_sub(application.sector, row.subject),
            access_token=token,
            at=int(time.time()),
            lasts=TOKEN_SECONDS,
            entered_at=row.entered,
            acr=row.acr,
            amr=tuple(row.amr.split()),
            nonce=row.nonce,
        )
    )


def _sub(sector: str, subject: UUID) -> str:
    return pairwise(settings.VENTANILLA_PAIRWISE_KEY, sector=sector, subject=subject)


def token_claims(token: str) -> dict[str, Any] | None:
    """What a token shows now; None where it serves no more: late, revoked, taken back, or its session is over."""
    with scope(None):
        rows = AccessToken.objects.select_related("consent__client")
        row = rows.filter(digest=_digest(token), revoked=False, expires__gt=int(time.time())).first()
        if row is None or row.consent.client.retired_at is not None:
            return None
        holder = _still_there(row)
    if holder is None:
        return None
    scopes = scopes_of(row.scopes.split())
    claims: dict[str, Any] = {"sub": _sub(row.consent.client.sector, row.subject)}
    if Scope.PERFIL in scopes:
        claims["name"] = holder.name
    if Scope.CORREO in scopes and holder.email:
        claims |= {"email": holder.email, "email_verified": holder.email_confirmed}
    if Scope.CURP in scopes:
        claims["curp"] = holder.curp
    return claims


def token_revoke(token: str, application: Application) -> None:
    """``application`` needs its token no more. Another's is left as it is, and nobody is told which it was."""
    with scope(None):
        AccessToken.objects.filter(digest=_digest(token), consent__client=application.id).update(revoked=True)


def codes_forget() -> int:
    """Delete the codes, with their tokens, that ended long ago; how many there were."""
    with scope(None):
        deleted, _ = AuthorizationCode.objects.filter(
            issued__lt=int(time.time()) - TOKEN_SECONDS - KEPT_SECONDS
        ).delete()
    return deleted
