"""What is wrong with an answer, in the words of the house."""

from __future__ import annotations

from typing import Final

from pydantic_core import ErrorDetails, PydanticCustomError

from ventanilla.kernel.text import Text


class FormProblems(ValueError):
    """Answers that cannot be taken as they are: the sentence for each field ("" for the whole form)."""

    def __init__(self, problems: dict[str, Text]) -> None:
        super().__init__("; ".join(f"{name}: {text}" for name, text in problems.items()))
        self.problems = problems


def problem(text: Text) -> PydanticCustomError:
    """What a validator of a Form raises: the sentence the person reads beside the field."""
    return PydanticCustomError(text.code, str(text).replace("{", "(").replace("}", ")"), {"text": text})


NOT_A_DAY: Final = Text("FECHA_ILEGIBLE", "Escriba una fecha que exista: día, mes y año.")
MISSING: Final = Text("FALTA_RESPUESTA", "Falta esta respuesta.")
NOT_A_CHOICE: Final = Text("OPCION_DESCONOCIDA", "Elija una de las opciones.")
WHY_NOT: Final = Text("DISPUTA_SIN_MOTIVO", "Escriba por qué no es correcto lo que dice su registro.")
SAME: Final = Text("DISPUTA_IGUAL", "Es lo mismo que dice su registro. Corríjalo, o conteste que es correcto.")
NOTHING_TO_CORRECT: Final = Text(
    "NADA_QUE_CORREGIR",
    "Si su registro está bien, no hay nada que cambiar. Si no lo está, conteste que no es correcto.",
)
_SAID: Final = {
    "missing": MISSING,
    "literal_error": NOT_A_CHOICE,
    "extra_forbidden": Text("DATO_NO_PEDIDO", "Este dato no se pide en este trámite."),
}


def too_long(most: int) -> Text:
    """What is said of a text of more characters than an input takes."""
    return Text("RESPUESTA_LARGA", "Escriba como máximo {n} caracteres.", n=most)


def in_words(found: ErrorDetails) -> Text:
    """A finding of pydantic in the words of the house."""
    context = found.get("ctx", {})
    text = context.get("text")
    if isinstance(text, Text):
        return text
    match found["type"]:
        case "string_too_long":
            return too_long(context["max_length"])
        case "too_short":
            return too_few(context["min_length"])
        case "too_long":
            return Text("GRUPO_EXCEDIDO", "Puede agregar hasta {n}. Quite lo que sobre.", n=context["max_length"])
        case kind if kind.startswith("date_"):
            return NOT_A_DAY
        case kind:
            return _SAID.get(kind, Text("RESPUESTA_ILEGIBLE", "No entendimos esta respuesta. Revísela."))


def too_few(least: int) -> Text:
    """A repeated group with less than ``least`` items."""
    return Text("GRUPO_INCOMPLETO", "Agregue por lo menos {n}.", n=least)
