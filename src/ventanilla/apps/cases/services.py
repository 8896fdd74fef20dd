"""Drafts and filings."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import connection, transaction
from django.db.utils import IntegrityError

from ventanilla.apps.accounts.api import LimitedAct, Visit, attempt_allowed
from ventanilla.apps.attachments.api import attachments_keep
from ventanilla.apps.eventlog.api import ToLog, events_append, logged_together, merged, scope
from ventanilla.apps.mandates.api import mandate_case
from ventanilla.domain.accounts import KinRequestFiled
from ventanilla.domain.authority import Actor
from ventanilla.domain.authority.autorizaciones import TramiteConAutorizacion
from ventanilla.domain.cases import (
    CaseReceived,
    CaseVoided,
    RequestConfirmed,
    RequestSigned,
    RevocationAwaited,
    RevocationSettled,
    State,
)
from ventanilla.domain.cases.states import step
from ventanilla.domain.documents import IssueDocument
from ventanilla.domain.documents.receipt import Receipt
from ventanilla.domain.signing.acts import Answer, Line, Request
from ventanilla.kernel.acts import Event, NoAnswer, SubjectId
from ventanilla.kernel.canonical import canonical
from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.folio import new_folio
from ventanilla.kernel.text import Text
from ventanilla.kit import Previewed, Tramite
from ventanilla.kit.form import Form, FormProblems
from ventanilla.kit.perform import PerformContext
from ventanilla.kit.tramite import AnyTramite, closed, open_to

from .awaited import awaited
from .catalogue import tramite as find_tramite
from .drafts import draft_now
from .files import file_ids, solicitud_read
from .foreseeing import foreseen, foreseen_lines
from .models import Case
from .outbox import FALLBACK_SECONDS, recheck_later, resolve_later, tell_later
from .outside import outside_fetch
from .permits import case_permitted, may_file, may_foresee, may_prepare
from .prefill import known_of
from .promise import promised_date
from .registers import AskingRegisters
from .runner import actor_of
from .selectors import CaseView, case_view
from .sending import SignedRequest, signature_needed
from .version import code_version
from .wording import request_lines

MAX_ANSWER = 4000  # characters of one input of a draft
_SENDING: Final = 0x56454E54  # which locks of PostgreSQL are these
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


class NotOpen(Incomplete):
    """The trámite takes no request on that day; its one error, of the whole form, says when it will."""

    def __init__(self, why: Text) -> None:
        super().__init__({"": why})


class NotForThem(ValueError):
    """Who asks is not whom the trámite is for: a company asks for nothing that is a person's."""


class TooManyDrafts(ValueError):
    """More open drafts than a person can be working on."""


def draft_open(
    visit: Visit,
    tramite: AnyTramite,
    *,
    now: datetime,
    fresh: bool = False,
    answers: Mapping[str, str] | None = None,
    answers_to: UUID | None = None,
) -> UUID:
    """Open a draft with what the Form starts with, or go on with the one the person left.

    Of a trámite that allows several at once, only one that nothing was written in is gone on with; and not even that
    where whoever asks brings all its answers at once (``fresh``). ``answers`` are those that a page knows already (the
    worker that it shows): a draft that holds them all is gone on with, and no other is touched. ``answers_to`` is what
    another case asks (`ask_file`), which its end will answer.

    NotForThem where somebody acts for a company and the trámite is not for companies; NotOpen outside its dates;
    NoMandate where they act by an authorisation that lets them prepare nothing.
    """
    actor = visit.actor
    if tramite.page or not open_to(tramite, actor):  # what is asked on a page of its own opens no case
        raise NotForThem
    may_prepare(actor, tramite)
    if (why := closed(tramite, civil_date(now))) is not None:
        raise NotOpen(why)
    outside_fetch(tramite, actor.subject)  # what does not answer now is asked again when it is resolved
    with scope(actor.subject), transaction.atomic():
        mine = Case.objects.filter(account_id=actor.owner, subject=actor.subject, state=State.BORRADOR.value)
        mine = mine.filter(answers_to=answers_to)
        known = _acceptable(tramite, answers or {})
        held = {} if answers_to is not None else {"draft__contains": known}
        left = mine.filter(tramite=tramite.key, **held).order_by("-saved_at").first()
        if left is not None and (known or not tramite.several):
            return left.id
        begins = tramite.form.initial(civil_date(now)) | known_of(tramite, actor, civil_date(now)) | known
        if left is not None and left.draft == begins and not fresh:
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
            mandate=actor.mandate,
            applicant=visit.name,
            assurance=int(actor.assurance),
            draft=begins,
            form_version=tramite.form.VERSION,
            opened_at=now,
            saved_at=now,
            answers_to=answers_to,
        )
        return case.id


def _acceptable(tramite: AnyTramite, answers: Mapping[str, str]) -> dict[str, str]:
    """What a page brings of a draft that it opens. LookupError for what its Form does not ask: a fault of the page."""
    if unasked := [name for name in answers if not tramite.form.accepts(name)]:
        raise LookupError(f"{tramite.key} does not ask {', '.join(unasked)}")
    return {name: storable(value) for name, value in answers.items()}


@contextmanager
def one_at_a_time(thing: UUID) -> Iterator[None]:
    """Hold ``thing`` while it is sent: clicks at once wait for the first, and find what it did.

    A lock of the session, not of a transaction: the authority of a certificate is asked meanwhile. It ends with the
    connection, whatever happens.
    """
    key = [_SENDING, int.from_bytes(thing.bytes[:4], "big", signed=True)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", key)
    try:
        yield
    finally:
        if connection.connection is not None and not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", key)
        else:
            connection.close()  # a broken connection takes its locks with it


def options_of(actor: Actor, tramite: AnyTramite) -> dict[str, tuple[str, ...]]:
    """What ``actor`` chooses among that only the registers know, by the name of the field; {} if they know nobody."""
    if not isinstance(tramite, Tramite):
        return {}
    with scope(None):
        try:
            return dict(tramite.options(actor, AskingRegisters()))
        except NoAnswer:
            return {}


def answers_about(actor: Actor, tramite: AnyTramite, thing: UUID) -> dict[str, str]:
    """With what a request of ``actor`` begins about ``thing``, for `draft_open`; {} where it is none of theirs."""
    if not isinstance(tramite, Tramite):
        return {}
    with scope(None):
        try:
            return dict(tramite.about(thing, actor, AskingRegisters()))
        except NoAnswer:
            return {}


def draft_save(
    actor: Actor, case_id: UUID, answers: dict[str, str], *, now: datetime, was: dict[str, str] | None = None
) -> None:
    """Keep what was typed, valid or not. AlreadyFiled once the case was sent.

    ``was`` is what the draft held when it was read: DraftChanged, and nothing kept, where it holds something else.
    """
    with scope(actor.subject), transaction.atomic():
        case = own_case(actor, case_id, lock=True)
        if State(case.state) is not State.BORRADOR:
            raise AlreadyFiled(case_view(case))
        tramite = tramite_of(case)
        may_prepare(actor, tramite)
        form = tramite.form
        if was is not None and draft_now(tramite, case) != was:  # it was read as today's Form asks it
            raise DraftChanged
        kept = {name: storable(value) for name, value in answers.items() if form.accepts(name)}
        case.draft = draft_now(tramite, case) | kept
        case.form_version = tramite.form.VERSION
        case.saved_at, case.expiry_told_at = now, None
        case.save(update_fields=["draft", "form_version", "saved_at", "expiry_told_at"])


def draft_files(actor: Actor, case_id: UUID, name: str, ids: Sequence[str], *, now: datetime) -> None:
    """Keep which files answer the question ``name``, in place of those before. AlreadyFiled once the case was sent."""
    with scope(actor.subject), transaction.atomic():
        case = own_case(actor, case_id, lock=True)
        if State(case.state) is not State.BORRADOR:
            raise AlreadyFiled(case_view(case))
        may_prepare(actor, tramite_of(case))
        others = {each: value for each, value in case.draft.items() if each.rpartition(".")[0] != name}
        case.draft = others | {f"{name}.{number}": each for number, each in enumerate(ids)}
        case.saved_at = now
        case.save(update_fields=["draft", "saved_at"])


def draft_drop(actor: Actor, case_id: UUID, item: str, *, now: datetime) -> None:
    """Take one item of a group (``hijos.2``) out of a draft; twice is once. AlreadyFiled once the case was sent."""
    with scope(actor.subject), transaction.atomic():
        case = own_case(actor, case_id, lock=True)
        if State(case.state) is not State.BORRADOR:
            raise AlreadyFiled(case_view(case))
        may_prepare(actor, tramite_of(case))
        case.draft = {name: value for name, value in case.draft.items() if not name.startswith(f"{item}.")}
        case.saved_at = now
        case.save(update_fields=["draft", "saved_at"])


def storable(value: str) -> str:
    """What PostgreSQL can keep of a text: no NUL, no lone surrogate, and not without end."""
    return value.replace("\x00", "").encode(errors="replace").decode()[:MAX_ANSWER]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a draft amounts to, all of one reading: ``request`` in the words that will be signed, ``solicitud`` as its
    Form reads them, ``shown`` what would follow. ``draft`` and ``on`` are what was read, and when.
    """

    request: Request
    solicitud: Form
    shown: Previewed | None
    draft: dict[str, str]
    on: date


def draft_request(actor: Actor, case_id: UUID, *, on: date) -> Request:
    """The request a draft amounts to on ``on``, in the words that will be signed. Incomplete if it is not one.

    NoMandate where whoever asks may not send it; LockedOut as `draft_checked`.
    """
    with scope(actor.subject):
        case = own_case(actor, case_id)
        checked = request_of(case, on)
        _preview_counted(actor, checked.shown)
        may_file(actor, tramite_of(case), checked.solicitud, lock=False)
        return checked.request


def draft_sendable(actor: Actor, case_id: UUID, solicitud: Form) -> bool:
    """Whether ``actor`` may send what ``solicitud`` says: only an authorisation may not reach that far."""
    if actor.mandate is None:
        return True
    with scope(actor.subject):
        return case_permitted(actor, tramite_of(own_case(actor, case_id)), solicitud)


def draft_checked(actor: Actor, case_id: UUID, *, on: date) -> Checked:
    """The same, what its Form reads there, and what would follow. Incomplete, or NotOpen.

    NoMandate where it names a registro that the authorisation of whoever asks does not reach.
    LockedOut for who learned too often that theirs would be refused: it says whether two numbers are of one person.
    """
    with scope(actor.subject):
        case = own_case(actor, case_id)
        checked = request_of(case, on)
        may_foresee(actor, tramite_of(case), checked.solicitud)
        _preview_counted(actor, checked.shown)
    return checked


def _preview_counted(actor: Actor, shown: Previewed | None) -> None:
    if shown is not None and shown.refused:
        attempt_allowed(LimitedAct.PREVIEW, account_key=str(actor.owner), address="")


def request_of(case: Case, on: date) -> Checked:
    """The request that ``case`` holds, checked on the day ``on``; Incomplete, or NotOpen, where it is none."""
    tramite = tramite_of(case)
    if (why := closed(tramite, on)) is not None:
        raise NotOpen(why)
    try:
        solicitud = solicitud_read(tramite, case, on)
    except FormProblems as error:
        raise Incomplete(error.problems) from error
    shown = foreseen(tramite, case, solicitud, on)
    answers = request_lines(solicitud, for_another=bool(case.acting_for))
    lines = tuple(Line(label, answer) for label, answer in (*answers, *foreseen_lines(shown)))
    asked_for = Request(
        tramite=case.tramite, title=case.title, case=str(case.id), acting_for=case.acting_for, lines=lines
    )
    return Checked(asked_for, solicitud, shown, dict(case.draft), on)


def content_digest(request: Request | Answer) -> str:
    """SHA-256 of what is asked, in hexadecimal: the same content, the same receipt."""
    return hashlib.sha256(canonical(request.fields())).hexdigest()


def case_file(
    actor: Actor,
    case_id: UUID,
    content: str,
    signed: SignedRequest,
    *,
    now: datetime,
    checked: Checked | None = None,
) -> CaseView:
    """File a signed request: from this commit on it counts, whatever happens next.

    The draft's id is the idempotency key: filing the same content again returns the same receipt, other
    content is AlreadyFiled. ``content`` is the digest of what was signed. Incomplete if the draft changed. Whoever acts
    by an authorisation holds it here: revoked before this commit, NoMandate; after it, what was filed stays.

    ``checked`` is the reading that the signature was judged against: of the same draft on the same day nothing is read
    again. What the registers say by now, the decision asks, with its subjects locked.
    """
    with scope(None), logged_together():
        case = own_case(actor, case_id, lock=True)
        if State(case.state) is not State.BORRADOR:
            if case.content_sha256 != content:
                raise AlreadyFiled(case_view(case))
            return case_view(case)
        if checked is None or (checked.draft, checked.on) != (case.draft, civil_date(now)):
            checked = request_of(case, civil_date(now))
        request = checked.request
        if content_digest(request) != content:
            raise Incomplete({})
        if signed.signature is None and signature_needed(actor, tramite_of(case)):
            raise ValueError("this request is sent with an e.firma")
        may_file(actor, tramite_of(case), checked.solicitud, lock=True)
        case.mandate = actor.mandate
        if not attachments_keep(case.id, file_ids(tramite_of(case).form, case.draft), now=now):
            raise Incomplete({})
        waits = not signed.revocation_known and not signed.may_continue
        tramite = tramite_of(case)
        case.draft, case.form_version = draft_now(tramite, case), tramite.form.VERSION
        case.code_version = code_version()
        case.lines = [{"label": line.label, "answer": line.answer} for line in request.lines]
        case.state = step(State.BORRADOR, State.EN_ESPERA if waits else State.RECIBIDO).value
        case.filed_at = now
        case.promised_on = promised_date(tramite, civil_date(now))
        case.content_sha256 = content
        case.signature = signed.signature
        case.answers_to = case.answers_to or awaited(case, tramite, on=civil_date(now))
        _give_folio(case)
        events: list[Event] = [
            RequestConfirmed()
            if signed.signature is None
            else RequestSigned(str(signed.signature), signed.revocation_known),
            CaseReceived(str(case.folio), case.tramite, case.title),
        ]
        if waits:
            events.append(RevocationAwaited())
        if actor.kin:
            events.append(KinRequestFiled(case.applicant, case.acting_for))
        if actor.mandate is not None:
            events.append(TramiteConAutorizacion(actor.mandate, case.applicant, case.acting_for))
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
        event: Event = RevocationSettled() if good else CaseVoided()
        events_append([ToLog(event, SubjectId(case.subject), actor_of(case), case.id)], now=now)
        if good:
            resolve_later(case.id)
        else:
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
    context = PerformContext(
        case.id, case.tramite, case.title, SubjectId(case.subject), civil_date(now), now, by, by.account
    )
    receipt = Receipt(
        folio=str(case.folio),
        title=case.title,
        applicant=case.applicant,
        acting_for=case.acting_for,
        filed_at=now,
        promised_on=case.promised_on,
        lines=request.lines,
        autorizacion=_authorised(case),
    )
    order = IssueDocument(
        "/documents/acuse.typ", receipt, fact=f"Recibimos el trámite «{case.title}».", holder=case.applicant
    )
    merged("PERFORMS")[IssueDocument]([(order, context)])


def _authorised(case: Case) -> str:
    """The folio of the authorisation by which a case was filed; "" where it was by none, or came with the office."""
    if case.mandate is None:
        return ""
    given = mandate_case(case.mandate)
    return Case.objects.filter(id=given).values_list("folio", flat=True).first() or "" if given else ""


def own_case(actor: Actor, case_id: UUID, *, lock: bool = False) -> Case:
    """One's own row, whatever its state. CaseNotFound."""
    rows = Case.objects.select_for_update(no_key=True) if lock else Case.objects.all()
    case = rows.filter(id=case_id, account_id=actor.owner, subject=actor.subject).first()
    if case is None:
        raise CaseNotFound
    return case


def tramite_of(case: Case) -> AnyTramite:
    tramite = find_tramite(case.tramite)
    if tramite is None:
        raise LookupError(f"the office does not offer {case.tramite!r} any more")
    return tramite
