"""What the person is asked: for whom, and for which day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, Literal

from pydantic import ValidationInfo, field_validator

from ventanilla.domain.benefits import ley_desde
from ventanilla.kit import Form, Text, field, problem

MAX_AHEAD: Final = timedelta(days=366)  # a later day is a slip of the finger


class Solicitud(Form):
    """What the person is asked. Everything else the office already knows.

    A day to come is allowed, up to a year: people ask for the day of an operation. The statement then says
    that it was computed with what is registered today.
    """

    para: Literal["titular", "familia"] = field(
        "¿Para quién es la constancia?",
        choices={"titular": "Solo para mí", "familia": "Para mí y mi familia registrada"},
        for_another={
            "titular": "Solo para la persona por quien actúo",
            "familia": "Para esa persona y su familia registrada",
        },
        default="titular",
    )
    fecha: date = field(
        "¿En qué fecha?",
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
        if today is not None and fecha > today + MAX_AHEAD:
            raise problem(
                Text(
                    "FECHA_LEJANA",
                    "La fecha está a más de un año. Revise el año, o escriba una fecha hasta el {hasta}.",
                    hasta=today + MAX_AHEAD,
                )
            )
        return fecha
