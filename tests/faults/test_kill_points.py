"""Killed before a commit, after it and before the outbox, during it, after sending and before marking."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from tests.conftest import OfficeDatabase
from tests.faults.hot_subject import NAME
from tests.faults.test_hot_subject import people
from ventanilla.adapters.pki.demo_authority import create_authority, seal_issuer
from ventanilla.adapters.seal.client import signer_answers
from ventanilla.adapters.seal.keys import create_institution_keys
from ventanilla.adapters.seal.wire import socket_path
from ventanilla.apps.accounts.models import Account
from ventanilla.apps.cases.models import Case, Resolution
from ventanilla.apps.demo.models import Correo
from ventanilla.apps.documents.models import Document
from ventanilla.apps.eventlog.api import chain_verify, scope
from ventanilla.apps.eventlog.models import LoggedEvent

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow


class Bench:
    """One office whose processes are started, killed and started again."""

    def __init__(self, database: OfficeDatabase, var: Path) -> None:
        self.database, self.var = database, var
        self.account = self.somebody()
        self.account.email = "persona@ejemplo.mx"
        self.account.save()
        self.case = uuid.uuid4()
        authority, _ = create_authority(bits=2048)
        issue = seal_issuer(authority, "Institución de prueba")
        create_institution_keys(var / "keys", issue_seal_certificate=issue, at=settings.VENTANILLA_CLOCK.now())
        # The processes open the e-mail that this one sealed.
        (var / "keys" / "campos.secret").write_text(settings.VENTANILLA_FIELD_KEY.hex())

        self.environment = dict(os.environ) | {
            "VENTANILLA_DATABASE_WEB": database.web_url,
            "VENTANILLA_VAR": str(var),
        }
        self.signer: subprocess.Popen[bytes] | None = None

    def somebody(self) -> Account:
        """The account of whoever files, in a register of few."""
        people(("trabajadora",))
        return Account.objects.get(name=NAME)

    def close(self) -> None:
        """End the signer, if one lives."""
        if self.signer is not None:
            self.signer.kill()
            self.signer.wait()

    def living_signer(self) -> int:
        """The signer, started again if it died, as the launcher does; its process number."""
        if self.signer is None or self.signer.poll() is not None:
            order = [sys.executable, "-m", "ventanilla.config.child", "signer", str(os.getpid())]
            self.signer = subprocess.Popen(order, env=self.environment, stdout=subprocess.DEVNULL)
            while not signer_answers(socket_path(self.var)):
                assert self.signer.poll() is None, "the signer does not live"
        return self.signer.pid

    def run(self, **order: str) -> int:
        """The exit code of one process: 0, or minus the signal that ended it."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.faults.kill_points"],
            input=json.dumps(order),
            text=True,
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            check=False,
        )
        assert done.returncode in {0, -signal.SIGKILL}, done.stderr
        return done.returncode

    def file(self, point: str) -> int:
        """File the case, dying at ``point``."""
        account, subject = str(self.account.id), str(self.account.subject)
        return self.run(do="file", point=point, account=account, subject=subject, case=str(self.case))

    def work(self, point: str) -> int:
        """Run the outbox, dying at ``point``; what waits for its hour is brought forward."""
        with psycopg.connect(self.database.superuser_url, autocommit=True) as keeper:
            keeper.execute("UPDATE procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo'")
        return self.run(do="work", point=point, signer=str(self.living_signer()))

    def forget_the_dead(self) -> None:
        """Time passes: the heartbeat of the killed worker grows old, and the next one takes up its jobs."""
        with psycopg.connect(self.database.superuser_url, autocommit=True) as keeper:
            keeper.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '5 minutes'")
            keeper.execute(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, args)"
                " VALUES ('mantenimiento', 'cases.reclaim_stalled', '{\"timestamp\": 1}')"
            )

    def counts(self) -> dict[str, int]:
        """How many there are of each thing that must be there once."""
        with scope(None):
            return {
                "cases": Case.objects.filter(state="aprobado").count(),
                "resolutions": Resolution.objects.count(),
                "received": LoggedEvent.objects.filter(type="caso_recibido").count(),
                "resolved": LoggedEvent.objects.filter(type="caso_resuelto").count(),
                "sealed": Document.objects.filter(sealed_at__isnull=False).count(),
                "documents": Document.objects.count(),
                "mails": Correo.objects.count(),
                "left": self._left(),
            }

    def _left(self) -> int:
        with psycopg.connect(self.database.superuser_url) as keeper:
            found = keeper.execute(  # a chore that the clock orders, and not the case, says at what instant it did
                "SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing') AND NOT args ? 'timestamp'"
            ).fetchone()
        return int(found[0]) if found else -1


TURNS = 3  # of the outbox: to take up what the dead one held, to do it, and to do what that left
WHOLE = {
    "cases": 1,
    "resolutions": 1,
    "received": 1,
    "resolved": 1,
    "sealed": 2,
    "documents": 2,
    "mails": 1,
    "left": 0,
}


@pytest.fixture
def bench(fresh_office: OfficeDatabase, tmp_path: Path) -> Iterator[Bench]:
    """An office with one person and its keys."""
    made = Bench(fresh_office, tmp_path)
    yield made
    made.close()


def _settled(bench: Bench) -> None:
    bench.forget_the_dead()
    for _ in range(TURNS):
        bench.work("nowhere")
    assert bench.counts() == WHOLE
    with scope(None):
        assert chain_verify(bench.account.subject) is None


def test_killed_before_the_filing_commits_there_is_no_filing_and_the_retry_makes_one(bench: Bench) -> None:
    assert bench.file("before the filing commits") == -signal.SIGKILL
    with scope(None):
        assert Case.objects.get().folio is None
        assert LoggedEvent.objects.count() == 0
    assert bench.file("nowhere") == 0
    _settled(bench)


def test_killed_after_the_filing_the_outbox_resolves_it(bench: Bench) -> None:
    assert bench.file("after the filing, before resolving") == -signal.SIGKILL
    with scope(None):
        assert Case.objects.get().folio is not None
        assert Resolution.objects.count() == 0
    _settled(bench)


def test_killed_before_the_resolution_commits_nothing_of_it_is_there(bench: Bench) -> None:
    assert bench.file("before the resolution commits") == -signal.SIGKILL
    with scope(None):
        assert Resolution.objects.count() == 0
        assert Document.objects.count() == 1  # the receipt, which was of the filing
    _settled(bench)


def test_killed_while_sealing_the_document_is_sealed_once(bench: Bench) -> None:
    assert bench.file("nowhere") == 0
    assert bench.work("while sealing") == -signal.SIGKILL
    assert bench.counts()["sealed"] == 0
    _settled(bench)


def test_a_signer_killed_while_sealing_loses_nothing(bench: Bench) -> None:
    assert bench.file("nowhere") == 0
    assert bench.work("the signer dies while sealing") == 0
    assert bench.signer is not None
    assert bench.signer.wait() == -signal.SIGKILL
    assert bench.counts()["sealed"] < 2
    _settled(bench)


def test_killed_after_sending_and_before_marking_the_person_is_told_once(bench: Bench) -> None:
    assert bench.file("nowhere") == 0
    assert bench.work("after sending, before marking") == -signal.SIGKILL
    assert bench.counts()["mails"] == 1
    _settled(bench)
