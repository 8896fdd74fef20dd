"""Passwords through HTTP: entering, changing, recovering; who is not there gets what everybody gets."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tests.web.device import Device
from tests.web.office import HOST, ORIGIN, Browser, Office, drawn, text
from ventanilla.apps.accounts import limits
from ventanilla.apps.accounts.api import LimitedAct, LockedOut, attempt_allowed, passwords_warm
from ventanilla.apps.accounts.hashing import Argon2id
from ventanilla.apps.accounts.models import Account, Attempt, OneUseLink, OpenSession
from ventanilla.apps.accounts.services import SESSION_KEY
from ventanilla.apps.demo.api import correo, correos
from ventanilla.apps.eventlog.api import scope, timeline
from ventanilla.domain.authority import Assurance, Via
from ventanilla.kernel.acts import SubjectId
from ventanilla.web.devices import address_of

PASSWORD = "nopal tuerca brisa 7"
OTHER = "mecate ventana lodo 3"
UNKNOWN = "QUMA850314HDFJNT04"
LINK = re.compile(rf"{re.escape(ORIGIN)}(/entrar/(?:recuperar|no-fui-yo)/\S+)")


def account(slug: str = "trabajadora") -> Account:
    return Account.objects.get(curp=drawn().named(slug).curp)


def set_password(browser: Browser, new: str = PASSWORD, *, again: str | None = None, current: str = "") -> HttpResponse:
    browser.get("/cuenta/contrasena")
    fields = {"actual": current, "nueva": new, "otra_vez": new if again is None else again}
    return browser.post("/cuenta/contrasena", fields)


def enter(browser: Browser, who: str, password: str = PASSWORD, then: str = "") -> HttpResponse:
    browser.get("/entrar/contrasena")
    where = f"/entrar/contrasena?sigue={quote(then)}" if then else "/entrar/contrasena"
    return browser.post(where, {"usuario": who, "contrasena": password})


@pytest.fixture
def owner(office: Office) -> Browser:
    """The worker, signed in with her e.firma, with a password."""
    browser = office.browser("trabajadora")
    assert set_password(browser).status_code == 200
    return browser


def mails(office: Office) -> list[str]:
    """The bodies of what was sent to anybody, newest first, after the jobs are done."""
    for job in ("accounts.tell_device", "accounts.tell_password", "accounts.send_recovery"):
        office.run(job)
    sent = [correo(each.number) for each in correos()]
    return [each.body for each in sent if each is not None]


def link_in(body: str) -> str:
    found = LINK.search(body)
    assert found is not None, body
    return found[1]


@contextmanager
def at(monkeypatch: pytest.MonkeyPatch, seconds: int) -> Iterator[None]:
    """Real time, moved."""
    real = time.time
    with monkeypatch.context() as patched:
        patched.setattr(time, "time", lambda: real() + seconds)
        yield


# -- entering


@pytest.mark.parametrize("by", ["curp", "email"])
def test_one_enters_with_curp_or_email(office: Office, owner: Browser, by: str) -> None:
    browser = office.browser()
    typed = getattr(account(), by)
    entered = enter(browser, f"  {typed.lower()} ")
    assert (entered.status_code, entered.headers["Location"]) == (302, "/oficina")
    assert "Marisol Almendral Cumbres" in text(browser.get("/oficina"))
    kept = browser.client.session[SESSION_KEY]
    assert (kept["via"], kept["assurance"]) == (Via.PASSWORD.value, Assurance.N2)


def test_a_password_is_half_the_way_where_there_is_a_second_step(office: Office, owner: Browser) -> None:
    device = Device()
    device.register(owner)
    browser = office.browser()
    half = enter(browser, account().curp)
    assert (half.status_code, half.headers["Location"]) == (302, "/entrar/segundo-paso")
    assert browser.get("/oficina").headers["Location"].startswith("/entrar?sigue=")
    assert SESSION_KEY not in browser.client.session
    with scope(None):
        assert not OpenSession.objects.filter(account=account(), via=Via.PASSWORD.value).exists()


def test_an_account_that_nobody_proved_is_worth_less(office: Office, owner: Browser) -> None:
    Account.objects.filter(id=account().id).update(proven=Assurance.N1)
    browser = office.browser()
    assert enter(browser, account().curp).status_code == 302
    assert browser.client.session[SESSION_KEY]["assurance"] == Assurance.N1


def test_an_email_that_two_people_share_opens_neither(office: Office, owner: Browser) -> None:
    office.browser("patron")
    other = account("patron")
    other.email = account().email.upper()
    other.save(update_fields=["email"])
    refused = enter(office.browser(), account().email)
    assert refused.status_code == 422
    assert "Si varias personas usan su correo, escriba su CURP." in text(refused)
    assert enter(office.browser(), account().curp).status_code == 302


def test_a_closed_account_is_not_there(office: Office, owner: Browser) -> None:
    Account.objects.filter(id=account().id).update(is_active=False)
    assert enter(office.browser(), account().curp).status_code == 422


def test_a_password_that_a_keyboard_composes_otherwise_is_the_same(office: Office) -> None:
    set_password(office.browser("trabajadora"), "camión azul en la niebla")
    assert enter(office.browser(), account().curp, "camio\u0301n azul en la niebla").status_code == 302


def test_a_password_kept_with_other_parameters_is_hashed_again(office: Office, owner: Browser) -> None:
    class Weaker(Argon2id):
        time_cost = 1

    Account.objects.filter(id=account().id).update(password=Weaker().encode(PASSWORD, "sal-de-prueba-1"))
    assert enter(office.browser(), account().curp).status_code == 302
    assert not Argon2id().must_update(account().password)
    assert enter(office.browser(), account().curp).status_code == 302


@pytest.mark.parametrize("typed", ["", "\0", "a\0b", "ñ" * 5000, "' OR 1=1 --", "@", "%@%", "<script>"])
def test_whatever_is_typed_is_answered_in_words(office: Office, owner: Browser, typed: str) -> None:
    refused = enter(office.browser(), typed, "\0" + "x" * 5000)
    assert refused.status_code == 422
    assert "Esos datos y esa contraseña no coinciden." in text(refused)


def seen(office: Office, monkeypatch: pytest.MonkeyPatch, who: str, password: str) -> tuple[Any, ...]:
    """What an anonymous visitor can tell of an answer, and what it cost."""
    passwords_warm()
    hashed: list[str] = []
    with monkeypatch.context() as patched:
        for name in ("verify", "encode"):
            real = getattr(Argon2id, name)

            def counted(*args: Any, _real: Any = real, _name: str = name) -> Any:
                hashed.append(_name)
                return _real(*args)

            patched.setattr(Argon2id, name, counted)
        browser = office.browser()
        browser.get("/entrar/contrasena")
        with CaptureQueriesContext(connection) as queries:
            answer = browser.post("/entrar/contrasena", {"usuario": who, "contrasena": password})
    body = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode()).replace(who, "…")
    body = re.sub(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", "", body)  # the reference of an error page
    headers = dict(answer.headers) | {
        "Content-Length": int(answer.headers["Content-Length"]) - answer.content.count(who.encode()) * len(who)
    }
    return answer.status_code, body, headers, len(queries), tuple(hashed)


def test_unknown_and_known_accounts_get_and_cost_the_same(
    office: Office, owner: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_address(monkeypatch)
    office.browser("patron")  # an account without a password
    wrong = seen(office, monkeypatch, account().curp, OTHER)
    assert wrong[0] == 422
    assert wrong[4] == ("verify",)
    assert seen(office, monkeypatch, UNKNOWN, OTHER) == wrong
    assert seen(office, monkeypatch, account("patron").curp, OTHER) == wrong
    assert seen(office, monkeypatch, account("patron").curp, "!") == wrong
    assert seen(office, monkeypatch, account().email, OTHER) == wrong
    assert seen(office, monkeypatch, "nadie@ejemplo.mx", OTHER) == wrong


# -- limits


def locked(answer: HttpResponse) -> bool:
    if answer.status_code != 429:
        return False
    page = text(answer)
    assert re.search(r"Podrá intentarlo otra vez el \d+ de \w+ de \d{4}, \d\d:\d\d \.", page), page
    for way in ("inicie sesión ahora con su e.firma", "pida un enlace", "vaya al mostrador"):
        assert way in page
    assert int(answer.headers["Retry-After"]) > 0
    return True


def no_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if every try came from elsewhere."""
    every = {act: limits.Limits(found.account, ()) for act, found in limits.LIMITS.items()}
    monkeypatch.setattr(limits, "LIMITS", every)


def test_an_account_is_locked_for_strangers_and_not_for_its_owners_device(
    office: Office, owner: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_address(monkeypatch)
    owner.post("/salir")
    known, unknown = account().curp, UNKNOWN
    for who in (known, unknown):
        for _ in range(10):
            assert enter(office.browser(), who, OTHER).status_code == 422
    right, nobody = (seen(office, monkeypatch, who, PASSWORD) for who in (known, unknown))
    assert right == nobody
    assert right[0] == 429
    assert right[4] == ()
    assert locked(enter(office.browser(), known))
    assert enter(owner, known).status_code == 302  # from where she always enters
    office.browser("trabajadora")  # and from anywhere with her e.firma


def test_the_two_windows_open_again(office: Office, owner: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    no_address(monkeypatch)
    tried = 0
    day = 24 * 3600
    morning = day - int(time.time()) % day  # a day's window is whole, whatever the hour at which this runs
    for quarter in range(1, 6):
        with at(monkeypatch, morning + quarter * 15 * 60):
            while not locked(enter(office.browser(), account().curp, OTHER)):
                tried += 1
    assert tried <= 40
    with at(monkeypatch, morning + 2 * day):
        assert enter(office.browser(), account().curp).status_code == 302


def test_an_address_is_limited_whatever_account_it_tries(office: Office, owner: Browser) -> None:
    tried = [enter(office.browser(), f"NADIE{number}", OTHER).status_code for number in range(11)]
    if 429 not in tried:  # the minute turned among them
        tried = [enter(office.browser(), f"NADIE{number}", OTHER).status_code for number in range(11)]
    assert 429 in tried
    owner.post("/salir")
    assert enter(owner, account().curp).status_code == 302  # her own device is no neighbour's


def test_a_good_password_begins_the_account_anew_and_not_its_address(
    office: Office, owner: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    noon = time.time()
    monkeypatch.setattr(limits, "time", SimpleNamespace(time=lambda: noon))  # no minute ends between two tries
    for _ in range(3):
        enter(office.browser(), account().curp, OTHER)
    assert enter(office.browser(), account().curp).status_code == 302
    counts = sorted(Attempt.objects.values_list("count", flat=True))
    assert counts == [0, 0, 3, 3]


def test_what_is_counted_says_nobodys_name(office: Office, owner: Browser) -> None:
    enter(office.browser(), account().curp, OTHER)
    with connection.cursor() as cursor:
        cursor.execute("SELECT accounts_attempt::text FROM accounts_attempt")
        rows = " ".join(row[0] for row in cursor.fetchall())
    assert rows
    assert account().curp not in rows
    assert "127.0.0.1" not in rows


def test_a_limit_is_exact_among_all_who_try_at_once(committing_office: Office) -> None:
    passed: list[bool] = []

    def attempt() -> None:
        for _ in range(5):
            try:
                attempt_allowed(LimitedAct.RECOVERY, account_key="X", address="192.0.2.1")
                passed.append(True)
            except LockedOut:
                passed.append(False)
        connection.close()

    threads = [threading.Thread(target=attempt) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(passed), sum(passed)) == (30, 3)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "10.9.9.9, 203.0.113.9", "203.0.113.9"),
        (2, "10.9.9.9, 203.0.113.9, 192.0.2.1", "203.0.113.9"),
        (2, "203.0.113.9", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_a_client_cannot_choose_its_address(settings: Settings, proxies: int, forwarded: str, address: str) -> None:
    settings.VENTANILLA_PROXIES = proxies
    request = RequestFactory().get("/", headers={"host": HOST, "x-forwarded-for": forwarded})
    assert address_of(request) == address


# -- the session


def test_a_session_gets_a_new_name_when_a_password_opens_it(office: Office, owner: Browser) -> None:
    browser = office.browser()
    browser.get("/entrar")
    browser.post("/entrar/reto")
    before = browser.session()
    assert before
    assert enter(browser, account().curp).status_code == 302
    assert browser.session() not in ("", before)
    fixed = Browser()
    fixed.client.cookies["__Host-ventanilla"] = before
    assert fixed.get("/oficina").status_code == 302


@pytest.mark.parametrize("address", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:x"])
def test_nobody_is_sent_to_another_site(office: Office, owner: Browser, address: str) -> None:
    browser = office.browser()
    assert enter(browser, account().curp, then=address).headers["Location"] == "/oficina"
    assert browser.get(f"/entrar/contrasena?sigue={quote(address)}").headers["Location"] == "/oficina"


def test_whoever_enters_goes_on_where_they_wanted(office: Office, owner: Browser) -> None:
    entered = enter(office.browser(), account().curp, then="/expedientes/7K3M9QX24HTH")
    assert entered.headers["Location"] == "/expedientes/7K3M9QX24HTH"
    assert "/entrar/contrasena?sigue=" in office.browser().get("/entrar?sigue=/tramites").content.decode()


# -- changing it


def test_a_new_password_ends_the_other_sessions(office: Office, owner: Browser) -> None:
    phone = office.browser()
    assert enter(phone, account().curp).status_code == 302
    before = owner.session()
    changed = set_password(owner, OTHER)
    assert "Su contraseña cambió. Cerramos sus otras sesiones." in text(changed)
    assert owner.session() != before
    assert owner.get("/oficina").status_code == 200
    assert phone.get("/oficina").status_code == 302
    assert enter(office.browser(), account().curp).status_code == 422
    assert enter(office.browser(), account().curp, OTHER).status_code == 302
    with scope(None):
        assert "contrasena_puesta" in [each.type for each in timeline(SubjectId(account().subject))]


def test_without_efirma_the_current_one_is_asked_for(office: Office, owner: Browser) -> None:
    phone = office.browser()
    enter(phone, account().curp)
    refused = set_password(phone, OTHER, current="no es esta, es otra")
    assert refused.status_code == 422
    assert "Esa no es su contraseña actual." in text(refused)
    assert owner.get("/oficina").status_code == 200
    assert set_password(phone, OTHER, current=PASSWORD).status_code == 200
    assert owner.get("/oficina").status_code == 302


def test_guessing_the_current_one_is_limited(office: Office, owner: Browser) -> None:
    phone = office.browser()
    enter(phone, account().curp)
    tried = [set_password(phone, OTHER, current="no es esta, es otra").status_code for _ in range(11)]
    assert 429 in tried  # five of a window, and the tries may fall in two


@pytest.mark.parametrize(
    ("new", "again", "sentence"),
    [
        ("muy breve", None, "La contraseña es corta: necesita 12 caracteres o más."),
        ("Contraseña2026", None, "Esa contraseña la usa mucha gente"),
        ("qwertyuiop[]", None, "Esa contraseña la usa mucha gente"),
        ("marisolalmendral", None, "Esa contraseña lleva su nombre"),
        (PASSWORD, OTHER, "Las dos contraseñas no son iguales."),
    ],
)
def test_a_password_that_does_not_serve(office: Office, new: str, again: str | None, sentence: str) -> None:
    browser = office.browser("trabajadora")
    refused = set_password(browser, new, again=again)
    assert refused.status_code == 422
    assert sentence in text(refused)
    assert new not in refused.content.decode()
    assert not account().has_usable_password()


def test_a_companys_certificate_gives_nobody_a_password(office: Office) -> None:
    browser = office.browser("empresa")
    assert "la contraseña es de la persona" in text(browser.get("/cuenta/contrasena"))
    assert set_password(browser).status_code == 422
    assert not account("empresa").has_usable_password()


# -- recovering it


def ask(browser: Browser, curp: str, email: str) -> HttpResponse:
    browser.get("/entrar/recuperar")
    return browser.post("/entrar/recuperar", {"curp": curp, "correo": email})


def recovered(office: Office) -> str:
    """The address of a link that was asked for."""
    assert ask(office.browser(), account().curp, account().email).status_code == 200
    return link_in(mails(office)[0])


def choose(browser: Browser, link: str, new: str = OTHER, again: str | None = None) -> HttpResponse:
    browser.get(link)
    return browser.post(link, {"nueva": new, "otra_vez": new if again is None else again})


def test_a_link_sets_a_new_password_once_and_closes_the_rest(office: Office, owner: Browser) -> None:
    link = recovered(office)
    assert office.browser().get(link).status_code == 200
    assert office.browser().get(link).status_code == 200  # a program that reads the mail spends nothing
    other = office.browser()
    assert choose(other, link).headers["Location"] == "/entrar/contrasena"
    assert owner.get("/oficina").status_code == 302
    again = choose(office.browser(), link, "otra palabra más 9")
    assert again.status_code == 404
    assert "Este enlace ya no sirve" in text(again)
    assert enter(office.browser(), account().curp).status_code == 422
    browser = office.browser()
    assert enter(browser, account().curp, OTHER).status_code == 302
    assert browser.client.session[SESSION_KEY]["assurance"] == Assurance.N2
    assert any("Se puso una contraseña nueva" in body for body in mails(office))


def test_a_refused_password_does_not_spend_the_link(office: Office, owner: Browser) -> None:
    link, browser = recovered(office), office.browser()
    assert "Las dos contraseñas no son iguales." in text(choose(browser, link, OTHER, PASSWORD))
    assert "La contraseña es corta" in text(choose(browser, link, "corta"))
    assert choose(browser, link).status_code == 302


def test_a_new_password_ends_the_links_asked_before(office: Office, owner: Browser) -> None:
    first, second = recovered(office), recovered(office)
    assert first != second
    assert choose(office.browser(), second).status_code == 302
    assert choose(office.browser(), first, PASSWORD).status_code == 404


def test_a_link_lasts_an_hour(office: Office, owner: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    link = recovered(office)
    with at(monkeypatch, 3599):
        assert office.browser().get(link).status_code == 200
    with at(monkeypatch, 3601):
        assert choose(office.browser(), link).status_code == 404


def test_a_link_serves_for_what_it_was_made(office: Office, owner: Browser) -> None:
    link = recovered(office)
    token = link.rsplit("/", 1)[1]
    assert office.browser().get(f"/entrar/no-fui-yo/{token}").status_code == 404
    wrong = ("A" + token[1:], token[:-1] + ("A" if token[-1] != "A" else "Q"), token + "A", "ñ", "A" * 48, "=")
    for other in wrong:
        assert office.browser().get(f"/entrar/recuperar/{quote(other)}").status_code == 404


def test_whoever_asks_reads_and_costs_the_same(office: Office, owner: Browser) -> None:
    office.browser("patron")
    known, answers = account(), []
    for curp, email in (
        (known.curp, known.email),
        (UNKNOWN, known.email),
        (known.curp, "otro@ejemplo.mx"),
        (account("patron").curp, account("patron").email),
        ("\0", ""),
    ):
        browser = office.browser()
        browser.get("/entrar/recuperar")
        with CaptureQueriesContext(connection) as queries:
            answer = browser.post("/entrar/recuperar", {"curp": curp, "correo": email})
        body = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
        answers.append((answer.status_code, body, dict(answer.headers), len(queries)))
    assert answers[0][0] == 200
    assert all(each == answers[0] for each in answers)
    assert len(office.jobs("accounts.send_recovery")) == len(answers)
    with scope(None):
        assert OneUseLink.objects.filter(purpose="recuperar", account=None).count() == 3


def test_an_account_without_a_password_gets_none_by_email(office: Office) -> None:
    office.browser("trabajadora")
    ask(office.browser(), account().curp, account().email)
    body = mails(office)[0]
    assert "inicie sesión con su e.firma" in body
    assert LINK.search(body) is None


def test_asking_is_limited(office: Office, owner: Browser) -> None:
    tried = [ask(office.browser(), account().curp, "otro@ejemplo.mx").status_code for _ in range(7)]
    assert tried[:3] == [200] * 3
    assert 429 in tried


def test_what_is_sent_says_nothing_of_the_person(office: Office, owner: Browser) -> None:
    recovered(office)
    enter(office.browser(), account().curp)
    person = account()
    sent = mails(office)
    assert len(sent) == 3
    for body in sent:
        for value in (person.curp, person.rfc, person.name, person.name.split()[0], person.email, "Chrome"):
            assert value.lower() not in body.lower()
    for job in ("accounts.tell_device", "accounts.tell_password", "accounts.send_recovery"):
        assert all(set(arguments) == {"link_id"} for arguments in office.jobs(job))


def test_when_it_was_put_is_the_offices_day(office: Office, owner: Browser) -> None:
    since = account().password_set_at
    assert isinstance(since, datetime)
    assert "La puso el" in text(owner.get("/cuenta/contrasena"))
