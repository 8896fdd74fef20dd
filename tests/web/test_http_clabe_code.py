"""The code of a cent: wrong, expired, asked for again, limited; and an impostor who has it moves no money."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings

from tests.web.clabes import (
    CODE,
    DAY,
    PAGE,
    SEND,
    TELL,
    account,
    actor_of,
    clabe_of,
    code_in_statement,
    in_force,
    persona,
    proved,
    sent,
    states,
    without_efirma,
)
from tests.web.office import Browser, Office, text
from ventanilla.adapters.payments.local import LocalBank, invented_clabe
from ventanilla.apps.accounts.models import Account
from ventanilla.apps.affiliation.api import contactos_de
from ventanilla.apps.demo.api import correos
from ventanilla.apps.eventlog.api import scope
from ventanilla.apps.payments import outbound
from ventanilla.apps.payments.links import stop_path
from ventanilla.apps.payments.models import CuentaBancaria, DepositoCentavo
from ventanilla.domain.payments import Estado

# -- the code


def test_three_wrong_codes_end_it_and_another_is_asked_for_after_a_wait(office: Office) -> None:
    browser = without_efirma(office)
    sent(browser, clabe_of())
    office.run(SEND)
    right = code_in_statement()
    wrong = f"{(int(right) + 1) % 10**6:06d}"
    browser.get(PAGE)
    assert [browser.post(f"{PAGE}/codigo", {"codigo": wrong}).status_code for _ in range(3)] == [422, 422, 422]
    answer = browser.post(f"{PAGE}/codigo", {"codigo": right})
    assert "ya no sirve" in text(answer)
    assert states() == [Estado.POR_COMPROBAR]
    assert browser.post(f"{PAGE}/deposito").headers["Location"] == PAGE
    assert len(office.jobs(SEND)) == 1
    office.later(DAY + 1)
    assert browser.post(f"{PAGE}/deposito").headers["Location"] == f"{PAGE}?hecho=deposito"
    assert browser.post(f"{PAGE}/deposito").headers["Location"] == PAGE  # one is on its way
    office.run(SEND)
    again = code_in_statement()
    assert again != right
    assert browser.post(f"{PAGE}/codigo", {"codigo": again}).status_code == 302
    assert states() == [Estado.EN_ESPERA]


def test_a_code_expires(office: Office) -> None:
    browser = without_efirma(office)
    sent(browser, clabe_of())
    office.run(SEND)
    office.later(7 * DAY + 60)
    browser = without_efirma(office)
    browser.get(PAGE)
    assert "ya no sirve" in text(browser.post(f"{PAGE}/codigo", {"codigo": code_in_statement()}))
    assert states() == [Estado.POR_COMPROBAR]


def test_a_fourth_deposit_is_not_sent_for_the_same_account(office: Office) -> None:
    browser = without_efirma(office)
    sent(browser, clabe_of())
    for expected in (True, True, False):
        office.later(8 * DAY + 60)
        browser = without_efirma(office)
        browser.get(PAGE)
        answer = browser.post(f"{PAGE}/deposito").headers["Location"]
        assert (answer == f"{PAGE}?hecho=deposito") is expected
    assert "Ya pedimos los depósitos que se pueden" in text(browser.get(PAGE))


def test_deposits_of_many_registrations_are_counted_together(office: Office) -> None:
    browser = without_efirma(office)
    for at in range(3):
        sent(browser, clabe_of())
        if at < 2:
            with scope(None):
                row = CuentaBancaria.objects.get(subject=actor_of().subject, terminada_at=None)
            browser.get(PAGE)
            assert browser.post(f"{PAGE}/{row.id}/cancelar").status_code == 302
    with scope(None):
        row = CuentaBancaria.objects.get(subject=actor_of().subject, terminada_at=None)
    browser.get(PAGE)
    browser.post(f"{PAGE}/{row.id}/cancelar")
    assert "Hoy ya pedimos los depósitos" in text(sent(browser, clabe_of()))


def test_codes_are_limited_by_account_too(office: Office) -> None:
    browser = without_efirma(office)
    browser.get(PAGE)
    answers = [browser.post(f"{PAGE}/codigo", {"codigo": "123456"}).status_code for _ in range(8)]
    assert 429 in answers


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "１２３４５６", "12345\x00"])
def test_what_is_no_code_counts_for_no_try(office: Office, typed: str) -> None:
    browser = without_efirma(office)
    sent(browser, clabe_of())
    office.run(SEND)
    browser.get(PAGE)
    assert browser.post(f"{PAGE}/codigo", {"codigo": typed}).status_code == 422
    with scope(None):
        assert DepositoCentavo.objects.get().intentos == 0


# -- an impostor


def test_an_impostor_with_a_session_moves_no_money_and_every_contact_is_told(office: Office) -> None:
    owner = without_efirma(office)
    proved(office, owner)
    office.later(DAY + 1)
    assert in_force() == clabe_of()
    # The session is stolen, and the impostor has an account that they say is hers: the bank says that it is not.
    thief = Browser()
    thief.enter(account(office).id)
    assert "no está a su nombre" in text(sent(thief, clabe_of("trabajadora")))
    # So they come with one that the bank says is hers (opened with her data), and read its statement.
    bank = outbound.bank()
    assert isinstance(bank, LocalBank)
    own = bank.account(clabe_of())
    stolen = invented_clabe("014", "IMPOSTOR")
    bank.open_accounts([type(own)(stolen, own.holder, own.curp)])
    sent(thief, stolen)
    office.run(SEND)
    code = CODE.search(text(Browser().get(f"/demo/banco/{stolen}")))
    assert code is not None
    thief.get(PAGE)
    assert thief.post(f"{PAGE}/codigo", {"codigo": code[1]}).status_code == 302
    office.later(DAY - 60)
    assert in_force() == clabe_of()  # what is paid still goes to the owner
    office.run(TELL)
    told = [mail for mail in correos() if "no-fui-yo" in mail.body]
    assert {mail.to for mail in told} >= set(contactos_de(persona()))
    assert all(stolen not in mail.body and stolen[-4:] not in mail.body for mail in told)
    with scope(None):
        newest = CuentaBancaria.objects.filter(subject=actor_of().subject).latest("registrada_at")
    link = stop_path(newest.id)
    assert any(link in mail.body for mail in told)
    anybody = Browser()
    assert "¿No fue usted?" in text(anybody.get(link))
    assert newest.terminada_at is None  # opening it spends nothing
    assert "Cancelamos la cuenta" in text(anybody.post(link))
    assert anybody.get(link).status_code == 404
    office.later(2 * DAY)
    assert in_force() == clabe_of()


def test_a_link_that_was_not_made_here_is_dead(office: Office) -> None:
    browser = Browser()
    for token in ("inventado", "A" * 48, stop_path(uuid4()).rpartition("/")[2]):
        assert browser.get(f"{PAGE}/no-fui-yo/{token}").status_code == 404


def test_after_a_recovery_the_account_waits_as_long_as_the_money_does(office: Office) -> None:
    browser = without_efirma(office)
    row = Account.objects.get(curp=persona())
    sent(browser, clabe_of())
    office.run(SEND)
    office.later(60)
    now = settings.VENTANILLA_CLOCK.now()
    Account.objects.filter(id=row.id).update(recovered_at=now + timedelta(hours=5))
    browser.get(PAGE)
    browser.post(f"{PAGE}/codigo", {"codigo": code_in_statement()})
    with scope(None):
        cuenta = CuentaBancaria.objects.get(subject=row.subject)
    assert cuenta.desde == now + timedelta(hours=29)
