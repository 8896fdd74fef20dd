"""What happens after a commit: documents are printed and sealed by the worker, at least once, with one effect."""

from __future__ import annotations

import logging
from contextlib import suppress
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from ventanilla.adapters.mail.port import Mail, MailDown
from ventanilla.adapters.seal.expiry import ALARMS, ending
from ventanilla.adapters.typeset.port import TooLong
from ventanilla.apps.accounts.api import reached_at
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.documents import Fault
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.folio import spoken

from .files import document_fault, files_sweep
from .models import Document
from .outbound import mailer, press
from .sealing import document_seal
from .selectors import documents_unsealed
from .status import status_list_publish

AGAIN: Final = RetryStrategy(max_attempts=6, exponential_wait=3)
MAIL_AGAIN: Final = RetryStrategy(max_attempts=10, exponential_wait=2, retry_exceptions={MailDown})
FORGOTTEN: Final = timedelta(minutes=30)  # longer than all the attempts of one job
log = logging.getLogger("ventanilla.documents")
PUBLISH: Final = "documents.publish_status"
MAX_FORGOTTEN: Final = 500  # documents taken up again at once


@app.task(queue="documentos", name="documents.seal_document", retry=AGAIN)
def seal_document(document_id: str) -> None:
    """Print and seal a document that was issued; one too long to print is written down and not tried again."""
    now = settings.VENTANILLA_CLOCK.now()
    try:
        document_seal(UUID(document_id), press(), now=now)
    except TooLong:
        document_fault(UUID(document_id), Fault.TOO_LONG, now=now)


@app.periodic(cron="*/15 * * * *")
@app.task(queue="documentos", name="documents.seal_forgotten", queueing_lock="documents.seal_forgotten")
def seal_forgotten(timestamp: int) -> None:
    """Take up again what was issued and never sealed: its job failed more often than it may.

    A template that was wrong is mended by a new version of the office; its documents must not stay behind.
    """
    before = settings.VENTANILLA_CLOCK.now() - FORGOTTEN
    for document in documents_unsealed(before, MAX_FORGOTTEN):
        job = seal_document.configure(queueing_lock=f"documents.seal.{document}")
        with suppress(AlreadyEnqueued), transaction.atomic():
            job.defer(document_id=str(document))


@app.periodic(cron="23 2 * * *")
@app.task(queue="mantenimiento", name="documents.sweep_files", queueing_lock="documents.sweep_files")
def sweep_files(timestamp: int) -> None:
    """Every night, the files that a kill left without a document. Too many is for a person to look at."""
    files_sweep()


@app.task(queue="correo", name="documents.tell_revoked", retry=MAIL_AGAIN)
def tell_revoked(document_id: str) -> None:
    """Tell whoever a document is of that there is news about it, without saying which: e-mail is not private."""
    with scope(None):
        row = Document.objects.only("id", "subject", "folio").get(id=UUID(document_id))
    words = (
        f"Hay novedades de su documento con folio {spoken(row.folio)}.\n\n"
        f"Consúltelas aquí: {settings.VENTANILLA_ORIGIN}/oficina\n\n"
        "Por su seguridad este correo no lleva sus datos. Nunca le pediremos su archivo .key ni su contraseña.\n"
    )
    subject = f"{settings.VENTANILLA_BRAND['name']}: tiene un aviso nuevo"
    for account, email in reached_at(SubjectId(row.subject)):
        mailer().send(Mail(key=f"{row.id}.{account}.revocado", to=email, subject=subject, body=words))


@app.task(queue="documentos", name="documents.publish_status", queueing_lock=PUBLISH, retry=AGAIN)
def publish_status() -> None:
    """Publish the list of what was revoked."""
    status_list_publish(press().signer, now=settings.VENTANILLA_CLOCK.now())


@app.periodic(cron="7 * * * *")
@app.task(queue="documentos", name="documents.publish_status_hourly", queueing_lock=f"{PUBLISH}_hourly")
def publish_status_hourly(timestamp: int) -> None:
    """A list that says nothing new still says until when its silence counts."""
    publish_status_soon()


@app.periodic(cron="13 6 * * *")
@app.task(queue="mantenimiento", name="documents.tell_expiry", queueing_lock="documents.tell_expiry")
def tell_expiry(timestamp: int) -> None:
    """Write down once a day that the seal's certificate ends soon; an error in its last week."""
    found = ending([press().signer.seal], settings.VENTANILLA_CLOCK.now())
    if found is None:
        return
    level = logging.ERROR if found.alarm == min(ALARMS) else logging.WARNING
    fields = {"serial": found.serial, "ends": found.at.isoformat(), "days": found.days, "alarm": found.alarm}
    log.log(level, "the seal's certificate ends", extra={"fields": fields})


def publish_status_soon() -> None:
    """Publish it after this commit, once, however many revocations wait."""
    with suppress(AlreadyEnqueued), transaction.atomic():
        publish_status.defer()
