"""The code and the token that an application gets: once, for a while, and ended with what allowed it."""

from __future__ import annotations

import base64
import hmac
import json
import threading
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.http import HttpResponse

from tests.web.applications import (
    BACK,
    VERIFIER,
    App,
    actor_named,
    challenge,
    registered,
)
from tests.web.applied import OTHER, app, at, browser, error_of, events
from tests.web.office import ORIGIN, Browser, Office, drawn, text
from ventanilla.apps.accounts.models import Account
from ventanilla.apps.eventlog.api import scope
from ventanilla.apps.oidc import clients, codes
from ventanilla.apps.oidc.api import ClientRefused, client_retire, client_secret_renew, consents_of, token_signer
from ventanilla.apps.oidc.models import AccessToken, AuthorizationCode, Client, Consent
from ventanilla.domain.oidc import BadAddress, UnknownScope

__all__ = ["app", "browser"]  # fixtures


def public_app(**changed: Any) -> App:
    return App(registered(**({"confidential": False} | changed)))


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
