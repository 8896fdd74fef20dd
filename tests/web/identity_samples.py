"""The pages of proving who one is with a payroll receipt, as `design_samples` adds them."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from tests.web.sample_frame import ANONYMOUS, NOW, SIGNED_IN
from ventanilla.web.design import identity_shapes as i
from ventanilla.web.design import notice_shapes as n
from ventanilla.web.design.profile_shapes import Question
from ventanilla.web.design.shapes import Choice

Add = Callable[..., None]
PERSON = i.DemoRecibo(
    "Marisol Almendral Cumbres",
    "AECM830101MPLLMR09",
    "Colibrí Imaginario de Valle Fingido, S.A. de C.V.",
    "/demo/recibos/recibo-1.xml",
    ("De marzo de 2016 a mayo de 2019: $310.00 desde marzo de 2016.",),
)


def identity_pages(add: Add) -> None:
    """Each with its states."""
    unproved = {**ANONYMOUS, "signed_in_as": "correo@ejemplo.mx"}
    asked = Question(
        "a1",
        "¿Qué salario diario tenía registrado en octubre de 2019?",
        (Choice("0", "De $180.00 a $194.99"), Choice("1", "De $195.00 a $214.99"), Choice("7", "Ninguna de estas")),
    )
    add("recibo", "portal/recibo.html", i.ReciboPage(demonstration=True), unproved)
    add("recibo-mal", "portal/recibo.html", i.ReciboPage(error="Ese archivo no es un recibo."), unproved)
    add("recibo-cerrado", "portal/recibo.html", i.ReciboPage(closed_until="3 de marzo de 2027"), unproved)
    add("preguntas", "portal/preguntas.html", i.PreguntasPage((asked,), 3), unproved)
    wrong = i.PreguntasPage((asked,), 1, "No pudimos confirmar quién es.", ("a1",))
    add("preguntas-mal", "portal/preguntas.html", wrong, unproved)
    way = Question(
        "empleo",
        "Lo que su empleador o la oficina registran de su trabajo",
        (Choice("ambos", "Por correo y en mis dispositivos", checked=True), Choice("buzon", "Solo en mi buzón")),
    )
    device = n.DeviceRow(UUID(int=1), "Chrome, Android", NOW)
    mine = {**SIGNED_IN, "section": "cuenta"}
    add("avisos-como", "portal/avisos_como.html", n.AvisosPage((way,), "BA", (device,), "Así le avisaremos."), mine)
    add("avisos-como-vacia", "portal/avisos_como.html", n.AvisosPage((way,), "BA"), mine)
    add("avisos-como-mal", "portal/avisos_como.html", n.AvisosPage((way,), "BA", error="No pudimos agregarlo."), mine)
    add("recibos", "demo/recibos.html", i.DemoRecibosPage((PERSON,)))
    add("recibos-vacia", "demo/recibos.html", i.DemoRecibosPage())
