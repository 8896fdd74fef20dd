"""Other applications: what each request is answered, and that whoever plays foul learns and gets nothing."""

from __future__ import annotations

import base64
import hmac
import json
import threading
import time
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connections
from django.http import HttpResponse

from tests.web.applications import (
    BACK,
    VERIFIER,
    App,
    actor_named,
    answered,
    challenge,
    claims_of,
    registered,
    seal_of,
)
from tests.web.office import ORIGIN, Browser, Office, drawn, text
from ventanilla.apps.accounts.models import Account, OpenSession
from ventanilla.apps.demo.api import correos
from ventanilla.apps.eventlog.api import chain_verify, scope, timeline
from ventanilla.apps.oidc import clients, codes
from ventanilla.apps.oidc.api import ClientRefused, client_retire, client_secret_renew, consents_of, token_signer
from ventanilla.apps.oidc.models import AccessToken, AuthorizationCode, Client, Consent
from ventanilla.domain.oidc import BadAddress, UnknownScope
from ventanilla.kernel.acts import SubjectId
from ventanilla.web.portal import applications

OTHER = "https://otra.example/vuelta"


@pytest.fixture
def browser(office: Office) -> Browser:
    """The worker, signed in; the official, who registers applications, has an account already."""
    return office.browser("trabajadora")


@pytest.fixture
def app(browser: Browser) -> App:
    """An application with a secret."""
    return App(registered())


def public_app(**changed: Any) -> App:
    return App(registered(**({"confidential": False} | changed)))


def error_of(response: Any) -> str:
    return str(json.loads(response.content)["error"])


def events(of: UUID | None = None) -> list[str]:
    subject = SubjectId(of or drawn().named("trabajadora").subject)
    with scope(subject):
        assert chain_verify(subject) is None
        return [str(entry.text) for entry in timeline(subject)]


def at(seconds: int) -> SimpleNamespace:
    """The module ``time``, so much later."""
    later = time.time() + seconds
    return SimpleNamespace(time=lambda: later)


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


# -- the code


def test_a_code_serves_once_and_its_second_use_ends_what_it_gave(browser: Browser, app: App) -> None:
    code = app.code(browser)
    token = json.loads(app.change(code).content)["access_token"]
    assert app.known(token).status_code == 200
    again = app.change(code)
    assert (again.status_code, error_of(again)) == (400, "invalid_grant")
    assert app.known(token).status_code == 401
    app.change(code)
    assert len([one for one in events() if one.startswith("Alguien usó dos veces")]) == 1


def test_a_code_is_of_one_application(browser: Browser, app: App) -> None:
    other = App(registered(addresses=(OTHER,)), OTHER)
    code = app.code(browser)
    assert error_of(other.change(code, redirect_uri=BACK)) == "invalid_grant"
    assert error_of(app.change(code)) == "invalid_grant", "shown by another, it is spent"


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"redirect_uri": OTHER}, "invalid_request"),
        ({"redirect_uri": None}, "invalid_request"),
        ({"code_verifier": None}, "invalid_grant"),
        ({"code_verifier": "w" * 43}, "invalid_grant"),
        ({"code_verifier": challenge()}, "invalid_grant"),
        ({"code_verifier": "corto"}, "invalid_grant"),
        ({"code": "inventado"}, "invalid_grant"),
        ({"code": None}, "invalid_request"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"grant_type": "client_credentials"}, "unsupported_grant_type"),
        ({"grant_type": "refresh_token"}, "unsupported_grant_type"),
        ({"client_secret": "otro"}, "invalid_client"),
        ({"client_secret": None}, "invalid_client"),
        ({"client_secret": ""}, "invalid_client"),
        ({"client_id": None, "client_secret": None}, "invalid_client"),
        ({"client_id": "00000000-0000-4000-8000-000000000000"}, "invalid_client"),
    ],
)
def test_a_code_is_changed_as_it_was_asked_for(browser: Browser, app: App, changed: Any, error: str) -> None:
    refused = app.change(app.code(browser), **changed)
    assert refused.status_code == (401 if error == "invalid_client" else 400)
    assert error_of(refused) == error
    with scope(None):
        assert AccessToken.objects.count() == 0


def test_a_secret_may_come_in_the_header_and_not_in_two_places(browser: Browser, app: App) -> None:
    basic = "Basic " + base64.b64encode(f"{app.id}:{app.it.secret}".encode()).decode()
    sent: dict[str, str | None] = {
        "grant_type": "authorization_code",
        "redirect_uri": BACK,
        "code_verifier": VERIFIER,
    }
    good = app.send("/oidc/token", sent | {"code": app.code(browser)}, authorization=basic)
    assert good.status_code == 200
    twice = sent | {"code": app.code(browser), "client_id": app.id, "client_secret": app.it.secret}
    for header, fields in (
        (basic, twice),
        ("Basic %%%", sent | {"code": app.code(browser)}),
        ("Bearer x", twice),
        (basic, sent | {"code": app.code(browser), "client_id": "otra"}),
    ):
        refused = app.send("/oidc/token", fields, authorization=header)
        assert (refused.status_code, error_of(refused)) == (401, "invalid_client"), header
        assert refused.headers["WWW-Authenticate"].startswith("Basic")


def test_an_application_without_a_secret_shows_only_its_verifier(browser: Browser) -> None:
    page_app = public_app()
    assert page_app.change(page_app.code(browser)).status_code == 200
    assert error_of(page_app.change(page_app.code(browser), client_secret="x")) == "invalid_client"


def test_a_code_lasts_a_minute(browser: Browser, app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    code = app.code(browser)
    monkeypatch.setattr(codes, "time", at(codes.CODE_SECONDS + 1))
    assert error_of(app.change(code)) == "invalid_grant"


def test_nothing_that_serves_is_kept(browser: Browser, app: App) -> None:
    code = app.code(browser)
    token = json.loads(app.change(code).content)["access_token"]
    with scope(None):
        kept = repr([list(model.objects.values_list()) for model in (AuthorizationCode, AccessToken, Client)])
    for secret in (code, token, app.it.secret):
        assert secret not in kept


def test_a_secret_is_compared_in_constant_time(browser: Browser, app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []
    true = hmac.compare_digest

    def compare(one: bytes, other: bytes) -> bool:
        compared.append(len(one))
        return true(one, other)

    monkeypatch.setattr(clients, "hmac", SimpleNamespace(compare_digest=compare, digest=hmac.digest))
    for changed in ({"client_secret": "x"}, {"client_id": "00000000-0000-4000-8000-000000000000"}):
        app.change("inventado", **changed)
    assert compared == [32, 32], "for an application that does not exist, too"


def test_whoever_goes_round_and_round_is_stopped(browser: Browser, app: App) -> None:
    app.token(browser, scope="openid")
    answers = [browser.get(app.request(scope="openid")).status_code for _ in range(codes.MAX_CODES)]
    assert answers[-1] == 429
    assert set(answers[:-1]) == {303}


def test_two_at_the_same_instant_get_one_token(committing_office: Office) -> None:
    browser = committing_office.browser("trabajadora")
    app = App(registered())
    code = app.code(browser)
    starts, answers = threading.Barrier(2), []

    def change() -> None:
        try:
            starts.wait()
            answers.append(App(app.it).change(code))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=change) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one.status_code for one in answers) == [200, 400]
    with scope(None):
        assert AccessToken.objects.count() == 1


# -- the token


def test_a_token_ends_with_what_allowed_it(office: Office, browser: Browser, app: App) -> None:
    token, waiting = app.token(browser), app.code(browser)
    consent = consents_of(actor_named("trabajadora"))[0]
    assert office.browser("patron").post(f"/cuenta/aplicaciones/{consent.id}/retirar").status_code in {403, 404}
    assert app.known(token).status_code == 200
    browser.get("/cuenta/aplicaciones")
    done = browser.follow(browser.post(f"/cuenta/aplicaciones/{consent.id}/retirar"))
    assert "Retiramos el permiso" in text(done)
    assert app.known(token).status_code == 401
    assert error_of(app.change(waiting)) == "invalid_grant"
    assert browser.get(app.request()).status_code == 200, "it is asked for again"
    assert browser.post(f"/cuenta/aplicaciones/{consent.id}/retirar").status_code == 404
    assert events()[0] == "Retiró el permiso de «Nómina Clara»."


def test_a_token_ends_with_the_session(office: Office, browser: Browser, app: App) -> None:
    token, waiting = app.token(browser), app.code(browser)
    browser.get("/oficina")
    browser.post("/salir")
    assert app.known(token).status_code == 401
    assert error_of(app.change(waiting)) == "invalid_grant"


def test_a_token_ends_with_a_session_that_was_closed_from_elsewhere(office: Office, browser: Browser, app: App) -> None:
    token = app.token(browser)
    elsewhere = office.browser("trabajadora")
    elsewhere.get("/cuenta/sesiones")
    elsewhere.post("/cuenta/sesiones/cerrar")
    assert app.known(token).status_code == 401
    assert browser.get(app.request()).status_code == 302


@pytest.mark.parametrize(
    "change", [{"is_active": False}, {"subject": "7b1d7b0e-0000-4000-8000-000000000002"}], ids=["closed", "claimed"]
)
def test_a_token_ends_with_the_account(browser: Browser, app: App, change: Any) -> None:
    token, waiting = app.token(browser), app.code(browser)
    Account.objects.filter(curp=drawn().named("trabajadora").curp).update(**change)
    assert app.known(token).status_code == 401
    assert error_of(app.change(waiting)) == "invalid_grant"


def test_a_token_lasts_ten_minutes(browser: Browser, app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    token = app.token(browser)
    monkeypatch.setattr(codes, "time", at(codes.TOKEN_SECONDS + 1))
    assert app.known(token).status_code == 401


def test_a_token_comes_in_its_header_alone(browser: Browser, app: App) -> None:
    token = app.token(browser)
    in_address = app.program.get(f"/oidc/userinfo?access_token={token}")
    assert (in_address.status_code, error_of(in_address)) == (400, "invalid_request")
    assert app.send("/oidc/userinfo", {"access_token": token}).status_code == 401
    assert browser.get("/oidc/userinfo").status_code == 401, "a session is no token"
    assert app.program.get("/oidc/userinfo", headers={"authorization": f"Basic {token}"}).status_code == 401
    unknown = app.known("inventado")
    assert 'error="invalid_token"' in unknown.headers["WWW-Authenticate"]
    body = {"grant_type": "authorization_code", "code": app.code(browser), "redirect_uri": BACK}
    addressed = app.send("/oidc/token?client_id=x", dict(body))
    assert (addressed.status_code, error_of(addressed)) == (400, "invalid_request")
    as_json = app.program.post("/oidc/token", json.dumps(body), content_type="application/json")
    assert error_of(as_json) == "invalid_request"


def test_an_application_ends_its_own_token_and_no_other(browser: Browser, app: App) -> None:
    other = App(registered(addresses=(OTHER,)), OTHER)
    token = app.token(browser)

    def end(who: App, **changed: str | None) -> Any:
        mine: dict[str, str | None] = {"token": token, "client_id": who.id, "client_secret": who.it.secret}
        return who.send("/oidc/revocar", mine | changed)

    assert error_of(end(app, client_secret="x")) == "invalid_client"
    assert (end(other).status_code, end(app, token="inventado").status_code) == (200, 200)
    assert app.known(token).status_code == 200
    assert end(app).status_code == 200
    assert app.known(token).status_code == 401


# -- from the pages of other sites


def test_only_pages_of_registered_applications_may_ask(browser: Browser, app: App) -> None:
    page_app = public_app(addresses=("https://spa.example/vuelta",))
    paths = {"/.well-known/openid-configuration": "get", "/oidc/claves": "get", "/oidc/userinfo": "get"}
    paths |= {"/oidc/token": "post", "/oidc/revocar": "post"}
    for path, method in paths.items():
        for origin, shared in (
            ("https://spa.example", True),
            ("https://app.example", False),  # it has a secret: its server asks, not its page
            ("https://evil.example", False),
            ("https://spa.example.evil.example", False),
            ("null", False),
        ):
            for ask in (getattr(page_app.program, method), page_app.program.options):
                answer = ask(path, headers={"origin": origin})
                assert (answer.headers.get("Access-Control-Allow-Origin") == origin) is shared, (path, origin)
                assert "Access-Control-Allow-Credentials" not in answer.headers
                assert "Origin" in answer.headers["Vary"]
    client_retire(page_app.id, by=actor_named("personal"), now=settings.VENTANILLA_CLOCK.now())
    gone = page_app.program.get("/oidc/claves", headers={"origin": "https://spa.example"})
    assert "Access-Control-Allow-Origin" not in gone.headers


def test_what_is_published_is_what_is_done(browser: Browser, app: App) -> None:
    said = json.loads(app.program.get("/.well-known/openid-configuration").content)
    assert said["issuer"] == ORIGIN
    assert said["code_challenge_methods_supported"] == ["S256"]
    assert said["id_token_signing_alg_values_supported"] == ["RS256"]
    assert said["request_uri_parameter_supported"] is False
    assert said["authorization_response_iss_parameter_supported"] is True
    for name, url in said.items():
        if name.endswith(("_endpoint", "_uri")):
            assert app.program.options(url.removeprefix(ORIGIN)).status_code in {204, 400, 405}, name
    kids = {key["kid"] for key in json.loads(app.program.get("/oidc/claves").content)["keys"]}
    header = json.loads(base64.urlsafe_b64decode(token_signer().sign({}).split(".")[0] + "=="))
    assert (header["alg"], header["kid"] in kids) == ("RS256", True)
    assert not any({"d", "p", "q"} & set(key) for key in token_signer().jwks()["keys"])


# -- the register


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"addresses": ("http://app.example/vuelta",)}, BadAddress),
        ({"addresses": ("https://app.example/#x",)}, BadAddress),
        ({"addresses": ("https://*.example/vuelta",)}, BadAddress),
        ({"addresses": ("https://app.example/a/../b",)}, BadAddress),
        ({"addresses": ("https://usuario@app.example/",)}, BadAddress),
        ({"addresses": ("javascript:alert(1)",)}, BadAddress),
        ({"addresses": ("https://app.example/;x 'unsafe-inline'",)}, BadAddress),
        ({"addresses": ("https://app.example;/vuelta",)}, BadAddress),
        ({"addresses": ()}, BadAddress),
        ({"addresses": (BACK, OTHER)}, BadAddress),
        ({"addresses": ("http://127.0.0.1/vuelta",)}, ClientRefused),
        ({"addresses": tuple(f"{BACK}/{number}" for number in range(11))}, ClientRefused),
        ({"name": ""}, ClientRefused),
        ({"name": "x" * 61}, ClientRefused),
        ({"name": "Nómina\nClara"}, ClientRefused),
        ({"operator": " "}, ClientRefused),
        ({"scopes": ("semanas",)}, UnknownScope),
    ],
)
def test_not_everything_is_registered(browser: Browser, changed: Any, why: type[Exception]) -> None:
    with pytest.raises(why):
        registered(**changed)
    assert Client.objects.count() == 0


def test_a_new_secret_ends_the_one_before(browser: Browser, app: App) -> None:
    by, now = actor_named("personal"), settings.VENTANILLA_CLOCK.now()
    renewed = App(client_secret_renew(app.id, by=by, now=now))
    assert error_of(app.change(app.code(browser))) == "invalid_client"
    assert renewed.change(renewed.code(browser)).status_code == 200
    told = events(app.it.application.id)
    assert told == ["Se renovó el secreto de «Nómina Clara».", "Se registró la aplicación «Nómina Clara»."]
    with pytest.raises(ClientRefused):
        client_secret_renew(public_app().id, by=by, now=now)


def test_what_ended_is_forgotten_and_what_was_allowed_is_not(
    browser: Browser, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.token(browser)
    assert codes.codes_forget() == 0
    monkeypatch.setattr(codes, "time", at(codes.TOKEN_SECONDS + codes.KEPT_SECONDS + 10))
    assert codes.codes_forget() == 2
    with scope(None):
        assert (AccessToken.objects.count(), Consent.objects.count()) == (0, 1)


def test_words_of_an_application_are_only_text(browser: Browser) -> None:
    hostile = App(registered(name="<script>alert(1)</script>", operator='"><img src=x>'))
    page: HttpResponse = browser.get(hostile.request())
    assert "<script>alert" not in page.content.decode()
    assert "<img" not in page.content.decode().replace('<img class="v-brand__logo"', "")
