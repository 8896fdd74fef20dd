"""What the worker is asked; and what whoever answers is asked: the employer, or an official who verifies."""

from __future__ import annotations

from typing import Final, Literal

from pydantic import ValidationInfo, field_validator

from ventanilla.kit import Form, Text, field, problem

MAX_WORDS: Final = 2_000  # characters of an answer in one's own words
MIN_WORDS: Final = 5  # characters: less says nothing to whoever must answer

Problema = Literal["fecha", "salario", "no_ocurrio", "falta"]
Quien = Literal["patron", "institucion"]

PROBLEMAS: Final[dict[str, str]] = {
    "fecha": "La fecha de un aviso no es correcta",
    "salario": "El salario registrado no es correcto",
    "no_ocurrio": "Ese aviso no debió presentarse: no ocurrió",
    "falta": "Falta un aviso: trabajé y no me registraron, o no registraron todo",
}
QUIENES: Final[dict[str, str]] = {
    "patron": "Mi empleador: sabrá que yo pregunté",
    "institucion": "La oficina, sin decirle a mi empleador quién preguntó",
}
FALTAN_PALABRAS: Final = Text("ACLARACION_FALTA", "Escriba su respuesta, para que quien la lea sepa qué hacer.")


class Solicitud(Form):
    """The movement is one of the person's own, in the words in which the register shows it (``options``)."""

    problema: Problema = field("¿Qué no es correcto?", choices=PROBLEMAS)
    movimiento: str | None = field(
        "¿Cuál aviso de su empleador?",
        max_length=MAX_WORDS,
        when={"problema": ("fecha", "salario", "no_ocurrio")},
    )
    correcto: str = field(
        "¿Qué es lo correcto?",
        help="Por ejemplo: la baja fue el 30 de junio de 2026. Si falta un aviso, diga con quién y desde cuándo.",
        long=True,
        max_length=MAX_WORDS,
    )
    explica: str = field(
        "¿Qué lo demuestra?",
        help="Por ejemplo: recibos de nómina, contrato, depósitos o testigos. Su empleador no verá esta respuesta.",
        long=True,
        max_length=MAX_WORDS,
    )
    quien: Quien = field(
        "¿Quién debe responder?",
        help="Si teme que su empleador tome represalias, elija a la oficina. Usted tiene derecho a pedir que se "
        "registre su trabajo y a demostrarlo (Ley del Seguro Social, artículo 18).",
        choices=QUIENES,
    )

    @field_validator("correcto", "explica")
    @classmethod
    def _in_words(cls, words: str) -> str:
        if len(words) < MIN_WORDS:
            raise problem(FALTAN_PALABRAS)
        return words

    @field_validator("quien")
    @classmethod
    def _somebody_to_ask(cls, quien: Quien, info: ValidationInfo) -> Quien:
        if quien == "patron" and info.data.get("problema") == "falta":
            raise problem(
                Text(
                    "ACLARACION_VERIFICA",
                    "Cuando falta un aviso verifica la oficina: todavía no hay un registro de quién debe contestar.",
                )
            )
        return quien


class RespuestaPatron(Form):
    """What the employer answers, with its own e.firma."""

    acepta: Literal["si", "no"] = field(
        "¿Está de acuerdo con lo que dice la persona?",
        choices={"si": "Sí, es correcto lo que dice", "no": "No estoy de acuerdo"},
    )
    motivo: str = field(
        "Explique por qué",
        help="Si no está de acuerdo, diga qué ocurrió y con qué lo demuestra. Si lo está, puede dejarlo en blanco.",
        long=True,
        default="",
        max_length=MAX_WORDS,
    )

    @field_validator("motivo")
    @classmethod
    def _no_has_a_reason(cls, words: str, info: ValidationInfo) -> str:
        if info.data.get("acepta") == "no" and len(words) < MIN_WORDS:
            raise problem(Text("ACLARACION_MOTIVO", "Explique por qué no está de acuerdo."))
        return words


class Verificacion(Form):
    """What an official records after looking."""

    procede: Literal["si", "no"] = field(
        "¿Lo que señala la persona está demostrado?",
        choices={"si": "Sí, está demostrado", "no": "No está demostrado"},
    )
    motivo: str = field("¿Qué se revisó y qué se encontró?", long=True, max_length=MAX_WORDS)

    @field_validator("motivo")
    @classmethod
    def _in_words(cls, words: str) -> str:
        if len(words) < MIN_WORDS:
            raise problem(FALTAN_PALABRAS)
        return words
