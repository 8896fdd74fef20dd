"""The facts of coming back: in person at the counter, or with a code on paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ventanilla.kernel.acts import Audience, Event
from ventanilla.kernel.text import Text


@dataclass(frozen=True)
class RecoveryConsulted(Event):
    """An official asked who a CURP is, to give an account back. In the chain of who asked, and of whom it is.

    ``mine`` says which of the two chains it is in.
    """

    TYPE: ClassVar[str] = "recuperacion_consultada"
    TOLD: ClassVar[tuple[Audience, ...]] = (Audience.SUBJECT, Audience.STAFF)
    PRIVATE: ClassVar[tuple[str, ...]] = ("curp",)

    mine: bool
    curp: str

    def shown(self) -> Text:
        """For the timeline of either."""
        if self.mine:
            return Text("RECUPERACION_CONSULTO", "Consultó a una persona en el mostrador, para recuperar su cuenta.")
        return Text(
            "RECUPERACION_CONSULTADA",
            "En el mostrador consultaron sus datos, para recuperar su cuenta. Si no fue usted, avísenos.",
        )


@dataclass(frozen=True)
class RecoveryProposed(Event):
    """An official saw the person and their identification. ``document`` is the value of `IdentityDocument`."""

    TYPE: ClassVar[str] = "recuperacion_propuesta"
    TOLD: ClassVar[tuple[Audience, ...]] = (Audience.SUBJECT, Audience.STAFF)

    recovery: str
    document: str

    def shown(self) -> Text:
        """For the person's timeline."""
        return Text(
            "RECUPERACION_PROPUESTA", "Pidió en el mostrador recuperar su cuenta. Falta que otra persona lo apruebe."
        )


@dataclass(frozen=True)
class RecoveryApproved(Event):
    """A second official agreed; a link was sent to the e-mail that the person gave."""

    TYPE: ClassVar[str] = "recuperacion_aprobada"
    TOLD: ClassVar[tuple[Audience, ...]] = (Audience.SUBJECT, Audience.STAFF)

    recovery: str

    def shown(self) -> Text:
        """For the person's timeline."""
        return Text("RECUPERACION_APROBADA", "Aprobamos que recupere su cuenta y enviamos un enlace al correo nuevo.")


@dataclass(frozen=True)
class RecoveryRefused(Event):
    """A second official did not agree, and says why."""

    TYPE: ClassVar[str] = "recuperacion_rechazada"
    TOLD: ClassVar[tuple[Audience, ...]] = (Audience.SUBJECT, Audience.STAFF)
    PRIVATE: ClassVar[tuple[str, ...]] = ("reason",)

    recovery: str
    reason: str

    def shown(self) -> Text:
        """For the person's timeline."""
        return Text(
            "RECUPERACION_RECHAZADA",
            "No aprobamos que recupere su cuenta en el mostrador: {motivo}",
            motivo=self.reason,
        )


@dataclass(frozen=True)
class RecoveryStopped(Event):
    """Whoever reads mail at a contact on record said that it was not them; ``served`` if the link had served."""

    TYPE: ClassVar[str] = "recuperacion_detenida"
    TOLD: ClassVar[tuple[Audience, ...]] = (Audience.SUBJECT, Audience.STAFF)

    recovery: str
    served: bool

    def shown(self) -> Text:
        """For the person's timeline."""
        if self.served:
            return Text(
                "RECUPERACION_DESHECHA",
                "Avisó que no pidió recuperar su cuenta. Cerramos todas sus sesiones y esa contraseña dejó de servir.",
            )
        return Text("RECUPERACION_DETENIDA", "Avisó que no pidió recuperar su cuenta. El enlace ya no sirve.")


@dataclass(frozen=True)
class RecoveryCompleted(Event):
    """The link served: a new password, and nothing of what was lost. ``opened`` where there was no account before."""

    TYPE: ClassVar[str] = "recuperacion_completada"
    TOLD: ClassVar[tuple[Audience, ...]] = (Audience.SUBJECT, Audience.STAFF)

    recovery: str
    opened: bool

    def shown(self) -> Text:
        """For the person's timeline."""
        if self.opened:
            return Text("RECUPERACION_ABRIO", "Abrió su cuenta después de identificarse en el mostrador.")
        return Text(
            "RECUPERACION_COMPLETADA",
            "Recuperó su cuenta después de identificarse en el mostrador. Quitamos lo que tenía para entrar antes.",
        )


@dataclass(frozen=True)
class RecoveredByCode(Event):
    """A code on paper alone set a new password; ``left`` are still good."""

    TYPE: ClassVar[str] = "recuperada_con_codigo"

    left: int

    def shown(self) -> Text:
        """For the person's timeline."""
        return Text(
            "RECUPERADA_CODIGO",
            "Recuperó su cuenta con un código de respaldo. Le quedan {quedan}. Cerramos todas sus sesiones.",
            quedan=self.left,
        )


EVENTS: tuple[type[Event], ...] = (
    RecoveredByCode,
    RecoveryApproved,
    RecoveryCompleted,
    RecoveryConsulted,
    RecoveryProposed,
    RecoveryRefused,
    RecoveryStopped,
)
