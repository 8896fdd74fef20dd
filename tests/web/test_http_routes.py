"""Every route names its guard and keeps it: walked as everybody who may come."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern
from pytest_django import Settings

from tests.adapters.hostile_files import pdf
from tests.web import aclaracion
from tests.web.applications import allowed
from tests.web.attaching import PRUEBA, attach, kept
from tests.web.attaching import draft as proof_draft
from tests.web.cards import carded
from tests.web.device import Device
from tests.web.mandates import offered
from tests.web.notices import told
from tests.web.office import HOST, TRAMITE, Browser, Identity, Office, as_json, drawn, text
from tests.web.programs import made
from tests.web.questions import question_of
from tests.web.staff_files import account_of, give_roles
from ventanilla.apps.accounts.models import Account, OpenSession
from ventanilla.apps.affiliation.models import Movimiento
from ventanilla.apps.cases.models import Case
from ventanilla.apps.demo.api import correo_record, correos
from ventanilla.apps.documents.models import Document
from ventanilla.apps.eventlog.api import scope
from ventanilla.apps.staff.models import RoleGrant
from ventanilla.config.urls import urlpatterns
from ventanilla.domain.authority import Role
from ventanilla.kernel.folio import new_folio
from ventanilla.web.guards import Guard

OF_PROGRAMS = {"oidc_token", "oidc_userinfo", "oidc_revoke"}  # they look at no cookie: test_http_oidc
ONLY_READ = {
    "openapi",
    "api_problems",
    "api_problem",
    "api_catalogue",
    "api_tramite",
    "api_cuotas",
}  # of programs: POST is 405
PEOPLE = ("anonymous", "owner", "citizen", "company", "official")
OTHERS = ("expired", "elsewhere")  # an official whose roles all ended; one who has another role
FILE = "/api/v1/solicitudes/{proving}/archivos/{attachment}"


@dataclass(frozen=True)
class Route:
    """How one address answers each of ``PEOPLE``, in that order."""

    name: str
    path: str
    answers: tuple[int, int, int, int, int]
    method: str = "GET"
    json: bool = False


def public(name: str, path: str, status: int = 200, method: str = "GET") -> Route:
    return Route(name, path, (status,) * 5, method)


def own(name: str, path: str, status: int = 200, method: str = "GET") -> Route:
    return Route(name, path, (302, status, 404, 404, 404), method)


ROUTES = (
    public("home", "/"),
    public("catalogue", "/tramites"),
    public("tramite", f"/tramites/{TRAMITE}"),
    public("tramite_sample", f"/tramites/{TRAMITE}/muestra.png", 404),  # the tests' office opened without making any
    Route("start", f"/tramites/{TRAMITE}/iniciar", (302, 302, 302, 302, 302), "POST"),
    own("step", "/solicitudes/{draft}/1"),
    own("attachment", "/archivos/{attachment}"),
    own("attachment_original", "/archivos/{attachment}/original"),
    own("attachment_preview", "/archivos/{attachment}/vista"),
    own("attachment_drop", f"/solicitudes/{{proving}}/{PRUEBA}/archivos/{{attachment}}/quitar", 302, "POST"),
    public("before", f"/tramites/{TRAMITE}/antes", 302),  # it asks nothing before; test_http_forms has one that does
    own("tasks", "/solicitudes/{draft}/lista", 302),
    own("draft_save", "/solicitudes/{draft}/guardar?pregunta=1", 200, "POST"),
    own("item", "/solicitudes/{draft}/1/0", 404),  # no group is asked; test_http_forms walks one
    own("item_remove", "/solicitudes/{draft}/1/0/quitar", 404, "POST"),
    own("check", "/solicitudes/{draft}/revisar"),
    own("check", "/solicitudes/{draft}/revisar", 422, "POST"),
    own("challenge", "/solicitudes/{draft}/reto", 200, "POST"),
    own("text", "/solicitudes/{draft}/texto"),
    own("case", "/expedientes/{folio}"),
    own("respond", "/expedientes/{folio}/responder", 302),
    own("case_withdraw", "/expedientes/{folio}/desistir", 409),  # it was resolved at once
    own("draft_discard", "/solicitudes/{draft}/descartar"),
    Route("answer", "/respuestas/{ask}", (302, 404, 404, 200, 404)),
    Route("answer_prepare", "/respuestas/{ask}/preparar", (302, 404, 404, 302, 404), "POST"),
    Route("answer_check", "/respuestas/{ask}/revisar", (302, 404, 404, 302, 404)),
    Route("answer_challenge", "/respuestas/{ask}/reto", (302, 404, 404, 200, 404), "POST"),
    Route("answer_text", "/respuestas/{ask}/texto", (302, 404, 404, 302, 404)),
    own("case_status", "/expedientes/{folio}/estado.json"),
    own("case_signature", "/expedientes/{folio}/firma"),
    own("document", "/documentos/{document}.pdf"),
    own("document_qr", "/documentos/{document}.svg"),
    public("elsewhere", "/otras-instituciones"),
    Route("office", "/oficina", (302, 200, 200, 200, 200)),
    Route("own_history", "/historia", (302, 200, 200, 404, 200)),
    Route("own_history_file", "/historia/archivo.json", (302, 200, 404, 404, 200)),  # the citizen never worked
    Route("inbox", "/buzon", (302, 200, 200, 200, 200)),
    own("inbox_notice", "/buzon/{notice}"),
    own("inbox_dispute", "/buzon/{notice}/aclarar", 302, "POST"),
    own("dispute", "/aclarar/{movement}"),
    # Of employers: the «patron» employs in his own name, the company is one, and nobody else has these pages.
    Route("employer_people", "/oficina/personas", (302, 404, 200, 200, 404)),
    Route("employer_people", "/oficina/personas", (302, 404, 200, 200, 404), "POST"),
    Route("employer_people_file", "/oficina/personas.csv", (302, 404, 200, 200, 404)),
    Route("employer_person", f"/oficina/personas/{uuid4()}", (302, 404, 404, 404, 404)),
    Route("employer_person_file", f"/oficina/personas/{uuid4()}/presentar", (302, 404, 404, 404, 404), "POST"),
    Route("employer_movements", "/oficina/movimientos", (302, 404, 200, 200, 404)),
    Route("employer_movements_file", "/oficina/movimientos.xlsx", (302, 404, 200, 200, 404)),
    Route("employer_terms", "/oficina/calendario", (302, 404, 200, 200, 404)),
    Route("employer_terms_file", "/oficina/calendario.ics", (302, 404, 200, 200, 404)),
    Route("account", "/cuenta", (302, 200, 200, 200, 200)),
    Route("certificates", "/cuenta/certificados", (302, 200, 200, 200, 200)),
    Route("confirm", "/cuenta/confirmar", (302, 200, 200, 200, 200)),
    Route("confirm", "/cuenta/confirmar", (302, 422, 422, 422, 422), "POST"),
    Route("security", "/cuenta/seguridad", (302, 200, 200, 200, 200)),
    Route("application", "/cuenta/seguridad/aplicacion", (302, 200, 200, 200, 200)),
    Route("application", "/cuenta/seguridad/aplicacion", (302, 302, 302, 302, 302), "POST"),
    Route("application_remove", "/cuenta/seguridad/aplicacion/quitar", (302, 404, 404, 404, 404)),
    Route("codes", "/cuenta/seguridad/respaldo", (302, 200, 200, 200, 200)),
    Route("codes", "/cuenta/seguridad/respaldo", (302, 200, 200, 200, 200), "POST"),
    Route("passkey_new", "/cuenta/seguridad/llaves/nueva", (302, 200, 200, 200, 200)),
    Route("passkey_new", "/cuenta/seguridad/llaves/nueva", (302, 422, 422, 422, 422), "POST"),
    Route("passkey_challenge", "/cuenta/seguridad/llaves/reto", (302, 200, 200, 200, 200), "POST"),
    own("passkey", "/cuenta/seguridad/llaves/{key}"),
    own("passkey", "/cuenta/seguridad/llaves/{key}", 422, "POST"),
    own("passkey_remove", "/cuenta/seguridad/llaves/{key}/quitar"),
    Route("family", "/cuenta/familia", (302, 200, 200, 200, 200)),
    Route("family", "/cuenta/familia", (302, 422, 422, 422, 422), "POST"),
    Route("family_act", "/cuenta/familia/actuar", (302, 404, 404, 404, 404), "POST"),
    Route("family_leave", "/cuenta/familia/dejar", (302, 302, 302, 302, 302), "POST"),
    Route("family_dispute", "/cuenta/familia/detener", (302, 404, 404, 404, 404), "POST"),
    public("family_stop", f"/familia/detener/{uuid4()}/0", 410),
    public("family_stop", f"/familia/detener/{uuid4()}/0", 410, "POST"),
    Route("mandates", "/cuenta/autorizaciones", (302, 200, 200, 200, 200)),
    Route("mandate_board", "/cuenta/autorizaciones/tablero", (302, 200, 200, 200, 200)),
    own("mandate", "/cuenta/autorizaciones/{mandate}"),
    own("mandate_accept", "/cuenta/autorizaciones/{mandate}/aceptar", 302, "POST"),
    own("mandate_refuse", "/cuenta/autorizaciones/{mandate}/rechazar", 422, "POST"),  # it was accepted before
    own("mandate_act", "/cuenta/autorizaciones/{mandate}/actuar", 302, "POST"),
    Route("mandate_leave", "/cuenta/autorizaciones/dejar", (302, 302, 302, 302, 302), "POST"),
    own("mandate_end", "/cuenta/autorizaciones/{mandate}/terminar", 302, "POST"),
    Route("own_password", "/cuenta/contrasena", (302, 200, 200, 200, 200)),
    Route("own_password", "/cuenta/contrasena", (302, 422, 422, 422, 422), "POST"),
    Route("terms", "/cuenta/terminos", (302, 302, 302, 302, 302)),  # everybody here accepted them
    Route("contact", "/cuenta/contacto", (302, 200, 200, 200, 200)),
    Route("contact_change", "/cuenta/contacto/cambiar", (302, 200, 200, 302, 200)),
    Route("contact_change", "/cuenta/contacto/cambiar", (302, 422, 422, 302, 422), "POST"),
    Route("contact_confirm", "/cuenta/contacto/confirmar", (302, 302, 302, 302, 302), "POST"),
    Route("contact_stay", "/cuenta/contacto/dejar", (302, 302, 302, 302, 302), "POST"),
    Route("preferences", "/cuenta/preferencias", (302, 200, 200, 200, 200)),
    Route("preferences", "/cuenta/preferencias", (302, 302, 302, 302, 302), "POST"),
    Route("sessions", "/cuenta/sesiones", (302, 200, 200, 200, 200)),
    Route("charges", "/pagos", (302, 200, 200, 200, 200)),
    Route("family_insurance", "/mi-seguro", (302, 200, 200, 200, 200)),
    Route("bank_account", "/cuenta-bancaria", (302, 200, 200, 404, 200)),
    Route("bank_account_code", "/cuenta-bancaria/codigo", (302, 422, 422, 404, 422), "POST"),
    Route("bank_account_again", "/cuenta-bancaria/deposito", (302, 302, 302, 404, 302), "POST"),
    Route("bank_account_cancel", f"/cuenta-bancaria/{uuid4()}/cancelar", (302, 404, 404, 404, 404), "POST"),
    public("bank_account_stop", "/cuenta-bancaria/no-fui-yo/inventado", 404),
    Route("session_close_others", "/cuenta/sesiones/cerrar", (302, 302, 302, 302, 302), "POST"),
    Route("own_data", "/cuenta/datos", (302, 200, 200, 200, 200)),
    Route("own_data_file", "/cuenta/datos/datos.json", (302, 200, 200, 404, 200)),
    Route("own_data_copy", "/cuenta/datos/copia", (302, 302, 302, 404, 302), "POST"),
    Route("own_data_copy_status", "/cuenta/datos/copia/estado.json", (302, 200, 200, 404, 200)),
    own("own_data_copy_file", "/cuenta/datos/copia/{copy}.pdf"),
    Route("own_data_use", "/cuenta/datos/uso", (302, 200, 200, 200, 200)),
    own("session_close_one", "/cuenta/sesiones/{session}/cerrar", 302, "POST"),
    own("session_not_mine", "/cuenta/sesiones/{session}/no-fui-yo", 302, "POST"),
    Route("applications", "/cuenta/aplicaciones", (302, 200, 200, 200, 200)),
    own("withdraw", "/cuenta/aplicaciones/{consent}/retirar", 302, "POST"),
    Route("program_keys", "/cuenta/llaves-de-programa", (302, 200, 200, 200, 200)),
    Route("program_key_new", "/cuenta/llaves-de-programa/nueva", (302, 200, 200, 200, 200)),
    Route("program_key_new", "/cuenta/llaves-de-programa/nueva", (302, 422, 422, 422, 422), "POST"),
    own("program_key_revoke", "/cuenta/llaves-de-programa/{program_key}/quitar", 302, "POST"),
    public("authorize", "/oidc/autorizar", 400),
    public("authorize", "/oidc/autorizar", 400, "POST"),
    public("oidc_token", "/oidc/token", 400, "POST"),
    public("oidc_userinfo", "/oidc/userinfo", 401),
    public("oidc_revoke", "/oidc/revocar", 400, "POST"),
    public("oidc_keys", "/oidc/claves"),
    public("oidc_discovery", "/.well-known/openid-configuration"),
    Route("password_sign_in", "/entrar/contrasena", (200, 302, 302, 302, 302)),
    public("password_sign_in", "/entrar/contrasena", 422, "POST"),
    public("recover", "/entrar/recuperar"),
    public("recover_by_code", "/entrar/recuperar/codigo"),
    public("recover_by_code", "/entrar/recuperar/codigo", 422, "POST"),
    public("counter_link", "/entrar/mostrador/volver/inventado", 404),
    public("counter_disavow", "/entrar/mostrador/detener/inventado", 404),
    public("recover_finish", "/entrar/recuperar/inventado", 404),
    public("disavow", "/entrar/no-fui-yo/inventado", 404),
    Route("sign_up", "/cuenta/nueva", (200, 302, 302, 302, 302)),
    Route("sign_up", "/cuenta/nueva", (422, 302, 302, 302, 302), "POST"),
    public("sign_up_efirma", "/cuenta/nueva/firma", 302),
    public("sign_up_terms", "/cuenta/nueva/terminos", 302),
    public("sign_up_challenge", "/cuenta/nueva/reto", 200, "POST"),
    public("sign_up_text", "/cuenta/nueva/texto", 302),
    Route("sign_up_done", "/cuenta/nueva/lista", (302, 302, 302, 302, 302)),
    public("sign_up_mail", "/cuenta/nueva/correo", 302),
    public("sign_up_sent", "/cuenta/nueva/revise", 302),
    public("sign_up_link", f"/cuenta/enlace/confirmar/{uuid4()}/0", 410),
    public("sign_up_link", f"/cuenta/enlace/detener/{uuid4()}/0", 410, "POST"),
    Route("identity", "/cuenta/identidad", (302, 302, 302, 302, 302)),
    Route("notice_choices", "/cuenta/avisos", (302, 200, 200, 200, 200)),
    public("push_worker", "/cuenta/avisos/sw.js"),
    Route("device_add", "/cuenta/avisos/dispositivos", (302, 422, 422, 422, 422), "POST"),
    Route("device_remove", f"/cuenta/avisos/dispositivos/{uuid4()}/quitar", (302, 404, 404, 404, 404), "POST"),
    Route("receipt", "/cuenta/identidad/recibo", (302, 302, 302, 302, 302)),
    Route("receipt_questions", "/cuenta/identidad/preguntas", (302, 302, 302, 302, 302)),
    public("receipt_stop", f"/cuenta/recibo/{uuid4()}/0", 410),
    public("receipt_stop", f"/cuenta/recibo/{uuid4()}/0", 410, "POST"),
    Route("sign_in", "/entrar", (200, 302, 302, 302, 302)),
    public("sign_in", "/entrar", 422, "POST"),
    public("sign_in_challenge", "/entrar/reto", 200, "POST"),
    public("sign_in_text", "/entrar/texto"),
    public("passkey_enter", "/entrar/llave", 422, "POST"),
    public("passkey_enter_challenge", "/entrar/llave/reto", 200, "POST"),
    public("second_step", "/entrar/segundo-paso", 302),
    public("language", "/idioma", 302, "POST"),
    public("card_short", "/tarjeta", 302),
    Route("card", "/tarjeta/", (302, 200, 200, 200, 200)),
    Route("card_ask", "/tarjeta/pedir", (302, 302, 302, 302, 302), "POST"),
    Route("card_kept", "/tarjeta/guardada", (302, 200, 200, 200, 200)),
    Route("card_news", "/tarjeta/estado.json", (302, 200, 200, 200, 200)),
    public("card_empty", "/tarjeta/vacia"),
    public("card_worker", "/tarjeta/sw.js"),
    public("card_manifest", "/tarjeta/app.webmanifest"),
    own("card_photo", "/tarjeta/{card}/foto", 404),  # it has none; test_http_card has one that does
    own("card_stop", "/tarjeta/{card}/bloquear"),
    own("card_go_on", "/tarjeta/{card}/desbloquear"),
    own("card_stop", "/tarjeta/{card}/bloquear", 302, "POST"),
    own("card_go_on", "/tarjeta/{card}/desbloquear", 302, "POST"),
    public("verify_short", "/verificar"),
    public("verify", "/verificar/"),
    public("verify", "/verificar/", 422, "POST"),
    public("cedula_tool", "/herramientas/cedula"),
    public("cedula_tool", "/herramientas/cedula", 422, "POST"),
    public("cedula_explained", "/herramientas/cedula/explicacion", 302),
    public("cedula_explained", "/herramientas/cedula/explicacion", 422, "POST"),
    public("cedula_download", "/herramientas/cedula/descarga", 302),
    public("cedula_download", "/herramientas/cedula/descarga", 422, "POST"),
    public("service_worker", "/verificar/sw.js"),
    public("verify_folio", "/verificar/{document}"),
    public("folio_told", "/verificar/{document}.json"),
    public("folio_status", "/verificar/{document}/estado.json"),
    public("keys", "/.well-known/cose-keys.json"),
    public("revoked", "/.well-known/ventanilla/estado.cose", 404),  # nothing published yet
    Route("questions", "/consultas", (302, 200, 200, 200, 200)),
    Route("question_new", "/consultas/nueva", (302, 200, 200, 200, 200)),
    Route("question_new", "/consultas/nueva", (302, 422, 422, 422, 422), "POST"),
    own("question", "/consultas/{question}"),
    own("question_convert", "/consultas/{question}/tramite", 404, "POST"),  # no trámite was chosen
    Route("staff_questions", "/personal/consultas", (302, 404, 404, 404, 200)),
    Route("staff_question", f"/personal/consultas/{uuid4()}", (302, 404, 404, 404, 404)),
    Route("incident", "/incidencias", (302, 404, 404, 404, 200)),
    Route("staff_home", "/personal", (302, 404, 404, 404, 200)),
    Route("staff_roles", "/personal/roles", (302, 404, 404, 404, 200)),
    Route("staff_role_new", "/personal/roles/nuevo", (302, 404, 404, 404, 200)),
    Route("staff_role_new", "/personal/roles/nuevo", (302, 404, 404, 404, 422), "POST"),
    Route("staff_role", f"/personal/roles/{uuid4()}", (302, 404, 404, 404, 404)),
    Route("staff_role", f"/personal/roles/{uuid4()}", (302, 404, 404, 404, 404), "POST"),
    public("activate", "/personal/activar/inventado", 404),
    public("activate", "/personal/activar/inventado", 404, "POST"),
    public("activate_factors", "/personal/activar/inventado/registro", 302),
    public("activate_challenge", "/personal/activar/inventado/reto", 404, "POST"),
    Route("representatives", "/personal/representantes", (302, 404, 404, 404, 200)),
    Route("representatives", "/personal/representantes", (302, 404, 404, 404, 422), "POST"),
    Route("staff_deeds", "/personal/representantes/escrituras", (302, 404, 404, 404, 200)),
    Route("recoveries", "/personal/recuperaciones", (302, 404, 404, 404, 200)),
    Route("recovery_consult", "/personal/recuperaciones/consultar", (302, 404, 404, 404, 422), "POST"),
    Route("recovery_new", "/personal/recuperaciones/nueva", (302, 404, 404, 404, 302)),
    Route("recovery_case", f"/personal/recuperaciones/{uuid4()}", (302, 404, 404, 404, 404)),
    Route("recovery_decide", f"/personal/recuperaciones/{uuid4()}/decidir", (302, 404, 404, 404, 404), "POST"),
    Route("history_find", "/personal/historial", (302, 404, 404, 404, 200)),
    Route("history_find", "/personal/historial", (302, 404, 404, 404, 422), "POST"),
    Route("history", f"/personal/historial/{uuid4()}", (302, 404, 404, 404, 404)),
    Route("history_file", f"/personal/historial/{uuid4()}/archivo", (302, 404, 404, 404, 404)),
    Route("staff_cases", "/personal/expedientes", (302, 404, 404, 404, 200)),
    Route("staff_cases", "/personal/expedientes", (302, 404, 404, 404, 422), "POST"),
    Route("staff_case", f"/personal/expedientes/{new_folio()}", (302, 404, 404, 404, 404)),
    Route("staff_case_hold", f"/personal/expedientes/{new_folio()}/tomar", (302, 404, 404, 404, 404), "POST"),
    Route("staff_case_decide", f"/personal/expedientes/{new_folio()}/decidir/negar", (302, 404, 404, 404, 404)),
    Route("staff_documents", "/personal/documentos", (302, 404, 404, 404, 200)),
    Route("staff_document_revoke", "/personal/documentos/revocar", (302, 404, 404, 404, 422), "POST"),
    Route("staff_file", f"/personal/expedientes/{new_folio()}/archivos/{uuid4()}", (302, 404, 404, 404, 404)),
    Route("staff_file", f"/personal/expedientes/{new_folio()}/archivos/{uuid4()}", (302, 404, 404, 404, 404), "POST"),
    Route(
        "staff_file_preview", f"/personal/expedientes/{new_folio()}/archivos/{uuid4()}/vista", (302, 404, 404, 404, 404)
    ),
    Route("disputes_grouped", "/personal/aclaraciones", (302, 404, 404, 404, 200)),
    Route("disputes_of_party", f"/personal/aclaraciones/{uuid4()}", (302, 404, 404, 404, 404)),
    Route("verifications", "/personal/verificaciones", (302, 404, 404, 404, 200)),
    Route("verification", f"/personal/verificaciones/{uuid4()}", (302, 404, 404, 404, 404)),
    Route("staff_cards", "/personal/tarjetas", (302, 404, 404, 404, 200)),
    Route("staff_cards_identify", "/personal/tarjetas/identificar", (302, 404, 404, 404, 422), "POST"),
    Route("staff_cards_person", "/personal/tarjetas/persona", (302, 404, 404, 404, 302)),  # nobody was identified
    Route("staff_cards_person", "/personal/tarjetas/persona", (302, 404, 404, 404, 302), "POST"),
    Route("numbers", "/personal/numeros", (302, 404, 404, 404, 200)),
    Route("numbers_compare", "/personal/numeros/comparar", (302, 404, 404, 404, 422), "POST"),
    Route("numbers_propose", "/personal/numeros/proponer", (302, 404, 404, 404, 422), "POST"),
    Route("numbers_proposal", f"/personal/numeros/{uuid4()}", (302, 404, 404, 404, 404)),
    Route("numbers_decide", f"/personal/numeros/{uuid4()}/decidir", (302, 404, 404, 404, 404), "POST"),
    Route("kinships", "/personal/parentescos", (302, 404, 404, 404, 200)),
    Route("kinship_decide", "/personal/parentescos/decidir", (302, 404, 404, 404, 422), "POST"),
    public("openapi", "/api/v1/openapi.json"),
    public("api_problems", "/api/v1/problemas"),
    public("api_problem", "/api/v1/problemas/CAMPO"),
    Route("api_me", "/api/v1/yo", (401, 200, 200, 200, 200)),
    public("api_catalogue", "/api/v1/tramites"),
    public("api_tramite", f"/api/v1/tramites/{TRAMITE}"),
    # A session is no program of a clinic: test_http_vigencia has one.
    Route("api_vigencia", "/api/v1/vigencia", (401, 403, 403, 403, 403), "POST", json=True),
    public("api_cuotas", "/api/v1/cuotas?sbc=174.20&desde=2018-03-01&prima=1.13065"),
    Route("api_create", f"/api/v1/tramites/{TRAMITE}/solicitudes", (401, 201, 201, 403, 201), "POST", json=True),
    Route("api_drafts", "/api/v1/solicitudes", (401, 200, 200, 200, 200)),
    Route("api_drafts", "/api/v1/solicitudes", (401, 422, 422, 422, 422), "POST", json=True),
    Route("api_draft", "/api/v1/solicitudes/{draft}", (401, 200, 404, 404, 404)),
    Route("api_to_sign", "/api/v1/solicitudes/{draft}/por-firmar", (401, 201, 404, 404, 404), "POST", json=True),
    Route("api_sign", "/api/v1/solicitudes/{draft}/firma", (401, 400, 404, 404, 404), "POST", json=True),
    Route("api_draft", "/api/v1/solicitudes/{draft}", (401, 428, 404, 404, 404), "DELETE", json=True),
    Route("api_draft", "/api/v1/solicitudes/{draft}", (401, 428, 404, 404, 404), "PATCH", json=True),
    Route("api_files", "/api/v1/solicitudes/{proving}/archivos", (401, 200, 404, 404, 404)),
    Route("api_files", "/api/v1/solicitudes/{proving}/archivos?campo=x", (401, 415, 404, 404, 404), "POST", json=True),
    Route("api_file", FILE, (401, 404, 404, 404, 404), "DELETE", json=True),  # its page removed it before
    Route(
        "api_case_withdrawal", "/api/v1/expedientes/{folio}/desistimiento", (401, 409, 404, 404, 404), "POST", json=True
    ),
    Route("api_asks", "/api/v1/respuestas", (401, 200, 200, 200, 200)),
    Route("api_ask", "/api/v1/respuestas/{ask}", (401, 404, 404, 200, 404)),
    Route("api_ask", "/api/v1/respuestas/{ask}", (401, 404, 404, 428, 404), "PATCH", json=True),
    Route("api_ask_to_sign", "/api/v1/respuestas/{ask}/por-firmar", (401, 404, 404, 422, 404), "POST", json=True),
    Route("api_ask_sign", "/api/v1/respuestas/{ask}/firma", (401, 404, 404, 400, 404), "POST", json=True),
    Route("api_cases", "/api/v1/expedientes", (401, 200, 200, 200, 200)),
    Route("api_case", "/api/v1/expedientes/{folio}", (401, 200, 404, 404, 404)),
    Route("api_case_story", "/api/v1/expedientes/{folio}/historia", (401, 200, 404, 404, 404)),
    Route("api_case_documents", "/api/v1/expedientes/{folio}/documentos", (401, 200, 404, 404, 404)),
    Route("api_inbox", "/api/v1/buzon", (401, 200, 200, 200, 200)),
    Route("api_documents", "/api/v1/documentos", (401, 200, 200, 200, 200)),
    Route("api_document", "/api/v1/documentos/{document}", (401, 200, 404, 404, 404)),
    Route("api_document_pdf", "/api/v1/documentos/{document}/pdf", (401, 200, 404, 404, 404)),
    public("mails", "/demo/correo"),
    public("mail", "/demo/correo/{mail}"),
    public("demo_bank", "/demo/banco"),
    public("demo_bank_account", "/demo/banco/012180000000000002", 404),
    public("demo_receipts", "/demo/recibos"),
    public("demo_receipt", "/demo/recibos/recibo-1.xml", 404),  # the tests' office opened without making any
    public("identities", "/demo/identidades"),
    public("identity_file", "/demo/identidades/trabajadora.cer"),
    public("gallery", "/diseno"),
    public("salud", "/salud", 503),  # there is no worker here
    own("step", "/solicitudes/{draft}/1", 422, "POST"),  # late: an empty answer leaves the draft unfinished
    Route("stay", "/sesion", (302, 302, 302, 302, 302), "POST"),
    Route("sign_out", "/salir", (302, 302, 302, 302, 302), "POST"),
)


@dataclass
class Walk:
    """Everybody who may come, and what there is to see."""

    people: dict[str, Browser]
    things: dict[str, str]

    def go(self, route: Route, who: str, **other: str) -> HttpResponse:
        browser, path = self.people[who], route.path.format(**(self.things | other))
        if not browser.token:
            browser.get("/")
        if route.json:
            return browser.send_json(path, {}, route.method)
        return browser.get(path) if route.method == "GET" else browser.post(path)


def question_to_the_company(owner: Browser, who: Identity) -> UUID:
    """What the company of the walk is asked by a case of the owner."""
    aclaracion.filed(owner, who)
    return aclaracion.asked().id


@pytest.fixture
def walk(office: Office) -> Walk:
    owner = office.browser("trabajadora")
    folio = owner.filed(office.mint.identity())
    owner.post("/cuenta/datos/copia")
    draft = owner.ready()
    proving = proof_draft(owner)
    attach(owner, proving, pdf())
    office.print()
    with scope(None):
        document, copy = (Document.objects.get(kind=kind).folio for kind in (TRAMITE, "copia_datos"))
    correo_record(key="k", to="nadie@ejemplo.mx", subject="Aviso", body="Aviso")
    identities = office.var / "pki" / "identidades"
    identities.mkdir()
    (identities / "trabajadora.cer").write_bytes(office.mint.identity().certificate)
    entry = {"slug": "trabajadora", "titulo": "x", "contrasena": "x", "variante": "ok", "muestra": "x", "nombre": "x"}
    (identities / "manifest.json").write_text(json.dumps([entry | {"empresa": None}]))
    people = {
        "anonymous": office.browser(),
        "owner": owner,
        "citizen": office.browser("patron"),
        "company": office.browser("empresa"),
        "official": office.browser("personal"),
        "expired": office.browser("contador"),
        "elsewhere": office.browser("supervision"),
    }
    give_roles("personal", set(Role) - {Role.REVISION})
    give_roles("contador", Role, days=29, began=30)
    things = {"draft": draft, "folio": folio, "document": document, "copy": copy, "mail": str(correos()[0].number)}
    with scope(None):
        other = OpenSession.objects.get(account__curp=drawn().named("trabajadora").curp)
        other.pk = uuid4()  # the owner's own, on another device
        other.save(force_insert=True)
    things |= {"ask": str(question_to_the_company(owner, office.mint.identity()))}
    things |= {"session": str(other.pk), "key": Device().register(owner), "consent": str(allowed("trabajadora"))}
    things |= {"proving": proving, "attachment": str(kept()[0].id)}
    things["notice"] = str(told(drawn().named("trabajadora").subject).seq)
    things["program_key"] = str(made("trabajadora").id)
    things["mandate"] = str(offered("trabajadora"))
    things["card"] = str(carded("trabajadora"))
    things["question"] = str(question_of("trabajadora"))
    with scope(None):
        things["movement"] = str(
            Movimiento.objects.filter(persona=drawn().named("trabajadora").subject).order_by("recorded_at")[0].id
        )
    return Walk(people, things)


def guard_of(pattern: URLPattern) -> Guard | None:
    found = getattr(pattern.callback, "guard", None)
    return found if isinstance(found, Guard) else None


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
    assert len({route.name for route in OWNED}) == 59
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
