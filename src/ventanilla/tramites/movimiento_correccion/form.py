"""What the employer is asked: which notice of its own, what of it is wrong, and how it must be."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

from pydantic import ValidationInfo, field_validator

from ventanilla.domain.benefits import ley_desde
from ventanilla.domain.notices import numero_de
from ventanilla.kit import Form, Pesos, Text, Worker, field, problem

MAX_WORDS: Final = 200  # characters of a registro in words
MAX_REASON: Final = 500  # characters of why
MIN_REASON: Final = 5  # characters: less says nothing to whoever reads it
TIPOS: Final = {"08": "Un alta", "07": "Un cambio de salario", "02": "Una baja"}
QUE: Final = {
    "fecha": "La fecha",
    "salario": "El salario",
    "anular": "Todo: no debió presentarse",
}


class Solicitud(Form):
    """The notice is named by what it is and its date, as its constancia says them."""

    registro: str = field("¿Con cuál de sus registros patronales lo presentó?", max_length=MAX_WORDS)
    persona: Worker = field("¿De quién es el aviso?")
    tipo: Literal["08", "07", "02"] = field("¿Qué aviso quiere corregir?", choices=TIPOS)
    registrada: date = field("¿Con qué fecha está registrado?", help="Está en la constancia de ese aviso.")
    que: Literal["fecha", "salario", "anular"] = field("¿Qué está mal?", choices=QUE)
    fecha: date | None = field("¿Cuál es la fecha correcta?", when={"que": ("fecha",)})
    sbc: Pesos | None = field(
        "¿Cuál es el salario base de cotización (SBC) correcto, por día?", when={"que": ("salario",)}
    )
    motivo: str = field(
        "¿Por qué estaba mal?",
        help="Por ejemplo: se escribió el mes equivocado.",
        long=True,
        max_length=MAX_REASON,
    )

    @field_validator("que")
    @classmethod
    def _a_baja_has_no_wage(cls, que: str, info: ValidationInfo) -> str:
        if que == "salario" and info.data.get("tipo") == "02":
            raise problem(
                Text("BAJA_SIN_SALARIO", "Una baja no lleva salario. Elija la fecha, o que no debió haberla.")
            )
        return que

    @field_validator("fecha")
    @classmethod
    def _within_reach(cls, fecha: date | None, info: ValidationInfo) -> date | None:
        today = cls.today(info)
        if fecha is not None and fecha < ley_desde():
            raise problem(Text("FECHA_MUY_ANTERIOR", "Escriba una fecha desde el {desde}.", desde=ley_desde()))
        if fecha is not None and today is not None and fecha > today:
            raise problem(Text("CORRECCION_FUTURA", "Escriba una fecha que ya llegó."))
        if fecha is not None and fecha == info.data.get("registrada"):
            raise problem(Text("CORRECCION_IGUAL", "Es la misma fecha con la que está registrado."))
        return fecha

    @field_validator("motivo")
    @classmethod
    def _in_words(cls, words: str) -> str:
        if len(words) < MIN_REASON:
            raise problem(Text("CORRECCION_FALTA", "Escriba por qué, para que quien lo lea sepa qué pasó."))
        return words

    @property
    def numero(self) -> str:
        """The number of the registro."""
        return numero_de(self.registro)
