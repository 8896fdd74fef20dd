"""Whose an account is and how a session of it was entered, for whoever tells another application."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.accounts import CertificateState
from ventanilla.domain.accounts.contact import TAKE_BACK
from ventanilla.domain.authority import Actor, Assurance, Via
from ventanilla.kernel.acts import SubjectId

from .models import Account, Certificate, Company, OpenSession, SignUp
from .people import actor_of


@dataclass(frozen=True, slots=True)
class Holder:
    """The human of an account that is open. ``email_confirmed``: they opened a link that was sent there."""

    subject: SubjectId
    curp: str
    name: str
    email: str
    email_confirmed: bool
    proven: Assurance


@dataclass(frozen=True, slots=True)
class Entered:
    """How a session that goes on was entered; ``at`` in seconds of real time."""

    via: Via
    at: int


def holder_of(account: UUID) -> Holder | None:
    """Whose ``account`` is; None for one that was closed."""
    with scope(None):
        row = Account.objects.filter(id=account, is_active=True).first()
        if row is None:
            return None
    confirmed = row.email_confirmed_at is not None
    return Holder(SubjectId(row.subject), row.curp, row.name, row.email, confirmed, Assurance(row.proven))


def account_names(accounts: Iterable[UUID]) -> dict[UUID, str]:
    """The name of whom each account is of; for whoever may know who did something for them."""
    asked = set(accounts)
    if not asked:
        return {}
    with scope(None):
        return dict(Account.objects.filter(id__in=asked).values_list("id", "name"))


def reached_at(subject: SubjectId) -> tuple[tuple[UUID, str], ...]:
    """Whoever answers for ``subject``: each account with its e-mail; of a company, who holds its e.firma in force."""
    with scope(None):
        rfc = Company.objects.filter(subject=subject).values_list("rfc", flat=True).first()
        own = Q(subject=subject)
        if rfc:
            own |= Q(
                id__in=Certificate.objects.filter(company_rfc=rfc, state=CertificateState.VIGENTE.value).values_list(
                    "account", flat=True
                )
            )
        rows = Account.objects.filter(own, is_active=True).order_by("id")
        return tuple((row.id, row.email) for row in rows if row.email)


def replaced_at(subject: SubjectId, *, now: datetime) -> tuple[str, ...]:
    """The addresses that another took or is to take the place of, while whoever reads them may say «no fui yo».

    Whoever is inside somebody's office and changes their e-mail first must not keep them from a warning of money.
    """
    since = now - TAKE_BACK
    with scope(None):
        rows = SignUp.objects.filter(account__subject=subject, may_return=True, created_at__gte=since)
        return tuple(dict.fromkeys(row.replaced for row in rows.order_by("created_at") if row.replaced))


def reached_among(subjects: Iterable[UUID]) -> tuple[UUID, ...]:
    """Those of ``subjects`` for whom somebody has an account: themselves, or who represents their company."""
    asked = set(subjects)
    with scope(None):
        own = Account.objects.filter(subject__in=asked, is_active=True).values_list("subject", flat=True)
        companies = Company.objects.filter(subject__in=asked).values_list("subject", flat=True)
        return tuple(sorted({*own, *companies}))


def session_entered(row: UUID) -> Entered | None:
    """How this session was entered; None once it is over, from wherever it was ended."""
    with scope(None):
        found = OpenSession.objects.filter(id=row, ended_at=None).values_list("via", "opened").first()
    return None if found is None else Entered(Via(found[0]), found[1])


def named_by(curp: str) -> Actor | None:
    """Whose CURP it is, as whoever runs a command of the office in their name; None if they were never proved."""
    row = Account.objects.filter(curp=curp, is_active=True, proven__gte=Assurance.N2).first()
    return None if row is None else actor_of(row, via=Via.SYSTEM, assurance=Assurance.N0)


@dataclass(frozen=True, slots=True)
class Certified:
    """Who an e.firma proved somebody to be for the tax authority; ``company``: it is of a company."""

    name: str
    rfc: str
    company: bool


def employer_certified(subject: SubjectId) -> Certified | None:
    """Who a certificate proved ``subject`` to be; None for whoever never showed one."""
    with scope(None):
        company = Company.objects.filter(subject=subject).first()
        if company is not None:
            return Certified(company.name, company.rfc, company=True)
        account = Account.objects.filter(subject=subject).exclude(rfc="").first()
    return None if account is None else Certified(account.name, account.rfc, company=False)
