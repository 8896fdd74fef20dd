"""The pages about disputes in each of their states: one tap from a movement, and those of an employer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Final

from ventanilla.kernel.text import Text
from ventanilla.web.design import dispute_shapes as d
from ventanilla.web.design import shapes as s
from ventanilla.web.design.wizard_shapes import WizardPage

NOW: Final = datetime(2026, 11, 22, 15, tzinfo=UTC)
FOLIO: Final = "7K3M9QX24HTH"
LONG: Final = "Comercializadora y Transformadora de Ñandúes y Pingüinos Imaginarios del Istmo, S. de R.L. de C.V."
PROBLEMS: Final = (
    ("fecha", "La fecha de un aviso no es correcta"),
    ("salario", "El salario registrado no es correcto"),
    ("no_ocurrio", "Ese aviso no debió presentarse: no ocurrió"),
)
ONE: Final = d.EarlierPage(f"Baja del 15 de junio de 2026, con {LONG} (registro Z9912345105)", "/aclarar/x", PROBLEMS,
                              unknown_url="/no-reconozco/x")  # fmt: skip
PARTY: Final = d.PartyRow(LONG, "/personal/aclaraciones/x", 12, 4, 3, 2, date(2026, 11, 2),
                          ((PROBLEMS[0][1], 7), (PROBLEMS[1][1], 5)))  # fmt: skip
CASE: Final = d.PartyCaseRow(
    FOLIO,
    "",
    "Íñigo Ñandayapa",
    PROBLEMS[0][1],
    Text("ESPERA_PATRON", "Que conteste el empleador"),
    NOW,
    date(2026, 11, 27),
    5,
)
Add = Callable[..., None]


def dispute_pages(add: Add, signed_in: dict[str, Any]) -> None:
    """Add them all."""
    frame, staff = {**signed_in, "section": "oficina"}, {**signed_in, "section": "personal"}
    add("aclarar", "portal/aclarar.html", ONE, frame)
    add("aclarar-otra", "portal/aclarar.html", replace(ONE, earlier=(s.Link(FOLIO, "/expedientes/x"),)), frame)
    earlier = (s.Link(FOLIO, "/expedientes/x"),)
    step = s.Step("text", "explica", "¿Qué lo demuestra?")
    add(
        "paso-ya-pedido",
        "portal/wizard_step.html",
        WizardPage("Aclaración", "¿Qué lo demuestra?", (step,), 3, 5, "/x", "/oficina", earlier=earlier),
        frame,
    )
    add(
        "revisar-ya-pedido",
        "portal/check_answers.html",
        s.CheckPage("Aclaración", (), "/x", send_url="/y", earlier=earlier),
        frame,
    )
    add("aclaraciones-ninguna", "staff/aclaraciones.html", d.PartiesPage(()), staff)
    rows = (PARTY, replace(PARTY, name="Taller de Cristina", open=1, asked=0, silent=0, matters=PARTY.matters[:1]))
    add("aclaraciones", "staff/aclaraciones.html", d.PartiesPage(rows), staff)
    cases = (
        CASE,
        replace(CASE, href="/personal/verificaciones/x", reserved=True, days_left=-1),
        replace(CASE, href="/personal/expedientes/x", until=None),
    )
    add("aclaraciones-patron", "staff/aclaraciones_patron.html", d.PartyPage(LONG, cases, 2), staff)
    add("aclaraciones-patron-una", "staff/aclaraciones_patron.html", d.PartyPage("Ana", cases[:1], 0), staff)
