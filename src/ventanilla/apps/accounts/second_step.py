"""Between the password and the session: five minutes in which somebody is awaited, and nothing may be seen."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase

from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.authority import Actor, Assurance, Via
from ventanilla.kernel.acts import SubjectId

from .devices import Device
from .models import Account
from .services import PENDING_KEY, SESSION_KEY, Visit, session_begin
from .sessions import row_end

PENDING_SECONDS: Final = 5 * 60
PENDING_TRIES: Final = 5  # wrong answers; then the first step is asked again


@dataclass(frozen=True, slots=True)
class Pending:
    """Who passed the first step; ``target`` is where they were going."""

    actor: Actor
    target: str


def second_step_begin(
    session: SessionBase, account_id: UUID, *, via: Via, assurance: Assurance, now: datetime, target: str = ""
) -> None:
    """The first step was passed: await the second. The session gets a new id, and whoever was in it is out.

    Whoever calls has checked the first step, and that `second_step_needed`. ``via`` and ``assurance`` are those that
    the session will open with. Account.DoesNotExist for none.
    """
    account = Account.objects.get(id=account_id, is_active=True)
    session.cycle_key()
    left: dict[str, Any] | None = session.pop(SESSION_KEY, None)
    if left is not None:
        with scope(None):
            row_end(UUID(left["row"]), now=now)
    session[PENDING_KEY] = {
        "account": str(account.id),
        "person": str(account.subject),
        "via": via.value,
        "assurance": int(assurance),
        "target": target,
        "until": int(time.time()) + PENDING_SECONDS,
        "tries": 0,
    }
    session.save()


def second_step_pending(session: SessionBase) -> Pending | None:
    """Whom the second step is awaited from, or None if nobody or too late; real time."""
    kept: dict[str, Any] | None = session.get(PENDING_KEY)
    if kept is None:
        return None
    if int(time.time()) > kept["until"] or kept["tries"] >= PENDING_TRIES:
        del session[PENDING_KEY]
        return None
    person = SubjectId(UUID(kept["person"]))
    actor = Actor(UUID(kept["account"]), person, Assurance(kept["assurance"]), Via(kept["via"]))
    return Pending(actor, kept["target"])


def second_step_miss(session: SessionBase) -> None:
    """A wrong answer: counted, and after a few the first step is asked again."""
    kept = session[PENDING_KEY]
    session[PENDING_KEY] = kept | {"tries": kept["tries"] + 1}


def second_step_pass(session: SessionBase, pending: Pending, *, device: Device, now: datetime) -> Visit:
    """The second step was passed: open the session. Whoever calls has checked it, against ``pending.actor``."""
    actor = pending.actor
    return session_begin(
        session, actor.owner, via=actor.via, assurance=actor.assurance, device=device, now=now, strong=True
    )
