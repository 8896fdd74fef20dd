"""Every page of the face, with invented people: what the tests render, and what the screenshots show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

import segno
from django.utils.safestring import mark_safe

from tests.web.attachment_samples import attachment_pages
from tests.web.audit_samples import audit_pages
from tests.web.card_counter_samples import card_counter_pages
from tests.web.card_samples import card_pages
from tests.web.case_samples import life_pages
from tests.web.catalogue_samples import catalogue_pages
from tests.web.cedula_samples import cedula_pages
from tests.web.consulta_samples import consulta_pages
from tests.web.dispute_samples import dispute_pages
from tests.web.employer_samples import employer_pages
from tests.web.family_samples import family_pages
from tests.web.foreseen_samples import foreseen_pages
from tests.web.history_samples import history_pages
from tests.web.home_samples import HOME, home_pages
from tests.web.identity_samples import identity_pages
from tests.web.inbox_samples import inbox_pages
from tests.web.mandate_samples import mandate_pages
from tests.web.number_samples import number_pages
from tests.web.payment_samples import payment_pages
from tests.web.program_samples import program_pages
from tests.web.recovery_samples import recovery_pages
from tests.web.review_samples import review_pages
from tests.web.revoke_samples import revoke_pages
from tests.web.rights_samples import rights_pages
from tests.web.sample_frame import (
    ANONYMOUS,
    BRAND,
    COMPANY,
    EXPIRED,
    FOLIO,
    IN_OFFICE,
    LONG_COMPANY,
    LONG_NAME,
    MAIL_BODY,
    MANDATE,
    NOW,
    REFERENCE,
    SIGNED_IN,
    TITLE,
    TODAY,
    fields,
)
from tests.web.staff_samples import staff_pages
from tests.web.verify_samples import verify_pages
from tests.web.wizard_samples import wizard_pages
from ventanilla.domain.accounts import SessionEnd
from ventanilla.domain.accounts.passwords import SHORTEST, PasswordFault
from ventanilla.domain.oidc import Scope, known_by
from ventanilla.kernel.text import Text
from ventanilla.web.design import account_shapes as a
from ventanilla.web.design import elsewhere_shapes, staff_shapes
from ventanilla.web.design import oidc_shapes as o
from ventanilla.web.design import profile_shapes as pr
from ventanilla.web.design import shapes as s
from ventanilla.web.design import sign_up_shapes as up
from ventanilla.web.design.components import HERE
from ventanilla.web.design.oficina_shapes import OficinaPage
from ventanilla.web.portal.catalogue import TOOLS
from ventanilla.web.portal.passwords import CURRENT_WRONG, NO_MATCH
from ventanilla.web.portal.profile import QUESTIONS

ERRORS: Final = HERE.parents[1] / "templates" / "errors"
LEGAL: Final = (
    up.LegalText("Términos de uso", "1", ("La cuenta es personal.",)),
    up.LegalText("Aviso", "1", ("Los usa.",)),
)

EVENTS: Final = (
    s.Link("Empecé a trabajar", "/tramites?q=empecé+a+trabajar", "Su número, su clínica y su familia", "work"),
    s.Link("Me dieron de baja", "/tramites?q=me+dieron+de+baja", "Hasta cuándo conserva la atención", "leave"),
    s.Link("Estoy enfermo o me lastimé", "/tramites?q=incapacidad", "Incapacidad y pago", "health"),
    s.Link("Nació mi hija o mi hijo", "/tramites?q=nacimiento", "Registro, guardería y licencia", "child"),
    s.Link("Me voy a pensionar", "/tramites?q=pensión", "Semanas cotizadas y requisitos", "pension"),
    s.Link("Falleció un familiar", "/tramites?q=fallecimiento", "Le acompañamos paso a paso", "loss"),
)
GROUPS: Final = (
    s.Link("Para personas trabajadoras", "/tramites?para=asegurado", "Vigencia, semanas, clínica, incapacidades"),
    s.Link("Para personas pensionadas", "/tramites?para=pensionado", "Pagos, constancias, comprobación"),
    s.Link("Para familias", "/tramites?para=beneficiario", "Registro, guardería, atención médica"),
    s.Link("Para empleadores y contadores", "/tramites?para=patron", "Movimientos, cuotas, cumplimiento"),
)
PANEL: Final = s.SigningPanel(
    typ="ventanilla.inicio-sesion.v1",
    challenge_url="/entrar/reto",
    action="/entrar",
    act={},
    words=(s.Word("Para qué sirve", "Solo para iniciar sesión. No autoriza ningún trámite."),),
    submit="Iniciar sesión",
    text_url="/entrar/texto",
)
SIGN_REQUEST: Final = s.SigningPanel(
    typ="ventanilla.solicitud.v1",
    challenge_url="/tramites/constancia_vigencia/borrador/reto",
    action="/tramites/constancia_vigencia/borrador/firmar",
    act={"tramite": "constancia_vigencia", "title": TITLE, "case": "b1", "acting_for": "", "lines": []},
    words=(
        s.Word("Trámite", TITLE),
        s.Word("¿Para quién es la constancia?", "Para mí y mi familia"),
        s.Word("¿En qué fecha?", "22 de noviembre de 2026"),
    ),
    submit="Firmar y enviar",
    text_url="/tramites/constancia_vigencia/borrador/texto",
)
IDENTITIES: Final = (
    s.DemoIdentity("Lucía Ñáñez Ferrer", "Trabajadora", "flor de mayo", "/demo/a.cer", "/demo/a.key"),
    s.DemoIdentity(
        "Alimentos del Valle Ficticio", "Empresa, con su representante", "12345678a", "/demo/b.cer", "/demo/b.key"
    ),
    s.DemoIdentity("Ignacio Güemes", "Pensionado", "12345678a", "/demo/c.cer", "/demo/c.key"),
)
BAD_IDENTITIES: Final = (
    s.DemoIdentity("Óscar Peña", "Trabajador", "12345678a", "/demo/d.cer", "/demo/d.key", "Su e.firma venció en 2023."),
    s.DemoIdentity("Rosa Ibáñez", "Trabajadora", "12345678a", "/demo/e.cer", "/demo/e.key", "Su e.firma fue revocada."),
)
CARDS: Final = (
    s.TramiteCard(
        TITLE,
        "Un documento sellado que dice si usted y su familia tienen derecho a atención médica.",
        "/tramites/constancia_vigencia",
        ("Personas trabajadoras", "pensionadas", "familias"),
    ),
    s.TramiteCard(
        "Constancia de semanas cotizadas",
        "Un documento sellado con las semanas que usted ha cotizado y con quién.",
        "/tramites/constancia_semanas",
        ("Personas trabajadoras",),
        available=False,
    ),
)
SERIAL: Final = "30001000000700000001"
CERTIFICATES: Final = a.CertificadosPage(
    (
        a.CertificateRow("", "NAFL900101AB1", SERIAL, "Vigente", "done", date(2026, 11, 12), date(2030, 11, 12), NOW),
        a.CertificateRow(
            LONG_COMPANY, "CNP200101AB1", SERIAL, "Revocada", "no", TODAY, TODAY, NOW, "La autoridad la revocó ayer."
        ),
        a.CertificateRow("", "NAFL900101AB1", SERIAL, "Reemplazada por una más reciente", "off", TODAY, TODAY, NOW),
    ),
    (s.TimelineEntry("Reconocimos su e.firma renovada.", NOW),),
    "Su e.firma vence mañana. Renuévela hoy con la autoridad fiscal.",
)
CHANGES: Final = (
    a.ChangeRow("c1", LONG_COMPANY, "CNP200101AB1", LONG_NAME, "Ñ Ú", SERIAL, NOW, pending=True),
    a.ChangeRow(
        "c2", LONG_COMPANY, "CNP200101AB1", "Óscar Peña", LONG_NAME, SERIAL, NOW,
        pending=False, rejected=True, decided_at=NOW, reason="El acta no está protocolizada.",
    ),
    a.ChangeRow("c3", "Ñ, SA", "ABC200101AB1", "Óscar Peña", "Ñ Ú", SERIAL, NOW, pending=False, decided_at=NOW),
)  # fmt: skip
CONFLICTS: Final = (
    a.ConflictRow("1", LONG_NAME, SERIAL, "Misma CURP, otro RFC", NOW, may_accept=True),
    a.ConflictRow("2", "Ñ Ú", SERIAL, "Misma CURP, otro RFC", NOW, accepted_at=NOW),
    a.ConflictRow("3", "Óscar Peña", SERIAL, "Mismo RFC, otra CURP", NOW),
)
NO_REASON: Final = "Escriba el motivo. Las dos personas lo leerán."
DOCUMENT: Final = s.DocumentRow(
    TITLE, FOLIO, NOW, "/documentos/" + FOLIO, "86 KB", date(2026, 12, 22), "/verificar/" + FOLIO
)
CASES: Final = (
    s.CaseRow("8M4N0RY35JVK", TITLE, "/expedientes/8M4N0RY35JVK", "En revisión", "wait", NOW, date(2026, 12, 4)),
    s.CaseRow(FOLIO, TITLE, "/expedientes/" + FOLIO, "Resuelto", "done", NOW),
    s.CaseRow("2A6B8CD94EFG", TITLE, "/expedientes/2A6B8CD94EFG", "No procede", "no", NOW),
)
ANSWERS: Final = (
    s.Answered("¿Para quién es la constancia?", "Para mí y mi familia", "/b/para"),
    s.Answered("¿En qué fecha?", "22 de noviembre de 2026", "/b/fecha"),
    s.Answered("Su nombre", "Lucía Ñáñez Ferrer", source="Tomado de su certificado."),
)
RECEIVED: Final = s.TimelineEntry("Recibimos su trámite", NOW, by="Usted")
ACUSE: Final = s.Acuse(
    cadena_original=f"||1.0|{FOLIO}|constancia_vigencia|2026-11-22T10:42:07-06:00|NAFL900101MDFXRC05||",
    sello="mC4u0aO0m8nJbq1T" * 21,
    certificate="00001000000500000001",
    qr_url="/expedientes/" + FOLIO + "/qr.svg",
    verify_url="/verificar/" + FOLIO,
)
CLAIMS: Final = (
    s.Claim("folio", "Folio", "7K3M-9QX2-4HTH"),
    s.Claim("type", "Documento", TITLE),
    s.Claim("holder", "Titular", "L. Ñ. F., CURP terminada en RC05"),
    s.Claim("fact", "Lo que dice", "Tiene derecho a atención médica"),
    s.Claim("on", "Al día", "22 de noviembre de 2026"),
    s.Claim("iat", "Emitido el", "22 de noviembre de 2026"),
    s.Claim("exp", "Vence el", "22 de diciembre de 2026"),
)
EMPTY_CLAIMS: Final = tuple(s.Claim(claim.name, claim.label) for claim in CLAIMS)


def _asks(step: Any, *, long: bool = False) -> o.AutorizarPage:
    """An application that asks for everything; ``long``: a program on the device, of somebody with long names."""
    values = ("", LONG_NAME, "lucia@correo.example", "XEXX900101MDFXXX05")
    return o.AutorizarPage(
        step=step,
        application=LONG_COMPANY[:60] if long else "Nómina Clara",
        operator=LONG_COMPANY if long else "Nómina Clara, SA de CV",
        site="127.0.0.1:53117" if long else "app.nomina.example",
        seal="0" * 64,
        person=LONG_NAME,
        known=tuple(o.Known(known_by(scope), value) for scope, value in zip(Scope, values, strict=True)),
        with_curp=True,
        acting_for=LONG_COMPANY if long else "",
        on_device=long,
    )


def _allowed(*, used: bool = True) -> o.AplicacionRow:
    known = tuple(map(known_by, Scope if used else (Scope.OPENID,)))
    name, operator = ("Nómina Clara", "Nómina Clara, SA de CV") if used else (LONG_COMPANY, LONG_COMPANY)
    return o.AplicacionRow("a1" if used else "b2", name, operator, known, NOW, NOW if used else None)


def _case(state: s.CaseState, **more: Any) -> s.CasePage:
    return s.CasePage(title=TITLE, folio=FOLIO, filed_at=NOW, state=state, answers=ANSWERS[:2], **more)


PAGES: Final[dict[str, tuple[str, dict[str, Any]]]] = {}
"""Name of the sample -> (template, context)."""


def add(name: str, template: str, page: Any, frame: Mapping[str, Any] = ANONYMOUS) -> None:
    PAGES[name] = (template, {**frame, "page": page})


def public_pages() -> None:
    phrases = ("no tengo número", "me dieron de baja", "mi clínica")
    add("home", "portal/home.html", s.HomePage(EVENTS, GROUPS, phrases, tools=TOOLS))
    add(
        "catalogo", "portal/catalogue.html", s.CataloguePage(CARDS, groups=GROUPS), {**ANONYMOUS, "section": "tramites"}
    )
    add("busqueda", "portal/catalogue.html", s.CataloguePage(CARDS[:1], "tengo seguro", "vigencia"))
    add("busqueda-vacia", "portal/catalogue.html", s.CataloguePage((), "xyz <b>ñ</b>", groups=GROUPS))
    add(
        "tramite",
        "portal/tramite.html",
        s.TramitePage(
            TITLE,
            CARDS[0].obtains,
            ("Personas trabajadoras", "Personas pensionadas", "Sus familias"),
            (),
            "Gratuito.",
            ("Conteste dos preguntas.", "Revise y firme con su e.firma.", "Descargue su constancia."),
            ("LSS, artículo 5-A", "LSS, artículo 84", "LSS, artículo 109"),
            "/tramites/constancia_vigencia/iniciar",
        ),
    )
    add(
        "tramite-borrador",
        "portal/tramite.html",
        s.TramitePage(
            TITLE,
            CARDS[0].obtains,
            ("Familias",),
            ("Su acta.",),
            "Gratuito.",
            ("Conteste.",),
            ("LSS 84",),
            "/x",
            immediate=False,
            days=15,
            draft_url="/y",
            draft_saved_at=NOW,
        ),
        SIGNED_IN,
    )
    add("entrar", "portal/entrar.html", s.EntrarPage(PANEL, IDENTITIES))
    add(
        "entrar-revocada", "portal/entrar.html", s.EntrarPage(PANEL), {**ANONYMOUS, "ended": SessionEnd.REVOCADA.text()}
    )
    add(
        "entrar-llave-error", "portal/entrar.html", s.EntrarPage(PANEL, passkey_error="No pudimos comprobar esa llave.")
    )
    add(
        "entrar-error",
        "portal/entrar.html",
        s.EntrarPage(
            s.SigningPanel(
                **{
                    **fields(PANEL),
                    "error": Text("FIRMA_VENCIDA", "Su e.firma venció el {fecha}. Renuévela.", fecha=date(2023, 6, 13)),
                }
            ),
            expired=True,
            saved=True,
        ),
    )


def way_in_pages() -> None:
    add("entrar-contrasena", "portal/entrar_contrasena.html", a.EntrarContrasenaPage("/entrar/contrasena"))
    add(
        "entrar-contrasena-mal",
        "portal/entrar_contrasena.html",
        a.EntrarContrasenaPage("/entrar/contrasena", "<b>ñ</b>", NO_MATCH),
    )
    add("recuperar", "portal/recuperar.html", a.RecuperarPage())
    add("recuperar-pedido", "portal/recuperar.html", a.RecuperarPage(asked=True))
    add("contrasena-nueva", "portal/contrasena_nueva.html", a.ContrasenaNuevaPage(SHORTEST))
    add(
        "contrasena-nueva-mal",
        "portal/contrasena_nueva.html",
        a.ContrasenaNuevaPage(SHORTEST, PasswordFault.COMMON.text()),
    )
    add("enlace", "portal/enlace.html", a.EnlacePage("/entrar/recuperar"))
    add("enlace-no-fui-yo", "portal/enlace.html", a.EnlacePage("/entrar"))
    add("no-fui-yo", "portal/no_fui_yo.html", a.NoFuiYoPage("Chrome, Android", NOW))
    add("no-fui-yo-contrasena", "portal/no_fui_yo.html", a.NoFuiYoPage())
    add("no-fui-yo-hecho", "portal/no_fui_yo.html", a.NoFuiYoPage("", NOW, with_efirma=True, done=True))


def sign_up_pages() -> None:
    panel = fields(PANEL)
    failed = s.SigningPanel(**{**panel, "error": EXPIRED})
    texts = LEGAL
    rows = (
        s.Answered("Nombre", LONG_NAME, source="Tomado de su certificado."),
        s.Answered("Correo para avisos", "ñ@ejemplo.mx", change_url="/cuenta/nueva/firma"),
    )
    add("alta", "portal/alta.html", up.AltaPage())
    add("alta-error", "portal/alta.html", up.AltaPage("NAFL", "La CURP tiene 18 caracteres y aquí hay 4."))
    add("alta-firma", "portal/alta_firma.html", up.AltaFirmaPage(PANEL, "NAFL900101MDFXRC05", identities=IDENTITIES))
    add("alta-firma-vencida", "portal/alta_firma.html", up.AltaFirmaPage(failed, "NAFL900101MDFXRC05", "ñ@ejemplo.mx"))
    add(
        "alta-firma-error",
        "portal/alta_firma.html",
        up.AltaFirmaPage(PANEL, "NAFL900101MDFXRC05", "ñ", "Escriba un correo completo.", "Acuda a ventanilla."),
    )
    terms = s.SigningPanel(**{**panel, "typ": "ventanilla.terminos.v1", "act": {"title": "Aceptar", "lines": []}})
    add("alta-terminos", "portal/alta_terminos.html", up.AltaTerminosPage(rows, texts, terms))
    add(
        "alta-terminos-avisos",
        "portal/alta_terminos.html",
        up.AltaTerminosPage(rows, texts, terms, other_name=LONG_NAME, unchecked=True),
    )
    add("alta-terminos-sin-registro", "portal/alta_terminos.html", up.AltaTerminosPage(rows, texts))
    add("alta-correo", "portal/alta_correo.html", up.AltaCorreoPage("NAFL900101MDFXRC05", texts))
    wrong = ("Escriba un correo.", "Use al menos 12 caracteres.", "Marque que los acepta.")
    add("alta-correo-error", "portal/alta_correo.html", up.AltaCorreoPage("NAFL900101MDFXRC05", texts, "ñ", *wrong))
    add(
        "alta-revise",
        "portal/alta_aviso.html",
        up.AvisoPage(
            "Revise su correo", ("Ese correo le dice qué sigue.",), "Continuar", "Corregir", "/x", "Aún no llega."
        ),
    )
    add("alta-lista", "portal/alta_aviso.html", up.AvisoPage("Su cuenta está lista", ("Ya puede usarla.",)), SIGNED_IN)
    contacts = (s.Choice("1", "m•••@r•••.example"), s.Choice("2", "l•••@c•••.example"))
    unproved = {**ANONYMOUS, "signed_in_as": "correo@ejemplo.mx"}
    add("identidad", "portal/identidad.html", up.IdentidadPage(contacts), unproved)
    add("identidad-elegir", "portal/identidad.html", up.IdentidadPage(contacts, error="Elija a qué correo."), unproved)
    add("identidad-nadie", "portal/identidad.html", up.IdentidadPage(()), unproved)
    add("identidad-codigo", "portal/identidad.html", up.IdentidadPage(contacts, "m•••@r•••.mx"), unproved)
    add("identidad-mal", "portal/identidad.html", up.IdentidadPage(contacts, "m•••@r•••.mx", "Ese no es."), unproved)


def office_pages() -> None:
    add(
        "oficina",
        "portal/oficina.html",
        OficinaPage(
            "person",
            "Lucía Ñáñez Ferrer",
            "NAFL900101MDFXRC05",
            home=HOME,
            cases=CASES,
            documents=(DOCUMENT,),
            may_ask=(s.Link(TITLE, "/tramites/constancia_vigencia"),),
            drafts=(s.CaseRow("", TITLE, "/b", "Borrador", "off", NOW),),
        ),
        IN_OFFICE,
    )
    add(
        "oficina-nueva",
        "portal/oficina.html",
        OficinaPage("person", LONG_NAME, "NAGG900101MDFXRD05", entitlement_failed=True),
        IN_OFFICE,
    )
    add(
        "oficina-empresa",
        "portal/oficina.html",
        OficinaPage(
            "company",
            "Lucía Ñáñez Ferrer",
            "NAFL900101MDFXRC05",
            company=LONG_COMPANY,
            company_rfc="CNP200101AB1",
        ),
        {**IN_OFFICE, "acting_for": COMPANY},
    )
    add(
        "cuenta",
        "portal/cuenta.html",
        s.CuentaPage((s.Link("Sus sesiones", "/cuenta/sesiones", "Dónde tiene abierta su cuenta."),)),
        {**SIGNED_IN, "section": "cuenta"},
    )
    account = {**SIGNED_IN, "section": "cuenta"}
    mine, held = "correo@ejemplo.mx", ("m•••@r•••.example", "l•••@c•••.example")
    for name, contact in {
        "contacto": pr.ContactoPage(mine, NOW, on_record=held),
        "contacto-otra-vez": pr.ContactoPage(mine, NOW, asks=True, on_record=held[:1], done="sin-cambio"),
        "contacto-sin-confirmar": pr.ContactoPage(mine, asks=True, waiting=f"{'a' * 60}@otro.example", done="enviado"),
        "contacto-ninguno": pr.ContactoPage(),
        "contacto-empresa": pr.ContactoPage(mine, for_company=True),
    }.items():
        add(name, "portal/contacto.html", contact, account)
    add("contacto-cambiar", "portal/contacto_cambiar.html", pr.ContactoPage(mine), account)
    wrong = pr.ContactoPage(mine, typed="correo", error="Escriba un correo completo, como nombre@ejemplo.mx.")
    add("contacto-cambiar-mal", "portal/contacto_cambiar.html", wrong, account)
    add("preferencias", "portal/preferencias.html", pr.PreferenciasPage(QUESTIONS), account)
    large = {**account, "preferred": {"letters": "muy_grande", "contrast": "alto", "motion": "ninguno"}}
    add("preferencias-guardadas", "portal/preferencias.html", pr.PreferenciasPage(QUESTIONS, done=True), large)
    add("terminos", "portal/terminos.html", pr.TerminosPage(LEGAL, "/cuenta/terminos?sigue=/oficina"), SIGNED_IN)
    again = pr.TerminosPage(LEGAL, "/cuenta/terminos?sigue=/oficina", before=True)
    add("terminos-otra-vez", "portal/terminos.html", again, SIGNED_IN)
    add("certificados", "portal/certificados.html", CERTIFICATES, {**SIGNED_IN, "section": "cuenta"})
    add(
        "certificados-ninguno",
        "portal/certificados.html",
        a.CertificadosPage((), ()),
        {**SIGNED_IN, "section": "cuenta"},
    )
    ending = Text("POR_VENCER", "Su e.firma vence en {dias} días, el {fecha}.", dias=7, fecha=date(2026, 11, 29))
    warned = OficinaPage("no_record", "Ñ", "XEXX900101MDFXXX05", certificate_notice=ending, notice="No responde.")
    add("oficina-por-vencer", "portal/oficina.html", warned, IN_OFFICE)
    account = {**SIGNED_IN, "section": "cuenta"}
    refused = PasswordFault.SHORT.text()
    add("contrasena", "portal/contrasena.html", a.ContrasenaPage(SHORTEST, usable=True, since=NOW, done=True), account)
    add(
        "contrasena-actual-mal",
        "portal/contrasena.html",
        a.ContrasenaPage(SHORTEST, usable=True, asks_current=True, error=CURRENT_WRONG, wrong="actual"),
        account,
    )
    add("contrasena-corta", "portal/contrasena.html", a.ContrasenaPage(SHORTEST, error=refused), account)
    add("contrasena-sin-efirma", "portal/contrasena.html", a.ContrasenaPage(SHORTEST, may_set=False), account)
    add(
        "contrasena-empresa",
        "portal/contrasena.html",
        a.ContrasenaPage(SHORTEST, may_set=False, for_company=True),
        {**account, "acting_for": COMPANY},
    )
    here = a.SessionRow("a1", "Con su e.firma", "Firefox, Windows", NOW, goes_on=True, here=True)
    add("sesiones-una", "portal/sesiones.html", a.SesionesPage((here,)), account)
    for done in ("cerrada", "cerradas", "no-fui-yo"):
        add(
            f"sesiones-{done}",
            "portal/sesiones.html",
            a.SesionesPage(
                (here, a.SessionRow("b2", "Con su contraseña", "", NOW, minutes_ago=7, goes_on=True)),
                (a.SessionRow("c3", "Con una llave de acceso", "Safari, iPhone", NOW),),
                done,
            ),
            account,
        )
    for step in ("permitir", "entrar", "identidad"):
        add(f"autorizar-{step}", "portal/autorizar.html", _asks(step), SIGNED_IN)
    add("autorizar-equipo", "portal/autorizar.html", _asks("permitir", long=True), {**SIGNED_IN, "acting_for": COMPANY})
    add(
        "aplicaciones",
        "portal/aplicaciones.html",
        o.AplicacionesPage((_allowed(), _allowed(used=False)), True),
        account,
    )
    add("aplicaciones-ninguna", "portal/aplicaciones.html", o.AplicacionesPage(()), account)
    add("autorizar-desconocida", "portal/aplicacion_error.html", o.AplicacionErrorPage(REFERENCE), ANONYMOUS)
    others = (
        elsewhere_shapes.Institution(
            "ISSSTE", "Quien trabaja para el gobierno federal.", "Pregunte en su dependencia."
        ),
    ) * 3
    unknown = OficinaPage("no_record", "Ñ", "XEXX900101MDFXXX05", others=others)
    add("oficina-sin-registro", "portal/oficina.html", unknown, IN_OFFICE)
    add(
        "otras-instituciones",
        "portal/otras_instituciones.html",
        elsewhere_shapes.OtherInstitutionsPage(others),
        ANONYMOUS,
    )
    wizard_pages(add, SIGNED_IN, MANDATE)
    add("revisar", "portal/check_answers.html", s.CheckPage(TITLE, ANSWERS, "/b/fecha", SIGN_REQUEST), SIGNED_IN)
    add(
        "revisar-empresa",
        "portal/check_answers.html",
        s.CheckPage(TITLE, ANSWERS, "/b", SIGN_REQUEST),
        {**SIGNED_IN, "acting_for": MANDATE},
    )
    add(
        "revisar-sin-firma",
        "portal/check_answers.html",
        s.CheckPage(TITLE, ANSWERS, "/b", None, "/b/enviar", "k1"),
        SIGNED_IN,
    )
    home_pages(add)
    changed = Text("SOLICITUD_CAMBIO_SIN_FIRMA", "La solicitud cambió en otra ventana. No se envió.")
    add(
        "revisar-sin-firma-error",
        "portal/check_answers.html",
        s.CheckPage(TITLE, ANSWERS, "/b", None, "/b/enviar", send_error=changed),
        SIGNED_IN,
    )
    history_pages(add)
    foreseen_pages(add, s.CheckPage(TITLE, ANSWERS, "/b", SIGN_REQUEST), {**SIGNED_IN, "acting_for": COMPANY})


def case_pages() -> None:
    add(
        "caso-sellando",
        "portal/case.html",
        _case(
            "sealing",
            just_filed=True,
            poll_url="/expedientes/x/estado.json",
            timeline=(
                RECEIVED,
                s.TimelineEntry("Estamos sellando el documento", kind="now"),
                s.TimelineEntry("Descargar el documento", kind="next"),
            ),
            documents=(s.DocumentRow(TITLE, FOLIO, NOW),),
        ),
        IN_OFFICE,
    )
    add(
        "caso-listo",
        "portal/case.html",
        _case(
            "approved",
            timeline=(RECEIVED, s.TimelineEntry("Sellamos su documento", NOW)),
            documents=(DOCUMENT,),
            acuse=ACUSE,
            evidence_url=f"/expedientes/{FOLIO}/firma",
        ),
        IN_OFFICE,
    )
    lost = "El archivo de este documento se dañó de nuestro lado y no podemos entregarlo. Pida uno nuevo: es gratuito."
    add(
        "caso-sin-archivo",
        "portal/case.html",
        _case(
            "approved",
            timeline=(RECEIVED, s.TimelineEntry("No podemos entregar el archivo", NOW)),
            documents=(replace(DOCUMENT, problem=lost),),
            problem=lost,
        ),
        IN_OFFICE,
    )
    add(
        "caso-revision",
        "portal/case.html",
        _case(
            "in_review",
            promised=date(2026, 12, 4),
            who_has_it="el área de Afiliación",
            why=(Text("NSS_DUPLICADO", "Encontramos más de un NSS con su CURP. Una persona lo va a revisar."),),
            timeline=(RECEIVED, s.TimelineEntry("Una persona lo está revisando", by="Área de Afiliación", kind="now")),
        ),
        IN_OFFICE,
    )
    add(
        "caso-tarde",
        "portal/case.html",
        _case("in_review", promised=date(2026, 11, 20), late=True, timeline=(RECEIVED,)),
        IN_OFFICE,
    )
    add(
        "caso-certificado",
        "portal/case.html",
        _case("checking_signature", poll_url="/p", timeline=(RECEIVED,)),
        IN_OFFICE,
    )
    add(
        "caso-falta",
        "portal/case.html",
        _case("waiting_you", missing="Suba su acta de nacimiento.", promised=date(2026, 12, 4)),
        IN_OFFICE,
    )
    add(
        "caso-negado",
        "portal/case.html",
        _case(
            "rejected",
            why=("La CURP y el NSS no corresponden a la misma persona.",),
            cite=("LSS 15",),
            remedy="Tiene 15 días hábiles para presentar un recurso de inconformidad.",
            timeline=(RECEIVED,),
        ),
        IN_OFFICE,
    )
    add("caso-sin-efecto", "portal/case.html", _case("void"), IN_OFFICE)


def verification_pages() -> None:
    checking = {**ANONYMOUS, "section": "verificar"}
    add("verificar", "portal/verificar.html", s.VerificarPage(claims=EMPTY_CLAIMS), checking)
    add(
        "verificar-error",
        "portal/verificar.html",
        s.VerificarPage(
            "7K3M-9QX2-4HTX",
            "Ese folio tiene un carácter mal copiado. Revíselo y escríbalo otra vez.",
            "Elija un archivo PDF.",
            EMPTY_CLAIMS,
        ),
        checking,
    )
    verdicts: tuple[tuple[s.Verdict, date | None], ...] = (
        ("vigente", None),
        ("vencido", date(2026, 10, 22)),
        ("revocado", date(2026, 11, 2)),
        ("no-coincide", None),
        ("sin-conexion", None),
        ("indeterminado", None),
        ("desconocido", None),
        ("verificando", None),
    )
    for verdict, on in verdicts:
        genuine = verdict in {"vigente", "vencido", "revocado", "sin-conexion"}
        add(
            f"veredicto-{verdict}",
            "portal/verificar_folio.html",
            s.VerdictPage(verdict, on, CLAIMS if genuine else ()),
            checking,
        )


def other_pages() -> None:
    problem = s.ErrorPage(REFERENCE, "not_received", drafts_kept=True)
    for path in sorted(ERRORS.glob("[0-9]*.html")):
        add(f"error-{path.stem}", f"errors/{path.name}", s.ErrorPage(REFERENCE))
    add("error-403-envio", "errors/403.html", problem, SIGNED_IN)
    add("error-409-folio", "errors/409.html", s.ErrorPage(REFERENCE, folio=FOLIO), SIGNED_IN)
    add("error-429-cerrado", "errors/429.html", s.ErrorPage(REFERENCE, locked_until=NOW))
    add("error-429-cinco", "errors/429.html", s.ErrorPage(REFERENCE, retry_after_minutes=5))
    PAGES["error-500"] = ("errors/500.html", {"page": s.ErrorPage(REFERENCE, "unknown")})
    PAGES["error-500-recibido"] = (
        "errors/500.html",
        {"page": s.ErrorPage(REFERENCE, "received", FOLIO), "brand": BRAND},
    )
    PAGES["error-503"] = ("errors/503.html", {"page": s.ErrorPage(REFERENCE, "not_received", retry_after_minutes=1)})
    mail = s.Mail(
        "lucia@correo.example",
        "Recibimos su trámite",
        NOW,
        "/demo/correo/1",
        MAIL_BODY,
    )
    add("correo", "demo/correo.html", s.CorreoPage((mail, mail), "/demo/correo?antes=1"))
    add("correo-vacio", "demo/correo.html", s.CorreoPage())
    add("correo-uno", "demo/correo_uno.html", mail)
    add("identidades", "demo/identidades.html", s.IdentidadesPage(IDENTITIES, BAD_IDENTITIES))
    add("identidades-vacia", "demo/identidades.html", s.IdentidadesPage())
    incident = staff_shapes.Incident(
        REFERENCE,
        NOW,
        500,
        "/tramites/{clave}/firmar",
        "La base de datos no respondió.",
        FOLIO,
        True,
        ("línea 1", "línea 2"),
    )
    add("incidencia", "staff/incidencia.html", staff_shapes.IncidenciaPage(REFERENCE, incident), SIGNED_IN)
    add("representantes", "staff/representantes.html", a.RepresentantesPage(CHANGES, CONFLICTS), SIGNED_IN)
    add(
        "representantes-error",
        "staff/representantes.html",
        a.RepresentantesPage((a.ChangeRow(**fields(CHANGES[0]) | {"error": NO_REASON}),), (), error=NO_REASON),
        SIGNED_IN,
    )
    add(
        "representantes-ninguno",
        "staff/representantes.html",
        a.RepresentantesPage((), (), done="Confirmó el cambio de representante."),
        SIGNED_IN,
    )
    add("incidencia-no", "staff/incidencia.html", staff_shapes.IncidenciaPage(REFERENCE), SIGNED_IN)


def account_pages() -> None:
    account = {**SIGNED_IN, "section": "cuenta"}
    key = a.PasskeyRow("El teléfono de Ñáñez", NOW, "/cuenta/seguridad/llaves/1", NOW)
    entered = s.TimelineEntry("Inició sesión con su e.firma.", NOW)
    add("seguridad-vacia", "portal/seguridad.html", a.SeguridadPage(), account)
    unused = a.PasskeyRow(LONG_NAME, NOW, "/cuenta/seguridad/llaves/2")
    full = a.SeguridadPage(NOW, NOW, 1, NOW, (key, unused), (entered, entered), "Su llave de acceso quedó registrada.")
    add("seguridad", "portal/seguridad.html", full, account)
    wrong = "Ese código no sirve."
    qr = segno.make("otpauth://totp/x?secret=AAAA").svg_inline(scale=4, light="#fff", svgclass="v-qr")
    add("aplicacion", "portal/aplicacion.html", a.AplicacionPage(), account)
    add("aplicacion-qr", "portal/aplicacion.html", a.AplicacionPage("GEZD GNBV", mark_safe(qr)), account)
    add("aplicacion-error", "portal/aplicacion.html", a.AplicacionPage("GEZD GNBV", mark_safe(qr), wrong), account)
    add("respaldo", "portal/respaldo.html", a.RespaldoPage(left=3), account)
    add("respaldo-nuevos", "portal/respaldo.html", a.RespaldoPage(("7K3M-9QX2-4HTH",) * 10, 10), account)
    add("llave-nueva", "portal/llave.html", a.LlavePage(), account)
    add("llave-nueva-error", "portal/llave.html", a.LlavePage("Mía", "No pudimos registrar esa llave."), account)
    add("llave", "portal/llave.html", a.LlavePage(LONG_NAME, "", NOW, NOW, "/quitar"), account)
    add("llave-error", "portal/llave.html", a.LlavePage("", "Escriba un nombre.", NOW, None, "/quitar"), account)
    add("quitar-llave", "portal/quitar.html", a.QuitarPage("llave", LONG_NAME), account)
    add("quitar-ultima", "portal/quitar.html", a.QuitarPage("llave", "Mía", True), account)
    add("quitar-aplicacion", "portal/quitar.html", a.QuitarPage("aplicacion"), account)
    add("confirmar", "portal/confirmar.html", a.ConfirmarPage("/cuenta/confirmar", PANEL, True, True), account)
    add("confirmar-efirma", "portal/confirmar.html", a.ConfirmarPage("/cuenta/confirmar", PANEL), account)
    refused = a.ConfirmarPage("/cuenta/confirmar", PANEL, True, True, wrong, "No pudimos comprobar esa llave.")
    add("confirmar-error", "portal/confirmar.html", refused, account)
    add("segundo-paso", "portal/segundo_paso.html", a.SegundoPasoPage(True, True))
    add("segundo-paso-llave", "portal/segundo_paso.html", a.SegundoPasoPage(False, True))
    add("segundo-paso-error", "portal/segundo_paso.html", a.SegundoPasoPage(True, True, wrong))


public_pages()
catalogue_pages(add, SIGNED_IN)
cedula_pages(add, ANONYMOUS)
recovery_pages(add)
way_in_pages()
sign_up_pages()
office_pages()
case_pages()
verification_pages()
other_pages()
account_pages()
staff_pages(add, SIGNED_IN)
audit_pages(add, SIGNED_IN)
review_pages(add, SIGNED_IN)
revoke_pages(add, SIGNED_IN)
verify_pages(add, SIGNED_IN)
dispute_pages(add, SIGNED_IN)
program_pages(add, SIGNED_IN)
attachment_pages(add, SIGNED_IN)
employer_pages(add)
family_pages(add)
consulta_pages(add)
mandate_pages(add)
rights_pages(add)
identity_pages(add)
inbox_pages(add)
payment_pages(add)
number_pages(add)
life_pages(add, IN_OFFICE)
card_pages(add)
card_counter_pages(add)
