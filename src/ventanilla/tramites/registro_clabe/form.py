"""What the person is asked: the account, that it is theirs, and a statement where the bank does not say so."""

from __future__ import annotations

from typing import Literal

from pydantic import field_validator

from ventanilla.domain.identifiers import clabe
from ventanilla.kit import Clabe, FileRef, Form, Text, field, files, problem


class Solicitud(Form):
    """One account, of the person's own."""

    clabe: Clabe = field(
        "¿Cuál es la clave bancaria estandarizada (CLABE) de su cuenta?",
        help="Son 18 números. Está en su estado de cuenta y en la aplicación de su banco.",
    )
    titular: Literal["si"] = field(
        "¿La cuenta está a su nombre?",
        help="Solo pagamos en una cuenta que es suya. Nadie puede recibir por usted.",
        choices={"si": "Sí, la cuenta es mía"},
    )
    estado_de_cuenta: tuple[FileRef, ...] = files(
        "¿Tiene su estado de cuenta?",
        help="Adjúntelo si su banco no confirma de quién son las cuentas. Si no lo sabe, siga sin él.",
        max_files=1,
        required=False,
    )

    @field_validator("clabe")
    @classmethod
    def _a_bank_that_goes_on(cls, number: str) -> str:
        verdict = clabe.examine(number)
        if verdict.reason is not None:  # well written, and of a bank that uses that number no more
            raise problem(Text("CLABE_BANCO_CAMBIO", "Ese banco cambió de clave: pida su nueva CLABE."))
        return number
