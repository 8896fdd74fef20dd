"""What the person is asked: which right, over which data, what they want and why."""

from __future__ import annotations

from typing import Final, Literal

from pydantic import ValidationInfo, field_validator

from ventanilla.kit import Form, Text, field, problem

MAX_WORDS: Final = 2_000  # characters of an answer in one's own words
MIN_WORDS: Final = 10  # characters: less says nothing to whoever must resolve

Derecho = Literal["acceso", "rectificacion", "cancelacion", "oposicion"]
Datos = Literal["todos", "persona", "trabajo", "familia", "tramites", "cuenta", "historial", "otros"]

DERECHOS: Final[dict[str, str]] = {
    "acceso": "Ver mis datos y tener una copia",
    "rectificacion": "Corregir un dato",
    "cancelacion": "Que se borre un dato",
    "oposicion": "Que un dato no se use para algo",
}
DATOS: Final[dict[str, str]] = {
    "todos": "Todos mis datos",
    "persona": "Mi registro: nombre, CURP, número, clínica",
    "trabajo": "Mi trabajo: altas, bajas y salarios",
    "familia": "Mi familia registrada",
    "tramites": "Mis trámites, firmas y documentos",
    "cuenta": "Mi cuenta y cómo entro",
    "historial": "Mi historial y quién usó mis datos",
    "otros": "Otros, que describo en la siguiente pregunta",
}


class Solicitud(Form):
    """A copy of one's data needs no reason; what somebody must decide needs what is asked and what supports it."""

    derecho: Derecho = field(
        "¿Qué quiere hacer con sus datos?",
        help="La ley llama a estos derechos acceso, rectificación, cancelación y oposición.",
        choices=DERECHOS,
        default="acceso",
    )
    datos: Datos = field("¿Con cuáles datos?", choices=DATOS, default="todos")
    pide: str = field(
        "¿Qué pide exactamente?",
        help="Por ejemplo: mi segundo apellido es Ñáñez y ustedes tienen Nañez. Si solo quiere su copia, déjelo vacío.",
        long=True,
        default="",
        max_length=MAX_WORDS,
    )
    motivos: str = field(
        "¿En qué se apoya?",
        help="Diga por qué y qué documentos lo prueban. Si solo quiere su copia, déjelo vacío.",
        long=True,
        default="",
        max_length=MAX_WORDS,
    )

    @field_validator("pide", "motivos")
    @classmethod
    def _said_where_it_is_decided(cls, words: str, info: ValidationInfo) -> str:
        if cls.at_once(info.data.get("derecho"), info.data.get("datos")) or len(words) >= MIN_WORDS:
            return words
        if info.field_name == "pide":
            raise problem(Text("ARCO_FALTA_QUE", "Escriba qué pide, para que quien lo revise sepa qué hacer."))
        raise problem(Text("ARCO_FALTA_MOTIVO", "Escriba por qué lo pide y qué lo prueba."))

    @staticmethod
    def at_once(derecho: str | None, datos: str | None) -> bool:
        """Whether the office gives it without anybody deciding: a copy of what it knows to be theirs."""
        return derecho == "acceso" and datos != "otros"
