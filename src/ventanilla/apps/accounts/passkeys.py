"""Passkeys: registered in an open session, and then enough to enter, to answer a second step and to confirm an act."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction
from fido2.utils import websafe_decode

from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.accounts import FactorAdded, FactorKind, PasskeyDoubted
from ventanilla.domain.authority import Actor, Via
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.text import Text

from .factors import NoSuchFactor
from .models import Account, Passkey, PasskeyChallenge
from .outbox import owner_told, person_of
from .people import assurance_of
from .webauthn import (
    Assertion,
    KnownKey,
    NotProven,
    assertion_judge,
    assertion_read,
    creation_options,
    registration_read,
    request_options,
)

CHALLENGE_BYTES: Final = 32
CHALLENGE: Final = re.compile(r"[A-Za-z0-9_-]{43}")  # those bytes in base64url
CHALLENGE_SECONDS: Final = 120
CHALLENGE_KEPT_SECONDS: Final = 24 * 3600
MAX_OPEN_CHALLENGES: Final = 20  # of one session
MAX_PASSKEYS: Final = 10  # of one account
MAX_NAME: Final = 60  # characters
CREATE: Final = "crear"
USE: Final = "usar"

LATE: Final = Text("LLAVE_TARDE", "Pasaron más de dos minutos, o esta respuesta ya se usó. Intente otra vez.")
NOT_PROVEN: Final = Text(
    "LLAVE_NO_COMPROBADA", "No pudimos comprobar esa llave de acceso. Intente otra vez, o use otra manera."
)
NOT_MADE: Final = Text("LLAVE_NO_CREADA", "No pudimos registrar esa llave de acceso. Intente otra vez.")
KNOWN_ALREADY: Final = Text("LLAVE_YA_REGISTRADA", "Esa llave de acceso ya está registrada.")
NO_NAME: Final = Text("LLAVE_SIN_NOMBRE", "Escriba un nombre para la llave, de 60 letras cuando más.")
TOO_MANY_KEYS: Final = Text("LLAVES_DEMASIADAS", "Ya tiene diez llaves de acceso. Quite una que no use.")


class PasskeyRefused(ValueError):
    """What the page says; the same for a key that nobody registered and for one that did not prove itself."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.code)
        self.text = text


class TooManyOpen(ValueError):
    """A session that asks for challenges and never answers them."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the browser posts: the challenge it was given, and what the key says."""

    challenge: str
    credential: str


# -- challenges


def _session(session_key: str) -> str:
    return hashlib.sha256(session_key.encode()).hexdigest()


def _challenge_new(purpose: str, *, session_key: str, now: datetime) -> bytes:
    issued, digest = int(now.timestamp()), _session(session_key)
    alive = PasskeyChallenge.objects.filter(session_sha256=digest, used_at=None)
    if alive.filter(issued_at__gte=issued - CHALLENGE_SECONDS).count() >= MAX_OPEN_CHALLENGES:
        raise TooManyOpen
    text = secrets.token_urlsafe(CHALLENGE_BYTES)
    PasskeyChallenge.objects.create(challenge=text, session_sha256=digest, purpose=purpose, issued_at=issued)
    return websafe_decode(text)


def _challenge_consume(challenge: str, purpose: str, *, session_key: str, now: datetime) -> None:
    """Spend a challenge, in its own commit and before any check: right or wrong, it never serves again."""
    row = None
    if CHALLENGE.fullmatch(challenge):
        with transaction.atomic(durable=True):
            row = PasskeyChallenge.objects.select_for_update(no_key=True).filter(challenge=challenge).first()
            if row is not None and row.used_at is None:
                PasskeyChallenge.objects.filter(challenge=challenge).update(used_at=now)
    late = row is None or row.used_at is not None or int(now.timestamp()) - row.issued_at > CHALLENGE_SECONDS
    if late or row is None or row.purpose != purpose or row.session_sha256 != _session(session_key):
        raise PasskeyRefused(LATE)


def passkey_challenges_forget(*, now: datetime) -> int:
    """Delete the challenges that were issued more than a day ago; how many there were."""
    old = PasskeyChallenge.objects.filter(issued_at__lt=int(now.timestamp()) - CHALLENGE_KEPT_SECONDS)
    return old.delete()[0]


# -- registering


def passkey_register_begin(*, session_key: str, by: Actor, now: datetime) -> dict[str, Any]:
    """What the browser is asked for a new key of the actor's account. TooManyOpen."""
    challenge = _challenge_new(CREATE, session_key=session_key, now=now)
    account = Account.objects.get(id=by.owner)
    return creation_options(challenge, handle=account.id.bytes, name=account.name, known=_known(account.id))


def passkey_register_complete(*, answer: Answer, name: str, session_key: str, by: Actor, now: datetime) -> UUID:
    """Keep the key that answered, by the name its owner gives it. PasskeyRefused."""
    _challenge_consume(answer.challenge, CREATE, session_key=session_key, now=now)
    called = _named(name)
    try:
        made = registration_read(answer.credential, challenge=answer.challenge)
    except NotProven as error:
        raise PasskeyRefused(NOT_MADE) from error
    subject = person_of(by)
    with scope(subject), transaction.atomic():
        account = Account.objects.select_for_update(no_key=True).get(id=by.owner)
        if Passkey.objects.filter(account=account).count() >= MAX_PASSKEYS:
            raise PasskeyRefused(TOO_MANY_KEYS)
        key = Passkey(
            account=account,
            subject=subject,
            credential_id=made.credential_id,
            public_key=made.public_key,
            sign_count=made.sign_count,
            name=called,
            created_at=now,
        )
        try:
            with transaction.atomic():
                key.save(force_insert=True)
        except IntegrityError as error:
            raise PasskeyRefused(KNOWN_ALREADY) from error
        owner_told(FactorAdded(FactorKind.PASSKEY.value), by=by, now=now)
    return key.id


def passkey_rename(*, passkey: UUID, name: str, by: Actor, now: datetime) -> None:
    """Call a key another name. NoSuchFactor; PasskeyRefused for a name that is none."""
    called = _named(name)
    with scope(person_of(by)), transaction.atomic():
        if not Passkey.objects.filter(account=by.owner, id=passkey).update(name=called):
            raise NoSuchFactor


def _named(name: str) -> str:
    called = " ".join(name.split())
    if not 0 < len(called) <= MAX_NAME or not called.isprintable():
        raise PasskeyRefused(NO_NAME)
    return called


def _known(account_id: UUID) -> list[bytes]:
    with scope(None):
        return [
            bytes(one) for one in Passkey.objects.filter(account=account_id).values_list("credential_id", flat=True)
        ]


# -- using


def passkey_options(*, session_key: str, account_id: UUID | None, now: datetime) -> dict[str, Any]:
    """What the browser is asked: any key of this office, or one of ``account_id``'s. TooManyOpen."""
    challenge = _challenge_new(USE, session_key=session_key, now=now)
    return request_options(challenge, known=_known(account_id) if account_id else ())


def passkey_check(*, answer: Answer, session_key: str, by: Actor | None, now: datetime) -> Actor:
    """Whose key answered: ``by``'s own, or of whoever is entering (``by`` None). PasskeyRefused.

    A count that does not grow, of a key that counts, is a copy: refused, and its owner is told.
    """
    _challenge_consume(answer.challenge, USE, session_key=session_key, now=now)
    try:
        assertion = assertion_read(answer.credential)
        with scope(None), transaction.atomic():
            owner = _judged(assertion, answer.challenge, by=by, now=now)
    except NotProven as error:
        raise PasskeyRefused(NOT_PROVEN) from error
    if owner is None:
        raise PasskeyRefused(NOT_PROVEN)
    return owner


def _judged(assertion: Assertion, challenge: str, *, by: Actor | None, now: datetime) -> Actor | None:
    """The key's owner; None for a copy, whose notice must be committed. NotProven, as costly for nobody's key."""
    keys = Passkey.objects.select_for_update(of=("self",), no_key=True).select_related("account")
    key = keys.filter(credential_id=assertion.credential_id).first()
    if key is None or not key.account.is_active or assertion.user_handle != key.account.id.bytes:
        raise NotProven("nobody's key")
    if by is not None and key.account.id != by.owner:
        raise NotProven("somebody else's key")
    assertion_judge(assertion, KnownKey(bytes(key.credential_id), bytes(key.public_key)), challenge=challenge)
    owner = by or Actor(
        key.account.id,
        SubjectId(key.account.subject),
        assurance_of(key.account),
        Via.PASSKEY,
    )
    if (assertion.sign_count or key.sign_count) and assertion.sign_count <= key.sign_count:
        owner_told(PasskeyDoubted(), by=owner, now=now)
        return None
    key.sign_count, key.used_at = assertion.sign_count, now
    key.save(update_fields=["sign_count", "used_at"])
    return owner
