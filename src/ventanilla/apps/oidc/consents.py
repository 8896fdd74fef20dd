"""What people let applications know: given on a page that says it line by line, taken back at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import QuerySet

from ventanilla.apps.eventlog.api import ToLog, events_append, scope
from ventanilla.domain.authority import Actor
from ventanilla.domain.oidc import ApplicationAllowed, ApplicationWithdrawn, Scope, is_loopback, scopes_of
from ventanilla.kernel.acts import SubjectId

from .clients import Application
from .models import Consent
from .outbox import tell_allowed_later

MAX_LISTED: Final = 100  # applications of one person


class NoSuchConsent(LookupError):
    """Not there, not one's own, or taken back already."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """An application that a person lets know something."""

    id: UUID
    name: str
    operator: str
    scopes: tuple[Scope, ...]
    since: datetime
    used_at: datetime | None


def person(by: Actor) -> SubjectId:
    """The human of an act, whoever they act for: it is always they who enter an application."""
    if by.person is None:
        raise LookupError("a job of the office enters nowhere")
    return by.person


def consent_covers(application: Application, address: str, scopes: Iterable[Scope], *, by: Actor) -> bool:
    """Whether the person allowed all of ``scopes`` before, so that they are not asked again.

    On the person's own device they always are: there any program can pass for that application (RFC 8252, section 8.6).
    """
    if is_loopback(address):
        return False
    with scope(person(by)):
        said = _living(by).filter(client=application.id).values_list("scopes", flat=True).first()
    return said is not None and set(scopes) <= set(scopes_of(said.split()))


def consents_of(by: Actor) -> tuple[Allowed, ...]:
    """The applications that may know ``by``, the last one used first."""
    with scope(person(by)):
        rows = list(_living(by).select_related("client").order_by("-used_at", "-since")[:MAX_LISTED])
    return tuple(
        Allowed(row.id, row.client.name, row.client.operator, scopes_of(row.scopes.split()), row.since, row.used_at)
        for row in rows
    )


def consent_give(application: Application, scopes: Iterable[Scope], *, by: Actor, now: datetime) -> UUID:
    """The person lets ``application`` know ``scopes`` too; told to them where it is more than before. Its id."""
    asked = {one.value for one in scopes}
    with scope(person(by)), transaction.atomic():
        row, new = Consent.objects.get_or_create(
            subject=person(by),
            client_id=application.id,
            withdrawn_at=None,
            defaults={"account_id": by.owner, "since": now, "scopes": ""},
        )
        row = Consent.objects.select_for_update(no_key=True).get(id=row.id)
        more = set(row.scopes.split()) | asked
        if new or more != set(row.scopes.split()):
            known = scopes_of(more)
            row.scopes = " ".join(one.value for one in known)
            row.save(update_fields=["scopes"])
            event = ApplicationAllowed(application.name, tuple(one.value for one in known))
            events_append([ToLog(event, person(by), by)], now=now)
            tell_allowed_later(row.id, f"aplicacion.{uuid4()}")
    return row.id


def consent_withdraw(consent: UUID, *, by: Actor, now: datetime) -> None:
    """The application knows no more: what it was given ends with this. NoSuchConsent for any other."""
    with scope(person(by)), transaction.atomic():
        row = _living(by).filter(id=consent).select_for_update(no_key=True, of=("self",)).first()
        if row is None:
            raise NoSuchConsent
        row.withdrawn_at = now
        row.save(update_fields=["withdrawn_at"])
        events_append([ToLog(ApplicationWithdrawn(row.client.name), person(by), by)], now=now)


def _living(by: Actor) -> QuerySet[Consent]:
    return Consent.objects.filter(account=by.owner, subject=person(by), withdrawn_at=None, client__retired_at=None)
