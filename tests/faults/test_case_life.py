"""Filing, answering, silence and taking back, killed at each point: nothing is lost and nothing happens twice."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from django.conf import settings

from tests.conftest import OfficeDatabase
from tests.faults.hot_subject import NAME
from tests.faults.test_kill_points import ROOT, TURNS, Bench
from ventanilla.apps.cases.api import options_of
from ventanilla.apps.cases.api import tramite as find_tramite
from ventanilla.apps.cases.models import Ask, Case, Resolution
from ventanilla.apps.eventlog.api import chain_verify, scope
from ventanilla.apps.eventlog.models import LoggedEvent
from ventanilla.domain.authority import Actor, Assurance, Via
from ventanilla.kernel.acts import SubjectId

SEED: Final = 20261125
POINTS: Final = ("before the commit", "after the commit", "nowhere")
ENDS: Final = {  # what was done last -> state of the case, its resolutions, and the event that must be there once
    "answer": ("preguntado", ["Ask", "Ask"], "respuesta_recibida"),
    "silence": ("en_revision", ["Ask", "Refer"], "respuesta_vencida"),
    "withdraw": ("desistido", ["Ask"], "caso_desistido"),
}


class LifeBench(Bench):
    """A case of an aclaración whose processes are killed."""

    def __init__(self, database: OfficeDatabase, var: Path) -> None:
        super().__init__(database, var)
        now, subject = settings.VENTANILLA_CLOCK.now(), self.account.subject
        actor = Actor(self.account.id, SubjectId(subject), Assurance.N3, Via.EFIRMA)
        tramite = find_tramite("aclaracion")
        assert tramite is not None
        movement = next(words for words in options_of(actor, tramite)["movimiento"] if "Colibrí" in words)
        answers = {"problema": "fecha", "fecha": "2023-12-01", "explica": "Mis recibos", "quien": "patron"}
        with scope(None):
            Case.objects.create(
                id=self.case,
                tramite="aclaracion",
                title=tramite.title,
                account_id=self.account.id,
                person=subject,
                subject=subject,
                applicant=NAME,
                assurance=3,
                draft=answers | {"movimiento": movement},
                opened_at=now,
                saved_at=now,
            )

    def run(self, **order: str) -> int:
        """The exit code of one process: 0, or minus the signal that ended it."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.faults.life_points"],
            input=json.dumps(order),
            text=True,
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            check=False,
        )
        assert done.returncode in {0, -signal.SIGKILL}, done.stderr
        return done.returncode

    def do(self, what: str, point: str) -> int:
        """One step of the case's life, dying at ``point``."""
        with scope(None):
            ask = Ask.objects.filter(case=self.case).first()
        more = {"ask": str(ask.id), "employer": str(ask.subject)} if ask is not None else {}
        account, subject = str(self.account.id), str(self.account.subject)
        return self.run(do=what, point=point, case=str(self.case), account=account, subject=subject, **more)

    def until_it_is_done(self, what: str, point: str) -> None:
        """Die at ``point``, and do it again as whoever clicked would."""
        killed = self.do(what, point)
        assert killed == (0 if point == "nowhere" else -signal.SIGKILL)
        assert self.do(what, "nowhere") == 0

    def settle(self) -> None:
        """Time passes, and the outbox is emptied."""
        self.forget_the_dead()
        for _ in range(TURNS):
            self.work("nowhere")


@pytest.fixture
def bench(fresh_office: OfficeDatabase, tmp_path: Path) -> Iterator[LifeBench]:
    """An office with one person, their draft and its keys."""
    made = LifeBench(fresh_office, tmp_path)
    yield made
    made.close()


def lived(bench: LifeBench, last: str, points: tuple[str, str, str]) -> None:
    """File, resolve and end a case, killed at each of ``points``; then everything is there once."""
    for what, point in zip(("file", "resolve", last), points, strict=True):
        bench.until_it_is_done(what, point)
    bench.settle()
    state, kinds, event = ENDS[last]
    with scope(None):
        case = Case.objects.get(id=bench.case)
        told = list(LoggedEvent.objects.filter(subject=bench.account.subject).values_list("type", flat=True))
        employer = Ask.objects.filter(case=case)[0].subject
        assert employer is not None
        assert (case.state, list(Resolution.objects.order_by("number").values_list("kind", flat=True))) == (
            state,
            kinds,
        )
        assert told.count("caso_recibido") == told.count(event) == 1
        asked = kinds.count("Ask")
        assert told.count("caso_preguntado") == asked
        assert LoggedEvent.objects.filter(subject=employer, type="respuesta_pedida").count() == asked
        for subject in (bench.account.subject, employer):
            assert chain_verify(SubjectId(subject)) is None
    assert bench.counts()["left"] == 0


@pytest.mark.slow
def test_killed_before_the_commit_of_an_answer_it_is_answered_once(bench: LifeBench) -> None:
    lived(bench, "answer", ("nowhere", "nowhere", "before the commit"))


@pytest.mark.fault
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("last", sorted(ENDS))
@pytest.mark.parametrize("round_", range(3))
def test_killed_anywhere_nothing_is_lost_or_doubled(bench: LifeBench, last: str, round_: int) -> None:
    chance = random.Random(f"{SEED}.{last}.{round_}")
    lived(bench, last, (chance.choice(POINTS), chance.choice(POINTS), POINTS[round_]))
