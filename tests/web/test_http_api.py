"""The JSON API through HTTP: the same Form, the same signature, the same receipt as the pages."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.office import TRAMITE, Browser, Identity, Office, as_json, b64
from ventanilla.apps.cases.api import tramites
from ventanilla.apps.cases.models import Case
from ventanilla.apps.eventlog.api import scope
from ventanilla.kernel.canonical import canonical

CREATE = f"/api/v1/tramites/{TRAMITE}/solicitudes"
ANSWERS = {"para": "titular", "fecha": "2026-11-22"}


@pytest.fixture
def program(office: Office) -> Browser:
    browser = office.browser("trabajadora")
    browser.get("/oficina")
    return browser


@pytest.fixture
def who(office: Office) -> Identity:
    return office.mint.identity()


def signature(created: dict[str, Any], who: Identity) -> dict[str, str]:
    """What a program posts to file what it was told to sign."""
    data = canonical(created["por_firmar"])
    return {
        "certificado": b64(who.certificate),
        "firma": b64(who.cades(data)),
        "nonce": created["por_firmar"]["nonce"],
        "contenido": created["contenido"],
    }


def made(program: Browser, answers: dict[str, Any]) -> dict[str, Any]:
    answer = program.send_json(CREATE, answers)
    assert answer.status_code == 201, answer.content
    return as_json(answer)


def test_a_program_files_and_reads_its_case(program: Browser, who: Identity) -> None:
    created = made(program, ANSWERS)
    to_sign = created["por_firmar"]
    assert to_sign["typ"] == "ventanilla.solicitud.v1"
    assert to_sign["act"]["case"] == created["id"]
    assert [line["answer"] for line in to_sign["act"]["lines"]] == ["Solo para mí", "22 de noviembre de 2026"]
    filed = program.send_json(f"/api/v1/solicitudes/{created['id']}/firma", signature(created, who))
    assert filed.status_code == 201
    receipt = as_json(filed)
    assert (receipt["tramite"], receipt["prometido"]) == (TRAMITE, "2026-11-22")
    case = as_json(program.get(f"/api/v1/expedientes/{receipt['folio']}"))
    assert case["id"] == created["id"]
    assert case["estado"] == "aprobado"


def test_the_same_again_gets_the_same_receipt_and_other_content_does_not(program: Browser, who: Identity) -> None:
    created = made(program, ANSWERS)
    path, body = f"/api/v1/solicitudes/{created['id']}/firma", signature(created, who)
    first, second = program.send_json(path, body), program.send_json(path, body)
    assert (first.status_code, second.status_code) == (201, 201)
    assert as_json(first)["folio"] == as_json(second)["folio"]
    other = program.send_json(path, body | {"contenido": "0" * 64})
    assert other.status_code == 409
    assert as_json(other)["codigo"] == "YA_ENVIADA"
    assert as_json(other)["caso"]["folio"] == as_json(first)["folio"]
    with scope(None):
        assert Case.objects.exclude(folio=None).count() == 1


def test_a_company_is_told_that_it_cannot_ask_for_what_is_a_persons(office: Office) -> None:
    company = office.browser("empresa")
    company.get("/oficina")
    refused = company.send_json(CREATE, ANSWERS)
    assert (refused.status_code, as_json(refused)["codigo"]) == (403, "AUDIENCIA")
    with scope(None):
        assert not Case.objects.exists()


def test_a_receipt_says_the_state_after_it_was_decided(program: Browser, who: Identity) -> None:
    created = made(program, ANSWERS)
    filed = program.send_json(f"/api/v1/solicitudes/{created['id']}/firma", signature(created, who))
    assert as_json(filed)["estado"] == "aprobado"


def test_a_refused_signature_says_why(program: Browser, who: Identity) -> None:
    created = made(program, ANSWERS)
    path = f"/api/v1/solicitudes/{created['id']}/firma"
    refused = program.send_json(path, signature(created, who) | {"firma": "QUJD"})
    assert refused.status_code == 422
    assert as_json(refused)["codigo"] == "FIRMA_MAL_FORMADA"
    assert "no pudimos leerla" in as_json(refused)["detail"]
    spent = program.send_json(path, signature(created, who))
    assert (spent.status_code, as_json(spent)["codigo"]) == (422, "RETO_USADO")


def test_content_that_is_not_the_drafts_is_not_filed(program: Browser, who: Identity) -> None:
    created = made(program, ANSWERS)
    body = signature(created, who) | {"contenido": "0" * 64}
    refused = program.send_json(f"/api/v1/solicitudes/{created['id']}/firma", body)
    assert (refused.status_code, as_json(refused)["codigo"]) == (422, "SOLICITUD_CAMBIO")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"certificado": 1, "firma": "x", "nonce": "x", "contenido": "x"},
        {"certificado": "x", "firma": None, "nonce": "x", "contenido": "x"},
        [],
        b"",
        b"\xff",
        b"{",
    ],
)
def test_a_signature_with_something_missing(program: Browser, body: object) -> None:
    created = made(program, ANSWERS)
    answer = program.send_json(f"/api/v1/solicitudes/{created['id']}/firma", body)
    assert answer.status_code == 400
    assert as_json(answer)["title"] == "Faltan certificado, firma, nonce o contenido."


@pytest.mark.parametrize("text", ["\x00", "\ud800", "ñ", "A" * 60_000])
def test_hostile_texts_in_a_signature_are_refused_in_words(program: Browser, text: str) -> None:
    created = made(program, ANSWERS)
    body = dict.fromkeys(("certificado", "firma", "nonce"), text) | {"contenido": created["contenido"]}
    answer = program.send_json(f"/api/v1/solicitudes/{created['id']}/firma", body)
    assert (answer.status_code, as_json(answer)["codigo"]) == (422, "RETO_DESCONOCIDO")
    body |= {"nonce": created["por_firmar"]["nonce"]}
    answer = program.send_json(f"/api/v1/solicitudes/{created['id']}/firma", body)
    assert (answer.status_code, as_json(answer)["codigo"]) == (422, "FIRMA_MAL_FORMADA")


@pytest.mark.parametrize(
    ("answers", "field", "reason"),
    [
        ({"para": "todos"}, "para", "Elija una de las opciones."),
        ({"fecha": "2026-02-30"}, "fecha", "Escriba una fecha que exista: día, mes y año."),
        ({"fecha": "22/11/2026"}, "fecha", "Escriba una fecha que exista: día, mes y año."),
        ({"fecha": "2031-01-01"}, "fecha", "La fecha está a más de un año."),
        ({"fecha": "\x00"}, "fecha", "Escriba una fecha que exista: día, mes y año."),
        ({"para": "\ud800"}, "para", "No entendimos esta respuesta. Revísela."),
    ],
)
def test_a_wrong_answer_is_told_by_its_field(
    program: Browser, answers: dict[str, str], field: str, reason: str
) -> None:
    answer = program.send_json(CREATE, answers)
    assert answer.status_code == 422
    (only,) = as_json(answer)["campos"]
    assert only["campo"] == field
    assert only["detalle"].startswith(reason)
    with scope(None):
        assert not Case.objects.exists()


def test_a_wrong_body_changes_no_draft(program: Browser) -> None:
    draft = program.draft()
    program.answer(draft, 1, para="familia")
    assert program.send_json(CREATE, {"para": "todos"}).status_code == 422
    with scope(None):
        assert Case.objects.get(id=draft).draft["para"] == "familia"


@pytest.mark.parametrize("value", [None, 1, True, [], {}, {"a": {"b": []}}])
def test_an_answer_is_a_text(program: Browser, value: object) -> None:
    answer = program.send_json(CREATE, {"para": value})
    assert answer.status_code == 422
    assert [one["campo"].partition(".")[0] for one in as_json(answer)["campos"]] == ["para"]


def test_a_field_that_is_not_asked_for(program: Browser) -> None:
    answer = program.send_json(CREATE, ANSWERS | {"curp": "x", "admin": "1"})
    assert answer.status_code == 422
    said = [(one["campo"], one["codigo"]) for one in as_json(answer)["campos"]]
    assert said == [("admin", "DATO_NO_PEDIDO"), ("curp", "DATO_NO_PEDIDO")]


@pytest.mark.parametrize("body", [b"", b"hola", b"[]", b"1", b"\xff\xfe", b"[" * 100_000, b'{"para": NaN}x'])
def test_a_body_that_is_no_object(program: Browser, body: bytes) -> None:
    answer = program.send_json(CREATE, body)
    assert answer.status_code == 400
    assert as_json(answer)["title"] == "El cuerpo no es un objeto JSON de menos de 256 KB."


def test_an_enormous_body(program: Browser) -> None:
    large = program.send_json(CREATE, b'{"para":"' + b"a" * 300_000 + b'"}')
    assert (large.status_code, as_json(large)["codigo"]) == (400, "JSON")
    enormous = program.send_json(CREATE, b'{"para":"' + b"a" * 2_000_000 + b'"}')
    assert (enormous.status_code, as_json(enormous)["codigo"]) == (413, "DEMASIADO_GRANDE")


def test_without_a_session_nothing_is_opened(office: Office) -> None:
    browser = office.browser()
    browser.get("/")
    for answer in (browser.send_json(CREATE, ANSWERS), browser.get("/api/v1/expedientes/7K3M9QX24HTH")):
        assert answer.status_code == 401
        assert as_json(answer)["title"] == "Inicie sesión para continuar."
        assert len(as_json(answer)["referencia"]) == 8


def test_challenges_run_out_for_a_program_too(program: Browser) -> None:
    answers = [program.send_json(CREATE, ANSWERS).status_code for _ in range(21)]
    assert answers == [201] * 20 + [429]


def test_the_catalogue_describes_every_form(office: Office) -> None:
    program = office.browser()
    listed = as_json(program.get("/api/v1/tramites"))["tramites"]
    assert [one["clave"] for one in listed] == list(tramites())
    described = as_json(program.get(f"/api/v1/tramites/{TRAMITE}"))
    assert described["solicitud"]["properties"]["para"]["enum"] == ["titular", "familia"]
    assert described["solicitud"]["additionalProperties"] is False
    assert described["fundamento"] == ["LSS 5-A", "LSS 84", "LSS 109"]


def test_what_a_draft_begins_with_need_not_be_sent(program: Browser) -> None:
    described = as_json(program.get(f"/api/v1/tramites/{TRAMITE}"))["solicitud"]
    assert "required" not in described
    assert made(program, {})["por_firmar"]["act"]["lines"][1]["answer"] == "22 de noviembre de 2026"


def test_a_text_is_as_long_as_its_schema_says_though_nobody_sees_all_of_it(program: Browser) -> None:
    path = "/api/v1/tramites/derechos_arco/solicitudes"
    answers = {"derecho": "acceso", "datos": "persona", "pide": "a" * 2000}
    assert program.send_json(path, answers).status_code == 201
    refused = program.send_json(path, answers | {"pide": "\u0098" + "a" * 2000})
    (only,) = as_json(refused)["campos"]
    assert (refused.status_code, only["campo"], only["codigo"]) == (422, "pide", "RESPUESTA_LARGA")


def test_openapi_has_every_tramite_and_points_nowhere_empty(office: Office) -> None:
    found = as_json(office.browser().get("/api/v1/openapi.json"))
    assert found["openapi"] == "3.1.0"
    assert {f"/api/v1/tramites/{key}/solicitudes" for key in tramites()} <= set(found["paths"])
    for path, methods in found["paths"].items():
        for operation in methods.values():
            assert operation["summary"], path
            assert operation["responses"], path
