"""The page of one's own history, for `design_samples`: with everything, before there was anything, and as it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from tests.web.sample_frame import IN_OFFICE, LONG_COMPANY, LONG_NAME, NOW, TODAY
from ventanilla.domain.history import DESCUENTOS
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import Text
from ventanilla.web.design import history_shapes as h
from ventanilla.web.design.shapes import Link
from ventanilla.web.portal.employer import KIND, columns
from ventanilla.web.portal.history import BAD_DAY

Add = Callable[..., None]
UNKNOWN = Text("X", "Falta la ley de ese año.")
ALTA, CHANGE, BAJA = (tuple(KIND.values())[n] for n in (0, 1, 2))
CORRECTS = Text("HISTORIA_CORRIGE", "Corrige el que se recibió el {dia}", dia=date(2026, 1, 4))
CORRECTED = Text("HISTORIA_CORREGIDO", "Se corrigió el {dia}", dia=date(2026, 2, 4))
FILED = Text("X", "Lo presentó {quien}, con autorización", quien=LONG_NAME)
OFFICE = Text("X", "Lo presentó la oficina")
MOVEMENTS = (
    h.OwnMovement(BAJA, TODAY, date(2026, 11, 1), NOW, None, LONG_COMPANY, "Y54-12345-10-7", FILED, (CORRECTS,)),
    h.OwnMovement(CHANGE, TODAY, None, NOW, Money("540.00"), LONG_COMPANY, "Y54-12345-10-7", OFFICE, (CORRECTED,)),
    h.OwnMovement(ALTA, date(2014, 2, 1), None, NOW, Money("99.10"), "Ñ", "Y54-12345-10-7"),
)
ODD = (
    h.OddRow(
        "revisar-1", Text("X", "Le faltan días con un mismo empleador"), Text("X", "Faltan 19 días."),
        (Text("X", "Son 2 semanas menos para su pensión."),), (Text("X", "El plazo terminó."),), 2, Money("1174.78"),
        ("LSS 15-I", "LSS 37"), "/tramites/aclaracion",
        (h.ComparedRow(date(2026, 10, 16), date(2026, 10, 31), Money("278.80"), Money("12540.00")),), 3,
    ),
    h.OddRow("revisar-2", Text("X", "Tiene más de un número"), Text("X", "Otro."), (), (), None, None, ("LSS 15",)),
)  # fmt: skip
EMPLOYERS = (
    h.OwnEmployer(LONG_COMPANY, "Y54-12345-10-7", "/no-reconozco/x"),
    h.OwnEmployer("Ñ", "Y54-12345-10-8", "/no-reconozco/y", unknown=True),
)
YEARS = (
    h.YearRow(2026, 300, 43, 1_024, Money("540.00"), "4.60"),
    h.YearRow(2014, 1, 0, 981, Money("99.10"), ""),
)
BIMESTERS = (
    h.BimesterRow(
        "enero y febrero",
        LONG_COMPANY,
        Money("640.00"),
        Money("2100.10"),
        Money("1600.00"),
        Money("4340.10"),
        date(2026, 3, 17),
        True,
        paid=False,
    ),
    h.BimesterRow(
        "marzo y abril",
        "Ñ",
        Money("1.00"),
        Money("1.00"),
        Money("1.00"),
        Money("3.00"),
        date(2026, 5, 18),
        True,
        paid=True,
    ),
    h.BimesterRow(
        "noviembre y diciembre",
        "Ñ",
        Money("1.00"),
        Money("1.00"),
        Money("1.00"),
        Money("3.00"),
        date(2027, 1, 18),
        False,
    ),
    h.BimesterRow("julio y agosto", "Ñ", None, None, None, None, None, False, UNKNOWN),
)


def history_pages(add: Add) -> None:
    """Add them all."""
    chart = columns(
        "historia-pesos",
        "Salario diario",
        Text("X", "Una columna."),
        "Salario",
        ["2014", "2026"],
        [1, 2],
        ["$1.00", "$2.00"],
    )
    whole = h.HistoryPage(
        TODAY,
        LONG_NAME,
        1_024,
        ODD,
        MOVEMENTS,
        EMPLOYERS,
        YEARS,
        (chart,),
        (
            h.GapRow(date(2020, 1, 1), date(2020, 1, 1), 1, True),
            h.GapRow(date(2019, 1, 1), date(2019, 12, 31), 365, False),
        ),
        BIMESTERS,
        2026,
        (Link("2026", "/historia?anio=2026"), Link("2014", "/historia?anio=2014")),
        tuple(Link(kind, f"/historia/archivo.{kind.lower()}") for kind in ("PDF", "CSV", "JSON")),
        (Link("Constancia de semanas cotizadas", "/tramites/constancia_semanas", "Sus semanas."),),
        discounts=DESCUENTOS,
    )
    template = "portal/historia.html"
    add("historia", template, whole, IN_OFFICE)
    add("historia-antes", template, replace(whole, known=date(2025, 3, 31), typed="2025-03-31", charts=()), IN_OFFICE)
    add("historia-vacia", template, h.HistoryPage(TODAY), IN_OFFICE)
    nothing = h.HistoryPage(date(1999, 1, 1), "Ñ", known=date(1999, 1, 1), typed="1999-01-01")
    add("historia-antes-nada", template, nothing, IN_OFFICE)
    add("historia-error", template, replace(whole, typed="ayer", error=BAD_DAY), IN_OFFICE)
