"""The pages of one's own account: contact, certificates, password, sessions, applications and second steps."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import segno
from django.utils.safestring import mark_safe

from tests.web.sample_frame import (
    ANONYMOUS,
    COMPANY,
    LONG_COMPANY,
    LONG_NAME,
    NOW,
    REFERENCE,
    SIGNED_IN,
    TODAY,
)
from tests.web.shared_samples import ACCOUNT, LEGAL, PANEL, Add
from ventanilla.domain.accounts.passwords import SHORTEST, PasswordFault
from ventanilla.domain.oidc import Scope, known_by
from ventanilla.web.design import account_shapes as a
from ventanilla.web.design import oidc_shapes as o
from ventanilla.web.design import profile_shapes as pr
from ventanilla.web.design import shapes as s
from ventanilla.web.portal.passwords import CURRENT_WRONG
from ventanilla.web.portal.profile import QUESTIONS

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


def own_account_pages(add: Add) -> None:
    add(
        "cuenta",
        "portal/cuenta.html",
        s.CuentaPage((s.Link("Sus sesiones", "/cuenta/sesiones", "Dónde tiene abierta su cuenta."),)),
        ACCOUNT,
    )
    mine, held = "correo@ejemplo.mx", ("m•••@r•••.example", "l•••@c•••.example")
    for name, contact in {
        "contacto": pr.ContactoPage(mine, NOW, on_record=held),
        "contacto-otra-vez": pr.ContactoPage(mine, NOW, asks=True, on_record=held[:1], done="sin-cambio"),
        "contacto-sin-confirmar": pr.ContactoPage(mine, asks=True, waiting=f"{'a' * 60}@otro.example", done="enviado"),
        "contacto-ninguno": pr.ContactoPage(),
        "contacto-empresa": pr.ContactoPage(mine, for_company=True),
    }.items():
        add(name, "portal/contacto.html", contact, ACCOUNT)
    add("contacto-cambiar", "portal/contacto_cambiar.html", pr.ContactoPage(mine), ACCOUNT)
    wrong = pr.ContactoPage(mine, typed="correo", error="Escriba un correo completo, como nombre@ejemplo.mx.")
    add("contacto-cambiar-mal", "portal/contacto_cambiar.html", wrong, ACCOUNT)
    add("preferencias", "portal/preferencias.html", pr.PreferenciasPage(QUESTIONS), ACCOUNT)
    large = {**ACCOUNT, "preferred": {"letters": "muy_grande", "contrast": "alto", "motion": "ninguno"}}
    add("preferencias-guardadas", "portal/preferencias.html", pr.PreferenciasPage(QUESTIONS, done=True), large)
    add("terminos", "portal/terminos.html", pr.TerminosPage(LEGAL, "/cuenta/terminos?sigue=/oficina"), SIGNED_IN)
    again = pr.TerminosPage(LEGAL, "/cuenta/terminos?sigue=/oficina", before=True)
    add("terminos-otra-vez", "portal/terminos.html", again, SIGNED_IN)
    add("certificados", "portal/certificados.html", CERTIFICATES, ACCOUNT)
    add(
        "certificados-ninguno",
        "portal/certificados.html",
        a.CertificadosPage((), ()),
        ACCOUNT,
    )


def password_and_session_pages(add: Add) -> None:
    refused = PasswordFault.SHORT.text()
    add("contrasena", "portal/contrasena.html", a.ContrasenaPage(SHORTEST, usable=True, since=NOW, done=True), ACCOUNT)
    add(
        "contrasena-actual-mal",
        "portal/contrasena.html",
        a.ContrasenaPage(SHORTEST, usable=True, asks_current=True, error=CURRENT_WRONG, wrong="actual"),
        ACCOUNT,
    )
    add("contrasena-corta", "portal/contrasena.html", a.ContrasenaPage(SHORTEST, error=refused), ACCOUNT)
    add("contrasena-sin-efirma", "portal/contrasena.html", a.ContrasenaPage(SHORTEST, may_set=False), ACCOUNT)
    add(
        "contrasena-empresa",
        "portal/contrasena.html",
        a.ContrasenaPage(SHORTEST, may_set=False, for_company=True),
        {**ACCOUNT, "acting_for": COMPANY},
    )
    here = a.SessionRow("a1", "Con su e.firma", "Firefox, Windows", NOW, goes_on=True, here=True)
    add("sesiones-una", "portal/sesiones.html", a.SesionesPage((here,)), ACCOUNT)
    for done in ("cerrada", "cerradas", "no-fui-yo"):
        add(
            f"sesiones-{done}",
            "portal/sesiones.html",
            a.SesionesPage(
                (here, a.SessionRow("b2", "Con su contraseña", "", NOW, minutes_ago=7, goes_on=True)),
                (a.SessionRow("c3", "Con una llave de acceso", "Safari, iPhone", NOW),),
                done,
            ),
            ACCOUNT,
        )


def application_pages(add: Add) -> None:
    for step in ("permitir", "entrar", "identidad"):
        add(f"autorizar-{step}", "portal/autorizar.html", _asks(step), SIGNED_IN)
    add("autorizar-equipo", "portal/autorizar.html", _asks("permitir", long=True), {**SIGNED_IN, "acting_for": COMPANY})
    add(
        "aplicaciones",
        "portal/aplicaciones.html",
        o.AplicacionesPage((_allowed(), _allowed(used=False)), True),
        ACCOUNT,
    )
    add("aplicaciones-ninguna", "portal/aplicaciones.html", o.AplicacionesPage(()), ACCOUNT)
    add("autorizar-desconocida", "portal/aplicacion_error.html", o.AplicacionErrorPage(REFERENCE), ANONYMOUS)


def security_pages(add: Add) -> None:
    key = a.PasskeyRow("El teléfono de Ñáñez", NOW, "/cuenta/seguridad/llaves/1", NOW)
    entered = s.TimelineEntry("Inició sesión con su e.firma.", NOW)
    add("seguridad-vacia", "portal/seguridad.html", a.SeguridadPage(), ACCOUNT)
    unused = a.PasskeyRow(LONG_NAME, NOW, "/cuenta/seguridad/llaves/2")
    full = a.SeguridadPage(NOW, NOW, 1, NOW, (key, unused), (entered, entered), "Su llave de acceso quedó registrada.")
    add("seguridad", "portal/seguridad.html", full, ACCOUNT)
    wrong = "Ese código no sirve."
    qr = segno.make("otpauth://totp/x?secret=AAAA").svg_inline(scale=4, light="#fff", svgclass="v-qr")
    add("aplicacion", "portal/aplicacion.html", a.AplicacionPage(), ACCOUNT)
    add("aplicacion-qr", "portal/aplicacion.html", a.AplicacionPage("GEZD GNBV", mark_safe(qr)), ACCOUNT)
    add("aplicacion-error", "portal/aplicacion.html", a.AplicacionPage("GEZD GNBV", mark_safe(qr), wrong), ACCOUNT)
    add("respaldo", "portal/respaldo.html", a.RespaldoPage(left=3), ACCOUNT)
    add("respaldo-nuevos", "portal/respaldo.html", a.RespaldoPage(("7K3M-9QX2-4HTH",) * 10, 10), ACCOUNT)
    add("llave-nueva", "portal/llave.html", a.LlavePage(), ACCOUNT)
    add("llave-nueva-error", "portal/llave.html", a.LlavePage("Mía", "No pudimos registrar esa llave."), ACCOUNT)
    add("llave", "portal/llave.html", a.LlavePage(LONG_NAME, "", NOW, NOW, "/quitar"), ACCOUNT)
    add("llave-error", "portal/llave.html", a.LlavePage("", "Escriba un nombre.", NOW, None, "/quitar"), ACCOUNT)
    add("quitar-llave", "portal/quitar.html", a.QuitarPage("llave", LONG_NAME), ACCOUNT)
    add("quitar-ultima", "portal/quitar.html", a.QuitarPage("llave", "Mía", True), ACCOUNT)
    add("quitar-aplicacion", "portal/quitar.html", a.QuitarPage("aplicacion"), ACCOUNT)
    add("confirmar", "portal/confirmar.html", a.ConfirmarPage("/cuenta/confirmar", PANEL, True, True), ACCOUNT)
    add("confirmar-efirma", "portal/confirmar.html", a.ConfirmarPage("/cuenta/confirmar", PANEL), ACCOUNT)
    refused = a.ConfirmarPage("/cuenta/confirmar", PANEL, True, True, wrong, "No pudimos comprobar esa llave.")
    add("confirmar-error", "portal/confirmar.html", refused, ACCOUNT)
    add("segundo-paso", "portal/segundo_paso.html", a.SegundoPasoPage(True, True))
    add("segundo-paso-llave", "portal/segundo_paso.html", a.SegundoPasoPage(False, True))
    add("segundo-paso-error", "portal/segundo_paso.html", a.SegundoPasoPage(True, True, wrong))
