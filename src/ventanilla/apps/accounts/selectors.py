"""What the pages read of one's own certificates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.accounts import WARNINGS, CertificateState, days_left, ends_sentence
from ventanilla.domain.authority import Actor
from ventanilla.kernel.text import Text

from .models import Certificate, Company

LISTED: Final = 50  # certificates on the page
RENEWED_FOR: Final = timedelta(days=1)  # how long «Mi oficina» says that a renewed e.firma was recognised
RENEWED: Final = Text(
    "RENOVADA_RECONOCIDA", "Reconocimos su e.firma renovada. Desde hoy entre y firme con los archivos nuevos."
)


@dataclass(frozen=True, slots=True)
class CertificateView:
    """A certificate of one's history. ``company`` is "" for one's own; ``ended_at`` when it was replaced or revoked."""

    serial: str
    state: CertificateState
    company: str
    rfc: str
    not_before: datetime
    not_after: datetime
    bound_at: datetime
    ended_at: datetime | None


def certificates_for(actor: Actor, now: datetime) -> tuple[CertificateView, ...]:
    """Every certificate of the person, the newest first: their own, and those of companies they represent."""
    if actor.person is None:
        raise LookupError("a job of the office has no certificate")
    with scope(actor.person):
        rows = list(Certificate.objects.filter(account=actor.owner).order_by("-not_before", "-bound_at")[:LISTED])
    names = dict(Company.objects.filter(rfc__in={row.company_rfc for row in rows}).values_list("rfc", "name"))
    return tuple(
        CertificateView(
            serial=row.serial,
            state=_state(row, now),
            company=names.get(row.company_rfc, ""),
            rfc=row.company_rfc or row.rfc,
            not_before=row.not_before,
            not_after=row.not_after,
            bound_at=row.bound_at,
            ended_at=row.revoked_at or row.replaced_at,
        )
        for row in rows
    )


def _state(row: Certificate, now: datetime) -> CertificateState:
    """As it is now, though no job has noted yet that it came to its end."""
    kept = CertificateState(row.state)
    return CertificateState.VENCIDO if kept is CertificateState.VIGENTE and row.not_after <= now else kept


def certificate_notice_for(actor: Actor, company_rfc: str, now: datetime) -> Text | None:
    """What «Mi oficina» says of the e.firma in force: it is about to end, or was just renewed; None for nothing."""
    if actor.person is None:
        raise LookupError("a job of the office has no certificate")
    with scope(actor.person):
        own = Certificate.objects.filter(account=actor.owner, company_rfc=company_rfc)
        current = own.filter(state=CertificateState.VIGENTE.value, not_after__gt=now).first()
        if current is None:
            return None
        left = days_left(current.not_after, now)
        if left <= max(WARNINGS):
            return ends_sentence(left, current.not_after)
        recent = now - current.bound_at < RENEWED_FOR
        return RENEWED if recent and own.filter(replaced_at=current.bound_at).exists() else None
