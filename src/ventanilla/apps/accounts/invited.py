"""Accounts of whoever was invited to work here: opened for them, or taken from whoever opened one in their name.

Whoever has no e.firma is known by two officials and by the link that came to their e-mail: enough for what their role
opens, and for nothing of the registers. So their account speaks about nobody there until an e.firma claims it.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ventanilla.apps.eventlog.api import ToLog, events_append, scope
from ventanilla.domain.accounts import AccountOpenedForOfficial
from ventanilla.domain.authority import Actor, Assurance, Via
from ventanilla.kernel.acts import SubjectId

from .models import Account, SignUp
from .people import actor_of
from .sessions import rows_end
from .sign_up import account_forget


class AlreadyProven(ValueError):
    """Whose the account is was proved already: its owner signs in, and nobody else begins anything in it."""


def official_account(*, curp: str, name: str, subject: SubjectId, now: datetime) -> UUID:
    """The account of an official before they first sign in; without a password, the e.firma opens it."""
    account, _ = Account.objects.get_or_create(
        curp=curp, defaults={"name": name, "subject": subject, "opened_at": now, "password": "!"}
    )
    return account.id


def account_of(curp: str) -> UUID | None:
    """The account of whoever has that CURP, if its owner was ever proved."""
    return Account.objects.filter(curp=curp, proven__gte=Assurance.N2).values_list("id", flat=True).first()


def curp_of(actor: Actor) -> str:
    """The CURP of whoever acts."""
    return Account.objects.values_list("curp", flat=True).get(id=actor.owner)


def official_name(actor: Actor) -> str:
    """The name of whoever acts, as the resolutions that they sign print it."""
    return Account.objects.values_list("name", flat=True).get(id=actor.owner)


def subject_of(account: UUID) -> SubjectId:
    """In whose chain the log tells what happens to an account."""
    return SubjectId(Account.objects.values_list("subject", flat=True).get(id=account))


def invited_begin(*, curp: str, name: str, email: str, now: datetime) -> Actor:
    """An account in which an invited person may register a passkey and an application, and that opens nothing yet.

    Whatever somebody put before into an account of that CURP that nobody proved is gone. AlreadyProven.
    """
    with scope(None), transaction.atomic():
        fresh = {"subject": uuid.uuid4(), "name": name, "email": email, "opened_at": now, "proven": Assurance.N1}
        Account.objects.get_or_create(curp=curp, defaults=fresh | {"password": "!"})
        account = Account.objects.select_for_update(no_key=True).get(curp=curp)
        if account.proven >= Assurance.N2:
            raise AlreadyProven
        account_forget(account)
        account.name, account.email, account.is_active = name, email, True
        account.email_confirmed_at = now  # whoever opened the link reads it
        account.save()
        rows_end(account.id, keep=None, now=now)
        SignUp.objects.filter(account=account).update(confirmed_at=None, stopped_at=now)
    return actor_of(account, via=Via.PASSKEY, assurance=Assurance.N1)


def invited_prove(*, by: Actor, now: datetime) -> Actor:
    """Both factors are there, and the role is theirs: the account is its owner's. Within a transaction."""
    account = Account.objects.select_for_update(no_key=True).get(id=by.owner)
    account.proven = Assurance.N2
    account.save(update_fields=["proven"])
    owner = actor_of(account, via=Via.PASSKEY, assurance=Assurance.N2)
    events_append([ToLog(AccountOpenedForOfficial(), SubjectId(account.subject), owner)], now=now)
    return owner
