"""How the office reaches a person and how they prefer it: confirmed, changed, taken back, sealed in the tables."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import override_settings

from tests.web.office import Browser, Office, as_json, drawn, text
from ventanilla.apps.accounts.models import Account, SignUp
from ventanilla.apps.accounts.services import SESSION_KEY
from ventanilla.apps.affiliation.api import identidad_by_curp
from ventanilla.apps.demo.api import correo, correos
from ventanilla.apps.eventlog.api import contact_digest, scope, timeline
from ventanilla.apps.eventlog.fields import SealedWithAnotherKey, field_open, field_seal
from ventanilla.domain.accounts import terms as published
from ventanilla.domain.accounts.preferences import Preferences
from ventanilla.kernel.acts import SubjectId

NEW: Final = "otra@ejemplo.mx"
LINK: Final = re.compile(r"http://localhost:8000(/cuenta/enlace/\S+)")
PHRASE: Final = "cuatro palabras bien guardadas"


def account() -> Account:
    return Account.objects.get(curp=drawn().named("trabajadora").curp)


def mails(to: str) -> list[str]:
    return [found.body for one in correos() if one.to == to and (found := correo(one.number)) is not None]


def link(to: str, kind: str) -> str:
    found = [path for body in mails(to) for path in LINK.findall(body) if f"/{kind}/" in path]
    return str(found[0])


def by_password(office: Office) -> Browser:
    """The worker, who entered with a password after having set one with the e.firma."""
    owner = office.browser("trabajadora")
    owner.get("/cuenta/contrasena")
    assert "cambió" in text(owner.post("/cuenta/contrasena", {"nueva": PHRASE, "otra_vez": PHRASE}))
    browser = office.browser()
    browser.get("/entrar/contrasena")
    typed = {"usuario": account().curp, "contrasena": PHRASE}
    assert browser.post("/entrar/contrasena", typed).status_code == 302
    return browser


def change(browser: Browser, email: str = NEW) -> None:
    browser.get("/cuenta/contacto/cambiar")
    sent = browser.post("/cuenta/contacto/cambiar", {"correo": email})
    assert sent.headers["Location"] == "/cuenta/contacto?hecho=enviado", text(sent)


# -- the e-mail


def test_the_account_takes_the_address_when_its_link_comes_back(office: Office) -> None:
    owner = office.browser("trabajadora")
    before = account().email
    change(owner)
    office.run("accounts.tell_sign_up")
    assert account().email == before
    assert NEW in text(owner.get("/cuenta/contacto"))
    anywhere = office.browser()
    anywhere.get(link(NEW, "confirmar"))
    assert anywhere.post(link(NEW, "confirmar")).status_code == 200
    assert account().email == NEW
    assert account().email_confirmed_at is not None
    with scope(None):
        told = [one.type for one in timeline(SubjectId(account().subject))]
    assert told[:2] == ["correo_confirmado", "correo_pedido"]


def test_the_address_before_is_told_at_once_and_takes_it_back(office: Office) -> None:
    browser = by_password(office)
    before = account().email
    change(browser)
    office.run("accounts.tell_replaced")
    office.run("accounts.tell_sign_up")
    anywhere = office.browser()
    anywhere.get(link(NEW, "confirmar"))
    anywhere.post(link(NEW, "confirmar"))
    assert account().email == NEW
    keep = link(before, "conservar")
    assert "¿No pidió usted cambiar su correo?" in text(anywhere.get(keep))
    assert account().email == NEW  # opening it changes nothing
    assert "Su correo sigue siendo este" in text(anywhere.post(keep))
    assert account().email == before
    assert not account().has_usable_password()
    assert browser.get("/oficina").status_code == 302
    assert "ya está detenido" in text(anywhere.post(keep))


def test_the_first_notice_takes_it_back_though_another_change_was_asked_for_after(office: Office) -> None:
    """Somebody inside asks twice: the notice that its owner opens first must not say that there is nothing to do."""
    browser = by_password(office)
    before = account().email
    change(browser)
    office.run("accounts.tell_replaced")
    first = link(before, "conservar")
    change(browser, "tercera@ejemplo.mx")
    office.run("accounts.tell_sign_up")
    anywhere = office.browser()
    anywhere.get(link("tercera@ejemplo.mx", "confirmar"))
    anywhere.post(link("tercera@ejemplo.mx", "confirmar"))
    assert account().email == "tercera@ejemplo.mx"
    assert "¿No pidió usted cambiar su correo?" in text(anywhere.get(first))
    assert "Su correo sigue siendo este" in text(anywhere.post(first))
    assert account().email == before
    assert browser.get("/oficina").status_code == 302
    office.run("accounts.tell_replaced")
    assert all("ya está detenido" in text(anywhere.post(path)) for path in LINK.findall(" ".join(mails(before))))


def test_once_the_owner_was_there_with_the_efirma_nobody_takes_it_back(office: Office) -> None:
    browser = by_password(office)
    before = account().email
    change(browser)
    office.run("accounts.tell_replaced")
    owner = office.browser("trabajadora")
    change(owner, "tercera@ejemplo.mx")
    anywhere = office.browser()
    anywhere.get("/")
    assert anywhere.post(link(before, "conservar")).status_code == 410
    assert owner.get("/oficina").status_code == 200


def test_a_change_that_was_stopped_never_takes_effect(office: Office) -> None:
    change(by_password(office))
    before = account().email
    office.run("accounts.tell_replaced")
    office.run("accounts.tell_sign_up")
    anywhere = office.browser()
    anywhere.get(link(before, "conservar"))
    anywhere.post(link(before, "conservar"))
    anywhere.get(link(NEW, "confirmar"))
    assert anywhere.post(link(NEW, "confirmar")).status_code == 410
    assert account().email == before


def test_after_a_week_nobody_takes_it_back(office: Office) -> None:
    change(by_password(office))
    before = account().email
    office.run("accounts.tell_replaced")
    with scope(None):
        SignUp.objects.update(created_at=settings.VENTANILLA_CLOCK.now() - timedelta(days=7, seconds=1))
    anywhere = office.browser()
    anywhere.get("/")
    assert anywhere.post(link(before, "conservar")).status_code == 410


def test_what_was_asked_with_the_efirma_is_told_and_not_taken_back(office: Office) -> None:
    owner = office.browser("trabajadora")
    before = account().email
    change(owner)
    office.run("accounts.tell_replaced")
    (told,) = mails(before)
    assert "Se pidió con su e.firma" in told
    assert "/cuenta/enlace/" not in told


def test_nobody_writes_a_link(office: Office) -> None:
    change(by_password(office))
    with scope(None):
        row = SignUp.objects.latest("created_at")
    anywhere = office.browser()
    anywhere.get("/")
    assert anywhere.post(f"/cuenta/enlace/conservar/{row.id}/{'0' * 64}").status_code == 410


def test_a_change_asks_who_is_there_again(office: Office) -> None:
    owner = office.browser("trabajadora")
    session = SessionStore(owner.session())
    session[SESSION_KEY] = session[SESSION_KEY] | {"confirmed": session[SESSION_KEY]["confirmed"] - 601}
    session.save()
    asked = owner.get("/cuenta/contacto/cambiar")
    assert asked.headers["Location"] == "/cuenta/confirmar?sigue=%2Fcuenta%2Fcontacto%2Fcambiar"
    assert owner.post("/cuenta/contacto/cambiar", {"correo": NEW}).status_code == 302
    with scope(None):
        assert not SignUp.objects.exists()


def test_a_company_does_not_change_its_representatives_address(office: Office) -> None:
    company = office.browser("empresa")
    assert "Entró con la e.firma de una empresa" in text(company.get("/cuenta/contacto"))
    company.get("/cuenta")
    for path in ("/cuenta/contacto/cambiar", "/cuenta/contacto/confirmar"):
        assert company.post(path, {"correo": NEW}).status_code == 302
    with scope(None):
        assert not SignUp.objects.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [("correo", "Escriba un correo completo"), ("", "Escriba un correo completo"), (None, "Ese ya es")],
)
def test_what_is_wrong_is_said_beside_it_and_kept(office: Office, typed: str | None, said: str) -> None:
    owner = office.browser("trabajadora")
    email = account().email.upper() if typed is None else typed
    owner.get("/cuenta/contacto/cambiar")
    answer = owner.post("/cuenta/contacto/cambiar", {"correo": email})
    assert answer.status_code == 422
    assert said in text(answer)
    assert f'value="{email}"' in answer.content.decode() or not email


def test_nobody_is_flooded_from_an_account(office: Office) -> None:
    owner = office.browser("trabajadora")
    owner.get("/cuenta")
    codes = [owner.post("/cuenta/contacto/confirmar").status_code for _ in range(6)]
    assert codes == [302] * 5 + [429]


def test_leaving_it_as_it_is_ends_the_link(office: Office) -> None:
    owner = office.browser("trabajadora")
    change(owner)
    office.run("accounts.tell_sign_up")
    owner.get("/cuenta/contacto")
    owner.post("/cuenta/contacto/dejar")
    assert NEW not in text(owner.get("/cuenta/contacto"))
    owner.get(link(NEW, "confirmar"))
    assert owner.post(link(NEW, "confirmar")).status_code == 410


def test_an_address_is_asked_to_be_confirmed_again_after_a_year(office: Office) -> None:
    owner = office.browser("trabajadora")
    assert "Confirme que es suyo" in text(owner.get("/cuenta/contacto"))
    assert "Falta confirmar su correo" in text(owner.get("/oficina"))
    mine = account()
    mine.email_confirmed_at = settings.VENTANILLA_CLOCK.now() - timedelta(days=200)
    mine.save()
    assert "Confirmado" in text(owner.get("/cuenta/contacto"))
    assert "Falta confirmar su correo" not in text(office.browser("trabajadora").get("/oficina"))
    mine.email_confirmed_at = settings.VENTANILLA_CLOCK.now() - timedelta(days=366)
    mine.save()
    assert "¿Sigue siendo suyo?" in text(owner.get("/cuenta/contacto"))
    owner.post("/cuenta/contacto/confirmar")
    office.run("accounts.tell_sign_up")
    owner.get(link(mine.email, "confirmar"))
    owner.post(link(mine.email, "confirmar"))
    assert "¿Sigue siendo suyo?" not in text(owner.get("/cuenta/contacto"))
    assert "Falta confirmar su correo" not in text(owner.get("/oficina"))


def test_a_certificate_does_not_change_an_address_that_was_confirmed(office: Office) -> None:
    owner = office.browser("trabajadora")
    change(owner)
    office.run("accounts.tell_sign_up")
    owner.get(link(NEW, "confirmar"))
    owner.post(link(NEW, "confirmar"))
    office.browser("trabajadora")
    assert account().email == NEW


def test_what_the_register_holds_is_shown_masked(office: Office) -> None:
    page = text(office.browser("trabajadora").get("/cuenta/contacto"))
    known = identidad_by_curp(drawn().named("trabajadora").curp)
    assert known is not None
    for _, email in known.contactos:
        assert email not in page
        assert f"{email[0]}•••@" in page


# -- sealed


def test_no_address_stands_in_a_table(office: Office) -> None:
    owner = office.browser("trabajadora")
    change(owner)
    known = identidad_by_curp(account().curp)
    assert known is not None
    private = [account().email, NEW, *(email for _, email in known.contactos)]
    assert len(private) >= 3
    with scope(None), connection.cursor() as cursor:
        for table in ("accounts_account", "accounts_signup", "affiliation_contacto", "procrastinate_jobs"):
            cursor.execute(f"SELECT t::text FROM {table} t")
            rows = " ".join(row[0] for row in cursor.fetchall())
            assert rows
            for email in private:
                assert email not in rows
                assert email.encode().hex() not in rows
        cursor.execute("SELECT session_data FROM django_session")
        sessions = [str(SessionStore().decode(row[0])) for row in cursor.fetchall()]
    assert sessions
    assert not [email for email in private for one in sessions if email in one]


def test_a_value_opens_in_its_own_column_alone() -> None:
    sealed = field_seal(NEW, "a.b")
    assert field_open(sealed, "a.b") == NEW
    assert field_seal(NEW, "a.b") != sealed
    for column, value in (("a.c", sealed), ("a.b", sealed[:-1] + bytes([sealed[-1] ^ 1])), ("a.b", b"x" * 40)):
        with pytest.raises(SealedWithAnotherKey):
            field_open(value, column)


@override_settings()
def test_another_key_opens_nothing() -> None:
    sealed, digest = field_seal(NEW, "a.b"), contact_digest(NEW)
    settings.VENTANILLA_FIELD_KEY = bytes(range(32))
    with pytest.raises(SealedWithAnotherKey):
        field_open(sealed, "a.b")
    assert contact_digest(NEW) != digest


# -- preferences


def prefer(browser: Browser, **chosen: str) -> None:
    browser.get("/cuenta/preferencias")
    kept = browser.post("/cuenta/preferencias", Preferences().stored() | chosen)
    assert kept.headers["Location"] == "/cuenta/preferencias?hecho=si"


def test_a_preference_holds_on_every_page_and_on_other_devices(office: Office) -> None:
    owner = office.browser("trabajadora")
    prefer(owner, letters="grande", contrast="alto", motion="ninguno", language="en")
    for browser in (owner, office.browser("trabajadora")):
        page = browser.get("/cuenta").content.decode()
        assert 'data-letters="grande" data-contrast="alto" data-motion="ninguno"' in page
        assert "My account" in page
    assert "data-letters" not in office.browser().get("/").content.decode()


def test_the_language_of_a_browser_is_stronger_than_the_persons(office: Office) -> None:
    prefer(office.browser("trabajadora"), language="en")
    other = office.browser("trabajadora")
    other.get("/cuenta")
    other.post("/idioma", {"language": "es-mx", "next": "/cuenta"})
    assert "Mi cuenta" in text(other.get("/cuenta"))


def test_what_no_form_sends_is_refused(office: Office) -> None:
    owner = office.browser("trabajadora")
    owner.get("/cuenta/preferencias")
    assert owner.post("/cuenta/preferencias", {"letters": "enorme"}).status_code == 422


def test_one_chooses_for_oneself_alone(office: Office) -> None:
    prefer(office.browser("trabajadora"), letters="grande")
    assert "data-letters" not in office.browser("patron").get("/cuenta").content.decode()


# -- the terms


def entered(office: Office, slug: str = "trabajadora") -> Browser:
    browser = office.browser()
    browser.send(browser.sign(browser.get("/entrar"), office.mint.identity(slug)))
    return browser


def test_no_page_opens_before_the_terms_are_accepted(office: Office) -> None:
    browser = entered(office)
    for path in ("/oficina", "/cuenta", "/cuenta/sesiones", "/cuenta/contacto/cambiar"):
        asked = browser.get(path)
        assert asked.status_code == 302
        assert asked.headers["Location"].startswith("/cuenta/terminos?sigue=%2F")
    browser.get("/tramites/constancia_vigencia")
    assert browser.post("/tramites/constancia_vigencia/iniciar").headers["Location"] == (
        "/cuenta/terminos?sigue=%2Ftramites%2Fconstancia_vigencia"
    )
    refused = browser.send_json("/api/v1/tramites/constancia_vigencia/solicitudes", {})
    assert refused.status_code == 403
    assert as_json(refused)
    browser.get("/cuenta/terminos?sigue=/cuenta/sesiones")
    accepted = browser.post("/cuenta/terminos?sigue=/cuenta/sesiones")
    assert accepted.headers["Location"] == "/cuenta/sesiones"
    assert browser.get("/oficina").status_code == 200
    assert "terminos" not in office.browser("trabajadora").get("/oficina").headers.get("Location", "")


def test_an_official_accepts_before_the_pages_of_staff(office: Office) -> None:
    asked = entered(office, "personal").get("/personal/representantes")
    assert asked.headers["Location"] == "/cuenta/terminos?sigue=%2Fpersonal%2Frepresentantes"


def test_whoever_does_not_accept_can_leave(office: Office) -> None:
    browser = entered(office)
    browser.get("/cuenta/terminos")
    assert browser.post("/salir").headers["Location"] == "/"


@pytest.mark.parametrize("path", ["/consultas", "/consultas/nueva"])
def test_nothing_is_written_to_the_office_before_they_are_accepted(office: Office, path: str) -> None:
    assert entered(office).get(path).headers["Location"].startswith("/cuenta/terminos?sigue=")


def test_a_new_version_is_asked_for_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.browser("trabajadora")
    newer = replace(published.TERMS[-1], version="9")
    monkeypatch.setattr(published, "TERMS", (*published.TERMS, newer))
    page = text(entered(office).get("/cuenta/terminos"))
    assert "cambiaron desde la última vez" in page


def test_the_mail_says_nothing_of_whom_it_is_about(office: Office) -> None:
    change(by_password(office))
    before = account().email
    office.run("accounts.tell_replaced")
    for body in mails(before):
        for private in (account().curp, account().name, NEW, before):
            assert private not in body


def test_jobs_carry_the_id_of_an_event_and_no_address(office: Office) -> None:
    change(office.browser("trabajadora"))
    args = [job for name in ("accounts.tell_replaced", "accounts.tell_sign_up") for job in office.jobs(name)]
    assert args
    assert all(set(each) == {"sign_up_id"} for each in args)
