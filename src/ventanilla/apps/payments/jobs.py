"""After a commit: the deposit of one cent, and a word to every contact on record with the way to stop it."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Final
from uuid import UUID

from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from ventanilla.adapters.mail.port import Mail, MailDown
from ventanilla.adapters.payments.port import Bank, BankUnavailable, Deposit, DepositRefused
from ventanilla.apps.accounts.api import reached_at, replaced_at
from ventanilla.apps.affiliation.api import contactos_de, datos_de
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.affiliation import DatosPersona
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit import Paid

from .charges import cobro_failed, cobro_taken, cobros_paid, pago_note, pagos_known
from .failures import told
from .links import stop_path
from .models import CuentaBancaria, DepositoCentavo
from .outbound import bank, mailer, taker
from .outbox import DEPOSIT, REFUND, TELL
from .refunds import refund_order, refund_paid, refund_refused, refund_taken_back, refunds_note
from .services import PROVED, REGISTERED, code_of, deposit_refused, deposit_sent

ONE_CENT: Final = 1  # centavos
REFUND_CONCEPT: Final = "DEVOLUCION DE UN PAGO"
AGAIN: Final = RetryStrategy(max_attempts=10, exponential_wait=2, retry_exceptions={MailDown})
BANK_AGAIN: Final = RetryStrategy(max_attempts=None, linear_wait=60, retry_exceptions={BankUnavailable})
WHAT: Final = {
    REGISTERED: "Alguien registró una cuenta bancaria para recibir los pagos de usted.",
    PROVED: "La cuenta bancaria que alguien registró para recibir los pagos de usted quedó comprobada.",
}
BODY: Final = (
    "{what}\n\nTodavía no se paga en ella. Si fue usted, no haga nada.\n\n"
    "Si no fue usted, cancélela aquí. No necesita iniciar sesión:\n{link}\n\n"
    "Por su seguridad este correo no lleva sus datos. Nunca le pediremos su archivo .key ni su contraseña.\n"
)


@app.task(queue="pagos", name=DEPOSIT, retry=BANK_AGAIN)
def send_cent(deposit_id: str) -> None:
    """Have the bank make the deposit, once: its id is the key by which the bank knows that it made it.

    Ordered first and noted after: whoever dies between the two orders it again, and the bank answers with the same one.
    """
    with scope(None):
        row = DepositoCentavo.objects.select_related("cuenta").get(id=UUID(deposit_id))
    if row.enviado_at is not None or row.cerrado_at is not None:
        return
    asked = bank()
    if asked is None:
        raise BankUnavailable("this installation has no bank")
    order = Deposit(str(row.id), row.cuenta.clabe, ONE_CENT, f"CODIGO {code_of(row.id)}")
    try:
        reference = asked.deposit(order)
    except DepositRefused:
        deposit_refused(row.id, now=settings.VENTANILLA_CLOCK.now())
        return
    deposit_sent(row.id, reference, now=settings.VENTANILLA_CLOCK.now())


@app.task(queue="pagos", name=REFUND, retry=BANK_AGAIN)
def send_refund(devolucion_id: str) -> None:
    """Have the bank pay back what two officials decided, once: as with the cent, ordered first and noted after."""
    asked, devolucion = bank(), UUID(devolucion_id)
    if asked is None:
        raise BankUnavailable("this installation has no bank")
    order = refund_order(devolucion, now=settings.VENTANILLA_CLOCK.now())
    if order is None:
        return
    try:
        reference = asked.deposit(Deposit(order.key, order.clabe, order.centavos, REFUND_CONCEPT))
    except DepositRefused:
        refund_refused(devolucion, now=settings.VENTANILLA_CLOCK.now())
        return
    refund_paid(devolucion, reference, now=settings.VENTANILLA_CLOCK.now())


@app.task(queue="correo", name=TELL, retry=AGAIN)
def tell_contacts(cuenta_id: str, moment: str) -> None:
    """Tell every address by which the office knows that person, whatever they prefer to be told of.

    Those that were replaced a few days ago, too: whoever moves somebody's money may have moved their e-mail first.
    """
    with scope(None):
        row = CuentaBancaria.objects.get(id=UUID(cuenta_id))
        if row.terminada_at is not None:
            return
        subject = SubjectId(row.subject)
        on_record = contactos_de(datos_de([DatosPersona(subject)])[0].curp)
    known = (*on_record, *(email for _, email in reached_at(subject)))
    before = replaced_at(subject, now=settings.VENTANILLA_CLOCK.now())
    addresses = {each.lower(): each for each in (*known, *before)}
    body = BODY.format(what=WHAT[moment], link=settings.VENTANILLA_ORIGIN + stop_path(row.id))
    for number, address in enumerate(sorted(addresses.values())):
        name = settings.VENTANILLA_BRAND["name"]
        mailer().send(Mail(f"clabe.{row.id}.{moment}.{number}", address, f"{name}: su cuenta para pagos", body))


@app.periodic(cron="* * * * *")
@app.task(queue="pagos", name="payments.collect", queueing_lock="payments.collect")
def collect(timestamp: int) -> None:
    """Note what the bank says was paid, and hand each payment to whoever waits for it. A bank that is down waits."""
    payments_collect(now=settings.VENTANILLA_CLOCK.now())


def payments_collect(*, now: datetime) -> int:
    """The same, at ``now``; how many were handed on. Noted first: whoever dies meanwhile hands it on the next time.

    What of it is owed back is noted last. Each is of its own: one that fails is told to the operator, kept, and tried
    again by the next round, and holds up no other.
    """
    asked = bank()
    if asked is not None:
        _read(asked, now)
    done = 0
    for charge, paid in cobros_paid():
        if _handed_on(charge, paid, now):
            done += 1
    refunds_note(now=now)
    return done


def _read(asked: Bank, now: datetime) -> None:
    """What the bank says: what was paid, and which orders it took back after they were left."""
    with suppress(BankUnavailable):
        for notice in asked.received(pagos_known):
            with told("a payment was not noted", notice=notice.number):
                pago_note(notice, now=now)
    with suppress(BankUnavailable):
        for key in asked.refused():
            with told("a refusal was not noted", order=key):
                _taken_back(key, now)


def _taken_back(key: str, now: datetime) -> None:
    """By the key of an order: the id of a cent, or that of a refund with its attempt. Any other is none of ours."""
    found, _, attempt = key.partition(".")
    try:
        order = UUID(found)
    except ValueError:
        return
    if attempt:
        refund_taken_back(order, attempt, now=now)
    else:
        deposit_refused(order, now=now)


def _handed_on(charge: UUID, paid: Paid, now: datetime) -> bool:
    done = False
    with told("a payment was not handed on", charge=str(charge)):
        cobro_taken(charge, late=not taker()(charge, paid, now), now=now)
        done = True
    if not done:
        cobro_failed(charge, now=now)
    return done
