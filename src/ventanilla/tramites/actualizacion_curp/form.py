"""What the person is asked: whether the CURP that the population registry has of them now is theirs."""

from __future__ import annotations

from typing import Final

from ventanilla.kit import FileRef, Form, field, files

OTRA: Final = "No: tengo otra CURP, o hay un dato equivocado"
SIN_CAMBIO: Final = "El registro de población dice que mi CURP no ha cambiado"
SIN_RESPUESTA: Final = "El registro de población todavía no contesta: lo confirmará la oficina"
MAX_WORDS: Final = 500  # characters: the data of one person in words


class Solicitud(Form):
    """``datos`` are the registry's own words or one of those above (``options``): no CURP is ever typed."""

    datos: str = field(
        "¿Es esta su CURP de ahora?",
        help="Lo dice el registro de población (RENAPO). Si hay un error, una persona lo revisa con su documento.",
        max_length=MAX_WORDS,
    )
    prueba: tuple[FileRef, ...] = files(
        "¿Qué documento lo prueba?",
        help="Su CURP impresa, su acta de nacimiento o su identificación.",
        max_files=3,
        when={"datos": (OTRA,)},
    )
