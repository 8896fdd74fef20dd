"""A Form in a person's words: what each answer says, and what is wrong with one."""

from __future__ import annotations

from datetime import date

from pydantic import ValidationError

from ventanilla.kernel.text import long_date
from ventanilla.kit import Form


def request_lines(solicitud: Form) -> tuple[tuple[str, str], ...]:
    """Each question with its answer, as the summary, the signature and the receipt say it."""
    lines = []
    for asked in solicitud.asked():
        value = getattr(solicitud, asked.name)
        answer = long_date(value) if isinstance(value, date) else asked.choices.get(str(value), str(value))
        lines.append((asked.label, answer))
    return tuple(lines)


def form_errors(form: type[Form], error: ValidationError) -> dict[str, str]:
    """A sentence for each input that is wrong, by its name."""
    labels = {asked.name: asked for asked in form.asked()}
    sentences: dict[str, str] = {}
    for fault in error.errors():
        name = str(fault["loc"][0]) if fault["loc"] else ""
        asked = labels.get(name)
        kind = asked.kind if asked else "text"
        sentences.setdefault(name, _sentence(str(fault["type"]), kind, str(fault["msg"])))
    return sentences


def _sentence(fault: str, kind: str, said: str) -> str:
    if fault == "value_error":
        return said.removeprefix("Value error, ")
    if kind == "date":
        return "Escriba la fecha con día, mes y año. Por ejemplo: 22 11 2026."
    if kind == "choice":
        return "Elija una de las opciones."
    if fault == "string_too_long":
        return "El texto es más largo de lo que cabe: acórtelo."
    return "Conteste esta pregunta para continuar."
