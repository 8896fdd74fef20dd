"""What happens after a commit, and by the clock: notices to owners, checks, and what expired is forgotten."""

from __future__ import annotations

import time
from typing import Final
from uuid import UUID

from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from ventanilla.adapters.mail.port import Mail, MailDown
from ventanilla.adapters.pki.certificate import read_certificate
from ventanilla.adapters.registry.port import RegistryUnavailable, Standing
from ventanilla.apps.eventlog.api import scope

from . import counter_jobs, receipt_jobs
from . import family_jobs as family_jobs  # its jobs are found with these
from .identity import code_of
from .limits import attempts_forget
from .links import Purpose, link_owner, links_forget, token_of
from .models import Account, Certificate, IdentityCode, OneUseLink, SignUp
from .outbound import mailer, on_record, population_registry
from .passkeys import passkey_challenges_forget
from .sessions import sessions_forget
from .sign_up import Link, link_path, mails_too_many, sign_ups_forget
from .watch import certificates_recheck, certificates_warn

ALSO: Final = (counter_jobs, receipt_jobs)  # tasks that are found where these are
AGAIN: Final = RetryStrategy(max_attempts=10, exponential_wait=2, retry_exceptions={MailDown, RegistryUnavailable})
KEPT_SECONDS: Final = 24 * 3600  # a link that ended longer ago is forgotten
NEVER_ASKED: Final = (
    "Por su seguridad este correo no lleva sus datos. Nunca le pediremos su archivo .key ni su contraseña.\n"
)


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


# -- signing up


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
REPLACED_EMAIL: Final = (
    "Desde su cuenta se pidió que los avisos lleguen a otro correo en lugar de este.\n\n"
    "Si fue usted, no necesita hacer nada.\n\n"
)
TAKE_IT_BACK: Final = (
    "Si no fue usted, dígalo con este enlace. Sirve durante siete días; cerraremos todas las sesiones:\n{link}\n\n"
)
CALL_US: Final = "Se pidió con su e.firma. Si no fue usted, revóquela ante la autoridad y llámenos{phone}.\n\n"
CODE: Final = (
    "Su código para confirmar su identidad es {code}. Vence en diez minutos.\n\n"
    "Escríbalo solo en la página de la oficina. No se lo dé a nadie, tampoco por teléfono.\n\n"
    "Si usted no lo pidió, alguien quiere usar una cuenta con su CURP. No comparta el código.\n\n"
)


IDENTITY_CHANGED: Final = (
    "Cambió un dato suyo en el registro de esta oficina. Entre a su oficina para verlo.\n\n"
    "Si usted no lo pidió, llámenos cuanto antes{phone}.\n\n"
)


def _say(key: str, to: str, subject: str, body: str) -> None:
    mailer().send(Mail(key, to, f"{settings.VENTANILLA_BRAND['name']}: {subject}", body + CLOSING))


@app.task(queue="correo", name="accounts.tell_sign_up", retry=AGAIN)
def tell_sign_up(sign_up_id: str) -> None:
    """Mail the address of a sign-up its link; or, where there can be no account, why.

    The registry is asked here, after the page was answered: that page is the same whatever it says.
    """
    now = settings.VENTANILLA_CLOCK.now()
    with scope(None):
        row = SignUp.objects.filter(id=UUID(sign_up_id), confirmed_at=None, stopped_at=None).first()
        if row is None:
            return
        another = row.account_id is None and Account.objects.filter(curp=row.curp).exists()
    if mails_too_many(row.email, now=now):
        return
    why = "" if row.account_id or another else _why_not(row.curp)
    if another:
        _say(f"alta.{row.id}", row.email, "su cuenta", EXISTS.format(origin=settings.VENTANILLA_ORIGIN))
    elif why:
        phone = settings.VENTANILLA_BRAND["phone"]
        said = REFUSED.format(why=why, phone=f", o llame al {phone}" if phone else "")
        _say(f"alta.{row.id}", row.email, "su cuenta", said)
    else:
        link = settings.VENTANILLA_ORIGIN + link_path(Link.CONFIRM, row.id)
        _say(f"alta.{row.id}", row.email, "confirme su correo", CONFIRM.format(link=link))


@app.task(queue="correo", name="accounts.tell_replaced", retry=AGAIN)
def tell_replaced(sign_up_id: str) -> None:
    """Tell the address that another would replace, and how to say that it was not them."""
    with scope(None):
        row = SignUp.objects.filter(id=UUID(sign_up_id)).first()
    if row is None or not row.replaced:
        return
    phone = settings.VENTANILLA_BRAND["phone"]
    link = settings.VENTANILLA_ORIGIN + link_path(Link.KEEP, row.id)
    how = TAKE_IT_BACK.format(link=link) if row.may_return else CALL_US.format(phone=f": {phone}" if phone else "")
    _say(f"correo.{row.id}", row.replaced, "pidieron cambiar su correo", REPLACED_EMAIL + how)


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
        _say(
            f"aviso.{row.id}.{contact.key}",
            contact.email,
            "alguien abrió una cuenta en su nombre",
            TOLD.format(link=link),
        )


@app.task(queue="correo", name="accounts.tell_identity_changed", retry=AGAIN)
def tell_identity_changed(subject: str, key: str) -> None:
    """Tell whoever is reached at any contact of theirs that who they are was corrected, and never what changed."""
    with scope(None):
        account = Account.objects.filter(subject=UUID(subject)).first()
    if account is None:
        return
    known = on_record(account.curp)
    addresses = dict.fromkeys((account.email, *(one.email for one in (known.contacts if known else ()))))
    phone = settings.VENTANILLA_BRAND["phone"]
    body = IDENTITY_CHANGED.format(phone=f" al {phone}" if phone else "")
    for n, address in enumerate(filter(None, addresses)):
        _say(f"{key}.{n}", address, "cambió un dato suyo", body)


@app.task(queue="correo", name="accounts.send_code", retry=AGAIN)
def send_code(code_id: str) -> None:
    """Send a code to the contact on record it is for."""
    with scope(None):
        row = IdentityCode.objects.select_related("account").get(id=UUID(code_id))
    known = on_record(row.account.curp)
    for contact in known.contacts if known else ():
        if contact.key == row.contact:
            _say(f"codigo.{row.id}", contact.email, "su código", CODE.format(code=code_of(row.id)))


@app.periodic(cron="31 3 * * *")
@app.task(queue="mantenimiento", name="accounts.forget_sign_ups", queueing_lock="accounts.forget_sign_ups")
def forget_sign_ups(timestamp: int) -> None:
    """A CURP and an e-mail that nobody confirmed serve nobody."""
    sign_ups_forget(now=settings.VENTANILLA_CLOCK.now())
