"""What the employer is asked: with which registro, who left, when and why."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

from pydantic import ValidationInfo, field_validator

from ventanilla.domain.benefits import ley_desde
from ventanilla.domain.notices import numero_de
from ventanilla.kit import Form, Text, Worker, field, problem

MAX_WORDS: Final = 200  # characters of a registro in words
CAUSAS: Final = {
    "1": "Terminó su contrato",
    "2": "Se fue por su voluntad",
    "3": "Abandonó el trabajo",
    "4": "Falleció",
    "5": "Se cerró el lugar de trabajo",
    "7": "Faltó muchos días",
    "8": "Lo despidió la empresa, o se rescindió su contrato",
    "9": "Se jubiló",
    "A": "Se pensionó",
    "6": "Otra causa",
}


class Solicitud(Form):
    """Four questions. The day on which it counts is not asked: it follows from the law."""

    registro: str = field(
        "¿Con cuál de sus registros patronales trabajaba?",
        help="El mismo con el que está de alta.",
        max_length=MAX_WORDS,
    )
    persona: Worker = field("¿Quién dejó de trabajar?")
    fecha: date = field(
        "¿Cuál fue el último día que trabajó?",
        help="Tiene cinco días hábiles desde ese día. Después, la baja cuenta desde que la presenta.",
        default_today=True,
    )
    causa: Literal["1", "2", "3", "4", "5", "7", "8", "9", "A", "6"] = field("¿Por qué?", choices=CAUSAS)

    @field_validator("fecha")
    @classmethod
    def _already_left(cls, fecha: date, info: ValidationInfo) -> date:
        if fecha < ley_desde():
            raise problem(Text("FECHA_MUY_ANTERIOR", "Escriba una fecha desde el {desde}.", desde=ley_desde()))
        today = cls.today(info)
        if today is not None and fecha > today:
            raise problem(
                Text(
                    "BAJA_ANTICIPADA",
                    "Esa fecha aún no llega. Presente la baja ese día, o después, cuando la persona ya no trabaje.",
                )
            )
        return fecha

    @property
    def numero(self) -> str:
        """The number of the registro."""
        return numero_de(self.registro)
