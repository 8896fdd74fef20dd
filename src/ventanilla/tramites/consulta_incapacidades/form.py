"""What the person is asked: which certificates, and of one that does not appear, where and when it was given."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

from pydantic import ValidationInfo, field_validator

from ventanilla.kit import Form, Text, field, problem

MESES: Final = {"ultimo_anio": 12, "tres_anios": 36}
MAX_UNIT: Final = 80  # characters


class Solicitud(Form):
    """Never why somebody was ill: it is neither asked nor shown."""

    cual: Literal["ultimo_anio", "tres_anios", "falta"] = field(
        "¿Qué incapacidades quiere ver?",
        choices={
            "ultimo_anio": "Las del último año",
            "tres_anios": "Las de los últimos tres años",
            "falta": "Una que me dieron y no aparece",
        },
        default="ultimo_anio",
    )
    unidad: str | None = field(
        "¿En qué unidad se la dieron?",
        help="Por ejemplo: Unidad de Medicina Familiar (UMF) 35, o el nombre del hospital.",
        max_length=MAX_UNIT,
        when={"cual": ("falta",)},
    )
    expedida: date | None = field(
        "¿En qué fecha se la dieron?", help="Está en su certificado.", when={"cual": ("falta",)}
    )

    @field_validator("expedida")
    @classmethod
    def _a_day_that_passed(cls, day: date | None, info: ValidationInfo) -> date | None:
        today = cls.today(info)
        if day is not None and today is not None and day > today:
            raise problem(Text("INCAPACIDAD_FUTURA", "Escriba la fecha de hoy o una pasada."))
        return day
