"""A Form in a person's words: what each answer says."""

from __future__ import annotations

from datetime import date

from ventanilla.kernel.text import long_date
from ventanilla.kit import Form
from ventanilla.kit.files import file_line


def request_lines(solicitud: Form, *, for_another: bool = False) -> tuple[tuple[str, str], ...]:
    """Each question with its answer, as the summary, the signature and the receipt say it.

    ``for_another``: as it is said to whoever asks for somebody else.
    """
    lines = []
    for asked in solicitud.asked(for_another=for_another):
        value = getattr(solicitud, asked.name)
        if asked.kind == "files":
            answer = " · ".join(file_line(file) for file in value)
        else:
            answer = long_date(value) if isinstance(value, date) else asked.choices.get(str(value), str(value))
        lines.append((asked.label, answer))
    return tuple(lines)
