"""What the person is asked: why they change, and what follows from it."""

from __future__ import annotations

from typing import Final, Literal

from ventanilla.kit import Address, FileRef, Form, field, files

MOTIVOS: Final[dict[str, str]] = {
    "domicilio": "Me cambié de casa",
    "turno": "Quiero otro turno en la misma clínica",
    "consultorio": "Quiero otro consultorio en la misma clínica",
}
TURNOS: Final = {"matutino": "En la mañana (turno matutino)", "vespertino": "En la tarde (turno vespertino)"}


class Solicitud(Form):
    """A proof of address is asked of whoever says that it changed, and of nobody else."""

    motivo: Literal["domicilio", "turno", "consultorio"] = field("¿Por qué quiere cambiar?", choices=MOTIVOS)
    domicilio: Address | None = field("¿Cuál es su domicilio nuevo?", when={"motivo": ("domicilio",)})
    comprobante: tuple[FileRef, ...] = files(
        "Comprobante de su domicilio nuevo",
        help="Un recibo de luz, agua o teléfono, de los últimos tres meses.",
        when={"motivo": ("domicilio",)},
    )
    turno: Literal["matutino", "vespertino"] | None = field(
        "¿Cuándo prefiere que le atiendan?", choices=TURNOS, when={"motivo": ("domicilio", "turno")}
    )
