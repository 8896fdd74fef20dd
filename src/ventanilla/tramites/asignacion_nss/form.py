"""What the person is asked: whether what the population registry has of them is right, and where they live."""

from __future__ import annotations

import re
from typing import Final

from pydantic import field_validator

from ventanilla.kit import FileRef, Form, Text, field, files, problem

EQUIVOCADOS: Final = "No: hay un dato equivocado"
SIN_RESPUESTA: Final = "El registro de población todavía no contesta: los confirmará la oficina"
MAX_WORDS: Final = 500  # characters: the data of one person in words
_CODE: Final = re.compile(r"[0-9]{5}")


class Solicitud(Form):
    """``datos`` are the registry's own words, or one of the two above (``options``): nothing of them is typed again."""

    datos: str = field(
        "¿Son correctos los datos que tiene de usted el registro de población?",
        help="Con ellos se hace su registro. Si hay un error, una persona lo revisa con su acta o su identificación.",
        max_length=MAX_WORDS,
    )
    prueba: tuple[FileRef, ...] = files(
        "¿Qué documento dice lo correcto?",
        help="Su acta de nacimiento o su identificación.",
        max_files=3,
        when={"datos": (EQUIVOCADOS,)},
    )
    codigo_postal: str = field("¿Cuál es el código postal de su domicilio?", help="Son 5 dígitos.", max_length=5)

    @field_validator("codigo_postal")
    @classmethod
    def _five_digits(cls, code: str) -> str:
        if not _CODE.fullmatch(code):
            raise problem(Text("CODIGO_POSTAL", "El código postal tiene 5 dígitos."))
        return code
