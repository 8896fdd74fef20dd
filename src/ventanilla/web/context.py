"""What every page knows: the brand, who is there and for whom, what day the demonstration lives."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from ventanilla.apps.accounts.api import IDLE_SECONDS, Visit, kin_ended, mandate_ended, session_ended
from ventanilla.apps.inbox.api import unread_for
from ventanilla.apps.mandates.api import MandateView

from .design.shapes import ActingFor
from .guards import unproved, visit_of

FAMILY = "/cuenta/familia"
MANDATES = "/cuenta/autorizaciones"


def office(request: HttpRequest) -> dict[str, Any]:
    """The context of every template."""
    visit = visit_of(request)
    demonstration = settings.VENTANILLA_MODE == "demostracion"
    acting = _acting(visit) if visit is not None else None
    # Only where the session was looked at: a page of failure is shown without one.
    ended = session_ended(request.session) if visit is None and hasattr(request, "visit") else None
    over = kin_ended(request.session) if visit is not None else None
    return {
        "kin_ended": over or "",
        "mandate_ended": (mandate_ended(request.session) if visit is not None else None) or "",
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


def _acting(visit: Visit) -> ActingFor | None:
    """For whom the visit is, as the bar of every page says it; None for oneself."""
    if visit.kin is not None:
        own = not visit.actor.kin
        return ActingFor(name=visit.kin.name, until=visit.kin.until, change_url=FAMILY, kin=True, own_pages=own)
    if visit.delegate is not None:
        return ActingFor(
            name=visit.acting_for,
            rfc=visit.acting_for_rfc,
            registro=registros_in_short(visit.delegate),
            until=visit.delegate.until,
            change_url=MANDATES,
            own_pages=visit.actor.mandate is None,
        )
    if visit.acting_for:
        return ActingFor(name=visit.acting_for, rfc=visit.acting_for_rfc, own_certificate=True)
    return None


def registros_in_short(found: MandateView) -> str:
    """The registro to which an authorisation is limited, and how many more; "" where it is of all."""
    limited = sorted(found.mandate.registros)
    if len(limited) > 1:
        return f"{limited[0]} (+{len(limited) - 1})"
    return limited[0] if limited else ""
