"""Two registers, or two numbers, of one human: what may be joined, what is told, how it is undone (LSS 15; RACERF 45).

Nothing filed is edited. A union says that what was filed under one number is read with the other's; a separation, that
it is not. One official proposes and another decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import ClassVar

from ventanilla.kernel.acts import Event
from ventanilla.kernel.text import Text

from .movimientos import Movimiento, empleos


class ClaseUnion(Enum):
    """What may be proposed of two registers."""

    UNION = "union"
    SEPARACION = "separacion"
    DISTINTAS = "distintas"  # two people: the doubt does not come again

    @property
    def words(self) -> Text:
        """As it is named on screen."""
        return _CLASES[self]


_CLASES = {
    ClaseUnion.UNION: Text("UNION_UNIR", "Unir: son de la misma persona"),
    ClaseUnion.SEPARACION: Text("UNION_SEPARAR", "Separar lo que se unió"),
    ClaseUnion.DISTINTAS: Text("UNION_DISTINTAS", "Son dos personas distintas"),
}


@dataclass(frozen=True, slots=True)
class Lado:
    """One of the two registers, with all that is read with it. ``unida``: a union that stands is in the way."""

    movimientos: tuple[Movimiento, ...]
    pensionada: bool = False
    unida: bool = False


def impide_union(una: Lado, otra: Lado, on: date) -> Text | None:
    """Why two registers cannot be joined as they are on the day ``on``; None where nothing is in the way.

    An employment in both with the same registro would be one day counted twice in one history.
    """
    if una.unida or otra.unida:
        return Text("UNION_YA_UNIDA", "Uno de los dos registros ya está unido a otro. Sepárelo antes.")
    if una.pensionada and otra.pensionada:
        return Text("UNION_DOS_PENSIONES", "Los dos registros tienen una pensión. Primero se resuelve cuál procede.")
    registro = _twice(una.movimientos, otra.movimientos, on)
    if registro:
        return Text(
            "UNION_TRASLAPE",
            "Los dos registros tienen los mismos días de empleo con el registro patronal {registro}. "
            "Corrija antes esos avisos.",
            registro=registro,
        )
    return None


def _twice(una: Iterable[Movimiento], otra: Iterable[Movimiento], on: date) -> str:
    """The registro with which both have an employment on the same day; "" if none."""
    mine = empleos(una, on)
    for theirs in empleos(otra, on):
        for own in mine:
            same = own.registro_patronal == theirs.registro_patronal
            if same and own.desde <= (theirs.hasta or date.max) and theirs.desde <= (own.hasta or date.max):
                return own.registro_patronal
    return ""


@dataclass(frozen=True)
class UnionPropuesta(Event):
    """An official proposed something of somebody's register: that they did, and not what the other one says."""

    TYPE: ClassVar[str] = "union_propuesta"

    propuesta: str
    clase: str

    def shown(self) -> Text:
        """For the timeline of both."""
        return Text(
            "UNION_PROPUESTA", "Una persona de la oficina pidió revisar si hay dos registros suyos, o de dos personas."
        )


@dataclass(frozen=True)
class UnionRechazada(Event):
    """Another official said no."""

    TYPE: ClassVar[str] = "union_rechazada"

    propuesta: str

    def shown(self) -> Text:
        """For the timeline of both."""
        return Text("UNION_RECHAZADA", "Otra persona de la oficina lo revisó, y su registro queda como estaba.")


@dataclass(frozen=True)
class NumerosUnidos(Event):
    """Two registers or two numbers are one person's."""

    TYPE: ClassVar[str] = "numeros_unidos"
    PRIVATE: ClassVar[tuple[str, ...]] = ("vigente", "retirado")

    propuesta: str
    vigente: str
    retirado: str

    def shown(self) -> Text:
        """For both timelines and both inboxes."""
        if not self.retirado:
            return Text(
                "NUMEROS_UNIDOS_UNO",
                "La oficina unió dos registros suyos. Su Número de Seguridad Social (NSS) es {vigente}. "
                "Si no es correcto, llámenos.",
                vigente=self.vigente,
            )
        return Text(
            "NUMEROS_UNIDOS",
            "La oficina unió sus dos Números de Seguridad Social (NSS). El vigente es {vigente}. "
            "El {retirado} ya no se usa, y lo que se registró con él también cuenta. Si no es correcto, llámenos.",
            vigente=self.vigente,
            retirado=self.retirado,
        )

    def inbox(self) -> Text:
        """The same."""
        return self.shown()


@dataclass(frozen=True)
class NumerosSeparados(Event):
    """A union was undone: each register is read by itself again."""

    TYPE: ClassVar[str] = "numeros_separados"

    propuesta: str

    def shown(self) -> Text:
        """For both timelines and both inboxes."""
        return Text(
            "NUMEROS_SEPARADOS",
            "La oficina separó dos registros que había unido. Si no es correcto, llámenos.",
        )

    def inbox(self) -> Text:
        """The same."""
        return self.shown()


@dataclass(frozen=True)
class PersonasDistintas(Event):
    """Two registers that looked alike are of two people."""

    TYPE: ClassVar[str] = "personas_distintas"

    propuesta: str

    def shown(self) -> Text:
        """For the timeline of both, that do not learn of each other."""
        return Text(
            "PERSONAS_DISTINTAS", "La oficina comprobó que su registro no es el de otra persona con datos parecidos."
        )


EVENTS: tuple[type[Event], ...] = (
    NumerosSeparados,
    NumerosUnidos,
    PersonasDistintas,
    UnionPropuesta,
    UnionRechazada,
)
