"""What staff decide of families: which document was seen, until when it counts, or why not; and the end of a tie.

No official sees or decides anything of their own family.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from ventanilla.adapters.registry.port import RegistryUnavailable, Standing
from ventanilla.apps.eventlog.api import ToLog, events_append, logged_together, scope
from ventanilla.domain.accounts import DependencyState, KinshipRefused
from ventanilla.domain.authority import Actor, Document, Kinship, Source
from ventanilla.domain.authority.kinship import longest
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.clock import civil_date

from .family import decided_ties, tie_of
from .family_requests import confirm_row, held_row, stop_row, subject_of
from .models import Account, Dependency
from .outbound import family_register, on_record, population_registry
from .outbox import person_of, tell_family_later

LISTED: Final = 100  # requests on the page
MAX_REASON: Final = 500  # characters
WAITING: Final = (DependencyState.EN_REVISION, DependencyState.DETENIDA)
STANDING: Final = (DependencyState.VIGENTE, DependencyState.TERMINADA, DependencyState.RECHAZADA)


class KinshipNotFound(LookupError):
    """There is no such request or tie, or whoever asks is of that family: the same to them."""


class KinshipDecided(ValueError):
    """It was decided meanwhile."""


class KinshipReasonMissing(ValueError):
    """A refusal or an end without a reason, or with one too long."""


class DocumentWrong(ValueError):
    """The document chosen cannot prove that kinship."""


class UntilWrong(ValueError):
    """The last day is past, or later than the law or the policy lets; ``latest`` is the last one possible."""

    def __init__(self, latest: date) -> None:
        super().__init__("no such last day")
        self.latest = latest


class UnknownPerson(ValueError):
    """The population registry does not vouch for the CURP, so nobody knows whose age would end it."""


@dataclass(frozen=True, slots=True)
class DependencyView:
    """A request or a tie as staff see it."""

    id: UUID
    holder: str
    holder_curp: str
    name: str
    curp: str
    born: date | None
    kinship: Kinship
    state: DependencyState
    source: str
    asked_at: datetime
    until: date | None
    latest: date | None
    document: str
    decided_at: datetime | None
    reason: str
    people: tuple[UUID, ...]  # whose names it shows


def kinships_for(official: Actor, on: date) -> tuple[DependencyView, ...]:
    """What ``official`` may review: what waits first, the oldest before; then what was decided, the newest before."""
    own = _own_family(official)
    with scope(None):
        rows = Dependency.objects.select_related("account")
        waiting = rows.filter(state__in=[each.value for each in WAITING]).order_by("asked_at", "id")[:LISTED]
        decided = rows.filter(state__in=[each.value for each in STANDING]).order_by("-decided_at", "id")[:LISTED]
        return tuple(_view(row, on) for row in (*waiting, *decided) if not _is_own(row, own))


def _view(row: Dependency, on: date) -> DependencyView:
    kinship = Kinship(row.kinship)
    return DependencyView(
        id=row.id,
        holder=row.account.name if row.account else "",
        holder_curp=row.account.curp if row.account else "",
        name=row.name,
        curp=row.curp,
        born=row.born,
        kinship=kinship,
        state=DependencyState(row.state),
        source=row.source,
        asked_at=row.asked_at,
        until=row.until or (longest(kinship, row.born, on) if row.born and kinship.child else None),
        latest=longest(kinship, row.born, on) if row.born else None,
        document=row.document,
        decided_at=row.decided_at,
        reason=row.reason,
        people=(row.person, *((row.dependent,) if row.dependent else ())),
    )


def _own_family(official: Actor) -> frozenset[str]:
    """The CURPs of an official and of everybody whom any register, or anybody, takes for their family."""
    person = person_of(official)
    with scope(None):
        own = Account.objects.values_list("curp", flat=True).get(id=official.owner)
        asked = Dependency.objects.filter(person=person).values_list("curp", flat=True)
        by_them = Dependency.objects.filter(curp=own).exclude(account=None).values_list("account__curp", flat=True)
        curps = {own, *asked, *by_them}
    family = family_register()
    curps |= {one.curp for one in (*family.dependents(person), *family.holders(person))}
    return frozenset(curps)


def own_family(official: Actor) -> frozenset[UUID]:
    """An official and everybody whom any register, or anybody, takes for their family, as the registers call them."""
    curps = _own_family(official)
    with scope(None):
        found = set(Account.objects.filter(curp__in=curps).values_list("subject", flat=True))
        known = Dependency.objects.filter(curp__in=curps).exclude(dependent=None)
        found |= {one for one in known.values_list("dependent", flat=True) if one is not None}
    registered = (on_record(curp) for curp in curps)
    return frozenset(found | {one.subject for one in registered if one is not None})


def _is_own(row: Dependency, own: frozenset[str]) -> bool:
    return row.curp in own or (row.account is not None and row.account.curp in own)


def _held(dependency: UUID, by: Actor, states: frozenset[DependencyState]) -> Dependency:
    own = _own_family(by)
    row = Dependency.objects.select_for_update(no_key=True, of=("self",)).filter(id=dependency).first()
    if row is None or _is_own(row, own):
        raise KinshipNotFound
    if DependencyState(row.state) not in states:
        raise KinshipDecided
    return row


def kinship_accept(dependency: UUID, *, document: Document, until: date, by: Actor, now: datetime) -> None:
    """The official saw ``document``: the tie counts until ``until``, included, or until age ends it.

    It also lifts a dispute. KinshipNotFound, KinshipDecided, DocumentWrong, UntilWrong, UnknownPerson. Where nobody
    knows yet whose the CURP is, the population registry is asked, outside the transaction.
    """
    known = _person_of(dependency)
    with scope(None), logged_together():
        row = _held(dependency, by, frozenset(WAITING))
        if known is not None:
            row.name, row.born = known
        if row.born is None:
            raise UnknownPerson
        if not document.proves(Kinship(row.kinship)):
            raise DocumentWrong
        on = civil_date(now)
        latest = longest(Kinship(row.kinship), row.born, on)
        if not on <= until <= latest:
            raise UntilWrong(latest)
        row.document, row.decided_by_id, row.reason = document.value, by.owner, ""
        confirm_row(row, Source.PERSONAL, until, by=by, now=now)
        row.save()


def _person_of(dependency: UUID) -> tuple[str, date] | None:
    with scope(None):
        row = Dependency.objects.filter(id=dependency).first()
    if row is None or row.born is not None:
        return None
    try:
        answer = population_registry().ask(row.curp)
    except RegistryUnavailable:
        return None
    if answer.person is None or answer.standing not in {Standing.VIGENTE, Standing.CORREGIDA}:
        return None
    return answer.person.name, answer.person.born


def kinship_refuse(dependency: UUID, *, reason: str, by: Actor, now: datetime) -> None:
    """What was shown does not prove it. KinshipReasonMissing, and as above; who asked is told why."""
    said = _reason(reason)
    with scope(None), logged_together():
        row = _held(dependency, by, frozenset({DependencyState.EN_REVISION}))
        row.state, row.reason, row.decided_at = DependencyState.RECHAZADA.value, said, now
        row.decided_by_id = by.owner
        events_append([ToLog(KinshipRefused(said), SubjectId(row.person), by)], now=now)
        tell_family_later(row.id, row.state)
        row.save()


def kinship_end(dependency: UUID, *, reason: str, by: Actor, now: datetime) -> None:
    """A tie is over (emancipation, a court's ruling, evidence that does not stand). As `kinship_refuse`."""
    said = _reason(reason)
    with scope(None), logged_together():
        row = _held(dependency, by, frozenset({DependencyState.VIGENTE, DependencyState.DETENIDA}))
        row.decided_by_id = by.owner
        stop_row(row, DependencyState.TERMINADA, said, by=by, now=now)
        row.save()


def kinship_end_registered(holder_curp: str, curp: str, *, reason: str, by: Actor, now: datetime) -> None:
    """End a tie that only the register gives, by the two CURPs. As `kinship_end`.

    From then on the register does not open it: only an official who sees a document does.
    """
    said, own = _reason(reason), _own_family(by)
    if {holder_curp, curp} & own:
        raise KinshipNotFound
    with scope(None), logged_together():
        person = subject_of(holder_curp)
        found = next((one for one in family_register().dependents(person) if one.curp == curp), None)
        if found is None:
            raise KinshipNotFound
        before = decided_ties(person).get(found.tie.dependent)
        if before is not None and (tie := tie_of(before[0])) is not None and tie.stopped is not None:
            raise KinshipDecided
        row = held_row(found.tie, found.name, found.curp, now=now)
        row.decided_by_id = by.owner
        stop_row(row, DependencyState.TERMINADA, said, by=by, now=now)
        row.save()


def _reason(reason: str) -> str:
    said = " ".join(reason.split())
    if not said or len(said) > MAX_REASON:
        raise KinshipReasonMissing
    return said
