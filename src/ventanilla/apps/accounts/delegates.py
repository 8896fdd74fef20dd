"""Acting by an authorisation in a session that stays its owner's (`apps.mandates`).

The session keeps which authorisation its owner acts by, never the leave: that is looked up at every request.
"""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction

from ventanilla.apps.eventlog.api import scope
from ventanilla.apps.mandates.api import MandateView, acting_told, mandate_acting, mandate_seen
from ventanilla.domain.authority import Actor, Assurance
from ventanilla.domain.authority.mandate import ended_text, expired_text
from ventanilla.kernel.text import Text

from .family import NotTheirs
from .outbox import person_of

BY_MANDATE: Final = "autorizacion"  # in the session: by which authorisation its owner acts, and whose name it is
MANDATE_ENDED: Final = "autorizacion_termino"  # of whom it was, and its last day, until a page says so


def delegate_begin(session: SessionBase, actor: Actor, mandate: UUID, *, key: str, now: datetime) -> MandateView:
    """Go on in the same session, with a new id, by an authorisation. NotTheirs if it does not stand.

    ``key`` is where the session keeps its owner (`services.SESSION_KEY`).
    """
    if actor.assurance < Assurance.N2 or actor.acts_for is not None:
        raise NotTheirs
    found = mandate_acting(mandate, person_of(actor), settings.VENTANILLA_CLOCK.today())
    if found is None:
        raise NotTheirs
    with scope(None), transaction.atomic():
        acting_told(found, began=True, by=delegate_actor(actor, found), now=now)
    session.cycle_key()
    session.pop(MANDATE_ENDED, None)
    kept = {"id": str(found.id), "name": found.grantor_name}
    session[key] = session[key] | {"seen": int(time.time()), BY_MANDATE: kept}
    session.save()
    return found


def delegate_leave(session: SessionBase, actor: Actor, *, key: str, now: datetime) -> None:
    """Act for oneself again, with a new session id; nothing where one did already."""
    kept = session[key].get(BY_MANDATE)
    if kept is None:
        return
    delegate_left(kept, actor, now=now)
    _own_again(session, key)
    session.save()


def delegate_left(kept: dict[str, str], actor: Actor, *, now: datetime) -> None:
    """Tell both sides that whoever acted by the authorisation that a session ``kept`` no longer does."""
    found = mandate_seen(UUID(kept["id"]), person_of(actor))
    if found is not None:
        with scope(None), transaction.atomic():
            acting_told(found, began=False, by=delegate_actor(actor, found), now=now)


def delegate_now(session: SessionBase, actor: Actor, *, key: str) -> MandateView | None:
    """By which authorisation this session acts, looked up again: over, it ends that, and the next page says why."""
    kept: dict[str, Any] | None = session[key].get(BY_MANDATE)
    if kept is None:
        return None
    on = settings.VENTANILLA_CLOCK.today()
    person = person_of(actor)
    found = mandate_acting(UUID(kept["id"]), person, on)
    if found is not None:
        return found
    _own_again(session, key)
    last = mandate_seen(UUID(kept["id"]), person)
    ended = last.until.isoformat() if last is not None and last.until is not None and last.until < on else ""
    session[MANDATE_ENDED] = {"name": kept["name"], "last": ended}
    return None


def delegate_actor(actor: Actor, found: MandateView) -> Actor:
    """The human of ``actor``, acting by an authorisation."""
    return replace(actor, acts_for=found.mandate.grantor, kin=False, mandate=found.id)


def mandate_ended(session: SessionBase) -> Text | None:
    """Why this session acts no longer for somebody, said once: whoever asks shows it."""
    kept = session.pop(MANDATE_ENDED, None)
    if kept is None:
        return None
    return expired_text(kept["name"], date.fromisoformat(kept["last"])) if kept["last"] else ended_text(kept["name"])


def _own_again(session: SessionBase, key: str) -> None:
    session.cycle_key()
    session[key] = {name: value for name, value in session[key].items() if name != BY_MANDATE}
