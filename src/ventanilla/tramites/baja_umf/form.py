"""What the person is asked: why."""

from __future__ import annotations

from typing import Final, Literal

from ventanilla.kit import Form, field

MOTIVOS: Final[dict[str, str]] = {
    "otra_institucion": "Me atiendo en otra institución",
    "extranjero": "Me voy a vivir a otro país",
    "otra": "Por otra razón",
}


class Solicitud(Form):
    """One question: what is asked of nobody is not kept."""

    motivo: Literal["otra_institucion", "extranjero", "otra"] = field(
        "¿Por qué se da de baja?",
        help="Si solo cambió de casa, no se dé de baja: pida el cambio de clínica.",
        choices=MOTIVOS,
    )
