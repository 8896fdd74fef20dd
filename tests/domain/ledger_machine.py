"""Random histories, one filing after another, against any ledger that can be filed in and asked as of an instant.

What it holds of every ledger: no day twice with one employer, the projection is the replay of the ledger, the answers
as of an instant that passed never change, and the employments are the union of the tramos.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise
from typing import Final
from uuid import UUID, uuid5

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from tests.domain.random_movements import BEGIN, KINDS, NSS, WAGES, day

from ventanilla.domain.affiliation import (
    Conocido,
    Movimiento,
    SemanaJornada,
    Tipo,
    TipoTrabajador,
    Tramo,
    choque,
    conocidos,
    empleos,
    tramos,
)

REGISTROS: Final = ("Z9912345105", "E2312345127")
DAYS: Final = 7  # so few that people leave and come back on the same one
SPACE: Final = UUID(int=7)
_PASS: Final = st.sampled_from([-3600, 0, 1, 60, 86_400, 86_400 * 20])  # seconds; a clock may be set back


class LedgerMachine(RuleBasedStateMachine):
    """Files for one person with two employers. A subclass says how it is filed and what is held true."""

    def __init__(self) -> None:
        super().__init__()
        self.now = BEGIN
        self.count = 0
        self.answers: dict[datetime, tuple[Tramo, ...]] = {}

    # -- what a subclass says

    def file(self, entries: list[Movimiento]) -> bool:
        """File them together at ``now``; False, and nothing done, where the register does not allow it."""
        raise NotImplementedError

    def ledger(self) -> list[Movimiento]:
        """Every movement, in the order of their instants."""
        raise NotImplementedError

    def held(self) -> list[Conocido]:
        """The whole projection."""
        raise NotImplementedError

    def as_of(self, known: datetime) -> tuple[Tramo, ...]:
        """What was held true at an instant, by registro and day."""
        raise NotImplementedError

    # -- what happens

    @rule(seconds=_PASS)
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(
        tipo=st.sampled_from(Tipo),
        registro=st.sampled_from(REGISTROS),
        on=st.integers(0, DAYS),
        wage=st.sampled_from(WAGES),
        kind=st.sampled_from(KINDS),
    )
    def somebody_files(self, tipo: Tipo, registro: str, on: int, wage: int, kind: TipoTrabajador) -> None:
        self._filed([self._movement(tipo, registro, on, wage, kind)])

    @rule(
        several=st.lists(
            st.tuples(
                st.sampled_from(Tipo),
                st.sampled_from(REGISTROS),
                st.integers(0, DAYS),
                st.sampled_from(WAGES),
                st.sampled_from(KINDS),
            ),
            min_size=2,
            max_size=4,
        )
    )
    def several_are_filed_together(self, several: list[tuple[Tipo, str, int, int, TipoTrabajador]]) -> None:
        self._filed([self._movement(*one) for one in several])

    @precondition(lambda self: self.ledger())
    @rule(data=st.data(), tipo=st.sampled_from(Tipo), on=st.integers(0, DAYS), wage=st.sampled_from(WAGES))
    def somebody_corrects(self, data: st.DataObject, tipo: Tipo, on: int, wage: int) -> None:
        """Any movement, also one that was corrected already, which is refused."""
        wrong = data.draw(st.sampled_from(self.ledger()))
        self._filed([self._movement(tipo, wrong.registro_patronal, on, wage, KINDS[0], wrong.id)])

    def _movement(
        self, tipo: Tipo, registro: str, on: int, wage: int, kind: TipoTrabajador, corrects: UUID | None = None
    ) -> Movimiento:
        self.count += 1
        return Movimiento(
            id=uuid5(SPACE, str(self.count)),
            tipo=tipo,
            nss=NSS,
            registro_patronal=registro,
            on=day(on),
            recorded=self.now,
            sbc_centavos=None if tipo is Tipo.BAJA else wage,
            supersedes=corrects,
            trabajador=kind,
            semana=SemanaJornada.CINCO_DIAS if wage == WAGES[0] else SemanaJornada.COMPLETA,
        )

    def _filed(self, entries: list[Movimiento]) -> None:
        before = self.ledger()
        assert self.file(entries) is allowed(before, entries)
        after = self.ledger()
        assert len(after) == len(before) + (len(entries) if allowed(before, entries) else 0)
        if after:
            self.answers.setdefault(after[-1].recorded, tramos(after))

    # -- what always holds

    @invariant()
    def each_instant_is_of_one_movement(self) -> None:
        instants = [one.recorded for one in self.ledger()]
        assert all(earlier < later for earlier, later in pairwise(instants))

    @invariant()
    def the_projection_is_the_replay_of_the_ledger(self) -> None:
        assert sorted(self.held(), key=in_order) == sorted(conocidos(self.ledger()), key=in_order)

    @invariant()
    def no_day_is_there_twice_as_known_at_one_instant(self) -> None:
        for _, own in groupby(sorted(self.held(), key=in_order), key=lambda one: one.tramo.registro):
            rows = list(own)
            for n, one in enumerate(rows):
                assert not any(_overlap(one, other) for other in rows[n + 1 :])

    @invariant()
    def the_answers_of_the_past_do_not_change(self) -> None:
        for known, answer in self.answers.items():
            assert self.as_of(known) == answer

    @invariant()
    def the_employments_are_the_union_of_the_tramos(self) -> None:
        ledger = self.ledger()
        for on in (day(n) for n in range(-1, DAYS + 2)):
            insured = {one.registro for one in tramos(ledger) if one.covers(on)}
            assert insured == {one.registro_patronal for one in empleos(ledger, on) if one.covers(on)}


def allowed(before: Iterable[Movimiento], entries: Iterable[Movimiento]) -> bool:
    """Whether a list may be filed: each of it, after those before it."""
    known = list(before)
    for entry in entries:
        if choque(known, entry) is not None:
            return False
        known.append(entry)
    return True


def in_order(one: Conocido) -> tuple[str, datetime, date]:
    return one.tramo.registro, one.desde, one.tramo.desde


def _overlap(one: Conocido, other: Conocido) -> bool:
    days = one.tramo.desde <= (other.tramo.hasta or date.max) and other.tramo.desde <= (one.tramo.hasta or date.max)
    known = (other.hasta is None or one.desde < other.hasta) and (one.hasta is None or other.desde < one.hasta)
    return days and known
