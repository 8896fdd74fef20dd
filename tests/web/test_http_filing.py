"""Filing through HTTP: from the first question to the sealed document, and everything that can come between."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from tests.web.office import (
    DAY,
    TITLE,
    TRAMITE,
    Browser,
    Identity,
    Office,
    as_json,
    b64,
    day_fields,
    text,
    value_of,
)
from ventanilla.adapters.storage.port import Kept, StorageDown
from ventanilla.apps.accounts.services import SESSION_KEY
from ventanilla.apps.cases.jobs import StillUnknown
from ventanilla.apps.cases.models import Case, Resolution
from ventanilla.apps.demo.api import correos
from ventanilla.apps.documents.api import use_archive
from ventanilla.apps.documents.models import Document
from ventanilla.apps.documents.outbound import archive
from ventanilla.apps.eventlog.api import chain_verify, scope
from ventanilla.apps.signatures.models import RevocationCheck, Signature
from ventanilla.kernel.folio import read_folio, spoken


def filed_cases() -> list[Case]:
    with scope(None):
        return list(Case.objects.exclude(state="borrador").order_by("filed_at"))


def resolutions() -> int:
    with scope(None):
        return Resolution.objects.count()


def only_case() -> Case:
    (case,) = filed_cases()
    return case


@pytest.fixture
def worker(office: Office) -> Browser:
    """The insured woman of the demonstration, signed in."""
    return office.browser("trabajadora")


@pytest.fixture
def who(office: Office) -> Identity:
    return office.mint.identity()


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


# -- the same thing twice


def test_a_double_click_files_once(office: Office, worker: Browser, who: Identity) -> None:
    draft = worker.ready()
    signed = worker.sign(worker.get(f"/solicitudes/{draft}/revisar"), who)
    first, second = worker.send(signed), worker.send(signed)
    assert first.headers["Location"] == second.headers["Location"]
    assert (len(filed_cases()), resolutions()) == (1, 1)
    with scope(None):
        assert (Signature.objects.count(), Document.objects.count()) == (1, 2)


def test_signed_twice_in_two_windows_is_filed_once(worker: Browser, who: Identity) -> None:
    draft = worker.ready()
    page = worker.get(f"/solicitudes/{draft}/revisar")
    one, two = worker.sign(page, who), worker.sign(page, who)
    assert worker.send(one).headers["Location"] == worker.send(two).headers["Location"]
    assert (len(filed_cases()), resolutions()) == (1, 1)


def test_what_changed_in_another_window_is_not_filed(worker: Browser, who: Identity) -> None:
    draft = worker.ready("titular")
    page = worker.get(f"/solicitudes/{draft}/revisar")
    worker.answer(draft, 1, para="familia")
    refused = worker.send(worker.sign(page, who))
    assert refused.status_code == 422
    assert "La solicitud cambió en otra ventana después de que la leyó aquí. No se envió." in text(refused)
    assert "Para mí y mi familia registrada" in text(refused)
    assert not filed_cases()
    assert worker.send(worker.sign(refused, who)).status_code == 302


def test_what_was_read_and_what_was_signed_are_the_same(worker: Browser, who: Identity) -> None:
    """Old content signed and posted without saying which: the signature itself tells."""
    draft = worker.ready("titular")
    signed = worker.sign(worker.get(f"/solicitudes/{draft}/revisar"), who)
    worker.answer(draft, 1, para="familia")
    refused = worker.post(f"/solicitudes/{draft}/revisar", signed.fields)
    assert "Lo que se firmó no es lo que le mostramos: cambió en el camino. No registramos nada." in text(refused)
    assert not filed_cases()


def test_filed_in_another_window_with_other_answers_shows_its_folio(worker: Browser, who: Identity) -> None:
    draft = worker.ready("titular")
    old = worker.sign(worker.get(f"/solicitudes/{draft}/revisar"), who)
    worker.answer(draft, 1, para="familia")
    worker.send(worker.sign(worker.get(f"/solicitudes/{draft}/revisar"), who))
    folio = str(only_case().folio)
    answer = worker.send(old)
    assert answer.status_code == 409
    page = text(answer)
    assert "Ya envió este trámite" in page
    assert f"Sí recibimos su trámite. Su folio es {spoken(folio)}" in page
    assert "Lo que escribió ahora no cambia lo que firmó." in page


def test_a_filed_draft_is_read_only(worker: Browser, who: Identity) -> None:
    folio = worker.filed(who)
    draft = only_case().id
    for page in (f"/solicitudes/{draft}/1", f"/solicitudes/{draft}/revisar"):
        assert worker.get(page).headers["Location"] == f"/expedientes/{folio}"
    answer = worker.post(f"/solicitudes/{draft}/1", {"para": "familia"})
    assert answer.status_code == 409
    assert spoken(folio) in text(answer)
    with scope(None):
        assert Case.objects.get(id=draft).draft["para"] == "titular"


# -- signatures that do not file


def assert_not_filed(browser: Browser, signed: Any, sentence: str) -> None:
    refused = browser.send(signed)
    assert refused.status_code == 422
    assert sentence in text(refused)
    assert not filed_cases()
    with scope(None):
        assert not Signature.objects.exists()


def test_somebody_elses_efirma_does_not_sign(office: Office, worker: Browser) -> None:
    draft = worker.ready()
    signed = worker.sign(worker.get(f"/solicitudes/{draft}/revisar"), office.mint.identity("patron"))
    assert_not_filed(worker, signed, "Esta e.firma es de otra persona: no es con la que usted entró.")


def test_a_tampered_request_is_not_filed(worker: Browser, who: Identity) -> None:
    draft = worker.ready()

    def alter(payload: dict[str, Any]) -> None:
        payload["act"]["lines"][0]["answer"] = "Para toda mi calle"

    signed = worker.sign(worker.get(f"/solicitudes/{draft}/revisar"), who, alter=alter)
    assert_not_filed(worker, signed, "Lo que se firmó no es lo que le mostramos: cambió en el camino.")


def test_a_signature_for_another_draft_is_not_filed(office: Office, worker: Browser, who: Identity) -> None:
    first = worker.ready()
    signed = worker.sign(worker.get(f"/solicitudes/{first}/revisar"), who)
    worker.send(worker.sign(worker.get(f"/solicitudes/{first}/revisar"), who))
    second = worker.ready()
    assert second != first
    crossed = worker.post(f"/solicitudes/{second}/revisar", signed.fields)
    assert "La firma se hizo para otro acto y no sirve para este." in text(crossed)
    assert len(filed_cases()) == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"firma": ""}, "No recibimos la firma."),
        ({"firma": "QUJD"}, "Recibimos la firma dañada o en un formato que no usamos"),
        ({"firma": "¿?"}, "Recibimos la firma dañada o en un formato que no usamos"),
        ({"firma": "A" * 500_000}, "Recibimos la firma dañada o en un formato que no usamos"),
        ({"nonce": "A" * 32}, "No encontramos la petición de firma que corresponde a esta respuesta."),
        ({"certificado": ""}, "La firma no corresponde a este certificado."),
    ],
)
def test_a_posted_signature_that_is_none(worker: Browser, who: Identity, fields: dict[str, str], sentence: str) -> None:
    draft = worker.ready()
    signed = worker.sign(worker.get(f"/solicitudes/{draft}/revisar"), who)
    assert_not_filed(worker, signed.changed(**fields), sentence)


def test_the_certificate_that_is_posted_is_the_one_that_signed(office: Office, worker: Browser, who: Identity) -> None:
    """It is asked again whether it was revoked: it cannot be another one's."""
    draft = worker.ready()
    other = office.mint.identity("contrasena-no-ascii")
    signed = worker.sign(worker.get(f"/solicitudes/{draft}/revisar"), who)
    swapped = signed.changed(certificado=b64(other.certificate))
    assert_not_filed(worker, swapped, "La firma no corresponde a este certificado.")


def test_a_refused_signature_loses_nothing(worker: Browser, who: Identity) -> None:
    draft = worker.ready("familia")
    signed = worker.sign(worker.get(f"/solicitudes/{draft}/revisar"), who)
    refused = worker.send(signed.changed(firma="QUJD"))
    assert "Para mí y mi familia registrada" in text(refused)
    assert worker.send(worker.sign(refused, who)).status_code == 302


def test_without_script_the_request_is_signed_and_uploaded(worker: Browser, who: Identity) -> None:
    draft = worker.ready()
    worker.get(f"/solicitudes/{draft}/texto")
    wrong = worker.upload(f"/solicitudes/{draft}/revisar", "archivo_firmado", who.certificate)
    assert "El archivo que subió no es el texto firmado, o está dañado." in text(wrong)
    to_sign = worker.get(f"/solicitudes/{draft}/texto")
    written = {"certificado": b64(who.certificate), "firma": b64(who.cades(to_sign.content))}
    sent = worker.upload(f"/solicitudes/{draft}/revisar", "archivo_firmado", json.dumps(written).encode())
    assert sent.headers["Location"] == f"/expedientes/{only_case().folio}"


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


# -- the authority does not answer


def wait_for_authority(office: Office, browser: Browser, who: Identity) -> str:
    """File while the responder is down."""
    office.responder(down=True)
    folio = browser.filed(who)
    page = text(browser.get(f"/expedientes/{folio}"))
    assert "Falta confirmar su certificado" in page
    assert "Su trámite está recibido y cuenta con su fecha. Lo intentamos de nuevo y le avisaremos." in page
    case = only_case()
    assert (case.state, resolutions()) == ("en_espera", 0)
    assert office.jobs("cases.recheck_revocation") == [{"case_id": str(case.id)}]
    with pytest.raises(StillUnknown):
        office.run("cases.recheck_revocation")
    assert only_case().state == "en_espera"
    return folio


def test_a_filing_waits_for_the_authority_and_goes_on(office: Office, worker: Browser, who: Identity) -> None:
    folio = wait_for_authority(office, worker, who)
    office.responder(down=False)
    office.run("cases.recheck_revocation")
    office.run("cases.resolve_case")
    assert (only_case().state, resolutions()) == ("aprobado", 1)
    assert "Resolvimos su trámite." in text(worker.get(f"/expedientes/{folio}"))
    with scope(None):
        kept = list(RevocationCheck.objects.order_by("id").values_list("state", flat=True))
        assert kept == ["indeterminada", "indeterminada", "vigente"]
        assert RevocationCheck.objects.order_by("-id").values_list("raw", flat=True)[0]


def test_a_filing_signed_with_a_revoked_efirma_has_no_effect(office: Office, worker: Browser, who: Identity) -> None:
    folio = wait_for_authority(office, worker, who)
    office.revoke(who)
    office.responder(down=False)
    office.run("cases.recheck_revocation")
    office.run("cases.recheck_revocation")
    assert (only_case().state, resolutions()) == ("sin_efecto", 0)
    page = text(worker.get(f"/expedientes/{folio}"))
    assert "Sin efecto" in page
    assert "El certificado con que se firmó estaba revocado. Firme otra vez con su certificado vigente." in page
    assert "La autoridad respondió que la e.firma con que se firmó estaba revocada." in page
    assert office.jobs("cases.tell_applicant") == [{"case_id": str(only_case().id), "state": "sin_efecto"}]


def test_the_network_is_never_asked_inside_a_transaction(
    committing_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ventanilla.adapters.pki.local import LocalRevocation

    asked = []
    ask = LocalRevocation.ask

    def listening(self: LocalRevocation, *args: Any) -> bytes:
        asked.append(connection.in_atomic_block)
        return ask(self, *args)

    monkeypatch.setattr(LocalRevocation, "ask", listening)
    browser = committing_office.browser("trabajadora")
    browser.filed(committing_office.mint.identity())
    committing_office.responder(down=True)
    browser.filed(committing_office.mint.identity())
    committing_office.responder(down=False)
    committing_office.run("cases.recheck_revocation")
    assert asked == [False] * 4


def test_a_fault_while_resolving_leaves_the_filing_received(
    committing_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = committing_office.browser("trabajadora")
    browser.client.raise_request_exception = False
    draft = browser.ready()
    signed = browser.sign(browser.get(f"/solicitudes/{draft}/revisar"), committing_office.mint.identity())

    def broken(*_args: object) -> None:
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr("ventanilla.apps.cases.runner._perform", broken)
        failed = browser.send(signed)
    assert failed.status_code == 500
    assert "No sabemos si alcanzamos a recibir su trámite." in text(failed)
    assert "Si lo envía dos veces, solo cuenta una." in text(failed)
    assert (only_case().state, resolutions()) == ("recibido", 0)
    again = browser.send(signed)
    assert again.headers["Location"] == f"/expedientes/{only_case().folio}"
    committing_office.run("cases.resolve_case")
    assert (only_case().state, resolutions()) == ("aprobado", 1)
