"""The state of a filed case, from what the log tells of it and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ventanilla.kernel.acts import Event

from .events import (
    AnswerMissed,
    AnswerReceived,
    CaseAsked,
    CaseReceived,
    CaseReferred,
    CaseResolved,
    CaseVoided,
    CaseWithdrawn,
    RevocationAwaited,
    RevocationSettled,
)
from .states import State

STEPS: Final[tuple[type[Event], ...]] = (
    CaseReceived,
    RevocationAwaited,
    RevocationSettled,
    CaseVoided,
    CaseReferred,
    CaseAsked,
    AnswerReceived,
    AnswerMissed,
    CaseResolved,
    CaseWithdrawn,
)


def state_of(told: Iterable[Event]) -> State | None:
    """Where a case is after ``told``, in the order of the log; events of other things change nothing.

    What an official asked goes back to the review once it is answered, or its day ends; what the rules asked, to the
    rules. None where nothing says that it was ever received.

    >>> state_of([CaseReceived("7K3M9QX24HTH", "x", "X"), CaseResolved(approved=False)])
    <State.NEGADO: 'negado'>
    """
    state: State | None = None
    asked_in_review = False
    for event in told:
        match event:
            case CaseReceived() | RevocationSettled():
                state = State.RECIBIDO
            case RevocationAwaited():
                state = State.EN_ESPERA
            case CaseVoided():
                state = State.SIN_EFECTO
            case CaseReferred():
                state = State.EN_REVISION
            case CaseAsked():
                asked_in_review, state = state is State.EN_REVISION, State.PREGUNTADO
            case AnswerReceived() | AnswerMissed():
                state = State.EN_REVISION if asked_in_review else State.RECIBIDO
            case CaseResolved(approved=approved):
                state = State.APROBADO if approved else State.NEGADO
            case CaseWithdrawn():
                state = State.DESISTIDO
    return state
