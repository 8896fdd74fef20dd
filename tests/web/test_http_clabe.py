"""Where a person is paid: with an e.firma at once, without one by the code of a cent; and nothing moves in the wait."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse
from procrastinate.contrib.django import app as outbox

from tests.web.office import Browser, Office, drawn, text
from ventanilla.adapters.payments.local import LocalBank, invented_clabe
from ventanilla.adapters.payments.port import BankUnavailable, Holder
from ventanilla.apps.accounts.models import Account
from ventanilla.apps.affiliation.api import contactos_de
from ventanilla.apps.cases.models import Case
from ventanilla.apps.demo.api import correos
from ventanilla.apps.eventlog.api import chain_verify, merged, scope, timeline
from ventanilla.apps.payments import outbound
from ventanilla.apps.payments.api import clabe_to_pay, cuentas_for, use_bank
from ventanilla.apps.payments.links import stop_path
from ventanilla.apps.payments.models import CuentaBancaria, DepositoCentavo, RespuestaTitular
from ventanilla.apps.payments.services import code_of
from ventanilla.config.demo_bank import SILENT_BANK
from ventanilla.domain.authority import Actor, Assurance, Via
from ventanilla.domain.cases import State
from ventanilla.domain.identifiers.clabe import check_digit
from ventanilla.domain.payments import CentavoEnviado, ClabeDe, Estado, TitularDeCuenta
from ventanilla.kernel.acts import SubjectId

SLUG: Final = "un-apellido"
PAGE: Final = "/cuenta-bancaria"
SEND: Final = "payments.send_cent"
TELL: Final = "payments.tell_contacts"
CODE: Final = re.compile(r"CODIGO (\d{6})")
DAY: Final = 24 * 3600


def persona(slug: str = SLUG) -> str:
    return drawn().named(slug.replace("-", "_")).curp


def clabe_of(slug: str = SLUG) -> str:
    """The account that the bank of the office has of somebody."""
    bank = outbound.bank()
    assert isinstance(bank, LocalBank)
    return next(one.clabe for one in bank.accounts() if one.curp == persona(slug) and one.says)


def account(office: Office, slug: str = SLUG) -> Account:
    office.browser(slug)  # their e.firma opened it once
    return Account.objects.get(curp=persona(slug))


def without_efirma(office: Office, slug: str = SLUG) -> Browser:
    browser = Browser()
    browser.enter(account(office, slug).id)
    return browser


def actor_of(slug: str = SLUG) -> Actor:
    row = Account.objects.get(curp=persona(slug))
    return Actor(row.id, SubjectId(row.subject), Assurance.N2, Via.PASSWORD)


def draft(browser: Browser, clabe: str) -> str:
    """A request with its answers; its id."""
    browser.get("/tramites/registro_clabe")
    started = browser.post("/tramites/registro_clabe/iniciar")
    assert started.status_code == 302, text(started)
    found = started.headers["Location"].split("/")[2]
    for number, fields in enumerate(({"clabe": clabe}, {"titular": "si"}, {}), 1):
        browser.get(f"/solicitudes/{found}/{number}")
        answered = browser.post(f"/solicitudes/{found}/{number}", fields)
        assert answered.status_code == 302, text(answered)
    return found


def sent(browser: Browser, clabe: str) -> HttpResponse:
    """The page of the case that was sent without an e.firma."""
    found = draft(browser, clabe)
    page = browser.get(f"/solicitudes/{found}/revisar")
    assert page.status_code == 200, text(page)
    action = re.search(r'id="enviar" action="([^"]+)"', page.content.decode())
    assert action is not None, text(page)
    answer = browser.post(action[1])
    assert answer.status_code == 302, text(answer)
    return browser.follow(answer)


def code_in_statement(slug: str = SLUG) -> str:
    """What whoever reads the statement of the account finds."""
    page = text(Browser().get(f"/demo/banco/{clabe_of(slug)}"))
    found = CODE.search(page)
    assert found is not None, page
    return found[1]


def proved(office: Office, browser: Browser, slug: str = SLUG) -> None:
    """An account is registered, and proved by the code of its deposit."""
    sent(browser, clabe_of(slug))
    office.run(SEND)
    browser.get(PAGE)
    answer = browser.post(f"{PAGE}/codigo", {"codigo": code_in_statement(slug)})
    assert answer.headers["Location"] == f"{PAGE}?hecho=comprobada"


def states(slug: str = SLUG) -> list[Estado]:
    return [one.estado for one in cuentas_for(actor_of(slug), now=settings.VENTANILLA_CLOCK.now())]


def in_force(slug: str = SLUG) -> str:
    """The account that a payment ordered now goes to; "" for none."""
    with scope(None):
        found = merged("ANSWERS")[ClabeDe]([ClabeDe(actor_of(slug).subject)])[0].en_vigor
        return clabe_to_pay(found.id, now=settings.VENTANILLA_CLOCK.now()) if found else ""


# -- with an e.firma


def test_with_an_efirma_the_account_of_the_same_person_is_registered_and_waits(office: Office) -> None:
    browser = office.browser(SLUG)
    found = draft(browser, clabe_of())
    page = browser.send(browser.sign(browser.get(f"/solicitudes/{found}/revisar"), office.mint.identity(SLUG)))
    assert page.status_code == 302
    with scope(None):
        assert Case.objects.get(id=UUID(found)).state == State.APROBADO.value
    assert states() == [Estado.EN_ESPERA]
    assert office.jobs(SEND) == []
    assert in_force() == ""
    office.later(DAY + 1)
    assert in_force() == clabe_of()


# -- without one


def test_without_an_efirma_nothing_is_paid_until_the_code_was_read_and_a_day_passed(office: Office) -> None:
    browser = without_efirma(office)
    assert "sin e.firma, después de confirmar quién es" in text(sent(browser, clabe_of()))
    assert states() == [Estado.POR_COMPROBAR]
    assert "está en camino" in text(browser.get(PAGE))
    office.run(SEND)
    assert "Depositamos un centavo" in text(browser.get(PAGE))
    office.later(2 * DAY)
    assert in_force() == ""
    assert browser.post(f"{PAGE}/codigo", {"codigo": code_in_statement()}).status_code == 302
    assert states() == [Estado.EN_ESPERA]
    assert in_force() == ""
    office.later(DAY + 1)
    assert states() == [Estado.EN_VIGOR]
    assert in_force() == clabe_of()
    with scope(None):
        assert chain_verify(actor_of().subject) is None


def test_who_sends_without_an_efirma_has_just_shown_who_they_are(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.web.test_http_own_data import staled

    browser = without_efirma(office)
    found = draft(browser, clabe_of())
    page = browser.get(f"/solicitudes/{found}/revisar")
    action = re.search(r'id="enviar" action="([^"]+)"', page.content.decode())
    assert action is not None
    staled(monkeypatch, browser)
    answer = browser.post(action[1])
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/cuenta/confirmar")
    assert not CuentaBancaria.objects.filter(subject=actor_of().subject).exists()


def test_a_request_that_changed_after_it_was_read_is_not_sent(office: Office) -> None:
    browser = without_efirma(office)
    found = draft(browser, clabe_of())
    page = browser.get(f"/solicitudes/{found}/revisar")
    action = re.search(r'id="enviar" action="([^"]+)"', page.content.decode())
    assert action is not None
    browser.get(f"/solicitudes/{found}/1")
    browser.post(f"/solicitudes/{found}/1", {"clabe": clabe_of("trabajadora")})
    answer = browser.post(action[1])
    assert answer.status_code == 422
    assert "cambió en otra ventana" in text(answer)


def test_the_same_request_twice_is_one_account_and_one_deposit(office: Office) -> None:
    browser = without_efirma(office)
    found = draft(browser, clabe_of())
    page = browser.get(f"/solicitudes/{found}/revisar")
    action = re.search(r'id="enviar" action="([^"]+)"', page.content.decode())
    assert action is not None
    first, second = browser.post(action[1]), browser.post(action[1])
    assert first.headers["Location"] == second.headers["Location"]
    office.run(SEND)
    assert len(office.jobs(SEND)) == 1
    bank = outbound.bank()
    assert isinstance(bank, LocalBank)
    assert len(bank.statement(clabe_of())) == 1


def test_another_tramite_still_asks_for_the_efirma(office: Office) -> None:
    browser = without_efirma(office)
    ready = browser.ready()
    page = browser.get(f"/solicitudes/{ready}/revisar")
    assert "data-sign" in page.content.decode()
    answer = browser.post(f"/solicitudes/{ready}/revisar")
    assert answer.status_code == 422


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


# -- who sees what


def test_an_account_is_its_owners_alone(office: Office) -> None:
    browser = without_efirma(office)
    sent(browser, clabe_of())
    with scope(None):
        row = CuentaBancaria.objects.get(subject=actor_of().subject)
    other = office.browser("trabajadora")
    assert clabe_of()[-4:] not in text(other.get(PAGE))
    other.get(PAGE)
    assert other.post(f"{PAGE}/{row.id}/cancelar").status_code == 404
    assert other.post(f"{PAGE}/{uuid4()}/cancelar").status_code == 404
    office.run(SEND)
    with scope(None):
        code = code_of(DepositoCentavo.objects.get().id)
    assert "ya no sirve" in text(other.post(f"{PAGE}/codigo", {"codigo": code}))
    assert states() == [Estado.POR_COMPROBAR]
    assert states("trabajadora") == []
    company = office.browser("empresa")
    assert company.get(PAGE).status_code == 404


def test_the_number_is_sealed_masked_and_behind_row_level_security(office: Office) -> None:
    browser = without_efirma(office)
    proved(office, browser)
    number = clabe_of()
    subject = actor_of().subject
    with connection.cursor() as cursor:
        for table in ("cuentabancaria", "depositocentavo", "respuestatitular"):
            cursor.execute("SELECT set_config('ventanilla.scope', %s, false)", [str(uuid4())])
            cursor.execute(f"SELECT count(*) FROM payments_{table}")
            assert cursor.fetchone() == (0,)
            cursor.execute("SELECT set_config('ventanilla.scope', 'system', false)")
            cursor.execute(f"SELECT t::text FROM payments_{table} t")
            rows = cursor.fetchall()
            assert rows
            assert all(number not in row[0] and number.encode().hex() not in row[0] for row in rows)
        cursor.execute("SELECT set_config('ventanilla.scope', '', false)")
    with scope(subject):
        said = " ".join(str(entry.text) for entry in timeline(subject))
    assert number not in said
    assert number[-4:] in said
    assert number not in text(browser.get(PAGE))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE payments_cuentabancaria SET clabe = clabe",
        "UPDATE payments_cuentabancaria SET subject = gen_random_uuid()",
        "UPDATE payments_cuentabancaria SET desde = now()",
        "DELETE FROM payments_cuentabancaria",
        "UPDATE payments_depositocentavo SET vence_at = vence_at",
        "DELETE FROM payments_depositocentavo",
        "UPDATE payments_respuestatitular SET dicho = 'si'",
    ],
)
def test_what_was_registered_is_not_rewritten(office: Office, statement: str) -> None:
    proved(office, without_efirma(office))
    with scope(None), pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute(statement)


# -- the bank


def test_a_bank_that_does_not_say_is_asked_for_a_statement(office: Office) -> None:
    browser = without_efirma(office, "trabajadora")
    silent = invented_clabe(SILENT_BANK, persona("trabajadora"))
    page = text(sent(browser, silent))
    assert "no dice de quién es" in page
    assert "estado de cuenta" in page


class Down:
    """A bank that does not answer."""

    def holder(self, clabe: str, *, curp: str, name: str) -> Holder:
        raise BankUnavailable("down")

    def deposit(self, order: object) -> str:
        raise BankUnavailable("down")

    def received(self, after: int) -> tuple[()]:
        raise BankUnavailable("down")


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


def clabe_of_bank(bank: object) -> str:
    assert isinstance(bank, LocalBank)
    return next(one.clabe for one in bank.accounts() if one.curp == persona() and one.says)


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


def test_a_form_says_what_is_wrong_with_the_number(office: Office) -> None:
    browser = without_efirma(office)
    browser.get("/tramites/registro_clabe")
    found = browser.post("/tramites/registro_clabe/iniciar").headers["Location"].split("/")[2]
    for typed, said in (
        ("012180000000000003", "El último dígito no corresponde"),
        ("032180000118359719", "Ese banco cambió de clave: pida su nueva CLABE."),
        (f"99918000000000000{check_digit('99918000000000000')}", "Ningún banco que conozcamos"),
    ):
        browser.get(f"/solicitudes/{found}/1")
        assert said in text(browser.post(f"/solicitudes/{found}/1", {"clabe": typed})), typed


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
    assert [(one.reference, one.centavos) for one in bank.received(0)] == [(line, 1250)]
    assert browser.get("/demo/banco/999").status_code == 404


# -- killed at a step


class Killed(BaseException):
    """The process ended there."""


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
