"""Where a person is paid: registered with an e.firma at once, without one by the code of a cent; seen by its owner."""

from __future__ import annotations

import re
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from tests.web.clabes import (
    DAY,
    PAGE,
    SEND,
    SLUG,
    actor_of,
    clabe_of,
    code_in_statement,
    draft,
    in_force,
    proved,
    sent,
    states,
    without_efirma,
)
from tests.web.office import Office, text
from ventanilla.adapters.payments.local import LocalBank
from ventanilla.apps.cases.models import Case
from ventanilla.apps.eventlog.api import chain_verify, scope, timeline
from ventanilla.apps.payments import outbound
from ventanilla.apps.payments.models import CuentaBancaria, DepositoCentavo
from ventanilla.apps.payments.services import code_of
from ventanilla.domain.cases import State
from ventanilla.domain.identifiers.clabe import check_digit
from ventanilla.domain.payments import Estado

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
