"""Certificates that agreed with an account in part: staff see them, and accept one whose RFC was corrected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from ventanilla.apps.eventlog.api import ToLog, events_append, scope
from ventanilla.domain.accounts import BindingFault, CertificateAccepted
from ventanilla.domain.authority import Actor
from ventanilla.kernel.acts import SubjectId

from .models import CertificateAcceptance, CertificateConflict
from .outbox import tell_account
from .representatives import LISTED, AlreadyDecided, ChangeNotFound, reason_said


@dataclass(frozen=True, slots=True)
class ConflictView:
    """A certificate turned away because it agreed with ``name``'s account in the CURP or the RFC alone.

    ``accepted_at`` is when an official accepted it; ``may_accept``: that they still can.
    """

    id: int
    name: str
    serial: str
    fault: str
    at: datetime
    person: SubjectId
    accepted_at: datetime | None
    may_accept: bool


def certificate_conflicts(official: Actor) -> tuple[ConflictView, ...]:
    """The certificates turned away, the newest first, but one's own."""
    with scope(None):
        rows = CertificateConflict.objects.select_related("account", "acceptance").exclude(account=official.owner)
        return tuple(_view(row) for row in rows.order_by("-at")[:LISTED])


def _view(row: CertificateConflict) -> ConflictView:
    accepted = getattr(row, "acceptance", None)
    return ConflictView(
        id=row.pk,
        name=row.account.name,
        serial=row.serial,
        fault=row.fault,
        at=row.at,
        person=SubjectId(row.account.subject),
        accepted_at=accepted.at if accepted else None,
        may_accept=accepted is None and row.fault == BindingFault.OTRO_RFC.value,
    )


def certificate_accept(conflict: int, *, reason: str, by: Actor, now: datetime) -> None:
    """The authority corrected the RFC of a person: their certificate enters from now on, and its RFC is the account's.

    Only where the CURP is the account's own; a CURP that changed is corrected in the registers first. ChangeNotFound,
    also for one's own; ReasonMissing; AlreadyDecided.
    """
    said = reason_said(reason)
    with scope(None), transaction.atomic():
        row = CertificateConflict.objects.filter(id=conflict).first()
        if row is None or row.account_id == by.owner or row.fault != BindingFault.OTRO_RFC.value:
            raise ChangeNotFound
        accepted = {"accepted_by_id": by.owner, "at": now, "reason": said}
        _, new = CertificateAcceptance.objects.get_or_create(conflict=row, defaults=accepted)
        if not new:
            raise AlreadyDecided
        events_append([ToLog(CertificateAccepted(row.serial, said), SubjectId(row.account.subject), by)], now=now)
        tell_account(row.account_id)
