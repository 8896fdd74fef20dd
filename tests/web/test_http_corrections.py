"""Correcting one's own datum: asked by its kind, shown with what the register says, and what was signed before."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.http import HttpResponse

from tests.adapters.hostile_files import pdf
from tests.web.attaching import HOUSE, NUMBER, PRUEBA, TRAMITE, attach, draft
from tests.web.office import DAY, Browser, Identity, Office, as_json, drawn, text
from tests.web.programs import Program, made
from tests.web.referred import OFFICIAL, OWNER, REASONS, actor, enter, reviewing
from tests.web.test_http_official import LIST, begin, finish
from ventanilla.apps.affiliation.models import Cambio, Domicilio, Persona
from ventanilla.apps.cases.api import case_resolve, promised_date, request_lines, resolution_recompute
from ventanilla.apps.cases.models import Case, Resolution
from ventanilla.apps.documents.models import Document
from ventanilla.apps.eventlog.api import scope
from ventanilla.kernel.folio import new_folio
from ventanilla.kit import FileRef
from ventanilla.tramites.actualizacion_datos.definition import TRAMITE as DATOS
from ventanilla.tramites.actualizacion_datos.form_v1 import SolicitudV1

API = "/api/v1/solicitudes"
OLD_ADDRESS = "Calle Uno 5, Centro, Tlalpan, Ciudad de México, 14000"
OLD_DRAFTS: tuple[tuple[dict[str, str], dict[str, str]], ...] = (
    ({"dato": "nombre", "nuevo": "Íñigo"}, {"nombre": "Íñigo"}),
    ({"dato": "nacimiento", "nuevo": "27/03/1990"}, {"nacimiento": "1990-03-27"}),
    ({"dato": "nacimiento", "nuevo": "en marzo"}, {}),
    ({"dato": "sexo", "nuevo": "no binario"}, {"sexo": "X"}),
    ({"dato": "segundo_apellido", "nuevo": ""}, {}),
    (
        {"dato": "domicilio", "nuevo": OLD_ADDRESS},
        {"domicilio.codigo_postal": "14000", "domicilio.calle": OLD_ADDRESS},
    ),
    ({"nuevo": "Calle Uno 5, Centro, 14000, Tlalpan, Ciudad de México"}, HOUSE),
)


@pytest.fixture
def worker(office: Office) -> Browser:
    return office.browser(OWNER)


@pytest.fixture
def who(office: Office) -> Identity:
    return office.mint.identity(OWNER)


def persona() -> Persona:
    with scope(None):
        return Persona.objects.get(subject=drawn().named(OWNER).subject)


def old_case(state: str, answers: dict[str, str]) -> Case:
    """A row of when every datum was one text; a filed one as it was signed then."""
    now, who = settings.VENTANILLA_CLOCK.now(), actor(OWNER)
    proof = {"a": FileRef("a", "acta.pdf", "pdf", 1000, "ab" * 32)}
    sent = {} if state == "borrador" else {"filed_at": now, "folio": new_folio()}
    read = SolicitudV1.read(answers | {"prueba.0": "a"}, DAY, proof) if sent else None
    with scope(None):
        return Case.objects.create(
            tramite=TRAMITE,
            title=DATOS.title,
            account_id=who.owner,
            person=who.subject,
            subject=who.subject,
            applicant="María de Prueba",
            assurance=3,
            state=state,
            draft=answers,
            lines=[{"label": label, "answer": said} for label, said in request_lines(read)] if read else [],
            form_version=1,
            opened_at=now,
            saved_at=now,
            promised_on=promised_date(DATOS, DAY) if sent else None,
            **sent,
        )


# -- what is asked


def test_each_datum_is_asked_by_its_kind_with_what_the_register_says(worker: Browser) -> None:
    born = persona().nacimiento
    case = draft(worker, "sexo", sexo="X")
    worker.answer(case, 1, dato="nacimiento")
    shown = text(worker.get(f"/solicitudes/{case}/{NUMBER['nacimiento']}"))
    assert "¿En qué fecha nació?" in shown
    assert f"{born.day} de" in shown
    assert born.isoformat() not in shown
    assert "Según su registro, al 22 de noviembre de 2026." in shown
    worker.answer(case, 1, dato="domicilio")
    address = text(worker.get(f"/solicitudes/{case}/{NUMBER['domicilio']}"))
    assert "Código postal" in address
    assert "¿Es correcto?" not in address  # the register has none


def test_what_is_right_needs_no_request_and_it_is_said_at_once(worker: Browser) -> None:
    case = draft(worker)
    page = f"/solicitudes/{case}/{NUMBER['nombre']}"
    worker.get(page)
    told = worker.post(page, {"correcto": "si"})
    assert told.status_code == 422
    assert "Si su registro está bien, no hay nada que cambiar." in text(told)
    attach(worker, case, pdf())
    assert worker.get(f"/solicitudes/{case}/revisar").headers["Location"] == page


def test_an_address_is_corrected_from_what_the_register_says_and_asks_no_proof(
    office: Office, worker: Browser, who: Identity
) -> None:
    for street in ("Calle Uno", "Calle Dos"):
        case = draft(worker, "domicilio", **HOUSE | {"domicilio.calle": street})
        check = worker.get(f"/solicitudes/{case}/revisar")
        assert check.status_code == 200  # no file is asked
        sent = worker.send(worker.sign(check, who))
        assert sent.status_code == 302
    said = text(worker.get(sent.headers["Location"]))
    assert "Calle Uno 5, Centro, 14000, Tlalpan, Ciudad de México" in said  # what the register said, as it is printed
    with scope(None):
        assert Domicilio.objects.get().texto == "Calle Dos 5, Centro, 14000, Tlalpan, Ciudad de México"
        resolution = Resolution.objects.order_by("id").last()
    assert resolution is not None
    assert [each["field"] for each in resolution.record["solicitud"]["disputas"]] == ["domicilio"]
    assert resolution_recompute(resolution.pk).same


def test_a_curp_that_is_anothers_is_said_to_the_official_alone(office: Office, worker: Browser, who: Identity) -> None:
    enter(office, OFFICIAL)
    reviewing(OFFICIAL)
    case = draft(worker, "curp", curp=drawn().named("pensionada").curp)
    attach(worker, case, pdf())
    sent = worker.send(worker.sign(worker.get(f"/solicitudes/{case}/revisar"), who))
    folio = sent.headers["Location"].removeprefix("/expedientes/")
    official = office.browser(OFFICIAL)
    assert "no corresponden a la misma persona" in text(official.get(f"{LIST}/{folio}"))
    sure = begin(official, folio, "confirmar", razones=REASONS)
    assert finish(official, folio, "confirmar", sure).status_code == 302
    with scope(None):
        assert Case.objects.get(folio=folio).state == "negado"
        printed = str(Document.objects.get(kind="resolucion").content)
    assert "De otra" not in printed
    assert "Lo que dice su registro" in printed


def test_a_program_says_why_what_the_register_says_is_not_right(office: Office, worker: Browser) -> None:
    program = Program(made(OWNER).written)

    def kept(body: object) -> HttpResponse:
        return program.ask("PATCH", f"{API}/{case}", body, if_match="*")

    opened = program.post(API, {"tramite": TRAMITE}, idempotency_key="una-clave-de-prueba-1")
    case = as_json(opened)["id"]
    answers = {"dato": "nombre", "nombre": "Mariana"}
    wrong = {each["campo"] for each in as_json(kept(answers))["por_corregir"]}
    assert wrong == {"disputas.nombre", "prueba"}
    why = {"disputas": {"nombre": "Así dice mi acta."}}
    left = as_json(kept(why))
    assert {each["campo"] for each in left["por_corregir"]} == {"prueba"}
    assert left["respuestas"]["disputas"] == {"nombre": "Así dice mi acta."}
    for unknown in ({"disputas": {"otra": "x"}}, {"disputas": "x"}):
        assert as_json(kept(unknown))["codigo"] == "CAMPO"


# -- what was begun or signed when every datum was one text


@pytest.mark.parametrize(("old", "now"), OLD_DRAFTS)
def test_what_was_typed_as_one_text_goes_to_the_question_of_its_datum(old: dict[str, str], now: dict[str, str]) -> None:
    kept = DATOS.form.migrate(1, old | {"prueba.0": "a"})
    assert {name: value for name, value in kept.items() if name not in {"dato", "prueba.0"}} == now
    assert kept["prueba.0"] == "a"


def test_an_old_draft_goes_on_with_what_it_had(worker: Browser, who: Identity) -> None:
    case = old_case("borrador", {"dato": "domicilio", "nuevo": OLD_ADDRESS, "prueba.0": ""})
    page = worker.get(f"/solicitudes/{case.id}/{NUMBER['domicilio']}")
    assert "Este formulario cambió desde que lo empezó." in text(page)
    assert OLD_ADDRESS in page.content.decode()
    worker.post(f"/solicitudes/{case.id}/{NUMBER['domicilio']}", HOUSE)
    sent = worker.send(worker.sign(worker.get(f"/solicitudes/{case.id}/revisar"), who))
    assert sent.status_code == 302, text(sent)
    with scope(None):
        assert Case.objects.get(id=case.id).form_version == 2
        assert Domicilio.objects.get().texto == "Calle Uno 5, Centro, 14000, Tlalpan, Ciudad de México"


def test_an_address_signed_as_one_text_changes_as_it_was_signed(office: Office, worker: Browser) -> None:
    case = old_case("recibido", {"dato": "domicilio", "nuevo": OLD_ADDRESS})
    case_resolve(case.id)
    assert OLD_ADDRESS in text(worker.get(f"/expedientes/{case.folio}"))
    with scope(None):
        assert Case.objects.get(id=case.id).state == "aprobado"
        assert Domicilio.objects.get().texto == OLD_ADDRESS
        assert resolution_recompute(Resolution.objects.get(case=case).pk).same


def test_a_name_signed_as_one_text_is_shown_and_decided_by_an_official(
    office: Office, worker: Browser, who: Identity
) -> None:
    enter(office, OFFICIAL)
    reviewing(OFFICIAL)
    sent_draft = draft(worker)
    attach(worker, sent_draft, pdf())
    sent = worker.send(worker.sign(worker.get(f"/solicitudes/{sent_draft}/revisar"), who))
    folio = sent.headers["Location"].removeprefix("/expedientes/")
    with scope(None):
        case = Case.objects.get(folio=folio)
        case.draft = {"dato": "nombre", "nuevo": "Mariana", "prueba.0": case.draft["prueba.0"]}
        case.form_version, case.lines = 1, [{"label": "¿Cómo debe quedar?", "answer": "MARIANA"}]
        case.save()
    official = office.browser(OFFICIAL)
    page = text(official.get(f"{LIST}/{folio}"))
    for said in ("¿Cómo debe quedar?", "MARIANA", "acta.pdf"):
        assert said in page, said
    sure = begin(official, folio, "confirmar", razones=REASONS)
    assert finish(official, folio, "confirmar", sure).status_code == 302
    assert persona().nombre == "MARIANA"
    with scope(None):
        assert Cambio.objects.get().despues == "MARIANA"


# -- before starting


@pytest.mark.parametrize(
    ("key", "question", "answer", "leads"),
    [
        ("constancia_semanas", "busca", "faltan", "/tramites/aclaracion"),
        ("constancia_semanas", "busca", "atencion", "/tramites/constancia_vigencia"),
        ("aclaracion", "que", "persona", "/tramites/actualizacion_datos"),
        ("aclaracion", "que", "ver", "/tramites/constancia_semanas"),
        ("actualizacion_datos", "dato", "aviso", "/tramites/aclaracion"),
        ("actualizacion_datos", "dato", "contacto", "/cuenta/contacto"),
    ],
)
def test_an_answer_before_starting_leads_where_it_is_done(
    worker: Browser, key: str, question: str, answer: str, leads: str
) -> None:
    page = worker.get(f"/tramites/{key}")
    assert f'href="/tramites/{key}/antes"' in page.content.decode()
    worker.get(f"/tramites/{key}/antes")
    told = worker.post(f"/tramites/{key}/antes", {question: answer})
    assert f'href="{leads}"' in told.content.decode()
    assert worker.get(leads).status_code == 200


def test_whoever_never_had_a_number_is_told_where_one_is_given(worker: Browser) -> None:
    worker.get("/tramites/localizacion_nss/antes")
    told = text(worker.post("/tramites/localizacion_nss/antes", {"tuvo": "no"}))
    assert "El suyo se asigna en otro trámite, sin salir de casa." in told


def test_the_file_is_asked_only_of_who_somebody_is(worker: Browser) -> None:
    case = draft(worker)
    assert "¿Qué documento lo prueba?" in text(worker.get(f"/solicitudes/{case}/{PRUEBA}"))
    assert worker.get(f"/solicitudes/{case}/revisar").headers["Location"] == f"/solicitudes/{case}/{PRUEBA}"
