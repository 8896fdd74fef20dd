"""Filing through HTTP: from the first question to the sealed document, and what is typed on the way."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import date

import pytest
from django.contrib.sessions.models import Session

from tests.web.filings import filed_cases, only_case, resolutions, who, worker
from tests.web.office import (
    DAY,
    TITLE,
    TRAMITE,
    Browser,
    Identity,
    Office,
    as_json,
    day_fields,
    text,
    value_of,
)
from ventanilla.adapters.storage.port import Kept, StorageDown
from ventanilla.apps.accounts.services import SESSION_KEY
from ventanilla.apps.cases.models import Case
from ventanilla.apps.demo.api import correos
from ventanilla.apps.documents.api import use_archive
from ventanilla.apps.documents.models import Document
from ventanilla.apps.documents.outbound import archive
from ventanilla.apps.eventlog.api import chain_verify, scope
from ventanilla.kernel.folio import read_folio, spoken

__all__ = ["who", "worker"]  # fixtures


# -- the whole way


def test_from_the_first_question_to_the_sealed_document(office: Office, worker: Browser, who: Identity) -> None:
    page = worker.get(f"/tramites/{TRAMITE}")
    assert "Iniciar" in text(page)
    started = worker.post(f"/tramites/{TRAMITE}/iniciar")
    first = worker.follow(started)
    assert "¿Para quién es la constancia?" in text(first)
    second = worker.follow(worker.post(started.headers["Location"], {"para": "familia"}))
    assert "¿En qué fecha?" in text(second)
    assert [value_of(second, f"fecha-{part}") for part in ("dia", "mes", "anio")] == ["22", "11", "2026"]
    address = started.headers["Location"].removesuffix("1") + "2"
    check = worker.follow(worker.post(address, day_fields(DAY)))
    for shown in ("Para mí y mi familia registrada", "22 de noviembre de 2026", "Quién firma", who.person.name):
        assert shown in text(check)
    sent = worker.send(worker.sign(check, who))
    folio = sent.headers["Location"].removeprefix("/expedientes/")
    assert read_folio(folio) == folio
    receipt = text(worker.follow(sent))
    assert "Recibimos su trámite" in receipt
    assert spoken(folio) in receipt
    assert "Estamos sellando el documento" in receipt
    case = only_case()
    assert (case.folio, case.state, case.promised_on) == (folio, "aprobado", DAY)
    with scope(None):
        documents = {row.kind: row for row in Document.objects.filter(case=case.id)}
        assert chain_verify(case.subject) is None
    assert set(documents) == {"acuse", TRAMITE}
    assert len(office.jobs("documents.seal_document")) == 2
    assert office.jobs("cases.resolve_case") == [{"case_id": str(case.id)}]
    assert office.jobs("cases.tell_applicant") == [{"case_id": str(case.id), "state": "aprobado"}]
    assert as_json(worker.get(f"/expedientes/{folio}/estado.json")) == {"listo": False, "estado": "aprobado"}
    office.print()
    assert as_json(worker.get(f"/expedientes/{folio}/estado.json")) == {"listo": True, "estado": "aprobado"}
    ready = text(worker.get(f"/expedientes/{folio}"))
    timeline = ("Firmó la solicitud con su e.firma.", f"Recibimos su trámite «{TITLE}»", "Resolvimos su trámite.")
    for shown in ("Su documento está listo", "Cadena original", *timeline):
        assert shown in ready
    pdf = worker.get(f"/documentos/{documents[TRAMITE].folio}.pdf")
    assert pdf.content.startswith(b"%PDF-")
    assert pdf.headers["Content-Disposition"] == f'attachment; filename="{documents[TRAMITE].folio}.pdf"'
    assert worker.get(f"/documentos/{documents['acuse'].folio}.svg").headers["Content-Type"] == "image/svg+xml"
    public = text(office.browser().get(f"/verificar/{documents[TRAMITE].folio}"))
    assert "Auténtico y vigente." in public
    assert "MARISOL" not in public.upper()


def test_a_file_the_storage_lost_is_said_on_its_case_and_one_that_does_not_answer_is_503(
    office: Office, worker: Browser, who: Identity
) -> None:
    worker.filed(who)
    office.print()
    case = only_case()
    with scope(None):
        document = Document.objects.get(case=case.id, kind=TRAMITE)
    address = f"/documentos/{document.folio}.pdf"
    kept = archive()
    try:
        use_archive(Unanswering())
        assert worker.get(address).status_code == 503
        assert "Su documento está listo" in text(worker.get(f"/expedientes/{case.folio}"))
    finally:
        use_archive(kept)
    whole = kept.get(document.key)
    kept.delete(document.key)
    assert worker.get(address).headers["Location"] == "/oficina"
    for page in ("/oficina", f"/expedientes/{case.folio}"):
        assert "se dañó de nuestro lado" in text(worker.get(page))
    assert "Su documento está listo" not in text(worker.get(f"/expedientes/{case.folio}"))
    kept.put(document.key, whole)  # from a copy
    assert worker.get(address).content == whole
    assert "se dañó de nuestro lado" not in text(worker.get("/oficina"))


class Unanswering:
    """A storage that is down."""

    def put(self, key: str, data: bytes) -> None:
        raise StorageDown("off")

    def get(self, key: str) -> bytes:
        raise StorageDown("off")

    def delete(self, key: str) -> None:
        raise StorageDown("off")

    def listing(self, prefix: str) -> Iterator[Kept]:
        raise StorageDown("off")


def test_the_fallback_job_does_nothing_twice(office: Office, worker: Browser, who: Identity) -> None:
    worker.filed(who)
    office.run("cases.resolve_case")
    assert (resolutions(), only_case().state) == (1, "aprobado")


def test_an_interrupted_page_is_resolved_by_the_worker(
    office: Office, worker: Browser, who: Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = worker.ready()
    signed = worker.sign(worker.get(f"/solicitudes/{draft}/revisar"), who)
    with monkeypatch.context() as patched:
        patched.setattr("ventanilla.web.portal.filing.case_resolve", lambda _case: None)
        folio = worker.send(signed).headers["Location"].removeprefix("/expedientes/")
    assert only_case().state == "recibido"
    assert "Estamos sellando el documento" in text(worker.get(f"/expedientes/{folio}"))
    office.run("cases.resolve_case")
    assert (resolutions(), only_case().state) == (1, "aprobado")


def test_the_applicant_is_told_without_personal_data(office: Office, worker: Browser, who: Identity) -> None:
    folio = worker.filed(who)
    office.run("cases.tell_applicant")
    office.run("cases.tell_applicant")
    (mail,) = correos()
    assert mail.to == who.person.email
    assert spoken(folio) in mail.body
    for private in (who.person.curp, who.person.rfc, who.person.name, "MARISOL"):
        assert private not in mail.subject + mail.body


def test_whoever_is_in_no_register_is_refused_with_the_reason(office: Office) -> None:
    nobody = office.mint.person()
    browser = office.browser()
    assert browser.sign_in(nobody).status_code == 302
    folio = browser.filed(nobody)
    page = text(browser.get(f"/expedientes/{folio}"))
    assert "No procede" in page
    assert "Su CURP todavía no está en el registro de personas aseguradas" in page


def test_a_doubt_in_the_register_is_seen_by_a_person(office: Office) -> None:
    browser = office.browser("duplicada")
    folio = browser.filed(office.mint.identity("duplicada"))
    page = text(browser.get(f"/expedientes/{folio}"))
    assert "En revisión" in page
    assert "Usted no necesita hacer nada más; le avisaremos." in page
    assert "Su trámite está en revisión: una persona de la oficina lo verá." in page
    assert only_case().state == "en_revision"
    with scope(None):
        assert set(Document.objects.values_list("kind", flat=True)) == {"acuse"}


# -- a company


def test_a_company_does_not_ask_for_what_is_a_persons(office: Office) -> None:
    browser = office.browser("empresa")
    browser.get(f"/tramites/{TRAMITE}")
    refused = browser.post(f"/tramites/{TRAMITE}/iniciar")
    assert (refused.status_code, refused.headers["Location"]) == (302, f"/tramites/{TRAMITE}")
    told = text(browser.get(f"/tramites/{TRAMITE}"))
    assert "Este trámite es personal: una empresa no puede pedirlo." in told
    assert "/iniciar" not in told
    assert not filed_cases()
    with scope(None):
        assert not Case.objects.exists()


# -- what is typed


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("31", "2", "2026"), "Escriba una fecha que exista: día, mes y año."),
        (("", "", ""), "Escriba una fecha que exista: día, mes y año."),
        (("1", "", ""), "Escriba una fecha que exista: día, mes y año."),
        (("diez", "mayo", "2020"), "Escriba una fecha que exista: día, mes y año."),
        (("1", "1", "1990"), "La ley con que calculamos rige desde el"),
        (("1", "1", "2031"), "La fecha está a más de un año. Revise el año, o escriba una fecha hasta el"),
        (("1", "1", "99999"), "Escriba una fecha que exista: día, mes y año."),
        (("-1", "1", "2020"), "Escriba una fecha que exista: día, mes y año."),
        (("1\x00", "1", "2020"), "Escriba una fecha que exista: día, mes y año."),
        (("<b>1</b>", "1", "2020"), "Escriba una fecha que exista: día, mes y año."),
        (("1", "1", "٢٠٢٠"), "Escriba una fecha que exista: día, mes y año."),
        (("9" * 5000, "1", "2020"), "Escriba una fecha que exista: día, mes y año."),
    ],
)
def test_a_wrong_date_keeps_what_was_typed(worker: Browser, typed: tuple[str, str, str], sentence: str) -> None:
    draft = worker.draft()
    fields = dict(zip(("fecha-dia", "fecha-mes", "fecha-anio"), typed, strict=True))
    answer = worker.answer(draft, 2, **fields)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert "Hay un problema" in text(answer)
    for name, value in fields.items():
        assert value_of(answer, name).replace("\ufffd", "\x00") == value
    back = worker.get(f"/solicitudes/{draft}/revisar")
    assert back.headers["Location"] == f"/solicitudes/{draft}/2"


@pytest.mark.parametrize("typed", ["", "otra cosa", "titular' OR 1=1 --", "\x00", "a" * 10_000, "ñ"])
def test_an_answer_that_is_no_option_is_told_so(worker: Browser, typed: str) -> None:
    draft = worker.draft()
    answer = worker.answer(draft, 1, para=typed)
    assert answer.status_code == 422
    assert "Elija una de las opciones." in text(answer)


def test_a_draft_is_kept_and_resumed_on_another_device(office: Office, worker: Browser) -> None:
    draft = worker.draft()
    left = worker.answer(draft, 1, para="familia", salir="1")
    assert left.headers["Location"] == "/oficina"
    other = office.browser("trabajadora")
    assert f"/solicitudes/{draft}/lista" in other.get("/oficina").content.decode()
    assert other.get(f"/solicitudes/{draft}/lista").headers["Location"] == f"/solicitudes/{draft}/1"
    assert other.draft() == draft
    assert 'value="familia" checked' in other.get(f"/solicitudes/{draft}/1").content.decode()


def test_a_step_that_does_not_exist(worker: Browser) -> None:
    draft = worker.draft()
    for number in ("0", "3", "99999999999999999999"):
        assert worker.get(f"/solicitudes/{draft}/{number}").status_code == 404


def test_an_unfinished_draft_cannot_be_reached_out_of_order(worker: Browser, who: Identity) -> None:
    draft = worker.draft()
    worker.answer(draft, 1, para="nadie")
    assert worker.get(f"/solicitudes/{draft}/revisar").headers["Location"] == f"/solicitudes/{draft}/1"
    assert worker.get(f"/solicitudes/{draft}/texto").headers["Location"] == f"/solicitudes/{draft}/revisar"
    worker.get(f"/solicitudes/{draft}/1")
    challenge = as_json(worker.post(f"/solicitudes/{draft}/reto"))
    act = {"tramite": TRAMITE, "title": TITLE, "case": draft, "acting_for": "", "lines": []}
    made_up = worker.signed("ventanilla.solicitud.v1", act, challenge, f"/solicitudes/{draft}/revisar", who)
    sent = worker.send(made_up)
    assert sent.headers["Location"] == f"/solicitudes/{draft}/1"
    assert not filed_cases()


# -- the session ends on the way


def expire(browser: Browser) -> None:
    """Nobody touched the session for longer than it lasts."""
    session = browser.client.session
    session[SESSION_KEY] = session[SESSION_KEY] | {"seen": int(time.time()) - 31 * 60}
    session.save()


def test_what_was_typed_when_the_session_ended_comes_back(office: Office, worker: Browser, who: Identity) -> None:
    draft = worker.draft()
    worker.get(f"/solicitudes/{draft}/2")
    expire(worker)
    sent = worker.post(f"/solicitudes/{draft}/2", day_fields(date(2020, 2, 29)))
    assert sent.headers["Location"].startswith("/entrar?")
    page = worker.follow(sent)
    assert "Su sesión terminó" in text(page)
    assert "Lo que escribió está guardado; inicie sesión para seguir." in text(page)
    entered = worker.send(worker.sign(page, who))
    assert entered.headers["Location"] == f"/solicitudes/{draft}/2"
    back = worker.follow(entered)
    assert [value_of(back, f"fecha-{part}") for part in ("dia", "mes", "anio")] == ["29", "2", "2020"]


def test_what_one_typed_is_not_another_persons(office: Office, worker: Browser) -> None:
    draft = worker.draft()
    worker.get(f"/solicitudes/{draft}/1")
    expire(worker)
    page = worker.follow(worker.post(f"/solicitudes/{draft}/1", {"para": "familia"}))
    entered = worker.send(worker.sign(page, office.mint.identity("patron")))
    worker.accept()
    assert worker.follow(entered).status_code == 404  # where the address led: it is not theirs
    assert worker.get("/oficina").status_code == 200
    assert "familia" not in json.dumps(dict(worker.client.session.items()))


@pytest.mark.parametrize(
    ("address", "fields", "afterwards"),
    [
        (f"/tramites/{TRAMITE}/iniciar", {}, f"/tramites/{TRAMITE}"),
        ("/solicitudes/{draft}/revisar", {"firma": "QUJD", "certificado": "QUJD"}, "/solicitudes/{draft}/revisar"),
        ("/solicitudes/{draft}/reto", {}, "/solicitudes/{draft}/revisar"),
        ("/sesion", {}, "/oficina"),
        ("/salir", {}, "/"),
    ],
)
def test_a_form_sent_too_late_leads_back_to_its_page(
    worker: Browser, who: Identity, address: str, fields: dict[str, str], afterwards: str
) -> None:
    draft = worker.ready()
    worker.get("/oficina")
    expire(worker)
    sent = worker.post(address.format(draft=draft), fields)
    entered = worker.send(worker.sign(worker.follow(sent), who))
    assert entered.headers["Location"] == afterwards.format(draft=draft)
    assert worker.follow(entered).status_code == 200


def test_a_session_ends_after_ten_hours_whatever_one_does(worker: Browser) -> None:
    session = worker.client.session
    session[SESSION_KEY] = session[SESSION_KEY] | {"opened": int(time.time()) - 10 * 3600 - 1}
    session.save()
    assert worker.get("/oficina").status_code == 302
    assert SESSION_KEY not in Session.objects.get(session_key=worker.session()).get_decoded()
