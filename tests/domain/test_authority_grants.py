"""The rules of a role: on which days it counts, who decides it, for how long it may be given."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.domain.authority import Grant, GrantFault, GrantState, Role, grant_in_force, roles_in_force
from ventanilla.domain.authority.grant import (
    INVITATION_POLICY,
    MAX_REASON,
    OPEN,
    TERM_POLICY,
    decision_fault,
    ending_fault,
    ends_soon,
    invitation_life,
    longest_term,
    proposal_fault,
    reason_of,
    term_fault,
    term_sentence,
)
from ventanilla.law.open_questions import policy

DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))
TERMS = st.integers(0, 800).map(lambda days: timedelta(days=days))


@given(since=DAYS, term=TERMS, on=DAYS, state=st.sampled_from(GrantState), role=st.sampled_from(Role))
def test_a_role_counts_while_it_is_active_and_in_its_term(
    since: date, term: timedelta, on: date, state: GrantState, role: Role
) -> None:
    grant = Grant(role, since, since + term, state)
    counts = state is GrantState.ACTIVA and since <= on <= since + term
    assert grant_in_force(grant, on) is counts
    assert roles_in_force([grant], on) == ({role} if counts else set())
    assert not ends_soon(grant, on) or counts


@given(since=DAYS, term=TERMS)
def test_a_role_ends_by_itself_the_day_after(since: date, term: timedelta) -> None:
    grant = Grant(Role.MOSTRADOR, since, since + term, GrantState.ACTIVA)
    assert grant_in_force(grant, grant.until)
    assert not grant_in_force(grant, grant.until + timedelta(days=1))
    assert not grant_in_force(grant, since - timedelta(days=1))


@given(state=st.sampled_from(GrantState), people=st.tuples(*[st.sampled_from("ABC")] * 3))
def test_nobody_decides_alone(state: GrantState, people: tuple[str, str, str]) -> None:
    grantee, proposer, decider = people
    fault = decision_fault(state, grantee=grantee, proposer=proposer, decider=decider)
    if fault is None:
        assert decider not in {grantee, proposer}
        assert state is GrantState.PROPUESTA
    assert (proposal_fault(grantee=grantee, proposer=proposer) is None) is (grantee != proposer)


@given(since=DAYS, on=DAYS, term=st.integers(-10, 800))
def test_a_term_is_neither_past_nor_longer_than_the_policy(since: date, on: date, term: int) -> None:
    until, longest = since + timedelta(days=term), longest_term(policy(TERM_POLICY).value)
    fault = term_fault(since, until, on=on, longest=longest)
    assert (fault is None) is (on <= since <= until <= since + longest)


def test_every_value_of_the_policies_has_its_term() -> None:
    assert {longest_term(value) for value in policy(TERM_POLICY).values} == {
        timedelta(days=183),
        timedelta(days=366),
        timedelta(days=731),
    }
    assert len({str(term_sentence(value)) for value in policy(TERM_POLICY).values}) == 3
    assert {invitation_life(value) for value in policy(INVITATION_POLICY).values} == {
        timedelta(hours=24),
        timedelta(hours=72),
    }
    assert invitation_life(policy(INVITATION_POLICY).value) == timedelta(hours=72)


def test_what_ended_is_not_ended_again() -> None:
    assert {state for state in GrantState if ending_fault(state) is None} == OPEN


@pytest.mark.parametrize(("typed", "kept"), [(" falta  dos ", "falta dos"), ("", None), (" ", None)])
def test_a_reason_is_said(typed: str, kept: str | None) -> None:
    assert reason_of(typed) == kept
    assert reason_of("x" * MAX_REASON) is not None
    assert reason_of("x" * (MAX_REASON + 1)) is None


def test_every_fault_and_role_is_said() -> None:
    assert all(str(fault.text()) for fault in GrantFault)
    assert len({str(role.text) for role in Role} | {str(role.does) for role in Role}) == 2 * len(Role)
