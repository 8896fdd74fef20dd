"""The e-mail of an account: confirmed by a link, confirmed again, changed, taken back by whoever had the one before.

A change is told to the address it replaces at once, before it has any effect. For a week whoever reads that address can
say that it was not them, whatever was asked for after; not once the owner was there with their e.firma or at the
counter, which is beyond that doubt.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.crypto import constant_time_compare

from ventanilla.apps.eventlog.api import ToLog, contact_digest, events_append, scope
from ventanilla.domain.accounts import EmailAsked, EmailReturned
from ventanilla.domain.accounts.contact import AGAIN_POLICY, email_asked
from ventanilla.domain.accounts.terms import current_notice, current_terms
from ventanilla.domain.authority import Actor, Assurance, Via
from ventanilla.kernel.acts import SubjectId
from ventanilla.law import policy

from .limits import LimitedAct, attempt_allowed
from .links import Purpose, links_spend_all
from .models import Account, SignUp
from .outbound import Contact, on_record
from .outbox import tell_replaced_later, tell_sign_up_later
from .people import actor_of
from .sessions import rows_end
from .sign_up import Link, Outcome, found_of, seal_of


@dataclass(frozen=True, slots=True)
class ContactView:
    """How the office reaches the owner of an account, as they see it.

    ``asks``: it wants the address confirmed, again or for the first time. ``waiting`` is an address that was typed and
    not confirmed yet, "" for none; ``on_record`` what the register holds.
    """

    email: str
    confirmed_at: datetime | None
    asks: bool
    waiting: str
    on_record: tuple[Contact, ...]


def contact_for(actor: Actor, today: date) -> ContactView:
    """How the office reaches the human of ``actor``."""
    with scope(None):
        account = Account.objects.get(id=actor.owner)
        waiting = _waiting(account)
    known = on_record(account.curp) if account.proven >= Assurance.N2 else None
    return ContactView(
        email=account.email,
        confirmed_at=account.email_confirmed_at,
        asks=email_asked(account.email, account.email_confirmed_at, policy(AGAIN_POLICY).value, today),
        waiting=waiting.email if waiting else "",
        on_record=known.contacts if known else (),
    )


def _waiting(account: Account) -> SignUp | None:
    return SignUp.objects.filter(account=account, confirmed_at=None, stopped_at=None).order_by("-created_at").first()


def email_to_confirm(email: str, *, by: Actor, now: datetime) -> None:
    """Send a link to ``email``; the account of ``by`` takes the address when the link comes back.

    The address it would replace is told. LockedOut if it was asked for too often.
    """
    attempt_allowed(LimitedAct.EMAIL, account_key=str(by.owner), address="")
    with scope(None), transaction.atomic():
        account = Account.objects.select_for_update(no_key=True).get(id=by.owner)
        # Of an account that was opened this very moment, the certificate's own address is nobody's choice yet.
        other = contact_digest(email) != bytes(account.email_digest) and account.opened_at < now
        replaced = account.email if other else ""
        SignUp.objects.filter(account=account, confirmed_at=None, stopped_at=None).update(stopped_at=now)
        if by.via is Via.EFIRMA:
            changes_settle(account)
        row = SignUp.objects.create(
            curp=account.curp,
            email=email,
            email_digest=contact_digest(email),
            replaced=replaced,
            may_return=bool(replaced) and by.via is not Via.EFIRMA,
            terms=current_terms().version,
            notice=current_notice().version,
            account=account,
            created_at=now,
        )
        if replaced:
            events_append([ToLog(EmailAsked(), SubjectId(account.subject), by)], now=now)
            tell_replaced_later(row.id)
        tell_sign_up_later(row.id)


def changes_settle(account: Account) -> None:
    """Its owner was there beyond doubt: nobody takes back what was changed until now. Within a transaction."""
    SignUp.objects.filter(account=account, may_return=True).update(may_return=False)


def email_forget_waiting(*, by: Actor, now: datetime) -> None:
    """The owner wants no change after all: its link serves no more."""
    with scope(None), transaction.atomic():
        SignUp.objects.filter(account=by.owner, confirmed_at=None, stopped_at=None).update(stopped_at=now)


def email_return(sign_up: UUID, seal: str, *, now: datetime) -> Outcome:
    """Whoever reads the address before says that it was not them.

    The address comes back, every session ends and the password serves no more: somebody was inside.
    """
    if not constant_time_compare(seal, seal_of(Link.KEEP, sign_up)):
        return Outcome.UNKNOWN
    with scope(None), transaction.atomic():
        row = SignUp.objects.select_for_update(no_key=True).filter(id=sign_up).first()
        found = found_of(row, Link.KEEP, now)
        if row is None or row.account_id is None or found is not Outcome.WAITING:
            return found
        account = Account.objects.select_for_update(no_key=True).get(id=row.account_id)
        if contact_digest(row.replaced) != bytes(account.email_digest):
            account.email, account.email_confirmed_at = row.replaced, now
        account.set_unusable_password()
        account.save(update_fields=["email", "email_confirmed_at", "password"])
        rows_end(account.id, keep=None, now=now)
        links_spend_all(account, Purpose.RECOVER, now=now)
        SignUp.objects.filter(account=account, stopped_at=None).update(stopped_at=now)
        SignUp.objects.filter(account=account, may_return=True).update(may_return=False, taken_back=True)
        by = actor_of(account, via=Via.PASSWORD, assurance=Assurance.N0)
        events_append([ToLog(EmailReturned(), SubjectId(account.subject), by)], now=now)
    return Outcome.DONE
