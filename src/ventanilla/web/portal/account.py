"""«Mi cuenta»: how one gets in, what the office knows of one, and one's preferences."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ventanilla.web.design.shapes import CuentaPage, Link
from ventanilla.web.guards import VisitRequest, roles_of, signed_in

ACCOUNT_SECTIONS: Final[tuple[Link, ...]] = (
    Link("Sus e.firmas", "/cuenta/certificados", "Con cuáles ha entrado, hasta cuándo sirven y qué pasó con ellas."),
    Link(
        "Seguridad",
        "/cuenta/seguridad",
        "Llaves de acceso, aplicación de códigos y códigos de respaldo.",
    ),
    Link("Su contraseña", "/cuenta/contrasena", "Póngala o cámbiela."),
    Link("Cómo le escribimos", "/cuenta/contacto", "El correo de su cuenta, y los que ya teníamos de usted."),
    Link("Cómo le avisamos", "/cuenta/avisos", "De qué quiere saber, por correo o en sus dispositivos."),
    Link("Sus preferencias", "/cuenta/preferencias", "Idioma, avisos, tamaño de las letras y contraste."),
    Link("Su familia", "/cuenta/familia", "Por quién puede actuar aquí, hasta cuándo, y quién puede actuar por usted."),
    Link(
        "Autorizaciones",
        "/cuenta/autorizaciones",
        "Por cuáles empresas o personas puede actuar, y a quién autorizó usted.",
    ),
    Link("Sus sesiones", "/cuenta/sesiones", "Dónde está abierta su cuenta, y cómo cerrarla."),
    Link("Aplicaciones", "/cuenta/aplicaciones", "En cuáles entra con su cuenta, y qué sabe cada una."),
    Link(
        "Llaves de programa", "/cuenta/llaves-de-programa", "Para un programa suyo que consulta la oficina por usted."
    ),
    Link("Su cuenta bancaria", "/cuenta-bancaria", "Dónde le pagamos, y cómo cambiarlo o cancelarlo."),
    Link("Sus pagos", "/pagos", "Lo que debe pagar, hasta cuándo y con qué línea de captura."),
    Link("Mi seguro", "/mi-seguro", "El Seguro de Salud para la Familia que usted contrató, y cómo renovarlo."),
    Link("Sus datos", "/cuenta/datos", "Qué guarda la oficina de usted, una copia, y quién los usó."),
)
STAFF_SECTION: Final = Link("Personal", "/personal", "Sus roles en la institución, y lo que abren.")


@signed_in
@require_safe
def account(request: VisitRequest) -> HttpResponse:
    """Every page of one's own account; for officials, where they work."""
    sections = (*ACCOUNT_SECTIONS, STAFF_SECTION) if roles_of(request.visit) else ACCOUNT_SECTIONS
    return render(request, "portal/cuenta.html", {"page": CuentaPage(sections), "section": "cuenta"})
