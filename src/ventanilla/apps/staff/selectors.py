"""What the pages and the guard read of who works here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.authority import Actor, Grant, GrantState, Role, grant_in_force, roles_in_force
from ventanilla.domain.authority.grant import OPEN, ends_soon
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.clock import civil_date

from .models import RoleGrant, Unit

LISTED: Final = 200  # roles on the page


@dataclass(frozen=True, slots=True)
class UnitView:
    """A part of the institution."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class GrantView:
    """A role as staff see it. ``proposed_by`` "" is the operator; ``ended_by`` is who refused or revoked it."""

    id: UUID
    name: str
    curp: str
    email: str
    role: Role
    unit: str
    post: str
    since: date
    until: date
    state: GrantState
    in_force: bool
    over: bool
    ending: bool
    reason: str
    proposed_by: str
    proposed_at: datetime
    decided_by: str
    decided_at: datetime | None
    activated_at: datetime | None
    ended_by: str
    ended_at: datetime | None
    end_reason: str
    people: tuple[UUID, ...]  # whose names it shows
    mine: bool  # it is for whoever asks
    proposed_by_me: bool


def person_of(actor: Actor) -> SubjectId:
    """The human who asks. LookupError for a job of the office, which is nobody."""
    if actor.person is None:
        raise LookupError("a job of the office is nobody")
    return actor.person


def grant_of(row: RoleGrant) -> Grant:
    """A row as the rules read it."""
    return Grant(Role(row.role), row.since, row.until, GrantState(row.state))


def official_roles(actor: Actor, now: datetime) -> frozenset[Role]:
    """What an official may do now, whenever they signed in; nothing, for everybody else."""
    with scope(person_of(actor)):
        rows = RoleGrant.objects.filter(account=actor.owner, state=GrantState.ACTIVA.value)
        rows = rows.only("role", "since", "until", "state")  # asked on every page of staff
        return roles_in_force(map(grant_of, rows), civil_date(now))


def official_place(actor: Actor, now: datetime) -> tuple[str, str]:
    """The post of an official as it is now, and the unit it is in; "" and "" for everybody else."""
    today = civil_date(now)
    with scope(person_of(actor)):
        rows = RoleGrant.objects.filter(account=actor.owner, state=GrantState.ACTIVA.value).select_related("unit")
        found = [row for row in rows.order_by("-since") if grant_in_force(grant_of(row), today)]
    return (found[0].post, found[0].unit.name) if found else ("", "")


def officials_among(accounts: Iterable[UUID]) -> frozenset[UUID]:
    """Which of ``accounts`` are, or were, of somebody of the office: what they do for it is the office's to others."""
    asked = set(accounts)
    if not asked:
        return frozenset()
    with scope(None):
        rows = RoleGrant.objects.filter(account__in=asked).exclude(activated_at=None)
        return frozenset(rows.values_list("account_id", flat=True))


def official_post(actor: Actor, role: Role, now: datetime) -> tuple[str, str] | None:
    """The post and the unit in which somebody has ``role`` now; None where they do not."""
    today = civil_date(now)
    with scope(person_of(actor)):
        rows = RoleGrant.objects.filter(account=actor.owner, role=role.value, state=GrantState.ACTIVA.value)
        found = [row for row in rows.select_related("unit").order_by("-since") if grant_in_force(grant_of(row), today)]
    return (found[0].post, found[0].unit.name) if found else None


def post_invited(curp: str, now: datetime) -> str:
    """The post that somebody has or was invited to, "" for everybody else; for whoever proved that CURP."""
    with scope(None):
        rows = RoleGrant.objects.filter(
            curp=curp, state__in=(GrantState.INVITADA.value, GrantState.ACTIVA.value), until__gte=civil_date(now)
        )
        return rows.order_by("-since").values_list("post", flat=True).first() or ""


def units() -> tuple[UnitView, ...]:
    """Every unit, by its name."""
    return tuple(UnitView(row.key, row.name) for row in Unit.objects.order_by("name"))


def grants_of(actor: Actor, now: datetime) -> tuple[GrantView, ...]:
    """The roles of whoever asks: those in force first, then what is coming and what ended."""
    with scope(None):
        found = [_view(row, actor, now) for row in _rows().filter(account=actor.owner).order_by("-until")[:LISTED]]
    return tuple(sorted(found, key=lambda one: not one.in_force))


def grants_all(official: Actor, now: datetime) -> tuple[GrantView, ...]:
    """The roles of everybody, for an administrator: to be decided, open, then what ended; at most `LISTED` of each."""
    today = civil_date(now)
    with scope(None):
        waiting = _rows().filter(state=GrantState.PROPUESTA.value).order_by("proposed_at")[:LISTED]
        going = _rows().filter(state__in=(GrantState.INVITADA.value, GrantState.ACTIVA.value), until__gte=today)
        closed = _rows().exclude(state__in=[state.value for state in OPEN])
        over = _rows().filter(state__in=(GrantState.INVITADA.value, GrantState.ACTIVA.value), until__lt=today)
        ended = (closed | over).order_by("-until")
        rows = [*waiting, *going.order_by("until")[:LISTED], *ended[:LISTED]]
        return tuple(_view(row, official, now) for row in rows)


def grant_for(official: Actor, grant: UUID, now: datetime) -> GrantView | None:
    """One role, for an administrator; None if there is none."""
    with scope(None):
        row = _rows().filter(id=grant).first()
        return None if row is None else _view(row, official, now)


def _rows() -> QuerySet[RoleGrant]:
    return RoleGrant.objects.select_related("unit", "account", "proposed_by", "decided_by", "ended_by")


def _view(row: RoleGrant, actor: Actor, now: datetime) -> GrantView:
    today, grant = civil_date(now), grant_of(row)
    return GrantView(
        id=row.id,
        name=row.account.name if row.account else row.name,
        curp=row.curp,
        email=row.email,
        role=grant.role,
        unit=row.unit.name,
        post=row.post,
        since=row.since,
        until=row.until,
        state=grant.state,
        in_force=grant_in_force(grant, today),
        over=grant.state in OPEN and row.until < today,
        ending=ends_soon(grant, today),
        reason=row.reason,
        proposed_by=row.proposed_by.name if row.proposed_by else "",
        proposed_at=row.proposed_at,
        decided_by=row.decided_by.name if row.decided_by else "",
        decided_at=row.decided_at,
        activated_at=row.activated_at,
        ended_by=row.ended_by.name if row.ended_by else "",
        ended_at=row.ended_at,
        end_reason=row.end_reason,
        people=tuple(
            one.subject for one in (row.account, row.proposed_by, row.decided_by, row.ended_by) if one is not None
        ),
        mine=row.account_id == actor.owner,
        proposed_by_me=row.proposed_by_id == actor.owner,
    )
