"""Other applications: what each request is answered, and that whoever plays foul learns and gets nothing."""

from __future__ import annotations

import json
import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings

from tests.web.applications import (
    BACK,
    App,
    actor_named,
    answered,
    claims_of,
    registered,
    seal_of,
)
from tests.web.applied import OTHER, app, at, browser, error_of, events
from tests.web.office import ORIGIN, Browser, Office, drawn, text
from ventanilla.apps.accounts.models import Account, OpenSession
from ventanilla.apps.demo.api import correos
from ventanilla.apps.eventlog.api import scope
from ventanilla.apps.oidc.api import client_retire, consents_of
from ventanilla.apps.oidc.models import AuthorizationCode, Consent
from ventanilla.web.portal import applications

__all__ = ["app", "browser"]  # fixtures


# -- the whole way


def test_an_application_enters_a_person(office: Office, browser: Browser, app: App) -> None:
    page = browser.get(app.request())
    said = text(page)
    for shown in ("Nómina Clara, SA de CV", "app.example", "Su nombre completo.", "Su CURP.", "Qué no sabrá"):
        assert shown in said, shown
    sent = browser.post(app.request(), {"decision": "permitir", "sello": seal_of(page)})
    back = answered(sent)
    assert sent.headers["Location"].startswith(f"{BACK}?")
    assert (back["state"], back["iss"]) == ("estado-1", ORIGIN)
    tokens = json.loads(app.change(back["code"]).content)
    assert (tokens["token_type"], tokens["expires_in"], "refresh_token" in tokens) == ("Bearer", 600, False)
    claims = claims_of(tokens["id_token"])
    assert (claims["iss"], claims["aud"], claims["nonce"]) == (ORIGIN, app.id, "nonce-1")
    assert (claims["acr"], claims["amr"]) == ("urn:ventanilla:acr:efirma", ["swk"])
    assert claims["exp"] - claims["iat"] == 600
    assert abs(claims["iat"] - time.time()) < 30, "real time, not the demonstration's"
    assert abs(claims["auth_time"] - time.time()) < 60
    assert not {"name", "email", "curp"} & set(claims)
    person = drawn().named("trabajadora")
    known = json.loads(app.known(tokens["access_token"]).content)
    assert known["sub"] == claims["sub"]
    assert known["curp"] == person.curp
    assert set(known) == {"sub", "name", "email", "email_verified", "curp"}
    assert known["email_verified"] is False  # a certificate says it; nobody opened a link there
    assert events()[:2] == [
        "Entró a la aplicación «Nómina Clara».",
        "Permitió a la aplicación «Nómina Clara» saber quién es.",
    ]
    office.run("oidc.tell_allowed")
    assert [one.subject for one in correos()] == ["Ventanilla: permitió a una aplicación saber quién es"]
    assert "Nómina" not in correos()[0].body


def test_whoever_allowed_it_is_not_asked_again_and_is_told_once_a_session(browser: Browser, app: App) -> None:
    app.token(browser, scope="openid correo")
    assert browser.get(app.request(scope="openid correo")).status_code == 303
    app.token(browser, scope="openid correo")
    assert browser.get(app.request(scope="openid correo", prompt="consent")).status_code == 200
    assert browser.get(app.request(scope="openid correo curp")).status_code == 200, "more is asked for again"
    assert len([event for event in events() if event.startswith("Entró a la aplicación")]) == 1
    assert len([event for event in events() if event.startswith("Permitió a la aplicación")]) == 1


def test_whoever_does_not_allow_it_goes_back_and_nothing_is_kept(browser: Browser, app: App) -> None:
    back = answered(app.decide(browser, "no"))
    assert (back["error"], back["state"], back["iss"]) == ("access_denied", "estado-1", ORIGIN)
    with scope(None):
        assert (Consent.objects.count(), AuthorizationCode.objects.count()) == (0, 0)


def test_signing_in_first_keeps_the_request(office: Office, app: App) -> None:
    visitor = office.browser()
    led = visitor.get(app.request())
    assert led.status_code == 302
    assert led.headers["Location"].startswith("/entrar?sigue=%2Foidc%2Fautorizar%3F")
    assert led.headers["Referrer-Policy"] == "no-referrer"
    page = visitor.get(led.headers["Location"])
    entered = visitor.send(visitor.sign(page, office.mint.identity("patron")))
    asked = visitor.get(entered.headers["Location"])
    assert asked.headers["Location"].startswith("/cuenta/terminos?sigue=%2Foidc%2Fautorizar%3F")
    assert answered(visitor.get(app.request(prompt="none")))["error"] == "interaction_required"
    visitor.get(asked.headers["Location"])
    assert visitor.post(asked.headers["Location"]).headers["Location"] == entered.headers["Location"]
    assert visitor.get(entered.headers["Location"]).status_code == 200
    assert "¿Permitir a Nómina Clara" in text(visitor.get(entered.headers["Location"]))


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_nobody_is_sent_elsewhere_after_signing_in(office: Office, target: str) -> None:
    entered = office.browser().sign_in(office.mint.identity("trabajadora"), target)
    assert entered.headers["Location"] == "/oficina"


# -- who asks, and where they are answered


@pytest.mark.parametrize(
    "changed",
    [
        {"client_id": None},
        {"client_id": "00000000-0000-4000-8000-000000000000"},
        {"client_id": "' OR 1=1 --"},
        {"redirect_uri": None},
        {"redirect_uri": f"{BACK}/"},
        {"redirect_uri": f"{BACK}?x=1"},
        {"redirect_uri": "https://app.example.evil.example/vuelta"},
        {"redirect_uri": "https://app.example@evil.example/vuelta"},
        {"redirect_uri": "http://app.example/vuelta"},
        {"redirect_uri": "javascript:alert(1)"},
        {"state": "x" * 5000},
    ],
)
def test_nobody_is_sent_to_an_address_that_was_not_registered(browser: Browser, app: App, changed: Any) -> None:
    for who in (browser, Browser()):
        answer = who.get(app.request(**changed))
        assert answer.status_code == 400
        assert "Location" not in answer.headers
        assert "No conocemos la aplicación" in text(answer)
        assert "evil.example" not in text(answer)


def test_a_parameter_said_twice_is_no_request(browser: Browser, app: App) -> None:
    assert browser.get(f"{app.request()}&redirect_uri=https%3A%2F%2Fevil.example").status_code == 400
    assert browser.get(f"{app.request()}&client_id={app.id}").status_code == 400


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"response_type": None}, "invalid_request"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": "code id_token"}, "unauthorized_client"),
        ({"scope": "openid todo"}, "invalid_scope"),
        ({"scope": "perfil"}, "invalid_scope"),
        ({"scope": None}, "invalid_scope"),
        ({"code_challenge": None}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge": "corto"}, "invalid_request"),
        ({"prompt": "none login"}, "invalid_request"),
        ({"prompt": "otro"}, "invalid_request"),
        ({"max_age": "-1"}, "invalid_request"),
        ({"response_mode": "fragment"}, "invalid_request"),
        ({"nonce": "n" * 300}, "invalid_request"),
        ({"request": "e30.e30."}, "request_not_supported"),
        ({"request_uri": "https://169.254.169.254/"}, "request_uri_not_supported"),
    ],
)
def test_a_known_application_is_told_what_is_wrong(browser: Browser, app: App, changed: Any, error: str) -> None:
    for who in (browser, Browser()):
        back = answered(who.get(app.request(**changed)))
        assert (back["error"], back["state"], back["iss"]) == (error, "estado-1", ORIGIN)
        assert "code" not in back


def test_an_application_asks_for_no_more_than_it_registered(browser: Browser) -> None:
    small = App(registered(scopes=("correo",)))
    assert answered(browser.get(small.request(scope="openid curp")))["error"] == "invalid_scope"


def test_a_state_comes_back_as_it_went(browser: Browser, app: App) -> None:
    hostile = "a&code=falso&iss=https://evil.example#ñ<script>"
    location = app.decide(browser, state=hostile).headers["Location"]
    found = parse_qs(urlsplit(location).query)
    assert (found["state"], len(found["code"]), found["iss"]) == ([hostile], 1, [ORIGIN])


def test_a_retired_application_enters_nobody(browser: Browser, app: App) -> None:
    token = app.token(browser)
    waiting = app.code(browser)
    by = actor_named("personal")
    client_retire(app.id, by=by, now=settings.VENTANILLA_CLOCK.now())
    assert app.known(token).status_code == 401
    assert error_of(app.change(waiting)) == "invalid_client"
    assert browser.get(app.request()).status_code == 400
    assert consents_of(actor_named("trabajadora")) == ()


# -- how lately, and how sure


def test_without_asking_anybody(office: Office, browser: Browser, app: App) -> None:
    assert answered(office.browser().get(app.request(prompt="none")))["error"] == "login_required"
    assert answered(browser.get(app.request(prompt="none")))["error"] == "consent_required"
    app.token(browser)
    assert "code" in answered(browser.get(app.request(prompt="none")))
    assert answered(browser.get(app.request(prompt="none", max_age="0")))["error"] == "login_required"


@pytest.mark.parametrize("changed", [{"prompt": "login"}, {"prompt": "select_account"}, {"max_age": "0"}])
def test_an_application_may_ask_to_enter_again(
    office: Office, browser: Browser, app: App, changed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.token(browser)
    time.sleep(1.1)
    assert "Vuelva a iniciar sesión" in text(browser.get(app.request(**changed)))
    left = app.decide(browser, "entrar", **changed)
    assert left.status_code == 302
    page = browser.get(left.headers["Location"])
    assert page.status_code == 200, "the session before is over"
    entered = browser.send(browser.sign(page, office.mint.identity("trabajadora")))
    here = entered.headers["Location"]
    assert "code" in answered(browser.get(here))
    forged = here.rpartition("desde=")[0] + f"desde={int(time.time()) - 5}.{'0' * 64}"
    assert browser.get(forged).status_code == 200, "nobody writes for themselves since when"
    monkeypatch.setattr(applications, "time", at(applications.SINCE_SECONDS + 5))
    assert browser.get(here).status_code == 200, "and the mark of one request serves a quarter of an hour"


def test_an_age_is_enough_while_it_lasts(browser: Browser, app: App) -> None:
    app.token(browser)
    assert "code" in answered(browser.get(app.request(max_age="600")))
    with scope(None):
        OpenSession.objects.update(opened=int(time.time()) - 700)
    store = browser.client.session
    store["oficina"] = store["oficina"] | {"confirmed": int(time.time()) - 700}
    store.save()
    assert "Vuelva a iniciar sesión" in text(browser.get(app.request(max_age="600")))


def unproved(office: Office) -> Browser:
    account = Account.objects.create(
        curp="REPN800101MNEGRV06",
        subject="7b1d7b0e-0000-4000-8000-000000000001",
        name="x",
        email="alguien@correo.example",
        opened_at=settings.VENTANILLA_CLOCK.now(),
        proven=1,
    )
    browser = office.browser()
    browser.get("/entrar")
    browser.enter(account.id)
    return browser


def test_an_account_that_nobody_proved_gives_no_name_and_no_curp(office: Office, app: App) -> None:
    browser = unproved(office)
    for asked in ("openid perfil", "openid curp"):
        assert "Falta confirmar su identidad" in text(browser.get(app.request(scope=asked)))
        assert answered(browser.get(app.request(scope=asked, prompt="none")))["error"] == "interaction_required"
        page = browser.get(app.request(scope=asked))
        forced = browser.post(app.request(scope=asked), {"decision": "permitir", "sello": seal_of(page)})
        assert forced.status_code == 200
        assert answered(app.decide(browser, "no", scope=asked))["error"] == "access_denied"
    tokens = json.loads(app.change(app.code(browser, scope="openid correo")).content)
    claims = claims_of(tokens["id_token"])
    assert (claims["acr"], claims["amr"]) == ("urn:ventanilla:acr:cuenta", ["pwd"])
    known = json.loads(app.known(tokens["access_token"]).content)
    assert set(known) == {"sub", "email", "email_verified"}
    assert browser.get("/cuenta/aplicaciones").status_code == 200, "whoever may allow may take back"


def test_a_representative_enters_as_themselves(office: Office, app: App) -> None:
    company = office.browser("empresa")
    page = company.get(app.request())
    assert "sabrá de usted, no de quien representa" in text(page)
    known = json.loads(app.known(app.token(company)).content)
    assert known["curp"] == drawn().named("empresa").curp


# -- one person is two for two applications


def test_two_applications_cannot_tell_that_it_is_one_person(office: Office, browser: Browser, app: App) -> None:
    other = App(registered(addresses=(OTHER,)), OTHER)
    third = App(registered(addresses=(f"{BACK}/2",)), f"{BACK}/2")
    names = [json.loads(one.known(one.token(browser, scope="openid")).content)["sub"] for one in (app, other, third)]
    assert names[0] != names[1]
    assert names[0] == names[2], "those of one site are one"
    again = office.browser("trabajadora")
    assert json.loads(app.known(app.token(again, scope="openid")).content)["sub"] == names[0]
    assert json.loads(app.known(app.token(office.browser("patron"), scope="openid")).content)["sub"] != names[0]


def test_programs_on_a_device_are_each_their_own(browser: Browser) -> None:
    native = {"addresses": ("http://127.0.0.1/vuelta",), "confidential": False}
    back = "http://127.0.0.1:53117/vuelta"
    one, two = App(registered(**native), back), App(registered(**native), back)
    subs = {json.loads(each.known(each.token(browser, scope="openid")).content)["sub"] for each in (one, two)}
    assert len(subs) == 2
    page = browser.get(one.request(scope="openid"))
    assert page.status_code == 200, "any program can pass for it: it is asked each time"
    assert "Un programa en este dispositivo" in text(page)
    assert answered(browser.get(one.request(scope="openid", prompt="none")))["error"] == "consent_required"
    assert browser.get(one.request(redirect_uri="http://localhost:53117/vuelta")).status_code == 400
    assert browser.get(one.request(redirect_uri="http://127.0.0.1:53117/otra")).status_code == 400


# -- deciding for somebody else


def test_nobody_decides_for_another(office: Office, browser: Browser, app: App) -> None:
    stranger = office.browser("patron")
    theirs = seal_of(stranger.get(app.request()))
    page = browser.get(app.request())
    asked_less = seal_of(browser.get(app.request(scope="openid")))
    for seal in (theirs, asked_less, "", "0" * 64):
        refused = browser.post(app.request(), {"decision": "permitir", "sello": seal})
        assert (refused.status_code, "¿Permitir a" in text(refused)) == (200, True)
    forged = browser.client.post(app.request(), {"decision": "permitir", "sello": seal_of(page)})
    assert forged.status_code == 403, "a form of another site"
    undecided = browser.post(app.request(), {"decision": "", "sello": seal_of(page)})
    assert undecided.status_code == 200
    with scope(None):
        assert (Consent.objects.count(), AuthorizationCode.objects.count()) == (0, 0)


def test_the_page_is_in_no_frame_and_sends_to_no_other_site(browser: Browser, app: App) -> None:
    page = browser.get(app.request())
    policy = page.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "form-action 'self' https://app.example;" in policy
    assert page.headers["X-Frame-Options"] == "DENY"
    for answer, policy in ((page, "same-origin"), (app.decide(browser), "no-referrer")):
        assert answer.headers["Referrer-Policy"] == policy
        assert answer.headers["Cache-Control"] == "no-store"
    assert "https://" not in browser.get("/cuenta/aplicaciones").headers["Content-Security-Policy"]


def test_permitting_and_not_weigh_the_same(browser: Browser, app: App) -> None:
    body = browser.get(app.request()).content.decode()
    shapes = [part.partition(">")[0] for part in body.split("<button")[1:] if 'name="decision"' in part]
    yes, no = (next(one for one in shapes if f'value="{value}"' in one) for value in ("permitir", "no"))
    assert yes.replace("permitir", "no") == no
