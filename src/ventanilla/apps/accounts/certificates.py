"""Binding the certificate of a sign-in to its account: the first, one more, a renewed one, a new representative's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from ventanilla.apps.eventlog.api import ToLog, events_append
from ventanilla.domain.accounts import (
    BindingFault,
    CertificateBound,
    CertificateConflicted,
    CertificateRenewed,
    CertificateState,
    ChangeState,
    RepresentativeChanged,
    SessionEnd,
)
from ventanilla.domain.authority import Actor
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.text import Text

from .models import Account, Certificate, CertificateConflict, Company, RepresentativeChange
from .outbox import tell_of_certificate


class CertificateRefused(ValueError):
    """A good certificate does not open a session; ``text`` says why and what to do."""

    def __init__(self, fault: BindingFault) -> None:
        super().__init__(fault.value)
        self.fault = fault

    @property
    def text(self) -> Text:
        """For the person."""
        return self.fault.text()


@dataclass(frozen=True, slots=True)
class Presented:
    """A certificate that was just verified: its DER, and what it says of itself."""

    der: bytes
    sha256: str
    serial: str
    not_before: datetime
    not_after: datetime


def conflict_of(curp: str, rfc: str) -> tuple[BindingFault, Account] | None:
    """Whose certificates agree with this human's CURP or RFC, and not with both; None where everything agrees.

    Only what certificates proved counts: an RFC that somebody typed keeps nobody out.
    """
    other = Certificate.objects.filter(account__curp=curp).exclude(rfc=rfc).select_related("account").first()
    if other is not None:
        return BindingFault.OTRO_RFC, other.account
    other = Certificate.objects.filter(rfc=rfc).exclude(account__curp=curp).select_related("account").first()
    return (BindingFault.OTRA_CURP, other.account) if other is not None else None


def certificate_conflict_record(
    presented: Presented, fault: BindingFault, account: Account, *, by: Actor, now: datetime
) -> None:
    """Keep that a certificate was turned away, for staff and for whoever owns ``account``; once each."""
    _, new = CertificateConflict.objects.get_or_create(
        sha256=presented.sha256,
        defaults={"account": account, "serial": presented.serial, "fault": fault.value, "at": now},
    )
    if new:
        event = CertificateConflicted(presented.serial, fault.value)
        events_append([ToLog(event, SubjectId(account.subject), by)], now=now)


def refusal_of(presented: Presented, *, curp: str, company_rfc: str) -> BindingFault | None:
    """Why a certificate that is in conflict with nobody may still not enter; None if it may."""
    known = Certificate.objects.filter(sha256=presented.sha256).first()
    if known is not None and known.state == CertificateState.REVOCADO.value:
        return BindingFault.REVOCADA
    if not company_rfc:
        return None
    rejected = RepresentativeChange.objects.filter(
        company__rfc=company_rfc, state=ChangeState.RECHAZADO.value, new__account__curp=curp
    )
    if rejected.exists():
        return BindingFault.RECHAZADO
    current = in_force_of_company(company_rfc)
    if current is None or current.account.curp == curp or presented.not_before > current.not_before:
        return None
    return BindingFault.RELEVADO


def in_force_of_company(rfc: str) -> Certificate | None:
    """The certificate with which a company is represented now."""
    state = CertificateState.VIGENTE.value
    return Certificate.objects.filter(company_rfc=rfc, state=state).select_related("account").first()


def certificate_bind(
    presented: Presented,
    account: Account,
    company: Company | None,
    *,
    rfc: str,
    opened: bool,
    checked: bool,
    by: Actor,
    now: datetime,
) -> Certificate:
    """Bind a certificate, or note that one already bound was used.

    A later one takes the place of the one in force, whoever held it; an older one joins the history. ``opened`` says
    that the account is as new as this; ``checked``, that the authority said that the certificate is in force.
    """
    if company is not None:
        Company.objects.select_for_update().get(subject=company.subject)
    Account.objects.select_for_update().get(id=account.id)
    known = Certificate.objects.filter(sha256=presented.sha256).first()
    if known is not None:
        known.used_at, known.checked_at = now, now if checked else known.checked_at
        known.save(update_fields=["used_at", "checked_at"])
        return known
    current = in_force_of_company(company.rfc) if company else _own_in_force(account)
    newest = current is None or presented.not_before > current.not_before
    if current is not None and newest:
        current.state, current.replaced_at = CertificateState.REEMPLAZADO.value, now
        current.save(update_fields=["state", "replaced_at"])
    bound = Certificate.objects.create(
        account=account,
        person=account.subject,
        serial=presented.serial,
        sha256=presented.sha256,
        der=presented.der,
        not_before=presented.not_before,
        not_after=presented.not_after,
        rfc=rfc,
        company_rfc=company.rfc if company else "",
        state=(CertificateState.VIGENTE if newest else CertificateState.REEMPLAZADO).value,
        bound_at=now,
        used_at=now,
        replaced_at=None if newest else now,
        checked_at=now if checked else None,
    )
    _tell(bound, current if newest else None, company, opened=opened, by=by, now=now)
    return bound


def _own_in_force(account: Account) -> Certificate | None:
    return account.certificates.filter(company_rfc="", state=CertificateState.VIGENTE.value).first()


def _tell(
    bound: Certificate, replaced: Certificate | None, company: Company | None, *, opened: bool, by: Actor, now: datetime
) -> None:
    """The log of everybody concerned, and their e-mail."""
    person = SubjectId(bound.person)
    if replaced is not None and company is not None and replaced.account_id != bound.account_id:
        RepresentativeChange.objects.create(company=company, new=bound, previous=replaced, opened_at=now)
        sides = {"nuevo": bound.person, "anterior": replaced.person, "empresa": company.subject}
        told = [ToLog(RepresentativeChanged(side), SubjectId(subject), by) for side, subject in sides.items()]
        events_append(told, now=now)
        tell_of_certificate(bound.id, "relevo")
        tell_of_certificate(replaced.id, "relevado")
    elif replaced is not None:
        event = CertificateRenewed(bound.serial, replaced.serial, company is not None)
        events_append([ToLog(event, person, by)], now=now)
        tell_of_certificate(bound.id, "renovado")
    elif not opened:
        events_append([ToLog(CertificateBound(bound.serial, company is not None), person, by)], now=now)
        tell_of_certificate(bound.id, "unido")


def session_end_of(certificate: UUID) -> SessionEnd | None:
    """Why sessions that this certificate opened are over, or None: asked on every page, so one query and no scope."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT accounts_session_end(%s)", [certificate])
        (found,) = cursor.fetchone()
    return SessionEnd(found) if found else None
