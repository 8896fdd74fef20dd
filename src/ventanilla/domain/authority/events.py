"""The facts of staff's roles. Each is told in the chain of its unit and in that of its person, once they have one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from ventanilla.kernel.acts import Audience, Event
from ventanilla.kernel.text import Text


@dataclass(frozen=True)
class AdministratorsNamed(Event):
    """The operator named administrators with a command; ``operator`` is who said to be there, ``reason`` why again."""

    TYPE: ClassVar[str] = "administracion_nombrada"
    TOLD: ClassVar[tuple[Audience, ...]] = (Audience.STAFF,)
    PRIVATE: ClassVar[tuple[str, ...]] = ("operator", "reason")

    how_many: int
    forced: bool
    operator: str
    reason: str

    def shown(self) -> Text:
        """For the unit's history."""
        if self.forced:
            return Text(
                "ADMINISTRACION_FORZADA",
                "Quien opera la instalación nombró administración cuando ya la había: {motivo}",
                motivo=self.reason,
            )
        return Text("ADMINISTRACION_NOMBRADA", "Quien opera la instalación nombró a la administración del personal.")


@dataclass(frozen=True)
class RoleProposed(Event):
    """An administrator proposed a role for somebody."""

    TYPE: ClassVar[str] = "rol_propuesto"
    TOLD: ClassVar[tuple[Audience, ...]] = (Audience.SUBJECT, Audience.STAFF)

    grant: str
    role: str
    until: date

    def shown(self) -> Text:
        """For both timelines."""
        return Text("ROL_PROPUESTO", "Se propuso un rol del personal hasta el {fecha}.", fecha=self.until)


@dataclass(frozen=True)
class RoleApproved(Event):
    """Another administrator approved it."""

    TYPE: ClassVar[str] = "rol_aprobado"
    TOLD: ClassVar[tuple[Audience, ...]] = (Audience.SUBJECT, Audience.STAFF)

    grant: str
    role: str
    until: date

    def shown(self) -> Text:
        """For both timelines."""
        return Text("ROL_APROBADO", "Otra persona aprobó un rol del personal hasta el {fecha}.", fecha=self.until)


@dataclass(frozen=True)
class RoleRefused(Event):
    """Another administrator refused it; ``reason`` is theirs and may name people."""

    TYPE: ClassVar[str] = "rol_rechazado"
    TOLD: ClassVar[tuple[Audience, ...]] = (Audience.SUBJECT, Audience.STAFF)
    PRIVATE: ClassVar[tuple[str, ...]] = ("reason",)

    grant: str
    role: str
    reason: str

    def shown(self) -> Text:
        """For both timelines."""
        return Text("ROL_RECHAZADO", "No se aprobó un rol del personal: {motivo}", motivo=self.reason)


@dataclass(frozen=True)
class RoleInvited(Event):
    """A link to activate a role was sent, again or for the first time."""

    TYPE: ClassVar[str] = "rol_invitado"
    TOLD: ClassVar[tuple[Audience, ...]] = (Audience.SUBJECT, Audience.STAFF)

    grant: str

    def shown(self) -> Text:
        """For both timelines."""
        return Text("ROL_INVITADO", "Se envió por correo el enlace para activar un rol del personal.")


@dataclass(frozen=True)
class RoleActivated(Event):
    """Its person activated it. ``how``: efirma, or factores (a passkey and an application of codes)."""

    TYPE: ClassVar[str] = "rol_activado"
    TOLD: ClassVar[tuple[Audience, ...]] = (Audience.SUBJECT, Audience.STAFF)

    grant: str
    role: str
    how: str

    def shown(self) -> Text:
        """For both timelines."""
        return Text("ROL_ACTIVADO", "Quedó activo un rol del personal.")


@dataclass(frozen=True)
class RoleRevoked(Event):
    """An administrator ended it, at once; ``reason`` is theirs and may name people."""

    TYPE: ClassVar[str] = "rol_revocado"
    TOLD: ClassVar[tuple[Audience, ...]] = (Audience.SUBJECT, Audience.STAFF)
    PRIVATE: ClassVar[tuple[str, ...]] = ("reason",)

    grant: str
    role: str
    reason: str

    def shown(self) -> Text:
        """For both timelines."""
        return Text("ROL_REVOCADO", "Terminó un rol del personal: {motivo}", motivo=self.reason)


@dataclass(frozen=True)
class UnitDeclared(Event):
    """The operator declared a unit, or gave it another name."""

    TYPE: ClassVar[str] = "unidad_declarada"
    TOLD: ClassVar[tuple[Audience, ...]] = (Audience.STAFF,)
    PRIVATE: ClassVar[tuple[str, ...]] = ("operator",)

    name: str
    operator: str

    def shown(self) -> Text:
        """For the unit's history."""
        return Text("UNIDAD_DECLARADA", "Quien opera la instalación declaró la unidad «{nombre}».", nombre=self.name)


EVENTS: tuple[type[Event], ...] = (
    AdministratorsNamed,
    RoleActivated,
    RoleApproved,
    RoleInvited,
    RoleProposed,
    RoleRefused,
    RoleRevoked,
    UnitDeclared,
)
