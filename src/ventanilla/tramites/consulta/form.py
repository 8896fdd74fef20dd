"""What is asked: about what, and the question in the person's own words."""

from __future__ import annotations

from typing import Final, Literal

from pydantic import field_validator

from ventanilla.domain.cases.consultas import MAX_WORDS, Tema
from ventanilla.kit import Form, Text, field, problem

MIN_WORDS: Final = 10  # characters: less cannot be answered
CORTA: Final = Text("CONSULTA_CORTA", "Escriba su pregunta con un poco más de detalle, para poder contestarla.")


_Tema = Literal["empleos", "atencion", "incapacidad", "pension", "datos", "cuotas", "desacuerdo", "otro", "ajena"]


class Solicitud(Form):
    """No number of anybody is asked: whoever answers finds what they need under the account."""

    tema: _Tema = field("¿Sobre qué es su pregunta?", choices={each.value: each.words for each in Tema})
    pregunta: str = field(
        "¿Qué quiere preguntar?",
        help="Con sus palabras. No escriba contraseñas ni números de tarjetas.",
        long=True,
        max_length=MAX_WORDS,
    )

    @field_validator("pregunta")
    @classmethod
    def _enough(cls, words: str) -> str:
        if len(words) < MIN_WORDS:
            raise problem(CORTA)
        return words
