"""Every route of the office. Each view names its guard; a test walks them all."""

from __future__ import annotations

from django.urls import URLPattern, path

from ventanilla.web.api import filing as api
from ventanilla.web.design.views import gallery
from ventanilla.web.guards import public
from ventanilla.web.office import incidents, representatives
from ventanilla.web.portal import (
    account,
    catalogue,
    certificates,
    confirm,
    demonstration,
    filing,
    identity,
    my_office,
    passwords,
    security,
    sessions,
    sign_in,
    sign_up,
    sign_up_mail,
    verification,
)

from .health import salud

urlpatterns: list[URLPattern] = [
    path("", catalogue.home, name="home"),
    path("tramites", catalogue.catalogue, name="catalogue"),
    path("tramites/<slug:key>", catalogue.tramite_page, name="tramite"),
    path("tramites/<slug:key>/iniciar", filing.start, name="start"),
    path("solicitudes/<uuid:case_id>/<int:number>", filing.step, name="step"),
    path("solicitudes/<uuid:case_id>/revisar", filing.check, name="check"),
    path("solicitudes/<uuid:case_id>/reto", filing.challenge, name="challenge"),
    path("solicitudes/<uuid:case_id>/texto", filing.text, name="text"),
    path("expedientes/<str:folio>", my_office.case, name="case"),
    path("expedientes/<str:folio>/estado.json", my_office.case_status, name="case_status"),
    path("expedientes/<str:folio>/firma", my_office.case_signature, name="case_signature"),
    path("documentos/<str:folio>.pdf", my_office.document, name="document"),
    path("documentos/<str:folio>.svg", my_office.document_qr, name="document_qr"),
    path("oficina", my_office.office, name="office"),
    path("cuenta", account.account, name="account"),
    path("cuenta/certificados", certificates.certificates, name="certificates"),
    path("cuenta/confirmar", confirm.confirm, name="confirm"),
    path("cuenta/seguridad", security.security, name="security"),
    path("cuenta/seguridad/aplicacion", security.application, name="application"),
    path("cuenta/seguridad/aplicacion/quitar", security.application_remove, name="application_remove"),
    path("cuenta/seguridad/respaldo", security.codes, name="codes"),
    path("cuenta/seguridad/llaves/nueva", security.passkey_new, name="passkey_new"),
    path("cuenta/seguridad/llaves/reto", security.passkey_challenge, name="passkey_challenge"),
    path("cuenta/seguridad/llaves/<uuid:key_id>", security.passkey, name="passkey"),
    path("cuenta/seguridad/llaves/<uuid:key_id>/quitar", security.passkey_remove, name="passkey_remove"),
    path("cuenta/contrasena", passwords.own_password, name="own_password"),
    path("cuenta/sesiones", sessions.sessions, name="sessions"),
    path("cuenta/sesiones/cerrar", sessions.session_close_others, name="session_close_others"),
    path("cuenta/sesiones/<uuid:session_id>/cerrar", sessions.session_close_one, name="session_close_one"),
    path("cuenta/sesiones/<uuid:session_id>/no-fui-yo", sessions.session_not_mine, name="session_not_mine"),
    path("entrar/contrasena", passwords.password_sign_in, name="password_sign_in"),
    path("entrar/recuperar", passwords.recover, name="recover"),
    path("entrar/recuperar/<str:token>", passwords.recover_finish, name="recover_finish"),
    path("entrar/no-fui-yo/<str:token>", passwords.disavow, name="disavow"),
    path("cuenta/nueva", sign_up.begin, name="sign_up"),
    path("cuenta/nueva/firma", sign_up.efirma, name="sign_up_efirma"),
    path("cuenta/nueva/terminos", sign_up.terms, name="sign_up_terms"),
    path("cuenta/nueva/reto", sign_up.challenge, name="sign_up_challenge"),
    path("cuenta/nueva/texto", sign_up.text, name="sign_up_text"),
    path("cuenta/nueva/lista", sign_up.done, name="sign_up_done"),
    path("cuenta/nueva/correo", sign_up_mail.by_mail, name="sign_up_mail"),
    path("cuenta/nueva/revise", sign_up_mail.sent, name="sign_up_sent"),
    path("cuenta/enlace/<str:kind>/<uuid:sign_up>/<str:seal>", sign_up_mail.link, name="sign_up_link"),
    path("cuenta/identidad", identity.identity, name="identity"),
    path("entrar", sign_in.sign_in, name="sign_in"),
    path("entrar/reto", sign_in.sign_in_challenge, name="sign_in_challenge"),
    path("entrar/texto", sign_in.sign_in_text, name="sign_in_text"),
    path("entrar/llave", confirm.passkey_enter, name="passkey_enter"),
    path("entrar/llave/reto", confirm.passkey_challenge, name="passkey_enter_challenge"),
    path("entrar/segundo-paso", confirm.second_step, name="second_step"),
    path("salir", sign_in.sign_out, name="sign_out"),
    path("sesion", sign_in.stay, name="stay"),
    path("idioma", sign_in.language, name="language"),
    path("verificar", verification.verify, name="verify_short"),
    path("verificar/", verification.verify, name="verify"),
    path("verificar/sw.js", verification.service_worker, name="service_worker"),
    path("verificar/<str:folio>", verification.verify_folio, name="verify_folio"),
    path("verificar/<str:folio>/estado.json", verification.folio_status, name="folio_status"),
    path(".well-known/cose-keys.json", verification.keys, name="keys"),
    path("incidencias", incidents.incident, name="incident"),
    path("personal/representantes", representatives.representatives, name="representatives"),
    path("api/v1/openapi.json", api.openapi, name="openapi"),
    path("api/v1/tramites", api.catalogue, name="api_catalogue"),
    path("api/v1/tramites/<slug:key>", api.described, name="api_tramite"),
    path("api/v1/tramites/<slug:key>/solicitudes", api.create, name="api_create"),
    path("api/v1/solicitudes/<uuid:case_id>/firma", api.sign, name="api_sign"),
    path("api/v1/expedientes/<str:folio>", api.case, name="api_case"),
    path("demo/correo", demonstration.mails, name="mails"),
    path("demo/correo/<int:number>", demonstration.mail, name="mail"),
    path("demo/identidades", demonstration.identity_list, name="identities"),
    path("demo/identidades/<str:name>", demonstration.identity_file, name="identity_file"),
    path("diseno", public(gallery), name="gallery"),
    path("salud", public(salud), name="salud"),
]

handler400 = "ventanilla.web.errors.bad_request"
handler403 = "ventanilla.web.errors.forbidden"
handler404 = "ventanilla.web.errors.not_found"
handler500 = "ventanilla.web.errors.server_error"
