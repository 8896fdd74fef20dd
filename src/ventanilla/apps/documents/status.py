"""Publishing what was revoked: a signed list that anybody keeps, to verify without a connection."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db.models import Q

from ventanilla.adapters.seal.port import Signer
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.documents import LIFE, LIFE_POLICY, Revocation, StatusList, cadena_digest
from ventanilla.kernel.clock import civil_date
from ventanilla.law import policy

from .models import Document, StatusListing
from .outbound import withdrawn

PAGE: Final = 2_000  # rows fetched at once


def status_list_publish(signer: Signer, *, now: datetime) -> StatusList:
    """Sign and publish the list of what was revoked and has not expired. Safe to repeat.

    An expired document is told by its own QR, so it leaves the list, which grows with what is alive and not with the
    years. ValueError for more than one list may hold: the old one stays until its silence counts no more.
    """
    today = civil_date(now)
    with scope(None):
        alive = Document.objects.filter(Q(expires_on=None) | Q(expires_on__gte=today), revoked_on__lte=today)
        rows = alive.values_list("cadena", "revoked_on", "replaced_by").iterator(chunk_size=PAGE)
        found = [(cadena_digest(cadena), Revocation(on, bool(by))) for cadena, on, by in rows if on is not None]
    listed = StatusList.of([*found, *withdrawn(now)], at=now, life=LIFE[policy(LIFE_POLICY).value])
    cose = signer.status_list(listed)
    StatusListing.objects.update_or_create(id=1, defaults={"cose": cose, "made_at": now})
    return listed


def status_list() -> tuple[bytes, datetime] | None:
    """The signed list and when it was made; None until the first one is published."""
    row = StatusListing.objects.filter(id=1).first()
    return None if row is None else (bytes(row.cose), row.made_at)
