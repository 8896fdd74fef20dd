"""Giving leave to act for another: what is asked, what is ordered, and what is told.

``side`` says whose chain a fact is in: ``otorga`` of whoever gives the leave, ``recibe`` of whoever may act. Names and
CURPs are sealed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final
from uuid import UUID

from ventanilla.kernel.acts import Audience, Effect, Event, Question, SubjectId
from ventanilla.kernel.text import Text

from .mandate import Act, Mandate

GRANTS: Final = "otorga"
RECEIVES: Final = "recibe"
_BOTH: Final = (Audience.SUBJECT, Audience.ACTOR)


@dataclass(frozen=True)
class CuentaDe(Question[SubjectId | None]):
    """Whose account has a CURP, proven; None where nobody's. For the office's own decision, never told."""

    curp: str


@dataclass(frozen=True)
class Empresa:
    """A company that the office knows, and whose certificate of its own, in force, proves who represents it, if any."""

    nombre: str
    representante: SubjectId | None


@dataclass(frozen=True)
class EmpresaDe(Question[Empresa | None]):
    """The company that the office knows by an RFC; None where no certificate or deed named it yet."""

    rfc: str


@dataclass(frozen=True)
class Otorgante:
    """Who lets another act for it, as its account or its certificates name it; ``moral``: a company."""

    nombre: str
    rfc: str
    moral: bool


@dataclass(frozen=True)
class OtorganteDe(Question[Otorgante]):
    """The name and the RFC of a person or a company with an account of its own."""

    subject: SubjectId


@dataclass(frozen=True)
class PatronConRfc(Question[SubjectId | None]):
    """The employer that the register of affiliation knows by an RFC; None where there is none."""

    rfc: str


@dataclass(frozen=True)
class Facultad:
    """What whoever asks may do for another, as a decision reads it (`mandate.Mandate`, with its parents)."""

    otorgante: SubjectId
    actos: tuple[Act, ...]
    registros: tuple[str, ...]
    desde: date
    hasta: date | None
    puede_delegar: bool
    vigente: bool
    eslabones: int

    def mandate(self) -> Mandate:
        """The same as the rules take it, without who is above: ``vigente`` already says that they stand."""
        return Mandate(
            grantor=self.otorgante,
            grantee=None,
            acts=frozenset(self.actos),
            since=self.desde,
            until=self.hasta,
            accepted=self.vigente,
            registros=frozenset(self.registros),
            can_delegate=self.puede_delegar,
        )


@dataclass(frozen=True)
class FacultadDe(Question[Facultad | None]):
    """By which authorisation somebody acts; None where there is no such one."""

    mandate: UUID


@dataclass(frozen=True)
class AutorizacionOtorgada(Event):
    """Somebody gave leave to act for them, which counts once it is accepted."""

    TYPE: ClassVar[str] = "autorizacion_otorgada"
    TOLD: ClassVar[tuple[Audience, ...]] = _BOTH
    PRIVATE: ClassVar[tuple[str, ...]] = ("grantor", "curp", "acts", "registros")

    mandate: UUID
    side: str
    grantor: str
    curp: str
    acts: tuple[str, ...]
    registros: tuple[str, ...]
    since: date
    until: date
    can_delegate: bool

    def shown(self) -> Text:
        """For the timeline of each side."""
        if self.side == GRANTS:
            return Text(
                "AUTORIZACION_DADA",
                "{patron} autorizó a la persona con CURP {curp} hasta el {fecha}. Falta que acepte.",
                patron=self.grantor,
                curp=self.curp,
                fecha=self.until,
            )
        return Text(
            "AUTORIZACION_RECIBIDA",
            "{patron} lo autoriza a actuar en su nombre hasta el {fecha}. Léalo, y acéptelo o rechácelo.",
            patron=self.grantor,
            fecha=self.until,
        )

    def inbox(self) -> Text | None:
        """Whoever may act is told that there is something to accept."""
        return self.shown() if self.side == RECEIVES else None


@dataclass(frozen=True)
class AutorizacionAceptada(Event):
    """Whoever may act said yes: from now on they may."""

    TYPE: ClassVar[str] = "autorizacion_aceptada"
    TOLD: ClassVar[tuple[Audience, ...]] = _BOTH
    PRIVATE: ClassVar[tuple[str, ...]] = ("name",)

    mandate: UUID
    side: str
    name: str
    until: date

    def shown(self) -> Text:
        """For the timeline of each side; ``name`` is of the other."""
        if self.side == GRANTS:
            return Text(
                "AUTORIZACION_LE_ACEPTARON",
                "{nombre} aceptó la autorización. Puede actuar hasta el {fecha}.",
                nombre=self.name,
                fecha=self.until,
            )
        return Text(
            "AUTORIZACION_ACEPTO",
            "Aceptó actuar por {nombre} hasta el {fecha}.",
            nombre=self.name,
            fecha=self.until,
        )

    def inbox(self) -> Text | None:
        """Whoever gave it is told."""
        return self.shown() if self.side == GRANTS else None


@dataclass(frozen=True)
class AutorizacionRechazada(Event):
    """Whoever might act said no."""

    TYPE: ClassVar[str] = "autorizacion_rechazada"
    TOLD: ClassVar[tuple[Audience, ...]] = _BOTH
    PRIVATE: ClassVar[tuple[str, ...]] = ("name",)

    mandate: UUID
    side: str
    name: str

    def shown(self) -> Text:
        """For the timeline of each side; ``name`` is of the other."""
        if self.side == GRANTS:
            return Text("AUTORIZACION_LE_RECHAZARON", "{nombre} no aceptó la autorización.", nombre=self.name)
        return Text("AUTORIZACION_RECHAZO", "La autorización de {nombre} no se aceptó.", nombre=self.name)

    def inbox(self) -> Text | None:
        """Whoever gave it is told."""
        return self.shown() if self.side == GRANTS else None


@dataclass(frozen=True)
class AutorizacionRevocada(Event):
    """It is over from this instant: ``renounced`` by whoever could act, or ended by whoever gave it or by staff."""

    TYPE: ClassVar[str] = "autorizacion_revocada"
    TOLD: ClassVar[tuple[Audience, ...]] = _BOTH
    PRIVATE: ClassVar[tuple[str, ...]] = ("name", "reason")

    mandate: UUID
    side: str
    name: str
    renounced: bool
    reason: str

    def shown(self) -> Text:
        """For the timeline of each side; ``name`` is of the other."""
        if self.side == GRANTS:
            if self.renounced:
                return Text("AUTORIZACION_LE_RENUNCIARON", "{nombre} renunció a actuar por usted.", nombre=self.name)
            return Text("AUTORIZACION_REVOCO", "Terminó la autorización de {nombre}.", nombre=self.name)
        if self.renounced:
            return Text(
                "AUTORIZACION_RENUNCIO", "Su autorización de {nombre} terminó porque usted renunció.", nombre=self.name
            )
        return Text(
            "AUTORIZACION_LE_REVOCARON",
            "Su autorización de {nombre} terminó. Lo que envió sigue su curso; lo que preparaba ya no se enviará.",
            nombre=self.name,
        )

    def inbox(self) -> Text | None:
        """The other side is told."""
        return self.shown() if (self.side == GRANTS) is self.renounced else None


@dataclass(frozen=True)
class AutorizacionPorTerminar(Event):
    """The office told both sides that an authorisation comes to its end."""

    TYPE: ClassVar[str] = "autorizacion_por_terminar"
    TOLD: ClassVar[tuple[Audience, ...]] = _BOTH
    PRIVATE: ClassVar[tuple[str, ...]] = ("name",)

    mandate: UUID
    side: str
    name: str
    until: date

    def shown(self) -> Text:
        """For the timeline of each side; ``name`` is of the other."""
        if self.side == GRANTS:
            return Text(
                "AUTORIZACION_DADA_TERMINA",
                "La autorización que dio a {nombre} termina el {fecha}. Si debe seguir, dele otra antes.",
                nombre=self.name,
                fecha=self.until,
            )
        return Text(
            "AUTORIZACION_RECIBIDA_TERMINA",
            "Su autorización para actuar por {nombre} termina el {fecha}. Si debe seguir, pídale otra antes.",
            nombre=self.name,
            fecha=self.until,
        )

    def inbox(self) -> Text | None:
        """Both are told."""
        return self.shown()


@dataclass(frozen=True)
class ActuacionIniciada(Event):
    """Somebody began to act by an authorisation, in a session."""

    TYPE: ClassVar[str] = "autorizacion_actuar"
    TOLD: ClassVar[tuple[Audience, ...]] = _BOTH
    PRIVATE: ClassVar[tuple[str, ...]] = ("name",)

    mandate: UUID
    side: str
    name: str

    def shown(self) -> Text:
        """For the timeline of each side; ``name`` is of the other."""
        if self.side == GRANTS:
            return Text("AUTORIZACION_ACTUARON", "{nombre} empezó a actuar por usted.", nombre=self.name)
        return Text("AUTORIZACION_ACTUO", "En nombre de {nombre}, empezó a actuar.", nombre=self.name)


@dataclass(frozen=True)
class ActuacionTerminada(Event):
    """They left it themselves."""

    TYPE: ClassVar[str] = "autorizacion_dejar"
    TOLD: ClassVar[tuple[Audience, ...]] = _BOTH
    PRIVATE: ClassVar[tuple[str, ...]] = ("name",)

    mandate: UUID
    side: str
    name: str

    def shown(self) -> Text:
        """For the timeline of each side; ``name`` is of the other."""
        if self.side == GRANTS:
            return Text("AUTORIZACION_DEJARON", "{nombre} dejó de actuar por usted.", nombre=self.name)
        return Text("AUTORIZACION_DEJO", "En nombre de {nombre}, dejó de actuar.", nombre=self.name)


@dataclass(frozen=True)
class TramiteConAutorizacion(Event):
    """A request was signed by somebody with an authorisation; for the chain of whom it is about, beside its receipt."""

    TYPE: ClassVar[str] = "autorizacion_tramite"
    PRIVATE: ClassVar[tuple[str, ...]] = ("by_name", "for_name")

    mandate: UUID
    by_name: str
    for_name: str

    def shown(self) -> Text:
        """For the timeline of the case."""
        return Text(
            "AUTORIZACION_TRAMITE",
            "Lo envió {quien}, con autorización de {patron}.",
            quien=self.by_name,
            patron=self.for_name,
        )


@dataclass(frozen=True)
class RepresentanteReconocido(Event):
    """Staff reviewed a deed: its person represents the company from now on."""

    TYPE: ClassVar[str] = "representante_reconocido"
    TOLD: ClassVar[tuple[Audience, ...]] = _BOTH
    PRIVATE: ClassVar[tuple[str, ...]] = ("name", "deed")

    mandate: UUID
    side: str
    name: str
    deed: str

    def shown(self) -> Text:
        """For the timeline of each side; ``name`` is of the other."""
        if self.side == GRANTS:
            return Text(
                "REPRESENTANTE_DE_ESCRITURA",
                "{nombre} representa a la empresa, según la escritura {escritura} que revisó el personal.",
                nombre=self.name,
                escritura=self.deed,
            )
        return Text(
            "REPRESENTA_POR_ESCRITURA",
            "Usted representa a {nombre}, según la escritura {escritura} que revisó el personal.",
            nombre=self.name,
            escritura=self.deed,
        )

    def inbox(self) -> Text | None:
        """Both are told: a company must know at once who says to represent it."""
        return self.shown()


@dataclass(frozen=True)
class OtorgarAutorizacion(Effect):
    """Give somebody leave to act for the case's subject. ``grantee`` is None where that CURP has no account yet.

    ``parent`` is the authorisation that it is given from. Performed again under its lock: Conflict if that ended.
    """

    TOLD_BY: ClassVar[tuple[type[Event], ...]] = (AutorizacionOtorgada,)

    grantor_name: str
    grantor_rfc: str
    grantee: SubjectId | None
    curp: str
    rfc: str
    acts: tuple[Act, ...]
    registros: tuple[str, ...]
    since: date
    until: date
    can_delegate: bool
    parent: UUID | None


@dataclass(frozen=True)
class ReconocerRepresentante(Effect):
    """The case's subject represents a company, by a deed; it ends any other representative by an earlier deed.

    ``subject`` is who the register of employers already knows by that RFC, or None.
    """

    TOLD_BY: ClassVar[tuple[type[Event], ...]] = (RepresentanteReconocido,)

    rfc: str
    company: str
    subject: SubjectId | None
    deed: str
    since: date


EVENTS: tuple[type[Event], ...] = (
    ActuacionIniciada,
    ActuacionTerminada,
    AutorizacionAceptada,
    AutorizacionOtorgada,
    AutorizacionPorTerminar,
    AutorizacionRechazada,
    AutorizacionRevocada,
    RepresentanteReconocido,
    TramiteConAutorizacion,
)
