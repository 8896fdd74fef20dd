"""What every page knows: the brand, who is there and for whom, what day the demonstration lives."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from ventanilla.apps.accounts.api import IDLE_SECONDS, kin_ended, session_ended
from ventanilla.apps.inbox.api import unread_for

from .design.shapes import ActingFor
from .guards import unproved, visit_of

FAMILY = "/cuenta/familia"


def office(request: HttpRequest) -> dict[str, Any]:
    """The context of every template."""
    visit = visit_of(request)
    demonstration = settings.VENTANILLA_MODE == "demostracion"
    acting = None
    if visit is not None and visit.kin is not None:
        acting = ActingFor(
            name=visit.kin.name, until=visit.kin.until, change_url=FAMILY, kin=True, own_pages=not visit.actor.kin
        )
    elif visit is not None and visit.acting_for:
        acting = ActingFor(name=visit.acting_for, rfc=visit.acting_for_rfc, own_certificate=True)
    # Only where the session was looked at: a page of failure is shown without one.
    ended = session_ended(request.session) if visit is None and hasattr(request, "visit") else None
    over = kin_ended(request.session) if visit is not None else None
    return {
        "kin_ended": over or "",
        "ended": ended or "",
        "brand": settings.VENTANILLA_BRAND,
        "demo_today": settings.VENTANILLA_CLOCK.today() if demonstration else None,
        "preferred": visit.preferences.stored() if visit is not None else {},
        "signed_in_as": visit.name if visit is not None else "",
        "acting_for": acting,
        "section": "",
        "unread": SimpleLazyObject(lambda: unread_for(visit.actor)) if visit is not None and not unproved(visit) else 0,
        "session_seconds": visit.seconds_left if visit is not None else 0,
        "session_whole": IDLE_SECONDS,
    }
