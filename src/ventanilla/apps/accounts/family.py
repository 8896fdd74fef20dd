"""Acting for one's child or for a dependent parent: by which ties, and in a session that stays its owner's.

A tie of the register is read each time; one that evidence gave, or that somebody stopped, is a row here and goes
before the register. The session keeps whom its owner acts for, never the leave: that is looked up at every request.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction

from ventanilla.apps.eventlog.api import ToLog, events_append, scope
from ventanilla.domain.accounts import ACTS, OTHER, DependencyState, KinActingBegan, KinActingEnded
from ventanilla.domain.authority import Act, Actor, Assurance, Kinship, Source, Standing, Tie
from ventanilla.domain.authority.kinship import ended_on, last_day, standing, ties_allow, why_ended
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.text import Text

from .models import Account, Dependency
from .outbound import Relative, family_register
from .outbox import person_of

KIN: Final = "familiar"  # in the session: whom its owner acts for
KIN_ENDED: Final = "familiar_termino"  # why that ended, until a page says it
MAX_ROWS: Final = 200  # of one person: what they asked for and what was stopped
DECIDED: Final = (DependencyState.VIGENTE, DependencyState.DETENIDA, DependencyState.TERMINADA)
_STOPPED: Final = {DependencyState.DETENIDA: Standing.DETENIDO, DependencyState.TERMINADA: Standing.TERMINADO}


class NotTheirs(LookupError):
    """Whoever asks may not act for that person, or there is no such person: the same to them."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of one's family. ``name`` and ``curp`` are of the other; ``reason`` of whoever stopped it."""

    name: str
    curp: str
    tie: Tie
    standing: Standing
    reason: str = ""

    @property
    def may(self) -> bool:
        """Whether one may act for them today."""
        return self.standing is Standing.VIGENTE


@dataclass(frozen=True, slots=True)
class Kin:
    """Whom a session acts for, until when."""

    subject: SubjectId
    name: str
    curp: str
    until: date


def tie_of(row: Dependency) -> Tie | None:
    """The tie that a decided row is; None while nobody decided."""
    state = DependencyState(row.state)
    if state not in DECIDED or row.dependent is None or row.born is None or row.since is None:
        return None
    return Tie(
        holder=SubjectId(row.person),
        dependent=SubjectId(row.dependent),
        kinship=Kinship(row.kinship),
        source=Source(row.source),
        born=row.born,
        since=row.since,
        until=row.until,
        stopped=_STOPPED.get(state),
        stopped_on=row.stopped_on,
    )


def family_of(actor: Actor, on: date | None = None) -> tuple[Member, ...]:
    """Everybody whom the human of ``actor`` may act for, or could once: in force first, then the youngest.

    Nobody for an account that nobody proved, or for whoever entered for a company.
    """
    if actor.assurance < Assurance.N2 or (actor.acts_for is not None and not actor.kin):
        return ()
    return _members(person_of(actor), on or settings.VENTANILLA_CLOCK.today())


def family_at_counter(person: SubjectId, on: date) -> tuple[Member, ...]:
    """The same of a person whom an official has identified, with an account or without."""
    return _members(person, on)


def _members(person: SubjectId, on: date) -> tuple[Member, ...]:
    decided = decided_ties(person)
    found = [_registered(one, on) for one in family_register().dependents(person) if one.tie.dependent not in decided]
    for row, tie in decided.values():
        found.append(Member(row.name, row.curp, tie, standing(tie, on), row.reason))
    return tuple(sorted(found, key=lambda each: (not each.may, -each.tie.born.toordinal(), each.name)))


def _registered(one: Relative, on: date) -> Member:
    return Member(one.name, one.curp, one.tie, standing(one.tie, on))


def decided_ties(person: SubjectId) -> dict[SubjectId, tuple[Dependency, Tie]]:
    """What was decided last of each person of somebody's family."""
    with scope(person):
        rows = list(Dependency.objects.filter(person=person).order_by("decided_at", "id")[:MAX_ROWS])
    ties = [(row, tie_of(row)) for row in rows]
    return {tie.dependent: (row, tie) for row, tie in ties if tie is not None}


def holders_of(actor: Actor, on: date | None = None) -> tuple[Member, ...]:
    """Who may act for the human of ``actor`` today: the name is theirs, the tie says until when."""
    if actor.assurance < Assurance.N2:
        return ()
    person, on = person_of(actor), on or settings.VENTANILLA_CLOCK.today()
    with scope(None):
        rows = Dependency.objects.filter(dependent=person).order_by("decided_at", "id").select_related("account")
        decided = {row.person: (row, tie_of(row)) for row in rows[:MAX_ROWS] if tie_of(row) is not None}
    found = [_registered(one, on) for one in family_register().holders(person) if one.tie.holder not in decided]
    for row, tie in decided.values():
        if tie is not None and row.account is not None:
            found.append(Member(row.account.name, row.account.curp, tie, standing(tie, on)))
    return tuple(each for each in found if each.may)


# -- acting


def acting_begin(session: SessionBase, actor: Actor, dependent: UUID, *, key: str, now: datetime) -> None:
    """Go on in the same session, with a new id, for one of one's family. NotTheirs if there is no tie in force.

    ``key`` is where the session keeps its owner (`services.SESSION_KEY`).
    """
    person = person_of(actor)
    member = next((one for one in family_of(actor) if one.may and one.tie.dependent == dependent), None)
    if member is None:
        raise NotTheirs
    by = replace(actor, acts_for=member.tie.dependent, kin=True)
    with scope(None), transaction.atomic():
        _left(session[key].get(KIN), actor, now=now)
        names = {ACTS: (person, member.name), OTHER: (member.tie.dependent, _name_of(actor))}
        events_append([ToLog(KinActingBegan(side, name), of, by) for side, (of, name) in names.items()], now=now)
    session.cycle_key()
    session.pop(KIN_ENDED, None)
    session[key] = session[key] | {
        "seen": int(time.time()),
        KIN: {"subject": str(member.tie.dependent), "name": member.name},
    }
    session.save()


def acting_leave(session: SessionBase, actor: Actor, *, key: str, now: datetime) -> None:
    """Act for oneself again, with a new session id; nothing where one did already."""
    kept = session[key].get(KIN)
    if kept is None:
        return
    with scope(None), transaction.atomic():
        _left(kept, actor, now=now)
    _own_again(session, key)
    session.save()


def _own_again(session: SessionBase, key: str) -> None:
    session.cycle_key()
    session[key] = {name: value for name, value in session[key].items() if name != KIN}


def _left(kept: dict[str, Any] | None, actor: Actor, *, now: datetime) -> None:
    if kept is None:
        return
    other = SubjectId(UUID(kept["subject"]))
    by = replace(actor, acts_for=other, kin=True)
    names = {ACTS: (person_of(actor), kept["name"]), OTHER: (other, _name_of(actor))}
    events_append([ToLog(KinActingEnded(side, "", name), of, by) for side, (of, name) in names.items()], now=now)


def _name_of(actor: Actor) -> str:
    return Account.objects.values_list("name", flat=True).get(id=actor.owner)


def acting_now(session: SessionBase, actor: Actor, *, key: str) -> Kin | None:
    """Whom this session acts for, looked up again: a tie that is over ends it, and the next page says why."""
    kept = session[key].get(KIN)
    if kept is None:
        return None
    on = settings.VENTANILLA_CLOCK.today()
    subject = UUID(kept["subject"])
    member = next((one for one in family_of(actor, on) if one.tie.dependent == subject), None)
    if member is not None and ties_allow(member.tie, Act.SEE, on):
        until = last_day(member.tie, on)
        if until is not None:
            return Kin(member.tie.dependent, member.name, member.curp, until)
    how = member.standing if member is not None else Standing.SIN_VINCULO
    day = ended_on(member.tie, on) if member is not None else on
    _own_again(session, key)
    session[KIN_ENDED] = {"how": how.value, "name": kept["name"], "on": day.isoformat()}
    return None


def kin_ended(session: SessionBase) -> Text | None:
    """Why this session acts no longer for somebody, said once: whoever asks shows it."""
    kept = session.pop(KIN_ENDED, None)
    if kept is None:
        return None
    return why_ended(Standing(kept["how"]), kept["name"], date.fromisoformat(kept["on"]))
