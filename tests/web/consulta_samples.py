"""The pages of questions, for `design_samples`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from tests.web.sample_frame import NOW, SIGNED_IN
from ventanilla.kernel.text import Text
from ventanilla.web.design import consulta_shapes as co
from ventanilla.web.design import shapes as s

Add = Callable[..., None]
LONG: Final = "¿Por qué no aparece en mis semanas el trabajo de 2019, si tengo todos los recibos de nómina? " * 4
TITLE: Final = "Aclaración de movimientos"


def consulta_pages(add: Add) -> None:
    """Add them all."""
    mine = {**SIGNED_IN, "section": "buzon"}
    row = co.PreguntaRow("Mis empleos, salarios y semanas", LONG, NOW, date(2026, 11, 27), "/consultas/1", "En espera")
    late = replace(row, late=True, tone="govuk-tag--wait")
    tema = s.Step(
        kind="select", name="tema", label="¿Sobre qué es su pregunta?", choices=(s.Choice("empleos", "Mis empleos"),)
    )
    words = s.Step(kind="long", name="pregunta", label="¿Qué quiere preguntar?", help="Con sus palabras.")
    add("preguntas", "portal/consultas.html", co.PreguntasPage((row, late), sent=True), mine)
    add("preguntas-ninguna", "portal/consultas.html", co.PreguntasPage(), mine)
    add("pregunta-nueva", "portal/consulta_nueva.html", co.PreguntaNuevaPage((tema, words)), mine)
    wrong = replace(words, error=Text("CONSULTA_CORTA", "Escriba su pregunta con un poco más de detalle."))
    add("pregunta-error", "portal/consulta_nueva.html", co.PreguntaNuevaPage((tema, wrong)), mine)
    full = co.PreguntaNuevaPage((tema, words), error="Tiene varias preguntas sin contestar.")
    add("pregunta-llena", "portal/consulta_nueva.html", full, mine)
    checking = co.PreguntaNuevaPage(
        (tema, words),
        checking=True,
        words=LONG,
        tema="Mis empleos, salarios y semanas",
        promised=date(2026, 11, 27),
        said=(Text("CONSULTA_NO_DETIENE", "Una pregunta no detiene ningún plazo."),),
        cards=(s.TramiteCard(TITLE, "Que se corrija un aviso.", "/tramites/aclaracion", ("Personas aseguradas",)),),
        answers=(s.Link("¿Cuántas semanas tengo?", "/consultas/2"),),
        kept=(("tema", "empleos"), ("pregunta", LONG)),
    )
    add("pregunta-revisar", "portal/consulta_nueva.html", checking, mine)
    undated = replace(row, promised=None)
    add("pregunta-sin-fecha", "portal/consulta_nueva.html", replace(checking, promised=None), mine)
    add("preguntas-sin-fecha", "portal/consultas.html", co.PreguntasPage((undated,)), mine)
    add("pregunta-propia-sin-fecha", "portal/consulta.html", co.PreguntaPage(undated), mine)
    add("personal-preguntas-sin-fecha", "staff/consultas.html", co.PreguntasPage((undated,)), SIGNED_IN)
    refused = replace(checking, promised=None, said=(), cards=(), answers=(), refused=("Es de otra institución.",))
    add("pregunta-ajena", "portal/consulta_nueva.html", refused, mine)
    begin = (s.Choice("aclaracion", TITLE), s.Choice("constancia_semanas", "Constancia de semanas cotizadas"))
    waits = co.PreguntaPage(late, begin=begin, act_url="/consultas/1/tramite")
    add("pregunta", "portal/consulta.html", waits, mine)
    answered = replace(
        waits, answer=(LONG, "Pida una aclaración."), answered_at=NOW, who="Jefatura, Afiliación", suggested=TITLE
    )
    add("pregunta-contestada", "portal/consulta.html", answered, mine)
    add("pregunta-convertida", "portal/consulta.html", replace(answered, became=TITLE), mine)
    add("personal-preguntas", "staff/consultas.html", co.PreguntasPage((row, late), done="Enviada."), SIGNED_IN)
    add("personal-preguntas-ninguna", "staff/consultas.html", co.PreguntasPage(), SIGNED_IN)
    answering = co.ContestarPage(row, proved=False, queue="afiliacion", choices=begin)
    add("personal-pregunta", "staff/consulta.html", answering, SIGNED_IN)
    lacks = replace(answering, proved=True, typed="Sí", error="Escriba la respuesta completa.")
    add("personal-pregunta-error", "staff/consulta.html", lacks, SIGNED_IN)
    done = replace(answering, answer=("Ya está.",), answered_at=NOW, who="Jefatura, Afiliación")
    add("personal-pregunta-contestada", "staff/consulta.html", done, SIGNED_IN)
