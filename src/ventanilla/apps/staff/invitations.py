"""Links that activate a role: made when it is approved, sent by a job, spent by a button and never by opening them.

A link is not enough: it is bound to the CURP that was invited, by the e.firma of that CURP, by an account that was
proved to be its owner's, or by whoever types it and then registers a passkey and an application of codes.
"""

from __future__ import annotations

import base64
import binascii
import time
import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac

from ventanilla.apps.accounts.api import curp_of, factors_of, invited_begin, invited_prove
from ventanilla.apps.eventlog.api import ToLog, events_append, logged_together, scope
from ventanilla.domain.authority import Actor, GrantState, Role, Via
from ventanilla.domain.authority.events import RoleActivated
from ventanilla.domain.authority.grant import INVITATION_POLICY, invitation_life
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.clock import civil_date
from ventanilla.law import policy

from .models import Invitation, RoleGrant

ID_BYTES: Final = 16
MAC_BYTES: Final = 20
PATH: Final = "/personal/activar"
WITH_EFIRMA: Final = "efirma"
WITH_FACTORS: Final = "factores"


class InvitationDead(LookupError):
    """A link that was used, is late, was taken back, or never was one: all are the same to whoever opens it."""


class InvitedAnother(ValueError):
    """The link is for the owner of another CURP."""


class FactorsMissing(ValueError):
    """Without an e.firma a role needs a passkey and an application of codes, both registered."""


@dataclass(frozen=True, slots=True)
class Invited:
    """What an invitation is for; nothing of whom it was sent to."""

    role: Role
    unit: str
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Begun:
    """An activation without an e.firma: whose factors are registered, and by which browser's turn."""

    actor: Actor
    run: UUID


def invitation_new(row: RoleGrant) -> Invitation:
    """A link for ``row``, inside the transaction that approves it. Real time."""
    life = int(invitation_life(policy(INVITATION_POLICY).value).total_seconds())
    return Invitation.objects.create(grant=row, expires=int(time.time()) + life)


def invitations_spend(row: RoleGrant, *, now: datetime) -> None:
    """None of the links of ``row`` serves any more."""
    Invitation.objects.filter(grant=row, used_at=None).update(used_at=now)


def invitation_path(row: Invitation) -> str:
    """Its address: the row's id and a code that only this installation can make."""
    token = base64.urlsafe_b64encode(row.id.bytes + _code(row.id)).decode().rstrip("=")
    return f"{PATH}/{token}"


def _code(invitation: UUID) -> bytes:
    return salted_hmac("staff.invitation", str(invitation), algorithm="sha256").digest()[:MAC_BYTES]


def _find(token: str, now: datetime, *, lock: bool = False) -> Invitation:
    try:
        said = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise InvitationDead from None
    found = UUID(bytes=said[:ID_BYTES]) if len(said) == ID_BYTES + MAC_BYTES else uuid.uuid4()
    if not constant_time_compare(said[ID_BYTES:], _code(found)):
        raise InvitationDead
    if lock:  # the role before its link, as whoever revokes it does
        grant = Invitation.objects.filter(id=found).values("grant")
        list(RoleGrant.objects.select_for_update(no_key=True).filter(id__in=grant))
    rows = Invitation.objects.select_related("grant__unit")
    if lock:
        rows = rows.select_for_update(of=("self",), no_key=True)
    row = rows.filter(id=found, used_at=None, expires__gt=int(time.time())).first()
    if row is None or row.grant.state != GrantState.INVITADA.value or row.grant.until < civil_date(now):
        raise InvitationDead
    return row


def invitation_for(token: str, now: datetime) -> Invited:
    """What the living link of ``token`` is for; InvitationDead for any other."""
    with scope(None):
        grant = _find(token, now).grant
    return Invited(Role(grant.role), grant.unit.name, grant.since, grant.until)


def invitation_is_for(token: str, actor: Actor, now: datetime) -> bool:
    """Whether the living link is for whoever is signed in; InvitationDead."""
    with scope(None):
        return _find(token, now).grant.curp == curp_of(actor)


def activation_begin(token: str, *, curp: str, now: datetime) -> Begun:
    """Begin without an e.firma: InvitationDead, InvitedAnother, AlreadyProven for whoever has an account to sign in to.

    Whatever another browser registered with this link before is gone.
    """
    with scope(None), logged_together():
        row = _find(token, now, lock=True)
        if not constant_time_compare(row.grant.curp, curp):
            raise InvitedAnother
        actor = invited_begin(curp=curp, name=row.grant.name, email=row.grant.email, now=now)
        row.run = uuid.uuid4()
        row.save(update_fields=["run"])
    return Begun(actor, row.run)


def activation_goes_on(token: str, begun: Begun, now: datetime) -> bool:
    """Whether what ``begun`` registers still counts: the link lives, and no other browser began after it."""
    with scope(None):
        try:
            return _find(token, now).run == begun.run
        except InvitationDead:
            return False


def activation_finish(token: str, begun: Begun, *, passkey: UUID | None, app: bool, now: datetime) -> Actor:
    """Both factors are registered: the role is its person's. FactorsMissing, InvitationDead.

    ``passkey`` and ``app`` are what this very turn registered: with anybody else's beside them nothing is activated.
    """
    found = factors_of(begun.actor)
    if passkey is None or not app:
        raise FactorsMissing
    if {key.id for key in found.passkeys} != {passkey} or not found.has_app:
        raise InvitationDead
    with scope(None), logged_together():
        row = _find(token, now, lock=True)
        if row.run != begun.run:
            raise InvitationDead
        owner = invited_prove(by=begun.actor, now=now)
        _activate(row, WITH_FACTORS, by=owner, now=now)
    return owner


def invitation_accept(token: str, *, by: Actor, now: datetime) -> None:
    """Whoever is signed in activates their role. InvitationDead, InvitedAnother, FactorsMissing.

    Whoever calls has checked that they showed more than a password.
    """
    efirma = by.via is Via.EFIRMA
    if not efirma:
        found = factors_of(by)
        if not found.passkeys or not found.has_app:
            raise FactorsMissing
    with scope(None), logged_together():
        row = _find(token, now, lock=True)
        if row.grant.curp != curp_of(by) or by.acts_for is not None:
            raise InvitedAnother
        _activate(row, WITH_EFIRMA if efirma else WITH_FACTORS, by=by, now=now)


def _activate(row: Invitation, how: str, *, by: Actor, now: datetime) -> None:
    grant = row.grant
    grant.account_id, grant.state, grant.activated_at = by.owner, GrantState.ACTIVA.value, now
    grant.save(update_fields=["account", "state", "activated_at"])
    invitations_spend(grant, now=now)
    event = RoleActivated(str(grant.id), grant.role, how)
    chains = (SubjectId(grant.unit.subject), by.subject)
    events_append([ToLog(event, chain, by) for chain in chains], now=now)
