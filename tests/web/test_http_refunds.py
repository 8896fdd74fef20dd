"""What was paid twice or late is owed back, decided by two officials and deposited once in the person's own account."""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from tests.web.clabes import Killed, account, clabe_of, proved, without_efirma
from tests.web.office import Browser, Office, text
from tests.web.test_http_case_ends import PRICE, offered, only_ask, worker
from tests.web.test_http_charges import CONCEPT, SLUG, bank, collect, folio, pay
from ventanilla.adapters.payments.local import LocalBank
from ventanilla.adapters.payments.port import BankUnavailable, Deposit, DepositRefused
from ventanilla.apps.cases.api import ask_silence
from ventanilla.apps.eventlog.api import scope, timeline
from ventanilla.apps.payments import jobs
from ventanilla.apps.payments.jobs import send_refund
from ventanilla.apps.payments.models import CuentaBancaria, Devolucion
from ventanilla.apps.payments.refunds import refunds_note
from ventanilla.domain.payments import DevolucionDebida, DevolucionPagada
from ventanilla.kernel.acts import SubjectId

__all__ = ["folio", "offered", "worker"]  # fixtures
PAGE: Final = "/personal/devoluciones"
MAKER, CHECKER = "personal", "supervision"
BACK: Final = "DEVOLUCION DE UN PAGO"


def only() -> Devolucion:
    with scope(None):
        return Devolucion.objects.get()


def decide(official: Browser, action: str, refund: UUID | None = None) -> int:
    page = official.get(PAGE)
    assert page.status_code == 200
    return official.post(f"{PAGE}/{refund or only().id}/decidir", {"accion": action}).status_code


def account_in_force(office: Office) -> None:
    """The person's own account, proved, after its wait."""
    browser = without_efirma(office, SLUG)
    proved(office, browser, SLUG)
    office.later(int(timedelta(hours=25).total_seconds()))


def given_back() -> list[int]:
    """What the statement of their bank shows as given back, in centavos."""
    return [entry.centavos for entry in bank().statement(clabe_of(SLUG)) if entry.concept == BACK]


def told(office: Office, kind: str) -> int:
    subject = SubjectId(account(office, SLUG).subject)
    with scope(subject):
        return sum(entry.type == kind for entry in timeline(subject))


@pytest.fixture
def owed(office: Office, folio: str) -> Devolucion:
    """Paid twice, with an account in force to be paid back into."""
    pay()
    pay()
    collect()
    account_in_force(office)
    return only()


def approved(office: Office) -> None:
    assert decide(office.browser(MAKER), "proponer") == 302
    assert decide(office.browser(CHECKER), "aprobar") == 302


def test_paid_twice_it_is_owed_once_and_said_to_both(office: Office, folio: str) -> None:
    pay()
    pay()
    collect()
    collect()
    assert (only().centavos, only().motivo) == (PRICE, "doble")
    page = text(office.browser(SLUG).get("/pagos"))
    assert "Se pagó dos veces la misma línea de captura." in page
    assert "Registre la cuenta donde quiere recibirlo" in page
    assert told(office, DevolucionDebida.TYPE) == 1
    staff = text(office.browser(MAKER).get(PAGE))
    assert CONCEPT in staff
    assert "La persona no tiene una cuenta comprobada" in staff
    assert decide(office.browser(MAKER), "proponer") == 422  # without an account nobody can be paid


def test_paid_late_it_is_owed_back(office: Office, folio: str) -> None:
    office.later(int(timedelta(days=40).total_seconds()))
    ask_silence(only_ask().id, now=settings.VENTANILLA_CLOCK.now())
    pay()
    collect()
    assert only().motivo == "tarde"
    assert "Se pagó cuando el trámite ya había terminado." in text(office.browser(SLUG).get("/pagos"))


def test_a_payment_that_was_taken_in_time_is_owed_to_nobody(office: Office, folio: str) -> None:
    pay()
    collect()
    with scope(None):
        assert not Devolucion.objects.exists()


def test_two_officials_pay_it_back_once_into_the_account_in_force(office: Office, owed: Devolucion) -> None:
    approved(office)
    assert "El banco lo deposita en" in text(office.browser(SLUG).get("/pagos"))
    office.run("payments.send_refund")
    send_refund(str(owed.id))
    assert given_back() == [PRICE]
    assert told(office, DevolucionPagada.TYPE) == 1
    page = text(office.browser(SLUG).get("/pagos"))
    assert "Devuelto el" in page
    assert clabe_of(SLUG) not in page
    assert "No se debe ninguna devolución" in text(office.browser(MAKER).get(PAGE))
    assert decide(office.browser(CHECKER), "aprobar", owed.id) == 422


def test_the_same_person_does_not_do_both_and_each_role_does_its_own(office: Office, owed: Devolucion) -> None:
    maker, checker = office.browser(MAKER), office.browser(CHECKER)
    assert decide(checker, "proponer") == 404
    assert decide(maker, "aprobar") == 404
    assert decide(checker, "aprobar") == 422  # nobody proposed it
    assert decide(maker, "proponer") == 302
    same, now = account(office, CHECKER).id, settings.VENTANILLA_CLOCK.now()
    with scope(None):
        Devolucion.objects.update(propuesta_por=same)
    assert decide(checker, "aprobar") == 422
    with pytest.raises(IntegrityError, match="two_people"), scope(None), transaction.atomic():
        Devolucion.objects.update(aprobada_por=same, aprobada_at=now, cuenta_id=CuentaBancaria.objects.get().id)
    assert given_back() == []


def test_what_is_returned_is_looked_at_again(office: Office, owed: Devolucion) -> None:
    assert decide(office.browser(MAKER), "proponer") == 302
    assert decide(office.browser(CHECKER), "regresar") == 302
    assert only().propuesta_at is None
    approved(office)
    office.run("payments.send_refund")
    assert given_back() == [PRICE]


def test_an_account_that_was_stopped_after_the_approval_is_paid_nothing(office: Office, owed: Devolucion) -> None:
    approved(office)
    browser = office.browser(SLUG)
    browser.get("/cuenta-bancaria")
    assert browser.post(f"/cuenta-bancaria/{account_id()}/cancelar").status_code == 302
    office.run("payments.send_refund")
    assert given_back() == []
    assert (only().aprobada_at, only().rechazada) == (None, True)
    assert "Registre la cuenta donde quiere recibirlo" in text(office.browser(SLUG).get("/pagos"))


def account_id() -> UUID:
    with scope(None):
        return CuentaBancaria.objects.get().id


@pytest.mark.parametrize("dies_in", ["before", "after"])
def test_killed_around_the_deposit_it_is_made_once(
    office: Office, owed: Devolucion, monkeypatch: pytest.MonkeyPatch, dies_in: str
) -> None:
    approved(office)

    def dies(*args: object, **kwargs: object) -> str:
        raise Killed

    with monkeypatch.context() as there:
        if dies_in == "before":
            there.setattr(LocalBank, "deposit", dies)
        else:
            there.setattr(jobs, "refund_paid", dies)
        with pytest.raises(Killed):
            send_refund(str(owed.id))
    send_refund(str(owed.id))
    send_refund(str(owed.id))
    assert given_back() == [PRICE]
    assert told(office, DevolucionPagada.TYPE) == 1


def test_killed_after_the_deposit_and_stopped_meanwhile_it_is_not_paid_again(
    office: Office, owed: Devolucion, monkeypatch: pytest.MonkeyPatch
) -> None:
    approved(office)

    def dies(*args: object, **kwargs: object) -> None:
        raise Killed

    with monkeypatch.context() as there:
        there.setattr(jobs, "refund_paid", dies)
        with pytest.raises(Killed):
            send_refund(str(owed.id))
    browser = office.browser(SLUG)
    browser.get("/cuenta-bancaria")
    browser.post(f"/cuenta-bancaria/{account_id()}/cancelar")
    send_refund(str(owed.id))
    assert given_back() == [PRICE]
    assert only().pagada_at is not None


def test_a_bank_that_refuses_it_leaves_it_owed_with_another_key(
    office: Office, owed: Devolucion, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys: list[str] = []

    def refuses(self: LocalBank, order: Deposit) -> str:
        keys.append(order.key)
        raise DepositRefused("no")

    def down(self: LocalBank, order: Deposit) -> str:
        raise BankUnavailable("no")

    approved(office)
    with monkeypatch.context() as there:
        there.setattr(LocalBank, "deposit", down)
        with pytest.raises(BankUnavailable):
            send_refund(str(owed.id))
        there.setattr(LocalBank, "deposit", refuses)
        send_refund(str(owed.id))
    assert only().rechazada
    approved(office)
    with monkeypatch.context() as there:
        there.setattr(LocalBank, "deposit", refuses)
        send_refund(str(owed.id))
    assert len(set(keys)) == 2


def test_what_died_before_it_was_noted_is_noted_the_next_time(
    office: Office, folio: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pay()
    pay()

    def dies(*args: object, **kwargs: object) -> int:
        raise Killed

    with monkeypatch.context() as there:
        there.setattr(jobs, "refunds_note", dies)
        with pytest.raises(Killed):
            collect()
    now = settings.VENTANILLA_CLOCK.now()
    assert [refunds_note(now=now), refunds_note(now=now)] == [1, 0]


def test_it_is_its_owners_and_the_offices_and_is_not_rewritten(office: Office, owed: Devolucion) -> None:
    assert CONCEPT not in text(office.browser("un-apellido").get("/pagos"))
    assert office.browser(SLUG).get(PAGE).status_code == 404
    with scope(SubjectId(account(office, "un-apellido").subject)):
        assert not Devolucion.objects.exists()
    with scope(SubjectId(account(office, SLUG).subject)):
        assert Devolucion.objects.count() == 1
    with connection.cursor() as cursor:
        for column in ("centavos", "subject", "pago_id"):
            cursor.execute(
                "SELECT has_column_privilege('ventanilla_web', 'payments_devolucion', %s, 'UPDATE')", [column]
            )
            assert cursor.fetchone() == (False,)


def test_a_payment_of_nobody_is_shown_to_the_staff(office: Office, folio: str) -> None:
    bank().pay(clabe_of(SLUG), reference="B" * 53, centavos=100, concept="PAGO")
    collect()
    page = text(office.browser(MAKER).get(PAGE))
    assert "Pagos que nadie debía" in page
    assert "$1.00" in page
