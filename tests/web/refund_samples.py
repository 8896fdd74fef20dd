"""The pages of what is owed back, for `design_samples`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tests.web.sample_frame import LONG_NAME, NOW, SIGNED_IN
from ventanilla.kernel.text import Text
from ventanilla.web.design import payment_shapes as p
from ventanilla.web.office.refunds import DONE, NOT_NOW

Add = Callable[..., None]
ID = "3f1c7a10-0000-4000-8000-000000000001"
CONCEPT = "Seguro de Salud para la Familia, un año. Cifra de la demostración, no la del Consejo Técnico"
TWICE = Text("DEVUELVE_DOBLE", "Se pagó dos veces la misma línea de captura.")


def refund_pages(add: Add) -> None:
    """Add them all."""
    frame = {**SIGNED_IN, "section": "oficina"}
    owed = p.RefundRow(CONCEPT, "$41,050.00", TWICE, "owed", NOW, "BBVA Mexico, terminación 0002")
    every = (
        replace(owed, state="no_account", account=""),
        owed,
        replace(owed, refused=True),
        replace(owed, state="proposed"),
        replace(owed, state="ordered"),
        replace(owed, state="paid", paid=NOW),
    )
    add("pagos-devoluciones", "portal/pagos.html", p.PagosPage(refunds=every), frame)
    staff = {**SIGNED_IN, "section": "personal"}
    rows = (
        p.StaffRefundRow(ID, LONG_NAME, owed, ("proponer",)),
        p.StaffRefundRow(ID, "Zoé Ñ", replace(owed, state="proposed"), ("aprobar", "regresar")),
        p.StaffRefundRow(ID, "Zoé Ñ", replace(owed, state="proposed"), (), mine=True),
        p.StaffRefundRow(ID, "Zoé Ñ", replace(owed, state="proposed")),
        p.StaffRefundRow(ID, "Zoé Ñ", replace(owed, state="ordered")),
        p.StaffRefundRow(ID, "Zoé Ñ", replace(owed, state="no_account", account="", refused=True)),
    )
    stray = p.StrayRow("B" * 53, "$1.00", NOW, "P0000000009")
    add("devoluciones", "staff/devoluciones.html", p.DevolucionesPage(rows, (stray,), DONE["proponer"]), staff)
    add("devoluciones-vacia", "staff/devoluciones.html", p.DevolucionesPage(), staff)
    add("devoluciones-error", "staff/devoluciones.html", p.DevolucionesPage(rows, error=NOT_NOW), staff)
