"""Two people file the same worker at the same instant: one wins, the other is told, and the ledger has it once."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final
from uuid import UUID

import pytest
from django.db import connections

from tests.apps.small_register import ANA, FIRM, register
from tests.conftest import OfficeDatabase
from tests.faults.notices import file_notice, representative
from tests.faults.tramites.aviso.definition import TRAMITE, WITHOUT_LOCK, YA
from ventanilla.apps.affiliation.models import Movimiento, Tramo
from ventanilla.apps.affiliation.tramos import LEDGER_PROJECTIONS
from ventanilla.apps.cases.api import case_resolve, offer, tramites
from ventanilla.apps.cases.models import Case, Resolution
from ventanilla.apps.eventlog.api import chain_verify, projection_rebuild, scope
from ventanilla.apps.eventlog.models import LoggedEvent
from ventanilla.domain.authority import Actor

pytestmark = pytest.mark.slow
TRIALS: Final = 200
FIRST: Final = date(2026, 1, 1)
WAIT: Final = 60  # seconds for both to be there


@pytest.fixture
def two(fresh_office: OfficeDatabase) -> Iterator[tuple[Actor, Actor]]:
    """Two representatives of one firm, in an office that offers the notice."""
    before = tramites()
    offer({**before, TRAMITE.key: TRAMITE, WITHOUT_LOCK.key: WITHOUT_LOCK})
    register()
    yield representative(1), representative(2)
    offer(before)


def at_once(cases: list[UUID]) -> list[str]:
    """Resolve them together, each on a connection of its own; how each ended."""
    ended: dict[UUID, str] = {}
    start = threading.Barrier(len(cases), timeout=WAIT)

    def resolve(case: UUID) -> None:
        try:
            start.wait()
            ended[case] = case_resolve(case).value
        finally:
            connections.close_all()

    threads = [threading.Thread(target=resolve, args=(case,)) for case in cases]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return sorted(ended.get(case, "nada") for case in cases)


@pytest.mark.timeout(1800)
@pytest.mark.parametrize(
    ("tramite", "trials"), [("aviso", TRIALS), ("aviso_sin_candado", TRIALS // 4)], ids=["locked", "conflict"]
)
def test_exactly_one_wins_and_the_other_is_told(two: tuple[Actor, Actor], tramite: str, trials: int) -> None:
    """Altas and bajas by turns; locked by the NSS before it is asked, or stopped by the register when it is entered."""
    ends: Counter[tuple[str, ...]] = Counter()
    for trial in range(trials):
        tipo, on = ("02" if trial % 2 else "08"), FIRST + timedelta(days=trial)
        ends[tuple(at_once([file_notice(actor, ANA, tipo, on, tramite=tramite) for actor in two]))] += 1
    assert ends == {("aprobado", "negado"): trials}
    with scope(None):
        assert Movimiento.objects.count() == trials
        assert Movimiento.objects.filter(cuenta__in=[one.owner for one in two], por=FIRM).count() == trials
        assert Tramo.objects.filter(conocido__upper_inf=True).count() == trials // 2
        refused = Resolution.objects.filter(kind="Reject")
        assert refused.count() == Case.objects.filter(state="negado").count() == trials
        assert all(str(YA) in str(one.record["decision"]) for one in refused)
        told = Counter(LoggedEvent.objects.filter(subject=ANA).values_list("type", flat=True))
        assert told == {"movimiento_registrado": trials}
        assert [chain_verify(who) for who in (ANA, FIRM)] == [None, None]
    (projection,) = LEDGER_PROJECTIONS
    assert projection_rebuild(projection).same
