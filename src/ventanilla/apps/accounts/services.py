"""Opening accounts and sessions."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction

from ventanilla.apps.eventlog.api import ToLog, events_append, scope
from ventanilla.domain.accounts import AccountClaimed, AccountOpened, SessionClosed, SessionEntered, SessionOpened
from ventanilla.domain.authority import Actor, Assurance, Via
from ventanilla.kernel.acts import SubjectId

from .models import Account, Company, SignUp

IDLE_SECONDS: Final = 30 * 60
ABSOLUTE_SECONDS: Final = 10 * 3600
TOUCH_SECONDS: Final = 60  # how stale "last seen" may be: one write a minute, not one a page
SESSION_KEY: Final = "oficina"


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
    serial: str
    company: tuple[str, str] | None
    revocation_checked: bool


@dataclass(frozen=True, slots=True)
class Visit:
    """An open session, as the pages need it."""

    actor: Actor
    name: str
    email: str
    post: str
    acting_for: str
    acting_for_rfc: str
    revocation_checked: bool
    rfc: str
    curp: str
    seconds_left: int


def account_for_person(proven: Proven, *, subject: SubjectId | None, now: datetime) -> Account:
    """The account of the person of a certificate, opened the first time; it follows their newest certificate.

    A company's certificate changes nothing in the account of its representative. ``subject`` is who the registers
    already know by that CURP, or None. An account that nobody had proved is claimed: whoever opened it loses it.
    An e-mail that the person confirmed is not changed by a certificate.
    """
    says = {"rfc": proven.person_rfc, "name": proven.name, "email": proven.email}
    assurance = Assurance.N3 if proven.revocation_checked else Assurance.N2
    defaults = says | {"subject": subject or uuid.uuid4(), "opened_at": now, "proven": assurance}
    account, opened = Account.objects.get_or_create(curp=proven.curp, defaults=defaults)
    if account.proven < Assurance.N2:
        return _claim(account, proven, subject=subject, now=now)
    if account.proven < assurance:
        account.proven = assurance
        account.save(update_fields=["proven"])
    if not opened and SignUp.objects.filter(account=account).exclude(confirmed_at=None).exists():
        del says["email"]
    if opened:
        account.set_unusable_password()
        account.save(update_fields=["password"])
        events_append([ToLog(AccountOpened(proven.serial), SubjectId(account.subject), _person(account))], now=now)
    elif proven.company is None and any(getattr(account, name) != value for name, value in says.items()):
        for name, value in says.items():
            setattr(account, name, value)
        account.save(update_fields=list(says))
    return account


def _claim(account: Account, proven: Proven, *, subject: SubjectId | None, now: datetime) -> Account:
    """The owner comes with their e.firma to an account that somebody opened with their CURP and an e-mail."""
    account.set_unusable_password()
    account.rfc, account.name, account.email = proven.person_rfc, proven.name, proven.email
    account.subject = subject or uuid.uuid4()
    account.proven = Assurance.N3 if proven.revocation_checked else Assurance.N2
    account.is_active = True
    account.save()
    SignUp.objects.filter(account=account).update(confirmed_at=None, stopped_at=now)
    events_append([ToLog(AccountClaimed(proven.serial), SubjectId(account.subject), _person(account))], now=now)
    return account


def company_of(rfc: str, name: str, subject: SubjectId | None) -> Company:
    """The company of a certificate, known from then on; ``subject`` is who the registers already know by its RFC."""
    company, _ = Company.objects.get_or_create(rfc=rfc, defaults={"name": name, "subject": subject or uuid.uuid4()})
    return company


def _person(
    account: Account, acts_for: SubjectId | None = None, *, via: Via = Via.EFIRMA, assurance: Assurance = Assurance.N3
) -> Actor:
    return Actor(account.id, SubjectId(account.subject), assurance, via, acts_for)


def session_open(
    session: SessionBase, proven: Proven, *, subject: SubjectId | None, company: SubjectId | None, now: datetime
) -> Visit:
    """Sign in: a new session id, bound to the account; what the visitor had typed before stays in it."""
    with scope(None), transaction.atomic():
        account = account_for_person(proven, subject=subject, now=now)
        acting = company_of(*proven.company, company) if proven.company else None
        acts_for = SubjectId(acting.subject) if acting else None
        actor = _person(account, acts_for)
        event = SessionOpened(proven.serial, proven.revocation_checked, acting is not None)
        events_append([ToLog(event, SubjectId(account.subject), actor)], now=now)
        assurance = Assurance.N3 if proven.revocation_checked else Assurance.N2
        _begin(session, account, via=Via.EFIRMA, assurance=assurance, rfc=proven.rfc, acting=acting)
    return _visit(session)


def session_begin(session: SessionBase, account_id: UUID, *, via: Via, assurance: Assurance, now: datetime) -> Visit:
    """Sign in without an e.firma: ``via`` says how, ``assurance`` how sure the office is of who it is.

    Whoever calls has checked what was shown (a password, a passkey, a second step). Account.DoesNotExist for none.
    """
    with scope(None), transaction.atomic():
        account = Account.objects.get(id=account_id, is_active=True)
        assurance = min(assurance, Assurance(account.proven))  # a password proves no more than its account was
        actor = _person(account, via=via, assurance=assurance)
        events_append([ToLog(SessionEntered(via.value), SubjectId(account.subject), actor)], now=now)
        _begin(session, account, via=via, assurance=assurance, rfc=account.rfc, acting=None)
    return _visit(session)


def _begin(
    session: SessionBase, account: Account, *, via: Via, assurance: Assurance, rfc: str, acting: Company | None
) -> None:
    session.cycle_key()
    session[SESSION_KEY] = {
        "account": str(account.id),
        "person": str(account.subject),
        "name": account.name,
        "email": account.email,
        "post": account.post,
        "curp": account.curp,
        "rfc": rfc,
        "acts_for": str(acting.subject) if acting else "",
        "acting_for": acting.name if acting else "",
        "acting_for_rfc": acting.rfc if acting else "",
        "via": via.value,
        "assurance": int(assurance),
        "opened": int(time.time()),
        "seen": int(time.time()),
    }
    session.save()


def _visit(session: SessionBase) -> Visit:
    visit = visit_of(session)
    if visit is None:
        raise RuntimeError("a session that was just opened is open")
    return visit


def visit_of(session: SessionBase) -> Visit | None:
    """Who this session belongs to, or None if nobody or too late; real time, not the installation's clock."""
    kept: dict[str, Any] | None = session.get(SESSION_KEY)
    if kept is None:
        return None
    now = int(time.time())
    left = min(kept["seen"] + IDLE_SECONDS, kept["opened"] + ABSOLUTE_SECONDS) - now
    if left <= 0:
        del session[SESSION_KEY]
        return None
    if now - kept["seen"] >= TOUCH_SECONDS:
        session[SESSION_KEY] = kept | {"seen": now}
    acts_for = SubjectId(uuid.UUID(kept["acts_for"])) if kept["acts_for"] else None
    assurance, via = Assurance(kept["assurance"]), Via(kept["via"])
    actor = Actor(uuid.UUID(kept["account"]), SubjectId(uuid.UUID(kept["person"])), assurance, via, acts_for)
    return Visit(
        actor=actor,
        name=kept["name"],
        email=kept["email"],
        post=kept["post"],
        acting_for=kept["acting_for"],
        acting_for_rfc=kept["acting_for_rfc"],
        revocation_checked=via is not Via.EFIRMA or assurance is Assurance.N3,
        rfc=kept["rfc"],
        curp=kept["curp"],
        seconds_left=left,
    )


def session_touch(session: SessionBase) -> None:
    """Somebody is there: the idle time starts again; the absolute one does not."""
    session[SESSION_KEY] = session[SESSION_KEY] | {"seen": int(time.time())}


def session_close(session: SessionBase, visit: Visit, *, now: datetime) -> None:
    """Leave: the session is forgotten on the server, and the log says so."""
    person = visit.actor.person
    if person is not None:
        with scope(None), transaction.atomic():
            events_append([ToLog(SessionClosed(), person, visit.actor)], now=now)
    session.flush()


def official_post(actor: Actor) -> str:
    """The post of an official as it is now, whenever they signed in; "" for everybody else."""
    return Account.objects.filter(id=actor.owner).values_list("post", flat=True).first() or ""


def official_appoint(*, curp: str, name: str, post: str, subject: SubjectId, now: datetime) -> Account:
    """Give an official their account before they first sign in; without a password, the e.firma opens it."""
    account, _ = Account.objects.update_or_create(
        curp=curp, defaults={"name": name, "post": post, "subject": subject, "opened_at": now, "password": "!"}
    )
    return account
