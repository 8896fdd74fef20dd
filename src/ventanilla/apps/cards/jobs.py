"""After a commit: the worker signs what a card's QR carries; each night, what ended long ago is forgotten."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from ventanilla.adapters.mail.port import Mail, MailDown
from ventanilla.apps.accounts.api import reached_at
from ventanilla.apps.affiliation.api import contactos_de, datos_de
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.affiliation import DatosPersona
from ventanilla.kernel.acts import SubjectId

from .outbound import card_press, mailer
from .outbox import TELL
from .services import RENEW, card_renew, credentials_sweep

AGAIN: Final = RetryStrategy(max_attempts=6, exponential_wait=3)
MAIL_AGAIN: Final = RetryStrategy(max_attempts=10, exponential_wait=2, retry_exceptions={MailDown})
BLOCKED: Final = (
    "Alguien nos pidió bloquear una tarjeta digital suya o de su familia, y la bloqueamos.\n\n"
    "Si fue usted, no tiene que hacer nada. Si no fue usted, desbloquéela aquí: {link}\n"
    "O llámenos al {phone}.\n\n"
    "Por su seguridad este correo no lleva sus datos. Nunca le pediremos su archivo .key ni su contraseña.\n"
)


@app.task(queue="documentos", name=RENEW, retry=AGAIN)
def renew(card: str) -> None:
    """Sign a new QR of a card that was opened."""
    card_renew(UUID(card), card_press(), now=settings.VENTANILLA_CLOCK.now())


@app.task(queue="correo", name=TELL, retry=MAIL_AGAIN)
def tell_blocked(subject: str, at: int) -> None:
    """Tell every address on record of a person that an official blocked a card, whatever they prefer to be told of.

    Their own account is told by its inbox: this reaches those whose account, or telephone, is in other hands.
    """
    whose = SubjectId(UUID(subject))
    with scope(None):
        on_record = contactos_de(datos_de([DatosPersona(whose)])[0].curp)
    own = {email.lower() for _, email in reached_at(whose)}
    name = settings.VENTANILLA_BRAND["name"]
    body = BLOCKED.format(link=f"{settings.VENTANILLA_ORIGIN}/tarjeta/", phone=settings.VENTANILLA_BRAND["phone"])
    for number, address in enumerate(sorted({one.lower() for one in on_record} - own)):
        mailer().send(Mail(f"tarjeta.{subject}.{at}.{number}", address, f"{name}: se bloqueó una tarjeta", body))


@app.periodic(cron="41 2 * * *")
@app.task(queue="mantenimiento", name="cards.sweep", queueing_lock="cards.sweep")
def sweep(timestamp: int) -> None:
    """Forget what ended long ago."""
    credentials_sweep(now=settings.VENTANILLA_CLOCK.now())
