"""Passwords through HTTP: entering and its limits; who is not there gets what everybody gets."""

from __future__ import annotations

import re
import threading
import time
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tests.web.device import Device
from tests.web.office import HOST, Browser, Office, text
from tests.web.passwords import OTHER, PASSWORD, UNKNOWN, account, at, enter, locked, no_address, owner, set_password
from ventanilla.apps.accounts import limits
from ventanilla.apps.accounts.api import LimitedAct, LockedOut, attempt_allowed, passwords_warm
from ventanilla.apps.accounts.hashing import Argon2id
from ventanilla.apps.accounts.models import Account, Attempt, OpenSession
from ventanilla.apps.accounts.services import SESSION_KEY
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.authority import Assurance, Via
from ventanilla.web.devices import address_of

__all__ = ["owner"]  # fixture


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
