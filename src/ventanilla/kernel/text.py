"""Sentences for people, written below ``web`` and translated by it.

A rule knows *what* must be said; only ``web`` knows in which language. So a rule returns a ``Text``:
a stable code, a Spanish template and its values, never a finished string.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Final

Value = str | int | date

MONTHS: Final = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio",
    "agosto", "septiembre", "octubre", "noviembre", "diciembre",
)  # fmt: skip


def long_date(day: date) -> str:
    """Write a date as Mexicans read it.

    >>> long_date(date(2026, 11, 22))
    '22 de noviembre de 2026'
    """
    return f"{day.day} de {MONTHS[day.month - 1]} de {day.year}"


@dataclass(frozen=True, slots=True, init=False)
class Text:
    """A sentence for a person: ``code`` is stable (API, translations), ``template`` is its Spanish.

    >>> str(Text("VENCIDA", "Su e.firma venció el {fecha}.", fecha=date(2023, 6, 13)))
    'Su e.firma venció el 13 de junio de 2023.'
    """

    code: str
    template: str
    values: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))

    def __init__(self, code: str, template: str, /, **values: Value) -> None:
        object.__setattr__(self, "code", code)
        object.__setattr__(self, "template", template)
        object.__setattr__(self, "values", MappingProxyType(dict(values)))

    def __hash__(self) -> int:
        return hash((self.code, self.template, tuple(sorted(self.values.items(), key=lambda item: item[0]))))

    def format_with(self, template: str) -> str:
        """Fill another language's ``template`` with this sentence's values; dates are written in full."""
        shown = {key: long_date(value) if isinstance(value, date) else value for key, value in self.values.items()}
        return template.format_map(shown)

    def __str__(self) -> str:
        return self.format_with(self.template)
