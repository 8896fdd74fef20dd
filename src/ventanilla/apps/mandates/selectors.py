"""Reading authorisations: by whoever gave them, by whoever may act, and by the office before each act."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Q

from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.authority import Act, Actor, Mandate, allows, in_force, no_mandate
from ventanilla.domain.authority.autorizaciones import Facultad, FacultadDe
from ventanilla.domain.authority.mandate import MAX_DEPTH, MandateState, Source, depth_of, last_day, stands
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.text import Text

from .models import MandateRow

MAX_LISTED: Final = 500  # authorisations of one person or company, on one page
NOBODY: Final = "esa persona o empresa"  # whose authorisation it was not, or is none
_ABOVE: Final = "__".join(["parent"] * (MAX_DEPTH - 1))


class NoMandate(PermissionDenied):
    """Somebody who acts by an authorisation did what it does not cover; ``text`` says so (code MANDATO).

    Raised by every door before anything is read or written; the pages and the API answer it in one place.
    """

    def __init__(self, grantor: str) -> None:
        self.text = no_mandate(grantor)
        super().__init__(str(self.text))


@dataclass(frozen=True, slots=True)
class MandateView:
    """An authorisation with the names of both sides; ``grantee_name`` is "" until somebody with that CURP comes."""

    mandate: Mandate
    id: UUID
    grantor_name: str
    grantor_rfc: str
    grantee_name: str
    curp: str
    state: MandateState
    source: Source
    deed: str
    offered_at: datetime
    decided_at: datetime | None
    revoked_at: datetime | None
    renounced: bool
    reason: str
    case: UUID | None
    delegated: bool

    @property
    def until(self) -> date | None:
        """The last day on which it counts if nobody ends it."""
        return last_day(self.mandate)

    def stands(self, on: date) -> bool:
        """Whether it counts on ``on``."""
        return stands(self.mandate, on)

    def waits(self, on: date) -> bool:
        """Whether it can still be accepted on ``on``."""
        last = self.until
        return self.state is MandateState.OFRECIDA and (last is None or on <= last)


def mandate_of(row: MandateRow) -> Mandate:
    """The authorisation that a row holds, with those it was given from."""
    return Mandate(
        grantor=SubjectId(row.grantor),
        grantee=SubjectId(row.grantee) if row.grantee else None,
        acts=frozenset(Act(each) for each in row.acts.split()),
        since=row.since,
        until=row.until,
        accepted=MandateState(row.state) in {MandateState.ACEPTADA, MandateState.REVOCADA},
        revoked_on=row.revoked_on,
        id=row.id,
        registros=frozenset(row.registros.split()),
        can_delegate=row.can_delegate,
        parent=mandate_of(row.parent) if row.parent is not None else None,
    )


def view_of(row: MandateRow) -> MandateView:
    """The view of a row."""
    return MandateView(
        mandate=mandate_of(row),
        id=row.id,
        grantor_name=row.grantor_name,
        grantor_rfc=row.grantor_rfc,
        grantee_name=row.grantee_name,
        curp=row.curp,
        state=MandateState(row.state),
        source=Source(row.source),
        deed=row.deed,
        offered_at=row.offered_at,
        decided_at=row.decided_at,
        revoked_at=row.revoked_at,
        renounced=row.renounced,
        reason=row.reason,
        case=row.case,
        delegated=row.parent_id is not None,
    )


def mandates_given(actor: Actor) -> tuple[MandateView, ...]:
    """What whoever ``actor`` acts for gave, and what their human gave from an authorisation; the newest first."""
    subject = actor.subject
    with scope(subject):
        mine = MandateRow.objects.select_related(_ABOVE).filter(Q(grantor=subject) | Q(giver=subject))
        return tuple(view_of(row) for row in mine.order_by("-offered_at", "id")[:MAX_LISTED])


def mandates_received(person: SubjectId, curp: str) -> tuple[MandateView, ...]:
    """What was offered to whoever has ``curp``, accepted or not, in the order of the grantors' names.

    Read by the office: what waits for a CURP is nobody's row yet. Whoever calls knows that ``curp`` is theirs, proved.
    """
    with scope(None):
        waits = Q(grantee__isnull=True, curp=curp, state=MandateState.OFRECIDA.value)
        rows = MandateRow.objects.select_related(_ABOVE).filter(waits | Q(grantee=person))
        return tuple(view_of(row) for row in rows.order_by("grantor_name", "-offered_at", "id")[:MAX_LISTED])


def mandate_acting(mandate: UUID, person: SubjectId, on: date) -> MandateView | None:
    """The authorisation by which ``person`` acts, if it stands on ``on`` and lets them see; None otherwise.

    Looked up at every request; what else it allows is asked at each act (`mandate_required`).
    """
    found = mandate_seen(mandate, person)
    return found if found is not None and in_force(found.mandate, Act.SEE, on) else None


def mandate_seen(mandate: UUID, person: SubjectId) -> MandateView | None:
    """The same, whether it stands or not: to say why it ended."""
    with scope(None):
        row = MandateRow.objects.select_related(_ABOVE).filter(id=mandate, grantee=person).first()
    return None if row is None else view_of(row)


def mandate_case(mandate: UUID) -> UUID | None:
    """The request in which an authorisation was given; None where it was in none."""
    with scope(None):
        return MandateRow.objects.filter(id=mandate).values_list("case", flat=True).first()


def represented_by_another(company: SubjectId, person: UUID | None, since: datetime) -> bool:
    """Whether staff recognised, at ``since`` or later, another representative of ``company`` by a deed that stands."""
    with scope(None):
        rows = MandateRow.objects.filter(
            grantor=company, source=Source.ESCRITURA.value, state=MandateState.ACEPTADA.value, decided_at__gte=since
        )
        return rows.exclude(grantee=person).exists() if person is not None else rows.exists()


def representations(limit: int = MAX_LISTED) -> tuple[MandateView, ...]:
    """Those who represent a company by a deed, in force first and the newest before; for staff who review them."""
    with scope(None):
        rows = MandateRow.objects.select_related(_ABOVE).filter(source=Source.ESCRITURA.value)
        return tuple(view_of(row) for row in rows.order_by("state", "-decided_at", "id")[:limit])


def mandate_names(mandates: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    """Who acted by each authorisation, and of whom it is: (grantee's name, grantor's name)."""
    with scope(None):
        rows = MandateRow.objects.filter(id__in=set(mandates)).values_list("id", "grantee_name", "grantor_name")
        return {found: (grantee, grantor) for found, grantee, grantor in rows}


def mandate_required(actor: Actor, act: Act, registros: Iterable[str] = (), *, lock: bool = False) -> None:
    """NoMandate unless ``actor`` may do ``act`` in every one of ``registros`` (none: of the employer as a whole).

    Whoever acts for themselves, or for a company by its certificate, needs none. With ``lock``, inside the
    transaction of the act: whoever revokes at the same instant waits for it, or it finds the authorisation revoked.
    """
    if actor.mandate is None:
        return
    on = settings.VENTANILLA_CLOCK.today()
    found, name = _held(actor, lock=lock)
    if found is None or not allows(found, act, registros, on):
        raise NoMandate(name)


def mandate_allows(actor: Actor, act: Act, *, lock: bool = False) -> None:
    """NoMandate unless ``actor`` may do ``act`` in some registro: to read a list, or to begin a draft."""
    if actor.mandate is None:
        return
    found, name = _held(actor, lock=lock)
    if found is None or not in_force(found, act, settings.VENTANILLA_CLOCK.today()):
        raise NoMandate(name)


def registros_allowed(actor: Actor, act: Act) -> frozenset[str] | None:
    """The registros in which ``actor`` may do ``act``; None for all. NoMandate where it is none."""
    mandate_allows(actor, act)
    if actor.mandate is None:
        return None
    found, _ = _held(actor, lock=False)
    return found.registros or None if found is not None else frozenset()


def _held(actor: Actor, *, lock: bool) -> tuple[Mandate | None, str]:
    """The authorisation by which ``actor`` acts, and its grantor's name; None where it is of others."""
    if actor.mandate is None or actor.person is None or actor.acts_for is None:
        return None, NOBODY
    with scope(None):
        rows = MandateRow.objects.filter(id=actor.mandate, grantee=actor.person, grantor=actor.acts_for)
        if lock:
            _lock_upwards(actor.mandate)
        row = rows.select_related(_ABOVE).first()
    return (None, NOBODY) if row is None else (mandate_of(row), row.grantor_name)


def _lock_upwards(mandate: UUID) -> None:
    """Hold an authorisation and every one above it, from below: nobody waits in a circle: who ends one holds one."""
    at: UUID | None = mandate
    for _ in range(MAX_DEPTH):
        if at is None:
            return
        held = MandateRow.objects.select_for_update(no_key=True).filter(id=at)
        at = held.values_list("parent", flat=True).first()


def facultades_de(questions: Sequence[FacultadDe]) -> tuple[Facultad | None, ...]:
    """Answer what each authorisation allows today."""
    on = settings.VENTANILLA_CLOCK.today()
    ids = {question.mandate for question in questions}
    with scope(None):
        rows = {row.id: row for row in MandateRow.objects.select_related(_ABOVE).filter(id__in=ids)}
    found = (rows.get(question.mandate) for question in questions)
    return tuple(None if row is None else _facultad(mandate_of(row), on) for row in found)


def _facultad(mandate: Mandate, on: date) -> Facultad:
    return Facultad(
        otorgante=mandate.grantor,
        actos=tuple(sorted(mandate.acts, key=lambda act: act.value)),
        registros=tuple(sorted(mandate.registros)),
        desde=mandate.since,
        hasta=last_day(mandate),
        puede_delegar=mandate.can_delegate,
        vigente=stands(mandate, on),
        eslabones=depth_of(mandate),
    )


def refusal_words(error: Exception) -> Text | None:
    """What a refusal for want of an authorisation says to the person; None for any other."""
    return error.text if isinstance(error, NoMandate) else None
