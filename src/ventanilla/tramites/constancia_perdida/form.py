"""What the person is asked: which days, and whether of what was found in them or of what they say."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

from pydantic import ValidationInfo, field_validator

from ventanilla.kit import Form, Pesos, Text, field, problem

MAX_WORDS: Final = 400  # characters of an employer in words
MAX_DIAS: Final = 3_660  # of the days chosen: ten years
DE: Final[dict[str, str]] = {
    "hallado": "De lo que la oficina encontró en mi historia",
    "dicho": "De días o de un salario que yo digo",
}
OTRO: Final = "Otro, que no está en mi historia"
AL_REVES: Final = Text("PERDIDA_AL_REVES", "El último día es anterior al primero. Cámbielo.")
NO_LLEGA: Final = Text("PERDIDA_NO_LLEGA", "Ese día todavía no pasa. Escriba uno que ya pasó.")
LARGO: Final = Text("PERDIDA_LARGO", "Son más de diez años. Pida una constancia por cada parte.")
SIN_SALARIO: Final = Text("PERDIDA_SIN_SALARIO", "Escriba cuánto ganaba cada día. Por ejemplo: 450.00.")


class Solicitud(Form):
    """The days first; everything else the office knows, unless it is the person who says it."""

    de: Literal["hallado", "dicho"] = field("¿De qué la quiere?", choices=DE, default="hallado")
    desde: date = field("¿Desde qué día?", help="El primer día de lo que no cuadra.")
    hasta: date = field("¿Hasta qué día?", help="Si no la cambia, es hoy.", default_today=True)
    empleador: str | None = field("¿Con qué empleador?", max_length=MAX_WORDS, when={"de": ("dicho",)})
    salario: Pesos | None = field(
        "¿Cuánto ganaba cada día, con sus prestaciones?",
        help="Es el salario base de cotización: el diario más la parte de aguinaldo, vacaciones y prima.",
        when={"de": ("dicho",)},
    )

    @field_validator("desde", "hasta")
    @classmethod
    def _passed(cls, day: date, info: ValidationInfo) -> date:
        today = cls.today(info)
        if today is not None and day > today:
            raise problem(NO_LLEGA)
        return day

    @field_validator("hasta")
    @classmethod
    def _after(cls, hasta: date, info: ValidationInfo) -> date:
        desde = info.data.get("desde")
        if desde is not None and hasta < desde:
            raise problem(AL_REVES)
        if desde is not None and (hasta - desde).days >= MAX_DIAS:
            raise problem(LARGO)
        return hasta

    @field_validator("salario")
    @classmethod
    def _something(cls, salario: Pesos | None) -> Pesos | None:
        if salario is not None and salario.centavos <= 0:
            raise problem(SIN_SALARIO)
        return salario
