"""Binding the certificate of a sign-in to its account: the first, one more, a renewed one, a new representative's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from ventanilla.apps.eventlog.api import ToLog, events_append
from ventanilla.apps.mandates.api import representatives_relieve, represented_by_another
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

from .models import Account, Certificate, CertificateAcceptance, CertificateConflict, Company, RepresentativeChange
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


def conflict_of(curp: str, rfc: str, sha256: str) -> tuple[BindingFault, Account] | None:
    """Whose certificates agree with this human's CURP or RFC, and not with both; None where everything agrees.

    Only what certificates proved counts: an RFC that somebody typed keeps nobody out. The one that counts is the last;
    an official may have accepted that this very certificate brings another.
    """
    last = Certificate.objects.filter(account__curp=curp).select_related("account").order_by("-bound_at").first()
    accepted = CertificateAcceptance.objects.filter(conflict__sha256=sha256)
    if last is not None and last.rfc != rfc and not accepted.exists():
        return BindingFault.OTRO_RFC, last.account
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


def refusal_of(presented: Presented, *, curp: str, company: Company | None) -> BindingFault | None:
    """Why a certificate that is in conflict with nobody may still not enter; None if it may.

    Nobody else binds a certificate of this company or of this human until the transaction ends.
    """
    if company is not None:
        Company.objects.select_for_update(no_key=True).get(subject=company.subject)
    Account.objects.select_for_update(no_key=True).filter(curp=curp).first()
    known = Certificate.objects.select_for_update(no_key=True).filter(sha256=presented.sha256).first()
    if known is not None and known.state == CertificateState.REVOCADO.value:
        return BindingFault.REVOCADA
    if company is None:
        return None
    person = Account.objects.filter(curp=curp).values_list("subject", flat=True).first()
    if represented_by_another(SubjectId(company.subject), person, presented.not_before):
        return BindingFault.RELEVADO
    if company.changes.filter(state=ChangeState.RECHAZADO.value, new__account__curp=curp).exists():
        return BindingFault.RECHAZADO
    current = _in_force(Certificate.objects.filter(company_rfc=company.rfc))
    if current is None or current.account.curp == curp or presented.not_before > current.not_before:
        return None
    return BindingFault.RELEVADO


def _in_force(history: QuerySet[Certificate]) -> Certificate | None:
    """The one in force, held: the authority's answer about it may be being noted now."""
    return history.select_for_update(no_key=True).filter(state=CertificateState.VIGENTE.value).first()


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
    """Bind a certificate that ``refusal_of`` let in, or note that one already bound was used.

    A later one takes the place of the one in force, whoever held it; an older one joins the history. ``opened`` says
    that the account is as new as this; ``checked``, that the authority said that the certificate is in force.
    """
    known = Certificate.objects.filter(sha256=presented.sha256).first()
    if known is not None:
        known.used_at, known.checked_at = now, now if checked else known.checked_at
        known.save(update_fields=["used_at", "checked_at"])
        return known
    history = (
        Certificate.objects.filter(company_rfc=company.rfc) if company else account.certificates.filter(company_rfc="")
    )
    current = _in_force(history)
    newest = current is None or presented.not_before > current.not_before
    before = (current or history.order_by("-not_before").first()) if newest else None
    if before is not None:
        if current is not None:
            before.state = CertificateState.REEMPLAZADO.value
        before.replaced_at = now
        before.save(update_fields=["state", "replaced_at"])
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
    _tell(bound, before, company, opened=opened, by=by, now=now)
    if company is not None and newest:
        keep, newer = SubjectId(account.subject), presented.not_before
        representatives_relieve(SubjectId(company.subject), keep=keep, newer=newer, by=by, now=now)
    return bound


def _tell(
    bound: Certificate, before: Certificate | None, company: Company | None, *, opened: bool, by: Actor, now: datetime
) -> None:
    """The log of everybody concerned, and their e-mail. ``before`` is whose place was taken, ended or not."""
    person = SubjectId(bound.person)
    if before is not None and company is not None and before.account_id != bound.account_id:
        RepresentativeChange.objects.create(company=company, new=bound, previous=before, opened_at=now)
        sides = {"nuevo": bound.person, "anterior": before.person, "empresa": company.subject}
        told = [ToLog(RepresentativeChanged(side), SubjectId(subject), by) for side, subject in sides.items()]
        events_append(told, now=now)
        tell_of_certificate(bound.id, "relevo")
        tell_of_certificate(before.id, "relevado")
    elif before is not None and bound.not_before > before.not_before:
        event = CertificateRenewed(bound.serial, before.serial, company is not None)
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
