"""Who somebody is in the register, and how a datum of theirs changes: the one before is never lost.

Past movements keep the name and number they were filed under (LSS 15; RACERF 45-47): a change counts from its day on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import ClassVar

from ventanilla.kernel.acts import Effect, Event, Question, SubjectId
from ventanilla.kernel.text import Text


class Campo(Enum):
    """What may be corrected of a person, one at a time."""

    DOMICILIO = "domicilio"
    NOMBRE = "nombre"
    PRIMER_APELLIDO = "primer_apellido"
    SEGUNDO_APELLIDO = "segundo_apellido"
    NACIMIENTO = "nacimiento"
    SEXO = "sexo"
    CURP = "curp"

    @property
    def shown(self) -> str:
        """In a person's words."""
        return str(SHOWN[self])

    @property
    def identidad(self) -> bool:
        """Whether it says who somebody is, and not only where to find them."""
        return self is not Campo.DOMICILIO


SHOWN: dict[Campo, Text] = {
    Campo.DOMICILIO: Text("CAMPO_DOMICILIO", "Mi domicilio"),
    Campo.NOMBRE: Text("CAMPO_NOMBRE", "Mi nombre, sin apellidos"),
    Campo.PRIMER_APELLIDO: Text("CAMPO_PRIMER_APELLIDO", "Mi primer apellido"),
    Campo.SEGUNDO_APELLIDO: Text("CAMPO_SEGUNDO_APELLIDO", "Mi segundo apellido"),
    Campo.NACIMIENTO: Text("CAMPO_NACIMIENTO", "Mi fecha de nacimiento"),
    Campo.SEXO: Text("CAMPO_SEXO", "Mi sexo, como está en mi acta"),
    Campo.CURP: Text("CAMPO_CURP", "Mi CURP"),
}


@dataclass(frozen=True)
class Datos:
    """What the register holds of somebody, as text; ``""`` where it holds nothing."""

    nombre: str
    primer_apellido: str
    segundo_apellido: str
    nacimiento: date
    sexo: str
    curp: str
    domicilio: str

    def de(self, campo: Campo) -> str:
        """One of them; a date as YYYY-MM-DD."""
        value = getattr(self, campo.value)
        return value.isoformat() if isinstance(value, date) else str(value)


@dataclass(frozen=True)
class DatosPersona(Question[Datos]):
    """What does the register hold of this person? NoAnswer where it does not know them."""

    subject: SubjectId


@dataclass(frozen=True)
class CurpDeOtra(Question[bool]):
    """Does somebody else in the register have this CURP? For the office alone: the answer is of another person."""

    subject: SubjectId
    curp: str


@dataclass(frozen=True)
class DatoActualizado(Event):
    """A datum of the person changed; what it was and is, under their own key."""

    TYPE: ClassVar[str] = "dato_actualizado"
    PRIVATE: ClassVar[tuple[str, ...]] = ("antes", "despues")

    campo: str
    antes: str
    despues: str

    def shown(self) -> Text:
        """For the timeline: which, not what."""
        said = next((campo.shown for campo in Campo if campo.value == self.campo), self.campo)
        return Text("DATO_ACTUALIZADO", "Actualizamos un dato suyo: {dato}.", dato=said.lower())

    def inbox(self) -> Text:
        """So that whoever did not ask for it learns of it: which datum, and never what it is."""
        said = next((campo.shown for campo in Campo if campo.value == self.campo), self.campo)
        return Text(
            "DATO_ACTUALIZADO_AVISO",
            "Actualizamos un dato suyo: {dato}. Si usted no lo pidió, llámenos cuanto antes.",
            dato=said.lower(),
        )


@dataclass(frozen=True)
class ActualizarDato(Effect):
    """Put ``despues`` in the place of ``antes`` in the person's own row, and keep both."""

    TOLD_BY: ClassVar[tuple[type[Event], ...]] = (DatoActualizado,)

    subject: SubjectId
    campo: Campo
    antes: str
    despues: str


EVENTS: tuple[type[Event], ...] = (DatoActualizado,)
