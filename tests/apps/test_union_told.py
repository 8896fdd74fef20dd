"""Whoever has two registers is told of each movement wherever their account is: that is by the CURP they sign with."""

from __future__ import annotations

from datetime import date

from tests.apps.test_union import (
    KEPT,
    REGISTRO_A,
    WHY,
    _nobody_has_family,
    file,
    gone,
    kept,
    official,
    registros,
)

from ventanilla.apps.affiliation.api import Proposal, union_decide, union_propose
from ventanilla.apps.eventlog.api import scope, timeline
from ventanilla.domain.affiliation import ClaseUnion, Tipo
from ventanilla.kernel.acts import SubjectId

from .test_union import NOW

__all__ = ["_nobody_has_family", "gone", "kept", "registros"]  # fixtures


def movements_told(subject: SubjectId) -> int:
    with scope(subject):
        return sum(entry.type == "movimiento_registrado" for entry in timeline(subject))


def test_a_movement_of_the_one_is_told_in_the_office_of_both(kept: SubjectId, gone: SubjectId) -> None:
    before = movements_told(kept), movements_told(gone)
    one = union_propose(Proposal(ClaseUnion.UNION, kept, gone), motivos=WHY, by=official(), now=NOW)
    union_decide(one, aprueba=True, motivos=WHY, by=official(), now=NOW)
    file(kept, KEPT, REGISTRO_A, Tipo.ALTA, date(2026, 11, 20))
    assert (movements_told(kept), movements_told(gone)) == (before[0] + 1, before[1] + 1)


def test_of_whom_is_nobody_elses_only_their_own_office_tells(kept: SubjectId, gone: SubjectId) -> None:
    before = movements_told(gone)
    file(kept, KEPT, REGISTRO_A, Tipo.ALTA, date(2026, 11, 20))
    assert movements_told(gone) == before
