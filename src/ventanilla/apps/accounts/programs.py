"""Whom a program acts as by a key that somebody made in a session: looked up anew each time, without that session."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

from ventanilla.apps.eventlog.api import scope
from ventanilla.apps.mandates.api import mandate_acting
from ventanilla.domain.accounts.preferences import Preferences
from ventanilla.domain.authority import Act, Assurance, Via
from ventanilla.domain.authority.kinship import last_day, ties_allow
from ventanilla.kernel.acts import SubjectId

from .certificates import session_end_of
from .family import Kin, family_of
from .models import Account, Certificate
from .people import actor_of, assurance_of
from .services import SESSION_KEY, Visit
from .terms import terms_agreed

LONG_AGO: Final = 10**9  # seconds: a program never showed who its owner is


@dataclass(frozen=True, slots=True)
class Held:
    """What a key holds of the session that it was made in: whose it is, and for whom it acts.

    ``certificate`` is the company's, where it acts for one by it: it represents it as long as that is in force.
    ``mandate``, the authorisation by which it acts, which is looked up at every request.
    """

    account: UUID
    person: SubjectId
    acts_for: SubjectId | None
    acting_for: str
    acting_for_rfc: str
    kin: bool
    certificate: UUID | None
    rfc: str
    mandate: UUID | None = None


def held_by(session: SessionBase, visit: Visit) -> Held:
    """What a key made now, in this session, would hold: it acts for whom the session does."""
    kept: dict[str, Any] = session[SESSION_KEY]
    person = visit.actor.person
    if person is None:
        raise LookupError("a job of the office makes no key")
    kin, delegate = visit.kin, visit.delegate
    company = kept["acts_for"] if kin is None and delegate is None else ""
    acts_for = SubjectId(UUID(company)) if company else None
    if kin is not None:
        acts_for = kin.subject
    elif delegate is not None:
        acts_for = delegate.mandate.grantor
    return Held(
        account=visit.actor.owner,
        person=person,
        acts_for=acts_for,
        acting_for=visit.acting_for,
        acting_for_rfc=visit.acting_for_rfc,
        kin=kin is not None,
        certificate=UUID(kept["certificate"]) if company else None,
        rfc=visit.rfc,
        mandate=delegate.id if delegate is not None else None,
    )


def visit_held(held: Held, *, key: UUID, since: datetime, seconds_left: int) -> Visit | None:
    """Who a program is that shows a key with what ``held`` says; None where what it stood on is over.

    An account that was recovered, or whose owner said «no fui yo», since the key was made may not have been its
    owner's then.
    """
    with scope(None):
        rows = Account.objects.filter(id=held.account, is_active=True, subject=held.person)
        account = rows.annotate(agreed=terms_agreed()).first()  # one query: it is made at every request
    if account is None or account.proven < Assurance.N2:
        return None
    if any(at is not None and at >= since for at in (account.recovered_at, account.disavowed_at)):
        return None
    if held.certificate is not None and not _represents(held.certificate):
        return None
    actor = actor_of(account, via=Via.PROGRAM, assurance=assurance_of(account))
    kin = None
    if held.kin:
        kin = _kin(held, account)
        if kin is None:
            return None
    delegate = None
    if held.mandate is not None:
        delegate = mandate_acting(held.mandate, held.person, settings.VENTANILLA_CLOCK.today())
        if delegate is None:
            return None
    return Visit(
        id=key,
        actor=replace(actor, acts_for=held.acts_for, kin=held.kin, mandate=held.mandate),
        name=account.name,
        strong=False,
        acting_for=kin.name if kin is not None else held.acting_for,
        acting_for_rfc=held.acting_for_rfc,
        revocation_checked=True,
        rfc=held.rfc,
        curp=account.curp,
        signs_as=account.curp,
        seconds_left=seconds_left,
        preferences=Preferences(),  # of how pages look: a program sees none
        email_asked=False,
        terms_due=not account.agreed,
        confirmed_ago=LONG_AGO,
        kin=kin,
        delegate=delegate,
    )


def _represents(certificate: UUID) -> bool:
    """Whether the company's certificate still represents it: a session is too short to outlive it, a key is not."""
    now = settings.VENTANILLA_CLOCK.now()
    with scope(None):
        in_force = Certificate.objects.filter(id=certificate, not_after__gt=now).exists()
    return in_force and session_end_of(certificate) is None


def _kin(held: Held, account: Account) -> Kin | None:
    on = settings.VENTANILLA_CLOCK.today()
    own = actor_of(account, via=Via.PROGRAM, assurance=assurance_of(account))
    member = next((one for one in family_of(own, on) if one.tie.dependent == held.acts_for), None)
    if member is None or not ties_allow(member.tie, Act.SEE, on):
        return None
    until = last_day(member.tie, on)
    return None if until is None else Kin(member.tie.dependent, member.name, member.curp, until)
