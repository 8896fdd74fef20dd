"""The invitation of an official: activated by whom it is for, and by nobody else."""

from __future__ import annotations

import time
from uuid import uuid4

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore

from tests.web.office import Office, drawn, text
from tests.web.roles import CURP, EMAIL, ROLES, A, act, aged, invited, last, link, newcomer
from tests.web.staff_files import account_of
from ventanilla.apps.accounts.models import Account, AuthenticatorApp, OpenSession, Passkey
from ventanilla.apps.accounts.services import SESSION_KEY
from ventanilla.apps.eventlog.api import scope
from ventanilla.apps.staff.models import Invitation

# -- a password alone


def test_an_official_with_a_password_alone_is_told_what_is_missing(office: Office) -> None:
    office.browser("mostrador")
    browser = office.browser()
    browser.enter(account_of("mostrador"))
    answer = browser.get("/personal")
    assert answer.status_code == 403
    assert "Una contraseña sola no basta" in text(answer)
    assert "/cuenta/confirmar?sigue=%2Fpersonal" in answer.content.decode()
    assert browser.get(ROLES).status_code == 404  # what is not theirs does not exist either
    assert office.browser("trabajadora").get("/personal").status_code == 404


def test_a_stolen_password_registers_no_factor_of_an_official(office: Office) -> None:
    office.browser("mostrador")
    thief = office.browser()
    thief.get("/entrar")
    thief.enter(account_of("mostrador"))
    for path in ("/cuenta/seguridad/aplicacion", "/cuenta/seguridad/llaves/nueva", "/cuenta/seguridad/respaldo"):
        assert thief.get(path).headers["Location"].startswith("/cuenta/confirmar"), path
        assert thief.post(path).headers["Location"].startswith("/cuenta/confirmar"), path
    with scope(None):
        assert not Passkey.objects.exists()
        assert not AuthenticatorApp.objects.exists()


def test_after_the_second_step_an_official_is_in(office: Office) -> None:
    browser = newcomer(office, invited(office)).activated()
    again = office.browser()
    with scope(None):
        account = Account.objects.get(curp=CURP).id
    again.get("/entrar")
    again.enter(account)
    assert again.get("/personal").status_code == 403
    session = SessionStore(again.session())
    session[SESSION_KEY] = session[SESSION_KEY] | {"strong": True}
    session.save()
    assert again.get("/personal").status_code == 200
    with scope(None):
        AuthenticatorApp.objects.all().delete()
    answer = browser.get("/personal")  # it lacks the second factor now
    assert answer.status_code == 403
    assert "/cuenta/seguridad/aplicacion" in answer.content.decode()
    assert "/cuenta/seguridad/llaves/nueva" not in answer.content.decode()


# -- whose the invitation is


def test_the_link_alone_activates_nothing(office: Office) -> None:
    who = newcomer(office, invited(office))
    answer = who.begin(drawn().named("patron").curp)
    assert answer.status_code == 422
    assert "La invitación no es para esa CURP" in text(answer)
    assert who.browser.get(f"{who.path}/registro").headers["Location"] == who.path
    assert who.browser.post(f"{who.path}/reto").status_code == 404
    assert not Account.objects.filter(curp=CURP).exists()


def test_guessing_the_curp_is_stopped(office: Office) -> None:
    who = newcomer(office, invited(office))
    answers = [who.begin("REPN800101MNEGRV0" + str(number % 5)).status_code for number in range(11)]
    assert answers == [422] * 10 + [429]
    assert who.begin().status_code == 429


def test_neither_factor_is_enough(office: Office) -> None:
    who = newcomer(office, invited(office))
    who.begin()
    assert who.browser.post(f"{who.path}/registro").headers["Location"] == f"{who.path}/registro"
    assert last().state == "invitada"
    who.passkey()
    assert who.browser.get("/personal").status_code == 302  # nobody is in yet
    wrong = who.browser.post(f"{who.path}/registro", {"codigo": "000000"})
    assert (wrong.status_code, last().state) == (422, "invitada")
    assert who.browser.post(f"{who.path}/registro").headers["Location"] == f"{who.path}/registro"
    assert last().state == "invitada"
    assert who.code().headers["Location"] == "/personal?hecho=activado"


def test_an_account_that_was_proved_is_not_entered_by_a_link(office: Office) -> None:
    office.browser("trabajadora")
    owner = drawn().named("trabajadora")
    who = newcomer(office, invited(office, curp=owner.curp, nombre=owner.nombre_completo))
    answer = who.begin(owner.curp)
    assert answer.status_code == 422
    assert "Usted ya tiene una cuenta" in text(answer)
    assert who.browser.get(f"{who.path}/registro").status_code == 302
    with scope(None):
        assert OpenSession.objects.filter(account__curp=owner.curp, ended_at=None).exists()


def test_whoever_opened_an_account_with_that_curp_loses_it(office: Office) -> None:
    path = invited(office)
    squatter = Account.objects.create(
        curp=CURP,
        subject=uuid4(),
        name="x",
        email="otro@correo.example",
        opened_at=settings.VENTANILLA_CLOCK.now(),
        proven=1,
    )
    squatter.set_password("nopal tuerca brisa 7")
    squatter.save()
    thief = office.browser()
    thief.get("/entrar")
    thief.enter(squatter.id)
    newcomer(office, path).activated()
    squatter.refresh_from_db()
    assert (squatter.email, squatter.has_usable_password()) == (EMAIL, False)
    assert thief.get("/cuenta/identidad").status_code == 302
    assert thief.get("/cuenta/identidad").headers["Location"].startswith("/entrar")


def test_what_another_browser_began_with_the_link_serves_no_more(office: Office) -> None:
    path = invited(office)
    thief, owner = newcomer(office, path), newcomer(office, path)
    thief.begin()
    thief.passkey()
    owner.begin()
    assert thief.passkey().status_code == 404
    assert thief.browser.get(f"{path}/registro").headers["Location"] == path
    owner.passkey()
    owner.code()
    owner.browser.accept()
    assert owner.browser.get("/personal").status_code == 200
    with scope(None):
        assert Passkey.objects.count() == 1


def test_a_key_that_somebody_slipped_in_activates_nothing(office: Office) -> None:
    who = newcomer(office, invited(office))
    who.begin()
    who.passkey()
    with scope(None):
        key = Passkey.objects.get()
        key.pk, key.credential_id = uuid4(), b"another"
        key.save(force_insert=True)
    assert who.code().headers["Location"] == who.path
    assert last().state == "invitada"
    who.activated()
    with scope(None):
        assert Passkey.objects.count() == 1


def test_an_invitation_is_late_after_its_hours_and_another_is_sent(office: Office) -> None:
    path = invited(office)
    with scope(None):
        sent = Invitation.objects.get()
        assert sent.expires - time.time() == pytest.approx(72 * 3600, abs=60)
        Invitation.objects.update(expires=int(time.time()) - 1)
    assert office.browser().get(path).status_code == 404
    assert newcomer(office, path).begin().status_code == 404
    assert act(office.browser(A), "reenviar").status_code == 302
    again = link(office)
    assert again != path
    newcomer(office, again).activated()
    assert act(office.browser(A), "reenviar").status_code == 422


def test_a_new_link_ends_the_one_before(office: Office) -> None:
    path = invited(office)
    act(office.browser(A), "reenviar")
    assert office.browser().get(path).status_code == 404
    assert office.browser().get(link(office)).status_code == 200


def test_a_role_that_was_revoked_is_not_activated(office: Office) -> None:
    who = newcomer(office, invited(office))
    who.begin()
    who.passkey()
    who.browser.get(f"{who.path}/registro")
    act(office.browser(A), "revocar", "Ya no hace falta.")
    assert who.browser.post(f"{who.path}/registro", {"codigo": "000000"}).headers["Location"] == who.path
    assert office.browser().get(who.path).status_code == 404


@pytest.mark.parametrize("token", ["x", "A" * 48, "%C3%B1" * 8, "a" * 5000])
def test_an_invented_link_is_none(office: Office, token: str) -> None:
    assert office.browser().get(f"/personal/activar/{token}").status_code == 404


# -- with the e.firma


def test_the_efirma_of_that_curp_activates_it(office: Office) -> None:
    owner = drawn().named("trabajadora")
    path = invited(office, curp=owner.curp, nombre=owner.nombre_completo)
    browser = office.browser("trabajadora")
    assert browser.get("/personal").status_code == 404
    assert "Activar mi acceso" in text(browser.get(path))
    assert browser.post(path).headers["Location"] == "/personal?hecho=activado"
    assert browser.get("/personal").status_code == 200
    assert browser.post(path).status_code == 404


def test_the_efirma_of_another_activates_nothing(office: Office) -> None:
    owner = drawn().named("trabajadora")
    path = invited(office, curp=owner.curp, nombre=owner.nombre_completo)
    for slug in ("patron", "empresa"):
        browser = office.browser(slug)
        page = text(browser.get(path))
        assert "Activar mi acceso" not in page
        assert "otra persona" in page or "e.firma de una empresa" in page
        assert browser.post(path).status_code == 200
        assert last().state == "invitada"


def test_an_old_session_shows_again_who_it_is_before_it_activates(office: Office) -> None:
    owner = drawn().named("trabajadora")
    path = invited(office, curp=owner.curp, nombre=owner.nombre_completo)
    browser = office.browser("trabajadora")
    browser.get(path)
    aged(browser, 11)
    assert "Confirmar quién soy" in text(browser.post(path))
    assert last().state == "invitada"


def test_a_password_session_of_that_curp_activates_nothing(office: Office) -> None:
    owner = drawn().named("trabajadora")
    path = invited(office, curp=owner.curp, nombre=owner.nombre_completo)
    office.browser("trabajadora")
    browser = office.browser()
    browser.get("/entrar")
    browser.enter(account_of("trabajadora"))
    assert "Registrar una llave de acceso" in text(browser.get(path))
    browser.post(path)
    assert last().state == "invitada"


def test_an_official_of_a_passkey_is_claimed_by_their_efirma_and_keeps_the_role(office: Office) -> None:
    owner = drawn().named("patron")
    path = invited(office, curp=owner.curp, nombre=owner.nombre_completo)
    who = newcomer(office, path)
    assert who.begin(owner.curp).status_code == 302
    who.passkey()
    who.code()
    account = Account.objects.get(curp=owner.curp)
    assert account.subject != owner.subject  # nothing of the registers was opened by a link
    assert owner.nss is None or owner.nss not in text(who.browser.get("/oficina"))
    browser = office.browser("patron")
    account.refresh_from_db()
    assert account.subject == owner.subject
    assert browser.get("/personal").status_code == 200
    assert who.browser.get("/personal").status_code == 302  # the sessions before are over
