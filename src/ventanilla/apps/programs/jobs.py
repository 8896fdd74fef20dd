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

from .models import Key
from .outbound import mailer
from .repeated import answers_forget

AGAIN: Final = RetryStrategy(max_attempts=10, exponential_wait=2, retry_exceptions={MailDown})


@app.task(queue="correo", name="programs.tell_made", retry=AGAIN)
def tell_made(key_id: str) -> None:
    """Tell the owner that a key was made; not its name: e-mail is not private."""
    with scope(None):
        account = Key.objects.values_list("account", flat=True).get(id=UUID(key_id))
    holder = holder_of(account)
    if holder is None or not holder.email:
        return
    brand = settings.VENTANILLA_BRAND
    mailer().send(
        Mail(
            key=f"llave-de-programa.{key_id}",
            to=holder.email,
            subject=f"{brand['name']}: se creó una llave para un programa",
            body=(
                "En su cuenta se creó una llave con que un programa puede actuar en su nombre.\n\n"
                f"Vea cuál es, o quítela: {settings.VENTANILLA_ORIGIN}/cuenta/llaves-de-programa\n\n"
                f"Si no fue usted, quítela y llámenos: {brand['phone']}. Por su seguridad este correo no lleva sus "
                "datos.\n"
            ),
        )
    )


@app.periodic(cron="17 * * * *")
@app.task(queue="mantenimiento", name="programs.forget_answers", queueing_lock="programs.forget_answers")
def forget_answers(timestamp: int) -> None:
    """Answers that are too old to be given again serve nobody."""
    answers_forget()
