"""The e-mails of a demonstration: kept here instead of leaving the machine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.conf import settings

from .models import Correo

LISTED: Final = 200  # e-mails on the page


@dataclass(frozen=True, slots=True)
class SentMail:
    """One e-mail as it was handed over; ``number`` is its address in the list."""

    number: int
    sent_at: datetime
    to: str
    subject: str
    body: str


def correo_record(*, key: str, to: str, subject: str, body: str) -> None:
    """Keep a message, once for each ``key``: a second delivery of it changes nothing."""
    now = settings.VENTANILLA_CLOCK.now()
    Correo.objects.bulk_create([Correo(key=key, sent_at=now, to=to, subject=subject, body=body)], ignore_conflicts=True)


def correos() -> tuple[SentMail, ...]:
    """The last ``LISTED`` e-mails, the newest first."""
    return tuple(_sent(one) for one in Correo.objects.order_by("-sent_at", "-id")[:LISTED])


def correo(number: int) -> SentMail | None:
    """One e-mail, or None."""
    found = Correo.objects.filter(id=number).first()
    return None if found is None else _sent(found)


def _sent(one: Correo) -> SentMail:
    return SentMail(one.id, one.sent_at, one.to, one.subject, one.body)
