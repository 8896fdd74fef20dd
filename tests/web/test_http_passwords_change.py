"""Passwords through HTTP: changing and recovering them."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import quote

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from tests.web.office import Browser, Office, text
from tests.web.passwords import LINK, OTHER, PASSWORD, UNKNOWN, account, at, enter, link_in, mails, owner, set_password
from ventanilla.apps.accounts.models import OneUseLink
from ventanilla.apps.accounts.services import SESSION_KEY
from ventanilla.apps.eventlog.api import scope, timeline
from ventanilla.domain.authority import Assurance
from ventanilla.kernel.acts import SubjectId

__all__ = ["owner"]  # fixture


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
    with at(monkeypatch, 3600 - 60):  # a minute before: the clock runs, and a machine may be slow
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
