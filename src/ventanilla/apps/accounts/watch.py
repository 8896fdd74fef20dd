"""What time and the authority do to bound certificates: they come to their end, or are revoked."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from ventanilla.apps.eventlog.api import ToLog, events_append, scope
from ventanilla.apps.signatures.api import certificate_standing
from ventanilla.domain.accounts import (
    CHECK_POLICY,
    WARNINGS,
    CertificateEnding,
    CertificateExpired,
    CertificateRevoked,
    CertificateState,
    check_interval,
    days_left,
    warning_due,
)
from ventanilla.domain.authority import SYSTEM
from ventanilla.domain.signing.revocation import RevocationEvidence, RevocationState
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.clock import civil_date
from ventanilla.law import policy

from .models import Certificate
from .outbox import tell_of_certificate
from .sessions import ABSOLUTE_SECONDS

MAX_ENDINGS: Final = 1000  # certificates warned of in one run; the next run goes on
MAX_CHECKS: Final = 200  # certificates asked about in one run
MAX_UNANSWERED: Final = 5  # questions in a row without an answer: the authority is down, so the run ends
IN_USE: Final = (CertificateState.VIGENTE.value, CertificateState.REEMPLAZADO.value)


def certificates_warn(*, now: datetime) -> int:
    """Tell the owners of certificates in force that they come to their end, once for each threshold; how many were."""
    near = Q()
    for days in WARNINGS:
        near |= Q(not_after__lt=now + timedelta(days=days + 1)) & (Q(warned=None) | Q(warned__gt=days))
    due = near | Q(not_after__lte=now)
    with scope(None):
        found = Certificate.objects.filter(due, state=CertificateState.VIGENTE.value).order_by("not_after", "id")
        ids = list(found.values_list("id", flat=True)[:MAX_ENDINGS])
    return sum(certificate_warn(one, now=now) for one in ids)


def certificate_warn(certificate: UUID, *, now: datetime) -> bool:
    """Warn of one certificate, or note that it expired; False where there was nothing to say."""
    with scope(None), transaction.atomic():
        row = Certificate.objects.select_for_update(no_key=True).get(id=certificate)
        if row.state != CertificateState.VIGENTE.value:
            return False
        until = civil_date(row.not_after)
        left = days_left(row.not_after, now)
        due = warning_due(left, row.warned)
        if row.not_after <= now:
            row.state, notice = CertificateState.VENCIDO.value, "vencido"
            event: CertificateExpired | CertificateEnding = CertificateExpired(row.serial, until)
        elif due is not None:
            row.warned, notice = due, f"vence-{due}"
            event = CertificateEnding(row.serial, left, until)
        else:
            return False
        row.save(update_fields=["state", "warned"])
        events_append([ToLog(event, SubjectId(row.person), SYSTEM)], now=now)
        tell_of_certificate(row.id, notice)
    return True


def certificates_recheck(*, now: datetime) -> int:
    """Ask the authorities again about the e.firmas that may have a session open; how many are revoked.

    An authority that does not answer changes nothing.
    """
    before = now - check_interval(policy(CHECK_POLICY).value)
    with scope(None):
        used = Certificate.objects.filter(state__in=IN_USE, used_at__gt=now - timedelta(seconds=ABSOLUTE_SECONDS))
        due = used.filter(Q(checked_at=None) | Q(checked_at__lte=before)).order_by("checked_at", "id")
        asked = [(one, bytes(der)) for one, der in due.values_list("id", "der")[:MAX_CHECKS]]
    revoked = unanswered = 0
    for certificate, der in asked:
        evidence = certificate_standing(der, now=now)
        unanswered = unanswered + 1 if evidence.state is RevocationState.INDETERMINADA else 0
        if unanswered >= MAX_UNANSWERED:
            break
        revoked += certificate_settle(certificate, evidence, now=now)
    return revoked


def certificate_settle(certificate: UUID, evidence: RevocationEvidence, *, now: datetime) -> bool:
    """Take what an authority said of a bound certificate: True if it is now known to be revoked.

    Every session it opened is over from this commit on (``services.visit_of``).
    """
    with scope(None), transaction.atomic():
        row = Certificate.objects.select_for_update(no_key=True).get(id=certificate)
        if row.state not in IN_USE or evidence.state is RevocationState.INDETERMINADA:
            return False
        if evidence.state is RevocationState.VIGENTE:
            row.checked_at = now
            row.save(update_fields=["checked_at"])
            return False
        row.state, row.revoked_at = CertificateState.REVOCADO.value, evidence.revoked_at or now
        row.save(update_fields=["state", "revoked_at"])
        event = CertificateRevoked(row.serial, civil_date(row.revoked_at))
        events_append([ToLog(event, SubjectId(row.person), SYSTEM)], now=now)
        tell_of_certificate(row.id, "revocado")
    return True
