"""What happens after a commit: the link to whoever was invited, and a word to whoever's roles changed."""

from __future__ import annotations

import time
from typing import Final
from uuid import UUID

from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from ventanilla.adapters.mail.port import Mail, MailDown
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.authority.grant import INVITATION_POLICY, invitation_life
from ventanilla.law import policy

from .invitations import invitation_path
from .models import Invitation, RoleGrant
from .outbound import mailer

AGAIN: Final = RetryStrategy(max_attempts=10, exponential_wait=2, retry_exceptions={MailDown})
NEVER_ASKED: Final = (
    "Por su seguridad este correo no lleva sus datos. Nunca le pediremos su archivo .key ni su contraseña.\n"
)


@app.task(queue="correo", name="staff.send_invitation", retry=AGAIN)
def send_invitation(invitation_id: str) -> None:
    """Send the link that activates a role; not whose it is nor what for: e-mail is not private."""
    with scope(None):
        row = Invitation.objects.select_related("grant").get(id=UUID(invitation_id))
    if row.used_at is not None or row.expires <= int(time.time()):
        return
    hours = int(invitation_life(policy(INVITATION_POLICY).value).total_seconds()) // 3600
    mailer().send(
        Mail(
            key=f"{row.id}.invitacion",
            to=row.grant.email,
            subject=f"{settings.VENTANILLA_BRAND['name']}: active su acceso como personal",
            body=(
                "Una persona de administración le dio acceso a las páginas del personal.\n\n"
                f"Actívelo aquí, en {hours} horas: {settings.VENTANILLA_ORIGIN}{invitation_path(row)}\n\n"
                "Tenga a la mano su CURP y su e.firma. Sin e.firma necesita un dispositivo con huella, cara o PIN, y "
                "un teléfono con una aplicación de códigos.\n\n"
                "Si usted no trabaja aquí, no abra el enlace y avísenos: "
                f"{settings.VENTANILLA_BRAND['phone']}.\n\n" + NEVER_ASKED
            ),
        )
    )


@app.task(queue="correo", name="staff.tell_official", retry=AGAIN)
def tell_official(grant_id: str, key: str) -> None:
    """Tell an official that something changed in their roles, and where to see what."""
    with scope(None):
        row = RoleGrant.objects.select_related("account").get(id=UUID(grant_id))
    to = (row.account.email if row.account else "") or row.email
    if not to:
        return
    mailer().send(
        Mail(
            key=key,
            to=to,
            subject=f"{settings.VENTANILLA_BRAND['name']}: cambió su acceso como personal",
            body=(
                "Hubo un cambio en lo que puede hacer como personal.\n\n"
                f"Vea cuál fue: {settings.VENTANILLA_ORIGIN}/cuenta/seguridad\n\n" + NEVER_ASKED
            ),
        )
    )
