"""What accounts tell by e-mail, after the commit; and what they forget. No message says whose account it is."""

from __future__ import annotations

import time
from typing import Final
from uuid import UUID

from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from ventanilla.adapters.mail.port import Mail, MailDown
from ventanilla.apps.eventlog.api import scope

from .limits import attempts_forget
from .links import Purpose, link_owner, links_forget, token_of
from .models import OneUseLink
from .outbound import mailer
from .sessions import sessions_forget

AGAIN: Final = RetryStrategy(max_attempts=10, exponential_wait=2, retry_exceptions={MailDown})
KEPT_SECONDS: Final = 24 * 3600  # a link that ended longer ago is forgotten
NEVER_ASKED: Final = (
    "Por su seguridad este correo no lleva sus datos. Nunca le pediremos su archivo .key ni su contraseña.\n"
)


def _link(link_id: str) -> OneUseLink | None:
    """A link that still serves somebody who has an e-mail."""
    with scope(None):
        link = OneUseLink.objects.select_related("account").filter(id=UUID(link_id), used_at=None).first()
    if link is None or link.account is None or not link.account.email or link.expires <= int(time.time()):
        return None
    return link


def _send(link: OneUseLink, subject: str, body: str) -> None:
    to, name = link_owner(link).email, settings.VENTANILLA_BRAND["name"]
    key = f"{link.id}.{link.purpose}"
    mailer().send(Mail(key=key, to=to, subject=f"{name}: {subject}", body=body + NEVER_ASKED))


def _address(link: OneUseLink) -> str:
    return f"{settings.VENTANILLA_ORIGIN}/entrar/{Purpose(link.purpose).value}/{token_of(link)}"


@app.task(queue="correo", name="accounts.tell_device", retry=AGAIN)
def tell_device(link_id: str) -> None:
    """Tell the owner that their account was used from a new device, and how to say that it was not them."""
    link = _link(link_id)
    if link is None:
        return
    _send(
        link,
        "su cuenta se abrió en un dispositivo nuevo",
        "Alguien inició sesión en su cuenta desde un dispositivo que no conocíamos.\n\n"
        "Si fue usted, no necesita hacer nada.\n\n"
        f"Si no fue usted, avísenos aquí y cerraremos esa sesión: {_address(link)}\n\n",
    )


@app.task(queue="correo", name="accounts.tell_password", retry=AGAIN)
def tell_password(link_id: str) -> None:
    """Tell the owner that their account has a new password."""
    link = _link(link_id)
    if link is None:
        return
    _send(
        link,
        "su contraseña cambió",
        "Se puso una contraseña nueva en su cuenta. Cerramos sus otras sesiones.\n\n"
        "Si fue usted, no necesita hacer nada.\n\n"
        f"Si no fue usted, avísenos aquí y esa contraseña dejará de servir: {_address(link)}\n\n",
    )


@app.task(queue="correo", name="accounts.send_recovery", retry=AGAIN)
def send_recovery(link_id: str) -> None:
    """Send the link of a recovery. An account that never had a password gets none by e-mail: only the way in it has."""
    link = _link(link_id)
    if link is None:
        return
    if link_owner(link).password_set_at is None:
        _send(
            link,
            "cómo entrar en su cuenta",
            "Alguien pidió una contraseña nueva para su cuenta, que se abrió con e.firma y no tiene contraseña.\n\n"
            "Si fue usted, inicie sesión con su e.firma y elija una en «Mi cuenta»: "
            f"{settings.VENTANILLA_ORIGIN}/entrar\n\n"
            "Si no fue usted, no necesita hacer nada.\n\n",
        )
        return
    _send(
        link,
        "su enlace para poner una contraseña nueva",
        f"Ponga una contraseña nueva aquí: {_address(link)}\n\n"
        "El enlace sirve una sola vez, durante una hora.\n\n"
        "Si usted no lo pidió, no lo abra: su contraseña sigue igual.\n\n",
    )


@app.periodic(cron="47 3 * * *")
@app.task(queue="mantenimiento", name="accounts.forget", queueing_lock="accounts.forget")
def forget(timestamp: int) -> None:
    """Tries of yesterday, links that ended and sign-ins of more than a year ago serve nobody."""
    attempts_forget()
    with scope(None):
        links_forget(before=int(time.time()) - KEPT_SECONDS)
        sessions_forget()
