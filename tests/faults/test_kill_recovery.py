"""Killed between the approval of a recovery and its mail: the link is sent, and once."""

from __future__ import annotations

import signal
import uuid
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from django.conf import settings

from tests.conftest import OfficeDatabase
from tests.faults.test_kill_points import Bench
from ventanilla.apps.accounts import outbound
from ventanilla.apps.accounts.api import Proposal, recovery_approve, recovery_propose
from ventanilla.apps.accounts.models import Account, Recovery
from ventanilla.apps.demo.models import Correo
from ventanilla.apps.eventlog.api import chain_verify, scope
from ventanilla.config.registers import on_record
from ventanilla.domain.accounts.recovery import IdentityDocument, Shown
from ventanilla.domain.authority import Actor, Assurance, Via
from ventanilla.kernel.acts import SubjectId

pytestmark = pytest.mark.slow
MAIL: Final = "nueva@ejemplo.mx"


def official(number: int) -> Actor:
    """Somebody of the institution."""
    now, subject = settings.VENTANILLA_CLOCK.now(), uuid.uuid4()
    one = Account.objects.create(curp=f"PERSONAL{number}", subject=subject, name="x", opened_at=now)
    return Actor(one.id, SubjectId(subject), Assurance.N2, Via.PASSWORD)


@pytest.fixture
def bench(fresh_office: OfficeDatabase, tmp_path: Path) -> Iterator[Bench]:
    """An office with one person, whose recovery two officials agreed on; nobody was told yet."""
    made = Bench(fresh_office, tmp_path)
    outbound.use_register(on_record)
    now = settings.VENTANILLA_CLOCK.now()
    shown = Shown(IdentityDocument.PASAPORTE, "1234", date(2030, 1, 1))
    recovery = recovery_propose(Proposal(made.account.curp, "X", MAIL, shown), by=official(1), now=now)
    recovery_approve(recovery, by=official(2), now=now)
    yield made
    made.close()


def sent() -> list[str]:
    return list(Correo.objects.values_list("to", flat=True))


@pytest.mark.parametrize("times", [1, 2])
def test_each_is_told_once(bench: Bench, times: int) -> None:
    for _ in range(times):
        assert bench.work("after sending, before marking") == -signal.SIGKILL
        bench.forget_the_dead()
    for _ in range(4):
        assert bench.work("nowhere") == 0
    told = ["persona@ejemplo.mx", "trabajadora@registro.example"]  # the e-mail of before, and the contact on record
    assert sorted(sent()) == sorted([MAIL, *told, *told])  # of the proposal, and of the approval
    with scope(None):
        assert Recovery.objects.get().state == "aprobada"
        assert chain_verify(SubjectId(bench.account.subject)) is None
