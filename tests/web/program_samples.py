"""The pages of keys of programs, as somebody sees them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from ventanilla.domain.programs import Scope, allows
from ventanilla.kernel.text import Text
from ventanilla.web.design import program_shapes as p
from ventanilla.web.design.shapes import Choice

AT = datetime(2026, 11, 22, 17, 30, tzinfo=UTC)
END = datetime(2026, 12, 22, 17, 30, tzinfo=UTC)
ALL = tuple(allows(scope) for scope in Scope)
KEY = p.LlaveProgramaRow("7", "Nómina de la oficina", "vnt_Ab3dEf6h", ALL, AT, END, used_at=AT)
LONG_NAME = "Programa de nómina y trámites de la Sociedad Cooperativa de Ñame"
QUESTIONS = (
    p.Ask(
        "alcance",
        "¿Qué podrá hacer el programa?",
        (
            Choice("ver", Text("LLAVE_VER", "Solo ver mis trámites, cómo van y lo que me piden")),
            Choice("descargar", Text("LLAVE_DESCARGAR", "Ver mis trámites y descargar mis documentos"), checked=True),
        ),
    ),
    p.Ask("dias", "¿Cuánto durará?", tuple(Choice(str(n), Text("LLAVE_DIAS", "{n} días", n=n)) for n in (7, 30, 90))),
)


def program_pages(add: Callable[..., None], signed_in: dict[str, Any]) -> None:
    """Add them all."""
    context = {**signed_in, "section": "cuenta"}
    rows = (KEY, replace(KEY, name=LONG_NAME, acting_for=LONG_NAME, used_at=None), replace(KEY, ended=True))
    add("llaves-programa", "portal/llaves_programa.html", p.LlavesProgramaPage(rows, done=True), context)
    add("llaves-programa-ninguna", "portal/llaves_programa.html", p.LlavesProgramaPage(()), context)
    page = p.LlaveProgramaNuevaPage(questions=QUESTIONS)
    add("llave-programa-nueva", "portal/llave_programa.html", page, context)
    wrong = replace(
        page,
        acting_for=LONG_NAME,
        questions=tuple(replace(one, error="Elija una.") for one in QUESTIONS),
        name_error="Escriba un nombre.",
        wrong=(p.Wrong("nombre", "Escriba un nombre."), p.Wrong("dias", "Elija cuánto durará.")),
    )
    add("llave-programa-error", "portal/llave_programa.html", wrong, context)
    made = replace(page, name=KEY.name, written="vnt_" + "Ab3dEf6hIj9l" * 3 + "Ab3dEf6", expires_at=END)
    add("llave-programa-lista", "portal/llave_programa.html", made, context)
