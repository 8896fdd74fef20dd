"""The facts of keys of programs: one was made, one was revoked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ventanilla.kernel.acts import Event
from ventanilla.kernel.text import Text


@dataclass(frozen=True)
class ProgramKeyMade(Event):
    """The person made a key for a program; ``scopes`` are values of `Scope`, ``days`` how long it lasts."""

    TYPE: ClassVar[str] = "llave_programa_creada"
    PRIVATE: ClassVar[tuple[str, ...]] = ("name", "scopes")

    name: str
    scopes: tuple[str, ...]
    days: int

    def shown(self) -> Text:
        """For the person's timeline."""
        return Text(
            "LLAVE_PROGRAMA_CREADA",
            "Creó la llave «{nombre}» para un programa; dura {dias} días.",
            nombre=self.name,
            dias=self.days,
        )


@dataclass(frozen=True)
class ProgramKeyRevoked(Event):
    """The person ended a key: the program that has it can do nothing more."""

    TYPE: ClassVar[str] = "llave_programa_quitada"
    PRIVATE: ClassVar[tuple[str, ...]] = ("name",)

    name: str

    def shown(self) -> Text:
        """For the person's timeline."""
        return Text("LLAVE_PROGRAMA_QUITADA", "Quitó la llave «{nombre}» de un programa.", nombre=self.name)


EVENTS: tuple[type[Event], ...] = (ProgramKeyMade, ProgramKeyRevoked)
