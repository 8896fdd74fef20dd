"""What the person is asked: a photograph, if they want one. The rest the office knows already."""

from __future__ import annotations

from ventanilla.kit import FileRef, Form, files


class Solicitud(Form):
    """CURP and NSS are of whoever signed; the e-mail is the one their account confirmed. Nothing is asked twice."""

    fotografia: tuple[FileRef, ...] = files(
        "Su fotografía, si la quiere en su tarjeta",
        kinds=("jpg", "png"),
        required=False,
        help="De frente y con la cara descubierta. Se ve en su pantalla, no en el código ni en el PDF.",
    )
