"""Every route names its guard and keeps it: walked as everybody who may come."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tests.web.office import HOST, TRAMITE, Office, as_json, drawn, text
from tests.web.routes import PEOPLE, ROUTES, Route
from tests.web.staff_files import account_of
from tests.web.walking import Walk, guard_of, walk
from ventanilla.apps.accounts.models import Account
from ventanilla.apps.cases.models import Case
from ventanilla.apps.eventlog.api import scope
from ventanilla.apps.staff.models import RoleGrant
from ventanilla.config.urls import urlpatterns
from ventanilla.domain.authority import Role
from ventanilla.kernel.folio import new_folio
from ventanilla.web.guards import Guard

__all__ = ["walk"]  # a fixture

OF_PROGRAMS = {"oidc_token", "oidc_userinfo", "oidc_revoke"}  # they look at no cookie: test_http_oidc
ONLY_READ = {
    "openapi",
    "api_problems",
    "api_problem",
    "api_catalogue",
    "api_tramite",
    "api_cuotas",
}  # of programs: POST is 405


def test_every_route_is_named_and_names_its_guard() -> None:
    assert [str(pattern.pattern) for pattern in urlpatterns if guard_of(pattern) is None or not pattern.name] == []
    assert {pattern.name for pattern in urlpatterns} == {route.name for route in ROUTES}


def test_the_walk_covers_every_guard_with_its_own_answers() -> None:
    guards = {pattern.name: guard_of(pattern) for pattern in urlpatterns}
    for route in ROUTES:
        stranger = route.answers[0]
        match guards[route.name]:
            case Guard.SIGNED_IN | Guard.FRESH | Guard.API:
                assert stranger in {302, 401}, route
            case Guard.STAFF:
                assert route.answers[:4] == (302, 404, 404, 404), route
            case _:
                assert stranger in {200, 302, 400, 401, 404, 410, 422, 503}, route


def test_everybody_walks_every_route(walk: Walk) -> None:
    answered = {
        (route.name, route.method): tuple(walk.go(route, who).status_code for who in PEOPLE) for route in ROUTES
    }
    assert answered == {(route.name, route.method): route.answers for route in ROUTES}


def test_a_role_that_ended_or_another_role_opens_no_page_of_staff(walk: Walk) -> None:
    roles = {pattern.name: getattr(pattern.callback, "roles", None) for pattern in urlpatterns}
    official, citizen = PEOPLE.index("official"), PEOPLE.index("citizen")
    for route in ROUTES:
        wanted = roles[route.name]
        theirs = wanted is not None and (not wanted or Role.SUPERVISION in wanted)
        expected = route.answers[official if theirs else citizen]
        # The citizen employs and never worked; these two do not, and did.
        if "{" not in route.path and not route.name.startswith(("employer_", "own_history")):
            assert walk.go(route, "expired").status_code == route.answers[citizen], route
            assert walk.go(route, "elsewhere").status_code == expected, route


def test_whoever_did_not_enter_is_led_to_sign_in(walk: Walk) -> None:
    guards = {pattern.name: guard_of(pattern) for pattern in urlpatterns}
    for route in ROUTES:
        if route.answers[0] != 302 or route.name in {"language", "second_step"}:
            continue
        if guards[route.name] is not Guard.PUBLIC:
            assert walk.go(route, "anonymous").headers["Location"].startswith("/entrar?sigue=%2F"), route


def test_an_account_that_nobody_proved_is_led_to_prove_it(walk: Walk) -> None:
    guards = {pattern.name: guard_of(pattern) for pattern in urlpatterns}
    walk.people["unproved"] = unproved = walk.people["anonymous"]
    account = Account.objects.create(
        curp="REPN800101MNEGRV06", subject=uuid4(), name="x", opened_at=settings.VENTANILLA_CLOCK.now(), proven=1
    )
    unproved.get("/entrar")
    unproved.enter(account.id)
    for route in ROUTES:
        if guards[route.name] in {Guard.SIGNED_IN, Guard.FRESH, Guard.API}:
            answer = walk.go(route, "unproved")
            if route.path.startswith("/api/"):
                assert answer.status_code == 403, route
            else:
                assert (answer.status_code, answer.headers["Location"]) == (302, "/cuenta/identidad"), route
        elif guards[route.name] is Guard.STAFF:
            assert walk.go(route, "unproved").status_code == 404, route
    assert unproved.get("/cuenta/identidad").status_code == 200
    unproved.get("/tramites/localizacion_nss/antes")
    before = unproved.post("/tramites/localizacion_nss/antes", {"tuvo": "si"})
    for page in (unproved.get("/tramites/localizacion_nss"), before):
        assert "hay que confirmar que es usted" in text(page)
        assert 'href="/cuenta/identidad"' in page.content.decode()
        assert "N2" not in text(page)
        assert "/tramites/localizacion_nss/iniciar" not in page.content.decode()


def test_in_production_there_is_no_demonstration(walk: Walk, settings: Settings) -> None:
    settings.VENTANILLA_MODE = "produccion"
    guards = {pattern.name: guard_of(pattern) for pattern in urlpatterns}
    routes = [route for route in ROUTES if guards[route.name] is Guard.DEMONSTRATION]
    assert len(routes) == 8
    for route in routes:
        for who in PEOPLE:
            assert walk.go(route, who).status_code == 404, route
    page = text(walk.people["anonymous"].get("/entrar"))
    assert "Identidades de prueba" not in page
    assert "Demostración con personas inventadas" not in page


# -- unknown and not yours are the same


def seen_by(walk: Walk, route: Route, who: str, **other: str) -> tuple[int, str, dict[str, str], int]:
    """Status, body, headers and number of queries, without what changes each time."""
    with CaptureQueriesContext(connection) as queries:
        answer = walk.go(route, who, **other)
    body = answer.content.decode()
    for value in (other or walk.things).values():
        body = body.replace(value, "…") if len(value) > 5 else body
    body = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", body)
    body = re.sub(r"/buzon/\d+", "/buzon/…", body)
    body = re.sub(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", "", body)
    body = re.sub(r'"referencia": "\w{8}"|data-session-seconds="\d+"', "", body)
    # How many requests are left is another number each time, whatever was asked.
    headers = {name: value for name, value in answer.headers.items() if not name.startswith("RateLimit-")}
    return answer.status_code, body, headers, len(queries)


OWNED = tuple(route for route in ROUTES if 404 in route.answers and "{" in route.path)


@pytest.mark.parametrize("who", ["citizen", "company", "official"])
def test_what_is_not_yours_does_not_exist(walk: Walk, who: str) -> None:
    assert len({route.name for route in OWNED}) == 60
    nothing = {"draft": str(uuid4()), "folio": new_folio(), "document": new_folio(), "copy": new_folio()}
    nothing |= {"notice": "9" * len(walk.things["notice"])}  # an address of the same length
    nothing |= {"proving": str(uuid4()), "attachment": str(uuid4()), "program_key": str(uuid4())}
    nothing |= {"mandate": str(uuid4()), "question": str(uuid4()), "movement": str(uuid4())}
    nothing |= {"card": str(uuid4())}
    nothing |= {"ask": str(uuid4()), "key": str(uuid4()), "session": str(uuid4()), "consent": str(uuid4())}
    for route in OWNED:
        if who == "company" and "{ask}" in route.path:
            continue  # the company's own to answer
        foreign, unknown = seen_by(walk, route, who), seen_by(walk, route, who, **nothing)
        assert foreign[0] == 404, route
        assert foreign == unknown, route


def test_the_acts_of_a_company_and_of_its_representative_are_apart(office: Office) -> None:
    whose = drawn().named("empresa")
    own_identity = office.mint.person(slug="propia", curp=whose.curp, rfc=whose.rfc, name=whose.nombre_completo.upper())
    person = office.browser()
    person.sign_in(own_identity)
    folio, draft = person.filed(own_identity), person.ready()
    assert person.get(f"/expedientes/{folio}").status_code == 200
    company = office.browser("empresa")
    assert company.get(f"/expedientes/{folio}").status_code == 404
    assert company.get(f"/solicitudes/{draft}/revisar").status_code == 404
    assert folio not in text(company.get("/oficina")).replace("-", "")
    assert Account.objects.filter(curp=whose.curp).count() == 1


def test_an_official_whose_role_was_revoked_is_a_citizen_at_once(walk: Walk) -> None:
    official = walk.people["official"]
    assert official.get("/incidencias").status_code == 200
    with scope(None):
        RoleGrant.objects.filter(account=account_of("personal")).update(state="revocada")
    assert official.get("/incidencias").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/no-existe",
        "/admin/",
        "/.env",
        "/oficina/",
        "/tramites/otro",
        "/tramites/otro/iniciar",
        "/expedientes/",
        "/verificar/no-es-un-folio",
        "/demo/correo/999999999999999999999999",
        "/demo/identidades/..%2fmanifest.json",
        "/demo/identidades/manifest.json",
        "/demo/identidades/otra.key",
        "/static/../../etc/passwd",
        "/static/dist/no-existe.js",
    ],
)
def test_what_does_not_exist(office: Office, path: str) -> None:
    browser = office.browser("trabajadora")
    answer = browser.get(path) if "iniciar" not in path else browser.post(path)
    assert answer.status_code == 404
    assert "No encontramos esta página" in text(answer)


def test_a_program_is_told_that_it_does_not_exist(office: Office) -> None:
    for path in ("/api/v1/otra", "/api/v1/tramites/otro"):
        answer = office.browser().get(path)
        assert (answer.status_code, as_json(answer)["codigo"]) == (404, "NO_EXISTE")


# -- writes


def test_nothing_is_written_without_the_token_of_a_page(walk: Walk) -> None:
    guards = {pattern.name: guard_of(pattern) for pattern in urlpatterns}
    for route in ROUTES:
        if route.name in OF_PROGRAMS:
            continue
        for who in PEOPLE:
            forger = Client(enforce_csrf_checks=True, headers={"host": HOST})
            forger.cookies.update(walk.people[who].client.cookies)
            answer = forger.post(route.path.format(**walk.things), {"para": "familia"})
            match guards[route.name], who:
                case Guard.API, "anonymous":
                    assert answer.status_code == 401, route
                case Guard.PUBLIC, _ if route.name in ONLY_READ:
                    assert answer.status_code == 405, route
                case _:
                    assert answer.status_code == 403, route
    with scope(None):
        assert Case.objects.get(id=walk.things["draft"]).draft["para"] == "titular"


def test_a_token_without_its_cookie_or_from_elsewhere_is_none(office: Office) -> None:
    browser = office.browser("trabajadora")
    browser.get("/oficina")
    own_token = browser.token
    thief = office.browser()
    thief.get("/")
    browser.token = thief.token
    refused = browser.post("/salir")
    assert refused.status_code == 403
    assert "No recibimos su trámite." in text(refused)
    browser.token = own_token
    sent = browser.client.post("/salir", {"csrfmiddlewaretoken": own_token}, headers={"origin": "https://evil.example"})
    assert sent.status_code == 403
    assert browser.post("/salir").status_code == 302


@pytest.mark.parametrize("path", ["/salir", f"/tramites/{TRAMITE}/iniciar", "/idioma", "/entrar/reto"])
def test_an_address_that_only_receives_is_not_an_empty_page(office: Office, path: str) -> None:
    answer = office.browser("trabajadora").get(path)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "Esta página no se abre así" in text(answer)
    assert "No se envió nada ahora." in text(answer)


def test_a_program_that_takes_the_wrong_method_is_told_which(office: Office) -> None:
    browser = office.browser()
    browser.get("/")
    answer = browser.send_json("/api/v1/tramites", {})
    assert (answer.status_code, as_json(answer)["codigo"]) == (405, "METODO")
    assert answer.headers["Allow"] == "GET, HEAD"
