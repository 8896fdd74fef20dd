"""Which company, and which deed names whoever asks its representative."""

from __future__ import annotations

from datetime import date
from typing import Final

from pydantic import ValidationInfo, field_validator

from ventanilla.kit import FileRef, Form, Rfc, Text, field, files, problem

MAX_NAME: Final = 250  # characters
MAX_NUMBER: Final = 40  # characters


class Solicitud(Form):
    """What the deed says, and the deed itself."""

    rfc: Rfc = field("¿Cuál es el RFC de la empresa?", help="El de una empresa tiene 12 letras y números.")
    razon_social: str = field(
        "¿Cómo se llama la empresa?",
        help="Como está en la escritura, con S.A. de C.V. o lo que diga.",
        max_length=MAX_NAME,
    )
    escritura: str = field("¿Cuál es el número de la escritura o del poder?", max_length=MAX_NUMBER)
    notaria: str = field(
        "¿Qué notaría o correduría lo dio?",
        help="Número y lugar. Por ejemplo: 12 de Puerto Ficción.",
        max_length=MAX_NAME,
    )
    fecha: date = field("¿De qué fecha es?")
    documento: tuple[FileRef, ...] = files(
        "Adjunte la escritura o el poder",
        kinds=("pdf",),
        max_files=3,
        help="Completo y legible, en PDF. Sin él no podemos reconocerlo como representante.",
        required=False,
    )

    @field_validator("fecha")
    @classmethod
    def _not_to_come(cls, fecha: date, info: ValidationInfo) -> date:
        today = cls.today(info)
        if today is not None and fecha > today:
            raise problem(Text("ESCRITURA_FUTURA", "Esa fecha todavía no llega. Revise la de la escritura."))
        return fecha
