"""Several signers of one act: kept, signed one by one each with a challenge of their own, or called off."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from ventanilla.apps.eventlog.api import ToLog, events_append, scope
from ventanilla.domain.authority import Actor
from ventanilla.domain.signing import ceremony as rules
from ventanilla.domain.signing.acts import Request, signed_bytes
from ventanilla.domain.signing.ceremony import Ceremony, CeremonyFault, CeremonyRefused, CeremonyState, Seen, Signer
from ventanilla.domain.signing.events import (
    SignatureAsked,
    SignaturesCancelled,
    SignaturesCompleted,
    SignaturesGathered,
    SignedTogether,
)
from ventanilla.domain.signing.reading import read_act
from ventanilla.domain.signing.revocation import RevocationState
from ventanilla.domain.signing.verdict import Refused, SignatureFault
from ventanilla.kernel.acts import Event, SubjectId
from ventanilla.kernel.canonical import canonical
from ventanilla.kernel.text import Text

from .models import CeremonySigner, SigningCeremony
from .services import challenge_consume, signature_judge, signature_keep


class SignatureRefused(Exception):
    """The signature itself is not good, whatever the ceremony says; ``text`` is for the person."""

    def __init__(self, fault: SignatureFault, text: Text) -> None:
        super().__init__(fault.name)
        self.fault = fault
        self.text = text


@dataclass(frozen=True, slots=True)
class PostedSignature:
    """What a signer sent: the challenge's nonce, the session it was issued to, certificate and CMS (DER)."""

    nonce: str
    session_key: str
    certificate: bytes
    cms: bytes


@dataclass(frozen=True, slots=True)
class CeremonyView:
    """A ceremony, as one of its people sees it. ``seen`` is None for who only asked for the signatures."""

    id: UUID
    act: Request
    until: date
    state: CeremonyState
    seen: Seen | None


def ceremony_open(*, act: Request, signers: Iterable[Signer], until: date, by: Actor, now: datetime) -> UUID:
    """Ask ``signers`` to sign ``act`` until a day; BadCeremony if that cannot be.

    The act's ``case`` becomes the ceremony's id: a signature made here serves nowhere else.
    """
    begun = rules.opened(tuple(signers), until, now)
    ceremony_id = uuid4()
    bound = replace(act, case=str(ceremony_id))
    with scope(None), transaction.atomic():
        row = SigningCeremony.objects.create(
            id=ceremony_id,
            title=act.title,
            act=canonical({"typ": bound.TYP, "act": bound.fields()}),
            account=by.owner,
            subject=by.subject,
            opened_at=now,
            until=until,
        )
        CeremonySigner.objects.bulk_create(
            CeremonySigner(ceremony=row, subject=each.subject, turn=each.turn) for each in begun.signers
        )
        gathered = SignaturesGathered(ceremony=str(row.id), until=until, title=row.title)
        events_append([ToLog(gathered, by.subject, by, row.id), *_asked(row, begun, by, now)], now=now)
    return row.id


def ceremony_sign(
    *, ceremony: UUID, posted: PostedSignature, by: Actor, curp: str, rfc: str, now: datetime
) -> CeremonyView:
    """Sign as whoever the session says; CeremonyRefused or SignatureRefused if it does not count.

    The challenge is spent first. The certificate's authority is asked outside the transaction; the ceremony is
    asked before, so that nobody makes the office ask for nothing, and again under its lock. A certificate whose
    revocation is unknown does not sign with others: they would not know what they join.
    """
    challenge = challenge_consume(posted.nonce, session_key=posted.session_key, act=Request, now=now, case=ceremony)
    with scope(None):
        row = SigningCeremony.objects.filter(id=ceremony).first()
        fault = _fault(row, by.subject, now)
    if fault is not None or row is None:
        raise CeremonyRefused(fault or CeremonyFault.NO_ES_FIRMANTE)
    if isinstance(challenge, SignatureFault):
        raise SignatureRefused(challenge, challenge.text())
    act = _act(row)
    verdict = signature_judge(act, challenge, posted.certificate, posted.cms, curp=curp, rfc=rfc, now=now)
    if isinstance(verdict, Refused):
        raise SignatureRefused(verdict.fault, verdict.text)
    if verdict.revocation.state is not RevocationState.VIGENTE:
        unknown = SignatureFault.REVOCACION_NO_DISPONIBLE
        raise SignatureRefused(unknown, unknown.text())
    with scope(None), transaction.atomic():
        row = SigningCeremony.objects.select_for_update(no_key=True).get(id=ceremony)
        signed = rules.sign(_ceremony(row), by.subject, now)
        kept = signature_keep(act, signed_bytes(act, challenge), verdict, posted.cms, by=by, now=now)
        _signed(row, signed, kept, by, now)
        return _view(row, signed, by.subject, now)


def ceremony_cancel(*, ceremony: UUID, by: Actor, now: datetime) -> None:
    """Call it off, as who asked for it; CeremonyRefused if it is not theirs, or is not open any more."""
    with scope(None), transaction.atomic():
        row = SigningCeremony.objects.select_for_update(no_key=True).filter(id=ceremony).first()
        if row is None or (row.account, row.subject) != (by.owner, by.subject):
            raise CeremonyRefused(CeremonyFault.NO_ES_FIRMANTE)
        cancelled = rules.cancel(_ceremony(row), now)
        SigningCeremony.objects.filter(id=row.id).update(cancelled_at=now)
        told = SignaturesCancelled(ceremony=str(row.id), title=row.title)
        events_append(_to_all(row, cancelled, told, by), now=now)


def ceremony_for(actor: Actor, ceremony: UUID, *, now: datetime) -> CeremonyView | None:
    """A ceremony as the actor sees it; None for whoever neither signs it nor asked for it."""
    with scope(actor.subject):
        visible = SigningCeremony.objects.filter(id=ceremony).exists()
    if not visible:
        return None
    with scope(None):
        row = SigningCeremony.objects.get(id=ceremony)
        return _view(row, _ceremony(row), actor.subject, now)


def _signed(row: SigningCeremony, signed: Ceremony, kept: UUID, by: Actor, now: datetime) -> None:
    CeremonySigner.objects.filter(ceremony=row, subject=by.subject).update(signature_id=kept, signed_at=now)
    told = SignedTogether(ceremony=str(row.id), signature=str(kept), title=row.title)
    entries = [ToLog(told, by.subject, by, row.id)]
    if signed.state(now) is CeremonyState.COMPLETA:
        SigningCeremony.objects.filter(id=row.id).update(completed_at=now)
        entries += _to_all(row, signed, SignaturesCompleted(ceremony=str(row.id), title=row.title), by)
    else:
        entries += _asked(row, signed, by, now)
    events_append(entries, now=now)


def _asked(row: SigningCeremony, ceremony: Ceremony, by: Actor, now: datetime) -> list[ToLog]:
    """Tell those whose turn begins; whoever shares a turn that had begun was told already."""
    turns = {each.subject: each.turn for each in ceremony.signers}
    due = rules.next_signers(ceremony, now)
    begun = any(each.signed_at for each in ceremony.signers if due and each.turn == turns[due[0]])
    event = SignatureAsked(ceremony=str(row.id), until=row.until, title=row.title)
    return [] if begun else [ToLog(event, subject, by, row.id) for subject in due]


def _to_all(row: SigningCeremony, ceremony: Ceremony, event: Event, by: Actor) -> list[ToLog]:
    people = dict.fromkeys([SubjectId(row.subject), *(each.subject for each in ceremony.signers)])
    return [ToLog(event, subject, by, row.id) for subject in people]


def _fault(row: SigningCeremony | None, who: SubjectId, now: datetime) -> CeremonyFault | None:
    return CeremonyFault.NO_ES_FIRMANTE if row is None else rules.refusal(_ceremony(row), who, now)


def _ceremony(row: SigningCeremony) -> Ceremony:
    signers = tuple(
        Signer(SubjectId(each.subject), each.turn, each.signed_at) for each in row.signers.order_by("turn", "id")
    )
    return Ceremony(signers, row.until, row.cancelled_at)


def _act(row: SigningCeremony) -> Request:
    value: dict[str, Any] = json.loads(bytes(row.act))
    act = read_act(value["typ"], value["act"])
    if not isinstance(act, Request):
        raise TypeError("a ceremony signs a request")
    return act


def _view(row: SigningCeremony, ceremony: Ceremony, who: SubjectId, now: datetime) -> CeremonyView:
    return CeremonyView(row.id, _act(row), row.until, ceremony.state(now), rules.seen_by(ceremony, who, now))
