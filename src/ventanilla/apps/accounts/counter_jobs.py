"""What is mailed of a recovery in person, after its commit: the link, and a word to everybody on record."""

from __future__ import annotations

import time
from typing import Final
from uuid import UUID

from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from ventanilla.adapters.mail.port import Mail, MailDown
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.accounts.recovery import RecoveryState
from ventanilla.domain.authority import Assurance

from .counter_links import CounterLink, completed_before, counter_path
from .models import Account, Recovery
from .outbound import mailer, on_record

AGAIN: Final = RetryStrategy(max_attempts=10, exponential_wait=2, retry_exceptions={MailDown})
CLOSING: Final = (
    "Por su seguridad este correo no lleva sus datos. Nunca le pediremos su archivo .key ni su contraseña.\n"
)
LINK: Final = (
    "Se identificó en el mostrador y aprobamos que recupere su cuenta.\n\n"
    "Ponga aquí una contraseña nueva:\n{link}\n\n"
    "El enlace sirve una sola vez, durante cuatro horas.\n\n"
    "Si usted no fue al mostrador, no lo abra.\n\n"
)
NOT_APPROVED: Final = (
    "No aprobamos lo que pidió en el mostrador. Vuelva con su identificación{phone}: le dirán el motivo.\n\n"
)
WARNED: Final = "{what}\n\nSi fue usted, no haga nada.\n\nSi no fue usted, avísenos aquí y {then}:\n{link}\n\n"
TOLD: Final = {
    RecoveryState.PROPOSED: (
        "Alguien se identificó como usted en el mostrador y pidió recuperar su cuenta con otro correo.",
        "no se le dará",
    ),
    RecoveryState.APPROVED: (
        "Aprobamos que alguien que se identificó como usted en el mostrador recupere su cuenta con otro correo.",
        "ese enlace dejará de servir",
    ),
    RecoveryState.COMPLETED: (
        "Alguien que se identificó como usted en el mostrador recuperó su cuenta y puso otro correo y otra contraseña.",
        "cerraremos sus sesiones y esa contraseña dejará de servir",
    ),
}


def _say(key: str, to: str, subject: str, body: str) -> None:
    mailer().send(Mail(key, to, f"{settings.VENTANILLA_BRAND['name']}: {subject}", body + CLOSING))


def _proved_before(row: Recovery | None) -> str:
    """The e-mail that an account had before its recovery, if it was proved whose it was."""
    return row.before_email if row is not None and (row.before_proven or 0) >= Assurance.N2 else ""


@app.task(queue="correo", name="accounts.send_counter_link", retry=AGAIN)
def send_counter_link(recovery_id: str) -> None:
    """Send the link of an approved recovery to the e-mail that the person gave."""
    with scope(None):
        row = Recovery.objects.get(id=UUID(recovery_id))
    if row.state != RecoveryState.APPROVED.value or row.link_expires <= int(time.time()):
        return
    link = settings.VENTANILLA_ORIGIN + counter_path(CounterLink.ENTER, row.id)
    _say(f"mostrador.{row.id}", row.email, "su enlace para volver a entrar", LINK.format(link=link))


@app.task(queue="correo", name="accounts.tell_recovery", retry=AGAIN)
def tell_recovery(recovery_id: str, moment: str) -> None:
    """Tell every contact on record, and the account's e-mail of before, where a recovery is, and how to stop it.

    Not the e-mail of an account that nobody proved: whoever opened it would stop the owner.

    Of a refusal only the person is told, at the e-mail that they gave: nothing changed for anybody else.
    """
    with scope(None):
        row = Recovery.objects.get(id=UUID(recovery_id))
        earlier = completed_before(row.curp)
        kept = Account.objects.filter(curp=row.curp, proven__gte=Assurance.N2).first()
    state = RecoveryState(moment)
    if state is RecoveryState.REFUSED:
        phone = settings.VENTANILLA_BRAND["phone"]
        body = NOT_APPROVED.format(phone=f", o llame al {phone}" if phone else "")
        _say(f"mostrador.{row.id}.{moment}", row.email, "lo que pidió en el mostrador", body)
        return
    known = on_record(row.curp)
    contacts = [contact.email for contact in known.contacts] if known else []
    before = (
        [_proved_before(row)]
        if state is RecoveryState.COMPLETED
        else [kept.email if kept else "", _proved_before(earlier)]
    )
    link = settings.VENTANILLA_ORIGIN + counter_path(CounterLink.STOP, row.id)
    what, then = TOLD[state]
    told = {each.lower(): each for each in (*contacts, *before) if each and each.lower() != row.email.lower()}
    for number, address in enumerate(told.values()):
        body = WARNED.format(what=what, then=then, link=link)
        _say(f"mostrador.{row.id}.{moment}.{number}", address, "alguien quiere recuperar su cuenta", body)
