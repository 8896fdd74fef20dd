"""What happens after a commit: the owner of an account is told, and what expired is forgotten."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from ventanilla.adapters.mail.port import Mail, MailDown
from ventanilla.apps.eventlog.api import scope

from .models import Account
from .outbound import mailer
from .passkeys import passkey_challenges_forget

AGAIN = RetryStrategy(max_attempts=10, exponential_wait=2, retry_exceptions={MailDown})


@app.task(queue="correo", name="accounts.tell_owner", retry=AGAIN)
def tell_owner(account_id: str, key: str) -> None:
    """Tell the owner that something changed in how their account is entered; not what: e-mail is not private.

    ``key`` is drawn once for each change, so that a repeated delivery is one message.
    """
    with scope(None):
        to = Account.objects.values_list("email", flat=True).get(id=UUID(account_id))
    if not to:
        return
    brand = settings.VENTANILLA_BRAND
    mailer().send(
        Mail(
            key=key,
            to=to,
            subject=f"{brand['name']}: cambió la seguridad de su cuenta",
            body=(
                "Hubo un cambio en la manera de entrar a su cuenta.\n\n"
                f"Vea cuál fue: {settings.VENTANILLA_ORIGIN}/cuenta/seguridad\n\n"
                f"Si no fue usted, llámenos: {brand['phone']}. Por su seguridad este correo no lleva sus datos.\n"
            ),
        )
    )


@app.periodic(cron="23 3 * * *")
@app.task(queue="mantenimiento", name="accounts.forget_challenges", queueing_lock="accounts.forget_challenges")
def forget_challenges(timestamp: int) -> None:
    """Challenges that expired yesterday serve nobody."""
    passkey_challenges_forget(now=settings.VENTANILLA_CLOCK.now())
