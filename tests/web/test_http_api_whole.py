"""The API does what a person does on the pages: files of a draft, what is asked of one, taking back, deleting.

Asked with the typed client, over HTTP and with a key, as whoever writes a program does.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from ventanilla_client import Api, ApiProblem
from ventanilla_client.generated import RespuestasConstanciaVigencia

from tests.adapters.hostile_files import ACTING, REFUSED, pdf, png
from tests.web import aclaracion, attaching
from tests.web.attaching import kept
from tests.web.office import TRAMITE, Identity, Office
from tests.web.programs import held_key, made, signature
from tests.web.referred import OFFICIAL, enter, filed, person_asked, reviewing
from tests.web.served import served
from ventanilla.adapters.storage.local import LocalStorage
from ventanilla.adapters.storage.port import StorageDown
from ventanilla.apps.attachments.models import Attachment
from ventanilla.apps.cases.api import offer, tramites
from ventanilla.apps.cases.models import Ask, Case
from ventanilla.apps.eventlog.api import scope, timeline
from ventanilla.domain.programs import Scope
from ventanilla.kernel.acts import SubjectId

ACTA = pdf()
FIELD = "prueba"
CONSTANCIA: RespuestasConstanciaVigencia = {"para": "titular", "fecha": "2026-11-22"}


@pytest.fixture
def address() -> Iterator[str]:
    with served() as where:
        yield where


@pytest.fixture
def mine(committing_office: Office, address: str) -> Api:
    committing_office.browser("trabajadora")
    return Api(address, made("trabajadora").written)


@pytest.fixture
def companys(committing_office: Office, mine: Api, address: str) -> Api:
    """The company's program, after a worker's case asked the company something."""
    aclaracion.filed(committing_office.browser("trabajadora"), committing_office.mint.identity())
    return Api(address, held_key(committing_office.browser("empresa")))


def draft(api: Api) -> str:
    """A draft whose proof is the next thing to attach."""
    begun = api.empezar({"tramite": attaching.TRAMITE})
    api.contestar(
        begun.value["id"],
        {"dato": "nombre", "nombre": attaching.NUEVO, "disputas": {"nombre": "Así dice mi acta."}},
        if_match=begun.etag,
    )
    return begun.value["id"]


def refusal(call: Any, *args: Any, **named: Any) -> ApiProblem:
    with pytest.raises(ApiProblem) as refused:
        call(*args, **named)
    return refused.value


def why(found: ApiProblem) -> tuple[int, str]:
    return found.status, found.codigo


def filed_with(api: Api, case: str, who: Identity) -> Any:
    to_sign: Any = api.por_firmar(case).value
    return api.firmar(case, signature(to_sign, who)).value  # type: ignore[arg-type]  # a plain dict of what it asks


# -- files


def test_a_program_attaches_and_its_owner_signs_the_digests(mine: Api, committing_office: Office) -> None:
    case = draft(mine)
    told = mine.archivos(case).value
    assert [(one["campo"], one["tipos"], one["maximo"]) for one in told["preguntas"]] == [
        (FIELD, ["pdf", "jpg", "png"], 3)
    ]
    assert told["preguntas"][0]["en_palabras"][0] == "Hasta 3 archivos PDF, JPG o PNG."
    assert (told["maximo_archivos"], told["maximo_bytes_de_uno"]) == (20, settings.VENTANILLA_ATTACHMENT_BYTES)
    added = mine.adjuntar(case, ACTING["script when opened"], campo=FIELD, nombre="../acta.pdf").value
    assert (added["nombre"], added["tipo"], added["antivirus"]) == ("acta.pdf", "pdf", False)
    picture = mine.adjuntar(case, png(), campo=FIELD, nombre="foto.pdf").value
    assert (picture["nombre"], picture["tipo"]) == ("foto.pdf.png", "png")  # what it is, not what it is called
    assert [one["id"] for one in mine.archivos(case).value["archivos"]] == [added["id"], picture["id"]]
    assert mine.solicitud(case).value["respuestas"][FIELD] == [added["id"], picture["id"]]
    assert mine.solicitud(case).value["por_corregir"] == []
    assert mine.quitar_archivo(case, picture["id"]).status == 204
    assert why(refusal(mine.quitar_archivo, case, picture["id"])) == (404, "NO_EXISTE")
    receipt = filed_with(mine, case, committing_office.mint.identity())
    said = mine.expediente(receipt["folio"]).value["preguntas"]
    assert any(added["sha256"] in one["respuesta"] for one in said)
    for call in (mine.archivos, mine.solicitud):
        assert why(refusal(call, case)) == (409, "YA_ENVIADA")
    assert why(refusal(mine.adjuntar, case, ACTA, campo=FIELD)) == (409, "YA_ENVIADA")
    assert why(refusal(mine.quitar_archivo, case, added["id"])) == (409, "YA_ENVIADA")
    assert [str(one.id) for one in kept()] == [added["id"]]


def test_files_that_the_page_refuses_are_refused_by_their_codes(mine: Api) -> None:
    case = draft(mine)
    for name in ("empty", "page of the web", "program"):
        refused = refusal(mine.adjuntar, case, REFUSED[name][0], campo=FIELD, nombre=f"{name}.pdf")
        (only,) = refused.problema["campos"]
        assert why(refused) == (422, "CAMPO")
        assert (only["campo"], only["codigo"]) == (FIELD, "DOC_VACIO" if name == "empty" else "DOC_TIPOS")
    assert mine.archivos(case).value["archivos"] == []


def test_what_is_too_much_is_told(mine: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    case = draft(mine)
    for number in range(3):
        mine.adjuntar(case, png((60, 40 + number)), campo=FIELD)
    (full,) = refusal(mine.adjuntar, case, ACTA, campo=FIELD).problema["campos"]
    assert full["codigo"] == "MUCHOS_ARCHIVOS"
    monkeypatch.setattr(settings, "VENTANILLA_ATTACHMENT_BYTES", 1 << 20)
    large = refusal(mine.adjuntar, case, b"%PDF-" + b"0" * (1 << 20), campo=FIELD)
    assert why(large) == (413, "DEMASIADO_GRANDE")
    assert large.problema["detail"] == "El archivo pesa 1.1 MB; el máximo es 1 MB."


def test_a_file_to_what_asks_none_is_not_taken(mine: Api) -> None:
    case = draft(mine)
    (only,) = refusal(mine.adjuntar, case, ACTA, campo="nombre").problema["campos"]
    assert (only["campo"], only["codigo"]) == ("nombre", "DATO_NO_PEDIDO")
    assert why(refusal(mine.adjuntar, case, ACTA, campo="")) == (400, "PARAMETRO")
    assert why(refusal(mine.adjuntar, case, ACTA, campo=FIELD, nombre="a" * 256)) == (400, "PARAMETRO")
    assert why(refusal(mine.adjuntar, case, {"a": 1}, campo=FIELD)) == (415, "TIPO")


def test_a_named_upload_is_carried_out_once(mine: Api) -> None:
    case = draft(mine)
    first = mine.adjuntar(case, ACTA, campo=FIELD, idempotency_key="acta-1")
    again = mine.adjuntar(case, ACTA, campo=FIELD, idempotency_key="acta-1")
    assert again.value == first.value
    assert again.headers["idempotency-replayed"] == "true"
    assert why(refusal(mine.adjuntar, case, png(), campo=FIELD, idempotency_key="acta-1")) == (409, "CLAVE_USADA")
    assert len(kept()) == 1


def test_a_fault_of_the_office_is_told_and_the_same_name_may_try_again(
    mine: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = draft(mine)

    def down(self: LocalStorage, key: str, data: bytes) -> None:
        raise StorageDown

    with monkeypatch.context() as broken:
        broken.setattr(LocalStorage, "put", down)
        refused = refusal(mine.adjuntar, case, ACTA, campo=FIELD, idempotency_key="a")
    assert why(refused) == (503, "SIN_SERVICIO")
    assert "una falla nuestra" in refused.problema["detail"]
    assert mine.adjuntar(case, ACTA, campo=FIELD, idempotency_key="a").status == 201


def test_the_files_of_others_and_of_another_draft_do_not_exist(
    mine: Api, committing_office: Office, address: str
) -> None:
    case = draft(mine)
    added = mine.adjuntar(case, ACTA, campo=FIELD).value
    other_draft = mine.empezar({"tramite": TRAMITE}).value["id"]
    assert why(refusal(mine.quitar_archivo, other_draft, added["id"])) == (404, "NO_EXISTE")
    committing_office.browser("patron")
    other = Api(address, made("patron").written)
    for call in (
        lambda: other.archivos(case),
        lambda: other.adjuntar(case, ACTA, campo=FIELD),
        lambda: other.quitar_archivo(case, added["id"]),
        lambda: other.descartar(case, if_match="*"),
    ):
        assert why(refusal(call)) == (404, "NO_EXISTE")
    assert len(kept()) == 1


# -- deleting a draft


def test_a_draft_is_deleted_by_whoever_read_it_as_it_is(mine: Api, committing_office: Office) -> None:
    case = draft(mine)
    mine.adjuntar(case, ACTA, campo=FIELD)
    seen = mine.solicitud(case)
    changed = mine.contestar(case, {"nombre": "Mariana Sol"}, if_match=seen.etag)
    assert why(refusal(mine.descartar, case, if_match=seen.etag)) == (412, "VERSION")
    assert mine.descartar(case, if_match=changed.etag).status == 204
    assert why(refusal(mine.solicitud, case)) == (404, "NO_EXISTE")
    committing_office.run("cases.forget_files")
    with scope(None):
        assert not Attachment.objects.exists()
    filed_case = mine.preparar_constancia_vigencia(CONSTANCIA).value["id"]
    filed_with(mine, filed_case, committing_office.mint.identity())
    assert why(refusal(mine.descartar, filed_case, if_match="*")) == (409, "YA_ENVIADA")


def test_a_draft_of_an_older_form_is_changed_by_whoever_read_it(mine: Api) -> None:
    """It was read as today's Form asks it: what it holds is compared as that."""
    from tests.web.test_http_case_life import CHANGED

    case = mine.empezar({"tramite": TRAMITE}).value["id"]
    offered = tramites()
    try:
        offer({TRAMITE: CHANGED})
        seen = mine.solicitud(case)
        assert mine.contestar(case, {"motivo": "Me la piden"}, if_match=seen.etag).status == 200
    finally:
        offer(offered)


# -- taking back


def test_a_case_is_taken_back_once_and_only_while_nobody_resolved_it(mine: Api, committing_office: Office) -> None:
    folio = filed()
    withdrawn = mine.desistir(folio, idempotency_key="r").value
    assert (withdrawn["estado"], withdrawn["folio"]) == ("desistido", folio)
    assert mine.desistir(folio).value == withdrawn
    with scope(None):
        entries = timeline(SubjectId(Case.objects.get(folio=folio).subject))
    assert [one.type for one in entries].count("caso_desistido") == 1
    resolved = filed_with(
        mine, mine.preparar_constancia_vigencia(CONSTANCIA).value["id"], committing_office.mint.identity()
    )["folio"]
    late = refusal(mine.desistir, resolved)
    assert why(late) == (409, "YA_RESUELTO")
    assert late.problema["caso"]["estado"] == "aprobado"


def test_taking_back_asks_for_a_leave_of_its_own(mine: Api, committing_office: Office, address: str) -> None:
    folio = filed()
    prepares = Api(address, made("trabajadora", Scope.EXPEDIENTES, Scope.PRESENTAR, Scope.DOCUMENTOS).written)
    assert why(refusal(prepares.desistir, folio)) == (403, "ALCANCE")
    committing_office.browser("patron")
    assert why(refusal(Api(address, made("patron").written).desistir, folio)) == (404, "NO_EXISTE")
    only = Api(address, made("trabajadora", Scope.DESISTIR).written)
    assert only.desistir(folio).value["estado"] == "desistido"


# -- what is asked


def test_a_company_answers_with_its_efirma_what_a_worker_asks(
    companys: Api, mine: Api, committing_office: Office
) -> None:
    (one,) = companys.por_responder().value["elementos"]
    assert (one["pide_a"], one["expediente"], one["estado"]) == ("patron", None, "abierta")
    assert mine.por_responder().value["elementos"] == []
    assert why(refusal(mine.respuesta, one["id"])) == (404, "NO_EXISTE")
    asked = companys.respuesta(one["id"])
    assert {each["pregunta"] for each in asked.value["se_le_dice"]} >= {"Persona trabajadora", "Aviso"}
    assert asked.value["solicitud"]["properties"]["acepta"]
    assert [each["campo"] for each in asked.value["por_corregir"]] == ["acepta"]
    assert why(refusal(companys.respuesta_por_firmar, one["id"])) == (422, "CAMPO")
    wrong = refusal(companys.responder, one["id"], {"acepta": "quizá"}, if_match=asked.etag)
    assert [each["campo"] for each in wrong.problema["campos"]] == ["acepta"]
    assert why(refusal(companys.responder, one["id"], {"otra": "si"}, if_match="*")) == (422, "CAMPO")
    typed = companys.responder(one["id"], {"acepta": "si"}, if_match=asked.etag)
    assert (typed.value["respuestas"]["acepta"], typed.value["por_corregir"]) == ("si", [])
    stale = refusal(companys.responder, one["id"], {"acepta": "no"}, if_match=asked.etag)
    assert why(stale) == (412, "VERSION")
    to_sign: Any = companys.respuesta_por_firmar(one["id"]).value
    assert to_sign["por_firmar"]["typ"] == "ventanilla.respuesta.v1"
    assert to_sign["por_firmar"]["act"]["ask"] == one["id"]
    signed: Any = signature(to_sign, committing_office.mint.identity("empresa"))
    sent = companys.firmar_respuesta(one["id"], signed)
    assert (sent.status, sent.value["estado"]) == (201, "contestada")
    assert companys.firmar_respuesta(one["id"], signed).value == sent.value  # once
    other = refusal(companys.firmar_respuesta, one["id"], signed | {"contenido": "0" * 64})
    assert why(other) == (409, "RESPUESTA_CERRADA")
    assert why(refusal(companys.responder, one["id"], {"acepta": "no"}, if_match="*")) == (409, "RESPUESTA_CERRADA")
    assert why(refusal(companys.respuesta_por_firmar, one["id"])) == (409, "RESPUESTA_CERRADA")
    (written,) = companys.por_responder().value["elementos"]  # the correction that it has to sign now
    assert (written["pide_a"], written["estado"]) == ("tramite", "abierta")
    whole = companys.respuesta(written["id"])
    assert (whole.value["solicitud"], whole.value["respuestas"]["que"]) == ({}, "fecha")
    for refused in (
        refusal(companys.responder, written["id"], {"acepta": "no"}, if_match=whole.etag),
        refusal(companys.respuesta_por_firmar, written["id"]),
        refusal(companys.firmar_respuesta, written["id"], signed),
    ):
        assert why(refused) == (409, "RESPUESTA_CERRADA")
    assert aclaracion.case().state == "preguntado"


def test_no_answer_is_sent_without_the_signature_of_its_owner(companys: Api, committing_office: Office) -> None:
    ask = companys.por_responder().value["elementos"][0]["id"]
    companys.responder(ask, {"acepta": "si"}, if_match="*")
    to_sign: Any = companys.respuesta_por_firmar(ask).value
    signed: Any = signature(to_sign, committing_office.mint.identity("empresa"))
    assert why(refusal(companys.firmar_respuesta, ask, {"contenido": to_sign["contenido"]})) == (
        400,
        "FIRMA_INCOMPLETA",
    )
    strangers: Any = signature(to_sign, committing_office.mint.identity("patron"))
    assert refusal(companys.firmar_respuesta, ask, strangers).status == 422
    assert why(refusal(companys.firmar_respuesta, ask, signed)) == (422, "RETO_USADO")  # a challenge serves once
    again: Any = companys.respuesta_por_firmar(ask).value
    changed: Any = signature(again, committing_office.mint.identity("empresa")) | {"contenido": "0" * 64}
    assert why(refusal(companys.firmar_respuesta, ask, changed)) == (422, "RESPUESTA_CAMBIO")
    with scope(None):
        assert Ask.objects.get(id=ask).outcome == "abierta"


def test_a_person_answers_their_own_case_and_signs_it_though_the_page_would_not_ask(
    mine: Api, committing_office: Office
) -> None:
    """On its page somebody who entered with a password answers unsigned; a key never sends what nobody signed."""
    enter(committing_office, OFFICIAL)
    reviewing(OFFICIAL)
    folio = filed()
    person_asked(folio, "¿Cómo dice su acta?")
    case = mine.expediente(folio).value
    (one,) = mine.por_responder().value["elementos"]
    assert (case["por_contestar"], case["estado"]) == (one["id"], "preguntado")
    asked = mine.respuesta(one["id"])
    assert (asked.value["expediente"], asked.value["motivo"]) == (case["id"], "¿Cómo dice su acta?")
    mine.responder(one["id"], {"respuesta": "Núñez"}, if_match=asked.etag)
    to_sign: Any = mine.respuesta_por_firmar(one["id"], idempotency_key="s").value
    signed: Any = signature(to_sign, committing_office.mint.identity())
    assert mine.firmar_respuesta(one["id"], signed, idempotency_key="f").value["estado"] == "contestada"
    assert mine.expediente(folio).value["por_contestar"] is None
    with scope(None):
        assert Ask.objects.get(id=one["id"]).signature is not None


def test_what_is_asked_comes_in_pages(mine: Api, committing_office: Office) -> None:
    enter(committing_office, OFFICIAL)
    reviewing(OFFICIAL)
    wanted: list[str | None] = []
    for number in range(3):
        folio = filed()
        person_asked(folio, f"¿Cuál es la {number}?", days=9 - number)
        wanted.insert(0, mine.expediente(folio).value["por_contestar"])
    seen: list[str] = []
    cursor = None
    while True:
        page = mine.por_responder(limite=1, cursor=cursor).value
        seen += [one["id"] for one in page["elementos"]]
        cursor = page["siguiente"]
        if cursor is None:
            break
    assert seen == wanted


def test_what_was_not_answered_in_time_or_is_not_needed_says_so(mine: Api, committing_office: Office) -> None:
    enter(committing_office, OFFICIAL)
    reviewing(OFFICIAL)
    first, second = filed(), filed()
    person_asked(first, "¿Cómo dice su acta?", days=7)
    person_asked(second, "¿Cómo dice su acta?", days=7)
    late, gone = (mine.expediente(folio).value["por_contestar"] for folio in (first, second))
    assert late is not None
    assert gone is not None
    mine.desistir(second)
    assert mine.respuesta(gone).value["estado"] == "retirada"
    committing_office.later(int(timedelta(days=8).total_seconds()))
    assert mine.respuesta(late).value["estado"] == "vencida"
    for one in (late, gone):
        assert why(refusal(mine.responder, one, {"respuesta": "x"}, if_match="*")) == (409, "RESPUESTA_CERRADA")
    assert why(refusal(mine.respuesta, str(uuid4()))) == (404, "NO_EXISTE")
