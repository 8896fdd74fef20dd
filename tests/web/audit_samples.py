"""The pages of whoever audits in each of their states, for `design_samples`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from tests.web.sample_frame import LONG_COMPANY
from ventanilla.kernel.text import Text
from ventanilla.web.design import audit_shapes as a

NOW: Final = datetime(2026, 11, 22, 15, tzinfo=UTC)
LONG: Final = "María de los Ángeles Guadalupe Maximiliana Villavicencio de Monteverde Hinojosa"
ROW: Final = a.LinkRow(
    2, NOW, "Firmó la solicitud con su e.firma.", "solicitud_firmada/1", "La misma persona", hash="9f" * 8
)
BY_OTHER: Final = a.LinkRow(
    1, NOW, f"Ahora se llama {LONG}.", "x/1", LONG, "en nombre de otra persona o empresa", "0a" * 8
)
BY_LEAVE: Final = replace(BY_OTHER, for_whom=f"con autorización de {LONG_COMPANY}")
Add = Callable[..., None]


def audit_pages(add: Add, signed_in: dict[str, Any]) -> None:
    """Add them all."""
    staff = {**signed_in, "section": "personal"}
    add("historial-buscar", "staff/historial_buscar.html", a.BuscarHistorialPage(), staff)
    wrong = a.BuscarHistorialPage("K7QM", "No hay un expediente con ese folio.")
    add("historial-buscar-error", "staff/historial_buscar.html", wrong, staff)
    whole = a.HistorialPage(
        (ROW, BY_OTHER, BY_LEAVE), 3, "9f" * 32, "/personal/historial/x/archivo", older_url="?antes=1"
    )
    add("historial", "staff/historial.html", whole, staff)
    add("historial-uno", "staff/historial.html", a.HistorialPage((BY_OTHER,), 1, "0a" * 32, "/x"), staff)
    why = Text("HISTORIAL_ROTO", "Desde el evento {n} el registro no cuadra.", n=1)
    add("historial-roto", "staff/historial.html", a.HistorialPage((ROW,), 2, "9f" * 32, "/x", 1, why), staff)
