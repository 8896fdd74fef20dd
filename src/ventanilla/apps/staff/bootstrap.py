"""The first administrators, named by the operator of the installation: nobody inside could."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Q, QuerySet

from ventanilla.apps.eventlog.api import ToLog, events_append, logged_together, scope
from ventanilla.domain.authority import SYSTEM, GrantState, Role
from ventanilla.domain.authority.events import AdministratorsNamed, UnitDeclared
from ventanilla.domain.authority.grant import TERM_POLICY, longest_term, reason_of
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.clock import civil_date
from ventanilla.law import policy

from .grants import invite
from .models import RoleGrant, Unit
from .units import unit_declare

FIRST: Final = 2  # administrators: with one nothing could be approved


class AdministratorsExist(ValueError):
    """There are administrators already: they name the others, unless a written reason says why not."""


class TooFewNamed(ValueError):
    """Two different people at least."""


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody who is named an administrator, and where their invitation is sent."""

    curp: str
    name: str
    email: str
    post: str


def administrators_name(
    people: tuple[Named, ...], *, unit: str, operator: str, forced: str = "", now: datetime
) -> tuple[uuid.UUID, ...]:
    """Invite ``people`` to administer roles; their ids. AdministratorsExist, TooFewNamed, LookupError for no unit.

    ``operator`` is who gives the command; ``forced`` is why, where there are administrators already.
    """
    reason = reason_of(forced) or ""
    today = civil_date(now)
    with scope(None), logged_together():
        # One command after another: the second finds whom the first named.
        list(Unit.objects.select_for_update(no_key=True).order_by("key"))
        where = Unit.objects.filter(key=unit).first()
        if where is None:
            raise LookupError(unit)
        exist = _administrators(now).exists()
        if exist and not reason:
            raise AdministratorsExist
        if len({one.curp for one in people}) < (1 if exist else FIRST):
            raise TooFewNamed
        event = AdministratorsNamed(len(people), exist, operator, reason)
        events_append([ToLog(event, SubjectId(where.subject), SYSTEM)], now=now)
        rows = [
            RoleGrant.objects.create(
                curp=one.curp,
                name=one.name,
                email=one.email,
                role=Role.ADMINISTRACION.value,
                unit=where,
                post=one.post,
                since=today,
                until=today + longest_term(policy(TERM_POLICY).value),
                state=GrantState.INVITADA.value,
                reason=reason,
                proposed_at=now,
            )
            for one in people
        ]
        for row in rows:
            invite(row, by=SYSTEM, now=now)
    return tuple(row.id for row in rows)


def unit_name(*, key: str, name: str, operator: str, now: datetime) -> None:
    """Declare a unit, or give it another name; the log says who did."""
    with scope(None), logged_together():
        unit_declare(key=key, name=name)
        subject = SubjectId(Unit.objects.values_list("subject", flat=True).get(key=key))
        events_append([ToLog(UnitDeclared(name, operator), subject, SYSTEM)], now=now)


def _administrators(now: datetime) -> QuerySet[RoleGrant]:
    """Whoever administers now, or still may activate that role."""
    today = civil_date(now)
    rows = RoleGrant.objects.filter(role=Role.ADMINISTRACION.value, until__gte=today)
    living = Q(invitations__used_at=None, invitations__expires__gt=int(time.time()))
    return rows.filter(Q(state=GrantState.ACTIVA.value) | (Q(state=GrantState.INVITADA.value) & living))
