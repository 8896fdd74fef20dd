"""Giving, accepting, refusing and ending authorisations: each told in the chain of both sides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from typing import Final
from uuid import UUID

from ventanilla.apps.eventlog.api import ToLog, events_append, logged_together, scope
from ventanilla.domain.authority import SYSTEM, Actor
from ventanilla.domain.authority.autorizaciones import (
    GRANTS,
    RECEIVES,
    ActuacionIniciada,
    ActuacionTerminada,
    AutorizacionAceptada,
    AutorizacionOtorgada,
    AutorizacionRechazada,
    AutorizacionRevocada,
    OtorgarAutorizacion,
    RepresentanteReconocido,
)
from ventanilla.domain.authority.mandate import ALL_ACTS, Act, MandateState, Source, in_force
from ventanilla.kernel.acts import Event, SubjectId
from ventanilla.kernel.clock import civil_date
from ventanilla.kit.perform import Conflict, PerformContext

from .models import MandateRow
from .selectors import MandateView, mandate_of, view_of

MAX_REASON: Final = 500  # characters
OPEN: Final = (MandateState.OFRECIDA.value, MandateState.ACEPTADA.value)


class MandateNotFound(LookupError):
    """No such authorisation, or not of whoever asks: the same to them."""


class MandateDecided(ValueError):
    """It was accepted, refused or ended already; ``view`` is how it stands."""

    def __init__(self, view: MandateView) -> None:
        super().__init__("already decided")
        self.view = view


def told_to_both(
    row: MandateRow, event: Callable[[str, str], Event], by: Actor, case: UUID | None = None
) -> list[ToLog]:
    """One event for each side that is somebody: ``event`` is given the side, and the name of the other."""
    other = row.grantee_name or row.curp
    told = [ToLog(event(GRANTS, other), SubjectId(row.grantor), by, case)]
    if row.grantee is not None:
        told.append(ToLog(event(RECEIVES, row.grantor_name), SubjectId(row.grantee), by))
    return told


def autorizaciones_otorgar(orders: Sequence[tuple[OtorgarAutorizacion, PerformContext]]) -> None:
    """Perform: each becomes an offer, which its grantee sees as soon as they have an account.

    Given from another, that one is held and looked at again: Conflict where it ended meanwhile.
    """
    for order, context in orders:
        if order.parent is not None:
            _still_delegates(order.parent, context)
        row = _row_of(order, context)
        told = told_to_both(row, partial(_given, row), context.by, context.case)
        events_append(told, now=context.now)


def _row_of(order: OtorgarAutorizacion, context: PerformContext) -> MandateRow:
    return MandateRow.objects.create(
        grantor=context.subject,
        grantor_name=order.grantor_name,
        grantor_rfc=order.grantor_rfc,
        grantee=order.grantee,
        curp=order.curp,
        rfc=order.rfc,
        acts=" ".join(sorted(act.value for act in order.acts)),
        registros=" ".join(order.registros),
        since=order.since,
        until=order.until,
        can_delegate=order.can_delegate,
        parent_id=order.parent,
        source=Source.OTORGADA.value,
        giver=context.by.person if order.parent is not None else None,
        giver_account_id=context.by.account,
        case=context.case,
        offered_at=context.now,
    )


def _given(row: MandateRow, side: str, _: str) -> AutorizacionOtorgada:
    if row.until is None:
        raise AssertionError("what somebody gives ends on a day")
    return AutorizacionOtorgada(
        mandate=row.id,
        side=side,
        grantor=row.grantor_name,
        curp=row.curp,
        acts=tuple(row.acts.split()),
        registros=tuple(row.registros.split()),
        since=row.since,
        until=row.until,
        can_delegate=row.can_delegate,
    )


def _still_delegates(parent: UUID, context: PerformContext) -> None:
    above = MandateRow.objects.select_for_update(no_key=True).filter(id=parent, grantor=context.subject).first()
    if above is None or not (above.can_delegate and in_force(mandate_of(above), Act.MANAGE, context.on)):
        raise Conflict("the authorisation that it is given from ended")


def representante_reconocer(
    company: SubjectId,
    *,
    rfc: str,
    name: str,
    account: UUID,
    person: str,
    curp: str,
    deed: str,
    since: date,
    context: PerformContext,
) -> UUID:
    """The case's subject represents ``company`` by a deed: all acts, until it ends. It takes the place of the last."""
    before = MandateRow.objects.select_for_update(no_key=True).filter(
        grantor=company, source=Source.ESCRITURA.value, state=MandateState.ACEPTADA.value
    )
    for row in before.order_by("id"):
        _end(row, by=context.by, renounced=False, reason="", now=context.now)
    row = MandateRow.objects.create(
        grantor=company,
        grantor_name=name,
        grantor_rfc=rfc,
        grantee=context.subject,
        grantee_account_id=account,
        grantee_name=person,
        curp=curp,
        acts=" ".join(sorted(act.value for act in ALL_ACTS)),
        since=since,
        can_delegate=True,
        source=Source.ESCRITURA.value,
        deed=deed,
        giver_account_id=context.by.account,
        case=context.case,
        offered_at=context.now,
        state=MandateState.ACEPTADA.value,
        decided_at=context.now,
    )
    told = told_to_both(row, lambda side, other: RepresentanteReconocido(row.id, side, other, deed), context.by)
    events_append(told, now=context.now)
    return row.id


def representatives_relieve(company: SubjectId, *, keep: SubjectId, newer: datetime, by: Actor, now: datetime) -> int:
    """A newer certificate of ``company`` names who represents it: whoever did by a deed no longer does, but ``keep``.

    ``newer`` is since when the certificate counts: a later deed stays. In the caller's transaction, as the office; how
    many there were.
    """
    rows = MandateRow.objects.select_for_update(no_key=True).filter(
        grantor=company, source=Source.ESCRITURA.value, state=MandateState.ACEPTADA.value, decided_at__lt=newer
    )
    found = [row for row in rows.order_by("id") if row.grantee != keep]
    for row in found:
        _end(row, by=by, renounced=False, reason="", now=now)
    return len(found)


def mandate_accept(mandate: UUID, *, by: Actor, curp: str, name: str, now: datetime) -> MandateView:
    """Whoever has ``curp`` takes the authorisation: from now on they may act by it. MandateNotFound, MandateDecided."""
    with scope(None), logged_together():
        row = _offered(mandate, by, curp, now)
        _decided(row, MandateState.ACEPTADA, by=by, name=name, now=now)
        until = row.until
        if until is None:
            raise AssertionError("what somebody gives ends on a day")
        events_append(
            told_to_both(row, lambda side, other: AutorizacionAceptada(row.id, side, other, until), by), now=now
        )
        return view_of(row)


def mandate_refuse(mandate: UUID, *, by: Actor, curp: str, name: str, now: datetime) -> MandateView:
    """Whoever has ``curp`` does not take it. MandateNotFound, MandateDecided."""
    with scope(None), logged_together():
        row = _offered(mandate, by, curp, now)
        _decided(row, MandateState.RECHAZADA, by=by, name=name, now=now)
        events_append(told_to_both(row, lambda side, other: AutorizacionRechazada(row.id, side, other), by), now=now)
        return view_of(row)


def _offered(mandate: UUID, by: Actor, curp: str, now: datetime) -> MandateRow:
    row = MandateRow.objects.select_for_update(no_key=True).filter(id=mandate, curp=curp).first()
    if row is None or by.person is None or row.grantee not in (None, by.person):
        raise MandateNotFound
    if not view_of(row).waits(civil_date(now)):
        raise MandateDecided(view_of(row))
    return row


def _decided(row: MandateRow, state: MandateState, *, by: Actor, name: str, now: datetime) -> None:
    row.state, row.decided_at = state.value, now
    row.grantee, row.grantee_account_id, row.grantee_name = by.person, by.owner, name
    row.save(update_fields=["state", "decided_at", "grantee", "grantee_account", "grantee_name"])


def mandate_revoke(mandate: UUID, *, by: Actor, now: datetime, reason: str = "") -> MandateView:
    """End it at once: by whoever gave it, by its grantor, or by its grantee, who renounces.

    Filing an act holds the same row: the two have one order, and what was filed before stays. MandateNotFound for
    anybody else, MandateDecided where it is over.
    """
    with scope(None), logged_together():
        row = MandateRow.objects.select_for_update(no_key=True).filter(id=mandate).first()
        renounces = row is not None and by.acts_for is None and row.grantee == by.person
        gives = row is not None and by.mandate is None and not by.kin and by.subject in (row.grantor, row.giver)
        if row is None or not (renounces or gives):
            raise MandateNotFound
        if row.state not in OPEN:
            raise MandateDecided(view_of(row))
        _end(row, by=by, renounced=renounces and not gives, reason=_reason(reason), now=now)
        return view_of(row)


def mandate_end_by_office(mandate: UUID, *, by: Actor, reason: str, now: datetime) -> MandateView:
    """Staff end a representation by deed. Who may is the caller's to check. MandateNotFound, MandateDecided."""
    with scope(None), logged_together():
        rows = MandateRow.objects.select_for_update(no_key=True).filter(id=mandate, source=Source.ESCRITURA.value)
        row = rows.first()
        if row is None or by.person in (row.grantee, row.giver):
            raise MandateNotFound
        if row.state not in OPEN:
            raise MandateDecided(view_of(row))
        _end(row, by=by, renounced=False, reason=_reason(reason), now=now)
        return view_of(row)


def _reason(typed: str) -> str:
    return " ".join(typed.split())[:MAX_REASON]


def _end(row: MandateRow, *, by: Actor, renounced: bool, reason: str, now: datetime) -> None:
    row.state, row.revoked_at, row.revoked_on = MandateState.REVOCADA.value, now, civil_date(now)
    row.revoked_by_id, row.renounced, row.reason = by.account, renounced, reason
    row.save(update_fields=["state", "revoked_at", "revoked_on", "revoked_by", "renounced", "reason"])
    events_append(
        told_to_both(row, lambda side, other: AutorizacionRevocada(row.id, side, other, renounced, reason), by), now=now
    )


def mandate_load(
    grantor: SubjectId, grantee: SubjectId, names: tuple[str, str], *, rfc: str, curp: str, until: date, now: datetime
) -> None:
    """Write an accepted authorisation of all acts that nobody signed: of a demonstration's invented people alone.

    ``names`` are the grantor's and the grantee's; ``rfc`` is of the first, ``curp`` of the second.
    """
    with scope(None), logged_together():
        row = MandateRow.objects.create(
            grantor=grantor,
            grantor_name=names[0],
            grantor_rfc=rfc,
            grantee=grantee,
            grantee_name=names[1],
            curp=curp,
            acts=" ".join(sorted(act.value for act in ALL_ACTS)),
            since=civil_date(now),
            until=until,
            can_delegate=True,
            offered_at=now,
            decided_at=now,
            state=MandateState.ACEPTADA.value,
        )
        told = told_to_both(row, partial(_given, row), SYSTEM)
        told += told_to_both(row, lambda side, other: AutorizacionAceptada(row.id, side, other, until), SYSTEM)
        events_append(told, now=now)


def acting_told(view: MandateView, *, began: bool, by: Actor, now: datetime) -> None:
    """Both sides are told that somebody began, or ceased, to act by an authorisation. In the caller's transaction."""
    event = ActuacionIniciada if began else ActuacionTerminada
    mandate, grantee = view.mandate, view.mandate.grantee
    told = [ToLog(event(view.id, GRANTS, view.grantee_name), mandate.grantor, by)]
    if grantee is not None:
        told.append(ToLog(event(view.id, RECEIVES, view.grantor_name), grantee, by))
    events_append(told, now=now)
