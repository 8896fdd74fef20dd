"""The throughput bet: two processes file and resolve cases of one kind about one person, and are killed at random.

Nothing acknowledged may be lost, nothing may happen twice, the person's chain must hold, and the rate is
stated. A writer is ``python -m tests.faults.hot_subject write …``; it says ``ok <case>`` after each
commit it would acknowledge to a person, and its keeper kills it with SIGKILL at seeded moments and
starts it again with what was not acknowledged.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WRITERS = 2
NAME = "Persona de prueba"  # of the accounts of a campaign; the demonstration has others


@dataclass(frozen=True)
class Outcome:
    """What a campaign found."""

    cases: int
    kills: int
    seconds: float
    lost: int
    doubled: int
    chain: str
    steady: float  # cases a second from the first acknowledged to the last, the writers' start left out

    @property
    def rate(self) -> float:
        """Cases a second, each filed and resolved: two durable commits."""
        return self.cases / self.seconds


def write(account: uuid.UUID, subject: uuid.UUID, ids: list[uuid.UUID]) -> None:
    """File and resolve each case of ``ids``, saying so after its commit."""
    import django

    django.setup()
    from django.conf import settings

    from ventanilla.apps.cases.api import SignedRequest, case_file, case_resolve, content_digest, draft_request
    from ventanilla.apps.cases.models import Case
    from ventanilla.apps.eventlog.api import scope
    from ventanilla.domain.authority import Actor, Assurance, Via
    from ventanilla.kernel.acts import SubjectId

    actor = Actor(account, SubjectId(subject), Assurance.N3, Via.EFIRMA)
    for case_id in ids:
        now = settings.VENTANILLA_CLOCK.now()
        today = settings.VENTANILLA_CLOCK.today().isoformat()
        with scope(None):
            Case.objects.get_or_create(
                id=case_id,
                defaults={
                    "tramite": "constancia_vigencia",
                    "title": "Constancia de vigencia de derechos",
                    "account_id": account,
                    "person": subject,
                    "subject": subject,
                    "applicant": "Persona de prueba",
                    "assurance": 3,
                    "draft": {"para": "titular", "fecha": today},
                    "opened_at": now,
                    "saved_at": now,
                },
            )
        content = content_digest(draft_request(actor, case_id, on=settings.VENTANILLA_CLOCK.today()))
        signed = SignedRequest(uuid.uuid5(case_id, "signature"), revocation_known=True, may_continue=False)
        filed = case_file(actor, case_id, content, signed, now=now)
        _say("filed", case_id, filed.folio)
        case_resolve(case_id)
        _say("ok", case_id, filed.folio)


def _say(kind: str, case_id: uuid.UUID, folio: str) -> None:
    sys.stdout.write(f"{kind} {case_id} {folio}\n")
    sys.stdout.flush()


def _start(environment: dict[str, str], account: uuid.UUID, subject: uuid.UUID, ids: list[uuid.UUID]) -> Any:
    order = json.dumps([str(account), str(subject), [str(each) for each in ids]])
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.hot_subject", "write"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert process.stdin is not None
    process.stdin.write(order)
    process.stdin.close()
    return process


def run(cases: int, kills: int, seed: int, environment: dict[str, str]) -> Outcome:
    """Run a campaign on the database the environment names; the caller made the account and its person."""
    from ventanilla.apps.accounts.models import Account

    dice = random.Random(seed)
    accounts = list(Account.objects.filter(name=NAME).order_by("id"))
    ids = [uuid.UUID(int=dice.getrandbits(128), version=4) for _ in range(cases)]
    shares = [ids[index::WRITERS] for index in range(WRITERS)]
    acknowledged: dict[str, str] = {}
    at = sorted(dice.sample(range(1, max(2, cases - 1)), min(kills, cases - 2))) if kills else []
    started = time.monotonic()
    seen = []
    for number, share in enumerate(shares):  # one account: all writers about one person
        account = accounts[number % len(accounts)]
        seen.append(_Writer(environment, account.id, account.subject, share))
    done_kills = 0
    resolved: list[float] = []  # when each case was acknowledged
    while any(writer.busy for writer in seen):
        for writer in seen:
            line = writer.read()
            if line is None:
                continue
            kind, case_id, folio = line.split()
            before = acknowledged.setdefault(case_id, folio)
            assert before == folio, f"{case_id} was given two folios"
            if kind == "ok":
                resolved.append(time.monotonic())
                writer.finished(uuid.UUID(case_id))
            if at and len(acknowledged) >= at[0]:
                at.pop(0)
                dice.choice(seen).kill()
                done_kills += 1
    steady = len(resolved) / (resolved[-1] - resolved[0])
    return _judge(accounts, acknowledged, ids, done_kills, time.monotonic() - started, steady)


class _Writer:
    """One writer and what it still has to acknowledge."""

    def __init__(
        self, environment: dict[str, str], account: uuid.UUID, subject: uuid.UUID, ids: list[uuid.UUID]
    ) -> None:
        self._with = (environment, account, subject)
        self._left = dict.fromkeys(ids)
        self._process = _start(*self._with, list(self._left))

    @property
    def busy(self) -> bool:
        """Whether something is still to be acknowledged."""
        return bool(self._left)

    def read(self) -> str | None:
        """The next line; a writer that ended before its work is started again with the rest."""
        if not self._left:
            return None
        line: str = self._process.stdout.readline()
        if line.endswith("\n"):
            return line
        self._end()
        self._process = _start(*self._with, list(self._left))
        return None

    def finished(self, case_id: uuid.UUID) -> None:
        """One less."""
        self._left.pop(case_id, None)
        if not self._left:
            self._end()

    def _end(self) -> None:
        self._process.wait()
        self._process.stdout.close()

    def kill(self) -> None:
        """SIGKILL, whatever it is doing."""
        if self._left and self._process.poll() is None:
            os.kill(self._process.pid, signal.SIGKILL)


def _judge(
    accounts: list[Any],
    acknowledged: dict[str, str],
    ids: list[uuid.UUID],
    kills: int,
    seconds: float,
    steady: float,
) -> Outcome:
    from collections import Counter

    from ventanilla.apps.cases.models import Case, Resolution
    from ventanilla.apps.documents.models import Document
    from ventanilla.apps.eventlog.api import chain_verify, scope
    from ventanilla.apps.eventlog.models import LoggedEvent
    from ventanilla.domain.cases import State
    from ventanilla.domain.documents import DocumentIssued

    with scope(None):
        kept = {str(case.id): case for case in Case.objects.filter(state=State.APROBADO.value)}
        resolutions = Counter(str(case) for case in Resolution.objects.values_list("case", flat=True))
        events = Counter(LoggedEvent.objects.values_list("case", "type"))
        documents = Document.objects.count()
        faults = [fault for fault in (chain_verify(account.subject) for account in accounts) if fault]
    lost = sum(1 for case_id, folio in acknowledged.items() if case_id not in kept or kept[case_id].folio != folio)
    lost += sum(1 for case_id in ids if str(case_id) not in kept)
    doubled = sum(count - 1 for count in resolutions.values())
    for (case, kind), count in events.items():
        # A case issues two documents: its receipt and its constancia.
        doubled += abs(count - (2 if kind == DocumentIssued.TYPE else 1)) if case else 0
    doubled += abs(documents - 2 * len(kept))
    return Outcome(len(kept), kills, seconds, lost, doubled, str(faults[0]) if faults else "holds", steady)


def main() -> None:
    """A writer."""
    account, subject, ids = json.load(sys.stdin)
    write(uuid.UUID(account), uuid.UUID(subject), [uuid.UUID(each) for each in ids])


if __name__ == "__main__":
    main()
