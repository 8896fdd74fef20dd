"""The state of a case is what its log tells, in every life that a case may have."""

from __future__ import annotations

from datetime import date

import pytest

from ventanilla.domain.cases import (
    AnswerMissed,
    AnswerReceived,
    CaseAsked,
    CaseReceived,
    CaseReferred,
    CaseResolved,
    CaseVoided,
    CaseWithdrawn,
    RequestSigned,
    RevocationAwaited,
    RevocationSettled,
    State,
)
from ventanilla.domain.cases.event_official import CaseAskedByOfficial, CaseDecidedByOfficial, CaseTaken
from ventanilla.domain.cases.fold import STEPS, state_of
from ventanilla.kernel.acts import Event

DAY = date(2026, 12, 1)
FILED = (RequestSigned("x", True), CaseReceived("7K3M9QX24HTH", "x", "X"))
ASKED = CaseAsked(DAY)
ANSWERED = AnswerReceived("persona")
GRANTED = CaseResolved(approved=True)
REFERRED = CaseReferred("x")
LIVES: dict[str, tuple[tuple[Event, ...], State]] = {
    "received": (FILED, State.RECIBIDO),
    "waits for the authority": ((*FILED, RevocationAwaited()), State.EN_ESPERA),
    "the authority said it is good": ((*FILED, RevocationAwaited(), RevocationSettled()), State.RECIBIDO),
    "the authority said it is not": ((*FILED, RevocationAwaited(), CaseVoided()), State.SIN_EFECTO),
    "granted": ((*FILED, CaseResolved(approved=True)), State.APROBADO),
    "refused": ((*FILED, CaseResolved(approved=False)), State.NEGADO),
    "in review": ((*FILED, REFERRED), State.EN_REVISION),
    "taken, which is no step": ((*FILED, REFERRED, CaseTaken("a", "b")), State.EN_REVISION),
    "asked by the rules": ((*FILED, ASKED), State.PREGUNTADO),
    "answered to the rules": ((*FILED, ASKED, ANSWERED), State.RECIBIDO),
    "nobody answered the rules": ((*FILED, ASKED, AnswerMissed(DAY)), State.RECIBIDO),
    "asked by an official": ((*FILED, REFERRED, ASKED, CaseAskedByOfficial("a", "b", DAY)), State.PREGUNTADO),
    "answered to an official": ((*FILED, REFERRED, ASKED, ANSWERED), State.EN_REVISION),
    "nobody answered an official": ((*FILED, REFERRED, ASKED, AnswerMissed(DAY)), State.EN_REVISION),
    "the rules asked, then an official": (
        (
            *FILED,
            ASKED,
            ANSWERED,
            REFERRED,
            ASKED,
            ANSWERED,
            CaseResolved(approved=True),
            CaseDecidedByOfficial("", ""),
        ),
        State.APROBADO,
    ),
    "taken back": ((*FILED, ASKED, CaseWithdrawn()), State.DESISTIDO),
}


@pytest.mark.parametrize(("told", "state"), LIVES.values(), ids=LIVES)
def test_a_life_ends_where_its_log_says(told: tuple[Event, ...], state: State) -> None:
    assert state_of(told) is state
    assert state_of([event for event in told if isinstance(event, STEPS)]) is state


def test_what_was_never_received_has_no_state() -> None:
    assert state_of([]) is None
    assert state_of([RequestSigned("x", True)]) is None


def test_every_state_of_a_filed_case_is_reached() -> None:
    assert {state for _, state in LIVES.values()} == set(State) - {State.BORRADOR}
