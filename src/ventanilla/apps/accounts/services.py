"""Opening accounts and sessions."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction

from ventanilla.apps.eventlog.api import ToLog, events_append, logged_together, scope
from ventanilla.apps.mandates.api import MandateView
from ventanilla.domain.accounts import (
    AccountClaimed,
    AccountOpened,
    BindingFault,
    CertificateState,
    IdentityConfirmed,
    SessionClosed,
    SessionEnd,
    SessionEntered,
    SessionOpened,
)
from ventanilla.domain.accounts.contact import AGAIN_POLICY, email_asked
from ventanilla.domain.accounts.preferences import Preferences
from ventanilla.domain.authority import SYSTEM, Actor, Assurance, Via
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.text import Text
from ventanilla.law import policy

from .certificates import (
    CertificateRefused,
    Presented,
    certificate_bind,
    certificate_conflict_record,
    conflict_of,
    refusal_of,
)
from .curps import curp_of_today
from .delegates import BY_MANDATE, delegate_actor, delegate_begin, delegate_leave, delegate_left, delegate_now
from .devices import Device
from .factors import factors_forget
from .family import Kin, acting_begin, acting_leave, acting_now
from .models import Account, Company, SignUp
from .people import actor_of, dependent_subject
from .preferences import preferences_of
from .sessions import ABSOLUTE_SECONDS, IDLE_SECONDS, TOUCH_SECONDS, row_end, row_open, row_seen, row_standing, rows_end
from .terms import terms_accepted

SESSION_KEY: Final = "oficina"
ENDED: Final = "terminada"  # why the office ended the session, until a page says it
STRONG: Final = frozenset({Via.EFIRMA, Via.PASSKEY})  # no password alone
PENDING_KEY: Final = "segundo_paso"  # whoever passed the first step only (second_step)


@dataclass(frozen=True, slots=True)
class Proven:
    """What a verified certificate says of whoever signed in; ``company`` is (RFC, name) or None.

    ``rfc`` is the certificate's own: the company's where there is one; ``person_rfc`` is always the human's.
    """

    curp: str
    rfc: str
    person_rfc: str
    name: str
    email: str
    certificate: Presented
    company: tuple[str, str] | None
    revocation_checked: bool

    @property
    def serial(self) -> str:
        """The serial of the certificate."""
        return self.certificate.serial


@dataclass(frozen=True, slots=True)
class Visit:
    """An open session, as the pages need it."""

    id: UUID  # the row of this session
    actor: Actor
    name: str
    strong: bool  # shown with more than a password: an e.firma, a passkey, or a second step
    acting_for: str
    acting_for_rfc: str
    revocation_checked: bool
    rfc: str
    curp: str
    signs_as: str  # the CURP of the e.firma that entered, where it carries one that changed since; else ``curp``
    seconds_left: int
    preferences: Preferences
    email_asked: bool  # on entering: the office wants its owner's e-mail confirmed
    terms_due: bool  # the terms in force were not accepted yet: no page opens before
    confirmed_ago: int  # seconds since its owner last showed who they are: on entering, or before an act that asked
    kin: Kin | None = None  # the child or dependent parent whom the owner acts for, where ``acting_for`` is one
    delegate: MandateView | None = None  # the authorisation by which they act, where they do by one


def account_for_person(proven: Proven, *, subject: SubjectId | None, now: datetime) -> Account:
    """The account of the person of a certificate, opened the first time.

    ``subject`` is who the registers already know by that CURP, or None. An account that nobody had proved is claimed:
    whoever opened it loses it.
    """
    assurance = _assurance(proven)
    known = subject or dependent_subject(proven.curp) or uuid.uuid4()
    defaults = _says(proven) | {"subject": known, "opened_at": now, "proven": assurance}
    account, opened = Account.objects.get_or_create(curp=proven.curp, defaults=defaults)
    # An official's, opened without an e.firma: it speaks about nobody of the registers.
    elsewhere = not account.rfc and subject is not None and account.subject != subject
    if account.proven < Assurance.N2 or (account.proven < Assurance.N3 and elsewhere):
        return _claim(account, proven, subject=subject, now=now)
    if account.proven < assurance:
        account.proven = assurance
        account.save(update_fields=["proven"])
    if opened:
        account.set_unusable_password()
        account.save(update_fields=["password"])
        by = actor_of(account, via=Via.EFIRMA, assurance=Assurance.N3)
        events_append([ToLog(AccountOpened(proven.serial), SubjectId(account.subject), by)], now=now)
    return account


def _assurance(proven: Proven) -> Assurance:
    return Assurance.N3 if proven.revocation_checked else Assurance.N2


def _says(proven: Proven) -> dict[str, str]:
    return {"rfc": proven.person_rfc, "name": proven.name, "email": proven.email}


def _follow(account: Account, proven: Proven) -> None:
    """An account follows its person's own certificate in force; a company's changes nothing in it.

    An e-mail that the person confirmed is not changed by a certificate.
    """
    says = _says(proven)
    if account.email_confirmed_at is not None:
        del says["email"]
    if any(getattr(account, name) != value for name, value in says.items()):
        for name, value in says.items():
            setattr(account, name, value)
        account.save(update_fields=list(says))


def _claim(account: Account, proven: Proven, *, subject: SubjectId | None, now: datetime) -> Account:
    """The owner comes with their e.firma to an account that somebody opened with their CURP and an e-mail.

    Whatever way in that somebody made is gone, and so are their sessions.
    """
    account.set_unusable_password()
    account.rfc, account.name, account.email = proven.person_rfc, proven.name, proven.email
    account.subject = subject or dependent_subject(proven.curp) or uuid.uuid4()
    account.proven = _assurance(proven)
    account.password_set_at = account.email_confirmed_at = None
    account.is_active = True
    account.save()
    factors_forget(account)
    rows_end(account.id, keep=None, now=now)
    SignUp.objects.filter(account=account).update(confirmed_at=None, stopped_at=now)
    by = actor_of(account, via=Via.EFIRMA, assurance=Assurance.N3)
    events_append([ToLog(AccountClaimed(proven.serial), SubjectId(account.subject), by)], now=now)
    return account


def company_of(rfc: str, name: str, subject: SubjectId | None) -> Company:
    """The company of a certificate, known from then on; ``subject`` is who the registers already know by its RFC."""
    company, _ = Company.objects.get_or_create(rfc=rfc, defaults={"name": name, "subject": subject or uuid.uuid4()})
    return company


def session_open(
    session: SessionBase,
    proven: Proven,
    *,
    device: Device,
    subject: SubjectId | None,
    company: SubjectId | None,
    now: datetime,
) -> Visit:
    """Sign in: a new session id, bound to the account; what the visitor had typed before stays in it.

    CertificateRefused if the certificate, good as it is, may not enter; no account is opened then.
    """
    signs_as = proven.curp
    with scope(None), logged_together():
        proven = replace(proven, curp=curp_of_today(proven.curp, subject))
        fault = _conflict_of(proven, now=now)
        if fault is None:
            acting = company_of(*proven.company, company) if proven.company else None
            fault = refusal_of(proven.certificate, curp=proven.curp, company=acting)
            if fault is None:
                _enter(session, proven, acting, device=device, subject=subject, now=now)
    if fault is not None:
        raise CertificateRefused(fault)
    if signs_as != proven.curp:
        session[SESSION_KEY] = session[SESSION_KEY] | {"signs_as": signs_as}
    return _visit(session)


def _conflict_of(proven: Proven, *, now: datetime) -> BindingFault | None:
    conflict = conflict_of(proven.curp, proven.person_rfc, proven.certificate.sha256)
    if conflict is None:
        return None
    fault, account = conflict
    certificate_conflict_record(proven.certificate, fault, account, by=SYSTEM, now=now)
    return fault


def _enter(
    session: SessionBase,
    proven: Proven,
    acting: Company | None,
    *,
    device: Device,
    subject: SubjectId | None,
    now: datetime,
) -> None:
    known = Account.objects.filter(curp=proven.curp).exists()
    account = account_for_person(proven, subject=subject, now=now)
    acts_for = SubjectId(acting.subject) if acting else None
    actor = actor_of(account, via=Via.EFIRMA, assurance=Assurance.N3, acts_for=acts_for)
    bound = certificate_bind(
        proven.certificate,
        account,
        acting,
        rfc=proven.person_rfc,
        opened=not known,
        checked=proven.revocation_checked,
        by=actor,
        now=now,
    )
    if acting is None and bound.state == CertificateState.VIGENTE.value:
        _follow(account, proven)
    event = SessionOpened(proven.serial, proven.revocation_checked, acting is not None)
    events_append([ToLog(event, SubjectId(account.subject), actor)], now=now)
    entered = replace(actor, assurance=_assurance(proven))
    _begin(session, account, by=entered, rfc=proven.rfc, acting=acting, device=device, now=now, certificate=bound.id)


def session_begin(
    session: SessionBase,
    account_id: UUID,
    *,
    via: Via,
    assurance: Assurance,
    device: Device,
    now: datetime,
    strong: bool = False,
) -> Visit:
    """Sign in without an e.firma: ``via`` says how, ``assurance`` how sure the office is of who it is.

    ``strong`` where a second step came after the password.

    Whoever calls has checked what was shown (a password, a passkey, a second step). Account.DoesNotExist for none.
    """
    with scope(None), transaction.atomic():
        account = Account.objects.get(id=account_id, is_active=True)
        assurance = min(assurance, Assurance(account.proven))  # a password proves no more than its account was
        actor = actor_of(account, via=via, assurance=assurance)
        events_append([ToLog(SessionEntered(via.value), SubjectId(account.subject), actor)], now=now)
        _begin(session, account, by=actor, rfc=account.rfc, acting=None, device=device, now=now, strong=strong)
    return _visit(session)


def _begin(
    session: SessionBase,
    account: Account,
    *,
    by: Actor,
    rfc: str,
    acting: Company | None,
    device: Device,
    now: datetime,
    certificate: UUID | None = None,
    strong: bool = False,
) -> None:
    left: dict[str, Any] | None = session.get(SESSION_KEY)
    if left is not None:  # somebody signs in over a session: that one is over
        row_end(UUID(left["row"]), now=now)
    row = row_open(account, subject=by.subject, via=by.via, by=by, device=device, now=now)
    session.cycle_key()
    session.pop(ENDED, None)
    session.pop(PENDING_KEY, None)
    session[SESSION_KEY] = {
        "row": str(row),
        "account": str(account.id),
        "person": str(account.subject),
        "name": account.name,
        "strong": strong or by.via in STRONG,
        "curp": account.curp,
        "rfc": rfc,
        "acts_for": str(acting.subject) if acting else "",
        "acting_for": acting.name if acting else "",
        "acting_for_rfc": acting.rfc if acting else "",
        "via": by.via.value,
        "assurance": int(by.assurance),
        "certificate": str(certificate) if certificate else "",
        "preferences": preferences_of(account.id).stored(),
        "email_asked": email_asked(
            account.email, account.email_confirmed_at, policy(AGAIN_POLICY).value, civil_date(now)
        ),
        "terms_due": not terms_accepted(account.id),
        "opened": int(time.time()),
        "seen": int(time.time()),
        # An e.firma that its authority could not vouch for enters, and confirms nothing.
        "confirmed": 0 if by.via is Via.EFIRMA and by.assurance < Assurance.N3 else int(time.time()),
    }
    session.save()


def _visit(session: SessionBase) -> Visit:
    visit = visit_of(session)
    if visit is None:
        raise RuntimeError("a session that was just opened is open")
    return visit


def visit_of(session: SessionBase) -> Visit | None:
    """Who this session belongs to, or None if nobody, too late, or ended from elsewhere.

    Real time, not the installation's clock.

    A session of an e.firma ends with it: revoked, or no longer the one that represents the company.
    """
    kept: dict[str, Any] | None = session.get(SESSION_KEY)
    if kept is None:
        return None
    row = UUID(kept["row"])
    goes_on, ended = row_standing(row, UUID(kept["certificate"]) if kept.get("certificate") else None)
    if not goes_on:
        session.flush()
        return None
    now = int(time.time())
    left = min(kept["seen"] + IDLE_SECONDS, kept["opened"] + ABSOLUTE_SECONDS) - now
    if left <= 0:
        del session[SESSION_KEY]
        return None
    if ended is not None:
        del session[SESSION_KEY]
        session[ENDED] = ended.value
        return None
    if now - kept["seen"] >= TOUCH_SECONDS:
        session[SESSION_KEY] = kept | {"seen": now}
        row_seen(row)
    acts_for = SubjectId(uuid.UUID(kept["acts_for"])) if kept["acts_for"] else None
    assurance, via = Assurance(kept["assurance"]), Via(kept["via"])
    actor = Actor(uuid.UUID(kept["account"]), SubjectId(uuid.UUID(kept["person"])), assurance, via, acts_for)
    kin = acting_now(session, actor, key=SESSION_KEY)
    if kin is not None:
        actor = replace(actor, acts_for=kin.subject, kin=True)
    delegate = delegate_now(session, actor, key=SESSION_KEY)
    if delegate is not None:
        actor = delegate_actor(actor, delegate)
    for_whom = kin.name if kin is not None else delegate.grantor_name if delegate is not None else kept["acting_for"]
    return Visit(
        id=row,
        actor=actor,
        name=kept["name"],
        strong=kept.get("strong", via in STRONG),
        acting_for=for_whom,
        acting_for_rfc=delegate.grantor_rfc if delegate is not None else kept["acting_for_rfc"],
        revocation_checked=via is not Via.EFIRMA or assurance is Assurance.N3,
        rfc=kept["rfc"],
        curp=kept["curp"],
        signs_as=kept.get("signs_as", kept["curp"]),
        seconds_left=left,
        email_asked=bool(kept.get("email_asked")),
        terms_due=bool(kept.get("terms_due")),
        preferences=Preferences.read(kept.get("preferences", {})),
        confirmed_ago=now - kept.get("confirmed", 0),
        kin=kin,
        delegate=delegate,
    )


def in_own_name(visit: Visit) -> Visit:
    """The same visit where one is oneself whoever one acts for: in one's own account.

    ``kin`` and ``delegate`` still say for whom.
    """
    if visit.kin is None and visit.delegate is None:
        return visit
    return replace(visit, actor=replace(visit.actor, acts_for=None, kin=False, mandate=None))


def session_act_for(session: SessionBase, visit: Visit, dependent: UUID, *, now: datetime) -> None:
    """Act from now on for one of one's family, in this session; NotTheirs if there is no tie in force."""
    acting_begin(session, in_own_name(visit).actor, dependent, key=SESSION_KEY, now=now)
    delegate_leave(session, in_own_name(visit).actor, key=SESSION_KEY, now=now)


def session_act_by(session: SessionBase, visit: Visit, mandate: UUID, *, now: datetime) -> None:
    """Act from now on by an authorisation, in this session; NotTheirs if it does not stand."""
    own = in_own_name(visit).actor
    before = session[SESSION_KEY].get(BY_MANDATE)
    delegate_begin(session, own, mandate, key=SESSION_KEY, now=now)
    acting_leave(session, own, key=SESSION_KEY, now=now)
    if before is not None and before["id"] != str(mandate):
        delegate_left(before, own, now=now)


def session_act_for_oneself(session: SessionBase, visit: Visit, *, now: datetime) -> None:
    """Act for oneself again."""
    own = in_own_name(visit).actor
    acting_leave(session, own, key=SESSION_KEY, now=now)
    delegate_leave(session, own, key=SESSION_KEY, now=now)


def session_ended(session: SessionBase) -> Text | None:
    """Why the office ended this session, said once: whoever asks shows it."""
    ended = session.pop(ENDED, None)
    return SessionEnd(ended).text() if ended else None


def session_touch(session: SessionBase) -> None:
    """Somebody is there: the idle time starts again; the absolute one does not."""
    session[SESSION_KEY] = session[SESSION_KEY] | {"seen": int(time.time())}


def session_prefer(session: SessionBase, chosen: Preferences) -> None:
    """What its owner just chose holds for this session, too."""
    session[SESSION_KEY] = session[SESSION_KEY] | {"preferences": chosen.stored()}


def session_settle_email(session: SessionBase) -> None:
    """Its owner's e-mail was confirmed since they entered: this session asks no more."""
    session[SESSION_KEY] = session[SESSION_KEY] | {"email_asked": False}


def session_accept(session: SessionBase) -> None:
    """Its owner accepted the terms in force: the pages open."""
    session[SESSION_KEY] = session[SESSION_KEY] | {"terms_due": False}


def session_confirm(session: SessionBase, *, how: str, by: Actor, now: datetime) -> None:
    """Whoever is in showed again who they are; ``how`` as `IdentityConfirmed` says it. The session gets a new id.

    Whoever calls has checked what was shown, and that it is this account's.
    """
    person = by.person
    if person is None:
        raise LookupError("a job of the office has no session")
    with scope(person), transaction.atomic():
        events_append([ToLog(IdentityConfirmed(how), person, by)], now=now)
    session.cycle_key()
    at = int(time.time())
    session[SESSION_KEY] = session[SESSION_KEY] | {"seen": at, "confirmed": at, "strong": True}
    session.save()


def session_close(session: SessionBase, visit: Visit, *, now: datetime) -> None:
    """Leave: the session is forgotten on the server, and the log says so."""
    person = visit.actor.person
    if person is not None:
        with scope(None), transaction.atomic():
            row_end(visit.id, now=now)
            events_append([ToLog(SessionClosed(), person, visit.actor)], now=now)
    session.flush()
