"""Every page of what an official verifies, and of the files of a case, in each of its states."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Final

from tests.web.review_samples import WHOLE
from ventanilla.domain.cases import Answerer
from ventanilla.domain.cases.asks import Outcome
from ventanilla.kernel.text import Text
from ventanilla.web.design import shapes as s
from ventanilla.web.design import verify_shapes as v
from ventanilla.web.office import cases, verify

NOW: Final = datetime(2026, 11, 22, 15, tzinfo=UTC)
UNTIL: Final = date(2026, 12, 4)
FOLIO: Final = "7K3M9QX24HTH"
LONG: Final = "María de los Ángeles Guadalupe Maximiliana Villavicencio de Monteverde Hinojosa"
FILE: Final = v.StaffFile("acta.pdf", "pdf", 48_213, 2, "9f86d081", "/personal/x", "", unscanned=True)
PICTURED: Final = replace(
    FILE, name=f"{'fotografia-de-mi-acta-de-nacimiento-' * 3}.jpg", kind="jpg", preview_url="/x.png", unscanned=False
)
ROW: Final = v.VerifyRow(FOLIO, "/personal/verificaciones/x", "Aclaración de movimientos", "Verificación",
                         "Íñigo Ñandayapa", NOW, UNTIL, 12)  # fmt: skip
TOLD: Final = (s.Answered("Persona trabajadora", LONG), s.Answered("Qué lo demuestra", "Mis recibos " * 30))
QUESTIONS: Final = (
    s.Step("choice", "procede", "¿Está demostrado?", choices=(s.Choice("si", "Sí"), s.Choice("no", "No"))),
    s.Step("text", "motivo", "¿Qué se revisó y qué se encontró?"),
)
WRONG: Final = tuple(replace(one, error=Text("FALTA_RESPUESTA", "Falta esta respuesta.")) for one in QUESTIONS)
OPEN: Final = v.VerificacionPage(ROW, "open", TOLD, (FILE, PICTURED), QUESTIONS)
ASKED: Final = v.AskedRow(
    cases.ASKED_OF[Answerer.PERSON], "Mande su acta.", NOW, UNTIL, cases.OUTCOMES[Outcome.ABIERTA]
)
ANSWERED: Final = replace(ASKED, outcome=cases.OUTCOMES[Outcome.CONTESTADA], closed_at=NOW, signed=True, answers=TOLD)
Add = Callable[..., None]


def verify_pages(add: Add, signed_in: dict[str, Any]) -> None:
    """Add them all."""
    staff = {**signed_in, "section": "personal"}
    add("verificaciones-ninguna", "staff/verificaciones.html", v.VerificacionesPage(()), staff)
    rows = (replace(ROW, days_left=-1), replace(ROW, applicant=LONG, days_left=1), ROW)
    queues = (s.Choice("", "Todas", checked=True), s.Choice("a", "Verificación"), s.Choice("b", "Otra"))
    many = v.VerificacionesPage(rows * 4, queues, verify.DONE)
    add("verificaciones", "staff/verificaciones.html", many, staff)
    add("verificacion", "staff/verificar.html", OPEN, staff)
    add("verificacion-error", "staff/verificar.html", replace(OPEN, questions=WRONG), staff)
    sure = replace(OPEN, sure=True, questions=(), said=TOLD, sent=(("procede", "si"), ("motivo", "Lo que vi")))
    add("verificacion-seguro", "staff/verificar.html", sure, staff)
    closed = replace(OPEN, questions=())
    for state in ("answered", "late", "withdrawn"):
        add(f"verificacion-{state}", "staff/verificar.html", replace(closed, state=state), staff)
    opening = v.AbrirArchivoPage(FILE, FOLIO, f"/personal/expedientes/{FOLIO}")
    add("abrir-archivo", "staff/abrir_archivo.html", opening, staff)
    whole = replace(WHOLE, files=(FILE, PICTURED), asks=(ASKED, ANSWERED))
    add("expediente-archivos", "staff/expediente.html", whole, staff)
