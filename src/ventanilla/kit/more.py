"""What an official asks of whoever filed a case, where the trámite's own Form did not ask it."""

from __future__ import annotations

from typing import Final

from pydantic import field_validator

from ventanilla.kernel.text import Text

from .form import Form, field, problem

MAX_ANSWER: Final = 2_000  # characters
MIN_ANSWER: Final = 2  # characters: less answers nothing


class MasInformacion(Form):
    """One answer in the person's own words; the question is the ``why`` of the ``Ask``."""

    respuesta: str = field("Su respuesta", help="Conteste lo que se le pidió.", max_length=MAX_ANSWER)

    @field_validator("respuesta")
    @classmethod
    def _said(cls, respuesta: str) -> str:
        if len(respuesta) < MIN_ANSWER:
            raise problem(Text("RESPUESTA_VACIA", "Escriba su respuesta."))
        return respuesta
