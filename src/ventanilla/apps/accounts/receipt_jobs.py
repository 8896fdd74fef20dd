"""What is told of a receipt that somebody showed, after its commit: to all on record, and in the owner's chain."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from ventanilla.adapters.mail.port import Mail, MailDown
from ventanilla.apps.eventlog.api import ToLog, events_append, scope
from ventanilla.domain.accounts import IdentityTried
from ventanilla.domain.authority import SYSTEM

from .models import ReceiptProof
from .outbound import mailer, on_record
from .receipts import ProofState, receipt_stop_path

AGAIN: Final = RetryStrategy(max_attempts=10, exponential_wait=2, retry_exceptions={MailDown})
TOLD: Final = {
    ProofState.OPEN: (
        "alguien quiere confirmar que es usted",
        "Alguien mostró un recibo de nómina suyo para confirmar que es usted. Todavía no puede ver nada de lo suyo.",
    ),
    ProofState.PROVED: (
        "alguien confirmó que es usted",
        "Alguien confirmó que es usted, con un recibo de nómina y preguntas de su historia.\n\n"
        "Durante un día no se puede cambiar adónde se paga su dinero.",
    ),
}
BODY: Final = (
    "{what}\n\nSi fue usted, no haga nada.\n\n"
    "Si no fue usted, deténgalo con este enlace. Sirve durante 30 días:\n{link}\n\n"
    "Por su seguridad este correo no lleva sus datos. Nunca le pediremos su archivo .key ni su contraseña.\n"
)


@app.task(queue="correo", name="accounts.tell_receipt", retry=AGAIN)
def tell_receipt(proof_id: str, moment: str) -> None:
    """Tell every contact on record that somebody shows a receipt, or proved with one to be them; how to stop it.

    Whether there is anybody is found out here, after the page was answered. The owner's own chain says it once.
    """
    state, now = ProofState(moment), settings.VENTANILLA_CLOCK.now()
    with scope(None):
        row = ReceiptProof.objects.select_related("account").get(id=UUID(proof_id))
    known = on_record(row.account.curp)
    if known is None:
        return
    title, what = TOLD[state]
    link = settings.VENTANILLA_ORIGIN + receipt_stop_path(row.id)
    for contact in known.contacts:
        subject = f"{settings.VENTANILLA_BRAND['name']}: {title}"
        body = BODY.format(what=what, link=link)
        mailer().send(Mail(f"recibo.{row.id}.{moment}.{contact.key}", contact.email, subject, body))
    noted = "told_at" if state is ProofState.OPEN else "told_proved_at"
    event = IdentityTried(str(row.id), state is ProofState.PROVED)
    with scope(None), transaction.atomic():
        if ReceiptProof.objects.filter(id=row.id, **{noted: None}).update(**{noted: now}):
            events_append([ToLog(event, known.subject, SYSTEM)], now=now)
