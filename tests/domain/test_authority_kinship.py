"""Acting for one's family: who, for what, and until which day, whatever day that is."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla import law
from ventanilla.domain.accounts.event_family import EVENTS
from ventanilla.domain.authority import Act, Document, Kinship, Source, Standing, Tie
from ventanilla.domain.authority.kinship import (
    ACTS,
    ended_on,
    last_day,
    longest,
    majority,
    notice_due,
    standing,
    ties_allow,
    why_ended,
    why_until,
)
from ventanilla.kernel.acts import SubjectId

PARENT, OTHER = SubjectId(UUID(int=1)), SubjectId(UUID(int=2))
BORN = date(2010, 12, 12)
TODAY = date(2026, 11, 22)
days = st.dates(date(1990, 1, 1), date(2060, 12, 31))


def child(born: date = BORN, **more: object) -> Tie:
    tie = Tie(PARENT, OTHER, Kinship.HIJO, Source.PADRON, born, since=born)
    return replace(tie, **more)  # type: ignore[arg-type]  # the fields of a tie


def parent(until: date | None) -> Tie:
    return Tie(PARENT, OTHER, Kinship.ASCENDIENTE, Source.PERSONAL, date(1950, 3, 4), TODAY, until)


# -- age


def test_the_last_day_is_the_eve_of_the_eighteenth_birthday() -> None:
    tie = child()
    assert last_day(tie, TODAY) == date(2028, 12, 11)
    assert standing(tie, date(2028, 12, 11)) is Standing.VIGENTE
    assert standing(tie, date(2028, 12, 12)) is Standing.MAYOR
    assert ended_on(tie, date(2030, 1, 1)) == date(2028, 12, 12)


@given(days)
def test_nobody_is_acted_for_from_eighteen_on(born: date) -> None:
    grown = majority(born, born)
    tie = child(born)
    assert grown.year - born.year == 18
    assert standing(tie, grown) is Standing.MAYOR
    assert standing(tie, grown - timedelta(days=1)) is Standing.VIGENTE
    assert last_day(tie, born) == grown - timedelta(days=1)


@given(days, st.integers(-4000, 12000))
def test_a_tie_that_age_ended_is_never_in_force_again(born: date, offset: int) -> None:
    on = majority(born, born) + timedelta(days=offset)
    allowed = ties_allow(child(born), Act.SEE, on)
    assert allowed == (born <= on < majority(born, born))


@given(days, st.integers(0, 400))
def test_a_child_is_of_age_once_and_no_earlier_than_who_was_born_before(born: date, later: int) -> None:
    assert majority(born, born) <= majority(born + timedelta(days=later), born)


def test_who_was_born_on_a_29_february(monkeypatch: pytest.MonkeyPatch) -> None:
    tie = child(date(2008, 2, 29))
    assert last_day(tie, TODAY) == date(2026, 2, 28)
    chosen = replace(law.policy("mayoria_29_febrero"), value="ultimo_de_febrero")
    monkeypatch.setattr(law, "policy", lambda key: chosen)
    assert last_day(tie, TODAY) == date(2026, 2, 27)
    assert majority(date(2008, 2, 28), TODAY) == date(2026, 2, 28)


# -- what else ends it


@given(days, st.integers(-10, 10))
def test_a_day_that_staff_gave_never_outlives_age(born: date, offset: int) -> None:
    grown = majority(born, born)
    tie = child(born, until=grown + timedelta(days=offset))
    end = last_day(tie, born)
    assert end is not None
    assert end < grown
    assert standing(tie, end + timedelta(days=1)) in {Standing.VENCIDO, Standing.MAYOR}


@pytest.mark.parametrize("how", [Standing.DETENIDO, Standing.TERMINADO])
def test_what_was_stopped_opens_nothing_from_that_day(how: Standing) -> None:
    tie = child(stopped=how, stopped_on=TODAY)
    assert not ties_allow(tie, Act.SEE, TODAY)
    assert ties_allow(tie, Act.SEE, TODAY - timedelta(days=1))
    assert standing(tie, date(2029, 1, 1)) is Standing.MAYOR
    assert ended_on(tie, TODAY) == TODAY


def test_a_grown_person_is_acted_for_only_by_evidence_and_for_a_time() -> None:
    assert standing(parent(None), TODAY) is Standing.SIN_VINCULO
    assert standing(parent(date(2027, 1, 1)), TODAY) is Standing.VIGENTE
    assert standing(parent(date(2027, 1, 1)), date(2027, 1, 2)) is Standing.VENCIDO
    assert longest(Kinship.ASCENDIENTE, date(1950, 3, 4), TODAY) == date(2027, 11, 21)
    assert longest(Kinship.ASCENDIENTE, date(1950, 3, 4), date(2028, 2, 29)) == date(2029, 2, 28)
    assert longest(Kinship.HIJO, BORN, TODAY) == date(2028, 12, 11)


def test_a_tie_begins() -> None:
    assert standing(child(since=TODAY), TODAY - timedelta(days=1)) is Standing.FUTURO


def test_a_tie_opens_seeing_and_asking_and_nothing_else() -> None:
    assert frozenset({Act.SEE, Act.PREPARE}) == ACTS
    assert [act for act in Act if ties_allow(child(), act, TODAY)] == [Act.SEE, Act.PREPARE]


@pytest.mark.parametrize(
    ("document", "proves"),
    [
        (Document.ACTA_NACIMIENTO, {Kinship.HIJO}),
        (Document.CONSTANCIA_ADOPCION, {Kinship.ADOPTADO}),
        (Document.SENTENCIA, set(Kinship)),
        (Document.DICTAMEN_DEPENDENCIA, {Kinship.ASCENDIENTE}),
    ],
)
def test_what_each_document_proves(document: Document, proves: set[Kinship]) -> None:
    assert {kinship for kinship in Kinship if document.proves(kinship)} == proves
    assert str(document.words)


# -- what is said


def test_the_end_is_told_thirty_days_before() -> None:
    tie = child()
    assert not notice_due(tie, date(2028, 11, 10))
    assert notice_due(tie, date(2028, 11, 11))
    assert notice_due(tie, date(2028, 12, 11))
    assert not notice_due(tie, date(2028, 12, 12))
    assert not notice_due(parent(None), TODAY)


def test_every_end_has_its_sentence() -> None:
    said = {how: str(why_ended(how, "Ximena", TODAY)) for how in Standing}
    assert all("Ximena" in each for each in said.values())
    assert "cumplió 18 años el 22 de noviembre de 2026" in said[Standing.MAYOR]
    assert str(why_until(child(), TODAY)) == "Hasta el 11 de diciembre de 2028. Al día siguiente cumple 18 años."
    assert "aceptó el personal" in str(why_until(parent(date(2027, 1, 1)), TODAY))
    assert "documento" in str(why_until(parent(None), TODAY))
    assert {str(kinship.words) for kinship in Kinship} >= {"Su hija o hijo"}


def test_each_side_reads_its_own_sentence() -> None:
    for event in EVENTS:
        fields = {
            name: TODAY if name in {"until", "on"} else "x" for name in (one.name for one in dataclasses.fields(event))
        }
        for side in ("actua", "familiar"):
            for ended in (True, False):
                mine = {"side": side, "ended": ended, "how": "mayor"}
                assert str(event(**(fields | {key: value for key, value in mine.items() if key in fields})).shown())
        assert set(event.PRIVATE) <= set(fields)
