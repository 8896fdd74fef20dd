"""Changes of a company's representative, as staff review them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from ventanilla.apps.eventlog.api import ToLog, events_append, logged_together, scope
from ventanilla.domain.accounts import (
    CertificateState,
    ChangeState,
    RepresentativeConfirmed,
    RepresentativeRejected,
)
from ventanilla.domain.authority import Actor
from ventanilla.kernel.acts import Event, SubjectId

from .models import Certificate, Company, RepresentativeChange
from .outbox import tell_of_certificate

LISTED: Final = 100  # changes, and conflicts, on the page
MAX_REASON: Final = 500  # characters


class ChangeNotFound(LookupError):
    """There is no such change, or whoever asks is a party to it."""


class AlreadyDecided(ValueError):
    """The change is already as it was asked to be, or was confirmed for good."""


class ReasonMissing(ValueError):
    """A rejection without a reason, or with one too long."""


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change of representative: whose company, from whom to whom, and what was said of it."""

    id: UUID
    company: str
    company_rfc: str
    previous: str
    new: str
    serial: str
    opened_at: datetime
    state: ChangeState
    decided_at: datetime | None
    reason: str
    people: tuple[SubjectId, ...] = ()  # whose names these are


def representative_changes_for(official: Actor) -> tuple[ChangeView, ...]:
    """The changes that ``official`` may review: what waits first, the oldest before; then what was decided."""
    with scope(None):
        rows = RepresentativeChange.objects.select_related("company", "new__account", "previous__account")
        others = rows.exclude(new__account=official.owner).exclude(previous__account=official.owner)
        pending = others.filter(state=ChangeState.PENDIENTE.value).order_by("opened_at")[:LISTED]
        decided = others.exclude(state=ChangeState.PENDIENTE.value).order_by("-decided_at")[:LISTED]
        return tuple(_view(row) for row in (*pending, *decided))


def _view(row: RepresentativeChange) -> ChangeView:
    return ChangeView(
        id=row.id,
        company=row.company.name,
        company_rfc=row.company.rfc,
        previous=row.previous.account.name,
        new=row.new.account.name,
        serial=row.new.serial,
        opened_at=row.opened_at,
        state=ChangeState(row.state),
        decided_at=row.decided_at,
        reason=row.reason,
        people=tuple(SubjectId(one.account.subject) for one in (row.previous, row.new)),
    )


def reason_said(typed: str) -> str:
    """The reason of an official, as it is kept and told; ReasonMissing for none, or one too long."""
    said = " ".join(typed.split())
    if not said or len(said) > MAX_REASON:
        raise ReasonMissing
    return said


def representative_change_confirm(change: UUID, *, by: Actor, now: datetime) -> None:
    """The new representative is the company's. It also lifts a rejection. ChangeNotFound, AlreadyDecided."""
    with scope(None), logged_together():
        row = _open_change(change, by, unless={ChangeState.CONFIRMADO})
        _decide(row, ChangeState.CONFIRMADO, "", by=by, now=now)
        _log(row, RepresentativeConfirmed, by=by, now=now)


def representative_change_reject(change: UUID, *, reason: str, by: Actor, now: datetime) -> None:
    """The new representative may not act for the company from now on. ReasonMissing, and as above."""
    said = reason_said(reason)
    with scope(None), logged_together():
        row = _open_change(change, by, unless={ChangeState.CONFIRMADO, ChangeState.RECHAZADO})
        _decide(row, ChangeState.RECHAZADO, said, by=by, now=now)
        _log(row, lambda side: RepresentativeRejected(side, said), by=by, now=now)


def _open_change(change: UUID, by: Actor, unless: set[ChangeState]) -> RepresentativeChange:
    found = RepresentativeChange.objects.filter(id=change).values_list("company", flat=True).first()
    if found is None:
        raise ChangeNotFound
    # Whoever binds a certificate of the company holds it, too.
    Company.objects.select_for_update(no_key=True).get(subject=found)
    row = RepresentativeChange.objects.select_related("company", "new", "previous").get(id=change)
    if by.owner in {row.new.account_id, row.previous.account_id}:
        raise ChangeNotFound
    if ChangeState(row.state) in unless:
        raise AlreadyDecided
    return row


def _decide(row: RepresentativeChange, state: ChangeState, reason: str, *, by: Actor, now: datetime) -> None:
    row.state, row.reason, row.decided_at, row.decided_by_id = state.value, reason, now, by.owner
    row.save(update_fields=["state", "reason", "decided_at", "decided_by"])
    _settle(row.company, now=now)
    notice = f"{state.value}-{int(now.timestamp())}"
    tell_of_certificate(row.new_id, notice)
    tell_of_certificate(row.previous_id, notice)


def _settle(company: Company, *, now: datetime) -> None:
    """Which certificate represents the company: the latest of whoever was not rejected."""
    rejected = RepresentativeChange.objects.filter(company=company, state=ChangeState.RECHAZADO.value)
    standing = Certificate.objects.filter(
        company_rfc=company.rfc, state__in=(CertificateState.VIGENTE.value, CertificateState.REEMPLAZADO.value)
    )
    able = standing.filter(not_after__gt=now).exclude(account__in=rejected.values("new__account"))
    best = able.select_for_update(no_key=True).order_by("-not_before", "-bound_at").first()
    if best is not None and best.state == CertificateState.VIGENTE.value:
        return
    in_force = standing.filter(state=CertificateState.VIGENTE.value)
    in_force.update(state=CertificateState.REEMPLAZADO.value, replaced_at=now)
    if best is not None:
        best.state, best.replaced_at = CertificateState.VIGENTE.value, None
        best.save(update_fields=["state", "replaced_at"])


def _log(row: RepresentativeChange, event: Callable[[str], Event], *, by: Actor, now: datetime) -> None:
    sides = {"nuevo": row.new.person, "anterior": row.previous.person, "empresa": row.company.subject}
    events_append([ToLog(event(side), SubjectId(subject), by) for side, subject in sides.items()], now=now)
