"""What happens after a commit: the e-mails of a sign-up. None carries a personal value, not even a name."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from ventanilla.adapters.mail.port import Mail, MailDown
from ventanilla.adapters.registry.port import RegistryUnavailable, Standing
from ventanilla.apps.eventlog.api import scope

from .identity import code_of
from .models import Account, IdentityCode, SignUp
from .outbound import mailer, on_record, population_registry
from .sign_up import Link, link_path, mails_too_many, sign_ups_forget

AGAIN: Final = RetryStrategy(max_attempts=10, exponential_wait=2, retry_exceptions={MailDown, RegistryUnavailable})
CLOSING: Final = "Nunca le pediremos su archivo .key ni su contraseña por correo.\n"
CONFIRM: Final = (
    "Recibimos este correo para una cuenta de la oficina.\n\n"
    "Para confirmar que es suyo, abra este enlace. Sirve una vez y vence en 24 horas:\n{link}\n\n"
    "Si usted no lo pidió, no haga nada: sin el enlace no pasa nada.\n\n"
)
EXISTS: Final = (
    "Alguien, quizá usted, pidió una cuenta con este correo. No abrimos otra, porque esa CURP ya tiene una.\n\n"
    "Si es suya, inicie sesión: {origin}/entrar\n\n"
    "Si no puede entrar, use su e.firma en esa página o acuda a ventanilla con una identificación.\n\n"
)
REFUSED: Final = (
    "Alguien, quizá usted, pidió una cuenta con este correo. No pudimos abrirla.\n\n"
    "{why}\n\n"
    "Acuda a ventanilla con una identificación{phone}: una persona le ayuda.\n\n"
)
NOT_FOUND: Final = "El registro de población no reconoce la CURP que se escribió. Revise que esté bien escrita."
REPLACED: Final = "El registro de población dice que esa CURP fue sustituida por otra. Use la que está vigente."
NOT_IN_FORCE: Final = "El registro de población dice que esa CURP no está vigente."
TOLD: Final = (
    "Alguien abrió una cuenta en la oficina y dijo ser usted. Todavía no puede ver nada de lo suyo.\n\n"
    "Si fue usted, no haga nada.\n\n"
    "Si no fue usted, deténgala con este enlace. Sirve durante 30 días:\n{link}\n\n"
)
CODE: Final = (
    "Su código para confirmar su identidad es {code}. Vence en diez minutos.\n\n"
    "Escríbalo solo en la página de la oficina. No se lo dé a nadie, tampoco por teléfono.\n\n"
    "Si usted no lo pidió, alguien quiere usar una cuenta con su CURP. No comparta el código.\n\n"
)


def _send(key: str, to: str, subject: str, body: str) -> None:
    mailer().send(Mail(key, to, f"{settings.VENTANILLA_BRAND['name']}: {subject}", body + CLOSING))


@app.task(queue="correo", name="accounts.tell_sign_up", retry=AGAIN)
def tell_sign_up(sign_up_id: str) -> None:
    """Mail the address of a sign-up its link; or, where there can be no account, why.

    The registry is asked here, after the page was answered: that page is the same whatever it says.
    """
    now = settings.VENTANILLA_CLOCK.now()
    with scope(None):
        row = SignUp.objects.filter(id=UUID(sign_up_id), confirmed_at=None).first()
        if row is None:
            return
        another = row.account_id is None and Account.objects.filter(curp=row.curp).exists()
    if mails_too_many(row.email, now=now):
        return
    why = "" if row.account_id or another else _why_not(row.curp)
    if another:
        _send(f"alta.{row.id}", row.email, "su cuenta", EXISTS.format(origin=settings.VENTANILLA_ORIGIN))
    elif why:
        phone = settings.VENTANILLA_BRAND["phone"]
        said = REFUSED.format(why=why, phone=f", o llame al {phone}" if phone else "")
        _send(f"alta.{row.id}", row.email, "su cuenta", said)
    else:
        link = settings.VENTANILLA_ORIGIN + link_path(Link.CONFIRM, row.id)
        _send(f"alta.{row.id}", row.email, "confirme su correo", CONFIRM.format(link=link))


def _why_not(curp: str) -> str:
    standing = population_registry().ask(curp).standing
    if standing.in_force:
        return ""
    return {Standing.NO_ENCONTRADA: NOT_FOUND, Standing.SUSTITUIDA: REPLACED}.get(standing, NOT_IN_FORCE)


@app.task(queue="correo", name="accounts.tell_contacts", retry=AGAIN)
def tell_contacts(sign_up_id: str) -> None:
    """Tell every contact on record that somebody opened an account, with a link that stops it."""
    with scope(None):
        row = SignUp.objects.get(id=UUID(sign_up_id))
    known = on_record(row.curp)
    link = settings.VENTANILLA_ORIGIN + link_path(Link.STOP, row.id)
    for contact in known.contacts if known else ():
        _send(
            f"aviso.{row.id}.{contact.key}",
            contact.email,
            "alguien abrió una cuenta en su nombre",
            TOLD.format(link=link),
        )


@app.task(queue="correo", name="accounts.send_code", retry=AGAIN)
def send_code(code_id: str) -> None:
    """Send a code to the contact on record it is for."""
    with scope(None):
        row = IdentityCode.objects.select_related("account").get(id=UUID(code_id))
    known = on_record(row.account.curp)
    for contact in known.contacts if known else ():
        if contact.key == row.contact:
            _send(f"codigo.{row.id}", contact.email, "su código", CODE.format(code=code_of(row.id)))


@app.periodic(cron="31 3 * * *")
@app.task(queue="mantenimiento", name="accounts.forget_sign_ups", queueing_lock="accounts.forget_sign_ups")
def forget_sign_ups(timestamp: int) -> None:
    """A CURP and an e-mail that nobody confirmed serve nobody."""
    sign_ups_forget(now=settings.VENTANILLA_CLOCK.now())
