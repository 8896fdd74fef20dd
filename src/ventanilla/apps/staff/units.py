"""Units, as the operator declares them; and the officials that a demonstration begins with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ventanilla.domain.authority import GrantState, Role

from .models import RoleGrant, Unit


@dataclass(frozen=True, slots=True)
class Appointed:
    """Somebody who works here from the beginning: their account, and what they do, where and until when."""

    account: UUID
    curp: str
    name: str
    role: Role
    unit: str
    post: str
    since: date
    until: date


def unit_declare(*, key: str, name: str) -> None:
    """A unit called ``key``; one that is there already takes the new name. Within a transaction."""
    Unit.objects.update_or_create(key=key, defaults={"name": name})


def officials_load(appointed: list[Appointed], *, now: datetime) -> None:
    """Write the officials of a demonstration, as if their roles had been proposed, approved and activated."""
    RoleGrant.objects.bulk_create(
        RoleGrant(
            account_id=one.account,
            curp=one.curp,
            name=one.name,
            role=one.role.value,
            unit_id=one.unit,
            post=one.post,
            since=one.since,
            until=one.until,
            state=GrantState.ACTIVA.value,
            proposed_at=now,
            decided_at=now,
            activated_at=now,
        )
        for one in appointed
    )
