"""Setting a password, and entering with one: the same work for an account that is not there."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple
from uuid import UUID

from django.contrib.auth.hashers import get_hasher, make_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.db import transaction
from django.db.models import BooleanField, Exists, OuterRef, Q

from ventanilla.apps.eventlog.api import ToLog, contact_digest, events_append, scope
from ventanilla.domain.accounts import PasswordSet
from ventanilla.domain.accounts.passwords import LONGEST, PasswordFault, folded, normal, password_fault
from ventanilla.domain.authority import Actor, Assurance, Via
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.text import Text

from .devices import Device
from .limits import LimitedAct, attempt_allowed, attempt_succeeded
from .links import Purpose, link_new, links_spend_all
from .models import Account, OpenSession
from .outbox import tell_password_later
from .people import assurance_of
from .sessions import rows_end

MAX_TYPED: Final = 254  # characters of a CURP or an e-mail
OWN_LIST: Final = Path(__file__).parent / "data" / "frecuentes.txt"
SHORTEST_COMMON: Final = 3  # characters: a shorter entry of the list says nothing about a long password


class PasswordRefused(ValueError):
    """A password that does not serve; ``fault`` says why."""

    def __init__(self, fault: PasswordFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class CurrentPasswordWrong(ValueError):
    """Whoever is there did not show that the account is theirs."""


@dataclass(frozen=True, slots=True)
class PasswordEntry:
    """Whose password it was, and what it is worth."""

    account: UUID
    assurance: Assurance


@dataclass(frozen=True, slots=True)
class PasswordState:
    """Whether the account can be entered with a password now, and since when it has this one."""

    usable: bool
    since: datetime | None


@cache
def common_passwords() -> frozenset[str]:
    """The frequent passwords, folded: Django's twenty thousand leaked ones, and this house's Spanish ones."""
    with gzip.open(CommonPasswordValidator().DEFAULT_PASSWORD_LIST_PATH, "rt", encoding="utf-8") as leaked:
        lines = [line.strip() for line in leaked]
    lines += OWN_LIST.read_text(encoding="utf-8").splitlines()
    return frozenset(folded(line) for line in lines if len(line) >= SHORTEST_COMMON and not line.startswith("#"))


@cache
def _nobodys() -> str:
    """A kept password that is nobody's, for an account that is not there."""
    return make_password("de nadie", hasher="argon2")


def _matches(password: str, kept: str | None) -> bool:
    """Compare with one Argon2 hash, always one: an account without a password takes as long as any."""
    usable = kept is not None and kept.startswith("argon2")
    said = normal(password[: LONGEST + 1])
    return get_hasher().verify(said, kept if kept is not None and usable else _nobodys()) and usable


def warm() -> None:
    """Make now what the first sign-in of a process would otherwise make, and be told apart by."""
    _nobodys()
    common_passwords()


class _Found(NamedTuple):
    """What is read of an account before its password is compared; as little as that, so that it costs no time."""

    id: UUID
    password: str
    used: bool  # from this device, before


def _found(typed: str, device: Device) -> _Found | None:
    """The one account of a CURP or an e-mail; one query, and no more work where there is somebody than where not.

    An e-mail that several people share opens none of their accounts: their CURP does.
    """
    whose = Q(email_digest=contact_digest(typed)) if "@" in typed else Q(curp=typed)
    used = OpenSession.objects.filter(account=OuterRef("pk"), device_sha256=device.digest)
    found = Account.objects.filter(whose, is_active=True).annotate(used=Exists(used, output_field=BooleanField()))
    rows = list(found.values_list("id", "password", "used")[:2])
    return _Found(*rows[0]) if len(rows) == 1 else None


def as_typed(value: str) -> str:
    """A CURP or an e-mail as it is compared."""
    return value[:MAX_TYPED].replace("\0", "").strip().upper()


def password_refusal(password: str, *, own: tuple[str, ...]) -> Text | None:
    """Why ``password`` does not serve somebody of whom others know ``own``; None if it does."""
    fault = password_fault(password, own=own, common=common_passwords())
    return None if fault is None else fault.text()


def account_password_check(typed: str, password: str, *, device: Device, address: str) -> PasswordEntry | None:
    """Whose password this is, by CURP or e-mail; None where they do not match. LockedOut if it was tried too often.

    From a device where the account was used before, the tries are that device's own: a stranger who guesses at an
    account does not lock its owner out, nor do the neighbours of an address.
    """
    name = as_typed(typed)
    with scope(None):
        found = _found(name, device)
    known = found is not None and found.used
    key = f"{name}\n{device.digest}" if known else name
    where = "" if known else address
    attempt_allowed(LimitedAct.PASSWORD, account_key=key, address=where)
    good = _matches(password, found.password if found is not None else None)
    if found is None or not good:
        return None
    account = Account.objects.get(id=found.id)
    attempt_succeeded(LimitedAct.PASSWORD, account_key=key, address=where)
    if get_hasher().must_update(account.password):
        again = make_password(normal(password))
        Account.objects.filter(id=account.id, password=account.password).update(password=again)
    return PasswordEntry(account.id, min(assurance_of(account), Assurance(account.password_worth)))


def account_password_set(
    account: Account,
    password: str,
    *,
    by: Actor,
    keep: UUID | None,
    recovered: bool,
    now: datetime,
    worth: Assurance = Assurance.N2,
) -> None:
    """Give ``account`` a password, inside a transaction: every session but ``keep`` ends, and the owner is told.

    ``worth`` is how sure the office is of who sets it, and so of whoever enters with it.
    PasswordRefused where it does not serve.
    """
    own = (account.curp, account.rfc, account.name, account.email)
    fault = password_fault(password, own=own, common=common_passwords())
    if fault is not None:
        raise PasswordRefused(fault)
    account.password, account.password_set_at = make_password(normal(password)), now
    account.password_worth = worth
    account.save(update_fields=["password", "password_set_at", "password_worth"])
    rows_end(account.id, keep=keep, now=now)
    links_spend_all(account, Purpose.RECOVER, now=now)
    events_append([ToLog(PasswordSet(recovered), SubjectId(account.subject), by)], now=now)
    tell_password_later(link_new(Purpose.DISAVOW, account, session=keep).id)


def account_password_change(current: str, password: str, *, by: Actor, here: UUID, now: datetime) -> None:
    """Change one's own password. Whoever entered with their e.firma shows no other; the rest, the current one.

    CurrentPasswordWrong, PasswordRefused, or LockedOut. A company's certificate gives nobody a password: it may be in
    the hands of its accountant, and the password would open what is the representative's own.
    """
    if by.acts_for is not None:
        raise CurrentPasswordWrong
    account = Account.objects.get(id=by.owner)
    if by.via is not Via.EFIRMA:
        attempt_allowed(LimitedAct.CURRENT_PASSWORD, account_key=str(by.owner), address="")
        if not _matches(current, account.password):
            raise CurrentPasswordWrong
        attempt_succeeded(LimitedAct.CURRENT_PASSWORD, account_key=str(by.owner), address="")
    with scope(None), transaction.atomic():
        account_password_set(account, password, by=by, keep=here, recovered=False, now=now)


def account_password_state(by: Actor) -> PasswordState:
    """What the page of one's own password shows."""
    account = Account.objects.get(id=by.owner)
    usable = account.password.startswith("argon2")
    return PasswordState(usable, account.password_set_at if usable else None)
