"""Programs with a key of their own: what each key opens, what ends it, and requests that are carried out once."""

from __future__ import annotations

import threading
import time
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings

from tests.web.office import ORIGIN, TRAMITE, Browser, Office, as_json, drawn, text
from tests.web.programs import Program, body, made, signature
from ventanilla.apps.accounts.limits import LIMITS, LimitedAct, Limits, Window
from ventanilla.apps.accounts.models import Account
from ventanilla.apps.cases.models import Case
from ventanilla.apps.demo.api import correos
from ventanilla.apps.eventlog.api import scope, timeline
from ventanilla.apps.programs import repeated
from ventanilla.apps.programs.models import AnsweredRequest, Key
from ventanilla.domain.programs import Scope
from ventanilla.kernel.acts import SubjectId

CREATE = f"/api/v1/tramites/{TRAMITE}/solicitudes"
HERE = "/cuenta/llaves-de-programa"
FORM = {"nombre": "nómina", "alcance": "preparar", "dias": "30"}
NOBODYS = UUID(int=1)  # the id of no draft; the same in every process, or pytest-xdist would see other tests


@pytest.fixture
def owner(office: Office) -> Browser:
    return office.browser("trabajadora")


@pytest.fixture
def program(owner: Browser) -> Program:
    return Program(made("trabajadora").written)


def filed(program: Program, office: Office) -> dict[str, Any]:
    to_sign = body(program.post(CREATE, {"para": "titular"}), 201)
    sent = program.post(f"/api/v1/solicitudes/{to_sign['id']}/firma", signature(to_sign, office.mint.identity()))
    return body(sent, 201)


# -- what a key opens


def test_a_program_prepares_its_owner_signs_and_it_downloads(program: Program, office: Office) -> None:
    draft = program.post("/api/v1/solicitudes", {"tramite": TRAMITE})
    read = body(draft, 201)
    assert draft.headers["Location"] == f"/api/v1/solicitudes/{read['id']}"
    path = f"/api/v1/solicitudes/{read['id']}"
    changed = body(program.ask("PATCH", path, {"para": "familia"}, if_match=draft.headers["ETag"]))
    assert (changed["respuestas"]["para"], changed["por_corregir"]) == ("familia", [])
    to_sign = body(program.post(f"{path}/por-firmar"), 201)
    receipt = body(program.post(f"{path}/firma", signature(to_sign, office.mint.identity())), 201)
    office.print()
    case = body(program.get(f"/api/v1/expedientes/{receipt['folio']}"))
    assert (case["estado"], case["preguntas"][0]["respuesta"]) == ("aprobado", "Para mí y mi familia registrada")
    story = body(program.get(f"/api/v1/expedientes/{receipt['folio']}/historia"))["sucesos"]
    assert any("Recibimos" in one["texto"] or one["tipo"] for one in story)
    issued = body(program.get(f"/api/v1/expedientes/{receipt['folio']}/documentos"))["documentos"]
    assert {one["clase"] for one in issued} == {TRAMITE, "acuse"}
    pdf = program.get(issued[0]["pdf"])
    assert (pdf.status_code, pdf.content[:5]) == (200, b"%PDF-")
    assert body(program.get(path), 409)["caso"]["folio"] == receipt["folio"]


@pytest.mark.parametrize(
    ("method", "path", "scope_asked"),
    [
        ("GET", "/api/v1/expedientes", Scope.EXPEDIENTES),
        ("GET", "/api/v1/solicitudes", Scope.EXPEDIENTES),
        ("POST", "/api/v1/solicitudes", Scope.PRESENTAR),
        ("POST", CREATE, Scope.PRESENTAR),
        ("PATCH", f"/api/v1/solicitudes/{NOBODYS}", Scope.PRESENTAR),
        ("GET", "/api/v1/documentos", Scope.DOCUMENTOS),
    ],
)
def test_a_key_opens_what_it_allows_and_nothing_else(
    owner: Browser, method: str, path: str, scope_asked: Scope
) -> None:
    for one in Scope:
        answer = Program(made("trabajadora", one).written).ask(method, path, {} if method != "GET" else None)
        if one is scope_asked:
            assert answer.status_code not in {401, 403}, answer.content
        else:
            assert body(answer, 403)["codigo"] == "ALCANCE"


def test_a_key_says_who_and_what(program: Program) -> None:
    said = body(program.get("/api/v1/yo"))
    assert said["curp"] == drawn().named("trabajadora").curp
    assert (said["con"], said["alcances"]) == ("llave", sorted(scope.value for scope in Scope))


@pytest.mark.parametrize("value", ["", "Bearer", "Bearer x", "Basic eDp5", "Bearer vnt_" + "A" * 43, "Bearer \u00f1"])
def test_what_is_no_key_is_never_passed_over_for_the_cookie(owner: Browser, value: str) -> None:
    assert owner.get("/api/v1/yo").status_code == 200
    refused = owner.client.get("/api/v1/yo", headers={"authorization": value.encode().decode("latin-1")})
    assert (refused.status_code, refused.json()["codigo"]) == (401, "LLAVE")
    assert refused.headers["WWW-Authenticate"] == 'Bearer realm="api", error="invalid_token"'


@pytest.mark.parametrize("path", ["/oficina", "/cuenta", HERE, f"{HERE}/nueva", "/personal"])
def test_a_key_opens_no_page(program: Program, path: str) -> None:
    answer = program.get(path)
    assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, "/entrar")


def test_a_copy_of_all_of_ones_data_is_not_for_programs(owner: Browser, office: Office) -> None:
    owner.post("/cuenta/datos/copia")
    office.print()
    program = Program(made("trabajadora").written)
    assert body(program.get("/api/v1/documentos"))["elementos"] == []
    with scope(None):
        from ventanilla.apps.documents.models import Document

        folio = Document.objects.get().folio
    assert program.get(f"/api/v1/documentos/{folio}").status_code == 404
    assert program.get(f"/api/v1/documentos/{folio}/pdf").status_code == 404


def test_a_challenge_of_one_key_is_not_anothers(program: Program, office: Office) -> None:
    to_sign = body(program.post(CREATE, {"para": "titular"}), 201)
    other = Program(made("trabajadora").written)
    refused = other.post(f"/api/v1/solicitudes/{to_sign['id']}/firma", signature(to_sign, office.mint.identity()))
    assert body(refused, 422)["codigo"] == "RETO_OTRA_SESION"


def test_somebody_elses_does_not_exist(program: Program, office: Office) -> None:
    folio, draft = filed(program, office)["folio"], body(program.post("/api/v1/solicitudes", {"tramite": TRAMITE}), 201)
    office.browser("patron")
    other = Program(made("patron").written)
    for path in (f"/api/v1/expedientes/{folio}", f"/api/v1/solicitudes/{draft['id']}"):
        assert other.get(path).status_code == 404
    assert body(other.get("/api/v1/expedientes"))["elementos"] == []


def test_a_session_still_needs_the_token_of_its_forms(owner: Browser) -> None:
    sent = owner.client.post(CREATE, b"{}", content_type="application/json", headers={"origin": ORIGIN})
    assert (sent.status_code, sent.json()["codigo"]) == (403, "PROHIBIDO")
    owner.get("/oficina")
    assert owner.send_json(CREATE, {}).status_code == 201


# -- what ends a key


def test_a_revoked_key_opens_nothing(owner: Browser, program: Program) -> None:
    assert program.get("/api/v1/yo").status_code == 200
    assert owner.get(HERE).status_code == 200
    with scope(None):
        key = Key.objects.get()
    assert owner.post(f"{HERE}/{key.id}/quitar").status_code == 302
    assert body(program.get("/api/v1/yo"), 401)["codigo"] == "LLAVE"
    assert owner.post(f"{HERE}/{key.id}/quitar").status_code == 404


def test_a_key_ends_by_itself(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    later = time.time() + 30 * 24 * 3600
    monkeypatch.setattr("ventanilla.apps.programs.keys.time.time", lambda: later)
    assert program.get("/api/v1/yo").status_code == 401


@pytest.mark.parametrize("what", ["recovered_at", "disavowed_at", "closed", "claimed"])
def test_a_key_ends_with_what_it_stood_on(program: Program, what: str) -> None:
    assert program.get("/api/v1/yo").status_code == 200
    mine = Account.objects.filter(curp=drawn().named("trabajadora").curp)
    match what:
        case "closed":
            mine.update(is_active=False)
        case "claimed":
            mine.update(subject=uuid4())
        case _:
            mine.update(**{what: settings.VENTANILLA_CLOCK.now()})
    assert program.get("/api/v1/yo").status_code == 401


def test_saying_it_was_not_me_ends_every_key(owner: Browser, program: Program) -> None:
    from ventanilla.apps.accounts.models import OpenSession

    with scope(None):
        session = OpenSession.objects.get()
    owner.get("/cuenta/sesiones")
    assert owner.post(f"/cuenta/sesiones/{session.id}/no-fui-yo").status_code == 302
    assert program.get("/api/v1/yo").status_code == 401


@pytest.mark.parametrize("ends", ["revoked", "expired"])
def test_a_key_for_a_company_acts_for_it_alone_while_its_certificate_does(office: Office, ends: str) -> None:
    company = office.browser("empresa")
    company.get(f"{HERE}/nueva")
    page = company.post(f"{HERE}/nueva", FORM)
    program = Program(written(page))
    said = body(program.get("/api/v1/yo"))
    assert said["actua_por"]
    assert said["actua_por_rfc"] == as_json(company.get("/api/v1/yo"))["actua_por_rfc"]
    assert body(program.post(CREATE, {}), 403)["codigo"] == "AUDIENCIA"
    from ventanilla.apps.accounts.models import Certificate

    with scope(None):
        its = Certificate.objects.get(company_rfc__gt="")
        now = settings.VENTANILLA_CLOCK.now()
        if ends == "revoked":
            Certificate.objects.filter(id=its.id).update(state="revocado", revoked_at=now)
    if ends == "expired":
        office.later(int((its.not_after - now).total_seconds()) + 1)
    assert program.get("/api/v1/yo").status_code == 401


# -- the page


def written(page: Any) -> str:
    import re

    found = re.search(r"vnt_[A-Za-z0-9_-]{43}", page.content.decode())
    assert found is not None, text(page)
    return found[0]


def test_a_key_is_made_on_its_page_shown_once_and_told(owner: Browser, office: Office) -> None:
    assert "No ha creado llaves" in text(owner.get(HERE))
    owner.get(f"{HERE}/nueva")
    key = written(owner.post(f"{HERE}/nueva", FORM))
    assert body(Program(key).get("/api/v1/yo"))["alcances"] == ["expedientes:leer", "expedientes:presentar"]
    page = owner.get(HERE)
    assert key not in page.content.decode()
    assert key[:12] in text(page)
    with scope(None):
        row = Key.objects.get()
        assert key.encode() not in bytes(row.digest)
        subject = SubjectId(row.person)
        assert "Creó la llave «nómina»" in str(timeline(subject)[0].text)
    office.run("programs.tell_made")
    assert "se creó una llave" in correos()[0].subject
    assert "nómina" not in correos()[0].body


@pytest.mark.parametrize(
    "wrong", [{"nombre": ""}, {"nombre": "x" * 61}, {"alcance": "todo lo demás"}, {"dias": "91"}, {"dias": "x"}]
)
def test_a_key_that_is_not_whole_is_not_made(owner: Browser, wrong: dict[str, str]) -> None:
    owner.get(f"{HERE}/nueva")
    assert owner.post(f"{HERE}/nueva", FORM | wrong).status_code == 422
    with scope(None):
        assert not Key.objects.exists()


def test_keys_have_a_limit(owner: Browser) -> None:
    for number in range(20):
        made("trabajadora", name=f"{number}")
    owner.get(f"{HERE}/nueva")
    assert "Quite alguna" in text(owner.post(f"{HERE}/nueva", FORM))


# -- once


def test_the_same_request_gets_the_same_answer_and_another_does_not(program: Program) -> None:
    first = program.post(CREATE, {"para": "titular"}, idempotency_key="a")
    again = program.post(CREATE, {"para": "titular"}, idempotency_key="a")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content  # the very challenge: it was not asked for again
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.headers["Location"] == first.headers["Location"]
    assert body(program.post(CREATE, {"para": "familia"}, idempotency_key="a"), 409)["codigo"] == "CLAVE_USADA"
    assert program.post(CREATE, {"para": "familia"}, idempotency_key="b").status_code == 201


def test_a_refusal_is_repeated_too(program: Program) -> None:
    first = program.post(CREATE, {"para": "x"}, idempotency_key="a")
    again = program.post(CREATE, {"para": "x"}, idempotency_key="a")
    assert (first.status_code, first.content) == (422, again.content)


@pytest.mark.parametrize("key", ["", " ", "a b", "x" * 201, "\u00f1"])
def test_a_name_that_is_none(program: Program, key: str) -> None:
    said = key.encode().decode("latin-1")
    assert body(program.post(CREATE, {}, idempotency_key=said), 400)["codigo"] == "CLAVE_MAL_FORMADA"


def test_a_day_later_it_is_a_new_request(program: Program) -> None:
    first = program.post(CREATE, {"para": "titular"}, idempotency_key="a")
    with scope(None):
        AnsweredRequest.objects.update(begun=int(time.time()) - 24 * 3600 - 1)
        assert repeated.answers_forget() == 1
    assert program.post(CREATE, {"para": "titular"}, idempotency_key="a").content != first.content


def test_whoever_died_in_the_middle_is_taken_over(program: Program) -> None:
    first = program.post(CREATE, {"para": "titular"}, idempotency_key="a")
    with scope(None):
        AnsweredRequest.objects.update(status=None, begun=int(time.time()))
    busy = program.post(CREATE, {"para": "titular"}, idempotency_key="a")
    assert (body(busy, 409)["codigo"], busy.headers["Retry-After"]) == ("EN_CURSO", "1")
    with scope(None):
        AnsweredRequest.objects.update(begun=int(time.time()) - repeated.LEASE_SECONDS)
    assert body(program.post(CREATE, {"para": "titular"}, idempotency_key="a"), 201)["id"] == as_json(first)["id"]


def test_what_failed_of_our_side_may_be_tried_again(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_args: object, **_named: object) -> None:
        raise RuntimeError("broken")

    program.client.raise_request_exception = False
    with monkeypatch.context() as broken:
        broken.setattr("ventanilla.web.api.solicitudes.draft_open", fails)
        assert body(program.post(CREATE, {}, idempotency_key="a"), 500)["codigo"] == "SISTEMA"
    assert program.post(CREATE, {}, idempotency_key="a").status_code == 201


def test_many_at_once_are_carried_out_once(committing_office: Office) -> None:
    committing_office.browser("trabajadora")
    key = made("trabajadora").written
    answers: list[Any] = []

    def ask() -> None:
        from django.db import connection

        try:
            answers.append(Program(key).post(CREATE, {"para": "titular"}, idempotency_key="a"))
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert {answer.status_code for answer in answers} <= {201, 409}
    done = {answer.content for answer in answers if answer.status_code == 201}
    assert len(done) == 1
    with scope(None):
        assert Case.objects.count() == 1


# -- pages, versions, limits


def test_pages_are_stable_while_something_is_filed(program: Program, office: Office) -> None:
    folios = [filed(program, office)["folio"] for _ in range(3)]
    first = program.get("/api/v1/expedientes?limite=2")
    page = body(first)
    assert [one["folio"] for one in page["elementos"]] == folios[:0:-1]
    newest = filed(program, office)["folio"]
    following = first.headers["Link"].split(";")[0].strip("<>")
    rest = body(program.get(following))
    assert ([one["folio"] for one in rest["elementos"]], rest["siguiente"]) == ([folios[0]], None)
    assert body(program.get("/api/v1/expedientes?limite=1"))["elementos"][0]["folio"] == newest
    stolen = f"/api/v1/documentos?cursor={page['siguiente']}"
    assert body(program.get(stolen), 400)["codigo"] == "CURSOR"
    office.browser("patron")
    assert body(Program(made("patron").written).get(following), 400)["codigo"] == "CURSOR"


@pytest.mark.parametrize("query", ["limite=0", "limite=101", "limite=x", "limite=", "otro=1"])
def test_a_page_that_cannot_be_given(program: Program, query: str) -> None:
    assert body(program.get(f"/api/v1/expedientes?{query}"), 400)["codigo"] == "PARAMETRO"


def test_what_is_known_already_is_not_sent_again(program: Program) -> None:
    for path in ("/api/v1/tramites", "/api/v1/yo", "/api/v1/expedientes", "/api/v1/openapi.json"):
        tag = program.get(path).headers["ETag"]
        again = program.get(path, if_none_match=f'"x", {tag}')
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
        assert program.get(path, if_none_match='"x"').status_code == 200


def test_two_windows_do_not_write_over_each_other(program: Program, owner: Browser) -> None:
    draft = program.post("/api/v1/solicitudes", {"tramite": TRAMITE})
    path, tag = f"/api/v1/solicitudes/{as_json(draft)['id']}", draft.headers["ETag"]
    assert body(program.ask("PATCH", path, {"para": "familia"}), 428)["codigo"] == "FALTA_VERSION"
    assert owner.answer(as_json(draft)["id"], 1, para="familia").status_code == 302
    assert body(program.ask("PATCH", path, {"para": "titular"}, if_match=tag), 412)["codigo"] == "VERSION"
    assert body(program.get(path))["respuestas"]["para"] == "familia"
    english = program.get(path, accept_language="en").headers["ETag"]  # the same draft, said in other words
    assert program.ask("PATCH", path, {"para": "titular"}, if_match=english).status_code == 200
    wrong = program.ask("PATCH", path, {"para": "todos"}, if_match="*")
    assert body(wrong, 422)["campos"][0]["campo"] == "para"
    assert body(program.get(path))["respuestas"]["para"] == "titular"


def test_a_problem_is_said_in_the_readers_language(program: Program) -> None:
    english = program.get("/api/v1/expedientes?limite=0", accept_language="en")
    assert english.headers["Content-Type"] == "application/problem+json"
    said = body(english, 400)
    assert (said["title"], said["type"]) == (
        "A parameter of the address is not valid.",
        f"{ORIGIN}/api/v1/problemas/PARAMETRO",
    )
    assert body(program.get("/api/v1/problemas/PARAMETRO"))["estado"] == 400


def test_requests_are_counted_and_bounded(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    limits = Limits(account=(Window(2, 10**9),), address=())  # a window that ends in no test
    monkeypatch.setitem(LIMITS, LimitedAct.API, limits)
    left = [program.get("/api/v1/yo").headers["RateLimit-Remaining"] for _ in range(2)]
    assert left == ["1", "0"]
    refused = program.get("/api/v1/yo")
    assert body(refused, 429)["codigo"] == "DEMASIADAS"
    assert int(refused.headers["Retry-After"]) > 0
