"""Roles proposed by one administrator, approved or refused by another, and ended at once by any of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ventanilla.apps.accounts.api import account_of, curp_of, subject_of
from ventanilla.apps.eventlog.api import ToLog, events_append, logged_together, scope
from ventanilla.domain.authority import Actor, GrantFault, GrantState, Role
from ventanilla.domain.authority.events import (
    RoleActivated,
    RoleApproved,
    RoleInvited,
    RoleProposed,
    RoleRefused,
    RoleRevoked,
)
from ventanilla.domain.authority.grant import (
    OPEN,
    TERM_POLICY,
    decision_fault,
    ending_fault,
    longest_term,
    proposal_fault,
    reason_of,
    term_fault,
)
from ventanilla.kernel.acts import Event, SubjectId
from ventanilla.kernel.clock import civil_date
from ventanilla.law import policy

from .invitations import invitation_new, invitations_spend
from .models import RoleGrant, Unit
from .outbox import send_invitation_later, tell_official_later
from .selectors import official_roles

KNOWN = "conocida"  # how a role is activated whose person has an active one already


class NotAdministrator(PermissionError):
    """Whoever acts administers no roles now."""


class GrantNotFound(LookupError):
    """There is no such role or unit."""


class GrantRefused(ValueError):
    """The rules of giving a role say no; ``fault`` says why."""

    def __init__(self, fault: GrantFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Proposal:
    """A role that somebody proposes: for whom, where their invitation is sent, what, where and until when."""

    curp: str
    name: str
    email: str
    role: Role
    unit: str
    post: str
    since: date
    until: date
    reason: str


def grant_propose(proposal: Proposal, *, by: Actor, now: datetime) -> UUID:
    """Propose a role. NotAdministrator, GrantNotFound for no such unit, GrantRefused."""
    with scope(None), logged_together():
        _administrator(by, now)
        # Two that are proposed at once are told apart: the second one finds the first.
        unit = Unit.objects.select_for_update(no_key=True).filter(key=proposal.unit).first()
        if unit is None:
            raise GrantNotFound
        _refuse(_proposal_fault(proposal, unit, by, now))
        row = RoleGrant.objects.create(
            curp=proposal.curp,
            name=proposal.name,
            email=proposal.email,
            role=proposal.role.value,
            unit=unit,
            post=proposal.post,
            since=proposal.since,
            until=proposal.until,
            state=GrantState.PROPUESTA.value,
            reason=reason_of(proposal.reason) or "",
            proposed_by_id=by.owner,
            proposed_at=now,
        )
        log_grant(row, RoleProposed(str(row.id), row.role, row.until), by=by, now=now)
    return row.id


def _proposal_fault(proposal: Proposal, unit: Unit, by: Actor, now: datetime) -> GrantFault | None:
    today = civil_date(now)
    fault = proposal_fault(grantee=proposal.curp, proposer=curp_of(by))
    fault = fault or term_fault(
        proposal.since, proposal.until, on=today, longest=longest_term(policy(TERM_POLICY).value)
    )
    if fault is None and reason_of(proposal.reason) is None:
        fault = GrantFault.SIN_MOTIVO
    same = RoleGrant.objects.filter(
        curp=proposal.curp, role=proposal.role.value, unit=unit, state__in=[state.value for state in OPEN]
    )
    if fault is None and same.filter(since__lte=proposal.until, until__gte=proposal.since).exists():
        fault = GrantFault.YA_TIENE
    return fault


def grant_approve(grant: UUID, *, by: Actor, now: datetime) -> None:
    """The second person says yes: its person is invited, or it counts at once if they have an active role already."""
    with scope(None), logged_together():
        row = _deciding(grant, by, now)
        if row.until < civil_date(now):
            raise GrantRefused(GrantFault.PLAZO_AL_REVES)
        row.decided_by_id, row.decided_at = by.owner, now
        log_grant(row, RoleApproved(str(row.id), row.role, row.until), by=by, now=now)
        account = _account_at_work(row.curp)
        if account is None:
            row.state = GrantState.INVITADA.value
            invite(row, by=by, now=now)
        else:
            row.state, row.account_id, row.activated_at = GrantState.ACTIVA.value, account, now
            log_grant(row, RoleActivated(str(row.id), row.role, KNOWN), by=by, now=now)
            tell_official_later(row.id)
        row.save(update_fields=["state", "account", "decided_by", "decided_at", "activated_at"])


def grant_refuse(grant: UUID, *, reason: str, by: Actor, now: datetime) -> None:
    """The second person says no, and why."""
    said = _said(reason)
    with scope(None), logged_together():
        row = _deciding(grant, by, now)
        _end(row, GrantState.RECHAZADA, said, by=by, now=now)
        log_grant(row, RoleRefused(str(row.id), row.role, said), by=by, now=now)


def grant_revoke(grant: UUID, *, reason: str, by: Actor, now: datetime) -> None:
    """It ends now: at its person's next request it opens nothing. One administrator, and why."""
    said = _said(reason)
    with scope(None), logged_together():
        row = _held(grant, by, now)
        _refuse(ending_fault(GrantState(row.state)))
        active = row.state == GrantState.ACTIVA.value
        _end(row, GrantState.REVOCADA, said, by=by, now=now)
        invitations_spend(row, now=now)
        log_grant(row, RoleRevoked(str(row.id), row.role, said), by=by, now=now)
        if active:
            tell_official_later(row.id)


def grant_invite_again(grant: UUID, *, by: Actor, now: datetime) -> None:
    """A new link for whoever did not use theirs in time; the one before serves no more."""
    with scope(None), logged_together():
        row = _held(grant, by, now)
        if row.state != GrantState.INVITADA.value or row.until < civil_date(now):
            raise GrantRefused(GrantFault.YA_DECIDIDA)
        invitations_spend(row, now=now)
        invite(row, by=by, now=now)


def invite(row: RoleGrant, *, by: Actor, now: datetime) -> None:
    """Make the link of an approved role, and have it sent after the commit."""
    send_invitation_later(invitation_new(row).id)
    log_grant(row, RoleInvited(str(row.id)), by=by, now=now)


def log_grant(row: RoleGrant, event: Event, *, by: Actor, now: datetime) -> None:
    """Tell it in the chain of the unit, and in that of its person where the office knows who they are."""
    account = row.account_id or account_of(row.curp)
    chains = [SubjectId(row.unit.subject)]
    if account is not None:
        chains.append(subject_of(account))
    events_append([ToLog(event, chain, by) for chain in chains], now=now)


def _administrator(by: Actor, now: datetime) -> None:
    if Role.ADMINISTRACION not in official_roles(by, now):
        raise NotAdministrator


def _refuse(fault: GrantFault | None) -> None:
    if fault is not None:
        raise GrantRefused(fault)


def _said(reason: str) -> str:
    said = reason_of(reason)
    if said is None:
        raise GrantRefused(GrantFault.SIN_MOTIVO)
    return said


def _held(grant: UUID, by: Actor, now: datetime) -> RoleGrant:
    _administrator(by, now)
    rows = RoleGrant.objects.select_for_update(no_key=True, of=("self",)).select_related("unit")
    row = rows.filter(id=grant).first()
    if row is None:
        raise GrantNotFound
    return row


def _deciding(grant: UUID, by: Actor, now: datetime) -> RoleGrant:
    row = _held(grant, by, now)
    proposer = RoleGrant.objects.filter(id=grant).values_list("proposed_by__curp", flat=True).get() or ""
    fault = decision_fault(GrantState(row.state), grantee=row.curp, proposer=proposer, decider=curp_of(by))
    _refuse(fault)
    return row


def _end(row: RoleGrant, state: GrantState, reason: str, *, by: Actor, now: datetime) -> None:
    row.state, row.ended_by_id, row.ended_at, row.end_reason = state.value, by.owner, now, reason
    row.save(update_fields=["state", "ended_by", "ended_at", "end_reason"])


def _account_at_work(curp: str) -> UUID | None:
    """The account in which somebody activated a role that was not taken from them."""
    rows = RoleGrant.objects.filter(curp=curp, state=GrantState.ACTIVA.value, account__isnull=False)
    return rows.values_list("account", flat=True).first()
