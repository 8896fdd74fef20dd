"""The facts of acting for one's child or for a dependent parent.

``side`` says whose chain it is: ``actua`` of whoever acts, ``familiar`` of the other. Names are sealed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import ClassVar, Final

from ventanilla.kernel.acts import Audience, Event
from ventanilla.kernel.text import Text

ACTS: Final = "actua"
OTHER: Final = "familiar"


class DependencyState(Enum):
    """What became of a request to act for somebody of one's family."""

    PEDIDA = "pedida"  # the population registry was not asked yet
    EN_REVISION = "en_revision"  # waits for a document that staff see
    VIGENTE = "vigente"
    RECHAZADA = "rechazada"
    DETENIDA = "detenida"  # somebody of the family disputes it
    TERMINADA = "terminada"  # an official ended it


@dataclass(frozen=True)
class KinActingBegan(Event):
    """Somebody began to act for one of their family."""

    TYPE: ClassVar[str] = "familia_actuar"
    PRIVATE: ClassVar[tuple[str, ...]] = ("name",)

    side: str
    name: str

    def shown(self) -> Text:
        """For the timeline of each side."""
        if self.side == ACTS:
            return Text("FAMILIA_ACTUO", "Empezó a actuar por {nombre}.", nombre=self.name)
        return Text("FAMILIA_ACTUARON", "{nombre} empezó a actuar por usted.", nombre=self.name)


@dataclass(frozen=True)
class KinActingEnded(Event):
    """They left it, or the tie was over; ``over`` is the value of `domain.authority.Standing`."""

    TYPE: ClassVar[str] = "familia_dejar"
    PRIVATE: ClassVar[tuple[str, ...]] = ("name",)

    side: str
    over: str
    name: str

    def shown(self) -> Text:
        """For the timeline of each side."""
        if self.side == ACTS:
            return Text("FAMILIA_DEJO", "Dejó de actuar por {nombre}.", nombre=self.name)
        return Text("FAMILIA_DEJARON", "{nombre} dejó de actuar por usted.", nombre=self.name)


@dataclass(frozen=True)
class KinRequestFiled(Event):
    """A request about one person was signed by another of their family; for the chain of whom it is about."""

    TYPE: ClassVar[str] = "familia_tramite"
    PRIVATE: ClassVar[tuple[str, ...]] = ("by_name", "for_name")

    by_name: str
    for_name: str

    def shown(self) -> Text:
        """For the timeline of the case."""
        return Text(
            "FAMILIA_TRAMITE", "{quien} pidió este trámite por {nombre}.", quien=self.by_name, nombre=self.for_name
        )


@dataclass(frozen=True)
class KinshipAsked(Event):
    """Somebody asked to be let act for one of their family; nothing tells yet whether there is such a person."""

    TYPE: ClassVar[str] = "familia_pedida"

    def shown(self) -> Text:
        """For the timeline of whoever asked."""
        return Text("FAMILIA_PEDIDA", "Pidió actuar por una persona de su familia.")


@dataclass(frozen=True)
class KinshipConfirmed(Event):
    """A tie was confirmed until ``until``; ``source`` is the value of `domain.authority.Source`."""

    TYPE: ClassVar[str] = "familia_confirmada"
    PRIVATE: ClassVar[tuple[str, ...]] = ("name",)
    TOLD: ClassVar[tuple[Audience, ...]] = (Audience.SUBJECT, Audience.STAFF)

    side: str
    source: str
    until: date
    name: str

    def shown(self) -> Text:
        """For the timeline of each side."""
        if self.side == ACTS:
            return Text(
                "FAMILIA_CONFIRMADA",
                "Confirmamos que puede actuar por {nombre} hasta el {fecha}.",
                nombre=self.name,
                fecha=self.until,
            )
        return Text(
            "FAMILIA_CONFIRMADA_OTRA",
            "Confirmamos que {nombre} puede actuar por usted hasta el {fecha}. Si no está de acuerdo, deténgalo en "
            "«Su familia».",
            nombre=self.name,
            fecha=self.until,
        )


@dataclass(frozen=True)
class KinshipRefused(Event):
    """An official did not accept what was shown; ``reason`` is theirs and may name people."""

    TYPE: ClassVar[str] = "familia_rechazada"
    PRIVATE: ClassVar[tuple[str, ...]] = ("reason",)

    reason: str

    def shown(self) -> Text:
        """For the timeline of whoever asked."""
        return Text("FAMILIA_RECHAZADA", "No aceptamos su solicitud para actuar: {motivo}", motivo=self.reason)


@dataclass(frozen=True)
class KinshipStopped(Event):
    """A tie was stopped: disputed by one of the family, or (``ended``) ended by an official with a ``reason``."""

    TYPE: ClassVar[str] = "familia_detenida"
    PRIVATE: ClassVar[tuple[str, ...]] = ("name", "reason")

    side: str
    ended: bool
    name: str
    reason: str

    def shown(self) -> Text:
        """For the timeline of each side."""
        if self.ended and self.side == ACTS:
            return Text(
                "FAMILIA_TERMINO",
                "Terminamos su permiso para actuar por {nombre}: {motivo}",
                nombre=self.name,
                motivo=self.reason,
            )
        if self.side == ACTS:
            return Text(
                "FAMILIA_DETUVO",
                "Detuvimos su permiso para actuar por {nombre}: alguien de la familia no está de acuerdo.",
                nombre=self.name,
            )
        return Text("FAMILIA_DETUVO_OTRA", "{nombre} ya no puede actuar por usted.", nombre=self.name)


@dataclass(frozen=True)
class KinshipOver(Event):
    """A tie came to its end by itself; ``how`` is the value of `domain.authority.Standing`."""

    TYPE: ClassVar[str] = "familia_termino"
    PRIVATE: ClassVar[tuple[str, ...]] = ("name",)

    how: str
    on: date
    name: str

    def shown(self) -> Text:
        """For the timeline of whoever acted."""
        if self.how == "mayor":
            return Text(
                "FAMILIA_CUMPLIO",
                "{nombre} cumplió 18 años el {fecha}: usted ya no puede actuar por esa persona.",
                nombre=self.name,
                fecha=self.on,
            )
        return Text(
            "FAMILIA_ACABO",
            "Terminó su permiso para actuar por {nombre}, desde el {fecha}.",
            nombre=self.name,
            fecha=self.on,
        )


@dataclass(frozen=True)
class KinshipEnding(Event):
    """The last day of a tie is near, and whoever acts was told."""

    TYPE: ClassVar[str] = "familia_por_terminar"
    PRIVATE: ClassVar[tuple[str, ...]] = ("name",)

    until: date
    name: str

    def shown(self) -> Text:
        """For the timeline of whoever acts."""
        return Text(
            "FAMILIA_POR_TERMINAR",
            "Le avisamos que puede actuar por {nombre} hasta el {fecha}.",
            nombre=self.name,
            fecha=self.until,
        )


EVENTS: tuple[type[Event], ...] = (
    KinActingBegan,
    KinActingEnded,
    KinRequestFiled,
    KinshipAsked,
    KinshipConfirmed,
    KinshipEnding,
    KinshipOver,
    KinshipRefused,
    KinshipStopped,
)
