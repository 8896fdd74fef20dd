"""Killed at every step of filing a movement: the ledger has it once, what follows from it too, each is told once."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.apps.small_register import ANA, FIRM, register
from tests.conftest import OfficeDatabase
from tests.faults.notices import PACKAGES, representative
from tests.faults.test_kill_points import TURNS, Bench
from ventanilla.apps.accounts.models import Account
from ventanilla.apps.affiliation.models import Movimiento, Tramo
from ventanilla.apps.affiliation.tramos import LEDGER_PROJECTIONS
from ventanilla.apps.eventlog.api import chain_verify, projection_rebuild, scope
from ventanilla.apps.eventlog.models import LoggedEvent

pytestmark = [pytest.mark.fault, pytest.mark.timeout(1800)]
WHOLE = {
    "cases": 1,
    "resolutions": 1,
    "received": 1,
    "resolved": 1,
    "sealed": 1,  # the receipt: a notice that is granted issues nothing more here
    "documents": 1,
    "mails": 1,
    "left": 0,
    "movements": 1,
    "tramos": 1,
    "told": 1,
    "filed": 1,
}
UNDONE = ("movements", "tramos", "told", "filed")


class NoticeBench(Bench):
    """The same office, where a firm files the alta of a worker."""

    def __init__(self, database: OfficeDatabase, var: Path) -> None:
        super().__init__(database, var)
        self.environment |= {"VENTANILLA_TRAMITES": PACKAGES}

    def somebody(self) -> Account:
        """A representative of the firm."""
        register()
        return Account.objects.get(id=representative(1).owner)

    def file(self, point: str) -> int:
        """File the alta, dying at ``point``."""
        account, person = str(self.account.id), str(self.account.subject)
        return self.run(do="notice", point=point, account=account, subject=person, case=str(self.case))

    def counts(self) -> dict[str, int]:
        """And what is in the register."""
        with scope(None):
            told = Counter(LoggedEvent.objects.values_list("type", flat=True))
            return super().counts() | {
                "movements": Movimiento.objects.count(),
                "tramos": Tramo.objects.count(),
                "told": told["movimiento_registrado"],
                "filed": told["movimiento_presentado"],
            }


@pytest.fixture
def bench(fresh_office: OfficeDatabase, tmp_path: Path) -> Iterator[NoticeBench]:
    made = NoticeBench(fresh_office, tmp_path)
    yield made
    made.close()


def _settled(bench: NoticeBench) -> None:
    bench.forget_the_dead()
    for _ in range(TURNS):
        bench.work("nowhere")
    assert bench.counts() == WHOLE
    with scope(None):
        assert [chain_verify(who) for who in (ANA, FIRM)] == [None, None]
        row = Movimiento.objects.get()
        assert (row.caso, row.cuenta, row.por) == (bench.case, bench.account.id, FIRM)
    (projection,) = LEDGER_PROJECTIONS
    assert projection_rebuild(projection).same


def test_killed_before_the_filing_commits_there_is_nothing_and_the_retry_files_it(bench: NoticeBench) -> None:
    assert bench.file("before the filing commits") == -signal.SIGKILL
    assert bench.counts() == dict.fromkeys(WHOLE, 0)
    assert bench.file("nowhere") == 0
    _settled(bench)


@pytest.mark.parametrize(
    "point",
    [
        "after the filing, before resolving",
        "after the ledger, before the projection",
        "after the projection, before the chains",
        "after the movement, before the resolution",
        "before the resolution commits",
    ],
)
def test_killed_on_the_way_nothing_of_the_movement_is_there_and_the_outbox_enters_it(
    bench: NoticeBench, point: str
) -> None:
    assert bench.file(point) == -signal.SIGKILL
    found = bench.counts()
    assert [found[name] for name in UNDONE] == [0, 0, 0, 0]
    assert (found["received"], found["resolutions"]) == (1, 0)
    _settled(bench)


@pytest.mark.parametrize("point", ["while sealing", "after sending, before marking"])
def test_killed_in_the_outbox_the_movement_stays_as_it_was_entered(bench: NoticeBench, point: str) -> None:
    assert bench.file("nowhere") == 0
    assert bench.work(point) == -signal.SIGKILL
    found = bench.counts()
    assert [found[name] for name in UNDONE] == [1, 1, 1, 1]
    _settled(bench)


def test_filed_again_after_it_was_resolved_it_is_the_same(bench: NoticeBench) -> None:
    assert [bench.file("nowhere"), bench.file("nowhere")] == [0, 0]
    _settled(bench)
