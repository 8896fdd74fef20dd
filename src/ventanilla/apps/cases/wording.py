"""A Form in a person's words: what each answer says, as it is signed and printed."""

from __future__ import annotations

from typing import Final

from ventanilla.kernel.text import Text
from ventanilla.kit import Form
from ventanilla.kit.form import Said, said

DISPUTED: Final = {
    "registro": Text("DISPUTA_REGISTRO", "Lo que dice su registro"),
    "motivo": Text("DISPUTA_MOTIVO", "Por qué no es correcto"),
}


def request_lines(solicitud: Form, *, for_another: bool = False) -> tuple[tuple[str, str], ...]:
    """Each question with its answer, as the summary, the signature and the receipt say it.

    ``for_another``: as it is said to whoever asks for somebody else.
    """
    return tuple((label_of(line), line.answer) for line in said(solicitud, for_another=for_another))


def label_of(line: Said) -> str:
    """The words before an answer: its question, and whose it is where there are several."""
    label = f"{line.label} {DISPUTED[line.about]}" if line.about else line.label
    return f"{line.one} {line.number}: {label}" if line.one else label
