"""«Mi cuenta»: how one gets in, what the office knows of one, and one's preferences."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ventanilla.web.design.shapes import CuentaPage, Link
from ventanilla.web.guards import VisitRequest, signed_in

ACCOUNT_SECTIONS: Final[tuple[Link, ...]] = (
    Link("Sus e.firmas", "/cuenta/certificados", "Con cuáles ha entrado, hasta cuándo sirven y qué pasó con ellas."),
    Link(
        "Seguridad",
        "/cuenta/seguridad",
        "Llaves de acceso, aplicación de códigos y códigos de respaldo.",
    ),
    Link("Su contraseña", "/cuenta/contrasena", "Póngala o cámbiela."),
    Link("Sus sesiones", "/cuenta/sesiones", "Dónde está abierta su cuenta, y cómo cerrarla."),
    Link("Sus datos", "/cuenta/datos", "Qué guarda la oficina de usted, una copia, y quién los usó."),
)


@signed_in
@require_safe
def account(request: VisitRequest) -> HttpResponse:
    """Every page of one's own account."""
    return render(request, "portal/cuenta.html", {"page": CuentaPage(ACCOUNT_SECTIONS), "section": "cuenta"})
