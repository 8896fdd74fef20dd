"""The pages of signing in, of opening an account and of getting back into it."""

from __future__ import annotations

from datetime import date

from tests.web.sample_frame import (
    ANONYMOUS,
    EXPIRED,
    LONG_NAME,
    NOW,
    SIGNED_IN,
    fields,
)
from tests.web.shared_samples import IDENTITIES, LEGAL, PANEL, Add
from ventanilla.domain.accounts import SessionEnd
from ventanilla.domain.accounts.passwords import SHORTEST, PasswordFault
from ventanilla.kernel.text import Text
from ventanilla.web.design import account_shapes as a
from ventanilla.web.design import shapes as s
from ventanilla.web.design import sign_up_shapes as up
from ventanilla.web.portal.passwords import NO_MATCH


def way_in_pages(add: Add) -> None:
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


def sign_up_pages(add: Add) -> None:
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
