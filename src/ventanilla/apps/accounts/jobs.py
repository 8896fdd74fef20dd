"""What happens after a commit, and by the clock: notices to owners, checks, and what expired is forgotten."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from ventanilla.adapters.mail.port import Mail, MailDown
from ventanilla.adapters.pki.certificate import read_certificate
from ventanilla.apps.eventlog.api import scope

from .models import Account, Certificate
from .outbound import mailer
from .passkeys import passkey_challenges_forget
from .watch import certificates_recheck, certificates_warn

AGAIN: Final = RetryStrategy(max_attempts=10, exponential_wait=2, retry_exceptions={MailDown})


@app.periodic(cron="7 * * * *")
@app.task(queue="mantenimiento", name="accounts.warn_of_endings", queueing_lock="accounts.warn_of_endings")
def warn_of_endings(timestamp: int) -> None:
    """Warn of the certificates that come to their end, by the installation's clock."""
    certificates_warn(now=settings.VENTANILLA_CLOCK.now())


@app.periodic(cron="*/5 * * * *")
@app.task(queue="mantenimiento", name="accounts.recheck_certificates", queueing_lock="accounts.recheck_certificates")
def recheck_certificates(timestamp: int) -> None:
    """Ask again about the e.firmas of open sessions; the policy says how often each one."""
    certificates_recheck(now=settings.VENTANILLA_CLOCK.now())


@app.task(queue="correo", name="accounts.tell_of_certificate", retry=AGAIN)
def tell_of_certificate(certificate_id: str, notice: str) -> None:
    """Tell the owner of a certificate that there is a notice, without saying which: e-mail is not private.

    A renewed one is told to the address of the certificate it replaced, too: whoever renewed it may be somebody else.
    """
    with scope(None):
        row = Certificate.objects.select_related("account").get(id=UUID(certificate_id))
        replaced = Certificate.objects.filter(account=row.account, replaced_at=row.bound_at)
        before = [read_certificate(bytes(one.der)).facts.email for one in replaced] if notice == "renovado" else []
    addresses = [address for address in dict.fromkeys((row.account.email, *before)) if address]
    for number, address in enumerate(addresses):
        mailer().send(
            Mail(
                key=f"{row.id}.{notice}.{number}",
                to=address,
                subject=f"{settings.VENTANILLA_BRAND['name']}: tiene un aviso sobre su e.firma",
                body=(
                    "Hay un aviso sobre la e.firma con que entra a la oficina.\n\n"
                    f"Consúltelo aquí: {settings.VENTANILLA_ORIGIN}/cuenta/certificados\n\n"
                    "Por su seguridad este correo no lleva sus datos. Nunca le pediremos su archivo .key ni su "
                    "contraseña. Si no reconoce este aviso, llámenos.\n"
                ),
            )
        )


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
