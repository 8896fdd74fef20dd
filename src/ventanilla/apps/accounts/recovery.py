"""Coming back without the password: CURP and e-mail, and a link to the address that the account already has."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ventanilla.apps.eventlog.api import contact_digest, scope
from ventanilla.domain.authority import Via

from .limits import LimitedAct, attempt_allowed
from .links import Purpose, link_find, link_of, link_owner, link_spend
from .models import Account
from .outbox import send_recovery_later
from .passwords import account_password_set, as_typed
from .people import actor_of, assurance_of


def recovery_ask(curp: str, email: str, *, address: str) -> None:
    """Somebody asks for a link. Whoever they are, the same rows are written; a job finds out whether it is anybody's.

    LockedOut if it was asked for too often.
    """
    attempt_allowed(LimitedAct.RECOVERY, account_key=as_typed(curp), address=address)
    with scope(None), transaction.atomic():
        digest = contact_digest(as_typed(email))
        whose = Account.objects.filter(curp=as_typed(curp), email_digest=digest, is_active=True)
        send_recovery_later(link_of(Purpose.RECOVER, whose.values_list("id", flat=True).first()).id)


def recovery_serves(token: str) -> None:
    """LinkDead where the link of a recovery serves no more."""
    with scope(None):
        link_find(token, Purpose.RECOVER)


def recovery_finish(token: str, password: str, *, now: datetime) -> None:
    """Set a new password by the link, once: every session ends, and the account is worth what it was.

    LinkDead; or PasswordRefused, and then the link still serves.
    """
    with scope(None), transaction.atomic():
        link = link_find(token, Purpose.RECOVER, lock=True)
        account = link_owner(link)
        by = actor_of(account, via=Via.PASSWORD, assurance=assurance_of(account))
        account_password_set(account, password, by=by, keep=None, recovered=True, now=now)
        link_spend(link, now=now)
