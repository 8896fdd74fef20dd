"""The pages of a case's life in each of their states, for `design_samples`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Final

from ventanilla.domain.cases import Answerer
from ventanilla.domain.cases.stages import stages
from ventanilla.kernel.text import Text
from ventanilla.web.design import case_shapes as c
from ventanilla.web.design import shapes as s
from ventanilla.web.design.oficina_shapes import OficinaPage
from ventanilla.web.design.wizard_shapes import WizardPage

NOW: Final = datetime(2026, 11, 22, 16, 42, 7, tzinfo=UTC)
UNTIL: Final = date(2026, 11, 27)
TITLE: Final = "Aclaración de movimientos"
FOLIO: Final = "7K3M9QX24HTH"
TOLD: Final = (
    s.Answered("Persona trabajadora", "Lucía Ñáñez Ferrer"),
    s.Answered("Aviso", "Alta del 7 de diciembre de 2023, $480.50 diarios, con Comercializadora de Ñandúes"),
)
QUESTIONS: Final = (
    s.Step("choice", "acepta", "¿Está de acuerdo?", choices=(s.Choice("si", "Sí"), s.Choice("no", "No"))),
    s.Step("text", "motivo", "Explique por qué", help="Diga con qué lo demuestra."),
    s.Step("date", "fecha", "¿Desde cuándo?", day="1", month="2", year="2026"),
)
OPEN: Final = c.RespuestaPage(TITLE, "open", UNTIL, 5, "", TOLD, QUESTIONS, signs=True)
WRONG: Final = tuple(replace(one, error=Text("FALTA_RESPUESTA", "Falta esta respuesta.")) for one in QUESTIONS)
Add = Callable[..., None]


def life_pages(add: Add, frame: dict[str, Any]) -> None:
    """Add them all."""
    add("respuesta", "portal/respuesta.html", OPEN, frame)
    add("respuesta-error", "portal/respuesta.html", replace(OPEN, questions=WRONG), frame)
    own = replace(OPEN, own=True, signs=False, why="Falta un documento.", told=(), days_left=0)
    add("respuesta-propia", "portal/respuesta.html", own, frame)
    add("respuesta-un-dia", "portal/respuesta.html", replace(OPEN, days_left=1), frame)
    to_sign = replace(
        OPEN,
        stages=stages(Answerer.PERSON, waits=True, over=False),
        questions=(),
        prepared_url="/respuestas/x/preparar",
    )
    add("respuesta-por-firmar", "portal/respuesta.html", to_sign, frame)
    sent = replace(OPEN, questions=(), filed_url="/expedientes/x")
    add("respuesta-firmada", "portal/respuesta.html", sent, frame)
    add("respuesta-corregida", "portal/respuesta.html", replace(sent, state="answered", answered_at=NOW), frame)
    done = replace(OPEN, state="answered", questions=(), rows=TOLD, answered_at=NOW)
    add("respuesta-dada", "portal/respuesta.html", done, frame)
    add("respuesta-tarde", "portal/respuesta.html", replace(OPEN, state="late", questions=()), frame)
    add("respuesta-retirada", "portal/respuesta.html", replace(OPEN, state="withdrawn", questions=()), frame)
    add("desistir", "portal/confirma.html", c.ConfirmaPage("desistir", TITLE, "/expedientes/x", FOLIO), frame)
    late = c.ConfirmaPage("desistir", TITLE, "/expedientes/x", FOLIO, too_late=True)
    add("desistir-tarde", "portal/confirma.html", late, frame)
    add("descartar", "portal/confirma.html", c.ConfirmaPage("descartar", TITLE, "/solicitudes/x/1"), frame)
    _cases(add, frame)


def _cases(add: Add, frame: dict[str, Any]) -> None:
    waits = s.CasePage(
        title=TITLE,
        folio=FOLIO,
        filed_at=NOW,
        state="waiting_other",
        waiting_for="Falta que conteste su empleador",
        stages=stages(Answerer.EMPLOYER, waits=True, over=False),
        clocks=("Un subsidio, o cada mes de una pensión, se puede cobrar durante 12 meses (LSS 300).",),
        missing="Su empleador puede contestar hasta el 27 de noviembre de 2026.",
        who_has_it="Lo tiene su empleador.",
        asked_until=UNTIL,
        days_left=5,
        promised=date(2027, 1, 6),
        withdraw_url="/expedientes/x/desistir",
    )
    add("expediente-otra-parte", "portal/case.html", waits, frame)
    pays = replace(waits, waiting_for="Falta el pago", who_has_it="Se espera el pago.", pay_url="/pagos")
    add("expediente-por-pagar", "portal/case.html", pays, frame)
    mine = replace(
        waits,
        state="waiting_you",
        waiting_for="Falta algo de su parte",
        clocks=(),
        who_has_it="",
        answer_url="/respuestas/x",
        days_left=1,
    )
    add("expediente-por-contestar", "portal/case.html", mine, frame)
    add("expediente-contesta-hoy", "portal/case.html", replace(mine, days_left=0), frame)
    add("expediente-vencido", "portal/case.html", replace(waits, days_left=-1, missing=""), frame)
    add("expediente-retirado", "portal/case.html", replace(waits, state="withdrawn", withdraw_url=""), frame)
    rows = tuple(s.AskRow(TITLE, "/respuestas/x", UNTIL, left) for left in (5, 1, 0, -1))
    company = OficinaPage("company", "Ana", "", "Comercializadora de Ñandúes", "CNP200101AB1", asked=rows)
    add("oficina-empresa-por-contestar", "portal/oficina.html", company, frame)
    draft = s.CaseRow(
        "", TITLE, "/x", "Borrador", "off", NOW, kept_until=date(2027, 2, 20), discard_url="/solicitudes/x/descartar"
    )
    person = OficinaPage("no_record", "Ñ", "XEXX900101MDFXXX05", asked=rows[:1], drafts=(draft,))
    add("oficina-por-contestar", "portal/oficina.html", person, frame)
    step = s.Step("text", "x", "¿Qué?")
    changed = WizardPage(TITLE, "¿Qué?", (step,), 1, 2, "/x", "/oficina", NOW, date(2027, 2, 20), form_changed=True)
    add("asistente-cambio", "portal/wizard_step.html", changed, frame)
