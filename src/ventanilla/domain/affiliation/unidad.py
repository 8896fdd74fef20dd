"""Where somebody is attended: which clinic a postal code has, what may change and how often, and the order.

The postal codes of each clinic are a table that the institution loads. How often somebody may change is said by no
published rule (policy ``umf_frecuencia``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar, Final

from ventanilla import law
from ventanilla.kernel.acts import Effect, Event, Question, SubjectId
from ventanilla.kernel.text import Text

from .asignacion import Asignacion

TURNOS: Final = ("matutino", "vespertino")
FRECUENCIA: Final = "umf_frecuencia"
_UN_ANO: Final = timedelta(days=365)
_AL_ANO: Final = {"sin_limite": None, "una_al_ano": 1, "dos_al_ano": 2}


@dataclass(frozen=True)
class Unidad:
    """A clinic, and the consulting room with the fewest people of each turno (None: the register knows of none)."""

    codigo: str
    clave: str
    nombre: str
    delegacion: str
    matutino: int | None = None
    vespertino: int | None = None

    def consultorio(self, turno: str) -> int | None:
        """The consulting room that a person of that turno is given."""
        return self.matutino if turno == TURNOS[0] else self.vespertino


@dataclass(frozen=True)
class UnidadHallada:
    """The clinic of a postal code; ``exacta`` is False where that code has none and this is the nearest."""

    unidad: Unidad
    exacta: bool


@dataclass(frozen=True)
class UnidadDe(Question[UnidadHallada | None]):
    """Which clinic attends a postal code; None where no code of its state has one."""

    codigo_postal: str


@dataclass(frozen=True)
class AsignacionesDe(Question[tuple[Asignacion, ...]]):
    """Where a person was attended, each assignment with its day, in the order they were known."""

    subject: SubjectId


@dataclass(frozen=True)
class Atendida:
    """Where somebody is attended today; the rooms of ``unidad`` leave out the one they are in."""

    unidad: Unidad
    consultorio: int | None
    turno: str


@dataclass(frozen=True)
class UnidadActual(Question[Atendida | None]):
    """Where a person is attended today; None where nobody registered them in a clinic. NoAnswer for nobody known."""

    subject: SubjectId


def mas_cercano(codigo: str, con_unidad: Iterable[str]) -> str | None:
    """Of the postal codes that have a clinic, the one whose number is nearest in the same state (two first digits).

    A number says little of a distance: what follows from it is confirmed by a person.

    >>> mas_cercano("06710", ["06700", "06760", "14000"]), mas_cercano("99999", ["06700"])
    ('06700', None)
    """
    same = [one for one in con_unidad if one[:2] == codigo[:2]]
    return min(same, key=lambda one: (abs(int(one) - int(codigo)), one), default=None)


def impide_cambio(asignaciones: Iterable[Asignacion], on: date) -> Text | None:
    """Why somebody may not change of clinic on ``on``: how often is a policy, which by default sets no limit.

    The first assignment is no change, and neither is one whose day nobody knows.
    """
    limit = _AL_ANO[law.policy(FRECUENCIA).value]
    if limit is None:
        return None
    _, *later = sorted(one.desde or date.min for one in asignaciones) or [date.min]
    changes = [one for one in reversed(later) if on - _UN_ANO < one <= on]
    if len(changes) < limit:
        return None
    return Text(
        "UMF_FRECUENCIA",
        "Ya cambió {veces} en los últimos doce meses. Puede volver a cambiar desde el {fecha}.",
        veces=len(changes),
        fecha=changes[limit - 1] + _UN_ANO,
    )


@dataclass(frozen=True)
class UnidadAsignada(Event):
    """Where somebody is attended from a day on; ``umf`` is "" where they are in no clinic any more."""

    TYPE: ClassVar[str] = "unidad_asignada"
    PRIVATE: ClassVar[tuple[str, ...]] = ("umf", "consultorio", "turno", "desde")

    umf: str
    consultorio: str
    turno: str
    desde: date

    def shown(self) -> Text:
        """For the timeline, and for the inbox."""
        if not self.umf:
            return Text("UNIDAD_BAJA", "Ya no está registrado en ninguna clínica desde el {fecha}.", fecha=self.desde)
        if not self.consultorio:
            return Text(
                "UNIDAD_SIN_CONSULTORIO",
                "Desde el {fecha} le atienden en la UMF {umf}, turno {turno}. Ahí le dirán su consultorio.",
                fecha=self.desde,
                umf=self.umf,
                turno=self.turno,
            )
        return Text(
            "UNIDAD_ASIGNADA",
            "Desde el {fecha} le atienden en la UMF {umf}, consultorio {consultorio}, turno {turno}.",
            fecha=self.desde,
            umf=self.umf,
            consultorio=self.consultorio,
            turno=self.turno,
        )

    def inbox(self) -> Text:
        """The same."""
        return self.shown()


@dataclass(frozen=True)
class AsignarUnidad(Effect):
    """Attend somebody in a clinic (``codigo``; "" for none) from ``desde`` on. What went before is kept.

    ``antes`` is the clinic that was decided from: Conflict where they are in another by now.
    """

    TOLD_BY: ClassVar[tuple[type[Event], ...]] = (UnidadAsignada,)

    subject: SubjectId
    antes: str
    codigo: str
    consultorio: int | None
    turno: str
    desde: date


EVENTS: tuple[type[Event], ...] = (UnidadAsignada,)
