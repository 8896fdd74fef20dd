"""What the person is asked: whether what the population registry says of them is right."""

from __future__ import annotations

from typing import Final

from ventanilla.kit import FileRef, Form, field, files

EQUIVOCADOS: Final = "No: hay un dato equivocado"
SIN_RESPUESTA: Final = "El registro de población todavía no contesta: lo confirmará la oficina"
MAX_WORDS: Final = 500  # characters: the data of one person in words


class Solicitud(Form):
    """``datos`` are the registry's own words or one of the two above (``options``): nothing of them is typed."""

    datos: str = field(
        "¿Son correctos los datos que tiene de usted el registro de población?",
        help="Lo dice el Registro Nacional de Población (RENAPO). Su registro en esta oficina quedará igual.",
        max_length=MAX_WORDS,
    )
    prueba: tuple[FileRef, ...] = files(
        "¿Qué documento dice lo correcto?",
        help="Su acta de nacimiento o su identificación.",
        max_files=3,
        when={"datos": (EQUIVOCADOS, SIN_RESPUESTA)},
    )
