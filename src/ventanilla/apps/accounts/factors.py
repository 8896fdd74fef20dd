"""What confirms that it is the owner who is there: an authenticator application, codes on paper, passkeys.

A secret of the application is sealed under the installation's key of fields; a code on paper is kept as a digest under
that same key, so that whoever reads the tables alone learns neither.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass
from datetime import datetime
from typing import Final, assert_never
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import transaction

from ventanilla.apps.eventlog.api import Entry, scope, timeline
from ventanilla.domain.accounts import (
    RECOVERY_EVENTS,
    FactorAdded,
    FactorKind,
    FactorRemoved,
    IdentityConfirmed,
    PasskeyDoubted,
    RecoveryCodeUsed,
    SessionEntered,
    SessionOpened,
)
from ventanilla.domain.accounts.totp import SECRET_BYTES, figures_of, step_matched
from ventanilla.domain.authority import Actor
from ventanilla.domain.authority.events import EVENTS as ROLE_EVENTS
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.folio import new_folio, read_folio

from .models import Account, AuthenticatorApp, Passkey, RecoveryCode
from .outbox import owner_told, person_of

NONCE_BYTES: Final = 12
CODES: Final = 10
MAX_MISSES: Final = 5  # wrong codes of the application in a row
LOCKED_SECONDS: Final = 15 * 60  # and then none is looked at; a passkey, a code on paper or the e.firma still enter
MAX_ACTIVITY: Final = 10  # lines on the page of security
ACTIVITY: Final = frozenset(
    kind.TYPE
    for kind in (
        FactorAdded,
        FactorRemoved,
        IdentityConfirmed,
        PasskeyDoubted,
        RecoveryCodeUsed,
        SessionEntered,
        SessionOpened,
    )
) | {kind.TYPE for kind in (*ROLE_EVENTS, *RECOVERY_EVENTS)}


class AlreadyThere(ValueError):
    """The account has a confirmed application; another takes its place only after it was taken away."""


class LastWayIn(ValueError):
    """Without this passkey nobody could enter the account again."""


class NoSuchFactor(LookupError):
    """The account has no such factor; also what is said of somebody else's."""


class TooManyMisses(ValueError):
    """Too many wrong codes in a row; for a while none is looked at, right or wrong."""


@dataclass(frozen=True, slots=True)
class PasskeyShown:
    """A passkey, as its owner tells it from others."""

    id: UUID
    name: str
    created_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Factors:
    """How an account is confirmed. ``codes_left`` of ``codes_renewed_at``; None where none were ever asked for."""

    app_since: datetime | None
    app_used_at: datetime | None
    codes_left: int
    codes_renewed_at: datetime | None
    passkeys: tuple[PasskeyShown, ...]

    @property
    def has_app(self) -> bool:
        """Whether a code of an application can be asked for."""
        return self.app_since is not None


def factors_of(actor: Actor) -> Factors:
    """The factors of the actor's own account."""
    with scope(person_of(actor)):
        app = AuthenticatorApp.objects.filter(account=actor.owner, confirmed_at__isnull=False).first()
        codes = list(RecoveryCode.objects.filter(account=actor.owner))
        keys = list(Passkey.objects.filter(account=actor.owner).order_by("created_at"))
    return Factors(
        app_since=app.confirmed_at if app else None,
        app_used_at=app.used_at if app else None,
        codes_left=sum(code.used_at is None for code in codes),
        codes_renewed_at=codes[0].created_at if codes else None,
        passkeys=tuple(PasskeyShown(key.id, key.name, key.created_at, key.used_at) for key in keys),
    )


def activity_of(actor: Actor) -> tuple[Entry, ...]:
    """The last times that the actor's account was entered, confirmed or changed."""
    person = person_of(actor)
    with scope(person):
        entries = timeline(person)
    return tuple(entry for entry in entries if entry.type in ACTIVITY)[:MAX_ACTIVITY]


def second_step_needed(account_id: UUID) -> bool:
    """Whether a password is not enough to enter this account: it has an application or a passkey."""
    with scope(None):
        if AuthenticatorApp.objects.filter(account=account_id, confirmed_at__isnull=False).exists():
            return True
        return Passkey.objects.filter(account=account_id).exists()


def _held(by: Actor) -> Account:
    """The actor's account, held until the transaction ends: what is decided by counting is decided once."""
    return Account.objects.select_for_update(no_key=True).get(id=by.owner)


# -- the application


def _seal(secret: bytes, account: UUID) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(settings.VENTANILLA_FIELD_KEY).encrypt(nonce, secret, b"totp" + account.bytes)


def _unseal(sealed: bytes, account: UUID) -> bytes:
    cipher = AESGCM(settings.VENTANILLA_FIELD_KEY)
    return cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], b"totp" + account.bytes)


def totp_begin(*, by: Actor, now: datetime) -> bytes:
    """A secret for the account's new application; it counts when a code of it was shown. AlreadyThere."""
    secret = secrets.token_bytes(SECRET_BYTES)
    subject = person_of(by)
    with scope(subject), transaction.atomic():
        account = _held(by)
        if AuthenticatorApp.objects.filter(account=account, confirmed_at__isnull=False).exists():
            raise AlreadyThere
        AuthenticatorApp.objects.update_or_create(
            account=account,
            defaults={
                "subject": subject,
                "sealed": _seal(secret, account.id),
                "created_at": now,
                "last_step": 0,
                "misses": 0,
            },
        )
    return secret


def totp_offered(actor: Actor) -> bytes | None:
    """The secret that waits for its first code, or None."""
    with scope(person_of(actor)):
        row = AuthenticatorApp.objects.filter(account=actor.owner, confirmed_at=None).first()
    return None if row is None else _unseal(bytes(row.sealed), actor.owner)


def totp_confirm(*, code: str, by: Actor, now: datetime) -> bool:
    """The first code of a new application: from now on it counts. False if the code is not its; TooManyMisses."""
    with scope(person_of(by)), transaction.atomic():
        if not _code_serves(code, by=by, now=now, confirmed=False):
            return False
        AuthenticatorApp.objects.filter(account=by.owner).update(confirmed_at=now)
        owner_told(FactorAdded(FactorKind.TOTP.value), by=by, now=now)
    return True


def totp_check(*, code: str, by: Actor, now: datetime) -> bool:
    """Whether ``code`` is what the account's application shows now; it serves once. TooManyMisses."""
    with scope(person_of(by)), transaction.atomic():
        return _code_serves(code, by=by, now=now, confirmed=True)


def _code_serves(code: str, *, by: Actor, now: datetime, confirmed: bool) -> bool:
    """In real time: telephones know no other. A wrong code is counted, and the count is kept."""
    rows = AuthenticatorApp.objects.select_for_update(no_key=True)
    row = rows.filter(account=by.owner, confirmed_at__isnull=not confirmed).first()
    if row is None:
        return False
    seconds = int(time.time())
    misses = row.misses if seconds - row.missed_at < LOCKED_SECONDS else 0
    if misses >= MAX_MISSES:
        raise TooManyMisses
    figures = figures_of(code)
    secret = _unseal(bytes(row.sealed), by.owner)
    step = step_matched(secret, figures, seconds=seconds, after=row.last_step) if figures else None
    if step is None:
        row.misses, row.missed_at = misses + 1, seconds
    else:
        row.misses, row.last_step, row.used_at = 0, step, now
    row.save(update_fields=["misses", "missed_at", "last_step", "used_at"])
    return step is not None


# -- codes on paper


def code_digest(code: str, account: UUID) -> bytes:
    """What recognises a code of an account's paper."""
    key = hmac.digest(settings.VENTANILLA_FIELD_KEY, b"accounts.recovery-codes", hashlib.sha256)
    return hmac.digest(key, account.bytes + code.encode(), hashlib.sha256)


def codes_renew(*, by: Actor, now: datetime) -> tuple[str, ...]:
    """Ten new codes, shown this once; those before serve no more. 55 bits each, and a slip of the pen is found."""
    subject = person_of(by)
    codes = tuple(new_folio() for _ in range(CODES))
    with scope(subject), transaction.atomic():
        account = _held(by)
        RecoveryCode.objects.filter(account=account).delete()
        RecoveryCode.objects.bulk_create(
            RecoveryCode(account=account, subject=subject, digest=code_digest(code, account.id), created_at=now)
            for code in codes
        )
        owner_told(FactorAdded(FactorKind.CODES.value), by=by, now=now)
    return codes


def code_use(*, code: str, by: Actor, now: datetime) -> bool:
    """Spend one code of the account's paper; False if it is none, or served before."""
    meant = read_folio(code)
    if meant is None:
        return False
    with scope(person_of(by)), transaction.atomic():
        unused = RecoveryCode.objects.filter(account=by.owner, used_at=None)
        if not unused.filter(digest=code_digest(meant, by.owner)).update(used_at=now):
            return False
        owner_told(RecoveryCodeUsed(unused.count()), by=by, now=now)
    return True


# -- taking away


def factor_revoke(*, kind: FactorKind, passkey: UUID | None = None, by: Actor, now: datetime) -> None:
    """Take a factor away; at once it serves nobody. NoSuchFactor; LastWayIn for the only way to enter."""
    with scope(person_of(by)), transaction.atomic():
        account = _held(by)
        match kind:
            case FactorKind.TOTP:
                removed, _ = AuthenticatorApp.objects.filter(account=account, confirmed_at__isnull=False).delete()
            case FactorKind.CODES:
                removed, _ = RecoveryCode.objects.filter(account=account).delete()
            case FactorKind.PASSKEY:
                removed = _passkey_removed(account, passkey)
            case _:
                assert_never(kind)
        if not removed:
            raise NoSuchFactor
        owner_told(FactorRemoved(kind.value), by=by, now=now)


def _passkey_removed(account: Account, passkey: UUID | None) -> int:
    if passkey is None:
        return 0
    rows = Passkey.objects.filter(account=account, id=passkey)
    if rows.exists() and not _enters_without(account, passkey):
        raise LastWayIn
    return rows.delete()[0]


def factors_forget(account: Account) -> None:
    """Whoever was in this account was not its owner: nothing they added opens it any more. Within a transaction."""
    for kind in (AuthenticatorApp, RecoveryCode, Passkey):
        kind.objects.filter(account=account).delete()


def _enters_without(account: Account, passkey: UUID) -> bool:
    """Whether there is another way to enter: an e.firma that was seen, a password, another passkey."""
    if account.rfc or account.has_usable_password():
        return True
    return Passkey.objects.filter(account=account).exclude(id=passkey).exists()


def may_remove(actor: Actor, passkey: UUID) -> bool:
    """Whether `factor_revoke` would take this passkey away, for the page that asks."""
    account = Account.objects.get(id=actor.owner)
    with scope(SubjectId(account.subject)):
        return _enters_without(account, passkey)
