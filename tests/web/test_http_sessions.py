"""One's own sessions through HTTP: seen, closed, disavowed; a new device is told of."""

from __future__ import annotations

import re
import time

import pytest

from tests.web.office import Browser, Office, text
from tests.web.passwords import PASSWORD, account, enter, link_in, locked, mails, no_address, set_password
from ventanilla.apps.accounts.devices import Device
from ventanilla.apps.accounts.jobs import forget
from ventanilla.apps.accounts.models import Attempt, OneUseLink, OpenSession
from ventanilla.apps.accounts.services import SESSION_KEY
from ventanilla.apps.eventlog.api import scope, timeline
from ventanilla.kernel.acts import SubjectId

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Safari/604.1"
LAPTOP = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0"


def of(agent: str) -> Browser:
    browser = Browser()
    browser.client.defaults["HTTP_USER_AGENT"] = agent
    return browser


def row(browser: Browser) -> str:
    return str(browser.client.session[SESSION_KEY]["row"])


@pytest.fixture
def laptop(office: Office) -> Browser:
    """The worker at her laptop, with a password."""
    browser = of(LAPTOP)
    browser.sign_in(office.mint.identity())
    set_password(browser)
    return browser


@pytest.fixture
def phone(laptop: Browser) -> Browser:
    """Her account on a telephone, by its password."""
    browser = of(PHONE)
    assert enter(browser, account().curp).status_code == 302
    return browser


def told() -> list[str]:
    with scope(None):
        return [str(each.text) for each in timeline(SubjectId(account().subject))]


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (PHONE, "Safari, iPhone"),
        (LAPTOP, "Edge, Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox, Linux"),
        (
            "Mozilla/5.0 (Linux; Android 14) SamsungBrowser/25.0 Chrome/121 Mobile Safari/537.36",
            "Samsung Internet, Android",
        ),
        ("<script>alert(1)</script>", ""),
        ("", ""),
        ("x" * 100_000 + "Firefox", ""),
    ],
)
def test_a_browser_in_plain_words(agent: str, words: str) -> None:
    assert Device("t", agent).words == words


def test_ones_sessions_are_seen(office: Office, laptop: Browser, phone: Browser) -> None:
    page = text(laptop.get("/cuenta/sesiones"))
    assert "Edge, Windows este dispositivo Con su e.firma." in page
    assert "Safari, iPhone Con su contraseña." in page
    assert page.index("Edge, Windows") < page.index("Safari, iPhone") < page.index("Inicios de sesión anteriores")
    phone.post("/salir")
    page = text(laptop.get("/cuenta/sesiones"))
    assert page.index("Inicios de sesión anteriores") < page.index("Safari, iPhone")


def test_closing_a_session_ends_it_in_the_other_browser(office: Office, laptop: Browser, phone: Browser) -> None:
    kept = phone.session()
    laptop.get("/cuenta/sesiones")
    closed = laptop.post(f"/cuenta/sesiones/{row(phone)}/cerrar")
    assert closed.headers["Location"] == "/cuenta/sesiones?hecho=cerrada"
    assert "Cerramos esa sesión." in text(laptop.follow(closed))
    assert phone.get("/oficina").status_code == 302
    thief = Browser()
    thief.client.cookies["__Host-ventanilla"] = kept
    assert thief.get("/oficina").status_code == 302
    assert laptop.get("/oficina").status_code == 200
    assert "Cerró una sesión que estaba abierta en otro dispositivo." in told()


def test_what_was_sent_from_a_closed_session_does_nothing(office: Office, laptop: Browser, phone: Browser) -> None:
    phone.get("/cuenta/contrasena")
    laptop.get("/cuenta/sesiones")
    laptop.post("/cuenta/sesiones/cerrar")
    before = account().password
    sent = phone.post(
        "/cuenta/contrasena", {"actual": PASSWORD, "nueva": "otra cosa larga 5", "otra_vez": "otra cosa larga 5"}
    )
    assert sent.headers["Location"].startswith("/entrar?")
    assert account().password == before


def test_closing_all_the_others(office: Office, laptop: Browser, phone: Browser) -> None:
    third = of("")
    enter(third, account().curp)
    laptop.get("/cuenta/sesiones")
    assert "Solo queda abierta esta." in text(laptop.follow(laptop.post("/cuenta/sesiones/cerrar")))
    assert [each.get("/oficina").status_code for each in (laptop, phone, third)] == [200, 302, 302]
    assert "Cerró 2 sesiones abiertas en otros dispositivos." in told()
    laptop.get("/cuenta/sesiones")
    laptop.post("/cuenta/sesiones/cerrar")
    assert told().count("Cerró 2 sesiones abiertas en otros dispositivos.") == 1


def test_signing_in_over_a_session_ends_it(office: Office, laptop: Browser) -> None:
    first = row(laptop)
    laptop.post("/entrar/contrasena", {"usuario": account().curp, "contrasena": PASSWORD})
    assert row(laptop) != first
    with scope(None):
        assert OpenSession.objects.get(id=first).ended_at is not None


def test_a_companys_sessions_and_its_representatives_are_apart(office: Office) -> None:
    company = office.browser("empresa")
    own = office.mint.person(
        slug="propia", curp=account("empresa").curp, rfc=account("empresa").rfc, name=account("empresa").name
    )
    person = office.browser()
    person.sign_in(own)
    assert text(company.get("/cuenta/sesiones")).count("Se abrió el") == 1
    assert company.post(f"/cuenta/sesiones/{row(person)}/cerrar").status_code == 404
    assert person.get("/oficina").status_code == 200


# -- a new device


def test_a_new_device_is_told_of_once(office: Office, laptop: Browser, phone: Browser) -> None:
    phone.post("/salir")
    enter(phone, account().curp)
    laptop.post("/salir")
    enter(laptop, account().curp)
    assert len(office.jobs("accounts.tell_device")) == 1
    said = "Su cuenta se abrió en un dispositivo nuevo: Safari, iPhone. Si no fue usted, dígalo en «Sus sesiones»."
    assert told().count(said) == 1
    assert any("desde un dispositivo que no conocíamos" in body for body in mails(office))


def test_an_efirma_on_a_new_device_is_told_of_too(office: Office) -> None:
    office.browser("trabajadora")
    assert office.jobs("accounts.tell_device") == []
    office.browser("trabajadora")
    assert len(office.jobs("accounts.tell_device")) == 1


def disavow_link(office: Office) -> str:
    return next(link_in(body) for body in mails(office) if "no conocíamos" in body)


def test_it_was_not_me_by_the_link_of_the_email(office: Office, laptop: Browser, phone: Browser) -> None:
    link, stranger = disavow_link(office), office.browser()
    shown = text(stranger.get(link))
    assert "Dispositivo: Safari, iPhone" in shown
    assert phone.get("/oficina").status_code == 200  # opening it does nothing
    stranger.get(link)
    done = text(stranger.post(link))
    assert "Cerramos todas las sesiones de su cuenta y su contraseña dejó de servir." in done
    assert "Pida un enlace para poner una contraseña nueva." in done
    assert phone.get("/oficina").status_code == 302
    assert laptop.get("/oficina").status_code == 302
    assert enter(office.browser(), account().curp).status_code == 422
    assert not account().has_usable_password()
    again = stranger.post(link)
    assert again.status_code == 404
    assert "Este enlace ya no sirve" in text(again)
    assert any("Avisó que un inicio de sesión no fue suyo." in each for each in told())


def test_after_it_one_comes_back_by_email_or_efirma(office: Office, laptop: Browser, phone: Browser) -> None:
    link, browser = disavow_link(office), office.browser()
    browser.get(link)
    browser.post(link)
    browser.get("/entrar/recuperar")
    browser.post("/entrar/recuperar", {"curp": account().curp, "correo": account().email})
    recover = link_in(mails(office)[0])
    browser.get(recover)
    assert browser.post(recover, {"nueva": "mecate lodo 3 y más", "otra_vez": "mecate lodo 3 y más"}).status_code == 302
    assert enter(office.browser(), account().curp, "mecate lodo 3 y más").status_code == 302


def test_a_disavowed_device_is_a_stranger_again(
    office: Office, laptop: Browser, phone: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    link, browser = disavow_link(office), office.browser()
    browser.get(link)
    browser.post(link)
    no_address(monkeypatch)
    for _ in range(10):
        enter(office.browser(), account().curp, "no es esta, es otra")
    assert locked(enter(phone, account().curp))
    assert enter(laptop, account().curp).status_code == 422


def test_it_was_not_me_said_inside_the_office(office: Office, laptop: Browser, phone: Browser) -> None:
    laptop.get("/cuenta/sesiones")
    done = laptop.follow(laptop.post(f"/cuenta/sesiones/{row(phone)}/no-fui-yo"))
    assert "su contraseña dejó de servir" in text(done)
    assert laptop.get("/oficina").status_code == 200
    assert phone.get("/oficina").status_code == 302
    assert not account().has_usable_password()


def test_a_new_password_can_be_disavowed(office: Office, laptop: Browser) -> None:
    link = next(link_in(body) for body in mails(office) if "una contraseña nueva" in body)
    browser = office.browser()
    browser.get(link)
    browser.post(link)
    assert not account().has_usable_password()
    assert laptop.get("/oficina").status_code == 302


def test_the_device_cookie_opens_nothing(office: Office, laptop: Browser) -> None:
    cookie = laptop.client.cookies["__Host-dispositivo"].value
    thief = office.browser()
    thief.client.cookies["__Host-dispositivo"] = cookie
    assert thief.get("/oficina").status_code == 302
    assert enter(thief, account().curp, "no es esta, es otra").status_code == 422
    with scope(None):
        kept = OpenSession.objects.values_list("device_sha256", flat=True)
        assert all(re.fullmatch(r"[0-9a-f]{64}", each) and cookie not in each for each in kept)


def test_what_serves_nobody_is_forgotten(office: Office, laptop: Browser, phone: Browser) -> None:
    year = 366 * 24 * 3600
    with scope(None):
        OpenSession.objects.filter(id=row(phone)).update(opened=int(time.time()) - year)
        OneUseLink.objects.update(expires=int(time.time()) - 2 * 24 * 3600)
    Attempt.objects.update(ends=int(time.time()) - 2 * 24 * 3600)
    forget(0)
    with scope(None):
        assert [str(each.id) for each in OpenSession.objects.all()] == [row(laptop)]
        assert not OneUseLink.objects.exists()
    assert not Attempt.objects.exists()
