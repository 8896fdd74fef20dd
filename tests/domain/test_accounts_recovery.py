"""Which identification serves, who may decide, and how long money waits."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla import law
from ventanilla.domain.accounts.event_recovery import EVENTS
from ventanilla.domain.accounts.recovery import (
    COOLING_POLICY,
    DOCUMENTS_POLICY,
    LAST_CHARACTERS,
    DecisionFault,
    DocumentFault,
    IdentityDocument,
    RecoveryState,
    Shown,
    cooling_until,
    decision_fault,
    document_fault,
    documents_accepted,
    last_characters,
)
from ventanilla.kernel.acts import Audience

TODAY = date(2026, 11, 22)
ALL = tuple(IdentityDocument)
PEOPLE = [uuid4() for _ in range(3)]


def test_every_value_of_the_policies_is_a_rule() -> None:
    for value in law.policy(DOCUMENTS_POLICY).values:
        assert documents_accepted(value)
    for value in law.policy(COOLING_POLICY).values:
        assert cooling_until(datetime(2026, 11, 22, tzinfo=UTC), value) is not None
    assert cooling_until(None, law.policy(COOLING_POLICY).value) is None


def test_money_waits_a_day() -> None:
    at = datetime(2026, 11, 22, 15, tzinfo=UTC)
    assert law.policy(COOLING_POLICY).value == "24_horas"
    assert cooling_until(at, "24_horas") == at + timedelta(hours=24)


@pytest.mark.parametrize("kind", IdentityDocument)
def test_it_serves_on_its_last_day_and_not_after(kind: IdentityDocument) -> None:
    assert document_fault(Shown(kind, "12A4", TODAY), accepted=ALL, on=TODAY) is None
    late = document_fault(Shown(kind, "12A4", TODAY), accepted=ALL, on=TODAY + timedelta(days=1))
    assert late is DocumentFault.EXPIRED
    undated = document_fault(Shown(kind, "12A4", None), accepted=ALL, on=TODAY)
    assert undated is (DocumentFault.NO_EXPIRY if kind.expires else None)


def test_what_the_policy_does_not_name_does_not_serve() -> None:
    narrow = documents_accepted("credencial_o_pasaporte")
    assert document_fault(Shown(IdentityDocument.CARTILLA, "1234", None), accepted=narrow, on=TODAY) is (
        DocumentFault.KIND
    )
    assert document_fault(None, accepted=ALL, on=TODAY) is DocumentFault.KIND


@given(st.text(max_size=30))
def test_no_more_than_four_characters_of_a_number_are_ever_kept(typed: str) -> None:
    fault = document_fault(Shown(IdentityDocument.CEDULA, typed, None), accepted=ALL, on=TODAY)
    if fault is None:
        assert len(typed) == LAST_CHARACTERS
        assert last_characters(typed) == typed
    assert last_characters(last_characters(typed)) == last_characters(typed)


@given(st.sampled_from(RecoveryState), *(st.sampled_from(PEOPLE) for _ in range(2)), st.sampled_from([*PEOPLE, None]))
def test_two_officials_and_neither_of_them_whose_it_is(
    state: RecoveryState, proposed_by: UUID, decides: UUID, owner: UUID | None
) -> None:
    fault = decision_fault(state, proposed_by=proposed_by, decides=decides, owner=owner)
    if fault is None:
        assert state is RecoveryState.PROPOSED
        assert decides not in {proposed_by, owner}
    elif fault is DecisionFault.NOT_OPEN:
        assert state is not RecoveryState.PROPOSED


@pytest.mark.parametrize("state", RecoveryState)
def test_what_is_open_can_be_stopped(state: RecoveryState) -> None:
    assert state.stoppable or not state.open
    assert state.stoppable == (state.open or state in {RecoveryState.APPROVED, RecoveryState.COMPLETED})


@pytest.mark.parametrize("event", EVENTS)
def test_whose_it_is_is_told_of_everything(event: type) -> None:
    assert Audience.SUBJECT in event.TOLD  # type: ignore[attr-defined]  # every event has it


@pytest.mark.parametrize("fault", DocumentFault)
def test_every_fault_has_its_sentence(fault: DocumentFault) -> None:
    assert str(fault.text()).endswith(".")
