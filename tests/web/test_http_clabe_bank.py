"""The bank of an account: silent, down, refusing; and an office killed while it deposits."""

from __future__ import annotations

import pytest
from procrastinate.contrib.django import app as outbox

from tests.web.clabes import (
    DAY,
    PAGE,
    SEND,
    Down,
    Killed,
    actor_of,
    clabe_of,
    clabe_of_bank,
    persona,
    sent,
    states,
    without_efirma,
)
from tests.web.office import Browser, Office, text
from ventanilla.adapters.payments.local import LocalBank, invented_clabe
from ventanilla.adapters.payments.port import Holder
from ventanilla.apps.cases.models import Case
from ventanilla.apps.eventlog.api import merged, scope, timeline
from ventanilla.apps.payments import outbound
from ventanilla.apps.payments.api import use_bank
from ventanilla.apps.payments.models import CuentaBancaria, RespuestaTitular
from ventanilla.config.demo_bank import SILENT_BANK
from ventanilla.domain.payments import CentavoEnviado, Estado, TitularDeCuenta


def test_a_bank_that_does_not_say_is_asked_for_a_statement(office: Office) -> None:
    browser = without_efirma(office, "trabajadora")
    silent = invented_clabe(SILENT_BANK, persona("trabajadora"))
    page = text(sent(browser, silent))
    assert "no dice de quién es" in page
    assert "estado de cuenta" in page


def test_a_bank_that_is_down_keeps_the_request_waiting(office: Office) -> None:
    browser = without_efirma(office)
    bank = outbound.bank()
    use_bank(Down())
    page = text(sent(browser, clabe_of_bank(bank)))
    assert "Folio" in page or "folio" in page
    assert not CuentaBancaria.objects.filter(subject=actor_of().subject).exists()
    use_bank(bank)
    with scope(None):
        case = Case.objects.get(subject=actor_of().subject)
    outbox.tasks["cases.resolve_case"](case_id=str(case.id))
    assert states() == [Estado.POR_COMPROBAR]


def test_a_deposit_that_the_bank_refuses_ends_the_account(office: Office) -> None:
    browser = without_efirma(office)
    bank = outbound.bank()
    assert isinstance(bank, LocalBank)

    class Yes(Down):
        def holder(self, clabe: str, *, curp: str, name: str) -> Holder:
            return Holder.YES

    use_bank(Yes())
    sent(browser, invented_clabe("044", "NADIE"))  # no bank has it
    use_bank(bank)
    office.run(SEND)
    assert states() == [Estado.TERMINADA]
    assert "Su banco no la aceptó" in text(browser.get(PAGE))


def test_what_the_bank_said_is_kept_and_asked_once_a_day(office: Office) -> None:
    browser = without_efirma(office)
    sent(browser, clabe_of())
    question = TitularDeCuenta(actor_of().subject, clabe_of())
    merged("FETCHES_NAMED")[TitularDeCuenta](question)
    with scope(None):
        assert RespuestaTitular.objects.count() == 1
    office.later(DAY)
    merged("FETCHES_NAMED")[TitularDeCuenta](question)
    with scope(None):
        assert RespuestaTitular.objects.count() == 2


def test_the_banks_page_says_what_it_is_and_pays_no_more_than_there_is(office: Office) -> None:
    browser = Browser()
    assert "No es un banco ni mueve dinero" in text(browser.get("/demo/banco"))
    page = f"/demo/banco/{clabe_of()}"
    browser.get(page)
    line = "A" * 53
    for reference, amount in (("corta", "1.00"), (line, "x"), (line, "999999.00"), (line, "0")):
        assert browser.post(page, {"referencia": reference, "importe": amount}).status_code == 422
    paid = browser.post(page, {"referencia": line, "importe": "12.50"})
    assert paid.headers["Location"] == f"{page}?hecho=pagado"
    bank = outbound.bank()
    assert isinstance(bank, LocalBank)
    assert [(one.reference, one.centavos) for one in bank.received(lambda numbers: ())] == [(line, 1250)]
    assert browser.get("/demo/banco/999").status_code == 404


def test_killed_after_the_commit_and_before_sending_the_deposit_is_still_made_once(office: Office) -> None:
    sent(without_efirma(office), clabe_of())
    bank = outbound.bank()
    assert isinstance(bank, LocalBank)
    assert bank.statement(clabe_of()) == ()
    assert len(office.jobs(SEND)) == 1  # left in the transaction that registered it
    office.run(SEND)
    office.run(SEND)
    assert len(bank.statement(clabe_of())) == 1


def test_killed_after_sending_and_before_noting_it_one_deposit_is_made_and_told_once(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent(without_efirma(office), clabe_of())

    def dies(*args: object, **kwargs: object) -> None:
        raise Killed

    with monkeypatch.context() as there:
        there.setattr("ventanilla.apps.payments.jobs.deposit_sent", dies)
        with pytest.raises(Killed):
            office.run(SEND)
    bank = outbound.bank()
    assert isinstance(bank, LocalBank)
    assert len(bank.statement(clabe_of())) == 1
    office.run(SEND)
    office.run(SEND)
    assert len(bank.statement(clabe_of())) == 1
    subject = actor_of().subject
    with scope(subject):
        assert sum(entry.type == CentavoEnviado.TYPE for entry in timeline(subject)) == 1


def test_an_account_that_was_cancelled_before_its_deposit_gets_none(office: Office) -> None:
    browser = without_efirma(office)
    sent(browser, clabe_of())
    with scope(None):
        row = CuentaBancaria.objects.get(subject=actor_of().subject)
    browser.get(PAGE)
    browser.post(f"{PAGE}/{row.id}/cancelar")
    office.run(SEND)
    bank = outbound.bank()
    assert isinstance(bank, LocalBank)
    assert bank.statement(clabe_of()) == ()
