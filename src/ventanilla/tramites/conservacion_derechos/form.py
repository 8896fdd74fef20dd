"""What the person is asked: as of which day."""

from __future__ import annotations

from datetime import date

from pydantic import ValidationInfo, field_validator

from ventanilla.domain.benefits import ley_desde
from ventanilla.kit import Form, Text, field, problem


class Solicitud(Form):
    """Only what is registered counts, so a day to come is not asked: the statement already says until when."""

    fecha: date = field(
        "¿A qué fecha quiere saberlo?",
        help="Si no la cambia, es la de hoy. Puede pedir una fecha pasada.",
        default_today=True,
    )

    @field_validator("fecha")
    @classmethod
    def _within_reach(cls, fecha: date, info: ValidationInfo) -> date:
        if fecha < ley_desde():
            raise problem(
                Text(
                    "FECHA_ANTERIOR_A_LA_LEY",
                    "La ley con que calculamos rige desde el {desde}. Escriba esa fecha o una posterior.",
                    desde=ley_desde(),
                )
            )
        today = cls.today(info)
        if today is not None and fecha > today:
            raise problem(
                Text(
                    "FECHA_POR_VENIR", "Escriba la fecha de hoy o una pasada. El documento dice hasta cuándo conserva."
                )
            )
        return fecha
