"""An account given back at the counter: one official sees the person, another approves, and a link is sent.

What staff read here says nothing of whether there is an account, nor of its contacts: the same for everybody.
"""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction

from ventanilla.apps.eventlog.api import ToLog, events_append, logged_together, scope
from ventanilla.domain.accounts import RecoveryApproved, RecoveryConsulted, RecoveryProposed, RecoveryRefused
from ventanilla.domain.accounts.recovery import (
    DOCUMENTS_POLICY,
    MAX_REASON,
    DecisionFault,
    DocumentFault,
    IdentityDocument,
    RecoveryState,
    Shown,
    decision_fault,
    document_fault,
    documents_accepted,
)
from ventanilla.domain.authority import Actor, Assurance
from ventanilla.kernel.acts import Event, SubjectId
from ventanilla.kernel.clock import civil_date
from ventanilla.law import policy

from .limits import LimitedAct, attempt_allowed
from .models import Account, Recovery
from .outbound import Contact, on_record
from .outbox import person_of, send_counter_link_later, tell_recovery_later

LINK_SECONDS: Final = 4 * 3600  # until the person is home from the counter; not a night in somebody's mailbox
STOP_SECONDS: Final = 30 * 24 * 3600  # how long whoever is on record can say that it was not them
LISTED: Final = 100  # recoveries on the page, and earlier ones of a person


class RecoveryNotFound(LookupError):
    """There is no such recovery, or it is about whoever asks."""


class OwnRecovery(ValueError):
    """An official does not give back their own account."""


class RecoveryOpen(ValueError):
    """There is one of that person that nobody decided yet: ``recovery``."""

    def __init__(self, recovery: UUID) -> None:
        super().__init__("already open")
        self.recovery = recovery


class DocumentRefused(ValueError):
    """The identification does not serve; ``fault`` says why."""

    def __init__(self, fault: DocumentFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class RecoveryRefusal(ValueError):
    """Whoever decides may not; ``fault`` says why."""

    def __init__(self, fault: DecisionFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class RefusalReasonMissing(ValueError):
    """A refusal without a reason, or with one too long."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an official saw. ``name`` is the population registry's, "" while it does not answer."""

    curp: str
    name: str
    email: str
    document: Shown | None


@dataclass(frozen=True, slots=True)
class RecoveryView:
    """A recovery as staff see it; of its e-mail, no more than two letters. ``mine``: whoever looks proposed it."""

    id: UUID
    curp: str
    name: str
    email: str
    document: IdentityDocument
    document_last: str
    document_expires: date | None
    state: RecoveryState
    proposed_by: str
    proposed_at: datetime
    mine: bool
    decided_by: str
    decided_at: datetime | None
    reason: str
    people: tuple[UUID, ...]  # whose names it shows
    earlier: tuple[tuple[RecoveryState, datetime], ...] = ()


def documents_in_force() -> tuple[IdentityDocument, ...]:
    """The identifications that serve today."""
    return documents_accepted(policy(DOCUMENTS_POLICY).value)


def counter_consult(curp: str, *, by: Actor, now: datetime) -> None:
    """Note that an official is about to ask who a CURP is: told to the person, if the office knows them.

    LockedOut if that official asked for too many; OwnRecovery for their own.
    """
    attempt_allowed(LimitedAct.COUNTER, account_key=str(by.owner), address="")
    with scope(None), transaction.atomic():
        if Account.objects.filter(id=by.owner, curp=curp).exists():
            raise OwnRecovery
        known = _known_subject(curp)
        told: list[tuple[Event, SubjectId]] = [(RecoveryConsulted(mine=True, curp=curp), person_of(by))]
        if known is not None:
            told.append((RecoveryConsulted(mine=False, curp=curp), known))
        events_append([ToLog(event, subject, by) for event, subject in told], now=now)


def _known_subject(curp: str) -> SubjectId | None:
    """In whose chain a recovery is told; an account that nobody proved is not yet that person's."""
    account = Account.objects.filter(curp=curp, proven__gte=Assurance.N2).first()
    if account is not None:
        return SubjectId(account.subject)
    known = on_record(curp)
    return known.subject if known else None


def recovery_propose(proposal: Proposal, *, by: Actor, now: datetime) -> UUID:
    """Open a recovery, or complete one's own that waited for the registry. It waits while there is no name.

    DocumentRefused, OwnRecovery; RecoveryOpen where somebody opened one of that person already.
    """
    fault = document_fault(proposal.document, accepted=documents_in_force(), on=civil_date(now))
    if fault is not None or proposal.document is None:
        raise DocumentRefused(fault or DocumentFault.KIND)
    state = RecoveryState.PROPOSED if proposal.name else RecoveryState.WAITING
    kept: dict[str, Any] = {
        "name": proposal.name,
        "email": proposal.email,
        "document": proposal.document.kind.value,
        "document_last": proposal.document.last,
        "document_expires": proposal.document.expires,
        "state": state.value,
        "proposed_at": now,
        "stop_expires": int(time.time()) + STOP_SECONDS,
    }
    with scope(None), logged_together():
        if Account.objects.filter(id=by.owner, curp=proposal.curp).exists():
            raise OwnRecovery
        row = _opened(proposal.curp, kept, by=by)
        if state is RecoveryState.PROPOSED:
            event = RecoveryProposed(str(row.id), row.document)
            events_append([ToLog(event, SubjectId(row.subject), by)], now=now)
            tell_recovery_later(row.id, state.value)
    return row.id


def _opened(curp: str, kept: dict[str, Any], *, by: Actor) -> Recovery:
    waiting = RecoveryState.WAITING.value
    row = Recovery.objects.select_for_update(no_key=True).filter(curp=curp, state=waiting).first()
    if row is not None and row.proposed_by_id == by.owner:
        for name, value in kept.items():
            setattr(row, name, value)
        row.save(update_fields=list(kept))
        return row
    subject = _known_subject(curp) or uuid.uuid4()
    try:
        with transaction.atomic():
            return Recovery.objects.create(curp=curp, subject=subject, proposed_by_id=by.owner, **kept)
    except IntegrityError:
        other = Recovery.objects.get(curp=curp, state__in=[each.value for each in RecoveryState if each.open])
        raise RecoveryOpen(other.id) from None


def recovery_approve(recovery: UUID, *, by: Actor, now: datetime) -> None:
    """The second official agrees: a link goes to the e-mail that the person gave. Any sent before serves no more.

    RecoveryNotFound, RecoveryRefusal.
    """
    with scope(None), logged_together():
        row = _decided(recovery, by)
        Recovery.objects.filter(curp=row.curp, state=RecoveryState.APPROVED.value).update(
            state=RecoveryState.EXPIRED.value
        )
        row.state, row.decided_by_id, row.decided_at = RecoveryState.APPROVED.value, by.owner, now
        row.link_expires = int(time.time()) + LINK_SECONDS
        row.save(update_fields=["state", "decided_by", "decided_at", "link_expires"])
        events_append([ToLog(RecoveryApproved(str(row.id)), SubjectId(row.subject), by)], now=now)
        send_counter_link_later(row.id)
        tell_recovery_later(row.id, row.state)


def recovery_refuse(recovery: UUID, *, reason: str, by: Actor, now: datetime) -> None:
    """The second official does not agree. RefusalReasonMissing, and as above."""
    said = " ".join(reason.split())
    if not said or len(said) > MAX_REASON:
        raise RefusalReasonMissing
    with scope(None), logged_together():
        row = _decided(recovery, by)
        row.state, row.decided_by_id, row.decided_at = RecoveryState.REFUSED.value, by.owner, now
        row.reason = said
        row.save(update_fields=["state", "decided_by", "decided_at", "reason"])
        events_append([ToLog(RecoveryRefused(str(row.id), said), SubjectId(row.subject), by)], now=now)
        tell_recovery_later(row.id, row.state)


def _decided(recovery: UUID, by: Actor) -> Recovery:
    """The recovery, held, that ``by`` may decide."""
    row = Recovery.objects.select_for_update(no_key=True).filter(id=recovery).first()
    if row is None:
        raise RecoveryNotFound
    owner = Account.objects.filter(curp=row.curp).values_list("id", flat=True).first()
    fault = decision_fault(RecoveryState(row.state), proposed_by=row.proposed_by_id, decides=by.owner, owner=owner)
    if fault is DecisionFault.OWNER:
        raise RecoveryNotFound
    if fault is not None:
        raise RecoveryRefusal(fault)
    return row


def recoveries_for(official: Actor) -> tuple[RecoveryView, ...]:
    """What ``official`` may see: what waits first, the oldest before; then what was decided, the newest before."""
    with scope(None):
        rows = Recovery.objects.select_related("proposed_by", "decided_by")
        others = rows.exclude(curp__in=Account.objects.filter(id=official.owner).values("curp"))
        open_states = [state.value for state in RecoveryState if state.open]
        waiting = others.filter(state__in=open_states).order_by("proposed_at")[:LISTED]
        decided = others.exclude(state__in=open_states).order_by("-proposed_at")[:LISTED]
        return tuple(_view(row, official) for row in (*waiting, *decided))


def recovery_for(official: Actor, recovery: UUID) -> RecoveryView:
    """One of them, with how earlier ones of that person ended. RecoveryNotFound."""
    with scope(None):
        rows = Recovery.objects.select_related("proposed_by", "decided_by").filter(id=recovery)
        row = rows.exclude(curp__in=Account.objects.filter(id=official.owner).values("curp")).first()
        if row is None:
            raise RecoveryNotFound
        earlier = Recovery.objects.filter(curp=row.curp, proposed_at__lt=row.proposed_at).order_by("-proposed_at")
        ended = tuple((_state(each), each.proposed_at) for each in earlier[:LISTED])
        return _view(row, official, ended)


def proposal_waiting(official: Actor, recovery: UUID) -> Proposal:
    """What ``official`` typed of one that waits for the registry, to go on. RecoveryNotFound for any other."""
    with scope(None):
        rows = Recovery.objects.filter(id=recovery, proposed_by=official.owner, state=RecoveryState.WAITING.value)
        row = rows.first()
    if row is None:
        raise RecoveryNotFound
    shown = Shown(IdentityDocument(row.document), row.document_last, row.document_expires)
    return Proposal(row.curp, "", row.email, shown)


def _state(row: Recovery) -> RecoveryState:
    """As it is now, though nobody noted that its link came to its end."""
    state = RecoveryState(row.state)
    late = state is RecoveryState.APPROVED and row.link_expires <= int(time.time())
    return RecoveryState.EXPIRED if late else state


def _view(row: Recovery, official: Actor, earlier: tuple[tuple[RecoveryState, datetime], ...] = ()) -> RecoveryView:
    return RecoveryView(
        id=row.id,
        curp=row.curp,
        name=row.name,
        email=Contact("", row.email).masked,
        document=IdentityDocument(row.document),
        document_last=row.document_last,
        document_expires=row.document_expires,
        state=_state(row),
        proposed_by=row.proposed_by.name,
        proposed_at=row.proposed_at,
        mine=row.proposed_by_id == official.owner,
        decided_by=row.decided_by.name if row.decided_by else "",
        decided_at=row.decided_at,
        reason=row.reason,
        people=(row.subject, row.proposed_by.subject, *((row.decided_by.subject,) if row.decided_by else ())),
        earlier=earlier,
    )
