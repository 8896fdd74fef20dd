"""What happens after a commit, and by the clock."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from ventanilla.adapters.mail.port import Mail, MailDown
from ventanilla.apps.accounts.api import holder_of
from ventanilla.apps.eventlog.api import scope

from .codes import codes_forget
from .models import Consent
from .outbound import mailer

AGAIN: Final = RetryStrategy(max_attempts=10, exponential_wait=2, retry_exceptions={MailDown})


@app.task(queue="correo", name="oidc.tell_allowed", retry=AGAIN)
def tell_allowed(consent_id: str, key: str) -> None:
    """Tell the person that an application may know them; not which: e-mail is not private."""
    with scope(None):
        account = Consent.objects.values_list("account", flat=True).get(id=UUID(consent_id))
    holder = holder_of(account)
    if holder is None or not holder.email:
        return
    brand = settings.VENTANILLA_BRAND
    mailer().send(
        Mail(
            key=key,
            to=holder.email,
            subject=f"{brand['name']}: permitió a una aplicación saber quién es",
            body=(
                "Con su cuenta se permitió a una aplicación saber quién es usted.\n\n"
                f"Vea cuál es y qué sabe, o retire el permiso: {settings.VENTANILLA_ORIGIN}/cuenta/aplicaciones\n\n"
                f"Si no fue usted, llámenos: {brand['phone']}. Por su seguridad este correo no lleva sus datos.\n"
            ),
        )
    )


@app.periodic(cron="41 3 * * *")
@app.task(queue="mantenimiento", name="oidc.forget_codes", queueing_lock="oidc.forget_codes")
def forget_codes(timestamp: int) -> None:
    """Codes and tokens that ended yesterday serve nobody."""
    codes_forget()
