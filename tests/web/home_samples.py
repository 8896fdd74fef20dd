"""The first screens of «Mi oficina», for `design_samples`: who works, who left, who is pensioned, who is family."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from tests.web.sample_frame import IN_OFFICE, LONG_COMPANY, LONG_NAME, TODAY
from ventanilla.domain.affiliation import Contradiccion
from ventanilla.kernel.text import Text
from ventanilla.web.design.oficina_shapes import HomePanel, HomeRow, OficinaPage
from ventanilla.web.design.shapes import Entitlement
from ventanilla.web.portal.home import LABEL, NO_JOB, NO_PAYMENT

Add = Callable[..., None]
CARD = Entitlement(
    "Lucía Ñáñez Ferrer", "NAFL900101MDFXRC05", "12345678903", True, as_of=TODAY, clinic="UMF 021 Puebla"
)
ASKED = HomeRow(LABEL["asked"], ("Corrección de un movimiento",), "Hasta el 30 de noviembre de 2026.", "/x", "alert")
DOUBT = HomeRow(LABEL["doubt"], (Contradiccion.NSS_DUPLICADO.reason,), "", "/tramites/aclaracion", "alert")
ODD = HomeRow(
    LABEL["odd"], ("Le faltan días con un mismo empleador",), "Y 2 más por revisar.", "/historia#revisar", "alert"
)
JOB = HomeRow(LABEL["job"], (LONG_COMPANY,), "$540.00 diarios. Entró el 03/05/2021", "/historia")
WEEKS = HomeRow(LABEL["weeks"], ("1,024 semanas",), "", "/historia")
MOVED = HomeRow(
    LABEL["movements"],
    ("Cambio de salario, $540.00 diarios, 1 de febrero de 2026", "Alta, $480.00 diarios, 3 de mayo de 2021"),
    "El último lo presentó Ana Pérez.",
    "/historia",
)
MEETING = HomeRow(LABEL["appointment"], ("25 de noviembre de 2026, 09:15 h",), "Medicina familiar. Su clínica.")
PENDING = HomeRow(LABEL["pending"], ("1 sin terminar", "2 en curso"), "", "#sin-terminar")
PENSION = HomeRow(
    LABEL["pension"],
    (Text("INICIO_PENSION_POR", "Por {concepto}", concepto="invalidez"),),
    Text("INICIO_DESDE", "Desde el {dia}.", dia=date(2019, 3, 1)),
)
HOME = HomePanel(CARD, (JOB, WEEKS, MOVED, MEETING, PENDING), "/tarjeta")


def home_pages(add: Add) -> None:
    """Add them all."""

    def page(panel: HomePanel, name: str = LONG_NAME, *, kin: bool = False) -> OficinaPage:
        return OficinaPage("person", name, "NAFL900101MDFXRC05", home=panel, kin=kin)

    template = "portal/oficina.html"
    add("inicio-avisos", template, page(replace(HOME, rows=(ASKED, DOUBT, ODD, *HOME.rows))), IN_OFFICE)
    left = replace(CARD, entitled=False, reason="Su empleador presentó su baja con fecha 1 de marzo de 2025.")
    gone = HomeRow(LABEL["job"], (NO_JOB,), f"El último, {LONG_COMPANY}, hasta el 1 de marzo de 2025.", "/historia")
    add("inicio-sin-empleo", template, page(HomePanel(left, (gone, WEEKS))), IN_OFFICE)
    unpaid = HomeRow(LABEL["payment"], (NO_PAYMENT,))
    add("inicio-pension", template, page(HomePanel(CARD, (PENSION, unpaid, WEEKS)), "Ñ"), IN_OFFICE)
    through = HomeRow(LABEL["holder"], (LONG_NAME,), "Parentesco: Hija o hijo. Hasta el 3 de mayo de 2030.")
    add("inicio-familia", template, page(HomePanel(CARD, (through,)), kin=True), IN_OFFICE)
