"""After the commit: an e-mail or a device says that there is a notice, and never which; not one for each of many."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from ventanilla import law
from ventanilla.adapters.mail.port import Mail, MailDown
from ventanilla.apps.accounts.api import reached_at
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.accounts.notices import Channel, topic_of
from ventanilla.kernel.acts import SubjectId

from . import push_jobs
from .devices import choices_of, devices_of
from .models import Aviso
from .outbound import mailer
from .outbox import TELL, push_later, tell_again

ALSO: Final = (push_jobs,)  # tasks that are found where these are
AGAIN: Final = RetryStrategy(max_attempts=10, exponential_wait=2, retry_exceptions={MailDown})
WAIT_POLICY: Final = "aviso_correo_espera"
WAITS: Final = {
    "sin_espera": timedelta(),
    "10_minutos": timedelta(minutes=10),
    "1_hora": timedelta(hours=1),
}


@app.task(queue="correo", name=TELL, retry=AGAIN)
def tell_owner(subject: str) -> None:
    """Tell whoever answers for ``subject`` that there is something unread, unless they were just told.

    Sent first and noted after: the key of a message is that of the first notice it is for, so a repeated one is
    the same message. What was opened meanwhile is not told any more.
    """
    whose, now = SubjectId(UUID(subject)), settings.VENTANILLA_CLOCK.now()
    with scope(whose):
        own = Aviso.objects.filter(subject=whose)
        found = list(own.filter(told_at=None, opened_at=None).order_by("seq").values_list("id", "kind"))
        last = own.aggregate(last=Max("told_at"))["last"]
    if not found:
        return
    waiting, topics = [one for one, _ in found], {topic_of(kind) for _, kind in found}
    wait = _wait(last, now)
    if wait:
        tell_again(whose, after=wait)
        return
    reached = [(account, email, choices_of(account)) for account, email in reached_at(whose)]
    for account, email, chosen in reached:
        if any(chosen.wants(topic, Channel.MAIL) for topic in topics):
            _send(account, email, waiting[0])
    wanting = [one for one, _, chosen in reached if any(chosen.wants(topic, Channel.DEVICE) for topic in topics)]
    devices = [one.id for account in wanting for one in devices_of(account)]
    with scope(whose), transaction.atomic():
        if Aviso.objects.filter(id__in=waiting, told_at=None).update(told_at=now):
            push_later(devices, first=waiting[0])


def _wait(last: datetime | None, now: datetime) -> timedelta:
    """How long to wait, so that nobody gets one e-mail after another (policy ``aviso_correo_espera``)."""
    if last is None:
        return timedelta()
    return max(last + WAITS[law.policy(WAIT_POLICY).value] - now, timedelta())


def _send(account: UUID, email: str, first: int) -> None:
    mailer().send(
        Mail(
            key=f"buzon.{first}.{account}",
            to=email,
            subject=f"{settings.VENTANILLA_BRAND['name']}: tiene un aviso nuevo",
            body=(
                "Tiene un aviso nuevo en su buzón.\n\n"
                f"Léalo aquí: {settings.VENTANILLA_ORIGIN}/buzon\n\n"
                "Por su seguridad este correo no lleva sus datos. "
                "Nunca le pediremos su archivo .key ni su contraseña.\n"
            ),
        )
    )
