"""What the person is asked: where they live, and at which hours they would rather be attended."""

from __future__ import annotations

from typing import Final, Literal

from ventanilla.kit import Address, FileRef, Form, field, files

OTRO: Final = "No: me cambié de casa"
PRIMERO: Final = "No tenemos su domicilio: lo escribe ahora"
MAX_WORDS: Final = 500  # characters of an address on one line
TURNOS: Final = {"matutino": "En la mañana (turno matutino)", "vespertino": "En la tarde (turno vespertino)"}


class Solicitud(Form):
    """``vive`` is the address of the register, or one of the two above (``options``): nothing known is typed again."""

    vive: str = field("¿Vive en este domicilio?", max_length=MAX_WORDS)
    domicilio: Address | None = field("¿Cuál es su domicilio?", when={"vive": (OTRO, PRIMERO)})
    comprobante: tuple[FileRef, ...] = files(
        "Comprobante de su domicilio nuevo",
        help="Un recibo de luz, agua o teléfono, de los últimos tres meses.",
        when={"vive": (OTRO,)},
    )
    turno: Literal["matutino", "vespertino"] = field("¿Cuándo prefiere que le atiendan?", choices=TURNOS)
    foto: tuple[FileRef, ...] = files(
        "Su fotografía", help="Es opcional. Sirve para reconocerle en la clínica.", kinds=("jpg", "png"), required=False
    )
