"""Proving whose an account is with a sealed payroll receipt and what only the record answers.

What is wrong with the file is said. Whether the register agrees is not: the questions come all the same, drawn from a
record that never existed where there is none that serves, and every refusal is one sentence. Tries and waits are in
real time, like codes.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import lru_cache
from typing import Final
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.db import IntegrityError, transaction
from django.db.models import Max, Sum
from django.utils.crypto import constant_time_compare, salted_hmac

from ventanilla.apps.eventlog.api import ToLog, events_append, scope
from ventanilla.domain.accounts import ReceiptAnswered, ReceiptProved, ReceiptShown, ReceiptStopped
from ventanilla.domain.accounts.questions import Draw, Question, all_right, invented, questions
from ventanilla.domain.accounts.receipt import (
    AGE_POLICY,
    CLOSED_POLICY,
    TRIES,
    ReceiptFault,
    Record,
    Shown,
    age_allowed,
    agrees,
    closed_for,
    receipt_fault,
    too_old,
)
from ventanilla.domain.accounts.recovery import COOLING_POLICY, RecoveryState, cooling_until
from ventanilla.domain.authority import SYSTEM, Actor, Assurance, Via
from ventanilla.domain.identifiers import curp as curps
from ventanilla.formats.cfdi.own import sealed_receipt
from ventanilla.formats.cfdi.sello import Sellos
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.text import Text
from ventanilla.law import policy

from .devices import Device
from .identity import Tried
from .limits import LimitedAct, attempt_allowed
from .models import Account, IdentityCode, ReceiptProof, Recovery
from .outbound import Career, career_of, receipt_chain
from .outbox import tell_receipt_later
from .services import session_begin
from .sessions import rows_end
from .sign_up import Outcome, account_forget

PENDING_SECONDS: Final = 30 * 60  # from showing the receipt to answering
STOP_SECONDS: Final = 30 * 24 * 3600  # how long whoever is on record can say that it was not them
REMEMBERED: Final = 256  # attempts whose questions are not drawn again


class ProofState(Enum):
    """Where an attempt is."""

    OPEN = "abierta"
    PROVED = "probada"
    REPLACED = "sustituida"  # another receipt was shown
    STOPPED = "detenida"  # somebody on record said that it was not them


class WayClosed(Exception):
    """Too many wrong answers: this way opens again at ``until``, an aware instant of real time."""

    def __init__(self, until: datetime) -> None:
        super().__init__("closed")
        self.until = until


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as whoever answers sees it; ``key`` names it without saying anything of its answer."""

    key: str
    asks: Text
    options: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """The questions of an attempt, and how many tries are left of the period."""

    proof: UUID
    asked: tuple[Asked, ...]
    left: int


# -- the receipt


def receipt_show(content: bytes, *, by: Actor, address: str, now: datetime) -> Text | None:
    """Show a receipt: what is wrong with the file, or None to go on to the questions.

    WayClosed after the third wrong answer of a period; LockedOut where too many receipts were shown.
    """
    account = Account.objects.get(id=by.owner)
    _open_way(account)
    attempt_allowed(LimitedAct.RECEIPT, account_key=account.curp, address=address)
    found = _read(content)
    if isinstance(found, ReceiptFault):
        return found.text()
    today, age = civil_date(now), age_allowed(policy(AGE_POLICY).value)
    fault = receipt_fault(found, curp=account.curp, today=today, age=age)
    if fault is not None:
        return too_old(age.days) if fault is ReceiptFault.OLD else fault.text()
    known = career_of(account.curp)
    _, enough = _drawn(account.curp, known, found.employer, now)
    agreed = agrees(found, known.record if known else None) and enough
    with scope(None), transaction.atomic():
        held = Account.objects.select_for_update(no_key=True).get(id=account.id)
        ReceiptProof.objects.filter(account=held, state=ProofState.OPEN.value).update(
            state=ProofState.REPLACED.value, ended_at=now
        )
        digest = _digest(found)
        used = ReceiptProof.objects.filter(receipt=digest, state=ProofState.PROVED.value).exclude(account=held).exists()
        row = ReceiptProof.objects.create(
            account=held,
            receipt=digest,
            issuer=found.employer,
            agrees=agreed and not used,
            begun_at=now,
            begun=int(time.time()),
        )
        events_append([ToLog(ReceiptShown(str(row.id)), SubjectId(held.subject), by)], now=now)
        tell_receipt_later(row.id, ProofState.OPEN.value)
    return None


def _read(content: bytes) -> Shown | ReceiptFault:
    """What a receipt says, if its seal is whole and its certificate is the issuer's and of an authority known here."""
    one = sealed_receipt(content, Sellos(receipt_chain()))
    if isinstance(one, ReceiptFault):
        return one
    return Shown(one.curp, one.rfc, one.nss, one.rfc_patron, one.pago, one.uuid)


def _digest(shown: Shown) -> bytes:
    said = f"{shown.employer}\n{shown.folio}"
    return salted_hmac("accounts.receipt", said, algorithm="sha256").digest()


# -- the questions


def _draw(curp: str) -> Draw:
    """Numbers that only the installation's secret, the person and a label decide: the same options every time."""

    def drawn(label: str) -> int:
        said = salted_hmac("accounts.questions", f"{curp}\n{label}", algorithm="sha256").digest()
        return int.from_bytes(said[:8], "big")

    return drawn


def _drawn(curp: str, known: Career | None, issuer: str, now: datetime) -> tuple[tuple[Question, ...], bool]:
    """The questions to ask, and whether they are of a record. Both are drawn, so that both take the same time."""
    return _remembered(curp, known.record if known else None, issuer, civil_date(now))


@lru_cache(maxsize=REMEMBERED)
def _remembered(curp: str, record: Record | None, issuer: str, today: date) -> tuple[tuple[Question, ...], bool]:
    """Looking again at a page takes no time that a longer record would make longer."""
    draw = _draw(curp)
    nobody = invented(curp, born=curps.birth(curp), today=today, draw=draw)
    other = questions(nobody, issuer="", today=today, draw=draw)
    own = questions(record or nobody, issuer=issuer, today=today, draw=draw)
    if own is None or record is None:
        return other or (), False
    return own, True


def receipt_asking(*, by: Actor, now: datetime) -> Asking | None:
    """The questions of the attempt that is open; None where no receipt was shown, or too long ago. WayClosed."""
    account = Account.objects.get(id=by.owner)
    left = _open_way(account)
    with scope(None):
        row = _pending(account.id)
    if row is None:
        return None
    asked, _ = _drawn(account.curp, career_of(account.curp), row.issuer, now)
    return Asking(row.id, tuple(Asked(_key(account.curp, one), one.asks, one.options) for one in asked), left)


def _key(curp: str, question: Question) -> str:
    """A question's own key says its month: what names it on a page does not."""
    return salted_hmac("accounts.question", f"{curp}\n{question.key}", algorithm="sha256").hexdigest()[:16]


def _pending(account: UUID) -> ReceiptProof | None:
    since = int(time.time()) - PENDING_SECONDS
    return ReceiptProof.objects.filter(account=account, state=ProofState.OPEN.value, begun__gt=since).first()


def _open_way(account: Account) -> int:
    """How many tries are left of the period. WayClosed for none, or where somebody on record stopped one."""
    period = int(closed_for(policy(CLOSED_POLICY).value).total_seconds())
    with scope(None):
        rows = ReceiptProof.objects.filter(account=account, missed__gt=int(time.time()) - period)
        spent = rows.aggregate(tries=Sum("tries"), last=Max("missed"))
    left = TRIES - (spent["tries"] or 0)
    if left <= 0:
        raise WayClosed(datetime.fromtimestamp(spent["last"] + period, UTC))
    return left


def receipt_answer(session: SessionBase, answers: dict[str, int], *, by: Actor, device: Device, now: datetime) -> Tried:
    """Answer the questions, counted in its own commit before they are compared. Right: the account is theirs, N2.

    ``answers`` is the place of an option by the key of its question. Where money is paid waits, as after a recovery.
    """
    with scope(None), transaction.atomic(durable=True):
        account = Account.objects.select_for_update(no_key=True).get(id=by.owner)
        row = _pending(account.id)
        if row is None or account.proven != Assurance.N1 or not account.is_active:
            return Tried.SPENT
        left = _open_way(account) - 1
        row.tries, row.missed = row.tries + 1, int(time.time())
        row.save(update_fields=["tries", "missed"])
    known = career_of(account.curp)
    asked, real = _drawn(account.curp, known, row.issuer, now)
    right = all_right(asked, [answers.get(_key(account.curp, one), -1) for one in asked])
    if not (right and real and row.agrees) or known is None:
        with scope(None), transaction.atomic():
            events_append([ToLog(ReceiptAnswered(str(row.id)), SubjectId(account.subject), by)], now=now)
        return Tried.WRONG if left else Tried.SPENT
    try:
        proved = _prove(row.id, account.id, known, by=by, now=now)
    except IntegrityError:  # the same receipt proved another account at the same instant
        proved = False
    if not proved:
        return Tried.SPENT
    session_begin(session, by.owner, via=Via.PASSWORD, assurance=Assurance.N2, device=device, now=now)
    return Tried.RIGHT


def _prove(proof: UUID, owner: UUID, known: Career, *, by: Actor, now: datetime) -> bool:
    with scope(None), transaction.atomic():
        account = Account.objects.select_for_update(no_key=True).get(id=owner)
        waiting = ReceiptProof.objects.filter(id=proof, state=ProofState.OPEN.value)
        if account.proven != Assurance.N1 or not account.is_active:
            return False
        if not waiting.update(state=ProofState.PROVED.value, ended_at=now):
            return False
        account.proven, account.subject, account.name = Assurance.N2, known.subject, known.name
        account.money_after = cooling_until(now, policy(COOLING_POLICY).value)
        account.save(update_fields=["proven", "subject", "name", "money_after"])
        who = Actor(account.id, known.subject, Assurance.N2, by.via)
        events_append([ToLog(ReceiptProved(str(proof)), known.subject, who)], now=now)
        tell_receipt_later(proof, ProofState.PROVED.value)
    return True


# -- «no fui yo»


def receipt_stop_path(proof: UUID) -> str:
    """The address of the link that stops an attempt; nobody can write one without the installation's secret."""
    return f"/cuenta/recibo/{proof}/{_seal(proof)}"


def _seal(proof: UUID) -> str:
    return salted_hmac("accounts.receipt.stop", str(proof), algorithm="sha256").hexdigest()


def receipt_stop_outcome(proof: UUID, seal: str) -> Outcome:
    """What the link would find, without using it."""
    if not constant_time_compare(seal, _seal(proof)):
        return Outcome.UNKNOWN
    with scope(None):
        return _stoppable(ReceiptProof.objects.select_related("account").filter(id=proof).first())


def _stoppable(row: ReceiptProof | None) -> Outcome:
    if row is None or row.begun + STOP_SECONDS < time.time() or row.account.proven >= Assurance.N3:
        return Outcome.EXPIRED
    given_back = Recovery.objects.filter(account=row.account, state=RecoveryState.COMPLETED.value)
    if given_back.filter(ended_at__gt=row.begun_at).exists():  # at the counter, since: it is its owner's
        return Outcome.EXPIRED
    return Outcome.ALREADY if row.state == ProofState.STOPPED.value else Outcome.WAITING


def receipt_stop(proof: UUID, seal: str, *, now: datetime) -> Outcome:
    """Whoever is on record says that it was not them: the account is closed, before or after it was proved so.

    One that an e.firma proved since is its owner's beyond this doubt: there is nothing to stop.
    """
    if not constant_time_compare(seal, _seal(proof)):
        return Outcome.UNKNOWN
    with scope(None), transaction.atomic():
        account = Account.objects.select_for_update(no_key=True).filter(receiptproof=proof).first()
        if account is None:
            return Outcome.EXPIRED
        row = ReceiptProof.objects.select_for_update(no_key=True, of=("self",)).select_related("account").get(id=proof)
        found = _stoppable(row)
        if found is not Outcome.WAITING:
            return found
        served, subject = row.state == ProofState.PROVED.value, SubjectId(account.subject)
        ReceiptProof.objects.filter(account=account).exclude(state=ProofState.STOPPED.value).update(
            state=ProofState.STOPPED.value, ended_at=now, tries=TRIES, missed=int(time.time())
        )
        account_forget(account)
        account.is_active, account.money_after = False, None
        account.save()
        IdentityCode.objects.filter(account=account).update(used=True)
        rows_end(account.id, keep=None, now=now)
        events_append([ToLog(ReceiptStopped(str(proof), served), subject, SYSTEM)], now=now)
    return Outcome.DONE
