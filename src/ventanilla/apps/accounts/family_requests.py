"""Asking to act for somebody whom the register does not hold as one's family; and stopping what was confirmed.

Whoever types a CURP is answered the same whosever it is: the population registry is asked after the page, by a job,
and only what it confirms says a name.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from ventanilla.adapters.registry.port import Answer, Filiation, RegistryUnavailable
from ventanilla.apps.eventlog.api import ToLog, events_append, logged_together, scope
from ventanilla.domain.accounts import ACTS, OTHER, DependencyState, KinshipAsked, KinshipConfirmed, KinshipStopped
from ventanilla.domain.authority import SYSTEM, Actor, Assurance, Kinship, Source, Tie
from ventanilla.domain.authority.kinship import longest, majority
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.clock import civil_date

from .family import NotTheirs, decided_ties, holders_of
from .limits import LimitedAct, attempt_allowed
from .models import Account, Dependency
from .outbound import family_register, on_record, population_registry
from .outbox import ask_kinship_later, person_of, tell_family_later
from .people import dependent_subject

LISTED: Final = 20  # requests on the page of whoever asked
OPEN: Final = (DependencyState.PEDIDA.value, DependencyState.EN_REVISION.value)


class OwnCurp(ValueError):
    """Nobody asks to act for themselves."""


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request as whoever made it sees it: the CURP they typed, and no name before it was confirmed."""

    curp: str
    kinship: Kinship
    state: DependencyState
    asked_at: datetime
    reason: str


def kinship_requests_of(actor: Actor) -> tuple[RequestView, ...]:
    """What the human of ``actor`` asked and was not confirmed, the newest first."""
    shown = (*OPEN, DependencyState.RECHAZADA.value)
    with scope(person_of(actor)):
        rows = Dependency.objects.filter(account=actor.owner, state__in=shown).order_by("-asked_at")[:LISTED]
        return tuple(
            RequestView(
                row.curp,
                Kinship(row.kinship),
                # Whether the registry was asked already says nothing to whoever waits.
                DependencyState.EN_REVISION if row.state in OPEN else DependencyState(row.state),
                row.asked_at,
                row.reason,
            )
            for row in rows
        )


def kinship_ask(curp: str, kinship: Kinship, *, by: Actor, now: datetime) -> None:
    """Ask to act for whoever has that CURP (compact, in capitals). OwnCurp, LockedOut.

    The same work and the same answer whosever it is; an open request for the same CURP is left as it is.
    """
    attempt_allowed(LimitedAct.KINSHIP, account_key=str(by.owner), address="")
    with scope(None), transaction.atomic():
        account = Account.objects.get(id=by.owner)
        if account.curp == curp:
            raise OwnCurp
        try:
            with transaction.atomic():
                row = Dependency.objects.create(
                    account=account,
                    person=person_of(by),
                    curp=curp,
                    kinship=kinship.value,
                    state=DependencyState.PEDIDA.value,
                    asked_at=now,
                )
        except IntegrityError:  # it waits already
            return
        events_append([ToLog(KinshipAsked(), person_of(by), by)], now=now)
        ask_kinship_later(row.id)


def kinship_check(dependency: UUID, *, now: datetime) -> DependencyState:
    """Ask the population registry about a request: what it confirms of a minor is confirmed, the rest waits for staff.

    It may not answer: then a document does. Outside any transaction.
    """
    with scope(None):
        row = Dependency.objects.select_related("account").get(id=dependency)
        if DependencyState(row.state) is not DependencyState.PEDIDA or row.account is None:
            return DependencyState(row.state)
        parent = row.account.curp
    answer, filiation = _asked(row.curp, parent)
    with scope(None), logged_together():
        row = Dependency.objects.select_for_update(no_key=True).get(id=dependency)
        if DependencyState(row.state) is not DependencyState.PEDIDA:
            return DependencyState(row.state)
        if answer is not None and answer.standing.in_force and answer.person is not None:
            row.name, row.born = answer.person.name, answer.person.born
        if _confirmed(row, filiation, civil_date(now)) and not _doubted(row):
            adopted = filiation is Filiation.ADOPCION
            row.kinship = (Kinship.ADOPTADO if adopted else Kinship.HIJO).value
            confirm_row(row, Source.POBLACION, None, by=SYSTEM, now=now)
        else:
            row.state = DependencyState.EN_REVISION.value
        row.save()
    return DependencyState(row.state)


def _asked(curp: str, parent: str) -> tuple[Answer | None, Filiation]:
    try:
        return population_registry().ask(curp), population_registry().filiation(curp, parent)
    except RegistryUnavailable:
        return None, Filiation.NO_CONSTA


def _confirmed(row: Dependency, filiation: Filiation, on: date) -> bool:
    """Whether the registry alone is enough: the record of the birth, or of the adoption, of somebody under age."""
    child = Kinship(row.kinship).child and row.born is not None and on < majority(row.born, on)
    return child and filiation in {Filiation.PROGENITOR, Filiation.ADOPCION}


def _doubted(row: Dependency) -> bool:
    """Whether a person stopped, ended or refused this same tie before: no register opens it again by itself."""
    before = Dependency.objects.filter(person=row.person, curp=row.curp).exclude(id=row.id)
    closed = (DependencyState.DETENIDA, DependencyState.TERMINADA, DependencyState.RECHAZADA)
    return before.filter(state__in=[each.value for each in closed]).exists()


def confirm_row(row: Dependency, source: Source, until: date | None, *, by: Actor, now: datetime) -> None:
    """Make ``row`` a tie in force, and tell both; whoever calls holds it and saves it."""
    if row.born is None:
        raise ValueError("nobody's birth is known: there is no tie without it")
    on = civil_date(now)
    row.dependent = subject_of(row.curp)
    row.state, row.source = DependencyState.VIGENTE.value, source.value
    row.since, row.until, row.decided_at, row.stopped_on = on, until, now, None
    last = until or longest(Kinship(row.kinship), row.born, on)
    acts = KinshipConfirmed(ACTS, source.value, last, row.name)
    other = KinshipConfirmed(OTHER, source.value, last, row.account.name if row.account else "")
    chains = [ToLog(acts, SubjectId(row.person), by), ToLog(other, SubjectId(row.dependent), by)]
    events_append(chains, now=now)
    tell_family_later(row.id, "confirmada")


def subject_of(curp: str) -> SubjectId:
    """Who somebody is: as the register has them, as their proved account does, as they were taken before, or new."""
    known = on_record(curp)
    if known is not None:
        return known.subject
    account = Account.objects.filter(curp=curp, proven__gte=Assurance.N2).first()
    if account is not None:
        return SubjectId(account.subject)
    return dependent_subject(curp) or SubjectId(uuid.uuid4())


# -- stopping


def stop_path(dependency: UUID) -> str:
    """The address with which one of the family stops a tie; nobody writes one without the installation's secret."""
    return f"/familia/detener/{dependency}/{_seal(dependency)}"


def _seal(dependency: UUID) -> str:
    return salted_hmac("ventanilla.familia.detener", str(dependency), algorithm="sha256").hexdigest()


def stop_serves(dependency: UUID, seal: str) -> bool:
    """Whether a link would stop something now."""
    if not constant_time_compare(seal, _seal(dependency)):
        return False
    with scope(None):
        return Dependency.objects.filter(id=dependency, state=DependencyState.VIGENTE.value).exists()


def kinship_stop_by_link(dependency: UUID, seal: str, *, now: datetime) -> bool:
    """One of the family disputes a tie: it opens nothing until staff decide. Whether the link served."""
    if not constant_time_compare(seal, _seal(dependency)):
        return False
    with scope(None), logged_together():
        rows = Dependency.objects.select_for_update(no_key=True)
        row = rows.filter(id=dependency, state=DependencyState.VIGENTE.value).first()
        if row is None:
            return False
        stop_row(row, DependencyState.DETENIDA, "", by=SYSTEM, now=now)
        row.save()
    return True


def kinship_dispute(holder: UUID, *, by: Actor, now: datetime) -> None:
    """Whoever is acted for does not agree, from their own account. NotTheirs if ``holder`` may not act for them."""
    own = person_of(by)
    member = next((one for one in holders_of(by, civil_date(now)) if one.tie.holder == holder), None)
    if member is None:
        raise NotTheirs
    with scope(None), logged_together():
        name = Account.objects.values_list("name", "curp").get(id=by.owner)
        row = held_row(member.tie, *name, now=now)
        if row.dependent != own:
            raise NotTheirs
        stop_row(row, DependencyState.DETENIDA, "", by=by, now=now)
        row.save()


def held_row(tie: Tie, name: str, curp: str, *, now: datetime) -> Dependency:
    """The row of a tie, held; a new one where only the register has it. ``name`` and ``curp`` are the dependent's."""
    decided = decided_ties(tie.holder).get(tie.dependent)
    if decided is not None:
        return Dependency.objects.select_for_update(no_key=True).get(id=decided[0].id)
    account = Account.objects.filter(subject=tie.holder).first()
    return Dependency(
        account=account,
        person=tie.holder,
        curp=curp,
        dependent=tie.dependent,
        name=name,
        born=tie.born,
        kinship=tie.kinship.value,
        source=tie.source.value,
        asked_at=now,
        since=tie.since,
        until=tie.until,
    )


def stop_row(row: Dependency, state: DependencyState, reason: str, *, by: Actor, now: datetime) -> None:
    """Stop a tie, and tell both; whoever calls holds the row and saves it after."""
    if row.dependent is None:
        raise ValueError("a tie has two sides")
    row.state, row.reason, row.decided_at, row.stopped_on = state.value, reason, now, civil_date(now)
    ended = state is DependencyState.TERMINADA
    sides: Sequence[tuple[str, UUID, str]] = (
        (ACTS, row.person, row.name),
        (OTHER, row.dependent, row.account.name if row.account else ""),
    )
    events = [ToLog(KinshipStopped(side, ended, name, reason), SubjectId(of), by) for side, of, name in sides]
    events_append(events, now=now)
    tell_family_later(row.id, state.value)


def family_contacts(row: Dependency) -> tuple[str, ...]:
    """The e-mails of whoever else may say that a tie is wrong: the other's own, and who registered them as family."""
    found: list[str] = []
    known = on_record(row.curp)
    if known is not None:
        found += [contact.email for contact in known.contacts]
    subjects = [] if row.dependent is None else [SubjectId(row.dependent)]
    relatives = [one for subject in subjects for one in family_register().holders(subject)]
    for relative in relatives:
        holder = on_record(relative.curp)
        if relative.tie.holder != row.person and holder is not None:
            found += [contact.email for contact in holder.contacts]
    with scope(None):
        people = [*subjects, *(one.tie.holder for one in relatives if one.tie.holder != row.person)]
        accounts = Account.objects.filter(subject__in=people, proven__gte=Assurance.N2, is_active=True)
        found += list(accounts.values_list("email", flat=True))
    return tuple(dict.fromkeys(email for email in found if email))
