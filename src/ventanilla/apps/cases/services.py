"""Drafts and filings."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.utils import IntegrityError

from ventanilla.apps.accounts.api import Visit
from ventanilla.apps.eventlog.api import ToLog, events_append, logged_together, merged, scope
from ventanilla.domain.accounts import KinRequestFiled
from ventanilla.domain.authority import Actor
from ventanilla.domain.cases import CaseReceived, CaseVoided, RequestSigned, RevocationAwaited, State
from ventanilla.domain.cases.states import step
from ventanilla.domain.documents import IssueDocument
from ventanilla.domain.documents.receipt import Receipt
from ventanilla.domain.signing.acts import Line, Request
from ventanilla.kernel.acts import Event, SubjectId
from ventanilla.kernel.canonical import canonical
from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.folio import new_folio
from ventanilla.kernel.text import Text
from ventanilla.kit.form import FormProblems
from ventanilla.kit.perform import PerformContext
from ventanilla.kit.tramite import AnyTramite, open_to

from .catalogue import tramite as find_tramite
from .models import Case
from .outbox import FALLBACK_SECONDS, recheck_later, resolve_later, tell_later
from .promise import promised_date
from .runner import actor_of
from .selectors import CaseView, case_view
from .wording import request_lines

MAX_ANSWER = 4000  # characters of one input of a draft
MAX_DRAFTS = 200  # open drafts of one account


class CaseNotFound(LookupError):
    """No such case, or not this actor's: the same to whoever asks."""


class AlreadyFiled(ValueError):
    """The case was filed before with other content; ``view`` is what was filed."""

    def __init__(self, view: CaseView) -> None:
        super().__init__("already filed")
        self.view = view


class DraftChanged(ValueError):
    """The draft holds something else than whoever changes it had read."""


class Incomplete(ValueError):
    """The draft is not a valid request yet; ``errors`` says why, by input (none: it changed meanwhile)."""

    def __init__(self, errors: dict[str, Text]) -> None:
        super().__init__("incomplete")
        self.errors = errors


class NotForThem(ValueError):
    """Who asks is not whom the trámite is for: a company asks for nothing that is a person's."""


class TooManyDrafts(ValueError):
    """More open drafts than a person can be working on."""


@dataclass(frozen=True, slots=True)
class SignedRequest:
    """The signature that files a case; ``revocation_known`` is False where the authority did not answer."""

    signature: UUID
    revocation_known: bool
    may_continue: bool  # the policy lets this act go on without that answer


def draft_open(visit: Visit, tramite: AnyTramite, *, now: datetime) -> UUID:
    """Open a draft with what the Form starts with, or go on with the one the person left.

    NotForThem where somebody acts for a company and the trámite is not for companies.
    """
    actor = visit.actor
    if not open_to(tramite, actor):
        raise NotForThem
    with scope(actor.subject), transaction.atomic():
        mine = Case.objects.filter(account_id=actor.owner, subject=actor.subject, state=State.BORRADOR.value)
        left = mine.filter(tramite=tramite.key).order_by("-saved_at").first()
        if left is not None:
            return left.id
        if mine.count() >= MAX_DRAFTS:
            raise TooManyDrafts
        case = Case.objects.create(
            tramite=tramite.key,
            title=tramite.title,
            account_id=actor.owner,
            person=actor.person or actor.subject,
            subject=actor.subject,
            acts_for=actor.acts_for,
            acting_for=visit.acting_for,
            applicant=visit.name,
            assurance=int(actor.assurance),
            draft=tramite.form.initial(civil_date(now)),
            opened_at=now,
            saved_at=now,
        )
        return case.id


def draft_save(
    actor: Actor, case_id: UUID, answers: dict[str, str], *, now: datetime, was: dict[str, str] | None = None
) -> None:
    """Keep what was typed, valid or not. AlreadyFiled once the case was sent.

    ``was`` is what the draft held when it was read: DraftChanged, and nothing kept, where it holds something else.
    """
    with scope(actor.subject), transaction.atomic():
        case = _own(actor, case_id, lock=True)
        if State(case.state) is not State.BORRADOR:
            raise AlreadyFiled(case_view(case))
        if was is not None and case.draft != was:
            raise DraftChanged
        known = {asked.name for asked in _tramite_of(case).form.asked()}
        kept = {name: _storable(value) for name, value in answers.items() if name in known}
        case.draft = case.draft | kept
        case.saved_at = now
        case.save(update_fields=["draft", "saved_at"])


def _storable(value: str) -> str:
    """What PostgreSQL can keep of a text: no NUL, no lone surrogate, and not without end."""
    return value.replace("\x00", "").encode(errors="replace").decode()[:MAX_ANSWER]


def draft_request(actor: Actor, case_id: UUID, *, on: date) -> Request:
    """The request a draft amounts to on ``on``, in the words that will be signed. Incomplete if it is not one."""
    with scope(actor.subject):
        return request_of(_own(actor, case_id), on)


def request_of(case: Case, on: date) -> Request:
    """The request that ``case`` holds, checked on the day ``on``. Incomplete if its answers are not valid."""
    try:
        solicitud = _tramite_of(case).form.read(case.draft, on)
    except FormProblems as error:
        raise Incomplete(error.problems) from error
    lines = tuple(Line(label, answer) for label, answer in request_lines(solicitud, for_another=bool(case.acting_for)))
    return Request(tramite=case.tramite, title=case.title, case=str(case.id), acting_for=case.acting_for, lines=lines)


def content_digest(request: Request) -> str:
    """SHA-256 of what is asked, in hexadecimal: the same content, the same receipt."""
    return hashlib.sha256(canonical(request.fields())).hexdigest()


def case_file(actor: Actor, case_id: UUID, content: str, signed: SignedRequest, *, now: datetime) -> CaseView:
    """File a signed request: from this commit on it counts, whatever happens next.

    The draft's id is the idempotency key: filing the same content again returns the same receipt, other
    content is AlreadyFiled. ``content`` is the digest of what was signed. Incomplete if the draft changed.
    """
    with scope(None), logged_together():
        case = _own(actor, case_id, lock=True)
        if State(case.state) is not State.BORRADOR:
            if case.content_sha256 != content:
                raise AlreadyFiled(case_view(case))
            return case_view(case)
        request = request_of(case, civil_date(now))
        if content_digest(request) != content:
            raise Incomplete({})
        waits = not signed.revocation_known and not signed.may_continue
        case.state = step(State.BORRADOR, State.EN_ESPERA if waits else State.RECIBIDO).value
        case.filed_at = now
        case.promised_on = promised_date(_tramite_of(case), civil_date(now))
        case.content_sha256 = content
        case.signature = signed.signature
        _give_folio(case)
        events: list[Event] = [
            RequestSigned(str(signed.signature), signed.revocation_known),
            CaseReceived(str(case.folio), case.tramite, case.title),
        ]
        if waits:
            events.append(RevocationAwaited())
        if actor.kin:
            events.append(KinRequestFiled(case.applicant, case.acting_for))
        by, subject = actor_of(case), SubjectId(case.subject)
        events_append([ToLog(event, subject, by, case.id) for event in events], now=now)
        _receipt(case, request, now)
        if waits:
            recheck_later(case.id)
        else:
            resolve_later(case.id, after_seconds=FALLBACK_SECONDS)
        return case_view(case)


def case_revocation_settled(case_id: UUID, *, good: bool, now: datetime) -> None:
    """The authority answered about the certificate of a waiting case: it goes on, or it has no effect."""
    with scope(None), transaction.atomic():
        case = Case.objects.select_for_update(no_key=True).get(id=case_id)
        if State(case.state) is not State.EN_ESPERA:
            return
        case.state = step(State.EN_ESPERA, State.RECIBIDO if good else State.SIN_EFECTO).value
        case.resolved_at = None if good else now
        case.save(update_fields=["state", "resolved_at"])
        if good:
            resolve_later(case.id)
        else:
            events_append([ToLog(CaseVoided(), SubjectId(case.subject), actor_of(case), case.id)], now=now)
            tell_later(case.id, State.SIN_EFECTO)


def _give_folio(case: Case) -> None:
    for _ in range(3):
        case.folio = new_folio()
        try:
            with transaction.atomic():
                case.save()
        except IntegrityError:
            continue
        return
    raise RuntimeError("three folios in a row were taken: the source of chance is broken")


def _receipt(case: Case, request: Request, now: datetime) -> None:
    by = actor_of(case)
    context = PerformContext(case.id, case.tramite, case.title, SubjectId(case.subject), civil_date(now), now, by)
    receipt = Receipt(
        folio=str(case.folio),
        title=case.title,
        applicant=case.applicant,
        acting_for=case.acting_for,
        filed_at=now,
        promised_on=case.promised_on,
        lines=request.lines,
    )
    order = IssueDocument(
        "/documents/acuse.typ", receipt, fact=f"Recibimos el trámite «{case.title}».", holder=case.applicant
    )
    merged("PERFORMS")[IssueDocument]([(order, context)])


def _own(actor: Actor, case_id: UUID, *, lock: bool = False) -> Case:
    rows = Case.objects.select_for_update(no_key=True) if lock else Case.objects.all()
    case = rows.filter(id=case_id, account_id=actor.owner, subject=actor.subject).first()
    if case is None:
        raise CaseNotFound
    return case


def _tramite_of(case: Case) -> AnyTramite:
    tramite = find_tramite(case.tramite)
    if tramite is None:
        raise LookupError(f"the office does not offer {case.tramite!r} any more")
    return tramite
