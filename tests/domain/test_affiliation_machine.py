"""The ledger as the rules keep it: filed one after another, projected by what each filing changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import settings
from tests.domain.ledger_machine import LedgerMachine, allowed

from ventanilla.domain.affiliation import Conocido, Movimiento, Tramo, avance


class RulesMachine(LedgerMachine):
    """Two lists, and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.movements: list[Movimiento] = []
        self.rows: list[Conocido] = []

    def file(self, entries: list[Movimiento]) -> bool:
        if not allowed(self.movements, entries):
            return False
        known = list(self.movements)
        for entry in entries:
            last = known[-1].recorded if known else None
            later = last is not None and entry.recorded <= last
            known.append(replace(entry, recorded=last + timedelta(microseconds=1)) if later and last else entry)
        change = avance(self.movements, known[len(self.movements) :])
        ends = dict(change.cierran)
        self.rows = [
            one._replace(hasta=ends[one.tramo]) if one.hasta is None and one.tramo in ends else one for one in self.rows
        ]
        self.rows += change.abren
        self.movements = known
        return True

    def ledger(self) -> list[Movimiento]:
        return list(self.movements)

    def held(self) -> list[Conocido]:
        return list(self.rows)

    def as_of(self, known: datetime) -> tuple[Tramo, ...]:
        held = [one.tramo for one in self.rows if one.desde <= known and (one.hasta is None or known < one.hasta)]
        return tuple(sorted(held, key=lambda one: (one.registro, one.desde)))


TestRules = RulesMachine.TestCase
TestRules.settings = settings(max_examples=100, stateful_step_count=25)
