"""The pages of one's own data and of who used them, for `design_samples`."""

from __future__ import annotations

from collections.abc import Callable

from tests.web.sample_frame import COMPANY, LONG_COMPANY, LONG_NAME, NOW, SIGNED_IN
from ventanilla.web.design import rights_shapes as ri

Add = Callable[..., None]


def rights_pages(add: Add) -> None:
    """Add them all."""
    account = {**SIGNED_IN, "section": "cuenta"}
    one = ri.DatosSet(
        "Su registro de persona asegurada", 1, "Para saber quién es.", "Siempre.", "Usted.", (("Nombre", LONG_NAME),)
    )
    many = ri.DatosSet(
        "Lo que sus empleadores avisaron", 214, "De aquí salen sus semanas.", "Siempre.", "Usted y su empleador.",
        fields=("Fecha", "Salario diario"), withheld=(("Su contraseña", "No la tenemos."),),
    )  # fmt: skip
    groups = (ri.DatosGroup("Quién es usted", (one, many), ("Cómo avisarle",)), ri.DatosGroup("Su familia", (), ("Ñ",)))
    add("datos", "portal/datos.html", ri.DatosPage(groups), account)
    add(
        "datos-sellando", "portal/datos.html", ri.DatosPage(groups, "sealing", copy_at=NOW, poll_url="/x.json"), account
    )
    add("datos-copia", "portal/datos.html", ri.DatosPage(groups, "ready", "/x.pdf", NOW, confirmed=True), account)
    add("datos-empresa", "portal/datos.html", ri.DatosPage(for_company=True), {**account, "acting_for": COMPANY})
    rows = (
        ri.UseRow(
            "Personal de la institución: Revisora", "Su nombre, en un cambio de representante", "Para revisar", NOW
        ),
        ri.UseRow(LONG_NAME, "Todos sus datos", "Porque usted lo pidió", NOW, LONG_COMPANY),
    )
    add("uso", "portal/datos_uso.html", ri.UsoPage(rows, "/cuenta/datos/uso?antes=9"), account)
    add("uso-nadie", "portal/datos_uso.html", ri.UsoPage(), account)
    add("uso-empresa", "portal/datos_uso.html", ri.UsoPage(for_company=True), {**account, "acting_for": COMPANY})
