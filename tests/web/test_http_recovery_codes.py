"""Coming back with a code on paper alone: what it gives, what it does not, and that nobody is told apart by it."""

from __future__ import annotations

import re
import threading
from typing import Any

import pytest
from django.db import connection, connections
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from tests.web.device import Device
from tests.web.office import Browser, Office, drawn, text
from tests.web.passwords import OTHER, PASSWORD, enter, link_in, locked, mails, no_address, set_password
from ventanilla.apps.accounts import identity
from ventanilla.apps.accounts.api import passwords_warm
from ventanilla.apps.accounts.hashing import Argon2id
from ventanilla.apps.accounts.models import Account, IdentityCode, Passkey, RecoveryCode
from ventanilla.apps.accounts.services import SESSION_KEY
from ventanilla.apps.eventlog.api import chain_verify, scope, timeline
from ventanilla.domain.authority import Assurance
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.folio import new_folio

PAGE = "/entrar/recuperar/codigo"
UNKNOWN = "QUMA850314HDFJNT04"


def account(slug: str = "trabajadora") -> Account:
    return Account.objects.get(curp=drawn().named(slug).curp)


def codes_of(browser: Browser) -> list[str]:
    """Ten codes on paper."""
    browser.get("/cuenta/seguridad/respaldo")
    found = re.findall(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b", text(browser.post("/cuenta/seguridad/respaldo")))
    assert len(found) == 10
    return found


def recover(browser: Browser, curp: str, code: str, new: str = OTHER, again: str | None = None) -> HttpResponse:
    browser.get(PAGE)
    fields = {"curp": curp, "codigo": code, "nueva": new, "otra_vez": new if again is None else again}
    return browser.post(PAGE, fields)


@pytest.fixture
def owner(office: Office) -> Browser:
    """The worker, in, with a password."""
    browser = office.browser("trabajadora")
    assert set_password(browser).status_code == 200
    return browser


@pytest.fixture
def paper(owner: Browser) -> list[str]:
    """Her codes."""
    return codes_of(owner)


def test_a_code_sets_a_password_once_and_closes_the_rest(office: Office, owner: Browser, paper: list[str]) -> None:
    browser = office.browser()
    done = recover(browser, f" {account().curp.lower()} ", paper[0].replace("-", "").lower())
    assert (done.status_code, done.headers["Location"]) == (302, "/entrar/contrasena")
    assert owner.get("/oficina").status_code == 302
    assert enter(office.browser(), account().curp, PASSWORD).status_code == 422
    assert recover(office.browser(), account().curp, paper[0], PASSWORD).status_code == 422
    with scope(None):
        assert RecoveryCode.objects.filter(used_at=None).count() == 9
        events = [entry.type for entry in timeline(SubjectId(account().subject))]
        assert chain_verify(SubjectId(account().subject)) is None
    assert "recuperada_con_codigo" in events


def test_a_code_that_two_send_at_once_serves_once(committing_office: Office) -> None:
    office = committing_office
    paper = codes_of(office.browser("trabajadora"))
    answers: list[int] = []
    browsers = [office.browser(), office.browser()]
    for browser in browsers:
        browser.get(PAGE)

    def send(browser: Browser, new: str) -> None:
        fields = {"curp": account().curp, "codigo": paper[0], "nueva": new, "otra_vez": new}
        answers.append(browser.post(PAGE, fields).status_code)
        connections.close_all()

    threads = [threading.Thread(target=send, args=each) for each in zip(browsers, (PASSWORD, OTHER), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [302, 422]


def test_the_paper_alone_shows_nothing_of_the_registers(office: Office, owner: Browser, paper: list[str]) -> None:
    recover(office.browser(), account().curp, paper[0])
    thief = office.browser()
    assert enter(thief, account().curp, OTHER).status_code == 302
    assert thief.client.session[SESSION_KEY]["assurance"] == Assurance.N1
    for path in ("/oficina", "/cuenta/seguridad", "/cuenta/contrasena", "/cuenta/sesiones"):
        assert thief.get(path).headers["Location"] == "/cuenta/identidad"
    assert account().proven == Assurance.N3  # what the office knows of whose it is did not change


def test_another_code_of_the_paper_is_not_another_proof(office: Office, owner: Browser, paper: list[str]) -> None:
    device = Device()
    device.register(owner)
    recover(office.browser(), account().curp, paper[0])
    with scope(None):
        assert Passkey.objects.filter(account=account()).exists()  # what was there is there
    thief = office.browser()
    assert enter(thief, account().curp, OTHER).headers["Location"] == "/entrar/segundo-paso"
    thief.get("/entrar/segundo-paso")
    thief.post("/entrar/segundo-paso", {"codigo": paper[1]})
    assert thief.client.session[SESSION_KEY]["assurance"] == Assurance.N1
    assert thief.get("/oficina").headers["Location"] == "/cuenta/identidad"
    assert device.enter(office.browser()).status_code == 302


def test_a_code_to_a_contact_on_record_confirms_it(office: Office, owner: Browser, paper: list[str]) -> None:
    subject = account().subject
    recover(office.browser(), account().curp, paper[0])
    browser = office.browser()
    enter(browser, account().curp, OTHER)
    page = browser.get("/cuenta/identidad")
    contact = re.search(r'name="contacto" type="radio" value="([^"]+)"', page.content.decode())
    assert contact is not None
    browser.post("/cuenta/identidad", {"contacto": contact[1]})
    with scope(None):
        sent = IdentityCode.objects.get(used=False)
    assert browser.post("/cuenta/identidad", {"codigo": identity.code_of(sent.id)}).headers["Location"] == "/oficina"
    assert "Marisol Almendral Cumbres" in text(browser.get("/oficina"))
    assert (account().subject, account().proven) == (subject, Assurance.N3)
    again = office.browser()
    enter(again, account().curp, OTHER)
    assert again.client.session[SESSION_KEY]["assurance"] == Assurance.N2


def test_a_password_that_the_owner_sets_with_her_efirma_is_worth_what_it_was(
    office: Office, owner: Browser, paper: list[str]
) -> None:
    recover(office.browser(), account().curp, paper[0])
    assert set_password(office.browser("trabajadora"), PASSWORD).status_code == 200
    browser = office.browser()
    enter(browser, account().curp, PASSWORD)
    assert browser.client.session[SESSION_KEY]["assurance"] == Assurance.N2


def test_the_owner_is_told_at_once_and_takes_it_back(office: Office, owner: Browser, paper: list[str]) -> None:
    mails(office)
    recover(office.browser(), account().curp, paper[0])
    body = mails(office)[0]
    assert "Se puso una contraseña nueva en su cuenta." in body
    for value in (account().curp, account().name, paper[0]):
        assert value not in body
    link = link_in(body)
    assert "/no-fui-yo/" in link
    stranger = office.browser()
    stranger.get(link)
    assert stranger.post(link).status_code == 200
    assert enter(office.browser(), account().curp, OTHER).status_code == 422


def seen(office: Office, monkeypatch: pytest.MonkeyPatch, curp: str, code: str, new: str = OTHER) -> tuple[Any, ...]:
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
        browser.get(PAGE)
        with CaptureQueriesContext(connection) as queries:
            answer = browser.post(PAGE, {"curp": curp, "codigo": code, "nueva": new, "otra_vez": new})
    body = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode()).replace(curp, "…")
    body = re.sub(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", "", body)  # the reference of an error page
    headers = dict(answer.headers) | {
        "Content-Length": int(answer.headers["Content-Length"]) - answer.content.count(curp.encode()) * len(curp)
    }
    return answer.status_code, body, headers, len(queries), tuple(hashed)


def test_unknown_known_and_without_codes_get_and_cost_the_same(
    office: Office, owner: Browser, paper: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    no_address(monkeypatch)
    office.browser("patron")  # an account without codes, nor password
    assert recover(office.browser(), account().curp, paper[0]).status_code == 302
    wrong = seen(office, monkeypatch, account().curp, new_folio())
    assert wrong[0] == 422
    assert "no coinciden" in wrong[1]
    assert seen(office, monkeypatch, UNKNOWN, new_folio()) == wrong
    assert seen(office, monkeypatch, account("patron").curp, new_folio()) == wrong
    assert seen(office, monkeypatch, account().curp, paper[0]) == wrong  # spent
    assert seen(office, monkeypatch, account("patron").curp, paper[1]) == wrong  # somebody else's
    assert seen(office, monkeypatch, account().curp, "no es un código") == wrong
    Account.objects.filter(id=account().id).update(is_active=False)
    assert seen(office, monkeypatch, account().curp, paper[1]) == wrong


def test_a_weak_password_says_nothing_of_who_is_there(
    office: Office, owner: Browser, paper: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    no_address(monkeypatch)
    known = seen(office, monkeypatch, account().curp, new_folio(), "marisolalmendral")
    assert known == seen(office, monkeypatch, UNKNOWN, new_folio(), "marisolalmendral")
    weak = seen(office, monkeypatch, account().curp, paper[0], "corta")
    assert weak == seen(office, monkeypatch, UNKNOWN, paper[0], "corta")
    own = recover(office.browser(), account().curp, paper[0], "marisolalmendral")
    assert "Esa contraseña lleva su nombre" in text(own)  # whoever has the paper is told, and keeps the code
    assert "no son iguales" in text(recover(office.browser(), account().curp, paper[0], OTHER, PASSWORD))
    assert recover(office.browser(), account().curp, paper[0]).status_code == 302


def test_guessing_is_limited_for_everybody_alike(
    office: Office, owner: Browser, paper: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    no_address(monkeypatch)
    for who in (account().curp, UNKNOWN):
        tried = [recover(office.browser(), who, new_folio()).status_code for _ in range(11)]
        assert tried[:5] == [422] * 5
        assert 429 in tried
    assert locked(recover(office.browser(), account().curp, paper[0]))
    assert enter(office.browser(), account().curp, PASSWORD).status_code == 302  # another act


@pytest.mark.parametrize("typed", ["", "\0", "ñ" * 5000, "' OR 1=1 --", "<script>"])
def test_whatever_is_typed_is_answered_in_words(office: Office, owner: Browser, typed: str) -> None:
    refused = recover(office.browser(), typed, typed)
    assert refused.status_code == 422
    assert "no coinciden" in text(refused)
